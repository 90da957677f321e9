//! What is remembered of outputs that had nothing wrong, from one check to the next.
//!
//! Comes in: the facts of outputs. Goes out: the same facts, for outputs of the same bytes at the same
//! address, as long as all that they name still stands. Always holds: an output with a fault is never
//! remembered, and neither is one that was judged by more than its bytes and the addresses of the site; so
//! a check that remembers says what one that does not would say.

use std::collections::HashMap;

use bitcode::{Decode, Encode};
use rayon::prelude::*;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::facts::{Anchor, Facts};
use crate::path::{Address, Prehashed};
use crate::pipeline::Build;

/// Outputs that had nothing wrong when they were last checked.
#[derive(Debug, Default, Encode, Decode)]
pub struct Memory {
    /// Fingerprints of the addresses that the facts name by number.
    addresses: Vec<u64>,
    outputs: Vec<(u128, Kept)>,
    /// Whether it is what was read from bytes.
    is_stored: bool,
}

/// Facts of an output without a fault.
#[derive(Debug, Encode, Decode)]
struct Kept {
    ids: Option<Vec<u64>>,
    anchors: Vec<(u32, Box<str>)>,
    named: Vec<u32>,
}

impl Memory {
    /// What an earlier check had as bytes; nothing if they are not from one.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let memory = bitcode::decode::<Self>(bytes).unwrap_or_default();
        Self { is_stored: true, ..memory }
    }

    /// The bytes to be stored; none where they would be those that it came from.
    pub fn news(&self) -> Option<Vec<u8>> {
        (!self.is_stored).then(|| bitcode::encode(self))
    }

    /// Makes the facts ready to be asked for.
    pub(super) fn recall(&self, build: &Build, leaks: u64) -> Recall<'_> {
        let addresses = fingerprints(build);
        let now: HashMap<u64, u32, Prehashed> = addresses.iter().copied().zip(0..).collect();
        let now = self.addresses.iter().map(|address| now.get(address).copied()).collect();
        let outputs = self.outputs.iter().map(|(key, kept)| (*key, kept)).collect();
        Recall { outputs, now, judged_by: judged_by(build, leaks) }
    }

    /// Remembers what was found this time.
    pub(super) fn learn(&mut self, build: &Build, facts: &[Facts], n_recalled: usize) {
        let wanted = facts.iter().filter(|facts| facts.key.is_some()).count();
        if self.is_stored && n_recalled == wanted && n_recalled == self.outputs.len() {
            return;
        }
        let outputs = facts.par_iter().filter_map(|facts| Some((facts.key?, Kept::of(facts))));
        *self =
            Self { addresses: fingerprints(build), outputs: outputs.collect(), is_stored: false };
    }
}

/// What is remembered, for one site.
pub(super) struct Recall<'a> {
    outputs: HashMap<u128, &'a Kept, Prehashed>,
    /// The outputs that now stand where the facts say.
    now: Vec<Option<u32>>,
    judged_by: u64,
}

impl Recall<'_> {
    /// The name of an output in the memory.
    pub(super) fn key(&self, address: &Address, fingerprint: u128) -> u128 {
        let mut hasher = Xxh3::with_seed(self.judged_by);
        hasher.update(&fingerprint.to_le_bytes());
        hasher.update(address.as_str().as_bytes());
        hasher.digest128()
    }

    /// The facts of an output, if it is known and all that it names is where it was.
    pub(super) fn facts(&self, key: u128) -> Option<Facts> {
        let kept = self.outputs.get(&key)?;
        let now = |old: u32| self.now.get(old as usize).copied().flatten();
        let anchor = |(page_idx, fragment): &(u32, Box<str>)| {
            Some(Anchor { page_idx: now(*page_idx)?, fragment: fragment.clone() })
        };
        let mut named =
            kept.named.iter().map(|page_idx| now(*page_idx)).collect::<Option<Vec<_>>>()?;
        named.sort_unstable();
        Some(Facts {
            ids: kept.ids.clone(),
            anchors: kept.anchors.iter().map(anchor).collect::<Option<_>>()?,
            named,
            key: Some(key),
            ..Facts::default()
        })
    }
}

impl Kept {
    fn of(facts: &Facts) -> Self {
        let anchors = facts.anchors.iter();
        Self {
            ids: facts.ids.clone(),
            anchors: anchors.map(|anchor| (anchor.page_idx, anchor.fragment.clone())).collect(),
            named: facts.named.clone(),
        }
    }
}

/// All addresses of a site, as numbers.
fn fingerprints(build: &Build) -> Vec<u64> {
    (0..build.n_outputs())
        .map(|page_idx| xxh3_64(build.address(page_idx).as_str().as_bytes()))
        .collect()
}

/// Fingerprint of all that outputs are judged by, beside their bytes and the addresses of the site.
fn judged_by(build: &Build, leaks: u64) -> u64 {
    let config = &build.plan.site.config;
    let limits = (config.check.max_page_kb, config.check.max_picture_kb);
    xxh3_64(format!("{limits:?} {leaks} {}", config.base_url).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_something_else_are_no_memory() {
        assert!(Memory::from_bytes(b"something else").outputs.is_empty());
    }
}
