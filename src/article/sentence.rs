//! Where the sentences of a block end.
//!
//! In: the text of one block (a paragraph, list item, heading or cell), mostly English news.
//! Out: the byte ranges of its sentences. They are trimmed of white space, in order, do not
//! overlap, and together cover everything that is not white space; a stop belongs to the sentence
//! that it ends, with the quotes, brackets and note marks behind it.
//!
//! The default sentence boundary of UAX #29 knows characters and no words, so it falls after
//! `U.S.`, `Mr.` and `Feb.`. Kiss and Strunk (*Unsupervised Multilingual Sentence Boundary
//! Detection*, Computational Linguistics 32(4), 2006) decide by the word before the stop (is it
//! an abbreviation, an initial, an ordinal number?) and by the word behind it (its case, and how
//! often it opens sentences). They learn those words from a corpus; one block is too short for
//! that, so here they stand in tables.
//!
//! In doubt there is no break: two sentences in one are easier to read than half a sentence.
//! Time is linear in the length of the text, whatever it holds.

mod sign;
mod word;

use std::ops::Range;

use sign::{
    after_bare_note, after_note_marks, after_spaced_closing, after_white_space, ends_apart,
    is_closing, is_georgian, is_invisible, is_opening, is_quote, mark_of,
};
use word::{
    AFTER_CLOCKS, BEFORE_NUMBERS, BEFORE_ORDINALS, LABELS, MAY_END, MONTHS, NEVER_END, OPENERS,
    SPEECH_VERBS, STATES, lists,
};

/// The sentences of `text`, as byte ranges.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = after_white_space(text, 0);
    let mut at = start;
    let mut searched_to = start;
    let mut has_word = false;
    while let Some(stop) = Stop::find(text, at) {
        at = stop.end;
        has_word = has_word || contains_word(&text[searched_to..stop.start]);
        searched_to = stop.end;
        if has_word && ends_sentence(text, start, &stop) {
            found.push(start..stop.end);
            start = after_white_space(text, stop.end);
            at = start;
            searched_to = start;
            has_word = false;
        }
    }
    let rest = text[start..].trim_end();
    match found.last_mut() {
        _ if rest.is_empty() => {}
        // What has no word (`!!!`, an emoji) is no sentence; it belongs to the one before.
        Some(last) if !contains_word(rest) => last.end = start + rest.len(),
        _ => found.push(start..start + rest.len()),
    }
    found
}

/// How much a stop says by itself, weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    /// One full stop: it may belong to an abbreviation or a number.
    FullStop,
    /// `...` or `…`: a pause or an end.
    Ellipsis,
    /// `!`, `?`, or a full stop behind a closing quote or bracket.
    Decisive,
    /// A stop of a script that has no capitals and may do without spaces, such as `。`.
    Unspaced,
}

/// A run of stops, and what closes behind it.
struct Stop {
    start: usize,
    /// Behind the closing quotes, brackets and note marks.
    end: usize,
    mark: Mark,
    /// A quote or bracket closes behind the stop.
    closes: bool,
    /// Bare digits stand behind the stop: the number of a note, if a plain word is before it.
    has_bare_note: bool,
}

impl Stop {
    /// The first stop at or behind `at`.
    fn find(text: &str, at: usize) -> Option<Self> {
        let bytes = text.as_bytes();
        let mut from = at;
        loop {
            // Every byte that may begin a stop; only the ASCII ones are stops for certain.
            let start = from
                + bytes[from..].iter().position(|byte| {
                    matches!(byte, b'.' | b'!' | b'?' | 0xD6 | 0xD8 | 0xDB | 0xE0..=0xE3 | 0xEF)
                })?;
            if bytes[start].is_ascii() {
                return Some(Self::read(text, start));
            }
            let first = text[start..].chars().next()?;
            if mark_of(first).is_some() {
                return Some(Self::read(text, start));
            }
            from = start + first.len_utf8();
        }
    }

    /// The run of stops that begins at `start`.
    fn read(text: &str, start: usize) -> Self {
        let mut stop =
            Self { start, end: start, mark: Mark::FullStop, closes: false, has_bare_note: false };
        for c in text[start..].chars() {
            match mark_of(c) {
                Some(Mark::FullStop) if stop.closes => stop.mark = stop.mark.max(Mark::Decisive),
                Some(Mark::FullStop) if stop.end > start => {
                    stop.mark = stop.mark.max(Mark::Ellipsis);
                }
                Some(mark) => stop.mark = stop.mark.max(mark),
                None if is_closing(c, stop.mark) => stop.closes |= !is_invisible(c),
                None => break,
            }
            stop.end += c.len_utf8();
        }
        let marked = after_note_marks(text, stop.end);
        stop.has_bare_note = marked == stop.end;
        stop.end = if stop.has_bare_note { after_bare_note(text, marked) } else { marked };
        stop.has_bare_note = stop.end > marked;
        stop.end = after_spaced_closing(text, stop.end);
        stop
    }
}

/// The word behind a stop.
struct Next<'a> {
    first: char,
    word: &'a str,
    /// What follows the word.
    after: &'a str,
}

impl<'a> Next<'a> {
    /// The word at the beginning of `text`, behind opening quotes, brackets and dashes.
    fn read(text: &'a str) -> Option<Self> {
        let text = text.trim_start_matches(is_opening);
        let first = text.chars().next()?;
        let (word, after) = split_word(text);
        Some(Self { first, word, after })
    }

    /// Lower case or punctuation: whatever the stop was, the sentence goes on.
    fn continues(&self) -> bool {
        let is_enumerator = self.word.len() == 1 && self.after.starts_with(')');
        if self.first.is_lowercase() && !is_enumerator {
            // `iPhone` and `eBay` are names. Georgian letters have no capitals in running text.
            let second = self.word.chars().nth(1);
            return !second.is_some_and(char::is_uppercase) && !is_georgian(self.first);
        }
        mark_of(self.first).is_some() || ",;:)]}%&+=/，、；：".contains(self.first)
    }

    /// A word that begins sentences and is no part of a name, such as `The`.
    fn opens_sentence(&self) -> bool {
        // The `A` of `A. B. Smith`, the `All` of `All-Star` and the `No` of `No. 10` do not.
        let stands_alone = self.after.is_empty()
            || self.after.starts_with(|c: char| c.is_whitespace() || ",'’".contains(c));
        stands_alone && lists(OPENERS, self.word)
    }

    fn is_number(&self) -> bool {
        let is_roman = self.word != "I" && self.word.bytes().all(|b| b"IVXL".contains(&b));
        self.first.is_numeric()
            || "$€£¥₹₽#§".contains(self.first)
            || (is_roman && !self.word.is_empty())
    }

    fn is_month(&self) -> bool {
        lists(MONTHS, self.word)
    }

    /// Names and then a verb of speech: who said the quotation before it.
    fn is_attribution(&self) -> bool {
        let (mut word, mut after) = (self.word, self.after);
        for _ in 0..4 {
            if !word.starts_with(char::is_uppercase) {
                break;
            }
            (word, after) = split_word(after.strip_prefix(' ').unwrap_or(""));
        }
        !self.opens_sentence() && lists(SPEECH_VERBS, word)
    }
}

/// Whether `stop` ends the sentence that begins at `start`.
fn ends_sentence(text: &str, start: usize, stop: &Stop) -> bool {
    let behind = &text[stop.end..];
    if stop.mark == Mark::Unspaced {
        // In Japanese, `と` behind a closing bracket is the "said" of a quotation.
        let goes_on = stop.closes && behind.starts_with('と');
        return !goes_on && !behind.starts_with(['，', '、', '；', '：', ',']);
    }
    // `talks.The` is left alone: it looks like `state.gov` or `v1.B`.
    if !behind.starts_with(char::is_whitespace) {
        return false;
    }
    let Some(next) = Next::read(behind) else { return false };
    if next.continues() {
        return false;
    }
    let before = &text[start..stop.start];
    match stop.mark {
        Mark::FullStop => full_stop_ends(before, stop, &next),
        // Words were left out between `said … Putin`; the pause of `well… Putin` ends.
        Mark::Ellipsis => !ends_apart(before) || next.opens_sentence(),
        // `“Will it hold?” Kellogg asked.`
        _ => !(stop.closes && before.starts_with(is_quote) && next.is_attribution()),
    }
}

/// Whether one full stop ends the sentence of which `before` stands before it.
fn full_stop_ends(before: &str, stop: &Stop, next: &Next<'_>) -> bool {
    let token = token_at_end(before);
    if token.is_empty() {
        // The last of `. . .`; else a stop behind a bracket, a sign or a very long word.
        return !before.trim_end().ends_with('.') || next.opens_sentence();
    }
    if token.len() == before.len() && is_enumerator(token) {
        return false;
    }
    let rule = Rule::of(token);
    if stop.has_bare_note && !(rule == Rule::Word && token.chars().all(char::is_alphabetic)) {
        return false;
    }
    let earlier = &before[..before.len() - token.len()];
    match rule {
        Rule::Word => true,
        Rule::Never => false,
        Rule::NotBeforeNumber => !next.is_number(),
        Rule::BeforeOpener => next.opens_sentence(),
        // As news agencies write it: `Miami, Fla.` and `R-Fla.`
        Rule::State => !earlier.trim_end().ends_with([',', '-']) || next.opens_sentence(),
        Rule::Clock => clock_ends(next),
        Rule::Initial => {
            // `Plan B.` ends; the `S.` of `S. 12` is a page.
            let word = last_word(earlier);
            let is_label = LABELS.iter().any(|label| label.eq_ignore_ascii_case(word));
            is_label || next.opens_sentence()
        }
        Rule::Ordinal => ordinal_ends(earlier, next),
    }
}

/// What the word before a full stop says about it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// A plain word: the sentence ends.
    Word,
    Never,
    NotBeforeNumber,
    BeforeOpener,
    State,
    Clock,
    Initial,
    Ordinal,
}

impl Rule {
    fn of(token: &str) -> Self {
        /// In bytes. No abbreviation of the tables is longer.
        const LONGEST: usize = 10;
        let mut chars = token.chars();
        let first = chars.next();
        let is_single = chars.next().is_none();
        if token.len() > LONGEST {
            Self::Word
        } else if is_single && first.is_some_and(|c| c.is_uppercase() || c.is_lowercase()) {
            Self::Initial
        } else if token.bytes().all(|b| b.is_ascii_digit()) {
            if token.len() <= 2 { Self::Ordinal } else { Self::Word }
        } else if lists(NEVER_END, token) {
            Self::Never
        } else if let Some((_, last_part)) = token.rsplit_once('.') {
            Self::of_dotted(token, last_part)
        } else if lists(BEFORE_NUMBERS, token) {
            Self::NotBeforeNumber
        } else if lists(MAY_END, token) {
            Self::BeforeOpener
        } else if lists(STATES, token) {
            Self::State
        } else {
            Self::Word
        }
    }

    /// Of a token with stops inside, such as `U.S`, `a.m`, `Lt.Gen` and `state.gov`.
    fn of_dotted(token: &str, last_part: &str) -> Self {
        if matches!(token, "a.m" | "p.m") {
            Self::Clock
        } else if is_acronym(token) {
            Self::BeforeOpener
        } else if lists(NEVER_END, last_part) {
            Self::Never
        } else {
            Self::Word
        }
    }
}

/// `9 a.m. Monday`, `9 a.m. GMT` and `9 a.m. Riyadh time` go on.
fn clock_ends(next: &Next<'_>) -> bool {
    let (second, _) = split_word(next.after.trim_start());
    let goes_on = next.is_month() || lists(AFTER_CLOCKS, next.word);
    !goes_on && !second.eq_ignore_ascii_case("time")
}

/// `18. Februar`, `18. 2. 2025` and `der 2. Weltkrieg` go on.
fn ordinal_ends(earlier: &str, next: &Next<'_>) -> bool {
    let is_digits = |word: &str, n_digits: Range<usize>| {
        n_digits.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
    };
    let previous = last_word(earlier);
    let is_day = is_digits(next.word, 1..3) && next.after.starts_with('.');
    let is_year = is_digits(next.word, 4..5)
        && previous.strip_suffix('.').is_some_and(|day| is_digits(day, 1..3));
    !(next.is_month() || is_day || is_year || lists(BEFORE_ORDINALS, previous))
}

/// The number or letter of a list item: `1`, `2.3`, `a`, `IV`.
fn is_enumerator(token: &str) -> bool {
    let is_number = token
        .split('.')
        .all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let is_roman = token.len() <= 4 && token.bytes().all(|b| b"IVXivx".contains(&b));
    is_number || is_roman || (token.len() == 1 && token.bytes().all(|b| b.is_ascii_alphabetic()))
}

/// Parts of one or two letters with stops between them: `U.S`, `Ph.D`.
fn is_acronym(token: &str) -> bool {
    token.split('.').all(|part| {
        (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic)
    })
}

/// The abbreviation or number at the end of `before`; empty if there is none, or if it is too long
/// to be one. The search is bounded, so that a text without spaces costs no more.
fn token_at_end(before: &str) -> &str {
    const FARTHEST: usize = 32;
    let tail = &before[before.floor_char_boundary(before.len().saturating_sub(FARTHEST))..];
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '\'' | '’');
    let Some((at, c)) = tail.char_indices().rfind(|&(_, c)| !is_part(c)) else {
        let is_whole = tail.len() == before.len();
        return if is_whole { tail.trim_start_matches(is_quote) } else { "" };
    };
    tail[at + c.len_utf8()..].trim_start_matches(is_quote)
}

/// The last word of `earlier`, without what opens before it; empty if it is long.
fn last_word(earlier: &str) -> &str {
    const FARTHEST: usize = 16;
    let earlier = earlier.trim_end();
    let tail = &earlier[earlier.floor_char_boundary(earlier.len().saturating_sub(FARTHEST))..];
    let word = tail.rsplit(char::is_whitespace).next().unwrap_or("");
    word.trim_start_matches(is_opening)
}

/// The letters and digits at the beginning of `text`, and the rest.
fn split_word(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len()))
}

fn contains_word(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests;
