//! The tree of an output folder: the folder and what is in it come in, every file with its hash goes out.
//!
//! To read and hash all files of a large site takes longer than to send one, so the hash of a file is
//! remembered with its size and time. Always holds: a file that is not as it was is hashed anew; what is
//! remembered is only a saving, and a damaged memory counts as none.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result};
use bitcode::{Decode, Encode};
use rayon::prelude::*;

use super::manifest::{Hash, Stored};
use super::moved::Landmark;
use super::tree::{File, Source, Tree};
use crate::output::{Content, OutputPath};

/// The hash of a file, and what tells that it is still the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
struct Known {
    size: u64,
    modified: i128,
    hash: Hash,
}

/// The files at `paths` below `folder`. `remembered` is what an earlier survey gave to be remembered; what
/// this one gives comes with the tree, if it differs.
///
/// # Errors
/// When a file is not there or cannot be read.
pub fn survey(
    folder: &Path,
    paths: &[OutputPath],
    landmarks: Vec<Landmark>,
    remembered: Option<&[u8]>,
) -> Result<(Tree, Option<Vec<u8>>)> {
    let remembered: HashMap<String, Known> =
        remembered.and_then(|bytes| bitcode::decode(bytes).ok()).unwrap_or_default();
    let found = paths.par_iter().map(|path| {
        let file = path.below(folder);
        let known = look(&file, remembered.get(path.as_str()))
            .with_context(|| format!("cannot read `{}`", file.display()))?;
        Ok((path, file, known))
    });
    let found = found.collect::<Result<Vec<_>>>()?;
    let is_news = found.len() != remembered.len()
        || found.iter().any(|(path, _, known)| remembered.get(path.as_str()) != Some(known));
    let news = is_news.then(|| {
        let entries = found.iter().map(|(path, _, known)| (path.as_str(), *known));
        bitcode::encode(&entries.collect::<HashMap<&str, Known>>())
    });
    let files = found.into_iter().map(|(path, file, known)| File {
        path: path.clone(),
        stored: Stored { hash: known.hash, size: known.size },
        source: Source::Here(Content::File(file)),
    });
    Ok((Tree::new(files.collect(), landmarks), news))
}

fn look(file: &Path, remembered: Option<&Known>) -> std::io::Result<Known> {
    let metadata = fs::metadata(file)?;
    let modified = metadata.modified()?;
    let modified = match modified.duration_since(UNIX_EPOCH) {
        Ok(after) => i128::try_from(after.as_nanos()).unwrap_or(i128::MAX),
        Err(before) => i128::try_from(before.duration().as_nanos()).map_or(i128::MIN, |n| -n),
    };
    if let Some(known) =
        remembered.filter(|known| (known.size, known.modified) == (metadata.len(), modified))
    {
        return Ok(*known);
    }
    let bytes = fs::read(file)?;
    Ok(Known { size: bytes.len() as u64, modified, hash: Hash::of(&bytes) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changed_has_another_hash_and_the_others_are_not_read() {
        let root = tempfile::tempdir().unwrap();
        let paths = ["a", "b"].map(|path| OutputPath::new(path).unwrap());
        fs::write(root.path().join("a"), "1").unwrap();
        fs::write(root.path().join("b"), "1").unwrap();
        let of = |memory: Option<&[u8]>| {
            let (tree, news) = survey(root.path(), &paths, Vec::new(), memory).unwrap();
            (tree.stored(), news)
        };
        let (first, memory) = of(None);
        assert_eq!(first["a"].hash, Hash::of(b"1"));
        assert_eq!(of(memory.as_deref()), (first.clone(), None));
        fs::write(root.path().join("b"), "22").unwrap();
        let (second, _) = of(memory.as_deref());
        assert_eq!(second["b"].hash, Hash::of(b"22"));
        assert_eq!(second["a"], first["a"]);
        assert_eq!(of(Some(b"damaged")).0["b"].hash, Hash::of(b"22"));
    }

    #[test]
    fn a_missing_file_is_named() {
        let root = tempfile::tempdir().unwrap();
        let paths = [OutputPath::new("gone.html").unwrap()];
        let error = survey(root.path(), &paths, Vec::new(), None).unwrap_err();
        assert!(format!("{error:#}").contains("gone.html"));
    }
}
