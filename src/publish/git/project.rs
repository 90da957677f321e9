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
    /// Whether the user has named the program for ssh.
    pub(super) names_ssh: bool,
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
    "SSH_ASKPASS",
];

/// What keeps git, its helpers and ssh from asking, on the terminal or in a window. An empty `GIT_ASKPASS` goes before
/// the program that settings name.
const SILENT: &[(&str, &str)] = &[
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_ASKPASS", ""),
    ("SSH_ASKPASS_REQUIRE", "never"),
    ("GCM_INTERACTIVE", "never"),
];

/// Git in a folder: it never asks, and speaks the language that its errors are known by.
pub(super) fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    for name in UNWANTED {
        command.env_remove(name);
    }
    command.current_dir(folder).envs(SILENT.iter().copied()).env("LC_ALL", "C");
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
    let listed = ask(&["config", "--list", "--show-scope", "-z"])?.stdout;
    let names_ssh = settings(&listed).any(|setting| setting.key == "core.sshcommand");
    let ident = ask(&["-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT"])?;
    let author = line(&ident).and_then(|ident| Some(ident[..=ident.rfind('>')?].to_owned()));
    let author = author.unwrap_or_else(|| FALLBACK_AUTHOR.to_owned());
    Ok(Destination { base, address, access: access(&listed), names_ssh, author })
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

/// A setting of git's.
struct Setting {
    scope: String,
    key: String,
    value: String,
}

/// The settings that git lists with their scopes, by zeros.
fn settings(listed: &[u8]) -> impl Iterator<Item = Setting> {
    let text = String::from_utf8_lossy(listed).into_owned();
    let fields: Vec<String> = text.split('\0').map(str::to_owned).collect();
    let pairs = fields.len() / 2;
    (0..pairs).map(move |pair_idx| {
        let (scope, setting) = (&fields[2 * pair_idx], &fields[2 * pair_idx + 1]);
        let (key, value) = setting.split_once('\n').unwrap_or((setting, "true"));
        Setting { scope: scope.clone(), key: key.to_owned(), value: value.to_owned() }
    })
}

/// Those of the settings that belong to the project's repository alone and are about being let in.
fn access(listed: &[u8]) -> Vec<(String, String)> {
    let is_own = |setting: &Setting| matches!(setting.scope.as_str(), "local" | "worktree");
    let is_access = |setting: &Setting| {
        let beginnings = ["http.", "credential.", "core.sshcommand", "ssh."];
        beginnings.iter().any(|it| setting.key.starts_with(it))
    };
    settings(listed)
        .filter(|setting| is_own(setting) && is_access(setting))
        .map(|setting| (setting.key, setting.value))
        .collect()
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
