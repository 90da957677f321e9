//! Dates as they occur in the wild.
//!
//! Comes in: the text of a date. Goes out: the day or time that it means, or why it means none.

use crate::date::{Day, When};

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateProblem {
    /// It is not a date.
    Unreadable,
    /// Day and month may be the one or the other.
    TwoReadings(Day, Day),
}

/// Reads a date.
///
/// # Errors
/// When it is no date, or may be two.
pub fn read(text: &str) -> Result<When, DateProblem> {
    When::parse(text).ok_or(DateProblem::Unreadable)
}
