//! Names of places that are names of people, too: `Michael Jordan`, `Jordan Smith`, `Georgia Meloni`.
//!
//! Comes in: the name of a place or state in the text. Goes out: whether it is a part of somebody's name there, or
//! stands for somebody whom the article has named so. Always holds: `in Jordan` is the place.

use super::super::context::{
    is_capitalised, is_function_word, is_locative, is_office, word_after, word_before,
};
use super::super::given_name::{is_given_name, is_place_and_given_name};
use super::super::word::{EVENTS, INSTITUTIONS, lists};
use super::super::{Kind, registry::AliasId};
use super::Linker;
use crate::article::Span;

impl Linker<'_> {
    /// True where the name of a place is a part of a person's name. The person's short name is remembered.
    pub(super) fn is_name_of_somebody(&mut self, span: Span, aliases: &[AliasId]) -> bool {
        let is_place = |id: &AliasId| {
            let kind = self.registry.actor(self.registry.alias(*id).actor).kind;
            matches!(kind, Kind::Place | Kind::State)
        };
        let name = self.prose.slice(span).to_owned();
        if name.contains([' ', ',']) || !aliases.iter().any(is_place) || self.is_in_capitals(span) {
            return false;
        }
        if self.is_behind_first_name(span) || self.is_before_surname(span, &name) {
            self.people.push(name);
            return true;
        }
        self.people.contains(&name) && !is_locative(&self.prose.text, span)
    }

    fn is_behind_first_name(&self, span: Span) -> bool {
        let text = &self.prose.text;
        let Some(mut before) = word_before(text, span.start) else { return false };
        let mut at = span.start - 1 - u32::try_from(before.len()).unwrap_or_default();
        // `Samuel L. Jackson`
        let is_initial = before.len() == 2 && before.ends_with('.') && is_capitalised(before);
        if is_initial {
            let Some(first) = word_before(text, at) else { return false };
            at -= 1 + u32::try_from(first.len()).unwrap_or_default();
            before = first;
        }
        // `Prince Charles Jordan` but not `to Frank, Jordan`; a verb that opens a sentence is a name, too (`Will`).
        let opens =
            self.prose.sentences.binary_search_by_key(&at, |sentence| sentence.start).is_ok();
        is_given_name(before) && !is_function_word(before) && !(opens && before == "Mark")
    }

    fn is_before_surname(&self, span: Span, name: &str) -> bool {
        if !is_place_and_given_name(name) {
            return false;
        }
        word_after(&self.prose.text, span.end).is_some_and(|after| {
            let after = after.trim_end_matches(['.', '\'', '’']);
            is_capitalised(after)
                && after.chars().count() > 2
                && after.chars().any(char::is_lowercase)
                && !is_function_word(after)
                && !is_office(after)
                && !lists(INSTITUTIONS, after)
                && !lists(EVENTS, &after.to_lowercase())
                && !self.registry.knows(after)
        })
    }
}
