//! Reads a project folder into a `Snapshot`: an edge.
//!
//! Comes in: the folder and the clock; where a snapshot is there already, also what was touched since.
//! Goes out: a `Snapshot`. Hidden files and folders, editors' back-up files and everything outside
//! `site.yaml`, `content/`, `templates/` and `static/` are left alone; symbolic links are followed only
//! inside the project.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use walkdir::WalkDir;
use xxhash_rust::xxh3::xxh3_128;

use super::{Asset, MAX_SOURCE_BYTES, Snapshot, Source, Unreadable};
use crate::path::SourcePath;

/// The parts of a project folder that are read.
pub const PARTS: [&str; 4] = ["site.yaml", "content", "templates", "static"];

/// Reads the project at `folder`. `now` is in seconds since 1970 UTC.
///
/// # Errors
/// When there is no `site.yaml`, or a file or folder cannot be read.
pub fn load(folder: &Path, now: i64) -> Result<Snapshot> {
    let (sources, assets) = read(find_all(folder)?)?;
    Ok(Snapshot::new(sources, assets, now))
}

/// Reads anew what was touched since `previous` was read: files, or folders with all that is in them.
/// The rest, and the clock, stay as they are.
///
/// # Errors
/// As for `load`.
pub fn reload(
    previous: &Snapshot,
    folder: &Path,
    touched: &BTreeSet<SourcePath>,
) -> Result<Snapshot> {
    let root = root_of(folder)?;
    let is_touched = |path: &str| {
        let mut parents = path.match_indices('/').map(|(at, _)| &path[..at]);
        touched.contains(path) || parents.any(|parent| touched.contains(parent))
    };
    let mut found = Vec::new();
    for path in touched.iter().filter(|path| !is_touched(path.folder())) {
        find(folder, &root, path.as_str(), &mut found)?;
    }
    let (mut sources, mut assets) = read(found)?;
    let kept = previous.sources.iter().filter(|source| !is_touched(source.path.as_str()));
    sources.extend(kept.cloned());
    let kept = previous.assets.iter().filter(|asset| !is_touched(asset.path.as_str()));
    assets.extend(kept.cloned());
    Ok(Snapshot::new(sources, assets, previous.now))
}

/// All files of the project with a mark that changes with their length and their time of change,
/// sorted by path. No file is read.
///
/// # Errors
/// As for `load`.
pub fn look(folder: &Path) -> Result<Vec<(SourcePath, u128)>> {
    let mark = |found: Found| read_asset(found).map(|asset| (asset.path, asset.fingerprint)).ok();
    let mut marks: Vec<_> = find_all(folder)?.into_par_iter().filter_map(mark).collect();
    marks.sort_unstable();
    Ok(marks)
}

/// The path of a file or folder that is part of the project; none for what is left alone. `path` is
/// relative to the project folder.
pub fn part_of_project(path: &Path) -> Option<SourcePath> {
    let first = path.iter().next()?.to_str()?;
    if !PARTS.contains(&first) || path.iter().any(is_ignored) {
        return None;
    }
    path.to_str().map(SourcePath::new)
}

/// The project folder with links resolved.
///
/// # Errors
/// When there is no `site.yaml` in it.
pub fn root_of(folder: &Path) -> Result<PathBuf> {
    let settings = folder.join("site.yaml");
    if !settings.is_file() {
        bail!(
            "no site here: `{}` does not exist\nhint: run the command in a folder with a `site.yaml`, or name one with `--project`",
            settings.display()
        );
    }
    folder
        .canonicalize()
        .with_context(|| format!("could not resolve the project folder `{}`", folder.display()))
}

fn find_all(folder: &Path) -> Result<Vec<Found>> {
    let root = root_of(folder)?;
    let mut found = Vec::new();
    for part in PARTS {
        find(folder, &root, part, &mut found)?;
    }
    Ok(found)
}

/// Reads files; those that were deleted meanwhile are left out.
fn read(found: Vec<Found>) -> Result<(Vec<Source>, Vec<Asset>)> {
    let read = |found: Found| -> Result<Option<Read>> {
        let attempt = format!("could not read `{}`", found.file.display());
        let read = if is_text(&found.path) {
            read_source(found).map(Read::Source)
        } else {
            read_asset(found).map(Read::Asset)
        };
        match read {
            Ok(read) => Ok(Some(read)),
            Err(error) if is_gone(&error) => Ok(None),
            Err(error) => Err(error).context(attempt),
        }
    };
    let (mut sources, mut assets) = (Vec::new(), Vec::new());
    for read in found
        .into_par_iter()
        .filter_map(|found| read(found).transpose())
        .collect::<Result<Vec<_>>>()?
    {
        match read {
            Read::Source(source) => sources.push(source),
            Read::Asset(asset) => assets.push(asset),
        }
    }
    Ok((sources, assets))
}

struct Found {
    path: SourcePath,
    file: PathBuf,
}

enum Read {
    Source(Source),
    Asset(Asset),
}

/// Lists the file at `path`, or all files below it.
fn find(folder: &Path, root: &Path, path: &str, found: &mut Vec<Found>) -> Result<()> {
    let start = folder.join(path);
    if !start.exists() {
        return Ok(());
    }
    refuse_if_outside(&start, root)?;
    let walk = WalkDir::new(&start).follow_links(true).into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_ignored(entry.file_name())) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if is_of_no_account(&error) => continue,
            Err(error) => {
                let attempt = format!("could not list the folder `{}`", start.display());
                return Err(error).context(attempt);
            }
        };
        if entry.path_is_symlink() {
            refuse_if_outside(entry.path(), root)?;
        }
        if !entry.file_type().is_file() {
            continue;
        }
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let Some(relative) = relative.to_str() else {
            bail!("the name of `{}` is not UTF-8\nhint: rename the file", entry.path().display());
        };
        found.push(Found { path: SourcePath::new(relative), file: entry.into_path() });
    }
    Ok(())
}

/// What a link leads to must be in the project, as must be all that is in a linked folder.
fn refuse_if_outside(path: &Path, root: &Path) -> Result<()> {
    if path.canonicalize().is_ok_and(|target| target.starts_with(root)) {
        return Ok(());
    }
    bail!(
        "`{}` is a link to a file outside the project\nhint: copy the file into the project",
        path.display()
    )
}

/// Links of editors that lead nowhere (Emacs locks a file by one), and files that were deleted while
/// the folder was listed.
fn is_of_no_account(error: &walkdir::Error) -> bool {
    let Some(path) = error.path() else { return false };
    path.file_name().is_some_and(is_ignored)
        || !path.is_symlink() && error.io_error().is_some_and(is_gone)
}

fn is_gone(error: &io::Error) -> bool {
    error.kind() == ErrorKind::NotFound
}

fn is_ignored(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with(['.', '#'])
        || ["~", ".swp", "___jb_tmp___", "___jb_old___"].iter().any(|end| name.ends_with(end))
}

/// Articles, actors and settings, and every template; all else is copied as it is.
fn is_text(path: &SourcePath) -> bool {
    let in_templates = path.as_str().starts_with("templates/");
    let in_content = path.as_str().starts_with("content/") || !path.as_str().contains('/');
    let ending = path.ending();
    match ending.as_str() {
        "md" | "yaml" | "yml" => in_content || in_templates,
        "html" | "atom" | "xml" | "txt" | "css" => in_templates,
        _ => false,
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the edge that reads the project folder")]
fn read_source(found: Found) -> io::Result<Source> {
    let Found { path, file } = found;
    let bytes = std::fs::metadata(&file)?.len();
    if bytes > MAX_SOURCE_BYTES {
        let text = Err(Unreadable::TooLarge { bytes });
        return Ok(Source { path, text, hash: u128::from(bytes) });
    }
    Ok(Source::new(path, &std::fs::read(&file)?))
}

fn read_asset(found: Found) -> io::Result<Asset> {
    let metadata = std::fs::metadata(&found.file)?;
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let stamp = format!("{} {:?}", metadata.len(), modified.unwrap_or_default());
    Ok(Asset { path: found.path, fingerprint: xxh3_128(stamp.as_bytes()) })
}
