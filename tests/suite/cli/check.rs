//! `check` and `explain`: what they print, and when they fail.

use super::{Transcript, check_same};
use rapporteur::diagnostic::Code;

use crate::support::TestSite;
use crate::support::site::NOW_ARGUMENT;

/// A site with an error and a warning.
fn site_with_faults() -> TestSite {
    TestSite::new()
        .file(
            "content/articles/2025-02-17-talks.md",
            "# Talks\n\nAnn met Bo in [the harbour](/harbour/), a town: 100% rain.\n\n\
             ## Key takeaways\n\n- Ann met Bo in the harbour.\n\n## Rain\n\nIt rained.\n",
        )
        .file("static/old,map.svg", "<svg/>")
}

#[test]
fn a_check_prints_for_people_editors_and_programs() {
    let site = site_with_faults();
    let mut transcript = Transcript::new("check", &site);
    for format in ["human", "short", "json", "github", "sarif"] {
        transcript.run(&format!("check --format {format} {NOW_ARGUMENT}"));
    }
    transcript.check();
}

#[test]
fn a_check_fails_by_errors_and_by_warnings_when_asked_to() {
    let site = site_with_faults();
    let code = |arguments: &[&str]| site.run(&[&["check", NOW_ARGUMENT], arguments].concat()).code;
    assert_eq!(code(&[]), 1);
    site.write("site.yaml", b"base_url: https://example.org/\nrules: {broken-link: warning}\n");
    assert_eq!((code(&[]), code(&["--deny-warnings"])), (0, 1));
    let rules = b"base_url: https://example.org/\nrules: {broken-link: off, unused-file: off}\n";
    site.write("site.yaml", rules);
    assert_eq!((code(&[]), code(&["--deny-warnings"])), (0, 0));
    site.remove("site.yaml");
    assert_eq!(code(&[]), 2);
}

#[test]
fn a_check_writes_nothing_but_what_it_remembers() {
    let site = site_with_faults();
    let files = || {
        let mut files = crate::support::site::files_below(&site.root());
        files.retain(|file| !file.starts_with(".rapporteur/"));
        files
    };
    let before = files();
    site.run(&["check", NOW_ARGUMENT]);
    assert_eq!(before, files());
}

#[test]
fn programs_that_start_elsewhere_get_paths_from_there() {
    let site = site_with_faults();
    let whole = site.root().canonicalize().unwrap();
    let path = "project/content/articles/2025-02-17-talks.md";
    for project in ["project", "./project", whole.to_str().unwrap()] {
        let above = |format: &str| {
            let mut command =
                site.command(&["-C", project, "check", "--format", format, NOW_ARGUMENT]);
            command.current_dir(whole.parent().unwrap());
            site.finish(command).stdout
        };
        assert!(above("github").contains(&format!("file={path},line=3")), "{project}");
        assert!(above("sarif").contains(&format!("\"uri\": \"{path}\"")), "{project}");
    }
}

#[test]
fn a_rule_is_explained_and_an_unknown_one_has_a_nearest() {
    let site = TestSite::bare();
    let mut transcript = Transcript::new("explain", &site);
    transcript.run("explain");
    transcript.run("explain broken-link");
    transcript.run("explain brokenlink");
    let all = site.run(&["explain", "--format", "json"]).stdout;
    let all: serde_json::Value = serde_json::from_str(&all).unwrap();
    assert_eq!(all["rules"].as_array().unwrap().len(), Code::ALL.len());
    let one = site.run(&["explain", "broken-link", "--format", "json"]).stdout;
    let one: serde_json::Value = serde_json::from_str(&one).unwrap();
    assert_eq!(one["severity"], "error");
    assert_eq!(one["page"], site.run(&["explain", "broken-link"]).stdout);
    transcript.check();
    let expected = site.run(&["explain", "broken-link"]).stdout;
    for copied in
        ["error[broken-link]", "error[broken-link]: nothing", "[broken-link]:", "BROKEN-LINK"]
    {
        check_same(copied, &expected, &site.run(&["explain", copied]).stdout);
    }
}
