//! Words that belong together: capitals in a row, with the small words inside names.
//!
//! Comes in: the words of a sentence. Goes out: ranges of them, each the longest that may be a name, with offices
//! and peoples still before it. Always holds: runs do not overlap and are in order.

use std::ops::Range;

use super::super::context::{is_function_word, is_office};
use super::super::given_name::{is_given_name, is_place_and_given_name};
use super::token::Token;
use super::word::{
    BODIES, JOINERS, NOBLES, OFFICE_WORDS, PLACES, PORTFOLIOS, RANKS, REALMS, THINGS, is_calendar,
    is_roman, lists,
};
use super::world::World;
use crate::article::Span;

/// A sentence, as far as names need to know it.
pub(super) struct Sentence<'a> {
    /// The text of the whole article.
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token<'a>>,
    pub(super) world: &'a World,
    /// For each token whether a mention covers it.
    pub(super) is_mentioned: Vec<bool>,
}

impl<'a> Sentence<'a> {
    /// The text from one token to before another.
    pub(super) fn slice(&self, range: &Range<usize>) -> &'a str {
        &self.text[self.span(range).range()]
    }

    /// The span from one token to before another.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span {
            start: self.tokens[range.start].span.start,
            end: self.tokens[range.end - 1].span.end,
        }
    }

    /// The runs that may be names.
    pub(super) fn runs(&self) -> Vec<Range<usize>> {
        let (mut found, mut at) = (Vec::new(), 0);
        while at < self.tokens.len() {
            let starts = self.is_part(at) || self.is_ordinal_of_unit(at);
            let only_opens =
                || is_opening_function_word(&self.tokens[at]) && !self.is_article_of_name(at);
            if !starts || only_opens() {
                at += 1;
                continue;
            }
            let end = self.end_of_run(at);
            found.push(at..end);
            at = end;
        }
        found
    }

    fn is_part(&self, at: usize) -> bool {
        self.tokens[at].is_name_like() && !self.is_mentioned[at]
    }

    /// `The` inside a sentence: `in The Hague`, `told The Marn Herald`.
    fn is_article_of_name(&self, at: usize) -> bool {
        let follows = self.tokens[at].follows() && at > 0;
        self.tokens[at].text == "The"
            && follows
            && self.tokens.get(at + 1).is_some_and(|next| {
                next.follows() && self.is_part(at + 1) && !is_opening_function_word(next)
            })
    }

    /// `6th Infantry Regiment`, `2nd Division`.
    fn is_ordinal_of_unit(&self, at: usize) -> bool {
        const UNITS: &[&str] = &[
            "Army",
            "Battalion",
            "Brigade",
            "Corps",
            "Division",
            "Fleet",
            "Foot",
            "Regiment",
            "Squadron",
        ];
        let word = self.tokens[at].text;
        let ends = ["st", "nd", "rd", "th"].iter().any(|end| word.ends_with(end));
        self.tokens[at].is_number()
            && ends
            && self.tokens[at + 1..]
                .iter()
                .take(3)
                .take_while(|token| token.follows() && token.is_name_like())
                .any(|token| lists(UNITS, token.text.trim_end_matches('s')))
    }

    fn end_of_run(&self, start: usize) -> usize {
        let mut end = self.known_end(start).unwrap_or(start + 1);
        while let Some(next) = self.extended(start, end) {
            end = next;
        }
        end
    }

    /// The end of a known name with small words in it: `Bosnia and Herzegovina`.
    fn known_end(&self, start: usize) -> Option<usize> {
        let behind = self.tokens[start + 1..]
            .iter()
            .take(MAX_KNOWN_WORDS - 1)
            .take_while(|token| token.follows());
        let longest = start + 1 + behind.clone().count();
        // Capitals in a row are put together without it.
        if !behind.clone().any(|token| matches!(token.text, "and" | "for" | "of" | "the")) {
            return None;
        }
        let is_known = |end: &usize| {
            self.is_part(*end - 1) && self.world.kind(self.slice(&(start..*end))).is_some()
        };
        (start + 2..=longest).rev().find(is_known)
    }

    /// The end of the run when the next words belong to it, too.
    fn extended(&self, start: usize, end: usize) -> Option<usize> {
        let (last, next) = (&self.tokens[end - 1], self.tokens.get(end)?);
        if last.is_possessive && !self.has_inner_possessive(start, end) {
            return None;
        }
        if self.is_generation(end) {
            return Some(end + 1);
        }
        if matches!(next.gap, " \"" | " “") {
            return self.behind_nickname(end);
        }
        if !next.follows() {
            return None;
        }
        if self.is_part(end) {
            let breaks = is_calendar(next.bare()) || is_opening_function_word(next);
            return (!breaks).then_some(end + 1);
        }
        if next.is_number() {
            return (is_numbered(last.text) && next.text.len() < 5).then_some(end + 1);
        }
        if is_small_head(next.text) && self.may_have_small_head(start, end) {
            return Some(end + 1);
        }
        if next.text == "railway"
            && self.tokens.get(end + 1).is_some_and(|token| token.text == "station")
        {
            return Some(end + 2);
        }
        match next.text {
            "of" | "for" | "on" => self.behind_preposition(start, end),
            "and" | "&" => self.behind_and(start, end),
            word if lists(JOINERS, word) => self.behind_joiners(end),
            _ => None,
        }
    }

    /// `Tagus river`, but not `Russian river`, `Anna Berg district`.
    fn may_have_small_head(&self, start: usize, end: usize) -> bool {
        let name = self.slice(&(start..end));
        let is_lone_opener = start == 0 && super::opener::is_common(self.tokens[0].text);
        end - start <= 2
            && self.world.place_of(name).is_none()
            && self.world.kind(name).is_none()
            && !self.tokens[start].is_all_capitals()
            && !is_lone_opener
            && !is_given_name(self.tokens[start].text)
            && !is_office(self.tokens[start].text)
    }

    /// `People's Republic`, `St. Andrew's Hospital`, `Workers' Party`.
    fn has_inner_possessive(&self, start: usize, end: usize) -> bool {
        const OWNERS: &[&str] = &[
            "Children", "Citizens", "Farmers", "Kings", "Lawyers", "Men", "Miners", "People",
            "Peoples", "Queen", "Teachers", "Veterans", "Women", "Workers", "Writers",
        ];
        let is_saint =
            end - start > 1 && matches!(self.tokens[end - 2].text, "St." | "St" | "Saint");
        let next_is_part = self.tokens.get(end).is_some_and(Token::is_name_like);
        next_is_part && (is_saint || lists(OWNERS, self.tokens[end - 1].text))
    }

    /// `, Inc.`, ` Jr.`, `, Jr.`.
    fn is_generation(&self, at: usize) -> bool {
        let next = &self.tokens[at];
        matches!(next.bare(), "Jr" | "Sr" | "Inc" | "Ltd" | "LLC" | "Co" | "Corp" | "PLC" | "plc")
            && matches!(next.gap, ", " | " ")
    }

    /// `Anna "Ace" Berg`.
    fn behind_nickname(&self, at: usize) -> Option<usize> {
        let behind = self.tokens.get(at + 1)?;
        let closes = matches!(behind.gap, "\" " | "” ");
        (closes && self.is_part(at) && self.is_part(at + 1)).then_some(at + 2)
    }

    /// `de la Vega`, `von der Heide`: behind all small words there is a capital.
    fn behind_joiners(&self, at: usize) -> Option<usize> {
        let mut end = at;
        while let Some(token) = self.tokens.get(end).filter(|token| token.follows()) {
            if self.is_part(end) {
                return (end - at <= 3).then_some(end + 1);
            }
            if !lists(JOINERS, token.text) {
                return None;
            }
            end += 1;
        }
        None
    }

    /// `Ministry of Defence`, `Gulf of Aden`, `Department for Trade`, `Caroline of Orla`.
    fn behind_preposition(&self, start: usize, at: usize) -> Option<usize> {
        let has_article = self.tokens.get(at + 1).is_some_and(|token| token.text == "the");
        let inner = at + 1 + usize::from(has_article);
        let word = self.tokens.get(inner).filter(|token| token.follows() && self.is_part(inner))?;
        let last = &self.tokens[at - 1];
        let is_portfolio = lists(PORTFOLIOS, word.bare());
        let preposition = self.tokens[at].text;
        let is_noble = self.tokens[start..at].iter().all(|token| {
            is_given_name(token.text)
                || is_place_and_given_name(token.text)
                || is_roman(token.text)
                || lists(NOBLES, token.text)
        });
        let is_head =
            lists(BODIES, last.bare()) || lists(PLACES, last.text) || lists(REALMS, last.text);
        let joins = if is_office(last.text) || lists(OFFICE_WORDS, last.text) && !is_head {
            is_portfolio && !(has_article && lists(BODIES, self.head_behind(inner)))
        } else if lists(BODIES, last.bare()) {
            let is_own = at - start > 1 && is_business(last.bare());
            match preposition {
                "of" => !is_own || !self.is_place_at(inner),
                "for" => has_purpose(last.text),
                _ => matches!(last.text, "Committee" | "Council" | "Commission" | "Institute"),
            }
        } else if preposition == "of" {
            let is_head = lists(REALMS, last.text)
                || lists(PLACES, last.text) && at - start == 1
                || at - start <= 2 && matches!(last.text, "Shore" | "Bank" | "Coast")
                || lists(THINGS, last.text)
                || last.text == "States";
            let is_person = is_noble && !lists(RANKS, last.text) && !has_article && start < at;
            is_head || is_person && !is_calendar(word.text)
        } else {
            preposition == "for" && lists(THINGS, last.text)
        };
        joins.then_some(inner + 1)
    }

    /// The last word of the capitals in a row from `at` on.
    fn head_behind(&self, at: usize) -> &'a str {
        let row = self.tokens[at + 1..]
            .iter()
            .take_while(|token| token.follows() && token.is_name_like());
        row.last().unwrap_or(&self.tokens[at]).bare()
    }

    fn is_place_at(&self, at: usize) -> bool {
        let ends = at + 1..=(at + 3).min(self.tokens.len());
        ends.into_iter().any(|end| self.world.is_place(self.slice(&(at..end))))
    }

    /// `Department of Health and Human Services`, `University and College Union`, `Charlotte of Orla and Berg`.
    fn behind_and(&self, start: usize, at: usize) -> Option<usize> {
        let next =
            self.tokens.get(at + 1).filter(|token| token.follows() && self.is_part(at + 1))?;
        if self.tokens[at].text == "&" {
            return Some(at + 2);
        }
        let run = &self.tokens[start..at];
        let last = run.last()?;
        let is_subject = |word: &str| lists(PORTFOLIOS, word) || word.ends_with("tion");
        let opens_with_body = run.iter().any(|token| matches!(token.text, "of" | "for" | "on"));
        if opens_with_body && is_subject(last.text) && is_subject(next.text) {
            return Some(at + 2);
        }
        // `Food and Drug Administration`: both words tell what the body behind them is for.
        let behind = self.tokens.get(at + 2).filter(|token| token.follows());
        let is_body = |word: &str| lists(BODIES, word) || lists(THINGS, word);
        let closes = behind.is_some_and(|token| is_body(token.bare()));
        let is_plain = |word: &str| {
            is_subject(word)
                || (lists(BODIES, word) && run.len() == 1)
                || super::opener::is_common(word)
        };
        (closes && is_plain(last.text) && is_plain(next.text) && run.len() <= 3).then_some(at + 3)
    }
}

/// True for a body that has its purpose behind `for`: `Centre for Trade`.
fn has_purpose(head: &str) -> bool {
    #[rustfmt::skip]
    const HEADS: &[&str] = &[
        "Academy", "Agency", "Alliance", "Association", "Authority", "Bank", "Board", "Bureau", "Campaign", "Center",
        "Centre", "Coalition", "Commission", "Committee", "Council", "Department", "Directorate", "Federation",
        "Forum", "Foundation", "Fund", "Initiative", "Institute", "Ministry", "Movement", "Network", "Office",
        "Organisation", "Organization", "Partnership", "School", "Secretariat", "Society", "Trust", "Union",
    ];
    lists(HEADS, head)
}

/// True for a body that `of` says the place of, and not the name.
fn is_business(head: &str) -> bool {
    matches!(
        head,
        "Club"
            | "Company"
            | "Corporation"
            | "Group"
            | "Inc"
            | "Press"
            | "School"
            | "Team"
            | "Works"
    )
}

/// Known names are looked for in this many words.
const MAX_KNOWN_WORDS: usize = 7;

/// Words for places that some write small behind the name.
fn is_small_head(word: &str) -> bool {
    matches!(
        word,
        "barrio"
            | "county"
            | "district"
            | "island"
            | "islands"
            | "peninsula"
            | "plateau"
            | "river"
            | "rivers"
            | "sea"
            | "strait"
            | "valley"
    )
}

/// Words before the name of a part of a land.
pub(super) fn is_direction(word: &str) -> bool {
    matches!(
        word,
        "Central"
            | "East"
            | "Eastern"
            | "Greater"
            | "Lower"
            | "North"
            | "Northern"
            | "South"
            | "Southern"
            | "Upper"
            | "West"
            | "Western"
    )
}

/// True for words that roads and units have a number behind.
fn is_numbered(word: &str) -> bool {
    matches!(
        word,
        "Highway" | "Interstate" | "Route" | "Flight" | "Article" | "Area" | "Channel" | "Camp"
    )
}

fn is_opening_function_word(token: &Token<'_>) -> bool {
    // `I'm`, `It's`, `They’ll`.
    let word = token.text.split(['\'', '’']).next().unwrap_or(token.text);
    if matches!(word, "I" | "We" | "He" | "She" | "It" | "They" | "You" | "Don" | "Isn")
        && word != token.text
    {
        return true;
    }
    (is_function_word(word) || lists(DETERMINERS, word))
        && !is_calendar(token.bare())
        && !(token.is_all_capitals() && word.len() > 2)
        && word.chars().skip(1).all(char::is_lowercase)
}

/// Words that say which one is meant, and are no part of a name.
const DETERMINERS: &[&str] = &[
    "All", "Another", "Any", "Each", "Every", "Few", "Many", "More", "Most", "My", "No", "Our",
    "Several", "Some", "Such", "Your",
];
