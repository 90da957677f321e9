//! What the words around a name say about it.
//!
//! Comes in: a text and the span of a name in it. Goes out: small judgements: does an office stand
//! before it, is it part of a longer name, is it a place or a government. The word lists are English;
//! in other languages the rules that need them stay silent, so that fewer short names are linked and
//! none wrongly.

use super::word::{COMMON_WORDS, EVENTS, FUNCTION_WORDS, LOCATIVES, OFFICES, TRAVEL, lists};
use crate::article::Span;

/// The word right before `at`, when only a space parts them.
pub(super) fn word_before(text: &str, at: u32) -> Option<&str> {
    let before = text[..at as usize].strip_suffix([' ', '\u{a0}'])?;
    let start =
        before.rfind(|c: char| !is_word_char(c)).map_or(0, |idx| idx + char_len(before, idx));
    let word = &before[start..];
    (!word.is_empty()).then_some(word)
}

/// The word right after `at`, when only a space parts them.
pub(super) fn word_after(text: &str, at: u32) -> Option<&str> {
    let after = text[at as usize..].strip_prefix([' ', '\u{a0}'])?;
    let end = after.find(|c: char| !is_word_char(c)).unwrap_or(after.len());
    (end > 0).then_some(&after[..end])
}

/// True when the word begins with a capital.
pub(super) fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// True for a title or office that stands before a name: `Secretary Rubio`, `Mr. Lavrov`.
pub(super) fn is_office(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    let word = word.rsplit('-').next().unwrap_or(&word);
    lists(OFFICES, word)
}

/// True for a word that may open a sentence before a name without being a part of it: `With Trump …`.
pub(super) fn is_function_word(word: &str) -> bool {
    lists(FUNCTION_WORDS, &word.to_lowercase())
}

/// True for a surname that is also an English word, a month or a given name.
pub(super) fn is_common_word(name: &str) -> bool {
    lists(COMMON_WORDS, &name.to_lowercase())
}

/// True when a name that may mean a city or its government means the city: `in Moscow`, `the Riyadh
/// talks`, `flew to Moscow`, `Moscow-based`, `Moscow, Russia`.
pub(super) fn is_locative(text: &str, name: Span) -> bool {
    let after = &text[name.end as usize..];
    if after.starts_with("-based") || after.starts_with(" time") || after.starts_with("-born") {
        return true;
    }
    let follows_comma = after.strip_prefix(", ").is_some_and(|rest| {
        let word = rest.split(|c: char| !is_word_char(c)).next().unwrap_or_default();
        is_capitalised(word) && rest[word.len()..].starts_with([',', '.', ' '])
    });
    if word_after(text, name.end).is_some_and(|word| lists(EVENTS, &word.to_lowercase())) {
        return true;
    }
    let Some(before) = word_before(text, name.start).map(str::to_lowercase) else {
        return false;
    };
    if lists(LOCATIVES, &before) || follows_comma && before == "of" {
        return true;
    }
    if !["to", "from", "for", "via", "and"].contains(&before.as_str()) {
        return ["the", "a", "an"].contains(&before.as_str());
    }
    let sentence = &text[..name.start as usize];
    let words = sentence.rsplit(|c: char| !is_word_char(c)).filter(|word| !word.is_empty());
    words.skip(1).take(4).any(|word| lists(TRAVEL, &word.to_lowercase()))
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | '-' | '‑')
}

fn char_len(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_is_told_from_its_government_by_the_words_around_it() {
        let check = |text: &str, locative: bool| {
            let start = u32::try_from(text.find("Moscow").unwrap()).unwrap();
            assert_eq!(is_locative(text, Span { start, end: start + 6 }), locative, "{text}");
        };
        check("The talks were held in Moscow.", true);
        check("He flew to Moscow on Monday.", true);
        check("The Moscow talks went on.", true);
        check("the Moscow declaration", true);
        check("A Moscow-based analyst", true);
        check("They are pressuring Moscow to make concessions.", false);
        check("Pressure on Moscow grew.", false);
        check("a message to Moscow", false);
        check("Moscow said no.", false);
        check("between Kyiv and Moscow", false);
    }

    #[test]
    fn the_words_next_to_a_name_are_found() {
        assert_eq!(word_before("the U.S. Secretary", 9), Some("U.S."));
        assert_eq!(word_before("(Rubio", 1), None);
        assert_eq!(word_before("«à Rubio", 5), Some("à"));
        assert_eq!(word_after("Rubio Tower.", 5), Some("Tower."));
        assert_eq!(word_after("Rubio, who", 5), None);
    }
}
