//! Which words tell something, and which a site has anyway.
//!
//! Comes in: the registry. Goes out: the names of actors and offices, and for each word its `Weight`. Always
//! holds: five words that only name, or say nothing, are no secret.

use super::word::{Prints, Word, words};
use crate::actor::{AliasKind, is_function_word};
use crate::pipeline::Build;

/// How much a word tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Nothing: `the`, `2025`.
    None,
    /// It is part of a name that the site has anyway.
    Name,
    /// It tells what is said.
    Telling,
}

/// Words of the names of the registry, and the names.
pub(super) struct Vocabulary {
    words: Prints,
    /// The names.
    pub(super) names: Vec<String>,
}

impl Vocabulary {
    pub(super) fn of(build: &Build) -> Self {
        let registry = &build.plan.site.registry;
        let is_name = |kind: AliasKind| kind != AliasKind::Excluded;
        let aliases = registry.aliases().iter().filter(|alias| is_name(alias.kind));
        let mut names: Vec<String> = aliases.map(|alias| alias.text.clone()).collect();
        for actor in registry.actors() {
            names.extend(actor.roles.iter().flat_map(|role| {
                let of = role.of.as_ref().and_then(|of| registry.by_slug(of.as_str()));
                let of = of.map(|of| registry.actor(of).name.as_str());
                let whole = of.into_iter().flat_map(|of| {
                    let title = &role.title;
                    [format!("{title} of {of}"), format!("{title} of the {of}")]
                });
                std::iter::once(role.title.clone()).chain(whole)
            }));
        }
        // A sentence is no name, even where a file says that it is one.
        names.retain(|name| reads_like_a_name(name));
        let words = names.iter().flat_map(|name| words(name)).map(|word| word.hash).collect();
        Self { words, names }
    }

    /// How much a word of a text tells.
    pub(super) fn weight(&self, word: Word, text: &str) -> Weight {
        let written = &text[word.start..word.end];
        let small = written.to_lowercase();
        let is_colourless = !written.contains(char::is_alphabetic)
            || is_function_word(&small)
            || COLOURLESS.binary_search(&small.as_str()).is_ok();
        if is_colourless {
            Weight::None
        } else if self.words.contains(&word.hash) {
            Weight::Name
        } else {
            Weight::Telling
        }
    }
}

/// Each word but the small ones begins with a capital or a digit.
fn reads_like_a_name(name: &str) -> bool {
    name.split(|c: char| c.is_whitespace() || c == '-').all(|word| {
        let first = word.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next();
        first.is_none_or(|first| !first.is_lowercase())
            || word.chars().count() <= 3
            || is_function_word(word)
    })
}

/// Words that are in any text, beside the function words of names.
const COLOURLESS: &[&str] = &[
    "all", "any", "be", "been", "current", "day", "days", "each", "end", "first", "former", "he",
    "i", "it", "last", "more", "most", "new", "no", "one", "other", "our", "own", "part", "s",
    "same", "second", "she", "some", "such", "t", "them", "they", "time", "two", "us", "use", "we",
    "week", "well", "which", "year", "years", "you", "your",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_no_name() {
        for name in ["Organisation for the Prohibition of Chemical Weapons", "Grupo de los 7", "G7"]
        {
            assert!(reads_like_a_name(name), "{name}");
        }
        assert!(!reads_like_a_name("The grey heron crossed seven rivers"));
        assert!(COLOURLESS.is_sorted());
    }
}
