//! The documents of this repository: links lead somewhere, commands are commands of the program, and settings are
//! settings that a build reads.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use clap::Parser;
use rapporteur::cli::Arguments;
use rapporteur::config;

use crate::support::site::{NOW_ARGUMENT, files_below};
use crate::support::{TestSite, repository};

#[test]
fn every_link_among_the_documents_leads_to_a_file_and_a_heading_of_it() {
    let documents = documents();
    let mut n_links = 0;
    for (path, text) in &documents {
        let folder = Path::new(path).parent().unwrap();
        for link in links(&without_blocks(text)) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            n_links += 1;
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() { path.clone() } else { plain(&folder.join(file)) };
            let exists = repository().join(&target).exists();
            assert!(exists, "{path} links to `{link}`, and there is no `{target}`");
            let anchors = documents.get(&target).map(|text| anchors(text)).unwrap_or_default();
            let is_there = anchor.is_empty() || anchors.iter().any(|it| it == anchor);
            assert!(is_there, "{path} links to `{link}`, and has only {anchors:?}");
        }
    }
    assert!(n_links > 80, "only {n_links} links were found");
}

#[test]
fn every_command_in_the_documents_is_one_of_the_program() {
    let mut n_commands = 0;
    for (path, text) in for_users() {
        let scripts = blocks(&text).into_iter().filter(|(kind, _)| matches!(&**kind, "" | "sh"));
        for command in scripts.flat_map(|(_, script)| commands_of(&script)) {
            n_commands += 1;
            println!("{path}: {command}");
            check_command(&command);
        }
    }
    assert!(n_commands > 30, "only {n_commands} commands were found");
}

#[test]
fn every_setting_in_the_documents_is_read_without_complaint() {
    let mut n_targets = 0;
    for (path, text) in for_users() {
        for (kind, block) in blocks(&text) {
            let is_of_settings =
                |line: &str| line.starts_with("publish:") || line.starts_with("base_url:");
            if kind == "yaml" && block.lines().any(is_of_settings) {
                let (config, problems) = config::read(&block);
                assert!(problems.is_empty(), "{path}: {problems:#?}\n{block}");
                n_targets += config.targets.len();
            }
        }
    }
    assert!(n_targets > 12, "only {n_targets} targets were found");
}

#[test]
fn the_article_and_the_settings_of_the_readme_pass_the_gate() {
    let readme = &documents()["README.md"];
    let block = |kind: &str| {
        let found = blocks(readme).into_iter().find(|(found, _)| found == kind);
        found.unwrap_or_else(|| panic!("no block of {kind}")).1
    };
    let site = TestSite::bare();
    site.write("content/articles/2025-02-18-riyadh.md", block("markdown").as_bytes());
    site.write("site.yaml", block("yaml").as_bytes());
    for command in [["build", NOW_ARGUMENT].as_slice(), &["check", "--deny-warnings", NOW_ARGUMENT]]
    {
        let ran = site.run(command);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(!ran.stderr.contains("note"), "{}", ran.stderr);
    }
}

/// The commands of the program in a script of a shell.
pub(crate) fn commands_of(script: &str) -> Vec<String> {
    let parts = script.lines().flat_map(|line| line.split(['#', '|', '>', '(', ')']));
    let parts = parts.flat_map(|part| part.split("&&")).map(str::trim);
    // As a developer calls it, who has not installed it.
    let parts = parts.map(|part| part.replace("cargo run --release --", "rapporteur"));
    parts.filter(|part| part.starts_with("rapporteur ")).collect()
}

#[track_caller]
pub(crate) fn check_command(command: &str) {
    let words = command.split(' ').map(|word| word.trim_matches('"'));
    if let Err(error) = Arguments::try_parse_from(words) {
        panic!("`{command}`: {error}");
    }
}

/// All documents by their path.
fn documents() -> BTreeMap<String, String> {
    let root = repository();
    let mut paths: Vec<String> =
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "tests/README.md"]
            .map(str::to_owned)
            .into();
    let below = files_below(&root.join("docs")).into_iter();
    paths.extend(below.filter(|path| path.ends_with(".md")).map(|path| format!("docs/{path}")));
    let read = |path: String| {
        let text = std::fs::read_to_string(root.join(&path)).unwrap();
        (path, text)
    };
    paths.into_iter().map(read).collect()
}

/// Those that are for users of the program.
fn for_users() -> impl Iterator<Item = (String, String)> {
    documents().into_iter().filter(|(path, _)| path == "README.md" || path.starts_with("docs/"))
}

/// Blocks of code between fences, with the word behind the first fence.
fn blocks(text: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(kind) = line.strip_prefix("```") {
            let inner = lines.by_ref().take_while(|line| !line.starts_with("```"));
            let inner: String = inner.flat_map(|line| [line, "\n"]).collect();
            blocks.push((kind.to_owned(), inner));
        }
    }
    blocks
}

/// The text without code, in which brackets are no links.
fn without_blocks(text: &str) -> String {
    let outside = text.split("\n```").step_by(2).flat_map(str::lines);
    let outside = outside.filter(|line| !line.starts_with("    "));
    let outside = outside.flat_map(|line| line.split('`').step_by(2));
    outside.collect::<Vec<_>>().join("``")
}

fn links(text: &str) -> Vec<String> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.map(str::to_owned).collect()
}

/// What links to headings are named by code hosts: small letters, words joined by hyphens.
fn anchors(text: &str) -> Vec<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let titles = headings.filter_map(|line| line.trim_start_matches('#').strip_prefix(' '));
    let kept = |c: char| c.is_alphanumeric() || c == '-' || c == '_' || c == ' ';
    let name = |title: &str| title.chars().filter(|c| kept(*c)).collect::<String>();
    titles.map(|title| name(title).to_lowercase().replace(' ', "-")).collect()
}

/// A path without `..`.
fn plain(path: &Path) -> String {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain.to_string_lossy().replace('\\', "/")
}
