//! Text in capitals, in which letter case tells nothing.
//!
//! Comes in: a text. Goes out: the headlines and lines in capitals, and the datelines (`MOSCOW, Feb. 18 —`).
//! Always holds: a single word in capitals inside a sentence is none; it may be an acronym.

use std::ops::Range;

/// The parts of a text that are in capitals, in order: whole lines, and the beginnings of lines.
pub(super) fn in_capitals(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.trim_end().len();
        start += line.len();
        let line = &text[range.clone()];
        if !line.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric()) {
            continue;
        }
        if is_headline(line) {
            found.push(range);
        } else if let Some(end) = dateline_end(line) {
            found.push(range.start..range.start + end);
        }
    }
    found
}

/// True for a line of two words or more without a small letter.
fn is_headline(line: &str) -> bool {
    let n_words =
        line.split_whitespace().filter(|word| word.chars().any(char::is_uppercase)).count();
    n_words >= 2 && !line.chars().any(char::is_lowercase)
}

/// Where the place of a dateline ends: `NEW YORK (AP) —`, `LONDON, Feb. 18`, `PARIS 18 February`.
fn dateline_end(line: &str) -> Option<usize> {
    const MAX_WORDS: usize = 4;
    let mut end = 0;
    for word in line.split_inclusive(' ').take(MAX_WORDS) {
        let bare = word.trim_end_matches([' ', ',', ':']);
        let is_capitals = bare.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '\''))
            && bare.chars().filter(|c| c.is_uppercase()).count() > 1;
        if !is_capitals {
            break;
        }
        end += word.len();
        if bare.len() + 1 < word.len() {
            break;
        }
    }
    let place = line[..end].trim_end();
    let rest = line[end..].trim_start();
    let is_date = || {
        let word = rest.split(' ').next().unwrap_or_default().trim_end_matches(['.', ',']);
        word.starts_with(|c: char| c.is_ascii_digit())
            || ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
                .iter()
                .any(|month| word.starts_with(month))
    };
    let ends =
        rest.starts_with(['(', '—', '–']) || rest.starts_with("- ") || rest.starts_with("-- ");
    (!place.is_empty() && (ends || is_date())).then_some(place.trim_end_matches([',', ':']).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_datelines_in_capitals_are_found() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> =
                in_capitals(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("LENIA SIGNS TREATY", &["LENIA SIGNS TREATY"]);
        check("LENIA 2, TARN 1\nLenia won.", &["LENIA 2, TARN 1"]);
        check("TARN — The envoys met.", &["TARN"]);
        check("NEW TARN, Feb. 18 (Reuters) - The envoys met.", &["NEW TARN"]);
        check("TARN 18 February", &["TARN"]);
        check("NATO said so.", &[]);
        check("The US and NATO met.", &[]);
        check("IAEA", &[]);
        check("", &[]);
    }
}
