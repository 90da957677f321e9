//! Acronyms that the article defines: `International Atomic Energy Agency (IAEA)`.
//!
//! Comes in: the mentions of an article. Goes out: further ones, for the acronyms from their definition on. Always
//! holds: what is a mention already stays as it is.

use std::collections::{BTreeMap, BTreeSet};

use super::super::mention::Rule;
use super::super::{ActorId, acronym};
use super::Linker;
use crate::article::Span;

impl Linker<'_> {
    /// Adds the later uses of acronyms that stand in brackets behind a full name. A definition holds until the
    /// next one of the same letters.
    pub(super) fn add_acronyms(&mut self) {
        let text = &self.prose.text;
        let mut defined: BTreeMap<&str, Vec<(u32, ActorId)>> = BTreeMap::new();
        for mention in &self.linked.mentions {
            if let Some(acronym) = acronym::defined_after(text, mention.span)
                && !self.is_person(mention.actor)
            {
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
            for (at, _) in text[places[0].0 as usize..].match_indices(letters) {
                let start = places[0].0 + u32::try_from(at).unwrap_or(u32::MAX);
                let span = Span { start, end: start + u32::try_from(letters.len()).unwrap_or(0) };
                let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                let is_word = !joins(text[..start as usize].chars().next_back())
                    && !joins(text[span.end as usize..].chars().next());
                let before = taken.range(..span.end).next_back();
                let overlaps = before.is_some_and(|(_, end)| *end > span.start);
                if is_word && !overlaps && self.is_searchable(span) {
                    let idx = places.partition_point(|(defined_at, _)| *defined_at <= start);
                    self.mention(span, None, places[idx - 1].1, Rule::Acronym);
                    taken.insert(span.start, span.end);
                    added.insert(span);
                }
            }
        }
        self.linked.refusals.retain(|refusal| !added.contains(&refusal.span));
    }
}
