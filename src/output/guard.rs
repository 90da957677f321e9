//! The guard of all that is not the output: a place that may be dangerous comes in, a place in
//! which files may be written and removed goes out.

use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};

/// What an output folder must keep away from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surroundings<'a> {
    /// The project folder: the output may lie in it, but not be it or around it.
    pub project: &'a Path,
    /// The folders that a build reads: none may lie in the output, nor the output in one.
    pub inputs: &'a [PathBuf],
    /// The home folder: it may not be the output or lie in it.
    pub home: Option<&'a Path>,
}

/// Returns `path` in full, with links resolved, if it may be an output folder. Nothing is made.
///
/// # Errors
///
/// The place is dangerous, is no folder, or cannot be looked at. The error says which.
pub(super) fn safe_place(path: &Path, surroundings: Surroundings<'_>) -> Result<PathBuf> {
    let folder = resolve(path)?;
    let fault = fault(&folder, surroundings)?;
    let Some(fault) = fault else { return Ok(folder) };
    let place = if folder == path {
        format!("`{}`", path.display())
    } else {
        format!("`{}` (`{}`)", path.display(), folder.display())
    };
    bail!(
        "{place} cannot be the output folder: {fault}\n\
         hint: name a folder of its own, such as `public`"
    )
}

/// The home folder of the user. This is the only place here that asks the environment.
pub(super) fn home_folder() -> Option<PathBuf> {
    std::env::home_dir().filter(|home| !home.as_os_str().is_empty())
}

/// What is wrong with `folder`, which is resolved, as the end of "cannot be: …".
fn fault(folder: &Path, surroundings: Surroundings<'_>) -> Result<Option<String>> {
    if folder.parent().is_none() {
        return Ok(Some("it is the root of the file system".to_owned()));
    }
    if let Some(home) = surroundings.home
        && contains(folder, &resolve(home)?)
    {
        return Ok(Some(format!("the home folder `{}` lies in it", home.display())));
    }
    if contains(folder, &resolve(surroundings.project)?) {
        let project = surroundings.project.display();
        return Ok(Some(format!("the project folder `{project}` lies in it")));
    }
    for input in surroundings.inputs {
        let resolved = resolve(input)?;
        if contains(folder, &resolved) {
            return Ok(Some(format!("`{}`, which is read, lies in it", input.display())));
        }
        if contains(&resolved, folder) {
            return Ok(Some(format!("it lies in `{}`, which is read", input.display())));
        }
    }
    match fs::metadata(folder) {
        Ok(metadata) if !metadata.is_dir() => Ok(Some("it is not a folder".to_owned())),
        Ok(_) => Ok(None),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            Ok(Some("a folder around it is a file".to_owned()))
        }
        Err(error) => Err(error).with_context(|| format!("cannot look at `{}`", folder.display())),
    }
}

/// The place that `path` leads to, in full and without links or `..`. It need not exist.
fn resolve(path: &Path) -> Result<PathBuf> {
    let attempt = || format!("cannot find out where `{}` leads", path.display());
    let mut resolved = PathBuf::new();
    for part in std::path::absolute(path).with_context(attempt)?.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                resolved.pop();
            }
            Component::Prefix(_) | Component::RootDir => resolved.push(part),
            Component::Normal(name) => {
                resolved.push(name);
                if fs::symlink_metadata(&resolved).is_ok_and(|metadata| metadata.is_symlink()) {
                    resolved = fs::canonicalize(&resolved).with_context(attempt)?;
                }
            }
        }
    }
    Ok(resolved)
}

/// Whether `inner` is `outer` or lies in it; both are resolved.
fn contains(outer: &Path, inner: &Path) -> bool {
    inner.ancestors().any(|folder| is_same(folder, outer))
}

/// Whether two paths lead to one folder. They may do so and yet differ where case does not count.
fn is_same(left: &Path, right: &Path) -> bool {
    left == right || is_same_inode(left, right)
}

#[cfg(unix)]
fn is_same_inode(left: &Path, right: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(left), fs::metadata(right)) {
        (Ok(left), Ok(right)) => (left.dev(), left.ino()) == (right.dev(), right.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_same_inode(left: &Path, right: &Path) -> bool {
    match (fs::canonicalize(left), fs::canonicalize(right)) {
        (Ok(left), Ok(right)) => left == right,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asks for `output` in a home folder with a project `site` that reads `site/content`; expects
    /// a part of the refusal, or none.
    fn check(output: &str, expect: Option<&str>) {
        let root = tempfile::tempdir().unwrap();
        let home = root.path().join("home");
        let project = home.join("site");
        let inputs = [project.join("content"), project.join("static")];
        fs::create_dir_all(inputs[0].join("articles")).unwrap();
        fs::create_dir(project.join("public")).unwrap();
        fs::write(project.join("file"), "").unwrap();
        #[cfg(unix)]
        for (link, target) in
            [("link", "public"), ("danger", ".."), ("input", "content/articles"), ("dead", "none")]
        {
            std::os::unix::fs::symlink(target, project.join(link)).unwrap();
        }
        let surroundings = Surroundings { project: &project, inputs: &inputs, home: Some(&home) };
        let result = safe_place(&project.join(output), surroundings);
        match (result, expect) {
            (Ok(_), None) => {}
            (Err(error), Some(part)) => {
                let message = format!("{error:#}");
                assert!(message.contains(part), "{message}");
            }
            (result, expect) => panic!("{output}: {result:?} instead of {expect:?}"),
        }
        assert!(!project.join("new").exists(), "a place was made");
    }

    #[test]
    fn a_folder_of_its_own_is_taken() {
        check("public", None);
        check("new", None);
        check("new/deep", None);
        check("../public", None);
        check("../../www", None);
        check("new/../public", None);
        check("contents", None);
    }

    #[test]
    fn dangerous_places_are_refused() {
        check("/", Some("root of the file system"));
        check("/..", Some("root of the file system"));
        check(".", Some("project folder"));
        check("content/..", Some("project folder"));
        check("..", Some("home folder"));
        check("../..", Some("home folder"));
        check("content", Some("which is read, lies in it"));
        check("content/articles", Some("it lies in"));
        check("content/new/public", Some("it lies in"));
        check("static", Some("which is read, lies in it"));
        check("static/public", Some("it lies in"));
        check("file", Some("not a folder"));
        check("file/public", Some("is a file"));
    }

    #[test]
    fn the_message_names_the_folder_and_what_to_do() {
        check("content", Some("content` cannot be the output folder"));
        check("content", Some("\nhint: name a folder of its own"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_judged_by_where_it_leads() {
        check("link", None);
        check("link/new", None);
        check("danger", Some("home folder"));
        check("danger/site", Some("project folder"));
        check("input", Some("it lies in"));
        check("link/../content", Some("which is read"));
        check("dead", Some("cannot find out where"));
    }

    #[test]
    fn a_folder_around_an_input_outside_the_project_is_refused() {
        let root = tempfile::tempdir().unwrap();
        let (project, shared) = (root.path().join("site"), root.path().join("shared"));
        let inputs = [shared.join("static")];
        let surroundings = Surroundings { project: &project, inputs: &inputs, home: None };
        assert!(safe_place(&shared, surroundings).is_err());
        assert!(safe_place(&project.join("public"), surroundings).is_ok());
    }
}
