//! What the words around a name say about it.
//!
//! Comes in: a text and the span of a name in it. Goes out: small judgements: does an office stand
//! before it, is it part of a longer name, is it a place or a government. The word lists are English;
//! in other languages the rules that need them stay silent, so that fewer short names are linked and
//! none wrongly.

use super::word::{
    BEFORE_MONTHS, COMMON_WORDS, EVENTS, FUNCTION_WORDS, INSTITUTIONS, LOCATIVES, MONTHS, OFFICES,
    TRAVEL, lists,
};
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

/// True when an office stands right before `at`: `Secretary Rubio`, `Secretary of State Rubio`.
pub(super) fn is_behind_office(text: &str, at: u32) -> bool {
    let (mut at, mut is_of_something) = (at, false);
    for _ in 0..MAX_OFFICE_WORDS {
        let Some(word) = word_before(text, at) else { return false };
        at -= 1 + u32::try_from(word.len()).unwrap_or_default();
        if matches!(word, "of" | "for") {
            return word_before(text, at).is_some_and(is_office);
        }
        // `President Anton Lavrov` is not behind an office, `Minister of Foreign Affairs Lavrov` is.
        if !is_of_something && is_office(word) {
            return true;
        }
        if !is_capitalised(word) && word != "the" {
            return false;
        }
        is_of_something = true;
    }
    false
}

/// True when a name goes on with a sign of generation: `Donald Trump Jr.` is the son.
pub(super) fn is_junior(text: &str, end: u32) -> bool {
    let after = &text[end as usize..];
    let after = after.strip_prefix(',').unwrap_or(after);
    word_after(after, 0).is_some_and(|word| matches!(word.trim_end_matches('.'), "Jr" | "Sr"))
}

/// True when the name of a place goes on as the name of something there: `Munich Airport`.
pub(super) fn is_before_institution(text: &str, end: u32) -> bool {
    word_after(text, end)
        .is_some_and(|word| lists(INSTITUTIONS, word.trim_end_matches(['.', '\'', '’'])))
}

/// True when a name is used as the month that it also is: `in May`, `last March`, `5 April`, `June 2025`.
pub(super) fn is_month(text: &str, name: Span) -> bool {
    if !lists(MONTHS, &text[name.range()].to_lowercase()) {
        return false;
    }
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let before = word_before(text, name.start).map(str::to_lowercase);
    before.is_some_and(|word| lists(BEFORE_MONTHS, &word) || is_number(&word))
        || word_after(text, name.end).is_some_and(is_number)
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

/// An office is looked for in this many words: `Minister for Women and Equalities Truss`.
const MAX_OFFICE_WORDS: usize = 6;

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | '-' | '‑')
}

pub(super) fn char_len(text: &str, at: usize) -> usize {
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
    fn an_office_may_say_what_it_is_of() {
        let check = |text: &str, behind: bool| {
            let at = u32::try_from(text.find("Rubio").unwrap()).unwrap();
            assert_eq!(is_behind_office(text, at), behind, "{text}");
        };
        check("Secretary Rubio", true);
        check("U.S. Secretary of State Rubio", true);
        check("Director of National Intelligence Rubio", true);
        check("the Secretary General of the United Nations Rubio", true);
        check("President Anna Rubio", false);
        check("the office of Rubio", false);
        check("Rubio", false);
    }

    #[test]
    fn a_month_is_told_from_a_surname() {
        let check = |text: &str, month: bool| {
            let start = u32::try_from(text.find("May").unwrap()).unwrap();
            assert_eq!(is_month(text, Span { start, end: start + 3 }), month, "{text}");
        };
        check("in May", true);
        check("on 5 May", true);
        check("May 5, 2025", true);
        check("last May", true);
        check("May said so", false);
        check("with May", false);
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
