//! YAML, behind one door: the library is not named anywhere else.
//!
//! Comes in: the text of a YAML document and the type wanted. Goes out: the value, and every
//! problem with its line and column. Always holds: reading goes on past a problem, by leaving out
//! the top-level entry that has it, so that one typing error does not hide the next one.

mod scalar;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::path::SourcePath;

pub use scalar::{Broken, Role, Scalar, scalars};
pub use serde_yaml::Value;

/// What is wrong in a YAML text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What kind of problem it is.
    pub kind: ProblemKind,
}

/// The kinds of problem in a YAML text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// A key that the type does not have.
    UnknownKey {
        /// The key.
        key: String,
        /// The known key that is spelt most like it, if one is near.
        nearest: Option<String>,
        /// All known keys.
        known: Vec<String>,
    },
    /// Anything else: bad syntax, a duplicate key, a value of the wrong type.
    Other {
        /// What is wrong.
        message: String,
        /// What to do about it.
        hint: Option<&'static str>,
    },
}

impl Problem {
    /// The problem as a diagnostic. `text` is the whole file, `first_line` the number of lines of
    /// the file before the YAML begins.
    pub fn diagnostic(self, path: &SourcePath, text: &str, first_line: u32) -> Diagnostic {
        let place = Place::line(path, text, self.line + first_line).at_column(self.column);
        match self.kind {
            ProblemKind::UnknownKey { key, nearest, known } => {
                let hint = match nearest {
                    Some(nearest) => format!("did you mean `{nearest}`?"),
                    None => format!("known keys are `{}`", known.join("`, `")),
                };
                Diagnostic::new(Code::UnknownKey, place, format!("unknown key: `{key}`")).hint(hint)
            }
            ProblemKind::Other { message, hint } => {
                let code = if message.contains("not a date") {
                    Code::BadDate
                } else if message.contains("unknown value") {
                    Code::UnknownValue
                } else {
                    Code::BadYaml
                };
                let diagnostic = Diagnostic::new(code, place, message);
                match hint {
                    Some(hint) => diagnostic.hint(hint),
                    None => diagnostic,
                }
            }
        }
    }
}

/// Texts of over this many bytes are refused: no setting or front matter is that long.
pub const MAX_BYTES: usize = 4 << 20;

/// Reads a mapping or a list. Where a top-level entry cannot be read, it is left out and its problem
/// is returned; the rest counts.
pub fn read<T: DeserializeOwned + Default>(text: &str) -> (T, Vec<Problem>) {
    let mut problems = Vec::new();
    if text.len() > MAX_BYTES {
        problems.push(other(1, 1, format!("the text has over {MAX_BYTES} bytes"), None));
        return (T::default(), problems);
    }
    if let Some(line) = too_deep(text) {
        let message = format!("brackets are nested over {MAX_DEPTH} levels deep");
        problems.push(other(line, 1, message, None));
        return (T::default(), problems);
    }
    let mut rest = text.to_owned();
    loop {
        if rest.lines().all(|line| is_blank(line) || line.starts_with("---")) {
            return (T::default(), problems);
        }
        let error = match serde_yaml::from_str(&rest) {
            Ok(value) => return (value, problems),
            Err(error) => error,
        };
        let problem = describe(&error, &rest);
        let line = problem.line;
        problems.push(problem);
        if problems.len() >= MAX_PROBLEMS || !leave_out(&mut rest, line) {
            return (T::default(), problems);
        }
    }
}

/// Writes a mapping, quoting what would else be read as something else.
///
/// # Errors
/// When the value has no form in YAML, such as a mapping with a mapping as a key.
pub fn write(value: &impl Serialize) -> Result<String, serde_yaml::Error> {
    serde_yaml::to_string(value)
}

/// The known word that is spelt most like `word`, if one is near enough to be a slip.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&word, &candidate.to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// The library refuses what is deeper, but only after time that grows with the square of the depth.
const MAX_DEPTH: usize = 128;

/// The line on which brackets are nested too deeply. Those in the middle of a text (`see [1`) open nothing.
fn too_deep(text: &str) -> Option<u32> {
    let mut depth = 0_usize;
    let mut before = b'\n';
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        for byte in line.bytes() {
            match byte {
                b'[' | b'{' if b"\n[{,:-?".contains(&before) => depth += 1,
                b']' | b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > MAX_DEPTH {
                return Some(number);
            }
            if !matches!(byte, b' ' | b'\t' | b'\r') {
                before = byte;
            }
        }
    }
    None
}

/// Reading stops after this many problems in one text.
const MAX_PROBLEMS: usize = 20;

fn is_blank(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}

/// Blanks the top-level entry around `line`, keeping all line numbers. Returns whether anything
/// was blanked.
fn leave_out(text: &mut String, line: u32) -> bool {
    let lines: Vec<&str> = text.lines().collect();
    let at = (line.max(1) as usize - 1).min(lines.len().saturating_sub(1));
    let opens = |line: &str| !line.starts_with([' ', '\t']) && !is_blank(line);
    let Some(first) = (0..=at).rev().find(|&line_idx| opens(lines[line_idx])) else {
        return false;
    };
    let next = (first + 1..lines.len()).find(|&line_idx| opens(lines[line_idx]));
    let end = next.unwrap_or(lines.len());
    let kept = lines
        .iter()
        .enumerate()
        .map(|(line_idx, line)| if (first..end).contains(&line_idx) { "" } else { *line });
    *text = kept.collect::<Vec<_>>().join("\n");
    true
}

fn other(line: u32, column: u32, message: String, hint: Option<&'static str>) -> Problem {
    Problem { line, column, kind: ProblemKind::Other { message, hint } }
}

fn describe(error: &serde_yaml::Error, text: &str) -> Problem {
    let (mut line, mut column) = error
        .location()
        .map_or((1, 1), |location| (clamp(location.line()), clamp(location.column())));
    let full = error.to_string();
    // The library ends its messages with the place, which we give in our own way, and begins them
    // with the path of the value.
    let message = full.split(" at line ").next().unwrap_or(&full);
    if let Some(unknown) = message.find("unknown field `") {
        let rest = &message[unknown + "unknown field `".len()..];
        let key = rest.split('`').next().unwrap_or_default().to_owned();
        let known: Vec<String> = rest
            .split('`')
            .skip(2)
            .step_by(2)
            .map(str::to_owned)
            .filter(|key| !key.is_empty())
            .collect();
        if let Some((found_line, found_column)) = find_key(text, &key, line) {
            (line, column) = (found_line, found_column);
        }
        let nearest = nearest(&key, known.iter().map(String::as_str)).map(str::to_owned);
        return Problem { line, column, kind: ProblemKind::UnknownKey { key, nearest, known } };
    }
    if let Some(duplicate) = message.find("duplicate field `") {
        let key = message[duplicate..].split('`').nth(1).unwrap_or_default();
        if let Some((found_line, found_column)) = find_last_key(text, key) {
            (line, column) = (found_line, found_column);
        }
        return other(
            line,
            column,
            format!("key `{key}` stands here a second time"),
            Some("keep one of the two"),
        );
    }
    // The library gives the place of the key before for what our own types refuse.
    let refused = ["not a date: `", "not a slug: `"].iter().find_map(|what| {
        let value = &message[message.find(what)? + what.len()..];
        value.split('`').next().filter(|value| !value.is_empty())
    });
    if let Some((found_line, found_column)) =
        refused.and_then(|value| find_value(text, value, line))
    {
        (line, column) = (found_line, found_column);
    }
    let hint = if message.contains("expected a string")
        && !message.contains("type: sequence")
        && !message.contains("type: map")
    {
        Some("put the value in quotes")
    } else if message.contains("expected a sequence") {
        Some("write a list: `[one, two]`")
    } else if message.contains("mapping values are not allowed")
        || message.contains("did not find expected")
    {
        Some("put a value that contains `:`, `#`, `[` or quotes in quotes")
    } else if message.contains("not a date") {
        Some("write it as `2025-02-18` or `2025-02-18T09:00:00+03:00`")
    } else {
        None
    };
    // The number of an entry in a list says less than its line, and is off once one was left out.
    let message = message.trim_start_matches(['.', '[', ']', '?']);
    let message = message.trim_start_matches(|c: char| c.is_ascii_digit());
    let message = message.trim_start_matches([']', '.', ':', ' ']);
    let message = message
        .replace("invalid type: ", "wrong type: ")
        .replace("a sequence", "a list")
        .replace("unknown variant", "unknown value")
        .replace("expected u16", "expected a whole number from 0 to 65535");
    // The width of a number in memory tells a writer nothing.
    let message = ["usize", "u64", "u32"].iter().fold(message, |message, width| {
        message.replace(&format!("expected {width}"), "expected a whole number")
    });
    other(line, column, message, hint)
}

/// The place of `key:` nearest to `line`.
fn find_key(text: &str, key: &str, line: u32) -> Option<(u32, u32)> {
    key_places(text, key).min_by_key(|(found, _)| found.abs_diff(line))
}

/// The place of a value at or behind `line`.
fn find_value(text: &str, value: &str, line: u32) -> Option<(u32, u32)> {
    text.lines().enumerate().skip(line.saturating_sub(1) as usize).find_map(|(line_idx, text)| {
        let at = text.find(value)?;
        Some((clamp(line_idx + 1), clamp(text[..at].chars().count() + 1)))
    })
}

fn find_last_key(text: &str, key: &str) -> Option<(u32, u32)> {
    key_places(text, key).last()
}

/// Every line that has `key` followed by a colon, outside a longer word.
fn key_places<'a>(text: &'a str, key: &'a str) -> impl Iterator<Item = (u32, u32)> + 'a {
    text.lines().enumerate().filter_map(move |(line_idx, line)| {
        let at = line.match_indices(key).map(|(at, _)| at).find(|&at| {
            let before = line[..at].chars().next_back();
            let after = line[at + key.len()..].trim_start_matches(['"', '\'', ' ']);
            before.is_none_or(|c| !c.is_alphanumeric() && c != '_') && after.starts_with(':')
        })?;
        Some((clamp(line_idx + 1), clamp(line[..at].chars().count() + 1)))
    })
}

fn clamp(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq, serde::Deserialize)]
    #[serde(deny_unknown_fields, default)]
    struct Sample {
        title: String,
        topics: Vec<String>,
    }

    fn check(text: &str, expected: &[(u32, u32, &str)]) -> Sample {
        let (sample, problems) = read::<Sample>(text);
        let seen: Vec<_> = problems
            .iter()
            .map(|problem| {
                let what = match &problem.kind {
                    ProblemKind::UnknownKey { key, nearest, .. } => {
                        format!("{key} -> {}", nearest.as_deref().unwrap_or("?"))
                    }
                    ProblemKind::Other { message, .. } => message.clone(),
                };
                (problem.line, problem.column, what)
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(line, column, what)| (*line, *column, (*what).to_owned()))
            .collect();
        assert_eq!(seen, expected);
        sample
    }

    #[test]
    fn every_bad_key_is_reported_with_the_nearest_known_one_and_the_rest_counts() {
        let sample = check(
            "titel: A\ntopics: [x]\ntopcs: [y]\nzzz: 1\ntitle: B\n",
            &[(1, 1, "titel -> title"), (3, 1, "topcs -> topics"), (4, 1, "zzz -> ?")],
        );
        assert_eq!(sample, Sample { title: "B".into(), topics: vec!["x".into()] });
    }

    #[test]
    fn duplicate_keys_and_wrong_types_have_their_line() {
        check(
            "title: A\ntopics: []\ntitle: B\n",
            &[(3, 1, "key `title` stands here a second time")],
        );
        check(
            "title: A\ntopics: 3\n",
            &[(2, 9, "topics: wrong type: integer `3`, expected a list")],
        );
        check("\ntitle: [a]\n", &[(2, 8, "title: wrong type: sequence, expected a string")]);
    }

    #[test]
    fn an_empty_text_is_an_empty_value() {
        check("", &[]);
        check("# nothing\n\n", &[]);
    }

    #[test]
    fn brackets_without_end_are_refused_at_once() {
        let text = format!("a: text of [1, [2\nc:\n  {}", "[ ".repeat(1 << 20));
        let (_, problems) = read::<Value>(&text);
        assert_eq!((problems.len(), problems[0].line), (1, 3));
    }

    #[test]
    fn a_text_of_aliases_that_multiply_is_refused() {
        let mut bomb = String::from("a: &a [x,x,x,x,x,x,x,x,x]\n");
        for (last, next) in ('a'..'j').zip('b'..='j') {
            bomb.push_str(&format!("{next}: &{next} [*{last},*{last},*{last},*{last},*{last},*{last},*{last},*{last},*{last}]\n"));
        }
        let (_, problems) = read::<std::collections::BTreeMap<String, Value>>(&bomb);
        assert!(!problems.is_empty());
    }
}
