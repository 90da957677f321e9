//! The front matter of an article, typed.
//!
//! Comes in: the text of a Markdown file. Goes out: `FrontMatter`, the rest of the text, and
//! diagnostics. All keys are optional; a key that is not known is refused.

use bitcode::{Decode, Encode};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, de::DeserializeOwned};

use super::foreign;
use crate::date::When;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::path::{Slug, SourcePath};
use crate::yaml;

/// What a writer says about an article.
#[derive(Debug, Clone, Default, Encode, Decode, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(title = "front matter of an article")]
pub struct FrontMatter {
    /// Headline.
    pub title: Option<String>,
    /// When it was published.
    #[serde(deserialize_with = "optional_when")]
    pub date: Option<When>,
    /// When it was last changed.
    #[serde(deserialize_with = "optional_when")]
    pub updated: Option<When>,
    /// Its name in addresses.
    #[serde(deserialize_with = "optional_slug")]
    pub slug: Option<Slug>,
    /// The opening statement.
    pub lede: Option<String>,
    /// The key takeaways.
    #[serde(deserialize_with = "one_or_many")]
    #[schemars(with = "OneOrMany")]
    pub takeaways: Vec<String>,
    /// Its subjects.
    #[serde(deserialize_with = "one_or_many")]
    #[schemars(with = "OneOrMany")]
    pub topics: Vec<String>,
    /// The story that it belongs to.
    #[serde(deserialize_with = "optional_slug")]
    pub story: Option<Slug>,
    /// Actors that it is about, or never about.
    #[serde(deserialize_with = "actor_choice")]
    #[schemars(schema_with = "actor_choice_schema")]
    pub actors: ActorChoice,
    /// What it rests on.
    pub sources: Vec<SourceNote>,
    /// Who wrote it.
    #[serde(deserialize_with = "one_or_many")]
    #[schemars(with = "OneOrMany")]
    pub authors: Vec<String>,
    /// Whether it is done.
    pub status: Status,
    /// Until when it is held back.
    #[serde(deserialize_with = "optional_when")]
    pub embargo: Option<When>,
    /// How sure the writer is.
    pub confidence: Option<Confidence>,
    /// Its language, where it differs from the site's.
    pub lang: Option<String>,
    /// Its lead picture, relative to the file.
    pub image: Option<String>,
    /// Addresses that it had before.
    #[serde(deserialize_with = "one_or_many")]
    #[schemars(with = "OneOrMany")]
    pub aliases: Vec<String>,
    /// What was corrected.
    pub corrections: Vec<CorrectionNote>,
    /// Anything else; not read by the program.
    #[serde(deserialize_with = "ignored")]
    #[schemars(with = "serde_json::Value")]
    pub extra: (),
}

/// Actors that the writer names in the front matter.
#[derive(Debug, Clone, Default, Encode, Decode, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ActorChoice {
    /// Slugs of actors whose weak aliases count from the first line on.
    #[serde(deserialize_with = "one_or_many")]
    #[schemars(with = "OneOrMany")]
    pub include: Vec<String>,
    /// Slugs of actors that are never linked in the article.
    #[serde(deserialize_with = "one_or_many")]
    #[schemars(with = "OneOrMany")]
    pub exclude: Vec<String>,
}

/// Whether an article is done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It is done.
    #[default]
    Published,
    /// It is not done: nothing of it reaches the site.
    Draft,
}

/// How sure the writer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Fragmentary or doubtful information.
    Low,
    /// Credible information, not fully confirmed.
    Moderate,
    /// Well confirmed information.
    High,
}

impl Confidence {
    /// The word in front matter and on the page.
    pub fn name(self) -> &'static str {
        match self {
            Confidence::Low => "low",
            Confidence::Moderate => "moderate",
            Confidence::High => "high",
        }
    }
}

/// A source of an article.
#[derive(Debug, Clone, Encode, Decode, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceNote {
    /// What it is.
    pub title: String,
    /// Who published it.
    #[serde(default)]
    pub publisher: Option<String>,
    /// Where it is.
    #[serde(default)]
    pub url: Option<String>,
    /// When it was published.
    #[serde(default, deserialize_with = "optional_when")]
    pub date: Option<When>,
    /// Admiralty grade such as `B2`.
    #[serde(default)]
    pub grade: Option<String>,
}

/// A correction of an article.
#[derive(Debug, Clone, Encode, Decode, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectionNote {
    /// When it was corrected.
    #[serde(default, deserialize_with = "optional_when")]
    pub date: Option<When>,
    /// What was corrected.
    pub text: String,
}

/// A Markdown file, cut into front matter and body.
pub struct Cut<'a, T> {
    /// The front matter; its default when there is none.
    pub front: T,
    /// True when the file has front matter.
    pub has_front: bool,
    /// The text after the front matter.
    pub body: &'a str,
    /// Number of lines before the body.
    pub lines_before: u32,
    /// What is wrong with the front matter.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a, T> Cut<'a, T> {
    /// The same with other front matter.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Cut<'a, U> {
        let Self { front, has_front, body, lines_before, diagnostics } = self;
        Cut { front: change(front), has_front, body, lines_before, diagnostics }
    }
}

/// Cuts a Markdown file into front matter (between two lines `---`) and body.
pub fn cut<'a, T: DeserializeOwned + Default>(path: &SourcePath, text: &'a str) -> Cut<'a, T> {
    let none = |diagnostics| Cut {
        front: T::default(),
        has_front: false,
        body: text,
        lines_before: 0,
        diagnostics,
    };
    if text.starts_with("+++\n") {
        let place = Place::line(path, text, 1);
        let problem = Diagnostic::new(Code::BadYaml, place, "front matter in TOML is not read")
            .hint("write it in YAML, between two lines `---`");
        return none(vec![problem]);
    }
    let Some(rest) = text.strip_prefix("---").map(|rest| rest.trim_start_matches([' ', '\t']))
    else {
        return none(Vec::new());
    };
    let Some(rest) = rest.strip_prefix('\n') else {
        return none(Vec::new());
    };
    let start = text.len() - rest.len();
    let mut at = start;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            let (front, problems) = yaml::read(&text[start..at]);
            let body = &text[at + line.len()..];
            let lines_before = count_lines(&text[..at + line.len()]);
            let diagnostics =
                problems.into_iter().map(|problem| told(problem, path, text)).collect();
            return Cut { front, has_front: true, body, lines_before, diagnostics };
        }
        at += line.len();
    }
    // A first line of hyphens may be a rule above plain text; only a key below it makes it certain
    // that front matter was meant.
    let first = rest.lines().next().unwrap_or_default();
    let is_key = first.split_once(':').is_some_and(|(key, _)| {
        !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
    });
    if !is_key {
        return none(Vec::new());
    }
    let problem =
        Diagnostic::new(Code::BadYaml, Place::line(path, text, 1), "front matter has no end")
            .hint("put a line `---` below it");
    none(vec![problem])
}

/// A problem of front matter. In an article a key that another generator has is met by the one that is meant.
fn told(problem: yaml::Problem, path: &SourcePath, text: &str) -> Diagnostic {
    let hint = match &problem.kind {
        yaml::ProblemKind::UnknownKey { key, known, .. }
            if known.iter().any(|key| key == "lede") =>
        {
            foreign::hint(key)
        }
        _ => None,
    };
    let diagnostic = problem.diagnostic(path, text, 1);
    match hint {
        Some(hint) => diagnostic.hint(hint),
        None => diagnostic,
    }
}

fn count_lines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// Reads a date for serde; the message is what the writer sees.
pub(super) fn optional_when<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<When>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else {
        return Ok(None);
    };
    When::parse(&text).map(Some).ok_or_else(|| de::Error::custom(format!("not a date: `{text}`")))
}

/// Reads a slug for serde.
pub(crate) fn optional_slug<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Slug>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else {
        return Ok(None);
    };
    Slug::of(&text).map(Some).ok_or_else(|| de::Error::custom(format!("not a slug: `{text}`")))
}

/// Reads one string or a list of strings for serde.
pub(crate) fn one_or_many<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<String>, D::Error> {
    struct OneOrMany;
    impl<'de> Visitor<'de> for OneOrMany {
        type Value = Vec<String>;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a text or a list of texts")
        }
        fn visit_str<E: de::Error>(self, text: &str) -> Result<Vec<String>, E> {
            Ok(vec![text.to_owned()])
        }
        fn visit_unit<E: de::Error>(self) -> Result<Vec<String>, E> {
            Ok(Vec::new())
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<String>, A::Error> {
            let mut texts = Vec::new();
            // An item with nothing behind its hyphen is one that is still to be written.
            while let Some(text) = list.next_element::<Option<String>>()? {
                texts.extend(text);
            }
            Ok(texts)
        }
    }
    deserializer.deserialize_any(OneOrMany)
}

/// What `one_or_many` reads, for schemas.
pub(crate) struct OneOrMany;

impl JsonSchema for OneOrMany {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "OneOrMany".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["string", "array", "null"],
            "items": { "type": ["string", "null"] },
        })
    }
}

fn ignored<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    de::IgnoredAny::deserialize(deserializer).map(|_| ())
}

/// What `actor_choice` reads.
fn actor_choice_schema(generator: &mut SchemaGenerator) -> Schema {
    let texts = generator.subschema_for::<OneOrMany>();
    json_schema!({ "anyOf": [texts, generator.subschema_for::<ActorChoice>()] })
}

/// Reads a list of slugs, or a mapping of `include` and `exclude`.
fn actor_choice<'de, D: Deserializer<'de>>(deserializer: D) -> Result<ActorChoice, D::Error> {
    struct Choice;
    impl<'de> Visitor<'de> for Choice {
        type Value = ActorChoice;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a list of slugs, or `include` and `exclude`")
        }
        fn visit_str<E: de::Error>(self, slug: &str) -> Result<ActorChoice, E> {
            Ok(ActorChoice { include: vec![slug.to_owned()], exclude: Vec::new() })
        }
        fn visit_unit<E: de::Error>(self) -> Result<ActorChoice, E> {
            Ok(ActorChoice::default())
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<ActorChoice, A::Error> {
            let mut choice = ActorChoice::default();
            while let Some(slug) = list.next_element::<Option<String>>()? {
                choice.include.extend(slug);
            }
            Ok(choice)
        }
        fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<ActorChoice, A::Error> {
            ActorChoice::deserialize(de::value::MapAccessDeserializer::new(map))
        }
    }
    deserializer.deserialize_any(Choice)
}
