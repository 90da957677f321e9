//! Text that was wrapped by hand or by a mail program: a paragraph of several short lines.
//!
//! Comes in: lines. Goes out: lines of which each is a whole paragraph, heading or item. Always holds:
//! text whose lines are paragraphs already is left as it is; tables are left alone.

use std::collections::HashSet;

use super::bullet::Marker;
use super::characters::SourceLine;
use crate::article::line::{ends_sentence, is_heading, is_row};

/// Longest line of text that was wrapped.
const LONGEST: usize = 100;

/// Joins lines that belong together. Returns also the number of the first line that took another one in.
pub(super) fn joined(lines: Vec<SourceLine>) -> (Vec<SourceLine>, Option<u32>) {
    let Some(width) = width(&lines) else {
        return (lines, None);
    };
    let mut joined: Vec<SourceLine> = Vec::with_capacity(lines.len());
    let mut first = None;
    let words = words(&lines);
    for (line_idx, line) in lines.iter().enumerate() {
        match joined.last_mut() {
            Some(last) if continues(last, &lines[line_idx - 1], line, width) => {
                if !last.text.ends_with('-') {
                    last.text.push(' ');
                } else if is_cut_word(&last.text, &line.text, &words) {
                    last.text.pop();
                }
                last.text.push_str(&line.text);
                first.get_or_insert(last.number);
            }
            _ => {
                joined.push(line.clone());
            }
        }
    }
    (joined, first)
}

/// The width to which a text was wrapped; none when its lines are whole paragraphs. Most lines that
/// have one below them are then nearly full, and end inside a sentence.
fn width(lines: &[SourceLine]) -> Option<usize> {
    let is_text =
        |line: &SourceLine| !line.is_blank() && !line.text.contains('\t') && !is_row(&line.text);
    let length = |line: &SourceLine| line.indent + line.text.chars().count();
    let widest = lines.iter().filter(|line| is_text(line)).map(length).max()?;
    if widest > LONGEST {
        return None;
    }
    let pairs = lines.windows(2).filter(|pair| {
        is_text(&pair[0]) && is_text(&pair[1]) && Marker::of(&pair[1].text).is_none()
    });
    let (mut n_pairs, mut n_open) = (0, 0);
    for pair in pairs {
        n_pairs += 1;
        let is_full = length(&pair[0]) * 10 >= widest * 6;
        n_open += usize::from(is_full && !ends_sentence(&pair[0].text));
    }
    (n_pairs >= 2 && n_open * 2 >= n_pairs).then_some(widest)
}

/// True when `line` goes on with what `last`, whose last source line is `before`, has begun.
fn continues(last: &SourceLine, before: &SourceLine, line: &SourceLine, width: usize) -> bool {
    if before.is_blank() || line.is_blank() || line.text.contains('\t') || is_row(&line.text) {
        return false;
    }
    let marker = Marker::of(&line.text);
    if marker.is_some_and(|(marker, _)| marker.is_certain() || last.text.ends_with(':'))
        || is_rule(&line.text)
    {
        return false;
    }
    let n_before = before.indent + before.text.chars().count();
    let first_word = line.text.split(' ').next().unwrap_or_default().chars().count();
    // A line that had room for the next word was ended on purpose.
    let had_room = n_before + 1 + first_word + 4 < width;
    if had_room && ends_sentence(&before.text) {
        return Marker::of(&last.text).is_some() && line.indent > last.indent;
    }
    let is_title = last.number == before.number
        && had_room
        && is_heading(&last.text)
        && n_before * 10 < width * 7
        && !line.text.starts_with(char::is_lowercase)
        && Marker::of(&last.text).is_none();
    !is_title
}

/// True when a word was cut by the hyphen at the end of `text`: the whole word stands elsewhere in the
/// text, as it does not for `well-known`.
fn is_cut_word(text: &str, next: &str, words: &HashSet<String>) -> bool {
    let start = text.trim_end_matches('-').rsplit(is_edge).next().unwrap_or_default();
    let end = next.split(is_edge).next().unwrap_or_default();
    !start.is_empty() && words.contains(&format!("{start}{end}").to_lowercase())
}

/// All words of a text, in lower case.
fn words(lines: &[SourceLine]) -> HashSet<String> {
    lines.iter().flat_map(|line| line.text.split(is_edge)).map(str::to_lowercase).collect()
}

fn is_edge(c: char) -> bool {
    !c.is_alphanumeric()
}

/// A line of signs alone.
pub(super) fn is_rule(text: &str) -> bool {
    text.chars().count() >= 3
        && text.chars().all(|c| matches!(c, '-' | '=' | '_' | '*' | '~' | '–' | '—' | '─' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let lines = super::super::characters::lines(text, &mut Vec::new());
        let (joined, _) = joined(lines);
        let seen: Vec<&str> =
            joined.iter().map(|line| line.text.as_str()).filter(|line| !line.is_empty()).collect();
        assert_eq!(seen, expected, "{text}");
    }

    #[test]
    fn wrapped_lines_are_joined_and_headings_and_items_stay_apart() {
        check(
            "The talks\n\nThe delegations met for the whole\nof the day in a palace outside the\ncity, and the talks were to go on\nfor another day at least.\n",
            &[
                "The talks",
                "The delegations met for the whole of the day in a palace outside the city, and the talks were to go on for another day at least.",
            ],
        );
        check(
            "What comes next\nThe delegations met for the whole of\nthe day in a palace outside of the old\ncity.\n- One that is long enough to be put\n  into two lines.\n- Two.\n",
            &[
                "What comes next",
                "The delegations met for the whole of the day in a palace outside of the old city.",
                "- One that is long enough to be put into two lines.",
                "- Two.",
            ],
        );
        check(
            "Ministers of the old and well-\nknown ministries and the govern-\nment met for a whole day in spring.\n\nThe government will go on with it.\n",
            &[
                "Ministers of the old and well-known ministries and the government met for a whole day in spring.",
                "The government will go on with it.",
            ],
        );
    }

    #[test]
    fn lines_that_are_paragraphs_stay_apart() {
        let text = "One sentence that is whole.\nAnother one.\nA third, of some length.\nA fourth.";
        check(text, &text.split('\n').collect::<Vec<_>>());
    }
}
