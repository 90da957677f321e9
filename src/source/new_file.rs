//! Writes a new file into a project: an edge, and the only way in which a command or the preview adds one.
//!
//! Comes in: the project folder, a path in it and a text. Goes out: whether the file is new. Always
//! holds: nothing is ever written over, and no file is written through a link. A folder may be one, as where a writer
//! keeps `content` elsewhere; `linked_folder` tells of it.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::path::SourcePath;

/// Writes a file that does not exist yet, or nothing, and the folders that it needs. Returns whether it did not.
///
/// # Errors
/// When the file or a folder of it cannot be made.
#[expect(clippy::disallowed_methods, reason = "what is removed was made a moment before")]
pub fn create(project: &Path, path: &SourcePath, text: &str) -> io::Result<bool> {
    let file = project.join(path.as_str());
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    // The system itself refuses what is there, so that nothing can come in between. A link that leads
    // nowhere is a file too.
    match OpenOptions::new().write(true).create_new(true).open(&file) {
        // Half a file would be in the way of the next attempt.
        Ok(mut open) => open.write_all(text.as_bytes()).map(|()| true).inspect_err(|_| {
            let _ = fs::remove_file(&file);
        }),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}

/// Files that are made together, so that all of them can be taken back.
#[derive(Debug, Default)]
pub struct Batch {
    files: Vec<PathBuf>,
    /// Each stands behind those that it lies in.
    folders: Vec<PathBuf>,
}

impl Batch {
    /// Writes one more file, as `create` does.
    ///
    /// # Errors
    /// When the file or a folder of it cannot be made.
    pub fn create(&mut self, project: &Path, path: &SourcePath, text: &str) -> io::Result<bool> {
        let file = project.join(path.as_str());
        // They are noted before they are made, since the making may end half-way.
        let missing = file.ancestors().skip(1).take_while(|folder| {
            !folder.as_os_str().is_empty() && folder.symlink_metadata().is_err()
        });
        let mut missing: Vec<PathBuf> = missing.map(Path::to_path_buf).collect();
        missing.reverse();
        self.folders.append(&mut missing);
        let is_new = create(project, path, text)?;
        if is_new {
            self.files.push(file);
        }
        Ok(is_new)
    }

    /// Removes what was made, as far as it can be. A folder into which something else came stays.
    #[expect(clippy::disallowed_methods, reason = "what is removed was made a moment before")]
    pub fn take_back(self) {
        for file in self.files {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.into_iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// What keeps a file from being new: the file itself, or a file where a folder of it would have to be.
pub fn in_the_way(project: &Path, path: &SourcePath) -> Option<PathBuf> {
    let blocked =
        folders(project, path).find(|folder| folder.symlink_metadata().is_ok() && !folder.is_dir());
    let file = project.join(path.as_str());
    let is_there = || file.symlink_metadata().is_ok().then(|| file.clone());
    blocked.or_else(is_there)
}

/// The first folder of a file that is a link, so that the file would stand elsewhere.
pub fn linked_folder(project: &Path, path: &SourcePath) -> Option<PathBuf> {
    folders(project, path).find(|folder| folder.is_symlink())
}

/// The folders of the project in which a file lies, from the outermost on.
fn folders(project: &Path, path: &SourcePath) -> impl Iterator<Item = PathBuf> {
    path.as_str().match_indices('/').map(|(at, _)| project.join(&path.as_str()[..at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_together_is_taken_back_together() {
        let root = tempfile::tempdir().unwrap();
        let project = root.path().join("brief");
        fs::create_dir_all(project.join("content")).unwrap();
        let mut batch = Batch::default();
        let mut make = |path: &str| batch.create(&project, &SourcePath::new(path), "text");
        assert!(make("content/articles/2025/talks.md").unwrap());
        assert!(make("site.yaml").unwrap());
        assert!(make(&format!("static/{}", "x".repeat(300))).is_err());
        batch.take_back();
        assert!(project.join("content").is_dir());
        for path in ["content/articles", "site.yaml", "static"] {
            assert!(!project.join(path).exists(), "{path}");
        }
    }
}
