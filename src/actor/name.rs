//! All names of an actor: those that are written, and those that follow from them.
//!
//! Comes in: an actor, and the built-in state of its name. Goes out: names with their kinds. Always holds: the
//! main name comes first, and what is written before what is generated.

use std::collections::BTreeMap;

use super::registry::AliasKind;
use super::{Actor, ActorId, Diacritics, Kind, Origin, demonym, pack, surname, variant};
use crate::config::Pack;

/// The actors of the pack of states.
pub(super) fn known_states() -> Vec<Actor> {
    let entries = pack::entries(Pack::States).into_iter();
    let actors = entries.map(|entry| entry.complete(None, Origin::Pack));
    actors.filter(|actor| actor.kind == Kind::State).collect()
}

/// True for a place or state of which the writer gave a name and no other.
fn is_bare_place(actor: &Actor) -> bool {
    matches!(actor.kind, Kind::State | Kind::Place)
        && actor.aliases.is_empty()
        && actor.demonyms.is_empty()
}

/// For actors that have the name of a built-in state, that state: of two that have one of its names the one
/// that has its first.
pub(super) fn namesakes<'a>(actors: &[Actor], states: &'a [Actor]) -> BTreeMap<ActorId, &'a Actor> {
    let mut by_name: BTreeMap<&str, ActorId> = BTreeMap::new();
    for (actor, id) in actors.iter().zip(0..) {
        if is_bare_place(actor) {
            by_name.entry(&actor.name).or_insert(ActorId(id));
        }
    }
    let named = |state: &'a Actor| {
        let mut names = [&state.name].into_iter().chain(&state.aliases);
        Some((*names.find_map(|name| by_name.get(name.as_str()))?, state))
    };
    states.iter().filter_map(named).collect()
}

/// All names of an actor, strong ones first, with the generated ones. `namesake` is the built-in state
/// of the same name.
pub(super) fn names(actor: &Actor, namesake: Option<&Actor>) -> Vec<(String, AliasKind)> {
    let mut names = vec![(actor.name.clone(), AliasKind::Name)];
    let mut push = |texts: &[String], kind: AliasKind| {
        names.extend(texts.iter().map(|text| (text.clone(), kind)));
    };
    push(&actor.aliases, AliasKind::Alias);
    push(&actor.demonyms, AliasKind::Demonym);
    push(&actor.weak_aliases, AliasKind::Weak);
    push(&actor.metonyms, AliasKind::Metonym);
    if actor.kind == Kind::Person {
        push(&surname::forms(&actor.name), AliasKind::Surname);
        let whole = |alias: &&String| alias.contains(' ') && !alias.ends_with("'s");
        for alias in actor.aliases.iter().filter(whole) {
            push(&surname::forms(alias), AliasKind::Surname);
        }
    }
    names.extend(variant::generated(actor));
    if let Some(state) = namesake {
        let abbreviations = state.aliases.iter().filter(|name| !name.contains(char::is_lowercase));
        let forms = state.demonyms.iter().chain(abbreviations);
        names.extend(forms.map(|form| (form.clone(), AliasKind::Variant)));
        names.extend(state.exclude.iter().map(|name| (name.clone(), AliasKind::Excluded)));
    } else if is_bare_place(actor) {
        let demonyms = demonym::demonyms(&actor.name).iter();
        names.extend(demonyms.map(|form| ((*form).to_owned(), AliasKind::Variant)));
    }
    // A name that begins with a small letter (`the secretary of state`) has a capital at the start of a
    // sentence.
    let opened: Vec<(String, AliasKind)> = names
        .iter()
        .filter(|(text, _)| text.contains(' ') && text.starts_with(char::is_lowercase))
        .map(|(text, kind)| (capitalised(text), *kind))
        .collect();
    names.extend(opened);
    if actor.diacritics == Diacritics::Ignore {
        let plain: Vec<(String, AliasKind)> =
            names.iter().filter_map(|(text, kind)| Some((without_marks(text)?, *kind))).collect();
        names.extend(plain);
    }
    names.extend(actor.exclude.iter().map(|text| (text.clone(), AliasKind::Excluded)));
    if let Some(bare) = actor.name.strip_prefix("The ") {
        names.push((bare.to_owned(), AliasKind::Alias));
    }
    names
}

/// A name of Latin letters without their marks, where it has any: `Erdogan` for `Erdoğan`.
fn without_marks(name: &str) -> Option<String> {
    let is_latin = |c: char| {
        !c.is_alphabetic() || u32::from(c) < 0x0250 || (0x1E00..0x1F00).contains(&u32::from(c))
    };
    (!name.is_ascii() && name.chars().all(is_latin)).then(|| deunicode::deunicode(name))
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
