//! Rules on what the articles, stories and actors say, whatever their pages look like.
//!
//! Comes in: a build, and the files that it was made of. Goes out: diagnostics, each at the line that is to
//! be mended. Always holds: only what is published is judged, but for an embargo that is over.

mod actor;
mod article;
mod date;
mod role;
mod standing;
mod story;

use crate::diagnostic::{Diagnostic, Place};
use crate::path::SourcePath;
use crate::pipeline::Build;
use crate::source::Snapshot;

/// All that is wrong with what is said.
pub fn check(build: &Build, snapshot: &Snapshot) -> Vec<Diagnostic> {
    let families: [fn(&Build, &Snapshot) -> Vec<Diagnostic>; 6] =
        [article::check, date::check, story::check, actor::check, role::check, standing::check];
    families.iter().flat_map(|family| family(build, snapshot)).collect()
}

/// The place of a value in the front matter of a file: the first line from that of its key on that has
/// the words, else the line of the key, else the file.
fn place_of(snapshot: &Snapshot, path: &SourcePath, key: &str, words: &str) -> Place {
    let text = snapshot.source(path).and_then(|source| source.text.as_deref().ok());
    let Some(text) = text else { return Place::file(path) };
    let is_key = |line: &str| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':'));
    let Some(key_idx) = text.lines().position(is_key) else { return Place::file(path) };
    let value =
        text.lines().skip(key_idx).position(|line| !words.is_empty() && line.contains(words));
    let line = u32::try_from(key_idx + value.unwrap_or(0) + 1).unwrap_or(u32::MAX);
    Place::line(path, text, line).narrowed(words)
}
