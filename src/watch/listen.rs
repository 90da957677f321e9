//! Has the system tell of changed files.
//!
//! Comes in: the project folder. Goes out: signals with paths of the project. Where the system refuses
//! (its limit of watched folders, some network drives) the reason is kept, so that the follower looks
//! at all files itself.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use notify::event::{AccessKind, AccessMode};
use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::{Signal, now};
use crate::path::SourcePath;
use crate::source::load::{PARTS, part_of_project};

/// Has the system tell of changed files until it is dropped.
pub(super) struct Listener {
    folder: PathBuf,
    /// None where the system refused from the start.
    watcher: Option<RecommendedWatcher>,
    refused_because: Option<String>,
}

impl Listener {
    /// Begins to listen.
    pub(super) fn start(folder: &Path, signals: Sender<Signal>) -> Self {
        match Self::over(folder, signals) {
            Ok(listener) => listener,
            Err(error) => Self::deaf(folder, error.to_string()),
        }
    }

    fn over(folder: &Path, signals: Sender<Signal>) -> notify::Result<Self> {
        let root = folder.to_path_buf();
        let mut watcher =
            RecommendedWatcher::new(move |event| tell(&root, event, &signals), Config::default())?;
        // The project folder itself tells of `site.yaml`, and of parts that come and go.
        watcher.watch(folder, RecursiveMode::NonRecursive)?;
        for part in PARTS.map(|part| folder.join(part)).iter().filter(|part| part.is_dir()) {
            watcher.watch(part, RecursiveMode::Recursive)?;
        }
        Ok(Self { folder: folder.to_path_buf(), watcher: Some(watcher), refused_because: None })
    }

    /// One that hears nothing, for a reason.
    pub(super) fn deaf(folder: &Path, reason: String) -> Self {
        Self { folder: folder.to_path_buf(), watcher: None, refused_because: Some(reason) }
    }

    /// Why there may be changes that the system does not tell of; none where it tells of all.
    pub(super) fn refused_because(&self) -> Option<&str> {
        self.refused_because.as_deref()
    }

    /// From now on there are changes that the system does not tell of. The first reason is kept.
    pub(super) fn refuse(&mut self, reason: String) {
        self.refused_because.get_or_insert(reason);
    }

    /// Listens also to the parts of the project that are new among the touched.
    pub(super) fn listen_to(&mut self, touched: &BTreeSet<SourcePath>) {
        for part in touched.iter().filter(|path| path.folder().is_empty()) {
            let part = self.folder.join(part.as_str());
            let Some(watcher) = self.watcher.as_mut().filter(|_| part.is_dir()) else { continue };
            match watcher.watch(&part, RecursiveMode::Recursive) {
                // When a part that is gone by now comes back, that is told.
                Err(error) if part.is_dir() => self.refuse(error.to_string()),
                Ok(()) | Err(_) => {}
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
            Signal::Touched { paths, heard_at: now() }
        }
        // Folders that are new are not watched any more.
        Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => {
            Signal::Refused(error.to_string())
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
