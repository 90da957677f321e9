//! Pages that moved: what was published comes in, and what is to be published; each address that a
//! page had before goes out, with its address of today.
//!
//! Always holds: an address that was published is never forgotten, however often its page moves; while the
//! page is not there, as when it is a draft again, the address is dormant. An address at which a page
//! stands is never led away. Nothing is remembered that was not public once.

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

/// What is remembered of pages that are not there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dormant {
    /// What tells them, with the last address of each.
    #[serde(default)]
    landmarks: Vec<Landmark>,
    /// Addresses that they had before, each with the last one.
    #[serde(default)]
    moved: BTreeMap<String, String>,
}

impl Dormant {
    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.landmarks.is_empty() && self.moved.is_empty()
    }
}

/// All addresses that pages had before and have no more, each with the one of today; and what is remembered
/// of pages that are not there.
pub(super) fn moves(old: &Manifest, new: &[Landmark]) -> (BTreeMap<String, String>, Dormant) {
    let present: HashSet<&str> = new.iter().map(|landmark| landmark.address.as_str()).collect();
    let before: HashSet<&str> =
        old.landmarks.iter().map(|landmark| landmark.address.as_str()).collect();
    let is_gone = |landmark: &&Landmark| !present.contains(landmark.address.as_str());
    // Only a page at a new address can be one that moved.
    let mut arrived: Vec<&Landmark> =
        new.iter().filter(|landmark| !before.contains(landmark.address.as_str())).collect();
    let mut moved = BTreeMap::new();
    let mut landmarks = Vec::new();
    // A page that was there the last time is nearer than one that was not.
    for gone in [&old.landmarks, &old.dormant.landmarks] {
        let gone: Vec<&Landmark> = gone.iter().filter(is_gone).collect();
        let met = met(&gone, &arrived);
        arrived.retain(|landmark| !met.values().any(|next| *next == landmark.address));
        let is_missed = |landmark: &&&Landmark| !met.contains_key(landmark.address.as_str());
        landmarks.extend(gone.iter().filter(is_missed).map(|landmark| (*landmark).clone()));
        moved.extend(met.into_iter().map(|(from, to)| (from.to_owned(), to.to_owned())));
    }
    for (earlier, last) in old.moved.iter().chain(&old.dormant.moved) {
        let today = moved.get(last).unwrap_or(last).clone();
        moved.entry(earlier.clone()).or_insert(today);
    }
    moved.retain(|earlier, _| !present.contains(earlier.as_str()));
    let (moved, dormant) =
        moved.into_iter().partition(|(_, today)| present.contains(today.as_str()));
    landmarks.sort_by(|left, right| left.address.cmp(&right.address));
    landmarks.dedup_by(|left, right| left.address == right.address);
    (moved, Dormant { landmarks, moved: dormant })
}

/// For the address of each page that is gone the one at which it has arrived.
fn met<'a>(gone: &[&'a Landmark], arrived: &[&'a Landmark]) -> BTreeMap<&'a str, &'a str> {
    let (by_mark, by_old_mark) = (only_ones(arrived), only_ones(gone));
    let next = |landmark: &&'a Landmark| {
        // A mark tells only where one page has gone with it and one has come.
        let next = landmark.marks.iter().find_map(|mark| {
            by_old_mark.get(mark).copied().flatten()?;
            by_mark.get(mark).copied().flatten()
        })?;
        Some((landmark.address.as_str(), next.address.as_str()))
    };
    gone.iter().filter_map(next).collect()
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
        let (moved, _) = moves(old, new);
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

    /// What a publish of these pages keeps.
    fn next(old: &Manifest, new: Vec<Landmark>) -> Manifest {
        let (moved, dormant) = moves(old, &new);
        let mut manifest = Manifest::of(BTreeMap::new());
        manifest.landmarks = new;
        manifest.moved = moved;
        manifest.dormant = dormant;
        manifest
    }

    #[test]
    fn a_page_that_is_held_back_for_a_while_is_still_found_under_its_earlier_addresses() {
        let other = || page("x/", &["another"]);
        let old = published(vec![page("b/", &["file"]), other()], &[("a/", "b/")]);
        let held = next(&next(&old, vec![other()]), vec![other()]);
        assert!(held.moved.is_empty());
        let text = String::from_utf8(held.to_bytes()).unwrap();
        assert_eq!(Manifest::read(text.as_bytes()).unwrap(), held);
        check(&held, &[other(), page("b/", &["file"])], &[("a/", "b/")]);
        check(&held, &[other(), page("c/", &["file"])], &[("a/", "c/"), ("b/", "c/")]);
        let back = next(&held, vec![other(), page("b/", &["file"])]);
        assert!(back.dormant.is_empty());
        check(&held, &[page("a/", &["new"])], &[]);
    }

    #[test]
    fn a_page_that_went_long_ago_does_not_hide_one_that_moves_now() {
        let old = published(vec![page("a/", &["title"])], &[]);
        let later = next(&next(&old, Vec::new()), vec![page("b/", &["title", "text"])]);
        let mut later = next(&later, vec![page("b/", &["title", "text"])]);
        later.dormant.landmarks.push(page("z/", &["text"]));
        check(&later, &[page("c/", &["text"])], &[("a/", "c/"), ("b/", "c/")]);
    }

    #[test]
    fn nothing_is_guessed_between_two_pages() {
        let old = published(vec![page("a/", &["text"])], &[]);
        check(&old, &[page("b/", &["text"]), page("c/", &["text"])], &[]);
    }
}
