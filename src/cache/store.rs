//! Keeps articles that were read, and who is named in them, on disk between one run of the program and the next: an edge.
//!
//! Comes in: a `Memo`, and what a build told. Goes out: files under the cache folder, and the same
//! again. Always holds: a file that is damaged, or was written by another version, counts as missing;
//! nothing here can fail a build.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use bitcode::{DecodeOwned, Encode};
use rayon::prelude::*;
use xxhash_rust::xxh3::{xxh3_64_with_seed, xxh3_128};

use super::Memo;

/// Articles to a file, on average: large enough to read fast, small enough to stay out of memory.
const SHARD: usize = 32;

/// The files of articles, and those of who is named in them: an edit of an actor changes only the latter.
const ARTICLES: &str = "articles";
const LINKS: &str = "links";

/// Marks the format; to be changed with any type that is stored.
const FORMAT: &[u8] = b"rapporteur articles 1\n";

/// Reads what an earlier run of the same program remembered. `program` tells programs apart.
pub fn load(folder: &Path, program: u64) -> Memo {
    let (articles, links) = rayon::join(
        || load_shards(folder, ARTICLES, program),
        || load_shards(folder, LINKS, program),
    );
    Memo::of(articles, links)
}

/// Writes what this run remembers, for the next one. It has no news then.
///
/// # Errors
/// When the folder cannot be written.
pub fn save(memo: &mut Memo, folder: &Path, program: u64) -> Result<()> {
    make_folder(folder)?;
    let known = memo.articles.iter();
    let articles = known.clone().map(|(key, known)| (*key, Arc::clone(&known.read)));
    let links = known.filter_map(|(key, known)| Some((*key, known.linked.clone()?)));
    save_shards(articles.collect(), folder, ARTICLES, program)?;
    save_shards(links.collect(), folder, LINKS, program)?;
    memo.n_stored = Some(memo.articles.len());
    Ok(())
}

/// An entry of a file, under the key that it is found by.
type Entry<T> = (u128, T);

fn load_shards<T: DecodeOwned + Send>(folder: &Path, name: &str, program: u64) -> Vec<Entry<T>> {
    let shards: Vec<_> =
        (0..).map(|n| shard(folder, name, n)).take_while(|file| file.exists()).collect();
    let entries = shards.par_iter().flat_map_iter(|file| {
        let bytes = load_bytes(file, program);
        bytes.and_then(|bytes| bitcode::decode::<Vec<_>>(&bytes).ok()).unwrap_or_default()
    });
    entries.collect()
}

/// Which file an entry goes into depends on its key alone, so that one edit changes few of them.
#[expect(clippy::disallowed_methods, reason = "this is the edge that keeps the cache")]
fn save_shards<T: Encode + Send + Sync>(
    mut entries: Vec<Entry<T>>,
    folder: &Path,
    name: &str,
    program: u64,
) -> Result<()> {
    let n_shards = entries.len().div_ceil(SHARD).next_power_of_two();
    // Keys are fingerprints: their upper bits are spread evenly, and sorted entries lie in the order of shards.
    let shard_of = |key: u128| ((key >> 64) * n_shards as u128) >> 64;
    entries.sort_unstable_by_key(|(key, _)| *key);
    (0..n_shards).into_par_iter().try_for_each(|n| {
        let first = entries.partition_point(|(key, _)| shard_of(*key) < n as u128);
        let behind = entries.partition_point(|(key, _)| shard_of(*key) <= n as u128);
        let file = sealed(&bitcode::encode(&entries[first..behind]), program);
        let path = shard(folder, name, n);
        // A shard of the same entries has the same bytes: leave it.
        if std::fs::read(&path).is_ok_and(|old| old == file) {
            return Ok(());
        }
        std::fs::write(&path, file).with_context(|| format!("could not write `{}`", path.display()))
    })?;
    for n in n_shards.. {
        if std::fs::remove_file(shard(folder, name, n)).is_err() {
            break;
        }
    }
    Ok(())
}

fn shard(folder: &Path, name: &str, n: usize) -> PathBuf {
    folder.join(format!("{name}-{n}"))
}

/// Keeps what a build told, under the name of its output; returns the mark by which it is known.
///
/// # Errors
/// When the folder cannot be written.
#[expect(clippy::disallowed_methods, reason = "this is the edge that keeps the cache")]
pub fn save_note(note: &[u8], folder: &Path, name: &str) -> Result<[u8; 16]> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("could not make the folder `{}`", folder.display()))?;
    let path = folder.join(name);
    std::fs::write(&path, note).with_context(|| format!("could not write `{}`", path.display()))?;
    Ok(xxh3_128(note).to_le_bytes())
}

/// What a build told, if it is the one of the mark.
#[expect(clippy::disallowed_methods, reason = "this is the edge that keeps the cache")]
pub fn load_note(mark: &[u8], folder: &Path, name: &str) -> Option<Vec<u8>> {
    let note = std::fs::read(folder.join(name)).ok()?;
    (xxh3_128(&note).to_le_bytes() == mark).then_some(note)
}

/// Keeps bytes under a name for later runs of the same program.
///
/// # Errors
/// When the folder cannot be written.
#[expect(clippy::disallowed_methods, reason = "this is the edge that keeps the cache")]
pub fn save_bytes(bytes: &[u8], folder: &Path, name: &str, program: u64) -> Result<()> {
    make_folder(folder)?;
    let path = folder.join(name);
    std::fs::write(&path, sealed(bytes, program))
        .with_context(|| format!("could not write `{}`", path.display()))
}

/// Bytes that an earlier run of the same program kept, if they are whole.
#[expect(clippy::disallowed_methods, reason = "this is the edge that keeps the cache")]
pub fn load_bytes(file: &Path, program: u64) -> Option<Vec<u8>> {
    let mut bytes = std::fs::read(file).ok()?;
    let n_before = bytes.len() - unsealed(&bytes, program)?.len();
    bytes.drain(..n_before);
    Some(bytes)
}

/// Bytes with the mark of the format and a sum that tells whether they are whole, and of this program.
fn sealed(bytes: &[u8], program: u64) -> Vec<u8> {
    let mut file = FORMAT.to_vec();
    file.extend_from_slice(&xxh3_64_with_seed(bytes, program).to_le_bytes());
    file.extend_from_slice(bytes);
    file
}

fn unsealed(file: &[u8], program: u64) -> Option<&[u8]> {
    let rest = file.strip_prefix(FORMAT)?;
    let (sum, rest) = rest.split_first_chunk::<8>()?;
    (xxh3_64_with_seed(rest, program) == u64::from_le_bytes(*sum)).then_some(rest)
}

/// Makes the folder of the cache. Drafts are in there too: it keeps itself out of repositories.
#[expect(clippy::disallowed_methods, reason = "this is the edge that keeps the cache")]
fn make_folder(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("could not make the folder `{}`", folder.display()))?;
    let ignore = folder.join(".gitignore");
    if ignore.exists() {
        return Ok(());
    }
    std::fs::write(&ignore, "*\n")
        .with_context(|| format!("could not write `{}`", ignore.display()))
}
