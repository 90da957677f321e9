//! The manifest: what lies at a target and is the site's, by content.
//!
//! Comes in: a tree, and the manifest before. Goes out: a JSON text that is kept at the target, and the
//! same again. Always holds: nothing in it that the published site does not tell; reading one never
//! fails by its bytes but says that it is not understood.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Context, Result, anyhow, bail};
use serde::{Deserialize, Serialize};

use super::moved::{Dormant, Landmark};
use crate::path::OutputPath;

/// Where the manifest lies at targets that hold plain files.
pub const MANIFEST: &str = ".rapporteur/manifest.json";

/// What was published, as it is kept at the target.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this form.
    format: u32,
    /// The files of the site, by path.
    pub files: BTreeMap<String, Stored>,
    /// Files that the site has no use for any more but that stay a while, with the time (seconds
    /// since 1970 UTC) at which they went out of use.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lingering: BTreeMap<String, Lingering>,
    /// What tells a page by its content, so that it is found again under another address.
    #[serde(default)]
    pub landmarks: Vec<Landmark>,
    /// Addresses that pages had before, each with the address of today.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub moved: BTreeMap<String, String>,
    /// What is remembered of pages that are not there at present, such as those that are drafts again.
    #[serde(default, skip_serializing_if = "Dormant::is_empty")]
    pub dormant: Dormant,
    /// Paths at which publishes that were killed may have left a file that no release has, each with a
    /// number that is higher the later it was touched first. It is never kept.
    #[serde(skip)]
    pub uncertain: BTreeMap<String, u32>,
}

/// Whether readers can reach what stands at a path, from the least likely on: the order in which files are
/// sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// There is no file, so no page that leads there was sent.
    Nothing,
    /// There may be one, sent by a publish that was killed. What came there later counts less, since it was
    /// sent before anything that leads there.
    Uncertain(std::cmp::Reverse<u32>),
    /// Readers know it.
    Known,
}

/// A file at a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// The hash of its bytes.
    pub hash: Hash,
    /// The number of its bytes.
    pub size: u64,
}

/// A file that stays a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lingering {
    /// What it is.
    #[serde(flatten)]
    pub stored: Stored,
    /// When it went out of use, in seconds since 1970 UTC.
    pub since: i64,
}

/// The first 128 bits of the BLAKE3 hash of some bytes: a manifest of 100,000 files stays small, and two
/// different files have one hash with a chance of less than 1 in 10^28.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, bitcode::Encode, bitcode::Decode)]
pub struct Hash([u8; 16]);

/// The version of the form of manifests.
const FORMAT: u32 = 1;

impl Manifest {
    /// A manifest of these files.
    pub fn of(files: BTreeMap<String, Stored>) -> Self {
        Self { format: FORMAT, files, ..Self::default() }
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// When the text is not one, or is one of a later version.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let manifest: Self = serde_json::from_slice(bytes).map_err(|error| {
            anyhow!(
                "the manifest there cannot be read: {error}\n\
                 hint: look at what is there; without the folder `.rapporteur` all is published anew"
            )
        })?;
        if manifest.format != FORMAT {
            bail!(
                "the manifest there is of version {}, which this program does not know\n\
                 hint: publish with the program that published last, or a newer one",
                manifest.format
            );
        }
        // Files are removed by these paths, so not even a forged one may lead out.
        for path in manifest.files.keys().chain(manifest.lingering.keys()) {
            OutputPath::check(path).context("the manifest there was changed by others")?;
        }
        Ok(manifest)
    }

    /// Its text.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("invariant: a manifest has nothing that JSON lacks")
    }

    /// A name for this state of the site: equal files have an equal one.
    pub fn id(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for (path, stored) in &self.files {
            hasher.update(path.as_bytes());
            hasher.update(&stored.hash.0);
        }
        for path in self.lingering.keys() {
            hasher.update(path.as_bytes());
        }
        Hash::cut(hasher.finalize()).to_string()[..16].to_owned()
    }

    /// Who can reach the file at a path.
    pub fn reach(&self, path: &str) -> Reach {
        match self.uncertain.get(path) {
            _ if self.files.contains_key(path) => Reach::Known,
            Some(round) => Reach::Uncertain(std::cmp::Reverse(*round)),
            None => Reach::Nothing,
        }
    }

    /// Whether the file at a path is the site's, if there is one.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
            || self.lingering.contains_key(path)
            || self.uncertain.contains_key(path)
    }

    /// The size of a file that is the site's; none where it is not known.
    pub fn size_of(&self, path: &str) -> Option<u64> {
        let lingering = || self.lingering.get(path).map(|file| file.stored);
        let stored = self.files.get(path).copied().or_else(lingering)?;
        (stored.hash != Hash::UNKNOWN).then_some(stored.size)
    }

    /// All files at the target that are the site's, in use or not.
    pub fn all_files(&self) -> impl Iterator<Item = (&str, Stored)> {
        let used = self.files.iter().map(|(path, stored)| (path.as_str(), *stored));
        used.chain(self.lingering.iter().map(|(path, file)| (path.as_str(), file.stored)))
    }
}

impl Hash {
    /// The hash of bytes that nobody knows. No file has it, to all that can be expected.
    pub const UNKNOWN: Self = Self([0; 16]);

    /// The hash of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self::cut(blake3::hash(bytes))
    }

    /// The same bits as a number.
    pub fn number(self) -> u128 {
        u128::from_be_bytes(self.0)
    }

    fn cut(hash: blake3::Hash) -> Self {
        let mut first = [0; 16];
        first.copy_from_slice(&hash.as_bytes()[..16]);
        Self(first)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl Serialize for Hash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let parsed = u128::from_str_radix(&text, 16).ok().filter(|_| text.len() == 32);
        let number = parsed.ok_or_else(|| serde::de::Error::custom("not a hash"))?;
        Ok(Self(number.to_be_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_comes_back_as_it_was_written() {
        let stored = Stored { hash: Hash::of(b"x"), size: 1 };
        let mut manifest = Manifest::of([("index.html".to_owned(), stored)].into());
        manifest.lingering.insert("a.css".to_owned(), Lingering { stored, since: 7 });
        manifest.moved.insert("a/".to_owned(), "b/".to_owned());
        assert_eq!(Manifest::read(&manifest.to_bytes()).unwrap(), manifest);
    }

    #[test]
    fn a_manifest_that_leads_out_of_the_site_is_refused() {
        let stored = Stored { hash: Hash::of(b"x"), size: 1 };
        let manifest = Manifest::of([("../x".to_owned(), stored)].into());
        assert!(Manifest::read(&manifest.to_bytes()).is_err());
        assert!(Manifest::read(b"<html>").is_err());
    }

    #[test]
    fn the_id_tells_contents_apart() {
        let of = |path: &str, bytes: &[u8]| {
            let stored = Stored { hash: Hash::of(bytes), size: 1 };
            Manifest::of([(path.to_owned(), stored)].into()).id()
        };
        assert_eq!(of("a", b"1"), of("a", b"1"));
        assert_ne!(of("a", b"1"), of("a", b"2"));
        assert_ne!(of("a", b"1"), of("b", b"1"));
    }
}
