//! Neither the order of files, nor the folder, nor the number of threads changes a byte.

use rapporteur::cache::Memo;
use rapporteur::site::Preview;
use rapporteur::source::Snapshot;
use rapporteur::source::load::load;

use super::writer::project;
use super::{Dice, difference};

#[test]
fn the_order_of_files_changes_nothing() {
    for seed in 1..=4 {
        let mut dice = Dice::new(seed + 2000);
        let project = project(&mut dice);
        let made = project.made(Preview::Everything, &mut Memo::default());
        let Snapshot { mut sources, mut assets, now } = project.snapshot();
        dice.shuffle(&mut sources);
        dice.shuffle(&mut assets);
        let shuffled = Snapshot::new(sources, assets, now);
        let shuffled = project.made_from(&shuffled, Preview::Everything, &mut Memo::default());
        assert_eq!(difference(&made, &shuffled), None, "seed {seed}");
    }
}

#[test]
fn the_folder_and_the_order_in_which_files_were_written_change_nothing() {
    for seed in 1..=3 {
        let mut dice = Dice::new(seed + 3000);
        let project = project(&mut dice);
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let two = two.path().join("another folder/é");
        let mut files: Vec<_> = project.files.clone().into_iter().collect();
        for folder in [one.path(), &two] {
            for (path, bytes) in &files {
                let file = folder.join(path);
                std::fs::create_dir_all(file.parent().unwrap()).unwrap();
                std::fs::write(file, bytes).unwrap();
            }
            dice.shuffle(&mut files);
        }
        let [one, two] = [one.path(), &two].map(|folder| {
            let snapshot = load(folder, project.now).unwrap();
            let mut made = project.made_from(&snapshot, Preview::Published, &mut Memo::default());
            // The fingerprint of a file that is copied is made of its time.
            made.outputs.values_mut().for_each(|(fingerprint, _)| *fingerprint = 0);
            made
        });
        assert_eq!(difference(&one, &two), None, "seed {seed}");
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    for seed in 1..=3 {
        let project = project(&mut Dice::new(seed + 4000));
        let [one, four] = [1, 4].map(|n_threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().unwrap();
            pool.install(|| project.made(Preview::Published, &mut Memo::default()))
        });
        assert_eq!(difference(&one, &four), None, "seed {seed}");
    }
}
