//! What the reader of a file with actors found.
//!
//! Comes in: records and relations, line by line. Goes out: `Batch`. Always holds: nothing of the file is lost
//! without a trace: it is a record, a tie, or counted with the reason why it is neither.

use std::collections::BTreeMap;

use super::Record;
use crate::date::PartialDate;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::path::SourcePath;

/// What the reader of a file with actors found.
#[derive(Debug, Default)]
pub struct Batch {
    /// Actors, in the order of the file.
    pub incoming: Vec<Incoming>,
    /// Relations between them, by the ids of the file.
    pub ties: Vec<Tie>,
    /// Entities that are no actors, by reason: how many, and the line of the first.
    pub left_out: BTreeMap<String, (usize, u64)>,
    /// Properties that the registry has no key for, and how often they had a value.
    pub unmapped: BTreeMap<String, usize>,
    /// Lines that could not be read.
    pub diagnostics: Vec<Diagnostic>,
    /// Number of bad lines beyond those with a diagnostic.
    pub n_more_bad: usize,
}

/// An actor of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// The line, from 1.
    pub line: u64,
    /// Its id in the file; empty where there is none.
    pub id: String,
    /// The actor.
    pub record: Record,
}

/// A relation of two entities, by their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The line, from 1.
    pub line: u64,
    /// Who holds the office, or belongs.
    pub from: String,
    /// What the office is of, or what is belonged to.
    pub to: Option<String>,
    /// What it is.
    pub kind: TieKind,
}

/// What a relation is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TieKind {
    /// An office.
    Role {
        /// `Secretary of State`.
        title: String,
        /// First day.
        from: Option<PartialDate>,
        /// Last day.
        to: Option<PartialDate>,
    },
    /// Membership without an office.
    Member,
}

impl Batch {
    /// Counts something that is no actor.
    pub fn leave_out(&mut self, reason: impl Into<String>, line: u64) {
        self.left_out.entry(reason.into()).or_insert((0, line)).0 += 1;
    }

    /// Tells of a line that cannot be read. After the first hundred they are only counted: a file of
    /// another kind has no good line.
    pub fn bad(&mut self, bad: BadLine<'_>) {
        if self.diagnostics.len() >= MAX_BAD {
            self.n_more_bad += 1;
            return;
        }
        let BadLine { path, line, text, message, hint } = bad;
        let mut place = Place::line(path, text, 1);
        place.line = u32::try_from(line).unwrap_or(u32::MAX);
        let diagnostic = Diagnostic::new(Code::BadRecord, place, message);
        self.diagnostics.push(diagnostic.hint(hint));
    }
}

/// A line that cannot be read.
#[derive(Debug)]
pub struct BadLine<'a> {
    /// The file.
    pub path: &'a SourcePath,
    /// The line, from 1.
    pub line: u64,
    /// Its text.
    pub text: &'a str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

const MAX_BAD: usize = 100;
