//! Which names in an article mean which actor: the rules of ARCHITECTURE.md, case by case.
//!
//! Comes in: a registry and short articles. Goes out: nothing, or all cases in which other names became
//! mentions than those expected. A case is one article with its mentions in the order of the text.

mod compound;
mod form;
mod news;
mod pack;
mod person;

use rapporteur::actor::{Reason, Rule};
use rapporteur::cache::Memo;
use rapporteur::path::SourcePath;
use rapporteur::pipeline::{Linking, link_all};
use rapporteur::source::{Snapshot, Source};

/// An article and its mentions: the text of each, and the slug of its actor.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)]);

const PEOPLE: &str = "\
- {name: Marco Rubio, kind: person, weak_aliases: [the secretary of state]}
- {name: Mike Waltz, kind: person}
- {name: Sergey Lavrov, kind: person, aliases: [Sergei Lavrov]}
- {name: Donald Trump, kind: person, match: {exclude: [Trump administration]}}
- {name: Ursula von der Leyen, kind: person}
- {name: Mohammed bin Salman, kind: person, aliases: [MBS]}
- {name: Theresa May, kind: person}
- {name: Musaad al-Aiban, kind: person}
- {name: Recep Tayyip Erdoğan, kind: person}
- {name: Côme d'Arc, kind: person}
- {name: \"Brian O'Neill\", kind: person}
- {name: Munich, kind: place}
- {name: Munich Security Conference, kind: organisation, weak_aliases: [the conference]}
- {name: International Atomic Energy Agency, kind: organisation}
- {name: Northern Fleet, kind: group, match: {case: ignore}}
";

#[test]
fn a_full_name_is_a_mention_wherever_it_stands() {
    check(
        PEOPLE,
        &[
            ("Marco Rubio spoke.", &[("Marco Rubio", "marco-rubio")]),
            ("He met Secretary of State Marco Rubio.", &[("Marco Rubio", "marco-rubio")]),
            ("“Marco Rubio”, he said.", &[("Marco Rubio", "marco-rubio")]),
            ("(Marco Rubio), he said.", &[("Marco Rubio", "marco-rubio")]),
            ("He met Marco Rubio—twice.", &[("Marco Rubio", "marco-rubio")]),
            ("He met *Marco Rubio* there.", &[("Marco Rubio", "marco-rubio")]),
            ("He met Marco **Rubio** there.", &[("Marco Rubio", "marco-rubio")]),
            (
                "- Marco Rubio\n- Mike Waltz\n",
                &[("Marco Rubio", "marco-rubio"), ("Mike Waltz", "mike-waltz")],
            ),
            ("Text.\n\n> Marco Rubio spoke.\n", &[("Marco Rubio", "marco-rubio")]),
            ("Text.\n\n| Who |\n| --- |\n| Marco Rubio |\n", &[("Marco Rubio", "marco-rubio")]),
            ("Text.[^1]\n\n[^1]: Marco Rubio said so.\n", &[("Marco Rubio", "marco-rubio")]),
            ("He met Marco\nRubio there.", &[("Marco Rubio", "marco-rubio")]),
        ],
    );
}

#[test]
fn the_leftmost_and_longest_name_counts() {
    check(
        PEOPLE,
        &[
            (
                "The Munich Security Conference began.",
                &[("Munich Security Conference", "munich-security-conference")],
            ),
            ("He was in Munich.", &[("Munich", "munich")]),
            ("A Munich Security report.", &[("Munich", "munich")]),
        ],
    );
    check(
        "- {name: New York, kind: place}\n- {name: York Rally, kind: organisation}\n",
        &[("At New York Rally.", &[("New York", "new-york")])],
    );
}

#[test]
fn a_name_ends_at_the_edge_of_a_word_and_without_its_possessive() {
    check(
        PEOPLE,
        &[
            ("Marco Rubio’s plan", &[("Marco Rubio", "marco-rubio")]),
            ("Marco Rubio's plan", &[("Marco Rubio", "marco-rubio")]),
            ("the Munichs, Munichers, aMunich", &[]),
            ("a Munich-based firm", &[("Munich", "munich")]),
            ("the Rubio-Lavrov call", &[("Rubio", "marco-rubio"), ("Lavrov", "sergey-lavrov")]),
            (
                "officials at Brian O'Neill's and the envoys' tents",
                &[("Brian O'Neill", "brian-oneill")],
            ),
            ("See Reuters.com, @munich and munich.example.", &[]),
            (
                "Marco Rubio and the Rubio–Waltz line; Mike Waltz",
                &[
                    ("Marco Rubio", "marco-rubio"),
                    ("Rubio", "marco-rubio"),
                    ("Waltz", "mike-waltz"),
                    ("Mike Waltz", "mike-waltz"),
                ],
            ),
        ],
    );
}

#[test]
fn spellings_that_look_the_same_are_the_same_name() {
    check(
        PEOPLE,
        &[
            ("Brian O’Neill spoke.", &[("Brian O’Neill", "brian-oneill")]),
            ("Co\u{302}me d’Arc spoke.", &[("Co\u{302}me d’Arc", "come-darc")]),
            (
                "Recep Tayyip Erdog\u{306}an spoke.",
                &[("Recep Tayyip Erdog\u{306}an", "recep-tayyip-erdogan")],
            ),
            ("Marco\u{a0}Rubio spoke.", &[("Marco\u{a0}Rubio", "marco-rubio")]),
            ("Marco&nbsp;Rubio spoke.", &[("Marco\u{a0}Rubio", "marco-rubio")]),
            ("Musaad al\u{2011}Aiban spoke.", &[("Musaad al\u{2011}Aiban", "musaad-al-aiban")]),
        ],
    );
}

#[test]
fn letter_case_counts_unless_the_actor_says_otherwise() {
    check(
        PEOPLE,
        &[
            ("marco rubio and MARCO RUBIO spoke.", &[]),
            (
                "The northern fleet and the NORTHERN FLEET sailed.",
                &[("northern fleet", "northern-fleet"), ("NORTHERN FLEET", "northern-fleet")],
            ),
            ("It may rain in May.", &[]),
        ],
    );
}

#[test]
fn a_phrase_that_the_actor_excludes_is_no_mention_of_it() {
    check(
        PEOPLE,
        &[
            ("The Trump administration acted.", &[]),
            (
                "Donald Trump spoke. The Trump administration acted.",
                &[("Donald Trump", "donald-trump")],
            ),
            (
                "Donald Trump spoke. Trump then left.",
                &[("Donald Trump", "donald-trump"), ("Trump", "donald-trump")],
            ),
        ],
    );
}

#[test]
fn an_acronym_in_brackets_is_a_name_from_there_on() {
    check(
        PEOPLE,
        &[
            (
                "The International Atomic Energy Agency (IAEA) met. The IAEA spoke; the IAEA’s head left.",
                &[
                    ("International Atomic Energy Agency", "international-atomic-energy-agency"),
                    ("IAEA", "international-atomic-energy-agency"),
                    ("IAEA", "international-atomic-energy-agency"),
                    ("IAEA", "international-atomic-energy-agency"),
                ],
            ),
            ("The IAEA spoke.", &[("IAEA", "international-atomic-energy-agency")]),
            (
                "The International Atomic Energy Agency (2025) met.",
                &[("International Atomic Energy Agency", "international-atomic-energy-agency")],
            ),
        ],
    );
}

#[test]
fn the_word_of_the_writer_is_final() {
    check(
        PEOPLE,
        &[
            ("He met [[marco-rubio]].", &[("marco-rubio", "marco-rubio")]),
            (
                "He met [[marco-rubio|the man from Miami]].",
                &[("the man from Miami", "marco-rubio")],
            ),
            ("He met [[Marco Rubio|him]].", &[("him", "marco-rubio")]),
            ("He met [[marco-rubio|Lavrov]].", &[("Lavrov", "marco-rubio")]),
            ("He met [Marco Rubio]{.nolink}.", &[]),
            ("He met [Marco Rubio]{.nolink}. Marco Rubio left.", &[("Marco Rubio", "marco-rubio")]),
            (
                "---\nactors: {exclude: [marco-rubio]}\n---\nMarco Rubio met Mike Waltz.",
                &[("Mike Waltz", "mike-waltz")],
            ),
            (
                "---\nactors: {exclude: [marco-rubio]}\n---\nThey met [[marco-rubio|him]].",
                &[("him", "marco-rubio")],
            ),
            ("---\nactors: {exclude: Marco Rubio}\n---\nMarco Rubio and Rubio.", &[]),
        ],
    );
}

#[test]
fn only_text_is_searched() {
    check(
        PEOPLE,
        &[
            ("Run `Marco Rubio` now.", &[]),
            ("Text.\n\n```\nMarco Rubio\n```\n", &[]),
            ("Text.\n\n    Marco Rubio\n", &[]),
            ("See [Marco Rubio](https://example.org/).", &[]),
            ("See https://example.org/Munich and <https://example.org/Munich>.", &[]),
            ("![Marco Rubio](a.png) came.", &[]),
            ("Text <abbr title=\"Marco Rubio\">him</abbr>.", &[]),
            ("Text.\n\n<!-- Marco Rubio -->\n", &[]),
            ("Text.\n\n<div>Marco Rubio</div>\n", &[]),
            ("---\ntopics: [Munich]\nauthors: [Marco Rubio]\n---\nText.", &[]),
        ],
    );
}

#[test]
fn headings_and_titles_are_mentions() {
    check(
        PEOPLE,
        &[
            ("# Marco Rubio speaks\n\nText.\n", &[("Marco Rubio", "marco-rubio")]),
            ("Text.\n\n## Marco Rubio’s plan\n\nText.\n", &[("Marco Rubio", "marco-rubio")]),
            ("---\ntitle: Marco Rubio speaks\n---\nText.\n", &[("Marco Rubio", "marco-rubio")]),
            (
                "---\nlede: Marco Rubio speaks.\ntakeaways: [Mike Waltz too]\n---\nText.\n",
                &[("Marco Rubio", "marco-rubio"), ("Mike Waltz", "mike-waltz")],
            ),
            (
                "# Rubio Speaks At Length\n\nMarco Rubio spoke.\n",
                &[("Rubio", "marco-rubio"), ("Marco Rubio", "marco-rubio")],
            ),
        ],
    );
}

#[test]
fn every_mention_says_what_made_it_one() {
    let rules = |settings: &str, text: &str| -> Vec<Rule> {
        let linking = linked(settings, PEOPLE, &[text]);
        linking.articles[0].1.mentions.iter().map(|mention| mention.rule).collect()
    };
    let packs = "actors: {packs: [states]}\n";
    assert_eq!(rules("", "Marco Rubio came. Rubio spoke."), [Rule::Strong, Rule::Introduced]);
    assert_eq!(rules("", "Lavrov spoke with Minister May."), [Rule::SoleBearer, Rule::Office]);
    assert_eq!(rules("", "[[marco-rubio|He]] spoke."), [Rule::Written]);
    assert_eq!(rules("", "---\nactors: [mike-waltz]\n---\nWaltz spoke."), [Rule::FrontMatter]);
    assert_eq!(
        rules("", "International Atomic Energy Agency (IAEA)"),
        [Rule::Strong, Rule::Variant]
    );
    assert_eq!(
        rules(packs, "Russia and Russian firms; Moscow said no."),
        [Rule::Strong, Rule::Demonym, Rule::Metonym]
    );
}

#[test]
fn every_refusal_says_why() {
    let reasons = |text: &str| -> Vec<Reason> {
        let linking = linked("", PEOPLE, &[text]);
        linking.articles[0].1.refusals.iter().map(|refusal| refusal.reason).collect()
    };
    assert_eq!(reasons("Run `Marco Rubio`."), [Reason::NotText]);
    assert_eq!(
        reasons("---\nactors: {exclude: [marco-rubio]}\n---\nMarco Rubio."),
        [Reason::ExcludedByWriter]
    );
    assert_eq!(reasons("The Trump administration."), [Reason::ExcludedPhrase]);
    assert_eq!(reasons("Then the secretary of state left."), [Reason::NotIntroduced]);
    assert_eq!(reasons("Melania Trump left."), [Reason::PartOfLongerName]);
    assert_eq!(reasons("It rained in May."), [Reason::Month]);
}

/// Links the articles with the registry and no pack.
#[track_caller]
fn check(registry: &str, cases: &[Case]) {
    check_site("", registry, cases);
}

/// Links the articles with both packs.
#[track_caller]
fn check_packs(registry: &str, cases: &[Case]) {
    check_site("actors: {packs: [states, organisations]}\n", registry, cases);
}

#[track_caller]
fn check_site(settings: &str, registry: &str, cases: &[Case]) {
    let texts: Vec<&str> = cases.iter().map(|(text, _)| *text).collect();
    let linking = linked(settings, registry, &texts);
    let mut failures = String::new();
    for ((article, found), (text, expected)) in linking.articles.iter().zip(cases) {
        let mentions = found.mentions.iter();
        let seen: Vec<(&str, &str)> = mentions
            .map(|mention| {
                (
                    article.prose.slice(mention.span),
                    linking.registry.actor(mention.actor).slug.as_str(),
                )
            })
            .collect();
        if seen != *expected {
            failures.push_str(&format!("{text}\n  expected {expected:?}\n  but got  {seen:?}\n"));
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

/// Articles `content/articles/000.md` and on, in the order given.
fn linked(settings: &str, registry: &str, texts: &[&str]) -> Linking {
    let source = |path: &str, text: &str| Source::new(SourcePath::new(path), text.as_bytes());
    let mut sources =
        vec![source("site.yaml", &format!("title: Test\nbase_url: https://x.org/\n{settings}"))];
    sources.push(source("content/actors/all.yaml", registry));
    let articles = texts.iter().enumerate();
    sources.extend(articles.map(|(n, text)| source(&format!("content/articles/{n:03}.md"), text)));
    let linking = link_all(&Snapshot::new(sources, Vec::new(), 0), &mut Memo::default());
    assert_eq!(linking.articles.len(), texts.len());
    linking
}
