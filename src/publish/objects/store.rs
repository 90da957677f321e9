//! A place that takes one file at a time: bytes come in by name, and lie there for readers.

use anyhow::Result;

use crate::output::Content;
use crate::publish::tree::Class;

/// A place that holds files by name, each written as a whole or not at all.
pub trait Store: Sync {
    /// What messages call it.
    fn place(&self) -> String;

    /// The bytes of a file; none if there is none.
    ///
    /// # Errors
    /// When the place cannot be reached or may not be read.
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>>;

    /// Writes a file. What was there is replaced in one step.
    ///
    /// # Errors
    /// When it cannot be written, after as many attempts as make sense.
    fn put(&self, path: &str, put: &Put<'_>) -> Result<()>;

    /// Writes a file if there is none; says whether it did.
    ///
    /// # Errors
    /// When it cannot be written.
    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool>;

    /// Gives a file a second place, without sending its bytes; says whether there was one.
    ///
    /// # Errors
    /// When it cannot be copied.
    fn copy(&self, from: &str, to: &str, class: Class) -> Result<bool>;

    /// Removes files; that one is not there is fine.
    ///
    /// # Errors
    /// When one cannot be removed.
    fn remove(&self, paths: &[&str]) -> Result<()>;

    /// Whether there is a file at a path; where the path ends with a slash, whether there may be one below.
    ///
    /// # Errors
    /// When the place cannot be looked at.
    fn is_taken(&self, path: &str) -> Result<bool>;

    /// Whether there is a folder at a path, in which no file can be written under that name.
    ///
    /// # Errors
    /// When the place cannot be looked at.
    fn is_folder(&self, path: &str) -> Result<bool> {
        let _ = path;
        Ok(false)
    }

    /// Whether files lie in folders, so that a name is that of a file or that of a folder.
    fn has_folders(&self) -> bool {
        false
    }

    /// How many files may be under way at once.
    fn n_parallel(&self) -> usize;
}

/// What is written.
#[derive(Debug, Clone, Copy)]
pub struct Put<'a> {
    /// The bytes.
    pub content: &'a Content,
    /// Their number.
    pub size: u64,
    /// What the file is to a reader.
    pub class: Class,
}
