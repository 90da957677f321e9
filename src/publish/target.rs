//! What every target can do: a release comes in, a place that readers see it at goes out.
//!
//! What must hold of each target: a process killed at any moment leaves a site in which no link is
//! broken, and the next publish ends in exactly the release; two publishers never mix; a file that the
//! tool did not put there is neither removed nor overwritten.

use std::fmt;

use anyhow::Result;

use super::change::Change;
use super::manifest::Manifest;
use super::tree::Tree;

/// A place to which a site is published.
pub trait Target {
    /// What messages call it: an address without credentials.
    fn place(&self) -> String;

    /// Shuts out other publishers, puts right what a killed one left, and looks at what is there. The
    /// session lets others in when it is dropped.
    ///
    /// # Errors
    /// When the place cannot be reached or may not be written, or another publisher is at work.
    fn open(&self) -> Result<Box<dyn Session + '_>>;

    /// Whether the site can lie there beside files of others.
    fn adopts(&self) -> bool {
        true
    }
}

/// A target that this process alone may change.
pub trait Session {
    /// What lies there.
    fn standing(&self) -> &Standing;

    /// Whether what the target has beside the release, such as a file that a host wants, is as it
    /// should be. If not, something is sent even where the release has not changed.
    fn is_settled(&self) -> bool {
        true
    }

    /// One of some paths, of which the manifest knows nothing, at which others put a file. Targets that
    /// find out by themselves before anything is lost have no need to look.
    ///
    /// # Errors
    /// When the place cannot be looked at.
    fn stranger(&self, paths: &[&str]) -> Result<Option<String>> {
        let _ = paths;
        Ok(None)
    }

    /// Makes the target hold the release, from the change that leads there.
    ///
    /// # Errors
    /// When something cannot be sent; readers then have the release before, or a whole mixture.
    fn send(&mut self, release: &Release<'_>, progress: &dyn Progress) -> Result<()>;

    /// Goes back to the release before; returns it.
    ///
    /// # Errors
    /// When there is none, or something cannot be sent.
    fn roll_back(&mut self, progress: &dyn Progress) -> Result<Manifest>;
}

/// What lies at a target.
#[derive(Debug, Clone)]
pub enum Standing {
    /// Nothing.
    Empty,
    /// Files that the tool did not put there; one of them.
    Foreign(String),
    /// A release.
    Published(Manifest),
}

impl Standing {
    /// The release that lies there; an empty one if there is none.
    pub fn manifest(&self) -> Manifest {
        match self {
            Standing::Published(manifest) => manifest.clone(),
            Standing::Empty | Standing::Foreign(_) => Manifest::default(),
        }
    }
}

/// What is to lie at a target.
#[derive(Debug, Clone, Copy)]
pub struct Release<'a> {
    /// All its files.
    pub tree: &'a Tree,
    /// What leads there.
    pub change: &'a Change,
    /// What is to be kept there about it.
    pub manifest: &'a Manifest,
}

/// Told how the sending goes on.
pub trait Progress: Sync {
    /// So many steps are to be done.
    fn start(&self, n_steps: usize);
    /// One of them is done.
    fn done(&self);
    /// Something a person may want to know, such as a wait.
    fn note(&self, text: &str);
}

/// Nobody is told.
impl Progress for () {
    fn start(&self, _: usize) {}
    fn done(&self) {}
    fn note(&self, _: &str) {}
}

/// The error of a session whose target was changed by others meanwhile, without harm: it is to be opened
/// again, and everything begun anew.
#[derive(Debug)]
pub struct Overtaken;

impl fmt::Display for Overtaken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the target was changed by others meanwhile")
    }
}

impl std::error::Error for Overtaken {}
