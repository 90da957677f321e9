//! Which passage of a text bears a statement.
//!
//! In: the passages of a text, and statements about it. Out: for each statement the passage that
//! says most of it, and how much of it the text supports. Always: the earlier one of equals, and the
//! same for the same input on every machine.
//!
//! Words are compared by their keys (`for_each_key`). A word weighs the more the fewer passages have
//! it, as in the inverse document frequency of Spärck Jones (*A Statistical Interpretation of Term
//! Specificity*, 1972), with a root in place of the logarithm. `docs/summaries.md` has the figures
//! that the numbers here were chosen by.

use std::collections::HashMap;

use super::extract::{Starts, float, for_each_key};
use crate::path::Prehashed;

/// A part of a text.
pub(super) struct Passage<'a> {
    pub(super) text: &'a str,
    /// Whether it can bear a statement, or only tells what the text speaks of.
    pub(super) role: Role,
}

/// What a passage is to a statement.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A paragraph, an item, or the row of a table.
    Bearer,
    /// The lede, which sums up itself: a paragraph that says as much is the better place to look.
    Lede,
    /// The headline or a heading.
    Heading,
}

impl Role {
    /// How much of what it says counts when a passage is chosen.
    fn share(self) -> f64 {
        match self {
            Role::Bearer => 1.0,
            Role::Lede => 0.75,
            Role::Heading => 0.0,
        }
    }
}

/// What is found of a statement in a text.
pub(super) struct Evidence {
    /// Index of the passage that says most of it; none if no passage says much.
    pub(super) passage: Option<usize>,
    /// How much of the statement the text supports.
    pub(super) support: Support,
}

/// How much of a statement a text supports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Support {
    /// Enough, for other words to be a matter of style; or the statement is too short to be judged.
    Enough,
    /// Too little for the statement to rest on the text.
    Little,
}

/// What is found of each of `statements`.
pub(super) fn find(passages: &[Passage<'_>], statements: &[&str]) -> Vec<Evidence> {
    let keys: Vec<Vec<u64>> = statements.iter().map(|statement| keys_of(statement)).collect();
    let places = places_of(&keys, &Starts::of(statements), passages);
    keys.iter().map(|keys| evidence(keys, &places, passages)).collect()
}

type Places = HashMap<u64, Vec<usize>, Prehashed>;

fn evidence(keys: &[u64], places: &Places, passages: &[Passage<'_>]) -> Evidence {
    /// How much of its weight a word counts that stands elsewhere than in the passage.
    const ELSEWHERE: f64 = 0.5;
    /// With a smaller part of its weight a statement does not rest on the text.
    const ENOUGH: f64 = 0.24;
    /// With a smaller part a passage does not bear it: a wrong link is worse than none.
    const BEARS: f64 = 0.2;
    /// With fewer words there is nothing to tell another wording from another matter.
    const FEWEST_KEYS: usize = 3;
    // To choose a passage, what sets it apart from the others weighs most; to judge whether there is
    // one at all, words that stand everywhere count nearly as much.
    let (mut choice, mut shared) = (vec![0.0; passages.len()], vec![0.0; passages.len()]);
    let (mut whole, mut found) = (0.0, 0.0);
    for key in keys {
        let found_in = &places[key];
        let rarity = 1.0 / float(found_in.len().max(1)).sqrt();
        let weight = rarity.sqrt();
        whole += weight;
        found += if found_in.is_empty() { 0.0 } else { weight };
        for passage in found_in {
            choice[*passage] += rarity * passages[*passage].role.share();
            shared[*passage] += weight;
        }
    }
    let passage = (0..passages.len())
        .filter(|&idx| choice[idx] > 0.0)
        .reduce(|a, b| if choice[b] > choice[a] { b } else { a });
    let bearing = (0..passages.len()).filter(|&idx| passages[idx].role != Role::Heading);
    let most = bearing.map(|idx| shared[idx]).fold(0.0, f64::max);
    let is_little = most + ELSEWHERE * (found - most) < ENOUGH * whole;
    if is_little && keys.len() >= FEWEST_KEYS {
        return Evidence { passage: None, support: Support::Little };
    }
    let passage = passage.filter(|&passage| shared[passage] >= BEARS * whole);
    Evidence { passage, support: Support::Enough }
}

/// In which passages each of the keys stands, in rising order.
fn places_of(keys: &[Vec<u64>], starts: &Starts, passages: &[Passage<'_>]) -> Places {
    let mut places: Places = keys.iter().flatten().map(|key| (*key, Vec::new())).collect();
    for (idx, passage) in passages.iter().enumerate() {
        for_each_key(passage.text, starts, |key| {
            if let Some(found_in) = places.get_mut(&key)
                && found_in.last() != Some(&idx)
            {
                found_in.push(idx);
            }
        });
    }
    places
}

/// The keys of a text, each once, in rising order.
fn keys_of(text: &str) -> Vec<u64> {
    let mut keys = Vec::new();
    for_each_key(text, &Starts::ANY, |key| keys.push(key));
    keys.sort_unstable();
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests;
