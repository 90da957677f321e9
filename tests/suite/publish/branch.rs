//! What a branch needs beyond what holds at every target: the user's repository stays untouched, whatever
//! git was told to do, others may push meanwhile, and what is wrong is told.

use std::fs;
use std::path::{Path, PathBuf};

use rapporteur::config::History;
use rapporteur::publish::{
    Change, GitTarget, Manifest, Overtaken, Release, Session, Sight, Target, publish, roll_back,
};
use tempfile::TempDir;

use super::edition;
use super::git::{Branch, Project, git};
use super::host::{Files, Host, WISHES, assert_holds, go_back, send, target};

/// A project's repository with a commit, and a bare one beside it that it calls `origin`.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(TempDir::new().unwrap());
        git(desk.0.path(), &["init", "-q", "--bare", "origin.git"]);
        git(desk.0.path(), &["init", "-q", "-b", "main", "project"]);
        fs::write(desk.project().join("site.yaml"), "title: x\n").unwrap();
        git(&desk.project(), &["add", "-A"]);
        let author = ["-c", "user.name=Ann Other", "-c", "user.email=ann@example.org"];
        git(&desk.project(), &[&author[..], &["commit", "-qm", "one"]].concat());
        git(&desk.project(), &["remote", "add", "origin", "../origin.git"]);
        desk
    }

    fn project(&self) -> PathBuf {
        self.0.path().join("project")
    }

    fn origin(&self) -> PathBuf {
        self.0.path().join("origin.git")
    }

    fn target(&self, remote: &str) -> GitTarget {
        GitTarget {
            project: self.project(),
            repository: self.project().join(".rapporteur/publish/live.git"),
            remote: remote.to_owned(),
            branch: "pages".to_owned(),
            history: History::Kept,
            cname: Some("brief.example.org".to_owned()),
            n_inherited: 0,
            names_ssh: false,
        }
    }

    fn config(&self, key: &str, value: &str) {
        git(&self.project(), &["config", key, value]);
    }
}

fn publish_to(target: &dyn Target, files: &Files) -> Result<(), String> {
    let published = publish(target, &edition::tree(files), &edition::mover, WISHES, &());
    published.map(|_| ()).map_err(|error| format!("{error:#}\n{error:?}"))
}

#[test]
fn the_users_repository_is_not_touched_whatever_it_is_told_to_do() {
    let desk = Desk::new();
    let hooks = desk.0.path().join("hooks");
    fs::create_dir(&hooks).unwrap();
    for hook in ["pre-push", "post-commit", "reference-transaction"] {
        let path = hooks.join(hook);
        fs::write(&path, "#!/bin/sh\nexit 1\n").unwrap();
        #[cfg(unix)]
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    }
    for (key, value) in [
        ("user.name", "Ann Other"),
        ("user.email", "ann@example.org"),
        ("core.hooksPath", hooks.to_str().unwrap()),
        ("core.autocrlf", "true"),
        ("core.fsmonitor", "false"),
        ("commit.gpgSign", "true"),
        ("push.gpgSign", "true"),
        ("push.default", "matching"),
        ("gpg.program", "false"),
    ] {
        desk.config(key, value);
    }
    // The address goes through the user's own shorthand.
    desk.config(&format!("url.{}.insteadOf", desk.origin().display()), "work:site");
    git(&desk.project(), &["remote", "set-url", "origin", "work:site"]);
    let state = || {
        let read = |path: &str| fs::read(desk.project().join(".git").join(path)).unwrap();
        let refs = git(&desk.project(), &["for-each-ref"]);
        (read("index"), read("config"), read("HEAD"), refs)
    };
    let before = state();
    let mut files = edition::files(0);
    files.insert("notes.txt".to_owned(), b"two\r\nlines\n".to_vec());
    files.insert("größe 'a b'.txt".to_owned(), b"odd".to_vec());
    publish_to(&desk.target("origin"), &files).unwrap();
    assert_eq!(state(), before);
    assert_eq!(git(&desk.project(), &["status", "--porcelain"]), "");
    let show = |what: &str| git(&desk.origin(), &["show", what]);
    assert_eq!(show("pages:notes.txt"), "two\r\nlines\n");
    assert_eq!(show("pages:CNAME"), "brief.example.org\n");
    assert_eq!(show("pages:.nojekyll"), "");
    let log = git(&desk.origin(), &["log", "-1", "--format=%an <%ae>%n%s", "pages"]);
    let n_files = files.len();
    let expect = format!(
        "Ann Other <ann@example.org>\n\
         publish {n_files} files: {n_files} new, 0 changed, 0 removed\n"
    );
    assert_eq!(log, expect);
    git(&desk.origin(), &["fsck", "--strict"]);
}

#[test]
fn a_domain_that_is_set_later_is_written_though_no_page_changed() {
    let desk = Desk::new();
    let files = edition::files(0);
    publish_to(&GitTarget { cname: None, ..desk.target("origin") }, &files).unwrap();
    publish_to(&desk.target("origin"), &files).unwrap();
    assert_eq!(git(&desk.origin(), &["show", "pages:CNAME"]), "brief.example.org\n");
}

#[test]
fn a_push_of_others_meanwhile_is_begun_anew_and_another_publish_is_told() {
    let Some(branch) = Branch::new(History::Kept, Project::Fresh) else { return };
    send(&branch, &edition::files(0)).unwrap();
    let between = |others: &dyn Fn()| {
        let first = target(&branch);
        let mut session = first.open().unwrap();
        others();
        let tree = edition::tree(&edition::files(1));
        let old = Manifest::of(edition::tree(&edition::files(0)).stored());
        let change = Change::between(&old, &tree, WISHES.moment);
        let manifest = Manifest::of(tree.stored());
        session.send(&Release { tree: &tree, change: &change, manifest: &manifest }, &())
    };
    let error = between(&|| branch.put("LICENCE", b"by hand")).unwrap_err();
    assert!(error.is::<Overtaken>(), "{error:?}");
    let error = between(&|| drop(send(&branch, &edition::files(2)).unwrap())).unwrap_err();
    assert!(error.to_string().contains("another publish to that branch was faster"), "{error:?}");
    let mut there = edition::files(2);
    there.insert("LICENCE".to_owned(), b"by hand".to_vec());
    assert_holds(&branch, &there);
}

#[test]
fn what_others_changed_in_a_branch_is_put_right_and_what_they_added_stays() {
    let Some(branch) = Branch::new(History::Kept, Project::Fresh) else { return };
    send(&branch, &edition::files(0)).unwrap();
    send(&branch, &edition::files(1)).unwrap();
    branch.put("index.html", b"<html>by hand</html>");
    branch.put("README", b"by hand");
    let is_mended = || send(&branch, &edition::files(1)).unwrap().is_mended;
    assert_eq!([is_mended(), is_mended()], [true, false]);
    let with_readme = |edition: usize| {
        let mut files = edition::files(edition);
        files.insert("README".to_owned(), b"by hand".to_vec());
        files
    };
    assert_holds(&branch, &with_readme(1));
    go_back(&branch).unwrap();
    assert_holds(&branch, &with_readme(0));
    let mut site = edition::files(2);
    site.insert("README".to_owned(), b"the site's".to_vec());
    let error = format!("{:#}", send(&branch, &site).unwrap_err());
    assert!(error.contains("`README` was put there by others"), "{error}");
    assert_holds(&branch, &with_readme(0));
}

#[test]
fn what_is_wrong_with_a_branch_is_told_without_passwords() {
    let desk = Desk::new();
    let files = edition::files(0);
    let told = |remote: &str, expect: &str| {
        let message = publish_to(&desk.target(remote), &files).unwrap_err();
        assert!(message.contains(expect), "{message}");
        assert!(message.contains("could not publish to the branch `pages` of `"), "{message}");
        assert!(message.contains("hint: "), "{message}");
        assert!(!message.contains("s3cret"), "{message}");
    };
    told("upstream", "`upstream` is not a remote");
    told("../nowhere.git", "there is no repository");
    told("http://me:s3cret@127.0.0.1:9/x.git", "cannot be reached");
    told("http://s3cret@127.0.0.1:9/x.git", "cannot be reached");
    git(&desk.project(), &["branch", "pages"]);
    git(&desk.project(), &["checkout", "-q", "pages"]);
    let adopted =
        rapporteur::publish::Wishes { foreign: rapporteur::publish::Foreign::Adopted, ..WISHES };
    let own = desk.target(".");
    let error = publish(&own, &edition::tree(&files), &edition::mover, adopted, &()).unwrap_err();
    assert!(format!("{error:#}").contains("checked out"), "{error:?}");
    assert!(Path::new(&desk.project().join("site.yaml")).exists());
}

#[test]
fn a_damaged_repository_of_its_own_is_made_anew() {
    let desk = Desk::new();
    publish_to(&desk.target("origin"), &edition::files(0)).unwrap();
    let own = desk.project().join(".rapporteur/publish/live.git");
    fs::remove_dir_all(own.join("objects")).unwrap();
    fs::write(own.join("HEAD.lock"), "").unwrap();
    publish_to(&desk.target("origin"), &edition::files(1)).unwrap();
    let listed = git(&desk.origin(), &["ls-tree", "-r", "--name-only", "pages"]);
    assert!(listed.contains("articles/report-4/index.html"), "{listed}");
}

/// A target of which others are told when it was opened.
struct Watched<'a, F: Fn()> {
    target: &'a dyn Target,
    opened: F,
}

impl<F: Fn()> Target for Watched<'_, F> {
    fn place(&self) -> String {
        self.target.place()
    }

    fn look(&self) -> anyhow::Result<Box<dyn Sight + '_>> {
        self.target.look()
    }

    fn open(&self) -> anyhow::Result<Box<dyn Session + '_>> {
        let session = self.target.open()?;
        (self.opened)();
        Ok(session)
    }
}

#[test]
fn going_back_is_begun_anew_after_a_push_of_others_and_not_after_a_publish() {
    let Some(branch) = Branch::new(History::Kept, Project::Fresh) else { return };
    for edition in 0..2 {
        send(&branch, &edition::files(edition)).unwrap();
    }
    let back_while = |others: &dyn Fn()| {
        let n_opened = std::cell::Cell::new(0);
        let opened = || {
            n_opened.set(n_opened.get() + 1);
            if n_opened.get() == 1 {
                others();
            }
        };
        let target = target(&branch);
        roll_back(&Watched { target: &*target, opened }, WISHES.moment, &()).map(|_| ())
    };
    back_while(&|| branch.put("LICENCE", b"by hand")).unwrap();
    let with_licence = |edition: usize| {
        let mut files = edition::files(edition);
        files.insert("LICENCE".to_owned(), b"by hand".to_vec());
        files
    };
    assert_holds(&branch, &with_licence(0));
    let error = back_while(&|| drop(send(&branch, &edition::files(2)).unwrap())).unwrap_err();
    let error = format!("{error:#}");
    assert!(error.starts_with("could not go back at the branch `pages` of "), "{error}");
    assert!(error.contains("another publish was faster\nhint: "), "{error}");
    assert_holds(&branch, &with_licence(2));
}

#[test]
fn a_branch_with_a_single_release_has_nothing_of_an_earlier_one() {
    for project in [Project::Same, Project::Fresh] {
        let Some(branch) = Branch::new(History::Single, project) else { return };
        for edition in 0..3 {
            send(&branch, &edition::files(edition)).unwrap();
            assert_holds(&branch, &edition::files(edition));
            assert_eq!(git(&branch.remote(), &["rev-list", "--count", "pages"]), "1\n");
        }
        let error = format!("{:#}", go_back(&branch).unwrap_err());
        assert!(error.contains("there is no release before this one\nhint: "), "{error}");
        assert_holds(&branch, &edition::files(2));
    }
}

#[test]
fn a_wrong_password_for_a_repository_on_the_web_is_told_and_not_shown() {
    let server = tiny_http::Server::http("127.0.0.1:0").unwrap();
    let place = server.server_addr();
    let desk = Desk::new();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while let Ok(request) = server.recv() {
                let field =
                    "WWW-Authenticate: Basic realm=\"git\"".parse::<tiny_http::Header>().unwrap();
                let answer = tiny_http::Response::from_string("no").with_status_code(401);
                let _ = request.respond(answer.with_header(field));
            }
        });
        for remote in [format!("http://me:s3cret@{place}/x.git"), format!("http://{place}/x.git")] {
            let message = publish_to(&desk.target(&remote), &edition::files(0)).unwrap_err();
            assert!(message.contains("the server does not let you in"), "{message}");
            assert!(message.contains("hint: `git push` must work there"), "{message}");
            assert!(!message.contains("s3cret"), "{message}");
        }
        server.unblock();
    });
}
