//! Measures mentions: names that the registry has, with their actors.
//!
//! Comes in: annotated texts and actors. Goes out: a `Score`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use rapporteur::actor::{Registry, link};
use rapporteur::article::Reading;
use rapporteur::config;
use rapporteur::diagnostic::Severity;
use rapporteur::path::{Slug, SourcePath};
use rapporteur::source::Source;
use serde::{Deserialize, Serialize};

use super::gold::{AnnotatedText, read_file};
use super::score::{Errors, Score};

#[derive(Deserialize)]
pub struct ListedActor {
    pub id: String,
    pub name: String,
    pub kind: String,
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// A mention as it is compared: places count code points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    start: usize,
    end: usize,
    actor: String,
}

pub fn read_actors(path: &Path) -> Result<Vec<ListedActor>> {
    serde_json::from_str(&read_file(path)?)
        .with_context(|| format!("`{}` is not a list of actors", path.display()))
}

/// The actors with the one name that a writer in a hurry gives them.
pub fn names_only(mut actors: Vec<ListedActor>) -> Vec<ListedActor> {
    actors.iter_mut().for_each(|actor| actor.aliases.clear());
    actors
}

pub fn measure(texts: &[AnnotatedText], actors: &[ListedActor], most: usize) -> Result<Score> {
    let registry = registry_of(actors)?;
    let ids: BTreeMap<String, &ListedActor> =
        actors.iter().map(|actor| (slug_of(&actor.id), actor)).collect();
    let named = |id: &str| {
        let listed = actors.iter().find(|actor| actor.id == id);
        listed.map_or(id, |actor| actor.name.as_str()).to_owned()
    };
    let (mut score, mut wrong, mut missed) =
        (Score::default(), Errors::default(), Errors::default());
    for text in texts {
        let linked = link(&text.article(), &registry);
        let wanted = text.wanted().filter_map(|mention| {
            let actor = mention.actor.clone()?;
            Some(Found { start: mention.start, end: mention.end, actor })
        });
        let wanted: Vec<Found> = wanted.collect();
        let found = linked.mentions.iter().filter_map(|mention| {
            let actor = ids.get(registry.actor(mention.actor).slug.as_str())?.id.clone();
            let (start, end) = text.places(mention.span);
            let found = Found { start, end, actor };
            (wanted.contains(&found) || text.counts_against(start, end)).then_some(found)
        });
        let found: Vec<Found> = found.collect();
        score.wanted += wanted.len();
        score.found += found.len();
        score.right += found.iter().filter(|found| wanted.contains(found)).count();
        let note = |errors: &mut Errors, Found { start, end, actor }: &Found| {
            errors.note(text.surface(*start, *end), named(actor), text.sample(*start, *end));
        };
        let is_wrong = |found: &&Found| !wanted.contains(found);
        found.iter().filter(is_wrong).for_each(|error| note(&mut wrong, error));
        let is_missed = |wanted: &&Found| !found.contains(wanted);
        wanted.iter().filter(is_missed).for_each(|error| note(&mut missed, error));
    }
    Ok(score.finished(wrong.most_frequent(most), missed.most_frequent(most)))
}

/// The product's own registry of these actors.
pub fn registry_of(actors: &[ListedActor]) -> Result<Registry> {
    let settings = config::read("").0;
    let files = actors.chunks(200).zip(0..).map(|(actors, idx)| registry_file(actors, idx));
    let files = files.collect::<Result<Vec<Source>>>()?;
    let reading = Reading::new(&settings);
    let (registry, diagnostics) = Registry::read(&settings, files.iter(), &reading);
    match diagnostics.iter().find(|found| found.severity == Severity::Error) {
        Some(problem) => bail!("the list of actors cannot be used: {}", problem.message),
        None => Ok(registry),
    }
}

fn slug_of(id: &str) -> String {
    Slug::of(id).map_or_else(String::new, |slug| slug.to_string())
}

/// A file of the registry: JSON is YAML.
fn registry_file(actors: &[ListedActor], idx: usize) -> Result<Source> {
    #[derive(Serialize)]
    struct Entry<'a> {
        slug: &'a str,
        name: &'a str,
        kind: &'a str,
        aliases: &'a [String],
    }
    const KINDS: &[&str] = &["person", "organisation", "state", "place", "outlet", "group"];
    let entries: Vec<Entry<'_>> = actors
        .iter()
        .map(|actor| Entry {
            slug: &actor.id,
            name: &actor.name,
            kind: KINDS.iter().find(|kind| **kind == actor.kind).unwrap_or(&"group"),
            aliases: &actor.aliases,
        })
        .collect();
    let path = SourcePath::new(&format!("content/actors/part-{idx}.yaml"));
    Ok(Source::new(path, &serde_json::to_vec(&entries)?))
}
