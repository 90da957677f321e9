//! Has the system tell of changed files.
//!
//! Comes in: the project folder. Goes out: signals with paths of the project. Where the system refuses
//! (its limit of watched folders, some network drives), all files are looked at each second instead.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;

use anyhow::{Context, Result};
use notify::event::{AccessKind, AccessMode};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::Signal;
use crate::path::SourcePath;
use crate::source::load::{PARTS, part_of_project};

/// Has the system, or a thread, tell of changed files until it is dropped.
pub(super) struct Listener {
    folder: PathBuf,
    watcher: Box<dyn Watcher + Send>,
    polls_because: Option<String>,
}

impl Listener {
    /// Begins to listen.
    ///
    /// # Errors
    /// When the folder cannot be watched in any way.
    pub(super) fn start(folder: &Path, signals: Sender<Signal>) -> Result<Self> {
        let (root, sender) = (folder.to_path_buf(), signals.clone());
        let by_system =
            RecommendedWatcher::new(move |event| tell(&root, event, &sender), Config::default());
        let refused = match by_system {
            Ok(watcher) => match Self::over(folder, Box::new(watcher), None) {
                Ok(listener) => return Ok(listener),
                Err(error) => error,
            },
            Err(error) => error,
        };
        let root = folder.to_path_buf();
        let config = Config::default().with_poll_interval(Duration::from_secs(1));
        let attempt = || format!("could not watch the project folder `{}`", folder.display());
        let by_looking = PollWatcher::new(move |event| tell(&root, event, &signals), config)
            .with_context(attempt)?;
        Self::over(folder, Box::new(by_looking), Some(refused.to_string())).with_context(attempt)
    }

    fn over(
        folder: &Path,
        mut watcher: Box<dyn Watcher + Send>,
        polls_because: Option<String>,
    ) -> notify::Result<Self> {
        // The project folder itself tells of `site.yaml`, and of parts that come and go.
        watcher.watch(folder, RecursiveMode::NonRecursive)?;
        for part in PARTS.map(|part| folder.join(part)).iter().filter(|part| part.is_dir()) {
            watcher.watch(part, RecursiveMode::Recursive)?;
        }
        Ok(Self { folder: folder.to_path_buf(), watcher, polls_because })
    }

    /// Why all files are looked at each second; none where the system tells of changes.
    pub(super) fn polls_because(&self) -> Option<&str> {
        self.polls_because.as_deref()
    }

    /// Listens also to the parts of the project that are new among the touched.
    pub(super) fn listen_to(&mut self, touched: &BTreeSet<SourcePath>) {
        for part in touched.iter().filter(|path| path.folder().is_empty()) {
            let part = self.folder.join(part.as_str());
            if part.is_dir() {
                // What is refused here is found by looking at all files.
                let _ = self.watcher.watch(&part, RecursiveMode::Recursive);
            }
        }
    }
}

fn tell(root: &Path, event: notify::Result<Event>, signals: &Sender<Signal>) {
    let signal = match event {
        Ok(event) if event.need_rescan() => Signal::Lost,
        Ok(event) if !is_change(event.kind) => return,
        Ok(event) => {
            let inside = event.paths.iter().filter_map(|path| path.strip_prefix(root).ok());
            let paths: Vec<SourcePath> = inside.filter_map(part_of_project).collect();
            if paths.is_empty() {
                return;
            }
            Signal::Touched(paths)
        }
        Err(_) => Signal::Lost,
    };
    // Nobody follows any more.
    let _ = signals.send(signal);
}

/// Reading a file is no change; closing it after writing is.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => true,
    }
}
