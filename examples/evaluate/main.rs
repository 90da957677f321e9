//! Measures how well names in annotated texts are told apart.
//!
//! ```text
//! cargo run --release --example evaluate -- ARTICLES.jsonl ACTORS.json [--names-only] [--json]
//! cargo run --release --example evaluate -- ARTICLES.jsonl --candidates [--json]
//! cargo run --release --example evaluate -- FOLDER [--names-only | --candidates] [--json]
//! ```
//!
//! Comes in: a text a line, as JSON (`id`, `title`, `text`, `judged: [start, end]`, `mentions` with `start`,
//! `end`, `surface`, `type` and `actor`; places count code points), and a list of actors (`id`, `name`, `kind`,
//! `aliases`). Goes out: precision, recall and F1 of mentions, and the most frequent errors. The registry and the
//! matcher are the product's own; `--names-only` gives it the one name of each actor. A mention is right
//! when its start, its end and its actor are right; what lies outside `judged` does not count, nor does what
//! is annotated as `other`. With `--candidates` the registry is empty, and what is measured are the names that
//! `actors suggest` finds: their spans, and what they are taken for. A folder has marked texts and their actors,
//! as `tests/names/news/` has them (see `marked`).

#![expect(clippy::disallowed_methods, reason = "an example reads the files that it is given")]
#![expect(clippy::print_stdout, reason = "an example prints what it found")]
#![expect(unreachable_pub, reason = "the modules of an example have no other user")]

mod candidate;
mod gold;
mod marked;
mod mention;
mod score;

use std::path::PathBuf;
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
            _ => paths.push(PathBuf::from(argument)),
        }
    }
    let is_on = |option: &str| options.iter().any(|on| on == option);
    let most = if is_on("--all-errors") { usize::MAX } else { N_ERRORS };
    let (texts, actors) = match paths.as_slice() {
        [folder] if folder.is_dir() => marked::read(folder)?,
        [articles] if is_on("--candidates") => (gold::read(articles)?, Vec::new()),
        [articles, actors] if !is_on("--candidates") => {
            (gold::read(articles)?, mention::read_actors(actors)?)
        }
        _ => bail!("wanted: ARTICLES.jsonl ACTORS.json, ARTICLES.jsonl --candidates, or a folder"),
    };
    if is_on("--candidates") {
        let score = candidate::measure(&texts, most)?;
        if is_on("--json") {
            return print_as_json(&score);
        }
        score.print();
        return Ok(());
    }
    let actors = if is_on("--names-only") { mention::names_only(actors) } else { actors };
    let score = mention::measure(&texts, &actors, most)?;
    if is_on("--json") {
        return print_as_json(&score);
    }
    score.print();
    score.print_errors();
    Ok(())
}

fn print_as_json(score: &impl Serialize) -> Result<()> {
    println!("{}", serde_json::to_string(score)?);
    Ok(())
}
