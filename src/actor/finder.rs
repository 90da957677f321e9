//! Finds all occurrences of many names in a text, fast and exact.
//!
//! Comes in: names, and the text of an article. Goes out: every occurrence on word boundaries, also
//! those inside longer ones. Always holds: typographic and plain apostrophes, kinds of spaces and
//! hyphens, and composed and decomposed letters are equal; spans are those of the text as given.

use std::collections::HashMap;

use daachorse::DoubleArrayAhoCorasick;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Case;
use super::capitals::in_capitals;
use crate::article::Span;

/// Finds names in text.
pub(super) struct Finder {
    exact: Option<DoubleArrayAhoCorasick<u32>>,
    any_case: Option<DoubleArrayAhoCorasick<u32>>,
    /// The names of `exact` in small letters, for text in capitals.
    capitals: Option<DoubleArrayAhoCorasick<u32>>,
}

/// One name in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Occurrence {
    pub(super) span: Span,
    pub(super) pattern: u32,
}

impl Finder {
    /// A finder of names in the form that `fold` gives; the pattern of a name is its index.
    pub(super) fn new(patterns: &[(String, Case)]) -> Self {
        let of = |case: Case| {
            let named = patterns
                .iter()
                .zip(0..)
                .filter(move |((name, of), _)| *of == case && !name.is_empty());
            named.map(|((name, _), idx)| (name.as_str(), idx))
        };
        let exact =
            || automaton(of(Case::Exact).map(|(name, idx)| (name.to_owned(), idx)).collect());
        let any_case =
            || automaton(of(Case::Ignore).map(|(name, idx)| (lower(name), idx)).collect());
        // Two names may differ in case alone (`Who`, `WHO`): text in capitals can only mean the first.
        let capitals = || {
            let mut lowered = HashMap::new();
            of(Case::Exact).for_each(|(name, idx)| _ = lowered.entry(lower(name)).or_insert(idx));
            let mut lowered: Vec<(String, u32)> = lowered.into_iter().collect();
            lowered.sort_unstable();
            automaton(lowered)
        };
        let ((exact, any_case), capitals) = rayon::join(|| (exact(), any_case()), capitals);
        Self { exact, any_case, capitals }
    }

    /// All occurrences on word boundaries, by start, then the longest first.
    pub(super) fn find(&self, text: &str) -> Vec<Occurrence> {
        let folded = Folded::of(text);
        let mut found = Vec::new();
        let mut search =
            |automaton: &DoubleArrayAhoCorasick<u32>, haystack: &str, offset: usize| {
                for hit in automaton.find_overlapping_iter(haystack) {
                    if is_bounded(haystack, hit.start(), hit.end()) {
                        let span = folded.origin_of(offset + hit.start(), offset + hit.end());
                        found.push(Occurrence { span, pattern: hit.value() });
                    }
                }
            };
        if let Some(automaton) = &self.exact {
            search(automaton, &folded.text, 0);
        }
        if let Some(automaton) = &self.any_case {
            search(automaton, &lower(&folded.text), 0);
        }
        if let Some(automaton) = &self.capitals {
            for range in in_capitals(&folded.text) {
                search(automaton, &lower(&folded.text[range.clone()]), range.start);
            }
        }
        found.sort_unstable_by_key(|o| (o.span.start, std::cmp::Reverse(o.span.end), o.pattern));
        found.dedup();
        found
    }
}

/// None for an empty set of patterns; there is nothing else in ours that it refuses.
fn automaton(patterns: Vec<(String, u32)>) -> Option<DoubleArrayAhoCorasick<u32>> {
    DoubleArrayAhoCorasick::with_values(patterns).ok()
}

/// The form in which names are compared.
pub(super) fn fold(name: &str) -> String {
    Folded::of(name.trim()).text.into_owned()
}

struct Folded<'a> {
    text: std::borrow::Cow<'a, str>,
    /// For each byte of `text` the byte of the given text; none when nothing was changed.
    origin: Option<Vec<u32>>,
}

impl<'a> Folded<'a> {
    fn of(text: &'a str) -> Self {
        let is_plain = |pair: &[u8]| pair[0].is_ascii() && pair != b"  " && pair[0] != b'\t';
        if text.is_ascii() && text.as_bytes().windows(2).all(is_plain) {
            return Self { text: text.into(), origin: None };
        }
        let mut folded = String::with_capacity(text.len());
        let mut origin = Vec::with_capacity(text.len());
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let before = folded.len();
            if chars.peek().is_some_and(|(_, next)| !next.is_ascii() && is_combining_mark(*next)) {
                let mut cluster = String::from(c);
                while let Some((_, mark)) = chars.next_if(|(_, next)| is_combining_mark(*next)) {
                    cluster.push(mark);
                }
                folded.extend(cluster.nfc());
            } else {
                match folded_char(c) {
                    ' ' if folded.ends_with(' ') => {}
                    c => folded.push(c),
                }
            }
            origin.resize(
                origin.len() + folded.len() - before,
                u32::try_from(at).unwrap_or(u32::MAX),
            );
        }
        origin.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        Self { text: folded.into(), origin: Some(origin) }
    }

    fn origin_of(&self, start: usize, end: usize) -> Span {
        let at = |byte: usize| match &self.origin {
            Some(origin) => origin[byte],
            None => u32::try_from(byte).unwrap_or(u32::MAX),
        };
        Span { start: at(start), end: at(end) }
    }
}

fn folded_char(c: char) -> char {
    match c {
        '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{2032}' | '\u{FF07}' => '\'',
        '\u{00A0}' | '\u{2009}' | '\u{202F}' | '\u{2002}' | '\u{2003}' | '\u{200A}' | '\t' => ' ',
        '\u{2010}' | '\u{2011}' => '-',
        c => c,
    }
}

/// Lower case without a change of length, so that places stay what they are.
fn lower(text: &str) -> String {
    let lower = |c: char| {
        let mut lower = c.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(small), None) if small.len_utf8() == c.len_utf8() => small,
            _ => c,
        }
    };
    text.chars().map(lower).collect()
}

/// True when no letter, digit or sign of an address joins on at either end.
fn is_bounded(text: &str, start: usize, end: usize) -> bool {
    let (before, after) = (&text[..start], &text[end..]);
    let (first, last) = (text[start..].chars().next(), text[..end].chars().next_back());
    let joins = |outer: Option<char>, inner: Option<char>| match outer {
        // Scripts without spaces between words have no boundary to look for.
        Some(c) if is_spaceless(c) && inner.is_some_and(is_spaceless) => false,
        Some(c) => c.is_alphanumeric() || c == '_' || is_combining_mark(c),
        None => false,
    };
    if joins(before.chars().next_back(), first) || joins(after.chars().next(), last) {
        return false;
    }
    // `@Reuters`, `www.Reuters`, `Reuters.com` and `US$` are no names.
    if before.ends_with(['@', '.']) && !before.ends_with("..") || after.starts_with('$') {
        return false;
    }
    let mut rest = after.chars();
    !(rest.next() == Some('.') && rest.next().is_some_and(char::is_lowercase))
}

fn is_spaceless(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], case: Case, text: &str, expected: &[&str]) {
        let patterns: Vec<_> = names.iter().map(|name| (fold(name), case)).collect();
        let found = Finder::new(&patterns).find(text);
        let seen: Vec<&str> = found.iter().map(|o| &text[o.span.range()]).collect();
        assert_eq!(seen, expected, "{text}");
    }

    #[test]
    fn names_are_found_on_word_boundaries_only() {
        check(
            &["US", "Russia"],
            Case::Exact,
            "US-Russia talks, USA, Russian, (US)",
            &["US", "Russia", "US"],
        );
        check(&["Russia"], Case::Exact, "Russia’s and Russia's", &["Russia", "Russia"]);
        check(&["Reuters"], Case::Exact, "Reuters.com @Reuters Reuters.", &["Reuters"]);
        check(&["US"], Case::Exact, "US$5 and US.", &["US"]);
        check(&["習近平"], Case::Exact, "国家主席習近平は", &["習近平"]);
    }

    #[test]
    fn longer_names_come_before_the_shorter_ones_inside_them() {
        let names = ["Munich", "Munich Security Conference"];
        check(
            &names,
            Case::Exact,
            "the Munich Security Conference",
            &["Munich Security Conference", "Munich"],
        );
    }

    #[test]
    fn spellings_that_look_the_same_are_equal() {
        check(
            &["Côte d'Ivoire"],
            Case::Exact,
            "In Co\u{302}te\u{a0}d’Ivoire.",
            &["Co\u{302}te\u{a0}d’Ivoire"],
        );
        check(&["Saudi Arabia"], Case::Exact, "Saudi  Arabia", &["Saudi  Arabia"]);
        check(&["al-Aiban"], Case::Exact, "al\u{2011}Aiban", &["al\u{2011}Aiban"]);
    }

    #[test]
    fn letter_case_counts_unless_the_name_says_otherwise() {
        check(&["Who"], Case::Exact, "WHO who Who", &["Who"]);
        check(&["Hamas"], Case::Ignore, "HAMAS hamas Ḥamas", &["HAMAS", "hamas"]);
    }

    #[test]
    fn in_text_in_capitals_letter_case_tells_nothing() {
        check(
            &["Saudi Arabia", "Lenia"],
            Case::Exact,
            "LENIA MEETS SAUDI ARABIA",
            &["LENIA", "SAUDI ARABIA"],
        );
        check(&["Lenia"], Case::Exact, "LENIA (AP) — LENIA spoke. Lenia.", &["LENIA", "Lenia"]);
    }

    #[test]
    fn no_names_find_nothing() {
        check(&[], Case::Exact, "Nobody.", &[]);
    }
}
