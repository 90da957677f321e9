//! Names that are a part of the name of something else, and what is a part of a name.

use super::check;

const LENIA: &str = "\
- {name: Lenia, kind: state, demonyms: [Lenian]}
- {name: Saudi Arabia, kind: state}
- {name: Tarnby, kind: place}
- {name: United States, kind: state}
- {name: Elsa Varn, kind: person}
- {name: Ko Wen-bo, kind: person}
- {name: \"Otto II, Duke of Saxony\", kind: person}
- {name: Lenian Workers Party, kind: organisation}
";

#[test]
fn a_name_between_the_article_and_a_noun_is_a_part_of_a_longer_one() {
    check(
        LENIA,
        &[
            ("He reads the Tarnby Post.", &[]),
            ("The Lenia Herald said so.", &[]),
            ("They met at the Elsa Varn Bridge.", &[]),
            ("the Lenian Post Office", &[("Lenian", "lenia")]),
            ("the US Treasury", &[("US", "united-states")]),
            ("the Lenia President", &[("Lenia", "lenia")]),
            ("the Lenia Republican", &[("Lenia", "lenia")]),
            ("the Lenia Council", &[("Lenia", "lenia")]),
            ("the Lenia talks", &[("Lenia", "lenia")]),
            ("Tarnby Post Office", &[("Tarnby", "tarnby")]),
        ],
    );
}

#[test]
fn teams_and_what_is_held_somewhere_are_no_places() {
    check(
        LENIA,
        &[
            ("He rowed at Tarnby 2014.", &[]),
            ("In Tarnby, 2014 was wet.", &[("Tarnby", "tarnby")]),
            ("Lenia 20,000", &[("Lenia", "lenia")]),
            ("She left the Lenia national football team.", &[]),
            ("the Lenia national bank", &[("Lenia", "lenia")]),
            ("They won the Lenian Football League.", &[]),
            ("He played in the Lenian 2nd Division.", &[]),
            ("# Lenia Open to talks\n\nText.\n", &[("Lenia", "lenia")]),
            ("southern-Lenian hills", &[]),
            ("pro-Lenian voters", &[("Lenian", "lenia")]),
        ],
    );
}

#[test]
fn what_a_state_is_and_where_somebody_reigns_belong_to_the_name() {
    check(
        LENIA,
        &[
            ("the Republic of Lenia", &[("Republic of Lenia", "lenia")]),
            ("the Upper Province of Lenia", &[("Lenia", "lenia")]),
            (
                "Otto II, Duke of Hesse, left.",
                &[("Otto II, Duke of Hesse", "otto-ii-duke-of-saxony")],
            ),
            ("Elsa Varn, Duchess of Hesse, left.", &[("Elsa Varn", "elsa-varn")]),
            ("Elsa Varn left. The Countess of Varn stayed.", &[("Elsa Varn", "elsa-varn")]),
            ("He signed as d'Or-Varn.", &[]),
        ],
    );
}

#[test]
fn an_acronym_may_be_of_another_language_and_stand_in_the_headline() {
    check(
        LENIA,
        &[
            (
                "The Lenian Workers Party (PSL) won. PSL voters cheered.",
                &[
                    ("Lenian Workers Party", "lenian-workers-party"),
                    ("PSL", "lenian-workers-party"),
                    ("PSL", "lenian-workers-party"),
                ],
            ),
            (
                "# PSL wins\n\nThe Lenian Workers Party (PSL) won.\n",
                &[
                    ("PSL", "lenian-workers-party"),
                    ("Lenian Workers Party", "lenian-workers-party"),
                    ("PSL", "lenian-workers-party"),
                ],
            ),
            (
                "The Lenian Workers Party (XIV) won.",
                &[("Lenian Workers Party", "lenian-workers-party")],
            ),
            (
                "The Lenian Workers Party (US) won.",
                &[("Lenian Workers Party", "lenian-workers-party"), ("US", "united-states")],
            ),
        ],
    );
}

#[test]
fn in_a_line_of_capitals_the_country_is_told_from_the_pronoun() {
    check(
        LENIA,
        &[
            ("# US SENDS AID\n\nText.\n", &[("US", "united-states")]),
            ("# AID FROM THE US\n\nText.\n", &[("US", "united-states")]),
            ("# TRUST US\n\nText.\n", &[]),
        ],
    );
}

#[test]
fn adjectives_count_before_a_rank_and_short_families_behind_a_full_name() {
    check(
        LENIA,
        &[
            ("He met Saudi Crown Prince Omar.", &[("Saudi", "saudi-arabia")]),
            ("Ko Wen-bo spoke. Ko left.", &[("Ko Wen-bo", "ko-wen-bo"), ("Ko", "ko-wen-bo")]),
        ],
    );
}
