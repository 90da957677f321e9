//! Links to other servers: which are asked for, and what a writer is told of the answers.

use std::collections::BTreeMap;

use rapporteur::cache::Memo;
use rapporteur::check::outside::{Fate, judge, links};
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

#[test]
fn links_of_published_text_and_sources_are_asked_for_once() {
    let draft =
        "---\ntitle: D\ndate: 2025-02-11\nstatus: draft\n---\n[x](https://secret.example.net/)\n";
    let site = TestSite::new()
        .file("content/articles/envoys.md", ARTICLE)
        .file("content/articles/draft.md", draft);
    let snapshot = load(&site.root(), NOW).unwrap();
    let built = build(&snapshot, Preview::Published, &mut Memo::default());
    let links = links(&built, &snapshot);
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
