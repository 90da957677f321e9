//! Entities of our own export, read back without loss.
//!
//! Comes in: an entity with an object `rapporteur`. Goes out: a `Record` with every key set, or what is wrong.

use super::entity::{Entity, Own, OwnRole};
use crate::actor::{Case, Diacritics, Kind, Links, Role};
use crate::date::PartialDate;
use crate::exchange::Record;
use crate::path::Slug;

/// The actor of an entity of our own export.
pub(super) fn record(entity: &Entity, own: &Own) -> Result<Record, String> {
    let all = |property: &str| Some(entity.texts(property).map(str::to_owned).collect());
    let one = |property: &str| entity.text(property).map(str::to_owned);
    let own = own.clone();
    let kind = own.kind.as_deref().and_then(Kind::named);
    let case = [Case::Exact, Case::Ignore];
    let marks = [Diacritics::Exact, Diacritics::Ignore];
    let written_marks = own.diacritics.unwrap_or_else(|| Diacritics::Exact.name().to_owned());
    let written = own.case.unwrap_or_else(|| Case::Exact.name().to_owned());
    Ok(Record {
        name: one("name").ok_or("the entity has no name")?,
        slug: own.slug.as_deref().map(slug).transpose()?,
        kind: Some(kind.ok_or("`rapporteur.kind` is no kind of actor")?),
        aliases: all("alias"),
        weak_aliases: all("weakAlias"),
        demonyms: Some(own.demonyms),
        metonyms: Some(own.metonyms),
        roles: Some(own.roles.iter().map(role).collect::<Result<_, _>>()?),
        member_of: Some(own.member_of.iter().map(|text| slug(text)).collect::<Result<_, _>>()?),
        located_in: own.located_in.as_deref().map(slug).transpose()?,
        description: Some(one("summary").unwrap_or_default()),
        image: own.image,
        links: Links {
            wikidata: one("wikidataId").or(own.wikidata),
            wikipedia: one("wikipediaUrl").or(own.wikipedia),
            website: one("website").or(own.website),
            opensanctions: own.opensanctions,
        },
        case: case.into_iter().find(|case| case.name() == written),
        diacritics: marks.into_iter().find(|marks| marks.name() == written_marks),
        exclude: Some(own.exclude),
        profile: one("description"),
    })
}

fn role(role: &OwnRole) -> Result<Role, String> {
    let date = |text: &str| PartialDate::parse(text).ok_or_else(|| format!("not a date: `{text}`"));
    Ok(Role {
        title: role.title.clone(),
        of: role.of.as_deref().map(slug).transpose()?,
        from: role.from.as_deref().map(date).transpose()?,
        to: role.to.as_deref().map(date).transpose()?,
    })
}

fn slug(text: &str) -> Result<Slug, String> {
    Slug::of(text).ok_or_else(|| format!("not a slug: `{text}`"))
}
