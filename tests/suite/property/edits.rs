//! After any edits a build that remembers equals one that does not.

use std::collections::BTreeMap;
use std::path::Path;

use rapporteur::cache::Memo;
use rapporteur::output::OldOutput;
use rapporteur::output::writer::{Job, Writer, Written};
use rapporteur::site::Preview;
use rapporteur::source::load::load;

use super::project::outputs_in;
use super::writer::{EDITS, project};
use super::{Dice, Made, Project, difference};

#[test]
fn a_warm_build_equals_a_cold_one_after_any_edits() {
    for seed in 1..=12 {
        check_in_memory(seed, 25);
    }
}

#[test]
fn an_output_folder_that_is_kept_equals_one_that_is_made_anew_after_any_edits() {
    for seed in 1..=3 {
        check_in_folders(seed, 12, OldOutput::Removed);
        check_in_folders(seed + 10, 12, OldOutput::Spared);
    }
}

fn check_in_memory(seed: u64, n_edits: usize) {
    let mut dice = Dice::new(seed);
    let mut project = project(&mut dice);
    let mut memo = Memo::default();
    let preview = if seed.is_multiple_of(4) { Preview::Everything } else { Preview::Published };
    let mut known: BTreeMap<(String, u128), Vec<u8>> = BTreeMap::new();
    let mut done = Vec::new();
    for step in 0..=n_edits {
        let warm = project.made(preview, &mut memo);
        let cold = project.made(preview, &mut Memo::default());
        if let Some(difference) = difference(&warm, &cold) {
            panic!("seed {seed}, step {step}, after {done:?}: warm and cold: {difference}");
        }
        // What an output folder relies on: a fingerprint seen before stands for the same bytes.
        for (path, (fingerprint, bytes)) in cold.outputs {
            let before = known.entry((path.clone(), fingerprint)).or_insert_with(|| bytes.clone());
            assert!(
                *before == bytes,
                "seed {seed}, step {step}, after {done:?}: `{path}` has a stale fingerprint"
            );
        }
        let (name, edit) = dice.pick(EDITS);
        done.push(name);
        edit(&mut project, &mut dice);
    }
}

/// With old outputs spared, one writer writes them all.
fn check_in_folders(seed: u64, n_edits: usize, old_output: OldOutput) {
    let mut dice = Dice::new(seed + 1000);
    let mut project = project(&mut dice);
    let kept = tempfile::tempdir().unwrap();
    let mut writer = writer_in(kept.path(), old_output);
    let mut done = Vec::new();
    for step in 0..=n_edits {
        if old_output == OldOutput::Removed {
            writer = writer_in(kept.path(), old_output);
        }
        let before = outputs_in(&kept.path().join("public"));
        let (warm, was_refused) = written(&project, kept.path(), &mut writer);
        let fresh = tempfile::tempdir().unwrap();
        let mut other = writer_in(fresh.path(), OldOutput::Removed);
        let (mut cold, is_refused) = written(&project, fresh.path(), &mut other);
        let told = format!("seed {seed}, step {step}, after {done:?}");
        assert_eq!(was_refused, is_refused, "{told}");
        if is_refused {
            cold.outputs = before;
        }
        if let Some(difference) = difference(&warm, &cold) {
            panic!("{told}: kept and fresh folder: {difference}");
        }
        let (name, edit) = dice.pick(EDITS);
        done.push(name);
        edit(&mut project, &mut dice);
    }
}

fn writer_in(folder: &Path, old_output: OldOutput) -> Writer<'_> {
    Writer::new(Job { project: folder, output: None, preview: Preview::Published }, old_output)
}

/// Builds the project in a folder; returns what is in the output folder, and whether there were errors.
fn written(project: &Project, folder: &Path, writer: &mut Writer<'_>) -> (Made, bool) {
    project.put(folder);
    let snapshot = load(folder, project.now).unwrap();
    let (diagnostics, is_refused) = match writer.write(&snapshot, &()).unwrap() {
        Written::Done { diagnostics, .. } => (diagnostics, false),
        Written::Refused { diagnostics } => (diagnostics, true),
    };
    (Made { outputs: outputs_in(&folder.join("public")), diagnostics }, is_refused)
}
