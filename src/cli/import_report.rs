//! What an import did, for people and for machines.
//!
//! Comes in: what was imported and what was not. Goes out: the report on stderr and, of a dry run, the
//! article on stdout; or one JSON value on stdout.

use std::io::Write;

use anyhow::{Result, bail};
use serde::Serialize;

use super::report::number_of;
use super::{Format, Outcome};
use crate::diagnostic::JsonDiagnostic;
use crate::import::{Action, Imported, Note};
use crate::path::SourcePath;

/// What an import did.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) is_dry_run: bool,
    pub(super) done: Vec<Done>,
    pub(super) failed: Vec<Failed>,
}

/// A file that became an article.
#[derive(Debug)]
pub(super) struct Done {
    pub(super) from: String,
    pub(super) path: SourcePath,
    pub(super) imported: Imported,
}

/// A file that did not.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) from: String,
    pub(super) error: anyhow::Error,
}

#[derive(Serialize)]
struct JsonReport<'a> {
    outcome: &'static str,
    imported: Vec<JsonDone<'a>>,
    failed: Vec<JsonFailed<'a>>,
}

#[derive(Serialize)]
struct JsonDone<'a> {
    from: &'a str,
    path: &'a str,
    title: &'a str,
    notes: Vec<JsonNote<'a>>,
    diagnostics: Vec<JsonDiagnostic<'a>>,
    /// The article, where it was not written.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonNote<'a> {
    line: Option<u32>,
    action: &'static str,
    excerpt: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct JsonFailed<'a> {
    from: &'a str,
    error: String,
}

impl Report {
    /// Fine when all files became articles; an error when none did, which for machines is all that is
    /// printed.
    pub(super) fn outcome(&self, format: Format) -> Result<Outcome> {
        match (self.done.is_empty(), self.failed.is_empty()) {
            (true, false) if format == Format::Human => bail!("nothing was imported"),
            (true, false) => {
                let reason = |failed: &Failed| format!("`{}`: {:#}", failed.from, failed.error);
                let reasons: Vec<String> = self.failed.iter().map(reason).collect();
                bail!("nothing was imported: {}", reasons.join("; "))
            }
            (false, false) => Ok(Outcome::ProblemsInContent),
            _ => Ok(Outcome::Fine),
        }
    }

    /// Prints it as `--format` asks.
    pub(super) fn print(&self, format: Format) -> Result<()> {
        match format {
            Format::Human => self.print_human(),
            Format::Json if self.done.is_empty() => Ok(()),
            Format::Json => self.print_json(),
        }
    }

    fn print_human(&self) -> Result<()> {
        let mut stderr = anstream::stderr().lock();
        for Done { from, path, imported } in &self.done {
            let verb = if self.is_dry_run { "would become" } else { "is now" };
            writeln!(stderr, "`{from}` {verb} `{path}`")?;
            for note in &imported.notes {
                writeln!(stderr, "  {}", line_of(note))?;
            }
            for diagnostic in &imported.diagnostics {
                writeln!(stderr, "  to do: {}", diagnostic.message)?;
                if let Some(hint) = &diagnostic.hint {
                    writeln!(stderr, "  hint: {hint}")?;
                }
            }
            if self.is_dry_run && self.done.len() == 1 {
                write!(std::io::stdout().lock(), "{}", imported.text)?;
            }
        }
        for Failed { from, error } in &self.failed {
            writeln!(stderr, "error: `{from}` is not imported: {error:#}")?;
        }
        let n = |action: Action| {
            let notes = self.done.iter().flat_map(|done| &done.imported.notes);
            notes.filter(|note| note.action == action).count()
        };
        if !self.done.is_empty() {
            let verb = if self.is_dry_run { "would be imported" } else { "imported" };
            write!(
                stderr,
                "{} {verb}: {} dropped, {} changed",
                number_of(self.done.len(), "article"),
                n(Action::Dropped),
                n(Action::Changed)
            )?;
            let n_failed = self.failed.len();
            let failed =
                if n_failed > 0 { format!("; {n_failed} not imported") } else { String::new() };
            writeln!(stderr, "{failed}")?;
        }
        Ok(())
    }

    fn print_json(&self) -> Result<()> {
        let done = self.done.iter().map(|Done { from, path, imported }| JsonDone {
            from,
            path: path.as_str(),
            title: &imported.title,
            notes: imported.notes.iter().map(json_note).collect(),
            diagnostics: imported.diagnostics.iter().map(|found| found.to_json()).collect(),
            text: self.is_dry_run.then_some(imported.text.as_str()),
        });
        let failed = self.failed.iter();
        let failed =
            failed.map(|Failed { from, error }| JsonFailed { from, error: format!("{error:#}") });
        let outcome = if self.is_dry_run { "dry-run" } else { "imported" };
        let report = JsonReport { outcome, imported: done.collect(), failed: failed.collect() };
        let mut stdout = std::io::stdout().lock();
        serde_json::to_writer(&mut stdout, &report)?;
        writeln!(stdout)?;
        Ok(())
    }
}

/// `line 12: dropped: `Leave a Reply`: comment form of a web page`.
fn line_of(note: &Note) -> String {
    let place = if note.line > 0 { format!("line {}: ", note.line) } else { String::new() };
    format!("{place}{} `{}`: {}", name(note.action), note.excerpt, note.reason)
}

fn json_note(note: &Note) -> JsonNote<'_> {
    JsonNote {
        line: (note.line > 0).then_some(note.line),
        action: name(note.action),
        excerpt: &note.excerpt,
        reason: &note.reason,
    }
}

fn name(action: Action) -> &'static str {
    match action {
        Action::Dropped => "dropped",
        Action::Changed => "changed",
        Action::Kept => "kept",
    }
}
