//! The change: what lies at a target comes in, and what is to lie there; what has to be sent and
//! removed goes out, in the order in which no reader meets a broken page.
//!
//! The order: files that pages need, then pages that nobody can reach yet, then pages that readers know,
//! then the home page, the feeds and the site maps. So whatever a page leads to is there before the page.
//! Of pages that a killed publish may have sent, those of the last one come before those of earlier ones:
//! what it sent was not reached before all of that was there.
//! What is removed is removed last, when no page leads there any more.

use std::collections::BTreeMap;

use super::manifest::{Hash, Lingering, Manifest, Reach, Stored};
use super::tree::{Class, File, Tree};

/// What has to be done at a target.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// Files to be sent, by their index in the tree, in order.
    pub sent: Vec<usize>,
    /// How many of them were not there before.
    pub n_new: usize,
    /// Paths to be removed.
    pub removed: Vec<String>,
    /// Files that stay though no page needs them.
    pub lingering: BTreeMap<String, Lingering>,
    /// Number of files that are there already.
    pub n_unchanged: usize,
    /// Number of bytes to be sent.
    pub n_bytes: u64,
}

/// When something is published.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// Seconds since 1970 UTC.
    pub now: i64,
    /// For so many seconds files with a fingerprint in their name outlive their use.
    pub grace: u64,
}

impl Change {
    /// What makes a target that has `old` equal to `tree`.
    pub fn between(old: &Manifest, tree: &Tree, moment: Moment) -> Self {
        let mut change = Self::default();
        let mut sent: Vec<(Class, Reach, usize)> = Vec::new();
        for (file_idx, file) in tree.files().iter().enumerate() {
            let path = file.path.as_str();
            let standing = old.files.get(path).copied();
            let lingering = old.lingering.get(path).map(|file| file.stored);
            let before = standing.or(lingering);
            if before == Some(file.stored) {
                change.n_unchanged += 1;
            } else {
                let reach = old.reach(path);
                change.n_new += usize::from(reach != Reach::Known);
                change.n_bytes += file.stored.size;
                sent.push((file.class(), reach, file_idx));
            }
        }
        sent.sort_unstable();
        change.sent = sent.into_iter().map(|(_, _, file_idx)| file_idx).collect();
        for (path, stored) in &old.files {
            if tree.find(path).is_none() {
                let lingering = Lingering { stored: *stored, since: moment.now };
                change.put_away(path, lingering, moment);
            }
        }
        for (path, lingering) in &old.lingering {
            if tree.find(path).is_none() {
                change.put_away(path, *lingering, moment);
            }
        }
        for path in old.uncertain.keys().filter(|path| tree.find(path).is_none()) {
            let stored = Stored { hash: Hash::UNKNOWN, size: 0 };
            change.put_away(path, Lingering { stored, since: moment.now }, moment);
        }
        change
    }

    /// Whether nothing has to be sent or removed.
    pub fn is_empty(&self) -> bool {
        self.sent.is_empty() && self.removed.is_empty()
    }

    /// The files to be sent, in order.
    pub fn files<'a>(&'a self, tree: &'a Tree) -> impl Iterator<Item = &'a File> {
        self.sent.iter().map(|file_idx| &tree.files()[*file_idx])
    }

    /// Only a file that says nothing by itself may linger: what was withdrawn goes at once.
    fn put_away(&mut self, path: &str, lingering: Lingering, moment: Moment) {
        let age = moment.now.saturating_sub(lingering.since);
        let is_fresh = u64::try_from(age).is_ok_and(|age| age < moment.grace);
        if is_fresh && Class::of(path) == Class::Fingerprinted {
            self.lingering.insert(path.to_owned(), lingering);
        } else {
            self.removed.push(path.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::OutputPath;

    fn tree(files: &[(&str, &str)]) -> Tree {
        let file = |(path, text): &(&str, &str)| {
            File::of_bytes(OutputPath::new(path).unwrap(), text.as_bytes().to_vec())
        };
        Tree::new(files.iter().map(file).collect(), Vec::new())
    }

    fn check(old: &[(&str, &str)], new: &[(&str, &str)], sent: &[&str], removed: &[&str]) {
        let new = tree(new);
        let moment = Moment { now: 1000, grace: 0 };
        let change = Change::between(&Manifest::of(tree(old).stored()), &new, moment);
        let paths: Vec<&str> = change.files(&new).map(|file| file.path.as_str()).collect();
        assert_eq!(paths, sent);
        assert_eq!(change.removed, removed);
    }

    #[test]
    fn what_is_the_same_is_not_sent() {
        check(&[("a", "1"), ("b", "1")], &[("a", "1"), ("b", "2")], &["b"], &[]);
        check(&[("a", "1")], &[], &[], &["a"]);
        check(&[], &[("a", "1")], &["a"], &[]);
    }

    #[test]
    fn what_a_page_leads_to_is_sent_before_the_page() {
        check(
            &[("index.html", "1"), ("actors/x/index.html", "1")],
            &[
                ("actors/x/index.html", "2"),
                ("articles/new/index.html", "1"),
                ("articles/new/photo.jpg", "1"),
                ("assets/style-00000001.css", "1"),
                ("index.html", "2"),
                ("sitemap.xml", "1"),
            ],
            &[
                "assets/style-00000001.css",
                "articles/new/photo.jpg",
                "articles/new/index.html",
                "actors/x/index.html",
                "sitemap.xml",
                "index.html",
            ],
            &[],
        );
    }

    #[test]
    fn pages_that_may_never_have_come_are_sent_before_those_that_readers_know() {
        let mut old = Manifest::of(tree(&[("known/index.html", "1")]).stored());
        old.uncertain = [("first/index.html".into(), 1), ("second/index.html".into(), 2)].into();
        old.uncertain.insert("gone/index.html".into(), 1);
        let paths = ["first/index.html", "known/index.html", "new/index.html", "second/index.html"];
        let new = tree(&paths.map(|path| (path, "2")));
        let change = Change::between(&old, &new, Moment { now: 1000, grace: 60 });
        let sent: Vec<&str> = change.files(&new).map(|file| file.path.as_str()).collect();
        let [first, known, arrived, second] = paths;
        assert_eq!(sent, [arrived, second, first, known]);
        assert_eq!((change.n_new, change.removed), (3, vec!["gone/index.html".to_owned()]));
    }

    #[test]
    fn a_style_sheet_outlives_its_use_and_a_page_does_not() {
        let old = tree(&[("assets/style-00000001.css", "1"), ("articles/x/index.html", "1")]);
        let mut manifest = Manifest::of(old.stored());
        let new = tree(&[]);
        let change = Change::between(&manifest, &new, Moment { now: 1000, grace: 60 });
        assert_eq!(change.removed, ["articles/x/index.html"]);
        manifest.files.clear();
        manifest.lingering = change.lingering;
        let later = |now| Change::between(&manifest, &new, Moment { now, grace: 60 });
        assert!(later(1059).is_empty());
        assert_eq!(later(1060).removed, ["assets/style-00000001.css"]);
    }
}
