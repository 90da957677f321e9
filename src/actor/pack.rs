//! The built-in registries.
//!
//! Comes in: which packs the site switched on. Goes out: their actors. The files beside this one are
//! compiled into the program; their origin is stated in `docs/dependencies.md`.

use super::file::{Entry, read_yaml};
use crate::config::Pack;
use crate::path::SourcePath;

/// The actors of a pack.
pub(super) fn entries(pack: Pack) -> Vec<Entry> {
    let (name, text) = match pack {
        Pack::States => ("states.yaml", include_str!("packs/states.yaml")),
        Pack::Organisations => ("organisations.yaml", include_str!("packs/organisations.yaml")),
    };
    read_yaml(&SourcePath::new(name), text).0
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_built_in_actor_is_read_without_a_complaint_and_once() {
        let mut slugs = BTreeSet::new();
        for (name, text) in [
            ("states.yaml", include_str!("packs/states.yaml")),
            ("organisations.yaml", include_str!("packs/organisations.yaml")),
        ] {
            let (entries, diagnostics) = read_yaml(&SourcePath::new(name), text);
            assert_eq!(diagnostics, [], "{name}");
            for entry in entries {
                assert!(slugs.insert(entry.slug.to_string()), "{} twice", entry.slug);
            }
        }
        assert!(slugs.len() > 400, "{}", slugs.len());
    }
}
