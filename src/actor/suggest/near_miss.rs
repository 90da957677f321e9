//! Names that are spelt almost like a registered one: `Zelensky` for `Zelenskyy`.
//!
//! Comes in: the registry. Goes out: `Spellings`, which finds the nearest of its names. Always holds: only names of
//! about the same length and letters are compared, so that ten thousand actors cost no more than a few.

use std::collections::HashMap;

use super::super::registry::{AliasId, AliasKind, Registry};

/// Shorter names differ by one letter from too many others.
const MIN_LETTERS: usize = 6;

/// The names of a registry by first letter and length.
#[derive(Debug)]
pub(super) struct Spellings {
    buckets: HashMap<(char, usize), Vec<Spelling>>,
}

#[derive(Debug)]
struct Spelling {
    plain: String,
    letters: u32,
    alias: AliasId,
}

impl Spellings {
    pub(super) fn of(registry: &Registry) -> Self {
        let mut buckets: HashMap<(char, usize), Vec<Spelling>> = HashMap::new();
        for (alias, id) in registry.aliases().iter().zip(0..) {
            let plain = plain(&alias.text);
            if alias.kind == AliasKind::Excluded || alias.kind == AliasKind::Short {
                continue;
            }
            let Some(first) = plain.chars().next() else { continue };
            let spelling = Spelling { letters: letters(&plain), alias: AliasId(id), plain };
            buckets.entry((first, spelling.plain.len())).or_default().push(spelling);
        }
        Self { buckets }
    }

    /// The name that a candidate's is one or two letters away from, or that differs by marks and capitals alone.
    pub(super) fn nearest(&self, name: &str) -> Option<AliasId> {
        let plain = plain(name);
        let allowed = match plain.len() {
            0..MIN_LETTERS => 0,
            MIN_LETTERS..9 => 1,
            _ => 2,
        };
        if plain.len() < 4 {
            return None;
        }
        let (first, letters) = (plain.chars().next()?, letters(&plain));
        let lengths = plain.len() - allowed..=plain.len() + allowed;
        let near = lengths
            .filter_map(|length| self.buckets.get(&(first, length)))
            .flatten()
            .filter(|other| (other.letters ^ letters).count_ones() as usize <= 2 * allowed)
            .filter(|other| same_words(&other.plain, &plain))
            .map(|other| (strsim::levenshtein(&other.plain, &plain), other.alias))
            .filter(|(distance, _)| *distance <= allowed);
        near.min().map(|(_, alias)| alias)
    }
}

/// Lower case, without marks.
fn plain(name: &str) -> String {
    deunicode::deunicode(name).to_lowercase()
}

/// Which letters a name has, as bits.
fn letters(plain: &str) -> u32 {
    let letters = plain.bytes().filter(u8::is_ascii_lowercase);
    letters.fold(0, |set, letter| set | 1 << (letter - b'a'))
}

/// True when two names have the same number of words, and no word differs in its first letter.
fn same_words(one: &str, other: &str) -> bool {
    let initials = |name: &str| -> Vec<u8> {
        name.split(' ').filter_map(|word| word.bytes().next()).collect()
    };
    initials(one) == initials(other)
}
