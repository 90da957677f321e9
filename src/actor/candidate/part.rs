//! Takes a run of capitals apart: peoples, offices, and the names themselves.
//!
//! Comes in: a run of tokens. Goes out: `Part` values in order: the names in it, each with what the words before it
//! say about it. Always holds: parts do not overlap; an office (`President`) is in no part, a rank (`General`) may be.

use std::ops::Range;

use super::super::context::is_office;
use super::super::given_name::is_given_name;
use super::super::word::{HONORIFICS, lists};
use super::lexicon::Lexicon;
use super::run::opens;
use super::token::Token;
use super::vocabulary::{is_common, is_opener};
use super::word::{
    BODIES, GROUPS, OTHER_HEADS, OTHERS, OUTLETS, PLACES, PORTFOLIOS, QUALIFIERS, ROLES,
};
use super::world::World;

/// A name in a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) tokens: Range<usize>,
    /// An office stands right before it: `President Berg`.
    pub(super) is_behind_office: bool,
    /// It is what an office is of: `the President of Lenia`.
    pub(super) is_domain: bool,
}

/// What parts are made with.
pub(super) struct Parting<'a> {
    pub(super) tokens: &'a [Token<'a>],
    pub(super) world: &'a World,
    pub(super) lexicon: &'a Lexicon,
}

impl Parting<'_> {
    /// The names in a run.
    pub(super) fn parts(&self, run: Range<usize>) -> Vec<Part> {
        let run = self.without_opener(run);
        if run.is_empty() || self.is_other(&run) {
            return Vec::new();
        }
        let is_behind_office = self.is_behind_office(run.start);
        let is_domain = self.is_domain(run.start);
        if self.is_body(&run) {
            return vec![Part { tokens: run, is_behind_office: false, is_domain }];
        }
        let mut parts = Vec::new();
        let (mut start, mut behind) = (run.start, is_behind_office);
        for at in run.clone() {
            if !self.is_title(at, &run) {
                continue;
            }
            let mut end = at;
            while end > start && self.is_qualifier(end - 1) {
                end -= 1;
            }
            parts.extend(self.peoples(start..end, behind, is_domain));
            (start, behind) = (at + 1, true);
        }
        // `Secretary of State Berg`: what the office is of goes on to the name.
        while start < run.end && !self.tokens[start].is_capitalised() {
            start += 1;
        }
        if start > run.start && self.is_small_between(run.start, start) {
            while start + 1 < run.end && lists(PORTFOLIOS, self.tokens[start].text) {
                start += 1;
            }
        }
        parts.extend(self.peoples(start..run.end, behind, is_domain));
        parts
    }

    fn is_small_between(&self, from: usize, to: usize) -> bool {
        self.tokens[from..to].iter().any(|token| !token.is_capitalised())
    }

    /// The run without a first word that only opens the sentence.
    fn without_opener(&self, mut run: Range<usize>) -> Range<usize> {
        if opens(self.tokens, run.start) {
            while !run.is_empty() && self.is_opener(&run) {
                run.start += 1;
            }
        }
        run
    }

    fn is_opener(&self, run: &Range<usize>) -> bool {
        let first = &self.tokens[run.start];
        if is_opener(first.text) {
            return true;
        }
        // `Critics Anna Berg and`: a common word right before a given name.
        let next = self.tokens.get(run.start + 1).filter(|_| run.len() > 2);
        is_common(first.text)
            && self.lexicon.is_small(first.text)
            && next.is_some_and(|next| is_given_name(next.text))
    }

    /// True for events, works, laws and the like.
    fn is_other(&self, run: &Range<usize>) -> bool {
        let (first, last) = (&self.tokens[run.start], &self.tokens[run.end - 1]);
        let ends = run.len() > 1 && lists(OTHERS, last.bare()) && !is_given_name(first.text);
        let begins = lists(OTHER_HEADS, first.bare())
            && (run.len() > 1 && matches!(self.tokens[run.start + 1].text, "of" | "for" | "on"));
        // `Lenia Cup of Nations`
        let heads = run
            .clone()
            .skip(1)
            .any(|at| self.tokens[at].text == "of" && lists(OTHERS, self.tokens[at - 1].bare()));
        let is_numbered = run.len() == 2
            && lists(OTHER_HEADS, first.bare())
            && (last.text.len() == 1
                || last.text.chars().all(|c| c.is_ascii_digit()) && !is_road(first.text));
        ends || begins || heads || is_numbered
    }

    /// True for the name of a body, outlet or place with a noun that says so.
    fn is_body(&self, run: &Range<usize>) -> bool {
        let is_noun = |at: usize| {
            let word = self.tokens[at].bare();
            [BODIES, OUTLETS, PLACES, GROUPS].iter().any(|table| lists(table, word))
        };
        let is_title = (run.start..run.end).any(|at| self.is_title(at, run));
        let heads = run
            .clone()
            .skip(1)
            .any(|at| matches!(self.tokens[at].text, "of" | "for" | "on") && is_noun(at - 1));
        run.len() > 1 && !is_title && (is_noun(run.end - 1) || heads)
    }

    /// Splits off peoples and states before a person: `American Anna Berg`.
    fn peoples(&self, run: Range<usize>, is_behind_office: bool, is_domain: bool) -> Vec<Part> {
        let mut run = run;
        let is_small =
            |at: usize| matches!(self.tokens[at].text, "of" | "for" | "the" | "and" | "on" | "de");
        while !run.is_empty() && is_small(run.end - 1) {
            run.end -= 1;
        }
        while !run.is_empty() && is_small(run.start) && self.tokens[run.start].text != "de" {
            run.start += 1;
        }
        if run.is_empty() {
            return Vec::new();
        }
        let part = |tokens: Range<usize>, is_behind_office: bool| Part {
            tokens,
            is_behind_office,
            is_domain,
        };
        for length in [2, 1] {
            if run.len() <= length {
                continue;
            }
            let (first, rest) = (run.start..run.start + length, run.start + length..run.end);
            let name = self.text_of(&first);
            let is_people = self.world.people(&name).is_some() || self.world.state(&name).is_some();
            if is_people && self.is_person_like(&rest) {
                return vec![part(first, false), part(rest, is_behind_office)];
            }
        }
        vec![part(run, is_behind_office)]
    }

    fn is_person_like(&self, run: &Range<usize>) -> bool {
        let first = &self.tokens[run.start];
        is_given_name(first.text)
            || first.is_initial()
            || lists(HONORIFICS, first.bare())
            || run.len() == 1 && self.world.knows(first.text)
    }

    /// The words of a range with one space between them.
    fn text_of(&self, range: &Range<usize>) -> String {
        let words: Vec<&str> = self.tokens[range.clone()].iter().map(|token| token.text).collect();
        words.join(" ")
    }

    /// True for an office or role that is no part of a name: `President`, `Attorney General`, but not `General`.
    fn is_title(&self, at: usize, run: &Range<usize>) -> bool {
        let word = self.tokens[at].bare();
        let is_kind_of_general = || {
            at > run.start
                && word == "General"
                && [
                    "Attorney",
                    "Secretary",
                    "Director",
                    "Inspector",
                    "Surgeon",
                    "Solicitor",
                    "Governor",
                ]
                .contains(&self.tokens[at - 1].text)
        };
        let is_rank = lists(HONORIFICS, word) && !is_kind_of_general();
        // `House of Representatives`
        let is_of_body = at > run.start && self.tokens[at - 1].text == "of";
        let is_capital = self.tokens[at].is_capitalised() && !is_of_body;
        is_capital && !is_rank && (is_office(word) || lists(ROLES, word) || is_kind_of_general())
    }

    fn is_qualifier(&self, at: usize) -> bool {
        let word = self.tokens[at].text;
        lists(QUALIFIERS, word) || lists(PORTFOLIOS, word)
    }

    fn is_behind_office(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|at| &self.tokens[at]) else { return false };
        self.tokens[at].follows_closely()
            && !before.is_genitive
            && (is_office(before.text) || is_role(before.text))
    }

    /// True behind `President of`, `Minister for`, `head of the`.
    fn is_domain(&self, at: usize) -> bool {
        let mut at = at;
        if at > 0 && self.tokens[at - 1].text == "the" {
            at -= 1;
        }
        at > 1
            && matches!(self.tokens[at - 1].text, "of" | "for")
            && (is_office(self.tokens[at - 2].text) || is_role(self.tokens[at - 2].text))
    }
}

fn is_road(word: &str) -> bool {
    ["Highway", "Interstate", "Route"].contains(&word)
}

/// True for what somebody is, also in small letters: `singer`.
pub(super) fn is_role(word: &str) -> bool {
    let mut chars = word.chars();
    let capital: String =
        chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect());
    lists(ROLES, capital.trim_end_matches('.'))
}
