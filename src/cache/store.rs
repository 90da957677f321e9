//! Keeps articles that were read on disk, between one run of the program and the next: an edge.
//!
//! Comes in: a `Memo`, and what a build told. Goes out: files under the cache folder, and the same
//! again. Always holds: a file that is damaged, or was written by another version, counts as missing;
//! nothing here can fail a build.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use rayon::prelude::*;
use xxhash_rust::xxh3::{xxh3_64_with_seed, xxh3_128};

use super::Memo;
use crate::article::Parsed;

/// Articles to a file: large enough to read fast, small enough to stay out of memory.
const SHARD: usize = 32;

/// Marks the format; to be changed with any type that is stored.
const FORMAT: &[u8] = b"rapporteur articles 1\n";

/// Reads what an earlier run of the same program remembered. `program` tells programs apart.
pub fn load(folder: &Path, program: u64) -> Memo {
    let shards: Vec<_> = (0..)
        .map(|n| folder.join(format!("articles-{n}")))
        .take_while(|file| file.exists())
        .collect();
    let entries =
        shards.par_iter().flat_map_iter(|file| load_shard(file, program).unwrap_or_default());
    Memo::of(entries.collect())
}

/// Writes what this run remembers, for the next one. It has no news then.
///
/// # Errors
/// When the folder cannot be written.
#[expect(clippy::disallowed_methods, reason = "this is the edge that keeps the cache")]
pub fn save(memo: &mut Memo, folder: &Path, program: u64) -> Result<()> {
    make_folder(folder)?;
    let mut entries: Vec<(u128, Arc<Parsed>)> =
        memo.articles.iter().map(|(key, known)| (*key, Arc::clone(&known.read))).collect();
    entries.sort_unstable_by_key(|(key, _)| *key);
    let n_shards = entries.len().div_ceil(SHARD);
    entries.par_chunks(SHARD).enumerate().try_for_each(|(n, entries)| {
        let file = sealed(&bitcode::encode(entries), program);
        let path = folder.join(format!("articles-{n}"));
        // A shard of the same entries has the same bytes: leave it.
        if std::fs::read(&path).is_ok_and(|old| old == file) {
            return Ok(());
        }
        std::fs::write(&path, file).with_context(|| format!("could not write `{}`", path.display()))
    })?;
    for n in n_shards.. {
        if std::fs::remove_file(folder.join(format!("articles-{n}"))).is_err() {
            break;
        }
    }
    memo.n_stored = Some(memo.articles.len());
    Ok(())
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

fn load_shard(file: &Path, program: u64) -> Option<Vec<(u128, Arc<Parsed>)>> {
    bitcode::decode(&load_bytes(file, program)?).ok()
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
