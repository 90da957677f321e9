//! Links to other servers: which are asked for, and what a writer is told of the answers.

use std::collections::BTreeMap;

use rapporteur::cache::Memo;
use rapporteur::check::outside::{Fate, judge, links};
use rapporteur::check::{Files, Material};
use rapporteur::path::SourcePath;
use rapporteur::pipeline::build;
use rapporteur::site::Preview;
use rapporteur::source::load::load;

use crate::support::TestSite;
use crate::support::site::NOW;

const ARTICLE: &str = "---
title: Envoys meet
date: 2025-02-11
sources:
  - {title: A statement, url: \"https://ministry.example.net/a?b=1&c=2\"}
---
The [minutes](https://archive.example.net/minutes#page-3) are out, and the [statement](https://ministry.example.net/a?b=1&c=2).

Not asked for: [us](https://example.org/about/), [mail](mailto:ann@example.net), [here](#top).
";

/// The files that are copied.
struct InFolder(std::path::PathBuf);

impl Files for InFolder {
    fn read(&self, path: &SourcePath) -> std::io::Result<Vec<u8>> {
        std::fs::read(self.0.join(path.as_str()))
    }
}

#[test]
fn links_of_published_text_and_sources_are_asked_for_once() {
    let draft =
        "---\ntitle: D\ndate: 2025-02-11\nstatus: draft\n---\n[x](https://secret.example.net/)\n";
    let site = TestSite::new()
        .file("content/articles/envoys.md", ARTICLE)
        .file("content/articles/draft.md", draft);
    let snapshot = load(&site.root(), NOW).unwrap();
    let built = build(&snapshot, Preview::Published, &mut Memo::default());
    let files = InFolder(site.root());
    let links = links(&Material { build: &built, snapshot: &snapshot, files: &files });
    let lines: Vec<(&str, Vec<u32>)> = links
        .iter()
        .map(|(address, places)| {
            (address.as_str(), places.iter().map(|place| place.line).collect())
        })
        .collect();
    let (minutes, statement) =
        ("https://archive.example.net/minutes", "https://ministry.example.net/a?b=1&c=2");
    assert_eq!(lines, [(minutes, vec![7]), (statement, vec![5])]);

    let fates = BTreeMap::from([
        (minutes.to_owned(), Fate::Dead("the server says `410 Gone`".to_owned())),
        (statement.to_owned(), Fate::Moved("https://ministry.example.net/new".to_owned())),
    ]);
    let told: Vec<String> = judge(&built, &links, &fates)
        .iter()
        .map(|told| format!("{} {} {}", told.place.line, told.code.name(), told.message))
        .collect();
    assert_eq!(
        told,
        [
            "5 moved-link `https://ministry.example.net/a?b=1&c=2` has moved",
            "7 dead-link nothing is to be had at `https://archive.example.net/minutes`: the server says `410 Gone`",
        ]
    );
}

#[test]
fn links_are_asked_for_wherever_a_reader_may_follow_them() {
    let settings = "title: T
base_url: https://example.org/
actors: {packs: [states]}
theme:
  header:
    - {title: Shop, url: \"https://shop.example.net/\"}
";
    let profile = "---
name: Ada Lund
kind: person
links: {website: \"https://lund.example.net/\"}
---
She has [a diary](https://diary.example.net/).
";
    let site = TestSite::bare()
        .file("site.yaml", settings)
        .file("content/articles/envoys.md", "# Envoys\n\nAda Lund came from France.\n")
        .file("content/actors/ada.md", profile)
        .file("content/pages/about.md", "# About\n\nWe are [here](https://map.example.net/).\n")
        .file("static/old.html", "<p>\n<a href='https://old.example.net/'>Old</a>\n");
    let snapshot = load(&site.root(), NOW).unwrap();
    let built = build(&snapshot, Preview::Published, &mut Memo::default());
    let files = InFolder(site.root());
    let links = links(&Material { build: &built, snapshot: &snapshot, files: &files });
    let found: Vec<String> = links
        .iter()
        .flat_map(|(address, places)| {
            places.iter().map(move |place| format!("{address} {}:{}", place.path, place.line))
        })
        .collect();
    assert_eq!(
        found,
        [
            "https://diary.example.net/ content/actors/ada.md:6",
            "https://lund.example.net/ content/actors/ada.md:4",
            "https://map.example.net/ content/pages/about.md:3",
            "https://old.example.net/ static/old.html:2",
            "https://shop.example.net/ site.yaml:6",
        ]
    );
}
