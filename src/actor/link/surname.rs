//! Whether a surname means the person of the registry who bears it.
//!
//! Comes in: a surname in the text. Goes out: the rule that makes it a mention, or why it is none. Always
//! holds: a surname that another given name stands before, or that another word continues, is nobody's.

use super::super::context::{
    is_behind_office, is_capitalised, is_common_word, is_function_word, is_month, word_after,
    word_before,
};
use super::super::mention::{Reason, Rule};
use super::super::registry::{Alias, AliasId, AliasKind};
use super::super::{ActorId, Kind};
use super::Linker;
use crate::article::{BlockKind, Span};

impl Linker<'_> {
    /// A surname without its full name counts where only one person of the registry has it, and it
    /// stands behind an office or is not a common word.
    pub(super) fn sole_surname(
        &self,
        span: Span,
        aliases: &[(AliasId, &Alias)],
    ) -> Option<(AliasId, ActorId, Rule)> {
        let [(id, alias)] = aliases else { return None };
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
        if is_month(&self.prose.text, span) {
            return Some(Reason::Month);
        }
        if self.is_behind_given_name(span) {
            self.namesakes.extend(aliases.iter().map(|(_, alias)| alias.actor));
            return Some(Reason::PartOfLongerName);
        }
        self.is_before_name(span).then_some(Reason::PartOfLongerName)
    }

    /// `Melania Trump`: a capitalised word before a surname makes it the name of somebody else.
    fn is_behind_given_name(&self, span: Span) -> bool {
        let text = &self.prose.text;
        let Some(before) = word_before(text, span.start) else { return false };
        let start = span.start as usize - 1 - before.len();
        let sentence = self.prose.sentence_at(span.start).map(|idx| self.prose.sentences[idx]);
        let opens_sentence = sentence.is_some_and(|sentence| sentence.start as usize == start);
        // Opening quotes and brackets also leave a capital without weight.
        let is_harmless = is_behind_office(text, span.start)
            || is_function_word(before)
            || opens_sentence && before.ends_with("ly")
            || before.ends_with('.') && before.len() > 2
            || self.is_other_name(before);
        is_capitalised(before) && !is_harmless
    }

    /// `Trump Tower`: a capitalised word behind a surname makes it the name of something else.
    fn is_before_name(&self, span: Span) -> bool {
        let in_headline = matches!(self.kind_at(span), BlockKind::Title | BlockKind::Heading);
        word_after(&self.prose.text, span.end).filter(|_| !in_headline).is_some_and(|after| {
            is_capitalised(after)
                && !is_function_word(after.trim_end_matches('.'))
                && !self.is_other_name(after)
        })
    }

    /// True for a registered name of a thing (`Ukraine envoy`, `Russian President`) and for an acronym.
    fn is_other_name(&self, word: &str) -> bool {
        let word = word.trim_end_matches(['.', '\'', '’']);
        let actor = self.registry.resolve(word).map(|id| self.registry.actor(id));
        actor.is_some_and(|actor| actor.kind != Kind::Person)
            || word.len() > 1 && word.chars().all(char::is_uppercase)
    }
}
