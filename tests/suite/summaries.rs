//! How good summaries are, measured on `tests/summaries/`: short texts, each with the highlights that an
//! editor would give it, and some with a takeaway that nothing in the text supports.
//!
//! Measured is ROUGE-N (Lin, *ROUGE: A Package for Automatic Evaluation of Summaries*, 2004): the words, or
//! pairs of words, that a summary shares with the highlights, as F1; in lower case, without stemming, stop
//! words kept, averaged over texts. `cargo test --test suite summaries -- --nocapture` prints the figures.

use std::collections::BTreeMap;

use rapporteur::article::{Parsed, Reading, extract, parse, read_prose, sentences};
use rapporteur::config;
use rapporteur::diagnostic::Code;
use rapporteur::path::SourcePath;
use rapporteur::source::Source;

use crate::support::{repository, tests_folder};

/// Number of sentences of a summary.
const N_SENTENCES: usize = 3;

#[test]
fn an_extract_is_no_worse_than_the_first_sentences_of_news_and_better_on_other_reports() {
    let document = std::fs::read_to_string(repository().join("docs/summaries.md")).unwrap();
    let reading = Reading::new(&config::read("").0);
    for (shape, name) in [("news", "News"), ("report", "Other reports")] {
        let samples: Vec<Sample> = samples().into_iter().filter(|s| s.shape == shape).collect();
        let extracted = Rouge::mean(&samples, |sample| extracted(&sample.text, &reading));
        let first = Rouge::mean(&samples, |sample| first_sentences(&sample.text));
        let row = format!(
            "| {name} | {} | {:.3} / {:.3} | {:.3} / {:.3} |",
            samples.len(),
            extracted.one,
            extracted.two,
            first.one,
            first.two
        );
        println!("{row}");
        assert!(document.contains(&row), "docs/summaries.md has other figures than\n{row}");
        let (gain_one, gain_two) = (extracted.one - first.one, extracted.two - first.two);
        let least = if shape == "news" { 0.0 } else { 0.05 };
        assert!(gain_one >= least && gain_two >= least, "{shape}: {gain_one:+} {gain_two:+}");
    }
}

#[test]
fn there_are_enough_texts_of_both_shapes() {
    let samples = samples();
    let count = |shape: &str| samples.iter().filter(|sample| sample.shape == shape).count();
    assert!(count("news") >= 22 && count("report") >= 20, "{} texts", samples.len());
    for Sample { name, highlights, text, .. } in &samples {
        let n_words = text.split_whitespace().count();
        assert!((150..=350).contains(&n_words), "{name} has {n_words} words");
        assert!((2..=4).contains(&highlights.len()), "{name}");
    }
}

#[test]
fn highlights_of_an_editor_are_supported_and_what_the_text_does_not_say_is_not() {
    let samples = samples();
    let (mut n_highlights, mut n_invented, mut n_invented_told) = (0, 0, 0);
    let (mut n_foreign, mut n_foreign_told) = (0, 0);
    for (sample, other) in samples.iter().zip(samples.iter().cycle().skip(5)) {
        let told = n_unsupported(&sample.text, &sample.highlights);
        assert_eq!(told, 0, "{}: a highlight is taken for unsupported", sample.name);
        n_highlights += sample.highlights.len();
        n_invented += sample.invented.len();
        n_invented_told += n_unsupported(&sample.text, &sample.invented);
        n_foreign += other.highlights.len();
        n_foreign_told += n_unsupported(&sample.text, &other.highlights);
    }
    println!(
        "told: 0 of {n_highlights} highlights, {n_invented_told} of {n_invented} invented \
         takeaways, {n_foreign_told} of {n_foreign} takeaways of another text"
    );
    assert!(n_invented_told * 100 >= n_invented * 80);
    assert!(n_foreign_told * 100 >= n_foreign * 80);
}

/// A text and what an editor makes of it.
struct Sample {
    name: String,
    shape: String,
    highlights: Vec<String>,
    invented: Vec<String>,
    text: String,
}

fn samples() -> Vec<Sample> {
    let folder = tests_folder().join("summaries");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = entries.collect();
    paths.sort();
    let sample = |path: &std::path::PathBuf| {
        let file = std::fs::read_to_string(path).unwrap();
        let (front, text) = file.strip_prefix("---\n").unwrap().split_once("---\n").unwrap();
        let (highlights, invented) = front.split_once("invented:").unwrap_or((front, ""));
        let items = |part: &str| {
            part.lines().filter_map(|line| line.strip_prefix("  - ")).map(str::to_owned).collect()
        };
        Sample {
            name: path.file_stem().unwrap().to_string_lossy().into_owned(),
            shape: front.lines().find_map(|l| l.strip_prefix("shape: ")).unwrap().to_owned(),
            highlights: items(highlights),
            invented: items(invented),
            text: text.to_owned(),
        }
    };
    paths.iter().map(sample).collect()
}

fn extracted(text: &str, reading: &Reading) -> String {
    let prose = read_prose(text, 0, reading);
    let chosen: Vec<&str> =
        extract(&prose, N_SENTENCES).into_iter().map(|span| prose.slice(span)).collect();
    chosen.join(" ")
}

fn first_sentences(text: &str) -> String {
    let all = text
        .lines()
        .flat_map(|line| sentences(line).into_iter().map(move |sentence| &line[sentence]));
    all.take(N_SENTENCES).collect::<Vec<_>>().join(" ")
}

/// How many of `takeaways` are told to be unsupported by `text`.
fn n_unsupported(text: &str, takeaways: &[String]) -> usize {
    let list: String = takeaways.iter().map(|takeaway| format!("- {takeaway}\n")).collect();
    let article = format!("{text}\n## Key takeaways\n\n{list}");
    let path = SourcePath::new("content/articles/2025-02-18-sample.md");
    let reading = Reading::new(&config::read("").0);
    let Parsed { diagnostics, .. } = parse(&Source::new(path, article.as_bytes()), &reading);
    diagnostics.iter().filter(|told| told.code == Code::UnsupportedTakeaway).count()
}

/// F1 of the words and of the pairs of words that two texts share.
#[derive(Clone, Copy, Default)]
struct Rouge {
    one: f64,
    two: f64,
}

impl Rouge {
    fn mean(samples: &[Sample], summary: impl Fn(&Sample) -> String) -> Self {
        let mut sum = Self::default();
        for sample in samples {
            let (summary, highlights) = (summary(sample), sample.highlights.join(" "));
            sum.one += f1(&summary, &highlights, 1);
            sum.two += f1(&summary, &highlights, 2);
        }
        let n = samples.len() as f64;
        Self { one: sum.one / n, two: sum.two / n }
    }
}

fn f1(summary: &str, reference: &str, n: usize) -> f64 {
    let (summary, reference) = (n_grams(summary, n), n_grams(reference, n));
    let count = |grams: &BTreeMap<Vec<String>, usize>| grams.values().sum::<usize>();
    let of = |gram: &Vec<String>| reference.get(gram).copied().unwrap_or(0);
    let shared: usize = summary.iter().map(|(gram, n)| of(gram).min(*n)).sum();
    2.0 * shared as f64 / (count(&summary) + count(&reference)).max(1) as f64
}

fn n_grams(text: &str, n: usize) -> BTreeMap<Vec<String>, usize> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    let mut grams = BTreeMap::new();
    for gram in words.windows(n) {
        *grams.entry(gram.to_vec()).or_insert(0) += 1;
    }
    grams
}
