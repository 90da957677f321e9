//! An actor as it is exchanged: key by key, as the registry files have them.
//!
//! Comes in: an actor of the registry, or what a reader of another format found. Goes out: `Record`. Always
//! holds: a key that is not known is unset, and a record of an actor of the registry has every key set.

use crate::actor::{Actor, Case, Diacritics, Kind, Links, Role};
use crate::date::PartialDate;
use crate::path::Slug;
use crate::yaml::Value;

/// An actor, key by key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// Its main name.
    pub name: String,
    /// Its name in addresses, where the file gives one.
    pub slug: Option<Slug>,
    /// What it is.
    pub kind: Option<Kind>,
    /// Strong names.
    pub aliases: Option<Vec<String>>,
    /// Weak names.
    pub weak_aliases: Option<Vec<String>>,
    /// Adjectives and people.
    pub demonyms: Option<Vec<String>>,
    /// Names that stand for it.
    pub metonyms: Option<Vec<String>>,
    /// Offices.
    pub roles: Option<Vec<Role>>,
    /// What it belongs to.
    pub member_of: Option<Vec<Slug>>,
    /// Where it is.
    pub located_in: Option<Slug>,
    /// One sentence about it.
    pub description: Option<String>,
    /// Picture, relative to `content/actors/`.
    pub image: Option<String>,
    /// The same actor elsewhere.
    pub links: Links,
    /// How its names are compared with text.
    pub case: Option<Case>,
    /// Whether its names are also met without the marks of their letters.
    pub diacritics: Option<Diacritics>,
    /// Longer phrases that mean something else.
    pub exclude: Option<Vec<String>>,
    /// The writer's profile, in Markdown.
    pub profile: Option<String>,
}

/// A key of a record with its value. Keys of a group have a dot: `links.wikidata`.
pub type Field = (&'static str, Value);

/// The key of the profile, which is the body of a Markdown file and stands in no YAML.
pub const PROFILE: &str = "profile";

impl Record {
    /// An actor of the registry. Its profile is text of its file, which the registry does not keep.
    pub fn of(actor: &Actor, profile: Option<&str>) -> Self {
        Self {
            name: actor.name.clone(),
            slug: Some(actor.slug.clone()),
            kind: Some(actor.kind),
            aliases: Some(actor.aliases.clone()),
            weak_aliases: Some(actor.weak_aliases.clone()),
            demonyms: Some(actor.demonyms.clone()),
            metonyms: Some(actor.metonyms.clone()),
            roles: Some(actor.roles.clone()),
            member_of: Some(actor.member_of.clone()),
            located_in: actor.located_in.clone(),
            description: Some(actor.description.clone()),
            image: image(actor),
            links: actor.links.clone(),
            case: Some(actor.case),
            diacritics: Some(actor.diacritics),
            exclude: Some(actor.exclude.clone()),
            profile: profile.map(str::to_owned),
        }
    }

    /// The slug, given or made of the name.
    pub fn slug(&self) -> Option<Slug> {
        self.slug.clone().or_else(|| Slug::of(&self.name))
    }

    /// All keys that are set, in the order of the documentation. The slug is left to the file.
    pub fn fields(&self) -> Vec<Field> {
        let text = |text: &Option<String>| text.as_deref().map(Value::from);
        let slug = |slug: &Slug| Value::from(slug.as_str());
        let fields = [
            ("name", Some(Value::from(self.name.as_str()))),
            ("kind", self.kind.map(|kind| Value::from(kind.name()))),
            ("aliases", self.aliases.clone().map(Value::from)),
            ("weak_aliases", self.weak_aliases.clone().map(Value::from)),
            ("demonyms", self.demonyms.clone().map(Value::from)),
            ("metonyms", self.metonyms.clone().map(Value::from)),
            ("roles", self.roles.as_ref().map(|roles| roles.iter().map(role).collect())),
            ("member_of", self.member_of.as_ref().map(|bodies| bodies.iter().map(slug).collect())),
            ("located_in", self.located_in.as_ref().map(slug)),
            ("description", text(&self.description)),
            ("image", text(&self.image)),
            ("links.wikidata", text(&self.links.wikidata)),
            ("links.wikipedia", text(&self.links.wikipedia)),
            ("links.website", text(&self.links.website)),
            ("links.opensanctions", text(&self.links.opensanctions)),
            ("match.case", self.case.map(|case| Value::from(case.name()))),
            ("match.diacritics", self.diacritics.map(|marks| Value::from(marks.name()))),
            ("match.exclude", self.exclude.clone().map(Value::from)),
            (PROFILE, text(&self.profile)),
        ];
        fields.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
    }

    /// The keys of which `other` has another value, with the value here.
    pub fn beyond(&self, other: &Record) -> Vec<Field> {
        let known = other.fields();
        let is_new = |(key, value): &Field| {
            let there = known.iter().find(|(other, _)| other == key).map(|(_, value)| value);
            there.map_or(!is_default(key, value), |there| there != value)
        };
        self.fields().into_iter().filter(is_new).collect()
    }

    /// The same, of lists only what `other` lacks.
    pub fn news(&self, other: &Record) -> Vec<Field> {
        let known = other.fields();
        let lacking = |(key, value): Field| {
            let there = known.iter().find(|(other, _)| *other == key).map(|(_, value)| value);
            match (value, there) {
                (Value::Sequence(list), Some(Value::Sequence(there))) => {
                    let rest: Vec<Value> =
                        list.into_iter().filter(|one| !there.contains(one)).collect();
                    (!rest.is_empty()).then_some((key, Value::Sequence(rest)))
                }
                (value, _) => Some((key, value)),
            }
        };
        self.beyond(other).into_iter().filter_map(lacking).collect()
    }
}

/// True for a value that a file need not have.
pub fn is_default(key: &str, value: &Value) -> bool {
    match value {
        Value::Sequence(list) => list.is_empty(),
        Value::String(text) => match key {
            "match.case" => text == Case::Exact.name(),
            "match.diacritics" => text == Diacritics::Exact.name(),
            _ => text.is_empty(),
        },
        _ => false,
    }
}

/// The picture as a file in `content/actors/` would name it.
fn image(actor: &Actor) -> Option<String> {
    let image = actor.image.clone()?;
    let file = actor.file().filter(|file| file.folder() != FOLDER && !image.contains("://"));
    let Some(path) = file.and_then(|file| file.join(&image)) else { return Some(image) };
    let path = path.as_str();
    if let Some(below) = path.strip_prefix(FOLDER).and_then(|rest| rest.strip_prefix('/')) {
        return Some(below.to_owned());
    }
    Some(match path.strip_prefix("content/") {
        Some(beside) => format!("../{beside}"),
        None => format!("../../{path}"),
    })
}

/// Where imported actors go.
pub const FOLDER: &str = "content/actors";

fn role(role: &Role) -> Value {
    let pairs = [
        ("title", Some(role.title.clone())),
        ("of", role.of.as_ref().map(Slug::to_string)),
        ("from", role.from.map(PartialDate::iso)),
        ("to", role.to.map(PartialDate::iso)),
    ];
    let pairs = pairs.into_iter().filter_map(|(key, text)| Some((key.into(), text?.into())));
    Value::Mapping(pairs.collect())
}
