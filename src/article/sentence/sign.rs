//! The signs at the end of a sentence: stops, and the quotes, brackets and note marks behind them.

use super::Mark;

pub(super) fn ends_apart(before: &str) -> bool {
    before.ends_with(|c: char| c.is_whitespace() || c == '[' || c == '(')
}

pub(super) fn after_white_space(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start().len()
}

/// Behind the marks of notes such as `[3]`, `[a]` and `²` at `at`.
pub(super) fn after_note_marks(text: &str, at: usize) -> usize {
    const LONGEST: usize = 8;
    let mut end = at;
    loop {
        let rest = &text[end..];
        if let Some(c) = rest.chars().next().filter(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(*c))
        {
            end += c.len_utf8();
            continue;
        }
        let Some(inner) = rest.strip_prefix('[') else { return end };
        let len = inner.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
        if len == 0 || !inner[len..].starts_with(']') {
            return end;
        }
        end += len + "[]".len();
    }
}

/// Behind the note number of `talks.3 The` or `talks.3,4 The` at `at`.
pub(super) fn after_bare_note(text: &str, at: usize) -> usize {
    const LONGEST: usize = 12;
    let rest = &text[at..];
    let len = rest.bytes().take(LONGEST).take_while(|b| b.is_ascii_digit() || *b == b',').count();
    let is_note = rest[..len].split(',').all(|part| (1..=3).contains(&part.len()));
    let is_apart = len == rest.len() || rest[len..].starts_with(char::is_whitespace);
    if is_note && is_apart { at + len } else { at }
}

/// Behind the closing mark of `« Non. » Il` at `at`: one that has white space on both sides.
pub(super) fn after_spaced_closing(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let trimmed = rest.trim_start();
    let Some(closing) = trimmed.chars().next().filter(|c| "»”’\"')]".contains(*c)) else {
        return at;
    };
    let behind = &trimmed[closing.len_utf8()..];
    let is_apart = trimmed.len() < rest.len()
        && (behind.is_empty() || behind.starts_with(char::is_whitespace));
    if is_apart { text.len() - behind.len() } else { at }
}

pub(super) fn mark_of(c: char) -> Option<Mark> {
    match c {
        '.' => Some(Mark::FullStop),
        '…' => Some(Mark::Ellipsis),
        '!' | '?' | '‼' | '⁇' | '⁈' | '⁉' => Some(Mark::Decisive),
        // Chinese and Japanese; Arabic and Urdu; Hindi; Armenian; Burmese; Ethiopic; Khmer.
        '。' | '！' | '？' | '｡' | '؟' | '۔' | '।' | '॥' | '։' | '။' | '።' | '፧' | '។' => {
            Some(Mark::Unspaced)
        }
        _ => None,
    }
}

/// Whether `c`, right behind a stop, belongs to it.
pub(super) fn is_closing(c: char, mark: Mark) -> bool {
    match c {
        // German closes with them. Where no space follows a stop, they open the next sentence.
        '“' | '‘' | '«' | '‹' => mark != Mark::Unspaced,
        '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}' | '）' | '］' | '」' | '』' | '】'
        | '》' | '〉' => true,
        _ => is_invisible(c),
    }
}

pub(super) fn is_opening(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '„'
            | '‚'
            | '»'
            | '›'
            | '¿'
            | '¡'
            | '-'
            | '–'
            | '—'
            | '―'
            | '•'
            | '（'
            | '「'
    ) || is_quote(c)
        || is_invisible(c)
        || c.is_whitespace()
}

pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '‹' | '„' | '»')
}

/// Marks of direction and width, which copied text is full of.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

pub(super) fn is_georgian(c: char) -> bool {
    matches!(c, '\u{10d0}'..='\u{10ff}')
}
