//! The region that is a part of a place's name: `Jacksonville, Florida`.
//!
//! Comes in: the name of a place in the text. Goes out: the name with the regions behind it. Always holds: a list
//! is none, and text that is not searched is no part of it.

use super::super::Kind;
use super::super::context::is_capitalised;
use super::super::demonym::demonyms;
use super::super::region::regions_after;
use super::super::registry::AliasKind;
use super::{Found, Linker};
use crate::article::Span;

/// Words behind the name of a place that say what it is, and do not make it another one: `Java island`.
const SORTS: &[&str] = &[" Island", " Kingdom", " island", " kingdom"];

impl Linker<'_> {
    /// The name with the regions behind it, where it is the name of a place that is no state or part
    /// of the world.
    pub(super) fn with_region(&self, found: Found) -> Found {
        let is_place = |name: &Found| {
            name.aliases.iter().any(|id| {
                let alias = self.registry.alias(*id);
                let actor = self.registry.actor(alias.actor);
                let is_larger = || {
                    self.registry.is_state(&actor.name)
                        || !demonyms(&actor.name).is_empty()
                        || actor.name.ends_with("Union")
                };
                actor.kind == Kind::Place && alias.kind != AliasKind::Demonym && !is_larger()
            })
        };
        // `Jeddah, Brussels, New York` is a list.
        let before = &self.prose.text[..found.span.start as usize];
        let follows = before.strip_suffix(", ").and_then(|text| text.rsplit([' ', '\n']).next());
        if !is_place(&found) || follows.is_some_and(is_capitalised) {
            return found;
        }
        let mut after = &self.prose.text[found.span.end as usize..];
        let sort = SORTS.iter().find(|sort| {
            after.strip_prefix(**sort).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        });
        let n_sort = sort.map_or(0, |sort| sort.len());
        after = &after[n_sort..];
        let block_end = after.find('\n').unwrap_or(after.len());
        let length = regions_after(&after[..block_end], |name| self.registry.is_state(name));
        let end = found.span.end + u32::try_from(n_sort + length).unwrap_or_default();
        let wider = Span { end, ..found.span };
        if self.is_searchable(wider) { Found { span: wider, ..found } } else { found }
    }
}
