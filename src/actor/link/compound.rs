//! Names that are the beginning of the name of something else: `the Lenia Post`, `Lenia 2014`.
//!
//! Comes in: a name in the text. Goes out: whether the words around it make it a part of a longer name that nobody
//! has registered. Always holds: an adjective (`the Lenian Post Office`) and an abbreviation (`the US Treasury`)
//! are names on their own, and so is a name before an office (`the Lenia Governor`).

use super::super::Kind;
use super::super::context::{is_capitalised, is_function_word, is_office, word_after, word_before};
use super::super::registry::AliasId;
use super::Linker;
use crate::article::{BlockKind, Span};

impl Linker<'_> {
    /// True where a longer name begins with this one.
    pub(super) fn opens_longer_name(&self, span: Span, aliases: &[AliasId]) -> bool {
        let is_place = aliases.iter().all(|id| self.is_name_of_place(*id));
        is_place && (self.is_event_of_year(span) || self.is_before_national_team(span))
            || (is_place || aliases.iter().all(|id| self.is_name_of_person(*id)))
                && self.is_between_article_and_noun(span)
    }

    /// A name of a place as it stands on a map: no adjective of it and no abbreviation.
    fn is_name_of_place(&self, id: AliasId) -> bool {
        let alias = self.registry.alias(id);
        let actor = self.registry.actor(alias.actor);
        let is_state = actor.kind == Kind::State || self.registry.is_state(&actor.name);
        let is_name = alias.text == actor.name || !is_state && self.is_head(alias);
        is_name
            && matches!(actor.kind, Kind::Place | Kind::State)
            && alias.text.contains(char::is_lowercase)
            && !alias.text.starts_with("United ")
    }

    fn is_name_of_person(&self, id: AliasId) -> bool {
        self.is_person(self.registry.alias(id).actor)
    }

    /// `Lenia 2014` is what was held there in that year.
    fn is_event_of_year(&self, span: Span) -> bool {
        word_after(&self.prose.text, span.end).is_some_and(|word| {
            let year = word.trim_end_matches(['.', '\'', '’']);
            year.len() == 4
                && (year.starts_with("19") || year.starts_with("20"))
                && year.bytes().all(|byte| byte.is_ascii_digit())
        })
    }

    /// `the Lenia national football team` is the team.
    fn is_before_national_team(&self, span: Span) -> bool {
        let rest = &self.prose.text[span.end as usize..];
        let mut words = rest.split([' ', '\u{a0}']).skip(1).take(MAX_TEAM_WORDS);
        words.by_ref().take(2).any(|word| word == "national")
            && words
                .any(|word| TEAMS.contains(&word.trim_end_matches(|c: char| !c.is_alphabetic())))
    }

    /// `the Lenia Post`: a name that takes no article stands behind one, and a word with a capital follows.
    fn is_between_article_and_noun(&self, span: Span) -> bool {
        let text = &self.prose.text;
        let in_headline = matches!(self.kind_at(span), BlockKind::Title | BlockKind::Heading);
        if in_headline || self.is_in_capitals(span) {
            return false;
        }
        let is_behind_article =
            word_before(text, span.start).is_some_and(|word| matches!(word, "the" | "The"));
        is_behind_article
            && word_after(text, span.end).is_some_and(|word| {
                let noun = word.trim_end_matches(['.', '\'', '’']);
                is_capitalised(noun)
                    && noun.contains(char::is_lowercase)
                    && !is_function_word(noun)
                    && !is_office(noun)
                    && !PARTISANS.contains(&noun)
                    && !self.registry.knows(noun)
            })
    }
}

/// A team is named in this many words: `women's national under-21 football team`.
const MAX_TEAM_WORDS: usize = 5;

const TEAMS: &[&str] = &["side", "squad", "team", "teams"];

/// Words with a capital for somebody of a place: `the Lenia Republican`.
const PARTISANS: &[&str] = &["Democrat", "Democrats", "Republican", "Republicans"];
