//! Text pasted from a web page: every line a paragraph, a heading, a list item or a table row.
//!
//! Comes in: a body without front matter. Goes out: Markdown with the empty lines and heading marks
//! that the pasted text lacks, and which source line each of its lines came from. Always holds: no
//! line of text is lost but the known residue of web pages (`Leave a Reply`) at the very end, which
//! is reported; text that may be hand-wrapped Markdown is left as it is.

use super::line::{Line, ends_sentence};
use super::residue::{self, Position};

/// A body made readable.
pub(super) struct Unpasted {
    /// The Markdown.
    pub text: String,
    /// For each line of `text`, the line of the body that it came from, from 0.
    pub lines: Vec<u32>,
    /// Number of lines that became headings.
    pub n_headings: usize,
    /// Lines (from 0) that were left out as residue of a web page, with their text.
    pub residue: Vec<(u32, String)>,
}

/// Makes Markdown of pasted text. None when the body does not look pasted.
pub(super) fn unpaste(body: &str) -> Option<Unpasted> {
    let lines: Vec<&str> = body.lines().collect();
    if !looks_pasted(&lines) {
        return None;
    }
    let mut end = lines.len();
    let mut residue = Vec::new();
    while end > 0 && (lines[end - 1].trim().is_empty() || is_residue(lines[end - 1])) {
        end -= 1;
        if !lines[end].trim().is_empty() {
            residue.push((number(end), lines[end].trim().to_owned()));
        }
    }
    residue.reverse();

    let mut unpasted = Unpasted { text: String::new(), lines: Vec::new(), n_headings: 0, residue };
    let mut last = Line::Empty;
    for (line_idx, text) in lines[..end].iter().enumerate() {
        let next = lines.get(line_idx + 1).copied().unwrap_or_default();
        let line = Line::of(text, next);
        // Rows of one table and items of one list stay together; all else is set apart.
        let continues = line == last && matches!(line, Line::Item | Line::Row);
        if line != Line::Empty && last != Line::Empty && !continues {
            unpasted.push("", line_idx);
        }
        if line == Line::Heading && line_idx > 0 {
            unpasted.push(&format!("## {}", text.trim()), line_idx);
            unpasted.n_headings += 1;
        } else if line == Line::Heading {
            unpasted.push(&format!("# {}", text.trim()), line_idx);
        } else {
            unpasted.push(text, line_idx);
        }
        last = line;
    }
    Some(unpasted)
}

impl Unpasted {
    fn push(&mut self, line: &str, line_idx: usize) {
        self.text.push_str(line);
        self.text.push('\n');
        self.lines.push(number(line_idx));
    }
}

/// Pasted text has long lines that end where a sentence ends, follow each other without an empty
/// line, and no mark of Markdown; hand-wrapped Markdown has lines that end anywhere.
fn looks_pasted(lines: &[&str]) -> bool {
    let is_markdown = |line: &str| {
        let line = line.trim_start();
        line.starts_with('#')
            || line.starts_with('>')
            || line.starts_with("```")
            || line.starts_with("[^")
            || (line.len() >= 3 && line.bytes().all(|b| b == b'=' || b == b'-') && !line.is_empty())
    };
    if lines.iter().any(|line| is_markdown(line)) {
        return false;
    }
    let (mut n_joined, mut n_whole, mut has_long) = (0, 0, false);
    for pair in lines.windows(2) {
        if pair[0].trim().is_empty() || pair[1].trim().is_empty() {
            continue;
        }
        if !matches!(Line::of(pair[0], pair[1]), Line::Text | Line::Heading) {
            continue;
        }
        n_joined += 1;
        has_long |= pair[0].chars().count() > 120;
        let is_whole = ends_sentence(pair[0]) || Line::of(pair[0], pair[1]) == Line::Heading;
        n_whole += usize::from(is_whole);
    }
    n_joined >= 3 && has_long && n_whole * 10 >= n_joined * 9
}

/// What web pages leave at the end of a copied article.
fn is_residue(line: &str) -> bool {
    residue::reason(line, Position::Edge).is_some()
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "The delegations met for the whole of the day in a palace outside the city, and the talks were to go on for another day at least.";

    #[test]
    fn bare_lines_become_paragraphs_headings_lists_and_tables() {
        let body = format!(
            "{LONG}\nKey Takeaways\n- One.\n- Two.\nWhat comes next\n{LONG}\nWho | Where |\n---|---|\nA | B |\n{LONG}\nLeave a Reply"
        );
        let unpasted = unpaste(&body).unwrap();
        let expected = format!(
            "{LONG}\n\n## Key Takeaways\n\n- One.\n- Two.\n\n## What comes next\n\n{LONG}\n\nWho | Where |\n---|---|\nA | B |\n\n{LONG}\n"
        );
        assert_eq!(unpasted.text, expected);
        assert_eq!(unpasted.residue, [(10, "Leave a Reply".to_owned())]);
        assert_eq!(unpasted.lines.len(), expected.lines().count());
        assert_eq!(unpasted.lines[2], 1);
    }

    #[test]
    fn markdown_and_wrapped_text_are_left_as_they_are() {
        let check = |body: &str| assert!(unpaste(body).is_none(), "{body}");
        check(&format!("# Title\n{LONG}\n{LONG}\n{LONG}\n{LONG}\n"));
        check(
            "The delegations met for the whole\nof the day in a palace outside the\ncity, and the talks were to go on\nfor another day at least.\n",
        );
        check(&format!("{LONG}\n\n{LONG}\n\n{LONG}\n"));
        check("");
    }
}
