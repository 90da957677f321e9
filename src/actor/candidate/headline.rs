//! Names in headlines, where capitals say nothing.
//!
//! Comes in: the sentences of an article and the names found in its plain text. Goes out: where these names stand
//! in headlines, headings and cells. Always holds: a headline adds no name of its own.

use std::collections::{HashMap, HashSet};

use super::super::context::is_capitalised;
use super::Found;
use super::hint::Hint;
use super::part::Part;
use super::run::Sentence;
use crate::article::BlockKind;

/// What capitals say in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// A capital marks a name.
    Plain,
    /// Most words have one: a headline.
    Title,
    /// All letters are capitals.
    Shouted,
}

/// The style of a sentence.
pub(super) fn style_of(sentence: &Sentence<'_>, block: BlockKind) -> Style {
    let words = || {
        let is_word = |text: &&str| text.chars().any(char::is_alphabetic);
        sentence.tokens.iter().map(|token| token.text).filter(is_word)
    };
    let n_words = words().count();
    let n_shouted = words().filter(|word| !word.chars().any(char::is_lowercase)).count();
    if n_words >= 3 && n_shouted * 10 >= n_words * 9 {
        return Style::Shouted;
    }
    let long = || words().filter(|word| word.chars().count() > 3);
    let n_capitals = long().filter(|word| is_capitalised(word)).count();
    let is_head = matches!(
        block,
        BlockKind::Title | BlockKind::Heading | BlockKind::Cell | BlockKind::Caption
    );
    let has_small = long().any(|word| !is_capitalised(word));
    if is_head && !has_small || n_words >= 6 && n_capitals * 10 >= long().count() * 8 && is_head {
        return Style::Title;
    }
    Style::Plain
}

/// The names of the plain text, found in headlines.
pub(super) fn find(sentences: &[Sentence<'_>], styles: &[Style], found: &[Found]) -> Vec<Found> {
    if styles.iter().all(|style| *style == Style::Plain) {
        return Vec::new();
    }
    let mut known: HashMap<Vec<String>, Hint> = HashMap::new();
    for Found { part, sentence } in found {
        let words = &sentences[*sentence].tokens[part.tokens.clone()];
        known
            .entry(words.iter().map(|token| token.text.to_lowercase()).collect())
            .or_insert(part.hint);
    }
    let lengths: HashSet<usize> = known.keys().map(Vec::len).collect();
    let mut lengths: Vec<usize> = lengths.into_iter().collect();
    lengths.sort_unstable_by(|a, b| b.cmp(a));
    let mut added = Vec::new();
    for (idx, (sentence, style)) in sentences.iter().zip(styles).enumerate() {
        let mut at = 0;
        while *style != Style::Plain && at < sentence.tokens.len() {
            let at_length = |length: &&usize| {
                let end = at + **length;
                end <= sentence.tokens.len()
                    && !sentence.is_mentioned[at..end].contains(&true)
                    && sentence.tokens[at].is_name_like()
                    && known.contains_key(&lowered(sentence, at, end))
            };
            match lengths.iter().find(at_length) {
                Some(length) => {
                    let tokens = at..at + length;
                    let hint = known[&lowered(sentence, at, tokens.end)];
                    at = tokens.end;
                    let part = Part { span: sentence.span(&tokens), tokens, hint };
                    added.push(Found { part, sentence: idx });
                }
                None => at += 1,
            }
        }
    }
    added
}

fn lowered(sentence: &Sentence<'_>, at: usize, end: usize) -> Vec<String> {
    sentence.tokens[at..end].iter().map(|token| token.text.to_lowercase()).collect()
}
