//! The files of a new site.
//!
//! Comes in: a title, and what is wanted. Goes out: files with their paths in the project folder, to be written by
//! whoever asked. Always holds: a site of these files builds without a problem; schemas and editor settings
//! are those of this version of the program.

mod workflow;

use include_dir::{Dir, include_dir};
use serde_json::{Map, Value, json};

use crate::path::SourcePath;
use crate::schema::{self, Subject};
use crate::yaml;

pub use workflow::{Forge, workflow};

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StarterFile {
    /// Its path in the project folder.
    pub path: SourcePath,
    /// Its text.
    pub text: String,
}

/// What a new site begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stock {
    /// Articles and actors that show how it is done.
    Examples,
    /// Settings alone.
    Bare,
}

/// A site with made-up articles, as the program carries it.
static EXAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/starter/example");

/// The folder of the schemas. Being hidden, it is no part of the content.
const SCHEMAS: &str = ".schemas";

/// What is made of the content, and is not for a repository: the output, and the one with drafts that `--help` names.
pub const IGNORED: &str =
    "/public/\n/.public.rapporteur-*\n/preview/\n/.preview.rapporteur-*\n/.rapporteur/\n";

/// The file that says so.
pub const IGNORE_FILE: &str = ".gitignore";

/// The extension that reads schemas of YAML in the editor whose settings are written.
const EXTENSIONS: &str = "{\n  \"recommendations\": [\"redhat.vscode-yaml\"]\n}\n";

/// The files of a new site, by path; with a forge also its workflow.
pub fn files(title: &str, stock: Stock, forge: Option<Forge>) -> Vec<StarterFile> {
    let mut files = vec![
        file(IGNORE_FILE, IGNORED.to_owned()),
        file(".vscode/extensions.json", EXTENSIONS.to_owned()),
        file(".vscode/settings.json", editor_settings()),
    ];
    for subject in Subject::ALL {
        files.push(file(&schema_path(subject), schema::text(subject)));
    }
    files.extend(forge.map(workflow));
    let mut folders = vec![&EXAMPLE];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for example in folder.files() {
            let path = example.path().to_string_lossy().replace('\\', "/");
            let text = example.contents_utf8().expect("invariant: the example is text");
            if path == "site.yaml" {
                files.push(file(&path, settings(text, title, stock, forge)));
            } else if stock == Stock::Examples {
                files.push(file(&path, with_schema(&path, text)));
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The settings of the example as those of a site of another title.
fn settings(text: &str, title: &str, stock: Stock, forge: Option<Forge>) -> String {
    // As JSON the title is a quoted scalar of YAML, whatever is in it; it is plain where it can be.
    let plain = yaml::write(&json!({ "title": title }));
    let title_line = plain
        .ok()
        .filter(|line| line.lines().count() == 1)
        .unwrap_or_else(|| format!("title: {}\n", json!(title)));
    let of_examples = |line: &str| {
        stock == Stock::Bare && (line.contains("{title: About") || line.starts_with("  header:"))
    };
    let lines = text.split_inclusive('\n').filter(|line| !of_examples(line));
    let lines = lines.map(|line| match line {
        _ if line.starts_with("title:") => &title_line,
        _ if line.starts_with("description:") && stock == Stock::Bare => "description: \"\"\n",
        "# publish:\n" => forge.map_or(line, |forge| forge.target()),
        line if line.starts_with("#   live:") && forge.is_some() => "",
        line => line,
    });
    with_schema("site.yaml", &lines.collect::<String>())
}

/// A YAML file that names its schema, for editors that know the convention.
fn with_schema(path: &str, text: &str) -> String {
    let subject = match path {
        "site.yaml" => Subject::Site,
        "content/sources.yaml" => Subject::Sources,
        _ if path.starts_with("content/actors/") && path.ends_with(".yaml") => Subject::Actor,
        _ => return text.to_owned(),
    };
    let up = "../".repeat(path.matches('/').count());
    format!("# yaml-language-server: $schema={up}{}\n{text}", schema_path(subject))
}

/// The settings of Visual Studio Code and its kin: which schema is for which file.
fn editor_settings() -> String {
    let with_files = Subject::ALL.into_iter().filter(|subject| !subject.yaml_files().is_empty());
    let schemas: Map<String, Value> = with_files
        .map(|subject| (format!("./{}", schema_path(subject)), json!(subject.yaml_files())))
        .collect();
    format!("{:#}\n", json!({ "yaml.schemas": schemas }))
}

fn schema_path(subject: Subject) -> String {
    format!("{SCHEMAS}/{}", subject.file_name())
}

fn file(path: &str, text: String) -> StarterFile {
    StarterFile { path: SourcePath::new(path), text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    #[test]
    fn any_title_is_read_back_as_it_was_given() {
        for title in [
            "Brief",
            "A: b # c",
            "\"Quoted\"",
            "2025",
            "yes",
            "{a}",
            "two\nlines",
            "Ünïcode",
            "- a",
        ] {
            for stock in [Stock::Examples, Stock::Bare] {
                let files = files(title, stock, None);
                let settings = files.iter().find(|file| file.path.as_str() == "site.yaml").unwrap();
                let (config, diagnostics) = config::read(&settings.text);
                assert!(diagnostics.is_empty(), "{diagnostics:?}");
                assert_eq!(config.title, title);
            }
        }
    }

    #[test]
    fn a_site_for_a_forge_has_the_target_of_its_workflow() {
        for forge in [None, Some(Forge::Github), Some(Forge::Gitlab), Some(Forge::Forgejo)] {
            let files = files("Brief", Stock::Bare, forge);
            let settings = files.iter().find(|file| file.path.as_str() == "site.yaml").unwrap();
            let (config, diagnostics) = config::read(&settings.text);
            assert!(diagnostics.is_empty(), "{diagnostics:?}");
            let names: Vec<&str> = config.targets.iter().map(|target| &*target.name).collect();
            assert_eq!(names, forge.map(|_| "live").as_slice());
            assert_eq!(settings.text.contains("#   live:"), forge.is_none());
        }
    }
}
