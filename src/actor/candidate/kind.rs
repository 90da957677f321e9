//! What a name seems to name: a person, a body, a place.
//!
//! Comes in: a name with the words around it. Goes out: a kind, and how sure it is. Always holds: the nouns of the name
//! itself outweigh the words around it.

use super::super::Kind;
use super::super::context::{is_locative, is_office, word_after, word_before};
use super::super::given_name::is_given_name;
use super::super::region::is_region;
use super::super::surname::PARTICLES;
use super::super::word::{HONORIFICS, lists};
use super::part::{Part, is_role};
use super::token::Token;
use super::vocabulary::is_common;
use super::word::{BODIES, GROUPS, OUTLETS, PLACES};
use super::world::World;
use crate::article::Span;

/// A guess, and what it rests on: what the name says is 3, what stands around it 2, its shape 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Guess {
    pub(super) kind: Kind,
    pub(super) weight: u32,
}

/// The guess for one occurrence of a name.
pub(super) fn guess(text: &str, tokens: &[Token<'_>], part: &Part, world: &World) -> Guess {
    let name = &tokens[part.tokens.clone()];
    let span = span_of(name);
    let sure = |kind| Guess { kind, weight: 3 };
    let likely = |kind| Guess { kind, weight: 2 };
    if let Some(kind) = by_name(&text[span.range()], name, world) {
        return sure(kind);
    }
    if let Some(kind) = by_head(name) {
        return sure(kind);
    }
    if is_person(name) {
        return sure(Kind::Person);
    }
    if name[1..].iter().any(|token| token.gap == ", ") {
        return sure(Kind::Place);
    }
    if is_company(name) {
        return likely(Kind::Organisation);
    }
    if part.is_behind_office && !part.is_domain {
        return likely(Kind::Person);
    }
    by_surroundings(text, span, name.len()).map_or_else(|| by_shape(text, span, name), likely)
}

/// By letters: an acronym, alone or beside other words (`FC Tarn`), and capitals inside a word (`HelioTarn`).
fn is_company(name: &[Token<'_>]) -> bool {
    let is_acronym =
        |token: &Token<'_>| token.is_acronym() && !token.is_initial() && token.text.len() < 8;
    let has_inner_capital = |word: &str| {
        let is_scottish =
            word.starts_with("Mc") || word.starts_with("Mac") || word.starts_with("De");
        let mut pairs = word.chars().zip(word.chars().skip(1));
        !is_scottish && pairs.any(|(one, next)| one.is_lowercase() && next.is_uppercase())
    };
    name.iter().any(is_acronym) || name.len() == 1 && has_inner_capital(name[0].text)
}

/// The span from the first of some tokens to the last.
pub(super) fn span_of(tokens: &[Token<'_>]) -> Span {
    let (first, last) = (tokens.first(), tokens.last());
    let start = first.map_or(0, |token| token.span.start);
    Span { start, end: last.map_or(start, |token| token.span.end) }
}

fn by_name(text: &str, name: &[Token<'_>], world: &World) -> Option<Kind> {
    if world.state(text).is_some() || world.people(text).is_some() {
        return Some(Kind::State);
    }
    // `Lenia, Ohio`, `Tarn River`.
    (is_region(text) && name.len() < 4 || world.knows(text)).then_some(Kind::Place)
}

/// By the noun that a name ends with, or has before `of`.
fn by_head(name: &[Token<'_>]) -> Option<Kind> {
    let of = name.iter().skip(1).position(|token| matches!(token.text, "of" | "for" | "on"));
    let before_comma = name.iter().skip(1).position(|token| token.gap == ", ").map(|at| &name[at]);
    let head = of.map(|at| &name[at]).or(before_comma).into_iter().chain(name.last());
    for token in head {
        let word = token.bare();
        let is_alone = name.len() == 1;
        let tables = [
            (BODIES, Kind::Organisation),
            (OUTLETS, Kind::Outlet),
            (PLACES, Kind::Place),
            (GROUPS, Kind::Group),
        ];
        let found = tables.iter().find(|(table, _)| lists(table, word));
        if let Some((_, kind)) = found.filter(|_| !is_alone || lists(BODIES, word)) {
            return Some(*kind);
        }
    }
    let first = name.first()?.bare();
    let is_geographic = [
        "Loch", "Monte", "Rio", "Puerto", "Los", "Lake", "Mount", "Fort", "Port", "Cape", "Gulf",
        "St", "San", "Santa",
    ];
    let second_given = name.get(1).is_some_and(|token| is_given_name(token.text));
    let is_place =
        name.len() > 1 && is_geographic.contains(&first) && (first != "St" || second_given);
    if is_place {
        return Some(Kind::Place);
    }
    name.iter().any(|token| token.gap == " & ").then_some(Kind::Organisation)
}

/// By given names, ranks, initials, particles and regnal numbers.
fn is_person(name: &[Token<'_>]) -> bool {
    let Some(first) = name.first() else { return false };
    let is_particle =
        |token: &Token<'_>| PARTICLES.contains(&token.text) || token.text.starts_with("al-");
    let has_number = name.len() > 1 && name[1..].iter().any(Token::is_regnal);
    let has_rank = name.len() > 1 && lists(HONORIFICS, first.bare());
    let has_junior = name.iter().any(|token| matches!(token.bare(), "Jr" | "Sr"));
    let has_initial = name.len() > 1
        && name.iter().take(3).any(|token| token.is_initial() && token.bare().len() < 4);
    let inner_particle = name.len() > 2
        && name[1..name.len() - 1].iter().any(is_particle)
        && !name.iter().any(|token| is_common(token.text) && !is_particle(token));
    is_given_name(first.text)
        || has_number
        || has_rank
        || has_junior
        || has_initial && !first.text.contains("U.S")
        || inner_particle
}

/// By the words right before and behind.
fn by_surroundings(text: &str, span: Span, n_words: usize) -> Option<Kind> {
    let before = word_before(text, span.start).unwrap_or_default().to_lowercase();
    let after = word_after(text, span.end).unwrap_or_default();
    let rest = &text[span.end as usize..];
    if is_office(&before) || is_role(&before) {
        return Some(Kind::Person);
    }
    if SAYING.contains(&after) && n_words < 4 && before != "the" {
        return Some(Kind::Person);
    }
    let is_age = rest.strip_prefix(", ").or_else(|| rest.strip_prefix(" (")).is_some_and(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        digits == 2 && rest[digits..].starts_with([',', ')', '.'])
    });
    if is_age
        || rest.starts_with(", who ")
        || rest.starts_with(" (born")
        || rest.starts_with(", whose ")
    {
        return Some(Kind::Person);
    }
    if n_words < 4 && is_locative(text, span) && !["the", "a", "an"].contains(&before.as_str()) {
        return Some(Kind::Place);
    }
    // `the town of Tarn`, `born in`, `north of`.
    if before == "of" {
        let at = span.start - 3;
        let noun = word_before(text, at).unwrap_or_default();
        if PLACE_NOUNS.contains(&noun) {
            return Some(Kind::Place);
        }
    }
    // `in the Highlands`
    if before == "the" && n_words == 1 {
        let outer = word_before(text, span.start.saturating_sub(4)).unwrap_or_default();
        if ["in", "across", "throughout", "into", "over", "around"].contains(&outer) {
            return Some(Kind::Place);
        }
    }
    if ["from", "to", "via"].contains(&before.as_str()) && n_words == 1 {
        return Some(Kind::Place);
    }
    None
}

/// By the number of words, and whether `the` stands before.
fn by_shape(text: &str, span: Span, name: &[Token<'_>]) -> Guess {
    let before = word_before(text, span.start).unwrap_or_default();
    let weak = |kind| Guess { kind, weight: 1 };
    let is_plain = |token: &Token<'_>| !is_common(token.text) && token.is_capitalised();
    let is_people = |word: &str| ["ian", "ean", "ese"].iter().any(|ending| word.ends_with(ending));
    if name.len() == 1 && is_people(name[0].text) {
        return weak(Kind::Place);
    }
    if matches!(before, "the" | "The") || name.iter().any(|token| token.text == "The") {
        return weak(Kind::Organisation);
    }
    if (2..=3).contains(&name.len()) && name.iter().all(is_plain) {
        return weak(Kind::Person);
    }
    if name.len() > 1 { weak(Kind::Organisation) } else { Guess { kind: Kind::Place, weight: 0 } }
}

/// Verbs of those who speak or act, right behind a name.
const SAYING: &[&str] = &[
    "said",
    "says",
    "told",
    "added",
    "argued",
    "insisted",
    "wrote",
    "asked",
    "replied",
    "recalled",
    "was",
    "died",
    "married",
    "himself",
    "herself",
    "who",
    "resigned",
    "joined",
    "graduated",
    "retired",
    "tweeted",
    "admitted",
    "explained",
    "claimed",
    "suggested",
    "became",
    "played",
    "scored",
    "met",
];

/// Nouns that say of what stands behind `of` that it is a place.
const PLACE_NOUNS: &[&str] = &[
    "town",
    "city",
    "village",
    "state",
    "province",
    "island",
    "port",
    "district",
    "region",
    "capital",
    "north",
    "south",
    "east",
    "west",
    "outside",
    "suburb",
    "county",
    "coast",
    "municipality",
    "northwest",
    "northeast",
    "southwest",
    "southeast",
    "outskirts",
    "streets",
    "people",
    "part",
    "parts",
    "area",
];
