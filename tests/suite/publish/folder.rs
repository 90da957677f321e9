//! A folder of this machine as a target.

use std::collections::BTreeMap;
use std::fs;

use rapporteur::publish::{FolderTarget, Target};
use tempfile::TempDir;

use super::faults::{self, Fault};
use super::host::{Description, Files, Host};
use super::scenario;
use crate::support::site::files_below;

/// The target of a description: `project` is the folder of the project, beside which the site lies.
pub(crate) fn target(description: &Description) -> Box<dyn Target> {
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
fn a_killed_publish_leaves_a_folder_whole() {
    faults::leave_the_site_whole(&Folder::new(), Fault::Killed, 1);
}
