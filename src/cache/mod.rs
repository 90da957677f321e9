//! What is remembered from one build to the next.
//!
//! Comes in: articles that were read. Goes out: the same articles, as long as their files and the
//! reading settings are the same. Always holds: reading is a pure function, so that remembering it
//! changes nothing but the time it takes; a warm build equals a cold one, byte for byte.

pub mod store;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use crate::actor::{Linked, Registry};
use crate::article::Parsed;
use crate::diagnostic::Diagnostic;

/// What is remembered from one build to the next. Each entry is found by the fingerprint of all that
/// it was made of.
#[derive(Default)]
pub struct Memo {
    pub(crate) articles: HashMap<u128, Arc<Parsed>, BuildHasherDefault<Identity>>,
    pub(crate) links: HashMap<u128, Arc<Linked>, BuildHasherDefault<Identity>>,
    pub(crate) registry: Option<KnownRegistry>,
    /// Number of articles that were stored; none when it is not known that storing again is needless.
    pub(crate) n_stored: Option<usize>,
}

/// A registry, and what is wrong with its files.
#[derive(Clone)]
pub(crate) struct KnownRegistry {
    /// Fingerprint of the settings and of all its files.
    pub(crate) key: u128,
    pub(crate) registry: Arc<Registry>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Memo {
    /// A memo of what was stored.
    fn of(stored: Vec<(u128, Arc<Parsed>)>) -> Self {
        let n_stored = Some(stored.len());
        Self { articles: stored.into_iter().collect(), n_stored, ..Self::default() }
    }

    /// True when it holds other articles than were stored.
    pub fn has_news(&self) -> bool {
        self.n_stored != Some(self.articles.len())
    }
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
