//! Words that belong together: runs of capitals, with the small words inside names.
//!
//! Comes in: the tokens of a sentence. Goes out: ranges of tokens in order, each the longest that may be a name,
//! with offices and peoples still before it. Always holds: runs do not overlap, and begin and end with a capital.

use std::ops::Range;

use super::super::context::is_office;
use super::super::given_name::is_given_name;
use super::super::region::regions_after;
use super::super::surname::{PARTICLES, SUFFIXES};
use super::super::word::{HONORIFICS, lists};
use super::token::Token;
use super::vocabulary::{is_common, is_opener};
use super::word::{BODIES, CALENDAR, GROUPS, NOBLES, OTHER_HEADS, OTHERS, PLACES, PORTFOLIOS};
use super::world::World;

/// The runs of a sentence.
pub(super) fn runs(text: &str, tokens: &[Token<'_>], world: &World) -> Vec<Range<usize>> {
    let grammar = Grammar { text, tokens, world };
    let (mut found, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        if !grammar.may_start(at) {
            at += 1;
            continue;
        }
        let run = grammar.run_from(at);
        at = run.end;
        found.push(run);
    }
    found
}

/// True for a day or month. `May` behind a given name is a surname.
pub(super) fn is_calendar(tokens: &[Token<'_>], at: usize) -> bool {
    let behind_given_name = at > 0
        && tokens[at].follows_closely()
        && is_given_name(tokens[at - 1].text)
        && tokens[at].text.len() < 6;
    lists(CALENDAR, tokens[at].bare()) && !behind_given_name
}

struct Grammar<'a> {
    text: &'a str,
    tokens: &'a [Token<'a>],
    world: &'a World,
}

impl Grammar<'_> {
    fn may_start(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_name = token.is_capitalised() || self.has_article(token.text);
        is_name && !is_calendar(self.tokens, at) && !token.gap.ends_with(['@', '#', '/', '_'])
    }

    /// `al-Aiban`, `d'Estaing`, `bin` is none: an article that a hyphen or apostrophe joins to the name.
    fn has_article(&self, word: &str) -> bool {
        let article = word.find(['-', '‑', '\'', '’']).filter(|at| *at <= 3);
        article.is_some_and(|at| {
            word.starts_with(char::is_lowercase)
                && word[at..].chars().nth(1).is_some_and(char::is_uppercase)
        })
    }

    fn run_from(&self, start: usize) -> Range<usize> {
        let mut run = start..start + 1;
        loop {
            let next = self.with_next(&run).or_else(|| self.with_small_word(&run));
            let Some(end) = next.or_else(|| self.with_comma(&run)) else { break };
            run.end = end;
        }
        // `de Gaulle`, `von Berg`: a particle alone before the name.
        if start > 0 && run.len() == 1 {
            let (before, first) = (&self.tokens[start - 1], &self.tokens[start]);
            let is_particle =
                ["von", "van", "de", "bin", "ibn", "della", "di"].contains(&before.text);
            let closes = start > 1 && self.tokens[start - 1].follows_closely();
            if is_particle && closes && first.follows_closely() {
                run.start = start - 1;
            }
        }
        run
    }

    /// The end of the run with a capital right behind it.
    fn with_next(&self, run: &Range<usize>) -> Option<usize> {
        let (last, next) = (&self.tokens[run.end - 1], self.tokens.get(run.end)?);
        let is_nickname = || {
            let closed = self.tokens.get(run.end + 1)?;
            let quotes = |gap: &str, quotes: &[&str]| quotes.contains(&gap);
            (next.is_capitalised()
                && closed.is_capitalised()
                && quotes(next.gap, &[" \"", " “", " ‘"])
                && quotes(closed.gap, &["\" ", "” ", "’ "]))
            .then_some(run.end + 2)
        };
        if next.gap == " & " && next.is_capitalised() {
            let are_two = self.world.knows(last.text) && self.world.knows(next.text);
            return (!are_two).then_some(run.end + 1);
        }
        let opens_run = run.len() == 1 && self.opens(run.start) && is_opener(last.text);
        if !next.follows_closely() || opens_run {
            return if opens_run { None } else { is_nickname() };
        }
        let is_number = next.text.chars().all(|c| c.is_ascii_digit())
            && NUMBERED.contains(&last.text)
            || NUMBERS.contains(&next.text);
        let is_geographic = lists(GEOGRAPHIC, next.text)
            && !last.is_genitive
            && !is_common(last.text)
            && !is_office(last.text)
            && self.world.people(last.text).is_none();
        if is_geographic {
            return Some(run.end + 1);
        }
        // `Tarn railway station`
        if next.text == "railway"
            && self.is_word(run.end + 1, |word| ["station", "line"].contains(&word))
        {
            return Some(run.end + 2);
        }
        let is_name = next.is_capitalised() || self.has_article(next.text) || is_number;
        let fits = is_name
            && !is_calendar(self.tokens, run.end)
            && (is_number || !is_opener(next.text) || next.is_acronym() || next.text.len() < 2)
            && (!last.is_genitive || self.is_joined_by_genitive(run, next));
        fits.then_some(run.end + 1)
    }

    /// `People’s Party`, `St. Mary’s College`; but `Lenia’s Parliament` are two.
    fn is_joined_by_genitive(&self, run: &Range<usize>, next: &Token<'_>) -> bool {
        let last = &self.tokens[run.end - 1];
        let is_saint =
            run.len() > 1 && ["St.", "St", "Saint"].contains(&self.tokens[run.end - 2].text);
        let is_house =
            ["College", "Hospital", "School", "Church", "Cathedral", "Island", "Park", "Square"];
        let is_plural = last.text.ends_with('s') && is_common(last.text);
        is_saint
            || (is_plural || ["People", "Women", "Children", "Men"].contains(&last.text))
            || run.len() == 1 && is_house.contains(&next.text) && !self.world.knows(last.text)
    }

    /// The end of the run with a small word and the capitals behind it.
    fn with_small_word(&self, run: &Range<usize>) -> Option<usize> {
        let (last, small) = (&self.tokens[run.end - 1], self.tokens.get(run.end)?);
        if !small.follows_closely()
            || last.is_genitive
            || self.opens(run.start) && is_opener(last.text) && run.len() == 1
        {
            return None;
        }
        let mut target = run.end + 1;
        let is_particle =
            PARTICLES.contains(&small.text) || ["upon", "am", "sur"].contains(&small.text);
        if is_particle {
            while target < run.end + 3 && self.is_word(target, |word| PARTICLES.contains(&word)) {
                target += 1;
            }
        } else if self.is_word(target, |word| word == "the") {
            target += 1;
        }
        let first = self
            .tokens
            .get(target)
            .filter(|token| token.follows_closely() && token.is_capitalised())?;
        if is_calendar(self.tokens, target) {
            return None;
        }
        let head = self.tokens[run.end - 1].bare();
        let is_body = lists(BODIES, head) || lists(GROUPS, head);
        let joins = match small.text {
            "of" => self.joins_by_of(run, head),
            "for" | "on" => is_body && !self.world.knows(first.text),
            "and" => self.joins_by_and(run, target),
            "de" | "du" | "la" | "le" if is_opener(head) => false,
            _ => is_particle && !is_office(head),
        };
        joins.then_some(target + 1)
    }

    fn joins_by_of(&self, run: &Range<usize>, head: &str) -> bool {
        let first = self.tokens[run.start].bare();
        let is_head =
            [BODIES, GROUPS, PLACES, OTHERS, OTHER_HEADS].iter().any(|table| lists(table, head));
        // `the King of Lenia` holds an office, `the Duke of Tarn` has a name.
        let is_rank = lists(NOBLES, head)
            && (run.len() > 1
                || ["Duchess", "Duke", "Earl", "Marquess", "Prince", "Princess"].contains(&head));
        let is_given = |token: &Token<'_>| is_given_name(token.text);
        let is_ruler = self.tokens[run.end - 1].is_regnal()
            || self.tokens[run.clone()].iter().all(is_given)
            || run.len() > 1 && lists(NOBLES, first);
        // `the Tarn Province of Lenia` are two names, `the Province of Tarn` is one.
        let is_whole = run.len() > 1 && lists(PLACES, head) && !STATELY.contains(&head);
        is_head && !is_whole && !is_office(head) || is_rank || is_ruler
    }

    /// `Department for Women and Equalities`, `Food and Drug Administration`; but `Lenia and Tarn` are two.
    fn joins_by_and(&self, run: &Range<usize>, target: usize) -> bool {
        let last = &self.tokens[run.end - 1];
        let is_subject = |token: &Token<'_>| {
            lists(PORTFOLIOS, token.text) || is_common(token.text) && !self.world.knows(token.text)
        };
        let is_other_body = lists(BODIES, self.tokens[target].text)
            && self.is_word(target + 1, |word| matches!(word, "of" | "for"));
        if !is_subject(last) || target > run.end + 1 || is_other_body {
            return false;
        }
        let inside = &self.tokens[run.start..run.end];
        let is_inside_body = inside.iter().any(|token| matches!(token.text, "of" | "for" | "on"))
            && inside.iter().any(|token| lists(BODIES, token.text));
        let follows = self.tokens[target..].iter().take(4);
        let mut rest =
            follows.take_while(|token| token.is_capitalised() && token.follows_closely());
        is_subject(&self.tokens[target]) && is_inside_body
            || run.len() == 1 && rest.any(|token| lists(BODIES, token.text))
    }

    /// The end of the run with what follows a comma and belongs to it: `, Jr.`, `, Duke of Tarn`, `, Florida`.
    fn with_comma(&self, run: &Range<usize>) -> Option<usize> {
        let next = self.tokens.get(run.end)?;
        let first = &self.tokens[run.start];
        if next.gap != ", " || self.tokens[run.end - 1].is_genitive {
            return None;
        }
        if SUFFIXES.contains(&next.text) || ["Inc", "Ltd", "LLC", "LLP"].contains(&next.bare()) {
            return Some(run.end + 1);
        }
        let is_of = |at| self.is_word(at, |word| word == "of");
        if lists(NOBLES, next.text) && is_of(run.end + 1) {
            let end = run.end + 3;
            let place = self.tokens.get(end - 1).filter(|token| token.is_capitalised());
            return place.map(|_| end);
        }
        let is_person =
            is_given_name(first.text) || lists(HONORIFICS, first.bare()) || first.is_initial();
        let words: Vec<&str> = self.tokens[run.clone()].iter().map(|token| token.text).collect();
        let is_state = self.world.state(&words.join(" ")).is_some();
        let is_body = lists(BODIES, self.tokens[run.end - 1].text);
        if is_person && run.len() > 1 || is_office(first.text) || is_state || is_body {
            return None;
        }
        let end = self.tokens[run.end - 1].span.end as usize;
        let length = regions_after(&self.text[end..], |name| self.world.state(name).is_some());
        let region_end = u32::try_from(end + length).ok()?;
        let n_tokens = self.tokens.partition_point(|token| token.span.end <= region_end);
        (length > 0 && n_tokens > run.end).then_some(n_tokens)
    }

    fn is_word(&self, at: usize, is: impl Fn(&str) -> bool) -> bool {
        self.tokens.get(at).is_some_and(|token| token.follows_closely() && is(token.text))
    }

    fn opens(&self, at: usize) -> bool {
        opens(self.tokens, at)
    }
}

/// True for a word whose capital may come from its place: the first one, or the first in quotes.
pub(super) fn opens(tokens: &[Token<'_>], at: usize) -> bool {
    let gap = tokens[at].gap.trim_end();
    at == 0 || gap.ends_with(['"', '“', '‘', ':', '•', '…', '*', '—'])
}

/// Nouns with a small letter that belong to the name before them: `the Tarn river`.
const GEOGRAPHIC: &[&str] = &[
    "district",
    "island",
    "islands",
    "peninsula",
    "plateau",
    "river",
    "rivers",
    "sea",
    "subcontinent",
];

/// Nouns that a number belongs to.
const NUMBERED: &[&str] = &["Channel", "Highway", "Interstate", "Radio", "Road", "Route"];

/// Number words inside names: `Radio One`.
const NUMBERS: &[&str] = &["One", "Two", "Three", "Four", "Five"];

/// Nouns of places that `of` always joins to what follows, whatever stands before them.
const STATELY: &[&str] = &["Emirates", "Kingdom", "Republic", "States", "Territory"];
