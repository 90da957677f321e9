//! Entities of others: which of their properties are keys of the registry.
//!
//! Comes in: an entity of OpenSanctions, Aleph or another source. Goes out: a `Record`. Always holds: a name that
//! is too general to be proof is a weak alias; addresses are of the web.

use std::collections::BTreeSet;

use super::entity::Entity;
use crate::actor::{Kind, Links, Role};
use crate::article::sentences;
use crate::date::PartialDate;
use crate::exchange::Record;

/// Properties that have a key.
pub(super) const MAPPED: &[&str] = &[
    "name",
    "alias",
    "previousName",
    "weakAlias",
    "abbreviation",
    "summary",
    "description",
    "notes",
    "position",
    "wikidataId",
    "wikipediaUrl",
    "website",
    "level",
];

/// The actor of an entity; none for one without a name.
pub(super) fn record(entity: &Entity, kind: Kind) -> Option<Record> {
    let mut seen = BTreeSet::new();
    let mut names: Vec<String> = Vec::new();
    for property in ["name", "alias", "previousName"] {
        let texts = entity.texts(property).map(clean).filter(|name| is_name(name));
        names.extend(texts.filter(|name| seen.insert(name.clone())));
    }
    names.extend(put_together(entity).filter(|_| names.is_empty()));
    let caption = entity.caption.as_deref().map(clean).filter(|caption| is_name(caption));
    // A caption that is none of the names is an e-mail address, a telephone number or the like.
    let main = caption.filter(|caption| names.is_empty() || names.contains(caption));
    let name = main.or_else(|| names.first().cloned())?;
    names.retain(|other| *other != name);
    let is_weak = |name: &String| kind == Kind::Person && is_single_word(name);
    let (mut weak_aliases, aliases): (Vec<String>, Vec<String>) =
        names.into_iter().partition(is_weak);
    for property in ["weakAlias", "abbreviation"] {
        let weak = entity.texts(property).map(clean);
        weak_aliases.extend(weak.filter(|text| *text != name && seen.insert(text.clone())));
    }
    let web = |property: &str| entity.texts(property).find(|text| is_of_the_web(text));
    let wikidata = entity.text("wikidataId").filter(|id| is_wikidata(id));
    let id = entity.id.as_str();
    let is_opensanctions = id.starts_with("NK-") || is_wikidata(id);
    Some(Record {
        name,
        kind: Some(kind),
        aliases: some(aliases),
        weak_aliases: some(weak_aliases),
        roles: some(entity.texts("position").map(position).collect()),
        description: description(entity),
        links: Links {
            wikidata: wikidata.or(Some(id).filter(|id| is_wikidata(id))).map(str::to_owned),
            wikipedia: web("wikipediaUrl").map(str::to_owned),
            website: web("website").map(str::to_owned),
            opensanctions: is_opensanctions.then(|| id.to_owned()),
        },
        ..Record::default()
    })
}

/// A property without a value says nothing.
fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    Some(list).filter(|list| !list.is_empty())
}

/// Signs and digits alone name nobody.
fn is_name(text: &str) -> bool {
    text.contains(char::is_alphabetic)
}

/// A text in one line, without what cannot be seen.
pub(super) fn clean(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A date, which may have a time that does not matter.
pub(super) fn date(text: &str) -> Option<PartialDate> {
    PartialDate::parse(text).or_else(|| PartialDate::parse(text.get(..10)?))
}

fn put_together(entity: &Entity) -> Option<String> {
    let parts = ["firstName", "middleName", "lastName"].map(|part| entity.text(part));
    let name = parts.into_iter().flatten().map(clean).collect::<Vec<_>>().join(" ");
    Some(name).filter(|name| is_name(name))
}

/// True for a name of one word, in scripts that part words.
fn is_single_word(name: &str) -> bool {
    let parts_no_words = |c: char| matches!(u32::from(c), 0x0E00..=0x0EFF | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF);
    !name.contains(char::is_whitespace) && !name.contains(parts_no_words)
}

fn is_wikidata(id: &str) -> bool {
    id.strip_prefix('Q').is_some_and(|digits| {
        !digits.is_empty() && digits.len() < 12 && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn is_of_the_web(address: &str) -> bool {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

/// One sentence or a few: what is longer is cut behind the last sentence that fits.
fn description(entity: &Entity) -> Option<String> {
    let texts = ["summary", "description", "notes"].map(|property| entity.text(property));
    let text = clean(texts.into_iter().flatten().next()?);
    if text.chars().count() <= MAX_DESCRIPTION {
        return Some(text);
    }
    let ends = sentences(&text).into_iter().map(|sentence| sentence.end);
    let fits = |end: &usize| text[..*end].chars().count() <= MAX_DESCRIPTION;
    let end = ends.take_while(fits).last();
    Some(end.map_or_else(|| shortened(&text), |end| text[..end].trim_end().to_owned()))
}

const MAX_DESCRIPTION: usize = 300;

fn shortened(text: &str) -> String {
    let head: String = text.chars().take(MAX_DESCRIPTION).collect();
    let head = head.rsplit_once(' ').map_or(head.as_str(), |(head, _)| head);
    format!("{}…", head.trim_end_matches([',', ';', ' ']))
}

/// An office of a list of offices: `Minister of Finance (2011-2015)`.
fn position(text: &str) -> Role {
    let text = clean(text);
    let bare = |title: &str| Role { title: title.to_owned(), of: None, from: None, to: None };
    let years = || {
        let (title, years) = text.strip_suffix(')')?.rsplit_once(" (")?;
        let (from, to) = years.split_once(['-', '–'])?;
        let date = |text: &str| match text.trim() {
            "" => Some(None),
            text => PartialDate::parse(text).map(Some),
        };
        let (from, to) = (date(from)?, date(to)?);
        (from.is_some() || to.is_some()).then(|| Role { from, to, ..bare(title) })
    };
    years().unwrap_or_else(|| bare(&text))
}
