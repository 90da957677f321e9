//! Recognises proper names of persons, organisations and places that no actor has.
//!
//! Comes in: an article and its mentions. Goes out: each occurrence of such a name, with the full name that the
//! article has for it and what it seems to be. Always holds: occurrences do not overlap each other or a mention,
//! and are in the order of the text; they depend on the article and its mentions alone.
//!
//! 1. `token` cuts sentences into words, `run` puts capitals together, `part` takes people and offices off;
//!    `hint` says what the words of a name tell.
//! 2. `filter` leaves out what is no name: a capital that only opens a sentence, works in quotes, events.
//! 3. `headline` finds in headlines, where every word has a capital, the names that the text has, too.
//! 4. `variant` finds the full name behind a short one, `kind` guesses what it is.

mod filter;
mod headline;
mod hint;
mod kind;
mod opener;
mod part;
mod run;
#[cfg(test)]
mod tests;
mod token;
mod variant;
mod word;
mod world;

use super::{Kind, Linked};
use crate::article::{Article, BlockKind, Span};
use filter::Capitals;
use headline::{Style, style_of};
use part::Part;
use run::Sentence;
use world::World;

/// One occurrence of a name that no actor has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// Where, in the text of the article; offices and possessive endings are not part of it.
    pub span: Span,
    /// Index of the sentence around it.
    pub sentence: u32,
    /// The full name that the article has for it.
    pub name: String,
    /// How this occurrence is related to the full name.
    pub form: Form,
    /// What it seems to be.
    pub kind: Kind,
    /// How much the article tells of the kind, from 0 for nothing.
    pub certainty: u32,
    /// How often the article has the name, in any form.
    pub n_in_article: u32,
}

impl Occurrence {
    /// True for a single word that an article has once and tells nothing of: it may be the name of a mineral or of a
    /// meal as well.
    pub fn is_doubtful(&self) -> bool {
        self.certainty == 0
            && self.n_in_article == 1
            && self.form == Form::Full
            && !self.name.contains(' ')
    }
}

/// How an occurrence is related to the full name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// It is the full name.
    Full,
    /// It is a variant that is proof on its own: `A. Berg`, `Colonel Berg`.
    Variant,
    /// It is a part of the name: `Berg`.
    Short,
    /// It is an acronym that stands in brackets behind the full name.
    Acronym,
    /// It is an adjective or people: `Orlan`.
    People,
}

impl Form {
    /// The word for machines.
    pub fn name(self) -> &'static str {
        match self {
            Form::Full => "full",
            Form::Variant => "variant",
            Form::Short => "short",
            Form::Acronym => "acronym",
            Form::People => "people",
        }
    }
}

/// Recognises names. Making one reads the built-in packs; it serves any number of articles.
pub struct Recogniser {
    world: World,
}

impl Default for Recogniser {
    fn default() -> Self {
        Self { world: World::new() }
    }
}

impl std::fmt::Debug for Recogniser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Recogniser")
    }
}

/// A part of a run, with the sentence that it stands in.
struct Found {
    part: Part,
    sentence: usize,
}

impl Recogniser {
    /// The names in an article that no mention covers.
    pub fn occurrences(&self, article: &Article, linked: &Linked) -> Vec<Occurrence> {
        let prose = &article.prose;
        let sentences: Vec<Sentence<'_>> =
            prose.sentences.iter().map(|span| self.sentence(article, linked, *span)).collect();
        let styles: Vec<Style> = sentences
            .iter()
            .zip(&prose.sentences)
            .map(|(sentence, span)| {
                let kind = prose.block_at(span.start).map_or(BlockKind::Text, |block| block.kind);
                style_of(sentence, kind)
            })
            .collect();
        let plain = || sentences.iter().zip(&styles).filter(|(_, style)| **style == Style::Plain);
        let capitals = Capitals::of(plain().map(|(sentence, _)| sentence));
        let mut found = Vec::new();
        for (idx, (sentence, style)) in sentences.iter().zip(&styles).enumerate() {
            if *style == Style::Plain {
                let parts = sentence.runs().into_iter().flat_map(|run| sentence.parts(run));
                let names = parts.filter(|part| capitals.is_name(sentence, part));
                found.extend(names.map(|part| Found { part, sentence: idx }));
            }
        }
        let in_headlines = headline::find(&sentences, &styles, &found);
        found.extend(in_headlines);
        found.sort_by_key(|found| found.part.span);
        // The region behind a place is a run of its own, too.
        let mut end = 0;
        found.retain(|found| {
            let is_apart = end <= found.part.span.start;
            end = end.max(found.part.span.end);
            is_apart
        });
        let names = variant::names(&prose.text, &found, &self.world);
        kind::occurrences(&sentences, found, names, &self.world)
    }

    fn sentence<'a>(&'a self, article: &'a Article, linked: &Linked, span: Span) -> Sentence<'a> {
        let text = article.prose.text.as_str();
        let stands_alone =
            |part: &str| self.world.place_of(part).is_some() || self.world.is_actor(part);
        let tokens = token::tokens(text, span, &stands_alone);
        let first = linked.mentions.partition_point(|mention| mention.span.end <= span.start);
        let mentions = &linked.mentions[first..];
        let is_mentioned = tokens
            .iter()
            .map(|token| {
                mentions
                    .iter()
                    .take_while(|mention| mention.span.start < token.span.end)
                    .any(|mention| token.span.start < mention.span.end)
            })
            .collect();
        Sentence { text, tokens, world: &self.world, is_mentioned }
    }
}
