//! Tests of opening an output folder. What makes a place dangerous is tested with the guard.

use super::super::fixture::{Project, files, sync_files};
use super::*;

fn message(result: Result<OutputFolder>) -> String {
    format!("{:#}", result.map(|_| ()).unwrap_err())
}

#[test]
fn a_dangerous_place_is_refused_and_nothing_is_made() {
    let project = Project::new();
    let root = project.folder.path();
    let message = message(OutputFolder::open(root, root, &[], OldOutput::Removed));
    assert!(message.contains("the project folder"), "{message}");
    let content = root.join("content");
    let result =
        OutputFolder::open(&content.join("new/public"), root, &[content], OldOutput::Removed);
    assert!(result.is_err());
    assert!(project.beside().is_empty(), "{:?}", project.beside());
    if let Some(home) = home_folder() {
        assert!(OutputFolder::open(&home, root, &[], OldOutput::Removed).is_err());
    }
    assert!(OutputFolder::open(Path::new("/"), root, &[], OldOutput::Removed).is_err());
}

#[test]
fn a_folder_without_marker_is_never_written_or_emptied() {
    let project = Project::new();
    project.edit("thesis.md", "years of work");
    let message = message(project.open());
    assert!(message.contains("public` is not empty and was not made by rapporteur"), "{message}");
    assert!(message.contains("\nhint: name a new folder"), "{message}");
    assert_eq!(project.files(), files(&[("thesis.md", "years of work")]));
    assert!(project.beside().is_empty(), "{:?}", project.beside());
    project.edit(MARKER, "my own notes, which only have this name");
    assert!(project.open().is_err());
}

#[test]
fn an_empty_or_missing_folder_is_taken() {
    let project = Project::new();
    drop(project.open().unwrap());
    assert!(!project.public().exists(), "opening makes no output folder");
    fs::create_dir(project.public()).unwrap();
    project.sync(&files(&[("a", "1")])).unwrap();
    assert_eq!(project.files(), files(&[("a", "1")]));
    let deep = project.folder.path().join("new/deep/public");
    let mut folder =
        OutputFolder::open(&deep, project.folder.path(), &[], OldOutput::Removed).unwrap();
    sync_files(&mut folder, &files(&[("a", "1")]), b"").unwrap();
    assert!(deep.join("a").is_file());
}

#[test]
fn two_processes_cannot_build_in_one_folder() {
    let project = Project::new();
    let folder = project.open().unwrap();
    let message = message(project.open());
    assert!(message.contains(&format!("process {}", std::process::id())), "{message}");
    assert!(message.contains("public`"), "{message}");
    drop(folder);
    assert!(project.beside().is_empty(), "{:?}", project.beside());
    project.open().unwrap();
}

#[test]
fn the_lock_is_never_part_of_the_output() {
    let project = Project::new();
    let mut folder = project.open().unwrap();
    sync_files(&mut folder, &files(&[("a", "1")]), b"").unwrap();
    assert_eq!(project.beside(), [".public.rapporteur-lock"]);
    let names = fs::read_dir(project.public()).unwrap();
    let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, [MARKER, "a"]);
}

#[test]
fn a_folder_is_intact_until_anything_in_it_changes() {
    let check = |meddle: fn(&Project), expect: bool| {
        let project = Project::new();
        assert!(!project.open().unwrap().intact().unwrap(), "nothing was built yet");
        project.sync(&files(&[("a", "1"), ("b/c", "2")])).unwrap();
        let folder = project.open().unwrap();
        meddle(&project);
        assert_eq!(folder.intact().unwrap(), expect);
    };
    check(|_| {}, true);
    check(|project| project.edit("a", "longer"), false);
    check(|project| fs::remove_file(project.public().join("b/c")).unwrap(), false);
    check(|project| project.edit("b/foreign", ""), false);
    check(|project| project.edit("foreign/x", ""), false);
    check(|project| fs::remove_file(project.public().join(MARKER)).unwrap(), false);
    check(|project| fs::remove_dir_all(project.public()).unwrap(), false);
    let touch = |project: &Project| {
        let file = fs::File::options().write(true).open(project.public().join("a")).unwrap();
        file.set_modified(std::time::UNIX_EPOCH).unwrap();
    };
    check(touch, false);
}
