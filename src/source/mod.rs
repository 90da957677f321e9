//! The content of a project folder at one moment, as a value.
//!
//! Comes in: what `load` read from the disk, or what a test wrote down. Goes out: `Snapshot`, from
//! which everything else follows. Always holds: files are sorted by path, and the clock is part of
//! the value, so that equal snapshots make equal sites.

pub mod load;
pub mod new_file;

use std::collections::HashMap;
use std::sync::Arc;

use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use crate::path::SourcePath;

/// The content of a project folder at one moment.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Text files: settings, content, templates. Sorted by path.
    pub sources: Vec<Source>,
    /// Files that are copied as they are: pictures beside articles, `static/`. Sorted by path.
    pub assets: Vec<Asset>,
    /// The time that counts as now, in seconds since 1970 UTC.
    pub now: i64,
}

/// A text file.
#[derive(Debug, Clone)]
pub struct Source {
    /// Where it is.
    pub path: SourcePath,
    /// Its text without a byte order mark, or why there is none.
    pub text: Result<Arc<str>, Unreadable>,
    /// Fingerprint of its bytes.
    pub hash: u128,
}

/// Why a file has no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// It is not UTF-8; the first bad byte is in this line.
    NotUtf8 {
        /// Line of the first bad byte, from 1.
        line: u32,
    },
    /// It is longer than `MAX_SOURCE_BYTES`.
    TooLarge {
        /// Its length in bytes.
        bytes: u64,
    },
}

/// A file that is copied as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Where it is.
    pub path: SourcePath,
    /// Fingerprint of its content, taken from length and time of change.
    pub fingerprint: u128,
    /// Its length in bytes.
    pub n_bytes: u64,
}

/// Text files of over this many bytes are refused: a book has less.
pub const MAX_SOURCE_BYTES: u64 = 16 << 20;

impl Source {
    /// A text file from its bytes.
    pub fn new(path: SourcePath, bytes: &[u8]) -> Self {
        let hash = xxh3_128(bytes);
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let text = match std::str::from_utf8(bytes) {
            _ if bytes.len() as u64 > MAX_SOURCE_BYTES => {
                Err(Unreadable::TooLarge { bytes: bytes.len() as u64 })
            }
            Ok(text) if text.contains('\r') => {
                Ok(text.replace("\r\n", "\n").replace('\r', "\n").into())
            }
            Ok(text) => Ok(text.into()),
            Err(error) => {
                let before = &bytes[..error.valid_up_to()];
                let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
                Err(Unreadable::NotUtf8 { line: u32::try_from(line).unwrap_or(u32::MAX) })
            }
        };
        Self { path, text, hash }
    }
}

impl Snapshot {
    /// A snapshot of files in any order.
    pub fn new(mut sources: Vec<Source>, mut assets: Vec<Asset>, now: i64) -> Self {
        sources.sort_by(|a, b| a.path.cmp(&b.path));
        assets.sort_by(|a, b| a.path.cmp(&b.path));
        Self { sources, assets, now }
    }

    /// Text files below a folder (`content/articles/`).
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a Source> + Clone {
        let first = self.sources.partition_point(|source| source.path.as_str() < folder);
        self.sources[first..]
            .iter()
            .take_while(move |source| source.path.as_str().starts_with(folder))
    }

    /// The text file at a path.
    pub fn source(&self, path: &SourcePath) -> Option<&Source> {
        let idx = self.sources.binary_search_by(|source| source.path.cmp(path)).ok()?;
        Some(&self.sources[idx])
    }

    /// The asset at a path.
    pub fn asset(&self, path: &SourcePath) -> Option<&Asset> {
        let idx = self.assets.binary_search_by(|asset| asset.path.cmp(path)).ok()?;
        Some(&self.assets[idx])
    }

    /// Files that are not the same in `old`, or are in one of the two alone. Sorted.
    pub fn changed_since(&self, old: &Self) -> Vec<SourcePath> {
        let mut marks: HashMap<&SourcePath, u128> = old.marks().collect();
        let changed = self.marks().filter(|(path, mark)| marks.remove(path) != Some(*mark));
        let mut changed: Vec<SourcePath> = changed.map(|(path, _)| path.clone()).collect();
        changed.extend(marks.into_keys().cloned());
        changed.sort_unstable();
        changed
    }

    /// Files of `old` that have another name now, with that name: the same bytes, come and gone.
    pub fn renamed_since(
        &self,
        old: &Self,
        changed: &[SourcePath],
    ) -> Vec<(SourcePath, SourcePath)> {
        let come = changed.iter().filter(|path| old.source(path).is_none());
        let come: HashMap<u128, &SourcePath> =
            come.filter_map(|path| Some((self.source(path)?.hash, path))).collect();
        let gone = changed.iter().filter(|path| self.source(path).is_none());
        let renamed = gone.filter_map(|path| {
            let now = come.get(&old.source(path)?.hash)?;
            Some((path.clone(), (*now).clone()))
        });
        renamed.collect()
    }

    fn marks(&self) -> impl Iterator<Item = (&SourcePath, u128)> {
        let sources = self.sources.iter().map(|source| (&source.path, source.hash));
        sources.chain(self.assets.iter().map(|asset| (&asset.path, asset.fingerprint)))
    }

    /// Fingerprint of everything but the clock.
    pub fn fingerprint(&self) -> u128 {
        let mut hasher = Xxh3::new();
        for source in &self.sources {
            hasher.update(source.path.as_str().as_bytes());
            hasher.update(&[0]);
            hasher.update(&source.hash.to_le_bytes());
        }
        for asset in &self.assets {
            hasher.update(asset.path.as_str().as_bytes());
            hasher.update(&[1]);
            hasher.update(&asset.fingerprint.to_le_bytes());
        }
        hasher.digest128()
    }
}
