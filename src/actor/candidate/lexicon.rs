//! How the articles write a word where its capital means something.
//!
//! Comes in: articles. Goes out: `Lexicon`: for each word how often it stands inside a sentence with a small letter,
//! and how often with a capital. Always holds: what opens a sentence, stands in quotes or in a title counts as
//! small at most, since its capital says nothing.

use std::collections::HashMap;

use super::token::tokens;
use super::vocabulary::is_opener;
use crate::article::{Article, BlockKind};

/// How often words are written with a small letter and with a capital.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    counts: HashMap<String, Counts>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    small: u32,
    capital: u32,
}

impl Lexicon {
    pub(super) fn of<'a>(articles: impl Iterator<Item = &'a Article>) -> Self {
        let mut lexicon = Self::default();
        articles.for_each(|article| lexicon.read(article));
        lexicon
    }

    fn read(&mut self, article: &Article) {
        let prose = &article.prose;
        for sentence in &prose.sentences {
            let kind = prose.block_at(sentence.start).map_or(BlockKind::Text, |block| block.kind);
            let is_prose = !matches!(kind, BlockKind::Title | BlockKind::Heading | BlockKind::Cell);
            for (token, idx) in tokens(&prose.text, *sentence, |_| false).iter().zip(0..) {
                let opens = idx == 0 || !matches!(token.gap, " " | ", ");
                if token.is_capitalised() {
                    if opens || !is_prose || token.is_acronym() {
                        continue;
                    }
                    self.entry(token.text).capital += 1;
                } else if is_prose && !is_opener(token.text) {
                    self.entry(token.text).small += 1;
                }
            }
        }
    }

    fn entry(&mut self, word: &str) -> &mut Counts {
        let word = word.to_lowercase();
        self.counts.entry(word).or_default()
    }

    fn counts(&self, word: &str) -> Counts {
        self.counts.get(&word.to_lowercase()).copied().unwrap_or_default()
    }

    /// True for a word that is mostly written with a small letter.
    pub(super) fn is_small(&self, word: &str) -> bool {
        let Counts { small, capital } = self.counts(word);
        small > capital
    }

    /// True for a word that is mostly written with a capital inside sentences.
    pub(super) fn is_capital(&self, word: &str) -> bool {
        let Counts { small, capital } = self.counts(word);
        capital > small
    }
}
