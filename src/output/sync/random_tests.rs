//! After any edits of outputs and of the folder, the folder is the outputs and the foreign files.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use super::super::fixture::{Files, Project, Random};
use super::super::folder::OldOutput;
use crate::path::MARKER;

/// Names that never stand in each other's way, so that any set of them is a set of outputs.
fn name(random: &mut Random) -> String {
    let folder = ["", "a/", "a/deep/er/", "b/", "articles/x/"][random.below(5)];
    format!("{folder}page-{}.html", random.below(12))
}

fn text(random: &mut Random) -> String {
    format!("{:x}", random.below(usize::MAX)).repeat(random.below(4))
}

/// What should be on disk.
#[derive(Default)]
struct Model {
    outputs: Files,
    foreign: Files,
    n_edits: u64,
}

impl Model {
    /// Changes the outputs.
    fn change_outputs(&mut self, random: &mut Random) {
        for _ in 0..random.below(8) {
            let name = name(random);
            if random.below(3) == 0 {
                self.outputs.remove(&name);
            } else if !self.foreign.contains_key(&name) {
                self.outputs.insert(name, text(random));
            }
        }
        if random.below(20) == 0 {
            self.outputs.clear();
        }
    }

    /// Does to the folder and to the spare what a user might.
    fn meddle(&mut self, project: &Project, random: &mut Random) {
        let names: Vec<String> = self.outputs.keys().cloned().collect();
        for _ in 0..random.below(5) {
            match (random.below(7), random.pick(&names)) {
                (0, Some(name)) => self.edit(&project.public().join(name), &text(random)),
                (1, Some(name)) => {
                    let _ = fs::remove_file(project.public().join(name));
                }
                (2, Some(name)) => {
                    let path = project.public().join(name);
                    let _ = fs::remove_file(&path);
                    self.edit(&path, &text(random));
                }
                (3, _) => {
                    let foreign: Vec<String> = self.foreign.keys().cloned().collect();
                    // One that was put into the spare is not in the folder yet.
                    if let Some(name) = random.pick(&foreign)
                        && fs::remove_file(project.public().join(name)).is_ok()
                    {
                        self.foreign.remove(name);
                    }
                }
                (4, Some(name)) if project.spare().exists() => {
                    let path = project.spare().join(name);
                    if fs::remove_file(&path).is_ok() && random.below(2) == 0 {
                        self.edit(&path, &text(random));
                    }
                }
                (5, _) if project.spare().exists() => {
                    self.n_edits += 1;
                    let folder = ["", "a/", "a/deep/", "mine/and/"][random.below(4)];
                    let name = format!("{folder}slipped-{}", self.n_edits);
                    self.edit(&project.spare().join(&name), &name);
                    self.foreign.insert(name.clone(), name);
                }
                _ => {
                    let folder = ["", "a/", "a/deep/", "mine/and/", ".git/"];
                    let folder = folder[random.below(5)];
                    let name = format!("{folder}foreign-{}", random.below(9));
                    let text = text(random);
                    project.edit(&name, &text);
                    self.foreign.insert(name, text);
                }
            }
        }
    }

    /// Puts `text` into the file at `path`, with a time of its own, since a clock may not tell two
    /// writes apart.
    fn edit(&mut self, path: &Path, text: &str) {
        self.n_edits += 1;
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        let file = File::options().write(true).open(path).unwrap();
        file.set_modified(UNIX_EPOCH + Duration::from_secs(self.n_edits)).unwrap();
    }

    /// Damages the manifest: what is on disk and not expected then counts as foreign.
    fn damage(&mut self, project: &Project, random: &mut Random) {
        let marker = project.public().join(MARKER);
        let mut bytes = fs::read(&marker).unwrap();
        let place = bytes.len() - 1 - random.below(8);
        bytes[place] ^= 0x55;
        fs::write(&marker, bytes).unwrap();
        for (name, text) in project.files() {
            if !self.outputs.contains_key(&name) {
                self.foreign.insert(name, text);
            }
        }
    }
}

fn check(seed: u64, project: &Project) {
    let mut random = Random(seed);
    let mut model = Model::default();
    let mut n_spares = 0;
    for round in 0..40 {
        if round > 0 {
            model.meddle(project, &mut random);
        }
        model.change_outputs(&mut random);
        if round > 0 && random.below(10) == 0 {
            model.damage(project, &mut random);
        }
        project.sync(&model.outputs).unwrap();
        let mut all = model.outputs.clone();
        all.extend(model.foreign.clone());
        assert_eq!(project.files(), all, "seed {seed}, round {round}");
        let is_open = project.old_output == OldOutput::Spared;
        assert!(is_open || project.beside().is_empty(), "seed {seed}: {:?}", project.beside());
        let again = project.sync(&model.outputs).unwrap();
        assert!(again.made.is_empty(), "seed {seed}, round {round}: {:?}", again.made);
        assert_eq!(again.synced.n_unchanged, model.outputs.len());
        n_spares += usize::from(project.spare().exists());
        if random.below(8) == 0 {
            project.close();
            assert_eq!(project.files(), all, "seed {seed}, round {round}, closed");
        }
    }
    project.close();
    assert_eq!(n_spares > 20, project.old_output == OldOutput::Spared, "{n_spares} spares");
}

#[test]
fn after_any_edits_the_folder_is_the_outputs_and_the_foreign_files() {
    for round in 0..6 {
        for (way, project) in Project::in_each_way().enumerate() {
            check(round + 100 * way as u64, &project);
        }
    }
}
