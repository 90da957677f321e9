//! Tells names from other capitals.
//!
//! Comes in: all sentences of an article, then parts of runs. Goes out: whether a part is the name of somebody or
//! something that may be an actor.

use std::collections::{HashMap, HashSet};

use super::super::Kind;
use super::super::context::is_office;
use super::super::given_name::is_given_name;
use super::hint::Hint;
use super::opener::is_common;
use super::part::Part;
use super::run::Sentence;
use super::word::{
    BODIES, CALLINGS, GROUPS, NEUTRAL, NOBLES, OFFICE_WORDS, OUTLETS, PLACES, PORTFOLIOS, RANKS,
    REALMS, SPEAKING, THINGS, is_roman, lists,
};

/// How often the words of an article stand with a capital inside a sentence, and how often without.
pub(super) struct Capitals<'a> {
    counts: HashMap<&'a str, Count>,
    /// Acronyms of things: `antisubmarine warfare (ASW)`, `the Orla Trade Act (OTA)`.
    things: HashSet<&'a str>,
    /// Words with a capital behind another one: `Berg` of `Anna Berg`.
    ends: HashSet<&'a str>,
}

#[derive(Default, Clone, Copy)]
struct Count {
    inside: u32,
    small: u32,
}

impl<'a> Capitals<'a> {
    pub(super) fn of<'s>(sentences: impl Iterator<Item = &'s Sentence<'a>>) -> Self
    where
        'a: 's,
    {
        let mut counts: HashMap<&str, Count> = HashMap::new();
        let (mut things, mut ends) = (HashSet::new(), HashSet::new());
        for sentence in sentences {
            for (at, token) in sentence.tokens.iter().enumerate() {
                if token.gap == " (" && token.is_all_capitals() && abbreviates_thing(sentence, at) {
                    things.insert(token.text);
                }
                if token.text.starts_with(char::is_lowercase) {
                    counts.entry(token.text).or_default().small += 1;
                } else if !opens(sentence, at) {
                    if token.follows() && sentence.tokens[at - 1].is_name_like() {
                        ends.insert(token.text);
                    }
                    counts.entry(token.text).or_default().inside += 1;
                }
            }
        }
        Self { counts, things, ends }
    }

    /// True for the name of somebody or something that may be an actor.
    pub(super) fn is_name(&self, sentence: &Sentence<'_>, part: &Part) -> bool {
        if part.hint == Hint::Thing || is_work(sentence, part) {
            return false;
        }
        if part.tokens.len() > 1 {
            return !self.is_common_phrase(sentence, part)
                && !is_address(sentence, part)
                && !is_one_of_many(sentence, part);
        }
        let at = part.tokens.start;
        let token = &sentence.tokens[at];
        let word = token.bare();
        if self.things.contains(token.text) {
            return false;
        }
        // `Mach 5`, `Exits 40B`: a unit or a label; a year may stand behind any name.
        let number = sentence.tokens.get(at + 1).filter(|next| next.follows() && next.is_number());
        let is_year =
            |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
        if part.hint == Hint::None && number.is_some_and(|number| !is_year(number.text)) {
            return false;
        }
        let is_known = matches!(part.hint, Hint::People)
            || sentence.world.kind(word).is_some()
            || sentence.world.kind(token.text).is_some();
        if is_known && !(opens(sentence, at) && is_common(word)) {
            return true;
        }
        if word.chars().count() < 2
            || is_roman(word)
            || token.is_number()
            || token.is_initial() && !word.contains('.')
        {
            return false;
        }
        let is_title = is_office(word)
            || matches!(word, "Jr" | "Sr" | "Inc" | "Ltd" | "Co")
            || [CALLINGS, OFFICE_WORDS, RANKS, NOBLES, NEUTRAL]
                .iter()
                .any(|table| lists(table, word));
        let behind_office = part.hint == Hint::Clear(Kind::Person);
        let is_head = [BODIES, GROUPS, OUTLETS, PLACES, PORTFOLIOS, REALMS, THINGS]
            .iter()
            .any(|table| lists(table, word));
        if is_title || is_head && !behind_office {
            return false;
        }
        let lower = word.to_lowercase();
        let small = self.counts.get(lower.as_str()).map_or(0, |count| count.small);
        let inside = self.counts.get(token.text).map_or(0, |count| count.inside);
        if opens(sentence, at) {
            let stands_inside = inside > small;
            let is_marked = is_dateline(sentence, part)
                || token.is_all_capitals()
                || is_given_name(word)
                || self.is_part_of_name(word);
            let speaks = sentence.tokens.get(at + 1).is_some_and(|next| {
                next.follows()
                    && (lists(SPEAKING, next.text) || matches!(next.text, "is" | "was" | "had"))
            });
            return stands_inside && !is_common(word)
                || small == 0
                    && !is_common(word)
                    && (is_marked || speaks || token.is_possessive || behind_office);
        }
        !is_common(word) && inside >= small || behind_office
    }

    /// True for a word that is also the last one of a longer name: `Berg` of `Anna Berg`.
    fn is_part_of_name(&self, word: &str) -> bool {
        self.ends.contains(word)
    }

    /// `The Great Game`: several words that are all common ones.
    fn is_common_phrase(&self, sentence: &Sentence<'_>, part: &Part) -> bool {
        part.hint == Hint::None
            && sentence.tokens[part.tokens.clone()].iter().all(|token| {
                let small = self.counts.get(token.text.to_lowercase().as_str());
                !token.is_all_capitals()
                    && (is_common(token.text) || small.is_some_and(|count| count.small > 0))
            })
    }
}

/// True for the first word of a sentence, of a quotation and of what stands behind a colon.
fn opens(sentence: &Sentence<'_>, at: usize) -> bool {
    at == 0 || sentence.tokens[at].gap.contains([':', '"', '“', '‘', '•', '—'])
}

/// True for a part of a title in quotes: a few words, most of them with a capital.
fn is_work(sentence: &Sentence<'_>, part: &Part) -> bool {
    let tokens = &sentence.tokens;
    let start =
        tokens[0].span.start as usize - tokens[0].gap.len().min(tokens[0].span.start as usize);
    let before = &sentence.text[start..part.span.start as usize];
    let Some(open) = before.rfind(['"', '“']) else { return false };
    let opening = before[open..].chars().next().unwrap_or('"');
    // A plain mark opens where the number of marks before it is even.
    if opening == '"' && before[..open].matches('"').count() % 2 == 1
        || before[open..].contains('”')
    {
        return false;
    }
    let after = &sentence.text[part.span.end as usize..];
    let after = &after[..after.find('\n').unwrap_or(after.len())];
    let Some(close) = after.find(['"', '”']) else { return false };
    let inner = &sentence.text[start + open + opening.len_utf8()..part.span.end as usize + close];
    let words: Vec<&str> = inner.split_whitespace().collect();
    let n_capitals =
        words.iter().filter(|word| super::super::context::is_capitalised(word)).count();
    let n_small = words
        .iter()
        .filter(|word| word.chars().count() > 4 && word.starts_with(char::is_lowercase))
        .count();
    words.len() <= SHORT_TITLE
        && n_capitals > n_small
        && n_small <= 1
        && !inner.ends_with(['.', ','])
        || words.len() <= LONG_TITLE && n_small == 0 && n_capitals * 2 >= words.len()
}

/// True when the acronym at `at` stands for common words, or for a law or event.
fn abbreviates_thing(sentence: &Sentence<'_>, at: usize) -> bool {
    let letters = sentence.tokens[at].text;
    let words: Vec<&str> =
        sentence.tokens[..at].iter().rev().take(letters.len()).map(|token| token.text).collect();
    let last = words.first().copied().unwrap_or_default();
    let initials =
        words.iter().rev().filter_map(|word| word.chars().next()).flat_map(char::to_uppercase);
    let is_small = last.starts_with(char::is_lowercase) && initials.eq(letters.chars());
    let is_body_for = words.iter().any(|word| matches!(*word, "of" | "for"));
    is_small || lists(THINGS, last) && !is_body_for
}

/// True for a street, which is an address and acts in nothing, and for two words that any town has: `School Board`.
fn is_address(sentence: &Sentence<'_>, part: &Part) -> bool {
    let words = &sentence.tokens[part.tokens.clone()];
    let (first, last) = (words[0].text, words[words.len() - 1].text);
    let is_street = matches!(last, "Avenue" | "Boulevard" | "Drive" | "Lane" | "Road" | "Street");
    let is_any = |word: &str| lists(BODIES, word) || lists(PLACES, word);
    let is_sort = words[0].is_all_capitals() && lists(NEUTRAL, first);
    let is_town =
        words.len() == 2 && (is_any(first) || is_sort) && is_any(last) && first != "State";
    (is_street || is_town) && sentence.world.kind(sentence.slice(&part.tokens)).is_none()
}

/// True for the place before a dash with which news opens: `VELM, Feb. 3 (NNA) —`.
pub(super) fn is_dateline(sentence: &Sentence<'_>, part: &Part) -> bool {
    if part.tokens.start != 0 {
        return false;
    }
    let after: String =
        sentence.text[part.span.end as usize..].chars().take(DATELINE_CHARS).collect();
    let dash = [" — ", " – ", " -- ", " - "].iter().filter_map(|dash| after.find(dash)).min();
    dash.is_some_and(|dash| {
        !after[..dash].split_whitespace().any(|word| word.starts_with(char::is_lowercase))
    })
}

/// `a Natural Reserve`: with `a` before it and no noun behind it, it is one of many.
fn is_one_of_many(sentence: &Sentence<'_>, part: &Part) -> bool {
    let tokens = &sentence.tokens;
    let (first, end) = (part.tokens.start, part.tokens.end);
    let is_indefinite = first > 0
        && tokens[first].follows()
        && matches!(tokens[first - 1].text, "a" | "an" | "A" | "An");
    let goes_on = tokens.get(end).is_some_and(|next| next.follows() && !is_common(next.text));
    is_indefinite
        && !goes_on
        && matches!(part.hint, Hint::Clear(Kind::Organisation | Kind::Place))
        && sentence.world.kind(sentence.slice(&part.tokens)).is_none()
}

/// A title in quotes has so many words, and so many when all long ones have a capital.
const SHORT_TITLE: usize = 8;
const LONG_TITLE: usize = 16;

/// The dash of a dateline stands within so many characters.
const DATELINE_CHARS: usize = 40;
