//! Diagnostics: each fixture under `tests/diagnostics/` has the expected complaints written inside it,
//! above the lines that they are about.
//!
//! `CODE.md` is one article; `CODE/` is a project of several files. `CODE--WHAT.md` is a further case
//! of the same code. A complaint is a comment of its own lines, which is cut out before the project is
//! written, so that it changes nothing of what is tested:
//!
//! ```text
//! <!-- warning[unknown-link] 17-23 link leads nowhere: `[[nowhere]]`
//!      hint: write the slug or the name of an actor, article, topic or story -->
//! The answer is [[nowhere]].
//! ```
//!
//! In YAML it is `# error[unknown-key] 1-5 unknown key: …` and `#   hint: …`. The place is the first and
//! the last column, `line` for a whole line, or `file`, which stands at the top.

use std::path::Path;

use rapporteur::diagnostic::{Code, Diagnostic};

use crate::support::comparison::difference_to_file;
use crate::support::site::files_below;
use crate::support::{TestSite, tests_folder};

/// Codes of files that are imported; no content has them. `tests/cli/actors-import.txt` shows them.
const OF_IMPORTS: &[Code] = &[Code::BadRecord];

#[test]
fn every_fixture_gets_the_complaints_written_in_it_and_no_others() {
    let mut failures = Vec::new();
    for name in fixture_names() {
        let path = tests_folder().join("diagnostics").join(&name);
        let code = name.trim_end_matches(".md").split("--").next().unwrap();
        let (site, files) = if path.is_dir() {
            let site = TestSite::bare();
            (site, files_below(&path).into_iter().map(|file| (path.join(&file), file)).collect())
        } else {
            let article = format!("content/articles/2025-02-18-{name}");
            (TestSite::new(), vec![(path, article)])
        };
        check(&site, &files, code, &mut failures);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn every_code_of_the_catalogue_has_a_fixture_and_every_fixture_a_code() {
    let names = fixture_names();
    let codes: Vec<&str> =
        names.iter().map(|name| name.trim_end_matches(".md").split("--").next().unwrap()).collect();
    let of_build = Code::ALL.iter().filter(|code| !code.is_of_check());
    for code in of_build.filter(|code| !OF_IMPORTS.contains(code)) {
        assert!(
            codes.contains(&code.name()),
            "`{}` has no fixture in tests/diagnostics",
            code.name()
        );
    }
    for code in codes {
        assert!(
            Code::ALL.iter().any(|known| known.name() == code),
            "no code has the name of the fixture `{code}`"
        );
    }
}

#[test]
fn every_code_is_explained_and_named_in_one_way() {
    for code in Code::ALL {
        let name = code.name();
        assert!(
            name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
            "`{name}` is not in lower case"
        );
        let explanation = code.explanation();
        assert!(!explanation.is_empty() && !explanation.ends_with('.'), "`{name}`: {explanation}");
    }
}

#[test]
fn a_file_in_the_place_of_a_folder_refuses_all_that_would_stand_in_it() {
    let article = |name: &str| format!("content/articles/2025-02-18-{name}.md");
    let site = TestSite::new()
        .file("static/articles", "A file with the name of a folder.")
        .file(&article("a1"), "# A1\n\nOne.\n")
        .file(&article("a2"), "# A2\n\nTwo.\n")
        .file(&article("a3"), "# A3\n\nThree.\n");
    let built = site.build();
    for name in ["a1", "a2", "a3"] {
        let told = built.diagnostics.iter().any(|diagnostic| {
            diagnostic.code == Code::DuplicateAddress
                && diagnostic.place.path.as_str() == article(name)
                && diagnostic.related.iter().any(|(at, _)| at.path.as_str() == "static/articles")
        });
        assert!(told, "nothing is told of {name}: {:#?}", built.problems());
    }
    let below: Vec<_> = built.outputs.keys().filter(|path| path.starts_with("articles/")).collect();
    assert!(below.is_empty(), "{below:?}");
    assert!(built.outputs.contains_key("articles"));
}

fn fixture_names() -> Vec<String> {
    let entries = std::fs::read_dir(tests_folder().join("diagnostics")).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Writes the files without their complaints, builds, and holds the complaints that come against them.
/// `files` has the file of the fixture and its path in the project.
fn check(
    site: &TestSite,
    files: &[(impl AsRef<Path>, String)],
    code: &str,
    failures: &mut Vec<String>,
) {
    let bare: Vec<Vec<u8>> =
        files.iter().map(|(file, _)| without_complaints(&std::fs::read(file).unwrap())).collect();
    for ((_, path), bytes) in files.iter().zip(&bare) {
        site.write(path, bytes);
    }
    let diagnostics = site.build().diagnostics;
    if !diagnostics.iter().any(|diagnostic| diagnostic.code.name() == code) {
        failures.push(format!("`{code}`: its fixture does not show it"));
    }
    for diagnostic in &diagnostics {
        if !files.iter().any(|(_, path)| diagnostic.place.path.as_str() == path) {
            failures.push(format!(
                "`{code}`: complaint about a file outside the fixture: {diagnostic:?}"
            ));
        }
        check_wording(diagnostic, code, failures);
    }
    for ((file, path), bytes) in files.iter().zip(&bare) {
        let own: Vec<&Diagnostic> =
            diagnostics.iter().filter(|d| d.place.path.as_str() == path).collect();
        failures.extend(difference_to_file(file.as_ref(), &with_complaints(path, bytes, &own)));
    }
}

/// Lower case at the start, no stop at the end, and columns that lie in the line.
fn check_wording(diagnostic: &Diagnostic, code: &str, failures: &mut Vec<String>) {
    let Diagnostic { message, hint, place, .. } = diagnostic;
    for text in [Some(message), hint.as_ref()].into_iter().flatten() {
        if text.ends_with('.') || text.starts_with(|c: char| c.is_uppercase()) {
            failures.push(format!(
                "`{code}`: a message begins in lower case and ends without a stop: {text}"
            ));
        }
    }
    if let Some((first, behind)) = place.columns {
        let n_columns = u32::try_from(place.excerpt.chars().count()).unwrap();
        if first == 0 || first >= behind || behind > n_columns + 1 {
            failures.push(format!(
                "`{code}`: columns {first} to {behind} are not in the line: {}",
                place.excerpt
            ));
        }
    }
}

fn is_complaint(line: &str) -> bool {
    let comment =
        line.strip_prefix("<!-- ").or_else(|| line.strip_prefix("# ")).unwrap_or_default();
    ["error[", "warning[", "note["].iter().any(|start| comment.starts_with(start))
}

fn without_complaints(bytes: &[u8]) -> Vec<u8> {
    let mut bare = Vec::new();
    let (mut in_html, mut in_yaml) = (false, false);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let text = String::from_utf8_lossy(line);
        if is_complaint(&text) {
            (in_html, in_yaml) = (text.starts_with("<!--"), text.starts_with('#'));
        } else if !(in_html || in_yaml && text.starts_with("#   ")) {
            in_yaml = false;
            bare.extend_from_slice(line);
        }
        in_html &= !text.contains("-->");
    }
    bare
}

fn with_complaints(path: &str, bytes: &[u8], diagnostics: &[&Diagnostic]) -> Vec<u8> {
    let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let is_yaml =
        |line: usize| path.ends_with(".yaml") || line > 1 && line <= front_matter_end(&lines);
    let mut text = Vec::new();
    for line in 0..=lines.len() {
        for diagnostic in
            diagnostics.iter().filter(|diagnostic| diagnostic.place.line as usize == line)
        {
            text.extend(complaint(diagnostic, is_yaml(line)).into_bytes());
        }
        text.extend_from_slice(line.checked_sub(1).map_or(&[], |line_idx| lines[line_idx]));
    }
    text
}

/// Number of the line that ends the front matter; 0 without front matter.
fn front_matter_end(lines: &[&[u8]]) -> usize {
    if lines.first().is_none_or(|first| *first != b"---\n") {
        return 0;
    }
    lines.iter().skip(1).position(|line| *line == b"---\n").map_or(0, |idx| idx + 2)
}

fn complaint(diagnostic: &Diagnostic, is_yaml: bool) -> String {
    let Diagnostic { code, severity, place, message, hint, related } = diagnostic;
    let columns = match place.columns {
        Some((first, behind)) => format!("{first}-{}", behind - 1),
        None if place.line == 0 => "file".to_owned(),
        None => "line".to_owned(),
    };
    let mut lines = vec![format!("{}[{}] {columns} {message}", severity.name(), code.name())];
    let also = |(place, what): &(rapporteur::diagnostic::Place, String)| {
        format!("also: {}:{} {what}", place.path, place.line)
    };
    lines.extend(related.iter().map(also));
    lines.extend(hint.iter().map(|hint| format!("hint: {hint}")));
    if is_yaml {
        format!("# {}\n", lines.join("\n#   "))
    } else {
        format!("<!-- {} -->\n", lines.join("\n     "))
    }
}
