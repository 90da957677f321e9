//! Related articles: those that share rare actors.
//!
//! Comes in: a site and one of its articles. Goes out: the five nearest others. The weight of a shared
//! actor is its inverse document frequency (Spärck Jones, 1972), since an actor in every article says
//! nothing; actors that both articles are about count double. Of an actor with many articles only
//! those nearest in time are looked at: they are the ones a reader wants, and the cost stays flat.

use super::{ArticleId, Site};
use crate::actor::ActorId;

/// At most this many related articles are named.
const MAX_RELATED: usize = 5;
/// For each actor this many articles before and after are looked at.
const WINDOW: usize = 48;

/// An article, the weight of an actor that it shares, and that actor.
type Shared = (ArticleId, f64, ActorId);
/// The sum of the weights of what one article shares, and its entries.
type Ranked<'a> = (f64, &'a [Shared]);

pub(super) fn related(site: &Site, article: ArticleId) -> Vec<(ArticleId, Vec<ActorId>)> {
    #[expect(clippy::cast_precision_loss, reason = "numbers of articles are small")]
    let idf = |n: usize| ((1.0 + site.articles.len() as f64) / n as f64).ln();
    // What each article shares with this one, an actor at a time: some hundred entries.
    let mut shared: Vec<Shared> = Vec::new();
    for presence in &site.article(article).linked.presences {
        let others = &site.by_actor[presence.actor.index()];
        let weight = idf(others.len());
        let at = others.partition_point(|other| *other < article);
        let near = &others[at.saturating_sub(WINDOW)..others.len().min(at + 1 + WINDOW)];
        shared.extend(near.iter().filter(|other| **other != article).map(|other| {
            let both = presence.about && is_about(site, *other, presence.actor);
            (*other, if both { 2.0 * weight } else { weight }, presence.actor)
        }));
    }
    // Stable, so that sums are taken in the order of the actors.
    shared.sort_by_key(|(other, ..)| *other);
    let mut ranked: Vec<Ranked<'_>> = shared
        .chunk_by(|a, b| a.0 == b.0)
        .map(|shared| (shared.iter().map(|(_, weight, _)| weight).sum(), shared))
        .collect();
    // Of equally near articles the one nearest in time comes first.
    let by_rank = |a: &Ranked<'_>, b: &Ranked<'_>| {
        let (a_id, b_id) = (a.1[0].0, b.1[0].0);
        let distance = |id: ArticleId| id.0.abs_diff(article.0);
        b.0.total_cmp(&a.0).then(distance(a_id).cmp(&distance(b_id))).then(b_id.cmp(&a_id))
    };
    if ranked.len() > MAX_RELATED {
        ranked.select_nth_unstable_by(MAX_RELATED, by_rank);
        ranked.truncate(MAX_RELATED);
    }
    ranked.sort_by(by_rank);
    ranked
        .into_iter()
        .filter(|(score, _)| *score > 0.0)
        .map(|(_, shared)| {
            let mut shared = shared.to_vec();
            shared.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.2.cmp(&b.2)));
            (shared[0].0, shared.into_iter().map(|(.., actor)| actor).collect())
        })
        .collect()
}

/// Articles have those first that they are about.
fn is_about(site: &Site, article: ArticleId, actor: ActorId) -> bool {
    let presences = site.article(article).linked.presences.iter();
    presences.take_while(|presence| presence.about).any(|presence| presence.actor == actor)
}
