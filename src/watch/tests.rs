//! A real folder, and real edits in it.

use std::fs;
use std::time::Duration;

use super::*;

/// Long enough for any machine; a test that waits for it fails.
const PATIENCE: Duration = Duration::from_secs(20);

struct Project {
    folder: tempfile::TempDir,
    follower: Follower,
}

impl Project {
    /// A project with one article, all of it read.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("site.yaml"), "title: Test\n").unwrap();
        fs::create_dir_all(folder.path().join("content/articles")).unwrap();
        fs::write(folder.path().join("content/articles/one.md"), "One.\n").unwrap();
        let mut follower = Follower::start(folder.path()).unwrap();
        assert!(matches!(follower.wait(Some(PATIENCE)), Turn::Changed(_)));
        Self { folder, follower }
    }

    fn file(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The changed files of the turns up to the one that tells of `path`.
    #[track_caller]
    fn changed_until(&mut self, path: &str) -> Vec<String> {
        let mut all = Vec::new();
        loop {
            match self.follower.wait(Some(PATIENCE)) {
                Turn::Changed(changes) => all.extend(changes.files.iter().map(ToString::to_string)),
                turn => panic!("{turn:?} after {all:?}"),
            }
            if all.iter().any(|changed| changed == path) {
                return all;
            }
        }
    }

    fn text(&self, path: &str) -> Option<String> {
        let snapshot = self.follower.snapshot(0);
        let source = snapshot.source(&SourcePath::new(path))?;
        Some(source.text.as_ref().unwrap().to_string())
    }

    /// The snapshot is what a reading of the whole folder gives.
    #[track_caller]
    fn check_whole(&self) {
        let whole = load::load(self.folder.path(), 0).unwrap();
        assert_eq!(self.follower.snapshot(0).changed_since(&whole), []);
    }
}

#[test]
fn the_first_turn_tells_of_all_files_and_the_next_ones_of_what_changed() {
    let mut project = Project::new();
    assert_eq!(project.text("content/articles/one.md").as_deref(), Some("One.\n"));
    fs::write(project.file("content/articles/two.md"), "Two.\n").unwrap();
    assert_eq!(
        project.changed_until("content/articles/two.md"),
        ["content/articles/two.md"],
        "the other file is not told of"
    );
    fs::remove_file(project.file("content/articles/two.md")).unwrap();
    project.changed_until("content/articles/two.md");
    assert_eq!(project.text("content/articles/two.md"), None);
    project.check_whole();
}

#[test]
fn a_save_by_rename_is_one_change() {
    let mut project = Project::new();
    for n in 0..5 {
        let text = format!("Version {n}.\n");
        fs::rename(
            project.file("content/articles/one.md"),
            project.file("content/articles/one.md~"),
        )
        .unwrap();
        fs::write(project.file("content/articles/.one.md.tmp"), &text).unwrap();
        fs::rename(
            project.file("content/articles/.one.md.tmp"),
            project.file("content/articles/one.md"),
        )
        .unwrap();
        assert_eq!(project.changed_until("content/articles/one.md"), ["content/articles/one.md"]);
        assert_eq!(project.text("content/articles/one.md"), Some(text));
    }
}

#[test]
fn a_file_that_was_renamed_is_known_by_both_names() {
    let mut project = Project::new();
    fs::rename(project.file("content/articles/one.md"), project.file("content/articles/uno.md"))
        .unwrap();
    match project.follower.wait(Some(PATIENCE)) {
        Turn::Changed(Changes { files, renamed, since }) => {
            assert_ne!(since.is_some(), project.follower.polls_because().is_some());
            let path = |name| SourcePath::new(&format!("content/articles/{name}.md"));
            assert_eq!(files, [path("one"), path("uno")]);
            assert_eq!(renamed, [(path("one"), path("uno"))]);
        }
        turn => panic!("{turn:?}"),
    }
}

#[test]
fn a_file_that_is_empty_in_the_middle_of_a_save_is_not_believed() {
    let mut project = Project::new();
    let path = project.file("content/articles/one.md");
    let writer = std::thread::spawn(move || {
        for n in 0..5 {
            fs::write(&path, "").unwrap();
            std::thread::sleep(Duration::from_millis(30));
            fs::write(&path, format!("Version {n}.\n")).unwrap();
            std::thread::sleep(Duration::from_millis(30));
        }
    });
    loop {
        project.changed_until("content/articles/one.md");
        let text = project.text("content/articles/one.md").unwrap();
        assert_ne!(text, "");
        if text == "Version 4.\n" {
            break;
        }
    }
    writer.join().unwrap();
}

#[test]
fn a_picture_that_is_empty_or_away_in_the_middle_of_a_save_is_not_believed() {
    let mut project = Project::new();
    let picture = project.file("content/articles/a.png");
    fs::write(&picture, "old").unwrap();
    project.changed_until("content/articles/a.png");
    let empty = |path: &Path| fs::write(path, "").unwrap();
    let remove = |path: &Path| fs::remove_file(path).unwrap();
    for begin in [empty, remove] {
        let path = picture.clone();
        let writer = std::thread::spawn(move || {
            begin(&path);
            std::thread::sleep(Duration::from_millis(30));
            fs::write(&path, "new").unwrap();
        });
        project.changed_until("content/articles/a.png");
        assert_eq!(fs::read(&picture).unwrap_or_default(), b"new", "the save is over");
        project.check_whole();
        writer.join().unwrap();
    }
}

#[test]
fn a_folder_that_is_moved_in_is_read_with_all_that_is_in_it() {
    let mut project = Project::new();
    let outside = tempfile::tempdir().unwrap();
    fs::create_dir_all(outside.path().join("new/deep")).unwrap();
    fs::write(outside.path().join("new/deep/three.md"), "Three.\n").unwrap();
    fs::rename(outside.path().join("new"), project.file("content/articles/new")).unwrap();
    project.changed_until("content/articles/new/deep/three.md");
    fs::write(project.file("content/articles/new/deep/four.md"), "Four.\n").unwrap();
    project.changed_until("content/articles/new/deep/four.md");
    fs::rename(project.file("content/articles/new"), outside.path().join("new")).unwrap();
    project.changed_until("content/articles/new/deep/four.md");
    project.check_whole();
}

#[test]
fn a_part_of_the_project_that_comes_later_is_followed() {
    let mut project = Project::new();
    fs::create_dir(project.file("static")).unwrap();
    fs::write(project.file("static/a.txt"), "a").unwrap();
    project.changed_until("static/a.txt");
    fs::write(project.file("static/b.txt"), "b").unwrap();
    project.changed_until("static/b.txt");
    project.check_whole();
}

#[test]
fn a_checkout_of_a_thousand_files_is_read_whole() {
    let mut project = Project::new();
    for n in 0..1_000 {
        let folder = project.file(&format!("content/articles/{}", n % 40));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{n}.md")), format!("Article {n}.\n")).unwrap();
    }
    project.changed_until("content/articles/39/999.md");
    while project.follower.snapshot(0).sources.len() < 1_002 {
        assert!(matches!(project.follower.wait(Some(PATIENCE)), Turn::Changed(_)));
    }
    project.check_whole();
}

#[test]
fn what_is_not_part_of_the_project_wakes_nobody() {
    let mut project = Project::new();
    fs::create_dir_all(project.file("public/articles")).unwrap();
    fs::write(project.file("public/articles/index.html"), "x").unwrap();
    fs::write(project.file("content/articles/.one.md.swp"), "x").unwrap();
    fs::write(project.file("content/articles/one.md~"), "x").unwrap();
    fs::read(project.file("content/articles/one.md")).unwrap();
    assert!(matches!(project.follower.wait(Some(Duration::from_millis(300))), Turn::Due));
}

#[test]
fn a_folder_that_cannot_be_read_is_told_and_read_again_when_it_can() {
    let mut project = Project::new();
    fs::remove_file(project.file("site.yaml")).unwrap();
    match project.follower.wait(Some(PATIENCE)) {
        Turn::Failed(error) => assert!(error.to_string().contains("no site here"), "{error}"),
        turn => panic!("{turn:?}"),
    }
    assert!(project.text("site.yaml").is_some(), "the snapshot is as it was");
    fs::write(project.file("site.yaml"), "title: New\n").unwrap();
    project.changed_until("site.yaml");
    assert_eq!(project.text("site.yaml").as_deref(), Some("title: New\n"));
}

#[cfg(unix)]
#[test]
fn a_lock_of_emacs_is_left_alone_and_a_link_out_of_the_project_is_told() {
    let mut project = Project::new();
    std::os::unix::fs::symlink("nobody@nowhere", project.file("content/articles/.#one.md"))
        .unwrap();
    fs::write(project.file("content/articles/one.md"), "New.\n").unwrap();
    project.changed_until("content/articles/one.md");
    project.check_whole();
    std::os::unix::fs::symlink("/etc/hostname", project.file("content/articles/out.md")).unwrap();
    match project.follower.wait(Some(PATIENCE)) {
        Turn::Failed(error) => assert!(error.to_string().contains("outside"), "{error}"),
        turn => panic!("{turn:?}"),
    }
}

#[test]
fn waiting_ends_when_somebody_asks_for_it() {
    let mut project = Project::new();
    let stopper = project.follower.stopper();
    let stopping = std::thread::spawn(move || stopper.stop());
    assert!(matches!(project.follower.wait(None), Turn::Stop));
    stopping.join().unwrap();
}

#[test]
fn a_burst_that_does_not_end_is_acted_on_where_signals_wait() {
    let mut project = Project::new();
    let sender = project.follower.stopper.0.clone();
    // To look at seven files takes longer than to send a signal, so that always some wait.
    for n in 0..7 {
        fs::write(project.file(&format!("content/articles/{n}.md")), "New.\n").unwrap();
    }
    project.changed_until("content/articles/6.md");
    for n in 0..7 {
        fs::write(project.file(&format!("content/articles/{n}.md")), "Newer.\n").unwrap();
    }
    let flood = std::thread::spawn(move || {
        let begun = now();
        while begun.elapsed() < Duration::from_secs(3) {
            for _ in 0..100 {
                sender.send(Signal::Touched { paths: Vec::new(), heard_at: now() }).unwrap();
            }
            std::thread::sleep(Duration::from_micros(100));
        }
    });
    let begun = now();
    project.changed_until("content/articles/6.md");
    assert!(begun.elapsed() < Duration::from_millis(2_500), "{:?}", begun.elapsed());
    flood.join().unwrap();
}

#[test]
fn a_change_that_the_system_does_not_tell_of_is_found_where_it_refused() {
    let mut project = Project::new();
    assert_eq!(project.follower.polls_because(), None);
    let sender = project.follower.stopper.0.clone();
    sender.send(Signal::Refused("the limit is reached".to_owned())).unwrap();
    assert!(matches!(project.follower.wait(Some(Duration::from_millis(100))), Turn::Due));
    assert_eq!(project.follower.polls_because(), Some("the limit is reached"));
    project.follower.listener = Listener::deaf(project.folder.path(), "it is deaf".to_owned());
    for text in ["First.\n", "Second.\n"] {
        fs::write(project.file("content/articles/one.md"), text).unwrap();
        project.changed_until("content/articles/one.md");
        assert_eq!(project.text("content/articles/one.md").as_deref(), Some(text));
    }
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_file_that_a_link_leads_to_is_followed_wherever_it_is_in_the_project() {
        let mut project = Project::new();
        fs::create_dir(project.file("texts")).unwrap();
        fs::write(project.file("texts/l.md"), "Old.\n").unwrap();
        symlink("../../texts/l.md", project.file("content/articles/l.md")).unwrap();
        project.changed_until("content/articles/l.md");
        for text in ["Newer.\n", "And newer.\n"] {
            // By now the look that follows each change is over.
            assert!(matches!(project.follower.wait(Some(SECOND_LOOK * 2)), Turn::Due));
            fs::write(project.file("texts/l.md"), text).unwrap();
            project.changed_until("content/articles/l.md");
            assert_eq!(project.text("content/articles/l.md").as_deref(), Some(text));
        }
    }

    #[test]
    fn a_link_that_leads_nowhere_is_not_told_at_each_save_and_read_when_it_leads_somewhere() {
        let mut project = Project::new();
        symlink("../../texts/z.md", project.file("content/articles/z.md")).unwrap();
        match project.follower.wait(Some(PATIENCE)) {
            Turn::Failed(error) => assert!(error.to_string().contains("nowhere"), "{error}"),
            turn => panic!("{turn:?}"),
        }
        fs::write(project.file("content/articles/one.md"), "New.\n").unwrap();
        let turn = project.follower.wait(Some(NEXT_TRY * 2));
        assert!(matches!(turn, Turn::Due), "neither shown nor told again: {turn:?}");
        fs::create_dir(project.file("texts")).unwrap();
        fs::write(project.file("texts/z.md"), "There.\n").unwrap();
        let all = project.changed_until("content/articles/z.md");
        assert_eq!(all, ["content/articles/one.md", "content/articles/z.md"]);
        project.check_whole();
    }
}
