//! What a publish tells a store before it touches the first file, for whoever comes after it when it is
//! killed: a change comes in, and what is known of the store without it having ended goes out.
//!
//! Always holds while the note is there: a file that is neither touched nor unknown to the manifest is what
//! the manifest says; whatever lies beside the site for the sake of going back is named in it. A doubt
//! once noted is handed on from note to note until a publish has ended.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::publish::manifest::{Hash, Manifest, Stored};
use crate::publish::target::Release;

/// The note of a publish that is under way, or was killed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Pending {
    /// The state of the site to which it leads.
    goal: String,
    /// Whether the manifest tells that all files were sent, by naming the goal. It does not where it named
    /// that state before, as when an interrupted publish is taken back.
    is_told: bool,
    /// How many were interrupted one after the other, with this one.
    round: u32,
    /// Paths at which files may be as they were, as they will be, or gone, each with the round that
    /// touched it first.
    touched: BTreeMap<String, u32>,
    /// What may lie beside the site for the sake of going back.
    pub(super) beside: BTreeSet<String>,
    /// Whether what it overwrites is kept first.
    pub(super) is_kept: bool,
}

impl Pending {
    /// The note for a change to a release. `whole` is the manifest that stands there, `earlier` the note of a
    /// publish that was killed, `standing` what is known after it.
    pub(super) fn of(
        release: &Release<'_>,
        whole: Option<&Manifest>,
        earlier: Option<&Self>,
        standing: &Manifest,
    ) -> Self {
        let Release { tree, change, manifest } = *release;
        let goal = manifest.id();
        let round = earlier.map_or(1, |earlier| earlier.round + 1);
        let mut touched = standing.uncertain.clone();
        let sent = change.files(tree).map(|file| file.path.as_str());
        for path in sent.chain(change.removed.iter().map(String::as_str)) {
            touched.entry(path.to_owned()).or_insert(round);
        }
        Self {
            is_told: change.sent.is_empty() || whole.is_none_or(|whole| whole.id() != goal),
            goal,
            round,
            touched,
            beside: earlier.map(|earlier| earlier.beside.clone()).unwrap_or_default(),
            is_kept: false,
        }
    }

    /// Whether all files of the goal were sent, and only what is gone may still be there.
    pub(super) fn is_reached(&self, whole: Option<&Manifest>) -> bool {
        self.is_told && whole.is_some_and(|whole| whole.id() == self.goal)
    }

    /// The manifest, with nothing taken for known that may be otherwise.
    pub(super) fn doubted(&self, whole: Option<&Manifest>) -> Manifest {
        let is_reached = self.is_reached(whole);
        let mut manifest = whole.cloned().unwrap_or_default();
        for (path, round) in &self.touched {
            match manifest.files.get_mut(path) {
                Some(_) if is_reached => {}
                Some(stored) => *stored = Stored { hash: Hash::UNKNOWN, size: 0 },
                None => {
                    manifest.lingering.remove(path);
                    manifest.uncertain.insert(path.clone(), *round);
                }
            }
        }
        manifest
    }
}
