//! What of a page is not in the article.
//!
//! Comes in: the texts of the whole page and of the part that became the article. Goes out: notes, with
//! the lines of the page. Always holds: each text that readers saw is in the article or in a note; texts
//! that stand together share one.

use std::collections::HashSet;

use dom_query::NodeRef;

use super::metadata::clean;
use super::{is_block, is_unseen};
use crate::article::TakeawayHeadings;
use crate::import::{Action, Draft, Note, detail, words};

/// A piece of text of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) text: String,
    /// What it is, by the elements that it is in.
    place: &'static str,
}

/// Notes of one page; the report of a home page would have thousands.
const MAX_NOTES: usize = 40;

/// Characters by which a place in a page is known.
const SURE: usize = 8;

/// The texts of all blocks, in the order of the page.
pub(super) fn texts(root: &NodeRef<'_>) -> Vec<Seen> {
    let mut texts = Vec::new();
    let mut text = String::new();
    gather(root, "text outside of the article", &mut text, &mut texts);
    close(&mut text, "text outside of the article", &mut texts);
    texts
}

fn gather(node: &NodeRef<'_>, place: &'static str, text: &mut String, texts: &mut Vec<Seen>) {
    for child in node.children_it(false) {
        if child.is_text() {
            text.push_str(&child.text());
            continue;
        }
        let Some(name) = child.node_name() else { continue };
        if is_unseen(&name) && &*name != "button" {
            continue;
        }
        let here = match &*name {
            "nav" => "navigation of the page",
            "header" if place.starts_with("text") => "head of the page",
            "footer" => "foot of the page",
            "aside" => "box beside the article",
            "form" | "button" => "form or button of the page",
            "figcaption" => "caption of a picture",
            _ => place,
        };
        let is_apart = is_block(&name) || &*name == "button";
        if is_apart {
            close(text, place, texts);
        }
        gather(&child, here, text, texts);
        if is_apart {
            close(text, here, texts);
        } else if &*name == "br" {
            text.push(' ');
        }
    }
}

fn close(text: &mut String, place: &'static str, texts: &mut Vec<Seen>) {
    let whole = clean(&std::mem::take(text));
    if whole.contains(char::is_alphanumeric) {
        texts.push(Seen { text: whole, place });
    }
}

/// Notes what was seen and is not in the article.
pub(super) fn report(seen: &[Seen], kept: &[Seen], headings: &TakeawayHeadings, draft: &mut Draft) {
    let kept: HashSet<&str> = kept.iter().map(|piece| piece.text.as_str()).collect();
    let is_known = |text: &str| {
        let is_part = |whole: &String| text.contains(whole.as_str());
        kept.contains(text)
            || draft.title.as_deref() == Some(text)
            || !detail::read(text).is_empty()
            || draft.lede.as_deref().is_some_and(|lede| words::are_same(lede, text))
            || !draft.takeaways.is_empty() && headings.announces(text)
            || text.chars().count() < 60 && draft.authors.iter().any(is_part)
            || draft.takeaways.iter().any(|takeaway| takeaway.replace('\\', "") == text)
    };
    let missing: Vec<&Seen> = seen.iter().filter(|piece| !is_known(&piece.text)).collect();
    let groups: Vec<&[&Seen]> = missing.chunk_by(|a, b| a.place == b.place).collect();
    for group in groups.iter().take(MAX_NOTES) {
        let reason = match group.len() {
            1 => group[0].place.to_owned(),
            n => format!("{}, {n} pieces of text", group[0].place),
        };
        draft.notes.push(Note::new(0, Action::Dropped, &group[0].text, &reason));
    }
    if groups.len() > MAX_NOTES {
        let n: usize = groups[MAX_NOTES..].iter().map(|group| group.len()).sum();
        let reason = "and more text outside of the article";
        draft.notes.push(Note::new(0, Action::Dropped, &format!("{n} pieces of text"), reason));
    }
}

/// Gives notes the line of the page on which their text begins, where it stands there as it is.
pub(super) fn find_lines(page: &str, notes: &mut [Note]) {
    // Places of line ends, so that each note costs one search.
    let ends: Vec<usize> = page.match_indices('\n').map(|(at, _)| at).collect();
    let body = page.find("<body").unwrap_or(0);
    for note in notes.iter_mut().filter(|note| note.line == 0).take(MAX_NOTES * 4) {
        let text = note.excerpt.trim_end_matches('…');
        // Signs may be written as references in the page, and spaces as ends of lines.
        let start: Vec<&str> = text.split(['&', '<', '>', '\u{a0}', '"', '\'']).collect();
        let words: Vec<&str> = start[0].split(' ').collect();
        let lengths = [words.len(), words.len() / 2, 3, 2];
        let found = lengths.iter().filter(|n| **n <= words.len()).find_map(|n| {
            let start = words[..*n].join(" ");
            (start.chars().count() >= SURE).then(|| page[body..].find(&start))?
        });
        if let Some(at) = found {
            note.line =
                u32::try_from(ends.partition_point(|end| *end < body + at) + 1).unwrap_or(0);
        }
    }
    notes.sort_by_key(|note| note.line);
}
