//! Which sentences sum up an article whose writer gave no takeaways.
//!
//! In: the sentences of the article in text order, those of the lede marked as shown. Out: the
//! indices of those that sum it up best, in text order. Always: whole sentences only, none twice in
//! other words and none that the lede has said, never more than asked for, fewer if there are not
//! enough good ones, and the same for the same input on every machine (a square root is exact by
//! IEEE 754, a logarithm is not).
//!
//! A sentence counts for three things. How near it is to the article as a whole: the cosine between
//! its words and those of the article, each weighted by how often it occurs (Luhn, *The Automatic
//! Creation of Literature Abstracts*, 1958; Nenkova and Vanderwende, *The Impact of Frequency on
//! Summarization*, 2005; Erkan and Radev, *`LexRank`*, 2004, call it the centroid). Who and what it
//! names: proper names that the article comes back to, and figures; names stand in for actors, since
//! an article does not know the registry. And where it stands: news puts first what matters, other
//! reports come to it behind a scene, a method or a history, and which of the two an article is shows
//! in how near its first sentence is to the whole, and in how much of what the article comes back to
//! its opening has said. Sentences are chosen one
//! by one by maximal marginal relevance (Carbonell and Goldstein, 1998), so that the second does not
//! repeat the first. `docs/summaries.md` has the figures.

mod fitness;
mod term;

use fitness::{fitness, leans_on_what_came_before};
use term::Terms;

pub(super) use fitness::after_dateline;
pub(super) use term::{Starts, float, for_each_key};

/// A sentence that may be chosen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'a> {
    /// The sentence, from its first letter or quote to its last mark.
    pub text: &'a str,
    /// What the reader has seen of it.
    pub standing: Standing,
}

/// What the reader of an extract has seen of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing: it may be chosen.
    Open,
    /// All of it: it stands in the lede, above the extract.
    Shown,
}

/// The indices of the at most `n` sentences that sum up the article best, in text order.
#[must_use]
pub(super) fn extract(sentences: &[Candidate<'_>], n: usize) -> Vec<usize> {
    /// How much relevance counts against novelty, of one.
    const RELEVANCE_SHARE: f64 = 0.7;
    let terms = Terms::of(sentences);
    let relevance = relevances(sentences, &terms);
    let mut open: Vec<usize> = (0..sentences.len()).filter(|&idx| relevance[idx] > 0.0).collect();
    // The cosine with the nearest sentence shown or chosen so far.
    let mut likeness = vec![0.0_f64; sentences.len()];
    let mut is_seen: Vec<bool> = vec![false; sentences.len()];
    let see = |seen: usize, open: &mut Vec<usize>, likeness: &mut Vec<f64>| {
        open.retain(|&idx| {
            let overlap = Overlap::of(terms.in_sentence(seen), terms.in_sentence(idx));
            likeness[idx] = likeness[idx].max(overlap.cosine());
            idx != seen && !overlap.is_near_duplicate()
        });
    };
    for (idx, sentence) in sentences.iter().enumerate() {
        if sentence.standing == Standing::Shown {
            is_seen[idx] = true;
            see(idx, &mut open, &mut likeness);
        }
    }
    let mut chosen = Vec::new();
    while chosen.len() < n {
        let gain = |idx: usize| {
            // Behind the sentence that it points back to, a sentence stands as well as any.
            let is_led = idx > 0 && is_seen[idx - 1];
            let leans = !is_led && leans_on_what_came_before(sentences[idx].text);
            let relevance = if leans { relevance[idx] / 2.0 } else { relevance[idx] };
            RELEVANCE_SHARE * relevance - (1.0 - RELEVANCE_SHARE) * likeness[idx]
        };
        // Of equals, the earlier one.
        let best = open.iter().copied().reduce(|a, b| if gain(b) > gain(a) { b } else { a });
        let Some(best) = best else { break };
        chosen.push(best);
        is_seen[best] = true;
        see(best, &mut open, &mut likeness);
    }
    chosen.sort_unstable();
    chosen
}

/// How many terms two sentences have, and share.
struct Overlap {
    shared: usize,
    first: usize,
    second: usize,
}

impl Overlap {
    /// Of two lists in rising order.
    fn of(first: &[u32], second: &[u32]) -> Self {
        let (mut shared, mut i, mut j) = (0, 0, 0);
        while i < first.len() && j < second.len() {
            let (in_first, in_second) = (first[i], second[j]);
            shared += usize::from(in_first == in_second);
            i += usize::from(in_first <= in_second);
            j += usize::from(in_second <= in_first);
        }
        Self { shared, first: first.len(), second: second.len() }
    }

    fn cosine(&self) -> f64 {
        let product = (self.first * self.second).max(1);
        float(self.shared) / float(product).sqrt()
    }

    /// Whether the Jaccard index is 0.6 or more.
    fn is_near_duplicate(&self) -> bool {
        self.shared * 10 >= (self.first + self.second - self.shared) * 6
    }
}

/// How well each sentence sums up the article, from 0 (never chosen) to 1.
fn relevances(sentences: &[Candidate<'_>], terms: &Terms) -> Vec<f64> {
    let fitness: Vec<f64> = sentences
        .iter()
        .zip(&terms.n_words)
        .map(|(sentence, &n_words)| fitness(sentence.text, n_words))
        .collect();
    let fit: Vec<usize> = (0..sentences.len()).filter(|&idx| fitness[idx] > 0.0).collect();
    let norm = terms.norm();
    let central: Vec<f64> = fit.iter().map(|&idx| terms.centrality(idx, norm)).collect();
    let most = central.iter().copied().fold(0.0, f64::max);
    let opens_centrally = central.first().map_or(0.0, |first| step(first / most, 0.5, 0.8));
    let news_shape = opens_centrally * opening_share(terms, &fit);
    let mut relevance = vec![0.0; sentences.len()];
    for (place, (&idx, central)) in fit.iter().zip(central).enumerate() {
        if central <= 0.0 {
            continue;
        }
        let content = 0.75 * (central / most)
            + 0.1 * (terms.n_names[idx] / MANY_NAMES).min(1.0)
            + 0.15 * (float(terms.n_figures[idx]) / MANY_FIGURES).min(1.0);
        let early = 1.0 / (1.0 + 0.8 * float(place));
        let as_news = (1.0 - EARLY_SHARE) * content + EARLY_SHARE * early;
        let late = (float(place) / (INTRODUCTION * float(fit.len()))).min(1.0);
        // What has little to do with the rest is an aside, as late as it may stand.
        let topicality = step(central / most, 0.0, 0.7);
        let as_report = topicality * ((1.0 - LATE_SHARE) * content + LATE_SHARE * late);
        relevance[idx] = fitness[idx] * (news_shape * as_news + (1.0 - news_shape) * as_report);
    }
    relevance
}

/// How much the place of a sentence counts in news, of one.
const EARLY_SHARE: f64 = 0.8;
/// The same in other reports.
const LATE_SHARE: f64 = 0.4;
/// How much of a report its introduction takes, of one.
const INTRODUCTION: f64 = 0.4;
/// So many names are as good as more, and so many figures.
const MANY_NAMES: f64 = 3.0;
const MANY_FIGURES: f64 = 2.0;

/// How much of what an article comes back to is said in its opening, from 0 to 1; 1 if three
/// sentences say no more of it anywhere else. `fit` holds the sentences that count.
fn opening_share(terms: &Terms, fit: &[usize]) -> f64 {
    /// In sentences.
    const OPENING: usize = 3;
    let mut seen_in: Vec<usize> = vec![usize::MAX; terms.weights.len()];
    let mut said_in = |window_idx: usize, window: &[usize]| {
        let mut said = 0.0;
        for &number in window.iter().flat_map(|&idx| terms.in_sentence(idx)) {
            let number = number as usize;
            if terms.n_sentences[number] > 1 && seen_in[number] != window_idx {
                seen_in[number] = window_idx;
                said += terms.weights[number];
            }
        }
        said
    };
    let said: Vec<f64> = fit
        .windows(OPENING)
        .enumerate()
        .map(|(window_idx, window)| said_in(window_idx, window))
        .collect();
    let Some((opening, others)) = said.split_first() else { return 1.0 };
    let most = others.iter().copied().fold(0.0, f64::max);
    if most > 0.0 { step(opening / most, 0.5, 0.75) } else { 1.0 }
}

/// 0 up to `low`, 1 from `high` on, and rising between them.
fn step(value: f64, low: f64, high: f64) -> f64 {
    ((value - low) / (high - low)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests;
