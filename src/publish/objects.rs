//! A target that takes one file at a time, such as an object store: files are sent in the order of the
//! change, the manifest follows, and what is gone is removed last.
//!
//! Beside the site lie, below `.rapporteur/`:
//!
//! - `manifest.json`: the release that stands there whole;
//! - `pending.json`: what a publish that is under way touches, written before the first file. A process
//!   that is killed leaves it, and the next one takes nothing of that for known;
//! - `previous.json` and `kept/HASH`: the release before, and those of its files that the present one does
//!   not have;
//! - `lock.json`: who is publishing.
//!
//! Files are kept before the first one is sent. So where one that should be kept is missing, nothing was
//! sent yet, and the file still stands in its place.

mod stranger;

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::change::{Change, Moment};
use super::lock::{Held, Holder};
use super::manifest::{Hash, MANIFEST, Manifest, Stored};
use super::target::{Progress, Release, Session, Standing, Target};
use super::tree::{Class, File, Source, Tree};
use crate::output::Content;

/// A place that holds files by name, each written as a whole or not at all.
pub trait Store: Sync {
    /// What messages call it.
    fn place(&self) -> String;

    /// The bytes of a file; none if there is none.
    ///
    /// # Errors
    /// When the place cannot be reached or may not be read.
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>>;

    /// Writes a file. What was there is replaced in one step.
    ///
    /// # Errors
    /// When it cannot be written, after as many attempts as make sense.
    fn put(&self, path: &str, put: &Put<'_>) -> Result<()>;

    /// Writes a file if there is none; says whether it did.
    ///
    /// # Errors
    /// When it cannot be written.
    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool>;

    /// Gives a file a second place, without sending its bytes; says whether there was one.
    ///
    /// # Errors
    /// When it cannot be copied.
    fn copy(&self, from: &str, to: &str, class: Class) -> Result<bool>;

    /// Removes files; that one is not there is fine.
    ///
    /// # Errors
    /// When one cannot be removed.
    fn remove(&self, paths: &[&str]) -> Result<()>;

    /// Whether there is a file at a path; where the path ends with a slash, whether there may be one below.
    ///
    /// # Errors
    /// When the place cannot be looked at.
    fn is_taken(&self, path: &str) -> Result<bool>;

    /// How many files may be under way at once.
    fn n_parallel(&self) -> usize;
}

/// What is written.
#[derive(Debug, Clone, Copy)]
pub struct Put<'a> {
    /// The bytes.
    pub content: &'a Content,
    /// Their number.
    pub size: u64,
    /// What the file is to a reader.
    pub class: Class,
}

/// A target that is a store.
pub struct Objects<S> {
    store: S,
    keep_previous: bool,
    holder: Holder,
}

/// What a publish under way touches.
const PENDING: &str = ".rapporteur/pending.json";
/// The manifest of the release before.
const PREVIOUS: &str = ".rapporteur/previous.json";

/// Where a file of the release before is kept.
fn kept(hash: Hash) -> String {
    format!(".rapporteur/kept/{hash}")
}

/// What a publish that has begun has told the target beforehand.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Pending {
    /// The state of the site to which it leads.
    goal: String,
    /// Files that may be as they were, as they will be, or gone.
    touched: Vec<String>,
    /// Kept files that nobody needs when it is done.
    stale: Vec<Hash>,
    /// Whether what it overwrites was kept first.
    is_kept: bool,
}

impl<S: Store> Objects<S> {
    /// A target at a store. `holder` is this process, as others are told of it.
    pub fn new(store: S, keep_previous: bool, holder: Holder) -> Self {
        Self { store, keep_previous, holder }
    }

    fn manifest(&self, path: &str) -> Result<Option<Manifest>> {
        self.store.get(path)?.map(|bytes| Manifest::read(&bytes)).transpose()
    }

    fn pending(&self) -> Result<Option<Pending>> {
        let Some(bytes) = self.store.get(PENDING)? else { return Ok(None) };
        serde_json::from_slice(&bytes).context("the note of an interrupted publish is damaged")
    }

    fn put_text(&self, path: &str, bytes: Vec<u8>) -> Result<()> {
        let size = bytes.len() as u64;
        // Like a page, a note about the site must not be taken from a cache for long.
        let put = Put { content: &Content::Bytes(bytes), size, class: Class::Entry };
        self.store.put(path, &put)
    }
}

impl<S: Store> Target for Objects<S> {
    fn place(&self) -> String {
        self.store.place()
    }

    fn open(&self) -> Result<Box<dyn Session + '_>> {
        let lock = self.holder.lock(&self.store)?;
        let whole = self.manifest(MANIFEST)?;
        let interrupted = self.pending()?;
        let standing = match (&whole, &interrupted) {
            (Some(manifest), None) => Standing::Published(manifest.clone()),
            (manifest, Some(pending)) => {
                Standing::Published(doubted(manifest.clone().unwrap_or_default(), pending))
            }
            // A site has a home page, and so has nearly everything else.
            (None, None) if self.store.get("index.html")?.is_some() => {
                Standing::Foreign("index.html".to_owned())
            }
            (None, None) => Standing::Empty,
        };
        Ok(Box::new(Open { objects: self, whole, interrupted, standing, lock }))
    }
}

/// A manifest in which nothing is taken for known that an interrupted publish may have touched.
fn doubted(mut manifest: Manifest, pending: &Pending) -> Manifest {
    let is_done = manifest.id() == pending.goal;
    for path in &pending.touched {
        if is_done && manifest.files.contains_key(path) {
            continue;
        }
        manifest.lingering.remove(path);
        manifest.files.insert(path.clone(), Stored { hash: Hash::UNKNOWN, size: 0 });
    }
    manifest
}

struct Open<'a, S: Store> {
    objects: &'a Objects<S>,
    /// The last release that stood there whole.
    whole: Option<Manifest>,
    interrupted: Option<Pending>,
    standing: Standing,
    lock: Held<'a, &'a S>,
}

impl<S: Store> Session for Open<'_, S> {
    fn standing(&self) -> &Standing {
        &self.standing
    }

    fn is_settled(&self) -> bool {
        // What cannot be read is told when something is sent.
        self.objects.keep_previous || !matches!(self.objects.store.get(PREVIOUS), Ok(Some(_)))
    }

    fn stranger(&self, paths: &[&str]) -> Result<Option<String>> {
        let ours: BTreeSet<&str> = match &self.standing {
            Standing::Published(manifest) => {
                manifest.all_files().flat_map(|(path, _)| stranger::folders(path)).collect()
            }
            Standing::Empty | Standing::Foreign(_) => BTreeSet::new(),
        };
        let found = stranger::find(paths, |places| {
            let taken = Mutex::new(BTreeSet::new());
            self.in_parallel(places, |place| {
                if ours.contains(place) || self.objects.store.is_taken(place)? {
                    taken.lock().unwrap_or_else(PoisonError::into_inner).insert(*place);
                }
                Ok(())
            })?;
            Ok(taken.into_inner().unwrap_or_else(PoisonError::into_inner))
        });
        Ok(found?.map(str::to_owned))
    }

    fn send(&mut self, release: &Release<'_>, progress: &dyn Progress) -> Result<()> {
        let Release { tree, change, manifest } = *release;
        let objects = self.objects;
        let stale = self.stale(manifest)?;
        let touched = change.files(tree).map(|file| file.path.as_str());
        let touched = touched.chain(change.removed.iter().map(String::as_str));
        let touched: Vec<&str> = touched.collect();
        progress.start(change.sent.len() + change.removed.len());
        let pending = Pending {
            goal: manifest.id(),
            touched: touched.iter().map(|path| (*path).to_owned()).collect(),
            stale: stale.clone(),
            is_kept: objects.keep_previous,
        };
        objects.put_text(PENDING, serde_json::to_vec(&pending)?)?;
        if objects.keep_previous {
            self.keep(&touched)?;
        }
        self.put_files(tree, change, progress)?;
        self.lock.check()?;
        match &self.whole {
            Some(whole) if objects.keep_previous => {
                objects.put_text(PREVIOUS, whole.to_bytes())?;
            }
            _ => objects.store.remove(&[PREVIOUS])?,
        }
        objects.put_text(MANIFEST, manifest.to_bytes())?;
        let removed: Vec<&str> = change.removed.iter().map(String::as_str).collect();
        objects.store.remove(&removed)?;
        removed.iter().for_each(|_| progress.done());
        let stale: Vec<String> = stale.into_iter().map(kept).collect();
        objects.store.remove(&stale.iter().map(String::as_str).collect::<Vec<_>>())?;
        objects.store.remove(&[PENDING])?;
        self.interrupted = None;
        self.whole = Some(manifest.clone());
        self.standing = Standing::Published(manifest.clone());
        Ok(())
    }

    fn roll_back(&mut self, progress: &dyn Progress) -> Result<Manifest> {
        let is_half_done = match (&self.interrupted, &self.whole) {
            (Some(pending), Some(whole)) => whole.id() != pending.goal,
            (Some(_), None) => true,
            (None, _) => false,
        };
        // A publish that was killed is undone; else the last whole one is.
        let goal = match &self.interrupted {
            Some(pending) if is_half_done => self.whole.clone().filter(|_| pending.is_kept),
            _ => self.objects.manifest(PREVIOUS)?,
        };
        let Some(goal) = goal else {
            bail!(
                "no release before this one is kept there\n\
                 hint: there was only one, or `keep_previous` is off"
            );
        };
        let present = self.standing.manifest();
        let tree = Tree::kept(&goal);
        let change = Change::between(&present, &tree, Moment { now: 0, grace: 0 });
        self.send(&Release { tree: &tree, change: &change, manifest: &goal }, progress)?;
        Ok(goal)
    }
}

impl<S: Store> Open<'_, S> {
    /// Kept files that nobody needs when `next` stands there: those of the release before the present one.
    fn stale(&self, next: &Manifest) -> Result<Vec<Hash>> {
        let mut stale: BTreeSet<Hash> = BTreeSet::new();
        if let Some(interrupted) = &self.interrupted {
            stale.extend(&interrupted.stale);
        }
        let whole = self.whole.clone().unwrap_or_default();
        if let Some(previous) = self.objects.manifest(PREVIOUS)? {
            stale.extend(differing(&previous, &whole).map(|(_, hash)| hash));
        }
        if self.objects.keep_previous {
            for (_, hash) in differing(&whole, next) {
                stale.remove(&hash);
            }
        }
        Ok(stale.into_iter().collect())
    }

    /// Keeps those of the files that the present release has.
    fn keep(&self, paths: &[&str]) -> Result<()> {
        let Some(whole) = &self.whole else { return Ok(()) };
        let store = &self.objects.store;
        let in_doubt: BTreeSet<&str> = (self.interrupted.iter())
            .flat_map(|pending| pending.touched.iter().map(String::as_str))
            .collect();
        self.in_parallel(paths, |path| {
            let Some(stored) = whole.files.get(*path) else { return Ok(()) };
            let place = kept(stored.hash);
            if in_doubt.contains(path) && store.get(&place)?.is_some() {
                return Ok(());
            }
            store.copy(path, &place, Class::Asset).map(|_| ())
        })
    }

    /// Sends the files of one class at a time, new ones first, since a page of one class leads to those of
    /// the classes before.
    fn put_files(&self, tree: &Tree, change: &Change, progress: &dyn Progress) -> Result<()> {
        let standing = &self.standing.manifest();
        let files: Vec<&File> = change.files(tree).collect();
        let is_known = |file: &File| standing.files.contains_key(file.path.as_str());
        let groups = files.chunk_by(|left, right| {
            left.class() == right.class() && is_known(left) == is_known(right)
        });
        for group in groups {
            self.in_parallel(group, |file| {
                self.put(file, standing)?;
                progress.done();
                Ok(())
            })?;
        }
        Ok(())
    }

    fn put(&self, file: &File, standing: &Manifest) -> Result<()> {
        let path = file.path.as_str();
        let store = &self.objects.store;
        match &file.source {
            Source::Here(content) => {
                store.put(path, &Put { content, size: file.stored.size, class: file.class() })
            }
            Source::Kept => {
                let is_there = store.copy(&kept(file.stored.hash), path, file.class())?;
                let before = standing.files.get(path).map(|stored| stored.hash);
                // Of what was in doubt nothing was sent where nothing was kept.
                if !is_there && before != Some(Hash::UNKNOWN) {
                    bail!("the earlier version of `{path}` is not there any more");
                }
                Ok(())
            }
        }
    }

    /// Does something for each of some items, as many at once as the store likes, and holds the lock.
    fn in_parallel<T: Sync>(
        &self,
        items: &[T],
        job: impl Fn(&T) -> Result<()> + Sync,
    ) -> Result<()> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.objects.store.n_parallel());
        let pool = pool.build().context("cannot start threads")?;
        pool.install(|| {
            items.par_iter().with_max_len(1).try_for_each(|item| {
                self.lock.renew()?;
                job(item)
            })
        })
    }
}

/// The files of a manifest that another does not have as they are.
fn differing<'a>(
    manifest: &'a Manifest,
    other: &'a Manifest,
) -> impl Iterator<Item = (&'a str, Hash)> {
    let files = manifest.files.iter();
    files
        .filter(|(path, stored)| other.files.get(*path) != Some(stored))
        .map(|(path, stored)| (path.as_str(), stored.hash))
}

#[cfg(test)]
mod tests;
