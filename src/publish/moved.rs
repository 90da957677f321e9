//! Pages that moved: what was published comes in, and what is to be published; each address that a
//! page had before goes out, with its address of today.
//!
//! Always holds: an address that was published and whose page is still there under another one is
//! never forgotten, however often it moves; an address at which a page stands is never led away.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::manifest::{Hash, Manifest};

/// What tells a page by its content, whatever its address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Landmark {
    /// Its address: `articles/riyadh/`.
    pub address: String,
    /// Hashes of what is its own: its file, its text, its title and date. The surest comes first.
    pub marks: Vec<Hash>,
}

/// All addresses that pages had before and have no more, each with the one of today.
pub(super) fn moves(old: &Manifest, new: &[Landmark]) -> BTreeMap<String, String> {
    let present: HashSet<&str> = new.iter().map(|landmark| landmark.address.as_str()).collect();
    let before: HashSet<&str> =
        old.landmarks.iter().map(|landmark| landmark.address.as_str()).collect();
    // Only a page at a new address can be one that moved.
    let arrived: Vec<&Landmark> =
        new.iter().filter(|landmark| !before.contains(landmark.address.as_str())).collect();
    let gone: Vec<&Landmark> = old
        .landmarks
        .iter()
        .filter(|landmark| !present.contains(landmark.address.as_str()))
        .collect();
    let by_mark = only_ones(&arrived);
    let by_old_mark = only_ones(&gone);
    let mut moved = BTreeMap::new();
    for landmark in &gone {
        // A mark tells only where one page has gone with it and one has come.
        let next = landmark.marks.iter().find_map(|mark| {
            by_old_mark.get(mark).copied().flatten()?;
            by_mark.get(mark).copied().flatten()
        });
        if let Some(next) = next {
            moved.insert(landmark.address.clone(), next.address.clone());
        }
    }
    for (earlier, last) in &old.moved {
        let today = moved.get(last).unwrap_or(last).clone();
        moved.entry(earlier.clone()).or_insert(today);
    }
    moved.retain(|earlier, today| {
        !present.contains(earlier.as_str()) && present.contains(today.as_str())
    });
    moved
}

/// For each mark the page that has it; nothing where two have it.
fn only_ones<'a>(landmarks: &[&'a Landmark]) -> HashMap<Hash, Option<&'a Landmark>> {
    let mut found: HashMap<Hash, Option<&Landmark>> = HashMap::new();
    for landmark in landmarks {
        for mark in &landmark.marks {
            found.entry(*mark).and_modify(|only| *only = None).or_insert(Some(landmark));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(address: &str, marks: &[&str]) -> Landmark {
        let marks = marks.iter().map(|mark| Hash::of(mark.as_bytes())).collect();
        Landmark { address: address.to_owned(), marks }
    }

    fn published(landmarks: Vec<Landmark>, moved: &[(&str, &str)]) -> Manifest {
        let moved = moved.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned()));
        let mut manifest = Manifest::default();
        manifest.landmarks = landmarks;
        manifest.moved = moved.collect();
        manifest
    }

    fn check(old: &Manifest, new: &[Landmark], expect: &[(&str, &str)]) {
        let moved = moves(old, new);
        let moved: Vec<(&str, &str)> =
            moved.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
        assert_eq!(moved, expect);
    }

    #[test]
    fn a_page_is_found_by_its_file_or_its_text() {
        let old = published(vec![page("a/", &["file a", "text a"])], &[]);
        check(&old, &[page("b/", &["file a", "other"])], &[("a/", "b/")]);
        check(&old, &[page("b/", &["file b", "text a"])], &[("a/", "b/")]);
        check(&old, &[page("b/", &["file b", "text b"])], &[]);
    }

    #[test]
    fn addresses_follow_a_page_that_moves_again() {
        let old = published(vec![page("b/", &["file"])], &[("a/", "b/")]);
        check(&old, &[page("c/", &["file"])], &[("a/", "c/"), ("b/", "c/")]);
        check(&old, &[page("b/", &["file"])], &[("a/", "b/")]);
    }

    #[test]
    fn a_page_that_moves_back_is_not_led_away() {
        let old = published(vec![page("b/", &["file"])], &[("a/", "b/")]);
        check(&old, &[page("a/", &["file"])], &[("b/", "a/")]);
    }

    #[test]
    fn a_page_that_is_gone_leads_nowhere() {
        let old = published(vec![page("b/", &["file"])], &[("a/", "b/")]);
        check(&old, &[page("x/", &["another"])], &[]);
    }

    #[test]
    fn nothing_is_guessed_between_two_pages() {
        let old = published(vec![page("a/", &["text"])], &[]);
        check(&old, &[page("b/", &["text"]), page("c/", &["text"])], &[]);
    }
}
