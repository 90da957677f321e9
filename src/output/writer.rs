//! Writes a site into its output folder, once or again and again.
//!
//! Comes in: a `Snapshot` and where its output goes. Goes out: the folder, equal to the plan. Always
//! holds: a site with errors is not written; when neither the snapshot nor the folder has changed since
//! the last time, nothing is done at all. A second snapshot takes the same path as the first; only what
//! is remembered is then in memory, and the folder open.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, anyhow};
use bitcode::{Decode, Encode};
use serde::Serialize;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::{Content, Fingerprint, Made, OldOutput, OutputFolder, Synced, sync};
use crate::cache::{Memo, store};
use crate::diagnostic::{Diagnostic, in_order};
use crate::pipeline::{Build, build, settings};
use crate::render::Rendered;
use crate::site::Preview;
use crate::source::Snapshot;

/// Where a site goes, and what goes in.
#[derive(Debug, Clone, Copy)]
pub struct Job<'a> {
    /// The project folder.
    pub project: &'a Path,
    /// The output folder, where it is not the one of the settings.
    pub output: Option<&'a Path>,
    /// Which unpublished articles go in.
    pub preview: Preview,
}

/// Writes one site, as often as it is asked to.
///
/// From the first time on the output folder is open, so that no other process writes there, and what
/// was read is remembered. Dropping the writer closes the folder, with nothing left beside it, and keeps
/// what was read for the next run.
pub struct Writer<'a> {
    job: Job<'a>,
    old_output: OldOutput,
    /// Tells this program from others. It is taken at the start: the file may be replaced meanwhile.
    program: u64,
    /// The folder of what is remembered from run to run.
    cache: PathBuf,
    /// Loaded when first needed, which is not before something changed.
    memo: Option<Memo>,
    open: Option<Open>,
}

/// The output folder, and the path by which it was asked for.
struct Open {
    path: PathBuf,
    folder: OutputFolder,
}

/// What came of writing a site.
pub enum Written {
    /// The folder is equal to the plan.
    Done {
        /// The folder.
        folder: PathBuf,
        /// What is in it, and what was done.
        counts: Counts,
        /// What is wrong, short of errors.
        diagnostics: Vec<Diagnostic>,
        /// The next instant (seconds since 1970 UTC) at which an embargo ends.
        next_change: Option<i64>,
        /// What the folder was made from; none where nothing had to be made.
        build: Option<Box<Build>>,
    },
    /// The content has errors; the folder is as it was.
    Refused {
        /// What is wrong.
        diagnostics: Vec<Diagnostic>,
    },
}

/// What is in an output folder, and what was done there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode, Serialize)]
pub struct Counts {
    /// Articles shown.
    pub articles: usize,
    /// Actors with a dossier.
    pub dossiers: usize,
    /// Files in all.
    pub files: usize,
    /// Files written this time.
    pub written: usize,
    /// Files left as they were.
    pub unchanged: usize,
    /// Files removed.
    pub removed: usize,
    /// Articles held back as drafts or under embargo.
    pub held_back: usize,
    /// Files in the folder that the program did not write; they are kept.
    pub foreign: usize,
}

/// What is remembered of the last time. It stays in the cache, and the output folder has but its mark:
/// problems and counts tell of articles that are held back, and an output folder is published whole.
#[derive(Debug, Encode, Decode)]
struct Note {
    input: u128,
    now: i64,
    next_change: Option<i64>,
    counts: Counts,
    diagnostics: Vec<Diagnostic>,
}

/// Told how the writing of a site goes on.
pub trait Progress: Sync {
    /// The number of outputs is known.
    fn start(&self, n_outputs: usize);
    /// One output is ready.
    fn done(&self);
}

/// Nobody is told.
impl Progress for () {
    fn start(&self, _: usize) {}
    fn done(&self) {}
}

/// Writes a site once.
///
/// # Errors
/// When the folder is refused, in use, or cannot be written.
pub fn write(snapshot: &Snapshot, job: &Job<'_>, progress: &dyn Progress) -> Result<Written> {
    Writer::new(*job, OldOutput::Removed).write(snapshot, progress)
}

/// What earlier runs remembered of a project, for those who make a site and do not write it.
pub fn remembered(project: &Path) -> Memo {
    store::load(&project.join(CACHE), program_stamp())
}

/// Keeps what was read for later runs, for those who make a site and do not write it. What cannot be kept
/// is read again.
pub fn remember(project: &Path, memo: &mut Memo) {
    if memo.has_news() {
        let _ = store::save(memo, &project.join(CACHE), program_stamp());
    }
}

/// Bytes that an earlier run of this program kept under a name.
pub fn kept(project: &Path, name: &str) -> Option<Vec<u8>> {
    store::load_bytes(&project.join(CACHE).join(name), program_stamp())
}

/// Keeps bytes under a name for later runs of this program. What cannot be kept is made again.
pub fn keep(project: &Path, name: &str, bytes: &[u8]) {
    let _ = store::save_bytes(bytes, &project.join(CACHE), name, program_stamp());
}

/// The folder of what is remembered from run to run, in that of the project.
const CACHE: &str = ".rapporteur";

impl<'a> Writer<'a> {
    /// A writer for a site. Nothing is opened yet. Who writes again and again lets the old output be
    /// spared, so that a small change takes little.
    pub fn new(job: Job<'a>, old_output: OldOutput) -> Self {
        let cache = job.project.join(CACHE);
        Self { job, old_output, program: program_stamp(), cache, memo: None, open: None }
    }

    /// Makes the output folder equal to the plan of `snapshot`. Where the settings name another
    /// folder than before, the one from before is closed and stays as it is.
    ///
    /// # Errors
    /// When the folder is refused, in use, or cannot be written. Another try may succeed.
    pub fn write(&mut self, snapshot: &Snapshot, progress: &dyn Progress) -> Result<Written> {
        let Job { project, output, preview } = self.job;
        let (config, _) = settings(snapshot);
        let path = output.map_or_else(|| project.join(&config.output), Path::to_path_buf);
        let open = match self.open.take().filter(|open| open.path == path) {
            Some(open) => open,
            None => {
                let inputs = ["content", "templates", "static"].map(|input| project.join(input));
                let folder = OutputFolder::open(&path, project, &inputs, self.old_output)?;
                Open { path, folder }
            }
        };
        let Open { path, folder } = self.open.insert(open);
        let (cache, program) = (&self.cache, self.program);
        let input = input_of(snapshot, preview, program);
        let name = note_name(folder.path());
        let known = folder.note().and_then(|mark| store::load_note(mark, cache, &name));
        if let Some(note) = known.and_then(|note| bitcode::decode::<Note>(&note).ok()) {
            let is_due = note.next_change.is_some_and(|next| next <= snapshot.now);
            if note.input == input && note.now <= snapshot.now && !is_due && folder.intact()? {
                let counts =
                    Counts { written: 0, removed: 0, unchanged: note.counts.files, ..note.counts };
                return Ok(Written::Done {
                    folder: path.clone(),
                    counts,
                    diagnostics: note.diagnostics,
                    next_change: note.next_change,
                    build: None,
                });
            }
        }
        let is_first = self.memo.is_none();
        let memo = self.memo.get_or_insert_with(|| store::load(cache, program));
        let built = build(snapshot, preview, memo);
        // Of later edits only the last is of use to another run, so that is kept at the end.
        if is_first && memo.has_news() {
            store::save(memo, cache, program)?;
        }
        if built.has_errors() {
            return Ok(Written::Refused { diagnostics: built.diagnostics });
        }
        let counts = Counts {
            articles: built.plan.site.articles.len(),
            dossiers: built.plan.site.dossiers().count(),
            files: built.plan.pages.len(),
            held_back: built.n_held_back,
            ..Counts::default()
        };
        let note = Note {
            input,
            now: snapshot.now,
            next_change: built.next_change,
            counts: counts.clone(),
            diagnostics: built.diagnostics.clone(),
        };
        let mark = store::save_note(&bitcode::encode(&note), cache, &name)?;
        let synced = match sync_pages(&built, folder, project, &mark, progress)? {
            Ok(synced) => synced,
            Err(failed) => {
                let diagnostics = in_order([built.diagnostics, failed].concat());
                return Ok(Written::Refused { diagnostics });
            }
        };
        let counts = Counts {
            written: synced.n_written,
            unchanged: synced.n_unchanged,
            removed: synced.n_removed,
            foreign: synced.foreign.len(),
            ..counts
        };
        Ok(Written::Done {
            folder: path.clone(),
            counts,
            diagnostics: built.diagnostics.clone(),
            next_change: built.next_change,
            build: Some(Box::new(built)),
        })
    }
}

impl Writer<'_> {
    /// The build of `snapshot`, which was written last, for those who want to know more of it. What came
    /// of the writing may hold it; else nothing was made, and it is made now.
    pub fn build(&mut self, snapshot: &Snapshot, made: Option<Box<Build>>) -> Build {
        let built = made.map_or_else(
            || {
                let memo = self.memo.get_or_insert_with(|| store::load(&self.cache, self.program));
                build(snapshot, self.job.preview, memo)
            },
            |made| *made,
        );
        // To make every view a second time takes longer than all else of a check.
        let open = self.open.as_ref();
        match open.and_then(|open| open.folder.fingerprints(&built.paths().ok()?)) {
            Some(known) => {
                built.with_fingerprints(known.into_iter().map(|known| known.0).collect())
            }
            None => built,
        }
    }
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        if let Some(memo) = &mut self.memo
            && memo.has_news()
        {
            // What cannot be kept is read again by the next run.
            let _ = store::save(memo, &self.cache, self.program);
        }
    }
}

/// Makes the folder hold the pages of a build. A template that fails is a problem of the content: all
/// that fail are told.
fn sync_pages(
    built: &Build,
    folder: &mut OutputFolder,
    project: &Path,
    mark: &[u8],
    progress: &dyn Progress,
) -> Result<Result<Synced, Vec<Diagnostic>>> {
    let pages = &built.plan.pages;
    progress.start(pages.len());
    let outputs = built.paths()?;
    let failed: Mutex<Vec<Diagnostic>> = Mutex::default();
    let make = |page_idx: usize, known: Option<Fingerprint>| {
        let prepared = built.prepare(page_idx);
        let fingerprint = Fingerprint(prepared.fingerprint);
        if known == Some(fingerprint) {
            return Ok(Made::Unchanged);
        }
        let content = match built.render(prepared) {
            Ok(Rendered::Bytes(bytes)) => Content::Bytes(bytes),
            Ok(Rendered::Copy(source)) => Content::File(project.join(source.as_str())),
            Err(diagnostic) => {
                let message = diagnostic.message.clone();
                failed.lock().unwrap_or_else(PoisonError::into_inner).push(*diagnostic);
                return Err(anyhow!(message));
            }
        };
        Ok(Made::Changed(fingerprint, content))
    };
    let synced = sync(folder, &outputs, mark, make, |_| progress.done());
    let failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
    if !failed.is_empty() {
        return Ok(Err(failed));
    }
    let attempt = || format!("could not write the output folder `{}`", folder.path().display());
    synced.with_context(attempt).map(Ok)
}

/// The file in the cache that keeps the note of an output folder.
fn note_name(output: &Path) -> String {
    format!("built-{:016x}", xxh3_64(output.as_os_str().as_encoded_bytes()))
}

/// Fingerprint of everything that the output depends on, but for the clock.
fn input_of(snapshot: &Snapshot, preview: Preview, program: u64) -> u128 {
    let mut hasher = Xxh3::new();
    hasher.update(&snapshot.fingerprint().to_le_bytes());
    hasher.update(&program.to_le_bytes());
    hasher.update(format!("{preview:?}").as_bytes());
    hasher.digest128()
}

/// Tells this program from an older one: what another program remembered is not to be trusted.
fn program_stamp() -> u64 {
    let metadata = std::env::current_exe().and_then(std::fs::metadata);
    let stamp = metadata.map(|metadata| (metadata.len(), metadata.modified().ok()));
    xxh3_64(format!("{} {:?}", env!("CARGO_PKG_VERSION"), stamp.ok()).as_bytes())
}
