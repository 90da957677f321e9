//! Sending files through `rsync`, which sends only the difference to the release before.
//!
//! Comes in: files. Goes out: the same files in a folder of the server. Always holds: rsync goes through the
//! connection that is there already, so nobody is let in twice.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::server::plain;
use super::trouble::explained;
use crate::output::Content;
use crate::publish::program::run;
use crate::publish::tree::{File, Source};

/// How files get to the server.
pub(super) struct Way<'a> {
    /// The options of ssh.
    pub(super) options: Vec<String>,
    /// Where the connection is shared.
    pub(super) socket: &'a str,
    /// The server.
    pub(super) host: &'a str,
    /// The present release, whose files are like those that are sent.
    pub(super) basis: Option<&'a str>,
    /// Where the files go.
    pub(super) part: &'a str,
}

/// Sends files.
///
/// # Errors
/// When rsync is missing here or there, or fails.
pub(super) fn send(way: &Way<'_>, files: &[&File]) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    let stage = tempfile::tempdir().context("cannot make a temporary folder")?;
    for file in files {
        put(file, stage.path())?;
    }
    let mut shell = vec!["ssh".to_owned(), "-S".to_owned(), way.socket.to_owned()];
    shell.extend(way.options.iter().cloned());
    shell.extend(["-o".to_owned(), "ControlMaster=no".to_owned()]);
    let shell: Vec<String> = shell.iter().map(|word| quoted(word)).collect();
    let mut command = Command::new("rsync");
    command.args(["--recursive", "--copy-links", "--checksum", "--protect-args", "--compress"]);
    // Web servers read as somebody else.
    command.args(["--perms", "--chmod=D755,F644"]);
    command.args(["--rsh", &shell.join(" ")]);
    if let Some(basis) = way.basis {
        // Without a slash at its head it is meant from the folder of the release.
        let basis = match basis.starts_with('/') {
            true => basis.to_owned(),
            false => format!("../{}", basis.rsplit('/').next().unwrap_or_default()),
        };
        command.arg(format!("--link-dest={basis}"));
    }
    command.arg("--").arg(format!("{}/", plain(stage.path())?));
    command.arg(format!("{}:{}/", way.host, way.part)).env("LC_ALL", "C");
    let answer = run(&mut command)?;
    if answer.is_success { Ok(()) } else { Err(explained("rsync failed", &answer.talk)) }
}

/// Puts a file where rsync reads it.
fn put(file: &File, stage: &Path) -> Result<()> {
    let path = stage.join(file.path.as_str());
    let attempt = || format!("cannot write `{}`", path.display());
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).with_context(attempt)?;
    }
    // Looks whether the file is still what it was.
    let bytes = file.bytes()?;
    match &file.source {
        #[cfg(unix)]
        Source::Here(Content::File(source)) => {
            let source = std::path::absolute(source).with_context(attempt)?;
            std::os::unix::fs::symlink(source, &path).with_context(attempt)
        }
        _ => fs::write(&path, &bytes).with_context(attempt),
    }
}

/// A word of a command as rsync reads it.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "''"))
}
