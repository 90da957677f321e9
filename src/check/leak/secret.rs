//! What must not be found, as a table of fingerprints.
//!
//! Comes in: runs of words, titles and slugs of hidden texts. Goes out: `Secrets`, which is asked at the
//! end of each word whether the words before it are one of them. Always holds: the answer for words that
//! are none takes one look at a bit.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::word::{Prints, RUN, Window, for_each_word, run_of, words};
use crate::path::{Prehashed, SourcePath};

/// A text that is not published.
#[derive(Debug)]
pub(super) struct Hidden {
    /// Its file.
    pub(super) path: SourcePath,
    /// What it is, for messages: `draft`.
    pub(super) what: &'static str,
}

/// What part of a hidden text a run of words is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// Title, lede, takeaways, body.
    Prose,
    /// What is written in the body and is not text: alternative texts, code.
    Body,
    /// Values of the front matter.
    Front,
    /// Comments and `extra:` of a file that is published otherwise.
    Excluded,
}

/// The title or the slug of a hidden article.
#[derive(Debug)]
pub(super) enum Name {
    /// A title; where the words are ordinary, its case must be met too.
    Title { text: String, is_ordinary: bool },
    /// A slug.
    Slug(String),
}

/// Titles and slugs of fewer bytes are not looked for: `AI` and `g7` are on any site.
const SHORTEST: usize = 4;

/// What must not be found.
#[derive(Debug, Default)]
pub(super) struct Secrets {
    pub(super) hidden: Vec<Hidden>,
    runs: HashMap<u64, (u32, Origin), Prehashed>,
    names: HashMap<u64, Vec<(u32, Name)>, Prehashed>,
    run_filter: Filter,
    /// The last of the words by which a title or slug is found.
    name_ends: Filter,
}

/// A secret that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Match {
    /// Fingerprint of its words.
    pub(super) hash: u64,
    /// Place in `Secrets::hidden`.
    pub(super) hidden: u32,
    /// What of it was found.
    pub(super) kind: Kind,
}

/// What of a hidden text was found; the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Text,
    Title,
    Slug,
}

impl Secrets {
    /// True when there is nothing to be looked for.
    pub(super) fn is_empty(&self) -> bool {
        self.runs.is_empty() && self.names.is_empty()
    }

    /// Changes with what is looked for, and with nothing else.
    pub(super) fn fingerprint(&self) -> u64 {
        // The tables have no order, so their parts are summed up.
        let mut sum = 0_u64;
        let mut add = |part: &[u8]| sum = sum.wrapping_add(xxh3_64(part));
        self.runs.keys().for_each(|hash| add(&hash.to_le_bytes()));
        for (_, name) in self.names.values().flatten() {
            match name {
                Name::Title { text, is_ordinary } => {
                    add(format!("{is_ordinary} {text}").as_bytes());
                }
                Name::Slug(slug) => add(format!("slug {slug}").as_bytes()),
            }
        }
        sum | 1
    }

    /// Adds a hidden text; returns its place.
    pub(super) fn hide(&mut self, path: &SourcePath, what: &'static str) -> u32 {
        self.hidden.push(Hidden { path: path.clone(), what });
        u32::try_from(self.hidden.len() - 1).unwrap_or(u32::MAX)
    }

    /// Adds a run of words; that of the weightier origin counts.
    pub(super) fn add_run(&mut self, hash: u64, hidden: u32, origin: Origin) {
        let known = self.runs.entry(hash).or_insert((hidden, origin));
        if origin < known.1 {
            *known = (hidden, origin);
        }
    }

    /// Adds a title. It is found by its first words.
    pub(super) fn add_title(&mut self, title: &str, hidden: u32) {
        let words = words(title);
        if title.len() >= SHORTEST && !words.is_empty() {
            let name = Name::Title { text: title.to_owned(), is_ordinary: false };
            let first = run_of(&words[..words.len().min(RUN)]);
            self.names.entry(first).or_default().push((hidden, name));
        }
    }

    /// Adds a slug. It is found by the words that it is made of.
    pub(super) fn add_slug(&mut self, slug: &str, hidden: u32) {
        let words = words(slug);
        if slug.len() < SHORTEST || words.is_empty() {
            return;
        }
        let known = self.names.entry(run_of(&words[..words.len().min(RUN)])).or_default();
        let is_known = known.iter().any(|(_, name)| matches!(name, Name::Slug(old) if old == slug));
        if !is_known {
            known.push((hidden, Name::Slug(slug.to_owned())));
        }
    }

    /// Titles that are looked for.
    pub(super) fn titles(&self) -> impl Iterator<Item = &str> {
        let names = self.names.values().flatten();
        names.filter_map(|(_, name)| match name {
            Name::Title { text, .. } => Some(text.as_str()),
            Name::Slug(_) => None,
        })
    }

    /// Makes the table ready to be asked.
    pub(super) fn seal(&mut self) {
        self.run_filter = Filter::of(self.runs.keys().copied().collect());
        let names = self.names.values().flatten();
        let ends = names.filter_map(|(_, name)| {
            let (Name::Title { text, .. } | Name::Slug(text)) = name;
            Some(words(text).into_iter().take(RUN).next_back()?.hash)
        });
        self.name_ends = Filter::of(ends.collect());
    }

    /// Fingerprints of the secrets that a text has, whatever stands around their words.
    pub(super) fn seen_in(&self, text: &str, seen: &mut Prints) {
        for_each_word(text, &mut Window::default(), |window| {
            if self.may_end(window) {
                seen.extend(self.candidates(window).map(|(hash, _)| hash));
            }
        });
    }

    /// Drops runs whose words were seen in public, and titles likewise; slugs stay.
    pub(super) fn publish(&mut self, seen: &Prints, is_public: impl Fn(Origin) -> bool) {
        self.runs.retain(|hash, (_, origin)| !(seen.contains(hash) && is_public(*origin)));
        if is_public(Origin::Prose) {
            self.names.retain(|hash, names| {
                names.retain(|(_, name)| matches!(name, Name::Slug(_)) || !seen.contains(hash));
                !names.is_empty()
            });
        }
    }

    /// Drops slugs that something public has, too.
    pub(super) fn publish_slugs(&mut self, is_public: impl Fn(&str) -> bool) {
        self.names.retain(|_, names| {
            names.retain(|(_, name)| !matches!(name, Name::Slug(slug) if is_public(slug)));
            !names.is_empty()
        });
    }

    /// Tells titles of ordinary words from others: those of one or two such words are not looked for.
    pub(super) fn judge_titles(&mut self, is_ordinary_word: impl Fn(u64) -> bool) {
        self.names.retain(|_, names| {
            names.retain_mut(|(_, name)| {
                let Name::Title { text, is_ordinary } = name else { return true };
                let words = words(text);
                *is_ordinary = words.iter().all(|word| is_ordinary_word(word.hash));
                !*is_ordinary || words.len() > 2
            });
            !names.is_empty()
        });
    }

    /// The secrets that end with the last word, and where they stand in `text`.
    pub(super) fn found(&self, window: &Window, text: &str) -> Option<(Match, Range<usize>)> {
        if !self.may_end(window) {
            return None;
        }
        self.candidates(window).find_map(|(hash, range)| {
            if let Some((hidden, _)) = self.runs.get(&hash) {
                return Some((Match { hash, hidden: *hidden, kind: Kind::Text }, range));
            }
            let names = self.names.get(&hash)?;
            // A slug is written with the words of its title; where both fit, it is the slug.
            let (slugs, titles): (Vec<_>, Vec<_>) =
                names.iter().partition(|(_, name)| matches!(name, Name::Slug(_)));
            let mut both = slugs.into_iter().chain(titles);
            let (hidden, name) = both.find(|(_, name)| name.stands_at(text, &range))?;
            let kind = match name {
                Name::Title { .. } => Kind::Title,
                Name::Slug(_) => Kind::Slug,
            };
            Some((Match { hash, hidden: *hidden, kind }, range))
        })
    }

    /// Whether a secret may end with the last word: of nearly all words two looks at a bit say no.
    fn may_end(&self, window: &Window) -> bool {
        self.name_ends.may_have(window.last().hash) || self.run_filter.may_have(window.run(RUN))
    }

    /// Secrets whose fingerprints are those of the last words, the longest first.
    fn candidates<'a>(
        &'a self,
        window: &'a Window,
    ) -> impl Iterator<Item = (u64, Range<usize>)> + 'a {
        let whole = window.run(RUN);
        let is_run = self.runs.contains_key(&whole);
        let ends_name = self.name_ends.may_have(window.last().hash);
        let run = is_run.then_some((whole, RUN)).into_iter();
        let longest = if ends_name { RUN } else { 0 };
        let names = (1..=longest).rev().map(|n| (window.run(n), n));
        let names =
            names.filter(move |(hash, n)| self.names.contains_key(hash) && !(is_run && *n == RUN));
        run.chain(names).map(|(hash, n)| (hash, window.range(n)))
    }
}

impl Name {
    /// Whether the words at a place of a text are this name and not only its words.
    fn stands_at(&self, text: &str, range: &Range<usize>) -> bool {
        // A run that began in another string of a list of words has no place of its own.
        let written = text.get(range.clone());
        match self {
            Name::Title { text: title, is_ordinary } => {
                let words = words(title);
                let Some(written) = written else { return !is_ordinary && words.len() <= RUN };
                let written = match words.len() {
                    ..=RUN => Cow::Borrowed(written),
                    _ => beginning(&text[range.start..], title),
                };
                let seen = self::words(&written);
                let goes_on = words.len() <= RUN
                    || seen.len() >= words.len()
                        && seen.iter().zip(&words).all(|(seen, own)| seen.hash == own.hash);
                let letters =
                    |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
                let is_written_so =
                    || written.contains('<') || letters(&written).starts_with(&letters(title));
                goes_on && (!is_ordinary || is_written_so())
            }
            Name::Slug(_) if written.is_none() => false,
            Name::Slug(slug) => {
                let rest = text.as_bytes().get(range.start..range.start + slug.len());
                let (before, after) = (
                    text[..range.start].chars().next_back(),
                    text.get(range.start + slug.len()..).and_then(|rest| rest.chars().next()),
                );
                let joins = |c: Option<char>| {
                    c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
                };
                // A slug of one or two words is often a word of the language: `cease-fire`.
                let is_address = before == Some('/') || after == Some('/') && before != Some('<');
                let is_long = slug.bytes().filter(|byte| *byte == b'-').count() >= 2;
                rest.is_some_and(|rest| rest.eq_ignore_ascii_case(slug.as_bytes()))
                    && !joins(after)
                    && (!joins(before) || is_dated(&text[..range.start]))
                    && (is_address || is_long)
            }
        }
    }
}

/// Each word of a title may have become a link of so many bytes.
const LONGEST_LINK: usize = 400;

/// So much of a text as a title may take there, without tags and escapes.
fn beginning(text: &str, title: &str) -> Cow<'static, str> {
    let n_words = 1 + title.matches(' ').count();
    let text = &text[..text.floor_char_boundary(4 * title.len() + LONGEST_LINK * n_words)];
    let mut plain = String::new();
    for part in text.split('<') {
        let inside = part.find('>').filter(|_| !plain.is_empty());
        plain.push_str(&part[inside.map_or(0, |end| end + 1)..]);
    }
    Cow::Owned(html_escape::decode_html_entities(&plain).into_owned())
}

/// File names begin with the date of their article: `2025-02-18-`.
fn is_dated(before: &str) -> bool {
    let date = before.as_bytes().iter().rev().take(11);
    date.clone().count() == 11
        && date.zip(*b"-DD-DD-DDDD").all(|(byte, form)| match form {
            b'D' => byte.is_ascii_digit(),
            form => *byte == form,
        })
}

/// A set that may say yes for what is not in it, but never no for what is.
#[derive(Debug, Default)]
struct Filter {
    bits: Vec<u64>,
}

impl Filter {
    fn of(hashes: Vec<u64>) -> Self {
        if hashes.is_empty() {
            return Self::default();
        }
        // Sixteen bits for each: of words that are none, one in sixteen goes on to the table.
        let mut filter = Self { bits: vec![0; (hashes.len() / 4).next_power_of_two().max(1024)] };
        for hash in hashes {
            let (at, bit) = filter.place(hash);
            filter.bits[at] |= bit;
        }
        filter
    }

    fn may_have(&self, hash: u64) -> bool {
        if self.bits.is_empty() {
            return false;
        }
        let (at, bit) = self.place(hash);
        self.bits[at] & bit != 0
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        ((hash >> 6) as usize & (self.bits.len() - 1), 1 << (hash & 63))
    }
}
