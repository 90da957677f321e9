//! Weak names and surnames: whom they mean, and when they mean nobody.

use rapporteur::actor::Reason;

use super::{PEOPLE, check, linked};

const TWO_RUBIOS: &str = "\
- {name: Marco Rubio, kind: person}
- {name: Anna Rubio, kind: person}
- {name: Mike Waltz, kind: person}
";

#[test]
fn a_weak_name_counts_after_the_actor_was_named_in_full() {
    check(
        PEOPLE,
        &[
            ("The secretary of state spoke.", &[]),
            (
                "Marco Rubio spoke. Later the secretary of state left.",
                &[("Marco Rubio", "marco-rubio"), ("the secretary of state", "marco-rubio")],
            ),
            (
                "Text.\n\nThen the secretary of state left. Marco Rubio spoke.",
                &[("Marco Rubio", "marco-rubio")],
            ),
            (
                "# On the secretary of state\n\nText.\n\nMarco Rubio spoke.",
                &[("the secretary of state", "marco-rubio"), ("Marco Rubio", "marco-rubio")],
            ),
            ("At the conference in Munich.", &[("Munich", "munich")]),
            (
                "---\nactors: {include: [marco-rubio]}\n---\nThen the secretary of state left.",
                &[("the secretary of state", "marco-rubio")],
            ),
            (
                "---\nactors: [marco-rubio]\n---\nThen the secretary of state left.",
                &[("the secretary of state", "marco-rubio")],
            ),
            ("MBS received the guests.", &[("MBS", "mohammed-bin-salman")]),
            (
                "Theresa May spoke. It was in May that May left.",
                &[("Theresa May", "theresa-may"), ("May", "theresa-may")],
            ),
            ("May said so.", &[]),
        ],
    );
}

#[test]
fn a_weak_name_does_not_hide_a_strong_one() {
    check(
        "- {name: Omar bin Hadi, kind: person, weak_aliases: [the envoy Omar]}\n",
        &[("He met the envoy Omar bin Hadi.", &[("Omar bin Hadi", "omar-bin-hadi")])],
    );
}

#[test]
fn a_surname_alone_counts_when_only_one_person_bears_it() {
    check(
        PEOPLE,
        &[
            ("Talks with Lavrov went on.", &[("Lavrov", "sergey-lavrov")]),
            ("Lavrov spoke.", &[("Lavrov", "sergey-lavrov")]),
            ("Von der Leyen spoke.", &[("Von der Leyen", "ursula-von-der-leyen")]),
            ("He met von der Leyen.", &[("von der Leyen", "ursula-von-der-leyen")]),
            ("He met bin Salman.", &[("bin Salman", "mohammed-bin-salman")]),
            ("Erdoğan’s envoy", &[("Erdoğan", "recep-tayyip-erdogan")]),
            ("President Trump spoke.", &[("Trump", "donald-trump")]),
            ("Prime Minister May spoke.", &[("May", "theresa-may")]),
            ("Foreign Minister Lavrov spoke.", &[("Lavrov", "sergey-lavrov")]),
            ("Mr. Lavrov spoke.", &[("Lavrov", "sergey-lavrov")]),
            ("Mr\u{a0}Lavrov spoke.", &[("Lavrov", "sergey-lavrov")]),
            ("U.S. Secretary of State Rubio spoke.", &[("Rubio", "marco-rubio")]),
        ],
    );
}

#[test]
fn an_initial_that_the_registry_lacks_does_not_make_another_name() {
    check(
        PEOPLE,
        &[
            (
                "Donald J. Trump spoke. Trump left.",
                &[("Donald J. Trump", "donald-trump"), ("Trump", "donald-trump")],
            ),
            ("President Donald J. Trump’s plan", &[("Donald J. Trump", "donald-trump")]),
            ("Theresa M. May spoke.", &[("Theresa M. May", "theresa-may")]),
            (
                "Mike G. T. Waltz and Mike G.T. Waltz",
                &[("Mike G. T. Waltz", "mike-waltz"), ("Mike G.T. Waltz", "mike-waltz")],
            ),
            ("Fred J. Trump spoke.", &[]),
            ("Adonald J. Trump spoke.", &[]),
        ],
    );
}

#[test]
fn a_surname_that_is_a_part_of_another_name_is_no_mention() {
    check(
        PEOPLE,
        &[
            ("Melania Trump spoke.", &[]),
            ("At Trump Tower.", &[]),
            (
                "Donald Trump spoke. Melania Trump left. Trump Tower stood.",
                &[("Donald Trump", "donald-trump")],
            ),
            ("Donald Trump Jr. spoke.", &[]),
            ("Anton Lavrov spoke.", &[]),
            ("Mr. Anton Lavrov spoke.", &[]),
            ("The Lavrov Doctrine failed.", &[]),
            ("Anton Lavrov came. Lavrov spoke.", &[]),
            ("The Lavrov Doctrine failed. Lavrov spoke.", &[("Lavrov", "sergey-lavrov")]),
            (
                "Sergey Lavrov met Anton Lavrov. Lavrov spoke.",
                &[("Sergey Lavrov", "sergey-lavrov"), ("Lavrov", "sergey-lavrov")],
            ),
            ("Theresa May spoke on 5 May; last May, too.", &[("Theresa May", "theresa-may")]),
            ("On Monday Lavrov spoke.", &[("Lavrov", "sergey-lavrov")]),
            ("Yesterday Lavrov spoke.", &[("Lavrov", "sergey-lavrov")]),
            ("In February Lavrov spoke.", &[("Lavrov", "sergey-lavrov")]),
            (
                "Lavrov, Rubio and Waltz met.",
                &[("Lavrov", "sergey-lavrov"), ("Rubio", "marco-rubio"), ("Waltz", "mike-waltz")],
            ),
            ("Lavrov. Then Rubio.", &[("Lavrov", "sergey-lavrov"), ("Rubio", "marco-rubio")]),
        ],
    );
}

#[test]
fn of_two_bearers_of_a_surname_the_one_that_the_article_names_is_meant() {
    check(
        TWO_RUBIOS,
        &[
            ("Rubio spoke.", &[]),
            ("Secretary Rubio spoke.", &[]),
            (
                "Marco Rubio came. Rubio spoke.",
                &[("Marco Rubio", "marco-rubio"), ("Rubio", "marco-rubio")],
            ),
            (
                "Anna Rubio came. Rubio spoke.",
                &[("Anna Rubio", "anna-rubio"), ("Rubio", "anna-rubio")],
            ),
            (
                "Marco Rubio met Anna Rubio. Rubio spoke.",
                &[("Marco Rubio", "marco-rubio"), ("Anna Rubio", "anna-rubio")],
            ),
            (
                "---\nactors: {exclude: [anna-rubio]}\n---\nMarco Rubio met Anna Rubio. Rubio spoke.",
                &[("Marco Rubio", "marco-rubio"), ("Rubio", "marco-rubio")],
            ),
            (
                "Marco Rubio met Anna Rubio. [[marco-rubio|Rubio]] spoke.",
                &[
                    ("Marco Rubio", "marco-rubio"),
                    ("Anna Rubio", "anna-rubio"),
                    ("Rubio", "marco-rubio"),
                ],
            ),
        ],
    );
}

#[test]
fn an_ambiguous_surname_is_told_with_its_line_and_both_actors() {
    let text = "Marco Rubio met Anna Rubio.\n\nThey talked.\n\nThen Rubio left.\n";
    let linking = linked("", TWO_RUBIOS, &[text]);
    let (_, found) = &linking.articles[0];
    let [problem] = found.diagnostics.as_slice() else { panic!("{:?}", found.diagnostics) };
    assert_eq!((problem.code.name(), problem.place.line), ("ambiguous-name", 5));
    assert_eq!(problem.place.path.as_str(), "content/articles/000.md");
    assert_eq!(problem.message, "`Rubio` may mean `anna-rubio` or `marco-rubio`");
    let refused =
        found.refusals.iter().find(|refusal| refusal.reason == Reason::Ambiguous).unwrap();
    assert_eq!(refused.actors.len(), 2);
}
