//! Problems in the content, as data: what is wrong, where, and what to do.
//!
//! Comes in: what a stage noticed. Goes out: `Diagnostic` values. Wording is made where the problem
//! is seen; printing happens in `cli`. A diagnostic carries the line it is about, so that it can be
//! printed, stored and sent without its source.

mod code;
mod json;

use crate::path::SourcePath;

pub use code::Code;
pub use json::JsonDiagnostic;

/// How bad a problem is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, bitcode::Encode, bitcode::Decode,
)]
pub enum Severity {
    /// The site is not written.
    Error,
    /// The site is written, and the writer should look.
    Warning,
    /// Something that the writer may want to know.
    Note,
}

impl Severity {
    /// The word used in messages, in `--format json` and in `site.yaml`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// A problem in the content.
#[derive(Debug, Clone, PartialEq, Eq, bitcode::Encode, bitcode::Decode)]
pub struct Diagnostic {
    /// What kind of problem it is.
    pub code: Code,
    /// How bad it is, after the settings of the site.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What is wrong: lower case, no final stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// Other places that belong to the problem, each with what stands there.
    pub related: Vec<(Place, String)>,
}

/// A place in a source file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, bitcode::Encode, bitcode::Decode)]
pub struct Place {
    /// The file.
    pub path: SourcePath,
    /// The line, from 1; 0 for the file as a whole.
    pub line: u32,
    /// First column and the column after the last, in characters from 1; none for the whole line.
    pub columns: Option<(u32, u32)>,
    /// The text of the line, cut when it is very long.
    pub excerpt: String,
}

impl Place {
    /// A file as a whole.
    pub fn file(path: &SourcePath) -> Self {
        Self { path: path.clone(), line: 0, columns: None, excerpt: String::new() }
    }

    /// A line of a file, with its text looked up in the file's text.
    pub fn line(path: &SourcePath, text: &str, line: u32) -> Self {
        Self::known_line(
            path,
            line,
            text.lines().nth(line.saturating_sub(1) as usize).unwrap_or_default(),
        )
    }

    /// A line of a file of which the text is at hand.
    pub fn known_line(path: &SourcePath, line: u32, text: &str) -> Self {
        let excerpt: String = text.trim_end().chars().take(MAX_EXCERPT).collect();
        Self { path: path.clone(), line, columns: None, excerpt }
    }

    /// The same place, narrowed to the first occurrence of `word` in its line.
    #[must_use]
    pub fn narrowed(mut self, word: &str) -> Self {
        if let Some(at) = self.excerpt.find(word).filter(|_| !word.is_empty()) {
            let first = column(self.excerpt[..at].chars().count() + 1);
            self.columns = Some((first, first + column(word.chars().count())));
        }
        self
    }

    /// The same place, from a column (counted in characters, from 1) to the end of the word there.
    #[must_use]
    pub fn at_column(mut self, first: u32) -> Self {
        let rest = self.excerpt.chars().skip(first.saturating_sub(1) as usize);
        let width = rest.take_while(|c| !c.is_whitespace() && *c != ':').count();
        if width > 0 {
            self.columns = Some((first, first + column(width)));
        }
        self
    }
}

impl Diagnostic {
    /// A problem at a place, with the severity that its code has by default.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        let severity = code.severity();
        Self { code, severity, place, message: message.into(), hint: None, related: Vec::new() }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds another place that belongs to the problem.
    #[must_use]
    pub fn related(mut self, place: Place, what: impl Into<String>) -> Self {
        self.related.push((place, what.into()));
        self
    }
}

/// Puts diagnostics in source order and drops repetitions.
pub fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|a, b| {
        (&a.place, a.severity, a.code.name(), &a.message).cmp(&(
            &b.place,
            b.severity,
            b.code.name(),
            &b.message,
        ))
    });
    diagnostics.dedup();
    diagnostics
}

/// Excerpts are cut to this many characters: pasted text comes with paragraphs of thousands.
const MAX_EXCERPT: usize = 400;

fn column(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
