//! Hashers for tables whose keys need no protection: texts of the project, and fingerprints.
//!
//! The standard library's hasher guards against hostile senders, which a folder of files does not have,
//! at ten times the cost.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// A table by text, for looking up and never for going through: it has no order.
pub type TextMap<'a, T> = HashMap<&'a str, T, BuildHasherDefault<TextHasher>>;

/// For tables whose keys are fingerprints.
pub type Prehashed = BuildHasherDefault<Identity>;

/// Hashes one text.
#[derive(Default)]
pub struct TextHasher(u64);

impl Hasher for TextHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64_with_seed(bytes, self.0);
    }

    /// The mark behind a text, which tells nothing of it.
    fn write_u8(&mut self, _: u8) {}
}

/// Fingerprints are hashes already.
#[derive(Default)]
pub struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 ^= u64::from_le_bytes(word);
        }
    }

    fn write_u128(&mut self, n: u128) {
        self.0 ^= n as u64;
    }
}
