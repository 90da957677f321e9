//! A run of text with marks: what becomes a paragraph, a heading, or a cell.
//!
//! Comes in: text and marks in the order of the page. Goes out: one or more lines of Markdown. Always
//! holds: text is escaped when the run is whole, so that no sign of it joins a mark or another text.

use crate::import::escape;

/// A part of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text as readers see it.
    Text(String),
    /// Markdown, and what of it is read as text.
    Mark { markdown: String, plain: String },
    /// An end of a line that is meant.
    Break,
}

/// A run of text with marks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Run {
    pieces: Vec<Piece>,
}

impl Run {
    /// Adds text; runs of spaces become one.
    pub(super) fn text(&mut self, text: &str) {
        if !matches!(self.pieces.last(), Some(Piece::Text(_))) {
            self.pieces.push(Piece::Text(String::new()));
        }
        let Some(Piece::Text(last)) = self.pieces.last_mut() else { return };
        for c in text.chars() {
            if !c.is_whitespace() {
                last.push(c);
            } else if !last.ends_with(' ') {
                last.push(' ');
            }
        }
    }

    /// Adds Markdown.
    pub(super) fn mark(&mut self, markdown: impl Into<String>, plain: &str) {
        self.pieces.push(Piece::Mark { markdown: markdown.into(), plain: plain.to_owned() });
    }

    /// Ends the line.
    pub(super) fn end_line(&mut self) {
        self.pieces.push(Piece::Break);
    }

    /// Adds another run between two signs of emphasis. Spaces and signs at its edges stay outside: a mark
    /// beside a letter always counts, one beside a sign or a space does not.
    pub(super) fn emphasised(&mut self, mut inner: Run, sign: &str) {
        let (mut before, mut behind) = (String::new(), String::new());
        if let Some(Piece::Text(first)) = inner.pieces.first_mut() {
            let at = first.find(char::is_alphanumeric).unwrap_or(first.len());
            before = first.drain(..at).collect();
        }
        if let Some(Piece::Text(last)) = inner.pieces.last_mut() {
            let end = last.char_indices().rev().find(|(_, c)| c.is_alphanumeric());
            behind = last.split_off(end.map_or(0, |(at, c)| at + c.len_utf8()));
        }
        inner.pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
        self.text(&before);
        let has_text = !inner.pieces.is_empty();
        // Emphasis does not go over the end of a line that is meant.
        let is_simple = !inner.pieces.contains(&Piece::Break);
        if has_text && is_simple {
            self.mark(sign, "");
        }
        self.append(inner);
        if has_text && is_simple {
            self.mark(sign, "");
        }
        self.text(&behind);
    }

    /// Adds another run.
    pub(super) fn append(&mut self, other: Run) {
        for piece in other.pieces {
            match piece {
                Piece::Text(text) => self.text(&text),
                piece => self.pieces.push(piece),
            }
        }
    }

    /// The text alone.
    pub(super) fn plain(&self) -> String {
        let mut plain = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => plain.push_str(text),
                Piece::Break => plain.push(' '),
                Piece::Mark { plain: inner, .. } => plain.push_str(inner),
            }
        }
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// True when a space comes first.
    pub(super) fn starts_with_space(&self) -> bool {
        matches!(self.pieces.first(), Some(Piece::Text(text)) if text.starts_with(' '))
    }

    /// True when a space comes last.
    pub(super) fn ends_with_space(&self) -> bool {
        matches!(self.pieces.last(), Some(Piece::Text(text)) if text.ends_with(' '))
    }

    /// True when nothing of the run is seen.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.iter().all(|piece| match piece {
            Piece::Text(text) => text.trim().is_empty(),
            Piece::Mark { markdown, .. } => markdown.is_empty(),
            Piece::Break => true,
        })
    }

    /// The Markdown of a paragraph.
    pub(super) fn paragraph(&self) -> String {
        let lines: Vec<String> = self
            .lines()
            .into_iter()
            .filter(|line| !line.is_empty())
            .map(escape::line_start)
            .collect();
        lines.join("\\\n")
    }

    /// The Markdown of what must stand on one line.
    pub(super) fn line(&self) -> String {
        self.lines().join(" ").trim().to_owned()
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = vec![String::new()];
        for (piece_idx, piece) in self.pieces.iter().enumerate() {
            let is_mark = |idx: Option<usize>| {
                idx.and_then(|idx| self.pieces.get(idx))
                    .is_some_and(|piece| matches!(piece, Piece::Mark { .. }))
            };
            let Some(line) = lines.last_mut() else { continue };
            match piece {
                Piece::Text(text) => {
                    let text = if line.is_empty() || line.ends_with(' ') {
                        text.trim_start()
                    } else {
                        text
                    };
                    let escaped = escape::inline(text);
                    let follows = is_mark(piece_idx.checked_sub(1));
                    line.push_str(&at_marks(escaped, follows, is_mark(Some(piece_idx + 1))));
                }
                Piece::Mark { markdown, .. } => line.push_str(markdown),
                Piece::Break => lines.push(String::new()),
            }
        }
        lines.into_iter().map(|line| line.trim().to_owned()).collect()
    }
}

/// Escapes a sign at the edge of a text that would join the mark beside it: a lone star, or `!` before a
/// link.
fn at_marks(mut text: String, follows: bool, precedes: bool) -> String {
    let is_lone = |word: &str| matches!(word, "*" | "_" | "~");
    if follows && text.split(' ').next().is_some_and(is_lone) {
        text.insert(0, '\\');
    }
    if precedes {
        let last = text.rsplit(' ').next().unwrap_or_default();
        let is_joined = is_lone(last) || last.ends_with(['!', '<', '&']) && !last.ends_with("\\<");
        if is_joined {
            text.insert(text.len() - 1, '\\');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_text_stay_apart() {
        let link = || Piece::Mark {
            markdown: "[x](https://a.example/)".to_owned(),
            plain: "x".to_owned(),
        };
        let text = |text: &str| Piece::Text(text.to_owned());
        let check = |pieces: Vec<Piece>, expected: &str| {
            assert_eq!(Run { pieces }.paragraph(), expected);
        };
        check(vec![text("See!"), link()], "See\\![x](https://a.example/)");
        check(vec![text("a *"), link()], "a \\*[x](https://a.example/)");
        check(vec![text("- a"), Piece::Break, text("1. b")], "\\- a\\\n1\\. b");
        check(vec![text("a "), Piece::Break, Piece::Break], "a");
    }

    #[test]
    fn texts_of_two_elements_are_one_text() {
        let mut run = Run::default();
        run.text("<");
        run.text("script>x");
        assert_eq!(run.paragraph(), "\\<script>x");
    }

    #[test]
    fn emphasis_begins_and_ends_at_a_letter() {
        let check = |text: &str, expected: &str| {
            let (mut run, mut inner) = (Run::default(), Run::default());
            inner.text(text);
            run.text("a");
            run.emphasised(inner, "**");
            run.text("b");
            assert_eq!(run.paragraph(), expected);
        };
        check(" bold ", "a **bold** b");
        check("“Bold.”", "a“**Bold**.”b");
        check("bold", "a**bold**b");
        check(" ", "a b");
        check("…", "a…b");
    }
}
