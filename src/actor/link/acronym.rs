//! Acronyms that the article defines: `International Atomic Energy Agency (IAEA)`.
//!
//! Comes in: the mentions so far. Goes out: mentions of the same actors by what stands in brackets behind their names,
//! there and wherever it occurs. Always holds: they overlap no other mention, and in the body none comes before
//! the brackets.

use std::collections::{BTreeMap, BTreeSet};

use super::super::mention::{Mention, Rule};
use super::super::{ActorId, Kind, acronym};
use super::Linker;
use crate::article::{BlockKind, Span};

impl Linker<'_> {
    /// Adds the other uses of acronyms that stand in brackets behind a full name. A definition holds until the
    /// next one of the same letters; headline, summary and headings may use the first one beforehand.
    pub(super) fn add_acronyms(&mut self) {
        let text = &self.prose.text;
        let mut defined: BTreeMap<&str, Vec<(u32, ActorId)>> = BTreeMap::new();
        for mention in &self.linked.mentions {
            let acronym = acronym::defined_after(text, mention.span)
                .or_else(|| self.foreign_acronym(mention))
                .filter(|_| !self.is_person(mention.actor));
            if let Some(acronym) = acronym {
                let places = defined.entry(&text[acronym.range()]).or_default();
                places.push((acronym.start, mention.actor));
            }
        }
        let mut taken: BTreeMap<u32, u32> = self
            .linked
            .mentions
            .iter()
            .map(|mention| (mention.span.start, mention.span.end))
            .collect();
        let mut added = BTreeSet::new();
        for (letters, places) in defined {
            for (at, _) in text.match_indices(letters) {
                let start = u32::try_from(at).unwrap_or(u32::MAX);
                let span = Span { start, end: start + u32::try_from(letters.len()).unwrap_or(0) };
                let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                let is_word = !joins(text[..at].chars().next_back())
                    && !joins(text[span.end as usize..].chars().next());
                let before = taken.range(..span.end).next_back();
                let overlaps = before.is_some_and(|(_, end)| *end > span.start);
                let n_before = places.partition_point(|(defined_at, _)| *defined_at <= start);
                let is_defined = n_before > 0 || self.kind_at(span) != BlockKind::Text;
                if is_word && is_defined && !overlaps && self.is_searchable(span) {
                    self.mention(span, None, places[n_before.max(1) - 1].1, Rule::Acronym);
                    taken.insert(span.start, span.end);
                    added.insert(span);
                }
            }
        }
        self.linked.refusals.retain(|refusal| !added.contains(&refusal.span));
    }

    /// An acronym of a body's name in its own language: nobody else has it, and it is no number.
    fn foreign_acronym(&self, mention: &Mention) -> Option<Span> {
        let kind = self.registry.actor(mention.actor).kind;
        let is_whole = self.prose.slice(mention.span).contains(' ');
        let acronym = acronym::in_brackets_after(&self.prose.text, mention.span)?;
        let letters = self.prose.slice(acronym);
        let is_own = letters.chars().all(char::is_alphabetic)
            && !letters.chars().all(|c| "IVX".contains(c))
            && !self.registry.knows(letters)
            && !self.registry.is_state(letters);
        (is_whole && is_own && matches!(kind, Kind::Organisation | Kind::Group)).then_some(acronym)
    }
}
