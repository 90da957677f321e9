//! Whether a name is whole, and whether a surname means the person of the registry who bears it.
//!
//! Comes in: a name in the text. Goes out: the rule that makes it a mention, or why it is none. Always
//! holds: a surname that another given name stands before, or that another word continues, is nobody's.

use super::super::context::{
    is_before_institution, is_behind_office, is_capitalised, is_common_word, is_function_word,
    is_junior, is_month, word_after, word_before,
};
use super::super::mention::{Reason, Rule};
use super::super::registry::{Alias, AliasId, AliasKind};
use super::super::{ActorId, Kind};
use super::Linker;
use crate::article::{BlockKind, Span};

impl Linker<'_> {
    /// The span of a full name where the text has an initial that the registry lacks (`Donald J. Trump`):
    /// the surname alone was found, and stands for the main name from here on.
    pub(super) fn with_given_name(
        &self,
        span: Span,
        aliases: &mut Vec<AliasId>,
        from: u32,
    ) -> Span {
        let before = &self.prose.text[from as usize..span.start as usize];
        let Some(start_of_initial) = start_of_initials(before) else { return span };
        let before = &before[..start_of_initial];
        for id in &*aliases {
            let alias = self.registry.alias(*id);
            let name = self.registry.actor(alias.actor).name.as_str();
            let given = name.split(' ').next().unwrap_or_default();
            let is_whole = before
                .strip_suffix(given)
                .is_some_and(|rest| !given.is_empty() && !rest.ends_with(char::is_alphanumeric));
            if alias.kind == AliasKind::Surname && is_whole {
                let main = self.registry.main_alias(alias.actor);
                let start = from + u32::try_from(before.len() - given.len()).unwrap_or_default();
                *aliases = vec![main];
                return Span { start, ..span };
            }
        }
        span
    }

    /// `Donald Trump Jr.` is the son, and `Munich Airport` is not the city.
    pub(super) fn is_part_of_other_name(&self, span: Span, aliases: &[AliasId]) -> bool {
        let kinds = || {
            let actors = aliases.iter().map(|id| self.registry.alias(*id).actor);
            actors.map(|actor| self.registry.actor(actor).kind)
        };
        let text = &self.prose.text;
        is_junior(text, span.end) && kinds().all(|kind| kind == Kind::Person)
            || is_before_institution(text, span.end)
                && kinds().any(|kind| kind == Kind::Place)
                && !aliases.iter().any(|id| self.is_strong_name_of_state(*id))
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

/// Where the initials begin that a text ends with, with the space before them: `Donald J. `.
fn start_of_initials(text: &str) -> Option<usize> {
    let mut rest = text.strip_suffix([' ', '\u{a0}'])?;
    while let Some(shorter) = rest.strip_suffix('.') {
        let shorter = shorter.strip_suffix(char::is_uppercase)?;
        rest = shorter;
        if let Some(shorter) = rest.strip_suffix([' ', '\u{a0}']) {
            if !shorter.ends_with('.') {
                return Some(shorter.len());
            }
            rest = shorter;
        }
    }
    None
}
