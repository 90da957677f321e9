//! Writes entities line by line.
//!
//! Comes in: `Published`. Goes out: lines of JSON: an entity for each actor, `Occupancy`, `Position` and
//! `Membership` for its relations, an `Article` for each article and a `Mention` for each article and actor.

use std::collections::BTreeMap;

use serde::Serialize;

use super::COUNTRY;
use super::entity::{Own, OwnRole};
use crate::actor::{Case, Diacritics, Kind, Role};
use crate::date::PartialDate;
use crate::exchange::{Exported, Named, Published, Record};
use crate::path::Slug;
use crate::site::ArticleId;

/// An entity as it is written.
#[derive(Debug, Serialize)]
struct Line<'a> {
    id: String,
    schema: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<&'a str>,
    properties: BTreeMap<&'static str, Vec<String>>,
    rapporteur: Own,
}

/// The lines of an export, each with its line break.
pub fn write<'a>(published: &'a Published<'a>) -> impl Iterator<Item = String> + 'a {
    let actors = published.actors.iter().flat_map(|actor| {
        let mentions = actor.named.iter().map(|named| mention(published, actor, named));
        let own = std::iter::once(entity(actor));
        own.chain(relations(actor)).chain(mentions.collect::<Vec<_>>())
    });
    let articles = published.articles().map(|id| article(published, id));
    articles.chain(actors).map(|line| {
        let text = serde_json::to_string(&line).expect("invariant: an entity is plain data");
        format!("{text}\n")
    })
}

/// The schema of a kind of actor.
fn schema(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "Person",
        Kind::Organisation | Kind::Outlet | Kind::Group => "Organization",
        Kind::State | Kind::Place => "Territory",
    }
}

fn actor_id(slug: &str) -> String {
    format!("actor-{slug}")
}

fn entity(actor: &Exported) -> Line<'_> {
    let record = &actor.record;
    let kind = record.kind.unwrap_or(Kind::Person);
    let links = &record.links;
    let (wikipedia, wikipedia_title) = web_or_not(links.wikipedia.as_ref());
    let (website, website_text) = web_or_not(links.website.as_ref());
    // An empty value would be passed over by readers.
    let (wikidata, no_wikidata) = match &links.wikidata {
        Some(id) if id.trim().is_empty() => (None, Some(id.clone())),
        id => (id.clone(), None),
    };
    let one = |text: &Option<String>| text.iter().cloned().collect::<Vec<_>>();
    let titles = record.roles.iter().flatten().map(|role| role.title.clone());
    let mut properties: BTreeMap<&'static str, Vec<String>> = BTreeMap::from([
        ("name", vec![record.name.clone()]),
        ("alias", record.aliases.clone().unwrap_or_default()),
        ("weakAlias", record.weak_aliases.clone().unwrap_or_default()),
        ("summary", one(&record.description)),
        ("description", one(&record.profile)),
        ("wikidataId", one(&wikidata)),
        ("wikipediaUrl", one(&wikipedia)),
        ("website", one(&website)),
    ]);
    if kind == Kind::Person {
        properties.insert("position", titles.collect());
    }
    if kind == Kind::State {
        properties.insert("level", vec![COUNTRY.to_owned()]);
    }
    if let (Kind::Place, Some(state)) = (kind, &record.located_in) {
        properties.insert("partOf", vec![actor_id(state.as_str())]);
    }
    properties.retain(|_, texts| texts.iter().any(|text| !text.is_empty()));
    let own = Own {
        wikidata: no_wikidata,
        wikipedia: wikipedia_title,
        website: website_text,
        ..own(record, kind)
    };
    let (id, caption) = (actor_id(actor.slug()), Some(record.name.as_str()));
    Line { id, schema: schema(kind), caption, properties, rapporteur: own }
}

/// What has no property.
fn own(record: &Record, kind: Kind) -> Own {
    let slugs = |slugs: &[Slug]| slugs.iter().map(Slug::to_string).collect();
    Own {
        slug: record.slug.as_ref().map(Slug::to_string),
        kind: Some(kind.name().to_owned()),
        demonyms: record.demonyms.clone().unwrap_or_default(),
        metonyms: record.metonyms.clone().unwrap_or_default(),
        roles: record.roles.iter().flatten().map(own_role).collect(),
        member_of: slugs(record.member_of.as_deref().unwrap_or_default()),
        located_in: record.located_in.as_ref().map(Slug::to_string),
        image: record.image.clone(),
        opensanctions: record.links.opensanctions.clone(),
        case: record.case.filter(|case| *case != Case::Exact).map(|case| case.name().to_owned()),
        diacritics: record
            .diacritics
            .filter(|marks| *marks != Diacritics::Exact)
            .map(|marks| marks.name().to_owned()),
        exclude: record.exclude.clone().unwrap_or_default(),
        ..Own::default()
    }
}

fn own_role(role: &Role) -> OwnRole {
    OwnRole {
        title: role.title.clone(),
        of: role.of.as_ref().map(Slug::to_string),
        from: role.from.map(PartialDate::iso),
        to: role.to.map(PartialDate::iso),
    }
}

/// The address of a property that holds addresses; what is none goes beside the properties.
fn web_or_not(link: Option<&String>) -> (Option<String>, Option<String>) {
    match link {
        Some(text) if text.starts_with("https://") || text.starts_with("http://") => {
            (Some(text.clone()), None)
        }
        other => (None, other.cloned()),
    }
}

fn derived() -> Own {
    Own { derived: true, ..Own::default() }
}

/// The relations of an actor, for readers that draw networks. An import reads them from the actor itself.
fn relations(actor: &Exported) -> Vec<Line<'_>> {
    let (slug, record) = (actor.slug(), &actor.record);
    let mut lines = Vec::new();
    let mut line = |id: String, schema, properties: Vec<(&'static str, Option<String>)>| {
        let set = properties.into_iter().filter_map(|(key, text)| Some((key, vec![text?])));
        let properties = set.collect();
        lines.push(Line { id, schema, caption: None, properties, rapporteur: derived() });
    };
    let offices = record.roles.iter().flatten().filter(|_| record.kind == Some(Kind::Person));
    for (role, n) in offices.zip(1..) {
        let post = format!("position-{slug}-{n}");
        let body = role.of.as_ref().map(|body| actor_id(body.as_str()));
        let properties = vec![("name", Some(role.title.clone())), ("organization", body)];
        line(post.clone(), "Position", properties);
        let properties = vec![
            ("holder", Some(actor_id(slug))),
            ("post", Some(post)),
            ("startDate", role.from.map(PartialDate::iso)),
            ("endDate", role.to.map(PartialDate::iso)),
        ];
        line(format!("occupancy-{slug}-{n}"), "Occupancy", properties);
    }
    for body in record.member_of.iter().flatten() {
        let organization = Some(actor_id(body.as_str()));
        let properties = vec![("member", Some(actor_id(slug))), ("organization", organization)];
        line(format!("membership-{slug}-{body}"), "Membership", properties);
    }
    lines
}

fn article<'a>(published: &Published<'_>, id: ArticleId) -> Line<'a> {
    let article = &published.site.article(id).article;
    let lede = article.summary.lede.as_ref().map(|lede| article.prose.slice(lede.text).trim());
    let properties = BTreeMap::from([
        ("title", vec![article.title.clone()]),
        ("publishedAt", published.date(id).into_iter().collect()),
        ("sourceUrl", vec![published.article_url(id)]),
        ("author", article.front.authors.clone()),
        ("summary", lede.map(str::to_owned).into_iter().collect()),
    ]);
    let properties = properties.into_iter().filter(|(_, texts)| !texts.is_empty()).collect();
    let id = format!("article-{}", article.slug);
    Line { id, schema: "Article", caption: None, properties, rapporteur: derived() }
}

fn mention<'a>(published: &Published<'_>, actor: &Exported, named: &Named) -> Line<'a> {
    let article = &published.site.article(named.article).article.slug;
    let properties = BTreeMap::from([
        ("document", vec![format!("article-{article}")]),
        ("resolved", vec![actor_id(actor.slug())]),
        ("name", named.names.clone()),
        ("detectedSchema", vec![schema(actor.record.kind.unwrap_or(Kind::Person)).to_owned()]),
    ]);
    let sentences = named.sentences.iter().map(|(sentence, _)| sentence.clone()).collect();
    let id = format!("mention-{article}-{}", actor.slug());
    let rapporteur = Own { sentences, ..derived() };
    Line { id, schema: "Mention", caption: None, properties, rapporteur }
}
