//! `rapporteur actors export`: the actors of the site and their mentions, for other systems.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::exchange::Desk;
use crate::actor::Registry;
use crate::cli::report::{self, number_of};
use crate::cli::{Form, Outcome, clock};
use crate::diagnostic::{Diagnostic, Severity};
use crate::exchange::{Published, Selection, ftm, jsonld, known, table};
use crate::pipeline::{Preview, build};

/// Arguments of `actors export`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Told are the actors of the site's own files, and those of packs that a published article
names. Drafts and articles under embargo are in no export. `ftm` and `csv` are read back by
`actors import` without loss.

Examples:
  rapporteur actors export --format csv -o actors.csv
                                         a table, for a spreadsheet
  rapporteur actors export --format ftm --all > entities.ftm.json
                                         entities with articles and mentions, for Aleph
  rapporteur actors export --format jsonld
                                         schema.org, for knowledge graphs")]
pub(in crate::cli) struct ExportArguments {
    /// What the export is written as
    #[arg(long, value_parser = Form::among(&[Form::Ftm, Form::Csv, Form::Jsonld]))]
    format: Form,
    /// Write to a file in place of stdout
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// All actors of the packs too, named or not
    #[arg(long)]
    all: bool,
    /// The time that counts as now: `2025-02-18` or `2025-02-18T09:00:00Z`
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
}

/// Exports actors.
pub(super) fn run(arguments: &ExportArguments, desk: Desk<'_>) -> Result<Outcome> {
    let Desk { mut snapshot, linking, mut memo, .. } = desk;
    if let Some(now) = &arguments.now {
        snapshot.now = clock::now(Some(now))?;
    }
    let built = build(&snapshot, Preview::Published, &mut memo);
    let (packs, _) = Registry::read(&linking.config, std::iter::empty(), &linking.reading);
    let selection = if arguments.all { Selection::All } else { Selection::Used };
    let known = known(&built.plan.site.registry, &snapshot);
    let published = Published::new(&built.plan, known, &packs, selection);
    let parts: Box<dyn Iterator<Item = String>> = match arguments.format {
        Form::Csv => Box::new(rows(&published)),
        Form::Jsonld => Box::new(jsonld::write(&published)),
        _ => Box::new(ftm::write(&published)),
    };
    match &arguments.output {
        Some(file) => to_file(file, parts)?,
        None => to_stdout(parts)?,
    }
    let errors = built.diagnostics.into_iter();
    let errors: Vec<Diagnostic> =
        errors.filter(|diagnostic| diagnostic.severity == Severity::Error).collect();
    report::human(&errors)?;
    if let Some(file) = &arguments.output {
        let actors = number_of(published.actors.len(), "actor");
        writeln!(anstream::stderr().lock(), "exported {actors} to `{}`", file.display())?;
    }
    Ok(if errors.is_empty() { Outcome::Fine } else { Outcome::ProblemsInContent })
}

fn rows<'a>(published: &'a Published<'a>) -> impl Iterator<Item = String> + 'a {
    let rows = published
        .actors
        .iter()
        .map(|actor| table::row(&actor.record, actor.base.as_ref(), actor.counts()));
    std::iter::once(table::header()).chain(rows)
}

fn to_stdout(parts: impl Iterator<Item = String>) -> Result<()> {
    let mut stdout = BufWriter::new(std::io::stdout().lock());
    for part in parts {
        stdout.write_all(part.as_bytes())?;
    }
    stdout.flush()?;
    Ok(())
}

/// Writes a file whole or not at all: what was there before stays until the new one is done.
#[expect(clippy::disallowed_methods, reason = "this is where an export is written to a file")]
fn to_file(file: &Path, parts: impl Iterator<Item = String>) -> Result<()> {
    let attempt = || format!("could not write `{}`", file.display());
    // A device or a pipe is written to as it is.
    let is_special = file.exists() && !file.is_file();
    let part_file = if is_special { file.to_path_buf() } else { beside(file) };
    let mut out = BufWriter::new(File::create(&part_file).with_context(attempt)?);
    let write = || -> std::io::Result<()> {
        for part in parts {
            out.write_all(part.as_bytes())?;
        }
        out.flush()?;
        if is_special { Ok(()) } else { std::fs::rename(&part_file, file) }
    };
    let written = write();
    if written.is_err() && !is_special {
        let _ = std::fs::remove_file(&part_file);
    }
    written.with_context(attempt)
}

fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".part");
    name.into()
}
