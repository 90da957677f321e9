//! A report as a writer pastes it: no Markdown, no front matter, and the site still says who is in it.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur::cache::Memo;
use rapporteur::page::Kind;
use rapporteur::pipeline::{Build, build};
use rapporteur::render::Rendered;
use rapporteur::site::Preview;

use super::Project;
use super::writer::NOW;

const REPORT: &str = "\
Negotiators from Norway and Chile met in Geneva on Tuesday to settle the quarrel over deep-sea cod. The meeting, the first since U.S. mediators left in Jan. 2024, ended without a paper but with a date for the next one.
Norway’s side was led by Fisheries Minister Ingrid Solberg. The Chilean side was led by Tomás Rivas, who spoke for Chile’s government.
Key Takeaways
- Norway and Chile will meet again in Geneva.
- Ingrid Solberg and Tomás Rivas spoke for the two sides.
- A cap of 3.5 percent on the catch is on the table.
- The European Union is not at the table.
- No paper was signed.
What Was Said in Geneva
Solberg told Reuters that the cap was “a floor, not a ceiling.” Rivas didn’t agree: Chile’s fleet, he said, needs more.
Foreign Secretary Okafor sent a message from London, and Haraldsen stayed away.
Positions of the Two Sides
Side | Demand | Speaker |
---|---|---|
Norway | A cap of 3.5 percent | Solberg |
Chile | A higher cap | Rivas |
Both demands have been known for years. Observers from the World Trade Organization watched.
Next Steps
Step | When |
---|---|
Second round | March |
Vote in the European Parliament | May |
The second round may need Mr. Okafor’s help. Georgia Tech’s cod model is to be heard, too.
What It Means for Trade
- Prices may rise.
The European Parliament will vote in May, and may delay the rest.
Conclusion
Norwegian and Chilean boats stay in port until then. Ms. Solberg’s last word was short: “Patience.”
Leave a Reply
";

const REGISTRY: &str = "\
- {name: Ingrid Solberg, kind: person}
- {name: Tomás Rivas, kind: person}
- {name: Adaeze Okafor, kind: person}
- {name: Nils Haraldsen, kind: person}
- {name: Theresa May, kind: person}
- {name: Mark Price, kind: person}
";

/// For each dossier the sentences that it shows, in the order of the text.
const DOSSIERS: &[(&str, &[&str])] = &[
    (
        "adaeze-okafor",
        &[
            "Foreign Secretary Okafor sent a message from London, and Haraldsen stayed away.",
            "The second round may need Mr. Okafor’s help.",
        ],
    ),
    (
        "chile",
        &[
            "Negotiators from Norway and Chile met in Geneva on Tuesday to settle the quarrel over deep-sea cod.",
            "Norway and Chile will meet again in Geneva.",
            "The Chilean side was led by Tomás Rivas, who spoke for Chile’s government.",
            "Rivas didn’t agree: Chile’s fleet, he said, needs more.",
            "Chile",
            "Norwegian and Chilean boats stay in port until then.",
        ],
    ),
    (
        "european-parliament",
        &[
            "Vote in the European Parliament",
            "The European Parliament will vote in May, and may delay the rest.",
        ],
    ),
    ("european-union", &["The European Union is not at the table."]),
    (
        "ingrid-solberg",
        &[
            "Ingrid Solberg and Tomás Rivas spoke for the two sides.",
            "Norway’s side was led by Fisheries Minister Ingrid Solberg.",
            "Solberg told Reuters that the cap was “a floor, not a ceiling.”",
            "Solberg",
            "Ms. Solberg’s last word was short: “Patience.”",
        ],
    ),
    (
        "london",
        &["Foreign Secretary Okafor sent a message from London, and Haraldsen stayed away."],
    ),
    (
        "nils-haraldsen",
        &["Foreign Secretary Okafor sent a message from London, and Haraldsen stayed away."],
    ),
    (
        "norway",
        &[
            "Negotiators from Norway and Chile met in Geneva on Tuesday to settle the quarrel over deep-sea cod.",
            "Norway and Chile will meet again in Geneva.",
            "Norway’s side was led by Fisheries Minister Ingrid Solberg.",
            "Norway",
            "Norwegian and Chilean boats stay in port until then.",
        ],
    ),
    ("reuters", &["Solberg told Reuters that the cap was “a floor, not a ceiling.”"]),
    (
        "tomas-rivas",
        &[
            "Ingrid Solberg and Tomás Rivas spoke for the two sides.",
            "The Chilean side was led by Tomás Rivas, who spoke for Chile’s government.",
            "Rivas didn’t agree: Chile’s fleet, he said, needs more.",
            "Rivas",
        ],
    ),
    (
        "united-states",
        &[
            "The meeting, the first since U.S. mediators left in Jan. 2024, ended without a paper but with a date for the next one.",
        ],
    ),
    ("world-trade-organization", &["Observers from the World Trade Organization watched."]),
];

#[test]
fn pasted_text_becomes_a_report_with_its_summary_tables_and_actors() {
    let built = built();
    let [entry] = built.plan.site.articles.as_slice() else { panic!("one article") };
    let article = &entry.article;
    let part = |part: &rapporteur::article::SummaryPart| article.prose.slice(part.text);
    assert_eq!(article.summary.lede.as_ref().map(part), REPORT.lines().next());
    let takeaways: Vec<&str> = article.summary.takeaways.iter().map(part).collect();
    let written: Vec<&str> = REPORT.lines().skip(3).take(5).map(|line| &line[2..]).collect();
    assert_eq!(takeaways, written);
    assert!(!article.summary.extracted);
    let tables: Vec<(usize, usize)> =
        article.prose.tables.iter().map(|table| (table.header.len(), table.rows.len())).collect();
    assert_eq!(tables, [(3, 2), (2, 2)]);
    let sections: Vec<&str> =
        article.prose.sections.iter().map(|section| section.title.as_str()).collect();
    assert_eq!(
        sections,
        [
            "What Was Said in Geneva",
            "Positions of the Two Sides",
            "Next Steps",
            "What It Means for Trade",
            "Conclusion",
        ]
    );
    let page = text_of(&built, &Kind::Article(rapporteur::site::ArticleId(0)));
    assert_eq!(page.matches("<table>").count(), 2);
    assert!(!page.contains("Leave a Reply") && !page.contains("---|"), "{page}");
}

#[test]
fn every_actor_of_a_pasted_report_has_a_dossier_with_the_right_sentences_and_no_other_is_linked() {
    let built = built();
    let site = &built.plan.site;
    let [entry] = site.articles.as_slice() else { panic!("one article") };
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for mention in &entry.linked.mentions {
        let sentence =
            entry.article.prose.slice(entry.article.prose.sentences[mention.sentence as usize]);
        let sentences = found.entry(site.actor(mention.actor).slug.as_str()).or_default();
        if sentences.last() != Some(&sentence) {
            sentences.push(sentence);
        }
    }
    let expected: BTreeMap<&str, Vec<&str>> =
        DOSSIERS.iter().map(|(slug, sentences)| (*slug, sentences.to_vec())).collect();
    assert_eq!(found, expected);
    for (slug, sentences) in DOSSIERS {
        let id = site.registry.by_slug(slug).unwrap();
        let page = text_of(&built, &Kind::Actor(id)).replace("<mark>", "").replace("</mark>", "");
        for sentence in *sentences {
            assert!(page.contains(sentence), "`{sentence}` is not in the dossier of `{slug}`");
        }
    }
    let page = text_of(&built, &Kind::Article(rapporteur::site::ArticleId(0)));
    let linked: BTreeSet<&str> = page
        .split("actors/")
        .skip(1)
        .filter_map(|rest| rest.split_once("/\"").map(|(slug, _)| slug))
        .filter(|slug| !slug.contains(['"', '<']))
        .collect();
    let unexpected: Vec<_> = linked.iter().filter(|slug| !expected.contains_key(*slug)).collect();
    assert_eq!(unexpected, Vec::<&&str>::new());
}

fn built() -> Build {
    let mut project = Project { files: BTreeMap::new(), now: NOW };
    project.write(
        "site.yaml",
        "title: Test\nbase_url: https://example.org/\nactors: {packs: [states, organisations]}\n",
    );
    project.write("content/actors/people.yaml", REGISTRY);
    project.write("content/articles/2025-02-18-cod.md", REPORT);
    build(&project.snapshot(), Preview::Published, &mut Memo::default())
}

/// The text of the first page of a kind.
fn text_of(built: &Build, kind: &Kind) -> String {
    let page_idx = built.plan.pages.iter().position(|page| page.kind == *kind).unwrap();
    match built.render(built.prepare(page_idx)) {
        Ok(Rendered::Bytes(bytes)) => String::from_utf8(bytes).unwrap(),
        other => panic!("{other:?}"),
    }
}
