//! States, peoples and regions that the product knows without a registry.
//!
//! Comes in: nothing but the built-in lists. Goes out: `World`. Always holds: a demonym leads to the name of what it
//! belongs to; where several have it, to the first.

use std::collections::HashMap;

use super::super::name::known_states;
use super::super::{demonym, region};

/// Names of states with their demonyms.
#[derive(Debug)]
pub(super) struct World {
    /// Each name of a state, with its main name.
    states: HashMap<String, String>,
    /// Each demonym, with the main name of what it belongs to.
    demonyms: HashMap<String, String>,
}

impl World {
    pub(super) fn new() -> Self {
        let mut world = Self { states: HashMap::new(), demonyms: HashMap::new() };
        for state in known_states() {
            for name in [&state.name].into_iter().chain(&state.aliases) {
                world.states.entry(name.clone()).or_insert_with(|| state.name.clone());
            }
            for demonym in &state.demonyms {
                world.demonyms.entry(demonym.clone()).or_insert_with(|| state.name.clone());
            }
        }
        for (place, demonyms) in demonym::all() {
            for demonym in demonyms {
                world.demonyms.entry((*demonym).to_owned()).or_insert_with(|| place.to_owned());
            }
        }
        world
    }

    /// The main name of a state that has this one.
    pub(super) fn state(&self, name: &str) -> Option<&str> {
        self.states.get(name).map(String::as_str)
    }

    /// The main name of the state or place whose demonym this is.
    pub(super) fn people(&self, demonym: &str) -> Option<&str> {
        self.demonyms.get(demonym).map(String::as_str)
    }

    /// True for names of states, peoples and parts of states.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.state(name).is_some()
            || self.people(name).is_some()
            || region::is_region(name)
            || !demonym::demonyms(name).is_empty()
    }
}
