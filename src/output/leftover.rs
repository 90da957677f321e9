//! What builds leave beside the output folder: an old output or an unfinished stage comes in;
//! nothing of it stays but the foreign files, which go back into the output folder.
//!
//! A leftover is only ever removed by its own marker. An unfinished stage is the tool's as a
//! whole. A finished output, whether it was swapped out or never swapped in, is the tool's as far
//! as its manifest says; all else in it is foreign. The marker is removed last, so that a process
//! killed here can be followed by another that does the same.

use std::collections::HashSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use super::folder::Places;
use super::layout::{by_depth, folders_of};
use super::manifest::{Manifest, Marker, Record, read_marker};
use super::rename::rename_to_free_name;
use super::survey::{Foreign, survey};
use crate::path::MARKER;

/// Gives the output folder its place back if a killed build left none, or an empty one.
///
/// # Errors
///
/// A rename fails.
pub(super) fn put_back(places: &Places) -> Result<()> {
    let live = &places.live;
    let Some(leftover) = to_put_back(places)? else { return Ok(()) };
    match fs::remove_dir(live) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        // It is there and has something in it.
        Err(_) => return Ok(()),
    }
    fs::rename(leftover, live).with_context(|| {
        format!("cannot put `{}` back as `{}`", leftover.display(), live.display())
    })
}

/// The output that is to take the place of the output folder, if a killed build left none, or an empty one.
///
/// # Errors
///
/// A marker cannot be read.
pub(super) fn to_put_back(places: &Places) -> Result<Option<&PathBuf>> {
    if fs::read_dir(&places.live).is_ok_and(|mut entries| entries.next().is_some()) {
        return Ok(None);
    }
    // The old output is the one that was there; a finished stage is a whole output as well.
    for leftover in [&places.retired, &places.stage] {
        if matches!(read_marker(leftover)?, Marker::Sound(_)) {
            return Ok(Some(leftover));
        }
    }
    Ok(None)
}

/// Removes from `tree` the files of `stale`, and the folders in which nothing of `rest` lies.
///
/// # Errors
///
/// A file cannot be removed.
pub(super) fn remove_records(tree: &Path, stale: &[Record], rest: &Manifest) -> Result<()> {
    let is_needed = folders_of(rest.records.iter().map(|record| &record.path));
    let mut empty: HashSet<&str> = HashSet::new();
    for record in stale {
        remove(&record.path.below(tree), |path| fs::remove_file(path))?;
        empty.extend(folders_of([&record.path]).into_keys());
    }
    empty.retain(|folder| !is_needed.contains_key(folder));
    for folder in by_depth(empty).iter().rev().flatten() {
        // One that others put something into stays.
        let _ = fs::remove_dir(tree.join(folder));
    }
    Ok(())
}

/// Removes the leftover at `tree`, if there is one; what is foreign in it goes back to `live`.
///
/// # Errors
///
/// The leftover is not the tool's, a foreign file finds its place taken, or removing fails.
pub(super) fn settle(tree: &Path, live: &Path) -> Result<()> {
    match read_marker(tree)? {
        Marker::Building => discard(tree),
        Marker::Sound(manifest) => clear(tree, &manifest, live),
        // Of what it wrote nothing is known, so all is kept.
        Marker::Damaged => clear(tree, &Manifest::default(), live),
        Marker::Absent => remove_unmarked(tree),
    }
}

/// Removes an old output: moves what is foreign in `tree` to `live`, then removes what `manifest`
/// lists, the folders, and the marker at last.
///
/// # Errors
///
/// A foreign file finds its place in `live` taken, or a file cannot be moved or removed.
pub(super) fn clear(tree: &Path, manifest: &Manifest, live: &Path) -> Result<()> {
    let folders = folders_of(manifest.records.iter().map(|record| &record.path));
    let folders: HashSet<&str> = folders.into_keys().collect();
    let survey = survey(tree, manifest, &folders)?;
    give_back(tree, &survey.foreign, live)?;
    manifest.records.par_iter().zip(&survey.stamps).try_for_each(
        |(record, stamp)| match stamp {
            Some(_) => remove(&record.path.below(tree), |path| fs::remove_file(path)),
            None => Ok(()),
        },
    )?;
    for level in by_depth(folders).iter().rev() {
        level
            .par_iter()
            .try_for_each(|folder| remove(&tree.join(folder), |path| fs::remove_dir(path)))?;
    }
    remove(&tree.join(MARKER), |path| fs::remove_file(path))?;
    remove(tree, |path| fs::remove_dir(path))
}

/// Moves what is foreign in `tree` to `live`.
///
/// # Errors
///
/// Its place in `live` is taken, or moving fails.
pub(super) fn give_back(tree: &Path, foreign: &[Foreign], live: &Path) -> Result<()> {
    foreign
        .iter()
        .try_for_each(|foreign| carry_over(&tree.join(&foreign.path), &live.join(&foreign.path)))
}

/// Removes a stage with all in it, the marker last.
///
/// # Errors
///
/// A file cannot be removed.
pub(super) fn discard(tree: &Path) -> Result<()> {
    let attempt = || format!("cannot list `{}`", tree.display());
    for entry in fs::read_dir(tree).with_context(attempt)? {
        let entry = entry.with_context(attempt)?;
        if entry.file_name() == MARKER {
            continue;
        }
        if entry.file_type().with_context(attempt)?.is_dir() {
            remove(&entry.path(), |path| fs::remove_dir_all(path))?;
        } else {
            remove(&entry.path(), |path| fs::remove_file(path))?;
        }
    }
    remove(&tree.join(MARKER), |path| fs::remove_file(path))?;
    remove(tree, |path| fs::remove_dir(path))
}

/// Removes a leftover without marker: a stage that was only just made, or a leftover of which all
/// was removed. Both are empty.
fn remove_unmarked(tree: &Path) -> Result<()> {
    match fs::read_dir(tree).map(|mut entries| entries.next()) {
        Ok(None) => remove(tree, |path| fs::remove_dir(path)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error).with_context(|| format!("cannot list `{}`", tree.display())),
        Ok(Some(_)) => bail!(
            "`{}` is needed for building and has files in it that rapporteur did not make\n\
             hint: move it away, or delete it if nothing in it is of use",
            tree.display()
        ),
    }
}

/// Moves a foreign file or folder from a leftover back into the output folder. Where both have the
/// folder, what is in it is moved.
fn carry_over(from: &Path, to: &Path) -> Result<()> {
    let attempt = || format!("cannot move `{}` to `{}`", from.display(), to.display());
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent).with_context(attempt)?;
    }
    let error = match rename_to_free_name(from, to) {
        Ok(()) => return Ok(()),
        Err(error) => error,
    };
    if error.kind() != ErrorKind::AlreadyExists {
        return Err(error).with_context(attempt);
    }
    if !(is_folder(from) && is_folder(to)) {
        return Err(error).with_context(attempt).context(format!(
            "`{}` was not written by rapporteur, and its place `{}` is taken\n\
             hint: keep one of the two and delete the other",
            from.display(),
            to.display()
        ));
    }
    for entry in fs::read_dir(from).with_context(attempt)? {
        let entry = entry.with_context(attempt)?;
        carry_over(&entry.path(), &to.join(entry.file_name()))?;
    }
    remove(from, |path| fs::remove_dir(path))
}

/// Whether `path` is a folder and not a link to one.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Removes `path` in the given way; that it is not there is fine.
///
/// # Errors
///
/// It is there and cannot be removed.
pub(super) fn remove(path: &Path, way: impl Fn(&Path) -> io::Result<()>) -> Result<()> {
    match way(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove `{}`", path.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
