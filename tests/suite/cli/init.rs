//! What `rapporteur init`, `new`, `next`, `schema`, `completions` and `man` print and write.

use std::collections::BTreeSet;

use clap::CommandFactory;
use rapporteur::cli::Arguments;
use rapporteur::schema::{Subject, text};
use rapporteur::site::Preview;

use super::{Transcript, check_json};
use crate::support::TestSite;
use crate::support::site::{built, files_below};

#[test]
fn a_new_site_is_made_in_one_command_and_never_over_another() {
    let site = TestSite::bare();
    let mut transcript = Transcript::new("init", &site);
    transcript.run("init demo");
    let made = files_below(&site.path("demo"));
    transcript.run("-C demo build --now=2025-04-01");
    transcript.run("-C demo init --ci gitlab");
    let with_workflow = files_below(&site.path("demo"));
    let unlike = |path: &&String| {
        !made.contains(path) && !path.starts_with("public/") && !path.starts_with(".rapporteur/")
    };
    assert_eq!(with_workflow.iter().filter(unlike).collect::<Vec<_>>(), [".gitlab-ci.yml"]);
    transcript.run("-C demo init --ci gitlab");
    transcript.run("-C demo init --ci github --bare");
    transcript.remark("a folder that has some of the files, and a file where a folder is to be");
    site.write("other/.gitignore", b"/target\n");
    site.write("other/content", b"");
    transcript.run("init other");
    assert_eq!(files_below(&site.path("other")), [".gitignore", "content"]);
    assert_eq!(site.read("other/.gitignore"), "/target\n");
    transcript.run("init other/.gitignore");
    transcript.remark("nothing but a `.gitignore`, as forges make one");
    site.remove("other/content");
    transcript.run("init other --ci gitlab");
    assert_eq!(site.read("other/.gitignore"), "/target\n");
    transcript.remark("a workflow for a site that goes elsewhere");
    site.write("other/site.yaml", b"title: Test\npublish: {live: {kind: git, branch: pages}}\n");
    site.remove("other/.gitlab-ci.yml");
    transcript.run("-C other init --ci gitlab");
    transcript.run("-C other init --ci github");
    transcript.run("init . --bare");
    check_json(&transcript.run("init third --bare --ci forgejo --format json"));
    transcript.run("init --ci sourcehut");
    transcript.check();
}

#[test]
fn no_site_is_made_through_a_link_to_another_folder() {
    let site = TestSite::bare();
    std::fs::create_dir_all(site.path("elsewhere")).unwrap();
    std::fs::create_dir_all(site.path("brief")).unwrap();
    std::os::unix::fs::symlink("../elsewhere", site.path("brief/content")).unwrap();
    let ran = site.run(&["init", "brief"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("`brief/content` is a link"), "{}", ran.stderr);
    assert_eq!(files_below(&site.path("elsewhere")), Vec::<String>::new());
    assert!(!site.path("brief/site.yaml").exists());
}

#[test]
fn what_help_makes_with_drafts_is_not_for_a_repository() {
    let site = TestSite::bare();
    site.run(&["init"]);
    let ignored = site.read(".gitignore");
    let help = site.run(&["--help"]).stdout;
    assert!(help.contains("build --drafts -o preview "), "{help}");
    for line in ["/public/", "/preview/", "/.preview.rapporteur-*", "/.rapporteur/"] {
        assert!(ignored.lines().any(|ignored| ignored == line), "{line}");
    }
}

#[test]
fn a_new_site_builds_without_any_remark() {
    for arguments in [&["init"][..], &["init", "--bare"]] {
        let site = TestSite::bare();
        assert_eq!(site.run(arguments).code, 0);
        assert_eq!(site.build().problems(), Vec::<String>::new(), "{arguments:?}");
        for arguments in [
            &["new", "article", "Talks: a \"start\"", "--topic", "Water", "--date", "2025-02-18"][..],
            &["new", "actor", "Bo Kim", "--description", "A: b"],
            &["new", "story", "What # follows"],
        ] {
            assert_eq!(site.run(arguments).code, 0);
        }
        let everything = built(&site.root(), Preview::Everything);
        assert_eq!(everything.problems(), Vec::<String>::new(), "{arguments:?}");
        assert!(everything.text("articles/talks-a-start/index.html").contains("Talks: a"));
    }
}

#[test]
fn the_example_shows_what_the_program_is_for() {
    let site = TestSite::bare();
    site.run(&["init"]);
    let built = site.build();
    let article = built.text("articles/envoys-agree-on-one-set-of-gauges/index.html");
    for shown in [
        "../../actors/ilse-marden/",
        "Foreign Minister",
        "../../stories/oriel-water/",
        "Key takeaways",
        "Selene Courier",
    ] {
        assert!(article.contains(shown), "{shown}");
    }
    assert!(!article.contains("Extracted"), "its takeaways are its own");
    for actor in ["ilse-marden", "tomas-renwick", "adaeze-lindqvist", "oriel-dam"] {
        assert!(built.outputs.contains_key(&format!("actors/{actor}/index.html")), "{actor}");
    }
}

#[test]
fn schemas_are_wired_into_the_editor() {
    let site = TestSite::bare();
    site.run(&["init"]);
    let settings: serde_json::Value =
        serde_json::from_str(&site.read(".vscode/settings.json")).unwrap();
    for schema in settings["yaml.schemas"].as_object().unwrap().keys() {
        assert!(site.path(schema).is_file(), "{schema}");
    }
    for subject in Subject::ALL {
        assert_eq!(site.read(&format!(".schemas/{}", subject.file_name())), text(subject));
    }
    for file in files_below(&site.root()).iter().filter(|file| file.ends_with(".yaml")) {
        let text = site.read(file);
        let schema = text.lines().next().unwrap().strip_prefix("# yaml-language-server: $schema=");
        let schema = site.path(file).parent().unwrap().join(schema.unwrap());
        assert!(schema.is_file(), "{file} names {}", schema.display());
    }
}

#[test]
fn new_files_stand_at_their_place_and_replace_none() {
    let site = TestSite::new().file(
        "content/actors/people.yaml",
        "- {name: Ann Lee, kind: person, aliases: [Annabel Lee]}\n",
    );
    site.write(
        "site.yaml",
        b"title: Test\nbase_url: https://example.org/\nactors: {packs: [states]}\n",
    );
    let mut transcript = Transcript::new("new", &site);
    for arguments in [
        "new article Talks --date 2025-02-18T09:00 --topic Water --topic Peace --story river",
        "new article Talks --date 2025-02-18",
        "new article Talks --date 2025-02-18",
        "new article Talks --date 2025-02-25",
        "new article Lakes --date 2025-02-18 --into 2025",
        "new article Lakes --date yesterday",
        "new article Lakes --into ../elsewhere",
        "new article --",
        "new article ?",
        "new actor Bo",
        "new actor Bo",
        "new actor Harrow --kind outlet --description Weekly",
        "new actor Russia",
        "new story River --description Ships",
        "new story River",
        "new article Ships --date 2025-02-18 --story rivers",
        "new article Boats --date 2025-02-18 --story river",
        "new actor Bo --kind alien",
    ] {
        transcript.run(arguments);
    }
    for name in ["Ann Lee", "Annabel Lee", "Russian Federation"] {
        let ran = site.run(&["new", "actor", name]);
        assert_eq!(ran.code, 2);
        transcript.record(&format!("rapporteur new actor \"{name}\""), &ran);
    }
    check_json(&transcript.run("new story Lake --format json"));
    let path = "content/articles/2025-02-18-talks.md";
    transcript.remark(&format!("{path}:\n{}", site.read(path)));
    for path in ["content/actors/harrow.md", "content/actors/russia.md", "content/stories/river.md"]
    {
        transcript.remark(&format!("{path}:\n{}", site.read(path)));
    }
    transcript.check();
}

#[test]
fn the_next_change_is_the_earliest_embargo_or_later_date() {
    let site = TestSite::new()
        .file("content/articles/2025-02-17-talks.md", "# Talks\n\nText.\n")
        .file("content/articles/2025-05-01-later.md", "# Later\n\nText.\n")
        .file(
            "content/articles/2025-02-18-held.md",
            "---\nembargo: 2025-04-02T09:00\n---\n# Held\n\nText.\n",
        )
        .file("content/articles/2025-03-02-plan.md", "---\nstatus: draft\n---\n# Plan\n\nText.\n");
    site.write(
        "site.yaml",
        b"title: Test\nbase_url: https://example.org/\ntimezone: Europe/London\n",
    );
    let mut transcript = Transcript::new("next", &site);
    transcript.run("next --now=2025-03-01");
    transcript.remark("a moment before, and at that very time");
    transcript.run("next --now=2025-04-02T07:59:59Z");
    transcript.run("next --now=2025-04-02T08:00:00Z");
    check_json(&transcript.run("next --now=2025-04-02T08:00:00Z --format json"));
    transcript.run("next --now=2025-06-01");
    check_json(&transcript.run("next --now=2025-06-01 --format json"));
    transcript.remark("a date cannot be read");
    site.edit("content/articles/2025-02-18-held.md", "2025-04-02T09:00", "soon");
    transcript.run("next --now=2025-03-01");
    check_json(&transcript.run("next --now=2025-03-01 --format json"));
    transcript.check();
}

#[test]
fn the_output_changes_at_the_next_change_and_not_before() {
    let site = TestSite::new()
        .file("content/articles/2025-02-17-talks.md", "# Talks\n\nText.\n")
        .file("content/articles/2025-05-01-later.md", "# Later\n\nText.\n");
    let build = |now: &str| {
        let ran = site.run(&["build", "--now", now]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.stderr
    };
    assert_eq!(site.run(&["next", "--now", "2025-03-01"]).stdout, "2025-05-01T00:00:00+00:00\n");
    build("2025-03-01");
    assert!(build("2025-04-30T23:59:59Z").contains("(0 written"));
    assert!(!build("2025-05-01T00:00:00Z").contains("(0 written"));
}

#[test]
fn schemas_are_printed_and_written() {
    let site = TestSite::new();
    for subject in Subject::ALL {
        assert_eq!(site.run(&["schema", subject.name()]).stdout, text(subject));
    }
    site.write("schemas/site.json", b"of an older version");
    assert_eq!(site.run(&["schema", "--dir", "schemas"]).code, 0);
    assert_eq!(site.read("schemas/site.json"), text(Subject::Site));
    assert_eq!(site.run(&["schema"]).code, 2);
    assert_eq!(site.run(&["-C", "brief", "schema", "--dir", ".schemas"]).code, 0);
    assert_eq!(site.read("brief/.schemas/site.json"), text(Subject::Site));
}

#[test]
fn every_command_has_a_manual_page_and_completions() {
    let site = TestSite::new();
    assert_eq!(site.run(&["man", "--dir", "man"]).code, 0);
    let pages: BTreeSet<String> = files_below(&site.path("man")).into_iter().collect();
    let mut expected = BTreeSet::from(["rapporteur.1".to_owned()]);
    let command = Arguments::command();
    for command in command.get_subcommands() {
        expected.insert(format!("rapporteur-{}.1", command.get_name()));
        for inner in command.get_subcommands() {
            expected.insert(format!("rapporteur-{}-{}.1", command.get_name(), inner.get_name()));
        }
    }
    assert_eq!(pages, expected);
    assert!(site.run(&["man"]).stdout.contains(".TH rapporteur 1"));
    assert!(site.run(&["completions", "fish"]).stdout.contains("organisation"));
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let printed = site.run(&["completions", shell]).stdout;
        assert_eq!(site.run(&["completions", shell, "--format", "json"]).code, 2);
        for word in ["build", "suggest", "drafts", "init"] {
            assert!(printed.contains(word), "{shell}: {word}");
        }
    }
}
