//! `rapporteur watch` and the words of `rapporteur serve`: the real programs, and what they print while
//! files are edited.

use std::io::{BufRead, BufReader, Lines, Read};
use std::process::{Child, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::support::TestSite;

const TALKS: &str = "content/articles/2025-02-18-talks.md";

fn site() -> TestSite {
    TestSite::new().file(TALKS, "# Talks\n\nThe first version.\n")
}

/// A program that goes on until it is interrupted.
struct Program<R> {
    child: Child,
    lines: Lines<BufReader<R>>,
}

impl<R: Read> Program<R> {
    /// The next line that it prints.
    #[track_caller]
    fn line(&mut self) -> String {
        self.lines.next().expect("it prints another line").unwrap()
    }

    /// The next line that has these words in it; those before it are skipped.
    #[track_caller]
    fn line_with(&mut self, words: &str) -> String {
        loop {
            let line = self.line();
            if line.contains(words) {
                return line;
            }
        }
    }

    /// Ends it by Ctrl-C; returns the exit code.
    fn interrupt(&mut self) -> Option<i32> {
        kill_process(Pid::from_child(&self.child), Signal::INT).unwrap();
        while self.lines.next().is_some() {}
        self.child.wait().unwrap().code()
    }
}

impl<R> Drop for Program<R> {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_output_folder_follows_the_content_until_ctrl_c() {
    let site = site();
    let mut command = site.command(&["watch", "--format", "json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut program = Program { child, lines };
    let mut next = || -> Value { serde_json::from_str(&program.line()).unwrap() };
    let page = "public/articles/talks/index.html";

    assert_eq!(next()["outcome"], "built");
    assert!(site.read(page).contains("The first version."));
    site.edit(TALKS, "first", "second");
    assert_eq!(next()["outcome"], "built");
    assert!(site.read(page).contains("The second version."));

    site.edit(TALKS, "# Talks", "---\ntitel: Talks\n---\n# Talks");
    let refused = next();
    assert_eq!(refused["outcome"], "refused");
    assert_eq!(refused["diagnostics"][0]["line"], 2);
    assert!(site.read(page).contains("The second version."), "the output is as it was");
    site.edit(TALKS, "titel", "title");
    site.edit(TALKS, "second", "third");
    while !site.read(page).contains("The third version.") {
        next();
    }

    assert_eq!(program.interrupt(), Some(0));
    let beside = std::fs::read_dir(site.root()).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<_> =
        beside.filter(|name| name.to_string_lossy().starts_with(".public")).collect();
    assert!(left.is_empty(), "{left:?}");
    assert!(site.read(page).contains("The third version."), "the output stays");
}

#[test]
fn the_preview_says_where_it_is_and_what_each_save_did_in_one_line() {
    let site = site();
    let mut command = site.command(&["serve", "--port", "0"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut program = Program { child, lines };

    let first = program.line();
    assert!(first.starts_with("serving http://127.0.0.1:") && first.ends_with('/'), "{first}");
    let second = program.line();
    assert!(second.starts_with("1 article, ") && second.contains(" in 0."), "{second}");
    let third = program.line();
    assert!(third.contains("/__rapporteur/") && third.contains("ctrl-c"), "{third}");

    site.edit(TALKS, "first", "second");
    let shown = program.line();
    assert!(shown.starts_with(&format!("`{TALKS}`: shown in ")), "{shown}");
    assert!(shown.ends_with(" ms"), "{shown}");

    site.edit(TALKS, "# Talks", "---\ntitel: Talks\n---\n# Talks");
    let error = program.line();
    assert!(error.contains("error[unknown-key]: unknown key: `titel`"), "{error}");
    let refused = program.line_with("not shown");
    assert_eq!(refused, format!("`{TALKS}`: not shown, the last good site stays up; 1 error"));
    site.edit(TALKS, "second", "third");
    let still = program.line();
    assert_eq!(still, refused, "what is known is not told again");
    site.edit(TALKS, "titel", "title");
    assert!(program.line().contains(": shown in "));
    assert_eq!(program.interrupt(), Some(0));
}
