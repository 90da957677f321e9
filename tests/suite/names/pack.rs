//! States, capitals and organisations of the built-in packs, as news names them.

use super::{PEOPLE, check, check_packs};

#[test]
fn a_place_is_not_what_is_named_after_it() {
    check(
        PEOPLE,
        &[
            ("At Munich Airport.", &[]),
            ("At the airport of Munich. University studies there.", &[("Munich", "munich")]),
        ],
    );
    check_packs(
        "",
        &[
            ("In Moscow Oblast and at Kyiv University.", &[]),
            ("The Singapore Council met.", &[("Singapore", "singapore")]),
        ],
    );
}

#[test]
fn states_are_known_by_all_their_usual_forms() {
    check_packs(
        "",
        &[
            ("The U.S. spoke.", &[("U.S.", "united-states")]),
            ("It is the U.S.", &[("U.S.", "united-states")]),
            (
                "U.S.-Russia talks and US–Russian talks",
                &[
                    ("U.S.", "united-states"),
                    ("Russia", "russia"),
                    ("US", "united-states"),
                    ("Russian", "russia"),
                ],
            ),
            (
                "The US, the USA and the U.S.’s allies",
                &[("US", "united-states"), ("USA", "united-states"), ("U.S.", "united-states")],
            ),
            ("The United States’ allies", &[("United States", "united-states")]),
            ("It told us to join us. JOIN US!", &[]),
            ("It cost US$5 and US$ 5.", &[]),
            (
                "The UK and the U.K. and Britain",
                &[
                    ("UK", "united-kingdom"),
                    ("U.K.", "united-kingdom"),
                    ("Britain", "united-kingdom"),
                ],
            ),
            (
                "North Korea and South Korea",
                &[("North Korea", "north-korea"), ("South Korea", "south-korea")],
            ),
            ("Peace in Korea; Korean culture", &[]),
            ("North Korean troops", &[("North Korean", "north-korea")]),
            ("In New Mexico, not in Mexico.", &[("Mexico", "mexico")]),
            ("In Northern Ireland, not in Ireland.", &[("Ireland", "ireland")]),
            ("In the South China Sea near China.", &[("China", "china")]),
            (
                "Guinea-Bissau, Guinea, Equatorial Guinea and Papua New Guinea",
                &[
                    ("Guinea-Bissau", "guinea-bissau"),
                    ("Guinea", "guinea"),
                    ("Equatorial Guinea", "equatorial-guinea"),
                    ("Papua New Guinea", "papua-new-guinea"),
                ],
            ),
            (
                "Côte d’Ivoire and the Ivory Coast",
                &[("Côte d’Ivoire", "ivory-coast"), ("Ivory Coast", "ivory-coast")],
            ),
            (
                "The Democratic Republic of the Congo",
                &[("Democratic Republic of the Congo", "democratic-republic-of-the-congo")],
            ),
            ("In Atlanta, Georgia.", &[]),
            (
                "In Georgia and Niger, not Nigeria",
                &[("Georgia", "georgia"), ("Niger", "niger"), ("Nigeria", "nigeria")],
            ),
            (
                "Russian and Ukrainian officials; the Americans; Saudi Arabian police",
                &[
                    ("Russian", "russia"),
                    ("Ukrainian", "ukraine"),
                    ("Americans", "united-states"),
                    ("Saudi Arabian", "saudi-arabia"),
                ],
            ),
            (
                "A Russian-born banker and an anti-Russian rally",
                &[("Russian", "russia"), ("Russian", "russia")],
            ),
            ("In Latin America and South America.", &[]),
            ("Russian roulette and Turkish delight", &[]),
        ],
    );
}

#[test]
fn organisations_are_known_by_name_and_by_acronym() {
    check_packs(
        "",
        &[
            ("OPEC+ cut output.", &[("OPEC+", "opec-plus")]),
            ("OPEC and OPEC+’s members", &[("OPEC", "opec"), ("OPEC+", "opec-plus")]),
            (
                "NATO, the EU and the UN Security Council",
                &[
                    ("NATO", "nato"),
                    ("EU", "european-union"),
                    ("UN Security Council", "un-security-council"),
                ],
            ),
            ("A non-NATO state and a NATO-led force", &[("NATO", "nato"), ("NATO", "nato")]),
            ("Who would say so? WHO would.", &[("WHO", "world-health-organization")]),
            (
                "The Kremlin’s spokesman told Reuters and AFP.",
                &[("Kremlin", "kremlin"), ("Reuters", "reuters"), ("AFP", "afp")],
            ),
            (
                "The G7, the G-7 and the Group of Seven",
                &[("G7", "g7"), ("G-7", "g7"), ("Group of Seven", "g7")],
            ),
            ("The New York Times reported.", &[("New York Times", "new-york-times")]),
        ],
    );
}

#[test]
fn a_capital_is_a_place_or_its_government_as_the_words_around_it_say() {
    check_packs(
        "",
        &[
            (
                "Russia waited. They pressed Moscow to agree.",
                &[("Russia", "russia"), ("Moscow", "russia")],
            ),
            (
                "Russia waited. The talks were held in Moscow.",
                &[("Russia", "russia"), ("Moscow", "moscow")],
            ),
            (
                "Russia waited. He flew to Moscow on Monday.",
                &[("Russia", "russia"), ("Moscow", "moscow")],
            ),
            (
                "Russia waited. A Moscow-based firm left.",
                &[("Russia", "russia"), ("Moscow", "moscow")],
            ),
            ("They pressed Moscow to agree.", &[("Moscow", "moscow")]),
            (
                "Russia and Ukraine. Both Kyiv and Moscow refused.",
                &[
                    ("Russia", "russia"),
                    ("Ukraine", "ukraine"),
                    ("Kyiv", "ukraine"),
                    ("Moscow", "russia"),
                ],
            ),
            (
                "Saudi Arabia hosted. The Riyadh talks ended.",
                &[("Saudi Arabia", "saudi-arabia"), ("Riyadh", "riyadh")],
            ),
            (
                "The European Union met. Brussels wants more.",
                &[("European Union", "european-union"), ("Brussels", "european-union")],
            ),
            ("He lives in Brussels.", &[("Brussels", "brussels")]),
            (
                "The European Union met in Brussels.",
                &[("European Union", "european-union"), ("Brussels", "brussels")],
            ),
            (
                "The United States agreed. Washington then acted.",
                &[("United States", "united-states"), ("Washington", "united-states")],
            ),
            ("George Washington lived.", &[]),
        ],
    );
}

#[test]
fn a_file_of_the_site_overrides_an_actor_of_a_pack() {
    check_packs(
        "- {name: Russia, kind: state, demonyms: [Rus]}\n- {name: Jack London, kind: person}\n",
        &[
            ("Russia and the Rus; Russian trade", &[("Russia", "russia"), ("Rus", "russia")]),
            ("Jack London wrote.", &[("Jack London", "jack-london")]),
        ],
    );
}
