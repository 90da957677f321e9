//! Dates as they occur in the wild.
//!
//! Comes in: one date as somebody wrote it: `2017-03-08 2:05:17 -0400`, `March 8, 2017`, `8. März 2017`. Goes
//! out: `When`, or why there is none. Always holds: nothing is guessed. A date of two readings is refused with
//! both, and a word that is not understood makes the date unreadable.

mod name;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};

use crate::date::{Day, When};

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateProblem {
    /// It names no day that is in the calendar.
    Unreadable,
    /// It names one day where the month comes first, and another where the day comes first.
    TwoReadings(Day, Day),
}

impl DateProblem {
    /// What is wrong with the date `text`, in words for the writer.
    pub fn message(self, text: &str) -> String {
        match self {
            Self::Unreadable => format!("not a date: `{text}`"),
            Self::TwoReadings(first, second) => {
                let (first, second) = (first.label("en"), second.label("en"));
                format!("`{text}` may be {first} or {second}")
            }
        }
    }

    /// What to do about it.
    pub fn hint(self) -> String {
        match self {
            Self::Unreadable => {
                "write it as `2025-02-18` or `2025-02-18T09:00:00+03:00`".to_owned()
            }
            Self::TwoReadings(first, second) => {
                format!("write `{}` or `{}`", first.iso(), second.iso())
            }
        }
    }
}

/// Reads a date.
pub fn read(text: &str) -> Result<When, DateProblem> {
    let text = text.trim().trim_matches(['"', '\'']);
    if text.len() > MAX_BYTES {
        return Err(DateProblem::Unreadable);
    }
    if let Some(when) = When::parse(text).or_else(|| of_digits(text)) {
        return Ok(when);
    }
    let mut tokens = tokens(text);
    let clock = take_clock(&mut tokens)?;
    let date = day_of(&tokens)?;
    Ok(match clock {
        Some((time, offset)) => When::at(date.to_datetime(time), offset),
        None => When::day(date.into()),
    })
}

/// No date is written in more bytes.
const MAX_BYTES: usize = 80;

/// A run of digits alone: `20170308020517`, or seconds or milliseconds since 1970.
fn of_digits(text: &str) -> Option<When> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    match text.len() {
        9 | 10 => of_timestamp(Timestamp::from_second(number).ok()?),
        13 => of_timestamp(Timestamp::from_millisecond(number).ok()?),
        12 | 14 => {
            let part = |at: usize| text.get(at..at + 2).map_or(Ok(0), str::parse::<i8>).ok();
            let date = Date::new(text[..4].parse().ok()?, part(4)?, part(6)?).ok()?;
            let time = Time::new(part(8)?, part(10)?, part(12)?, 0).ok()?;
            Some(When::at(date.to_datetime(time), None))
        }
        _ => None,
    }
}

fn of_timestamp(timestamp: Timestamp) -> Option<When> {
    let local = TimeZone::UTC.to_datetime(timestamp);
    (local.year() >= 0).then(|| When::at(local, Some(Offset::UTC)))
}

/// A piece of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// Digits, as written.
    Number(String),
    /// Letters, in lower case, without a stop behind them.
    Word(String),
    /// Any other sign but white space and commas.
    Sign(char),
}

impl Token {
    fn number(&self) -> Option<i16> {
        match self {
            Self::Number(digits) => digits.parse().ok(),
            Self::Word(_) | Self::Sign(_) => None,
        }
    }

    fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            Self::Number(_) | Self::Sign(_) => None,
        }
    }
}

fn tokens(text: &str) -> Vec<Token> {
    // `p.m.` is one word.
    let lower = text.to_lowercase().replace("a.m.", "am").replace("p.m.", "pm");
    let mut tokens = Vec::new();
    let mut rest = lower.as_str();
    while let Some(first) = rest.chars().next() {
        let is_same = |c: char| match first {
            _ if first.is_ascii_digit() => c.is_ascii_digit(),
            _ if first.is_alphabetic() => c.is_alphabetic(),
            _ => false,
        };
        let end = rest.find(|c| !is_same(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let (run, behind) = rest.split_at(end);
        rest = behind;
        if first.is_ascii_digit() {
            tokens.push(Token::Number(run.to_owned()));
        } else if first.is_alphabetic() {
            tokens.push(Token::Word(run.to_owned()));
            rest = behind.strip_prefix('.').unwrap_or(behind);
        } else if !first.is_whitespace() && !",()º°".contains(first) {
            tokens.push(Token::Sign(first));
        }
    }
    tokens
}

type Clock = (Time, Option<Offset>);

/// Takes the time of day and the zone out of a date: `2:05:17 -0400`, `3 pm`, `14h30`, `14:30 Uhr`.
fn take_clock(tokens: &mut Vec<Token>) -> Result<Option<Clock>, DateProblem> {
    let Some((start, mut end, time)) = time_of_day(tokens)? else {
        // A zone says nothing about a whole day.
        if tokens.last().and_then(Token::word).and_then(name::zone).is_some() {
            tokens.pop();
        }
        return Ok(None);
    };
    let mut offset = None;
    while let Some((minutes, n_tokens)) = zone_at(&tokens[end..]) {
        offset = Offset::from_seconds(minutes * 60).ok();
        if offset.is_none() {
            return Err(DateProblem::Unreadable);
        }
        end += n_tokens;
    }
    // A `t` stands between day and time.
    let is_t = |token: &Token| token.word() == Some("t");
    let start = if tokens[..start].last().is_some_and(is_t) { start - 1 } else { start };
    tokens.drain(start..end);
    Ok(Some((time, offset)))
}

/// The first time of day: its first token, the token behind it, and the time.
fn time_of_day(tokens: &[Token]) -> Result<Option<(usize, usize, Time)>, DateProblem> {
    let is_colon = |at: usize| matches!(tokens.get(at), Some(Token::Sign(':')));
    let is_dot = |at: usize| matches!(tokens.get(at), Some(Token::Sign('.')));
    let word = |at: usize| tokens.get(at).and_then(Token::word);
    let small = |at: usize| tokens.get(at).and_then(Token::number).filter(|number| *number < 100);
    let half_day = |at: usize| word(at).filter(|word| matches!(*word, "am" | "pm"));
    for start in 0..tokens.len() {
        let Some(mut hour) = small(start) else { continue };
        let (mut minute, mut second) = (0, 0);
        let mut end = start + 1;
        let has_minutes = is_colon(end) || word(end) == Some("h");
        if has_minutes && small(end + 1).is_some() {
            minute = small(end + 1).unwrap_or_default();
            end += 2;
            if is_colon(end) && small(end + 1).is_some() {
                second = small(end + 1).unwrap_or_default();
                end += 2;
                // Parts of a second are left out.
                if is_dot(end) && matches!(tokens.get(end + 1), Some(Token::Number(_))) {
                    end += 2;
                }
            }
        } else if half_day(end).is_none() {
            continue;
        }
        if let Some(half) = half_day(end) {
            if !(1..=12).contains(&hour) {
                return Err(DateProblem::Unreadable);
            }
            hour = hour % 12 + if half == "pm" { 12 } else { 0 };
            end += 1;
        }
        if word(end) == Some("uhr") {
            end += 1;
        }
        let time = Time::new(hour as i8, minute as i8, second as i8, 0);
        return time.map_or(Err(DateProblem::Unreadable), |time| Ok(Some((start, end, time))));
    }
    Ok(None)
}

/// A zone at the beginning of some tokens: minutes east of Greenwich, and how many tokens it takes.
fn zone_at(tokens: &[Token]) -> Option<(i32, usize)> {
    let sign = match tokens.first()? {
        Token::Word(word) => return Some((name::zone(word)?, 1)),
        Token::Sign('+') => 1,
        Token::Sign('-' | '−') => -1,
        Token::Sign(_) | Token::Number(_) => return None,
    };
    let Token::Number(digits) = tokens.get(1)? else { return None };
    let number: i32 = digits.parse().ok()?;
    match (digits.len(), tokens.get(2), tokens.get(3).and_then(Token::number)) {
        (4, ..) => Some((sign * (number / 100 * 60 + number % 100), 2)),
        (1 | 2, Some(Token::Sign(':')), Some(minutes)) => {
            Some((sign * (number * 60 + i32::from(minutes)), 4))
        }
        (1 | 2, ..) => Some((sign * number * 60, 2)),
        _ => None,
    }
}

/// The day that the tokens without a time of day name.
fn day_of(tokens: &[Token]) -> Result<Date, DateProblem> {
    let mut month = None;
    let mut numbers = Vec::new();
    let mut has_dots = false;
    for token in tokens {
        match token {
            Token::Number(digits) => numbers.push(digits.as_str()),
            Token::Sign('.') => has_dots = true,
            Token::Sign('/' | '-' | '–') => {}
            Token::Sign(_) => return Err(DateProblem::Unreadable),
            Token::Word(word) => match name::month(word) {
                Some(_) if month.is_some() => return Err(DateProblem::Unreadable),
                Some(named) => month = Some(named),
                None if name::is_filler(word) => {}
                None => return Err(DateProblem::Unreadable),
            },
        }
    }
    let valid = |year: &str, month: i8, day: &str| {
        Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
    };
    let date = match (month, numbers.as_slice()) {
        (Some(month), [a, b]) if a.len() == 4 && b.len() <= 2 => valid(a, month, b),
        (Some(month), [a, b]) if b.len() == 4 && a.len() <= 2 => valid(b, month, a),
        (None, [year, month, day]) if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            month.parse().ok().and_then(|month| valid(year, month, day))
        }
        (None, [a, b, year]) if year.len() == 4 && a.len() <= 2 && b.len() <= 2 => {
            let month_first = a.parse().ok().and_then(|month| valid(year, month, b));
            let day_first = b.parse().ok().and_then(|month| valid(year, month, a));
            match (month_first, day_first) {
                // With stops between the numbers the day comes first wherever such dates are written.
                (_, Some(date)) if has_dots => Some(date),
                (Some(first), Some(second)) if first != second => {
                    return Err(DateProblem::TwoReadings(first.into(), second.into()));
                }
                (first, second) => first.or(second),
            }
        }
        _ => None,
    };
    date.ok_or(DateProblem::Unreadable)
}
