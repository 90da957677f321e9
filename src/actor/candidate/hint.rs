//! What the words of a name tell of it.
//!
//! Comes in: a part of a run. Goes out: its kind as far as a known name, a given name, an office, or a word such as
//! `Ministry` or `River` gives it, and whether it is an event or a thing.

use std::ops::Range;

use super::super::Kind;
use super::super::context::is_office;
use super::super::given_name::{is_given_name, is_place_and_given_name};
use super::run::{Sentence, is_direction};
use super::token::Token;
use super::word::{
    BODIES, CALLINGS, GROUPS, NEUTRAL, OUTLETS, PLACES, RANKS, REALMS, THING_OPENERS, THINGS,
    is_roman, lists,
};

/// What the words of a name and the office before it tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hint {
    /// A known name, a given name, an office or a word such as `Ministry` says what it is.
    Clear(Kind),
    /// An adjective or people of a place.
    People,
    /// An event, a law, a work, a faith: no candidate.
    Thing,
    /// Nothing is told.
    None,
}

impl Sentence<'_> {
    /// What the words tell.
    pub(super) fn hint(&self, tokens: &Range<usize>, is_behind_office: bool) -> Hint {
        let name = self.slice(tokens);
        let first = self.tokens[tokens.start].bare();
        if self.world.place_of(name).is_some() && self.world.kind(name).is_none() {
            return Hint::People;
        }
        if is_behind_office {
            return Hint::Clear(Kind::Person);
        }
        if let Some(kind) = self.world.kind(name) {
            return Hint::Clear(kind);
        }
        if tokens.len() == 1 && (lists(NEUTRAL, first) || is_roman(first)) {
            return Hint::Thing;
        }
        let last = self.tokens[tokens.end - 1].bare();
        let ends_with_office =
            tokens.len() > 1 && is_title(last) && !lists(RANKS, last) && !is_given_name(first);
        if ends_with_office || self.is_thing(tokens) {
            return Hint::Thing;
        }
        self.clear_kind(tokens).map_or(Hint::None, Hint::Clear)
    }

    fn is_thing(&self, tokens: &Range<usize>) -> bool {
        let word = |at: usize| self.tokens[at].bare();
        let last = word(tokens.end - 1);
        let head = self.head(tokens);
        let is_common_head =
            lists(THINGS, head) && !(tokens.len() == 2 && is_given_name(word(tokens.start)));
        is_common_head
            || tokens.len() > 1 && lists(THING_OPENERS, word(tokens.start)) && !lists(BODIES, last)
            || tokens.len() > 1
                && lists(THINGS, last)
                && self.head_kind(tokens).is_none()
                && !is_given_name(word(tokens.start))
    }

    /// The word that says what a name is: the last one, or the one before `of` and `for`.
    fn head(&self, tokens: &Range<usize>) -> &str {
        let mut inner = tokens.clone().skip(1);
        let small = inner.find(|at| matches!(self.tokens[*at].text, "of" | "for" | "on"));
        let end = small.unwrap_or(tokens.end);
        self.tokens[end - 1].bare()
    }

    /// The kind that a word such as `Ministry` or `River` gives.
    pub(super) fn head_kind(&self, tokens: &Range<usize>) -> Option<Kind> {
        let first = self.tokens[tokens.start].bare();
        let head = self.head(tokens);
        if tokens.len() == 1 {
            return None;
        }
        let has_of = self.tokens[tokens.clone()].iter().any(|token| token.text == "of");
        if has_of && lists(REALMS, head) {
            return Some(Kind::State);
        }
        let plural = head.strip_suffix('s').unwrap_or(head);
        [
            (BODIES, Kind::Organisation),
            (OUTLETS, Kind::Outlet),
            (GROUPS, Kind::Group),
            (PLACES, Kind::Place),
        ]
        .into_iter()
        .find(|(table, _)| lists(table, head) || lists(table, plural))
        .map(|(_, kind)| kind)
        .or_else(|| {
            let lies = is_direction(first) && tokens.len() == 2;
            if !self.tokens[tokens.end - 1].is_name_like() || lies {
                return Some(Kind::Place);
            }
            if lists(REALMS, head) {
                return Some(Kind::State);
            }
            // `FC Orla`, `HK Marn`: what stands first is short for a club.
            if self.tokens[tokens.start].is_all_capitals() && first.len() <= 3 {
                return Some(Kind::Organisation);
            }
            let opens = matches!(
                first,
                "River"
                    | "Mount"
                    | "Mt"
                    | "Lake"
                    | "Fort"
                    | "Ft"
                    | "Cape"
                    | "Port"
                    | "Camp"
                    | "Monte"
                    | "Rio"
                    | "Río"
                    | "Isle"
            );
            opens.then_some(Kind::Place)
        })
    }

    pub(super) fn clear_kind(&self, tokens: &Range<usize>) -> Option<Kind> {
        let word = |at: usize| self.tokens[at].text;
        let first = word(tokens.start);
        let last = self.tokens[tokens.end - 1].bare();
        let inner = &self.tokens[tokens.clone()];
        let is_short = tokens.len() <= 4
            && !inner.iter().any(|token| token.text == "of" || token.text == "for");
        let is_person = is_short
            && tokens.len() > 1
            && (is_given_name(first) || is_place_and_given_name(first) && tokens.len() == 2)
            && !matches!(self.head_kind(tokens), Some(Kind::Organisation | Kind::Outlet) if tokens.len() > 2);
        let has_particle = inner
            .iter()
            .skip(1)
            .any(|token| matches!(token.text, "von" | "van" | "bin" | "ibn" | "al"));
        let is_named = has_particle
            || matches!(last, "Jr" | "Sr")
            || tokens.len() > 1 && is_roman(last)
            || tokens.len() > 1 && inner[..inner.len() - 1].iter().any(Sentence::is_letter)
            || tokens.len() > 1
                && lists(RANKS, self.tokens[tokens.start].bare())
                && self.head_kind(tokens).is_none()
            || is_given_name(first) && inner.iter().any(|token| token.text == "of");
        if is_person && is_named {
            return Some(Kind::Person);
        }
        if is_person && self.head_kind(tokens).is_none() {
            return Some(Kind::Person);
        }
        if let Some(kind) = self.head_kind(tokens) {
            return Some(kind);
        }
        if is_named || is_person {
            return Some(Kind::Person);
        }
        if tokens.len() == 1 {
            let token = &self.tokens[tokens.start];
            let n_letters = token.text.chars().filter(|c| c.is_alphabetic()).count();
            if token.is_all_capitals() && (2..=7).contains(&n_letters) {
                return Some(Kind::Organisation);
            }
            return is_given_name(first).then_some(Kind::Person);
        }
        None
    }

    fn is_letter(token: &Token<'_>) -> bool {
        token.is_initial() && token.text.ends_with('.')
    }
}

/// True for an office or a calling that stands before a name: `Minister`, `Agent`.
pub(super) fn is_title(word: &str) -> bool {
    is_office(word) || lists(CALLINGS, word) || word.starts_with("Vice-")
}
