//! What the preview shows at a moment, and how that is replaced.
//!
//! Comes in: builds, and failures. Goes out: a `Showing` for each request. Always holds: a `Showing` is
//! never changed, so that a request sees one site from its first byte to its last; a site that has
//! errors is not shown as long as there is one that had none.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use super::page::Cache;
use super::{lost, own};
use crate::diagnostic::{Diagnostic, Severity};
use crate::path::{Address, SourcePath};
use crate::pipeline::{Build, Proposal};
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
    tell_broken: OnceLock<Box<TellBroken>>,
}

/// Hears of a page that cannot be made.
type TellBroken = dyn Fn(&Rebuild) + Send + Sync;

/// What the preview shows at a moment.
#[derive(Default)]
pub(super) struct Showing {
    /// Grows with each change of what is shown.
    pub(super) generation: u64,
    /// The last good site; none before the first.
    pub(super) site: Option<Arc<ShownSite>>,
    /// The good site before that one, for the case that a page of this one cannot be made.
    previous: Option<Arc<ShownSite>>,
    /// Pages that a newer site could not make, while the one that is shown can.
    broken: Vec<Address>,
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
    /// Changes with any of the files that are copied.
    pub(super) copies: String,
    /// Files for the names that no actor has: gathered from all articles when the map asks for them.
    proposals: OnceLock<Vec<Proposal>>,
}

impl ShownSite {
    fn new(build: Build) -> Self {
        let copies = own::mark_of_copies(&build);
        Self { build, cache: Cache::default(), copies, proposals: OnceLock::new() }
    }

    /// Files for the names in the articles that no actor has.
    pub(super) fn proposals(&self) -> &[Proposal] {
        self.proposals.get_or_init(|| self.build.proposals())
    }
}

/// What is wrong with the newest content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
        let mut diagnostics = build.diagnostics.clone();
        let mut is_good = !build.has_errors();
        if is_good {
            let failed = self.failing(&build);
            is_good = failed.is_empty();
            diagnostics.extend(failed);
        }
        let Changes { files, renamed, .. } = changes;
        let shown = self.lock();
        let renamed = renamed_in_all(&shown.renamed, &renamed);
        let outcome = if is_good { Outcome::Shown } else { Outcome::Refused };
        let is_stale = !is_good && shown.site.is_some();
        let problems = Problems { is_stale, failure: None, diagnostics };
        let mut next = Next { renamed, ..Next::unchanged(&shown, problems, files, outcome) };
        if is_good {
            if let Some(old) = &shown.site {
                let moved = lost::moved(&next.moved, &old.build, &build, &next.renamed);
                next.moved = Arc::new(moved);
            }
            next.previous = next.site.replace(Arc::new(ShownSite::new(build)));
            next.broken.clear();
            next.renamed.clear();
        }
        self.swap(shown, next, begun)
    }

    /// Tells that the content could not be read; the last good site is shown.
    pub fn fail(&self, error: &anyhow::Error, begun: Instant) -> Rebuild {
        let failure = error.chain().map(ToString::to_string).collect::<Vec<_>>().join(": ");
        let shown = self.lock();
        let is_stale = shown.site.is_some();
        let problems = Problems { is_stale, failure: Some(failure), diagnostics: Vec::new() };
        let next = Next::unchanged(&shown, problems, Vec::new(), Outcome::Failed);
        self.swap(shown, next, begun)
    }

    /// What is wrong with the pages of a new site, as far as it is worth a look before it is shown: new
    /// templates are tried on a page of each kind, and pages that failed before are tried again.
    fn failing(&self, build: &Build) -> Vec<Diagnostic> {
        let now = self.now();
        let proven = now.site.as_ref().map(|site| site.build.theme_fingerprint());
        let mut tried: Vec<usize> =
            now.broken.iter().filter_map(|address| build.find(address)).collect();
        if proven != Some(build.theme_fingerprint()) {
            tried.extend(build.samples());
        }
        super::page::failing(build, &tried)
    }

    /// A page of the site that is shown cannot be made. Where the good site before it can make the page,
    /// that one is shown again; else the page alone is missing.
    pub(super) fn found_broken(&self, showing: &Showing, address: &Address, found: Diagnostic) {
        let can_make = |site: &Arc<ShownSite>| {
            let page_idx = site.build.find(address);
            page_idx.is_some_and(|page_idx| site.cache.page(&site.build, page_idx).is_ok())
        };
        let good = showing.previous.clone().filter(can_make);
        let shown = self.lock();
        if shown.generation != showing.generation || shown.problems.diagnostics.contains(&found) {
            return;
        }
        let mut problems = (*shown.problems).clone();
        problems.diagnostics.push(found);
        problems.is_stale |= good.is_some();
        let mut next = Next::unchanged(&shown, problems, Vec::new(), Outcome::Refused);
        if good.is_some() {
            next.site = good;
            next.previous = None;
            next.broken = vec![address.clone()];
        }
        let rebuild = self.swap(shown, next, now());
        if let Some(tell) = self.tell_broken.get() {
            tell(&rebuild);
        }
    }

    /// Has `tell` hear of pages that cannot be made, which is found only when they are asked for.
    pub fn tell_broken(&self, tell: impl Fn(&Rebuild) + Send + Sync + 'static) {
        // The first who wants to hear of it does.
        let _ = self.tell_broken.set(Box::new(tell));
    }

    /// Puts something else in the place of what is shown. It follows from what is shown at this moment:
    /// nobody can come in between.
    fn swap(&self, mut shown: MutexGuard<'_, Arc<Showing>>, next: Next, begun: Instant) -> Rebuild {
        let Next { site, previous, broken, moved, renamed, problems, mut changed, outcome } = next;
        let n_changed = changed.len();
        changed.truncate(MAX_CHANGED);
        let rebuild = Rebuild {
            generation: shown.generation + 1,
            at: now(),
            took: begun.elapsed(),
            changed,
            n_changed,
            outcome,
            diagnostics: problems.diagnostics.clone().into(),
            failure: problems.failure.clone(),
        };
        let mut rebuilds = shown.rebuilds.clone();
        rebuilds.push_front(rebuild.clone());
        rebuilds.truncate(MAX_REBUILDS);
        let (generation, problems) = (rebuild.generation, Arc::new(problems));
        let next =
            Showing { generation, site, previous, broken, problems, rebuilds, moved, renamed };
        let old = std::mem::replace(&mut *shown, Arc::new(next));
        drop(shown);
        self.changed.notify_all();
        // Freeing the oldest site takes a while, and nobody has to wait for it.
        drop(old);
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
    broken: Vec<Address>,
    moved: Arc<BTreeMap<Address, Address>>,
    renamed: Renamed,
    problems: Problems,
    changed: Vec<SourcePath>,
    outcome: Outcome,
}

impl Next {
    /// The same site with other problems.
    fn unchanged(
        now: &Showing,
        problems: Problems,
        changed: Vec<SourcePath>,
        outcome: Outcome,
    ) -> Self {
        Self {
            site: now.site.clone(),
            previous: now.previous.clone(),
            broken: now.broken.clone(),
            moved: Arc::clone(&now.moved),
            renamed: now.renamed.clone(),
            problems,
            changed,
            outcome,
        }
    }
}

/// The instant that rebuilds are timed by.
#[expect(clippy::disallowed_methods, reason = "the writer is told what a rebuild costs")]
pub(super) fn now() -> Instant {
    Instant::now()
}
