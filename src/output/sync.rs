//! Making the output folder equal to a set of outputs: the folder and the set come in, the folder
//! with exactly that set goes out.
//!
//! The steps are: see what stands there, ask for each output, make what is new in the stage, give
//! what is unchanged a second name there, write the manifest, swap, and remove the old output by its
//! own manifest or lay it by as a spare. Up to the swap the output folder is not touched; after it,
//! it is whole.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use super::content::{Fingerprint, Made};
use super::folder::{OldOutput, OutputFolder};
use super::layout::{Layout, folders_of};
use super::leftover;
use super::manifest::{Manifest, Marker, Record, Stamp, write_marker};
use super::spare::Spare;
use super::stage::Stage;
use super::survey::{Foreign, ForeignKind, Survey, survey};
use crate::path::OutputPath;

/// What a sync did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synced {
    /// Number of files that were written.
    pub n_written: usize,
    /// Number of files that were kept, with their inode and time.
    pub n_unchanged: usize,
    /// Number of files that were removed: the tool wrote them, and they are not expected any more.
    pub n_removed: usize,
    /// Number of bytes in the files that were written.
    pub n_bytes_written: u64,
    /// What the tool did not write and therefore kept, by path inside the output folder, sorted. A
    /// folder that is foreign as a whole stands for all in it.
    pub foreign: Vec<PathBuf>,
}

/// Makes `folder` hold exactly `outputs` and what is foreign in it, and remembers `note` there.
///
/// `make` is asked for each output, by its index in `outputs`, in parallel and once. It is told the
/// fingerprint in the manifest, unless the file on disk has not the size and time that it was
/// written with; if that is the output's fingerprint still, it need not make the content. If the
/// bytes come out as they are on disk, the file is kept. `on_done` is told each index when its file
/// is ready, also if nothing was to be done.
///
/// If nothing changed, nothing is touched. If only `note` did, only the marker is written anew.
///
/// If the manifest is damaged or of another version, every output is made. Files where an output
/// is to stand are then taken for the tool's; all others may be foreign, and are kept.
///
/// # Errors
///
/// - Two of `outputs` cannot stand in one folder, or one cannot stand beside a foreign file. Found
///   before anything is written; the error names both.
/// - `make` fails, or a file cannot be read or written. The folder is then as it was before.
/// - The old output cannot be removed after the swap. The folder is then as expected; the rest is
///   done when it is opened next.
pub fn sync(
    folder: &mut OutputFolder,
    outputs: &[OutputPath],
    note: &[u8],
    make: impl Fn(usize, Option<Fingerprint>) -> Result<Made> + Sync,
    on_done: impl Fn(usize) + Sync,
) -> Result<Synced> {
    let layout = Layout::of(outputs)?;
    // An earlier sync with this folder may have failed half-way.
    let marker = folder.places.recover()?;
    let found = folder.spare.take().filter(|_| marker == folder.marker);
    folder.marker = marker;
    let places = &folder.places;
    let spare = match (folder.old_output, found) {
        (OldOutput::Removed, _) => {
            leftover::settle(&places.stage, &places.live)?;
            None
        }
        (OldOutput::Spared | OldOutput::LaidBy | OldOutput::Kept, Some(found)) => Some(found),
        (OldOutput::Spared | OldOutput::LaidBy | OldOutput::Kept, None) => Spare::find(places)?,
    };
    let present = match &folder.marker {
        Marker::Sound(manifest) => Cow::Borrowed(manifest),
        Marker::Damaged | Marker::Building => Cow::Owned(presumed(outputs)),
        Marker::Absent => Cow::Owned(Manifest::default()),
    };
    let records = present.records.iter().map(|record| &record.path);
    let mut folders: HashSet<&str> = folders_of(records).into_keys().collect();
    folders.extend(&layout.folders);
    let survey = survey(&places.live, &present, &folders)?;
    refuse_if_obstructed(&places.live, &layout, &survey.foreign)?;
    let plan = Plan::new(outputs, &present, &survey);
    let foreign = survey.foreign.iter().map(|foreign| foreign.path.clone()).collect();
    let stage = match spare {
        Some(spare) => Stage::from_spare(places, spare, &layout)?,
        None => Stage::create(places)?,
    };
    if matches!(folder.marker, Marker::Damaged | Marker::Building) {
        // The old output must be removable by its manifest even if this process is killed.
        write_marker(&places.live, &places.draft, &only_found(&present, &survey))?;
    }
    let job = Build { stage, live: &places.live, outputs, plan: &plan };
    let built = match job.run(note, make, on_done) {
        Ok(built) => built,
        Err(error) => {
            // If this fails too, the next start does it; the first error is the one to be told.
            let _ = leftover::discard(&places.stage);
            return Err(error);
        }
    };
    let cleaned_up = if built.is_like_the_old(&plan) {
        if built.n_made > 0 || folder.note() != Some(note) {
            write_marker(&places.live, &places.draft, &built.manifest)?;
        }
        match folder.old_output {
            // It has lost what the present output has not: it is no output to go back to any more.
            OldOutput::Kept => leftover::discard(&places.stage),
            OldOutput::Removed | OldOutput::Spared | OldOutput::LaidBy => job.stage.end_unused(),
        }
    } else {
        match (job.stage.swap(folder.swap_way)?, folder.old_output) {
            (Some(old), OldOutput::Spared | OldOutput::LaidBy)
                if folder.marker != Marker::Absent =>
            {
                Spare::lay_by(old, &present, &built.manifest, &layout, places)
            }
            (Some(old), OldOutput::Kept) if folder.marker != Marker::Absent => {
                Spare::keep_whole(old, &present, places)
            }
            (Some(old), _) => leftover::clear(old, &present, &places.live),
            (None, _) => Ok(()),
        }
    };
    folder.marker = Marker::Sound(built.manifest);
    cleaned_up?;
    Ok(Synced {
        n_written: built.n_written,
        n_unchanged: outputs.len() - built.n_written,
        n_removed: plan.n_removed,
        n_bytes_written: built.n_bytes_written,
        foreign,
    })
}

/// What is known before anything is made.
struct Plan {
    /// For each output, what stands in its place.
    places: Vec<Option<Standing>>,
    /// Number of files on disk that are in the manifest and not expected.
    n_removed: usize,
    /// Whether there is an old output, every file of which is expected.
    keeps_old_files: bool,
}

/// A file in the place of an output.
#[derive(Clone, Copy)]
struct Standing {
    stamp: Stamp,
    /// The fingerprint of its bytes, if it is as the tool wrote it.
    fingerprint: Option<Fingerprint>,
}

impl Plan {
    fn new(outputs: &[OutputPath], present: &Manifest, survey: &Survey) -> Self {
        let files = present.records.iter().zip(&survey.stamps);
        let mut by_path: HashMap<_, _> =
            files.map(|(record, stamp)| (&record.path, (record, *stamp))).collect();
        let places = outputs.iter().map(|path| {
            let (record, stamp) = by_path.remove(path)?;
            let stamp = stamp?;
            let is_intact = record.stamp == stamp;
            Some(Standing { stamp, fingerprint: is_intact.then_some(record.fingerprint) })
        });
        let places = places.collect();
        let n_removed = by_path.values().filter(|(_, stamp)| stamp.is_some()).count();
        let keeps_old_files = survey.is_marked && by_path.is_empty();
        Self { places, n_removed, keeps_old_files }
    }
}

/// Making a new output in the stage.
struct Build<'a> {
    stage: Stage<'a>,
    live: &'a Path,
    outputs: &'a [OutputPath],
    plan: &'a Plan,
}

/// An output that was made.
struct Built {
    manifest: Manifest,
    /// Number of files of another fingerprint than in the manifest.
    n_made: usize,
    n_written: usize,
    n_bytes_written: u64,
}

/// What became of an output.
struct Outcome {
    fate: Fate,
    fingerprint: Fingerprint,
    stamp: Stamp,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Its fingerprint is the known one.
    Known,
    /// Its bytes are those of the file in the present output, which is to be kept.
    Same,
    /// It was written into the stage.
    Written,
}

impl Build<'_> {
    /// Fills the stage. If nothing in it would differ from the present output, it is left
    /// unfinished.
    fn run(
        &self,
        note: &[u8],
        make: impl Fn(usize, Option<Fingerprint>) -> Result<Made> + Sync,
        on_done: impl Fn(usize) + Sync,
    ) -> Result<Built> {
        let places = self.outputs.par_iter().zip(&self.plan.places).enumerate();
        let mut outcomes: Vec<Outcome> = places
            .map(|(output_idx, (path, standing))| {
                let known = standing.and_then(|standing| standing.fingerprint);
                let made = make(output_idx, known);
                let made = made.with_context(|| format!("cannot make `{path}`"))?;
                let outcome = self.put(path, *standing, made)?;
                on_done(output_idx);
                Ok(outcome)
            })
            .collect::<Result<_>>()?;
        let written = outcomes.iter().filter(|outcome| outcome.fate == Fate::Written);
        let mut built = Built {
            manifest: Manifest { note: note.to_vec(), records: Vec::new() },
            n_made: outcomes.iter().filter(|outcome| outcome.fate != Fate::Known).count(),
            n_written: written.clone().count(),
            n_bytes_written: written.map(|outcome| outcome.stamp.size).sum(),
        };
        if built.is_like_the_old(self.plan) {
            built.manifest.records = self.records(&outcomes);
        } else {
            let kept = outcomes.par_iter_mut().zip(self.outputs);
            kept.filter(|(outcome, _)| outcome.fate != Fate::Written).try_for_each(
                |(outcome, path)| {
                    outcome.stamp = self.stage.keep(path, outcome.fingerprint, outcome.stamp)?;
                    Ok::<(), anyhow::Error>(())
                },
            )?;
            built.manifest.records = self.records(&outcomes);
            self.stage.finish(&built.manifest)?;
        }
        Ok(built)
    }

    /// Writes what was made into the stage, unless the file that stands in its place has these
    /// bytes already.
    fn put(&self, path: &OutputPath, standing: Option<Standing>, made: Made) -> Result<Outcome> {
        let (fingerprint, content) = match (made, standing) {
            (Made::Changed(fingerprint, content), _) => (fingerprint, content),
            (Made::Unchanged, Some(Standing { stamp, fingerprint: Some(fingerprint) })) => {
                return Ok(Outcome { fate: Fate::Known, fingerprint, stamp });
            }
            (Made::Unchanged, _) => bail!("nothing is known of `{path}` that could be unchanged"),
        };
        if let Some(Standing { stamp, .. }) = standing {
            let file = path.below(self.live);
            let attempt = || format!("cannot read `{}`", file.display());
            if content.equals(&file, stamp.size).with_context(attempt)? {
                return Ok(Outcome { fate: Fate::Same, fingerprint, stamp });
            }
        }
        let stamp = self.stage.write(path, &content)?;
        Ok(Outcome { fate: Fate::Written, fingerprint, stamp })
    }

    fn records(&self, outcomes: &[Outcome]) -> Vec<Record> {
        let record = |(path, outcome): (&OutputPath, &Outcome)| {
            let Outcome { fingerprint, stamp, .. } = *outcome;
            Record { path: path.clone(), fingerprint, stamp }
        };
        let mut records: Vec<Record> = self.outputs.iter().zip(outcomes).map(record).collect();
        records.par_sort_unstable_by(|left, right| left.path.cmp(&right.path));
        records
    }
}

impl Built {
    /// Whether no file differs from the present output, so that only the marker is to be written.
    fn is_like_the_old(&self, plan: &Plan) -> bool {
        self.n_written == 0 && plan.keeps_old_files
    }
}

/// A manifest that takes for the tool's what stands where an output is to stand, for a folder that
/// is the tool's but does not say what is. Each of these outputs is made.
fn presumed(outputs: &[OutputPath]) -> Manifest {
    let record = |path: &OutputPath| Record {
        path: path.clone(),
        fingerprint: Fingerprint(0),
        stamp: Stamp::UNKNOWN,
    };
    let mut records: Vec<Record> = outputs.iter().map(record).collect();
    records.sort_unstable_by(|left, right| left.path.cmp(&right.path));
    Manifest { note: Vec::new(), records }
}

/// The part of `manifest` that is on disk.
fn only_found(manifest: &Manifest, survey: &Survey) -> Manifest {
    let files = manifest.records.iter().zip(&survey.stamps);
    let records = files.filter(|(_, stamp)| stamp.is_some()).map(|(record, _)| record.clone());
    Manifest { note: manifest.note.clone(), records: records.collect() }
}

/// Refuses to build where a foreign file stands in the way of an output.
fn refuse_if_obstructed(live: &Path, layout: &Layout<'_>, foreign: &[Foreign]) -> Result<()> {
    for Foreign { path, kind } in foreign {
        let output = match kind {
            ForeignKind::File => layout.obstructed_by_file(path),
            ForeignKind::Folder => layout.obstructed_by_folder(path),
        };
        if let Some(output) = output {
            bail!(
                "`{}` was not written by rapporteur and is in the way of the output `{output}`\n\
                 hint: move it away, or rename what makes the output",
                live.join(path).display()
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod kill_tests;
#[cfg(test)]
mod random_tests;
#[cfg(test)]
mod spare_tests;
#[cfg(test)]
mod tests;
