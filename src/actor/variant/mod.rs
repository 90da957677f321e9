//! Names that follow from an actor's name, so that a writer who gives one name is understood.
//!
//! Comes in: an actor's name and kind. Goes out: further names with their kind of alias: other forms of
//! the whole name (`Variant`), parts of it that count once the article has named the actor (`Short`), and
//! its initials. Always holds: nothing generated is strong, so that it yields to what a writer has written.

mod organisation;
mod person;
mod place;

pub(super) use place::FORMS_OF_STATE;

use super::registry::AliasKind;
use super::{Actor, Kind, Origin};

/// The names that follow from the main name and the strong aliases of an actor.
pub(super) fn generated(actor: &Actor) -> Vec<(String, AliasKind)> {
    let mut names = Vec::new();
    // The packs list all forms that they mean.
    if actor.origin == Origin::Pack {
        return names;
    }
    for name in [&actor.name].into_iter().chain(&actor.aliases) {
        let name = name.as_str();
        // `the envoys` and `Amur (1960–2009)`: a description has no forms, what stands in brackets is no name.
        let bare = name.split(" (").next().unwrap_or(name).trim();
        if bare != name && !bare.is_empty() {
            names.push((bare.to_owned(), AliasKind::Variant));
        }
        // A possessive that a list gives as a name has none either.
        if !bare.contains(' ') || bare.ends_with("'s") || bare.ends_with("’s") {
            continue;
        }
        match actor.kind {
            Kind::Person => person::generate(bare, &mut names),
            Kind::Place | Kind::State => place::generate(bare, &mut names),
            Kind::Organisation | Kind::Outlet | Kind::Group => {
                organisation::generate(bare, &mut names);
            }
        }
    }
    names.dedup();
    names
}

/// Words with a capital that are no name on their own.
fn is_telling(word: &str) -> bool {
    word.chars().count() > 2
        && word.starts_with(char::is_uppercase)
        && !super::context::is_common_word(word)
        && !super::context::is_function_word(word)
}
