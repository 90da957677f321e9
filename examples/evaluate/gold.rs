//! Annotated texts, as they stand in the file: JSON, one a line.
//!
//! Comes in: the file. Goes out: `AnnotatedText` values; places count code points.

use std::path::Path;

use anyhow::{Context, Result};
use rapporteur::article::{Article, Span, read_plain};
use rapporteur::path::SourcePath;
use serde::Deserialize;

#[derive(Deserialize)]
pub struct AnnotatedText {
    pub id: String,
    #[serde(default)]
    pub title: String,
    pub text: String,
    pub judged: (usize, usize),
    mentions: Vec<AnnotatedMention>,
    /// The byte at which each code point begins, and the end of the text.
    #[serde(skip)]
    starts: Vec<usize>,
}

#[derive(Deserialize)]
pub struct AnnotatedMention {
    pub start: usize,
    pub end: usize,
    pub r#type: String,
    #[serde(default)]
    pub actor: Option<String>,
}

/// Reads all texts of a file.
pub fn read(path: &Path) -> Result<Vec<AnnotatedText>> {
    let file = read_file(path)?;
    let lines = file.lines().filter(|line| !line.trim().is_empty());
    let read = |line| -> Result<AnnotatedText> {
        let text: AnnotatedText = serde_json::from_str(line)
            .with_context(|| format!("`{}` has a bad line", path.display()))?;
        Ok(text.with_starts())
    };
    lines.map(read).collect()
}

pub fn read_file(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("could not read `{}`", path.display()))
}

impl AnnotatedText {
    /// A text of which all is judged.
    pub fn new(id: String, title: String, text: String, mentions: Vec<AnnotatedMention>) -> Self {
        let judged = (0, text.chars().count());
        Self { id, title, text, judged, mentions, starts: Vec::new() }.with_starts()
    }

    fn with_starts(mut self) -> Self {
        self.starts = self.text.char_indices().map(|(at, _)| at).chain([self.text.len()]).collect();
        self
    }

    /// The text as an article without markup, in which the places are the same.
    pub fn article(&self) -> Article {
        read_plain(&SourcePath::new("content/articles/text.md"), &self.title, &self.text)
    }

    /// What counts: the mentions inside the judged part that are not of type `other`.
    pub fn wanted(&self) -> impl Iterator<Item = &AnnotatedMention> {
        let counts = |mention: &&AnnotatedMention| {
            mention.r#type != "other" && self.is_judged(mention.start, mention.end)
        };
        self.mentions.iter().filter(counts)
    }

    /// True when something found there, which nobody wanted, is an error.
    pub fn counts_against(&self, start: usize, end: usize) -> bool {
        let overlaps = |other: &AnnotatedMention| other.start < end && start < other.end;
        let mut neutral = self.mentions.iter().filter(|mention| mention.r#type == "other");
        self.is_judged(start, end) && !neutral.any(overlaps)
    }

    pub fn is_judged(&self, start: usize, end: usize) -> bool {
        self.judged.0 <= start && end <= self.judged.1
    }

    /// A span of bytes in code points.
    pub fn places(&self, span: Span) -> (usize, usize) {
        let at = |byte: u32| self.starts.partition_point(|start| *start < byte as usize);
        (at(span.start), at(span.end))
    }

    /// The text of a span of code points.
    pub fn surface(&self, start: usize, end: usize) -> String {
        self.text[self.starts[start]..self.starts[end]].replace('\n', " ")
    }

    /// A span of code points with what stands around it, and the id of the text.
    pub fn sample(&self, start: usize, end: usize) -> String {
        format!(
            "{}: {}[{}]{}",
            self.id,
            self.surface(start.saturating_sub(40), start),
            self.surface(start, end),
            self.surface(end, (end + 40).min(self.starts.len() - 1))
        )
    }
}
