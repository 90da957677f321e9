//! Publishing: an output folder that has passed the gate comes in, the same site at a target goes out.
//!
//! Start at [`publish`]. A [`Tree`] is what is to lie there, a [`Manifest`] what does, and a [`Change`]
//! leads from the one to the other. Each kind of target is a [`Target`]; `objects` has what those share
//! that take one file at a time.
//!
//! What always holds: only the files of the tree are sent; a credential reaches no message; what was
//! published at an address is found from there whenever its page is published; the release before is one
//! that readers saw as another one.

mod change;
#[cfg(feature = "http")]
mod fetched;
mod folder;
mod git;
#[cfg(feature = "http")]
mod http;
mod lock;
mod manifest;
mod moved;
mod objects;
mod place;
mod program;
mod redirect;
#[cfg(feature = "s3")]
mod s3;
mod ssh;
mod survey;
mod target;
mod tree;
#[cfg(feature = "webdav")]
mod webdav;
mod wishes;

pub use change::{Change, Moment};
#[cfg(feature = "http")]
pub use fetched::differing;
pub use folder::{FolderTarget, inputs};
pub use git::GitTarget;
#[cfg(feature = "http")]
pub use http::Patience;
pub use lock::Holder;
pub use manifest::{Hash, Lingering, MANIFEST, Manifest, Stored};
pub use moved::{Dormant, Landmark};
pub use objects::{Objects, Put, Store};
pub use place::{Environment, Surroundings, target};
pub use redirect::Mover;
#[cfg(feature = "s3")]
pub use s3::S3Store;
pub use ssh::SshTarget;
pub use survey::survey;
pub use target::{Obstacle, Overtaken, Progress, Release, Session, Sight, Standing, Target};
pub use tree::{Class, File, Source, Tree};
#[cfg(feature = "webdav")]
pub use webdav::WebdavStore;
pub use wishes::{Foreign, Mode, Wishes};

use anyhow::{Context, Result, bail};

/// What came of publishing.
#[derive(Debug)]
pub struct Published {
    /// All files of the release.
    pub tree: Tree,
    /// What had to be done.
    pub change: Change,
    /// What is at the target now.
    pub manifest: Manifest,
    /// What was there before.
    pub before: Manifest,
    /// Addresses that were published before and lead nowhere now.
    pub lost: Vec<String>,
    /// Whether something at the target was not as it should be, though it had a release, and so is put right.
    pub is_mended: bool,
}

/// So often a target is opened again that others changed meanwhile.
const MAX_ATTEMPTS: usize = 5;

/// Makes a target hold a site. `mover` makes what stands at an address that a page had before.
///
/// # Errors
/// When the target cannot be reached, holds files of others, or something cannot be sent.
pub fn publish(
    target: &dyn Target,
    site: &Tree,
    mover: &Mover<'_>,
    wishes: Wishes,
    progress: &dyn Progress,
) -> Result<Published> {
    let attempt = || attempt(target, site, mover, wishes, progress);
    undisturbed(attempt, progress)
        .with_context(|| format!("could not publish to {}", target.place()))
}

/// Does something with a target, and begins anew where others changed it meanwhile without harm.
fn undisturbed<T>(mut attempt: impl FnMut() -> Result<T>, progress: &dyn Progress) -> Result<T> {
    let mut n_attempts = 0;
    loop {
        n_attempts += 1;
        match attempt() {
            Err(error) if error.is::<Overtaken>() && n_attempts < MAX_ATTEMPTS => {
                progress.note("others changed the target meanwhile, beginning anew");
            }
            result => return result,
        }
    }
}

fn attempt(
    target: &dyn Target,
    site: &Tree,
    mover: &Mover<'_>,
    wishes: Wishes,
    progress: &dyn Progress,
) -> Result<Published> {
    if wishes.mode == Mode::DryRun {
        return plan(target, &*target.look()?, site, mover, wishes);
    }
    let mut session = target.open()?;
    let published = plan(target, session.sight(), site, mover, wishes)?;
    let Published { tree, change, manifest, .. } = &published;
    let sight = session.sight();
    let is_there = matches!(sight.standing(), Standing::Published(old) if old == manifest);
    if !(change.is_empty() && is_there && sight.is_settled()) {
        session.send(&Release { tree, change, manifest }, progress)?;
    }
    Ok(published)
}

/// What is to be done at a target.
fn plan(
    target: &dyn Target,
    sight: &dyn Sight,
    site: &Tree,
    mover: &Mover<'_>,
    wishes: Wishes,
) -> Result<Published> {
    match sight.standing() {
        Standing::Foreign(sample) if !target.adopts() => bail!(
            "it holds files that rapporteur did not put there, `{sample}` among them\n\
             hint: move it out of the way, or name a place of its own for the site; `--adopt` is of no use here"
        ),
        Standing::Foreign(sample) if wishes.foreign == Foreign::Refused => bail!(
            "it holds files that rapporteur did not put there, `{sample}` among them\n\
             hint: name a place of its own for the site, or add `--adopt` to overwrite what is in the way"
        ),
        Standing::Empty | Standing::Foreign(_) | Standing::Published(_) => {}
    }
    let old = sight.standing().manifest();
    let (moved, dormant) = moved::moves(&old, &site.landmarks);
    let tree = site.clone().with(redirect::files(&moved, wishes.host, site, mover)?);
    let change = Change::between(&old, &tree, wishes.moment);
    refuse_obstacle(sight, &old, change.files(&tree), wishes.foreign)?;
    let mut manifest = Manifest::of(tree.stored());
    manifest.lingering.clone_from(&change.lingering);
    manifest.landmarks.clone_from(&tree.landmarks);
    manifest.moved = moved;
    manifest.dormant = dormant;
    let lost = lost(&old, &tree, &manifest);
    let is_published = matches!(sight.standing(), Standing::Published(_));
    let is_mended = is_published && !sight.is_settled();
    Ok(Published { tree, change, manifest, before: old, lost, is_mended })
}

/// Refuses to send where something that is not the site's is in the way of a new file.
fn refuse_obstacle<'a>(
    sight: &dyn Sight,
    old: &Manifest,
    sent: impl Iterator<Item = &'a File>,
    foreign: Foreign,
) -> Result<()> {
    let new: Vec<&str> =
        sent.map(|file| file.path.as_str()).filter(|path| !old.has(path)).collect();
    let obstacle = sight.obstacle(&new, foreign)?;
    obstacle.map_or(Ok(()), |obstacle| Err(obstacle.refusal()))
}

/// Goes back to the release before the present one; returns it.
///
/// # Errors
/// When there is none, the target cannot be reached or written, or another publish is faster.
pub fn roll_back(target: &dyn Target, moment: Moment, progress: &dyn Progress) -> Result<Manifest> {
    let mut seen = None;
    let attempt = || {
        let mut session = target.open()?;
        let Standing::Published(present) = session.sight().standing() else {
            bail!("nothing was published there, so there is no release to go back to");
        };
        // Who wants to go back has looked at the release that was there at first.
        if *seen.get_or_insert_with(|| present.clone()) != *present {
            bail!(
                "another publish was faster\nhint: look at what it published, and go back from there"
            );
        }
        session.roll_back(moment, progress)
    };
    undisturbed(attempt, progress)
        .with_context(|| format!("could not go back at {}", target.place()))
}

/// Addresses of pages that were there and at which nothing is any more.
fn lost(old: &Manifest, tree: &Tree, new: &Manifest) -> Vec<String> {
    let addresses = old.landmarks.iter().map(|landmark| &landmark.address);
    addresses
        .chain(old.moved.keys())
        .filter(|address| {
            tree.find(&format!("{address}index.html")).is_none()
                && !new.moved.contains_key(*address)
        })
        .cloned()
        .collect()
}
