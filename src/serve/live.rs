//! What the preview shows at a moment, and how that is replaced.
//!
//! Comes in: builds, and failures. Goes out: a `Showing` for each request. Always holds: a `Showing` is
//! never changed, so that a request sees one site from its first byte to its last; a site that has
//! errors is not shown as long as there is one that had none.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::lost;
use super::page::Cache;
use crate::diagnostic::{Diagnostic, Severity};
use crate::path::{Address, SourcePath};
use crate::pipeline::Build;
use crate::watch::Changes;

/// This many of the last rebuilds are remembered.
const MAX_REBUILDS: usize = 50;

/// This many of the files that changed are named.
const MAX_CHANGED: usize = 20;

/// What the preview shows, now and from now on.
#[derive(Default)]
pub struct Live {
    now: Mutex<Arc<Showing>>,
    changed: Condvar,
}

/// What the preview shows at a moment.
#[derive(Default)]
pub(super) struct Showing {
    /// Grows with each change of what is shown.
    pub(super) generation: u64,
    /// The last good site; none before the first.
    pub(super) site: Option<Arc<ShownSite>>,
    /// The good site before that one, for the case that a page of this one cannot be made.
    previous: Option<Arc<ShownSite>>,
    /// What is wrong with the newest content.
    pub(super) problems: Arc<Problems>,
    /// The last rebuilds, newest first.
    pub(super) rebuilds: VecDeque<Rebuild>,
    /// Where pages went whose address is gone.
    pub(super) moved: Arc<BTreeMap<Address, Address>>,
    /// Files that got another name since the site that is shown: their names then and now.
    renamed: Renamed,
}

/// Files with their old and new names.
type Renamed = Vec<(SourcePath, SourcePath)>;

/// A site that is shown, with the pages that were asked for.
pub(super) struct ShownSite {
    pub(super) build: Build,
    pub(super) cache: Cache,
}

/// What is wrong with the newest content.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Problems {
    /// True when the newest content is not what is shown.
    pub(super) is_stale: bool,
    /// Why the content could not be read at all.
    pub(super) failure: Option<String>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What came of a rebuild.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The new site is shown.
    Shown,
    /// It has errors; the last good one is shown.
    Refused,
    /// The content could not be read.
    Failed,
}

impl Outcome {
    /// The word for machines.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Shown => "shown",
            Outcome::Refused => "refused",
            Outcome::Failed => "failed",
        }
    }
}

/// What is in the site that is shown.
#[derive(Debug, Clone)]
pub struct Counts {
    /// The path under which it stands.
    pub base_path: String,
    /// Articles shown.
    pub articles: usize,
    /// Actors with a dossier.
    pub dossiers: usize,
    /// Outputs in all.
    pub outputs: usize,
}

/// A rebuild that was done.
#[derive(Debug, Clone)]
pub struct Rebuild {
    /// What the preview shows since then.
    pub generation: u64,
    /// When it was done.
    pub at: Instant,
    /// What it took.
    pub took: Duration,
    /// The first of the files that changed.
    pub changed: Vec<SourcePath>,
    /// Number of files that changed.
    pub n_changed: usize,
    /// What came of it.
    pub outcome: Outcome,
    /// What is wrong with the content.
    pub diagnostics: Arc<[Diagnostic]>,
    /// Why the content could not be read at all.
    pub failure: Option<String>,
}

impl Problems {
    /// Number of diagnostics of a severity.
    pub(super) fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}

impl Live {
    /// What is shown now.
    pub(super) fn now(&self) -> Arc<Showing> {
        Arc::clone(&self.lock())
    }

    /// What is in the site that is shown; none before the first good one.
    pub fn counts(&self) -> Option<Counts> {
        let now = self.now();
        let build = &now.site.as_ref()?.build;
        Some(Counts {
            base_path: build.base_path().to_owned(),
            articles: build.n_articles(),
            dossiers: build.n_dossiers(),
            outputs: build.n_outputs(),
        })
    }

    /// Waits until something else is shown than at a generation; none when nothing was in time.
    pub(super) fn wait_beyond(&self, generation: u64, patience: Duration) -> Option<Arc<Showing>> {
        let is_same = |now: &mut Arc<Showing>| now.generation == generation;
        let waited = self.changed.wait_timeout_while(self.lock(), patience, is_same);
        let (now, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        (!timeout.timed_out()).then(|| Arc::clone(&now))
    }

    /// Shows a new site, unless it has errors. `changes` are what made it another one; it was begun at
    /// `begun`.
    pub fn take(&self, build: Build, changes: Changes, begun: Instant) -> Rebuild {
        let now = self.now();
        let mut problems =
            Problems { diagnostics: build.diagnostics.clone(), ..Problems::default() };
        let mut is_good = !build.has_errors();
        let proven = now.site.as_ref().map(|site| site.build.theme_fingerprint());
        if is_good && proven != Some(build.theme_fingerprint()) {
            // New templates are tried on a page of each kind before anybody sees them.
            let failed = super::page::failing(&build);
            is_good = failed.is_empty();
            problems.diagnostics.extend(failed);
        }
        problems.is_stale = !is_good && now.site.is_some();
        let outcome = if is_good { Outcome::Shown } else { Outcome::Refused };
        let renamed = renamed_in_all(&now.renamed, &changes.renamed);
        let (site, previous, moved) = if is_good {
            let moved =
                now.site.as_ref().map(|old| lost::moved(&now.moved, &old.build, &build, &renamed));
            let moved = moved.map_or_else(|| Arc::clone(&now.moved), Arc::new);
            let site = Arc::new(ShownSite { build, cache: Cache::default() });
            (Some(site), now.site.clone(), moved)
        } else {
            (now.site.clone(), now.previous.clone(), Arc::clone(&now.moved))
        };
        let renamed = if is_good { Renamed::new() } else { renamed };
        let changed = changes.files;
        let next = Next { site, previous, moved, renamed, problems, changed, outcome };
        self.replace(&now, next, begun)
    }

    /// Tells that the content could not be read; the last good site is shown.
    pub fn fail(&self, error: &anyhow::Error, begun: Instant) -> Rebuild {
        let now = self.now();
        let failure = error.chain().map(ToString::to_string).collect::<Vec<_>>().join(": ");
        let (site, previous) = (now.site.clone(), now.previous.clone());
        let is_stale = site.is_some();
        let problems = Problems { is_stale, failure: Some(failure), diagnostics: Vec::new() };
        let (changed, outcome) = (Vec::new(), Outcome::Failed);
        let (moved, renamed) = (Arc::clone(&now.moved), now.renamed.clone());
        let next = Next { site, previous, moved, renamed, problems, changed, outcome };
        self.replace(&now, next, begun)
    }

    /// A page of the site that is shown cannot be made: the good site before it is shown again.
    pub(super) fn found_broken(&self, showing: &Showing, diagnostic: Diagnostic) {
        let mut now = self.lock();
        if now.generation != showing.generation || now.problems.diagnostics.contains(&diagnostic) {
            return;
        }
        let mut diagnostics = now.problems.diagnostics.clone();
        diagnostics.push(diagnostic);
        let problems = Problems { is_stale: now.previous.is_some(), failure: None, diagnostics };
        *now = Arc::new(Showing {
            generation: now.generation + 1,
            site: now.previous.clone().or_else(|| now.site.clone()),
            previous: now.previous.clone(),
            problems: Arc::new(problems),
            rebuilds: now.rebuilds.clone(),
            moved: Arc::clone(&now.moved),
            renamed: now.renamed.clone(),
        });
        drop(now);
        self.changed.notify_all();
    }

    fn replace(&self, old: &Showing, next: Next, begun: Instant) -> Rebuild {
        let Next { site, previous, moved, renamed, problems, mut changed, outcome } = next;
        let n_changed = changed.len();
        changed.truncate(MAX_CHANGED);
        let rebuild = Rebuild {
            // A page may have been found broken meanwhile.
            generation: self.now().generation + 1,
            at: now(),
            took: begun.elapsed(),
            changed,
            n_changed,
            outcome,
            diagnostics: problems.diagnostics.clone().into(),
            failure: problems.failure.clone(),
        };
        let mut rebuilds = old.rebuilds.clone();
        rebuilds.push_front(rebuild.clone());
        rebuilds.truncate(MAX_REBUILDS);
        let generation = rebuild.generation;
        let problems = Arc::new(problems);
        let next = Showing { generation, site, previous, problems, rebuilds, moved, renamed };
        // Freeing the oldest site takes a while, and nobody has to wait for it.
        let oldest = std::mem::replace(&mut *self.lock(), Arc::new(next));
        self.changed.notify_all();
        drop(oldest);
        rebuild
    }

    fn lock(&self) -> MutexGuard<'_, Arc<Showing>> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What was renamed in two steps: a file with three names has had the first and has the last.
fn renamed_in_all(first: &Renamed, then: &Renamed) -> Renamed {
    let is_known = |name: &SourcePath| first.iter().any(|(_, middle)| middle == name);
    let followed = first.iter().map(|(old, middle)| {
        let last = then.iter().find(|(from, _)| from == middle).map_or(middle, |(_, to)| to);
        (old.clone(), last.clone())
    });
    followed.chain(then.iter().filter(|(from, _)| !is_known(from)).cloned()).collect()
}

/// What is to be shown next.
struct Next {
    site: Option<Arc<ShownSite>>,
    previous: Option<Arc<ShownSite>>,
    moved: Arc<BTreeMap<Address, Address>>,
    renamed: Renamed,
    problems: Problems,
    changed: Vec<SourcePath>,
    outcome: Outcome,
}

/// The instant that rebuilds are timed by.
#[expect(clippy::disallowed_methods, reason = "the writer is told what a rebuild costs")]
pub(super) fn now() -> Instant {
    Instant::now()
}
