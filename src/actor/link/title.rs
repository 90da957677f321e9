//! Titles that are a part of a name: `General Milley`, `Pope Francis`, `Sir Keir Starmer`.
//!
//! Comes in: the name of a person in the text. Goes out: the name with the ranks and honorifics before it. An
//! office (`President`, `Secretary of State`) is what somebody does and no part of the name, and neither is
//! `Mr`.

use super::super::context::word_before;
use super::super::registry::AliasKind;
use super::super::word::{RANKS, lists};
use super::{Found, Linker};
use crate::article::Span;

impl Linker<'_> {
    /// The name with the honorifics before it, from byte `from` of the text on.
    pub(super) fn with_title(&self, found: Found, from: u32) -> Found {
        let is_person = |found: &Found| {
            found.aliases.iter().all(|id| {
                let alias = self.registry.alias(*id);
                self.is_person(alias.actor) && alias.kind != AliasKind::Weak
            })
        };
        if !is_person(&found) {
            return found;
        }
        let mut start = found.span.start;
        while let Some(word) = word_before(&self.prose.text, start) {
            let at = start - 1 - u32::try_from(word.len()).unwrap_or_default();
            let is_rank = lists(RANKS, word.trim_end_matches('.'));
            let is_searchable = || self.is_searchable(Span { start: at, ..found.span });
            if !is_rank || at < from || !is_searchable() {
                break;
            }
            start = at;
        }
        Found { span: Span { start, ..found.span }, ..found }
    }
}
