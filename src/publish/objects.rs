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
//! removes what nobody needs. (Where files lie in folders, one that gives way to a folder, or the other way round,
//! is removed first.) Always holds:
//!
//! - the manifest alone says which release stands there and to which one goes back. Both change in one step,
//!   when the manifest is written; until then all that is needed to go back from the old one is there, and
//!   from then on all that is needed to go back from the new one;
//! - the release to go back to differs from the present one in what readers see. One that does not takes over
//!   the one before;
//! - all is kept before the first file is sent or removed. So where one that should be kept is missing, nothing was
//!   sent yet, and the file still stands in its place.

mod pending;
mod sending;
mod store;
mod stranger;

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result};
use rayon::prelude::*;

use self::pending::Pending;
use self::sending::Open;
pub use self::store::{Put, Store};
use super::lock::Holder;
use super::manifest::{Hash, MANIFEST, Manifest};
use super::target::{Obstacle, Session, Sight, Standing, Target};
use super::tree::Class;
use super::wishes::Foreign;
use crate::output::Content;

/// A target that is a store.
pub struct Objects<S> {
    store: S,
    keep_previous: bool,
    holder: Holder,
}

/// What a publish under way touches.
const PENDING: &str = ".rapporteur/pending.json";
/// So many files are removed in one go.
const MAX_REMOVED: usize = 1000;

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

    fn seen(&self) -> Result<Seen<'_, S>> {
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
        Ok(Seen { objects: self, whole, interrupted, standing })
    }

    fn manifest(&self, path: &str) -> Result<Option<Manifest>> {
        self.store.get(path)?.map(|bytes| Manifest::read(&bytes)).transpose()
    }

    fn pending(&self) -> Result<Option<Pending>> {
        let Some(bytes) = self.store.get(PENDING)? else { return Ok(None) };
        serde_json::from_slice(&bytes).context("the note of an interrupted publish is damaged")
    }

    /// Does something for each of some items, as many at once as the store likes.
    fn in_parallel<T: Sync>(
        &self,
        items: &[T],
        job: impl Fn(&T) -> Result<()> + Sync,
    ) -> Result<()> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.store.n_parallel());
        let pool = pool.build().context("cannot start threads")?;
        pool.install(|| items.par_iter().with_max_len(1).try_for_each(&job))
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

    fn look(&self) -> Result<Box<dyn Sight + '_>> {
        Ok(Box::new(self.seen()?))
    }

    fn open(&self) -> Result<Box<dyn Session + '_>> {
        let lock = self.holder.lock(&self.store)?;
        Ok(Box::new(Open { seen: self.seen()?, lock }))
    }
}

/// What is known of a store.
struct Seen<'a, S: Store> {
    objects: &'a Objects<S>,
    /// The last release that stood there whole.
    whole: Option<Manifest>,
    interrupted: Option<Pending>,
    standing: Standing,
}

impl<S: Store> Sight for Seen<'_, S> {
    fn standing(&self) -> &Standing {
        &self.standing
    }

    fn is_settled(&self) -> bool {
        // What cannot be read is told when something is sent.
        let has_earlier = || !matches!(self.earlier(), Ok(None));
        self.interrupted.is_none() && (self.objects.keep_previous || !has_earlier())
    }

    fn obstacle(&self, paths: &[&str], foreign: Foreign) -> Result<Option<Obstacle>> {
        let store = &self.objects.store;
        if foreign == Foreign::Adopted && !store.has_folders() {
            return Ok(None);
        }
        let standing = self.standing.manifest();
        let ours: BTreeSet<&str> =
            standing.all_files().flat_map(|(path, _)| stranger::folders(path)).collect();
        let found = stranger::find(paths, |places| {
            let taken = Mutex::new(BTreeSet::new());
            self.objects.in_parallel(places, |place| {
                let in_way = match place.strip_suffix('/') {
                    Some(_) if ours.contains(place) || store.is_taken(place)? => Some(*place),
                    Some(name) if store.has_folders() && !standing.has(name) => {
                        store.is_taken(name)?.then_some(name)
                    }
                    Some(_) => None,
                    None if foreign == Foreign::Adopted => {
                        store.is_folder(place)?.then_some(*place)
                    }
                    None => store.is_taken(place)?.then_some(*place),
                };
                taken.lock().unwrap_or_else(PoisonError::into_inner).extend(in_way);
                Ok(())
            })?;
            Ok(taken.into_inner().unwrap_or_else(PoisonError::into_inner))
        });
        let Some(path) = found? else { return Ok(None) };
        Ok(Some(match path.to_owned() {
            path if !paths.contains(&path.as_str()) => Obstacle::FileForFolder(path),
            path if store.is_folder(&path)? => Obstacle::Folder(path),
            path => Obstacle::File(path),
        }))
    }
}

impl<S: Store> Seen<'_, S> {
    /// The release to which one goes back from the one that stands there whole.
    fn earlier(&self) -> Result<Option<Manifest>> {
        let path = self.whole.as_ref().map(before);
        path.map_or(Ok(None), |path| self.objects.manifest(&path))
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
