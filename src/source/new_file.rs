//! Writes a new file into a project: an edge, and the only way in which a command or the preview adds one.
//!
//! Comes in: the project folder, a path in it and a text. Goes out: whether the file is new. Always
//! holds: nothing is ever written over, and nothing is written through a link.

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

/// What keeps a file from being new: the file itself, or a file where a folder of it would have to be.
pub fn in_the_way(project: &Path, path: &SourcePath) -> Option<PathBuf> {
    let mut parents = path.as_str().match_indices('/').map(|(at, _)| &path.as_str()[..at]);
    let blocked = parents.find(|folder| {
        let folder = project.join(folder);
        folder.symlink_metadata().is_ok() && !folder.is_dir()
    });
    let file = project.join(path.as_str());
    let is_there = || file.symlink_metadata().is_ok().then(|| file.clone());
    blocked.map(|folder| project.join(folder)).or_else(is_there)
}
