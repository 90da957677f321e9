//! The single values of a YAML text, with their places.
//!
//! Comes in: a text. Goes out: every key and value that is no collection, in the order of the text, each with the
//! keys that lead to it. Always holds: places are those of the very bytes, so that all between two of them are
//! signs of YAML, its comments, or names of anchors and tags.

use std::collections::BTreeMap;
use std::ops::Range;

use libyaml_safer::{EventData, Mark, Parser};

use super::{MAX_BYTES, MAX_DEPTH, clamp};

/// A key or a value that is no collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// Where it stands, in bytes. The name of an anchor and a tag belong to it.
    pub range: Range<usize>,
    /// What it says, with `~` for `!`; nothing for what is only named by an alias.
    pub text: String,
    /// The keys of the mappings that it is in; for a value its own key is the last. What is in a list, or has no
    /// scalar as its key, has `-` there.
    pub path: Vec<String>,
    /// What it is.
    pub role: Role,
}

/// What a scalar is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// The key of an entry.
    Key,
    /// The value of an entry, or one in a list.
    Value,
    /// A value that is said elsewhere: by those scalars, numbered in the order of the text.
    Alias(Range<usize>),
}

/// Where a text is no YAML; lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The line.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
    /// What is wrong, without words of the text.
    pub message: String,
}

/// All scalars of a text.
///
/// # Errors
/// When the text is not well-formed.
pub fn scalars(text: &str) -> Result<Vec<Scalar>, Broken> {
    let broken = |mark: Mark, message: &str| Broken {
        line: clamp(usize::try_from(mark.line).unwrap_or_default() + 1),
        column: clamp(usize::try_from(mark.column).unwrap_or_default() + 1),
        message: message.to_owned(),
    };
    if text.len() > MAX_BYTES {
        return Err(broken(Mark::default(), "the text is too long"));
    }
    // The library does not count the mark of the order of bytes.
    let n_passed_over = text.len() - text.trim_start_matches(BYTE_ORDER).len();
    // Some tags make the library panic, so it sees none: they then belong to the text of what they stand before.
    let untagged = text[n_passed_over..].replace('!', "~");
    let mut bytes = untagged.as_bytes();
    let mut parser = Parser::new();
    parser.set_input_string(&mut bytes);
    let mut walk = Walk::default();
    loop {
        let event = parser
            .parse()
            .map_err(|error| broken(error.problem_mark().unwrap_or_default(), error.problem()))?;
        let at = |mark: Mark| {
            let index = usize::try_from(mark.index).unwrap_or(usize::MAX);
            text.floor_char_boundary(index.saturating_add(n_passed_over))
        };
        let range = at(event.start_mark)..at(event.end_mark);
        match walk.step(event.data, range.clone()) {
            Step::On if walk.open.len() > MAX_DEPTH => {
                return Err(broken(event.start_mark, "values are nested too deeply"));
            }
            Step::On => {}
            Step::UnknownAnchor => return Err(broken(event.start_mark, "unknown anchor")),
            Step::End => return Ok(walk.scalars),
        }
    }
}

/// What editors put before a text.
const BYTE_ORDER: char = '\u{feff}';

/// The walk through a text: what was met, and the collections that are open.
#[derive(Default)]
struct Walk {
    scalars: Vec<Scalar>,
    open: Vec<Collection>,
    /// The scalars of a node, by its anchor.
    anchored: BTreeMap<String, Range<usize>>,
}

/// How a walk goes on.
enum Step {
    On,
    UnknownAnchor,
    End,
}

struct Collection {
    anchor: Option<String>,
    first: usize,
    /// Whether a key is next; a list has none.
    expects_key: Option<bool>,
    key: String,
}

/// Stands for a key where there is none.
const NO_KEY: &str = "-";

impl Walk {
    fn step(&mut self, event: EventData, range: Range<usize>) -> Step {
        match event {
            EventData::Scalar { value, anchor, .. } => {
                let scalar_idx = self.scalars.len();
                self.add(value, range, Role::Value);
                self.name(anchor, scalar_idx);
            }
            EventData::Alias { anchor } => {
                let Some(named) = self.anchored.get(&anchor).cloned() else {
                    return Step::UnknownAnchor;
                };
                self.add(String::new(), range, Role::Alias(named));
            }
            EventData::MappingStart { anchor, .. } => self.enter(anchor, Some(true)),
            EventData::SequenceStart { anchor, .. } => self.enter(anchor, None),
            EventData::MappingEnd | EventData::SequenceEnd => {
                if let Some(Collection { anchor, first, .. }) = self.open.pop() {
                    self.name(anchor, first);
                }
                self.pass(NO_KEY);
            }
            EventData::StreamEnd => return Step::End,
            EventData::StreamStart { .. }
            | EventData::DocumentStart { .. }
            | EventData::DocumentEnd { .. } => {}
        }
        Step::On
    }

    /// The scalars from the given one on are those of an anchor.
    fn name(&mut self, anchor: Option<String>, first: usize) {
        let named = first..self.scalars.len();
        self.anchored.extend(anchor.map(|anchor| (anchor, named)));
    }

    fn enter(&mut self, anchor: Option<String>, expects_key: Option<bool>) {
        let first = self.scalars.len();
        self.open.push(Collection { anchor, first, expects_key, key: NO_KEY.to_owned() });
    }

    fn add(&mut self, text: String, range: Range<usize>, role: Role) {
        let is_key = self.open.last().is_some_and(|open| open.expects_key == Some(true));
        // The key of the innermost mapping belongs to what was before.
        let n_steps = self.open.len() - usize::from(is_key);
        let path = self.open[..n_steps].iter().map(|open| open.key.clone()).collect();
        let role = if is_key && role == Role::Value { Role::Key } else { role };
        self.pass(&text);
        self.scalars.push(Scalar { range, text, path, role });
    }

    /// Goes on behind a node of the innermost collection.
    fn pass(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut()
            && let Some(expects_key) = &mut open.expects_key
        {
            // A collection that is a key is in no entry.
            open.key = if *expects_key { text.to_owned() } else { NO_KEY.to_owned() };
            *expects_key = !*expects_key;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let seen: Vec<String> = (scalars(text).unwrap().into_iter())
            .map(|Scalar { range, text: value, path, role }| match role {
                Role::Key => format!("{}/{value}:", path.join("/")),
                Role::Value => format!("{} = {value:?} {:?}", path.join("/"), &text[range]),
                Role::Alias(named) => format!("{} as {named:?}", path.join("/")),
            })
            .collect();
        assert_eq!(seen, expect);
    }

    #[test]
    fn each_scalar_has_the_keys_that_lead_to_it() {
        check("é: {b : ü}\n", &["/é:", "é/b:", "é/b = \"ü\" \"ü\""]);
        check(
            "a:\n- x\n- b: 'y'\n",
            &["/a:", "a/- = \"x\" \"x\"", "a/-/b:", "a/-/b = \"y\" \"'y'\""],
        );
    }

    #[test]
    fn an_alias_names_the_scalars_of_its_anchor() {
        check("a: &x p\nb: *x\n", &["/a:", "a = \"p\" \"&x p\"", "/b:", "b as 1..2"]);
        let expect = ["/a:", "a/k:", "a/k = \"p\" \"p\"", "/b:", "b as 1..3"];
        check("a: &x {k: p}\nb: *x\n", &expect);
    }

    #[test]
    fn places_are_counted_in_bytes_whatever_the_text_has() {
        let text = "\u{feff}é: 'ü'\r\nß: \u{1f40d} x\n\u{85}ö: \"ä\"\n";
        let said: Vec<&str> =
            scalars(text).unwrap().into_iter().map(|scalar| &text[scalar.range]).collect();
        assert_eq!(said, ["é", "'ü'", "ß", "\u{1f40d} x", "ö", "\"ä\""]);
    }

    #[test]
    fn a_text_that_is_not_well_formed_is_told_with_its_place() {
        let broken = scalars("a: b: c\n").unwrap_err();
        assert_eq!((broken.line, broken.column), (1, 5));
        assert_eq!(scalars("a: *b\n").unwrap_err().message, "unknown anchor");
        let deep = format!("a: {}", "[".repeat(100_000));
        assert_eq!(scalars(&deep).unwrap_err().message, "values are nested too deeply");
    }
}
