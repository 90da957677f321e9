//! A folder of this machine as a target.

use std::collections::BTreeMap;
use std::fs;

use rapporteur::publish::{FolderTarget, Foreign, Hash, Landmark, Moment, Target, Wishes, publish};
use tempfile::TempDir;

use super::disk::Disk;
use super::edition;
use super::faults::{self, Fault};
use super::host::{Description, Files, Host, WISHES, assert_holds, go_back, send, target};
use super::scenario;
use super::trouble::{self, check_told};
use crate::support::site::files_below;

/// The target of a description: `project` is the folder of the project, beside which the site lies.
pub(crate) fn described(description: &Description) -> Box<dyn Target> {
    let project = std::path::PathBuf::from(&description["project"]);
    Box::new(FolderTarget {
        path: project.with_file_name("live"),
        inputs: vec![project.join("content")],
        project,
        keep_previous: true,
    })
}

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("project")).unwrap();
        Self(folder)
    }

    /// Publishes pages that are the same, made of sources that are not.
    fn send_with_other_sources(&self, files: &Files) {
        let landmark = Landmark { address: "x/".to_owned(), marks: vec![Hash::of(b"other")] };
        let mut tree = edition::tree(files);
        tree.landmarks = vec![landmark];
        let published = publish(&*target(self), &tree, &edition::mover, WISHES, &()).unwrap();
        assert!(published.change.is_empty());
    }

    fn hidden(&self) -> std::path::PathBuf {
        self.0.path().join(".live.rapporteur-new")
    }

    fn live(&self) -> std::path::PathBuf {
        self.0.path().join("live")
    }
}

impl Host for Folder {
    fn description(&self, _: Option<u16>) -> Description {
        let project = self.0.path().join("project").to_str().unwrap().to_owned();
        BTreeMap::from([("kind".into(), "folder".into()), ("project".into(), project)])
    }

    fn port(&self) -> Option<u16> {
        None
    }

    fn get(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(self.live().join(path)).ok()
    }

    fn files(&self) -> Files {
        let paths = files_below(&self.live()).into_iter().filter(|path| !path.starts_with('.'));
        paths.map(|path| (path.clone(), self.get(&path).unwrap())).collect()
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.live().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn clear(&self) {
        for entry in fs::read_dir(self.0.path()).unwrap().map(Result::unwrap) {
            if entry.file_name() == "project" {
                continue;
            }
            let path = entry.path();
            if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
        }
    }

    fn take_sent(&self) -> Option<Vec<String>> {
        None
    }

    fn secrets(&self) -> Vec<String> {
        Vec::new()
    }
}

#[test]
fn a_folder_is_sent_changed_and_gone_back_to() {
    scenario::a_site_is_sent_changed_and_gone_back_to(&Folder::new());
}

#[test]
fn what_readers_do_not_see_leaves_the_release_before_beside_a_folder() {
    scenario::what_readers_do_not_see_leaves_the_release_before(&Folder::new());
}

#[test]
fn files_and_folders_of_a_folder_give_way_to_each_other() {
    scenario::a_folder_gives_way_to_a_file(&Folder::new());
}

#[test]
fn of_two_who_publish_to_a_folder_one_wins_and_the_other_is_told() {
    let folder = Folder::new();
    send(&folder, &edition::files(0)).unwrap();
    let first = target(&folder);
    let session = first.open().unwrap();
    check_told(&folder, &send(&folder, &edition::files(1)).unwrap_err(), "hint: wait for it");
    assert_holds(&folder, &edition::files(0));
    drop(session);
    send(&folder, &edition::files(1)).unwrap();
    scenario::two_publishers_do_not_mix(&Folder::new());
}

#[test]
fn files_of_others_in_a_folder_stay_and_are_told_where_they_are_in_the_way() {
    let folder = Folder::new();
    send(&folder, &edition::files(0)).unwrap();
    folder.put("others.txt", b"others");
    folder.put("articles/others/notes.txt", b"others");
    folder.put("assets/style-00000001.css", b"others");
    for foreign in [Foreign::Refused, Foreign::Adopted] {
        let wishes = Wishes { foreign, ..WISHES };
        let tree = edition::tree(&edition::files(1));
        let error = publish(&*target(&folder), &tree, &edition::mover, wishes, &()).unwrap_err();
        check_told(&folder, &error, "assets/style-00000001.css");
    }
    fs::remove_file(folder.live().join("assets/style-00000001.css")).unwrap();
    send(&folder, &edition::files(1)).unwrap();
    go_back(&folder).unwrap();
    let mut there = edition::files(0);
    there.insert("others.txt".to_owned(), b"others".to_vec());
    there.insert("articles/others/notes.txt".to_owned(), b"others".to_vec());
    assert_eq!(folder.files(), there);
}

#[test]
fn a_killed_publish_leaves_a_folder_whole() {
    faults::leave_the_site_whole(&Folder::new(), Fault::Killed, 1);
}

#[test]
fn a_killed_first_publish_leaves_a_folder_to_the_next_one() {
    faults::leave_a_new_place_to_the_next_one(&Folder::new(), 31);
}

#[test]
fn a_full_or_shut_disk_of_a_folder_is_told() {
    let folder = Folder::new();
    let Some(disk) = Disk::at(folder.0.path()) else { return };
    fs::create_dir(folder.0.path().join("project")).unwrap();
    let told = ["hint: make room there", "hint: this user must be able to write"];
    trouble::a_full_and_a_shut_disk_are_told(&folder, &disk, told);
}

#[test]
fn a_publish_that_changes_no_page_leaves_the_release_before_whole() {
    let folder = Folder::new();
    send(&folder, &edition::files(0)).unwrap();
    send(&folder, &edition::files(3)).unwrap();
    folder.send_with_other_sources(&edition::files(3));
    go_back(&folder).unwrap();
    assert_holds(&folder, &edition::files(0));
}

#[test]
fn a_release_before_that_others_changed_is_not_gone_back_to() {
    let folder = Folder::new();
    send(&folder, &edition::files(0)).unwrap();
    send(&folder, &edition::files(1)).unwrap();
    fs::remove_file(folder.hidden().join("articles/report-1/index.html")).unwrap();
    let error = format!("{:#}", go_back(&folder).unwrap_err());
    assert!(error.contains("was changed by others\nhint: "), "{error}");
    assert_holds(&folder, &edition::files(1));
}

#[test]
fn a_style_sheet_that_outlives_its_use_may_be_touched_or_removed_by_others() {
    let folder = Folder::new();
    let wishes = Wishes { moment: Moment { grace: 3600, ..WISHES.moment }, ..WISHES };
    let send = |edition: usize| {
        let tree = edition::tree(&edition::files(edition));
        publish(&*target(&folder), &tree, &edition::mover, wishes, &()).unwrap();
    };
    send(0);
    send(1);
    let old = folder.live().join("assets/style-00000000.css");
    let bytes = fs::read(&old).unwrap();
    let file = fs::File::options().write(true).open(&old).unwrap();
    file.set_modified(std::time::UNIX_EPOCH).unwrap();
    send(2);
    assert_eq!(fs::read(&old).unwrap(), bytes);
    fs::remove_file(&old).unwrap();
    send(3);
    assert!(!old.exists());
    assert!(folder.live().join("assets/style-00000002.css").is_file());
}

#[test]
fn folders_of_others_and_outputs_of_builds_are_told_apart() {
    let folder = Folder::new();
    folder.put("index.html", b"others");
    check_told(&folder, &send(&folder, &edition::files(0)).unwrap_err(), "hint: name a new folder");
    folder.clear();
    let project = folder.0.path().join("project");
    let open = |path| {
        rapporteur::output::OutputFolder::open(
            path,
            &project,
            &[],
            rapporteur::output::OldOutput::Removed,
        )
    };
    let mut built = open(&folder.live()).unwrap();
    let made = |_, _| unreachable!("there is nothing to make");
    rapporteur::output::sync(&mut built, &[], b"12345678", made, |_| ()).unwrap();
    drop(built);
    let error = send(&folder, &edition::files(0)).unwrap_err();
    check_told(&folder, &error, "it is the output of a build");
}
