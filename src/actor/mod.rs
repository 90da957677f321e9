//! Who acts in the articles: the registry, and finding its names in text.
//!
//! Comes in: files under `content/actors/`, the built-in packs, and articles. Goes out: `Registry`,
//! and for each article its `Mentions`. Always holds: an actor is known by its slug; linking an
//! article depends on that article and the registry alone.

mod acronym;
mod candidate;
mod capitals;
mod context;
mod demonym;
mod file;
mod finder;
mod given_name;
mod link;
mod mention;
mod name;
mod pack;
mod presence;
mod region;
mod registry;
mod suggest;
mod surname;
mod variant;
mod word;

use crate::article::Prose;
use crate::date::{Day, PartialDate};
use crate::diagnostic::Place;
use crate::path::{Slug, SourcePath};

pub use candidate::{Form, Occurrence, Recogniser};
pub use file::Written;
pub use link::link;
pub use mention::{Linked, Mention, Reason, Refusal, Rule};
pub use presence::Presence;
pub use registry::{Alias, AliasId, AliasKind, Registry};
pub use suggest::{Candidate, CandidateForm, NearMiss, Suggestions, stub, suggest, unseen};

/// True for words (in small letters) that say nothing by themselves: `about`, `the`, `would`.
pub fn is_function_word(word: &str) -> bool {
    word::lists(word::FUNCTION_WORDS, word)
}

/// The place of an actor in its registry.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, bitcode::Encode, bitcode::Decode,
)]
pub struct ActorId(pub u32);

impl ActorId {
    /// The same as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Anyone or anything that acts in the articles.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Its name in addresses.
    pub slug: Slug,
    /// Its main name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Names that are proof on their own.
    pub aliases: Vec<String>,
    /// Names that count only under the rules for weak aliases.
    pub weak_aliases: Vec<String>,
    /// Adjectives and people: `Russian`.
    pub demonyms: Vec<String>,
    /// Names that stand for it: `Moscow` for a government.
    pub metonyms: Vec<String>,
    /// Offices held, as the file lists them.
    pub roles: Vec<Role>,
    /// Slugs of what it belongs to.
    pub member_of: Vec<Slug>,
    /// Slug of where it is.
    pub located_in: Option<Slug>,
    /// One sentence about it; may be empty.
    pub description: String,
    /// Picture, relative to its file.
    pub image: Option<String>,
    /// The same actor elsewhere.
    pub links: Links,
    /// How its names are compared with text.
    pub case: Case,
    /// Whether its names are also met without their marks.
    pub diacritics: Diacritics,
    /// Longer phrases that hold one of its names and mean something else.
    pub exclude: Vec<String>,
    /// The writer's profile.
    pub profile: Option<Prose>,
    /// Where it was read from.
    pub origin: Origin,
}

/// The kinds of actor.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A human being.
    Person,
    /// A body with members or officers.
    Organisation,
    /// A state.
    State,
    /// A city, region, building or sea.
    Place,
    /// A newspaper, agency or channel.
    Outlet,
    /// A movement, coalition or other loose group.
    Group,
}

impl Kind {
    /// All kinds, in the order of the index of actors.
    pub const ALL: [Kind; 6] =
        [Kind::Person, Kind::State, Kind::Organisation, Kind::Group, Kind::Outlet, Kind::Place];

    /// The kind of a word of the registry files.
    pub fn named(word: &str) -> Option<Self> {
        Kind::ALL.into_iter().find(|kind| kind.name() == word)
    }

    /// The word of the registry files.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Organisation => "organisation",
            Kind::State => "state",
            Kind::Place => "place",
            Kind::Outlet => "outlet",
            Kind::Group => "group",
        }
    }

    /// The kind as a reader sees it.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Person => "Person",
            Kind::Organisation => "Organisation",
            Kind::State => "State",
            Kind::Place => "Place",
            Kind::Outlet => "Outlet",
            Kind::Group => "Group",
        }
    }

    /// The plural as a reader sees it.
    pub fn plural(self) -> &'static str {
        match self {
            Kind::Person => "People",
            Kind::Organisation => "Organisations",
            Kind::State => "States",
            Kind::Place => "Places",
            Kind::Outlet => "Outlets",
            Kind::Group => "Groups",
        }
    }
}

/// An office held by an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// `Secretary of State`.
    pub title: String,
    /// Slug of the actor that the office is of.
    pub of: Option<Slug>,
    /// First day, as far as it is known.
    pub from: Option<PartialDate>,
    /// Last day; none for an office that is still held, or whose end is not known.
    pub to: Option<PartialDate>,
}

impl Role {
    /// True when the office was held on a day, as far as is known: an unknown end is open, and a
    /// year or month counts whole.
    pub fn held_on(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from.first() <= day)
            && self.to.is_none_or(|to| day <= to.last())
    }
}

/// An actor elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Links {
    /// Wikidata item (`Q212`).
    pub wikidata: Option<String>,
    /// Address or title of a Wikipedia page.
    pub wikipedia: Option<String>,
    /// Address of its own site.
    pub website: Option<String>,
    /// OpenSanctions id (`Q7747`, `NK-…`).
    pub opensanctions: Option<String>,
}

/// How names are compared with text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Case {
    /// Letter by letter.
    #[default]
    Exact,
    /// Without regard to upper and lower case.
    Ignore,
}

/// Whether names are also met without the marks of their letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Diacritics {
    /// `Erdoğan` alone.
    #[default]
    Exact,
    /// `Erdoğan` and `Erdogan`.
    Ignore,
}

impl Diacritics {
    /// The word of the registry files.
    pub fn name(self) -> &'static str {
        match self {
            Diacritics::Exact => "exact",
            Diacritics::Ignore => "ignore",
        }
    }
}

impl Case {
    /// The word of the registry files.
    pub fn name(self) -> &'static str {
        match self {
            Case::Exact => "exact",
            Case::Ignore => "ignore",
        }
    }
}

/// Where an actor was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A built-in pack.
    Pack,
    /// A file of the site. It may complete an actor of a pack.
    File(Place),
}

impl Actor {
    /// The office on a day: the one taken up last, if several were held. An actor without dated
    /// offices shows those without dates.
    pub fn role_on(&self, day: Option<Day>) -> Option<&Role> {
        let held = |role: &&Role| match day {
            Some(day) => role.held_on(day),
            None => role.to.is_none(),
        };
        // Of roles that began on one day the first in the file is the weightier one.
        self.roles.iter().filter(held).rev().max_by_key(|role| role.from.map(PartialDate::first))
    }

    /// The file of the site that describes the actor.
    pub fn file(&self) -> Option<&SourcePath> {
        match &self.origin {
            Origin::File(place) => Some(&place.path),
            Origin::Pack => None,
        }
    }

    /// The name by which the actor is sorted: the surname first for persons, articles dropped.
    pub fn sorting_name(&self) -> String {
        if self.kind == Kind::Person
            && let Some(surname) = surname::surname(&self.name)
        {
            let given = self.name[..self.name.len() - surname.len()].trim_end();
            return format!("{surname}, {given}");
        }
        self.name.strip_prefix("The ").unwrap_or(&self.name).to_owned()
    }
}
