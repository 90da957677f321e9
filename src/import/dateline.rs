//! Datelines: `RIYADH, Feb. 18 (Reuters) — `.
//!
//! Comes in: the first paragraph. Goes out: what its dateline says, and the sentence behind it. Always
//! holds: a name in capitals that a sentence goes on with (`NATO — which …`) is no dateline.

use super::{Action, Draft, Note, date, words};
use crate::date::When;

/// What a dateline says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dateline<'a> {
    /// The dateline as it stands there.
    pub(super) text: &'a str,
    /// The agency.
    pub(super) publisher: Option<&'a str>,
    /// The day, when it has a year.
    pub(super) date: Option<When>,
    /// The text behind it.
    pub(super) rest: &'a str,
}

impl<'a> Dateline<'a> {
    /// The dateline at the beginning of a paragraph.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let (head, rest) = parted(text)?;
        let goes_on = rest.chars().find(|c| c.is_alphanumeric()).is_none_or(char::is_lowercase);
        if head.chars().count() > 80 || goes_on {
            return None;
        }
        let (places, publisher) =
            match head.strip_suffix(')').and_then(|head| head.rsplit_once('(')) {
                Some((places, agency)) => {
                    (places.trim_end().trim_end_matches(','), Some(agency.trim()))
                }
                None => (head, None),
            };
        let (place, more) = places.split_once(',').unwrap_or((places, ""));
        if !is_place(place, publisher.is_some()) || more.split_whitespace().count() > 5 {
            return None;
        }
        let date = more.match_indices(' ').find_map(|(at, _)| date::read(more[at..].trim()).ok());
        Some(Self { text: head, publisher, date, rest })
    }

    /// Puts what it says into a draft, and a note for the line where it stands.
    pub(super) fn put_into(&self, draft: &mut Draft, line: u32) {
        let mut reason = "dateline";
        if let Some(publisher) = self.publisher {
            let known = &mut draft.source.get_or_insert_default().publisher;
            if known.is_none() {
                *known = Some(publisher.to_owned());
                reason = "dateline; its agency is now in `sources`";
            }
        }
        if let Some(date) = self.date {
            draft.date.get_or_insert(date);
        }
        draft.notes.push(Note::new(line, Action::Dropped, self.text, reason));
    }
}

/// The Markdown of a paragraph without its dateline; none where marks go over the dash.
pub(super) fn without(dateline: &Dateline<'_>, markdown: &str) -> Option<String> {
    let (head, rest) = parted(markdown)?;
    words::are_same(head, dateline.text).then(|| rest.to_owned())
}

/// A text before and behind its first dash.
fn parted(text: &str) -> Option<(&str, &str)> {
    let dashes = [" — ", " – ", " -- ", " - ", "— ", "– "];
    let (at, dash) = dashes
        .iter()
        .filter_map(|dash| Some((text.find(dash)?, *dash)))
        .min_by_key(|(at, dash)| (*at, std::cmp::Reverse(dash.len())))?;
    Some((text[..at].trim(), text[at + dash.len()..].trim_start()))
}

/// In capitals; in ordinary letters only before the name of an agency.
fn is_place(text: &str, has_agency: bool) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let is_made_of_words =
        text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '/' | '\'' | '’'));
    let has_capitals =
        text.split([' ', '/']).all(|word| word.starts_with(char::is_uppercase) || word.is_empty());
    letters().count() >= 2
        && text.split_whitespace().count() <= 4
        && is_made_of_words
        && (letters().all(char::is_uppercase) || has_agency && has_capitals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_is_told_from_a_sentence() {
        let check = |text: &str, expected: Option<(&str, Option<&str>, &str)>| {
            let seen = Dateline::of(text).map(|d| (d.text, d.publisher, d.rest));
            assert_eq!(seen, expected, "{text}");
        };
        check(
            "LAKESIDE, Feb. 18 (Reuters) — Envoys met.",
            Some(("LAKESIDE, Feb. 18 (Reuters)", Some("Reuters"), "Envoys met.")),
        );
        check("LAKESIDE (AFP) - Envoys met.", Some(("LAKESIDE (AFP)", Some("AFP"), "Envoys met.")));
        check("Lakeside (AFP) – Envoys met.", Some(("Lakeside (AFP)", Some("AFP"), "Envoys met.")));
        check(
            "ST. ANNE, Upper State— “We met.”",
            Some(("ST. ANNE, Upper State", None, "“We met.”")),
        );
        check("NATO — which has no army — met.", None);
        check("Lakeside — Envoys met.", None);
        check("The envoys (all four) - Ann Lee among them - met.", None);
        check("Envoys met.", None);
    }
}
