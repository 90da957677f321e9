//! What `publish` says: to people in a line, to programs in one JSON value.

use std::io::Write;

use anyhow::Result;
use serde::Serialize;

use crate::cli::Format;
use crate::cli::report::{self, number_of};
use crate::diagnostic::{Diagnostic, JsonDiagnostic};
use crate::publish::{Mode, Published};

/// What came of publishing, for the writer.
pub(super) struct Report<'a> {
    pub(super) target: &'a str,
    pub(super) place: String,
    pub(super) published: &'a Published,
    pub(super) diagnostics: &'a [Diagnostic],
    pub(super) mode: Mode,
    pub(super) seconds: Seconds,
}

/// What each part took.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Seconds {
    pub(super) build: f64,
    pub(super) check: f64,
    pub(super) send: f64,
    pub(super) total: f64,
}

#[derive(Serialize)]
struct JsonReport<'a> {
    outcome: &'static str,
    target: &'a str,
    place: &'a str,
    release: String,
    sent: Vec<JsonSent<'a>>,
    removed: Vec<JsonRemoved<'a>>,
    lost: &'a [String],
    mended: bool,
    moved: &'a std::collections::BTreeMap<String, String>,
    new: usize,
    unchanged: usize,
    bytes: u64,
    seconds: Seconds,
    diagnostics: Vec<JsonDiagnostic<'a>>,
}

#[derive(Serialize)]
struct JsonSent<'a> {
    path: &'a str,
    state: &'static str,
    size: u64,
}

#[derive(Serialize)]
struct JsonRemoved<'a> {
    path: &'a str,
    /// None where a publish that was cut off may have sent another file.
    size: Option<u64>,
}

impl Report<'_> {
    pub(super) fn print(&self, format: Format) -> Result<()> {
        match format {
            Format::Human => self.print_human(),
            Format::Json => self.print_json(),
        }
    }

    fn print_human(&self) -> Result<()> {
        let Published { change, manifest, lost, is_mended, .. } = self.published;
        if self.mode == Mode::DryRun {
            let mut stdout = std::io::stdout().lock();
            for JsonSent { path, state, size } in self.sent() {
                writeln!(stdout, "{state:<7} {path}  ({})", shown(size))?;
            }
            for JsonRemoved { path, size } in self.removed() {
                let size = size.map(|size| format!("  ({})", shown(size))).unwrap_or_default();
                writeln!(stdout, "{:<7} {path}{size}", "remove")?;
            }
        }
        let mut stderr = anstream::stderr().lock();
        if !lost.is_empty() {
            let shown: Vec<String> =
                lost.iter().take(MAX_LOST).map(|address| format!("`{address}`")).collect();
            let more = match lost.len() - shown.len() {
                0 => String::new(),
                n => format!(" and {n} more"),
            };
            writeln!(
                stderr,
                "note: {} published before and nothing is there now: {}{more}\n\
                 hint: where a page has another address now, add the old one to its `aliases`",
                if lost.len() == 1 { "an address was" } else { "addresses were" },
                shown.join(", "),
            )?;
        }
        let n_changed = change.sent.len() - change.n_new;
        let what = format!(
            "{} ({} new, {n_changed} changed, {}), {} removed, {} unchanged",
            number_of(change.sent.len(), "file"),
            change.n_new,
            shown(change.n_bytes),
            change.removed.len(),
            change.n_unchanged,
        );
        let Self { target, place, .. } = self;
        let Seconds { build, check, send, total } = self.seconds;
        let parts = format!("built in {build:.2} s, checked in {check:.2} s, sent in {send:.2} s");
        match self.mode {
            Mode::DryRun => writeln!(stderr, "`{target}` would get {what}; nothing was sent")?,
            Mode::Send if change.is_empty() && *is_mended => writeln!(
                stderr,
                "`{target}` was not as it should be and is put right: no file of the site changed ({total:.2} s)"
            )?,
            Mode::Send if change.is_empty() => {
                writeln!(stderr, "`{target}` is as it should be: {what} ({total:.2} s)")?;
            }
            Mode::Send => writeln!(
                stderr,
                "published release {} to {place} in {total:.2} s: {what}; {parts}",
                manifest.id()
            )?,
        }
        Ok(())
    }

    fn print_json(&self) -> Result<()> {
        let Published { change, manifest, lost, is_mended, .. } = self.published;
        let report = JsonReport {
            outcome: if self.mode == Mode::DryRun { "planned" } else { "published" },
            target: self.target,
            place: &self.place,
            release: manifest.id(),
            sent: self.sent().collect(),
            removed: self.removed().collect(),
            lost,
            mended: *is_mended,
            moved: &manifest.moved,
            new: change.n_new,
            unchanged: change.n_unchanged,
            bytes: change.n_bytes,
            seconds: self.seconds,
            diagnostics: self.diagnostics.iter().map(Diagnostic::to_json).collect(),
        };
        let mut stdout = std::io::stdout().lock();
        serde_json::to_writer(&mut stdout, &report)?;
        writeln!(stdout)?;
        Ok(())
    }

    /// The files that are sent, in order.
    fn sent(&self) -> impl Iterator<Item = JsonSent<'_>> {
        let Published { tree, change, before, .. } = self.published;
        change.files(tree).map(|file| {
            let path = file.path.as_str();
            let is_new = !before.files.contains_key(path);
            let state = if is_new { "new" } else { "changed" };
            JsonSent { path, state, size: file.stored.size }
        })
    }

    /// The files that are removed.
    fn removed(&self) -> impl Iterator<Item = JsonRemoved<'_>> {
        let Published { change, before, .. } = self.published;
        change.removed.iter().map(|path| JsonRemoved { path, size: before.size_of(path) })
    }
}

/// Says that nothing was sent, since the site did not pass the gate.
pub(super) fn refuse(diagnostics: &[Diagnostic], format: Format) -> Result<()> {
    match format {
        Format::Human => {
            let counted = report::counted(diagnostics);
            writeln!(
                anstream::stderr().lock(),
                "not published: {counted}; the target is as it was"
            )?;
        }
        Format::Json => {
            let diagnostics: Vec<JsonDiagnostic<'_>> =
                diagnostics.iter().map(Diagnostic::to_json).collect();
            let refused = serde_json::json!({ "outcome": "refused", "diagnostics": diagnostics });
            writeln!(std::io::stdout().lock(), "{refused}")?;
        }
    }
    Ok(())
}

/// What readers see after a publish: at which addresses something else, if that is known.
#[cfg(feature = "http")]
pub(super) fn told_of_readers(url: &str, differing: Result<Vec<String>>) -> String {
    match differing {
        Ok(differing) if differing.is_empty() => format!("readers see it at {url}"),
        Ok(differing) => format!(
            "note: readers do not see it yet at {}\n\
             hint: a host or a cache may need some minutes; if it stays so, look at `url` of the target",
            differing.join(", ")
        ),
        Err(error) => format!("note: no page could be fetched back: {error:#}"),
    }
}

/// Says to which release a target went back.
pub(super) fn told_of_rollback(place: &str, release: &str, format: Format) -> Result<()> {
    match format {
        Format::Human => {
            let mut stderr = anstream::stderr().lock();
            writeln!(
                stderr,
                "release {release} is at {place} again\n\
                 hint: the next `rapporteur publish` sends the site as it is in the project"
            )?;
        }
        Format::Json => {
            let told = serde_json::json!({
                "outcome": "rolled back", "place": place, "release": release
            });
            writeln!(std::io::stdout().lock(), "{told}")?;
        }
    }
    Ok(())
}

/// So many addresses that are lost are told by name.
const MAX_LOST: usize = 8;

/// A number of bytes as people read it.
fn shown(n_bytes: u64) -> String {
    const UNITS: [&str; 4] = ["bytes", "kB", "MB", "GB"];
    let mut amount = n_bytes as f64;
    let mut unit_idx = 0;
    while amount >= 1000.0 && unit_idx + 1 < UNITS.len() {
        amount /= 1000.0;
        unit_idx += 1;
    }
    let n_digits = usize::from(unit_idx > 0 && amount < 10.0);
    format!("{amount:.n_digits$} {}", UNITS[unit_idx])
}

#[cfg(all(test, feature = "http"))]
mod tests {
    use super::*;

    #[test]
    fn pages_that_readers_do_not_see_yet_are_named() {
        let url = "https://example.org/";
        assert_eq!(told_of_readers(url, Ok(Vec::new())), format!("readers see it at {url}"));
        let told = told_of_readers(url, Ok(vec![url.to_owned(), format!("{url}a/")]));
        let expect = format!("note: readers do not see it yet at {url}, {url}a/\nhint: ");
        assert!(told.starts_with(&expect), "{told}");
        let told = told_of_readers(url, Err(anyhow::anyhow!("x").context("y")));
        assert_eq!(told, "note: no page could be fetched back: y: x");
    }
}
