//! What the registry lacks, and what it has too much of.
//!
//! Comes in: linked articles and the registry. Goes out: candidates (proper names that no actor has), near misses
//! of registered names, aliases never seen and actors never named. Always holds: what is said does not depend on the
//! order of the articles but for the sample, which is from the first of them.

mod near;
mod stub;
mod tally;

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::candidate::{Form, Recogniser};
use super::finder::fold;
use super::registry::{AliasKind, Registry};
use super::{ActorId, Kind, Linked, Origin};
use crate::article::Article;
use crate::path::SourcePath;
use near::Names;
use tally::Tally;

pub use stub::stub;

/// What the registry lacks, and what it has too much of.
#[derive(Debug, Default)]
pub struct Suggestions {
    /// Names that no actor has, in most articles first.
    pub candidates: Vec<Candidate>,
    /// Names that look like a registered one, in most articles first.
    pub near_misses: Vec<NearMiss>,
    /// Names in the site's own registry files that no article uses, with their actors.
    pub unseen_aliases: Vec<(ActorId, String)>,
    /// Actors of the site's own files that no article names.
    pub unseen_actors: Vec<ActorId>,
}

/// A proper name that no actor has.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The full name.
    pub name: String,
    /// Number of occurrences, in all forms.
    pub count: usize,
    /// Files that have it.
    pub articles: Vec<SourcePath>,
    /// The first sentence that has the full name.
    pub sample: String,
    /// The file and the line of that sentence.
    pub place: (SourcePath, u32),
    /// What it seems to be.
    pub kind: Kind,
    /// Other forms of the name, the most frequent first.
    pub forms: Vec<CandidateForm>,
}

/// Another form of a candidate's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateForm {
    /// As it stands in the articles.
    pub text: String,
    /// How it is related to the full name.
    pub form: Form,
    /// Number of occurrences.
    pub count: usize,
}

/// A name that looks like a registered one.
#[derive(Debug, Clone)]
pub struct NearMiss {
    /// The name in the articles, and where it stands.
    pub candidate: Candidate,
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
    let recogniser = Recogniser::default();
    // Some hundred articles at a time: their occurrences are counted and forgotten before the next ones are read.
    let mut tally = Tally::default();
    for some in articles.chunks(ARTICLES_AT_A_TIME) {
        let found: Vec<_> = some
            .par_iter()
            .map(|(article, linked)| recogniser.occurrences(article, linked))
            .collect();
        for ((article, _), occurrences) in some.iter().zip(found) {
            tally.add(article, &occurrences);
        }
    }
    // A registered name that was not linked (in a link, or refused by a rule) is no candidate.
    let mut candidates = tally.candidates();
    candidates.retain(|candidate| !registry.knows(&candidate.name));
    let names = Names::of(registry);
    let nearest: Vec<_> =
        candidates.par_iter().map(|candidate| names.nearest(&candidate.name)).collect();
    let mut suggestions = Suggestions::default();
    for (candidate, nearest) in candidates.into_iter().zip(nearest) {
        match nearest {
            Some((actor, resembles)) => {
                suggestions.near_misses.push(NearMiss { candidate, actor, resembles });
            }
            None => suggestions.candidates.push(candidate),
        }
    }
    (suggestions.unseen_actors, suggestions.unseen_aliases) = unseen(&articles, registry);
    suggestions
}

/// How many articles are read before their names are counted.
const ARTICLES_AT_A_TIME: usize = 512;

/// Actors of the site's own files that no article names, and names of the others that no article uses.
pub fn unseen(
    articles: &[(&Article, &Linked)],
    registry: &Registry,
) -> (Vec<ActorId>, Vec<(ActorId, String)>) {
    let mut used_names: BTreeSet<(ActorId, String)> = BTreeSet::new();
    let mut is_used = vec![false; registry.actors().len()];
    for (article, linked) in articles {
        for mention in &linked.mentions {
            is_used[mention.actor.index()] = true;
            let is_own = registry.actor(mention.actor).file().is_some();
            if is_own {
                used_names.insert((mention.actor, fold(article.prose.slice(mention.span))));
            }
        }
    }
    let is_own = |id: ActorId| matches!(registry.actor(id).origin, Origin::File(_));
    let ids = (0..).map(ActorId).take(registry.actors().len());
    let actors = ids.filter(|id| is_own(*id) && !is_used[id.index()]).collect();
    let is_listed =
        |kind: AliasKind| matches!(kind, AliasKind::Alias | AliasKind::Weak | AliasKind::Metonym);
    let aliases = registry
        .aliases()
        .iter()
        .filter(|alias| {
            is_own(alias.actor) && is_used[alias.actor.index()] && is_listed(alias.kind)
        })
        .filter(|alias| !used_names.contains(&(alias.actor, fold(&alias.text))))
        .map(|alias| (alias.actor, alias.text.clone()))
        .collect();
    (actors, aliases)
}
