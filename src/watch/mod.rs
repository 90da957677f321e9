//! Follows a project folder while its writer works: an edge.
//!
//! Comes in: the folder, and what the system tells of its files. Goes out: a `Turn` each time that
//! something is to be done, and the `Snapshot` as it is then. Always holds: a change that the system
//! did not tell of is found as well, if later: after each burst of changes all files are looked at.

mod burst;
mod listen;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::Result;

use self::burst::Burst;
use self::listen::Listener;
use crate::path::SourcePath;
use crate::source::{Snapshot, load};

/// All files are looked at this long after the last change.
const SECOND_LOOK: Duration = Duration::from_secs(1);

/// A project folder that is being followed.
pub struct Follower {
    folder: PathBuf,
    snapshot: Snapshot,
    /// What the files looked like when they were last looked at as a whole.
    marks: Vec<(SourcePath, u128)>,
    /// What a failed reading left unread.
    unread: BTreeSet<SourcePath>,
    signals: Receiver<Signal>,
    stopper: Stopper,
    listener: Listener,
    look_at: Option<Instant>,
    /// The last reading failed, and was told.
    has_failed: bool,
}

/// What is to be done now.
#[derive(Debug)]
pub enum Turn {
    /// Files changed, and the snapshot with them.
    Changed(Changes),
    /// The folder cannot be read; the snapshot is as it was. It is read anew at the next change.
    Failed(anyhow::Error),
    /// The time is over for which it was to be waited.
    Due,
    /// Somebody asked for an end.
    Stop,
}

/// How long to wait for an instant (seconds since 1970 UTC), from `now` on. That second has to be over.
/// It may be less: the clock that is waited by stands still while a machine sleeps.
pub fn patience_until(instant: i64, now: i64) -> Duration {
    Duration::from_secs(u64::try_from(instant - now).unwrap_or(0).clamp(1, 60))
}

/// What changed in a folder.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// Files that are new, other than they were, or gone. Sorted. None where all is again as it was
    /// before a failure.
    pub files: Vec<SourcePath>,
    /// Those of them that have but another name: the old one and the new one.
    pub renamed: Vec<(SourcePath, SourcePath)>,
}

/// Ends the waiting of a follower, from any thread.
#[derive(Debug, Clone)]
pub struct Stopper(Sender<Signal>);

/// What a follower is told.
#[derive(Debug)]
enum Signal {
    /// Something happened to these files or folders.
    Touched(Vec<SourcePath>),
    /// The system lost track of what happened.
    Lost,
    Stop,
}

impl Stopper {
    /// Ends the waiting.
    pub fn stop(&self) {
        // Without a follower there is nothing left to end.
        let _ = self.0.send(Signal::Stop);
    }
}

impl Follower {
    /// Begins to follow the project at `folder`. Nothing is read yet: the first turn tells of all files.
    ///
    /// # Errors
    /// When there is no `site.yaml`, or the folder cannot be watched in any way.
    pub fn start(folder: &Path) -> Result<Self> {
        let folder = load::root_of(folder)?;
        let (sender, signals) = channel();
        // Listening begins before the first reading, so that no change is between the two.
        let listener = Listener::start(&folder, sender.clone())?;
        Ok(Self {
            folder,
            snapshot: Snapshot::new(Vec::new(), Vec::new(), 0),
            marks: Vec::new(),
            unread: load::PARTS.iter().map(|part| SourcePath::new(part)).collect(),
            signals,
            stopper: Stopper(sender),
            listener,
            look_at: Some(now()),
            has_failed: false,
        })
    }

    /// What ends the waiting.
    pub fn stopper(&self) -> Stopper {
        self.stopper.clone()
    }

    /// The project folder in full, with links resolved.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Why changes are found by looking at all files again and again; none where the system tells of them.
    pub fn polls_because(&self) -> Option<&str> {
        self.listener.polls_because()
    }

    /// The files as they are, at an instant (seconds since 1970 UTC).
    pub fn snapshot(&self, now: i64) -> Snapshot {
        Snapshot { now, ..self.snapshot.clone() }
    }

    /// Waits until something is to be done, at most for `patience`.
    pub fn wait(&mut self, patience: Option<Duration>) -> Turn {
        let due = patience.map(|patience| now() + patience);
        let mut burst: Option<Burst> = None;
        loop {
            let ready_at =
                burst.as_ref().map(|burst| burst.ready_at(|path| self.looks_unfinished(path)));
            let until = [ready_at, self.look_at, due.filter(|_| burst.is_none())];
            let timeout = until
                .into_iter()
                .flatten()
                .min()
                .map(|until| until.saturating_duration_since(now()));
            let signal = match timeout {
                Some(timeout) => self.signals.recv_timeout(timeout),
                None => self.signals.recv().map_err(RecvTimeoutError::from),
            };
            match signal {
                Ok(Signal::Touched(paths)) => {
                    let burst = burst.get_or_insert_with(|| Burst::new(now()));
                    burst.add(paths, now());
                    self.look_at = Some(now() + SECOND_LOOK);
                }
                Ok(Signal::Lost) => self.look_at = Some(now()),
                Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return Turn::Stop,
                Err(RecvTimeoutError::Timeout) => {
                    // A file may have been emptied while it was waited.
                    let ready_at = burst
                        .as_ref()
                        .map(|burst| burst.ready_at(|path| self.looks_unfinished(path)));
                    let touched = if ready_at.is_some_and(|at| at <= now()) {
                        burst.take().map(Burst::into_touched).unwrap_or_default()
                    } else if self.look_at.is_some_and(|at| at <= now()) {
                        match self.second_look() {
                            Ok(touched) => touched,
                            Err(error) => {
                                self.has_failed = true;
                                return Turn::Failed(error);
                            }
                        }
                    } else if due.is_some_and(|at| at <= now()) {
                        return Turn::Due;
                    } else {
                        continue;
                    };
                    let had_failed = self.has_failed;
                    match self.read(touched) {
                        // That all is again as it was before a failure is news.
                        Ok(changes) if changes.files.is_empty() && !had_failed => {}
                        Ok(changes) => return Turn::Changed(changes),
                        Err(error) => return Turn::Failed(error),
                    }
                }
            }
        }
    }

    /// Reads what was touched; returns what is other than it was.
    fn read(&mut self, touched: BTreeSet<SourcePath>) -> Result<Changes> {
        self.unread.extend(touched);
        if self.unread.is_empty() && !self.has_failed {
            return Ok(Changes::default());
        }
        self.listener.listen_to(&self.unread);
        self.has_failed = true;
        let new = load::reload(&self.snapshot, &self.folder, &self.unread)?;
        self.has_failed = false;
        self.unread.clear();
        let files = new.changed_since(&self.snapshot);
        let renamed = new.renamed_since(&self.snapshot, &files);
        self.snapshot = new;
        Ok(Changes { files, renamed })
    }

    /// Looks at all files; returns those that look otherwise than the last time.
    fn second_look(&mut self) -> Result<BTreeSet<SourcePath>> {
        self.look_at = None;
        let marks = load::look(&self.folder)?.marks;
        let old: BTreeSet<&(SourcePath, u128)> = self.marks.iter().collect();
        let new: BTreeSet<&(SourcePath, u128)> = marks.iter().collect();
        let differ = old.symmetric_difference(&new).map(|(path, _)| path.clone()).collect();
        self.marks = marks;
        Ok(differ)
    }

    /// Editors that save in two steps have the file empty, or away, for some milliseconds.
    fn looks_unfinished(&self, path: &SourcePath) -> bool {
        let known = self.snapshot.source(path).and_then(|source| source.text.as_ref().ok());
        let has_text = known.is_some_and(|text| !text.is_empty());
        let length = std::fs::metadata(self.folder.join(path.as_str())).map(|file| file.len());
        has_text && length.unwrap_or_default() == 0
    }
}

fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests;
