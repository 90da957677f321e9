//! `publish`: a site goes to a folder and to a branch, is edited, renamed, gone back to, and refused.

use std::process::Command;

use serde_json::Value;

use super::Transcript;
use crate::support::site::{NOW_ARGUMENT, files_below};
use crate::support::{Ran, TestSite};

/// A site of two articles and an actor, with two targets beside it.
fn site() -> TestSite {
    TestSite::new()
        .file("site.yaml", SETTINGS)
        .file("content/actors/ann-lee.yaml", "name: Ann Lee\nkind: person\n")
        .file("content/articles/2025-02-17-talks.md", &article("Talks", "met the envoys"))
        .file("content/articles/2025-02-18-reply.md", &article("Reply", "wrote a letter"))
        .file("content/articles/2025-02-19-rain.md", &article("Rain", "stayed at home"))
}

const SETTINGS: &str = "title: Test\nbase_url: https://example.org/\nrules: {unused-file: off, foreign-address: off}\npublish:\n  \
    live: {kind: folder, path: ../www}\n  pages: {kind: git, remote: ../pages.git, branch: pages}\n";

fn article(title: &str, deed: &str) -> String {
    format!(
        "# {title}\n\nAnn Lee {deed}.\n\n## Key takeaways\n\n- Ann Lee {deed}.\n\n## More\n\nIt rained.\n"
    )
}

/// The program with its transcript, of which sizes and names of releases are left out: they are the theme's.
struct Desk<'a>(Transcript<'a>);

impl Desk<'_> {
    fn run(&mut self, arguments: &str) -> Ran {
        let mut all: Vec<&str> = arguments.split(' ').collect();
        all.push(NOW_ARGUMENT);
        let mut command = self.0.site.command(&all);
        // Git is a program of the system.
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        let mut ran = self.0.site.finish(command);
        for text in [&mut ran.stdout, &mut ran.stderr] {
            *text = without_figures(text);
        }
        self.0.record(&format!("rapporteur {arguments}"), &ran);
        ran
    }

    /// Publishes, and returns what programs are told; that is too long for a transcript of its own.
    fn run_for_programs(&mut self, arguments: &str) -> Value {
        let ran = self.run(&format!("publish {arguments} --format json"));
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        serde_json::from_str(&ran.stdout.replace("[SIZE]", "0").replace("[TIME]", "0")).unwrap()
    }

    fn read(&self, path: &str) -> Option<String> {
        std::fs::read_to_string(self.0.site.root().join(path)).ok()
    }
}

/// Numbers of bytes, times and names of releases depend on more than the test.
fn without_figures(text: &str) -> String {
    let mut text = text.to_owned();
    for unit in [" bytes", " kB"] {
        let mut parts: Vec<&str> = text.split(unit).collect();
        let last = parts.pop().unwrap_or_default();
        let is_figure = |sign: char| sign.is_ascii_digit() || sign == '.';
        let parts = parts.iter().map(|part| part.trim_end_matches(is_figure).to_owned() + "[SIZE]");
        text = parts.collect::<String>() + last;
    }
    for (before, new) in [
        ("\"size\":", "[SIZE]"),
        ("\"bytes\":", "[SIZE]"),
        ("\"seconds\":", "[TIME]"),
        ("\"build\":", "[TIME]"),
        ("\"check\":", "[TIME]"),
        ("\"send\":", "[TIME]"),
        ("built in ", "[TIME]"),
        ("checked in ", "[TIME]"),
        ("sent in ", "[TIME]"),
        ("unchanged (", "[TIME]"),
        ("process ", "[ID]"),
        ("release ", "[ID]"),
        ("\"release\":\"", "[ID]"),
    ] {
        let mut parts = text.split(before);
        let mut replaced = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let rest =
                part.trim_start_matches(|sign: char| sign.is_ascii_hexdigit() || sign == '.');
            let is_figure =
                part.len() - rest.len() == 16 || part.starts_with(|c: char| c.is_ascii_digit());
            replaced.extend([
                before,
                if is_figure { new } else { "" },
                if is_figure { rest } else { part },
            ]);
        }
        text = replaced;
    }
    text
}

fn sent(report: &Value) -> Vec<&str> {
    let files = report["sent"].as_array().unwrap().iter();
    files.map(|file| file["path"].as_str().unwrap()).collect()
}

#[test]
fn a_site_is_published_by_the_command_line() {
    let site = site();
    let init = ["init", "-q", "--bare", "../pages.git"];
    assert!(Command::new("git").current_dir(site.root()).args(init).status().unwrap().success());
    let mut desk = Desk(Transcript::new("publish", &site));
    desk.0.remark("there are two targets");
    assert_eq!(desk.run("publish").code, 2);
    assert_eq!(desk.run("publish liv").code, 2);
    for target in ["live", "pages"] {
        assert_eq!(desk.run(&format!("publish {target}")).code, 0);
    }

    desk.0.remark("a word is changed in one article");
    site.edit("content/articles/2025-02-17-talks.md", "It rained", "It snowed");
    desk.run("publish live --dry-run");
    assert!(!desk.read("../www/articles/talks/index.html").unwrap().contains("It snowed"));
    for target in ["live", "pages"] {
        let report = desk.run_for_programs(target);
        let sent = sent(&report);
        assert!(sent.contains(&"articles/talks/index.html"), "{sent:?}");
        assert!(!sent.contains(&"articles/reply/index.html"), "{sent:?}");
    }
    assert!(desk.read("../www/articles/talks/index.html").unwrap().contains("It snowed"));

    desk.0.remark("nothing is changed");
    desk.run("publish live");
    desk.run("publish pages");

    desk.0.remark("the file of an article is renamed, and the actor has another name");
    site.rename("content/articles/2025-02-17-talks.md", "content/articles/2025-02-17-envoys.md");
    let actor = "name: Anna Lee\nkind: person\naliases: [Ann Lee]\n";
    site.write("content/actors/ann-lee.yaml", actor.as_bytes());
    for target in ["live", "pages"] {
        assert_eq!(desk.run(&format!("publish {target}")).code, 0);
    }
    for (old, new) in
        [("articles/talks/", "articles/envoys/"), ("actors/ann-lee/", "actors/anna-lee/")]
    {
        let page = desk.read(&format!("../www/{old}index.html")).unwrap();
        assert!(page.contains(&format!("../../{new}")), "{page}");
        assert!(desk.read(&format!("../www/{new}index.html")).is_some());
        for name in ["feed.atom", "index.json"] {
            let read = |address: &str| desk.read(&format!("../www/{address}{name}"));
            assert_eq!(read(old), read(new), "{name}");
        }
    }

    desk.0.remark("an article is deleted, and regretted");
    site.remove("content/articles/2025-02-19-rain.md");
    site.write("content/articles/2025-02-21-snow.md", article("Snow", "went out").as_bytes());
    let plan = desk.run("publish live --dry-run").stdout;
    for line in [
        "new     articles/snow/index.html  ([SIZE])",
        "changed index.html  ([SIZE])",
        "remove  articles/rain/index.html  ([SIZE])",
    ] {
        assert!(plan.lines().any(|planned| planned == line), "{line}\n{plan}");
    }
    site.remove("content/articles/2025-02-21-snow.md");
    assert_eq!(desk.run("publish live").code, 0);
    assert_eq!(desk.run("publish pages").code, 0);
    assert!(desk.read("../www/articles/rain/index.html").is_none());
    assert_eq!(desk.run("publish live --rollback").code, 0);
    assert_eq!(desk.run("publish pages --rollback").code, 0);
    assert!(desk.read("../www/articles/rain/index.html").is_some());
    let show = ["--git-dir=../pages.git", "cat-file", "-e", "pages:articles/rain/index.html"];
    assert!(Command::new("git").current_dir(site.root()).args(show).status().unwrap().success());

    desk.0.remark("an article has an error");
    site.edit(
        "content/articles/2025-02-18-reply.md",
        "# Reply",
        "---\ndate: someday\n---\n# Reply",
    );
    assert_eq!(desk.run("publish live").code, 1);
    desk.0.remark("a page has a link that leads nowhere, which a build does not see");
    site.edit(
        "content/articles/2025-02-18-reply.md",
        "---\ndate: someday\n---\n# Reply",
        "# Reply",
    );
    site.edit("content/articles/2025-02-18-reply.md", "It rained", "It [rained](/rains/)");
    assert_eq!(desk.run("publish live").code, 1);
    assert!(desk.read("../www/articles/rain/index.html").is_some());
    desk.0.check();
}

#[test]
fn a_secret_in_the_settings_is_an_error_and_is_not_printed() {
    let site = site();
    let mut desk = Desk(Transcript::new("publish-secret", &site));
    for written in [
        "  live: {kind: s3, bucket: brief, aws_secret_access_key: \"s3cret,x}\", region: auto}\n",
        "  live:\n    kind: git\n    branch: pages\n    token:\n      s3cret\n",
        "  live: {kind: git, branch: pages, url: \"https://x.org/\", remote: \"https://me:s3cret@host/x\"}\n",
    ] {
        site.write(
            "site.yaml",
            format!("title: Test\nbase_url: https://example.org/\npublish:\n{written}").as_bytes(),
        );
        for arguments in ["publish live", "publish live --rollback", "publish live --format json"] {
            let ran = desk.run(arguments);
            assert_eq!(ran.code, 1);
            let told = format!("{}{}", ran.stdout, ran.stderr);
            assert!(told.contains("written-secret"), "{told}");
            assert!(!told.contains("s3cret") && !told.contains("x}"), "{told}");
        }
    }
    desk.0.check();
}

#[test]
fn going_back_asks_nothing_of_the_settings_but_the_target() {
    let site = site();
    assert_eq!(site.run(&["publish", "live", NOW_ARGUMENT]).code, 0);
    site.remove("content/articles/2025-02-19-rain.md");
    assert_eq!(site.run(&["publish", "live", NOW_ARGUMENT]).code, 0);
    site.write("site.yaml", format!("{SETTINGS}zzz: 1\n").as_bytes());
    let ran = site.run(&["publish", "live", "--rollback", NOW_ARGUMENT]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let live = site.root().with_file_name("www");
    assert!(live.join("articles/rain/index.html").is_file());
    site.write("site.yaml", SETTINGS.replace("path: ../www", "pat: ../www").as_bytes());
    let ran = site.run(&["publish", "live", "--rollback", NOW_ARGUMENT]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
}

#[test]
fn a_publish_says_where_the_settings_name_a_foreign_address() {
    let site = site();
    site.write("site.yaml", SETTINGS.replace(", foreign-address: off", "").as_bytes());
    let ran = site.run(&["publish", "live", NOW_ARGUMENT]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("warning[foreign-address]"), "{}", ran.stderr);
    assert!(ran.stderr.contains("no reader can reach: `https://example.org/`"), "{}", ran.stderr);
}

#[test]
fn of_two_who_publish_at_once_one_is_told_of_the_other() {
    let site = site();
    assert_eq!(site.run(&["publish", "live", NOW_ARGUMENT]).code, 0);
    let live = site.root().with_file_name("www");
    let kept = rapporteur::output::OldOutput::Kept;
    let other = rapporteur::output::OutputFolder::open(&live, &site.root(), &[], kept).unwrap();
    let mut desk = Desk(Transcript::new("publish-twice", &site));
    site.edit("content/articles/2025-02-17-talks.md", "It rained", "It snowed");
    assert_eq!(desk.run("publish live").code, 2);
    drop(other);
    desk.0.remark("the other one is done");
    assert_eq!(desk.run("publish live").code, 0);
    desk.0.check();
}

#[test]
fn no_draft_stays_beside_the_output_when_it_is_published() {
    let site = site().file(
        "content/articles/2025-02-20-plan.md",
        "---\nstatus: draft\n---\n# Plan\n\nAnn Lee plans a quincunx.\n",
    );
    let has_draft = || {
        let paths = files_below(site.root().parent().unwrap()).into_iter();
        let mut outputs =
            paths.filter(|path| !path.contains("/content/") && !path.contains("/.rapporteur/"));
        outputs.find(|path| {
            let bytes = std::fs::read(site.root().parent().unwrap().join(path)).unwrap();
            String::from_utf8_lossy(&bytes).contains("quincunx")
        })
    };
    let drafts = || assert_eq!(site.run(&["build", "--drafts", NOW_ARGUMENT]).code, 0);
    drafts();
    assert!(has_draft().is_some());
    for arguments in [["publish", "live", "-n"], ["publish", "live", "--adopt"]] {
        let arguments = [arguments[0], arguments[1], arguments[2], NOW_ARGUMENT];
        for _ in 0..2 {
            assert_eq!(site.run(&arguments).code, 0);
            assert_eq!(has_draft(), None);
        }
        drafts();
    }
    // What was withdrawn by an edit does not stay either.
    site.run(&["publish", "live", NOW_ARGUMENT]);
    site.remove("content/articles/2025-02-19-rain.md");
    site.run(&["publish", "live", NOW_ARGUMENT]);
    let beside = files_below(&site.root());
    let spare: Vec<_> = beside.iter().filter(|path| path.starts_with(".public.")).collect();
    assert!(spare.iter().any(|path| path.ends_with("robots.txt")), "{spare:?}");
    assert!(!spare.iter().any(|path| path.contains("rain")), "{spare:?}");
}
