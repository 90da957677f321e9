//! Whether a name is whole, and whether a surname means the person of the registry who bears it.
//!
//! Comes in: a name in the text. Goes out: the rule that makes it a mention, or why it is none. Always
//! holds: a surname that another given name stands before, or that another word continues, is nobody's.

use super::super::context::{
    char_len, is_before_institution, is_behind_office, is_capitalised, is_common_word,
    is_function_word, is_junior, word_after, word_before,
};
use super::super::mention::{Reason, Rule};
use super::super::region::{goes_on_as_list, is_behind_place};
use super::super::registry::{Alias, AliasId, AliasKind};
use super::super::word::{PREFIXES, lists};
use super::super::{ActorId, Kind};
use super::Linker;
use super::title::is_noble;
use crate::article::{BlockKind, Span};

impl Linker<'_> {
    /// `Donald Trump Jr.` is the son, and `Munich Airport` is not the city.
    pub(super) fn is_part_of_other_name(&self, span: Span, aliases: &[AliasId]) -> bool {
        let kinds = || {
            let actors = aliases.iter().map(|id| self.registry.alias(*id).actor);
            actors.map(|actor| self.registry.actor(actor).kind)
        };
        let text = &self.prose.text;
        is_junior(text, span.end) && kinds().all(|kind| kind == Kind::Person)
            || kinds().all(|kind| kind == Kind::Place)
                && is_behind_place(&text[..span.start as usize], self.prose.slice(span))
                && !goes_on_as_list(&text[span.end as usize..])
            || (is_common_word(self.prose.slice(span))
                || kinds().all(|kind| matches!(kind, Kind::Person | Kind::Place)))
                && self.is_half_of_double_name(span)
            || aliases.iter().all(|id| self.is_single_name(*id))
                && (self.is_nickname(span) || self.is_behind_given_name(span))
            || is_before_institution(text, span.end)
                && kinds().any(|kind| kind == Kind::Place)
                && !aliases.iter().any(|id| self.is_strong_name_of_state(*id))
    }

    /// A name of one word that is the whole name of a person: `Pelé`.
    fn is_single_name(&self, id: AliasId) -> bool {
        let alias = self.registry.alias(id);
        alias.kind != AliasKind::Surname && self.is_surname_like(alias)
    }

    /// `André "Ace" Berg` is nobody whose name is `Ace`.
    fn is_nickname(&self, span: Span) -> bool {
        let (before, after) = self.prose.text.split_at(span.start as usize);
        let after = &after[(span.end - span.start) as usize..];
        let opened = before.strip_suffix(['"', '“']).and_then(|text| text.strip_suffix(' '));
        let closed = after.strip_prefix(['"', '”']).and_then(|text| text.strip_prefix(' '));
        opened.is_some_and(|text| text.ends_with(char::is_alphabetic))
            && closed.is_some_and(is_capitalised)
            && opened.is_some_and(|text| is_capitalised(text.rsplit(' ').next().unwrap_or(text)))
    }

    /// `Hesse-Darmstadt`, `Hill-Norton`: a hyphen joins a name with one that nobody has. What two names join
    /// by a dash (`Rubio–Lavrov`), or with a small word (`Munich-based`), is each name on its own.
    fn is_half_of_double_name(&self, span: Span) -> bool {
        let (before, after) = self.prose.text.split_at(span.start as usize);
        let after = &after[(span.end - span.start) as usize..];
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '.');
        let before = before.strip_suffix(['-', '\u{2010}', '\u{2011}']).map(|text| {
            let start = text.rfind(|c| !is_word(c)).map_or(0, |at| at + char_len(text, at));
            &text[start..]
        });
        let after = after
            .strip_prefix(['-', '\u{2010}', '\u{2011}'])
            .map(|text| &text[..text.find(|c| !is_word(c)).unwrap_or(text.len())]);
        before.into_iter().chain(after).any(|word| {
            let word = word.trim_end_matches(['.', '\'', '’']);
            // `d'Ora-Lavrov`: the capital may stand behind an article.
            word.contains(char::is_uppercase)
                && word.chars().any(char::is_lowercase)
                && !lists(PREFIXES, word)
                && !self.registry.knows(word)
        })
    }

    fn is_strong_name_of_state(&self, id: AliasId) -> bool {
        let alias = self.registry.alias(id);
        alias.kind.is_strong() && self.registry.actor(alias.actor).kind == Kind::State
    }

    /// A surname without its full name counts where only one person of the registry has it, and it
    /// stands behind an office or is not a common word.
    pub(super) fn sole_surname(
        &self,
        span: Span,
        aliases: &[(AliasId, &Alias)],
    ) -> Option<(AliasId, ActorId, Rule)> {
        let is_whole = |(_, alias): &&(AliasId, &Alias)| alias.kind != AliasKind::Short;
        let whole: Vec<_> = aliases.iter().filter(is_whole).collect();
        let [(id, alias)] = whole.as_slice() else { return None };
        if alias.kind != AliasKind::Surname || self.namesakes.contains(&alias.actor) {
            return None;
        }
        if is_behind_office(&self.prose.text, span.start) {
            return Some((*id, alias.actor, Rule::Office));
        }
        let is_telling = alias.text.chars().count() > 2 && !is_common_word(&alias.text);
        is_telling.then_some((*id, alias.actor, Rule::SoleBearer))
    }

    /// Why a surname means nobody of the registry here: it is a part of another name, or a month.
    pub(super) fn reason_against_surname(
        &mut self,
        span: Span,
        aliases: &[(AliasId, &Alias)],
    ) -> Option<Reason> {
        if self.is_behind_given_name(span) {
            let bearers = aliases.iter().filter(|(_, alias)| alias.kind == AliasKind::Surname);
            self.namesakes.extend(bearers.map(|(_, alias)| alias.actor));
            return Some(Reason::PartOfLongerName);
        }
        (self.is_seat_of_title(span) || self.is_before_name(span))
            .then_some(Reason::PartOfLongerName)
    }

    /// `the Countess of Lavrov`: behind a title of nobility and `of` stands a place.
    fn is_seat_of_title(&self, span: Span) -> bool {
        let before = self.prose.text[..span.start as usize].strip_suffix(" of ");
        before.and_then(|text| text.rsplit(' ').next()).is_some_and(is_noble)
    }

    /// `Melania Trump`: a capitalised word before a surname makes it the name of somebody else.
    fn is_behind_given_name(&self, span: Span) -> bool {
        let text = &self.prose.text;
        let Some(before) = word_before(text, span.start) else { return false };
        let start = span.start as usize - 1 - before.len();
        let sentence = self.prose.sentence_at(span.start).map(|idx| self.prose.sentences[idx]);
        let opens_sentence = sentence.is_some_and(|sentence| sentence.start as usize == start);
        // Opening quotes and brackets also leave a capital without weight.
        let is_harmless = self.is_in_capitals(span)
            || is_behind_office(text, span.start)
            || is_function_word(before)
            || before.ends_with("'s")
            || before.ends_with("’s")
            || opens_sentence && before.ends_with("ly")
            || before.ends_with('.') && before.len() > 2
            || self.is_other_name(before);
        is_capitalised(before) && !is_harmless
    }

    /// `Trump Tower`: a capitalised word behind a surname makes it the name of something else.
    pub(super) fn is_before_name(&self, span: Span) -> bool {
        let in_headline = matches!(self.kind_at(span), BlockKind::Title | BlockKind::Heading)
            || self.is_in_capitals(span);
        let rest = &self.prose.text[span.end as usize..];
        // `Caroline of Hesse` is not every Caroline.
        if rest.strip_prefix(" of ").is_some_and(is_capitalised) {
            return true;
        }
        word_after(&self.prose.text, span.end).filter(|_| !in_headline).is_some_and(|after| {
            is_capitalised(after)
                && !is_function_word(after.trim_end_matches('.'))
                && !self.is_other_name(after)
        })
    }

    /// True where all letters are capitals, so that the words around a name tell nothing.
    pub(super) fn is_in_capitals(&self, span: Span) -> bool {
        self.prose.block_index_at(span.start).is_none_or(|idx| self.capitals[idx])
    }

    /// True for a registered name of a thing (`Ukraine envoy`, `Russian President`) and for an acronym.
    fn is_other_name(&self, word: &str) -> bool {
        let word = word.trim_end_matches(['.', '\'', '’']);
        let actor = self.registry.resolve(word).map(|id| self.registry.actor(id));
        actor.is_some_and(|actor| actor.kind != Kind::Person)
            || word.len() > 1 && word.chars().all(char::is_uppercase)
    }
}
