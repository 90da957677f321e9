//! Names that are the beginning of the name of something else: `the Lenia Post`, `Lenia 2014`.
//!
//! Comes in: a name in the text. Goes out: whether the words around it make it a part of a longer name that nobody
//! has registered. Always holds: an adjective (`the Lenian Post Office`) and an abbreviation (`the US Treasury`)
//! are names on their own, and so is a name before an office (`the Lenia Governor`).

use super::super::Kind;
use super::super::context::{
    is_before_institution, is_capitalised, is_function_word, is_office, word_after, word_before,
};
use super::super::registry::AliasId;
use super::Linker;
use crate::article::{BlockKind, Span};

impl Linker<'_> {
    /// True where a longer name begins with this one.
    pub(super) fn opens_longer_name(&self, span: Span, aliases: &[AliasId]) -> bool {
        if aliases.iter().all(|id| self.is_of_place(*id))
            && (self.is_half_of_region(span) || self.is_before_competition(span))
        {
            return true;
        }
        let is_place = aliases.iter().all(|id| self.is_name_of_place(*id));
        if is_place && (self.is_event_of_year(span) || self.is_before_national_team(span)) {
            return true;
        }
        // Institutions have a rule of their own, which leaves states alone: `the Lenia Council`.
        let may_open = is_place && !is_before_institution(&self.prose.text, span.end)
            || aliases.iter().all(|id| self.is_name_of_person(*id));
        may_open && self.is_between_article_and_noun(span)
    }

    /// A name of a place, in any form.
    fn is_of_place(&self, id: AliasId) -> bool {
        let kind = self.registry.actor(self.registry.alias(id).actor).kind;
        matches!(kind, Kind::Place | Kind::State)
    }

    /// `southern-Lenian`: what a point of the compass is joined to is a part of it.
    fn is_half_of_region(&self, span: Span) -> bool {
        let before =
            self.prose.text[..span.start as usize].strip_suffix(['-', '\u{2010}', '\u{2011}']);
        before.is_some_and(|text| {
            let word = text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or(text);
            COMPASS.contains(&word.to_lowercase().as_str())
        })
    }

    /// `the Lenian Football League` is held there, and is another thing: so are cups and championships.
    fn is_before_competition(&self, span: Span) -> bool {
        // `Lenia Open to Talks`
        if self.is_in_headline(span) {
            return false;
        }
        let mut at = span.end;
        for _ in 0..MAX_COMPETITION_WORDS {
            let Some(word) = word_after(&self.prose.text, at) else { return false };
            let bare = word.trim_end_matches(['.', '\'', '’']);
            if COMPETITIONS.contains(&bare) {
                return true;
            }
            if !bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
                return false;
            }
            at += 1 + offset(word.len());
        }
        false
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

    /// True where words have capitals that are no names.
    fn is_in_headline(&self, span: Span) -> bool {
        matches!(self.kind_at(span), BlockKind::Title | BlockKind::Heading)
            || self.is_in_capitals(span)
    }

    /// `the Lenia Post`: a name that takes no article stands behind one, and a word with a capital follows.
    fn is_between_article_and_noun(&self, span: Span) -> bool {
        let text = &self.prose.text;
        if self.is_in_headline(span) {
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

/// Words that may stand before the competition and with it: `Second Division`, `National Football League`.
const MAX_COMPETITION_WORDS: usize = 4;

#[rustfmt::skip]
const COMPASS: &[&str] = &[
    "central", "east", "eastern", "north", "northeast", "northeastern", "northern", "northwest",
    "northwestern", "south", "southeast", "southeastern", "southern", "southwest", "southwestern",
    "west", "western",
];

#[rustfmt::skip]
const COMPETITIONS: &[&str] = &[
    "Championship", "Championships", "Cup", "Division", "League", "Masters", "Open",
    "Premiership",
];

/// A team is named in this many words: `women's national under-21 football team`.
const MAX_TEAM_WORDS: usize = 5;

const TEAMS: &[&str] = &["side", "squad", "team", "teams"];

/// Words with a capital for somebody of a place: `the Lenia Republican`.
const PARTISANS: &[&str] = &["Democrat", "Democrats", "Republican", "Republicans"];

fn offset(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
