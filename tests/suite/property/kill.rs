//! A build that is killed at any moment leaves the old site or the new one, and the next build mends all.
//!
//! The real program builds two versions of a site in turn. A failure names the round; the moments of the
//! kills are drawn from a fixed seed, within the time that a whole build takes here.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::project::outputs_in;
use super::writer::NOW;
use super::{Dice, Project};

const N_ARTICLES: usize = 120;
const N_KILLS: usize = 40;

#[test]
fn a_build_that_is_killed_leaves_one_whole_site_and_the_next_one_mends_all() {
    let versions = [version("first"), version("second")];
    let expected = versions.each_ref().map(built_in_full);
    let folder = tempfile::tempdir().unwrap();
    let mut t_longest = Duration::ZERO;
    for version in &versions {
        version.put(folder.path());
        let start = Instant::now();
        assert!(start_build(folder.path()).wait().unwrap().success());
        t_longest = t_longest.max(start.elapsed());
    }
    let mut dice = Dice::new(8000);
    let mut n_killed = 0;
    for round in 0..N_KILLS {
        let (new, old) = (round % 2, 1 - round % 2);
        versions[new].put(folder.path());
        let mut build = start_build(folder.path());
        let moment = u32::try_from(dice.below(1000)).unwrap();
        std::thread::sleep(t_longest * moment / 1000);
        build.kill().unwrap();
        if build.wait().unwrap().code().is_none() {
            n_killed += 1;
        } else {
            // The machine has become faster than when the time was taken.
            t_longest = t_longest * 3 / 4;
        }
        let left = outputs_in(&folder.path().join("public"));
        assert!(
            left == expected[old] || left == expected[new],
            "round {round}, killed after {moment} of 1000: the output is neither version"
        );
        assert!(start_build(folder.path()).wait().unwrap().success(), "round {round}");
        let mended = outputs_in(&folder.path().join("public"));
        assert!(mended == expected[new], "round {round}: the next build differs from a cold one");
        let beside =
            std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let remains: Vec<_> =
            beside.filter(|name| name.to_string_lossy().contains("rapporteur-new")).collect();
        assert!(remains.is_empty(), "round {round}: the next build leaves {remains:?}");
    }
    // Most kills must find the program at work, or this test tests nothing.
    assert!(n_killed * 2 > N_KILLS, "only {n_killed} of {N_KILLS} builds were killed");
}

/// A site in which every article says which version it is, and a tenth are only in one of them.
fn version(name: &str) -> Project {
    let mut project = Project { files: BTreeMap::new(), now: NOW };
    project.write("site.yaml", "title: Test\nbase_url: https://example.org/\n");
    project.write(
        "content/actors/all.yaml",
        "- {name: Marco Rubio, kind: person}\n- {name: Riyadh, kind: place}\n",
    );
    // Small pages: what counts is their number.
    for template in ["article", "edition", "home", "month", "timeline"] {
        project.write(
            &format!("templates/{template}.html"),
            "<p>{{ page.title }}</p>{{ site.title }}\n",
        );
    }
    project.write("templates/article.html", "<h1>{{ title }}</h1>\n{{ lede_html | safe }}\n");
    for number in 0..N_ARTICLES {
        let path = if number % 10 == 0 { format!("{name}-{number}") } else { number.to_string() };
        project.write(
            &format!("content/articles/{path}.md"),
            &format!(
                "---\ndate: 2025-02-{:02}\n---\nThe {name} report from Riyadh.\n\nIt is short.\n",
                number % 28 + 1
            ),
        );
    }
    project
}

/// The outputs of a cold build in a folder of its own.
fn built_in_full(project: &Project) -> BTreeMap<String, (u128, Vec<u8>)> {
    let folder = tempfile::tempdir().unwrap();
    project.put(folder.path());
    assert!(start_build(folder.path()).wait().unwrap().success());
    outputs_in(&folder.path().join("public"))
}

fn start_build(folder: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.args(["build", "--now=2025-03-01T12:00:00Z"]).current_dir(folder);
    command.env_clear().env("HOME", folder.join("home"));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}
