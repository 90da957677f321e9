//! What the project's own repository and the user's settings say: a remote comes in, the address goes out,
//! with what git needs to be let in there and who the author is.
//!
//! Always holds: nothing here writes.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::publish::program::{Answer, redacted, run};

/// Where and as whom is published.
#[derive(Debug)]
pub(super) struct Destination {
    /// From where a relative address is meant.
    pub(super) base: PathBuf,
    /// The address. It may have a password in it.
    pub(super) address: String,
    /// Settings of the project's repository without which its remotes do not let in: headers, helpers,
    /// keys. On build servers the token is among them.
    pub(super) access: Vec<(String, String)>,
    /// The author: `Name <address>`.
    pub(super) author: String,
}

/// Who the author is where the user has not told git.
const FALLBACK_AUTHOR: &str = "Rapporteur <rapporteur@localhost>";

/// Variables by which a program that calls us, such as a hook, ties git to a repository, or makes it
/// tell more than it should.
const UNWANTED: &[&str] = &[
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_CURL_VERBOSE",
    "GIT_DEFAULT_HASH",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_QUARANTINE_PATH",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_TEMPLATE_DIR",
    "GIT_TRACE",
    "GIT_TRACE_CURL",
    "GIT_TRACE_PACKET",
    "GIT_WORK_TREE",
];

/// Git in a folder: it never asks, and speaks the language that its errors are known by.
pub(super) fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    for name in UNWANTED {
        command.env_remove(name);
    }
    command.current_dir(folder).env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
    command
}

/// Finds out where a remote is.
///
/// # Errors
/// When the project's repository has no such remote and it is no address either.
pub(super) fn destination(project: &Path, remote: &str) -> Result<Destination> {
    let ask = |arguments: &[&str]| run(git(project).args(arguments));
    if remote.starts_with('-') || remote.is_empty() {
        bail!("`{remote}` is neither a remote nor an address");
    }
    let named = ask(&["remote", "get-url", "--push", remote])?;
    let (base, address) = if let Some(address) = line(&named) {
        let top = line(&ask(&["rev-parse", "--show-toplevel"])?);
        (top.map_or_else(|| project.to_path_buf(), PathBuf::from), address)
    } else if remote.contains(['/', ':', '\\']) || remote.starts_with('.') {
        // The user's rules about beginnings of addresses hold here too.
        let address = line(&ask(&["ls-remote", "--get-url", remote])?);
        (project.to_path_buf(), address.unwrap_or_else(|| remote.to_owned()))
    } else {
        bail!(
            "`{remote}` is not a remote of the project's repository; git says: {}\n\
             hint: `git remote add {remote} ADDRESS`, or write the address itself under `remote:`",
            named.talk
        );
    };
    let access = access(&ask(&["config", "--list", "--show-scope", "-z"])?.stdout);
    let ident = ask(&["-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT"])?;
    let author = line(&ident).and_then(|ident| Some(ident[..=ident.rfind('>')?].to_owned()));
    let author = author.unwrap_or_else(|| FALLBACK_AUTHOR.to_owned());
    Ok(Destination { base, address, access, author })
}

/// The address as it may be shown.
pub(super) fn shown(remote: &str) -> String {
    redacted(remote)
}

/// The one line of an answer; none of a failure.
fn line(answer: &Answer) -> Option<String> {
    let text = String::from_utf8_lossy(&answer.stdout).trim_end_matches(['\n', '\r']).to_owned();
    (answer.is_success && !text.is_empty()).then_some(text)
}

/// Those of the settings that belong to the project's repository alone and are about being let in.
fn access(listed: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(listed);
    let fields: Vec<&str> = text.split('\0').collect();
    let own = fields.chunks_exact(2).filter(|pair| matches!(pair[0], "local" | "worktree"));
    let entry = |pair: &[&str]| {
        let (key, value) = pair[1].split_once('\n').unwrap_or((pair[1], "true"));
        let is_access = ["http.", "credential.", "core.sshcommand", "ssh."];
        is_access.iter().any(|it| key.starts_with(it)).then(|| (key.to_owned(), value.to_owned()))
    };
    own.filter_map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lets_in_is_taken_from_the_project() {
        let listed = b"global\0http.proxy\nx\0local\0core.bare\nfalse\0local\0\
            http.https://host/.extraheader\nAUTH\0local\0core.hookspath\n/h\0";
        let expect = ("http.https://host/.extraheader".to_owned(), "AUTH".to_owned());
        assert_eq!(access(listed), [expect]);
    }
}
