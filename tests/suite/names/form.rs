//! Forms that follow from the one name that a writer gives.

use super::check;

const ONE_NAME: &str = "\
- {name: Augustus Charles Holm, kind: person}
- {name: Ada B. Lund, kind: person}
- {name: Xi Jinping, kind: person}
- {name: Bashar al-Assad, kind: person}
- {name: Ray Dixon, kind: person}
- {name: Joseph Biden, kind: person}
- {name: Recep Tayyip Erdoğan, kind: person, match: {diacritics: ignore}}
- {name: Ångström Institute, kind: organisation}
- {name: Harrow Motors Inc., kind: organisation}
- {name: Grain and Seed Council, kind: organisation}
- {name: Republican Party, kind: organisation}
- {name: United States of America, kind: place}
- {name: Catalonia, kind: place}
- {name: Jordan, kind: state}
- {name: Chad, kind: state}
- {name: Georgia, kind: state}
- {name: Turkey, kind: state}
- {name: Jacksonville, kind: place}
- {name: Florida, kind: place}
- {name: Darm, kind: place}
- {name: Bank of England, kind: organisation}
- {name: England, kind: place}
- {name: Зеленський, kind: person}
";

#[test]
fn a_name_is_known_with_more_or_fewer_given_names() {
    check(
        ONE_NAME,
        &[
            ("Augustus Holm spoke.", &[("Augustus Holm", "augustus-charles-holm")]),
            (
                "A. C. Holm and A.C. Holm",
                &[("A. C. Holm", "augustus-charles-holm"), ("A.C. Holm", "augustus-charles-holm")],
            ),
            ("Charles Holm spoke.", &[("Charles Holm", "augustus-charles-holm")]),
            (
                "Ada Lund and Ada Berta Lund",
                &[("Ada Lund", "ada-b-lund"), ("Ada Berta Lund", "ada-b-lund")],
            ),
            ("Holm Augustus spoke.", &[]),
            ("Dixon Ray spoke.", &[("Dixon Ray", "ray-dixon")]),
            (
                "Joe Biden and Joseph R. Biden",
                &[("Joe Biden", "joseph-biden"), ("Joseph R. Biden", "joseph-biden")],
            ),
            ("Emil Holm spoke.", &[]),
            ("B. Holm spoke.", &[]),
            ("Ray \"Sting\" Dixon spoke.", &[("Ray \"Sting\" Dixon", "ray-dixon")]),
        ],
    );
}

#[test]
fn a_given_name_counts_once_the_article_has_named_the_person() {
    check(
        ONE_NAME,
        &[
            ("Ray spoke.", &[]),
            ("Ray Dixon came. Ray spoke.", &[("Ray Dixon", "ray-dixon"), ("Ray", "ray-dixon")]),
            ("Ray Dixon came. Ray Berg spoke.", &[("Ray Dixon", "ray-dixon")]),
            ("Ray Dixon came, like Ray of Lenia.", &[("Ray Dixon", "ray-dixon")]),
        ],
    );
}

#[test]
fn the_family_comes_first_in_east_asian_names_and_articles_may_be_left_out() {
    check(
        ONE_NAME,
        &[
            ("Mr Xi spoke.", &[("Xi", "xi-jinping")]),
            (
                "Assad and al-Assad",
                &[("Assad", "bashar-al-assad"), ("al-Assad", "bashar-al-assad")],
            ),
        ],
    );
}

#[test]
fn ranks_and_honorifics_are_a_part_of_the_name_and_offices_are_not() {
    check(
        ONE_NAME,
        &[
            (
                "General Dixon and Lt. Col. Ray Dixon",
                &[("General Dixon", "ray-dixon"), ("Lt. Col. Ray Dixon", "ray-dixon")],
            ),
            (
                "President Ray Dixon and Mr. Dixon",
                &[("Ray Dixon", "ray-dixon"), ("Dixon", "ray-dixon")],
            ),
        ],
    );
}

#[test]
fn a_body_is_known_by_its_initials_and_without_its_legal_form() {
    check(
        ONE_NAME,
        &[
            ("The GSC met.", &[("GSC", "grain-and-seed-council")]),
            (
                "Harrow Motors and Harrow",
                &[("Harrow Motors", "harrow-motors-inc"), ("Harrow", "harrow-motors-inc")],
            ),
            ("The Harrow Prize went to nobody.", &[]),
            ("Republicans voted.", &[("Republicans", "republican-party")]),
        ],
    );
}

#[test]
fn a_state_and_a_region_have_their_demonyms_without_a_pack() {
    check(
        ONE_NAME,
        &[
            (
                "American firms in the US, the U.S. and the USA",
                &[
                    ("American", "united-states-of-america"),
                    ("US", "united-states-of-america"),
                    ("U.S.", "united-states-of-america"),
                    ("USA", "united-states-of-america"),
                ],
            ),
            ("The Catalans voted.", &[("Catalans", "catalonia")]),
        ],
    );
}

#[test]
fn a_region_behind_a_comma_is_a_part_of_the_name_of_the_place() {
    check(
        ONE_NAME,
        &[
            ("In Jacksonville, Florida, they met.", &[("Jacksonville, Florida", "jacksonville")]),
            (
                "In Jacksonville, Florida and Turkey",
                &[("Jacksonville", "jacksonville"), ("Florida", "florida"), ("Turkey", "turkey")],
            ),
        ],
    );
}

#[test]
fn a_name_does_not_grow_over_text_that_is_not_searched() {
    check(
        "\
- {name: Anna Milley, kind: person}
- {name: Jacksonville, kind: place}
- {name: J. Ferrand, kind: person}
",
        &[
            ("See [General](https://x.org/) Milley.", &[("Milley", "anna-milley")]),
            (
                "So [[jacksonville|General]] Anna Milley spoke.",
                &[("General", "jacksonville"), ("Anna Milley", "anna-milley")],
            ),
            ("So [[jacksonville|Anna]] Milley spoke.", &[("Anna", "jacksonville")]),
            ("So `Sir` General Anna Milley spoke.", &[("General Anna Milley", "anna-milley")]),
            ("So [B.](https://x.org/) Anna Milley spoke.", &[("Anna Milley", "anna-milley")]),
            ("In Jacksonville, [Florida](https://x.org/).", &[("Jacksonville", "jacksonville")]),
            (
                "In Jacksonville, [[j-ferrand|Florida]].",
                &[("Jacksonville", "jacksonville"), ("Florida", "j-ferrand")],
            ),
            ("In Jacksonville, `Florida`.", &[("Jacksonville", "jacksonville")]),
        ],
    );
}

#[test]
fn a_place_that_is_also_a_given_name_or_surname_is_told_from_people() {
    check(
        ONE_NAME,
        &[
            (
                "Turkey, Jordan, Chad and Georgia signed.",
                &[
                    ("Turkey", "turkey"),
                    ("Jordan", "jordan"),
                    ("Chad", "chad"),
                    ("Georgia", "georgia"),
                ],
            ),
            ("Jordan said so.", &[("Jordan", "jordan")]),
            ("Michael Jordan came. Jordan spoke. He lives in Jordan.", &[("Jordan", "jordan")]),
            ("Georgia Meloni came. Georgia spoke.", &[]),
            ("Chad Smith came.", &[]),
            ("Michael B. Jordan came.", &[]),
        ],
    );
}

#[test]
fn in_headlines_and_datelines_in_capitals_names_are_known_by_their_letters() {
    check(
        ONE_NAME,
        &[
            (
                "# TURKEY AND JORDAN MEET DIXON\n\nText.",
                &[("TURKEY", "turkey"), ("JORDAN", "jordan"), ("DIXON", "ray-dixon")],
            ),
            ("JACKSONVILLE (AP) — They met.", &[("JACKSONVILLE", "jacksonville")]),
            ("GIVE US PEACE", &[]),
            ("He said TURKEY aloud.", &[]),
        ],
    );
}

#[test]
fn a_hyphen_joins_a_double_name_and_parts_two_known_ones() {
    check(
        ONE_NAME,
        &[
            ("Prince of Hesse-Darm", &[]),
            (
                "Darm-based firms; the Darm-Jacksonville road",
                &[("Darm", "darm"), ("Darm", "darm"), ("Jacksonville", "jacksonville")],
            ),
            ("the Turkey-Jordan border", &[("Turkey", "turkey"), ("Jordan", "jordan")]),
        ],
    );
}

#[test]
fn an_acronym_stands_for_the_body_that_was_last_defined_by_it() {
    check(
        "- {name: Marn Ferry Company, kind: organisation}\n- {name: Mole Fishers Council, kind: organisation}\n",
        &[(
            "The Marn Ferry Company (MFCo) met. MFCo left. The Mole Fishers Council (MFCo) met. MFCo sang.",
            &[
                ("Marn Ferry Company", "marn-ferry-company"),
                ("MFCo", "marn-ferry-company"),
                ("MFCo", "marn-ferry-company"),
                ("Mole Fishers Council", "mole-fishers-council"),
                ("MFCo", "mole-fishers-council"),
                ("MFCo", "mole-fishers-council"),
            ],
        )],
    );
}

#[test]
fn a_name_inside_another_one_is_not_linked() {
    check(ONE_NAME, &[("The Bank of England spoke.", &[("Bank of England", "bank-of-england")])]);
}

#[test]
fn marks_of_letters_count_unless_the_actor_says_otherwise() {
    check(
        ONE_NAME,
        &[
            ("Recep Tayyip Erdogan spoke.", &[("Recep Tayyip Erdogan", "recep-tayyip-erdogan")]),
            (
                "Erdoğan and Erdogan",
                &[("Erdoğan", "recep-tayyip-erdogan"), ("Erdogan", "recep-tayyip-erdogan")],
            ),
            ("The Angstrom Institute met.", &[]),
            ("Зеленський прибув.", &[("Зеленський", "zelenskii")]),
        ],
    );
}
