//! Which sentences sum up an article whose writer gave no takeaways.
//!
//! In: the sentences of the article in text order, without the lede. Out: the indices of those
//! that sum it up best, in text order. Always: whole sentences only, none twice in other words,
//! never more than asked for, fewer if there are not enough good ones, and the same for the same
//! input on every machine (a square root is exact by IEEE 754, a logarithm is not).
//!
//! A sentence counts for how near it is to the article as a whole: the cosine between its words
//! and those of the article, each weighted by how often it occurs (Luhn, *The Automatic Creation of
//! Literature Abstracts*, 1958; Nenkova and Vanderwende, *The Impact of Frequency on
//! Summarization*, 2005; Erkan and Radev, *`LexRank`*, 2004, call it the centroid). It also counts
//! for how early it stands, as news puts first what matters. Sentences are chosen one by one by
//! maximal marginal relevance (Carbonell and Goldstein, 1998), so that the second does not repeat
//! the first.

mod term;

use term::{Terms, float};

/// A sentence that may be chosen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'a> {
    /// The sentence, from its first letter or quote to its last mark.
    pub text: &'a str,
    /// The number of its paragraph; never less than that of the sentence before.
    pub paragraph: u32,
}

/// The indices of the at most `n` sentences that sum up the article best, in text order.
#[must_use]
pub(super) fn extract(sentences: &[Candidate<'_>], n: usize) -> Vec<usize> {
    /// How much relevance counts against novelty, of one.
    const RELEVANCE_SHARE: f64 = 0.7;
    let terms = Terms::of(sentences);
    let relevance = relevances(sentences, &terms);
    // The cosine with the nearest sentence chosen so far.
    let mut likeness = vec![0.0_f64; sentences.len()];
    let mut open: Vec<usize> = (0..sentences.len()).filter(|&idx| relevance[idx] > 0.0).collect();
    let mut chosen = Vec::new();
    while chosen.len() < n {
        let gain =
            |idx: usize| RELEVANCE_SHARE * relevance[idx] - (1.0 - RELEVANCE_SHARE) * likeness[idx];
        // Of equals, the earlier one.
        let best = open.iter().copied().reduce(|a, b| if gain(b) > gain(a) { b } else { a });
        let Some(best) = best else { break };
        chosen.push(best);
        open.retain(|&idx| {
            let overlap = Overlap::of(terms.in_sentence(best), terms.in_sentence(idx));
            likeness[idx] = likeness[idx].max(overlap.cosine());
            idx != best && !overlap.is_near_duplicate()
        });
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
    const CENTRALITY_SHARE: f64 = 0.6;
    let norm = terms.norm();
    let central: Vec<f64> = (0..sentences.len()).map(|idx| terms.centrality(idx, norm)).collect();
    let most = central.iter().copied().fold(0.0, f64::max);
    let mut relevance = Vec::with_capacity(sentences.len());
    let (mut n_paragraphs, mut n_before) = (0, 0);
    for (idx, sentence) in sentences.iter().enumerate() {
        match idx.checked_sub(1).map(|previous| sentences[previous].paragraph) {
            Some(previous) if previous == sentence.paragraph => n_before += 1,
            Some(_) => (n_paragraphs, n_before) = (n_paragraphs + 1, 0),
            None => {}
        }
        let fitness = fitness(sentence.text, terms.n_words[idx]);
        let position = 1.0 / (1.0 + 0.3 * float(n_paragraphs) + 0.15 * float(n_before)).sqrt();
        let centrality = if most > 0.0 { central[idx] / most } else { 0.0 };
        let share = CENTRALITY_SHARE * centrality + (1.0 - CENTRALITY_SHARE) * position;
        relevance.push(if centrality > 0.0 { share * fitness } else { 0.0 });
    }
    relevance
}

/// How well a sentence can stand alone, from 0 (not at all) to 1.
fn fitness(text: &str, n_words: usize) -> f64 {
    const FEWEST_WORDS: usize = 6;
    if n_words < FEWEST_WORDS || !is_whole(text) || is_furniture(text) || is_dateline(text) {
        return 0.0;
    }
    let by_length = match n_words {
        10..=40 => 1.0,
        ..10 | 41..=60 => 0.7,
        _ => 0.4,
    };
    let by_opening = if leans_on_what_came_before(text) {
        0.5
    } else if text.starts_with(['"', '“', '„', '«', '‘', '\'']) {
        // A quotation wants to know who speaks, and to whom.
        0.7
    } else {
        1.0
    };
    by_length * by_opening
}

/// Whether a sentence begins like one, ends in a full stop or exclamation mark, and closes what it
/// opens.
fn is_whole(text: &str) -> bool {
    let is_tail = |c: char| c.is_ascii_digit() || ",[]()\"'”’“‘»«」』）⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c);
    let body = text.trim_end_matches(is_tail);
    let ends = body.ends_with(['.', '!', '。', '！', '।', '۔', '։', '።', '။', '។'])
        && !body.ends_with("..")
        && !body.trim_end_matches('!').ends_with('?');
    if !ends || text.starts_with(char::is_lowercase) {
        return false;
    }
    // Counting bytes is many times faster than decoding, and most texts are ASCII.
    let count = |mark: u8| text.bytes().filter(|&byte| byte == mark).count();
    let n_typographic = if text.is_ascii() { 0 } else { text.matches(TYPOGRAPHIC_QUOTES).count() };
    (count(b'"') + n_typographic).is_multiple_of(2) && count(b'(') == count(b')')
}

/// Whether a text is no part of the report: links to other pages, image credits, notes about it.
fn is_furniture(text: &str) -> bool {
    let starts = |opening: &str| {
        text.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening))
    };
    FURNITURE_OPENINGS.iter().any(|opening| starts(opening))
        || FURNITURE.iter().any(|part| text.contains(part))
}

/// Whether a text opens with where it was filed: `RIYADH, Feb. 18 (Reuters) - Envoys met.`
fn is_dateline(text: &str) -> bool {
    /// In bytes.
    const LONGEST: usize = 60;
    let start = &text[..text.floor_char_boundary(LONGEST)];
    let place = start.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    if place.chars().count() < 3 || !place.chars().all(char::is_uppercase) {
        return false;
    }
    let dash = [" — ", " – ", " - ", " -- "].iter().find_map(|dash| start.split_once(dash));
    dash.is_some_and(|(line, report)| {
        // `NATO — the alliance — met` is a sentence.
        !line.split(' ').any(|word| word.starts_with(char::is_lowercase))
            && !report.starts_with(char::is_lowercase)
    })
}

/// Whether a sentence opens with a word that points back: `He`, `These`, `However`.
fn leans_on_what_came_before(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let first = words.next().unwrap_or("");
    let second = words.next().unwrap_or("");
    let is_time = first == "This" && TIMES.contains(&second);
    (BACKWARD_WORDS.contains(&first) && !is_time)
        || BACKWARD_PHRASES.iter().any(|phrase| text.starts_with(phrase))
}

const TYPOGRAPHIC_QUOTES: [char; 5] = ['“', '”', '„', '«', '»'];

/// Openings of texts that are no part of the report.
#[rustfmt::skip]
const FURNITURE_OPENINGS: &[&str] = &[
    "(photo", "[photo", "advertisement", "also read", "caption", "click ", "copyright", "credit:",
    "credits:", "editor's note", "editor’s note", "editing by", "file photo", "follow us", "image:",
    "image by", "image credit", "last updated", "leave a ", "listen to", "photo:", "photo by",
    "photo credit", "photograph", "picture:", "published ", "read also", "read more", "read the ",
    "recommended:", "related:", "reporting by", "see also", "share this", "sign up", "source:",
    "sources:", "subscribe", "this article was", "this story was", "updated ", "watch:", "with ap ",
    "©",
];

/// Parts of texts that are no part of the report.
const FURNITURE: &[&str] = &["AP Photo", "All rights reserved", "Getty Images"];

/// First words that point at the sentence before, or at a speaker who is not named.
#[rustfmt::skip]
const BACKWARD_WORDS: &[&str] = &[
    "Accordingly", "Additionally", "Afterwards", "Also", "And", "Another", "Besides", "Both", "But",
    "Consequently", "Conversely", "Earlier", "Else", "Furthermore", "He", "Hence", "Her", "Here",
    "Hers", "Him", "His", "However", "I", "Indeed", "Instead", "It", "Its", "Later", "Likewise",
    "Meanwhile", "Moreover", "My", "Neither", "Nevertheless", "Nonetheless", "Nor", "Or", "Other",
    "Others", "Otherwise", "Our", "She", "Similarly", "Simultaneously", "So", "Still", "Such",
    "That", "Their", "Then", "Thereafter", "Therefore", "These", "They", "This", "Those", "Thus",
    "We", "Yet", "You", "Your",
];

/// Openings of more than one word that point back.
#[rustfmt::skip]
const BACKWARD_PHRASES: &[&str] = &[
    "As a result", "As such", "At the same time", "By contrast", "For example", "For instance",
    "In addition", "In contrast", "In other words", "In response", "In turn", "On the other",
    "The former", "The latter", "The same",
];

/// What follows a `This` that does not point back.
#[rustfmt::skip]
const TIMES: &[&str] =
    &["autumn", "fall", "month", "morning", "spring", "summer", "week", "weekend", "winter", "year"];

#[cfg(test)]
mod tests;
