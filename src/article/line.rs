//! What a line of text without Markdown is: a paragraph, a heading, a list item, a row of a table.
//!
//! Comes in: a line and the one below it. Goes out: its kind. Always holds: a line is judged by its
//! looks alone, so that a build and an import judge alike.

/// What a line looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    Empty,
    Text,
    Heading,
    Item,
    Row,
}

impl Line {
    /// Judges a line.
    pub(crate) fn of(line: &str, next: &str) -> Self {
        let text = line.trim();
        if text.is_empty() {
            return Line::Empty;
        }
        if ["- ", "* ", "+ ", "• "].iter().any(|bullet| text.starts_with(bullet))
            || is_numbered(text)
        {
            return Line::Item;
        }
        if is_row(text) || is_delimiter_row(next) && text.contains('|') {
            return Line::Row;
        }
        if is_heading(text) { Line::Heading } else { Line::Text }
    }
}

/// A heading is short and ends without a stop. The rest of the line must not read like the start of a
/// list or of a sentence that goes on.
pub(crate) fn is_heading(text: &str) -> bool {
    let n_words = text.split_whitespace().count();
    let ends_open = text.ends_with(['.', '!', '?', ':', ';', ',', '”', '"', ')', '…']);
    n_words <= 14 && text.chars().count() <= 100 && !ends_open
}

/// True for a row of a table whose cells are parted by `|`.
pub(crate) fn is_row(text: &str) -> bool {
    is_delimiter_row(text) || text.starts_with('|') || text.matches(" | ").count() >= 1
}

/// True for the row of hyphens below the header of a table.
pub(crate) fn is_delimiter_row(text: &str) -> bool {
    text.contains("--")
        && text.contains('|')
        && text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

fn is_numbered(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits)
        && (text[digits..].starts_with(". ") || text[digits..].starts_with(") "))
}

/// True when a sentence ends with the line.
pub(crate) fn ends_sentence(line: &str) -> bool {
    let closed = line.trim_end().trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']);
    closed.ends_with(['.', '!', '?', '…', ':', '。'])
}
