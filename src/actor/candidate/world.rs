//! What is known of the world before an article is read: states, their peoples and capitals, well-known bodies.
//!
//! Comes in: the built-in packs, also those that the site has switched off. Goes out: the kind of a known name,
//! and the state of a people (`Russian`). Always holds: a name that two have (`Georgia`) is known as the first.

use std::collections::HashMap;

use super::super::region::{is_region, regions_after};
use super::super::{Actor, Kind, Origin, demonym, pack};
use crate::config::Pack;

/// Known names.
pub(super) struct World {
    kinds: HashMap<String, Kind>,
    /// For a people or adjective the name of its state.
    peoples: HashMap<String, String>,
}

impl World {
    /// The names of the packs.
    pub(super) fn new() -> Self {
        let mut world = Self { kinds: HashMap::new(), peoples: HashMap::new() };
        for pack in [Pack::States, Pack::Organisations] {
            for entry in pack::entries(pack) {
                world.add(&entry.complete(None, Origin::Pack));
            }
        }
        for (place, peoples) in demonym::all() {
            for people in peoples {
                world.peoples.entry((*people).to_owned()).or_insert_with(|| (*place).to_owned());
            }
        }
        world
    }

    fn add(&mut self, actor: &Actor) {
        for name in std::iter::once(&actor.name).chain(&actor.aliases).chain(&actor.weak_aliases) {
            self.kinds.entry(name.clone()).or_insert(actor.kind);
        }
        if matches!(actor.kind, Kind::State | Kind::Place) {
            for people in &actor.demonyms {
                self.peoples.entry(people.clone()).or_insert_with(|| actor.name.clone());
            }
        }
    }

    /// The kind of a known name.
    pub(super) fn kind(&self, name: &str) -> Option<Kind> {
        self.kinds.get(name).copied().or_else(|| is_region(name).then_some(Kind::Place))
    }

    /// The state or place of a people or adjective.
    pub(super) fn place_of(&self, people: &str) -> Option<&str> {
        self.peoples.get(people).map(String::as_str)
    }

    /// True for a name of the packs.
    pub(super) fn is_actor(&self, name: &str) -> bool {
        self.kinds.contains_key(name)
    }

    /// True for a state, a capital or a region.
    pub(super) fn is_place(&self, name: &str) -> bool {
        matches!(self.kind(name), Some(Kind::State | Kind::Place))
    }

    /// The length of the regions behind the name of a place: `, Massachusetts`.
    pub(super) fn regions_after(&self, after: &str) -> usize {
        regions_after(after, |name| self.kind(name) == Some(Kind::State))
    }
}
