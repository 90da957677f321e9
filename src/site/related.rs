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

/// An article, the place of an actor that it shares in the list of this one's actors, and whether both
/// are about that actor.
type Shared = (ArticleId, usize, bool);
/// The sum of the weights of what one article shares, and its entries.
type Ranked<'a> = (f64, &'a [Shared]);

pub(super) fn related(site: &Site, article: ArticleId) -> Vec<(ArticleId, Vec<ActorId>)> {
    #[expect(clippy::cast_precision_loss, reason = "numbers of articles are small")]
    let idf = |n: usize| ((1.0 + site.articles.len() as f64) / n as f64).ln();
    let presences = &site.article(article).linked.presences;
    let idfs: Vec<f64> =
        presences.iter().map(|presence| idf(site.by_actor[presence.actor.index()].len())).collect();
    let weight = |(_, place, both): &Shared| if *both { 2.0 * idfs[*place] } else { idfs[*place] };
    // What each article shares with this one, an actor at a time: some thousand entries.
    let mut shared: Vec<Shared> = Vec::new();
    for (place, presence) in presences.iter().enumerate() {
        let others = &site.by_actor[presence.actor.index()];
        let at = others.partition_point(|other| *other < article);
        let near = &others[at.saturating_sub(WINDOW)..others.len().min(at + 1 + WINDOW)];
        shared.extend(near.iter().filter(|other| **other != article).map(|other| {
            let both = presence.about && is_about(site, *other, presence.actor);
            (*other, place, both)
        }));
    }
    // Sums are taken in the order of the actors.
    shared.sort_unstable();
    let mut ranked: Vec<Ranked<'_>> = shared
        .chunk_by(|a, b| a.0 == b.0)
        .map(|shared| (shared.iter().map(weight).sum(), shared))
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
            let mut weights: Vec<(f64, ActorId)> =
                shared.iter().map(|entry| (weight(entry), presences[entry.1].actor)).collect();
            weights.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            (shared[0].0, weights.into_iter().map(|(_, actor)| actor).collect())
        })
        .collect()
}

/// Articles have those first that they are about.
fn is_about(site: &Site, article: ArticleId, actor: ActorId) -> bool {
    let presences = site.article(article).linked.presences.iter();
    presences.take_while(|presence| presence.about).any(|presence| presence.actor == actor)
}
