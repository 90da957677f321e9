//! `rapporteur actors import`: actors of another system become actor files.

mod told;

use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use self::told::Told;
use super::exchange::Desk;
use crate::cli::{Format, Outcome, write_new};
use crate::exchange::{Batch, FOLDER, NewFile, ftm, intake, known, listed, single, table};
use crate::path::{Slug, SourcePath};
use crate::source::new_file;

/// Arguments of `actors import`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Actors that the site has are left as they are; what the file knows beyond them is told.
A file completes an actor of a pack where the import gives its slug. More than 500 new
actors go into a list.

Examples:
  rapporteur actors import entities.ftm.json --dry-run
                                         say what would be written, and what not, and why
  rapporteur actors import staff.csv     a file for each actor, in `content/actors`
  rapporteur actors import targets.json --into sanctioned.yaml
                                         one list, `content/actors/sanctioned.yaml`")]
pub(in crate::cli) struct ImportArguments {
    /// FollowTheMoney, one entity a line, or CSV with the keys of the registry; `-` for what is piped in
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Write one YAML list in `content/actors` in place of a file for each actor
    #[arg(long, value_name = "LIST")]
    into: Option<String>,
    /// Write nothing, only say what would be written
    #[arg(long)]
    dry_run: bool,
}

/// Above this many new actors, one list is handier than a file each.
const MAX_FILES: usize = 500;

/// Imports actors.
pub(super) fn run(arguments: &ImportArguments, desk: &Desk<'_>, format: Format) -> Result<Outcome> {
    let list = arguments.into.as_deref().map(list_path).transpose()?;
    let batch = read(&arguments.file)?;
    let known = known(&desk.linking.registry, &desk.snapshot);
    let intake = intake(&batch, &known);
    let planned = match list {
        Some(list) => listed(&intake.entries, &list),
        None if intake.entries.len() > MAX_FILES => {
            listed(&intake.entries, &default_list(&arguments.file))
        }
        None => single(&intake.entries),
    };
    let (written, in_the_way) = write(&planned, desk.project, arguments.dry_run)?;
    let told =
        Told { batch: &batch, intake: &intake, written, in_the_way, dry_run: arguments.dry_run };
    told.tell(format)?;
    Ok(if batch.diagnostics.is_empty() { Outcome::Fine } else { Outcome::ProblemsInContent })
}

/// Reads the file as what its name says it is, or else its first sign.
fn read(file: &Path) -> Result<Batch> {
    let attempt = || format!("could not read `{}`", file.display());
    let path = SourcePath::new(&file.to_string_lossy());
    if file == Path::new("-") {
        return read_as(&path, std::io::stdin().lock()).with_context(attempt);
    }
    #[expect(clippy::disallowed_methods, reason = "this is where the imported file is read")]
    let opened = File::open(file).with_context(attempt)?;
    read_as(&path, BufReader::with_capacity(1 << 20, opened)).with_context(attempt)
}

fn read_as(path: &SourcePath, mut input: impl BufRead) -> std::io::Result<Batch> {
    let is_table = match path.ending().as_str() {
        "csv" | "tsv" => true,
        "json" | "jsonl" | "ndjson" | "ijson" | "ftm" => false,
        _ => {
            let start = input.fill_buf()?;
            let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
            !start.trim_ascii_start().starts_with(b"{")
        }
    };
    if is_table { table::read(input, path) } else { ftm::read(input, path) }
}

/// The list that `--into` names, in the folder of the registry.
fn list_path(name: &str) -> Result<SourcePath> {
    let path = SourcePath::new(name);
    let below = path.as_str().strip_prefix(FOLDER).and_then(|rest| rest.strip_prefix('/'));
    let below = below.unwrap_or(path.as_str());
    let is_inside =
        Path::new(below).components().all(|part| matches!(part, std::path::Component::Normal(_)));
    if !is_inside || !matches!(path.ending().as_str(), "yaml" | "yml") {
        bail!(
            "`--into` is no list of the registry: `{name}`\nhint: name a file like `people.yaml`; it is put into `{FOLDER}`"
        );
    }
    Ok(SourcePath::new(&format!("{FOLDER}/{below}")))
}

fn default_list(file: &Path) -> SourcePath {
    let stem = file.file_stem().map(OsStr::to_string_lossy).unwrap_or_default();
    let slug = Slug::of(&stem).map_or_else(|| "actors".to_owned(), |slug| slug.to_string());
    SourcePath::new(&format!("{FOLDER}/imported-{slug}.yaml"))
}

/// Writes the files. Returns those that were written, and those in whose place there is a file.
fn write<'a>(
    planned: &'a [NewFile],
    project: &Path,
    dry_run: bool,
) -> Result<(Vec<&'a NewFile>, Vec<&'a NewFile>)> {
    let mut written = Vec::new();
    let mut in_the_way = Vec::new();
    for file in planned {
        let is_new = match dry_run {
            true => new_file::in_the_way(project, &file.path).is_none(),
            false => write_new(project, &file.path, &file.text)?,
        };
        if is_new { written.push(file) } else { in_the_way.push(file) }
    }
    Ok((written, in_the_way))
}
