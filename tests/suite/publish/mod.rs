//! Publishing to real places and servers.
//!
//! `scenario` has what must hold at every target, `faults` what must hold when a publish ends too early.
//! A target is a module with a `Host`: its server, and what a reader gets from it. To try another kind of
//! target, write its `Host`, name its kind in `target_of`, and call the scenarios.

mod branch;
mod child;
mod disk;
mod documented;
mod edition;
#[cfg_attr(
    not(any(feature = "s3", feature = "webdav")),
    expect(dead_code, reason = "targets that need a feature have faults of their own")
)]
mod faults;
mod folder;
mod git;
mod host;
mod proxy;
#[cfg(feature = "s3")]
mod s3;
mod scenario;
mod server;
#[cfg(unix)]
mod ssh;
mod trouble;
mod walk;
#[cfg(feature = "webdav")]
mod webdav;

use anyhow::{Result, bail};
use rapporteur::publish::Target;

use host::Description;

/// The target of a description. A child process makes it anew.
fn target_of(description: &Description) -> Result<Box<dyn Target>> {
    match description["kind"].as_str() {
        "folder" => Ok(folder::described(description)),
        #[cfg(feature = "s3")]
        "s3" => s3::target(description),
        #[cfg(feature = "webdav")]
        "webdav" => webdav::target(description),
        "git" => Ok(git::target(description)),
        #[cfg(unix)]
        "ssh" => Ok(ssh::target(description)),
        kind => bail!("no test knows a target of kind `{kind}`"),
    }
}
