//! The entries of front matter, each put in its place.
//!
//! Comes in: entries as they were written. Goes out: a `Draft` without a body. Always holds: an entry is in a field
//! of the draft, or in `extra` with a note, or in a note alone where it says nothing new; a date of two readings
//! is refused.

use jiff::tz::TimeZone;
use serde_json::Value;

use super::front::{Entry, Format};
use super::headline;
use super::value::{self, Parted};
use crate::article::{Field, field};
use crate::date::When;
use crate::import::date::{self, DateProblem};
use crate::import::{Action, Draft, Note, Origin, Refused, words};
use crate::path::Slug;

/// Makes a draft of entries.
pub(super) fn place(entries: Vec<Entry>, format: Format, parted: Parted) -> Result<Draft, Refused> {
    let mut ranked = Vec::new();
    for entry in entries {
        match (field(&entry.key), entry.value) {
            ((Field::Nested, _), Value::Object(map)) if map.len() <= MAX_ITEMS => {
                for (key, value) in map {
                    // What stands at the top goes before.
                    let rank = field(&key).1 + NESTED;
                    ranked.push((rank, Entry { line: entry.line, key, value }));
                }
            }
            ((_, rank), value) => ranked.push((rank, Entry { value, ..entry })),
        }
    }
    ranked.sort_by_key(|(rank, entry)| (*rank, entry.line));
    let mut placing = Placing { draft: Draft::default(), format, parted };
    for (_, entry) in ranked {
        placing.put(entry)?;
    }
    placing.draft.extra.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(placing.draft)
}

/// Higher than any rank.
const NESTED: usize = 1_000_000;

/// A list or table of more items is no list of topics, names or addresses; it is kept whole.
pub(super) const MAX_ITEMS: usize = 200;

struct Placing {
    draft: Draft,
    format: Format,
    parted: Parted,
}

impl Placing {
    fn put(&mut self, entry: Entry) -> Result<(), Refused> {
        let (field, _) = field(&entry.key);
        if value::is_empty(&entry.value) {
            if let Field::Nothing(_) = field {
                self.note(&entry, Action::Dropped, "it has no value");
            }
            return Ok(());
        }
        let reason = match field {
            Field::Nothing(reason) => Some(reason),
            Field::Date | Field::Published | Field::Created | Field::Updated | Field::Embargo => {
                self.put_date(field, &entry)?
            }
            Field::Title
            | Field::Slug
            | Field::Lede
            | Field::Lang
            | Field::Image
            | Field::Source => self.put_text(field, &entry),
            Field::Draft | Field::Publish | Field::Status => self.put_state(field, &entry),
            Field::Separator => {
                self.note(&entry, Action::Dropped, "the lede is the first paragraph");
                None
            }
            Field::Takeaways => match value::texts(&entry.value) {
                Some(texts) if self.draft.takeaways.is_empty() => {
                    self.draft.takeaways = texts;
                    None
                }
                _ => Some("not a list of texts"),
            },
            Field::Topics => self.put_topics(&entry),
            Field::Taxonomies | Field::Nested => return self.put_taxonomies(entry),
            Field::Authors => self.put_authors(&entry),
            Field::Aliases | Field::Address => self.put_addresses(field, &entry),
        };
        if let Some(reason) = reason {
            self.keep(entry, reason);
        }
        Ok(())
    }

    /// Lays an entry by under `extra`.
    fn keep(&mut self, entry: Entry, reason: &str) {
        self.note(&entry, Action::Changed, &format!("kept under `extra`: {reason}"));
        let mut key = entry.key;
        while self.draft.extra.iter().any(|(known, _)| *known == key) {
            key.push('_');
        }
        self.draft.extra.push((key, entry.value));
    }

    fn note(&mut self, entry: &Entry, action: Action, reason: &str) {
        let excerpt = value::shown(&entry.key, &entry.value);
        self.draft.notes.push(Note {
            line: entry.line,
            action,
            excerpt,
            reason: reason.to_owned(),
        });
    }

    /// Why the entry has no place among the dates; none where it has one.
    fn put_date(&mut self, field: Field, entry: &Entry) -> Result<Option<&'static str>, Refused> {
        if field == Field::Published && value::truth(&entry.value).is_some() {
            return Ok(self.put_state(Field::Publish, entry));
        }
        let Some(text) = value::text(&entry.value) else { return Ok(Some("not a date")) };
        let when = match date::read(&text) {
            Ok(when) => when,
            // A date that only helps may be unreadable; the day of the article may not.
            Err(DateProblem::Unreadable) if field != Field::Date => return Ok(Some("not a date")),
            Err(problem) => {
                let message = problem.message(&text);
                return Err(Refused { line: entry.line, message, hint: Some(problem.hint()) });
            }
        };
        let draft = &mut self.draft;
        Ok(match field {
            Field::Updated if draft.updated.is_none() => {
                draft.updated = Some(when);
                None
            }
            Field::Embargo if draft.embargo.is_none() => {
                draft.embargo = Some(when);
                None
            }
            Field::Date | Field::Published | Field::Created if draft.date.is_none() => {
                draft.date = Some(when);
                None
            }
            Field::Published if draft.embargo.is_none() && is_later(when, draft.date) => {
                draft.embargo = Some(when);
                self.note(entry, Action::Changed, "it is held back by `embargo` until then");
                None
            }
            _ if draft.date == Some(when) => {
                self.note(entry, Action::Dropped, "`date` says the same");
                None
            }
            _ => Some("another key has the date"),
        })
    }

    fn put_text(&mut self, field: Field, entry: &Entry) -> Option<&'static str> {
        let text = match field {
            Field::Image => value::picture(&entry.value),
            _ => value::text(&entry.value),
        };
        let Some(text) = text else { return Some("not a text") };
        let draft = &mut self.draft;
        let place = match field {
            Field::Title => &mut draft.title,
            Field::Slug => return self.put_slug(&text, entry),
            Field::Lede => &mut draft.lede,
            Field::Lang => &mut draft.lang,
            Field::Source => return self.put_source(&text),
            _ => &mut draft.image,
        };
        if let Some(known) = place {
            if *known != text {
                return Some("another key says it");
            }
            self.note(entry, Action::Dropped, "another key says the same");
            return None;
        }
        *place = Some(match field {
            Field::Lang => text.replace('_', "-"),
            Field::Title => value::one_line(&text),
            _ => text,
        });
        if field == Field::Lede && entry.key != "lede" {
            self.note(entry, Action::Changed, LEDE);
        }
        let has_more = field == Field::Image && value::picture_has_more(&entry.value);
        has_more.then_some("only its address has a place")
    }

    fn put_slug(&mut self, text: &str, entry: &Entry) -> Option<&'static str> {
        let last = text.trim_matches('/').rsplit('/').next().unwrap_or(text);
        let Some(slug) = Slug::of(last) else { return Some("not a slug") };
        if slug.as_str() != text {
            let reason = format!("written `{}`, as addresses are here", slug.as_str());
            self.note(entry, Action::Changed, &reason);
        }
        self.draft.slug = Some(slug.as_str().to_owned());
        None
    }

    fn put_source(&mut self, text: &str) -> Option<&'static str> {
        let is_url = text.starts_with("https://") || text.starts_with("http://");
        if !is_url {
            return Some("not an address on the web");
        }
        if self.draft.source.is_some() {
            return Some("another key has the source");
        }
        self.draft.source = Some(Origin { url: Some(text.to_owned()), ..Origin::default() });
        None
    }

    fn put_state(&mut self, field: Field, entry: &Entry) -> Option<&'static str> {
        let done = ["published", "publish", "public", "final"];
        let is_draft = match field {
            Field::Draft => value::truth(&entry.value),
            Field::Publish => value::truth(&entry.value).map(|truth| !truth),
            // Whatever other state it is in, it is not known to be done.
            _ => {
                value::text(&entry.value).map(|text| !done.contains(&text.to_lowercase().as_str()))
            }
        };
        let Some(is_draft) = is_draft else { return Some("neither yes nor no") };
        if is_draft && !matches!(entry.key.as_str(), "draft" | "status") {
            self.note(entry, Action::Changed, "it is a draft now");
        }
        self.draft.is_draft |= is_draft;
        None
    }

    fn put_topics(&mut self, entry: &Entry) -> Option<&'static str> {
        // `category` is one, however many words it has.
        let is_one = entry.key.eq_ignore_ascii_case("category");
        let parted = if is_one { Parted::ByNothing } else { self.parted };
        let Some(topics) = value::topics(&entry.value, parted) else {
            return Some("not a list of texts");
        };
        if topics.len() > MAX_ITEMS {
            return Some("too many topics");
        }
        for topic in topics {
            if topic.eq_ignore_ascii_case("uncategorized") {
                let entry = Entry { value: Value::String(topic), ..entry.clone() };
                self.note(&entry, Action::Dropped, "it says that there is no topic");
            } else {
                add_topic(&mut self.draft.topics, topic);
            }
        }
        None
    }

    fn put_taxonomies(&mut self, entry: Entry) -> Result<(), Refused> {
        let map = match entry.value {
            Value::Object(map) if map.len() <= MAX_ITEMS => map,
            value => {
                self.keep(Entry { value, ..entry }, "not a table of lists");
                return Ok(());
            }
        };
        for (key, value) in map {
            let taxonomy = Entry { line: entry.line, key, value };
            match field(&taxonomy.key).0 {
                Field::Topics | Field::Authors => self.put(taxonomy)?,
                _ => self.keep(taxonomy, "a taxonomy that is not of topics or authors"),
            }
        }
        Ok(())
    }

    fn put_authors(&mut self, entry: &Entry) -> Option<&'static str> {
        let Some((names, has_more)) = value::authors(&entry.value) else {
            return Some("not a name");
        };
        if names.len() > MAX_ITEMS {
            return Some("too many names");
        }
        for name in names {
            if !name.is_empty() && !self.draft.authors.contains(&name) {
                self.draft.authors.push(name);
            }
        }
        has_more.then_some("only the name has a place")
    }

    fn put_addresses(&mut self, field: Field, entry: &Entry) -> Option<&'static str> {
        let Some(texts) = value::texts(&entry.value) else { return Some("not an address") };
        let is_pattern = |text: &String| text.contains(':') && !text.contains("://");
        let is_alias = |text: &String| !is_pattern(text) && value::is_address(text, self.format);
        if texts.len() > MAX_ITEMS || !texts.iter().all(is_alias) {
            return Some(match field {
                Field::Aliases => "a further name is no address",
                _ => "not an address",
            });
        }
        for text in texts {
            // Addresses are told from the root of the site; where the site was does not matter.
            let path = text.split_once("://").map_or(text.as_str(), |(_, rest)| {
                rest.split_once('/').map_or("", |(_, path)| path)
            });
            let alias = format!("/{}", path.trim_start_matches('/'));
            if alias.len() > 1 && !self.draft.aliases.contains(&alias) {
                self.draft.aliases.push(alias);
            }
        }
        if field == Field::Address {
            self.note(entry, Action::Changed, "its address until now is an alias");
        }
        None
    }
}

/// What the report says of a description.
const LEDE: &str = "it is the lede now";

/// Takes out a lede that the first paragraph begins with: readers would see it twice, and the first
/// paragraph is the lede in any case.
pub(super) fn without_repeated_lede(draft: &mut Draft) {
    // Comments and pictures may come first.
    let is_text = |block: &&str| block.starts_with(|c: char| !matches!(c, '<' | '!' | '#' | '>'));
    let paragraph = draft.body.split("\n\n").map(str::trim).filter(|block| !block.is_empty());
    let paragraph = headline::plain(paragraph.take(3).find(is_text).unwrap_or_default());
    let is_repeated = |lede: &mut String| words::begin(&paragraph, &headline::plain(lede));
    let Some(lede) = draft.lede.take_if(is_repeated) else { return };
    let reason = "the first paragraph says the same";
    match draft.notes.iter_mut().find(|note| note.reason == LEDE) {
        Some(note) => (note.action, note.reason) = (Action::Dropped, reason.to_owned()),
        None => draft.notes.push(Note::new(0, Action::Dropped, &lede, reason)),
    }
}

/// Adds a topic, unless it is there in whatever case.
pub(super) fn add_topic(topics: &mut Vec<String>, topic: String) {
    if !topics.iter().any(|known| known.to_lowercase() == topic.to_lowercase()) {
        topics.push(topic);
    }
}

fn is_later(when: When, than: Option<When>) -> bool {
    than.is_some_and(|than| when.instant(&TimeZone::UTC) > than.instant(&TimeZone::UTC))
}
