//! A target that takes one file at a time, such as an object store: files are sent in the order of the
//! change, the manifest follows, and what is gone is removed last.
//!
//! Beside the site lie, below `.rapporteur/`:
//!
//! - `manifest.json`: the release that stands there whole;
//! - `before/ID.json`: the manifest of the release to go back to from the one of that id; `kept/HASH`: those of
//!   its files that the present release does not have as they are;
//! - `pending.json`: what a publish that is under way touches, see [`pending`]. It is written before
//!   anything else and removed after all else;
//! - `lock.json`: who is publishing.
//!
//! A publish has four steps: it keeps what it is going to overwrite, sends what is new, writes the manifest, and
//! removes what nobody needs. Always holds:
//!
//! - the manifest alone says which release stands there and to which one goes back. Both change in one step,
//!   when the manifest is written; until then all that is needed to go back from the old one is there, and
//!   from then on all that is needed to go back from the new one;
//! - the release to go back to differs from the present one in what readers see. One that does not takes over
//!   the one before;
//! - all is kept before the first file is sent. So where one that should be kept is missing, nothing was
//!   sent yet, and the file still stands in its place.

mod pending;
mod stranger;

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use self::pending::Pending;
use super::change::{Change, Moment};
use super::lock::{Held, Holder};
use super::manifest::{Hash, MANIFEST, Manifest};
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
/// So many files are removed between two looks at the lock.
const MAX_REMOVED: usize = 100;

/// Where the manifest of the release is to which one goes back from a release.
fn before(release: &Manifest) -> String {
    format!(".rapporteur/before/{}.json", release.id())
}

/// Where a file of the release before is kept.
fn kept(hash: Hash) -> String {
    format!(".rapporteur/kept/{hash}")
}

/// All that lies beside a release for the sake of going back to an earlier one.
fn needed(earlier: Option<&Manifest>, release: &Manifest) -> BTreeSet<String> {
    let Some(earlier) = earlier else { return BTreeSet::new() };
    let files = differing(earlier, release).map(|(_, hash)| kept(hash));
    files.chain([before(release)]).collect()
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
            (whole, Some(pending)) => Standing::Published(pending.doubted(whole.as_ref())),
            // A site has a home page, and so has nearly everything else.
            (None, None) if self.store.get("index.html")?.is_some() => {
                Standing::Foreign("index.html".to_owned())
            }
            (None, None) => Standing::Empty,
        };
        Ok(Box::new(Open { objects: self, whole, interrupted, standing, lock }))
    }
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
        let has_earlier = || !matches!(self.earlier(), Ok(None));
        self.interrupted.is_none() && (self.objects.keep_previous || !has_earlier())
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
        let Objects { store, keep_previous, .. } = self.objects;
        let whole = self.whole.as_ref();
        let earlier = self.earlier()?;
        let is_same = whole.is_some_and(|whole| whole.files == manifest.files);
        let before_it = match (is_same, whole) {
            _ if !keep_previous => None,
            (true, _) => earlier.as_ref(),
            (false, whole) => whole.filter(|_| self.can_keep()),
        };
        let needed = needed(before_it, manifest);

        progress.start(change.sent.len() + change.removed.len());
        let interrupted = self.interrupted.as_ref();
        let mut pending = Pending::of(release, whole, interrupted, &self.standing.manifest());
        pending.is_kept = *keep_previous && self.can_keep();
        pending.beside.extend(self.beside(earlier.as_ref()));
        pending.beside.extend(needed.iter().cloned());
        self.objects.put_text(PENDING, serde_json::to_vec(&pending)?)?;
        if let Some(whole) = whole.filter(|_| before_it.is_some()) {
            let source = if is_same { before(whole) } else { MANIFEST.to_owned() };
            self.keep(whole, manifest)?;
            self.copy_note(&source, &before(manifest))?;
        }
        self.put_files(tree, change, progress)?;
        self.lock.check()?;
        self.objects.put_text(MANIFEST, manifest.to_bytes())?;
        self.remove(&change.removed, progress)?;
        let stale: Vec<String> = pending.beside.difference(&needed).cloned().collect();
        self.remove(&stale, &())?;
        store.remove(&[PENDING])?;
        self.interrupted = None;
        self.whole = Some(manifest.clone());
        self.standing = Standing::Published(manifest.clone());
        Ok(())
    }

    fn roll_back(&mut self, moment: Moment, progress: &dyn Progress) -> Result<Manifest> {
        let half_done =
            self.interrupted.as_ref().filter(|pending| !pending.is_reached(self.whole.as_ref()));
        // A publish that was killed is undone; else the last whole one is.
        let goal = match half_done {
            Some(pending) => self.whole.clone().filter(|_| pending.is_kept),
            None => self.earlier()?,
        };
        let Some(mut goal) = goal else {
            bail!(
                "no release before this one is kept there\n\
                 hint: there was only one, or `keep_previous` is off"
            );
        };
        let tree = Tree::kept(&goal);
        let change = Change::between(&self.standing.manifest(), &tree, moment);
        // What outlived its use when that release stood there may be gone.
        goal.lingering.clone_from(&change.lingering);
        self.send(&Release { tree: &tree, change: &change, manifest: &goal }, progress)?;
        Ok(goal)
    }
}

impl<S: Store> Open<'_, S> {
    /// The release to which one goes back from the one that stands there whole.
    fn earlier(&self) -> Result<Option<Manifest>> {
        let path = self.whole.as_ref().map(before);
        path.map_or(Ok(None), |path| self.objects.manifest(&path))
    }

    /// What lies beside the site by what the manifest says.
    fn beside(&self, earlier: Option<&Manifest>) -> BTreeSet<String> {
        self.whole.as_ref().map(|whole| needed(earlier, whole)).unwrap_or_default()
    }

    /// Whether each file of the release that stands there is in its place or kept. It is not where a
    /// publish that was killed kept nothing.
    fn can_keep(&self) -> bool {
        let is_sound =
            |pending: &Pending| pending.is_kept || pending.is_reached(self.whole.as_ref());
        self.interrupted.as_ref().is_none_or(is_sound)
    }

    /// Keeps those files of the present release that the next one does not have as they are.
    fn keep(&self, whole: &Manifest, next: &Manifest) -> Result<()> {
        let store = &self.objects.store;
        let standing = self.standing.manifest();
        let files: Vec<(&str, Hash)> = differing(whole, next).collect();
        self.in_parallel(&files, |(path, hash)| {
            let place = kept(*hash);
            let is_doubted = standing.files.get(*path).is_none_or(|it| it.hash == Hash::UNKNOWN);
            if is_doubted && store.get(&place)?.is_some() {
                return Ok(());
            }
            store.copy(path, &place, Class::Asset).map(|_| ())
        })
    }

    /// Gives a note about the site a second place.
    fn copy_note(&self, from: &str, to: &str) -> Result<()> {
        if from != to && !self.objects.store.copy(from, to, Class::Entry)? {
            bail!("`{from}` was removed by others meanwhile\nhint: publish again");
        }
        Ok(())
    }

    /// Removes files, some at a time, and holds the lock.
    fn remove(&self, paths: &[String], progress: &dyn Progress) -> Result<()> {
        for paths in paths.chunks(MAX_REMOVED) {
            self.lock.renew()?;
            let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
            self.objects.store.remove(&paths)?;
            paths.iter().for_each(|_| progress.done());
        }
        Ok(())
    }

    /// Sends the files of one class at a time, those first that nobody can reach yet, since a page leads to those
    /// before it.
    fn put_files(&self, tree: &Tree, change: &Change, progress: &dyn Progress) -> Result<()> {
        let standing = &self.standing.manifest();
        let files: Vec<&File> = change.files(tree).collect();
        let step = |file: &File| (file.class(), standing.reach(file.path.as_str()));
        let groups = files.chunk_by(|left, right| step(left) == step(right));
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
