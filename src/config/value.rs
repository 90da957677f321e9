//! Single values of the settings: which of them mean something.
//!
//! Comes in: a value as it is written. Goes out: the value, or why it is none. Always holds: what passes here can be
//! used by every later stage without a look.

use std::fmt;

use cssparser::color::{parse_hash_color, parse_named_color};
use cssparser::{ParseError, Parser, Token};
use serde::de::{self, Deserialize, Deserializer, Visitor};

/// Whether a text is a colour of CSS: a name, digits behind `#`, or a function of numbers. It goes into a style sheet
/// as it is, where a bracket or a comment without an end would take what follows with it.
pub(super) fn is_colour(text: &str) -> bool {
    let is_whole = text.contains('(') == text.ends_with(')') && !text.contains(['*', '\\']);
    is_whole && Parser::new(text).parse_entirely(colour).is_ok()
}

/// The functions of CSS Color 4 that make a colour of numbers.
const FUNCTIONS: [&str; 10] =
    ["rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color"];

fn colour(parser: &mut Parser<'_>) -> Result<(), ParseError<()>> {
    let is_colour = match parser.next()?.clone() {
        Token::Ident(name) => parse_named_color(&name).is_ok(),
        Token::Hash(digits) | Token::IDHash(digits) => parse_hash_color(digits.as_bytes()).is_ok(),
        Token::Function(name) => {
            let is_known = FUNCTIONS.iter().any(|known| name.eq_ignore_ascii_case(known));
            is_known && parser.parse_nested_block(components)? >= 3
        }
        _ => false,
    };
    if is_colour { Ok(()) } else { Err(ParseError::unexpected_token()) }
}

/// The number of components of a colour. The space of `color()` is a word, as is a component that is `none`.
fn components(parser: &mut Parser<'_>) -> Result<usize, ParseError<()>> {
    let mut n_components = 0;
    while let Ok(token) = parser.next().cloned() {
        match token {
            Token::Number { .. } | Token::Percentage { .. } | Token::Dimension { .. } => {
                n_components += 1;
            }
            Token::Ident(name) => n_components += usize::from(name.eq_ignore_ascii_case("none")),
            Token::Comma | Token::Delim('/') => {}
            _ => return Err(ParseError::unexpected_token()),
        }
    }
    Ok(n_components)
}

/// Whether a text has the form of a language tag (BCP 47): `en`, `pt-BR`, `zh-Hant-TW`. Longer first parts are
/// allowed by the grammar, but no language has one, while names of languages (`Deutsch`) look like them.
pub(super) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_primary =
        |part: &str| (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic());
    let is_further = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    parts.next().is_some_and(is_primary) && parts.all(is_further) && !ends_open(tag)
}

/// A part of one character says what follows it, so it is not the last one.
fn ends_open(tag: &str) -> bool {
    tag.rsplit_once('-').is_some_and(|(_, last)| last.len() == 1)
}

/// What is wrong with the path of a folder to publish to, and what to do about it.
pub(super) fn folder_problem(path: &str) -> Option<(String, &'static str)> {
    let parts = || path.split(['/', '\\']);
    if path.trim().is_empty() {
        return Some(("the path of a folder to publish to is empty".to_owned(), "write `../www`"));
    }
    // A shell writes the home folder in place of the sign; nothing does so here.
    if parts().next().is_some_and(|first| first.starts_with('~')) {
        let message = format!("`~` is no folder: `{path}`");
        return Some((message, "write the whole path, such as `/home/ann/www`"));
    }
    if parts().any(|part| part.eq_ignore_ascii_case(".git")) {
        let message = format!("a site cannot be published into a repository's own files: `{path}`");
        return Some((message, "name another folder, or use a target of `kind: git`"));
    }
    None
}

/// Reads a text of which nothing (`title:`) is not the same as no key: the latter has a default.
pub(super) fn written_text<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    Option::<String>::deserialize(deserializer).map(|text| Some(text.unwrap_or_default()))
}

/// Reads a whole number between two others, or nothing.
pub(super) fn whole<'de, D: Deserializer<'de>, N: TryFrom<u64>, const MIN: u64, const MAX: u64>(
    deserializer: D,
) -> Result<Option<N>, D::Error> {
    let number = deserializer.deserialize_option(Whole::<MIN, MAX>)?;
    Ok(number.and_then(|number| N::try_from(number).ok()))
}

struct Whole<const MIN: u64, const MAX: u64>;

impl<'de, const MIN: u64, const MAX: u64> Visitor<'de> for Whole<MIN, MAX> {
    type Value = Option<u64>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a whole number from {MIN} to {MAX}")
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_u64(self)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        if (MIN..=MAX).contains(&number) {
            return Ok(Some(number));
        }
        Err(E::invalid_value(de::Unexpected::Unsigned(number), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_those_that_a_browser_knows() {
        for text in [
            "#8a1c1c",
            "#fff",
            "#ffff",
            "Teal",
            "rgb(1, 2, 3)",
            "rgb(1 2 3 / 50%)",
            "hsl(120deg 50% 40%)",
            "oklch(0.6 0.1 none)",
            "color(display-p3 1 0 0)",
        ] {
            assert!(is_colour(text), "{text}");
        }
        for text in [
            "",
            "rood",
            "#8a1c1",
            "8a1c1c",
            "red;x:y",
            "red blue",
            "rgb(1, 2)",
            "url(x)",
            "var(--x)",
            "rgb(url(x) 1 2 3)",
            "#8a1c1c}",
        ] {
            assert!(!is_colour(text), "{text}");
        }
    }

    #[test]
    fn languages_are_tags_and_not_names() {
        for tag in
            ["en", "de", "pt-BR", "zh-Hant-TW", "de-1996", "gsw", "sl-rozaj-biske", "en-x-brief"]
        {
            assert!(is_language(tag), "{tag}");
        }
        for tag in ["", "Englisch", "english", "en_US", "e", "en-", "en-x", "12", "en--US", "en US"]
        {
            assert!(!is_language(tag), "{tag}");
        }
    }

    #[test]
    fn folders_to_publish_to_are_what_they_seem() {
        for path in ["../www", "/srv/www", "www~", "a/~b", "..", ".github/www"] {
            assert_eq!(folder_problem(path), None, "{path}");
        }
        for path in ["~/www", "~", "~ann/www", ".git", ".git/x", "../other/.git/x", ".GIT\\x", ""] {
            assert!(folder_problem(path).is_some(), "{path}");
        }
    }
}
