//! Tests of what follows a kill at each step of a build: the states are made by hand here, so that
//! also those are met that last for a moment only.

use super::super::content::Content;
use super::super::fixture::{Files, Project, files};
use super::super::manifest::{write_building_marker, write_marker};
use super::super::stage::{Stage, SwapWay};
use super::*;
use crate::path::OutputPath;

fn old() -> Files {
    files(&[("a", "old"), ("b/c", "kept"), ("gone/d", "old")])
}

fn new() -> Files {
    files(&[("a", "new"), ("b/c", "kept"), ("e/f", "new")])
}

fn foreign() -> Files {
    files(&[("CNAME", "example.org"), (".git/HEAD", "ref"), ("b/mine", "1"), ("gone/mine", "2")])
}

/// A project with the old output and foreign files in it.
fn project() -> Project {
    let project = Project::new();
    project.sync(&old()).unwrap();
    for (path, text) in foreign() {
        project.edit(&path, &text);
    }
    project
}

fn places(project: &Project) -> Places {
    project.open().unwrap().places.clone()
}

/// Makes a stage with the new output in it. The process is as if killed before the swap.
fn stage<'a>(project: &Project, places: &'a Places) -> Stage<'a> {
    let other = Project::new();
    other.sync(&new()).unwrap();
    let Marker::Sound(manifest) = read_marker(&other.public()).unwrap() else { panic!() };
    let stage = Stage::create(places).unwrap();
    for (path, text) in new() {
        let content = Content::Bytes(text.into_bytes());
        stage.write(&OutputPath::new(&path).unwrap(), &content).unwrap();
    }
    stage.finish(&manifest).unwrap();
    assert_eq!(project.files(), with_foreign(old()));
    stage
}

fn with_foreign(mut files: Files) -> Files {
    files.extend(foreign());
    files
}

/// Opens the folder; expects `files` in it, nothing beside it, and that the next build works.
fn check_recovery(project: &Project, files: &Files) {
    drop(project.open().unwrap());
    assert_eq!(project.files(), *files);
    assert!(project.beside().is_empty(), "{:?}", project.beside());
    project.sync(&new()).unwrap();
    let mut expect = new();
    let outputs = [old(), new()];
    expect.extend(files.iter().filter_map(|(path, text)| {
        let is_foreign = !outputs.iter().any(|outputs| outputs.contains_key(path));
        is_foreign.then(|| (path.clone(), text.clone()))
    }));
    assert_eq!(project.files(), expect);
}

#[test]
fn a_stage_that_was_hardly_begun_is_removed() {
    let project = project();
    let places = places(&project);
    fs::create_dir(&places.stage).unwrap();
    check_recovery(&project, &with_foreign(old()));
    fs::create_dir(&places.stage).unwrap();
    fs::write(&places.draft, "cut").unwrap();
    drop(project.open().unwrap());
    assert!(project.beside().is_empty(), "{:?}", project.beside());
}

#[test]
fn an_unfinished_stage_is_removed() {
    let project = project();
    let places = places(&project);
    stage(&project, &places);
    write_building_marker(&places.stage, &places.draft).unwrap();
    check_recovery(&project, &with_foreign(old()));
}

#[test]
fn a_finished_stage_that_was_not_swapped_in_is_removed() {
    let project = project();
    let places = places(&project);
    stage(&project, &places);
    check_recovery(&project, &with_foreign(old()));
}

#[test]
fn an_old_output_that_was_swapped_out_gives_its_foreign_files_back() {
    for swap_way in [SwapWay::Exchange, SwapWay::TwoRenames] {
        let project = project();
        let places = places(&project);
        stage(&project, &places).swap(swap_way).unwrap();
        assert_eq!(project.files(), new());
        check_recovery(&project, &with_foreign(new()));
    }
}

#[test]
fn an_old_output_of_which_a_part_was_removed_is_removed() {
    let project = project();
    let places = places(&project);
    let old = stage(&project, &places).swap(SwapWay::Exchange).unwrap().unwrap();
    fs::rename(old.join("CNAME"), places.live.join("CNAME")).unwrap();
    fs::remove_file(old.join("a")).unwrap();
    fs::remove_file(old.join("gone/d")).unwrap();
    check_recovery(&project, &with_foreign(new()));
}

#[test]
fn between_two_renames_the_old_output_is_put_back() {
    let project = project();
    let places = places(&project);
    stage(&project, &places);
    fs::rename(&places.live, &places.retired).unwrap();
    check_recovery(&project, &with_foreign(old()));
}

#[test]
fn a_finished_stage_becomes_the_output_if_there_is_no_other() {
    let project = Project::new();
    let places = places(&project);
    let other = self::project();
    fs::rename(other.public(), &places.stage).unwrap();
    check_recovery(&project, &with_foreign(old()));
    fs::rename(&places.live, &places.stage).unwrap();
    fs::create_dir(&places.live).unwrap();
    drop(project.open().unwrap());
    assert_eq!(project.files(), with_foreign(new()));
}

#[test]
fn a_foreign_file_whose_place_is_taken_is_never_lost() {
    let project = project();
    let places = places(&project);
    let old = stage(&project, &places).swap(SwapWay::Exchange).unwrap().unwrap();
    project.edit("CNAME", "another.example");
    let message = format!("{:#}", project.open().map(|_| ()).unwrap_err());
    assert!(message.contains("rapporteur-new/CNAME` was not written by rapporteur"), "{message}");
    assert!(message.contains("public/CNAME` is taken"), "{message}");
    assert!(message.contains("\nhint: keep one of the two"), "{message}");
    assert_eq!(fs::read_to_string(old.join("CNAME")).unwrap(), "example.org");
    assert_eq!(fs::read_to_string(places.live.join("CNAME")).unwrap(), "another.example");
    fs::remove_file(places.live.join("CNAME")).unwrap();
    check_recovery(&project, &with_foreign(new()));
}

#[test]
fn foreign_folders_that_both_outputs_have_are_joined() {
    let project = project();
    let places = places(&project);
    stage(&project, &places).swap(SwapWay::Exchange).unwrap();
    project.edit(".git/index", "later");
    let mut expect = with_foreign(new());
    expect.insert(".git/index".to_owned(), "later".to_owned());
    check_recovery(&project, &expect);
}

#[test]
fn an_old_output_with_a_damaged_manifest_keeps_all_its_files() {
    let project = project();
    let places = places(&project);
    let old = stage(&project, &places).swap(SwapWay::Exchange).unwrap().unwrap();
    write_marker(old, &places.draft, &Manifest::default()).unwrap();
    let bytes = fs::read(old.join(MARKER)).unwrap();
    fs::write(old.join(MARKER), &bytes[..bytes.len() - 1]).unwrap();
    let message = format!("{:#}", project.open().map(|_| ()).unwrap_err());
    assert!(message.contains("public/a` is taken"), "{message}");
    assert_eq!(fs::read_to_string(old.join("a")).unwrap(), "old");
}

#[test]
fn a_folder_of_somebody_else_beside_the_output_is_refused_and_kept() {
    let project = project();
    let places = places(&project);
    fs::create_dir(&places.stage).unwrap();
    fs::write(places.stage.join("mine"), "1").unwrap();
    let message = format!("{:#}", project.open().map(|_| ()).unwrap_err());
    assert!(message.contains("rapporteur-new` is needed for building"), "{message}");
    assert!(places.stage.join("mine").exists());
    assert_eq!(project.files(), with_foreign(old()));
}

#[test]
fn a_leftover_without_marker_does_not_take_the_place_of_the_output() {
    let project = Project::new();
    let places = places(&project);
    Stage::create(&places).unwrap();
    drop(project.open().unwrap());
    assert!(!places.live.exists());
    assert!(project.beside().is_empty(), "{:?}", project.beside());
}
