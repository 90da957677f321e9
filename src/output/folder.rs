//! The output folder: a place comes in, a checked and locked folder with its manifest goes out.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use super::content::Fingerprint;
use super::guard::{Surroundings, home_folder, safe_place};
use super::leftover;
use super::lock::Lock;
use super::manifest::{Manifest, Marker, Record, read_marker, write_marker};
use super::spare::Spare;
use super::stage::{SwapWay, swap_in};
use super::survey::survey_own;
use crate::path::{MARKER, OutputPath};

/// A folder in which this process, and no other, may make the output.
///
/// It is locked until this is dropped or the process ends. The folder itself need not exist yet.
#[derive(Debug)]
pub struct OutputFolder {
    pub(super) places: Places,
    /// What the folder said of itself when it was opened, or when it was last written.
    pub(super) marker: Marker,
    /// The spare that was found beside the folder when it was opened, for the first sync.
    pub(super) spare: Option<Spare>,
    /// How the new output takes the place of the old one.
    pub(super) swap_way: SwapWay,
    pub(super) old_output: OldOutput,
    _lock: Lock,
}

/// What becomes of an old output when a new one has taken its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OldOutput {
    /// It is removed at once.
    Removed,
    /// It stays beside the folder as a spare until the [`OutputFolder`] is dropped. The next output
    /// is made from it, which takes little where little differs.
    Spared,
    /// As with [`OldOutput::Spared`], but the spare stays when the [`OutputFolder`] is dropped, for the next process.
    LaidBy,
    /// It stays beside the folder, whole and for good, so that it can be gone back to. The next output
    /// is made from it.
    Kept,
}

/// The output folder and what stands beside it.
#[derive(Debug, Clone)]
pub(super) struct Places {
    /// The output folder, with links resolved.
    pub live: PathBuf,
    /// Where an output is made; after an exchange, where the old one is. A spare rests there.
    pub stage: PathBuf,
    /// Where the old output is put if names cannot be exchanged.
    pub retired: PathBuf,
    /// Where a marker is written before it takes its place.
    pub draft: PathBuf,
    /// The file that is locked.
    pub lock: PathBuf,
}

impl OutputFolder {
    /// Opens the folder at `path` for building, after checking that it is safe to do so. What a
    /// killed build left beside it is cleaned up, or put back.
    ///
    /// `project` is the project folder; `inputs` are all folders that a build reads.
    ///
    /// # Errors
    ///
    /// - The place is dangerous: the root of the file system, the home folder, the project folder,
    ///   a folder around one of these, or a folder around or inside one of `inputs`.
    /// - There is a file, or a folder with something in it that this tool did not make. Nothing in
    ///   it is touched.
    /// - Another process builds there.
    /// - What a killed build left cannot be cleaned up without losing a foreign file.
    pub fn open(
        path: &Path,
        project: &Path,
        inputs: &[PathBuf],
        old_output: OldOutput,
    ) -> Result<Self> {
        let home = home_folder();
        let surroundings = Surroundings { project, inputs, home: home.as_deref() };
        let places = Places::beside(safe_place(path, surroundings)?)?;
        if let Some(parent) = places.live.parent() {
            fs::create_dir_all(parent)
                .with_context(|| format!("cannot make the folder `{}`", parent.display()))?;
        }
        let lock = Lock::take(&places.lock, &places.live)?;
        let marker = places.recover()?;
        let spare = match old_output {
            OldOutput::Removed | OldOutput::Spared => None,
            OldOutput::LaidBy => Spare::find(&places)?.filter(|spare| spare.is_at_rest(&marker)),
            // A process that was killed after the swap has left what is foreign in there.
            OldOutput::Kept => Spare::find(&places)?,
        };
        if spare.is_none() {
            leftover::settle(&places.stage, &places.live)?;
        }
        Ok(Self { places, marker, spare, swap_way: SwapWay::Exchange, old_output, _lock: lock })
    }

    /// The note that was written with the last output at `path`, if its manifest is sound. Nothing is locked,
    /// made, removed or moved, not even what a killed build left.
    ///
    /// # Errors
    ///
    /// The place is dangerous, or has something in it that this tool did not make.
    pub fn look(path: &Path, project: &Path, inputs: &[PathBuf]) -> Result<Option<Vec<u8>>> {
        let home = home_folder();
        let surroundings = Surroundings { project, inputs, home: home.as_deref() };
        let places = Places::beside(safe_place(path, surroundings)?)?;
        // Whoever opens the folder gives its place back first.
        let tree = leftover::to_put_back(&places)?.unwrap_or(&places.live);
        match read_marker(tree)? {
            Marker::Sound(manifest) => Ok(Some(manifest.note)),
            Marker::Absent => refuse_if_filled(&places.live).map(|()| None),
            Marker::Building | Marker::Damaged => Ok(None),
        }
    }

    /// The folder in full, with links resolved.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.places.live
    }

    /// The note that was written with the last output, if its manifest is sound.
    #[must_use]
    pub fn note(&self) -> Option<&[u8]> {
        match &self.marker {
            Marker::Sound(manifest) => Some(&manifest.note),
            Marker::Absent | Marker::Building | Marker::Damaged => None,
        }
    }

    /// The fingerprints of the outputs at `paths`, as they were last written; none unless all are known.
    #[must_use]
    pub fn fingerprints(&self, paths: &[OutputPath]) -> Option<Vec<Fingerprint>> {
        let Marker::Sound(manifest) = &self.marker else { return None };
        let fingerprint = |path: &OutputPath| {
            let place = manifest.records.binary_search_by(|record| record.path.cmp(path)).ok()?;
            Some(manifest.records[place].fingerprint)
        };
        paths.par_iter().map(fingerprint).collect()
    }

    /// Writes another note and removes the outputs at `stale`, where every other file is as it was last
    /// written; says whether it did. What is kept beside the folder stays as it is.
    ///
    /// # Errors
    ///
    /// The folder cannot be listed, an output not be removed, or the note not be written.
    pub fn renote(&mut self, note: &[u8], stale: &[String]) -> Result<bool> {
        let Marker::Sound(manifest) = &self.marker else { return Ok(false) };
        let is_stale = |record: &Record| stale.iter().any(|path| path == record.path.as_str());
        let (stale, records): (Vec<Record>, _) =
            manifest.records.iter().cloned().partition(is_stale);
        let manifest = Manifest { note: note.to_vec(), records };
        if !is_whole(&self.places.live, &manifest)? {
            return Ok(false);
        }
        // The marker is written last: a process that is killed before is followed by one that does the same.
        leftover::remove_records(&self.places.live, &stale, &manifest)?;
        write_marker(&self.places.live, &self.places.draft, &manifest)?;
        self.marker = Marker::Sound(manifest);
        Ok(true)
    }

    /// Puts the output before the present one, which was [`OldOutput::Kept`], in its place again, and
    /// keeps the present one instead. What is foreign stays in the folder.
    ///
    /// # Errors
    ///
    /// There is none, or something cannot be moved.
    pub fn swap_back(&mut self) -> Result<()> {
        let Places { live, stage, .. } = &self.places;
        let (Marker::Sound(present), Marker::Sound(before)) = (&self.marker, read_marker(stage)?)
        else {
            bail!(
                "no output before the present one is kept beside `{}`\n\
                 hint: there was only one, or `keep_previous` is off",
                live.display()
            );
        };
        if !is_whole(stage, &before)? {
            bail!(
                "the output before the present one, in `{}`, was changed by others\n\
                 hint: make and publish the earlier site again",
                stage.display()
            );
        }
        let present = present.clone();
        let old = swap_in(&self.places, self.swap_way)?;
        self.marker = Marker::Sound(before);
        match old {
            Some(old) => Spare::keep_whole(old, &present, &self.places),
            None => Ok(()),
        }
    }

    /// Whether the folder is as it was last written: each file has the size and time that it had
    /// then, and there is nothing that the tool did not write. No file is read.
    ///
    /// # Errors
    ///
    /// The folder cannot be listed.
    pub fn intact(&self) -> Result<bool> {
        let Marker::Sound(manifest) = &self.marker else { return Ok(false) };
        let survey = survey_own(&self.places.live, manifest)?;
        let mut files = manifest.records.iter().zip(&survey.stamps);
        Ok(survey.is_marked
            && survey.foreign.is_empty()
            && files.all(|(record, stamp)| *stamp == Some(record.stamp)))
    }
}

/// Whether all files of a tree are as its manifest says. There may be others.
fn is_whole(tree: &Path, manifest: &Manifest) -> Result<bool> {
    let survey = survey_own(tree, manifest)?;
    let mut files = manifest.records.iter().zip(&survey.stamps);
    Ok(files.all(|(record, stamp)| *stamp == Some(record.stamp)))
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        if self.old_output == OldOutput::Spared {
            // The lock is held still. If this fails, it is done when the folder is opened next.
            let _ = leftover::settle(&self.places.stage, &self.places.live);
        }
    }
}

impl Places {
    /// Puts right what an earlier build left, and reads the marker of the output folder. What is in
    /// the place of the stage is left: it may be a spare.
    ///
    /// # Errors
    ///
    /// The folder is not the tool's, or something cannot be moved, removed or read.
    pub(super) fn recover(&self) -> Result<Marker> {
        leftover::remove(&self.draft, |path| fs::remove_file(path))?;
        leftover::put_back(self)?;
        let marker = read_marker(&self.live)?;
        if marker == Marker::Absent {
            refuse_if_filled(&self.live)?;
        }
        leftover::settle(&self.retired, &self.live)?;
        Ok(marker)
    }

    /// The places beside `live`, in the same folder and so on the same file system.
    fn beside(live: PathBuf) -> Result<Self> {
        let name = live.file_name().with_context(|| format!("`{}` has no name", live.display()))?;
        let place = |suffix: &str| {
            let mut hidden = OsString::from(".");
            hidden.push(name);
            hidden.push(".rapporteur-");
            hidden.push(suffix);
            live.with_file_name(hidden)
        };
        let (stage, retired) = (place("new"), place("old"));
        let (draft, lock) = (place("marker"), place("lock"));
        Ok(Self { live, stage, retired, draft, lock })
    }
}

/// Refuses a folder without marker that has anything in it.
fn refuse_if_filled(folder: &Path) -> Result<()> {
    match fs::read_dir(folder).map(|mut entries| entries.next()) {
        Ok(None) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error).with_context(|| format!("cannot list `{}`", folder.display())),
        Ok(Some(_)) => bail!(
            "`{}` is not empty and was not made by rapporteur (it has no file `{MARKER}`), so \
             nothing is written there\n\
             hint: name a new folder, or move away what is in this one",
            folder.display()
        ),
    }
}

#[cfg(test)]
mod tests;
