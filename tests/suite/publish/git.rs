//! A branch of a git repository as a target, behind a real git daemon.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rapporteur::config::History;
use rapporteur::publish::{GitTarget, Target};
use tempfile::TempDir;

use super::disk::Disk;
use super::faults::{self, Fault};
use super::host::{Description, Files, Host};
use super::scenario;
use super::server::{Server, free_port, is_installed};
use super::trouble;

/// The target of a description.
pub(crate) fn target(description: &Description) -> Box<dyn Target> {
    let project = PathBuf::from(&description["project"]);
    Box::new(GitTarget {
        repository: project.join(".rapporteur/publish/live.git"),
        project,
        remote: description["remote"].clone(),
        branch: "pages".to_owned(),
        history: match description["history"].as_str() {
            "squashed" => History::Squashed,
            "single" => History::Single,
            _ => History::Kept,
        },
        cname: description.get("cname").cloned(),
        n_inherited: 0,
        names_ssh: false,
    })
}

/// Whose project publishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Project {
    /// Always the same.
    Same,
    /// Each time one that was never there before, as on a build server.
    Fresh,
}

/// A repository with a daemon before it.
pub(super) struct Branch {
    folder: TempDir,
    server: Server,
    history: History,
    project: Project,
    n_projects: RefCell<usize>,
    seen: RefCell<BTreeSet<String>>,
}

impl Branch {
    /// An empty repository; none where git cannot serve it.
    pub(super) fn new(history: History, project: Project) -> Option<Self> {
        Self::serve(TempDir::new().unwrap(), history, project)
    }

    /// One on a small disk of its own.
    fn on_disk() -> Option<(Self, Disk)> {
        let folder = TempDir::new().unwrap();
        let disk = Disk::at(&folder.path().join("remote.git"))?;
        Some((Self::serve(folder, History::Kept, Project::Same)?, disk))
    }

    fn serve(folder: TempDir, history: History, project: Project) -> Option<Self> {
        let exec_path = Command::new("git").arg("--exec-path").output().ok()?;
        let daemon = String::from_utf8_lossy(&exec_path.stdout).trim().to_owned() + "/git-daemon";
        if !Path::new(&daemon).is_file() {
            is_installed("git-daemon", "git");
            return None;
        }
        git(folder.path(), &["init", "-q", "--bare", "remote.git"]);
        let remote = folder.path().join("remote.git");
        // Each push stays a pack of its own, which tells what was sent.
        git(&remote, &["config", "receive.unpackLimit", "1"]);
        git(&remote, &["config", "receive.autogc", "false"]);
        git(&remote, &["config", "uploadpack.allowFilter", "true"]);
        let port = free_port();
        let mut command = Command::new(daemon);
        command.args([
            "--reuseaddr",
            "--export-all",
            "--enable=receive-pack",
            "--listen=127.0.0.1",
        ]);
        command.arg(format!("--port={port}")).arg(format!("--base-path={}", shown(&folder)));
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let server = Server::start(command, port);
        let (n_projects, seen) = (RefCell::new(0), RefCell::default());
        Some(Self { folder, server, history, project, n_projects, seen })
    }

    pub(super) fn remote(&self) -> PathBuf {
        self.folder.path().join("remote.git")
    }

    fn listed(&self) -> BTreeMap<String, String> {
        let listed = git(&self.remote(), &["ls-tree", "-r", "pages"]);
        let entry = |line: &str| {
            let (head, path) = line.split_once('\t')?;
            Some((path.to_owned(), head.rsplit(' ').next()?.to_owned()))
        };
        listed.lines().filter_map(entry).collect()
    }
}

impl Host for Branch {
    fn description(&self, port: Option<u16>) -> Description {
        let mut n_projects = self.n_projects.borrow_mut();
        *n_projects += usize::from(self.project == Project::Fresh);
        let project = self.folder.path().join(format!("project-{n_projects}"));
        fs::create_dir_all(&project).unwrap();
        let port = port.unwrap_or(self.server.port);
        let history = match self.history {
            History::Kept => "kept",
            History::Squashed => "squashed",
            History::Single => "single",
        };
        [
            ("kind", "git"),
            ("project", project.to_str().unwrap()),
            ("remote", &format!("git://127.0.0.1:{port}/remote.git")),
            ("history", history),
        ]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into()
    }

    fn port(&self) -> Option<u16> {
        Some(self.server.port)
    }

    fn get(&self, path: &str) -> Option<Vec<u8>> {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.remote()).args(["cat-file", "blob", &format!("pages:{path}")]);
        let output = command.output().unwrap();
        output.status.success().then_some(output.stdout)
    }

    fn files(&self) -> Files {
        let is_sites = |path: &String| !path.starts_with('.') && path != "CNAME";
        let paths = self.listed().into_keys().filter(is_sites);
        paths.map(|path| (path.clone(), self.get(&path).unwrap())).collect()
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let clone = self.folder.path().join("others");
        if !clone.exists() {
            git(self.folder.path(), &["clone", "-q", "remote.git", "others"]);
        }
        if !self.listed().is_empty() {
            git(&clone, &["fetch", "-q", "origin", "pages"]);
            git(&clone, &["reset", "-q", "--hard", "FETCH_HEAD"]);
        }
        let file = clone.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
        git(&clone, &["add", "-A"]);
        let author = ["-c", "user.name=Other", "-c", "user.email=other@example.org"];
        git(&clone, &[&author[..], &["commit", "-qm", "by hand"]].concat());
        git(&clone, &["push", "-q", "origin", "HEAD:refs/heads/pages"]);
    }

    fn clear(&self) {
        git(&self.remote(), &["update-ref", "-d", "refs/heads/pages"]);
    }

    fn take_sent(&self) -> Option<Vec<String>> {
        if self.history != History::Kept {
            // The server completes its packs with what it has already.
            return None;
        }
        let packs = fs::read_dir(self.remote().join("objects/pack")).unwrap();
        let packs = packs.map(|entry| entry.unwrap().path());
        let mut sent = BTreeSet::new();
        for index in packs.filter(|path| path.extension().is_some_and(|ending| ending == "idx")) {
            let index = index.to_str().unwrap().to_owned();
            if self.seen.borrow_mut().insert(index.clone()) {
                let listed = git(&self.remote(), &["verify-pack", "-v", &index]);
                let blobs = listed.lines().filter(|line| line.contains(" blob "));
                sent.extend(blobs.filter_map(|line| Some(line.split(' ').next()?.to_owned())));
            }
        }
        let listed = self.listed().into_iter();
        let is_sites = |path: &String| !path.starts_with('.');
        Some(
            listed
                .filter(|(path, id)| is_sites(path) && sent.contains(id))
                .map(|it| it.0)
                .collect(),
        )
    }

    fn secrets(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Runs git, which must succeed; returns its answer.
#[track_caller]
pub(super) fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git").current_dir(folder).args(arguments).output().unwrap();
    assert!(output.status.success() || arguments[0] == "ls-tree", "git {arguments:?}: {output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn shown(folder: &TempDir) -> String {
    folder.path().to_str().unwrap().to_owned()
}

#[test]
fn a_branch_is_sent_changed_and_gone_back_to() {
    for (history, project) in [
        (History::Kept, Project::Same),
        (History::Kept, Project::Fresh),
        (History::Squashed, Project::Same),
        (History::Squashed, Project::Fresh),
    ] {
        let Some(branch) = Branch::new(history, project) else { return };
        scenario::a_site_is_sent_changed_and_gone_back_to(&branch);
        let n_commits = git(&branch.remote(), &["rev-list", "--count", "pages"]);
        let is_short = n_commits.trim().parse::<usize>().unwrap() <= 2;
        assert_eq!(is_short, history == History::Squashed, "{n_commits}");
    }
}

#[test]
fn what_readers_do_not_see_leaves_the_release_before_in_a_branch() {
    for history in [History::Kept, History::Squashed] {
        let Some(branch) = Branch::new(history, Project::Fresh) else { return };
        scenario::what_readers_do_not_see_leaves_the_release_before(&branch);
    }
}

#[test]
fn files_and_folders_of_a_branch_give_way_to_each_other() {
    let Some(branch) = Branch::new(History::Kept, Project::Same) else { return };
    scenario::a_folder_gives_way_to_a_file(&branch);
}

#[test]
fn files_of_others_stay_in_a_branch() {
    let Some(branch) = Branch::new(History::Kept, Project::Same) else { return };
    scenario::files_of_others_stay(&branch);
}

#[test]
fn a_second_publisher_to_a_branch_is_told() {
    let Some(branch) = Branch::new(History::Kept, Project::Same) else { return };
    scenario::a_second_publisher_is_told(&branch);
}

#[test]
fn two_publishers_do_not_mix_in_a_branch() {
    for history in [History::Kept, History::Squashed] {
        let Some(branch) = Branch::new(history, Project::Fresh) else { return };
        scenario::two_publishers_do_not_mix(&branch);
    }
}

#[test]
fn a_killed_publish_leaves_a_branch_whole() {
    let Some(branch) = Branch::new(History::Kept, Project::Same) else { return };
    faults::leave_the_site_whole(&branch, Fault::Killed, 11);
}

#[test]
fn a_cut_connection_leaves_a_branch_whole() {
    let Some(branch) = Branch::new(History::Squashed, Project::Same) else { return };
    faults::leave_the_site_whole(&branch, Fault::Cut, 12);
}

#[test]
fn a_killed_first_publish_leaves_a_branch_to_the_next_one() {
    let Some(branch) = Branch::new(History::Kept, Project::Same) else { return };
    faults::leave_a_new_place_to_the_next_one(&branch, 32);
}

#[test]
fn a_full_or_shut_disk_of_a_branch_is_told() {
    let Some((branch, disk)) = Branch::on_disk() else { return };
    // This server ends the connection, and its last words do not always arrive.
    let told = ["full", "may not be written"];
    trouble::a_full_and_a_shut_disk_are_told(&branch, &disk, told);
}
