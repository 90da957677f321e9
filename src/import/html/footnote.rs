//! Footnotes of a page.
//!
//! Comes in: the tree of a page. Goes out: `Footnotes`: which links are marks, and the Markdown of the notes.
//! Always holds: a note is taken out of the tree only where a mark above leads to it; links back from notes
//! to their marks are no marks.

use std::collections::HashMap;

use dom_query::{Document, NodeRef};

use super::conversion::Conversion;
use super::leftover::{self, Seen};

/// The footnotes of a page.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// The number of each note, from 1, by the address of its marks.
    numbers: HashMap<String, usize>,
    /// Markdown of each note, on one line.
    texts: Vec<String>,
    /// What readers saw of them.
    pub(super) seen: Vec<Seen>,
}

/// Footnotes of a page; a page with more is none for readers.
const MAX_NOTES: usize = 500;

/// Bytes of text and number of nodes of a note.
const MAX_TEXT: usize = 2000;
const MAX_NODES: usize = 200;

impl Footnotes {
    /// Takes the notes out of a page.
    pub(super) fn take(page: &Document, conversion: &mut Conversion<'_>) -> Self {
        let mut footnotes = Self::default();
        let targets: HashMap<String, NodeRef<'_>> = page
            .select("[id], a[name]")
            .nodes()
            .iter()
            .filter_map(|node| {
                Some((node.attr("id").or_else(|| node.attr("name"))?.to_string(), *node))
            })
            .collect();
        let mut taken = Vec::new();
        for link in page.select("a[href^='#']").nodes() {
            let address = link.attr_or("href", "").to_string();
            let is_in_note = || {
                taken.contains(&link.id)
                    || link.ancestors_it(None).any(|node| taken.contains(&node.id))
            };
            let is_over = footnotes.texts.len() == MAX_NOTES;
            if is_over || footnotes.numbers.contains_key(&address) || !is_mark(link) || is_in_note()
            {
                continue;
            }
            let note = targets.get(&address[1..]).and_then(note_around);
            let Some(note) = note.filter(|note| !footnotes.has_mark(note) && !holds(note, link))
            else {
                continue;
            };
            let seen = leftover::texts(&note);
            let mark = link.text();
            for back in note.find(&["a"]) {
                if back.attr_or("href", "").starts_with('#') && back.text().chars().count() <= 4 {
                    // What is out of the tree is no longer seen to be inside the note.
                    taken.push(back.id);
                    back.remove_from_parent();
                }
            }
            let text = conversion.run_of(&note).line();
            let text = text.strip_prefix(mark.trim()).unwrap_or(&text);
            let text = text.trim_start_matches(['.', ')', ']', ':', ' ']);
            if text.is_empty() {
                continue;
            }
            taken.push(note.id);
            footnotes.texts.push(text.to_owned());
            footnotes.seen.extend(seen);
            footnotes.numbers.insert(address, footnotes.texts.len());
            note.remove_from_parent();
        }
        footnotes
    }

    /// True for a paragraph of the article: a link that leads back from a note leads to one.
    fn has_mark(&self, node: &NodeRef<'_>) -> bool {
        let has_number = |link: &NodeRef<'_>| self.numbers.contains_key(&*link.attr_or("href", ""));
        node.find(&["a"]).iter().any(has_number)
    }

    /// The mark in Markdown for a link, when it leads to a note.
    pub(super) fn mark(&self, link: &NodeRef<'_>) -> Option<String> {
        let address = link.attr("href")?;
        let fragment = &address[address.find('#')?..];
        self.numbers.get(fragment).map(|number| format!("[^{number}]"))
    }

    /// Markdown of the notes that are pointed at, to stand below the text, and the other ones.
    pub(super) fn below(&self, body: &str) -> (String, Vec<&str>) {
        let (mut below, mut lost) = (String::new(), Vec::new());
        for (text, number) in self.texts.iter().zip(1..) {
            if body.contains(&format!("[^{number}]")) {
                below.push_str(&format!("\n[^{number}]: {text}\n"));
            } else {
                lost.push(text.as_str());
            }
        }
        (below, lost)
    }
}

/// A short sign that is raised, or that says what it is: `<sup><a href="#fn1">1</a></sup>`.
fn is_mark(link: &NodeRef<'_>) -> bool {
    if !is_small(link) || !is_sign(&link.text()) {
        return false;
    }
    let says_so = ["class", "id", "href", "role"].iter().any(|name| {
        let value = link.attr_or(name, "").to_lowercase();
        ["fn", "note", "endnote"].iter().any(|word| value.contains(word))
    });
    let is_raised = !link.find(&["sup"]).is_empty()
        || link.ancestors_it(Some(2)).any(|node| node.has_name("sup"));
    says_so || is_raised
}

/// `1`, `[1]`, `a`, `*`.
pub(super) fn is_sign(text: &str) -> bool {
    let text = text.trim().trim_matches(['[', ']', '(', ')']);
    (1..=3).contains(&text.chars().count())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '*' | '†' | '‡'))
}

/// The block that is the note: what the mark leads to, or what that stands in.
fn note_around<'a>(target: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let is_block = |node: &NodeRef<'_>| {
        ["li", "p", "div", "dd", "aside", "tr"].iter().any(|name| node.has_name(name))
    };
    let around = std::iter::once(*target).chain(target.ancestors_it(Some(4)));
    around.into_iter().find(is_block).filter(is_small)
}

/// Looks no further than a note is long, since many marks may lead to one large part of a page.
fn is_small(node: &NodeRef<'_>) -> bool {
    let (mut n_nodes, mut n_bytes) = (0, 0);
    node.descendants_it().all(|inner| {
        n_nodes += 1;
        n_bytes += if inner.is_text() { inner.text().len() } else { 0 };
        n_nodes <= MAX_NODES && n_bytes <= MAX_TEXT
    })
}

fn holds(outer: &NodeRef<'_>, inner: &NodeRef<'_>) -> bool {
    inner.ancestors_it(None).any(|node| node.id == outer.id)
}
