//! Reads a project folder into a `Snapshot`: an edge.
//!
//! Comes in: the folder and the clock. Goes out: a `Snapshot`. Hidden files and folders, editors'
//! back-up files and everything outside `site.yaml`, `content/`, `templates/` and `static/` are left
//! alone; symbolic links are followed only inside the project.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use walkdir::WalkDir;
use xxhash_rust::xxh3::xxh3_128;

use super::{Asset, MAX_SOURCE_BYTES, Snapshot, Source, Unreadable};
use crate::path::SourcePath;

/// Reads the project at `folder`. `now` is in seconds since 1970 UTC.
///
/// # Errors
/// When there is no `site.yaml`, or a file or folder cannot be read.
pub fn load(folder: &Path, now: i64) -> Result<Snapshot> {
    let settings = folder.join("site.yaml");
    if !settings.is_file() {
        bail!(
            "no site here: `{}` does not exist\nhint: run the command in a folder with a `site.yaml`, or name one with `--project`",
            settings.display()
        );
    }
    let root = folder
        .canonicalize()
        .with_context(|| format!("could not resolve the project folder `{}`", folder.display()))?;
    let mut found = vec![Found { path: SourcePath::new("site.yaml"), file: settings }];
    for part in ["content", "templates", "static"] {
        find(folder, &root, part, &mut found)?;
    }
    let read = |found: Found| -> Result<Read> {
        if is_text(&found.path) {
            read_source(found).map(Read::Source)
        } else {
            read_asset(found).map(Read::Asset)
        }
    };
    let (mut sources, mut assets) = (Vec::new(), Vec::new());
    for read in found.into_par_iter().map(read).collect::<Result<Vec<_>>>()? {
        match read {
            Read::Source(source) => sources.push(source),
            Read::Asset(asset) => assets.push(asset),
        }
    }
    Ok(Snapshot::new(sources, assets, now))
}

struct Found {
    path: SourcePath,
    file: PathBuf,
}

enum Read {
    Source(Source),
    Asset(Asset),
}

fn find(folder: &Path, root: &Path, part: &str, found: &mut Vec<Found>) -> Result<()> {
    let start = folder.join(part);
    if !start.exists() {
        return Ok(());
    }
    let walk = WalkDir::new(&start).follow_links(true).into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_ignored(entry.file_name())) {
        let entry =
            entry.with_context(|| format!("could not list the folder `{}`", start.display()))?;
        if !entry.file_type().is_file() {
            continue;
        }
        if entry.path_is_symlink() || entry.depth() > 1 && passes_a_link(entry.path(), &start) {
            let target = entry.path().canonicalize();
            if !target.is_ok_and(|target| target.starts_with(root)) {
                bail!(
                    "`{}` is a link to a file outside the project\nhint: copy the file into the project",
                    entry.path().display()
                );
            }
        }
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let Some(relative) = relative.to_str() else {
            bail!("the name of `{}` is not UTF-8\nhint: rename the file", entry.path().display());
        };
        found.push(Found { path: SourcePath::new(relative), file: entry.into_path() });
    }
    Ok(())
}

fn passes_a_link(file: &Path, start: &Path) -> bool {
    file.ancestors().skip(1).take_while(|folder| *folder != start).any(Path::is_symlink)
}

fn is_ignored(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') || name.ends_with('~') || name.starts_with('#') || name.ends_with(".swp")
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
fn read_source(found: Found) -> Result<Source> {
    let Found { path, file } = found;
    let attempt = || format!("could not read `{}`", file.display());
    let bytes = std::fs::metadata(&file).with_context(attempt)?.len();
    if bytes > MAX_SOURCE_BYTES {
        let text = Err(Unreadable::TooLarge { bytes });
        return Ok(Source { path, text, hash: u128::from(bytes) });
    }
    let bytes = std::fs::read(&file).with_context(attempt)?;
    Ok(Source::new(path, &bytes))
}

fn read_asset(found: Found) -> Result<Asset> {
    let attempt = || format!("could not look at `{}`", found.file.display());
    let metadata = std::fs::metadata(&found.file).with_context(attempt)?;
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let stamp = format!("{} {:?}", metadata.len(), modified.unwrap_or_default());
    Ok(Asset { path: found.path, fingerprint: xxh3_128(stamp.as_bytes()) })
}
