//! How a site is to be published: what the command line and the settings say comes in, one value goes out.

use super::change::Moment;
use crate::config::Host;

/// How a site is to be published.
#[derive(Debug, Clone, Copy)]
pub struct Wishes {
    /// When, and how long files outlive their use.
    pub moment: Moment,
    /// Whose rule files are written.
    pub host: Host,
    /// What is done where the target has files that the tool did not put there.
    pub foreign: Foreign,
    /// Whether anything is sent.
    pub mode: Mode,
}

/// What is done where a target that was never published to has files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// Nothing is sent.
    Refused,
    /// Those in the way are overwritten, the others stay.
    Adopted,
}

/// Whether anything is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It is.
    Send,
    /// It is only looked at what would be.
    DryRun,
}
