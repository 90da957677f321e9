//! The real program: all that it prints, and its exit code, as transcripts under `tests/cli/`.
//!
//! A transcript is written by its test: each command, what it printed on stderr and on stdout, and its
//! exit code; what the test does to the project in between stands there as a remark.

#[cfg(unix)]
mod asking;
mod automation;
mod check;
mod import;
mod init;
mod publish;
#[cfg(feature = "http")]
mod readers;
mod secret;
mod workflow;

use std::io::Read;
use std::process::Stdio;

use crate::support::site::{NOW_ARGUMENT, files_below};
use crate::support::{Ran, TestSite, check_against_file, check_same, tests_folder};

/// What was run, and what came of it.
struct Transcript<'a> {
    name: &'static str,
    site: &'a TestSite,
    text: String,
}

impl<'a> Transcript<'a> {
    fn new(name: &'static str, site: &'a TestSite) -> Self {
        Self { name, site, text: String::new() }
    }

    /// Says what the test does to the project.
    fn remark(&mut self, remark: &str) {
        self.text.push_str(&format!("# {remark}\n\n"));
    }

    /// Runs the program, with the time fixed where the command has one.
    #[track_caller]
    fn run(&mut self, arguments: &str) -> Ran {
        let mut all: Vec<&str> =
            arguments.split(' ').filter(|argument| !argument.is_empty()).collect();
        let has_time = arguments.contains("--now")
            || arguments.contains("--help")
            || !arguments.starts_with("build");
        all.extend((!has_time).then_some(NOW_ARGUMENT));
        let ran = self.site.run(&all);
        self.record(&format!("rapporteur {arguments}"), &ran);
        ran
    }

    fn record(&mut self, command: &str, ran: &Ran) {
        self.text.push_str(&format!("$ {}\n", command.trim()));
        for (name, printed) in [("stderr", &ran.stderr), ("stdout", &ran.stdout)] {
            if !printed.is_empty() {
                self.text.push_str(&format!("--- {name}\n{printed}"));
            }
        }
        self.text.push_str(&format!("--- exit code {}\n\n", ran.code));
    }

    #[track_caller]
    fn check(self) {
        check_against_file(
            &tests_folder().join("cli").join(format!("{}.txt", self.name)),
            self.text,
        );
    }
}

/// A site of two articles, two actors, a draft and an article under embargo.
fn small_site() -> TestSite {
    TestSite::new()
        .file(
            "content/actors/people.yaml",
            "- {name: Ann Lee, kind: person}\n- {name: Bo Kim, kind: person}\n",
        )
        .file(
            "content/articles/2025-02-17-talks.md",
            "# Talks\n\nAnn Lee met Cy Roe.\n\n## Later\n\nLee met Bo Kim.\n",
        )
        .file(
            "content/articles/2025-02-18-reply.md",
            "# Reply\n\nThe minister Cy Roe replied to Ann Leee.\n",
        )
        .file(
            "content/articles/2025-02-19-plan.md",
            "---\nstatus: draft\n---\n# Plan\n\nNot yet.\n",
        )
        .file(
            "content/articles/2025-02-20-later.md",
            "---\nembargo: 2025-04-01\n---\n# Later\n\nIn April.\n",
        )
}

#[test]
fn a_build_says_what_it_did_and_does_only_what_is_needed() {
    let site = small_site();
    let mut transcript = Transcript::new("build", &site);
    transcript.run("build");
    transcript.remark("nothing is changed");
    transcript.run("build");
    transcript.remark("a word is changed in one article");
    site.edit("content/articles/2025-02-17-talks.md", "Lee met Bo Kim", "Lee saw Bo Kim");
    transcript.run("build");
    transcript.remark("an article is removed");
    site.remove("content/articles/2025-02-18-reply.md");
    transcript.run("build");
    transcript.remark("a file of the output is lost");
    site.remove("public/index.html");
    transcript.run("build");
    transcript.check();
}

#[test]
fn a_site_with_errors_is_not_built_and_the_output_stays_as_it_was() {
    let site = small_site();
    let mut transcript = Transcript::new("build-with-errors", &site);
    transcript.run("build");
    let before = site.read("public/index.html");
    transcript.remark("two articles are broken");
    site.edit("content/articles/2025-02-17-talks.md", "# Talks", "---\ntitel: Talks\n---");
    site.edit(
        "content/articles/2025-02-18-reply.md",
        "# Reply",
        "---\ndate: someday\n---\nA [[link]].\n",
    );
    transcript.run("build");
    check_same("the output", &before, &site.read("public/index.html"));
    transcript.remark("they are mended");
    site.edit("content/articles/2025-02-17-talks.md", "titel", "title");
    site.edit("content/articles/2025-02-18-reply.md", "date: someday", "date: 2025-02-18");
    transcript.run("build");
    transcript.check();
}

#[test]
fn results_for_machines_are_one_line_of_json() {
    let site = small_site();
    let mut transcript = Transcript::new("format-json", &site);
    for arguments in
        ["build --format json", "actors list --format json", "actors suggest --format json"]
    {
        let ran = transcript.run(arguments);
        check_json(&ran);
    }
    check_json(
        &transcript.run("actors explain content/articles/2025-02-17-talks.md:7 --format json"),
    );
    transcript.remark("an article is broken");
    site.edit("content/articles/2025-02-17-talks.md", "# Talks", "---\ntitel: Talks\n---");
    check_json(&transcript.run("build --format json"));
    transcript.check();
}

#[track_caller]
fn check_json(ran: &Ran) {
    // Times are numbers before they are normalised.
    let text = ran.stdout.replace("[TIME]", "0");
    serde_json::from_str::<serde_json::Value>(&text).unwrap();
    assert_eq!(text.lines().count(), 1);
}

#[test]
fn help_is_short_and_has_examples() {
    let site = TestSite::new();
    let mut transcript = Transcript::new("help", &site);
    for arguments in [
        "--help",
        "build --help",
        "import --help",
        "init --help",
        "new article --help",
        "next --help",
        "schema --help",
        "actors --help",
        "actors explain --help",
        "actors suggest --help",
        "actors import --help",
        "actors export --help",
    ] {
        transcript.run(arguments);
    }
    transcript.check();
}

#[test]
fn wrong_arguments_are_refused() {
    let site = TestSite::new();
    let mut transcript = Transcript::new("wrong-arguments", &site);
    for arguments in ["", "bild", "build --drafst", "build --now=noon", "actors list --kind alien"]
    {
        transcript.run(arguments);
    }
    let mut command = site.command(&["build"]);
    command.env("SOURCE_DATE_EPOCH", "noon");
    let ran = site.finish(command);
    transcript.record("SOURCE_DATE_EPOCH=noon rapporteur build", &ran);
    transcript.check();
}

#[test]
fn actors_are_listed_and_their_links_explained() {
    let site = small_site();
    let mut transcript = Transcript::new("actors", &site);
    transcript.run("actors list");
    transcript.run("actors list --mentioned --kind person");
    transcript.run("actors list --kind state");
    transcript.run("actors explain content/articles/2025-02-17-talks.md");
    transcript.run("actors explain content/articles/2025-02-17-talks.md:7");
    transcript.run("actors explain 2025-02-17-talks.md:1");
    transcript.run("actors explain content/articles/nowhere.md:7");
    transcript.check();
}

#[test]
fn suggested_actors_are_written_but_never_over_a_file() {
    let site = small_site();
    let mut transcript = Transcript::new("actors-suggest", &site);
    transcript.run("actors suggest");
    transcript.run("actors suggest --least 3");
    transcript.run("actors suggest --write");
    check_against_file(&tests_folder().join("cli/stub.md"), site.read("content/actors/cy-roe.md"));
    transcript.remark("the name of the stub is changed, so that `Cy Roe` has no actor again");
    site.edit("content/actors/cy-roe.md", "Cy Roe", "Someone Else");
    let ours = site.read("content/actors/cy-roe.md");
    transcript.run("actors suggest --write");
    check_same("our file", &ours, &site.read("content/actors/cy-roe.md"));
    transcript.check();
}

#[test]
fn imported_actors_are_written_and_all_else_is_told() {
    let site = small_site();
    let fixtures = tests_folder().join("exchange");
    for file in files_below(&fixtures) {
        site.write(&file, &std::fs::read(fixtures.join(&file)).unwrap());
    }
    let mut transcript = Transcript::new("actors-import", &site);
    transcript.run("actors import entities.ftm.json --dry-run");
    transcript.run("actors import entities.ftm.json --into council.yaml");
    transcript.text.push_str(&format!("{}\n", site.read("content/actors/council.yaml")));
    transcript.run("actors import entities.ftm.json --into council.yaml");
    transcript.run("actors import spreadsheet.csv");
    transcript.text.push_str(&format!("{}\n", site.read("content/actors/dee-ray.md")));
    transcript.run("actors import spreadsheet.csv --format json");
    transcript.run("actors import nowhere.csv");
    transcript.run("actors import spreadsheet.csv --into ../people.yaml");
    transcript.check();
}

#[test]
fn exported_actors_come_with_published_mentions_only() {
    let site = small_site();
    site.edit("content/articles/2025-02-19-plan.md", "Not yet", "Bo Kim has a secret plan");
    let mut transcript = Transcript::new("actors-export", &site);
    for format in ["csv", "ftm", "jsonld"] {
        let ran = transcript.run(&format!("actors export --format {format} {NOW_ARGUMENT}"));
        assert!(!ran.stdout.contains("secret") && !ran.stdout.contains("plan"));
    }
    transcript.run(&format!("actors export --format csv --output actors.csv {NOW_ARGUMENT}"));
    transcript.run("actors export");
    transcript.check();
}

#[test]
fn a_folder_without_settings_is_no_site() {
    let site = TestSite::bare();
    let mut transcript = Transcript::new("no-site", &site);
    transcript.run("build");
    transcript.run("actors list");
    transcript.run("build --project nowhere");
    transcript.check();
    assert!(files_below(&site.root()).is_empty());
}

#[test]
fn dangerous_output_folders_are_refused() {
    let site = small_site();
    let before = files_below(&site.root());
    let mut transcript = Transcript::new("dangerous-output", &site);
    for folder in
        [".", "..", "/", "content", "content/articles/out", "static", "templates/deep", "site.yaml"]
    {
        transcript.run(&format!("build --output {folder}"));
    }
    let home = site.home().to_str().unwrap().to_owned();
    let ran = site.run(&["build", NOW_ARGUMENT, "--output", &home]);
    transcript.record("rapporteur build --output [HOME]", &ran);
    transcript.remark("the settings name a dangerous folder");
    site.edit("site.yaml", "title: Test\n", "title: Test\noutput: ../project\n");
    transcript.run("build");
    transcript.check();
    assert_eq!(before, files_below(&site.root()));
}

#[test]
fn files_of_others_are_kept_and_a_folder_of_others_is_refused() {
    let site = small_site().file("theirs/notes.txt", "theirs");
    let mut transcript = Transcript::new("foreign-files", &site);
    transcript.remark("`theirs` has a file that is not ours");
    transcript.run("build --output theirs");
    assert_eq!(files_below(&site.path("theirs")), ["notes.txt"]);
    transcript.run("build");
    transcript.remark("a `CNAME` is put into the output, and an article is renamed");
    site.write("public/CNAME", b"example.org\n");
    site.rename("content/articles/2025-02-18-reply.md", "content/articles/2025-02-18-answer.md");
    transcript.run("build");
    assert_eq!(site.read("public/CNAME"), "example.org\n");
    assert!(!site.path("public/articles/reply/index.html").exists());
    transcript.check();
}

#[test]
fn the_clock_comes_from_the_command_line_or_the_environment() {
    let site = small_site();
    let mut transcript = Transcript::new("clock", &site);
    transcript.run("build --now 2025-02-17T12:00:00Z -o early");
    transcript.run("build --now 2025-04-01 -o late");
    let mut command = site.command(&["build", "--output", "epoch"]);
    command.env("SOURCE_DATE_EPOCH", "1739793600");
    let ran = site.finish(command);
    transcript.record("SOURCE_DATE_EPOCH=1739793600 rapporteur build --output epoch", &ran);
    transcript.check();
    assert_eq!(site.read("early/index.html"), site.read("epoch/index.html"));
}

#[test]
fn drafts_and_embargoed_articles_are_in_a_preview_and_leave_it_again() {
    let site = small_site();
    let mut transcript = Transcript::new("drafts", &site);
    transcript.run("build --drafts --future");
    transcript.run("build --future");
    transcript.run("build --drafts");
    assert!(site.read("public/articles/plan/index.html").contains("Draft"));
    transcript.run("build");
    transcript.check();
    assert!(!site.path("public/articles/plan").exists());
}

#[test]
fn a_project_may_be_elsewhere() {
    let site = TestSite::copy_of(&tests_folder().join("sites/actor-alias"));
    let mut command = site.command(&["build", NOW_ARGUMENT, "--project"]);
    command.arg(site.root()).current_dir(site.home());
    let mut transcript = Transcript::new("project-elsewhere", &site);
    let ran = site.finish(command);
    transcript.record("rapporteur build --project [ROOT]", &ran);
    transcript.check();
    assert!(site.path("public/index.html").exists());
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let site = small_site();
    let actors: String =
        (0..5000).map(|n| format!("- {{name: Number {n} of many, kind: group}}\n")).collect();
    site.write("content/actors/many.yaml", actors.as_bytes());
    for format in ["human", "json"] {
        let mut command = site.command(&["actors", "list", "--format", format]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0; 16];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn every_transcript_belongs_to_a_test() {
    let source = concat!(
        include_str!("cli.rs"),
        include_str!("cli/check.rs"),
        include_str!("cli/import.rs"),
        include_str!("cli/init.rs"),
        include_str!("cli/publish.rs")
    );
    for file in files_below(&tests_folder().join("cli")) {
        let name = file.trim_end_matches(".txt");
        assert!(
            source.contains(&format!("\"{name}\"")) || source.contains(&format!("cli/{name}\"")),
            "no test writes `tests/cli/{file}`"
        );
    }
}
