//! The words of a sentence, as far as names need to know them.
//!
//! Comes in: a text and the span of a sentence. Goes out: its words in order, without a possessive ending.
//! Always holds: spans are those of the text; a hyphen parts two words only where each is a name of its own
//! (`US-Russia`, `Moscow-backed`, `pro-Kyiv`).

use super::super::context::is_capitalised;
use crate::article::Span;

/// A word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    /// Without a possessive ending; with the stop of an initial or abbreviation.
    pub(super) text: &'a str,
    pub(super) span: Span,
    /// What stands between the word before and this one.
    pub(super) gap: &'a str,
    /// True when a possessive ending follows: no name goes on behind it.
    pub(super) is_possessive: bool,
}

impl<'a> Token<'a> {
    /// The word without the stop of an abbreviation.
    pub(super) fn bare(&self) -> &'a str {
        self.text.strip_suffix('.').unwrap_or(self.text)
    }

    /// True when only a space, or nothing, parts it from the word before.
    pub(super) fn follows(&self) -> bool {
        matches!(self.gap, " " | "\u{a0}" | "  ")
    }

    /// True for a word that may stand in a name: `Berg`, `al-Aiban`, `d’Ora`, `A.`.
    pub(super) fn is_name_like(&self) -> bool {
        is_capitalised(self.text) || is_prefixed(self.text)
    }

    /// True for a word of capitals alone that is no initial.
    pub(super) fn is_all_capitals(&self) -> bool {
        let mut letters = self.text.chars().filter(|c| c.is_alphabetic());
        letters.clone().count() > 1 && letters.all(char::is_uppercase)
    }

    /// True for `A.`, `J.R.` and a lone `A`.
    pub(super) fn is_initial(&self) -> bool {
        let mut letters = self.text.split('.').filter(|part| !part.is_empty());
        let is_letter = |part: &str| part.chars().count() == 1 && is_capitalised(part);
        self.text.len() <= 6 && letters.all(is_letter)
    }

    /// True for a word with a digit first.
    pub(super) fn is_number(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// True for `al-Aiban`, `el-Sisi`, `d'Ora`: a small prefix, a sign, and a capital.
fn is_prefixed(word: &str) -> bool {
    const PREFIXES: &[&str] =
        &["al", "as", "ar", "at", "ad", "an", "az", "el", "ul", "d", "l", "de"];
    word.split_once(['-', '‑', '\'', '’'])
        .is_some_and(|(prefix, rest)| PREFIXES.contains(&prefix) && is_capitalised(rest))
}

/// The words of a sentence.
pub(super) fn tokens<'a>(
    text: &'a str,
    sentence: Span,
    stands_alone: &impl Fn(&str) -> bool,
) -> Vec<Token<'a>> {
    let base = sentence.start as usize;
    let inner = &text[sentence.range()];
    let (mut found, mut last_end, mut at) = (Vec::new(), 0, 0);
    while let Some(offset) = inner[at..].find(char::is_alphanumeric) {
        let start = at + offset;
        let end = start + word_length(&inner[start..]);
        at = end;
        let (word_end, is_possessive) = without_possessive(inner, start, end);
        for (from, to) in split_compound(&inner[start..word_end], stands_alone) {
            let (from, to) = (start + from, start + to);
            found.push(Token {
                text: &inner[from..to],
                span: Span { start: offset_of(base + from), end: offset_of(base + to) },
                gap: &inner[last_end..from],
                is_possessive: is_possessive && to == word_end,
            });
            last_end = to;
        }
        // A possessive ending parts no words.
        let apostrophe = inner[end..].chars().next().filter(|_| is_possessive && word_end == end);
        last_end = end + apostrophe.map_or(0, char::len_utf8);
    }
    found
}

fn offset_of(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The length of the word at the beginning of a text: letters and digits, signs between two of them, and the
/// stop of an abbreviation.
fn word_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let (mut end, mut has_stop) = (0, false);
    while let Some((at, c)) = chars.next() {
        let next_joins = chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        let joins = match c {
            '\'' | '’' | '-' | '‑' | '&' => next_joins,
            '.' => next_joins && is_single_letter(&text[..at]),
            c => c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c),
        };
        if !joins {
            has_stop = c == '.';
            break;
        }
        end = at + c.len_utf8();
    }
    let word = &text[..end];
    let is_abbreviation = is_single_letter(word) && is_capitalised(word)
        || super::word::lists(super::word::ABBREVIATIONS, word);
    end + usize::from(has_stop && is_abbreviation)
}

/// True when the last part of a word is a single letter: `U`, `U.S`.
fn is_single_letter(word: &str) -> bool {
    let last = word.rsplit('.').next().unwrap_or(word);
    last.chars().count() == 1 && last.chars().all(char::is_alphabetic)
}

/// Where the word ends before `’s`, and whether it is possessive.
fn without_possessive(text: &str, start: usize, end: usize) -> (usize, bool) {
    let word = &text[start..end];
    for ending in ["'s", "’s", "'S", "’S"] {
        if let Some(bare) = word.strip_suffix(ending).filter(|bare| !bare.is_empty()) {
            return (start + bare.len(), true);
        }
    }
    let rest = &text[end..];
    let is_plural = word.ends_with('s') && rest.starts_with(['\'', '’']);
    let ends = rest.chars().nth(1).is_some_and(|c| c == ' ');
    // A closing quotation mark looks the same; then an opening one stands before.
    let is_quote = || text[..start].contains(['\'', '‘']) && !text[..start].contains("s' ");
    (end, is_plural && ends && !is_quote())
}

/// The parts of a compound that are names of their own; `Hesse-Darmstadt` is one.
fn split_compound(word: &str, stands_alone: &impl Fn(&str) -> bool) -> Vec<(usize, usize)> {
    let whole = vec![(0, word.len())];
    if !word.contains(['-', '‑']) || is_prefixed(word) {
        return whole;
    }
    let mut parts = Vec::new();
    let mut from = 0;
    for part in word.split(['-', '‑']) {
        parts.push((from, from + part.len()));
        from += part.len() + word[from + part.len()..].chars().next().map_or(0, char::len_utf8);
    }
    let text = |(from, to): (usize, usize)| &word[from..to];
    let is_small = |part: &(usize, usize)| text(*part).starts_with(char::is_lowercase);
    // `Moscow-backed`, `pro-Kyiv`; but `Saint-Denis-sur-Mer` and `Rio-de-Janeiro` are whole.
    let outer_small = parts.last().is_some_and(is_small) || parts.first().is_some_and(is_small);
    let all_alone = parts.iter().all(|part| stands_alone(text(*part)));
    if outer_small || all_alone { parts } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_signs_and_lose_their_possessive_ending() {
        let check = |text: &str, expected: &[&str]| {
            let span = Span { start: 0, end: u32::try_from(text.len()).unwrap() };
            let alone = |word: &str| ["US", "Russia"].contains(&word);
            let found: Vec<&str> =
                tokens(text, span, &alone).iter().map(|token| token.text).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("Mr. Berg’s plan.", &["Mr.", "Berg", "plan"]);
        check("the U.S. envoy, J.R. Roe.", &["the", "U.S.", "envoy", "J.R.", "Roe"]);
        check("US-Russia talks", &["US", "Russia", "talks"]);
        check("Orla-backed pro-Orla Neu-Orla", &["Orla", "backed", "pro", "Orla", "Neu-Orla"]);
        check("al-Aiban d’Ora O'Neill", &["al-Aiban", "d’Ora", "O'Neill"]);
        check("the ministers' AT&T", &["the", "ministers", "AT&T"]);
        check("", &[]);
    }
}
