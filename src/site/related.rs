//! Related articles: those that share rare actors.
//!
//! Comes in: a site and one of its articles. Goes out: the five nearest others. The weight of a shared
//! actor is its inverse document frequency (Spärck Jones, 1972), since an actor in every article says
//! nothing; actors that both articles are about count double. Of an actor with many articles only
//! those nearest in time are looked at: they are the ones a reader wants, and the cost stays flat.

use std::collections::BTreeMap;

use super::{ArticleId, Site};
use crate::actor::ActorId;

/// At most this many related articles are named.
const MAX_RELATED: usize = 5;
/// For each actor this many articles before and after are looked at.
const WINDOW: usize = 48;

pub(super) fn related(site: &Site, article: ArticleId) -> Vec<(ArticleId, Vec<ActorId>)> {
    #[expect(clippy::cast_precision_loss, reason = "numbers of articles are small")]
    let idf = |n: usize| ((1.0 + site.articles.len() as f64) / n as f64).ln();
    let mut scores: BTreeMap<ArticleId, (f64, Vec<(f64, ActorId)>)> = BTreeMap::new();
    let here = site.article(article);
    for presence in &here.presences {
        let others = &site.by_actor[presence.actor.index()];
        let weight = idf(others.len());
        let at = others.partition_point(|other| *other < article);
        for other in &others[at.saturating_sub(WINDOW)..others.len().min(at + 1 + WINDOW)] {
            if *other == article {
                continue;
            }
            let there =
                site.article(*other).presences.iter().find(|other| other.actor == presence.actor);
            let both = presence.about && there.is_some_and(|there| there.about);
            let weight = if both { 2.0 * weight } else { weight };
            let (score, shared) = scores.entry(*other).or_default();
            *score += weight;
            shared.push((weight, presence.actor));
        }
    }
    let mut ranked: Vec<(f64, ArticleId)> =
        scores.iter().map(|(id, (score, _))| (*score, *id)).collect();
    // Of equally near articles the one nearest in time comes first.
    ranked.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then_with(|| a.1.0.abs_diff(article.0).cmp(&b.1.0.abs_diff(article.0)))
            .then(b.1.cmp(&a.1))
    });
    ranked
        .into_iter()
        .take(MAX_RELATED)
        .filter(|(score, _)| *score > 0.0)
        .map(|(_, id)| {
            let mut shared = scores.remove(&id).map(|(_, shared)| shared).unwrap_or_default();
            shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            (id, shared.into_iter().map(|(_, actor)| actor).collect())
        })
        .collect()
}
