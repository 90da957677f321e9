//! What the registry lacks, and what it has too much of.
//!
//! Comes in: linked articles and the registry. Goes out: candidates (proper names that no actor has), with their
//! short forms, near misses of registered names, aliases never seen and actors never named. Always holds: a name is
//! listed once; what is in most articles comes first.

mod group;
mod near_miss;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use self::group::fuller_names;
use self::near_miss::Spellings;
use super::candidate::{Occurrence, Recogniser};
use super::finder::fold;
use super::registry::{AliasKind, Registry};
use super::{ActorId, Kind, Linked, Origin};
use crate::article::{Article, Prose};
use crate::path::{Slug, SourcePath};

/// What the registry lacks, and what it has too much of.
#[derive(Debug, Default)]
pub struct Suggestions {
    /// Names that no actor has, in most articles first.
    pub candidates: Vec<Candidate>,
    /// Names that look like a registered one.
    pub near_misses: Vec<NearMiss>,
    /// Names in the site's own registry files that no article uses, with their actors.
    pub unseen_aliases: Vec<(ActorId, String)>,
    /// Actors of the site's own files that no article names.
    pub unseen_actors: Vec<ActorId>,
}

/// A proper name that no actor has.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The name.
    pub name: String,
    /// Number of occurrences.
    pub count: usize,
    /// Files that have it.
    pub articles: Vec<SourcePath>,
    /// The first sentence that has it.
    pub sample: String,
    /// What it seems to be.
    pub kind: Kind,
    /// Other forms in which it occurs, the most frequent ones first: `Berg` for `Anna Berg`.
    pub short_forms: Vec<String>,
}

/// A name that looks like a registered one.
#[derive(Debug, Clone)]
pub struct NearMiss {
    /// The name in the articles.
    pub name: String,
    /// Number of occurrences.
    pub count: usize,
    /// Whose name it resembles.
    pub actor: ActorId,
    /// The name that it resembles.
    pub resembles: String,
}

/// Looks through linked articles for what the registry lacks.
pub fn suggest<'a>(
    articles: impl Iterator<Item = (&'a Article, &'a Linked)>,
    registry: &Registry,
) -> Suggestions {
    let articles: Vec<(&Article, &Linked)> = articles.collect();
    let recogniser = Recogniser::new(articles.iter().map(|(article, _)| *article));
    let found: Vec<Vec<Occurrence>> = articles
        .par_iter()
        .map(|(article, linked)| recogniser.candidates(article, linked))
        .collect();
    let mut names: BTreeMap<String, Seen<'_>> = BTreeMap::new();
    for ((article, _), occurrences) in articles.iter().zip(&found) {
        for occurrence in occurrences {
            let name = listed_name(&article.prose, *occurrence, &recogniser);
            names.entry(name).or_default().add(article, *occurrence);
        }
    }
    // A registered name that was not linked (in a link, or refused by a rule) is no candidate.
    names.retain(|name, _| !registry.knows(name));
    let mut suggestions = Suggestions::default();
    let spellings = Spellings::of(registry);
    for candidate in grouped(names) {
        let near = spellings.nearest(&candidate.name).map(|id| registry.alias(id));
        match near {
            Some(alias) => suggestions.near_misses.push(NearMiss {
                name: candidate.name,
                count: candidate.count,
                actor: alias.actor,
                resembles: alias.text.clone(),
            }),
            None => suggestions.candidates.push(candidate),
        }
    }
    let by_weight = |a: &Candidate, b: &Candidate| {
        (b.articles.len(), b.count, &a.name).cmp(&(a.articles.len(), a.count, &b.name))
    };
    suggestions.candidates.sort_by(by_weight);
    suggestions.near_misses.sort_by(|a, b| (b.count, &a.name).cmp(&(a.count, &b.name)));
    add_unseen(&mut suggestions, &articles, registry);
    suggestions
}

/// The file of a new actor: its path under the project and its text.
pub fn stub(candidate: &Candidate) -> Option<(SourcePath, String)> {
    let slug = Slug::of(&candidate.name)?;
    let path = SourcePath::new(&format!("content/actors/{slug}.md"));
    let quoted = |name: &str| format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""));
    let (name, kind) = (quoted(&candidate.name), candidate.kind.name());
    // What follows from the name (a surname, a name behind a rank) need not be listed.
    let acronyms: Vec<String> = candidate
        .short_forms
        .iter()
        .filter(|form| candidate.kind != Kind::Person && !candidate.name.contains(form.as_str()))
        .map(|form| quoted(form))
        .collect();
    let aliases = match acronyms.as_slice() {
        [] => String::new(),
        acronyms => format!("aliases: [{}]\n", acronyms.join(", ")),
    };
    Some((path, format!("---\nname: {name}\nkind: {kind}\n{aliases}---\n")))
}

/// The name under which an occurrence is counted: a state's for a demonym, one spelling of spaces and apostrophes.
fn listed_name(prose: &Prose, occurrence: Occurrence, recogniser: &Recogniser) -> String {
    let written = prose.slice(occurrence.span);
    match recogniser.known_name(written) {
        Some(known) if occurrence.kind == Kind::State || occurrence.kind == Kind::Place => {
            known.to_owned()
        }
        _ => fold(written),
    }
}

/// What is known of a name while articles are read.
#[derive(Default)]
struct Seen<'a> {
    count: usize,
    articles: Vec<&'a SourcePath>,
    sample: Option<&'a str>,
    /// For each kind the weight of the guesses.
    votes: BTreeMap<Kind, u32>,
    /// As it is written.
    forms: BTreeMap<String, usize>,
}

impl<'a> Seen<'a> {
    fn add(&mut self, article: &'a Article, occurrence: Occurrence) {
        let prose = &article.prose;
        self.count += 1;
        if self.articles.last() != Some(&&article.path) {
            self.articles.push(&article.path);
        }
        self.sample.get_or_insert_with(|| {
            let sentence = prose.sentence_at(occurrence.span.start);
            prose.slice(sentence.map_or(occurrence.span, |idx| prose.sentences[idx]))
        });
        *self.votes.entry(occurrence.kind).or_default() += 1 + 4 * occurrence.weight;
        *self.forms.entry(fold(prose.slice(occurrence.span))).or_default() += 1;
    }

    fn kind(&self) -> Kind {
        let best =
            self.votes.iter().max_by_key(|(kind, weight)| (**weight, std::cmp::Reverse(**kind)));
        best.map_or(Kind::Place, |(kind, _)| *kind)
    }

    /// Takes a short form's occurrences over.
    fn take(&mut self, other: Seen<'a>) {
        self.count += other.count;
        self.articles.extend(other.articles);
        self.articles.sort();
        self.articles.dedup();
        for (form, count) in other.forms {
            *self.forms.entry(form).or_default() += count;
        }
    }
}

/// Names as candidates, short forms with the names that they belong to.
fn grouped(mut names: BTreeMap<String, Seen<'_>>) -> Vec<Candidate> {
    let kinds = names.iter().map(|(name, seen)| (name.clone(), seen.kind())).collect();
    for (form, name) in fuller_names(&kinds) {
        if let Some(short) = names.remove(&form) {
            names.entry(name).or_default().take(short);
        }
    }
    let candidate = |(name, seen): (String, Seen<'_>)| {
        let mut forms: Vec<(&String, &usize)> =
            seen.forms.iter().filter(|(form, _)| **form != name).collect();
        forms.sort_by_key(|(form, count)| (std::cmp::Reverse(**count), *form));
        Candidate {
            count: seen.count,
            articles: seen.articles.iter().map(|path| (*path).clone()).collect(),
            sample: seen
                .sample
                .unwrap_or_default()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            kind: seen.kind(),
            short_forms: forms.into_iter().map(|(form, _)| form.clone()).collect(),
            name,
        }
    };
    names.into_iter().map(candidate).collect()
}

/// Adds what the site's own files list and no article has.
fn add_unseen(
    suggestions: &mut Suggestions,
    articles: &[(&Article, &Linked)],
    registry: &Registry,
) {
    let mut used_names: BTreeSet<(ActorId, String)> = BTreeSet::new();
    let mut used_actors: BTreeSet<ActorId> = BTreeSet::new();
    for (article, linked) in articles {
        for mention in &linked.mentions {
            used_actors.insert(mention.actor);
            used_names.insert((mention.actor, fold(article.prose.slice(mention.span))));
        }
    }
    let is_own = |actor: ActorId| matches!(registry.actor(actor).origin, Origin::File(_));
    let ids = (0..).map(ActorId).take(registry.actors().len());
    suggestions.unseen_actors = ids.filter(|id| is_own(*id) && !used_actors.contains(id)).collect();
    let is_written = |kind| matches!(kind, AliasKind::Alias | AliasKind::Weak | AliasKind::Metonym);
    let unseen = registry.aliases().iter().filter(|alias| {
        is_written(alias.kind)
            && is_own(alias.actor)
            && used_actors.contains(&alias.actor)
            && !used_names.contains(&(alias.actor, fold(&alias.text)))
    });
    suggestions.unseen_aliases = unseen.map(|alias| (alias.actor, alias.text.clone())).collect();
}
