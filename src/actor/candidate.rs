//! Proper names that no actor has.
//!
//! Comes in: an article and its mentions. Goes out: `Occurrence` values: where a candidate stands and what it seems to
//! be. Always holds: they do not overlap each other or a mention, and are in the order of the text.
//!
//! 1. `token` cuts sentences into words, `run` joins capitals and the small words between them.
//! 2. `part` takes runs apart: offices and peoples before a name are none of it.
//! 3. `lexicon` and `vocabulary` tell a name that opens a sentence from a word that does.
//! 4. `kind` guesses what each one is; within an article a short form is what its full form is.

mod kind;
mod lexicon;
mod part;
mod run;
mod token;
mod vocabulary;
mod word;
mod world;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use self::kind::{Guess, guess, span_of};
use self::lexicon::Lexicon;
use self::part::{Part, Parting};
use self::run::{opens, runs};
use self::token::{Token, tokens};
use self::vocabulary::{is_common, is_opener};
use self::word::{BODIES, GROUPS, LANGUAGES, NO_ACTORS, NO_NAMES, OUTLETS, PLACES, PORTFOLIOS};
use self::world::World;
use super::capitals::in_capitals;
use super::context::word_after;
use super::given_name::is_given_name;
use super::word::lists;
use super::{Kind, Linked};
use crate::article::{Article, BlockKind, Span};

/// A place where a proper name stands that no actor has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// Where it stands in the text of the article.
    pub span: Span,
    /// What it seems to be.
    pub kind: Kind,
    /// How sure the guess is: from 0, which is none, to 3.
    pub(super) weight: u32,
}

/// Finds candidates; knows how all the articles write their words.
#[derive(Debug)]
pub struct Recogniser {
    world: World,
    lexicon: Lexicon,
}

impl Recogniser {
    /// Reads how the articles of a site write their words.
    pub fn new<'a>(articles: impl Iterator<Item = &'a Article>) -> Self {
        Self { world: World::new(), lexicon: Lexicon::of(articles) }
    }

    /// The name under which a form of a built-in state or place is known: `Lenia` for `Lenian`.
    pub(super) fn known_name(&self, form: &str) -> Option<&str> {
        self.world.state(form).or_else(|| self.world.people(form))
    }

    /// The candidates of an article.
    pub fn candidates(&self, article: &Article, linked: &Linked) -> Vec<Occurrence> {
        let prose = &article.prose;
        let capitals = in_capitals(&prose.text);
        let titles = titles_of_works(&prose.text);
        let is_known = |word: &str| self.world.knows(word);
        let mut found: Vec<Found> = Vec::new();
        for sentence in &prose.sentences {
            let kind = prose.block_at(sentence.start).map_or(BlockKind::Text, |block| block.kind);
            if matches!(kind, BlockKind::Title | BlockKind::Heading) {
                continue;
            }
            let tokens = tokens(&prose.text, *sentence, is_known);
            if is_in_title_case(&prose.text, &tokens) && kind != BlockKind::Cell {
                continue;
            }
            let parting = Parting { tokens: &tokens, world: &self.world, lexicon: &self.lexicon };
            for run in runs(&prose.text, &tokens, &self.world) {
                for part in parting.parts(run) {
                    let span = span_of(&tokens[part.tokens.clone()]);
                    let overlaps = |range: &Range<usize>| {
                        range.start < span.end as usize && (span.start as usize) < range.end
                    };
                    if capitals.iter().any(overlaps) || is_mentioned(linked, span) {
                        continue;
                    }
                    let is_titled = titles.iter().any(|range| {
                        range.start <= span.start as usize && span.end as usize <= range.end
                    });
                    let found_here = self.found(&prose.text, &tokens, &part);
                    // Newspapers stand in quotation marks, too.
                    found.extend(
                        found_here.filter(|found| !is_titled || found.guess.kind == Kind::Outlet),
                    );
                }
            }
        }
        let strange = acronyms_of_no_name(&prose.text, &found);
        found.retain(|found| !strange.contains(&prose.text[found.span.range()]));
        self.settled(&prose.text, &found)
    }

    /// A part as a candidate, unless its words speak against it.
    fn found(&self, text: &str, tokens: &[Token<'_>], part: &Part) -> Option<Found> {
        let name = &tokens[part.tokens.clone()];
        let span = span_of(name);
        if name.iter().all(|token| token.is_regnal() || token.text.len() < 2) {
            return None;
        }
        if name.iter().any(|token| {
            token.text.contains('.')
                && token.text.contains(char::is_lowercase)
                && !token.text.ends_with('.')
        }) {
            return None;
        }
        let mut needs_proof = false;
        if let [only] = name {
            if self.is_no_name(tokens, part.tokens.start) {
                return None;
            }
            let opens = opens(tokens, part.tokens.start);
            needs_proof = opens && !only.is_acronym() && !part.is_behind_office;
            if needs_proof && is_opener(only.text) {
                return None;
            }
        }
        if name.iter().all(|token| lists(PORTFOLIOS, token.text) || !token.is_capitalised()) {
            return None;
        }
        let has_head = || {
            name.iter().any(|token| {
                [BODIES, PLACES, OUTLETS, GROUPS].iter().any(|table| lists(table, token.bare()))
            })
        };
        let is_plain = |token: &Token<'_>| is_common(token.text) || !token.is_capitalised();
        if name.len() > 1
            && name.iter().all(is_plain)
            && !has_head()
            && !self.world.knows(&text[span.range()])
        {
            return None;
        }
        Some(Found { span, guess: guess(text, tokens, part, &self.world), needs_proof })
    }

    /// True for a single word that names nobody, in spite of its capital.
    fn is_no_name(&self, tokens: &[Token<'_>], at: usize) -> bool {
        let token = &tokens[at];
        let word = token.bare();
        let before = at.checked_sub(1).map_or("", |at| tokens[at].text);
        let after = tokens.get(at + 1).map_or("", |token| token.text);
        if lists(NO_NAMES, word) || lists(NO_ACTORS, word) {
            return true;
        }
        if ALONE.contains(&word) {
            return false;
        }
        // `Mach 5.6`
        if after.starts_with(|c: char| c.is_ascii_digit())
            && !self.world.knows(word)
            && tokens[at + 1].follows_closely()
        {
            return true;
        }
        let of_language = ["in", "into", "speak", "speaks", "spoken", "spoke", "speaking"]
            .contains(&before)
            || ["language", "languages", "word", "words", "spelling", "translation"]
                .contains(&after);
        if lists(LANGUAGES, word) && of_language {
            return true;
        }
        if self.world.knows(word) || token.is_acronym() {
            return false;
        }
        is_common(word) && !self.lexicon.is_capital(word)
            || self.lexicon.is_small(word)
            || is_common(word) && before != "the"
    }

    /// Keeps what is proved, and gives short forms the kind of their full ones.
    fn settled(&self, text: &str, found: &[Found]) -> Vec<Occurrence> {
        let sure = || found.iter().filter(|found| !found.needs_proof);
        let known: HashSet<&str> = sure().flat_map(|found| words(text, found.span)).collect();
        let is_proved = |found: &&Found| {
            let word = &text[found.span.range()];
            let is_name = || {
                self.world.knows(word)
                    || is_given_name(word)
                    || !is_common(word) && is_before_verb(text, found.span.end)
            };
            !found.needs_proof
                || known.contains(word)
                || self.lexicon.is_capital(word)
                || !self.lexicon.is_small(word) && is_name()
        };
        let kept: Vec<&Found> = found.iter().filter(is_proved).collect();
        let mut best: HashMap<&str, Guess> = HashMap::new();
        for Found { span, guess, .. } in &kept {
            let name = &text[span.range()];
            let mut forms = vec![name];
            if guess.kind == Kind::Person && guess.weight > 0 && name.contains(' ') {
                forms.extend(words(text, *span));
            }
            for form in forms {
                let known = best.entry(form).or_insert(*guess);
                if known.weight < guess.weight {
                    *known = *guess;
                }
            }
        }
        let occurrence = |found: &&Found| {
            let name = &text[found.span.range()];
            let known = best.get(name).filter(|known| known.weight > found.guess.weight);
            let Guess { kind, weight } = *known.unwrap_or(&found.guess);
            Occurrence { span: found.span, kind, weight }
        };
        kept.iter().map(occurrence).collect()
    }
}

/// A candidate before the whole article is known.
struct Found {
    span: Span,
    guess: Guess,
    /// It opens a sentence and may be a common word.
    needs_proof: bool,
}

/// True when the words behind a name speak of what it does, and so of somebody: `Berg said`, `Berg’s`, `Berg, who`.
fn is_before_verb(text: &str, end: u32) -> bool {
    let rest = &text[end as usize..];
    let is_genitive = ["'s ", "’s ", ", ", " ("].iter().any(|start| rest.starts_with(start));
    let word = word_after(text, end).unwrap_or_default();
    is_genitive || word.len() > 3 && word.ends_with("ed") || VERBS.binary_search(&word).is_ok()
}

/// Bodies that have one word for a name, which is a common one, too.
const ALONE: &[&str] = &["Congress", "Parliament", "Senate"];

/// Verbs right behind a name that opens a sentence, sorted.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "also", "and", "became", "began", "brought", "built", "came", "can", "chose", "could", "cut", "did", "does",
    "fell", "felt", "fought", "found", "gave", "got", "grew", "had", "has", "have", "held", "hit", "is", "kept", "knew",
    "lay", "led", "left", "lies", "lost", "made", "may", "met", "might", "must", "never", "now", "paid", "put", "ran",
    "read", "rose", "said", "sat", "saw", "says", "sent", "set", "should", "sold", "spent", "spoke", "still", "stood",
    "then", "thinks", "told", "took", "wants", "was", "went", "were", "will", "won", "would", "wrote",
];

fn words(text: &str, span: Span) -> impl Iterator<Item = &str> {
    text[span.range()].split(' ')
}

/// Acronyms in brackets behind something that is no name: `goals against average (GAA)`.
fn acronyms_of_no_name<'a>(text: &'a str, found: &[Found]) -> HashSet<&'a str> {
    let strange = found.iter().enumerate().filter(|(idx, acronym)| {
        let (start, end) = (acronym.span.start as usize, acronym.span.end as usize);
        let word = &text[acronym.span.range()];
        let is_acronym =
            word.chars().filter(|c| c.is_uppercase()).count() > 1 && !word.contains(' ');
        let is_defined = text[..start].ends_with(" (") && text[end..].starts_with(')');
        let ends_before = |before: &Found| before.span.end as usize + 2 == start;
        is_acronym
            && is_defined
            && !idx.checked_sub(1).is_some_and(|before| ends_before(&found[before]))
    });
    strange.map(|(_, found)| &text[found.span.range()]).collect()
}

fn is_mentioned(linked: &Linked, span: Span) -> bool {
    let before = linked.mentions.partition_point(|mention| mention.span.end <= span.start);
    linked.mentions.get(before).is_some_and(|mention| mention.span.start < span.end)
}

/// True for a line in which nearly every word has a capital, so that capitals say nothing.
fn is_in_title_case(text: &str, tokens: &[Token<'_>]) -> bool {
    let long = tokens.iter().filter(|token| token.text.len() > 3);
    let (n_long, n_capital) = long
        .fold((0, 0), |(n, capital), token| (n + 1, capital + usize::from(token.is_capitalised())));
    let has_small = tokens.iter().any(|token| !token.is_capitalised() && token.text.len() > 3);
    let ends = tokens
        .last()
        .is_some_and(|last| text[last.span.end as usize..].starts_with(['.', '!', '?']));
    n_long >= 5 && n_capital == n_long && !has_small && !ends
}

/// The parts of a text in quotation marks that seem to be titles of works: a few words, without the comma or point
/// that ends what somebody said.
fn titles_of_works(text: &str) -> Vec<Range<usize>> {
    const MAX_WORDS: usize = 8;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let offset = line.as_ptr() as usize - text.as_ptr() as usize;
        let mut opened: Option<usize> = None;
        for (at, mark) in line.match_indices(['"', '“', '”']) {
            let Some(start) = opened.filter(|_| mark != "“") else {
                opened = Some(at + mark.len());
                continue;
            };
            opened = None;
            let inner = &line[start..at];
            let is_title = inner.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                && !inner.ends_with(['.', ',', '!', '?', ';', '…'])
                && inner.split(' ').count() <= MAX_WORDS;
            if is_title {
                found.push(offset + start..offset + at);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::read_plain;
    use crate::path::SourcePath;

    /// The candidates of a text with their kinds: `Anna Berg/person`.
    fn found(text: &str) -> Vec<String> {
        let article = read_plain(&SourcePath::new("content/articles/text.md"), "", text);
        let recogniser = Recogniser::new([&article].into_iter());
        let found = recogniser.candidates(&article, &Linked::default());
        let shown = |o: &Occurrence| format!("{}/{}", article.prose.slice(o.span), o.kind.name());
        found.iter().map(shown).collect()
    }

    #[test]
    fn names_are_cut_out_of_what_stands_around_them() {
        let check = |text: &str, expected: &[&str]| assert_eq!(found(text), expected, "{text}");
        check("The Lenian envoy met President Anna Berg.", &["Lenian/place", "Anna Berg/person"]);
        check("Then General Roe left for Tarn.", &["General Roe/person", "Tarn/place"]);
        check(
            "She works for the Harrow Ministry of Foreign Affairs and the Bank of Tarn.",
            &["Harrow Ministry of Foreign Affairs/organisation", "Bank of Tarn/organisation"],
        );
        check(
            "He ran the Department for Women and Equalities.",
            &["Department for Women and Equalities/organisation"],
        );
        check("Anna Berg and Otto Roe met.", &["Anna Berg/person", "Otto Roe/person"]);
        check("He lives in Tarnville, Ohio.", &["Tarnville, Ohio/place"]);
        check("He met Ursula von der Tarn.", &["Ursula von der Tarn/person"]);
        check("He met Otto al-Roe on Monday.", &["Otto al-Roe/person"]);
        check("He met Otto \"Otty\" Roe.", &["Otto \"Otty\" Roe/person"]);
        check("A German diplomat spoke.", &["German/state"]);
        check("She read it in German.", &[]);
        check("Talks began. Meanwhile, envoys left.", &[]);
        check("He won the Harrow Prize in the Harrow War.", &[]);
        check("She sang \"Songs of Tarn\" there.", &[]);
        check("The goals against average (GAA) fell.", &[]);
        check("TALKS IN TARN FAIL", &[]);
        check("", &[]);
    }

    #[test]
    fn a_name_that_opens_a_sentence_is_told_from_a_word() {
        let check = |text: &str, expected: &[&str]| assert_eq!(found(text), expected, "{text}");
        check("He met Anna Berg. Berg smiled.", &["Anna Berg/person", "Berg/person"]);
        check("Wheat is dear. He sold wheat.", &[]);
        check("Investigators said so.", &[]);
        check("Zorbach said so.", &["Zorbach/person"]);
        check("New York is large.", &["New York/place"]);
    }
}
