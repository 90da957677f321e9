//! The file of an imported or a new article.
//!
//! Comes in: a `Draft` with a title. Goes out: the name of its file and its text. Always holds: what is
//! read back from the front matter is what was in the draft; only keys that articles have are written.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Draft, Refused};
use crate::path::Slug;
use crate::yaml;

/// The file of an article, to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleFile {
    /// `2025-02-18-talks.md`.
    pub name: String,
    /// Front matter and body.
    pub text: String,
}

/// The front matter, in the order in which writers are used to see it.
#[derive(Serialize)]
struct Front<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    slug: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    embargo: Option<String>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    authors: &'a [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    topics: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    story: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Source<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lede: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    takeaways: &'a [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    aliases: &'a [String],
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extra: BTreeMap<&'a str, &'a serde_json::Value>,
}

#[derive(Serialize)]
struct Source<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
}

/// Writes a draft. `title` stands for the title that the draft has or got.
///
/// # Errors
/// When the front matter cannot be written as YAML.
pub fn write(draft: &Draft, title: &str) -> Result<ArticleFile, Refused> {
    let fallback = || Slug::of("article").expect("invariant: it has letters");
    let from_title = Slug::of(title).unwrap_or_else(fallback);
    let slug = draft.slug.as_deref().and_then(Slug::of).unwrap_or(from_title);
    let name = match draft.date {
        Some(when) => format!("{}-{slug}.md", when.day.iso()),
        None => format!("{slug}.md"),
    };
    // A slug that begins with a date would be read as the date.
    let is_dated = draft.date.is_none() && slug.as_str().starts_with(|c: char| c.is_ascii_digit());
    let sources = draft.source.iter().map(|origin| Source {
        title: origin.title.as_deref().unwrap_or(title),
        publisher: origin.publisher.as_deref(),
        url: origin.url.as_deref(),
        date: draft.date.map(|when| when.day.iso()),
    });
    let front = Front {
        title,
        date: draft.date.map(crate::date::When::written),
        updated: draft.updated.map(crate::date::When::written),
        slug: is_dated.then_some(slug.as_str()),
        status: draft.is_draft.then_some("draft"),
        embargo: draft.embargo.map(crate::date::When::written),
        authors: &draft.authors,
        topics: &draft.topics,
        story: draft.story.as_deref(),
        sources: sources.collect(),
        lang: draft.lang.as_deref(),
        image: draft.image.as_deref(),
        lede: draft.lede.as_deref(),
        takeaways: &draft.takeaways,
        aliases: &draft.aliases,
        extra: draft.extra.iter().map(|(key, value)| (key.as_str(), value)).collect(),
    };
    let front = yaml::write(&front)
        .map_err(|error| Refused::new(format!("its front matter cannot be written: {error}")))?;
    let text = format!("---\n{front}---\n{}\n", draft.body.trim_matches('\n'));
    Ok(ArticleFile { name, text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{FrontMatter, Status, cut};
    use crate::date::When;
    use crate::import::Origin;
    use crate::path::SourcePath;

    #[test]
    fn front_matter_is_read_back_as_it_was_written() {
        let texts = [
            "plain",
            "yes",
            "no",
            "null",
            "~",
            "12",
            "1e3",
            "2025-02-18",
            "a: b",
            "a #b",
            "# a",
            "- a",
            "[a",
            "{a}",
            "'a'",
            "\"a\"",
            "a\\n",
            "two\nlines",
            "---",
            "...",
            "&a",
            "*a",
            "!a",
            "%a",
            "@a",
            "`a`",
            " a ",
            "",
            "Зеленський",
            "line\u{2028}end",
            "\u{1f600}",
            "0x1F",
            ".5",
            "true",
            "=",
            "<<",
            "a:",
            "|",
            ">",
            "?",
        ];
        for text in texts {
            let draft = Draft {
                date: When::parse("2025-02-18T09:00:00+03:00"),
                topics: vec![text.to_owned(), "b".to_owned()],
                authors: vec![text.to_owned()],
                source: Some(Origin { title: None, publisher: Some(text.to_owned()), url: None }),
                takeaways: vec![text.to_owned()],
                lede: Some(text.to_owned()),
                is_draft: true,
                extra: vec![("key".to_owned(), serde_json::json!({"a": [1, text]}))],
                body: "Text.\n".to_owned(),
                ..Draft::default()
            };
            let file = write(&draft, text).unwrap();
            let cut = cut::<FrontMatter>(&SourcePath::new("a.md"), &file.text);
            assert!(cut.diagnostics.is_empty(), "{:?} {}", cut.diagnostics, file.text);
            assert_eq!(cut.body, "Text.\n");
            assert_eq!(cut.front.title.as_deref(), Some(text), "{}", file.text);
            assert_eq!(cut.front.topics, draft.topics);
            assert_eq!(cut.front.authors, draft.authors);
            assert_eq!(cut.front.lede, draft.lede);
            assert_eq!(cut.front.takeaways, draft.takeaways);
            assert_eq!(cut.front.date, draft.date);
            assert_eq!(cut.front.status, Status::Draft);
            assert_eq!(cut.front.sources[0].publisher.as_deref(), Some(text));
        }
    }

    #[test]
    fn a_file_is_named_by_date_and_title() {
        let check = |date: Option<&str>, title: &str, name: &str| {
            let draft = Draft { date: date.and_then(When::parse), ..Draft::default() };
            assert_eq!(write(&draft, title).unwrap().name, name);
        };
        check(Some("2025-02-18"), "Talks: a start", "2025-02-18-talks-a-start.md");
        check(None, "Talks", "talks.md");
        check(None, "—", "article.md");
    }
}
