//! `site.yaml` as it is written, and its way to `Config`.

use std::collections::{BTreeMap, BTreeSet};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::secret::{self, Masked};
use super::target::WrittenTarget;
use super::value::{folder_problem, is_colour, is_language, whole, written_text};
use super::{
    AddressStyle, CheckConfig, Config, LinkPolicy, Pack, RawHtml, Target, TargetKind, ThemeConfig,
    config_path,
};
use crate::date;
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::yaml::{self, Broken};

/// Reads the settings. Every problem is a diagnostic, and what cannot be read has its default.
pub fn read(text: &str) -> (Config, Vec<Diagnostic>) {
    let Masked { text, found, broken } = secret::mask(text);
    let text = &*text;
    let (written, problems) = yaml::read::<Written>(text);
    let path = config_path();
    let mut diagnostics: Vec<Diagnostic> =
        problems.into_iter().map(|problem| problem.diagnostic(&path, text, 0)).collect();
    diagnostics.extend(found.into_iter().map(|(line, finding)| finding.diagnostic(text, line)));
    let mut refuse = |word: &str, code: Code, message: String, hint: String| {
        let has_word = |line: &str| !line.trim_start().starts_with('#') && line.contains(word);
        let line = text.lines().position(has_word).map_or(0, |idx| idx + 1);
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
    if written.title.as_deref().is_some_and(|title| title.trim().is_empty()) {
        refuse(
            "title:",
            Code::UnknownValue,
            "`title` is empty".to_owned(),
            "write the name of the site, which every page shows".to_owned(),
        );
    }
    if let Some(language) = written.language.as_deref().filter(|language| !is_language(language)) {
        refuse(
            language,
            Code::UnknownValue,
            format!("`language` is not the tag of a language: `{language}`"),
            "write its code, with a region where it matters: `en`, `pt-BR`".to_owned(),
        );
    }
    let targets: Vec<Target> =
        written.publish.into_iter().map(|(name, target)| target.resolve(&name)).collect();
    for target in &targets {
        let TargetKind::Folder { path } = &target.kind else { continue };
        if let Some((message, hint)) = folder_problem(path) {
            refuse(path, Code::UnknownValue, message, hint.to_owned());
        }
    }
    let output = written.output.unwrap_or_else(|| "public".to_owned());
    let accent = written.theme.accent.filter(|accent| {
        let is_colour = is_colour(accent);
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
    let unused = [("search", written.search.is_some()), ("cards", written.cards.is_some())];
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
        packs: written.actors.packs,
        link: written.actors.link.unwrap_or(LinkPolicy::FirstInSection),
        extract_sentences: written.summary.sentences.unwrap_or(3),
        takeaway_headings: written.summary.headings,
        html: written.html.unwrap_or(RawHtml::Sanitise),
        feed_limit: written.feeds.limit.unwrap_or(50),
        addresses: written.addresses.unwrap_or(AddressStyle::Folder),
        theme: ThemeConfig {
            accent,
            logo: written.theme.logo,
            header: written.theme.header.into_iter().map(|link| (link.title, link.url)).collect(),
        },
        targets,
        rules,
        check: CheckConfig {
            stale_story_days: written.check.stale_story_days.unwrap_or(60),
            public: written.check.public,
            max_page_kb: written.check.max_page_kb.unwrap_or(1000),
            max_picture_kb: written.check.max_picture_kb.unwrap_or(500),
        },
    };
    (
        config,
        match broken {
            Some((broken, lines)) => certain(diagnostics, broken, &lines, text),
            None => diagnostics,
        },
    )
}

/// The problems of a text that is no YAML: of lines that are masked none can be told but where the text breaks.
fn certain(
    mut diagnostics: Vec<Diagnostic>,
    broken: Broken,
    masked: &BTreeSet<u32>,
    text: &str,
) -> Vec<Diagnostic> {
    diagnostics.retain(|diagnostic| !masked.contains(&diagnostic.place.line));
    if !diagnostics.iter().any(|diagnostic| diagnostic.code == Code::BadYaml) {
        let Broken { line, column, message } = broken;
        let place = Place::line(&config_path(), text, line).at_column(column);
        diagnostics.push(Diagnostic::new(Code::BadYaml, place, message));
    }
    diagnostics
}

/// Settings of a site.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(title = "site.yaml")]
pub struct Written {
    /// Name of the site.
    #[serde(deserialize_with = "written_text")]
    #[schemars(with = "String", regex(pattern = r"\S"))]
    title: Option<String>,
    /// Where the site will stand: absolute, may have a path. Links inside the site do not depend on it.
    #[schemars(example = &"https://brief.example.org/")]
    base_url: Option<String>,
    /// One line about the site.
    description: Option<String>,
    /// BCP 47 tag of the language of the site; `en` where it is left out.
    #[schemars(example = &"en", regex(pattern = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}|-[A-Za-z0-9]-[A-Za-z0-9]{2,8})*$"))]
    language: Option<String>,
    /// IANA name of the zone in which days begin and dates without an offset are meant; `UTC` where it is left out.
    #[schemars(example = &"Europe/London")]
    timezone: Option<String>,
    /// The output folder; `public` where it is left out.
    output: Option<String>,
    /// Built-in actors, and which of their mentions become links.
    actors: WrittenActors,
    /// How key takeaways are found, and made where an article has none.
    summary: WrittenSummary,
    /// What happens to raw HTML in the content; `sanitise` where it is left out.
    html: Option<RawHtml>,
    /// Feeds of the site, of actors, topics and stories.
    feeds: WrittenFeeds,
    /// How addresses inside the site are written; `folder` where it is left out.
    addresses: Option<AddressStyle>,
    /// Whether there is a search page; without effect in this version.
    search: Option<bool>,
    /// Whether there are pictures for previews of links; without effect in this version.
    cards: Option<bool>,
    /// The look of the site.
    theme: WrittenTheme,
    /// Severities of problems, by the name of the rule.
    #[schemars(schema_with = "rules_schema")]
    rules: BTreeMap<String, Level>,
    /// What the gate before publishing asks for.
    check: WrittenCheck,
    /// Where the site is sent, by the name of the target.
    publish: BTreeMap<String, WrittenTarget>,
}

/// Built-in actors, and which mentions become links.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct WrittenActors {
    /// Built-in registries that are switched on.
    packs: Vec<Pack>,
    /// Which mentions become links; `first-in-section` where it is left out.
    link: Option<LinkPolicy>,
}

/// How key takeaways are found, and made where an article has none.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct WrittenSummary {
    /// Number of sentences that are extracted from an article without takeaways; 3 where it is left out.
    #[serde(deserialize_with = "whole::<_, _, 1, 20>")]
    #[schemars(range(min = 1, max = 20))]
    sentences: Option<usize>,
    /// Headings beside the built-in ones under which takeaways stand.
    headings: Vec<String>,
}

/// Feeds.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct WrittenFeeds {
    /// Number of entries; 50 where it is left out.
    #[serde(deserialize_with = "whole::<_, _, 1, 1000>")]
    #[schemars(range(min = 1, max = 1000))]
    limit: Option<usize>,
}

/// The largest number of days and kilobytes that makes sense.
const MOST: u64 = 1_000_000;

/// What the gate before publishing asks for.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct WrittenCheck {
    /// After so many days without an article an open story is stale; 60 where it is left out.
    #[serde(deserialize_with = "whole::<_, _, 1, MOST>")]
    #[schemars(range(min = 1, max = MOST))]
    stale_story_days: Option<u32>,
    /// Wordings that may be told though only articles that are held back have them.
    public: Vec<String>,
    /// The largest page, in kilobytes; 1000 where it is left out.
    #[serde(deserialize_with = "whole::<_, _, 1, MOST>")]
    #[schemars(range(min = 1, max = MOST))]
    max_page_kb: Option<usize>,
    /// The largest picture, in kilobytes; 500 where it is left out.
    #[serde(deserialize_with = "whole::<_, _, 1, MOST>")]
    #[schemars(range(min = 1, max = MOST))]
    max_picture_kb: Option<usize>,
}

/// The look of the site.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct WrittenTheme {
    /// A CSS colour.
    #[schemars(example = &"#8a1c1c")]
    accent: Option<String>,
    /// A file under `static/`.
    logo: Option<String>,
    /// Links in the header.
    header: Vec<WrittenNavLink>,
}

/// A link in the header.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WrittenNavLink {
    /// Its text.
    title: String,
    /// An address of the site (`/about/`) or of the web.
    url: String,
}

/// The rules by name, so that an editor can offer and explain them.
fn rules_schema(generator: &mut SchemaGenerator) -> Schema {
    let level = generator.subschema_for::<Level>();
    let rule = |code: &Code| {
        let (name, about) = (code.severity().name(), code.explanation());
        let schema = if code.is_fixed() {
            json_schema!({ "const": name, "description": about })
        } else {
            json_schema!({ "allOf": [level], "default": name, "description": about })
        };
        (code.name().to_owned(), schema.to_value())
    };
    let rules: serde_json::Map<String, serde_json::Value> = Code::ALL.iter().map(rule).collect();
    json_schema!({ "type": "object", "properties": rules, "additionalProperties": false })
}

/// The severity of a problem.
#[derive(Deserialize, JsonSchema, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Level {
    /// The site is not built.
    Error,
    /// The site is built, and the problem told.
    Warning,
    /// As a warning, but less urgent.
    Note,
    /// The problem is not told.
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
