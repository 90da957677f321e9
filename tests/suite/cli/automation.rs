//! From nothing to a site that readers see, as a new user and a forge go: all commands that `init` and the
//! workflows name, run in their order.

use std::fs;
use std::path::Path;
use std::process::Command;

use rapporteur::starter::{Forge, workflow};
use serde_json::Value;

use crate::support::TestSite;
use crate::support::site::files_below;

#[test]
fn a_new_site_passes_the_gate_on_any_day() {
    for arguments in [&["init", "demo"][..], &["init", "demo", "--bare"]] {
        let site = TestSite::bare();
        assert_eq!(site.run(arguments).code, 0);
        for now in ["2025-02-12", "2025-12-31T23:59:59Z", "2026-06-01", "2030-01-01"] {
            for command in [&["build"][..], &["check"], &["check", "--deny-warnings"]] {
                let options = ["-C", "demo", "--now", now];
                let ran = site.run(&[command, &options].concat());
                assert_eq!(ran.code, 0, "{command:?} at {now}: {}", ran.stderr);
                assert!(!ran.stderr.contains("note"), "{command:?} at {now}: {}", ran.stderr);
            }
        }
    }
}

#[test]
fn the_commands_of_each_workflow_bring_a_new_site_to_its_readers() {
    for forge in Forge::ALL {
        let desk = Desk::new(forge);
        for command in commands(forge) {
            desk.run(&command);
        }
        let pages = desk.pages();
        assert_eq!(pages, files_of_output(&desk.project), "{forge:?}");
        let said = fs::read_to_string(desk.project.join("asked.txt")).unwrap_or_default();
        let asks = forge == Forge::Github;
        assert_eq!(said.contains("/pages/builds"), asks, "{forge:?}: {said}");
    }
}

#[test]
fn the_next_run_of_a_workflow_leads_readers_from_old_addresses_to_new_ones() {
    for forge in Forge::ALL {
        let desk = Desk::new(forge);
        commands(forge).iter().for_each(|command| desk.run(command));
        let articles = desk.project.join("content/articles");
        fs::rename(
            articles.join("2025-02-11-envoys-agree-on-one-set-of-gauges.md"),
            articles.join("2025-02-11-one-set-of-gauges.md"),
        )
        .unwrap();
        commands(forge).iter().for_each(|command| desk.run(command));
        let pages = desk.pages();
        for slug in ["envoys-agree-on-one-set-of-gauges", "one-set-of-gauges"] {
            assert!(pages.contains(&format!("articles/{slug}/index.html")), "{forge:?}: {slug}");
        }
    }
}

/// A new site in a repository, whose `origin` is a bare one, as a runner has it.
struct Desk {
    site: TestSite,
    forge: Forge,
    project: std::path::PathBuf,
}

impl Desk {
    fn new(forge: Forge) -> Self {
        let site = TestSite::bare();
        let ran = site.run(&["init", "demo", "--ci", forge.name()]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let project = site.path("demo");
        let desk = Self { site, forge, project };
        // What talks to the forge itself is not there, and notes what it was asked for.
        desk.site.write("programs/gh", b"#!/bin/sh\necho \"$@\" >> asked.txt\n");
        desk.run("chmod +x ../programs/gh");
        desk.run("git init -q --bare -b main ../origin.git");
        desk.run("git init -q -b main && git remote add origin ../origin.git && git add -A");
        desk.run("git -c user.name=Ann -c user.email=ann@example.org commit -q -m site");
        desk.run("git push -q origin main");
        desk
    }

    /// Runs a line in a shell, which ends at the first failure, as shells of runners do.
    #[track_caller]
    fn run(&self, line: &str) {
        let program = Path::new(env!("CARGO_BIN_EXE_rapporteur")).parent().unwrap();
        let system = std::env::var_os("PATH").unwrap_or_default();
        let folders = [self.site.path("programs"), program.to_owned()];
        let folders = folders.into_iter().chain(std::env::split_paths(&system));
        let output = Command::new("sh")
            .args(["-e", "-c", line])
            .current_dir(&self.project)
            .env_clear()
            .env("HOME", self.site.home())
            .env("PATH", std::env::join_paths(folders).unwrap())
            .env("GITHUB_REPOSITORY", "ann/demo")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{:?}: `{line}`: {said}", self.forge);
    }

    /// What the pages of the forge are made of, without what is not for readers.
    fn pages(&self) -> Vec<String> {
        let folder = match self.forge {
            Forge::Gitlab => self.project.join("public"),
            Forge::Github | Forge::Forgejo => {
                let branch = if self.forge == Forge::Github { "gh-pages" } else { "pages" };
                self.run("rm -rf ../shown");
                self.run(&format!("git clone -q -b {branch} ../origin.git ../shown"));
                self.run("rm -rf ../shown/.git");
                self.site.path("shown")
            }
        };
        visible(&folder)
    }
}

fn visible(folder: &Path) -> Vec<String> {
    files_below(folder).into_iter().filter(|path| !path.starts_with('.')).collect()
}

/// The site as a build makes it.
fn files_of_output(project: &Path) -> Vec<String> {
    let output = project.join("public");
    let files = visible(&output);
    assert!(files.contains(&"actors/ilse-marden/index.html".to_owned()), "{files:?}");
    files
}

/// What a workflow runs when somebody has pushed, in its order, but for the installation of the program.
fn commands(forge: Forge) -> Vec<String> {
    let text = workflow(forge).text;
    let workflow: Value = serde_yaml::from_str(&text).unwrap();
    let lines: Vec<&str> = match forge {
        Forge::Gitlab => {
            let script = workflow["pages"]["script"].as_array().unwrap();
            script.iter().filter_map(Value::as_str).collect()
        }
        Forge::Github | Forge::Forgejo => {
            let steps = workflow["jobs"]["site"]["steps"].as_array().unwrap();
            steps.iter().filter_map(|step| step["run"].as_str()).collect()
        }
    };
    let installs = |line: &&str| line.contains("cargo ") || line.contains("apt-get ");
    lines.into_iter().filter(|line| !installs(line)).map(str::to_owned).collect()
}
