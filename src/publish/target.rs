//! What every target can do: a release comes in, a place that readers see it at goes out.
//!
//! What must hold of each target: a process killed at any moment leaves a site in which no link is
//! broken, and the next publish ends in exactly the release; two publishers never mix; a file that the
//! tool did not put there is neither removed nor overwritten.

use std::fmt;

use anyhow::{Result, anyhow};

use super::change::{Change, Moment};
use super::manifest::Manifest;
use super::tree::Tree;
use super::wishes::Foreign;

/// A place to which a site is published.
pub trait Target {
    /// What messages call it: an address without credentials.
    fn place(&self) -> String;

    /// Looks at what is there, and changes nothing: others may publish meanwhile.
    ///
    /// # Errors
    /// When the place cannot be reached.
    fn look(&self) -> Result<Box<dyn Sight + '_>>;

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

/// What a target shows to who looks at it.
pub trait Sight {
    /// What lies there.
    fn standing(&self) -> &Standing;

    /// Whether what the target has beside the release, such as a file that a host wants, is as it
    /// should be. If not, something is sent even where the release has not changed.
    fn is_settled(&self) -> bool {
        true
    }

    /// What is in the way at one of some paths, of which the manifest knows nothing. Targets that
    /// find out by themselves before anything is lost have no need to look.
    ///
    /// # Errors
    /// When the place cannot be looked at.
    fn obstacle(&self, paths: &[&str], foreign: Foreign) -> Result<Option<Obstacle>> {
        let _ = (paths, foreign);
        Ok(None)
    }
}

/// What is in the way of a file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// A file that others put there, which can be overwritten.
    File(String),
    /// A file that others put where the site has a folder.
    FileForFolder(String),
    /// A folder where the site has a file. Files of others may lie in it.
    Folder(String),
}

impl Obstacle {
    /// The error for a place that has this.
    pub fn refusal(&self) -> anyhow::Error {
        match self {
            Self::File(path) => anyhow!(
                "`{path}` is there, rapporteur did not put it there, and the site has a file of that name\n\
                 hint: move it away or give the page another address, or add `--adopt` to overwrite it"
            ),
            Self::FileForFolder(path) => anyhow!(
                "`{path}` is a file there, rapporteur did not put it there, and the site has a folder of that name\n\
                 hint: move it away, or give what is in the folder another address"
            ),
            Self::Folder(path) => anyhow!(
                "`{path}` is a folder there, and the site has a file of that name\n\
                 hint: remove the folder there if nothing in it is of use, or give the file another name"
            ),
        }
    }
}

/// A target that this process alone may change.
///
/// The release before is the last one that differs from the present one in what readers see: one whose
/// `files` are others. A release that differs in what is remembered alone takes the place of the present one
/// and leaves the one before.
pub trait Session {
    /// What the target shows.
    fn sight(&self) -> &dyn Sight;

    /// Makes the target hold the release, from the change that leads there.
    ///
    /// # Errors
    /// When something cannot be sent; readers then have the release before, or a whole mixture.
    fn send(&mut self, release: &Release<'_>, progress: &dyn Progress) -> Result<()>;

    /// Goes back to the release before; returns it. Single files of the present one may outlive it.
    ///
    /// # Errors
    /// When there is none, or something cannot be sent.
    fn roll_back(&mut self, moment: Moment, progress: &dyn Progress) -> Result<Manifest>;
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
    /// Whether a release has the files that lie there: readers would see no difference.
    pub fn shows(&self, release: &Manifest) -> bool {
        matches!(self, Standing::Published(present) if present.files == release.files)
    }

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
