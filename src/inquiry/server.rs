//! What is known of each server while it is asked.
//!
//! Comes in: names of hosts. Goes out: a `Visit` for each, which all threads share. Always holds: who has
//! the visit is the only one who asks; between two questions there is a pause, whoever asked them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// All servers that were asked, or led to.
#[derive(Debug, Default)]
pub(super) struct Servers {
    by_host: Mutex<HashMap<String, Arc<Mutex<Visit>>>>,
}

impl Servers {
    /// What is known of a server; to be locked by who asks it.
    pub(super) fn visit(&self, host: &str) -> Arc<Mutex<Visit>> {
        let mut by_host = self.by_host.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(by_host.entry(host.to_owned()).or_default())
    }
}

/// What is known of a server.
#[derive(Debug, Default)]
pub(super) struct Visit {
    /// When it may be asked again.
    next: Option<Instant>,
    /// Whether it wants no more questions.
    pub(super) is_refused: bool,
}

#[expect(clippy::disallowed_methods, reason = "pauses are kept by the clock of the machine")]
impl Visit {
    /// Waits until the server may be asked.
    pub(super) fn wait(&self) {
        if let Some(next) = self.next {
            thread::sleep(next.saturating_duration_since(Instant::now()));
        }
    }

    /// Leaves the server alone from now on for a while.
    pub(super) fn rest(&mut self, pause: Duration) {
        self.next = Some(Instant::now() + pause);
    }
}
