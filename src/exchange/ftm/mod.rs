//! Actors as FollowTheMoney, the format of Aleph and OpenSanctions: one entity a line, in JSON.
//!
//! Comes in: lines of entities, or the actors of a site. Goes out: a `Batch`, or lines of entities. Always
//! holds: what FollowTheMoney has no property for stands in an object `rapporteur` beside `properties`, which
//! other readers pass over.

mod entity;
mod foreign;
mod own;
mod read;
mod write;

pub use read::read;
pub use write::write;

use crate::actor::Kind;

/// The kind of actor that a schema stands for; none for what is no actor. `level` is that of a `Territory`.
fn kind(schema: &str, level: Option<&str>) -> Option<Kind> {
    match schema {
        "Person" => Some(Kind::Person),
        "Organization" | "Company" | "PublicBody" | "LegalEntity" => Some(Kind::Organisation),
        "Country" => Some(Kind::State),
        "Territory" if level == Some(COUNTRY) => Some(Kind::State),
        "Territory" => Some(Kind::Place),
        _ => None,
    }
}

/// The level of a territory that is a state.
const COUNTRY: &str = "country";

/// Relations that become an office or membership: schema, who, and of what.
const TIES: &[(&str, &str, &str)] = &[
    ("Occupancy", "holder", "post"),
    ("Directorship", "director", "organization"),
    ("Employment", "employee", "employer"),
    ("Membership", "member", "organization"),
];
