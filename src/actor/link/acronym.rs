//! Acronyms that the article defines: `International Atomic Energy Agency (IAEA)`.
//!
//! Comes in: the mentions so far. Goes out: mentions of the same actors by what stands in brackets behind their names,
//! there and wherever it occurs. Always holds: they overlap no other mention, and in the body none comes before
//! the brackets.

use super::super::mention::{Mention, Rule};
use super::super::{ActorId, Kind, acronym};
use super::Linker;
use crate::article::{BlockKind, Span};

impl Linker<'_> {
    /// Adds the later uses of acronyms that stand in brackets behind a full name.
    pub(super) fn add_acronyms(&mut self) {
        let text = &self.prose.text;
        let defined: Vec<(ActorId, Span)> = self
            .linked
            .mentions
            .iter()
            .filter(|mention| self.registry.actor(mention.actor).kind != Kind::Person)
            .filter_map(|mention| {
                let acronym = acronym::defined_after(text, mention.span)
                    .or_else(|| self.foreign_acronym(mention))?;
                Some((mention.actor, acronym))
            })
            .collect();
        for (actor, acronym) in defined {
            let letters = &text[acronym.range()];
            for (at, _) in text.match_indices(letters) {
                let start = u32::try_from(at).unwrap_or(u32::MAX);
                let span = Span { start, end: start + acronym.end - acronym.start };
                let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                let is_word = !joins(text[..start as usize].chars().next_back())
                    && !joins(text[span.end as usize..].chars().next());
                let overlaps = |mention: &Mention| {
                    mention.span.start < span.end && span.start < mention.span.end
                };
                // Headline, summary and headings may use it before the body says what it is.
                let is_defined = acronym.start <= start || self.kind_at(span) != BlockKind::Text;
                if is_word
                    && is_defined
                    && self.is_searchable(span)
                    && !self.linked.mentions.iter().any(overlaps)
                {
                    self.linked.refusals.retain(|refusal| refusal.span != span);
                    self.mention(span, None, actor, Rule::Acronym);
                }
            }
        }
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
