//! What a line says about the article: who wrote it, when it was published, what it is about.
//!
//! Comes in: a line of pasted text. Goes out: `Detail` values, when the line says nothing else. Always
//! holds: a line of which a part is not understood is text.

use super::date::{self, DateProblem};
use super::person::{self, is_name, without_prefix};
use super::{Action, Draft, Note, Origin};
use crate::date::When;

/// What a line says about the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Detail {
    /// Who wrote it.
    Authors(Vec<String>),
    /// When it was published.
    Published(When),
    /// When it was changed.
    Updated(When),
    /// A date that has two readings, or none: the words for the writer.
    BadDate(String),
    /// Its subjects.
    Topics(Vec<String>),
    /// Who published it.
    Publisher(String),
    /// Where it stands.
    Url(String),
    /// How long it takes to read, and the like.
    Nothing,
}

impl Detail {
    /// Puts a detail where it belongs; returns what the report says of it. What stands first counts.
    fn put_into(self, draft: &mut Draft) -> (Action, String) {
        let origin = |draft: &mut Draft| draft.source.take().unwrap_or_default();
        let (key, is_taken) = match self {
            Detail::Authors(names) => {
                draft.authors.extend(names);
                ("authors", true)
            }
            Detail::Topics(topics) => {
                draft.topics.extend(topics);
                ("topics", true)
            }
            Detail::Published(when) => ("date", fill(&mut draft.date, when)),
            Detail::Updated(when) => ("updated", fill(&mut draft.updated, when)),
            Detail::Publisher(name) => {
                let mut source: Origin = origin(draft);
                let is_taken = fill(&mut source.publisher, name);
                draft.source = Some(source);
                ("sources", is_taken)
            }
            Detail::Url(url) => {
                let mut source: Origin = origin(draft);
                let is_taken = fill(&mut source.url, url);
                draft.source = Some(source);
                ("sources", is_taken)
            }
            Detail::BadDate(reason) => return (Action::Dropped, reason),
            Detail::Nothing => return (Action::Dropped, "navigation of a web page".to_owned()),
        };
        match is_taken {
            true => (Action::Changed, format!("it is now `{key}`")),
            false => (Action::Dropped, format!("`{key}` has another value already")),
        }
    }
}

/// Sets a value that is not set, or is the same. Returns whether it is now this one.
fn fill<T: PartialEq>(place: &mut Option<T>, value: T) -> bool {
    match place {
        Some(known) => *known == value,
        None => {
            *place = Some(value);
            true
        }
    }
}

/// Puts all that a line says into a draft, with notes.
pub(super) fn put_all(details: Vec<Detail>, text: &str, line: u32, draft: &mut Draft) {
    let is_alone = details.len() == 1;
    for detail in details.into_iter().filter(|detail| is_alone || *detail != Detail::Nothing) {
        let (action, reason) = detail.put_into(draft);
        draft.notes.push(Note::new(line, action, text, &reason));
    }
}

const PUBLISHED: &[&str] =
    &["first published", "originally published", "published", "posted", "publication date", "date"];
const UPDATED: &[&str] = &["last updated", "last modified", "updated", "modified"];
const TOPICS: &[&str] = &[
    "tags:",
    "tagged:",
    "topics:",
    "topic:",
    "filed under:",
    "categories:",
    "category:",
    "keywords:",
];
const SOURCES: &[&str] = &["source:", "sources:", "original source:", "via:"];

/// Names of agencies, which sign articles as persons do.
const AGENCIES: &[&str] = &[
    "Reuters",
    "AFP",
    "AP",
    "dpa",
    "ANSA",
    "EFE",
    "TASS",
    "Xinhua",
    "Bloomberg",
    "UPI",
    "PTI",
    "Kyodo",
    "Yonhap",
    "Agencies",
    "Associated Press",
    "Agence France-Presse",
];

/// Words of a byline that are no name.
const ROLES: &[&str] = &[
    "correspondent",
    "editor",
    "reporter",
    "writer",
    "staff",
    "analyst",
    "bureau",
    "desk",
    "chief",
    "journalist",
    "columnist",
    "contributor",
    "agencies",
    "special",
    "senior",
    "producer",
    "author",
    "fellow",
];

/// What a line says about the article; empty for a line of text.
pub(super) fn read(line: &str) -> Vec<Detail> {
    let n_chars = line.chars().count();
    if n_chars > 140 || line.ends_with('.') && n_chars > 60 {
        return Vec::new();
    }
    let mut details = Vec::new();
    for part in parts(line) {
        match part_of(part) {
            Some(more) => details.extend(more),
            None => return Vec::new(),
        }
    }
    details
}

fn parts(line: &str) -> impl Iterator<Item = &str> {
    let bars = [" | ", " • ", " · ", " / ", "\t"];
    let mut parts = vec![line];
    for bar in bars {
        parts = parts.into_iter().flat_map(|part| part.split(bar)).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty())
}

fn part_of(part: &str) -> Option<Vec<Detail>> {
    if let Some(rest) = person::behind_by(part) {
        return byline(rest);
    }
    if let Some(rest) = TOPICS.iter().find_map(|prefix| without_prefix(part, prefix)) {
        let topics =
            rest.split([',', ';']).map(|topic| topic.trim().trim_start_matches('#').to_owned());
        return Some(vec![Detail::Topics(topics.filter(|topic| !topic.is_empty()).collect())]);
    }
    if let Some(rest) = SOURCES.iter().find_map(|prefix| without_prefix(part, prefix)) {
        let rest = rest.trim();
        let is_name = !rest.is_empty() && rest.split_whitespace().count() <= 6;
        return match url(rest) {
            Some(url) => Some(vec![Detail::Url(url)]),
            None => is_name.then(|| vec![Detail::Publisher(rest.to_owned())]),
        };
    }
    for (prefixes, is_update) in [(UPDATED, true), (PUBLISHED, false)] {
        if let Some(rest) = prefixes.iter().find_map(|prefix| without_prefix(part, prefix)) {
            let rest = rest.trim_start_matches([':', ' ']);
            let rest =
                without_prefix(rest, "on ").or_else(|| without_prefix(rest, "at ")).unwrap_or(rest);
            return dated(rest, is_update);
        }
    }
    if let Some(url) = url(part) {
        return Some(vec![Detail::Url(url)]);
    }
    if let Ok(when) = date::read(part) {
        return Some(vec![Detail::Published(when)]);
    }
    if let Some(name) = AGENCIES.iter().find(|name| **name == part) {
        return Some(vec![Detail::Publisher((*name).to_owned())]);
    }
    part.ends_with(" min read").then(|| vec![Detail::Nothing])
}

/// A date behind `Published` or `Updated`. What has no digit is a sentence.
fn dated(text: &str, is_update: bool) -> Option<Vec<Detail>> {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // `2 hours ago`: nobody knows from when.
    if text.to_lowercase().ends_with(" ago") {
        return Some(vec![Detail::Nothing]);
    }
    let detail = match date::read(text) {
        Ok(when) if is_update => Detail::Updated(when),
        Ok(when) => Detail::Published(when),
        Err(DateProblem::TwoReadings(first, second)) => Detail::BadDate(format!(
            "the date may be {} or {}: say which with `--date`",
            first.iso(),
            second.iso()
        )),
        Err(DateProblem::Unreadable) => {
            Detail::BadDate("the date cannot be read: give it with `--date`".to_owned())
        }
    };
    Some(vec![detail])
}

/// `Jane Doe and John Roe, diplomatic correspondents, 18 February 2025`.
fn byline(text: &str) -> Option<Vec<Detail>> {
    let mut details = Vec::new();
    let mut names = text.trim();
    for (at, _) in text.match_indices([',', ' ']) {
        if let Ok(when) = date::read(text[at + 1..].trim()) {
            details.push(Detail::Published(when));
            names = text[..at].trim_end_matches([',', ' ']);
            break;
        }
    }
    let mut authors = Vec::new();
    for part in person::parts(names) {
        let part = part.trim_end_matches('.');
        // `Jane Doe in Riyadh` was written by Jane Doe.
        let part = part.split(" in ").next().unwrap_or(part);
        let lower = part.to_lowercase();
        let is_role = lower
            .split_whitespace()
            .any(|word| ROLES.contains(&word) || ROLES.contains(&word.trim_end_matches('s')));
        if part.is_empty() || is_role {
            continue;
        }
        if let Some(agency) = AGENCIES.iter().find(|agency| agency.eq_ignore_ascii_case(part)) {
            details.push(Detail::Publisher((*agency).to_owned()));
        } else if is_name(part) {
            authors.push(in_letter_case(part));
        } else {
            return None;
        }
    }
    if !authors.is_empty() {
        details.insert(0, Detail::Authors(authors));
    }
    let says_who = details.iter().any(|d| matches!(d, Detail::Authors(_) | Detail::Publisher(_)));
    says_who.then_some(details)
}

/// `JANE DOE` is a person of ordinary letters.
fn in_letter_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut starts = true;
    let letters = name.chars().flat_map(|c| {
        let cased: Vec<char> = if starts { vec![c] } else { c.to_lowercase().collect() };
        starts = !c.is_alphanumeric();
        cased
    });
    letters.collect()
}

fn url(text: &str) -> Option<String> {
    let is_url = (text.starts_with("https://") || text.starts_with("http://"))
        && !text.contains(char::is_whitespace);
    is_url.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_about_the_article_are_told_from_text() {
        let names =
            |names: &[&str]| Detail::Authors(names.iter().map(|n| (*n).to_owned()).collect());
        let day = |text: &str| Detail::Published(When::parse(text).unwrap());
        let check = |line: &str, expected: &[Detail]| assert_eq!(read(line), expected, "{line}");
        check("By Jane Doe", &[names(&["Jane Doe"])]);
        check("BY JANE DOE AND JOHN VAN ROE", &[names(&["Jane Doe", "John Van Roe"])]);
        check("By Jane Doe and John van Roe", &[names(&["Jane Doe", "John van Roe"])]);
        check("By Jane Doe, diplomatic correspondent", &[names(&["Jane Doe"])]);
        check("By Jane Doe in Lakeside", &[names(&["Jane Doe"])]);
        check("Written by Jane Doe | 2025-02-18", &[names(&["Jane Doe"]), day("2025-02-18")]);
        check("By Jane Doe, 2025-02-18", &[names(&["Jane Doe"]), day("2025-02-18")]);
        check("By Reuters", &[Detail::Publisher("Reuters".to_owned())]);
        check("Published: 2025-02-18", &[day("2025-02-18")]);
        check("2025-02-18 09:00", &[day("2025-02-18 09:00")]);
        check("Last updated on 2025-02-19", &[Detail::Updated(When::parse("2025-02-19").unwrap())]);
        check(
            "Tags: Water, Talks",
            &[Detail::Topics(vec!["Water".to_owned(), "Talks".to_owned()])],
        );
        check("Source: Lake News", &[Detail::Publisher("Lake News".to_owned())]);
        check("https://example.org/a", &[Detail::Url("https://example.org/a".to_owned())]);
        check("By Monday the talks had failed", &[]);
        check("By all accounts, a success", &[]);
        check("Published accounts differ", &[]);
        check("Date palms are grown here", &[]);
        check("Sources: the river and its springs in the hills of the north", &[]);
        check("", &[]);
    }
}
