//! The files and folders that a set of outputs makes: outputs come in, proof that they can all
//! stand in one folder on every system goes out.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use anyhow::{Result, bail};

use crate::path::OutputPath;

/// The files and folders of a set of outputs that do not stand in each other's way.
///
/// Names that differ only in case are one name on macOS and Windows, so they count as one.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    /// Each folder, by its exact path.
    pub folders: HashSet<&'a str>,
    /// Each file, by its path in lower case.
    folded_files: HashMap<String, &'a OutputPath>,
    /// Each folder, by its path in lower case, with one output in it.
    folded_folders: HashMap<String, &'a OutputPath>,
}

impl<'a> Layout<'a> {
    /// Lays out `outputs`.
    ///
    /// # Errors
    ///
    /// Two outputs have one path, or paths that differ only in case, or one is a file where the
    /// other needs a folder. The error names both.
    pub(super) fn of(outputs: &'a [OutputPath]) -> Result<Self> {
        let mut folded_files = HashMap::with_capacity(outputs.len());
        for path in outputs {
            match folded_files.insert(fold(path.as_str()), path) {
                Some(other) if other == path => bail!("two outputs have one path: `{path}`"),
                Some(other) => bail!("two outputs differ only in case: `{other}` and `{path}`"),
                None => {}
            }
        }
        let folders = folders_of(outputs);
        let mut folded_folders: HashMap<String, (&str, &OutputPath)> = HashMap::new();
        let mut by_name: Vec<_> = folders.iter().map(|(&folder, &inner)| (folder, inner)).collect();
        by_name.sort_unstable();
        for (folder, inner) in by_name {
            let folded = fold(folder);
            if let Some(file) = folded_files.get(&folded) {
                bail!("the output `{file}` stands where a folder is needed for `{inner}`");
            }
            if let Some((other, outer)) = folded_folders.insert(folded, (folder, inner)) {
                let (first, second) = if other < folder { (outer, inner) } else { (inner, outer) };
                bail!("the folders of two outputs differ only in case: `{first}` and `{second}`");
            }
        }
        let folded_folders =
            folded_folders.into_iter().map(|(folded, (_, inner))| (folded, inner)).collect();
        Ok(Self { folders: folders.into_keys().collect(), folded_files, folded_folders })
    }

    /// Whether `path` is that of an output, letter by letter.
    pub(super) fn has(&self, path: &OutputPath) -> bool {
        self.folded_files.get(&fold(path.as_str())).is_some_and(|output| *output == path)
    }

    /// The output that cannot be written while a foreign file stands at `path`, a path inside the
    /// output folder.
    pub(super) fn obstructed_by_file(&self, path: &Path) -> Option<&'a OutputPath> {
        let folder = fold_path(path).and_then(|folded| self.folded_folders.get(&folded).copied());
        folder.or_else(|| self.obstructed_by_folder(path))
    }

    /// The output that cannot be written while a foreign folder stands at `path`.
    pub(super) fn obstructed_by_folder(&self, path: &Path) -> Option<&'a OutputPath> {
        // A file cannot stand where the folder is, nor where a folder around it is.
        path.ancestors()
            .filter_map(fold_path)
            .find_map(|folded| self.folded_files.get(&folded).copied())
    }
}

/// Every folder in which one of `paths` lies, with one such path.
pub(super) fn folders_of<'a>(
    paths: impl IntoIterator<Item = &'a OutputPath>,
) -> HashMap<&'a str, &'a OutputPath> {
    let mut folders = HashMap::new();
    for path in paths {
        for folder in path.folders() {
            // Whoever added a folder also added those around it.
            if folders.insert(folder, path).is_some() {
                break;
            }
        }
    }
    folders
}

/// Folders in groups, each of which lies inside those before it: within a group, they can be made
/// or removed in parallel.
pub(super) fn by_depth<'a>(folders: impl IntoIterator<Item = &'a str>) -> Vec<Vec<&'a str>> {
    let mut levels: Vec<Vec<&str>> = Vec::new();
    for folder in folders {
        let depth = folder.matches('/').count();
        if levels.len() <= depth {
            levels.resize(depth + 1, Vec::new());
        }
        levels[depth].push(folder);
    }
    for level in &mut levels {
        level.sort_unstable();
    }
    levels
}

fn fold(path: &str) -> String {
    path.to_lowercase()
}

/// A path on disk as outputs write it, in lower case; none if it is not Unicode, as no output is.
fn fold_path(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| fold(&parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outputs(paths: &[&str]) -> Vec<OutputPath> {
        paths.iter().map(|path| OutputPath::new(path).unwrap()).collect()
    }

    fn check(paths: &[&str], expect: &[&str]) {
        match Layout::of(&outputs(paths)) {
            Ok(_) => assert!(expect.is_empty(), "{paths:?} is taken"),
            Err(error) => {
                let message = error.to_string();
                assert!(!expect.is_empty(), "{message}");
                for part in expect {
                    assert!(message.contains(part), "{message}");
                }
            }
        }
    }

    #[test]
    fn outputs_apart_are_taken() {
        check(&[], &[]);
        check(&["a", "b", "c/a", "c/b", "c/d/a"], &[]);
        check(&["a.html", "a/index.html", "ab/index.html"], &[]);
    }

    #[test]
    fn one_path_for_two_outputs_is_an_error() {
        check(&["a/x", "b", "a/x"], &["one path", "`a/x`"]);
    }

    #[test]
    fn paths_that_differ_only_in_case_are_an_error() {
        check(&["A.html", "a.html"], &["case", "`A.html`", "`a.html`"]);
        check(&["ä", "Ä"], &["case", "`ä`", "`Ä`"]);
        check(&["A/x", "a/y"], &["case", "`A/x`", "`a/y`"]);
    }

    #[test]
    fn a_file_where_a_folder_is_needed_is_an_error() {
        check(&["a", "a/b"], &["`a`", "`a/b`"]);
        check(&["a/b/c/d", "a/b"], &["`a/b`", "`a/b/c/d`"]);
        check(&["A", "a/b"], &["`A`", "`a/b`"]);
    }

    #[test]
    fn foreign_files_obstruct_outputs_at_above_and_below_them() {
        let outputs = outputs(&["a/b/c", "d"]);
        let layout = Layout::of(&outputs).unwrap();
        let by_file =
            |path: &str| layout.obstructed_by_file(Path::new(path)).map(OutputPath::as_str);
        let by_folder =
            |path: &str| layout.obstructed_by_folder(Path::new(path)).map(OutputPath::as_str);
        assert_eq!(by_file("a/b/c"), Some("a/b/c"));
        assert_eq!(by_file("a/b"), Some("a/b/c"));
        assert_eq!(by_file("A"), Some("a/b/c"));
        assert_eq!(by_file("d/x/y"), Some("d"));
        assert_eq!(by_file("a/x"), None);
        assert_eq!(by_folder("D"), Some("d"));
        assert_eq!(by_folder("a/b"), None);
        assert_eq!(by_folder("d/x"), Some("d"));
    }

    #[test]
    fn folders_are_grouped_by_depth() {
        let outputs = outputs(&["a/b/c", "a/x/c", "d/e", "f"]);
        let folders = folders_of(&outputs);
        assert_eq!(by_depth(folders.into_keys()), [vec!["a", "d"], vec!["a/b", "a/x"]]);
    }
}
