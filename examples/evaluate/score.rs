//! What was right, wrong and missed.
//!
//! Comes in: counts and errors, one by one. Goes out: precision, recall, F1 and the most frequent errors.

use std::collections::BTreeMap;

use serde::Serialize;

#[derive(Default, Serialize)]
pub struct Score {
    pub right: usize,
    pub found: usize,
    pub wanted: usize,
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    pub wrong: Vec<Error>,
    pub missed: Vec<Error>,
}

/// A kind of error and how often it occurs.
#[derive(Serialize)]
pub struct Error {
    pub count: usize,
    pub surface: String,
    /// What the surface was taken for, or should have been: an actor, or a kind.
    pub meaning: String,
    /// Where it occurs first: id of the text and what stands around.
    pub sample: String,
}

/// Errors while they are counted: by surface and meaning, how many and the first sample.
#[derive(Default)]
pub struct Errors(BTreeMap<(String, String), (usize, String)>);

impl Errors {
    pub fn note(&mut self, surface: String, meaning: String, sample: String) {
        self.0.entry((surface, meaning)).or_insert((0, sample)).0 += 1;
    }

    /// The most frequent ones, at most so many.
    pub fn most_frequent(self, most: usize) -> Vec<Error> {
        let counted = self.0.into_iter();
        let mut errors: Vec<Error> = counted
            .map(|((surface, meaning), (count, sample))| Error { count, surface, meaning, sample })
            .collect();
        errors.sort_by_key(|error| std::cmp::Reverse(error.count));
        errors.truncate(most);
        errors
    }
}

impl Score {
    /// The same with what follows from the counts.
    pub fn finished(self, wrong: Vec<Error>, missed: Vec<Error>) -> Self {
        let Self { right, found, wanted, .. } = self;
        Self {
            precision: share(right, found),
            recall: share(right, wanted),
            f1: share(2 * right, found + wanted),
            wrong,
            missed,
            ..self
        }
    }

    pub fn print(&self) {
        let Self { right, found, wanted, precision, recall, f1, .. } = self;
        println!("mentions   {wanted} wanted, {found} found, {right} right");
        println!("precision  {precision:.3}\nrecall     {recall:.3}\nF1         {f1:.3}");
    }

    pub fn print_errors(&self) {
        for (title, errors) in [("wrong", &self.wrong), ("missed", &self.missed)] {
            println!("\n{title}:");
            for Error { count, surface, meaning, sample } in errors {
                println!("{count:4} `{surface}` as `{meaning}`\n       {sample}");
            }
        }
    }
}

pub fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
