//! Tests of making a folder equal to a set of outputs.

use std::fs::{self, File, Metadata};
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use anyhow::bail;

use super::super::content::Content;
use super::super::fixture::{Files, Project, expected, files, sync_expected, sync_files};
use super::*;
use crate::path::MARKER;

/// Inode (0 where there is none) and time of each file and folder, marker and folder included.
fn states(project: &Project) -> Vec<(PathBuf, u64, i64)> {
    let entries = walkdir::WalkDir::new(project.public()).sort_by_file_name();
    let state = |entry: walkdir::Result<walkdir::DirEntry>| {
        let entry = entry.unwrap();
        let metadata = entry.metadata().unwrap();
        (entry.path().to_path_buf(), inode(&metadata), Stamp::of(&metadata).modified)
    };
    entries.into_iter().map(state).collect()
}

#[cfg(unix)]
fn inode(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode(_metadata: &Metadata) -> u64 {
    0
}

fn state(path: &Path) -> (u64, Stamp) {
    let metadata = fs::metadata(path).unwrap();
    (inode(&metadata), Stamp::of(&metadata))
}

fn set_time(path: &Path, seconds: u64) {
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(UNIX_EPOCH + Duration::from_secs(seconds)).unwrap();
}

/// Syncs `first`, lets `meddle` change the folder, syncs `second`; expects the message of an error
/// to have `parts`, and all to be as `meddle` left it.
fn check_refusal(first: &Files, meddle: impl Fn(&Project), second: &Files, parts: &[&str]) {
    let project = Project::new();
    project.sync(first).unwrap();
    meddle(&project);
    let before = states(&project);
    let error = project.sync(second).map(|_| ()).unwrap_err();
    let message = format!("{error:#}");
    for part in parts {
        assert!(message.contains(part), "{message}");
    }
    assert_eq!(states(&project), before);
    assert!(project.beside().is_empty(), "{:?}", project.beside());
}

#[test]
fn the_folder_comes_to_hold_what_is_expected() {
    for project in Project::in_each_way() {
        let first = files(&[("a", "1"), ("b/c/d", "2"), ("b/e", "3")]);
        let told = project.sync(&first).unwrap();
        assert_eq!(project.files(), first);
        let expect = Synced { n_written: 3, n_bytes_written: 3, ..Synced::default() };
        assert_eq!(told.synced, expect);
        let second = files(&[("a", "1"), ("b/e", "three"), ("f/g", "4")]);
        let told = project.sync(&second).unwrap();
        assert_eq!(project.files(), second);
        assert_eq!(told.made, ["b/e", "f/g"]);
        let expect = Synced {
            n_written: 2,
            n_unchanged: 1,
            n_removed: 1,
            n_bytes_written: 6,
            foreign: vec![],
        };
        assert_eq!(told.synced, expect);
        assert!(!project.public().join("b/c").exists(), "an empty folder stays");
        project.sync(&Files::new()).unwrap();
        assert_eq!(fs::read_dir(project.public()).unwrap().count(), 1);
        project.sync(&first).unwrap();
        assert_eq!(project.files(), first);
        project.close();
    }
}

#[test]
fn nothing_is_touched_if_nothing_changed() {
    for project in Project::in_each_way() {
        let files = files(&[("a", "1"), ("b/c", "2")]);
        project.sync(&Files::new()).unwrap();
        project.sync(&files).unwrap();
        project.edit("CNAME", "example.org");
        let before = states(&project);
        let told = project.sync(&files).unwrap();
        assert!(told.made.is_empty());
        let expect =
            Synced { n_unchanged: 2, foreign: vec![PathBuf::from("CNAME")], ..Synced::default() };
        assert_eq!(told.synced, expect);
        assert_eq!(states(&project), before);
    }
}

#[test]
fn an_unchanged_file_keeps_its_inode_and_time() {
    for project in Project::in_each_way() {
        project.sync(&files(&[("a", "1"), ("b/c", "2")])).unwrap();
        let before = state(&project.public().join("b/c"));
        for text in ["other", "another", "yet another"] {
            project.sync(&files(&[("a", text), ("b/c", "2")])).unwrap();
            assert_eq!(state(&project.public().join("b/c")), before);
        }
    }
}

#[test]
fn a_file_whose_bytes_come_out_the_same_is_kept() {
    let project = Project::new();
    let files = files(&[("a", "1"), ("b", "2")]);
    project.sync(&files).unwrap();
    let before = state(&project.public().join("a"));
    let mut other = expected(&files);
    other[0].fingerprint.0 ^= 1;
    let make = |_| Ok(Content::Bytes(b"1".to_vec()));
    let synced = sync_expected(&mut project.open().unwrap(), &other, b"", make).unwrap();
    assert_eq!(synced, Synced { n_unchanged: 2, ..Synced::default() });
    assert_eq!(state(&project.public().join("a")), before);
    let make = |_| -> Result<Content> { bail!("it is not asked for again") };
    sync_expected(&mut project.open().unwrap(), &other, b"", make).unwrap();
}

#[test]
fn a_file_edited_by_hand_is_written_again() {
    for project in Project::in_each_way() {
        let files = files(&[("a", "1"), ("b/c", "2"), ("d", "3")]);
        project.sync(&Files::new()).unwrap();
        project.sync(&files).unwrap();
        for _ in 0..3 {
            project.edit("a", "longer");
            project.edit("b/c", "x");
            set_time(&project.public().join("b/c"), 1_000_000_007);
            let told = project.sync(&files).unwrap();
            assert_eq!(told.made, ["a", "b/c"]);
            assert_eq!(project.files(), files);
        }
        fs::remove_dir_all(project.public().join("b")).unwrap();
        assert_eq!(project.sync(&files).unwrap().made, ["b/c"]);
        assert_eq!(project.files(), files);
    }
}

#[test]
fn a_folder_that_vanished_is_made_again() {
    let project = Project::new();
    let files = files(&[("a", "1"), ("b/c", "2")]);
    let mut folder = project.open().unwrap();
    sync_files(&mut folder, &files, b"").unwrap();
    fs::remove_dir_all(project.public()).unwrap();
    sync_files(&mut folder, &files, b"").unwrap();
    assert_eq!(project.files(), files);
}

#[test]
fn one_folder_can_be_synced_many_times() {
    let project = Project::new();
    let mut folder = project.open().unwrap();
    for round in 0..4 {
        let text = round.to_string();
        let files = files(&[("a", "1"), ("b/c", &text)]);
        let told = sync_files(&mut folder, &files, b"").unwrap();
        assert_eq!(told.made.len(), if round == 0 { 2 } else { 1 });
        assert_eq!(project.files(), files);
        assert!(folder.intact().unwrap());
    }
}

#[test]
fn a_file_is_copied_from_outside() {
    let project = Project::new();
    let source = project.folder.path().join("logo.png");
    fs::write(&source, "pixels").unwrap();
    let expected = expected(&files(&[("static/logo.png", "pixels")]));
    let make = |_| Ok(Content::File(source.clone()));
    let synced = sync_expected(&mut project.open().unwrap(), &expected, b"", make).unwrap();
    assert_eq!(synced.n_bytes_written, 6);
    assert_eq!(project.files(), files(&[("static/logo.png", "pixels")]));
}

#[test]
fn foreign_files_survive() {
    for project in Project::in_each_way() {
        project.sync(&files(&[("a", "1"), ("old/page", "2")])).unwrap();
        let foreign = [
            (".git/HEAD", "ref"),
            (".git/objects/ab/cd", "object"),
            ("CNAME", "example.org"),
            ("new/mine", "in a folder of a coming output"),
            ("old/mine", "in a folder that is no more"),
            ("old/photos/x", "in a folder in such a folder"),
        ];
        for (path, text) in foreign {
            project.edit(path, text);
        }
        fs::create_dir(project.public().join("empty")).unwrap();
        let before = state(&project.public().join("CNAME"));
        let told = project.sync(&files(&[("a", "one"), ("new/page", "3")])).unwrap();
        let expect = [".git", "CNAME", "empty", "new/mine", "old/mine", "old/photos"];
        assert_eq!(told.synced.foreign, expect.map(PathBuf::from));
        let outputs = files(&[("a", "one"), ("new/page", "3")]);
        let all: Files = files(&foreign).into_iter().chain(outputs).collect();
        assert_eq!(project.files(), all);
        assert!(project.public().join("empty").is_dir());
        assert_eq!(state(&project.public().join("CNAME")), before);
        // What was around or beside the foreign files stays removable.
        project.sync(&Files::new()).unwrap();
        assert_eq!(project.files(), files(&foreign));
        project.close();
    }
}

#[cfg(unix)]
#[test]
fn a_foreign_link_survives_and_is_not_followed() {
    let project = Project::new();
    project.sync(&files(&[("a", "1"), ("b", "2")])).unwrap();
    let outside = project.folder.path().join("outside");
    fs::write(&outside, "mine").unwrap();
    fs::remove_file(project.public().join("b")).unwrap();
    for name in ["b", "link"] {
        std::os::unix::fs::symlink("../outside", project.public().join(name)).unwrap();
    }
    std::os::unix::fs::symlink("nowhere", project.public().join("dead")).unwrap();
    let told = project.sync(&files(&[("a", "one")])).unwrap();
    assert_eq!(told.synced.foreign, ["b", "dead", "link"].map(PathBuf::from));
    assert_eq!(fs::read_to_string(project.public().join("link")).unwrap(), "mine");
    assert!(project.public().join("dead").is_symlink());
    assert_eq!(fs::read_to_string(outside).unwrap(), "mine");
}

#[test]
fn a_foreign_file_made_while_building_survives() {
    let project = Project::new();
    let files = files(&[("a", "1"), ("b/c", "2")]);
    project.sync(&super::super::fixture::files(&[("a", "0"), ("b/c", "2")])).unwrap();
    let make = |_| {
        project.edit("b/late", "mine");
        project.edit("notes/x", "mine");
        Ok(Content::Bytes(b"1".to_vec()))
    };
    sync_expected(&mut project.open().unwrap(), &expected(&files), b"", make).unwrap();
    let late = super::super::fixture::files(&[("b/late", "mine"), ("notes/x", "mine")]);
    assert_eq!(project.files(), files.into_iter().chain(late).collect());
}

#[test]
fn a_foreign_file_in_the_way_is_an_error_that_names_both() {
    let first = files(&[("a", "1")]);
    let second = files(&[("a", "2"), ("about/index.html", "3")]);
    let in_the_way = ["in the way of the output `about/index.html`", "\nhint: "];
    let check = |path: &str, named: &str| {
        let parts = [&in_the_way[..], &[named]].concat();
        check_refusal(&first, |project| project.edit(path, "mine"), &second, &parts);
    };
    check("about/index.html", "public/about/index.html`");
    check("about", "public/about`");
    check("ABOUT", "public/ABOUT`");
    check("about/index.html/deep/x", "public/about/index.html`");
}

#[test]
fn outputs_in_each_others_way_are_found_before_anything_is_written() {
    let first = files(&[("a", "1")]);
    let nothing = |_: &Project| {};
    check_refusal(&first, nothing, &files(&[("a", "2"), ("a/b", "")]), &["`a`", "`a/b`"]);
    check_refusal(&first, nothing, &files(&[("a", "2"), ("A", "")]), &["`A`", "`a`", "case"]);
}

#[test]
fn an_output_that_cannot_be_made_leaves_the_folder_as_it_was() {
    let project = Project::new();
    let first = files(&[("a", "1"), ("b", "2")]);
    project.sync(&first).unwrap();
    let before = states(&project);
    let second = expected(&files(&[("a", "one"), ("b", "two"), ("c", "three")]));
    let make = |output_idx| match output_idx {
        1 => bail!("the template is broken"),
        _ => Ok(Content::Bytes(vec![])),
    };
    let mut folder = project.open().unwrap();
    let error = sync_expected(&mut folder, &second, b"", make).unwrap_err();
    assert_eq!(format!("{error:#}"), "cannot make `b`: the template is broken");
    let make = |_| Ok(Content::File(project.folder.path().join("gone.png")));
    let error = format!("{:#}", sync_expected(&mut folder, &second, b"", make).unwrap_err());
    assert!(error.contains("gone.png"), "{error}");
    assert_eq!(states(&project), before);
    drop(folder);
    assert!(project.beside().is_empty(), "{:?}", project.beside());
}

#[test]
fn a_sync_that_failed_half_way_can_be_followed_by_another() {
    let project = Project::new();
    let mut folder = project.open().unwrap();
    let first = files(&[("a", "1")]);
    sync_files(&mut folder, &first, b"").unwrap();
    // A panic leaves the stage, as a kill does, but this process goes on.
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let second = expected(&files(&[("a", "one"), ("b", "two")]));
        let make = |output_idx| match output_idx {
            1 => std::panic::resume_unwind(Box::new("broken")),
            _ => Ok(Content::Bytes(b"one".to_vec())),
        };
        sync_expected(&mut folder, &second, b"", make)
    }));
    assert!(panic.is_err());
    assert_eq!(project.beside(), [".public.rapporteur-lock", ".public.rapporteur-new"]);
    assert_eq!(project.files(), first);
    let third = files(&[("c", "3")]);
    sync_files(&mut folder, &third, b"").unwrap();
    assert_eq!(project.files(), third);
    assert_eq!(project.beside(), [".public.rapporteur-lock"]);
}

#[test]
fn the_note_is_read_back_and_alone_changes_only_the_marker() {
    let project = Project::new();
    let files = files(&[("a", "1"), ("b/c", "2")]);
    assert_eq!(project.open().unwrap().note(), None);
    sync_files(&mut project.open().unwrap(), &files, b"first \0 note").unwrap();
    assert_eq!(project.open().unwrap().note(), Some(&b"first \0 note"[..]));
    let before = state(&project.public().join("b/c"));
    let mut folder = project.open().unwrap();
    let told = sync_files(&mut folder, &files, b"second").unwrap();
    assert_eq!(told.synced, Synced { n_unchanged: 2, ..Synced::default() });
    assert_eq!(folder.note(), Some(&b"second"[..]));
    assert!(folder.intact().unwrap());
    drop(folder);
    assert_eq!(project.open().unwrap().note(), Some(&b"second"[..]));
    assert_eq!(state(&project.public().join("b/c")), before);
    assert!(project.beside().is_empty(), "{:?}", project.beside());
}

#[test]
fn a_damaged_manifest_means_making_everything_and_keeping_what_is_not_known() {
    let project = Project::new();
    let first = files(&[("a", "1"), ("b/c", "2"), ("stale", "3")]);
    project.sync(&first).unwrap();
    let marker = project.public().join(MARKER);
    let bytes = fs::read(&marker).unwrap();
    fs::write(&marker, &bytes[..bytes.len() - 1]).unwrap();
    assert_eq!(project.open().unwrap().note(), None);
    assert!(!project.open().unwrap().intact().unwrap());
    let same = state(&project.public().join("a"));
    let told = project.sync(&files(&[("a", "1"), ("b/c", "two")])).unwrap();
    assert_eq!(told.made, ["a", "b/c"]);
    assert_eq!(told.synced.n_written, 1);
    assert_eq!(told.synced.foreign, [PathBuf::from("stale")]);
    assert_eq!(project.files(), files(&[("a", "1"), ("b/c", "two"), ("stale", "3")]));
    assert_eq!(state(&project.public().join("a")), same);
    assert!(project.sync(&files(&[("a", "1"), ("b/c", "two")])).unwrap().made.is_empty());
}

#[cfg(unix)]
#[test]
fn the_folder_keeps_its_permissions_and_a_link_to_it_stays_a_link() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new();
    let target = project.folder.path().join("www");
    fs::create_dir(&target).unwrap();
    fs::set_permissions(&target, fs::Permissions::from_mode(0o750)).unwrap();
    std::os::unix::fs::symlink("www", project.public()).unwrap();
    project.sync(&files(&[("a", "1")])).unwrap();
    assert!(project.public().is_symlink());
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o750);
    assert_eq!(project.files(), files(&[("a", "1")]));
}
