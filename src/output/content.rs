//! What an output is: its path, the fingerprint of what makes it, and its bytes once made.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::manifest::Stamp;

/// A 128-bit fingerprint of all that makes an output. Equal fingerprints mean equal bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u128);

/// What came of making an output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Made {
    /// Its fingerprint is the known one: its bytes are on disk already and were not made.
    Unchanged,
    /// Its fingerprint is another one.
    Changed(Fingerprint, Content),
}

/// The bytes of an output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The bytes themselves.
    Bytes(Vec<u8>),
    /// A file outside the output folder whose bytes are copied, without its time and permissions.
    File(PathBuf),
}

impl Content {
    /// Writes the bytes into a new file; returns its size and time.
    ///
    /// # Errors
    ///
    /// There is a file at `target` already, or reading or writing fails.
    pub(super) fn write_to(&self, target: &Path) -> io::Result<Stamp> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(target)?;
        match self {
            Self::Bytes(bytes) => file.write_all(bytes)?,
            Self::File(source) => {
                io::copy(&mut open(source)?, &mut file)?;
            }
        }
        Ok(Stamp::of(&file.metadata()?))
    }

    /// Whether the file at `existing`, which has `size` bytes, holds the same bytes.
    ///
    /// # Errors
    ///
    /// One of the two cannot be read.
    pub(super) fn equals(&self, existing: &Path, size: u64) -> io::Result<bool> {
        match self {
            Self::Bytes(bytes) => Ok(bytes.len() as u64 == size && fs::read(existing)? == *bytes),
            Self::File(source) => {
                let source = open(source)?;
                Ok(source.metadata()?.len() == size && same_bytes(&source, &File::open(existing)?)?)
            }
        }
    }
}

/// Opens the source of a copy; the error names it, since only this place knows it.
fn open(source: &Path) -> io::Result<File> {
    File::open(source).map_err(|error| {
        io::Error::new(error.kind(), format!("cannot open `{}`: {error}", source.display()))
    })
}

fn same_bytes(left: &File, right: &File) -> io::Result<bool> {
    const CHUNK: u64 = 64 * 1024;
    let (mut left_chunk, mut right_chunk) = (Vec::new(), Vec::new());
    loop {
        left_chunk.clear();
        right_chunk.clear();
        left.take(CHUNK).read_to_end(&mut left_chunk)?;
        right.take(CHUNK).read_to_end(&mut right_chunk)?;
        if left_chunk != right_chunk {
            return Ok(false);
        }
        if left_chunk.is_empty() {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(made: &[u8], existing: &[u8], expect: bool) {
        let folder = tempfile::tempdir().unwrap();
        let (source, target) = (folder.path().join("source"), folder.path().join("target"));
        fs::write(&source, made).unwrap();
        fs::write(&target, existing).unwrap();
        for content in [Content::Bytes(made.into()), Content::File(source)] {
            assert_eq!(content.equals(&target, existing.len() as u64).unwrap(), expect);
        }
    }

    #[test]
    fn contents_are_equal_if_all_bytes_are() {
        check(b"", b"", true);
        check(b"a", b"a", true);
        check(b"a", b"b", false);
        check(b"a", b"aa", false);
        let long = vec![7; 200_000];
        check(&long, &long, true);
        check(&long, &[&long[1..], &[8]].concat(), false);
    }

    #[test]
    fn a_copy_has_the_bytes_and_its_own_permissions() {
        let folder = tempfile::tempdir().unwrap();
        let (source, target) = (folder.path().join("source"), folder.path().join("target"));
        fs::write(&source, "text").unwrap();
        let mut permissions = fs::metadata(&source).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&source, permissions).unwrap();
        let stamp = Content::File(source).write_to(&target).unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"text");
        assert!(!fs::metadata(&target).unwrap().permissions().readonly());
        assert_eq!(stamp, Stamp::of(&fs::metadata(&target).unwrap()));
    }

    #[test]
    fn a_missing_source_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("gone.png");
        let error = Content::File(source).write_to(&folder.path().join("target")).unwrap_err();
        assert!(error.to_string().contains("gone.png"), "{error}");
    }

    #[test]
    fn an_existing_file_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("target");
        fs::write(&target, "old").unwrap();
        assert!(Content::Bytes(b"new".to_vec()).write_to(&target).is_err());
        assert_eq!(fs::read(&target).unwrap(), b"old");
    }
}
