//! What a larger registry costs: the same articles, linked with 500 actors and with 10,000.
//!
//! ```text
//! cargo bench --bench names
//! ```

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock")]

#[expect(dead_code, reason = "`generate` uses the rest")]
mod random;
#[expect(dead_code, reason = "`generate` uses the other lists")]
mod words;

use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use random::Random;
use rapporteur::actor::{Registry, link};
use rapporteur::article::{Article, Reading, read_plain};
use rapporteur::config;
use rapporteur::path::SourcePath;
use rapporteur::source::Source;

const N_ARTICLES: usize = 2_000;
const N_SENTENCES: usize = 25;
const N_ALIASES: usize = 4;
const SMALL: usize = 500;
const LARGE: usize = 10_000;
const N_ROUNDS: usize = 7;

fn main() {
    let names = names(LARGE);
    let articles: Vec<Article> =
        (0..N_ARTICLES).map(|seed| article(&names[..SMALL], seed)).collect();
    let small = registry(&names[..SMALL]);
    let large = registry(&names);
    let n_small: usize = articles.iter().map(|article| link(article, &small).mentions.len()).sum();
    let n_large: usize = articles.iter().map(|article| link(article, &large).mentions.len()).sum();
    println!(
        "{n_small} mentions with {SMALL} actors, {n_large} with {LARGE} and {} aliases",
        LARGE * N_ALIASES
    );
    // Rounds in turn, so that a busy machine slows both.
    let mut times = [Duration::MAX; 2];
    for _ in 0..N_ROUNDS {
        for (time, registry) in times.iter_mut().zip([&small, &large]) {
            let start = Instant::now();
            for article in &articles {
                black_box(link(article, registry));
            }
            *time = (*time).min(start.elapsed());
        }
    }
    let [small, large] = times.map(|time| time.as_secs_f64() * 1e6 / N_ARTICLES as f64);
    println!(
        "{small:.1} µs an article with {SMALL} actors, {large:.1} µs with {LARGE}: {:.2} x",
        large / small
    );
}

/// Full names, none twice.
fn names(n: usize) -> Vec<String> {
    let mut names = Vec::with_capacity(n);
    for tail in words::SURNAME_TAILS {
        for head in words::SURNAME_HEADS {
            for first in words::FIRST_NAMES {
                names.push(format!("{first} {head}{tail}"));
            }
        }
    }
    // Spread over the whole set, so that the small registry is like the large one.
    let mut random = Random::new(1);
    for idx in (1..names.len()).rev() {
        names.swap(idx, random.below(idx + 1));
    }
    names.truncate(n);
    names
}

fn registry(names: &[String]) -> Registry {
    let settings = config::read("").0;
    let chunks = names.chunks(500).zip(0..).map(|(names, idx)| {
        let mut yaml = String::new();
        for name in names {
            let slug = name.to_lowercase().replace(' ', "-");
            let alias = |n: usize| format!("{name} {}", words::REGIONS[n]);
            let aliases: Vec<String> = (0..N_ALIASES).map(alias).collect();
            writeln!(
                yaml,
                "- {{name: {name}, slug: {slug}, kind: person, aliases: [{}]}}",
                aliases.join(", ")
            )
            .expect("a string takes all");
        }
        Source::new(SourcePath::new(&format!("content/actors/{idx}.yaml")), yaml.as_bytes())
    });
    let files: Vec<Source> = chunks.collect();
    Registry::read(&settings, files.iter(), &Reading::new(&settings)).0
}

fn article(names: &[String], seed: usize) -> Article {
    let mut random = Random::new(seed);
    let mut text = String::from("A report\n\n");
    for _ in 0..N_SENTENCES {
        let name = &names[random.below(names.len())];
        let surname = name.rsplit(' ').next().unwrap_or(name);
        let subject = random.one(words::SUBJECTS).to_lowercase();
        let body = random.one(words::BODIES).to_lowercase();
        write!(text, "{name} told the {body} on Tuesday that the talks about {subject} would go on for weeks. ")
            .expect("a string takes all");
        writeln!(
            text,
            "Asked about {subject}, {surname} said that nothing had been agreed so far.\n"
        )
        .expect("a string takes all");
    }
    read_plain(&SourcePath::new("content/articles/a.md"), "A report", &text)
}
