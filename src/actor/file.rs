//! Actors as they are written: Markdown with front matter, or YAML.
//!
//! Comes in: a file under `content/actors/`, or a built-in pack. Goes out: `Entry` values, in which
//! a key that was not written stays unset, so that a file can complete an actor of a pack.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de};

use super::{Actor, Case, Diacritics, Kind, Links, Origin, Role};
use crate::article::{
    Cut, OneOrMany, Prose, Reading, cut, one_or_many, read_prose, unreadable_file,
};
use crate::date::PartialDate;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::path::{Slug, SourcePath};
use crate::source::Source;
use crate::yaml;

/// An actor as it is written.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) slug: Slug,
    pub(super) place: Place,
    written: Written,
    profile: Option<Prose>,
}

impl Entry {
    /// The name of the actor, or else its slug.
    pub(super) fn name(&self) -> String {
        self.written.name.clone().unwrap_or_else(|| self.slug.to_string())
    }

    /// Slugs of other actors that the entry names.
    pub(super) fn references(&self) -> Vec<Slug> {
        let roles = self.written.roles.iter().flatten().filter_map(|role| role.of.as_ref());
        let bodies = self.written.member_of.iter().flatten();
        let named = roles.chain(bodies).chain(&self.written.located_in);
        named.filter_map(|slug| Slug::of(slug)).collect()
    }

    /// The actor, with what the entry leaves open taken from `base`.
    pub(super) fn complete(self, base: Option<Actor>, origin: Origin) -> Actor {
        let Written {
            name,
            kind,
            aliases,
            weak_aliases,
            demonyms,
            metonyms,
            roles,
            member_of,
            located_in,
            description,
            image,
            links,
            r#match,
            ..
        } = self.written;
        let base = base.unwrap_or_else(|| Actor {
            slug: self.slug.clone(),
            name: self.slug.to_string(),
            kind: Kind::Person,
            aliases: Vec::new(),
            weak_aliases: Vec::new(),
            demonyms: Vec::new(),
            metonyms: Vec::new(),
            roles: Vec::new(),
            member_of: Vec::new(),
            located_in: None,
            description: String::new(),
            image: None,
            links: Links::default(),
            case: Case::Exact,
            diacritics: Diacritics::Exact,
            exclude: Vec::new(),
            profile: None,
            origin: Origin::Pack,
        });
        let slugs = |texts: Vec<String>| texts.iter().filter_map(|text| Slug::of(text)).collect();
        let role = |role: WrittenRole| Role {
            title: role.title,
            of: role.of.as_deref().and_then(Slug::of),
            from: role.from,
            to: role.to,
        };
        let matching = r#match.unwrap_or_default();
        let links = links.unwrap_or_default();
        Actor {
            slug: self.slug,
            name: name.unwrap_or(base.name),
            kind: kind.unwrap_or(base.kind),
            aliases: aliases.unwrap_or(base.aliases),
            weak_aliases: weak_aliases.unwrap_or(base.weak_aliases),
            demonyms: demonyms.unwrap_or(base.demonyms),
            metonyms: metonyms.unwrap_or(base.metonyms),
            roles: roles.map_or(base.roles, |roles| roles.into_iter().map(role).collect()),
            member_of: member_of.map_or(base.member_of, slugs),
            located_in: located_in.as_deref().and_then(Slug::of).or(base.located_in),
            description: description.unwrap_or(base.description),
            image: image.or(base.image),
            links: Links {
                wikidata: links.wikidata.or(base.links.wikidata),
                wikipedia: links.wikipedia.or(base.links.wikipedia),
                website: links.website.or(base.links.website),
                opensanctions: links.opensanctions.or(base.links.opensanctions),
            },
            case: matching.case.unwrap_or(base.case),
            diacritics: matching.diacritics.unwrap_or(base.diacritics),
            exclude: matching.exclude.unwrap_or(base.exclude),
            profile: self.profile.or(base.profile),
            origin,
        }
    }
}

/// Reads a file under `content/actors/`.
pub(super) fn read(source: &Source, reading: &Reading) -> (Vec<Entry>, Vec<Diagnostic>) {
    let path = &source.path;
    let text = match &source.text {
        Ok(text) => text,
        Err(unreadable) => return (Vec::new(), vec![unreadable_file(path, *unreadable)]),
    };
    if path.ending() != "md" {
        return read_yaml(path, text);
    }
    let Cut { front, has_front, body, lines_before, mut diagnostics } = cut::<Written>(path, text);
    if !has_front && diagnostics.is_empty() {
        let problem = Diagnostic::new(
            Code::BadYaml,
            Place::line(path, text, 1),
            "actor file has no front matter",
        )
        .hint("begin it with `---`, `name: …`, `kind: person` and `---`");
        return (Vec::new(), vec![problem]);
    }
    let profile = (!body.trim().is_empty()).then(|| read_prose(body, lines_before, reading));
    let written_slug = front.slug.as_deref().and_then(Slug::of);
    let Some(slug) = written_slug.or_else(|| Slug::of(path.stem())) else {
        diagnostics.push(no_name(Place::line(path, text, 1)));
        return (Vec::new(), diagnostics);
    };
    let line = text.lines().position(|line| line.starts_with("name:")).map_or(1, |idx| idx + 1);
    let place = Place::line(path, text, u32::try_from(line).unwrap_or(1));
    (vec![Entry { slug, place, written: front, profile }], diagnostics)
}

/// Reads one YAML mapping, or a list of them.
pub(super) fn read_yaml(path: &SourcePath, text: &str) -> (Vec<Entry>, Vec<Diagnostic>) {
    let first = text
        .lines()
        .find(|line| !line.trim().is_empty() && !line.starts_with('#') && *line != "---");
    let (written, problems) = if first.is_some_and(|line| line.starts_with(['-', '['])) {
        yaml::read::<Vec<Written>>(text)
    } else {
        let (one, problems) = yaml::read::<Written>(text);
        (vec![one], problems)
    };
    let mut diagnostics: Vec<Diagnostic> =
        problems.into_iter().map(|problem| problem.diagnostic(path, text, 0)).collect();
    let mut names = NameLines::new(text);
    let mut entries = Vec::new();
    for written in written {
        let (line, excerpt) = match (&written.name, &written.slug) {
            (Some(name), _) => names.line_of(name),
            (None, Some(slug)) => names.line_of(slug),
            (None, None) => names.next_line(),
        };
        let place = Place::known_line(path, line, excerpt);
        match written.slug.as_deref().or(written.name.as_deref()).and_then(Slug::of) {
            Some(slug) => entries.push(Entry { slug, place, written, profile: None }),
            None if diagnostics.is_empty() => diagnostics.push(no_name(place)),
            None => {}
        }
    }
    (entries, diagnostics)
}

fn no_name(place: Place) -> Diagnostic {
    Diagnostic::new(Code::BadYaml, place, "actor has no name").hint("add `name: …`")
}

/// The lines of a file in which an entry says who it is. Entries come in the order of the file.
struct NameLines<'a> {
    lines: Vec<(u32, &'a str)>,
    /// The first that no entry has had.
    next: usize,
    first: &'a str,
}

/// A name is looked for in so many lines. It may not be written as it reads: `"Ann \"Bo\" Lee"`.
const MAX_NAME_LINES: usize = 20;

impl<'a> NameLines<'a> {
    fn new(text: &'a str) -> Self {
        let is_name = |(_, line): &(u32, &str)| line.contains("name:") || line.contains("slug:");
        Self {
            lines: (1..).zip(text.lines()).filter(is_name).collect(),
            next: 0,
            first: text.lines().next().unwrap_or_default(),
        }
    }

    /// The line that has the name; else the next one that no entry has had.
    fn line_of(&mut self, name: &str) -> (u32, &'a str) {
        let ahead = self.lines[self.next..].iter().take(MAX_NAME_LINES);
        match ahead.clone().position(|(_, line)| line.contains(name)) {
            Some(n_skipped) => {
                self.next += n_skipped + 1;
                self.lines[self.next - 1]
            }
            None => self.next_line(),
        }
    }

    fn next_line(&self) -> (u32, &'a str) {
        self.lines.get(self.next).copied().unwrap_or((1, self.first))
    }
}

/// An actor as it is written: the front matter of its file, or an entry of a list.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(title = "actor")]
pub struct Written {
    /// Its full name, as articles write it.
    #[schemars(with = "Option<Slug>")]
    name: Option<String>,
    /// Its name in addresses, where it does not follow from the name.
    #[schemars(with = "Option<Slug>")]
    slug: Option<String>,
    /// What it is; `person` where it is left out.
    kind: Option<Kind>,
    /// Other names that are proof on their own.
    #[serde(deserialize_with = "some_texts")]
    #[schemars(with = "OneOrMany")]
    aliases: Option<Vec<String>>,
    /// Names that count only behind a full name: acronyms, `the secretary of state`. Surnames are found by themselves.
    #[serde(deserialize_with = "some_texts")]
    #[schemars(with = "OneOrMany")]
    weak_aliases: Option<Vec<String>>,
    /// Adjectives and people of a state or place: `Russian`, `Russians`.
    #[serde(deserialize_with = "some_texts")]
    #[schemars(with = "OneOrMany")]
    demonyms: Option<Vec<String>>,
    /// Names that stand for it: `the Kremlin`.
    #[serde(deserialize_with = "some_texts")]
    #[schemars(with = "OneOrMany")]
    metonyms: Option<Vec<String>>,
    /// Offices that a person holds or held.
    roles: Option<Vec<WrittenRole>>,
    /// Slugs of what it belongs to.
    #[serde(deserialize_with = "some_texts")]
    #[schemars(with = "OneOrMany")]
    member_of: Option<Vec<String>>,
    /// Slug of where it is.
    located_in: Option<String>,
    /// One sentence about it.
    description: Option<String>,
    /// A picture, relative to the file.
    image: Option<String>,
    /// The same actor elsewhere.
    links: Option<WrittenLinks>,
    /// How its names are compared with text.
    r#match: Option<WrittenMatch>,
}

/// An office.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WrittenRole {
    /// What it is called.
    title: String,
    /// Slug of the actor of which it is an office.
    #[serde(default)]
    of: Option<String>,
    /// Since when it is held: a day, a month or a year.
    #[serde(default, deserialize_with = "partial_date")]
    from: Option<PartialDate>,
    /// Until when it was held.
    #[serde(default, deserialize_with = "partial_date")]
    to: Option<PartialDate>,
}

/// The same actor elsewhere.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct WrittenLinks {
    /// Its item.
    #[schemars(example = &"Q1065")]
    wikidata: Option<String>,
    /// The address of its article.
    wikipedia: Option<String>,
    /// The address of its own site.
    website: Option<String>,
    /// Its identifier.
    opensanctions: Option<String>,
}

/// How the names of an actor are compared with text.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct WrittenMatch {
    /// Whether capitals matter; `exact` where it is left out.
    case: Option<Case>,
    /// Whether marks of letters matter; `exact` where it is left out.
    diacritics: Option<Diacritics>,
    /// Longer phrases that hold one of its names and mean something else.
    #[serde(deserialize_with = "some_texts")]
    #[schemars(with = "OneOrMany")]
    exclude: Option<Vec<String>>,
}

fn some_texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    one_or_many(deserializer).map(Some)
}

/// A year may be written bare, so that it arrives as a number.
fn partial_date<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<PartialDate>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Bare {
        Year(u16),
        Text(String),
    }
    let Some(bare) = Option::<Bare>::deserialize(deserializer)? else {
        return Ok(None);
    };
    let text = match bare {
        Bare::Year(year) => year.to_string(),
        Bare::Text(text) => text,
    };
    PartialDate::parse(&text)
        .map(Some)
        .ok_or_else(|| de::Error::custom(format!("not a date: `{text}`")))
}
