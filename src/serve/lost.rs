//! What to say where nothing stands.
//!
//! Comes in: the address that was asked for. Goes out: where its page went, and pages of a like
//! name. A page has moved when its file, or the text of its file, makes a page of another address.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::page::escaped;
use crate::path::{Address, SourcePath};
use crate::pipeline::Build;

/// This many pages of a like name are offered.
const MAX_NEAR: usize = 5;

/// Names that have less in common than this (Jaro and Winkler, 1990) are not alike.
const LEAST_LIKE: f64 = 0.75;

/// Where pages of `old` went that `new` has elsewhere, added to what is known. `renamed` are files that
/// have another name now. What is said to be somewhere is in `new`.
pub(super) fn moved(
    known: &BTreeMap<Address, Address>,
    old: &Build,
    new: &Build,
    renamed: &[(SourcePath, SourcePath)],
) -> BTreeMap<Address, Address> {
    let mut moved = known.clone();
    // A page that is there again has not moved.
    moved.retain(|from, _| new.find(from).is_none());
    let (gone, come) = differences(old, new);
    let mut by_file: BTreeMap<(&'static str, SourcePath), Vec<usize>> = BTreeMap::new();
    for page_idx in come {
        let label = new.label(page_idx);
        by_file.entry((label.kind, label.source)).or_default().push(page_idx);
    }
    for page_idx in gone {
        let label = old.label(page_idx);
        let renamed = renamed.iter().find(|(from, _)| *from == label.source);
        let file = renamed.map_or(label.source, |(_, to)| to.clone());
        // A file of many actors says nothing of one of them.
        if let Some([target]) = by_file.get(&(label.kind, file)).map(Vec::as_slice) {
            let target = new.address(*target);
            let from = old.address(page_idx);
            // What led to the old address leads to the new one.
            moved.values_mut().filter(|end| *end == from).for_each(|end| *end = target.clone());
            moved.insert(from.clone(), target.clone());
        }
    }
    moved.retain(|_, target| new.find(target).is_some());
    moved
}

/// Pages of `old` that `new` has not, and the other way round. Outputs are in the order of addresses.
fn differences(old: &Build, new: &Build) -> (Vec<usize>, Vec<usize>) {
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    let (mut old_idx, mut new_idx) = (0, 0);
    while old_idx < old.n_outputs() || new_idx < new.n_outputs() {
        let left = (old_idx < old.n_outputs()).then(|| old.address(old_idx));
        let right = (new_idx < new.n_outputs()).then(|| new.address(new_idx));
        match (left, right) {
            (Some(left), Some(right)) if left == right => {
                (old_idx, new_idx) = (old_idx + 1, new_idx + 1);
            }
            (Some(left), right) if right.is_none_or(|right| left < right) => {
                gone.push(old_idx);
                old_idx += 1;
            }
            _ => {
                come.push(new_idx);
                new_idx += 1;
            }
        }
    }
    gone.retain(|idx| old.address(*idx).as_str().ends_with('/'));
    come.retain(|idx| new.address(*idx).as_str().ends_with('/'));
    (gone, come)
}

/// What the writer is told on the page of errors.
pub(super) fn note(build: &Build, asked: &Address, moved: Option<&Address>) -> String {
    let link = |address: &Address| {
        let url = super::own::url_of(build, address);
        let label = build.find(address).map(|page_idx| build.label(page_idx));
        let title = label.map_or_else(String::new, |label| label.title);
        let title = if title == address.to_string() { String::new() } else { title };
        format!(
            "<li><a href=\"{}\">{}</a> {}</li>",
            escaped(&url),
            escaped(&address.to_string()),
            escaped(&title)
        )
    };
    let mut note =
        format!("<p>No page has the address <code>{}</code>.</p>", escaped(&asked.to_string()));
    if let Some(target) = moved {
        note.push_str(&format!("<p>It is here now:</p><ul>{}</ul>", link(target)));
    }
    let near: String =
        near(build, asked).iter().map(|page_idx| link(build.address(*page_idx))).collect();
    if !near.is_empty() {
        note.push_str(&format!("<p>Pages of a like name:</p><ul>{near}</ul>"));
    }
    format!(
        "<link rel=\"stylesheet\" href=\"{own}lost.css\"><aside class=\"rapporteur-lost\" aria-label=\"Preview\">\
         {note}<p><a href=\"{own}\">All addresses</a></p></aside>",
        own = super::OWN
    )
}

/// Pages whose address is like the one that was asked for, the likest first.
fn near(build: &Build, asked: &Address) -> Vec<usize> {
    let name = |address: &str| address.trim_end_matches('/').to_lowercase();
    let last = |address: &str| address.rsplit('/').next().unwrap_or_default().to_owned();
    let asked = name(asked.as_str());
    let mut near: Vec<(u32, usize)> = (0..build.n_outputs())
        .filter(|page_idx| build.address(*page_idx).as_str().ends_with('/'))
        .filter_map(|page_idx| {
            let address = name(build.address(page_idx).as_str());
            let whole = strsim::jaro_winkler(&asked, &address);
            let part = strsim::jaro_winkler(&last(&asked), &last(&address));
            let likeness = whole.min(part) * 0.5 + part * 0.5;
            (likeness >= LEAST_LIKE).then_some(((likeness * 1e6) as u32, page_idx))
        })
        .collect();
    near.sort_unstable_by_key(|(likeness, page_idx)| (Reverse(*likeness), *page_idx));
    near.into_iter().take(MAX_NEAR).map(|(_, page_idx)| page_idx).collect()
}
