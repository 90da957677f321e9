//! News with invented names: which words are names, and of what.
//!
//! `[Anna Berg:person]` in a text is a name that is to be found, with its kind; all other capitals are none.

use super::*;
use crate::article::read_plain;
use crate::path::SourcePath;

fn occurrences(text: &str) -> Vec<(String, &'static str)> {
    let article = read_plain(&SourcePath::new("content/articles/a.md"), "", text);
    let found = Recogniser::default().occurrences(&article, &Linked::default());
    assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    let named = |occurrence: &Occurrence| {
        (article.prose.slice(occurrence.span).to_owned(), occurrence.kind.name())
    };
    found.iter().map(named).collect()
}

/// Takes the marks out of a text. Returns the names with their kinds, too.
fn marked(text: &str) -> (String, Vec<(String, String)>) {
    let (mut plain, mut names) = (String::new(), Vec::new());
    for part in text.split('[') {
        match part.split_once(']') {
            Some((name, rest)) => {
                let (name, kind) = name.rsplit_once(':').unwrap();
                names.push((name.to_owned(), kind.to_owned()));
                plain.push_str(name);
                plain.push_str(rest);
            }
            None => plain.push_str(part),
        }
    }
    (plain, names)
}

#[track_caller]
fn check(text: &str) {
    let (plain, names) = marked(text);
    let expected: Vec<(&str, &str)> =
        names.iter().map(|(name, kind)| (name.as_str(), kind.as_str())).collect();
    let found = occurrences(&plain);
    let found: Vec<(&str, &str)> =
        found.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
    assert_eq!(found, expected, "{plain}");
}

#[test]
fn offices_are_no_part_of_the_name_of_a_person() {
    check("The plan was drawn up by Foreign Minister [Anna Berg:person] and [Tom Roe:person].");
    check("[Orlan Institute:organisation] director [Ines Maro:person] said so.");
    check(
        "Yesterday Prime Minister [Anna Berg:person] met Minister of Defence [Jon Haldor:person].",
    );
    check("Mr. [Haldor:person] spoke first. Secretary of State [Haldor:person] spoke last.");
    check("They heard [General Pia Lund:person] and [Dr. Pia Lund:person].");
}

#[test]
fn the_words_inside_the_names_of_bodies_belong_to_them() {
    check("She works for the [Ministry of Trade and Industry:organisation] in [Velm:place].");
    check(
        "The [Institute for Public Health:organisation] and the [Bank of Velm:organisation] agreed.",
    );
    check("The [Harrow Foundation:organisation] paid [Tarn Motors, Inc.:organisation] in full.");
    check("A spokesman of the [Velm People’s Party:organisation] declined to comment.");
}

#[test]
fn particles_initials_and_generations_belong_to_the_names_of_persons() {
    check("It was written by [Ida von der Marn:person] and [Karim al-Tarsi:person].");
    check("The books of [J. R. Halden:person] and [Tom Halden Jr.:person] sold well.");
    check("The throne went to [Otto VI:person] of no land.");
}

#[test]
fn a_place_goes_on_with_its_region() {
    check("He was born in [Marlow Springs, Ohio:place]. He grew up near [Lake Tarn:place].");
    check("The ship left the [Gulf of Marn:place] for [Port Velm:place].");
}

#[test]
fn what_only_opens_a_sentence_is_no_name() {
    check("Talks resumed on Monday. Officials were silent. Speaking later, they agreed.");
    check("However, nothing was signed. Prices rose. Nobody knew why.");
    check("“We agree,” he said. “Nobody objects.” It's over, and I'm glad.");
}

#[test]
fn days_events_laws_and_works_are_no_candidates() {
    check("In March the Harbour Act was read; on Friday the Marn Cup was played.");
    check("After the Second World War the Treaty of Velm was signed at Easter.");
    check("Her novel “The Long Winter” was read by Muslims and Christians.");
}

#[test]
fn a_people_is_an_occurrence_of_its_state() {
    check("The [French:state] envoy met the [Norwegian:state] minister.");
    check("[Polish:state] Foreign Minister [Jan Toll:person] met his [Dutch:state] colleague.");
}

#[test]
fn hyphens_part_names_that_stand_for_themselves() {
    check("The [Norway:state]-[Sweden:state] talks, led by a [Velm:place]-based envoy, went on.");
    check("He moved to [Neu-Marn:place] in the north.");
}

#[test]
fn possessive_endings_are_no_part_of_a_name() {
    check("They met [Anna Berg:person]’s aides in [Velm:place]. [Berg:person]’s words were few.");
}

#[test]
fn headlines_have_the_names_of_the_text() {
    let title = "VELM RESIDENTS WELCOME ANNA BERG AT LAST\n\n";
    let text = "They waited in Velm for a day. Anna Berg arrived at noon.";
    let found = occurrences(&format!("{title}{text}"));
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["VELM", "ANNA BERG", "Velm", "Anna Berg"]);
}

#[test]
fn short_forms_lead_to_the_full_name_of_the_article() {
    let text = "Anna Berg leads the Harrow Institute for Peace (HIP). Later Minister Berg spoke for HIP, and A. Berg \
                signed for the Harrow Institute.";
    let article = read_plain(&SourcePath::new("content/articles/a.md"), "", text);
    let found = Recogniser::default().occurrences(&article, &Linked::default());
    let names: Vec<(&str, Form)> =
        found.iter().map(|occurrence| (occurrence.name.as_str(), occurrence.form)).collect();
    let (person, body) = ("Anna Berg", "Harrow Institute for Peace");
    assert_eq!(
        names,
        [
            (person, Form::Full),
            (body, Form::Full),
            (body, Form::Acronym),
            (person, Form::Short),
            (body, Form::Acronym),
            (person, Form::Variant),
            (body, Form::Short),
        ]
    );
}

#[test]
fn names_are_found_in_news() {
    check(
        "[Velm:place], Feb. 3 (NNA) — Rescuers in [Port Marn:place] searched for survivors on Tuesday after the ferry \
         Dawn sank. “We heard a bang,” said [Lena Tross:person], 34, a nurse. The [Coastal Rescue Service:organisation] \
         said it had sent two boats."
            .replace("Dawn", "dawn").replace("(NNA)", "([NNA:organisation])")
            .as_str(),
    );
    check(
        "The head of [Tarn Energy Group:organisation], [Edvin Stroud:person], told the [Marn Herald:outlet] that prices \
         would rise. [Stroud:person] did not say when. Analysts at [Halbeck Bank:organisation] expect a rise in April.",
    );
    check(
        "Members of the [Free Marn Movement:group] marched through [Velm:place]. Police arrested [Ivo Drask:person], \
         who leads it. His lawyer, [Maria Fenn:person], called the arrest unlawful.",
    );
    check(
        "Deputy Interior Minister [Oskar Lindt:person] denied the report. According to [Lindt:person], nobody was hurt \
         near the [River Tarn:place]. The opposition [Marn Democratic Party:organisation] asked for an inquiry.",
    );
}

#[test]
fn odd_text_is_survived() {
    for text in [
        "",
        "’s",
        "A",
        "-",
        "Of the",
        "“",
        "\u{301}A\u{301}’s' s'",
        "Of of Of",
        "İ’S I.I.I. A&A& (A) (((",
    ] {
        occurrences(text);
        occurrences(&format!("{text} {text}\n{text}"));
    }
}
