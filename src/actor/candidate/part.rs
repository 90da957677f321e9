//! What a run of capitals is made of: a people, an office, and the name itself.
//!
//! Comes in: a run. Goes out: its parts that name somebody or something, each with what the words tell of it.
//! Always holds: parts lie inside the run (but for the region behind a place) and do not overlap.

use std::ops::Range;

use super::super::Kind;
use super::super::context::is_office;
use super::super::given_name::{is_given_name, is_place_and_given_name};
use super::hint::{Hint, is_title};
use super::opener::is_common;
use super::run::Sentence;
use super::word::{
    BODIES, NOBLES, OFFICE_WORDS, OUTLETS, PLACES, PORTFOLIOS, RANKS, THINGS, is_calendar, lists,
};
use crate::article::Span;

/// A part of a run.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) tokens: Range<usize>,
    pub(super) span: Span,
    pub(super) hint: Hint,
}

impl Sentence<'_> {
    /// The parts of a run that are names.
    pub(super) fn parts(&self, run: Range<usize>) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut rest = self.without_edges(run);
        // A whole that is known, or that a word such as `Ministry` ends, keeps the people before it.
        if !rest.is_empty() && !self.is_whole(&rest) {
            let before_person =
                |people: &usize| *people < rest.end && self.is_person_behind(*people..rest.end);
            if let Some(people) = self.people_at(rest.start).filter(before_person) {
                parts.push(self.part(rest.start..people, Hint::People));
                rest.start = people;
            } else if let Some(place) = self.place_before_office(&rest) {
                parts.push(self.part(rest.start..place, self.hint(&(rest.start..place), false)));
                rest.start = place;
            }
        }
        let office = self.office_end(&rest);
        let is_behind_office = office > rest.start;
        // `Minister of Defence Anna Berg`, `Senate President Anna Berg`.
        rest.start = office;
        rest.start = self.given_name_behind_words(&rest).unwrap_or(rest.start);
        let rest = self.without_edges(rest);
        if !rest.is_empty() {
            let hint = self.hint(&rest, is_behind_office);
            parts.push(self.with_region(rest, hint));
        }
        parts
    }

    /// `Opposition Politician Anna Berg`: where a given name stands behind nothing but common words.
    fn given_name_behind_words(&self, run: &Range<usize>) -> Option<usize> {
        let is_word = |at: &usize| {
            let word = self.tokens[*at].bare();
            !lists(RANKS, word) && (is_common(word) || lists(PORTFOLIOS, word) || is_title(word))
        };
        let at = run.clone().find(|at| !is_word(at))?;
        let is_person = at > run.start && run.end - at > 1 && is_given_name(self.tokens[at].text);
        (is_person && self.head_kind(run).is_none()).then_some(at)
    }

    fn part(&self, tokens: Range<usize>, hint: Hint) -> Part {
        Part { span: self.span(&tokens), tokens, hint }
    }

    /// `Chatham, New Jersey` is one place; `Louis VIII, Landgrave of Hesse` one person.
    fn with_region(&self, tokens: Range<usize>, hint: Hint) -> Part {
        let mut part = self.part(tokens, hint);
        let after = &self.text[part.span.end as usize..];
        let after = after.split('\n').next().unwrap_or(after);
        let is_state = self.world.kind(self.slice(&part.tokens)) == Some(Kind::State);
        let is_plain = self.tokens[part.tokens.clone()].iter().all(|token| is_common(token.text));
        if !is_state
            && !is_plain
            && matches!(
                hint,
                Hint::None
                    | Hint::Clear(Kind::Place | Kind::State | Kind::Person | Kind::Organisation)
            )
        {
            let is_person = hint == Hint::Clear(Kind::Person) && part.tokens.len() > 1;
            let is_body = hint == Hint::Clear(Kind::Organisation);
            let length = if is_person || is_body { 0 } else { self.world.regions_after(after) };
            if length > 0 && !self.is_mentioned_at(part.span.end + 2) {
                part.span.end += u32::try_from(length).unwrap_or(0);
                part.hint = Hint::Clear(Kind::Place);
            }
        }
        let behind = part.tokens.end;
        let is_noble = self.tokens.get(behind).is_some_and(|token| {
            token.gap == ", " && NOBLES.iter().any(|noble| noble.eq_ignore_ascii_case(token.text))
        });
        if is_noble && self.tokens.get(behind + 1).is_some_and(|token| token.text == "of") {
            let land = behind + 2;
            if self.tokens.get(land).is_some_and(|token| token.follows() && token.is_name_like()) {
                part.tokens.end = land + 1;
                part.span = self.span(&part.tokens);
                part.hint = Hint::Clear(Kind::Person);
            }
        }
        part
    }

    fn is_mentioned_at(&self, at: u32) -> bool {
        let idx = self.tokens.partition_point(|token| token.span.start < at);
        self.is_mentioned.get(idx).copied().unwrap_or(false)
    }

    /// Without days and months, lone numbers, and common words that open the sentence.
    fn without_edges(&self, mut run: Range<usize>) -> Range<usize> {
        while !run.is_empty() && self.is_edge(run.start, &run) {
            run.start += 1;
        }
        while !run.is_empty()
            && is_calendar(self.tokens[run.end - 1].bare())
            && run.len() > 1
            && !is_given_name(self.tokens[run.end - 2].text)
        {
            run.end -= 1;
        }
        run
    }

    fn is_edge(&self, at: usize, run: &Range<usize>) -> bool {
        let word = &self.tokens[at];
        let last = self.tokens[run.end - 1].bare();
        let is_head = lists(BODIES, last) || lists(OUTLETS, last) || lists(THINGS, last);
        let is_civil = matches!(word.bare(), "Mr" | "Mrs" | "Ms" | "Messrs");
        if is_civil
            || is_calendar(word.bare()) && (run.len() == 1 || !is_head && !is_given_name(word.text))
        {
            return true;
        }
        // `Yesterday Anna Berg said`: the capital of the first word says nothing.
        let opens = at == 0 || word.gap.contains([':', '"', '“', '•', '—']);
        let next = self.tokens.get(at + 1).filter(|_| run.len() > 1);
        opens
            && is_common(word.text)
            && next.is_some_and(|next| {
                is_given_name(next.text) && run.len() > 2
                    || self.world.is_place(next.text) && run.len() == 2
            })
            && !lists(PLACES, last)
    }

    /// The end of an adjective or people at the beginning: `Russian`, `South Korean`.
    fn people_at(&self, at: usize) -> Option<usize> {
        let is_people = |end: &usize| {
            *end <= self.tokens.len()
                && self.world.place_of(self.slice(&(at..*end))).is_some()
                && !is_given_name(self.tokens[at].text)
        };
        (at + 1..=at + 2).rev().find(is_people)
    }

    /// True when an office or the name of a person follows, or offices alone.
    fn is_person_behind(&self, rest: Range<usize>) -> bool {
        self.office_end(&rest) > rest.start || self.clear_kind(&rest) == Some(Kind::Person)
    }

    /// `US Secretary of State`, `Queensland Premier`: the end of the place before an office.
    fn place_before_office(&self, run: &Range<usize>) -> Option<usize> {
        let ends = (run.start + 1..run.end.min(run.start + 5)).rev();
        let mut ends = ends.filter(|end| {
            let name = self.slice(&(run.start..*end));
            self.world.kind(name).is_some()
                || self.clear_kind(&(run.start..*end)) == Some(Kind::Organisation)
        });
        ends.find(|end| {
            let is_named = is_given_name(self.tokens[*end].text)
                && !is_place_and_given_name(self.tokens[run.start].text)
                && self.world.is_place(self.slice(&(run.start..*end)));
            is_named || self.office_end(&(*end..run.end)) > *end
        })
    }

    /// The end of the offices at the beginning; the beginning when there are none. Ranks (`General`) belong to
    /// the name.
    fn office_end(&self, run: &Range<usize>) -> usize {
        let (mut at, mut end) = (run.start, run.start);
        let mut has_office = false;
        while at < run.end {
            let word = self.tokens[at].bare();
            let is_rank = lists(RANKS, word);
            let head = word.rsplit('-').next().unwrap_or(word);
            if is_title(word) && !is_rank || lists(OFFICE_WORDS, word) && has_office {
                has_office = true;
                at += 1;
                end = at;
            } else if lists(OFFICE_WORDS, word)
                || is_rank
                || is_title(head)
                || lists(PORTFOLIOS, word) && at > run.start
            {
                at += 1;
            } else if has_office && matches!(self.tokens[at].text, "of" | "for" | "and" | "the") {
                at += 1;
                let portfolio =
                    |at: usize| at < run.end && lists(PORTFOLIOS, self.tokens[at].bare());
                while portfolio(at) {
                    at += 1;
                    end = at;
                }
            } else {
                break;
            }
        }
        let is_all = at >= run.end;
        if is_all && (has_office || self.is_office_alone(run)) {
            return run.end;
        }
        end
    }

    /// `General`, `Lieutenant Governor`, `Treasurer`: an office without a name.
    fn is_office_alone(&self, run: &Range<usize>) -> bool {
        let is_body = lists(BODIES, self.tokens[run.end - 1].bare());
        !run.is_empty()
            && !is_body
            && self.tokens[run.clone()].iter().all(|token| {
                let word = token.bare();
                is_office(word)
                    || lists(OFFICE_WORDS, word)
                    || lists(RANKS, word)
                    || lists(NOBLES, word)
            })
    }

    /// True when the run is one name as a whole, and nothing before it is to be cut off.
    fn is_whole(&self, run: &Range<usize>) -> bool {
        let name = self.slice(run);
        if self.world.kind(name).is_some() || run.len() == 1 {
            return self.world.place_of(name).is_none() || run.len() > 1;
        }
        let has_inner = (run.start + 1..run.end).any(|at| {
            let word = self.tokens[at].text;
            is_given_name(word) && run.end - at > 1
                || is_office(word) && !lists(RANKS, word) && at + 1 < run.end
        });
        self.head_kind(run).is_some() && !has_inner
    }
}
