//! How well names are told in news: the marked texts of `names/news/`, measured as `examples/evaluate` does.
//!
//! The floors lie a little below what is reached, so that a rule that makes links worse is seen. Raise them with
//! the rules; lower one only for a better reason than that a test fails.

use std::path::Path;

use score::Score;

#[path = "../../../examples/evaluate/gold.rs"]
#[expect(dead_code, unreachable_pub, reason = "the example uses the rest")]
mod gold;
#[path = "../../../examples/evaluate/marked.rs"]
#[expect(unreachable_pub, reason = "it is the example's")]
mod marked;
#[path = "../../../examples/evaluate/mention.rs"]
#[expect(dead_code, unreachable_pub, reason = "the example uses the rest")]
mod mention;
#[path = "../../../examples/evaluate/score.rs"]
#[expect(dead_code, unreachable_pub, clippy::print_stdout, reason = "the example prints scores")]
mod score;

#[test]
fn names_in_news_are_right_with_one_name_for_each_actor() {
    let (texts, actors) = marked::read(Path::new("tests/names/news")).unwrap();
    assert!(texts.len() >= 40);
    let actors = mention::names_only(actors);
    holds(&mention::measure(&texts, &actors, usize::MAX).unwrap(), 0.99, 0.98);
}

#[test]
fn names_in_news_are_right_with_a_kept_registry() {
    let (texts, actors) = marked::read(Path::new("tests/names/news")).unwrap();
    holds(&mention::measure(&texts, &actors, usize::MAX).unwrap(), 0.99, 0.985);
}

#[track_caller]
fn holds(score: &Score, precision: f64, f1: f64) {
    let list = |errors: &[score::Error]| -> String {
        errors.iter().map(|error| format!("  `{}`: {}\n", error.surface, error.sample)).collect()
    };
    assert!(
        score.precision >= precision && score.f1 >= f1,
        "precision {:.3}, F1 {:.3}\nwrong:\n{}missed:\n{}",
        score.precision,
        score.f1,
        list(&score.wrong),
        list(&score.missed)
    );
}
