//! Writes files of actors, never over a file.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::{Context, Result};

/// Writes a file that does not exist yet. Returns whether it did not.
pub(super) fn write_new(path: &Path, text: &str) -> Result<bool> {
    let attempt = || format!("could not write `{}`", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(attempt)?;
    }
    // A link that leads nowhere is a file too, and is not written through.
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => file.write_all(text.as_bytes()).map(|()| true).with_context(attempt),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error).with_context(attempt),
    }
}
