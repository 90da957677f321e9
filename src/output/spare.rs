//! The spare: the output that was swapped out comes in, a tree from which the next output is made
//! goes out.
//!
//! Two outputs in a row differ in a few files, so to bring the older of the two up to date takes a
//! few calls, where to make a tree and to remove one takes some for each folder. Between two syncs
//! the spare rests where the stage is made. It is then like any old output that a killed process
//! left: it bears its own marker, so that whoever opens the folder next removes it by its manifest.
//!
//! An unchanged file is one file with two names, in the spare and in the output folder. So a file
//! of the spare is removed and made anew, never written into; and one that was edited through
//! either name is known by its stamp.
//!
//! A spare at rest, other than one that is kept to go back to, has no file that the present output has not, nor an
//! earlier version of one: what was withdrawn must not lie beside the output, where it may be published after all.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use rayon::prelude::*;

use super::folder::Places;
use super::layout::{Layout, by_depth, folders_of};
use super::leftover::{give_back, remove, settle};
use super::manifest::{Manifest, Marker, Record, Stamp, read_marker, write_marker};
use super::survey::survey_own;
use crate::path::OutputPath;

/// The output before the present one, with nothing foreign in it.
#[derive(Debug)]
pub(super) struct Spare {
    /// Its files. Those that are not as they were written have [`Stamp::UNKNOWN`].
    manifest: Manifest,
}

impl Spare {
    /// Puts the old output at `tree`, of which the tool wrote what `old` says, where spares rest; what
    /// is foreign in it goes to the output folder. Of its files only those stay that the present
    /// output has as well: `new`, which is of `layout`.
    ///
    /// # Errors
    ///
    /// A foreign file finds its place taken, or something cannot be read, moved or removed.
    pub(super) fn lay_by(
        tree: &Path,
        old: &Manifest,
        new: &Manifest,
        layout: &Layout<'_>,
        places: &Places,
    ) -> Result<()> {
        let survey = survey_own(tree, old)?;
        give_back(tree, &survey.foreign, &places.live)?;
        let spare = Self { manifest: old.clone() }.without_stale_files(tree, layout)?;
        spare.remove_other_versions(tree, new)?;
        if spare.manifest.records.len() < old.records.len() {
            // The names of what was withdrawn go as well. The tree is no whole output any more, so
            // that the note about it must not be believed.
            let manifest = Manifest { note: Vec::new(), ..spare.manifest };
            write_marker(tree, &places.draft, &manifest)?;
        }
        rest(tree, places)
    }

    /// Puts the old output at `tree`, of which the tool wrote what `old` says, where spares rest, as it
    /// is; what is foreign in it goes to the output folder.
    ///
    /// # Errors
    ///
    /// A foreign file finds its place taken, or something cannot be read or moved.
    pub(super) fn keep_whole(tree: &Path, old: &Manifest, places: &Places) -> Result<()> {
        let survey = survey_own(tree, old)?;
        give_back(tree, &survey.foreign, &places.live)?;
        rest(tree, places)
    }

    /// Finds the spare, if there is one. Anything else in its place is cleaned up; what is foreign
    /// in it goes to the output folder.
    ///
    /// # Errors
    ///
    /// What is there is not the tool's, or cannot be read, moved or removed.
    pub(super) fn find(places: &Places) -> Result<Option<Self>> {
        let Marker::Sound(mut manifest) = read_marker(&places.stage)? else {
            settle(&places.stage, &places.live)?;
            return Ok(None);
        };
        let survey = survey_own(&places.stage, &manifest)?;
        give_back(&places.stage, &survey.foreign, &places.live)?;
        for (record, stamp) in manifest.records.iter_mut().zip(survey.stamps) {
            if stamp != Some(record.stamp) {
                record.stamp = Stamp::UNKNOWN;
            }
        }
        Ok(Some(Self { manifest }))
    }

    /// Whether it has nothing that the present output, with that marker, has not. Where a process was killed between
    /// the swap and laying it by, it has.
    pub(super) fn is_at_rest(&self, present: &Marker) -> bool {
        let Marker::Sound(present) = present else { return false };
        self.manifest.records.iter().all(|record| {
            let place = present.records.binary_search_by(|other| other.path.cmp(&record.path));
            let is_gone = record.stamp == Stamp::UNKNOWN;
            place.is_ok_and(|record_idx| is_gone || present.records[record_idx] == *record)
        })
    }

    /// The file at `path`; it may be gone if its stamp is unknown.
    pub(super) fn file(&self, path: &OutputPath) -> Option<&Record> {
        let records = &self.manifest.records;
        let place = records.binary_search_by(|record| record.path.cmp(path));
        place.ok().map(|record_idx| &records[record_idx])
    }

    /// What is in it.
    pub(super) fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Removes from `tree`, where the spare is, the files and folders that an output of `layout`
    /// does not have.
    ///
    /// # Errors
    ///
    /// One cannot be removed.
    pub(super) fn without_stale_files(mut self, tree: &Path, layout: &Layout<'_>) -> Result<Self> {
        let folders = folders_of(self.manifest.records.iter().map(|record| &record.path));
        let stale: HashSet<&str> =
            folders.into_keys().filter(|folder| !layout.folders.contains(folder)).collect();
        self.manifest.records.par_iter().filter(|record| !layout.has(&record.path)).try_for_each(
            |record| remove(&record.path.below(tree), |path| fs::remove_file(path)),
        )?;
        for level in by_depth(stale).iter().rev() {
            level
                .par_iter()
                .try_for_each(|folder| remove(&tree.join(folder), |path| fs::remove_dir(path)))?;
        }
        self.manifest.records.retain(|record| layout.has(&record.path));
        Ok(self)
    }

    /// Removes from `tree`, where the spare is, the files that are not as `new` has them. They stay
    /// in the manifest, and with them the folders around them: where one is missed it is made anew.
    fn remove_other_versions(&self, tree: &Path, new: &Manifest) -> Result<()> {
        self.manifest.records.par_iter().try_for_each(|old| {
            let place = new.records.binary_search_by(|record| record.path.cmp(&old.path));
            if place.is_ok_and(|record_idx| new.records[record_idx] == *old) {
                return Ok(());
            }
            remove(&old.path.below(tree), |path| fs::remove_file(path))
        })
    }
}

/// Moves a tree to where spares rest, if it is not there already.
fn rest(tree: &Path, places: &Places) -> Result<()> {
    if tree == places.stage {
        return Ok(());
    }
    fs::rename(tree, &places.stage).with_context(|| {
        format!("cannot move `{}` to `{}`", tree.display(), places.stage.display())
    })
}
