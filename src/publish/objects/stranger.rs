//! Files of others that are in the way: paths come in, one of them at which there is a file goes out.
//!
//! A store is asked from the top of the folders down, so that of a folder that is not there one question is
//! enough, however many files are to come into it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

/// One of the paths that is taken. `taken` says which of some paths are; of one that ends with a slash,
/// whether there may be something below, or without the slash whether there is a file in place of the folder.
pub(super) fn find<'a>(
    paths: &[&'a str],
    taken: impl Fn(&[&'a str]) -> Result<BTreeSet<&'a str>>,
) -> Result<Option<&'a str>> {
    let mut open: Vec<(usize, &str)> = paths.iter().map(|path| (0, *path)).collect();
    while !open.is_empty() {
        let mut places: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (known, path) in open {
            let end = path[known..].find('/').map_or(path.len(), |length| known + length + 1);
            places.entry(&path[..end]).or_default().push(path);
        }
        let taken = taken(&places.keys().copied().collect::<Vec<_>>())?;
        let file = taken.iter().find(|place| !place.ends_with('/'));
        if file.is_some() {
            return Ok(file.copied());
        }
        let below = places.into_iter().filter(|(place, _)| taken.contains(place));
        open = below
            .flat_map(|(place, paths)| paths.into_iter().map(|path| (place.len(), path)))
            .collect();
    }
    Ok(None)
}

/// The folders in which a file lies, each with its last slash.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..=at])
}
