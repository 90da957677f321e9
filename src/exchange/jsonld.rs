//! Writes actors as JSON-LD in the words of schema.org.
//!
//! Comes in: `Published`. Goes out: one document, an actor a line, each with the articles that name it and the
//! sentences in which they do. It is for search engines and knowledge graphs, and is not read back.

use serde_json::{Map, Value, json};

use super::{Exported, Named, Published, Record};
use crate::actor::{Kind, Role};

/// The document, in parts.
pub fn write<'a>(published: &'a Published<'a>) -> impl Iterator<Item = String> + 'a {
    let head = "{\"@context\":\"https://schema.org\",\"@graph\":[\n".to_owned();
    let nodes = published.actors.iter().enumerate().map(|(idx, actor)| {
        let comma = if idx == 0 { "" } else { ",\n" };
        format!("{comma}{}", node(published, actor))
    });
    std::iter::once(head).chain(nodes).chain(std::iter::once("\n]}\n".to_owned()))
}

fn node(published: &Published<'_>, actor: &Exported) -> Value {
    let record = &actor.record;
    let kind = record.kind.unwrap_or(Kind::Person);
    let id = published.actor_url(actor.slug());
    let mut node = Map::new();
    // What says nothing is left out.
    let mut set = |key: &str, value: Value| {
        let is_empty = match &value {
            Value::Array(list) => list.is_empty(),
            Value::String(text) => text.is_empty(),
            value => value.is_null(),
        };
        if !is_empty {
            node.insert(key.to_owned(), value);
        }
    };
    set("@type", json!(class(kind)));
    set("@id", json!(id));
    set("name", json!(record.name));
    let names = record.aliases.iter().chain(&record.weak_aliases).flatten();
    set("alternateName", names.map(|name| json!(name)).collect());
    set("description", json!(record.description));
    set("url", json!(record.links.website.as_deref().filter(|link| is_of_the_web(link))));
    set("image", json!(record.image.as_deref().filter(|link| is_of_the_web(link))));
    set("sameAs", same_as(record).into());
    let (bodies, occupations) = offices(published, record);
    set("memberOf", bodies.into());
    set("hasOccupation", occupations.into());
    let place = record.located_in.as_ref().map(|slug| reference(published, slug.as_str()));
    set(place_key(kind), json!(place));
    let articles = actor.named.iter().map(|named| article(published, named, &id));
    set("subjectOf", articles.collect());
    Value::Object(node)
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "Person",
        Kind::Organisation | Kind::Group => "Organization",
        Kind::State => "Country",
        Kind::Place => "Place",
        Kind::Outlet => "NewsMediaOrganization",
    }
}

fn place_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "workLocation",
        Kind::Organisation | Kind::Group | Kind::Outlet => "location",
        Kind::State | Kind::Place => "containedInPlace",
    }
}

fn same_as(record: &Record) -> Vec<Value> {
    let links = &record.links;
    let wikidata =
        links.wikidata.as_ref().map(|id| format!("https://www.wikidata.org/entity/{id}"));
    let wikipedia = links.wikipedia.clone().filter(|link| is_of_the_web(link));
    let opensanctions = links
        .opensanctions
        .as_ref()
        .map(|id| format!("https://www.opensanctions.org/entities/{id}/"));
    [wikidata, wikipedia, opensanctions].into_iter().flatten().map(Value::from).collect()
}

fn is_of_the_web(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}

fn reference(published: &Published<'_>, slug: &str) -> Value {
    json!({ "@id": published.actor_url(slug) })
}

/// Offices of a body make one a member of it; those of none are occupations.
fn offices(published: &Published<'_>, record: &Record) -> (Vec<Value>, Vec<Value>) {
    let mut bodies = Vec::new();
    let mut occupations = Vec::new();
    for role in record.roles.iter().flatten() {
        match &role.of {
            Some(slug) => {
                let mut node = dated("OrganizationRole", role);
                node.insert("memberOf".to_owned(), reference(published, slug.as_str()));
                bodies.push(Value::Object(node));
            }
            None => {
                let mut node = dated("Role", role);
                let occupation = json!({ "@type": "Occupation", "name": role.title });
                node.insert("hasOccupation".to_owned(), occupation);
                occupations.push(Value::Object(node));
            }
        }
    }
    let members = record.member_of.iter().flatten();
    bodies.extend(members.map(|slug| reference(published, slug.as_str())));
    (bodies, occupations)
}

fn dated(class: &str, role: &Role) -> Map<String, Value> {
    let mut node = Map::new();
    node.insert("@type".to_owned(), json!(class));
    node.insert("roleName".to_owned(), json!(role.title));
    for (key, date) in [("startDate", role.from), ("endDate", role.to)] {
        if let Some(date) = date {
            node.insert(key.to_owned(), json!(date.iso()));
        }
    }
    node
}

/// An article that names the actor, with the sentences that do.
fn article(published: &Published<'_>, named: &Named, actor: &str) -> Value {
    let url = published.article_url(named.article);
    let sentences = named.sentences.iter().map(|(sentence, anchor)| {
        let fragment = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
        json!({ "@type": "WebPageElement", "text": sentence, "url": format!("{url}{fragment}") })
    });
    let mut node = json!({
        "@type": "Article",
        "@id": url,
        "url": url,
        "headline": published.site.article(named.article).article.title,
        "mentions": { "@id": actor },
        "hasPart": sentences.collect::<Vec<_>>(),
    });
    if let (Some(date), Value::Object(node)) = (published.date(named.article), &mut node) {
        node.insert("datePublished".to_owned(), json!(date));
    }
    node
}
