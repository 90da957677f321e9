//! Makes articles of text that was written for something else.
//!
//! Comes in: the bytes of a file: text pasted from a web page, a saved HTML page, Markdown of another
//! generator. Goes out: `Draft`: what becomes front matter, a clean Markdown body, and a report of what was
//! left out or changed, and why. Always holds: nothing is lost without a `Note`; reading never fails on
//! content, and touches neither disk nor clock.

pub mod date;
pub mod markdown;

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

/// Why a file cannot become an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// The line of the file, from 1; 0 where no line is meant.
    pub line: u32,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}
