//! `site.yaml` as it is written, and its way to `Config`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{
    AddressStyle, CheckConfig, Config, LinkPolicy, Pack, RawHtml, ThemeConfig, config_path,
};
use crate::date;
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::yaml;

/// Reads the settings. Every problem is a diagnostic, and what cannot be read has its default.
pub fn read(text: &str) -> (Config, Vec<Diagnostic>) {
    let (written, problems) = yaml::read::<Written>(text);
    let path = config_path();
    let mut diagnostics: Vec<Diagnostic> =
        problems.into_iter().map(|problem| problem.diagnostic(&path, text, 0)).collect();
    let mut refuse = |word: &str, code: Code, message: String, hint: String| {
        let line = text.lines().position(|line| line.contains(word)).map_or(0, |idx| idx + 1);
        let place = Place::line(&path, text, u32::try_from(line).unwrap_or(0)).narrowed(word);
        diagnostics.push(Diagnostic::new(code, place, message).hint(hint));
    };

    let mut base_url = written.base_url.unwrap_or_else(|| "http://localhost/".to_owned());
    if !base_url.starts_with("https://") && !base_url.starts_with("http://") {
        refuse(
            &base_url,
            Code::UnknownValue,
            format!("`base_url` is not an absolute address: `{base_url}`"),
            "write it with its scheme: `https://brief.example.org/`".to_owned(),
        );
    }
    if base_url.contains(['?', '#', ' ', '"', '<']) {
        refuse(
            &base_url,
            Code::UnknownValue,
            format!("`base_url` is not the address of a site: `{base_url}`"),
            "leave out what follows `?` or `#`".to_owned(),
        );
    }
    if !base_url.ends_with('/') {
        base_url.push('/');
    }
    let zone_name = written.timezone.as_deref().unwrap_or("UTC");
    let zone = date::zone(zone_name).unwrap_or_else(|| {
        refuse(
            zone_name,
            Code::UnknownValue,
            format!("no time zone has the name `{zone_name}`"),
            "use a name of the IANA database, such as `Europe/London`".to_owned(),
        );
        jiff::tz::TimeZone::UTC
    });
    let output = written.output.unwrap_or_else(|| "public".to_owned());
    let accent = written.theme.accent.filter(|accent| {
        let is_colour = accent.chars().all(|c| c.is_alphanumeric() || " #(),.%/-".contains(c));
        if !is_colour {
            refuse(
                accent,
                Code::UnknownValue,
                format!("`accent` is not a colour: `{accent}`"),
                "write a CSS colour such as `\"#8a1c1c\"`".to_owned(),
            );
        }
        is_colour
    });
    let mut rules = BTreeMap::new();
    for (name, severity) in written.rules {
        let Some(code) = Code::by_name(&name) else {
            let nearest = yaml::nearest(&name, Code::ALL.iter().map(|code| code.name()));
            let hint = nearest
                .map_or("`rapporteur explain` lists all rules".to_owned(), |nearest| {
                    format!("did you mean `{nearest}`?")
                });
            refuse(&name, Code::UnknownKey, format!("no rule has the name `{name}`"), hint);
            continue;
        };
        if code.is_fixed() && severity != Level::Error {
            refuse(
                &name,
                Code::UnknownValue,
                format!("`{name}` is always an error"),
                if code.is_leak() {
                    "list words that may be public under `public:` of `check:`".to_owned()
                } else {
                    "a site with this problem would not be sound: mend the content".to_owned()
                },
            );
            continue;
        }
        rules.insert(code, severity.severity());
    }
    let unused = [
        ("search", written.search.is_some()),
        ("cards", written.cards.is_some()),
        ("publish", !written.publish.is_empty()),
    ];
    for (key, is_set) in unused {
        if is_set {
            refuse(
                key,
                Code::UnusedSetting,
                format!("`{key}` has no effect in this version"),
                "leave it out, or keep it for a later version".to_owned(),
            );
        }
    }
    let config = Config {
        title: written.title.unwrap_or_else(|| "Briefings".to_owned()),
        base_url,
        description: written.description.unwrap_or_default(),
        language: written.language.unwrap_or_else(|| "en".to_owned()),
        zone,
        output,
        packs: written.actors.packs.into_iter().map(Into::into).collect(),
        link: written.actors.link.map_or(LinkPolicy::FirstInSection, Into::into),
        extract_sentences: written.summary.sentences.unwrap_or(3).clamp(1, 20),
        takeaway_headings: written.summary.headings,
        html: written.html.map_or(RawHtml::Sanitise, Into::into),
        feed_limit: written.feeds.limit.unwrap_or(50).clamp(1, 1000),
        addresses: written.addresses.map_or(AddressStyle::Folder, Into::into),
        theme: ThemeConfig {
            accent,
            logo: written.theme.logo,
            header: written.theme.header.into_iter().map(|link| (link.title, link.url)).collect(),
        },
        rules,
        check: CheckConfig {
            stale_story_days: written.check.stale_story_days.unwrap_or(60).max(1),
            public: written.check.public,
            max_page_kb: written.check.max_page_kb.unwrap_or(1000).max(1),
            max_picture_kb: written.check.max_picture_kb.unwrap_or(500).max(1),
        },
    };
    (config, diagnostics)
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Written {
    title: Option<String>,
    base_url: Option<String>,
    description: Option<String>,
    language: Option<String>,
    timezone: Option<String>,
    output: Option<String>,
    actors: WrittenActors,
    summary: WrittenSummary,
    html: Option<WrittenHtml>,
    feeds: WrittenFeeds,
    addresses: Option<WrittenAddresses>,
    search: Option<bool>,
    cards: Option<bool>,
    theme: WrittenTheme,
    rules: BTreeMap<String, Level>,
    check: WrittenCheck,
    publish: BTreeMap<String, yaml::Value>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct WrittenActors {
    packs: Vec<WrittenPack>,
    link: Option<WrittenLink>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum WrittenPack {
    States,
    Organisations,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum WrittenLink {
    FirstInSection,
    FirstInArticle,
    All,
    None,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct WrittenSummary {
    sentences: Option<usize>,
    headings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum WrittenHtml {
    Sanitise,
    Trusted,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum WrittenAddresses {
    Folder,
    File,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct WrittenFeeds {
    limit: Option<usize>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct WrittenCheck {
    stale_story_days: Option<u32>,
    public: Vec<String>,
    max_page_kb: Option<usize>,
    max_picture_kb: Option<usize>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct WrittenTheme {
    accent: Option<String>,
    logo: Option<String>,
    header: Vec<WrittenNavLink>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenNavLink {
    title: String,
    url: String,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Level {
    Error,
    Warning,
    Note,
    Off,
}

impl Level {
    fn severity(self) -> Option<Severity> {
        match self {
            Level::Error => Some(Severity::Error),
            Level::Warning => Some(Severity::Warning),
            Level::Note => Some(Severity::Note),
            Level::Off => None,
        }
    }
}

impl From<WrittenPack> for Pack {
    fn from(written: WrittenPack) -> Self {
        match written {
            WrittenPack::States => Pack::States,
            WrittenPack::Organisations => Pack::Organisations,
        }
    }
}

impl From<WrittenLink> for LinkPolicy {
    fn from(written: WrittenLink) -> Self {
        match written {
            WrittenLink::FirstInSection => LinkPolicy::FirstInSection,
            WrittenLink::FirstInArticle => LinkPolicy::FirstInArticle,
            WrittenLink::All => LinkPolicy::All,
            WrittenLink::None => LinkPolicy::None,
        }
    }
}

impl From<WrittenHtml> for RawHtml {
    fn from(written: WrittenHtml) -> Self {
        match written {
            WrittenHtml::Sanitise => RawHtml::Sanitise,
            WrittenHtml::Trusted => RawHtml::Trusted,
        }
    }
}

impl From<WrittenAddresses> for AddressStyle {
    fn from(written: WrittenAddresses) -> Self {
        match written {
            WrittenAddresses::Folder => AddressStyle::Folder,
            WrittenAddresses::File => AddressStyle::File,
        }
    }
}
