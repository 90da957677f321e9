//! Follows a project folder while its writer works: an edge.
//!
//! Comes in: the folder, and what the system tells of its files. Goes out: a `Turn` each time that
//! something is to be done, and the `Snapshot` as it is then. Always holds: a change that the system
//! did not tell of is found as well, if later: after each burst of changes all files are looked at, and
//! where the system cannot tell of all files they are looked at again and again.

mod burst;
mod listen;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Error, Result};

use self::burst::Burst;
use self::listen::Listener;
use crate::path::SourcePath;
use crate::source::Snapshot;
use crate::source::load::{self, Look};

/// All files are looked at this long after the last change.
const SECOND_LOOK: Duration = Duration::from_secs(1);

/// Where the system does not tell of all files, they are looked at this long after the last look.
const NEXT_LOOK: Duration = Duration::from_secs(1);

/// The same where the files are many, since a look at them takes a while.
const NEXT_LOOK_AT_MANY: Duration = Duration::from_secs(2);

/// From this number of files on it is many.
const MANY: usize = 10_000;

/// What failed is tried again after this long.
const NEXT_TRY: Duration = Duration::from_secs(2);

/// A project folder that is being followed.
pub struct Follower {
    folder: PathBuf,
    snapshot: Snapshot,
    /// What the files looked like when they were last looked at as a whole.
    last_look: Look,
    /// What a failed reading left unread.
    unread: BTreeSet<SourcePath>,
    signals: Receiver<Signal>,
    stopper: Stopper,
    listener: Listener,
    look_at: Option<Instant>,
    /// What the last reading failed with, as it was told; none where it did not fail.
    failure: Option<String>,
}

/// What is to be done now.
#[derive(Debug)]
pub enum Turn {
    /// Files changed, and the snapshot with them.
    Changed(Changes),
    /// The folder cannot be read; the snapshot is as it was. It is tried again before long, and the same
    /// failure is not told again.
    Failed(Error),
    /// The time is over for which it was to be waited.
    Due,
    /// Somebody asked for an end.
    Stop,
}

/// What changed in a folder.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// Files that are new, other than they were, or gone. Sorted. None where all is again as it was
    /// before a failure.
    pub files: Vec<SourcePath>,
    /// Those of them that have but another name: the old one and the new one.
    pub renamed: Vec<(SourcePath, SourcePath)>,
    /// When the system told of the first of them. None where it did not: they were found by looking at
    /// all files, or are the files at the start.
    pub since: Option<Instant>,
}

/// Ends the waiting of a follower, from any thread.
#[derive(Debug, Clone)]
pub struct Stopper(Sender<Signal>);

/// What a follower is told.
#[derive(Debug)]
enum Signal {
    /// Something happened to these files or folders.
    Touched {
        paths: Vec<SourcePath>,
        heard_at: Instant,
    },
    /// The system lost track of what happened.
    Lost,
    /// The system does not tell of all files any more, for a reason.
    Refused(String),
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
    /// When there is no `site.yaml`.
    pub fn start(folder: &Path) -> Result<Self> {
        let folder = load::root_of(folder)?;
        let (sender, signals) = channel();
        // Listening begins before the first reading, so that no change is between the two.
        let listener = Listener::start(&folder, sender.clone());
        Ok(Self {
            folder,
            snapshot: Snapshot::new(Vec::new(), Vec::new(), 0),
            last_look: Look::default(),
            unread: all_parts().collect(),
            signals,
            stopper: Stopper(sender),
            listener,
            look_at: Some(now()),
            failure: None,
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
    /// It may come later than at the start, when the system reaches a limit.
    pub fn polls_because(&self) -> Option<&str> {
        self.listener.refused_because()
    }

    /// The files as they are, at an instant (seconds since 1970 UTC).
    pub fn snapshot(&self, now: i64) -> Snapshot {
        Snapshot { now, ..self.snapshot.clone() }
    }

    /// Waits until something is to be done: a change, or `due` (seconds since 1970 UTC), after which an
    /// embargo is over. That is no turn while the folder cannot be read: it mends nothing.
    ///
    /// # Errors
    /// When the clock cannot be read.
    pub fn wait_until(
        &mut self,
        due: Option<i64>,
        clock: impl Fn() -> Result<i64>,
    ) -> Result<Turn> {
        let Some(due) = due else { return Ok(self.wait(None)) };
        loop {
            // That second has to be over. It is looked at the clock now and then, since what waiting
            // goes by stands still while a machine sleeps.
            let seconds = u64::try_from(due - clock()?).unwrap_or(0).clamp(1, 60);
            match self.wait(Some(Duration::from_secs(seconds))) {
                Turn::Due if self.failure.is_some() || clock()? < due => {}
                turn => return Ok(turn),
            }
        }
    }

    /// Waits until something is to be done, at most for `patience`.
    pub fn wait(&mut self, patience: Option<Duration>) -> Turn {
        let due = patience.map(|patience| now() + patience);
        let mut burst: Option<Burst> = None;
        loop {
            if let Some(pause) = self.pause_between_looks() {
                self.look_at.get_or_insert_with(|| now() + pause);
            }
            let ready_at =
                burst.as_ref().map(|burst| burst.ready_at(|path| self.looks_unfinished(path)));
            // Before signals that wait: there is no end of them while something writes without a pause.
            if ready_at.is_some_and(|at| at <= now()) {
                let (touched, since) = burst.take().map(Burst::into_touched).unwrap_or_default();
                match self.read(touched, since) {
                    Some(turn) => return turn,
                    None => continue,
                }
            }
            // In the middle of a burst nothing else is done.
            let until = ready_at.or_else(|| [self.look_at, due].into_iter().flatten().min());
            match self.receive(until) {
                Ok(Signal::Touched { paths, heard_at }) => {
                    let burst = burst.get_or_insert_with(|| Burst::new(now()));
                    burst.add(paths, Some(heard_at), now());
                    if self.pause_between_looks().is_none() {
                        self.look_at = Some(now() + SECOND_LOOK);
                    }
                }
                Ok(Signal::Lost) => self.look_at = Some(now()),
                Ok(Signal::Refused(reason)) => {
                    self.listener.refuse(reason);
                    self.look_at = Some(now());
                }
                Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return Turn::Stop,
                // It is ready now, or a file was emptied while it was waited.
                Err(RecvTimeoutError::Timeout) if burst.is_some() => {}
                Err(RecvTimeoutError::Timeout) if self.look_at.is_some_and(|at| at <= now()) => {
                    let turn = match self.look() {
                        Ok(touched) if touched.iter().any(|path| self.looks_unfinished(path)) => {
                            burst.get_or_insert_with(|| Burst::new(now())).add(
                                touched,
                                None,
                                now(),
                            );
                            None
                        }
                        Ok(touched) => self.read(touched, None),
                        Err(error) => {
                            // A reading of some files must not pass where the whole is refused.
                            self.unread.extend(all_parts());
                            self.fail(error)
                        }
                    };
                    if let Some(turn) = turn {
                        return turn;
                    }
                }
                Err(RecvTimeoutError::Timeout) if due.is_some_and(|at| at <= now()) => {
                    return Turn::Due;
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    fn receive(&self, until: Option<Instant>) -> Result<Signal, RecvTimeoutError> {
        match until {
            Some(until) => self.signals.recv_timeout(until.saturating_duration_since(now())),
            None => self.signals.recv().map_err(RecvTimeoutError::from),
        }
    }

    /// Reads what was touched; returns what is other than it was, or what is wrong, if that is news.
    fn read(&mut self, touched: BTreeSet<SourcePath>, since: Option<Instant>) -> Option<Turn> {
        self.unread.extend(touched);
        if self.unread.is_empty() && self.failure.is_none() {
            return None;
        }
        self.listener.listen_to(&self.unread);
        let new = match load::reload(&self.snapshot, &self.folder, &self.unread) {
            Ok(new) => new,
            Err(error) => return self.fail(error),
        };
        self.unread.clear();
        let files = new.changed_since(&self.snapshot);
        let renamed = new.renamed_since(&self.snapshot, &files);
        self.snapshot = new;
        // That all is again as it was before a failure is news.
        let had_failed = self.failure.take().is_some();
        let is_news = had_failed || !files.is_empty();
        is_news.then_some(Turn::Changed(Changes { files, renamed, since }))
    }

    /// Tells of a failure, if it is not the one that was told the last time.
    fn fail(&mut self, error: Error) -> Option<Turn> {
        self.look_at = Some(now() + NEXT_TRY);
        let text = format!("{error:#}");
        if self.failure.as_ref() == Some(&text) {
            return None;
        }
        self.failure = Some(text);
        Some(Turn::Failed(error))
    }

    /// Looks at all files; returns those that look otherwise than the last time.
    fn look(&mut self) -> Result<BTreeSet<SourcePath>> {
        self.look_at = None;
        let look = load::look(&self.folder)?;
        let old: BTreeSet<&(SourcePath, u128)> = self.last_look.marks.iter().collect();
        let new: BTreeSet<&(SourcePath, u128)> = look.marks.iter().collect();
        let differ = old.symmetric_difference(&new).map(|(path, _)| path.clone()).collect();
        self.last_look = look;
        Ok(differ)
    }

    /// How often all files are looked at; none where the system tells of all of them. It does not tell
    /// of a file that a link leads to, since that may be anywhere in the project.
    fn pause_between_looks(&self) -> Option<Duration> {
        let is_needed = self.last_look.has_links || self.polls_because().is_some();
        let is_many = self.last_look.marks.len() >= MANY;
        is_needed.then_some(if is_many { NEXT_LOOK_AT_MANY } else { NEXT_LOOK })
    }

    /// Programs that save in two steps have the file empty, or away, for some milliseconds.
    fn looks_unfinished(&self, path: &SourcePath) -> bool {
        let is_known = match self.snapshot.source(path).map(|source| source.text.as_ref()) {
            Some(text) => !text.is_ok_and(|text| text.is_empty()),
            None => self.snapshot.asset(path).is_some(),
        };
        let length = || std::fs::metadata(self.folder.join(path.as_str())).map(|file| file.len());
        is_known && length().unwrap_or_default() == 0
    }
}

fn all_parts() -> impl Iterator<Item = SourcePath> {
    load::PARTS.iter().map(|part| SourcePath::new(part))
}

fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests;
