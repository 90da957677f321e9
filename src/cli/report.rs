//! Prints diagnostics: in the look of rustc for people, as JSON for machines.

use std::io::{BufWriter, Write};
use std::path::{Component, Path, PathBuf};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use anyhow::Result;
use rayon::prelude::*;

use super::Format;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::path::SourcePath;

/// Prints diagnostics to stderr.
///
/// # Errors
/// When stderr is gone.
pub(super) fn human(diagnostics: &[Diagnostic]) -> Result<()> {
    let renderer = Renderer::styled();
    let texts = diagnostics.par_iter().map(|diagnostic| renderer.render(&[group(diagnostic)]));
    let texts: Vec<String> = texts.collect();
    // A large site may have thousands, and each write to the terminal is a call of the system.
    let mut stderr = BufWriter::new(anstream::stderr().lock());
    for text in texts {
        writeln!(stderr, "{text}\n")?;
    }
    Ok(stderr.flush()?)
}

/// Prints those diagnostics that were not told before.
///
/// # Errors
/// When stderr is gone.
pub(super) fn news(diagnostics: &[Diagnostic], told: &[Diagnostic]) -> Result<()> {
    let new = diagnostics.iter().filter(|diagnostic| !told.contains(diagnostic));
    human(&new.cloned().collect::<Vec<_>>())
}

/// Prints a failure of the job itself to stderr, and for machines also to stdout.
pub(super) fn failure(error: &anyhow::Error, format: Format) {
    let mut stderr = anstream::stderr().lock();
    let text = text_of(error);
    if format == Format::Json {
        let failed = serde_json::json!({ "outcome": "failed", "error": text });
        let _ = writeln!(std::io::stdout().lock(), "{failed}");
    }
    // There is nobody left to tell when stderr itself is gone.
    let _ = writeln!(stderr, "error: {text}");
}

/// What was attempted, why it failed, and behind that the hints, whichever part of the error has them.
pub(super) fn text_of(error: &anyhow::Error) -> String {
    let (mut attempts, mut hints) = (Vec::new(), String::new());
    for part in error.chain().map(ToString::to_string) {
        let hint_start = part.find("\nhint: ").unwrap_or(part.len());
        hints.push_str(&part[hint_start..]);
        attempts.push(part[..hint_start].to_owned());
    }
    attempts.join(": ") + &hints
}

/// `2 errors, 1 warning`; empty when there is nothing to count.
pub(super) fn counted(diagnostics: &[Diagnostic]) -> String {
    let count = |severity: Severity| {
        let n = diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        (n > 0).then(|| number_of(n, severity.name()))
    };
    let counts = [Severity::Error, Severity::Warning, Severity::Note].into_iter().filter_map(count);
    counts.collect::<Vec<_>>().join(", ")
}

/// The same behind something else: `; 2 errors, 1 warning`.
pub(super) fn counted_behind(diagnostics: &[Diagnostic]) -> String {
    let counted = counted(diagnostics);
    if counted.is_empty() { counted } else { format!("; {counted}") }
}

/// A file of the project as seen from the working directory, for programs that start there. Where neither
/// is in the other, it is the path in the project.
#[expect(clippy::disallowed_methods, reason = "the command line is an edge")]
pub(super) fn from_here(project: &Path, path: &SourcePath) -> String {
    // Without a working directory, paths are as they are given.
    from(&std::env::current_dir().unwrap_or_default(), project, path)
}

fn from(here: &Path, project: &Path, path: &SourcePath) -> String {
    let whole = here.join(project);
    let plain: PathBuf = whole.components().filter(|part| *part != Component::CurDir).collect();
    let is_plain = plain.components().all(|part| part != Component::ParentDir);
    match plain.strip_prefix(here) {
        Ok(below) if is_plain => below.join(path.as_str()).display().to_string(),
        _ if project.is_absolute() => path.to_string(),
        _ => project.join(path.as_str()).display().to_string(),
    }
}

/// Why changes are found late.
pub(super) fn looking_because(reason: &str) -> String {
    format!(
        "files are looked at again and again, since the system does not tell of changes: {reason}"
    )
}

/// What brought a rebuild about, by the first of the files and the number of all.
pub(super) fn cause(files: &[SourcePath], n_files: usize) -> String {
    match (files, n_files) {
        ([], _) => "the time has come".to_owned(),
        ([file], _) => format!("`{file}`"),
        ([first, ..], n) => format!("`{first}` and {} more", n - 1),
    }
}

/// `1 file`, `2 files`.
pub(super) fn number_of(n: usize, what: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} {what}{plural}")
}

fn group(diagnostic: &Diagnostic) -> Group<'_> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.name());
    let mut group = with_place(Group::with_title(title), &diagnostic.place, None);
    for (place, message) in &diagnostic.related {
        group = with_place(group, place, Some(message));
    }
    match &diagnostic.hint {
        Some(hint) => group.element(Level::HELP.with_name("hint").message(hint.as_str())),
        None => group,
    }
}

fn with_place<'a>(group: Group<'a>, place: &'a Place, label: Option<&'a str>) -> Group<'a> {
    if place.excerpt.is_empty() {
        let mut origin = Origin::path(place.path.as_str());
        if place.line > 0 {
            origin = origin.line(place.line as usize);
        }
        let group = group.element(origin);
        return match label {
            Some(label) => group.element(Level::NOTE.message(label)),
            None => group,
        };
    }
    let bytes = |column: u32| {
        let at = place.excerpt.char_indices().nth(column.saturating_sub(1) as usize);
        at.map_or(place.excerpt.len(), |(at, _)| at)
    };
    let span = match place.columns {
        Some((first, behind)) => bytes(first)..bytes(behind).max(bytes(first)),
        None => 0..place.excerpt.len(),
    };
    let kind = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
    let snippet = Snippet::source(place.excerpt.as_str())
        .line_start(place.line.max(1) as usize)
        .path(place.path.as_str())
        .annotation(kind.span(span).label(label));
    group.element(snippet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_as_programs_in_the_working_directory_name_them() {
        let check = |project: &str, expected: &str| {
            let path = SourcePath::new("content/a.md");
            assert_eq!(from(Path::new("/home/ann"), Path::new(project), &path), expected);
        };
        check(".", "content/a.md");
        check("./", "content/a.md");
        check("site", "site/content/a.md");
        check("./site/.", "site/content/a.md");
        check("/home/ann", "content/a.md");
        check("/home/ann/site", "site/content/a.md");
        check("/srv/site", "content/a.md");
        check("../site", "../site/content/a.md");
    }
}
