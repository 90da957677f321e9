//! A build killed at any moment leaves the whole old or the whole new output.
//!
//! The test binary starts itself again as the process to be killed: there, the one test
//! `the_process_that_is_killed` makes one version after the other until it is killed.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::super::fixture::{Files, Project, Random, read_tree, sync_files};
use super::super::folder::{OldOutput, OutputFolder};
use super::super::manifest::{Marker, read_marker};
use super::super::stage::SwapWay;

/// Says, in the process to be killed, which project it builds.
const PROJECT: &str = "RAPPORTEUR_TEST_KILLED_PROJECT";
/// Says that it swaps by two renames.
const TWO_RENAMES: &str = "RAPPORTEUR_TEST_KILLED_TWO_RENAMES";
/// Says that it spares old outputs.
const SPARED: &str = "RAPPORTEUR_TEST_KILLED_SPARED";
/// Says that it lays them by for the next process.
const LAID_BY: &str = "RAPPORTEUR_TEST_KILLED_LAID_BY";
/// Says that it keeps them whole.
const KEPT: &str = "RAPPORTEUR_TEST_KILLED_KEPT";
/// The line by which it says that it is building.
const BUILDING: &str = "building again and again";

/// All of a version: pages that are in each and change, that stay the same, that come and go.
fn version(number: u64) -> Files {
    let mut files = Files::new();
    for page in 0..25 {
        let text = format!("version {number}").repeat(1 + page % 5 * 300);
        files.insert(format!("articles/a-{page}/index.html"), text);
        files.insert(format!("actors/a-{page}/index.html"), "each version".to_owned());
    }
    files.insert(format!("only/in/{number}.html"), format!("version {number}"));
    files
}

fn foreign() -> Files {
    let files =
        [("CNAME", "example.org"), (".git/HEAD", "ref"), ("only/mine", "1"), ("x/y/z", "2")];
    files.map(|(path, text)| (path.to_owned(), text.to_owned())).into_iter().collect()
}

/// The number of the version that `files` are, which must have nothing of any other.
fn version_of(files: &Files) -> u64 {
    let number = files.keys().find_map(|path| path.strip_prefix("only/in/")).unwrap();
    let number = number.trim_end_matches(".html").parse().unwrap();
    let expect = version(number);
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(files), names(&expect));
    let other = files.keys().find(|path| files[*path] != expect[*path]);
    assert_eq!(other, None, "a file is not of version {number}");
    number
}

fn without_foreign(mut files: Files) -> Files {
    files.retain(|path, _| !foreign().contains_key(path));
    files
}

fn start(project: &Project, old_output: OldOutput) -> Child {
    // The test harness names tests without the crate.
    let (_, module) = module_path!().split_once("::").unwrap();
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", "--nocapture", &format!("{module}::the_process_that_is_killed")])
        .env(PROJECT, project.folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    if project.swap_way == SwapWay::TwoRenames {
        command.env(TWO_RENAMES, "1");
    }
    match old_output {
        OldOutput::Removed => {}
        OldOutput::Spared => _ = command.env(SPARED, "1"),
        OldOutput::LaidBy => _ = command.env(LAID_BY, "1"),
        OldOutput::Kept => _ = command.env(KEPT, "1"),
    }
    let mut child = command.spawn().unwrap();
    let lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    let building = lines.map_while(Result::ok).any(|line| line.contains(BUILDING));
    assert!(building, "the process to be killed did not start: {:?}", child.wait());
    child
}

fn check(seed: u64, n_kills: usize, swap_way: SwapWay, old_output: OldOutput) {
    let mut random = Random(seed);
    let project = Project { swap_way, ..Project::new() };
    project.sync(&version(0)).unwrap();
    for (path, text) in foreign() {
        project.edit(&path, &text);
    }
    let mut n_interrupted = 0;
    for kill in 0..n_kills {
        let mut child = start(&project, old_output);
        // The moment is what is varied here; nothing is waited for.
        std::thread::sleep(Duration::from_micros(random.below(30_000) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        let place = format!("seed {seed}, kill {kill}");
        n_interrupted += usize::from(match old_output {
            OldOutput::Removed => project.beside().iter().any(|name| !name.ends_with("-lock")),
            // A spare stands there at any time; while it is being changed, it says so.
            OldOutput::Spared | OldOutput::LaidBy | OldOutput::Kept => {
                read_marker(&project.spare()).unwrap() == Marker::Building
            }
        });
        // By two renames, there is a moment without output folder, which opening puts right.
        if swap_way == SwapWay::Exchange || project.public().exists() {
            version_of(&without_foreign(project.files()));
        }
        // No foreign file is ever missing: it is in the one output or in the other.
        let mut found = project.files();
        for name in project.beside() {
            found.extend(read_tree(&project.folder.path().join(name)));
        }
        found.retain(|path, _| foreign().contains_key(path));
        assert_eq!(found, foreign(), "{place}");
        if old_output == OldOutput::LaidBy {
            expect_nothing_withdrawn(&project, &place);
        }
        drop(project.open().unwrap());
        assert!(project.beside().is_empty(), "{place}: {:?}", project.beside());
        let files = project.files();
        version_of(&without_foreign(files.clone()));
        assert!(foreign().iter().all(|(path, text)| files.get(path) == Some(text)), "{place}");
        project.sync(&version(1_000_000 + kill as u64)).unwrap();
        assert_eq!(version_of(&without_foreign(project.files())), 1_000_000 + kill as u64);
    }
    assert!(n_interrupted > 0, "no kill came while an output was being made");
}

/// Where the old output is laid by, whoever opens the folder leaves nothing beside it that is not in it.
fn expect_nothing_withdrawn(project: &Project, place: &str) {
    let public = project.public();
    drop(OutputFolder::open(&public, project.folder.path(), &[], OldOutput::LaidBy).unwrap());
    let (files, beside) = (project.files(), read_tree(&project.spare()));
    assert!(beside.iter().all(|(path, text)| files.get(path) == Some(text)), "{place}");
}

#[test]
fn a_killed_build_leaves_one_whole_version() {
    check(1, 50, SwapWay::Exchange, OldOutput::Removed);
    check(3, 50, SwapWay::Exchange, OldOutput::Spared);
    check(5, 50, SwapWay::Exchange, OldOutput::Kept);
    check(7, 50, SwapWay::Exchange, OldOutput::LaidBy);
}

#[test]
fn a_killed_build_that_swaps_by_two_renames_leaves_one_whole_version() {
    check(2, 20, SwapWay::TwoRenames, OldOutput::Removed);
    check(4, 30, SwapWay::TwoRenames, OldOutput::Spared);
    check(6, 30, SwapWay::TwoRenames, OldOutput::Kept);
    check(8, 30, SwapWay::TwoRenames, OldOutput::LaidBy);
}

/// This is no test of its own: it does nothing unless it is the process to be killed.
#[test]
fn the_process_that_is_killed() {
    let Some(project) = env::var_os(PROJECT).map(PathBuf::from) else { return };
    let ways = [(SPARED, OldOutput::Spared), (LAID_BY, OldOutput::LaidBy), (KEPT, OldOutput::Kept)];
    let way = ways.into_iter().find(|(name, _)| env::var_os(name).is_some());
    let old_output = way.map_or(OldOutput::Removed, |(_, old_output)| old_output);
    let public = project.join("public");
    let mut folder = OutputFolder::open(&public, &project, &[], old_output).unwrap();
    if env::var_os(TWO_RENAMES).is_some() {
        folder.swap_way = SwapWay::TwoRenames;
    }
    println!("{BUILDING}");
    for number in 1.. {
        sync_files(&mut folder, &version(number), b"").unwrap();
        // The project is gone if the test that started this was itself ended.
        fs::metadata(&project).unwrap();
    }
}
