//! Offices that the text gives a person, and that the registry denies for that day.
//!
//! Comes in: mentions of persons whose offices have dates. Goes out: a diagnostic for the first of each
//! wrong office in an article. Always holds: it is better to say nothing than to say something wrong: only
//! a title of the registry right before the name (or behind it, between commas) counts, and a sentence
//! that looks back does not.

use std::collections::BTreeSet;
use std::iter;

use rayon::prelude::*;

use crate::actor::{Actor, Kind, Mention, Role};
use crate::article::Prose;
use crate::date::{Day, PartialDate};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::pipeline::Build;
use crate::site::SiteArticle;
use crate::source::Snapshot;

pub(super) fn check(build: &Build, snapshot: &Snapshot) -> Vec<Diagnostic> {
    let site = &build.plan.site;
    let articles = site.articles.par_iter();
    articles.flat_map_iter(|entry| of_article(entry, build, snapshot)).collect()
}

fn of_article(entry: &SiteArticle, build: &Build, snapshot: &Snapshot) -> Vec<Diagnostic> {
    let Some(day) = entry.day else { return Vec::new() };
    let article = &*entry.article;
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for mention in &entry.linked.mentions {
        let actor = build.plan.site.actor(mention.actor);
        if actor.kind != Kind::Person || actor.roles.is_empty() {
            continue;
        }
        let Some(role) = denied(build, mention, &article.prose, day) else { continue };
        if !told.insert((mention.actor, &role.title)) {
            continue;
        }
        let text = snapshot.source(&article.path).and_then(|source| source.text.as_deref().ok());
        let line = article.prose.line_at(mention.span.start);
        let name = article.prose.slice(mention.span);
        let place = match text {
            Some(text) if line > 0 => Place::line(&article.path, text, line).narrowed(name),
            _ => Place::file(&article.path),
        };
        let message =
            format!("`{}` was not `{}` on `{}`: {}", actor.name, role.title, day.iso(), held(role));
        let diagnostic = Diagnostic::new(Code::OutdatedRole, place, message)
            .hint("write `former` before it, or correct the dates in the registry");
        found.push(match &actor.origin {
            crate::actor::Origin::File(place) => {
                diagnostic.related(place.clone(), "the office stands here")
            }
            crate::actor::Origin::Pack => diagnostic,
        });
    }
    found
}

fn held(role: &Role) -> String {
    let iso = |date: Option<PartialDate>| date.map_or("?".to_owned(), PartialDate::iso);
    match (role.from, role.to) {
        (Some(from), None) => format!("in office from `{}`", from.iso()),
        (None, Some(to)) => format!("in office until `{}`", to.iso()),
        (from, to) => format!("in office from `{}` to `{}`", iso(from), iso(to)),
    }
}

/// The office that the text gives, where no office of this title was held on the day.
fn denied<'a>(build: &'a Build, mention: &Mention, prose: &Prose, day: Day) -> Option<&'a Role> {
    let registry = &build.plan.site.registry;
    let actor = registry.actor(mention.actor);
    let (start, end) = (mention.span.start as usize, mention.span.end as usize);
    let block = prose.block_at(mention.span.start)?.span.range();
    let before = prose.text.get(block.start..start)?;
    let behind = prose.text.get(end..block.end)?;
    let (lower, lower_behind) = (before.to_lowercase(), behind.to_lowercase());
    let role = actor.roles.iter().find(|role| {
        let of = role.of.as_ref().and_then(|slug| registry.by_slug(slug.as_str()));
        let of = of.map(|id| registry.actor(id));
        let is_near = |title: &&String| {
            lower.contains(title.as_str()) || lower_behind.contains(title.as_str())
        };
        let titles = titles(&role.title);
        let mut whole = titles.iter().filter(is_near).flat_map(|title| whole_titles(title, of));
        whole.any(|title| {
            stands_before(&lower, &title)
                || stands_behind(&lower_behind, &title)
                || stands_apart(&lower, behind, &title)
        })
    })?;
    let alike = |other: &&Role| {
        titles(&other.title).iter().any(|title| titles(&role.title).contains(title))
    };
    let is_denied = |role: &Role| (role.from.is_some() || role.to.is_some()) && !role.held_on(day);
    if !actor.roles.iter().filter(alike).all(is_denied) {
        return None;
    }
    let sentence =
        prose.sentence_at(mention.span.start).map(|idx| prose.slice(prose.sentences[idx]));
    (!looks_back(sentence.unwrap_or_default(), day)).then_some(role)
}

/// The title, and what else it is called: `Minister of Defence` is also `Defence Minister`.
fn titles(title: &str) -> Vec<String> {
    let title = title.to_lowercase();
    let mut titles = vec![title.clone()];
    for (office, of) in [("minister", " of "), ("minister", " for "), ("secretary", " of ")] {
        if let Some(field) = title.strip_prefix(office).and_then(|rest| rest.strip_prefix(of)) {
            let field = field.strip_prefix("the ").unwrap_or(field);
            titles.push(format!("{field} {office}"));
            if let Some(short) = field.strip_suffix(" affairs") {
                titles.push(format!("{short} {office}"));
            }
        }
    }
    titles
}

/// A title alone, and with what it is an office of: `president of Northland`.
fn whole_titles(title: &str, of: Option<&Actor>) -> Vec<String> {
    let names = of.map(|of| [std::slice::from_ref(&of.name), &of.aliases].concat());
    let whole = names.unwrap_or_default().into_iter().flat_map(|name| {
        let name = name.to_lowercase();
        [format!("{title} of {name}"), format!("{title} of the {name}")]
    });
    iter::once(title.to_owned()).chain(whole).collect()
}

/// `President` right before the name, not `former President`, `Vice President` or `President-elect`. The text
/// is in lower case, as the title is.
fn stands_before(before: &str, title: &str) -> bool {
    let Some(rest) = before.strip_suffix(' ').and_then(|text| text.strip_suffix(title)) else {
        return false;
    };
    if rest.ends_with(|c: char| c.is_alphanumeric() || c == '-') {
        return false;
    }
    let last = |text: &str| {
        text.split(|c: char| c.is_whitespace()).next_back().unwrap_or_default().to_owned()
    };
    let rest = rest.trim_end();
    let word = last(rest);
    // `former U.S. President`, `former Northern Foreign Minister`: one or two words may stand between.
    let mut words = rest.split_whitespace().rev().take(3);
    !is_other_office(&word) && !words.any(is_past)
}

/// `, the President,` right behind the name, in lower case.
fn stands_behind(behind: &str, title: &str) -> bool {
    let Some(rest) = behind.strip_prefix(", ") else { return false };
    let rest = rest.strip_prefix("the ").unwrap_or(rest);
    let Some(rest) = rest.strip_prefix(title) else { return false };
    rest.starts_with(',') || rest.starts_with('.') || rest.is_empty()
}

/// `The President, Ada Lund,`: the name between commas, and no one of a row of people. What stands before is
/// in lower case, and what stands behind as it is written: another name has a capital.
fn stands_apart(before: &str, behind: &str, title: &str) -> bool {
    let rest = before.strip_suffix(", ").and_then(|rest| rest.strip_suffix(title));
    let Some(rest) = rest.and_then(|rest| rest.strip_suffix("the ")) else { return false };
    let is_start = rest.trim_end().is_empty() || rest.trim_end().ends_with(['.', '!', '?']);
    let Some(behind) = behind.strip_prefix(", ") else { return false };
    let is_row = ["and ", "or ", "as well as "].iter().any(|word| behind.starts_with(word));
    is_start && behind.starts_with(char::is_lowercase) && !is_row
}

fn is_past(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    const PAST: &[&str] = &[
        "former",
        "ex",
        "then",
        "late",
        "onetime",
        "erstwhile",
        "past",
        "previous",
        "predecessor",
        "outgoing",
        "ousted",
        "deposed",
        "incoming",
        "future",
        "next",
        "designate",
        "retired",
    ];
    PAST.contains(&word) || word.starts_with("ex-") || word.starts_with("then-")
}

/// Words that make another office of the title.
fn is_other_office(word: &str) -> bool {
    const OTHER: &[&str] = &[
        "vice",
        "deputy",
        "acting",
        "assistant",
        "under",
        "interim",
        "co",
        "shadow",
        "honorary",
        "not",
    ];
    OTHER.contains(&word)
}

/// A sentence on another time: it names a year other than this one, or says so.
fn looks_back(sentence: &str, day: Day) -> bool {
    let words = sentence.split(|c: char| !c.is_alphanumeric());
    let other_year = |word: &str| {
        word.len() == 4
            && word
                .parse::<i16>()
                .is_ok_and(|year| (1000..2200).contains(&year) && year != day.year)
    };
    let lower = sentence.to_lowercase();
    // Words are compared as a whole: `Chicago` is no `ago`.
    let spoken: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut spoken = format!(" {} ", spoken.join(" "));
    for now in [" at once ", " once more ", " once again "] {
        spoken = spoken.replace(now, " ");
    }
    const SAYS_SO: &[&str] = &[
        " at the time ",
        " back then ",
        " used to ",
        " when he was ",
        " when she was ",
        " under president ",
        " predecessor ",
        " predecessors ",
        " successor ",
        " successors ",
        " formerly ",
        " once ",
        " decade ",
        " decades ",
        " century ",
        " centuries ",
        " ago ",
    ];
    words.into_iter().any(other_year) || SAYS_SO.iter().any(|phrase| spoken.contains(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_counts_right_before_the_name_only() {
        let check = |before: &str, expected: bool| {
            assert_eq!(stands_before(&before.to_lowercase(), "president"), expected, "{before}");
        };
        check("President ", true);
        check("Talks with Northern President ", true);
        check("former President ", false);
        check("Former Northern President ", false);
        check("the then-President ", false);
        check("Vice President ", false);
        check("President met ", false);
        check("Nopresident ", false);
        assert!(stands_behind(", the president, said", "president"));
        assert!(!stands_behind(", the president of the club, said", "president"));
        assert!(stands_behind(", president of northland, said", "president of northland"));
        assert!(stands_apart("the president, ", ", said", "president"));
        assert!(stands_apart("it ended. the president, ", ", said", "president"));
        assert!(!stands_apart("the minister, the president, ", ", said", "president"));
        assert!(!stands_apart("the president, ", ", and Ben Moor", "president"));
        assert!(!stands_apart("the president, ", ", Ben Moor and Eva Holm", "president"));
        assert!(!stands_apart("the former president, ", ", said", "president"));
    }

    #[test]
    fn a_sentence_may_look_back() {
        let day = Day { year: 2025, month: 2, day: 18 };
        assert!(looks_back("In 2019 President Lund signed it", day));
        assert!(looks_back("President Lund signed it two years ago", day));
        assert!(looks_back("Her predecessor's plan, said President Lund, stands", day));
        assert!(looks_back("President Lund once signed it", day));
        assert!(!looks_back("In February 2025 President Lund signed it", day));
        for place in ["in Chicago", "in Santiago", "on Tobago", "at once"] {
            assert!(!looks_back(&format!("President Lund signed it {place}"), day), "{place}");
        }
        assert!(titles("Minister of Foreign Affairs").contains(&"foreign minister".to_owned()));
    }
}
