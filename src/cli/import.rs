//! `rapporteur import`: text of other origin becomes articles.
//!
//! Comes in: files, folders, or text on stdin. Goes out: article files under `content/articles/`, and what
//! was left out or changed. Always holds: no file is ever written over; a file that cannot be imported
//! does not keep the others from being so.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use walkdir::WalkDir;

use super::import_report::{Done, Failed, Report};
use super::{Format, Outcome, write_new};
use crate::article::Reading;
use crate::config::{self, Config};
use crate::date::When;
use crate::import::date::{self, DateProblem};
use crate::import::{self, Choice, Imported, Input, Settings};
use crate::path::SourcePath;
use crate::source::{load, new_file};

/// Arguments of `import`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ImportArguments {
    /// Text, HTML and Markdown files, or folders with such files; `-` reads text from stdin
    #[arg(required = true, value_name = "FILE|FOLDER")]
    inputs: Vec<PathBuf>,
    /// The date of the article, in place of the one in the file
    #[arg(long, value_name = "DATE", value_parser = date_of)]
    date: Option<When>,
    /// The title of the article, in place of the one in the file
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// A folder below `content/articles` to put the articles in
    #[arg(long, value_name = "FOLDER")]
    into: Option<String>,
    /// Print the article and write nothing
    #[arg(long)]
    dry_run: bool,
}

const EXAMPLES: &str = "\
Examples:
  rapporteur import talks.txt                    text copied from a web page or a mail
  rapporteur import --dry-run talks.html         see what would become of a saved page
  rapporteur import --date 2025-02-18 talks.txt  with the date that the text lacks
  rapporteur import ../old-site/posts            a folder of another generator
  xclip -o | rapporteur import -                 what was copied just now";

/// Files of over this many bytes are no articles.
const MAX_BYTES: u64 = 64 << 20;

pub(super) fn date_of(text: &str) -> Result<When, String> {
    date::read(text).map_err(|problem| match problem {
        DateProblem::Unreadable => "not a date: write it as `2025-02-18`".to_owned(),
        DateProblem::TwoReadings(a, b) => format!("may be {} or {}", a.iso(), b.iso()),
    })
}

/// Imports files.
pub(super) fn run(arguments: &ImportArguments, project: &Path, format: Format) -> Result<Outcome> {
    load::root_of(project)?;
    let config = config_of(project)?;
    let reading = Reading::new(&config);
    let settings = Settings { reading: &reading, language: &config.language };
    let folder = folder_of(arguments.into.as_deref())?;
    let inputs = found(&arguments.inputs)?;
    if inputs.is_empty() {
        bail!("there is nothing to import: no text, HTML or Markdown file was found");
    }
    if arguments.title.is_some() && inputs.len() > 1 {
        bail!("`--title` is for one file, but there are {}", inputs.len());
    }
    let choice = Choice { title: arguments.title.clone(), date: arguments.date };
    let mut report = Report { is_dry_run: arguments.dry_run, ..Report::default() };
    // Where this very run has put an article, so that two files for one place are told apart.
    let mut taken: BTreeMap<SourcePath, String> = BTreeMap::new();
    for input in &inputs {
        let name = display(input);
        let imported = read(input).and_then(|bytes| {
            let input = Input { name: &path_of(input), bytes: &bytes };
            import::article(input, &choice, settings).map_err(Into::into)
        });
        let placed = imported.and_then(|imported| {
            let path = place(&folder, &imported);
            put(&path, &imported, project, arguments.dry_run, taken.get(&path))?;
            taken.insert(path.clone(), name.clone());
            Ok((path, imported))
        });
        match placed {
            Ok((path, imported)) => report.done.push(Done { from: name, path, imported }),
            Err(error) => report.failed.push(Failed { from: name, error }),
        }
    }
    report.print(format)?;
    report.outcome(format)
}

#[expect(clippy::disallowed_methods, reason = "this is where the settings are read for an import")]
pub(super) fn config_of(project: &Path) -> Result<Config> {
    let file = project.join("site.yaml");
    let text = fs::read_to_string(&file);
    let text = text.with_context(|| format!("could not read `{}`", file.display()))?;
    // Problems of the settings are told by every build; an import goes by what can be read.
    Ok(config::read(&text).0)
}

/// The folder of the articles, in the project.
pub(super) fn folder_of(into: Option<&str>) -> Result<SourcePath> {
    let articles = SourcePath::new("content/articles/.");
    let Some(into) = into else { return Ok(articles) };
    let folder = articles.join(into).filter(|folder| {
        let path = folder.as_str();
        !Path::new(into).is_absolute()
            && (path == "content/articles" || path.starts_with("content/articles/"))
    });
    match folder {
        Some(folder) => Ok(SourcePath::new(&format!("{folder}/."))),
        None => bail!("`--into` leads out of `content/articles`: `{into}`"),
    }
}

fn place(folder: &SourcePath, imported: &Imported) -> SourcePath {
    SourcePath::new(&format!("{}/{}", folder.folder(), imported.name))
}

/// All files that are to be imported; those in folders in the order of their names.
fn found(inputs: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for input in inputs {
        if !input.is_dir() {
            files.push(input.clone());
            continue;
        }
        let is_hidden = |name: &str| name.starts_with('.') && name.len() > 1;
        // Browsers put what belongs to a saved page into a folder beside it.
        let is_left_alone = |name: &str| is_hidden(name) || name.ends_with("_files");
        let walk = WalkDir::new(input).sort_by_file_name().into_iter().filter_entry(|entry| {
            entry.depth() == 0 || !is_left_alone(&entry.file_name().to_string_lossy())
        });
        for entry in walk {
            let entry = entry.with_context(|| format!("could not read `{}`", input.display()))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type().is_file() && name.contains('.') && import::is_readable(&name) {
                files.push(entry.into_path());
            }
        }
    }
    Ok(files)
}

#[expect(clippy::disallowed_methods, reason = "this is where files to be imported are read")]
fn read(input: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let n = if is_stdin(input) {
        std::io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes)
    } else {
        File::open(input).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
    };
    let n = n.map_err(|error| match error.kind() {
        ErrorKind::NotFound => anyhow!("there is no such file"),
        _ => anyhow!(error).context("it cannot be read"),
    })?;
    if n as u64 > MAX_BYTES {
        bail!("it is too large: over {MAX_BYTES} bytes");
    }
    Ok(bytes)
}

/// Writes an article, unless something stands there.
fn put(
    path: &SourcePath,
    imported: &Imported,
    project: &Path,
    dry_run: bool,
    before: Option<&String>,
) -> Result<()> {
    if let Some(before) = before {
        bail!(
            "`{path}` was just made of `{before}`\nhint: import it alone, with another `--title`"
        );
    }
    let is_new = match dry_run {
        true => new_file::in_the_way(project, path).is_none(),
        false => write_new(project, path, &imported.text)?,
    };
    if !is_new {
        bail!("`{path}` exists already\nhint: give it another `--title`, or remove the file there");
    }
    Ok(())
}

fn is_stdin(input: &Path) -> bool {
    input == Path::new("-")
}

/// Its path with slashes: the folders around a file say something, too (`_drafts/`, `my-post/index.md`).
fn path_of(input: &Path) -> String {
    if is_stdin(input) {
        return "paste".to_owned();
    }
    let folders = input.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    folders.collect::<Vec<_>>().join("/")
}

fn display(input: &Path) -> String {
    if is_stdin(input) { "stdin".to_owned() } else { input.to_string_lossy().into_owned() }
}
