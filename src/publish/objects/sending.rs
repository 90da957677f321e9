//! Sending to a store: a release comes in, its files, its manifest and all that is needed to go back go out, in
//! the steps and with the invariants that [`super`] tells.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use super::pending::Pending;
use super::store::{Put, Store};
use super::{MAX_REMOVED, Objects, PENDING, Seen, before, differing, kept, needed, stranger};
use crate::publish::change::{Change, Moment};
use crate::publish::lock::Held;
use crate::publish::manifest::{Hash, MANIFEST, Manifest};
use crate::publish::refuse_obstacle;
use crate::publish::target::{Progress, Release, Session, Sight, Standing};
use crate::publish::tree::{Class, File, Source, Tree};
use crate::publish::wishes::Foreign;

/// A store that this process alone may change.
pub(super) struct Open<'a, S: Store> {
    pub(super) seen: Seen<'a, S>,
    pub(super) lock: Held<'a, &'a S>,
}

impl<S: Store> Session for Open<'_, S> {
    fn sight(&self) -> &dyn Sight {
        &self.seen
    }

    fn send(&mut self, release: &Release<'_>, progress: &dyn Progress) -> Result<()> {
        let Release { tree, change, manifest } = *release;
        let Objects { store, keep_previous, .. } = self.seen.objects;
        let whole = self.seen.whole.as_ref();
        let earlier = self.seen.earlier()?;
        let is_same = whole.is_some_and(|whole| whole.files == manifest.files);
        let before_it = match (is_same, whole) {
            _ if !keep_previous => None,
            (true, _) => earlier.as_ref(),
            (false, whole) => whole.filter(|_| self.can_keep()),
        };
        let needed = needed(before_it, manifest);

        progress.start(change.sent.len() + change.removed.len());
        let interrupted = self.seen.interrupted.as_ref();
        let mut pending = Pending::of(release, whole, interrupted, &self.seen.standing.manifest());
        pending.is_kept = *keep_previous && self.can_keep();
        pending.beside.extend(self.beside(earlier.as_ref()));
        pending.beside.extend(needed.iter().cloned());
        self.seen.objects.put_text(PENDING, serde_json::to_vec(&pending)?)?;
        if let Some(whole) = whole.filter(|_| before_it.is_some()) {
            let source = if is_same { before(whole) } else { MANIFEST.to_owned() };
            self.keep(whole, manifest)?;
            self.copy_note(&source, &before(manifest))?;
        }
        let (early, late) = self.in_way(tree, change);
        self.remove(&early, progress)?;
        self.put_files(tree, change, progress)?;
        self.lock.check()?;
        self.seen.objects.put_text(MANIFEST, manifest.to_bytes())?;
        self.remove(&late, progress)?;
        let stale: Vec<String> = pending.beside.difference(&needed).cloned().collect();
        self.remove(&stale, &())?;
        store.remove(&[PENDING])?;
        self.seen.interrupted = None;
        self.seen.whole = Some(manifest.clone());
        self.seen.standing = Standing::Published(manifest.clone());
        Ok(())
    }

    fn roll_back(&mut self, moment: Moment, progress: &dyn Progress) -> Result<Manifest> {
        let half_done = self
            .seen
            .interrupted
            .as_ref()
            .filter(|pending| !pending.is_reached(self.seen.whole.as_ref()));
        // A publish that was killed is undone; else the last whole one is.
        let goal = match half_done {
            Some(pending) => self.seen.whole.clone().filter(|_| pending.is_kept),
            None => self.seen.earlier()?,
        };
        let Some(mut goal) = goal else {
            bail!(
                "no release before this one is kept there\n\
                 hint: there was only one, or `keep_previous` is off"
            );
        };
        let tree = Tree::kept(&goal);
        let standing = self.seen.standing.manifest();
        let change = Change::between(&standing, &tree, moment);
        // What outlived its use when that release stood there may be gone.
        goal.lingering.clone_from(&change.lingering);
        refuse_obstacle(&self.seen, &standing, change.files(&tree), Foreign::Adopted)?;
        self.send(&Release { tree: &tree, change: &change, manifest: &goal }, progress)?;
        Ok(goal)
    }
}

impl<S: Store> Open<'_, S> {
    /// The paths that are removed: those where a folder is to come or that lay in one where a file is to come,
    /// and the others.
    fn in_way(&self, tree: &Tree, change: &Change) -> (Vec<String>, Vec<String>) {
        let sent = || change.files(tree).filter(|_| self.seen.objects.store.has_folders());
        let files: BTreeSet<&str> = sent().map(|file| file.path.as_str()).collect();
        let folders: BTreeSet<&str> = sent().flat_map(|file| file.path.folders()).collect();
        let lay_in_file = |path: &str| {
            stranger::folders(path).any(|folder| files.contains(folder.trim_end_matches('/')))
        };
        let is_in_way = |path: &String| folders.contains(path.as_str()) || lay_in_file(path);
        change.removed.iter().cloned().partition(is_in_way)
    }

    /// What lies beside the site by what the manifest says.
    fn beside(&self, earlier: Option<&Manifest>) -> BTreeSet<String> {
        self.seen.whole.as_ref().map(|whole| needed(earlier, whole)).unwrap_or_default()
    }

    /// Whether each file of the release that stands there is in its place or kept. It is not where a
    /// publish that was killed kept nothing.
    fn can_keep(&self) -> bool {
        let is_sound =
            |pending: &Pending| pending.is_kept || pending.is_reached(self.seen.whole.as_ref());
        self.seen.interrupted.as_ref().is_none_or(is_sound)
    }

    /// Keeps those files of the present release that the next one does not have as they are.
    fn keep(&self, whole: &Manifest, next: &Manifest) -> Result<()> {
        let store = &self.seen.objects.store;
        let standing = self.seen.standing.manifest();
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
        if from != to && !self.seen.objects.store.copy(from, to, Class::Entry)? {
            bail!("`{from}` was removed by others meanwhile\nhint: publish again");
        }
        Ok(())
    }

    /// Removes files, some at a time, and holds the lock.
    fn remove(&self, paths: &[String], progress: &dyn Progress) -> Result<()> {
        for paths in paths.chunks(MAX_REMOVED) {
            let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
            self.lock.renew()?;
            self.lock.during(|| self.seen.objects.store.remove(&paths))?;
            paths.iter().for_each(|_| progress.done());
        }
        Ok(())
    }

    /// Sends the files of one class at a time, those first that nobody can reach yet, since a page leads to those
    /// before it.
    fn put_files(&self, tree: &Tree, change: &Change, progress: &dyn Progress) -> Result<()> {
        let standing = &self.seen.standing.manifest();
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
        let store = &self.seen.objects.store;
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
        let held = |item: &T| {
            self.lock.renew()?;
            job(item)
        };
        self.lock.during(|| self.seen.objects.in_parallel(items, held))
    }
}
