//! Reads a project folder into a `Snapshot`: an edge.
//!
//! Comes in: the folder and the clock; where a snapshot is there already, also what was touched since.
//! Goes out: a `Snapshot`. Hidden files and folders, editors' back-up files and everything outside
//! `site.yaml`, `content/`, `templates/` and `static/` are left alone; symbolic links are followed only
//! inside the project, and one that leads nowhere is an error.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context, Error, Result, anyhow, bail};
use rayon::prelude::*;
use walkdir::WalkDir;
use xxhash_rust::xxh3::xxh3_128;

use super::{Asset, MAX_SOURCE_BYTES, Snapshot, Source, Unreadable};
use crate::path::SourcePath;

/// The parts of a project folder that are read. Sorted, so that of several mistakes every reading tells
/// the same one.
pub const PARTS: [&str; 4] = ["content", "site.yaml", "static", "templates"];

/// What the files of a project look like.
#[derive(Debug, Default)]
pub struct Look {
    /// All files with a mark that changes with their length and their time of change, sorted by path.
    /// For a link they are those of the file that it leads to.
    pub marks: Vec<(SourcePath, u128)>,
    /// Whether there are symbolic links among the files and folders.
    pub has_links: bool,
}

/// Reads the project at `folder`. `now` is in seconds since 1970 UTC.
///
/// # Errors
/// When there is no `site.yaml`, or a file or folder cannot be read.
pub fn load(folder: &Path, now: i64) -> Result<Snapshot> {
    let (sources, assets) = read(find_all(folder)?.files)?;
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
    let mut found = Found::default();
    for path in touched.iter().filter(|path| !is_touched(path.folder())) {
        find(folder, &root, path.as_str(), &mut found)?;
    }
    let (mut sources, mut assets) = read(found.files)?;
    let kept = previous.sources.iter().filter(|source| !is_touched(source.path.as_str()));
    sources.extend(kept.cloned());
    let kept = previous.assets.iter().filter(|asset| !is_touched(asset.path.as_str()));
    assets.extend(kept.cloned());
    Ok(Snapshot::new(sources, assets, previous.now))
}

/// Looks at all files of the project. No file is read.
///
/// # Errors
/// As for `load`.
pub fn look(folder: &Path) -> Result<Look> {
    let mark = |file: FoundFile| read_asset(file).map(|asset| (asset.path, asset.fingerprint)).ok();
    let Found { files, has_links } = find_all(folder)?;
    let mut marks: Vec<_> = files.into_par_iter().filter_map(mark).collect();
    marks.sort_unstable();
    Ok(Look { marks, has_links })
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

fn find_all(folder: &Path) -> Result<Found> {
    let root = root_of(folder)?;
    let mut found = Found::default();
    for part in PARTS {
        find(folder, &root, part, &mut found)?;
    }
    Ok(found)
}

/// Reads files; those that were deleted meanwhile are left out.
fn read(files: Vec<FoundFile>) -> Result<(Vec<Source>, Vec<Asset>)> {
    let read = |found: FoundFile| -> Result<Option<Read>> {
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
    for read in files
        .into_par_iter()
        .filter_map(|file| read(file).transpose())
        .collect::<Result<Vec<_>>>()?
    {
        match read {
            Read::Source(source) => sources.push(source),
            Read::Asset(asset) => assets.push(asset),
        }
    }
    Ok((sources, assets))
}

#[derive(Default)]
struct Found {
    files: Vec<FoundFile>,
    has_links: bool,
}

struct FoundFile {
    path: SourcePath,
    file: PathBuf,
}

enum Read {
    Source(Source),
    Asset(Asset),
}

/// Lists the file at `path`, or all files below it; nothing where nothing is.
fn find(folder: &Path, root: &Path, path: &str, found: &mut Found) -> Result<()> {
    let start = folder.join(path);
    match start.symlink_metadata() {
        Ok(metadata) => found.has_links |= metadata.is_symlink(),
        Err(error) if is_gone(&error) => return Ok(()),
        Err(error) => return Err(error).with_context(|| format!("could not look at `{path}`")),
    }
    refuse_if_outside(&start, folder, root)?;
    let walk = WalkDir::new(&start).follow_links(true).into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_ignored(entry.file_name())) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if is_of_no_account(&error) => continue,
            Err(error) => return Err(why_not_listed(error, &start, folder)),
        };
        if entry.path_is_symlink() {
            found.has_links = true;
            refuse_if_outside(entry.path(), folder, root)?;
        }
        if !entry.file_type().is_file() {
            continue;
        }
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let Some(relative) = relative.to_str() else {
            bail!("the name of `{}` is not UTF-8\nhint: rename the file", relative.display());
        };
        found.files.push(FoundFile { path: SourcePath::new(relative), file: entry.into_path() });
    }
    Ok(())
}

/// What a link leads to must be there, and in the project, as must be all that is in a linked folder.
/// What was deleted meanwhile is not refused.
fn refuse_if_outside(path: &Path, folder: &Path, root: &Path) -> Result<()> {
    match path.canonicalize() {
        Ok(target) if target.starts_with(root) => Ok(()),
        Ok(_) => bail!(
            "`{}` is a link to a file outside the project\nhint: copy the file into the project",
            path.strip_prefix(folder).unwrap_or(path).display()
        ),
        Err(_) if path.is_symlink() => Err(leads_nowhere(path, folder)),
        Err(error) if is_gone(&error) => Ok(()),
        Err(error) => Err(error).with_context(|| {
            format!("could not look at `{}`", path.strip_prefix(folder).unwrap_or(path).display())
        }),
    }
}

fn leads_nowhere(link: &Path, folder: &Path) -> Error {
    anyhow!(
        "`{}` is a link that leads nowhere\nhint: mend the link, or delete it",
        link.strip_prefix(folder).unwrap_or(link).display()
    )
}

/// `start` is what is named where the error does not tell of a path.
fn why_not_listed(error: walkdir::Error, start: &Path, folder: &Path) -> Error {
    let path = error.path().unwrap_or(start).to_path_buf();
    let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
    match error.into_io_error() {
        Some(_) if path.is_symlink() && !path.exists() => leads_nowhere(&path, folder),
        Some(error) => Error::new(error).context(format!("could not list `{name}`")),
        None => anyhow!("`{name}` is a link to a folder that it is in\nhint: delete the link"),
    }
}

/// Links of editors that lead nowhere (Emacs locks a file by one), and files that were deleted while
/// the folder was listed.
fn is_of_no_account(error: &walkdir::Error) -> bool {
    let Some(path) = error.path() else { return false };
    path.file_name().is_some_and(is_ignored)
        || !path.is_symlink() && error.io_error().is_some_and(is_gone)
}

fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
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
fn read_source(found: FoundFile) -> io::Result<Source> {
    let FoundFile { path, file } = found;
    let bytes = std::fs::metadata(&file)?.len();
    if bytes > MAX_SOURCE_BYTES {
        let text = Err(Unreadable::TooLarge { bytes });
        return Ok(Source { path, text, hash: u128::from(bytes) });
    }
    Ok(Source::new(path, &std::fs::read(&file)?))
}

fn read_asset(found: FoundFile) -> io::Result<Asset> {
    let metadata = std::fs::metadata(&found.file)?;
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let stamp = format!("{} {:?}", metadata.len(), modified.unwrap_or_default());
    let fingerprint = xxh3_128(stamp.as_bytes());
    Ok(Asset { path: found.path, fingerprint, n_bytes: metadata.len() })
}

#[cfg(test)]
#[cfg(unix)]
#[expect(clippy::disallowed_methods, reason = "a test makes the folder that is read")]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    /// What a whole reading and one of the link alone say of `content/articles/z.md` as a link.
    #[track_caller]
    fn check_link(target: &str, expect: &str) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content/articles")).unwrap();
        fs::write(folder.path().join("site.yaml"), "title: Test\n").unwrap();
        let before = load(folder.path(), 0).unwrap();
        symlink(target, folder.path().join("content/articles/z.md")).unwrap();
        let touched = BTreeSet::from([SourcePath::new("content/articles/z.md")]);
        let whole = load(folder.path(), 0).unwrap_err();
        let alone = reload(&before, folder.path(), &touched).unwrap_err();
        assert_eq!(format!("{whole:#}"), expect);
        assert_eq!(format!("{alone:#}"), expect);
        assert_eq!(format!("{:#}", look(folder.path()).unwrap_err()), expect);
    }

    #[test]
    fn a_link_that_cannot_be_followed_is_told_in_the_same_words_by_every_reading() {
        let nowhere = "`content/articles/z.md` is a link that leads nowhere\n\
                       hint: mend the link, or delete it";
        check_link("none.md", nowhere);
        check_link("z.md", nowhere);
        check_link("../../site.yaml/none.md", nowhere);
        let outside = "`content/articles/z.md` is a link to a file outside the project\n\
                       hint: copy the file into the project";
        check_link("/", outside);
    }

    #[test]
    fn a_look_tells_of_links_and_its_marks_change_with_what_they_lead_to() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content")).unwrap();
        fs::write(folder.path().join("site.yaml"), "title: Test\n").unwrap();
        fs::write(folder.path().join("one.md"), "One.\n").unwrap();
        assert!(!look(folder.path()).unwrap().has_links);
        symlink("../one.md", folder.path().join("content/one.md")).unwrap();
        let before = look(folder.path()).unwrap();
        assert!(before.has_links);
        fs::write(folder.path().join("one.md"), "Another one.\n").unwrap();
        assert_ne!(look(folder.path()).unwrap().marks, before.marks);
    }
}
