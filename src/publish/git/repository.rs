//! A repository of the tool's own, through which a branch of another one is read and written.
//!
//! Comes in: a destination. Goes out: commits, trees and files of the branch, and pushes. Always holds: the
//! user's repository, work tree, index and settings are not touched; only as much of the branch is fetched
//! as is looked at (no earlier commits, no contents), so the repository may be thrown away at any time; no
//! address and no credential is written to disk, nor given where other users of the machine see it.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::project::{Destination, git};
use super::trouble::{explained, is_damage};
use crate::publish::program::{Answer, Feed, redacted, run, run_fed};

/// The own repository, locked.
pub(super) struct Repository {
    folder: PathBuf,
    destination: Destination,
    branch: String,
    /// How many settings the environment has already.
    n_inherited: usize,
    /// Whether it was made just now.
    pub(super) is_new: bool,
    _lock: File,
}

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Commit {
    /// Its name.
    pub(super) id: String,
    /// Its files.
    pub(super) tree: String,
    /// Whether there is one before it.
    pub(super) has_parent: bool,
    /// What its author says.
    pub(super) message: String,
}

/// Where the branch lies here as it is there.
const THERE: &str = "refs/rapporteur/there";
/// What is to be pushed.
pub(super) const NEXT: &str = "refs/rapporteur/next";

/// Settings of the user that must not reach what the tool does.
const NEUTRAL: &[(&str, &str)] = &[
    ("core.hooksPath", "/dev/null"),
    ("core.fsmonitor", "false"),
    ("core.autocrlf", "false"),
    ("core.quotePath", "false"),
    ("core.bare", "true"),
    ("commit.gpgSign", "false"),
    ("push.gpgSign", "false"),
    ("push.followTags", "false"),
    ("push.useForceIfIncludes", "false"),
    ("push.recurseSubmodules", "no"),
    ("fetch.recurseSubmodules", "no"),
    ("fetch.prune", "false"),
    ("fetch.writeCommitGraph", "false"),
    ("maintenance.auto", "false"),
    ("gc.autoDetach", "false"),
    ("credential.interactive", "false"),
    ("remote.target.promisor", "true"),
    ("remote.target.partialCloneFilter", "blob:none"),
];

/// The program for ssh where the user has named none: it never asks, neither for a password nor about a server that it
/// does not know.
const SILENT_SSH: &str = "ssh -o BatchMode=yes";

impl Repository {
    /// Opens the repository; makes it if there is none.
    ///
    /// # Errors
    /// When another process of this machine publishes there, or the folder cannot be written.
    pub(super) fn open(
        folder: &Path,
        destination: Destination,
        branch: &str,
        n_inherited: usize,
    ) -> Result<Self> {
        let lock = lock(folder)?;
        let mut repository = Self {
            folder: folder.to_path_buf(),
            destination,
            branch: format!("refs/heads/{branch}"),
            n_inherited,
            is_new: false,
            _lock: lock,
        };
        let answer =
            run(git(&repository.destination.base).args(["check-ref-format", &repository.branch]))?;
        if !answer.is_success {
            bail!("`{branch}` cannot be the name of a branch");
        }
        if !folder.join("HEAD").is_file() {
            repository.renew()?;
        }
        sweep(folder);
        Ok(repository)
    }

    /// Throws away what is there and begins with an empty repository.
    pub(super) fn renew(&mut self) -> Result<()> {
        if self.folder.exists() {
            let shown = self.folder.display();
            fs::remove_dir_all(&self.folder).with_context(|| format!("cannot remove `{shown}`"))?;
        }
        let mut init = git(&self.destination.base);
        let answer =
            run(init.args(["init", "--quiet", "--bare", "--template="]).arg(&self.folder))?;
        self.is_new = true;
        checked("cannot make a repository of its own", answer).map(|_| ())
    }

    /// The author of commits.
    pub(super) fn author(&self) -> &str {
        &self.destination.author
    }

    /// Brings the branch here as it is there, and so many commits of it; none if there is no such branch.
    pub(super) fn fetch(&mut self, depth: usize) -> Result<Option<Commit>> {
        match self.try_fetch(depth) {
            Err(error) if !self.is_new && is_damage(&format!("{error:#}")) => {
                self.renew()?;
                self.try_fetch(depth)
            }
            result => result,
        }
    }

    fn try_fetch(&self, depth: usize) -> Result<Option<Commit>> {
        let attempt = "cannot read the branch";
        let listed = self.ask(attempt, &["ls-remote", "target", &self.branch])?;
        let listed = String::from_utf8_lossy(&listed).into_owned();
        let tip = listed.lines().find_map(|line| {
            let (id, name) = line.split_once('\t')?;
            (name == self.branch).then(|| id.to_owned())
        });
        let Some(tip) = tip else { return Ok(None) };
        let known = run(self.command().args(["rev-parse", "--verify", "--quiet", THERE]))?;
        let is_known = String::from_utf8_lossy(&known.stdout).trim() == tip;
        if !is_known || depth > 1 {
            let depth = format!("--depth={depth}");
            let mut fetch = self.command();
            fetch.args(["fetch", "--quiet", "--force", "--no-tags", "--no-write-fetch-head"]);
            fetch.args(["--update-shallow", "--filter=blob:none", &depth, "target"]);
            fetch.arg(format!("+{}:{THERE}", self.branch));
            checked(attempt, run(&mut fetch)?)?;
        }
        self.commit(THERE).map(Some)
    }

    /// A commit.
    pub(super) fn commit(&self, name: &str) -> Result<Commit> {
        let id = self.ask("cannot read a commit", &["rev-parse", "--verify", name])?;
        let id = String::from_utf8_lossy(&id).trim().to_owned();
        let text = self.ask("cannot read a commit", &["cat-file", "commit", &id])?;
        let text = String::from_utf8_lossy(&text);
        let (head, message) = text.split_once("\n\n").unwrap_or((&text, ""));
        let tree = head.lines().find_map(|line| line.strip_prefix("tree "));
        let tree = tree.context("a commit there has no tree")?.to_owned();
        let has_parent = head.lines().any(|line| line.starts_with("parent "));
        Ok(Commit { id, tree, has_parent, message: message.to_owned() })
    }

    /// The commits that were fetched, the last one first, along the first parents.
    pub(super) fn history(&self) -> Result<Vec<String>> {
        let listed = self.ask("cannot read the history", &["rev-list", "--first-parent", THERE])?;
        Ok(String::from_utf8_lossy(&listed).lines().map(str::to_owned).collect())
    }

    /// The files of a tree, each with the name of its content.
    pub(super) fn list(&self, tree: &str, below: Option<&str>) -> Result<BTreeMap<String, String>> {
        let mut arguments = vec!["ls-tree", "-r", "-z", "--full-tree", tree];
        arguments.extend(below.iter().flat_map(|below| ["--", below]));
        let listed = self.ask("cannot read a tree", &arguments)?;
        let listed = String::from_utf8_lossy(&listed);
        let entry = |line: &str| {
            let (head, path) = line.split_once('\t')?;
            Some((path.to_owned(), head.rsplit(' ').next()?.to_owned()))
        };
        Ok(listed.split('\0').filter_map(entry).collect())
    }

    /// A content.
    pub(super) fn content(&self, id: &str) -> Result<Vec<u8>> {
        self.ask("cannot read a file of the branch", &["cat-file", "blob", id])
    }

    /// Makes the commit that the stream describes.
    pub(super) fn import(&self, stream: Box<Feed<'_>>) -> Result<()> {
        let mut import = self.command();
        import.args(["fast-import", "--quiet", "--force", "--done", "--date-format=now"]);
        checked("cannot make a commit", run_fed(&mut import, stream)?).map(|_| ())
    }

    /// Pushes what was made, if the branch is still at `old`. `packing` is how the difference is sent.
    pub(super) fn push(&self, old: Option<&Commit>, packing: &str) -> Result<Answer> {
        let lease = old.map_or("", |old| &old.id);
        let mut push = self.command();
        push.args(["push", "--porcelain", "--no-verify", packing]);
        push.arg(format!("--force-with-lease={}:{lease}", self.branch));
        push.args(["target", &format!("{NEXT}:{}", self.branch)]);
        let mut answer = run(&mut push)?;
        let refusal = redacted(&String::from_utf8_lossy(&answer.stdout));
        let refusal = refusal.lines().filter(|line| line.starts_with('!'));
        answer.talk = refusal.chain([answer.talk.as_str()]).collect::<Vec<_>>().join("\n");
        Ok(answer)
    }

    /// After a push: what was pushed is what is there.
    pub(super) fn settle(&self) {
        // Both are a matter of speed alone.
        let _ = run(self.command().args(["update-ref", THERE, NEXT]));
        let _ = run(self.command().args(["gc", "--auto", "--quiet"]));
    }

    fn ask(&self, attempt: &str, arguments: &[&str]) -> Result<Vec<u8>> {
        checked(attempt, run(self.command().args(arguments))?).map(|answer| answer.stdout)
    }

    /// Git in the own repository. All settings are in the environment, where only this user sees them.
    fn command(&self) -> Command {
        let Destination { base, address, access, names_ssh, .. } = &self.destination;
        let mut command = git(base);
        command.env("GIT_DIR", &self.folder);
        let neutral = NEUTRAL.iter().map(|(key, value)| (*key, *value));
        let access = access.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        let ssh = (!names_ssh).then_some(("core.sshCommand", SILENT_SSH));
        let settings =
            access.chain(neutral).chain(ssh).chain([("remote.target.url", address.as_str())]);
        let mut n_settings = self.n_inherited;
        for (key, value) in settings {
            command.env(format!("GIT_CONFIG_KEY_{n_settings}"), key);
            command.env(format!("GIT_CONFIG_VALUE_{n_settings}"), value);
            n_settings += 1;
        }
        command.env("GIT_CONFIG_COUNT", n_settings.to_string());
        command
    }
}

fn checked(attempt: &str, answer: Answer) -> Result<Answer> {
    if answer.is_success { Ok(answer) } else { Err(explained(attempt, &answer.talk)) }
}

/// The lock that shuts out other processes of this machine; beside the repository, which may be renewed.
fn lock(folder: &Path) -> Result<File> {
    let parent = folder.parent().context("the folder of the repository has no name")?;
    let shown = parent.display().to_string();
    fs::create_dir_all(parent).with_context(|| format!("cannot make the folder `{shown}`"))?;
    let ignore = parent.join(".gitignore");
    if !ignore.exists() {
        fs::write(&ignore, "*\n").with_context(|| format!("cannot write into `{shown}`"))?;
    }
    let path = folder.with_extension("lock");
    let lock = File::create(&path).with_context(|| format!("cannot write into `{shown}`"))?;
    match lock.try_lock() {
        // A file system without locks has none to offer; the server has the last word anyway.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(lock),
        Err(TryLockError::WouldBlock) => bail!(
            "another process of this machine is publishing there\n\
             hint: wait for it to end"
        ),
    }
}

/// Removes locks and halves of files that a killed git left. Nobody else works in the repository.
fn sweep(folder: &Path) {
    for below in ["", "refs/rapporteur", "objects/pack"] {
        let Ok(entries) = fs::read_dir(folder.join(below)) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.ends_with(".lock")
                || name.starts_with("tmp_")
                || name.starts_with("fast_import_")
            {
                // What cannot be removed makes git complain, which is told.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}
