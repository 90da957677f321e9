//! What stands in an output folder: the folder and its manifest come in, the state of each file
//! of the manifest and all that is foreign go out.

use std::collections::{HashMap, HashSet};
use std::fs::{self, DirEntry};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use rayon::prelude::*;

use super::layout::folders_of;
use super::manifest::{Manifest, Stamp};
use crate::path::MARKER;

/// What stands in an output folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Survey {
    /// Whether the folder is there and has its marker.
    pub is_marked: bool,
    /// For each record of the manifest, the file that stands there. `None` if there is none, or
    /// something that is not a file: that is foreign then.
    pub stamps: Vec<Option<Stamp>>,
    /// What the tool did not write, sorted by path.
    pub foreign: Vec<Foreign>,
}

/// Something in the output folder that the tool did not write.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Foreign {
    /// The path inside the output folder.
    pub path: PathBuf,
    pub kind: ForeignKind,
}

/// What a foreign thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ForeignKind {
    /// A file, a link or anything else that is not a folder.
    File,
    /// A folder with all in it, in which no output stands or is to stand.
    Folder,
}

/// Surveys the tree at `root` by what its own manifest says.
///
/// # Errors
///
/// A folder or the state of a file cannot be read.
pub(super) fn survey_own(root: &Path, manifest: &Manifest) -> Result<Survey> {
    let folders = folders_of(manifest.records.iter().map(|record| &record.path));
    survey(root, manifest, &folders.into_keys().collect())
}

/// Surveys `root`, in parallel. A `root` that does not exist is empty.
///
/// `folders` are those, by their path inside `root`, in which outputs stand or are to stand. All
/// others are foreign as a whole and not entered.
///
/// # Errors
///
/// A folder or the state of a file cannot be read.
pub(super) fn survey(root: &Path, manifest: &Manifest, folders: &HashSet<&str>) -> Result<Survey> {
    let records = manifest.records.iter().enumerate();
    let records: HashMap<&str, usize> =
        records.map(|(record_idx, record)| (record.path.as_str(), record_idx)).collect();
    let mut survey = Survey {
        is_marked: false,
        stamps: vec![None; manifest.records.len()],
        foreign: Vec::new(),
    };
    let mut level = vec![String::new()];
    while !level.is_empty() {
        let listings: Vec<Listing> = level
            .par_iter()
            .map(|folder| list(root, folder, &records, folders))
            .collect::<Result<_>>()?;
        level.clear();
        for listing in listings {
            for (record_idx, stamp) in listing.ours {
                survey.stamps[record_idx] = Some(stamp);
            }
            survey.foreign.extend(listing.foreign);
            survey.is_marked |= listing.is_marked;
            level.extend(listing.folders);
        }
    }
    survey.foreign.sort_unstable();
    Ok(survey)
}

/// What stands in one folder.
#[derive(Default)]
struct Listing {
    is_marked: bool,
    ours: Vec<(usize, Stamp)>,
    foreign: Vec<Foreign>,
    /// The folders to be entered, by their path inside the root.
    folders: Vec<String>,
}

/// Lists the folder at `inside`, a path inside `root`; it is empty for the root itself.
fn list(
    root: &Path,
    inside: &str,
    records: &HashMap<&str, usize>,
    folders: &HashSet<&str>,
) -> Result<Listing> {
    let folder = if inside.is_empty() { root.to_path_buf() } else { root.join(inside) };
    let mut listing = Listing::default();
    let attempt = || format!("cannot list `{}`", folder.display());
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        // The root need not exist, and another program may remove a folder meanwhile.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(listing),
        Err(error) => return Err(error).with_context(attempt),
    };
    for entry in entries {
        let entry = entry.with_context(attempt)?;
        place(&entry, inside, records, folders, &mut listing)
            .with_context(|| format!("cannot look at `{}`", entry.path().display()))?;
    }
    Ok(listing)
}

/// Puts `entry` where it belongs in `listing`.
fn place(
    entry: &DirEntry,
    inside: &str,
    records: &HashMap<&str, usize>,
    folders: &HashSet<&str>,
    listing: &mut Listing,
) -> Result<()> {
    let name = entry.file_name();
    let kind = entry.file_type()?;
    // A name that is not Unicode is not that of an output.
    let path = name.to_str().map(|name| match inside {
        "" => name.to_owned(),
        inside => format!("{inside}/{name}"),
    });
    if let Some(path) = path {
        if kind.is_dir() && folders.contains(path.as_str()) {
            listing.folders.push(path);
            return Ok(());
        }
        if kind.is_file() && path == MARKER {
            listing.is_marked = true;
            return Ok(());
        }
        if let Some(record_idx) = records.get(path.as_str()).filter(|_| kind.is_file()) {
            return match entry.metadata() {
                Ok(metadata) => {
                    listing.ours.push((*record_idx, Stamp::of(&metadata)));
                    Ok(())
                }
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
                Err(error) => Err(error.into()),
            };
        }
    }
    let kind = if kind.is_dir() { ForeignKind::Folder } else { ForeignKind::File };
    listing.foreign.push(Foreign { path: Path::new(inside).join(name), kind });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::content::Fingerprint;
    use super::super::manifest::Record;
    use super::*;
    use crate::path::OutputPath;

    /// Surveys a folder of `files` (a path ending in `/` is a folder), of which the tool wrote
    /// `ours`; expects these to be found, and the foreign ones.
    fn check(files: &[&str], ours: &[&str], found: &[&str], foreign: &[(&str, ForeignKind)]) {
        let root = tempfile::tempdir().unwrap();
        for file in files {
            let path = root.path().join(file);
            if file.ends_with('/') {
                fs::create_dir_all(path).unwrap();
            } else {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, file).unwrap();
            }
        }
        let record = |path: &&str| Record {
            path: OutputPath::new(path).unwrap(),
            fingerprint: Fingerprint(0),
            stamp: Stamp::UNKNOWN,
        };
        let manifest =
            Manifest { records: ours.iter().map(record).collect(), ..Manifest::default() };
        let folders: HashSet<&str> =
            manifest.records.iter().flat_map(|record| record.path.folders()).collect();
        let survey = survey(root.path(), &manifest, &folders).unwrap();
        let stamps = ours.iter().zip(&survey.stamps);
        let seen: Vec<&str> = stamps.filter_map(|(path, stamp)| stamp.map(|_| *path)).collect();
        assert_eq!(seen, found);
        let expect: Vec<Foreign> = foreign
            .iter()
            .map(|(path, kind)| Foreign { path: PathBuf::from(path), kind: *kind })
            .collect();
        assert_eq!(survey.foreign, expect);
    }

    #[test]
    fn files_are_ours_or_foreign() {
        use ForeignKind::{File, Folder};
        check(&[], &[], &[], &[]);
        check(&["a", "b/c"], &["a", "b/c"], &["a", "b/c"], &[]);
        check(&[".rapporteur", "a"], &["a", "b"], &["a"], &[]);
        check(&["CNAME", "a", "b/x"], &["a", "b/c"], &["a"], &[("CNAME", File), ("b/x", File)]);
        check(&[".git/x/y", "a/"], &["c"], &[], &[(".git", Folder), ("a", Folder)]);
        check(&["a/"], &["a"], &[], &[("a", Folder)]);
        check(&["a"], &["a/b"], &[], &[("a", File)]);
        check(&["b/.rapporteur"], &["b/c"], &[], &[("b/.rapporteur", File)]);
    }

    #[test]
    fn a_missing_folder_is_empty() {
        let root = tempfile::tempdir().unwrap();
        let survey = survey(&root.path().join("x"), &Manifest::default(), &HashSet::new()).unwrap();
        assert_eq!(survey, Survey { is_marked: false, stamps: vec![], foreign: vec![] });
    }

    #[cfg(unix)]
    #[test]
    fn a_link_and_a_name_that_is_not_unicode_are_foreign() {
        use std::os::unix::ffi::OsStrExt;
        let root = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("/", root.path().join("a")).unwrap();
        let name = std::ffi::OsStr::from_bytes(b"\xff");
        // Some file systems refuse such names; then there is nothing to be found.
        let n_foreign = 1 + usize::from(fs::write(root.path().join(name), "").is_ok());
        let manifest = Manifest {
            records: vec![Record {
                path: OutputPath::new("a").unwrap(),
                fingerprint: Fingerprint(0),
                stamp: Stamp::UNKNOWN,
            }],
            ..Manifest::default()
        };
        let survey = survey(root.path(), &manifest, &HashSet::new()).unwrap();
        assert_eq!(survey.stamps, [None]);
        assert_eq!(survey.foreign.len(), n_foreign);
        assert!(survey.foreign.iter().all(|foreign| foreign.kind == ForeignKind::File));
    }
}
