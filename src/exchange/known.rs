//! The actors of a site, with their profiles as they were written.
//!
//! Comes in: a registry and the files that it was read from. Goes out: `Known` values, by slug.

use serde::de::IgnoredAny;

use super::{Known, Record};
use crate::actor::{Actor, Registry};
use crate::article::cut;
use crate::source::Snapshot;

/// All actors of a registry, by slug.
pub fn known(registry: &Registry, snapshot: &Snapshot) -> Vec<Known> {
    let known = |actor: &Actor| Known {
        record: Record::of(actor, profile(actor, snapshot)),
        file: actor.file().map(|file| file.as_str().to_owned()),
    };
    registry.actors().iter().map(known).collect()
}

/// The text below the front matter. Empty lines around it mean nothing; an indented first line does.
fn profile<'a>(actor: &Actor, snapshot: &'a Snapshot) -> Option<&'a str> {
    actor.profile.as_ref()?;
    let path = actor.file()?;
    let text = snapshot.source(path)?.text.as_ref().ok()?;
    let body = cut::<IgnoredAny>(path, text).body.trim_end();
    let before = body.len() - body.trim_start().len();
    let start = body[..before].rfind('\n').map_or(0, |at| at + 1);
    Some(&body[start..])
}
