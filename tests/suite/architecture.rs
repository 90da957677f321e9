//! The shape of the source, held against what ARCHITECTURE.md says of it.
//!
//! The list between `<!-- layers -->` and `<!-- /layers -->` there has the modules in their order; each may
//! use only those above it.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::repository;
use crate::support::site::files_below;

/// Files that touch the disk for their layer. They may use everything but the command line.
const EDGES: &[&str] =
    &["source/load.rs", "source/new_file.rs", "cache/store.rs", "output/writer.rs"];

/// Modules that are edges as a whole.
const EDGE_MODULES: &[&str] = &["watch", "serve", "cli"];

/// What a live preview must not know: it deals in addresses and bytes.
const HIDDEN_FROM_PREVIEW: &[&str] = &["article", "actor", "site", "page"];

/// What the output folder may know: it takes paths and bytes, wherever they come from.
const KNOWN_TO_OUTPUT: &[&str] = &["output", "path"];

/// Longest file, in lines.
const MAX_LINES: usize = 400;

/// Names of files and folders into which anything could be put.
const DRAWERS: &[&str] =
    &["util", "utils", "helper", "helpers", "common", "types", "misc", "shared", "prelude"];

/// Folders of a user's project, which this repository need not all have.
const PROJECT_FOLDERS: &[&str] = &["content/", "templates/", "static/", "public/"];

struct File {
    /// Below `src/`.
    path: String,
    text: String,
}

#[test]
fn a_module_uses_only_the_layers_above_it() {
    let layers = layers(&document());
    let mut faults = Vec::new();
    for File { path, text } in sources() {
        let Some(layer) = module_of(&path) else { continue };
        let Some(own) = layers.iter().position(|known| *known == layer) else {
            faults.push(format!("`{layer}` is not in the list of layers"));
            continue;
        };
        for used in used_modules(&text) {
            let Some(other) = layers.iter().position(|known| *known == used) else { continue };
            let is_below = if EDGES.contains(&path.as_str()) { used == "cli" } else { other > own };
            let is_hidden = layer == "output"
                && !EDGES.contains(&path.as_str())
                && !KNOWN_TO_OUTPUT.contains(&used.as_str());
            let is_preview = layer == "watch" || layer == "serve";
            let is_hidden = is_hidden || is_preview && HIDDEN_FROM_PREVIEW.contains(&used.as_str());
            if is_below || is_hidden {
                faults.push(format!("src/{path} uses `crate::{used}`"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_the_edges_and_the_commands_use_an_edge() {
    let mut faults = Vec::new();
    for File { path, text } in sources() {
        let layer = module_of(&path).unwrap_or_default();
        for edge in EDGES {
            let name = format!("crate::{}", edge.trim_end_matches(".rs").replace('/', "::"));
            if code_of(&text).contains(&name)
                && !EDGE_MODULES.contains(&layer.as_str())
                && !EDGES.contains(&path.as_str())
            {
                faults.push(format!("src/{path} uses `{name}`"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_list_of_layers_is_the_list_of_modules_and_names_the_edges() {
    let document = document();
    let library = std::fs::read_to_string(repository().join("src/lib.rs")).unwrap();
    let modules: Vec<&str> = library
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert_eq!(layers(&document), modules, "left: ARCHITECTURE.md, right: src/lib.rs");
    for edge in EDGES {
        assert!(
            document.contains(&format!("`{edge}`")),
            "ARCHITECTURE.md does not name the edge `{edge}`"
        );
    }
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    for (path, text) in all_rust_files() {
        assert!(text.starts_with("//! "), "{path} does not begin with `//!`");
    }
}

#[test]
fn no_file_is_longer_than_a_reader_can_hold() {
    let lengths = all_rust_files().map(|(path, text)| (text.lines().count(), path));
    let long: Vec<_> = lengths.filter(|(n_lines, _)| *n_lines > MAX_LINES).collect();
    assert!(long.is_empty(), "files of over {MAX_LINES} lines: {long:?}");
}

#[test]
fn there_are_no_drawers() {
    for folder in ["src", "tests", "templates", "benches"] {
        let files = files_below(&repository().join(folder));
        // What the browser tests install is not ours.
        for path in files.into_iter().filter(|path| !path.contains("node_modules")) {
            for part in path.split('/').map(|part| part.split('.').next().unwrap()) {
                assert!(!DRAWERS.contains(&part), "{folder}/{path} has the name of a drawer");
            }
        }
    }
}

#[test]
fn nothing_is_left_for_later() {
    // Put together, so that this file does not find itself.
    let marks = [
        ["to", "do!("],
        ["TO", "DO"],
        ["FIX", "ME"],
        ["XX", "X"],
        ["db", "g!("],
        ["unimpl", "emented!("],
    ];
    let marks = marks.map(|parts| parts.concat());
    let templates = files_below(&repository().join("templates")).into_iter();
    let templates =
        templates.filter(|path| path.ends_with(".html")).map(|path| format!("templates/{path}"));
    let templates =
        templates.map(|path| (std::fs::read_to_string(repository().join(&path)).unwrap(), path));
    for (path, text) in all_rust_files().chain(templates.map(|(text, path)| (path, text))) {
        for mark in &marks {
            assert!(!text.contains(mark.as_str()), "{path} has `{mark}`");
        }
    }
}

#[test]
fn names_in_the_architecture_document_exist() {
    let document = document();
    // Decisions speak of content (`Trump`) and of what is not there; blocks of code are pictures.
    let described = document.split("\n## Decisions").next().unwrap();
    let described: String = described.split("```").step_by(2).collect();
    let sources = sources();
    let mut faults = Vec::new();
    for name in described.split('`').skip(1).step_by(2) {
        if let Some(fault) = missing(name, &sources) {
            faults.push(format!("`{name}`: {fault}"));
        }
    }
    assert!(faults.is_empty(), "ARCHITECTURE.md names what does not exist\n{}", faults.join("\n"));
}

/// Why a name does not exist; none when it does, or is not the name of a file or of code.
fn missing(name: &str, sources: &[File]) -> Option<String> {
    let is_placeholder = name.chars().any(|c| !c.is_ascii_alphanumeric() && !"/._:-".contains(c))
        || name
            .split(['/', '.'])
            .any(|part| part.len() > 1 && part.bytes().all(|b| b.is_ascii_uppercase()));
    if is_placeholder || PROJECT_FOLDERS.contains(&name) {
        return None;
    }
    if name.contains('/') || name.ends_with(".rs") {
        let is_there =
            [repository(), repository().join("src")].iter().any(|root| root.join(name).exists());
        return (!is_there).then(|| "no such file".to_owned());
    }
    if let Some((owner, item)) = name.split_once("::") {
        let is_module = owner.starts_with(|c: char| c.is_ascii_lowercase());
        let files = sources.iter().filter(|File { path, text }| match is_module {
            true => module_of(path).as_deref() == Some(owner),
            false => defines(text, owner),
        });
        let module_file = format!("{item}.rs");
        let mut named = files.filter(|File { path, text }| {
            defines(text, item) || is_module && path.ends_with(&module_file)
        });
        return named.next().is_none().then(|| format!("`{owner}` has no `{item}`"));
    }
    let is_type = name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_alphanumeric())
        && name.bytes().any(|b| b.is_ascii_lowercase());
    let is_defined = || sources.iter().any(|File { text, .. }| defines(text, name));
    (is_type && !is_defined()).then(|| "no type has this name".to_owned())
}

/// True when a text defines a function, a type or a module of a name.
fn defines(text: &str, name: &str) -> bool {
    let keywords = ["fn", "struct", "enum", "trait", "mod", "const", "type", "static"];
    keywords.iter().any(|keyword| {
        let start = format!("{keyword} {name}");
        text.match_indices(&start).any(|(at, _)| {
            let behind = text[at + start.len()..].chars().next();
            behind.is_none_or(|c| !c.is_alphanumeric() && c != '_')
        })
    })
}

fn document() -> String {
    std::fs::read_to_string(repository().join("ARCHITECTURE.md")).unwrap()
}

/// The modules of the list of layers: the first name in backticks of each entry.
fn layers(document: &str) -> Vec<String> {
    let list = document
        .split("<!-- layers -->")
        .nth(1)
        .and_then(|rest| rest.split("<!-- /layers -->").next());
    let entries = list.expect("ARCHITECTURE.md has a list of layers").lines();
    entries.filter_map(|line| Some(line.split('`').nth(1)?.to_owned())).collect()
}

fn sources() -> Vec<File> {
    let folder = repository().join("src");
    let paths = files_below(&folder).into_iter().filter(|path| path.ends_with(".rs"));
    paths
        .map(|path| File { text: std::fs::read_to_string(folder.join(&path)).unwrap(), path })
        .collect()
}

fn all_rust_files() -> impl Iterator<Item = (String, String)> {
    ["src", "tests", "benches"].into_iter().flat_map(|folder| {
        let root = repository().join(folder);
        let paths = files_below(&root)
            .into_iter()
            .filter(|path| Path::new(path).extension().is_some_and(|e| e == "rs"));
        paths.map(move |path| {
            (format!("{folder}/{path}"), std::fs::read_to_string(root.join(&path)).unwrap())
        })
    })
}

/// The module in which a file of `src/` lies; none for `lib.rs` and `main.rs`.
fn module_of(path: &str) -> Option<String> {
    let first = path.split('/').next()?.trim_end_matches(".rs");
    (!matches!(first, "lib" | "main")).then(|| first.to_owned())
}

/// Modules that a file uses, wherever it names them: `crate::article::…`, `crate::{article, site}`.
fn used_modules(text: &str) -> BTreeSet<String> {
    let code = code_of(text);
    let word = |text: &str| {
        text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()
    };
    let mut used = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(group) => used
                .extend(group.split('}').next().unwrap().split(',').map(|part| word(part.trim()))),
            None => {
                used.insert(word(rest));
            }
        }
    }
    used
}

/// The lines of a file that are no comments.
fn code_of(text: &str) -> String {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(|line| format!("{line}\n"))
        .collect()
}

#[test]
fn a_name_that_does_not_exist_is_noticed() {
    let sources = [File {
        path: "site/mod.rs".to_owned(),
        text: "pub struct Site;\nfn assemble() {}".to_owned(),
    }];
    let check = |name: &str, expected: bool| {
        assert_eq!(missing(name, &sources).is_some(), expected, "{name}");
    };
    check("site::assemble", false);
    check("site::dissemble", true);
    check("Site", false);
    check("Sight", true);
    check("src/lib.rs", false);
    check("src/nothing.rs", true);
    check("tests/diagnostics/CODE.md", false);
    check("in Moscow", false);
}
