//! All names of an actor: those that are written, and those that follow from them.
//!
//! Comes in: an actor, and the built-in actor of its name. Goes out: names with their kinds. Always holds: the
//! main name comes first, and what is written before what is generated.

use std::collections::BTreeMap;

use super::registry::AliasKind;
use super::{Actor, ActorId, Diacritics, Kind, Origin, demonym, pack, surname, variant};
use crate::config::{Config, Pack};

/// The actors of the packs that a site has not switched on.
pub(super) fn known_actors(config: &Config) -> Vec<Actor> {
    let absent = [Pack::States, Pack::Organisations].into_iter();
    let entries = absent.filter(|pack| !config.packs.contains(pack)).flat_map(pack::entries);
    entries.map(|entry| entry.complete(None, Origin::Pack)).collect()
}

/// True for an actor of which the writer gave a name and no other.
fn is_bare(actor: &Actor) -> bool {
    actor.kind != Kind::Person && actor.aliases.is_empty() && actor.demonyms.is_empty()
}

/// For actors that have the name of a built-in one, that one: of two that have one of its names the one
/// that has its first.
pub(super) fn namesakes<'a>(actors: &[Actor], known: &'a [Actor]) -> BTreeMap<ActorId, &'a Actor> {
    let mut by_name: BTreeMap<&str, ActorId> = BTreeMap::new();
    for (actor, id) in actors.iter().zip(0..) {
        if is_bare(actor) {
            by_name.entry(&actor.name).or_insert(ActorId(id));
        }
    }
    let named = |known: &'a Actor| {
        let mut names = [&known.name].into_iter().chain(&known.aliases);
        let id = *names.find_map(|name| by_name.get(name.as_str()))?;
        // A city and a club may have one name; a state may be listed as a place.
        let sort = |kind: Kind| matches!(kind, Kind::State | Kind::Place);
        (sort(known.kind) == sort(actors[id.index()].kind)).then_some((id, known))
    };
    known.iter().filter_map(named).collect()
}

/// All names of an actor, strong ones first, with the generated ones. `namesake` is the built-in actor
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
    if let Some(known) = namesake {
        // The long and short names of a state are told apart by the writer; its abbreviations are not.
        let is_form =
            |name: &&String| known.kind != Kind::State || !name.contains(char::is_lowercase);
        let forms = known.demonyms.iter().chain(known.aliases.iter().filter(is_form));
        names.extend(forms.map(|form| (form.clone(), AliasKind::Variant)));
        if known.kind != Kind::State {
            names.extend(known.weak_aliases.iter().map(|name| (name.clone(), AliasKind::Weak)));
        }
        names.extend(known.exclude.iter().map(|name| (name.clone(), AliasKind::Excluded)));
    } else if is_bare(actor) && matches!(actor.kind, Kind::Place | Kind::State) {
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
