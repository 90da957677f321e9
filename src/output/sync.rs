//! Making the output folder equal to a set of outputs: the folder and the set come in, the folder
//! with exactly that set goes out.
//!
//! The steps are: see what stands there, decide what is to be done, make what is new in the stage,
//! give what is unchanged a second name there, write the manifest, swap, and remove the old output
//! by its own manifest. Up to the swap the output folder is not touched; after it, it is whole.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use super::content::{Content, Expected};
use super::folder::OutputFolder;
use super::layout::{Layout, folders_of};
use super::leftover;
use super::manifest::{Manifest, Marker, Record, Stamp};
use super::path::OutputPath;
use super::stage::{Stage, replace_marker};
use super::survey::{Foreign, ForeignKind, Survey, survey};

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

/// Makes `folder` hold exactly `expected` and what is foreign in it, and remembers `note` there.
///
/// `make` is asked for the content of an output, by its index in `expected`, in parallel and once
/// at most: only if the manifest has not the same fingerprint for it, or the file on disk has not
/// the size and time that it was written with. If the bytes come out as they are on disk, the file
/// is kept. `on_done` is told each index when its file is ready, also if nothing was to be done.
///
/// If nothing changed, nothing is touched. If only `note` did, only the marker is written anew.
///
/// If the manifest is damaged or of another version, every output is made. Files where an output
/// is to stand are then taken for the tool's; all others may be foreign, and are kept.
///
/// # Errors
///
/// - Two of `expected` cannot stand in one folder, or one cannot stand beside a foreign file. Found
///   before anything is written; the error names both.
/// - `make` fails, or a file cannot be read or written. The folder is then as it was before.
/// - The old output cannot be removed after the swap. The folder is then as expected; the rest is
///   done when it is opened next.
pub fn sync(
    folder: &mut OutputFolder,
    expected: &[Expected],
    note: &[u8],
    make: impl Fn(usize) -> Result<Content> + Sync,
    on_done: impl Fn(usize) + Sync,
) -> Result<Synced> {
    let layout = Layout::of(expected)?;
    // An earlier sync with this folder may have failed half-way.
    folder.marker = folder.places.recover()?;
    let places = &folder.places;
    let present = match &folder.marker {
        Marker::Sound(manifest) => Cow::Borrowed(manifest),
        Marker::Damaged | Marker::Building => Cow::Owned(presumed(expected)),
        Marker::Absent => Cow::Owned(Manifest::default()),
    };
    let records = present.records.iter().map(|record| &record.path);
    let mut folders: HashSet<&str> = folders_of(records).into_keys().collect();
    folders.extend(&layout.folders);
    let survey = survey(&places.live, &present, &folders)?;
    refuse_if_obstructed(&places.live, &layout, &survey.foreign)?;
    let plan = Plan::new(expected, &present, &survey);
    let foreign = survey.foreign.iter().map(|foreign| foreign.path.clone()).collect();
    plan.fresh.iter().for_each(|(output_idx, _)| on_done(*output_idx));
    if plan.stale.is_empty() && plan.keeps_old_files && folder.note() == Some(note) {
        return Ok(Synced { n_unchanged: expected.len(), foreign, ..Synced::default() });
    }
    if matches!(folder.marker, Marker::Damaged | Marker::Building) {
        // The old output must be removable by its manifest even if this process is killed.
        replace_marker(places, &only_found(&present, &survey))?;
    }
    let job = Build { stage: Stage::create(places)?, live: &places.live, expected, plan: &plan };
    let built = match job.run(note, make, on_done) {
        Ok(built) => built,
        Err(error) => {
            // If this fails too, the next start does it; the first error is the one to be told.
            let _ = leftover::discard(&places.stage);
            return Err(error);
        }
    };
    let removed = if built.is_like_the_old(&plan) {
        leftover::discard(&places.stage)?;
        replace_marker(places, &built.manifest)
    } else {
        let old = job.stage.swap(folder.swap_way)?;
        old.map_or(Ok(()), |old| leftover::clear(old, &present, &places.live))
    };
    folder.marker = Marker::Sound(built.manifest);
    removed?;
    Ok(Synced {
        n_written: built.n_written,
        n_unchanged: expected.len() - built.n_written,
        n_removed: plan.n_removed,
        n_bytes_written: built.n_bytes_written,
        foreign,
    })
}

/// What is to be done about each output.
struct Plan {
    /// Outputs whose file is as it is to be, by index, with the stamp of the file.
    fresh: Vec<(usize, Stamp)>,
    /// Outputs to be made, by index, with the stamp of the file in their place, if there is one.
    stale: Vec<(usize, Option<Stamp>)>,
    /// Number of files on disk that are in the manifest and not expected.
    n_removed: usize,
    /// Whether there is an old output, every file of which is expected.
    keeps_old_files: bool,
}

impl Plan {
    fn new(expected: &[Expected], present: &Manifest, survey: &Survey) -> Self {
        let files = present.records.iter().zip(&survey.stamps);
        let mut by_path: HashMap<_, _> =
            files.map(|(record, stamp)| (&record.path, (record, *stamp))).collect();
        let (mut fresh, mut stale) = (Vec::new(), Vec::new());
        for (output_idx, output) in expected.iter().enumerate() {
            match by_path.remove(&output.path) {
                Some((record, Some(stamp)))
                    if record.stamp == stamp && record.fingerprint == output.fingerprint =>
                {
                    fresh.push((output_idx, stamp));
                }
                Some((_, stamp)) => stale.push((output_idx, stamp)),
                None => stale.push((output_idx, None)),
            }
        }
        let n_removed = by_path.values().filter(|(_, stamp)| stamp.is_some()).count();
        let keeps_old_files = survey.is_marked && by_path.is_empty();
        Self { fresh, stale, n_removed, keeps_old_files }
    }
}

/// Making a new output in the stage.
struct Build<'a> {
    stage: Stage<'a>,
    live: &'a Path,
    expected: &'a [Expected],
    plan: &'a Plan,
}

/// An output that was made.
struct Built {
    manifest: Manifest,
    n_written: usize,
    n_bytes_written: u64,
}

/// What became of an output that was made.
enum Made {
    /// It was written into the stage.
    Written(Stamp),
    /// Its bytes are those of the file in the present output, which is to be kept.
    Same(Stamp),
}

impl Build<'_> {
    /// Fills the stage. If nothing in it would differ from the present output, it is left
    /// unfinished.
    fn run(
        &self,
        note: &[u8],
        make: impl Fn(usize) -> Result<Content> + Sync,
        on_done: impl Fn(usize) + Sync,
    ) -> Result<Built> {
        let stale = self.plan.stale.par_iter();
        let outcomes: Vec<Made> = stale
            .map(|(output_idx, stamp)| {
                let path = &self.expected[*output_idx].path;
                let content = make(*output_idx).with_context(|| format!("cannot make `{path}`"))?;
                let outcome = self.put(path, *stamp, &content)?;
                on_done(*output_idx);
                Ok(outcome)
            })
            .collect::<Result<_>>()?;
        let (mut written, mut kept) = (Vec::new(), self.plan.fresh.clone());
        for ((output_idx, _), outcome) in self.plan.stale.iter().zip(outcomes) {
            match outcome {
                Made::Written(stamp) => written.push((*output_idx, stamp)),
                Made::Same(stamp) => kept.push((*output_idx, stamp)),
            }
        }
        let mut built = Built {
            manifest: Manifest { note: note.to_vec(), records: Vec::new() },
            n_written: written.len(),
            n_bytes_written: written.iter().map(|(_, stamp)| stamp.size).sum(),
        };
        if built.is_like_the_old(self.plan) {
            built.manifest.records = self.records(&kept);
        } else {
            let linked = kept.par_iter().map(|(output_idx, stamp)| {
                Ok((*output_idx, self.stage.keep(&self.expected[*output_idx].path, *stamp)?))
            });
            written.extend(linked.collect::<Result<Vec<_>>>()?);
            built.manifest.records = self.records(&written);
            self.stage.finish(&built.manifest)?;
        }
        Ok(built)
    }

    /// Writes `content` into the stage, unless the file in the present output, which has `stamp`,
    /// has these bytes already.
    fn put(&self, path: &OutputPath, stamp: Option<Stamp>, content: &Content) -> Result<Made> {
        if let Some(stamp) = stamp {
            let file = path.below(self.live);
            let attempt = || format!("cannot read `{}`", file.display());
            if content.equals(&file, stamp.size).with_context(attempt)? {
                return Ok(Made::Same(stamp));
            }
        }
        Ok(Made::Written(self.stage.write(path, content)?))
    }

    fn records(&self, stamps: &[(usize, Stamp)]) -> Vec<Record> {
        let record = |(output_idx, stamp): &(usize, Stamp)| {
            let Expected { path, fingerprint } = self.expected[*output_idx].clone();
            Record { path, fingerprint, stamp: *stamp }
        };
        let mut records: Vec<Record> = stamps.iter().map(record).collect();
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
fn presumed(expected: &[Expected]) -> Manifest {
    let record = |output: &Expected| Record {
        path: output.path.clone(),
        fingerprint: output.fingerprint,
        stamp: Stamp::UNKNOWN,
    };
    let mut records: Vec<Record> = expected.iter().map(record).collect();
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
mod tests;
