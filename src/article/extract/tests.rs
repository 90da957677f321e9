//! Tests of the extract.

use super::fitness::is_whole;
use super::term::{STOP_WORDS, for_each_word, reduce};
use super::*;

const TALKS: &str =
    "Envoys from Russia and the United States will hold talks in Riyadh on Tuesday.";
const SANCTIONS: &str =
    "The sanctions on Russia remain in force until the talks bring an agreement.";
const GRAIN: &str = "Grain exports through the Black Sea fell by 12 percent in January.";
const MUSEUM: &str = "A small museum near the harbour opened its doors to visitors again.";

/// Each of `texts` is a paragraph; `expect` holds the indices that must be chosen.
#[track_caller]
fn check(texts: &[&str], n: usize, expect: &[usize]) {
    assert_eq!(extract(&paragraphs(texts), n), expect);
}

#[test]
fn of_no_sentences_none_is_chosen() {
    check(&[], 3, &[]);
    check(&[TALKS], 0, &[]);
}

#[test]
fn fewer_are_chosen_if_there_are_fewer_good_ones() {
    check(&[TALKS, "Read more.", GRAIN], 3, &[0, 2]);
}

#[test]
fn the_chosen_stand_in_text_order() {
    check(&[GRAIN, TALKS, SANCTIONS], 3, &[0, 1, 2]);
}

#[test]
fn what_the_article_is_about_wins_over_an_aside() {
    let lift = "Russia wants the sanctions lifted before more talks with the United States start.";
    check(&[MUSEUM, TALKS, SANCTIONS, lift], 1, &[3]);
    check(&[MUSEUM, TALKS, SANCTIONS, lift], 2, &[2, 3]);
}

#[test]
fn of_equally_central_sentences_the_earlier_one_wins() {
    let texts =
        ["Copper prices rose sharply during trading in London this morning.", GRAIN, MUSEUM];
    check(&texts, 1, &[0]);
}

#[test]
fn fragments_are_never_chosen() {
    for fragment in [
        "The talks failed today.",
        "Talks between Russia and the United States in Riyadh this week",
        "Talks between Russia and the United States in Riyadh this week…",
        "Talks between Russia and the United States in Riyadh this week...",
        "and the talks between Russia and the United States went on.",
        "By Jane Doe and John Roe at the Talks in Riyadh.",
        "Read more about the talks between Russia and the United States.",
        "Photo by Jane Doe of the talks between Russia and the United States.",
        "Envoys of Russia and the United States in Riyadh. (AP Photo/Jane Doe).",
        "Will the talks between Russia and the United States bring peace?",
        "“Will the talks between Russia and the United States bring peace?”",
        "Will the talks between Russia and the United States bring peace?!",
        "“The talks between Russia and the United States are over.",
        "The talks between Russia and the United States are over.”",
        "The talks (between Russia and the United States are over.",
    ] {
        check(&[fragment, fragment, GRAIN, fragment], 3, &[2]);
    }
}

#[test]
fn a_dateline_is_cut_off() {
    for (text, expect) in [
        ("RIYADH, Saudi Arabia (AP) — Envoys met.", "Envoys met."),
        ("RIYADH, Feb. 18 (Reuters) - Envoys met.", "Envoys met."),
        ("(Wire) -- Envoys met.", "Envoys met."),
        ("NATO — the alliance — met.", "NATO — the alliance — met."),
        ("(In part) they met.", "(In part) they met."),
        ("Envoys met — at last.", "Envoys met — at last."),
    ] {
        assert_eq!(after_dateline(text), expect);
    }
}

#[test]
fn what_the_lede_has_said_is_not_said_again() {
    let again = "Envoys of Russia and the United States hold a talk in Riyadh on Tuesday.";
    let mut sentences = paragraphs(&[TALKS, again, GRAIN]);
    sentences[0].standing = Standing::Shown;
    assert_eq!(extract(&sentences, 3), [2]);
}

#[test]
fn whole_sentences_with_quotes_notes_and_dashes_are_fit() {
    for sentence in [
        "“The talks between Russia and the United States are over for now.”",
        "The minister said that the talks with Russia were “a good start.”",
        "The talks between Russia and the United States ended on Tuesday.3",
        "The talks between Russia and the United States ended on Tuesday.[12]",
        "NATO — the alliance — wants to hear of the talks with Russia.",
        "Die Gespräche zwischen Russland und den USA enden „ohne jedes Ergebnis“.",
        "美国和俄罗斯的代表团将于星期二在利雅得举行会谈。",
    ] {
        check(&[sentence], 3, &[0]);
    }
}

#[test]
fn the_same_in_other_words_is_chosen_once() {
    let again = "Envoys of Russia and the United States hold a talk in Riyadh on Tuesday.";
    check(&[TALKS, again, GRAIN], 3, &[0, 2]);
}

#[test]
fn a_new_point_wins_over_one_that_was_nearly_made() {
    let nearly = "Russian and American envoys hold talks in Riyadh on Tuesday and Wednesday.";
    check(&[TALKS, nearly, GRAIN], 2, &[0, 2]);
}

#[test]
fn a_sentence_that_points_back_gives_way_to_one_that_stands_alone() {
    for opening in ["He", "These officials", "However, he", "In addition, Moscow", "But Moscow"] {
        let pointing = format!("{opening} said the envoys will hold talks in Riyadh on Tuesday.");
        check(&[&pointing, TALKS], 1, &[1]);
    }
    check(
        &["This week envoys from Russia will hold talks in Riyadh with others.", MUSEUM],
        1,
        &[0],
    );
}

#[test]
fn very_short_and_very_long_sentences_give_way() {
    let long =
        format!("{} and that is {}.", TALKS.trim_end_matches('.'), "the case ".repeat(30).trim());
    check(&[&long, TALKS], 1, &[1]);
    check(&["Russia and the United States talk.", TALKS], 1, &[1]);
}

#[test]
fn forms_of_a_word_have_one_stem() {
    for forms in [
        &["talk", "talks", "talked", "talking", "Talks"][..],
        &["plan", "plans", "planned", "planning"],
        &["impose", "imposes", "imposed", "imposing"],
        &["city", "cities"],
        &["agree", "agrees", "agreed"],
        &["call", "calls", "called"],
        &["U.S", "US"],
        &["crisis"],
    ] {
        let stems: Vec<String> = forms.iter().map(|form| stem_of(form)).collect();
        assert!(stems.iter().all(|stem| *stem == stems[0]), "{forms:?}: {stems:?}");
    }
    assert_ne!(stem_of("Russia"), stem_of("Russian"));
}

#[test]
fn acronyms_and_numbers_are_terms_and_function_words_are_not() {
    for (word, expect) in
        [("US", true), ("us", false), ("WHO", true), ("who", false), ("5", true), ("said", false)]
    {
        assert_eq!(reduce(word, &mut String::new()), expect, "{word}");
    }
}

#[test]
fn a_possessive_is_no_word_of_its_own() {
    let mut words = Vec::new();
    let n_words = for_each_word("Russia’s U.S.-made arms don't fail 3.5 times.", |word| {
        words.push(word.to_owned());
    });
    assert_eq!(words, ["Russia", "s", "U.S", "made", "arms", "don", "t", "fail", "3.5", "times"]);
    assert_eq!(n_words, 8);
}

#[test]
fn stop_words_stand_under_their_first_letter() {
    for (letter, words) in (b'a'..).zip(STOP_WORDS) {
        assert!(words.iter().all(|word| word.as_bytes()[0] == letter), "{words:?}");
    }
}

#[test]
fn any_input_is_answered_within_its_bounds_and_always_alike() {
    const WORDS: &[&str] = &[
        "Russia",
        "talks",
        "the",
        "He",
        "U.S.",
        "don't",
        "“",
        "”",
        "(",
        "é",
        "会",
        "🎉",
        "...",
        "?",
        "agreement.",
        "Riyadh",
        "sanctions",
        "2025",
        "’",
        ".",
        "said",
        "ßs",
        "ies",
        "s",
        "Δing",
    ];
    let mut state = 7_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(state >> 33).expect("31 bits fit") % below
    };
    for _ in 0..2_000 {
        let texts: Vec<String> = (0..next(20))
            .map(|_| (0..next(30)).map(|_| WORDS[next(WORDS.len())]).collect::<Vec<_>>().join(" "))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let n = next(6);
        let chosen = extract(&paragraphs(&texts), n);
        assert!(chosen.len() <= n && chosen.is_sorted_by(|a, b| a < b));
        assert!(chosen.iter().all(|&idx| is_whole(texts[idx])));
        assert_eq!(chosen, extract(&paragraphs(&texts), n));
    }
}

fn paragraphs<'a>(texts: &[&'a str]) -> Vec<Candidate<'a>> {
    texts.iter().map(|text| Candidate { text, standing: Standing::Open }).collect()
}

fn stem_of(word: &str) -> String {
    let mut stem = String::new();
    reduce(word, &mut stem);
    stem
}
