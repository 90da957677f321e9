//! The tree: all files of a site as they are to lie at a target.
//!
//! Comes in: files of the output folder, and files that only a published site has. Goes out: the same,
//! with the hash of each, by path. Always holds: paths are in order, and each is there once.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail};

use super::manifest::{Hash, Manifest, Stored};
use super::moved::Landmark;
use crate::output::{Content, OutputPath};

/// All files of a site.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// By path.
    files: Vec<File>,
    /// What tells its pages by their content.
    pub landmarks: Vec<Landmark>,
    /// Addresses at which pages of the site lead on, each with the one to which they do.
    pub aliases: BTreeMap<String, String>,
}

/// A file of a site.
#[derive(Debug, Clone)]
pub struct File {
    /// Where it stands.
    pub path: OutputPath,
    /// What it is.
    pub stored: Stored,
    /// Its bytes.
    pub source: Source,
}

/// Where the bytes of a file are.
#[derive(Debug, Clone)]
pub enum Source {
    /// On this machine.
    Here(Content),
    /// At the target, where they are kept by their hash.
    Kept,
}

/// What a file is to a reader, which decides when it is sent and how long it may be kept by caches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A file whose name changes with its bytes.
    Fingerprinted,
    /// A picture, a script, a file that is copied.
    Asset,
    /// A page, or its data.
    Page,
    /// Where readers and robots come in: the home page, the feeds, the site map.
    Entry,
}

impl Tree {
    /// A tree of files. Of two at one path the last stays.
    pub fn new(files: Vec<File>, landmarks: Vec<Landmark>) -> Self {
        let by_path: BTreeMap<OutputPath, File> =
            files.into_iter().map(|file| (file.path.clone(), file)).collect();
        Self { files: by_path.into_values().collect(), landmarks, aliases: BTreeMap::new() }
    }

    /// The files, by path.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// The file at a path.
    pub fn find(&self, path: &str) -> Option<&File> {
        let found = self.files.binary_search_by(|file| file.path.as_str().cmp(path));
        found.ok().map(|file_idx| &self.files[file_idx])
    }

    /// The same tree with more files; what stands at their paths gives way.
    #[must_use]
    pub fn with(self, more: Vec<File>) -> Self {
        let mut files = self.files;
        files.extend(more);
        Self { aliases: self.aliases, ..Self::new(files, self.landmarks) }
    }

    /// The files of a manifest, whose bytes are kept at its target.
    pub fn kept(manifest: &Manifest) -> Self {
        let file = |(path, stored): (&String, &Stored)| {
            let path = OutputPath::new(path).ok()?;
            Some(File { path, stored: *stored, source: Source::Kept })
        };
        let files = manifest.files.iter().filter_map(file).collect();
        Self::new(files, manifest.landmarks.clone())
    }

    /// Its files, as a manifest has them.
    pub fn stored(&self) -> BTreeMap<String, Stored> {
        self.files.iter().map(|file| (file.path.as_str().to_owned(), file.stored)).collect()
    }
}

impl File {
    /// A file of these bytes.
    pub fn of_bytes(path: OutputPath, bytes: Vec<u8>) -> Self {
        let stored = Stored { hash: Hash::of(&bytes), size: bytes.len() as u64 };
        Self { path, stored, source: Source::Here(Content::Bytes(bytes)) }
    }

    /// Its bytes, if they are on this machine and what they were when the tree was made.
    ///
    /// # Errors
    /// When they are not here, cannot be read, or were changed meanwhile.
    pub fn bytes(&self) -> Result<Cow<'_, [u8]>> {
        let bytes = match &self.source {
            Source::Here(Content::Bytes(bytes)) => Cow::Borrowed(bytes.as_slice()),
            Source::Here(Content::File(path)) => {
                let shown = path.display();
                Cow::Owned(fs::read(path).with_context(|| format!("cannot read `{shown}`"))?)
            }
            Source::Kept => bail!("the bytes of `{}` are not here", self.path),
        };
        if Hash::of(&bytes) != self.stored.hash {
            bail!(
                "`{}` was changed while it was being published\n\
                 hint: publish again when nothing writes the output folder",
                self.path
            );
        }
        Ok(bytes)
    }

    /// What it is to a reader.
    pub fn class(&self) -> Class {
        Class::of(self.path.as_str())
    }
}

impl Class {
    /// The class of the file at a path.
    pub fn of(path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let is_top = !path.contains('/');
        match ending {
            "html" | "atom" | "xml" | "txt" if is_top => Self::Entry,
            "json" if is_top => Self::Entry,
            "html" | "atom" | "json" => Self::Page,
            // Files for the host take effect with the pages that need them.
            _ if is_top && name.starts_with('_') => Self::Entry,
            _ if path.starts_with("assets/") && has_fingerprint(stem) => Self::Fingerprinted,
            _ => Self::Asset,
        }
    }
}

/// Whether a name ends as those of the theme do: `style-1a2b3c4d`.
fn has_fingerprint(stem: &str) -> bool {
    let end = stem.rsplit_once('-').map_or("", |(_, end)| end);
    end.len() == 8 && end.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_follow_from_paths() {
        assert_eq!(Class::of("assets/style-1a2b3c4d.css"), Class::Fingerprinted);
        assert_eq!(Class::of("assets/logo.svg"), Class::Asset);
        assert_eq!(Class::of("articles/x/photo.jpg"), Class::Asset);
        assert_eq!(Class::of("articles/x/index.html"), Class::Page);
        assert_eq!(Class::of("actors/x/feed.atom"), Class::Page);
        for entry in ["index.html", "404.html", "feed.json", "sitemap.xml", "_redirects"] {
            assert_eq!(Class::of(entry), Class::Entry, "{entry}");
        }
    }

    #[test]
    fn a_later_file_takes_the_place_of_an_earlier_one() {
        let path = || OutputPath::new("a/index.html").unwrap();
        let tree = Tree::new(vec![File::of_bytes(path(), b"old".to_vec())], Vec::new());
        let tree = tree.with(vec![File::of_bytes(path(), b"new".to_vec())]);
        assert_eq!(tree.files().len(), 1);
        assert_eq!(tree.find("a/index.html").unwrap().stored.hash, Hash::of(b"new"));
    }
}
