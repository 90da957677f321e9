//! The report of an import: what was written, what was not, and why.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;
use serde::Serialize;

use crate::cli::Format;
use crate::cli::report::{self, number_of};
use crate::diagnostic::{Diagnostic, JsonDiagnostic};
use crate::exchange::{Batch, Field, Intake, NewFile, Reason, Sameness, Skipped};
use crate::path::Slug;
use crate::yaml::Value;

/// What came of an import.
pub(super) struct Told<'a> {
    pub(super) batch: &'a Batch,
    pub(super) intake: &'a Intake,
    pub(super) written: Vec<&'a NewFile>,
    pub(super) in_the_way: Vec<&'a NewFile>,
    pub(super) dry_run: bool,
}

/// Longer lists are for machines.
const MAX_SHOWN: usize = 20;

impl Told<'_> {
    /// Tells it as `--format` asks.
    pub(super) fn tell(&self, format: Format) -> Result<()> {
        match format {
            Format::Human => self.tell_people(),
            Format::Json => self.tell_machines(),
        }
    }

    fn tell_people(&self) -> Result<()> {
        report::human(&self.batch.diagnostics)?;
        let mut stderr = anstream::stderr().lock();
        let out = &mut stderr;
        if self.batch.n_more_bad > 0 {
            let n_more = number_of(self.batch.n_more_bad, "line");
            writeln!(out, "{n_more} more cannot be read\n")?;
        }
        let verb = if self.dry_run { "would write" } else { "wrote" };
        let files = self.written.iter().map(|file| match file.slugs.as_slice() {
            [_] => format!("{verb} `{}`", file.path),
            slugs => format!("{verb} `{}`: {}", file.path, number_of(slugs.len(), "actor")),
        });
        listed(out, files)?;
        listed(
            out,
            self.in_the_way.iter().map(|file| format!("not written: `{}` exists", file.path)),
        )?;
        let (old, news): (Vec<_>, Vec<_>) =
            self.intake.skipped.iter().partition(|skipped| skipped.beyond.is_empty());
        listed(out, news.into_iter().map(skipped_line))?;
        match old.as_slice() {
            [] => {}
            [one] => writeln!(out, "{}", skipped_line(one))?,
            old => writeln!(
                out,
                "not written: {} of whom nothing is new",
                number_of(old.len(), "actor")
            )?,
        }
        for (reason, (n, line)) in self.left_out() {
            let first = if n == 1 {
                format!("line {line}")
            } else {
                format!("{n} times, first in line {line}")
            };
            writeln!(out, "left out: {reason} ({first})")?;
        }
        if !self.batch.unmapped.is_empty() {
            let counted = self.batch.unmapped.iter();
            let counted: Vec<String> = counted.map(|(key, n)| format!("{key} ({n})")).collect();
            writeln!(out, "properties without a key in the registry: {}", counted.join(", "))?;
        }
        let actors = number_of(self.n_written(), "actor");
        let files = number_of(self.written.len(), "file");
        let n_there = self.intake.skipped.len();
        let counted = report::counted_behind(&self.batch.diagnostics);
        let done = if self.dry_run { "would import" } else { "imported" };
        writeln!(out, "{done} {actors} in {files}; {n_there} not written{counted}")?;
        Ok(())
    }

    fn n_written(&self) -> usize {
        self.written.iter().map(|file| file.slugs.len()).sum()
    }

    /// What is no actor, of the file and of its relations.
    fn left_out(&self) -> BTreeMap<&str, (usize, u64)> {
        let all = self.batch.left_out.iter().chain(&self.intake.left_out);
        all.map(|(reason, counted)| (reason.as_str(), *counted)).collect()
    }

    fn tell_machines(&self) -> Result<()> {
        let json = JsonTold {
            outcome: if self.dry_run { "planned" } else { "imported" },
            written: self.written.iter().map(|file| JsonFile::of(file)).collect(),
            in_the_way: self.in_the_way.iter().map(|file| JsonFile::of(file)).collect(),
            skipped: self.intake.skipped.iter().map(json_skipped).collect(),
            left_out: self
                .left_out()
                .into_iter()
                .map(|(reason, (count, line))| JsonLeftOut { reason, count, line })
                .collect(),
            unmapped: &self.batch.unmapped,
            bad_lines: self.batch.diagnostics.len() + self.batch.n_more_bad,
            diagnostics: self.batch.diagnostics.iter().map(Diagnostic::to_json).collect(),
        };
        let mut stdout = std::io::stdout().lock();
        serde_json::to_writer(&mut stdout, &json)?;
        writeln!(stdout)?;
        Ok(())
    }
}

fn listed(out: &mut impl Write, mut lines: impl ExactSizeIterator<Item = String>) -> Result<()> {
    for line in lines.by_ref().take(MAX_SHOWN) {
        writeln!(out, "{line}")?;
    }
    if lines.len() > 0 {
        writeln!(out, "… and {} more (`--format json` tells all)", lines.len())?;
    }
    Ok(())
}

fn skipped_line(skipped: &Skipped) -> String {
    let Skipped { line, name, slug, reason, beyond } = skipped;
    let there = match reason {
        Reason::Known { file: Some(file), by } => {
            format!("is `{slug}` of `{file}`{}", by_what(*by))
        }
        Reason::Known { file: None, by } => {
            format!("is `{slug}` of a built-in pack{}", by_what(*by))
        }
        Reason::Repeated { line, by } => {
            format!("stands in line {line} as `{slug}`{}", by_what(*by))
        }
    };
    let beyond: Vec<String> = beyond.iter().map(shown).collect();
    let more = match beyond.as_slice() {
        [] => "nothing new".to_owned(),
        beyond => format!("new here: {}", beyond.join("; ")),
    };
    format!("not written: `{name}` (line {line}) {there}; {more}")
}

fn by_what(by: Sameness) -> &'static str {
    match by {
        Sameness::Slug => "",
        Sameness::Wikidata => " by its Wikidata item",
        Sameness::Name => " by its name",
    }
}

/// A key and the beginning of its value.
fn shown((key, value): &Field) -> String {
    let text = match value {
        Value::Sequence(list) => list.iter().map(one).collect::<Vec<_>>().join(", "),
        value => one(value),
    };
    let mut chars = text.chars();
    let head: String = chars.by_ref().take(MAX_VALUE).collect();
    let rest = if chars.next().is_some() { "…" } else { "" };
    format!("{key} `{head}{rest}`")
}

const MAX_VALUE: usize = 80;

fn one(value: &Value) -> String {
    let title = value.get("title").unwrap_or(value);
    title.as_str().unwrap_or_default().to_owned()
}

#[derive(Serialize)]
struct JsonTold<'a> {
    outcome: &'static str,
    written: Vec<JsonFile<'a>>,
    in_the_way: Vec<JsonFile<'a>>,
    skipped: Vec<JsonSkipped<'a>>,
    left_out: Vec<JsonLeftOut<'a>>,
    unmapped: &'a BTreeMap<String, usize>,
    bad_lines: usize,
    diagnostics: Vec<JsonDiagnostic<'a>>,
}

#[derive(Serialize)]
struct JsonFile<'a> {
    path: &'a str,
    actors: Vec<&'a str>,
}

#[derive(Serialize)]
struct JsonSkipped<'a> {
    line: u64,
    name: &'a str,
    actor: &'a str,
    by: &'static str,
    file: Option<&'a str>,
    earlier_line: Option<u64>,
    new: BTreeMap<&'static str, &'a Value>,
}

#[derive(Serialize)]
struct JsonLeftOut<'a> {
    reason: &'a str,
    count: usize,
    line: u64,
}

impl<'a> JsonFile<'a> {
    fn of(file: &'a NewFile) -> Self {
        Self { path: file.path.as_str(), actors: file.slugs.iter().map(Slug::as_str).collect() }
    }
}

fn json_skipped(skipped: &Skipped) -> JsonSkipped<'_> {
    let (file, earlier_line, by) = match &skipped.reason {
        Reason::Known { file, by } => (file.as_deref(), None, by),
        Reason::Repeated { line, by } => (None, Some(*line), by),
    };
    let by = match by {
        Sameness::Slug => "slug",
        Sameness::Wikidata => "wikidata",
        Sameness::Name => "name",
    };
    let new = skipped.beyond.iter().map(|(key, value)| (*key, value)).collect();
    let (name, actor) = (skipped.name.as_str(), skipped.slug.as_str());
    JsonSkipped { line: skipped.line, name, actor, by, file, earlier_line, new }
}
