//! Titles that are a part of a name: `General Milley`, `Pope Francis`, `Otto II, Duke of Saxony`, `Republic of Lenia`.
//!
//! Comes in: a name in the text. Goes out: the name of a person with the ranks and honorifics before it and the seat
//! behind it, the name of a state with its form of government. An
//! office (`President`, `Secretary of State`) is what somebody does and no part of the name, and neither is
//! `Mr`.

use super::super::Kind;
use super::super::context::{is_capitalised, word_before};
use super::super::registry::{AliasId, AliasKind};
use super::super::variant::FORMS_OF_STATE;
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
            return self.with_form_of_state(found, from);
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
        let end = found.span.end + self.length_of_seat(&found);
        Found { span: Span { start, end }, ..found }
    }

    /// `, Duke of Saxony` behind a name that the registry has with a title and a seat, too: its length in bytes.
    fn length_of_seat(&self, found: &Found) -> u32 {
        let is_seated = |id: &AliasId| {
            let name = &self.registry.actor(self.registry.alias(*id).actor).name;
            name.split_once(", ").is_some_and(|(_, seat)| seat.split(' ').any(is_noble))
        };
        let after = &self.prose.text[found.span.end as usize..];
        let length = || {
            let (title, place) = after.strip_prefix(", ")?.split_once(" of ")?;
            let end = place.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(place.len());
            let is_seat = is_noble(title) && is_capitalised(place);
            is_seat.then_some(", ".len() + title.len() + " of ".len() + end)
        };
        let length = if found.aliases.iter().all(is_seated) { length() } else { None };
        length.and_then(|length| u32::try_from(length).ok()).unwrap_or_default()
    }

    /// The name of a state or region with what it is: `State of Lenia`, `Republic of Lenia`.
    fn with_form_of_state(&self, found: Found, from: u32) -> Found {
        let is_place = |id: &AliasId| {
            let alias = self.registry.alias(*id);
            let actor = self.registry.actor(alias.actor);
            matches!(actor.kind, Kind::Place | Kind::State) && alias.text == actor.name
        };
        if !found.aliases.iter().all(is_place) {
            return found;
        }
        let before = &self.prose.text[from as usize..found.span.start as usize];
        let mut forms = FORMS_OF_STATE.iter();
        let Some(form) = forms.find(|form| before.ends_with(**form)) else { return found };
        let start = found.span.start - u32::try_from(form.len()).unwrap_or_default();
        // `Upper Province of Lenia` is a part of Lenia.
        if word_before(&self.prose.text, start).is_some_and(is_capitalised) {
            return found;
        }
        Found { span: Span { start, ..found.span }, ..found }
    }
}

/// True for a title that is held of a place.
pub(super) fn is_noble(word: &str) -> bool {
    NOBLE.contains(&word.to_lowercase().as_str())
}

#[rustfmt::skip]
const NOBLE: &[&str] = &[
    "archduchess", "archduke", "baron", "baroness", "count", "countess", "duchess", "duke", "earl",
    "elector", "emir", "king", "landgrave", "margrave", "marquess", "prince", "princess", "queen", "sultan",
];
