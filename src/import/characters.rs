//! Characters that do not belong into an article: invisible ones, odd spaces, control characters.
//!
//! Comes in: a text in Unicode. Goes out: its lines, numbered, without them. Always holds: letters and
//! the joiners that scripts and emoji need are kept; a line keeps its number.

use super::{Action, Note};

/// A line of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SourceLine {
    /// Its number in the file, from 1.
    pub(super) number: u32,
    /// How far it is indented, in columns.
    pub(super) indent: usize,
    /// Its text without spaces around it; tabs inside are kept.
    pub(super) text: String,
}

impl SourceLine {
    /// True for a line without text.
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// The text with single spaces for tabs and runs of spaces.
    pub(super) fn flat(&self) -> String {
        self.text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The lines of a text without characters that do not belong there.
pub(super) fn lines(text: &str, notes: &mut Vec<Note>) -> Vec<SourceLine> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut first_invisible = None;
    let mut lines = Vec::new();
    for (line_idx, line) in text.split('\n').enumerate() {
        let number = u32::try_from(line_idx + 1).unwrap_or(u32::MAX);
        let clean = clean(line);
        if first_invisible.is_none() && line.contains(is_unwanted) {
            first_invisible = Some((number, clean.clone()));
        }
        let body = clean.trim_start_matches([' ', '\t', '\u{3000}']);
        let indent = &clean[..clean.len() - body.len()];
        let indent = indent.chars().map(|c| if c == ' ' { 1 } else { 4 }).sum();
        lines.push(SourceLine { number, indent, text: body.trim().to_owned() });
    }
    if let Some((line, text)) = first_invisible {
        notes.push(Note::new(line, Action::Changed, &text, "invisible characters are taken out"));
    }
    lines
}

/// Text with plain spaces and without invisible characters.
pub(super) fn clean(text: &str) -> String {
    let kept = text.chars().filter(|c| !is_unwanted(*c));
    kept.map(|c| if is_space(c) { ' ' } else { c }).collect()
}

/// Soft hyphens, zero-width spaces, byte order marks, overrides of direction, control characters and
/// the noncharacters.
fn is_unwanted(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}' | '\u{FDD0}'..='\u{FDEF}' | '\u{FFFE}' | '\u{FFFF}' | '\u{FFF9}'..='\u{FFFC}')
        || c.is_control() && c != '\t'
}

/// Spaces that look like a space and are none to a program.
fn is_space(c: char) -> bool {
    matches!(
        c,
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{2028}' | '\u{2029}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_characters_go_and_lines_keep_their_number() {
        let mut notes = Vec::new();
        let lines = lines("\u{feff}A\u{a0}b\r\n\r\n  so\u{ad}ft\u{200b}\tx \rZ", &mut notes);
        let seen: Vec<_> = lines.iter().map(|l| (l.number, l.indent, l.text.as_str())).collect();
        assert_eq!(seen, [(1, 0, "A b"), (2, 0, ""), (3, 2, "soft\tx"), (4, 0, "Z")]);
        assert_eq!(notes.len(), 1);
    }

    #[test]
    fn joiners_of_scripts_and_emoji_stay() {
        for text in ["می\u{200c}خواهم", "👩\u{200d}💻", "e\u{301}"] {
            assert_eq!(clean(text), text);
        }
    }
}
