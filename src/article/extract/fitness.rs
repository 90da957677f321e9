//! Whether a sentence can stand alone.
//!
//! In: a sentence. Out: from 0 (not at all) to 1. Always: what is no part of the report (datelines,
//! bylines, links to other pages, image credits) and what is no whole sentence has 0.

/// How well a sentence of `n_words` words can stand alone, from 0 (not at all) to 1.
pub(super) fn fitness(text: &str, n_words: usize) -> f64 {
    const FEWEST_WORDS: usize = 6;
    if n_words < FEWEST_WORDS || !is_whole(text) || is_furniture(text) || is_byline(text) {
        return 0.0;
    }
    let by_length = match n_words {
        7..=40 => 1.0,
        ..7 => 0.6,
        41..=60 => 0.7,
        _ => 0.4,
    };
    // A quotation wants to know who speaks, and to whom.
    let is_quotation = text.starts_with(['"', '“', '„', '«', '‘', '\'']);
    if is_quotation { 0.7 * by_length } else { by_length }
}

/// Whether a sentence begins like one, ends in a full stop or exclamation mark, and closes what it
/// opens.
pub(super) fn is_whole(text: &str) -> bool {
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

/// Whether a text says only who wrote it: `By Jane Doe and John Roe in Riyadh.`
fn is_byline(text: &str) -> bool {
    const LONGEST: usize = 12;
    let Some(names) = text.strip_prefix("By ") else { return false };
    let is_joint = |word: &str| ["and", "for", "in", "of", "the", "at"].contains(&word);
    names.split(' ').count() <= LONGEST
        && names.split(' ').all(|word| is_joint(word) || word.starts_with(char::is_uppercase))
}

/// What is left of a sentence without the place where it was filed:
/// `RIYADH, Feb. 18 (Reuters) - Envoys met.` is `Envoys met.`
pub(in crate::article) fn after_dateline(text: &str) -> &str {
    /// In bytes.
    const LONGEST: usize = 60;
    let start = &text[..text.floor_char_boundary(LONGEST)];
    let place = start.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let is_place = place.chars().count() >= 3 && place.chars().all(char::is_uppercase);
    if !is_place && !start.starts_with('(') {
        return text;
    }
    let dash = [" — ", " – ", " - ", " -- "]
        .iter()
        .filter_map(|dash| Some((start.find(dash)?, dash.len())))
        .min();
    let Some((at, dash_len)) = dash else { return text };
    let (line, report) = (&text[..at], text[at + dash_len..].trim_start());
    let is_line = if is_place {
        !line.split(' ').any(|word| word.starts_with(char::is_lowercase))
    } else {
        line.ends_with(')')
    };
    // `NATO — the alliance — met` is a sentence.
    if is_line && report.starts_with(|c: char| !c.is_lowercase()) { report } else { text }
}

/// Whether a sentence opens with a word that points back: `He`, `These`, `However`.
pub(super) fn leans_on_what_came_before(text: &str) -> bool {
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
