//! A sentence as words, with what stands between them.
//!
//! Comes in: a text and the span of a sentence. Goes out: `Token` values in order. Always holds: a token is a part of
//! the text; the point behind an initial or abbreviation belongs to it, the sign of a genitive does not; what a
//! hyphen joins are two tokens where each of them may be a name (`Lenia-backed`, `US-Lenia`).

use super::super::context::{char_len, is_capitalised};
use super::super::word::lists;
use crate::article::Span;

/// A word of a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub(super) span: Span,
    /// The word as it is written, without the sign of a genitive.
    pub(super) text: &'a str,
    /// What stands between it and the token before; for the first one what the sentence begins with.
    pub(super) gap: &'a str,
    pub(super) is_genitive: bool,
}

impl Token<'_> {
    pub(super) fn is_capitalised(&self) -> bool {
        is_capitalised(self.text)
    }

    /// The word without its point: `Gen` for `Gen.`.
    pub(super) fn bare(&self) -> &str {
        self.text.trim_end_matches('.')
    }

    /// True when only a space parts it from the word before.
    pub(super) fn follows_closely(&self) -> bool {
        matches!(self.gap, " " | "\u{a0}")
    }

    pub(super) fn is_initial(&self) -> bool {
        let mut chars = self.bare().chars();
        self.text.ends_with('.')
            && chars.next().is_some_and(char::is_uppercase)
            && (chars.next().is_none() || self.bare().contains('.'))
    }

    /// True for letters that may abbreviate a name: `NATO`, `U.S.`, `BaFin` is none.
    pub(super) fn is_acronym(&self) -> bool {
        let mut letters = self.text.chars().filter(|c| *c != '.' && *c != '&');
        let n_letters = letters.clone().count();
        n_letters > 1
            && letters.all(|c| c.is_uppercase() || c.is_ascii_digit())
            && self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// True for the number of a ruler: `Otto IX`.
    pub(super) fn is_regnal(&self) -> bool {
        !self.text.is_empty() && self.text.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
    }
}

/// The words of a sentence. `is_known` knows names that a hyphen joins to others: of states and peoples.
pub(super) fn tokens<'a>(
    text: &'a str,
    sentence: Span,
    is_known: impl Fn(&str) -> bool,
) -> Vec<Token<'a>> {
    let mut found: Vec<Token<'a>> = Vec::new();
    let (end, mut before) = (sentence.end as usize, sentence.start as usize);
    let mut at = before;
    while at < end {
        let Some(skipped) = text[at..end].find(char::is_alphanumeric) else { break };
        let start = at + skipped;
        let mut stop = word_end(text, start, end);
        // `Lenia-backed`, `US-Lenia`: what stands behind the hyphen is looked at on its own.
        if let Some(first) = first_part(&text[start..stop], &is_known) {
            stop = start + first;
        }
        let mut word = &text[start..stop];
        let mut is_genitive = false;
        for sign in ["'s", "’s"] {
            if let Some(stem) = word.strip_suffix(sign) {
                (word, is_genitive) = (stem, true);
            }
        }
        if !is_genitive && word.ends_with('s') && text[stop..end].starts_with(['\'', '’']) {
            let rest = text[stop..end].trim_start_matches(['\'', '’']);
            is_genitive = rest.starts_with(' ');
        }
        let span = Span { start: offset(start), end: offset(start + word.len()) };
        found.push(Token { span, text: word, gap: &text[before..start], is_genitive });
        (before, at) = (stop, stop);
    }
    found
}

/// Where a word ends that begins at `start`.
fn word_end(text: &str, start: usize, end: usize) -> usize {
    let mut at = start;
    while at < end {
        let len = char_len(text, at);
        let c = text[at..].chars().next().unwrap_or(' ');
        let next = text[at + len..end].chars().next();
        let is_inner = |next: Option<char>| next.is_some_and(char::is_alphanumeric);
        match c {
            c if c.is_alphanumeric() => {}
            c if !c.is_ascii() && unicode_normalization::char::is_combining_mark(c) => {}
            '-' | '‑' | '\'' | '’' if is_inner(next) => {}
            '&' if is_inner(next) && text[start..at].len() < 3 => {}
            '.' if point_belongs(&text[start..at], next) => {}
            _ => break,
        }
        at += len;
    }
    at
}

/// True when the point behind a word belongs to it: `U.S.`, `J.`, `Gen.`, `3.5`.
fn point_belongs(word: &str, next: Option<char>) -> bool {
    let last = word.rsplit(['.', '-']).next().unwrap_or(word);
    let is_letter = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
    match next {
        Some(next) if next.is_alphanumeric() => {
            is_letter || last.chars().all(|c| c.is_ascii_digit()) || next.is_lowercase()
        }
        Some(' ' | '\u{a0}') => is_letter || lists(ABBREVIATIONS, word),
        // At the end of a sentence the point is the abbreviation's, too, when there are others in it.
        _ => is_letter && word.contains('.'),
    }
}

/// The length of the first of two words that a hyphen joins, where they are looked at one by one.
fn first_part(word: &str, is_known: impl Fn(&str) -> bool) -> Option<usize> {
    let at = word.find(['-', '‑'])?;
    let (first, rest) = (&word[..at], &word[at + char_len(word, at)..]);
    let opens = |word: &str| is_capitalised(word);
    let last = rest.rsplit(['-', '‑']).next().unwrap_or(rest);
    let parts = if lists(PREFIXES, &first.to_lowercase()) {
        opens(rest)
    } else if opens(first) {
        let is_acronym = first.chars().filter(|c| c.is_uppercase()).count() > 1;
        let is_adjective = !rest.contains(char::is_uppercase) && !lists(INNER, rest);
        is_adjective || is_acronym && opens(rest) || is_known(first) && is_known(last)
    } else {
        // `al-Aiban` is one name, `ten-year` none.
        false
    };
    (parts && first.chars().count() > 1).then_some(at)
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Prefixes before the name of somebody else.
const PREFIXES: &[&str] = &[
    "all", "anti", "cross", "ex", "mid", "neo", "non", "post", "pre", "pro", "pseudo", "quasi",
    "then", "trans", "ultra",
];

/// Small words inside names with hyphens: `Rostov-on-Don` is cut at none of its hyphens.
const INNER: &[&str] = &["ed", "el", "i", "jong", "un"];

/// Words whose point belongs to them inside a sentence.
const ABBREVIATIONS: &[&str] = &[
    "Adm", "Bros", "Capt", "Co", "Col", "Corp", "Dr", "Ft", "Gen", "Gov", "Hon", "Inc", "Jr", "Lt",
    "Ltd", "Maj", "Mr", "Mrs", "Ms", "Mt", "No", "Pfc", "Prof", "Rep", "Rev", "Sen", "Sgt", "Sr",
    "St", "Ste", "Supt",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_cut_into_words_with_the_points_and_hyphens_that_belong_to_them() {
        let check = |text: &str, expected: &[&str]| {
            let whole = Span { start: 0, end: offset(text.len()) };
            let is_known = |word: &str| ["Lenia", "Tarn"].contains(&word);
            let found = tokens(text, whole, is_known);
            let found: Vec<&str> = found.iter().map(|token| token.text).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("The U.S. envoy left.", &["The", "U.S.", "envoy", "left"]);
        check("He left the U.S.", &["He", "left", "the", "U.S."]);
        check("J. R. Berg of Plan B.", &["J.", "R.", "Berg", "of", "Plan", "B"]);
        check("Gen. Roe’s aide", &["Gen.", "Roe", "aide"]);
        check("the Lenia-Tarn border", &["the", "Lenia", "Tarn", "border"]);
        check("a Lenia-backed, pro-Tarn force", &["a", "Lenia", "backed", "pro", "Tarn", "force"]);
        check("Anne-Marie al-Aiban", &["Anne-Marie", "al-Aiban"]);
        check("Rostov-on-Don", &["Rostov-on-Don"]);
        check("AT&T and Roe & Co.", &["AT&T", "and", "Roe", "Co"]);
        check("", &[]);
    }

    #[test]
    fn a_genitive_is_known_by_its_sign() {
        let text = "Berg's plan and the envoys' car";
        let whole = Span { start: 0, end: offset(text.len()) };
        let of_somebody = tokens(text, whole, |_| false);
        let of_somebody: Vec<&str> =
            of_somebody.iter().filter(|token| token.is_genitive).map(|token| token.text).collect();
        assert_eq!(of_somebody, ["Berg", "envoys"]);
    }
}
