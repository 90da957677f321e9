//! Makes articles of text that was written for something else.
//!
//! Comes in: the bytes of a file: text pasted from a web page, a saved HTML page, Markdown of another
//! generator. Goes out: `Draft`: what becomes front matter, a clean Markdown body, and a report of what was
//! left out or changed, and why. Always holds: nothing is lost without a `Note`; reading never fails on
//! content, and touches neither disk nor clock.

mod article_file;
mod block;
mod bullet;
mod characters;
pub mod date;
mod dateline;
mod detail;
mod encoding;
mod escape;
mod html;
mod imported;
pub mod markdown;
mod pasted;
mod person;
mod table;
mod words;
mod wrapped;

pub use article_file::{ArticleFile, write};
pub use imported::{Choice, Imported, Input, Settings, article, is_readable};

use crate::date::When;

/// An article to be, read from something else.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// Headline.
    pub title: Option<String>,
    /// When it was published.
    pub date: Option<When>,
    /// When it was last changed.
    pub updated: Option<When>,
    /// Its name in addresses.
    pub slug: Option<String>,
    /// The opening statement, where it stands outside the body.
    pub lede: Option<String>,
    /// The key takeaways, where they stand outside the body.
    pub takeaways: Vec<String>,
    /// Its subjects.
    pub topics: Vec<String>,
    /// The story that it belongs to, by its slug.
    pub story: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Where it was published first.
    pub source: Option<Origin>,
    /// Its language, as a BCP 47 tag.
    pub lang: Option<String>,
    /// Its lead picture, as it was written.
    pub image: Option<String>,
    /// Until when it was to be held back.
    pub embargo: Option<When>,
    /// Addresses that it had before.
    pub aliases: Vec<String>,
    /// True where it was not to be published.
    pub is_draft: bool,
    /// Keys that have no place of their own, as YAML of a value each, under `extra`.
    pub extra: Vec<(String, serde_json::Value)>,
    /// Markdown.
    pub body: String,
    /// What was left out or changed, in the order of the lines.
    pub notes: Vec<Note>,
}

/// Where a text was published first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// Its title there.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// One line of the report of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The line of the file, from 1; 0 where no line is meant.
    pub line: u32,
    /// What happened to the text.
    pub action: Action,
    /// The text; all of it where it was dropped, in one line.
    pub excerpt: String,
    /// Why, in words for the writer: `button of a web page`.
    pub reason: String,
}

/// What an import did to a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It is not in the article.
    Dropped,
    /// It is in the article in another form.
    Changed,
    /// It is in the article as it was, and the writer should look at it.
    Kept,
}

impl Note {
    /// A line of the report.
    pub(crate) fn new(line: u32, action: Action, text: &str, reason: &str) -> Self {
        Self { line, action, excerpt: text.to_owned(), reason: reason.to_owned() }.shortened()
    }

    /// With only the beginning of a long text.
    pub(crate) fn shortened(self) -> Self {
        let text = self.excerpt.trim();
        let shown = text.char_indices().nth(LONGEST_EXCERPT).map(|(at, _)| &text[..at]);
        let excerpt =
            shown.map_or_else(|| text.to_owned(), |start| format!("{}…", start.trim_end()));
        Self { excerpt, ..self }
    }
}

/// Characters of an excerpt.
const LONGEST_EXCERPT: usize = 60;

/// Why a file became no article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The line of the file, from 1; 0 where no line is meant.
    pub line: u32,
    /// What is wrong with it, in words for the writer.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Refused {
    /// For this reason, in the file as a whole; behind `\nhint: ` it may say what to do.
    pub fn new(reason: impl Into<String>) -> Self {
        let reason = reason.into();
        match reason.split_once("\nhint: ") {
            Some((message, hint)) => {
                Self { line: 0, message: message.to_owned(), hint: Some(hint.to_owned()) }
            }
            None => Self { line: 0, message: reason, hint: None },
        }
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.line > 0 {
            write!(f, "line {}: ", self.line)?;
        }
        f.write_str(&self.message)?;
        self.hint.iter().try_for_each(|hint| write!(f, "\nhint: {hint}"))
    }
}

impl std::error::Error for Refused {}
