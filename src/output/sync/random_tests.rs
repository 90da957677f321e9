//! After any edits of outputs and of the folder, the folder is the outputs and the foreign files.

use std::fs::{self, File};
use std::time::{Duration, UNIX_EPOCH};

use super::super::fixture::{Files, Project, Random};
use super::super::stage::SwapWay;
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

    /// Does to the folder what a user might.
    fn meddle(&mut self, project: &Project, random: &mut Random) {
        let names: Vec<String> = self.outputs.keys().cloned().collect();
        for _ in 0..random.below(4) {
            match (random.below(4), random.pick(&names)) {
                (0, Some(name)) => {
                    project.edit(name, &text(random));
                    // A time of its own, since a clock may not tell two writes apart.
                    self.n_edits += 1;
                    let path = project.public().join(name);
                    let file = File::options().write(true).open(path).unwrap();
                    file.set_modified(UNIX_EPOCH + Duration::from_secs(self.n_edits)).unwrap();
                }
                (1, Some(name)) => {
                    let _ = fs::remove_file(project.public().join(name));
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

fn check(seed: u64, swap_way: SwapWay) {
    let mut random = Random(seed);
    let project = Project { swap_way, ..Project::new() };
    let mut model = Model::default();
    for round in 0..40 {
        if round > 0 {
            model.meddle(&project, &mut random);
        }
        model.change_outputs(&mut random);
        if round > 0 && random.below(10) == 0 {
            model.damage(&project, &mut random);
        }
        project.sync(&model.outputs).unwrap();
        let mut all = model.outputs.clone();
        all.extend(model.foreign.clone());
        assert_eq!(project.files(), all, "seed {seed}, round {round}");
        assert!(project.beside().is_empty(), "seed {seed}: {:?}", project.beside());
        let again = project.sync(&model.outputs).unwrap();
        assert!(again.made.is_empty(), "seed {seed}, round {round}: {:?}", again.made);
        assert_eq!(again.synced.n_unchanged, model.outputs.len());
    }
}

#[test]
fn after_any_edits_the_folder_is_the_outputs_and_the_foreign_files() {
    for seed in 0..6 {
        check(seed, SwapWay::Exchange);
        check(100 + seed, SwapWay::TwoRenames);
    }
}
