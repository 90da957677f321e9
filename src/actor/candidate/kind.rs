//! Guesses what a name is the name of.
//!
//! Comes in: the names of an article and the words around them. Goes out: occurrences, all of one full name with
//! one kind. Always holds: what the words of a name say counts for more than what stands around it.

use std::collections::HashMap;

use super::super::{Kind, region};
use super::filter::is_dateline;
use super::hint::Hint;
use super::opener::is_common;
use super::run::Sentence;
use super::token::Token;
use super::word::{BEFORE_PLACES, SPEAKING, lists};
use super::world::World;
use super::{Form, Found, Occurrence};

/// What a word of the name itself weighs, and what a word beside it.
const CLEAR: u32 = 12;
const BESIDE: u32 = 3;

/// The votes for each kind, in the order of `Kind::ALL`.
type Votes = [u32; Kind::ALL.len()];

/// The occurrences of an article.
pub(super) fn occurrences(
    sentences: &[Sentence<'_>],
    found: Vec<Found>,
    names: Vec<(String, Form)>,
    world: &World,
) -> Vec<Occurrence> {
    let mut votes: HashMap<&str, Votes> = HashMap::new();
    for (found, (name, form)) in found.iter().zip(&names) {
        let cast = votes.entry(name).or_default();
        vote(&sentences[found.sentence], found, *form, cast);
        if let Some(kind) =
            world.kind(name).filter(|_| *form == Form::People || *form == Form::Full)
        {
            add(cast, kind, 2 * CLEAR);
        }
    }
    let mut counts: HashMap<&str, u32> = HashMap::new();
    names.iter().for_each(|(name, _)| *counts.entry(name).or_default() += 1);
    let told: Vec<((Kind, u32), u32)> = names
        .iter()
        .map(|(name, _)| (decided(&votes[name.as_str()]), counts[name.as_str()]))
        .collect();
    found
        .into_iter()
        .zip(names)
        .zip(told)
        .map(|((Found { part, sentence }, (name, form)), ((kind, certainty), n_in_article))| {
            Occurrence {
                span: part.span,
                sentence: u32::try_from(sentence).unwrap_or(u32::MAX),
                name,
                form,
                kind,
                certainty,
                n_in_article,
            }
        })
        .collect()
}

fn vote(sentence: &Sentence<'_>, found: &Found, form: Form, votes: &mut Votes) {
    let part = &found.part;
    match part.hint {
        Hint::Clear(kind) => add(votes, kind, CLEAR),
        Hint::People => add(votes, Kind::Place, CLEAR),
        Hint::Thing | Hint::None => {}
    }
    if is_dateline(sentence, part) {
        add(votes, Kind::Place, 2 * CLEAR);
    }
    if form == Form::Acronym {
        add(votes, Kind::Organisation, BESIDE);
    }
    let tokens = &sentence.tokens;
    let before = part.tokens.start.checked_sub(1).map(|at| &tokens[at]);
    let after = tokens.get(part.tokens.end);
    let first = &tokens[part.tokens.start];
    let is_single = part.tokens.len() == 1;
    if let Some(before) = before.filter(|_| first.follows()) {
        if lists(BEFORE_PLACES, before.text) {
            add(votes, Kind::Place, BESIDE + 1);
        } else if before.text == "from" || before.text == "to" {
            add(votes, Kind::Place, 1);
        } else if matches!(before.text, "the" | "The") && is_single && after.is_some_and(is_noun) {
            // `the Marn tribe`: what stands before a noun may be anything.
        } else if matches!(before.text, "the" | "The") {
            add(votes, Kind::Organisation, BESIDE);
        } else if matches!(before.text, "by" | "with" | "and" | "told") && !is_single {
            add(votes, Kind::Person, 1);
        } else if before.text == "of" && is_single {
            add(votes, Kind::Place, 2);
        } else if before.text == "by" {
            add(votes, Kind::Person, 2);
        } else if lists(SPEAKING, before.text) {
            add(votes, Kind::Person, BESIDE);
        }
    }
    if let Some(after) = after {
        let speaks = matches!(after.gap, " " | ", ") && lists(SPEAKING, after.text);
        // `Anna Berg, 43, …`
        let is_age = matches!(after.gap, ", " | " (") && after.is_number() && after.text.len() == 2;
        if speaks || is_age {
            add(votes, Kind::Person, BESIDE);
        } else if after.gap == "-" && after.text == "based" {
            add(votes, Kind::Place, BESIDE);
        }
    }
    let name = &sentence.text[part.span.range()];
    if region::is_behind_place(&sentence.text[..part.span.start as usize], name) {
        add(votes, Kind::Place, BESIDE);
    }
    // Two or three words with nothing around them are most often a person.
    if !is_single && part.hint == Hint::None {
        add(votes, Kind::Person, 1);
    }
}

/// True for a word right behind a name that is most likely a noun.
fn is_noun(token: &Token<'_>) -> bool {
    token.follows()
        && token.text.starts_with(char::is_lowercase)
        && !is_common(token.text)
        && !lists(SPEAKING, token.text)
        && !token.text.ends_with('s')
}

fn add(votes: &mut Votes, kind: Kind, weight: u32) {
    if let Some(idx) = Kind::ALL.iter().position(|known| *known == kind) {
        votes[idx] += weight;
    }
}

/// The kind with most votes, the first of equals; a name without any is most often a person.
fn decided(votes: &Votes) -> (Kind, u32) {
    let best = votes.iter().zip(Kind::ALL).rev().max_by_key(|(votes, _)| **votes);
    match best {
        Some((certainty, kind)) if *certainty > 0 => (kind, *certainty),
        _ => (Kind::Person, 0),
    }
}
