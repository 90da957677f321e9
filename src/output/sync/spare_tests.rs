//! Tests of outputs that are made from the one before the present one.

use std::fs;

use anyhow::bail;

use super::super::content::Content;
use super::super::fixture::{Files, Project, expected, files, read_tree, sync_expected};
use super::super::folder::OldOutput;
use super::super::manifest::read_marker;
use super::*;
use crate::path::MARKER;

/// A project with a spare: the output was `first`, and is `second`.
fn project(first: &Files, second: &Files) -> Project {
    let project = Project { old_output: OldOutput::Spared, ..Project::new() };
    project.sync(first).unwrap();
    project.sync(second).unwrap();
    assert!(project.spare().join(MARKER).exists());
    project
}

/// Syncs `third` where there is a spare with `first` and the output is `second`, and then all three
/// again.
fn check(first: &[(&str, &str)], second: &[(&str, &str)], third: &[(&str, &str)]) {
    let project = project(&files(first), &files(second));
    for round in [third, first, second, third] {
        project.sync(&files(round)).unwrap();
        assert_eq!(project.files(), files(round), "{first:?}, {second:?}, {third:?}");
    }
    project.close();
}

#[test]
fn any_output_is_made_from_any_other() {
    check(&[], &[("a", "1")], &[]);
    check(&[("a", "1")], &[("a", "2")], &[("a", "1")]);
    check(&[("a", "1")], &[("a", "2")], &[("a", "2"), ("b", "3")]);
    check(&[("a", "1"), ("b", "1")], &[("a", "2"), ("b", "1")], &[("b", "2")]);
    check(&[("a/b", "1")], &[("a", "1")], &[("a/b", "2")]);
    check(&[("a/b/c", "1"), ("a/d", "1")], &[("a/b", "1")], &[("a/b/d", "1")]);
    check(&[("A", "1")], &[("a", "2")], &[("A", "3")]);
    check(&[("A/x", "1")], &[("a/x", "2")], &[("A/x", "3")]);
}

#[cfg(unix)]
#[test]
fn the_output_before_the_present_one_is_brought_up_to_date() {
    use std::os::unix::fs::MetadataExt;
    let inode =
        |project: &Project, path: &str| fs::metadata(project.public().join(path)).unwrap().ino();
    let version = |text: &str| files(&[("a", text), ("b/c", "same"), ("d/e", text)]);
    let project = Project { old_output: OldOutput::Spared, ..Project::new() };
    let mut folders = Vec::new();
    for text in ["1", "2", "3", "4"] {
        project.sync(&version(text)).unwrap();
        folders.push(["", "b", "d"].map(|path| inode(&project, path)));
        assert_eq!(project.files(), version(text));
    }
    // The two trees take turns.
    assert_ne!(folders[0], folders[1]);
    assert_eq!(folders[0], folders[2]);
    assert_eq!(folders[1], folders[3]);
}

#[test]
fn a_spare_at_rest_has_nothing_that_the_output_has_not() {
    let first = files(&[("a", "1"), ("same", "1"), ("b/draft", "secret"), ("c/d", "1")]);
    let second = files(&[("a", "2"), ("same", "1"), ("c/d", "1"), ("e", "2")]);
    for project in Project::in_each_way().filter(|way| way.old_output == OldOutput::Spared) {
        project.sync(&first).unwrap();
        project.sync(&second).unwrap();
        assert_eq!(read_tree(&project.spare()), files(&[("c/d", "1"), ("same", "1")]));
        assert!(!project.spare().join("b").exists());
        let marker = fs::read(project.spare().join(MARKER)).unwrap();
        assert!(!marker.windows(5).any(|bytes| bytes == b"draft"));
        // A build of nothing new brings nothing back.
        project.sync(&second).unwrap();
        assert_eq!(read_tree(&project.spare()), files(&[("c/d", "1"), ("same", "1")]));
        // Where the output is lost, the spare is taken for no more than it is.
        fs::remove_dir_all(project.public()).unwrap();
        assert!(!project.with_folder(|folder| folder.intact()).unwrap_or(false));
        project.sync(&first).unwrap();
        assert_eq!(project.files(), first);
        project.close();
    }
}

#[test]
fn a_file_that_has_another_name_is_never_written_into() {
    let project = project(&files(&[("a", "1"), ("b", "1")]), &files(&[("a", "1"), ("b", "2")]));
    let held = project.folder.path().join("held");
    fs::hard_link(project.public().join("a"), &held).unwrap();
    project.sync(&files(&[("a", "2"), ("b", "2")])).unwrap();
    project.sync(&files(&[("a", "3"), ("b", "2")])).unwrap();
    assert_eq!(fs::read_to_string(&held).unwrap(), "1");
    assert_eq!(project.files(), files(&[("a", "3"), ("b", "2")]));
}

#[test]
fn foreign_files_come_and_go_while_a_spare_is_kept() {
    let version = |text: &str| files(&[("a", text), ("b/c", "2")]);
    let project = project(&version("1"), &version("2"));
    let mine = files(&[("CNAME", "example.org"), ("b/mine", "1"), (".git/x/HEAD", "ref")]);
    for (path, text) in &mine {
        project.edit(path, text);
    }
    for text in ["3", "4", "5"] {
        let told = project.sync(&version(text)).unwrap();
        assert_eq!(told.synced.foreign, [".git", "CNAME", "b/mine"].map(PathBuf::from));
        assert_eq!(project.files(), version(text).into_iter().chain(mine.clone()).collect());
    }
    fs::remove_file(project.public().join("CNAME")).unwrap();
    fs::remove_file(project.public().join("b/mine")).unwrap();
    fs::remove_dir_all(project.public().join(".git")).unwrap();
    for text in ["6", "7", "8"] {
        assert_eq!(
            project.sync(&version(text)).unwrap().synced.foreign,
            [""; 0].map(PathBuf::from)
        );
        assert_eq!(project.files(), version(text));
    }
}

#[test]
fn what_was_put_into_the_spare_goes_into_the_folder() {
    // A shell that stood in the output folder stands in the spare after the next build.
    let version = |text: &str| files(&[("a", text), ("b/c", "2")]);
    let project = project(&version("1"), &version("2"));
    fs::write(project.spare().join("mine"), "1").unwrap();
    fs::write(project.spare().join("b/mine"), "2").unwrap();
    let told = project.sync(&version("3")).unwrap();
    assert_eq!(told.synced.foreign, ["b/mine", "mine"].map(PathBuf::from));
    let mut expect = version("3");
    expect.extend(files(&[("mine", "1"), ("b/mine", "2")]));
    assert_eq!(project.files(), expect);
    fs::write(project.spare().join("late"), "3").unwrap();
    project.close();
    expect.extend(files(&[("late", "3")]));
    assert_eq!(project.files(), expect);
}

#[test]
fn files_of_the_spare_that_were_changed_or_removed_are_made_anew() {
    let version = |text: &str| files(&[("a", text), ("b/c", "same"), ("d", "same"), ("e", "same")]);
    let project = project(&version("1"), &version("2"));
    fs::write(project.spare().join("a"), "edited").unwrap();
    fs::remove_dir_all(project.spare().join("b")).unwrap();
    fs::remove_file(project.spare().join("d")).unwrap();
    fs::remove_file(project.spare().join("e")).unwrap();
    fs::write(project.spare().join("e"), "edited").unwrap();
    assert_eq!(project.sync(&version("3")).unwrap().made, ["a"]);
    assert_eq!(project.files(), version("3"));
    assert!(project.sync(&version("3")).unwrap().made.is_empty());
}

#[test]
fn a_build_that_changes_nothing_keeps_the_spare() {
    let second = files(&[("a", "2"), ("c", "1")]);
    let project = project(&files(&[("a", "1"), ("b", "1"), ("c", "1")]), &second);
    for note in [&b""[..], b"other"] {
        project
            .with_folder(|folder| super::super::fixture::sync_files(folder, &second, note))
            .unwrap();
        assert!(matches!(read_marker(&project.spare()).unwrap(), Marker::Sound(_)));
        assert!(project.spare().join("c").exists());
    }
    assert!(project.with_folder(|folder| folder.intact()).unwrap());
    project.sync(&files(&[("a", "3"), ("b", "1")])).unwrap();
    assert_eq!(project.files(), files(&[("a", "3"), ("b", "1")]));
}

#[test]
fn a_build_that_fails_leaves_no_spare_that_is_half_done() {
    let first = files(&[("a", "1"), ("b", "1"), ("gone", "1")]);
    let second = files(&[("a", "2"), ("b", "2")]);
    let project = project(&first, &second);
    let third = expected(&files(&[("a", "3"), ("b", "3")]));
    let make = |output_idx| match output_idx {
        1 => bail!("the template is broken"),
        _ => Ok(Content::Bytes(b"3".to_vec())),
    };
    let result = project.with_folder(|folder| sync_expected(folder, &third, b"", make));
    assert!(result.is_err());
    assert_eq!(project.files(), second);
    assert!(!project.spare().exists());
    for text in ["4", "5", "6"] {
        project.sync(&files(&[("a", text), ("b", text)])).unwrap();
        assert_eq!(project.files(), files(&[("a", text), ("b", text)]));
    }
    project.close();
}

#[test]
fn a_folder_that_vanished_beside_its_spare_is_made_again() {
    let project = project(&files(&[("a", "1"), ("b", "1")]), &files(&[("a", "2"), ("c/d", "2")]));
    for text in ["3", "4"] {
        fs::remove_dir_all(project.public()).unwrap();
        project.sync(&files(&[("a", text), ("c/d", "2")])).unwrap();
        assert_eq!(project.files(), files(&[("a", text), ("c/d", "2")]));
    }
    project.close();
}

#[test]
fn a_spare_that_a_killed_process_left_is_removed() {
    let second = files(&[("a", "2"), ("b/c", "1")]);
    let project = project(&files(&[("a", "1"), ("b/c", "1")]), &second);
    // What closing does not find is there as if nobody had closed.
    let hidden = project.folder.path().join("hidden");
    fs::rename(project.spare(), &hidden).unwrap();
    drop(project.held.lock().unwrap().take());
    fs::rename(&hidden, project.spare()).unwrap();
    fs::write(project.spare().join("b/mine"), "1").unwrap();
    drop(project.open().unwrap());
    assert!(project.beside().is_empty(), "{:?}", project.beside());
    let mut expect = second;
    expect.extend(files(&[("b/mine", "1")]));
    assert_eq!(project.files(), expect);
}
