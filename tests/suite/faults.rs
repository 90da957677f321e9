//! The gate, held against sites that have one fault each.
//!
//! `tests/faults/NAME/` is a site, and `expected.txt` in it has what `rapporteur check` finds: a line
//! `CODE FILE:LINE` for each, with line 0 for a file as a whole. More is as wrong as less.

use std::collections::BTreeSet;

use rapporteur::diagnostic::Code;

use crate::support::comparison::difference_to_file;
use crate::support::site::{NOW_ARGUMENT, files_below};
use crate::support::{TestSite, tests_folder};

/// What stands in the folder of a fault beside the site.
const EXPECTED: &str = "expected.txt";

#[test]
fn check_finds_the_fault_of_each_site_and_nothing_else() {
    let mut failures = Vec::new();
    for name in names() {
        let folder = tests_folder().join("faults").join(&name);
        let site = TestSite::bare();
        for path in files_below(&folder).into_iter().filter(|path| path != EXPECTED) {
            site.write(&path, &std::fs::read(folder.join(&path)).unwrap());
        }
        let ran = site.run(&["check", "--format", "json", "--deny-warnings", NOW_ARGUMENT]);
        let found = found(&ran.stdout);
        let is_note = ran.stdout.contains("\"outcome\":\"passed\"");
        if found.is_empty() || ran.code != i32::from(!is_note) {
            failures.push(format!("{name}: exit code {}\n{}{}", ran.code, ran.stdout, ran.stderr));
        }
        failures.extend(difference_to_file(&folder.join(EXPECTED), found.as_bytes()));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// Found by asking other servers: `outside.rs` has these.
const OF_SERVERS: &[Code] = &[Code::DeadLink, Code::MovedLink];

#[test]
fn every_code_that_only_check_finds_has_a_site_with_the_fault() {
    let seen: BTreeSet<String> = names()
        .iter()
        .map(|name| tests_folder().join("faults").join(name).join(EXPECTED))
        .map(|file| std::fs::read_to_string(file).unwrap_or_default())
        .flat_map(|text| text.lines().map(code_of).collect::<Vec<_>>())
        .collect();
    let of_check = Code::ALL.iter().filter(|code| code.is_of_check());
    for code in of_check.filter(|code| !OF_SERVERS.contains(code)) {
        assert!(seen.contains(code.name()), "no site in tests/faults shows `{}`", code.name());
    }
}

#[test]
fn a_golden_site_without_problems_passes() {
    let site = TestSite::copy_of(&tests_folder().join("sites/every-kind-of-page"));
    let ran = site.run(&["check", NOW_ARGUMENT]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
}

/// What a check found, one line each.
fn found(json: &str) -> String {
    let checked: serde_json::Value =
        serde_json::from_str(&json.replace("[TIME]", "0")).unwrap_or_default();
    let line = |problem: &serde_json::Value| {
        let (code, path) = (problem["code"].as_str().unwrap(), problem["path"].as_str().unwrap());
        format!("{code} {path}:{}\n", problem["line"].as_u64().unwrap_or(0))
    };
    checked["diagnostics"].as_array().into_iter().flatten().map(line).collect()
}

fn code_of(line: &str) -> String {
    line.split(' ').next().unwrap_or_default().to_owned()
}

fn names() -> Vec<String> {
    let entries = std::fs::read_dir(tests_folder().join("faults")).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
