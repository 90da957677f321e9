//! Measures how well names in annotated texts are told apart.
//!
//! ```text
//! cargo run --release --example evaluate -- ARTICLES.jsonl ACTORS.json [--names-only] [--json]
//! cargo run --release --example evaluate -- ARTICLES.jsonl --candidates [--json]
//! ```
//!
//! Comes in: a text a line, as JSON (`id`, `title`, `text`, `judged: [start, end]`, `mentions` with `start`,
//! `end`, `surface`, `type` and `actor`; places count code points), and a list of actors (`id`, `name`, `kind`,
//! `aliases`). Goes out: precision, recall and F1 of mentions, and the most frequent errors. The registry and the
//! matcher are the product's own; `--names-only` gives it the one name of each actor. A mention is right
//! when its start, its end and its actor are right; what lies outside `judged` does not count, nor does what
//! is annotated as `other`. With `--candidates` the registry is empty, and what is measured are the names that
//! `actors suggest` finds: their spans, and what they are taken for.

#![expect(clippy::disallowed_methods, reason = "an example reads the files that it is given")]
#![expect(clippy::print_stdout, reason = "an example prints what it found")]
#![expect(unreachable_pub, reason = "the modules of an example have no other user")]

mod candidate;
mod gold;
mod mention;
mod score;

use std::process::ExitCode;

use anyhow::{Result, bail};
use serde::Serialize;

/// How many kinds of errors are shown.
const N_ERRORS: usize = 20;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<()> {
    let (mut paths, mut options) = (Vec::new(), Vec::new());
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--names-only" | "--json" | "--all-errors" | "--candidates" => options.push(argument),
            _ if argument.starts_with("--") => bail!("no such option: `{argument}`"),
            _ => paths.push(argument),
        }
    }
    let is_on = |option: &str| options.iter().any(|on| on == option);
    let most = if is_on("--all-errors") { usize::MAX } else { N_ERRORS };
    match paths.as_slice() {
        [articles] if is_on("--candidates") => {
            let score = candidate::measure(&gold::read(articles)?, most)?;
            if is_on("--json") {
                return print_as_json(&score);
            }
            score.print();
        }
        [articles, actors] if !is_on("--candidates") => {
            let mut actors = mention::read_actors(actors)?;
            if is_on("--names-only") {
                actors.iter_mut().for_each(|actor| actor.aliases.clear());
            }
            let score = mention::measure(&gold::read(articles)?, &actors, most)?;
            if is_on("--json") {
                return print_as_json(&score);
            }
            score.print();
            score.print_errors();
        }
        _ => bail!("wanted: ARTICLES.jsonl ACTORS.json, or ARTICLES.jsonl --candidates"),
    }
    Ok(())
}

fn print_as_json(score: &impl Serialize) -> Result<()> {
    println!("{}", serde_json::to_string(score)?);
    Ok(())
}
