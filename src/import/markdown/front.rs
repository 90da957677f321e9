//! Front matter, in the languages that generators know.
//!
//! Comes in: the text of a file, with line feeds alone. Goes out: the entries of its front matter with their
//! lines, and the body. Always holds: a text that begins like front matter and cannot be read is refused with
//! its line; entries are in the order of the file.

use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

use crate::import::Refused;
use crate::yaml::{self, ProblemKind};

/// The languages of front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// There is none.
    None,
    /// YAML between two lines `---`.
    Yaml,
    /// TOML between two lines `+++`.
    Toml,
    /// An object of JSON.
    Json,
    /// Lines `Key: value` above the first empty line, as Pelican and MultiMarkdown have them.
    Headers,
}

/// One key of front matter and what stands behind it.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// The line of the file, from 1.
    pub(super) line: u32,
    pub(super) key: String,
    pub(super) value: Value,
}

/// A file, cut into front matter and body.
pub(super) struct Front<'a> {
    pub(super) format: Format,
    pub(super) entries: Vec<Entry>,
    pub(super) body: &'a str,
    /// Number of lines before the body.
    pub(super) lines_before: u32,
}

/// Cuts a file and reads its front matter.
pub(super) fn read(text: &str) -> Result<Front<'_>, Refused> {
    let none = Front { format: Format::None, entries: Vec::new(), body: text, lines_before: 0 };
    let first = text.lines().next().unwrap_or_default();
    match first.trim_end() {
        "---" => match fenced(text, &["---", "..."]) {
            Some((inside, body)) => {
                let entries = yaml_entries(inside)?;
                // Two rules with text between them are no front matter.
                Ok(entries.map_or(none, |entries| front(Format::Yaml, entries, text, body)))
            }
            None if begins_with_key(text) => Err(endless("---")),
            None => Ok(none),
        },
        "+++" => match fenced(text, &["+++"]) {
            Some((inside, body)) => Ok(front(Format::Toml, toml_entries(inside)?, text, body)),
            None => Err(endless("+++")),
        },
        _ if is_json(text) => {
            let (entries, body) = json_entries(text)?;
            Ok(front(Format::Json, entries, text, body))
        }
        _ => Ok(header_entries(text)
            .map_or(none, |(entries, body)| front(Format::Headers, entries, text, body))),
    }
}

/// More keys than any front matter has at its top.
const MAX_KEYS: usize = 1000;

fn check_keys(n_keys: usize) -> Result<(), Refused> {
    if n_keys <= MAX_KEYS {
        return Ok(());
    }
    let message = format!("front matter has over {MAX_KEYS} keys");
    Err(Refused { line: 1, message, hint: None })
}

fn front<'a>(format: Format, entries: Vec<Entry>, text: &str, body: &'a str) -> Front<'a> {
    let lines_before = line_at(text, text.len() - body.len()) - 1;
    Front { format, entries, body, lines_before }
}

/// The text between the first line and the next one that is one of `ends`, and the text behind that.
fn fenced<'a>(text: &'a str, ends: &[&str]) -> Option<(&'a str, &'a str)> {
    let start = text.find('\n')? + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let behind = at + line.len();
        if ends.contains(&line.trim_end()) {
            return Some((&text[start..at], &text[behind..]));
        }
        at = behind;
    }
    None
}

fn begins_with_key(text: &str) -> bool {
    let second = text.lines().nth(1).unwrap_or_default();
    second.split_once(':').is_some_and(|(key, value)| {
        let is_key = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
        !key.is_empty() && key.bytes().all(is_key) && (value.is_empty() || value.starts_with(' '))
    })
}

fn endless(fence: &str) -> Refused {
    Refused {
        line: 1,
        message: "front matter has no end".to_owned(),
        hint: Some(format!("put a line `{fence}` below it")),
    }
}

fn check_size(text: &str) -> Result<(), Refused> {
    if text.len() <= yaml::MAX_BYTES {
        return Ok(());
    }
    Err(Refused {
        line: 1,
        message: format!("front matter has over {} bytes", yaml::MAX_BYTES),
        hint: None,
    })
}

/// None where the text is not a mapping.
fn yaml_entries(text: &str) -> Result<Option<Vec<Entry>>, Refused> {
    check_size(text)?;
    let (value, problems) = yaml::read::<yaml::Value>(text);
    if let Some(problem) = problems.into_iter().next() {
        let (message, hint) = match problem.kind {
            ProblemKind::UnknownKey { key, .. } => (format!("unknown key: `{key}`"), None),
            ProblemKind::Other { message, hint } => (message, hint.map(str::to_owned)),
        };
        let indented = || text.lines().any(|line| line.trim_start_matches(' ').starts_with('\t'));
        let is_tab = message.contains("cannot start any token") && indented();
        let hint = if is_tab { Some("indent with spaces, not with tabs".to_owned()) } else { hint };
        return Err(Refused { line: problem.line + 1, message, hint });
    }
    match value {
        yaml::Value::Null => Ok(Some(Vec::new())),
        yaml::Value::Mapping(mapping) => {
            check_keys(mapping.len())?;
            let entries = mapping.into_iter().map(|(key, value)| {
                let key = scalar(&key);
                let opens = |line: &str| {
                    let line = line.trim_start_matches(['"', '\'']);
                    let behind = line.strip_prefix(key.as_str());
                    behind.is_some_and(|rest| {
                        rest.trim_start_matches(['"', '\'', ' ']).starts_with(':')
                    })
                };
                let line = text.lines().zip(2..).find(|(line, _)| opens(line));
                Entry { line: line.map_or(1, |(_, line)| line), value: of_yaml(value), key }
            });
            Ok(Some(entries.collect()))
        }
        _ => Ok(None),
    }
}

fn of_yaml(value: yaml::Value) -> Value {
    match value {
        yaml::Value::Null => Value::Null,
        yaml::Value::Bool(truth) => Value::Bool(truth),
        // What JSON has no number for (`.inf`) is written out.
        yaml::Value::Number(number) => serde_json::to_value(&number)
            .ok()
            .filter(|value| !value.is_null())
            .unwrap_or_else(|| Value::String(number.to_string())),
        yaml::Value::String(text) => Value::String(text),
        yaml::Value::Sequence(list) => Value::Array(list.into_iter().map(of_yaml).collect()),
        yaml::Value::Mapping(mapping) => Value::Object(
            mapping.into_iter().map(|(key, value)| (scalar(&key), of_yaml(value))).collect(),
        ),
        yaml::Value::Tagged(tagged) => of_yaml(tagged.value),
    }
}

/// A key, which YAML allows to be anything.
fn scalar(key: &yaml::Value) -> String {
    match of_yaml(key.clone()) {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

fn toml_entries(text: &str) -> Result<Vec<Entry>, Refused> {
    check_size(text)?;
    let table = DeTable::parse(text).map_err(|error| Refused {
        line: line_at(text, error.span().map_or(0, |span| span.start)) + 1,
        message: format!("not TOML: {}", error.message().lines().next().unwrap_or_default()),
        hint: Some(
            "put texts and dates as TOML wants them: `title = \"…\"`, `date = 2025-02-18`"
                .to_owned(),
        ),
    })?;
    check_keys(table.get_ref().len())?;
    let mut entries: Vec<(usize, Entry)> = Vec::new();
    for (key, value) in table.into_inner() {
        let at = key.span().start;
        let line = line_at(text, at) + 1;
        let entry =
            Entry { line, key: key.into_inner().into_owned(), value: of_toml(value.into_inner()) };
        entries.push((at, entry));
    }
    entries.sort_by_key(|(at, _)| *at);
    Ok(entries.into_iter().map(|(_, entry)| entry).collect())
}

fn of_toml(value: DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.into_owned()),
        DeValue::Boolean(truth) => Value::Bool(truth),
        DeValue::Datetime(when) => Value::String(when.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_| Value::String(number.to_string()), Value::from),
        DeValue::Float(number) => {
            let float = number.as_str().parse().ok().and_then(serde_json::Number::from_f64);
            float.map_or_else(|| Value::String(number.to_string()), Value::Number)
        }
        DeValue::Array(list) => {
            Value::Array(list.into_iter().map(|value| of_toml(value.into_inner())).collect())
        }
        DeValue::Table(table) => {
            let of_entry = |(key, value): (toml::Spanned<_>, toml::Spanned<_>)| {
                let key: std::borrow::Cow<'_, str> = key.into_inner();
                (key.into_owned(), of_toml(value.into_inner()))
            };
            Value::Object(table.into_iter().map(of_entry).collect())
        }
    }
}

/// A brace alone is not enough: `{{< figure >}}` and `{: .class}` may open a text.
fn is_json(text: &str) -> bool {
    let inside = text.strip_prefix('{').map(str::trim_start);
    inside.is_some_and(|inside| inside.starts_with(['"', '}']))
}

fn json_entries(text: &str) -> Result<(Vec<Entry>, &str), Refused> {
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Map<String, Value>>();
    let object = stream.next().unwrap_or_else(|| Ok(Map::new())).map_err(|error| {
        let full = error.to_string();
        let message = full.split(" at line ").next().unwrap_or(&full);
        Refused {
            line: u32::try_from(error.line()).unwrap_or(u32::MAX),
            message: format!("not JSON: {message}"),
            hint: Some("front matter that begins with `{` is read as JSON".to_owned()),
        }
    })?;
    let end = stream.byte_offset();
    check_size(&text[..end])?;
    check_keys(object.len())?;
    let behind = &text[end..];
    let body = behind.split_once('\n').filter(|(rest, _)| rest.trim().is_empty());
    let mut entries: Vec<Entry> = object
        .into_iter()
        .map(|(key, value)| {
            let at = text[..end].find(&format!("\"{key}\"")).unwrap_or_default();
            Entry { line: line_at(text, at), key, value }
        })
        .collect();
    entries.sort_by_key(|entry| entry.line);
    Ok((entries, body.map_or(behind, |(_, body)| body)))
}

/// Keys that open a block of headers.
const HEADERS: &[&str] = &["title", "author", "authors", "date", "slug", "category", "tags"];

fn header_entries(text: &str) -> Option<(Vec<Entry>, &str)> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = 0;
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        at += line.len();
        if line.trim().is_empty() {
            break;
        }
        if let (true, Some(Entry { value: Value::String(value), .. })) =
            (line.starts_with([' ', '\t']), entries.last_mut())
        {
            value.push(' ');
            value.push_str(line.trim());
            continue;
        }
        let (key, value) = line.split_once(':')?;
        if !key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_- ".contains(&b)) {
            return None;
        }
        let value = Value::String(value.trim().to_owned());
        entries.push(Entry { line: number, key: key.trim().to_owned(), value });
    }
    let knows = |entry: &Entry| HEADERS.contains(&entry.key.to_lowercase().as_str());
    // One line with a colon is how many a text begins.
    ((2..=MAX_KEYS).contains(&entries.len()) && knows(&entries[0])).then(|| (entries, &text[at..]))
}

/// The line of a byte, from 1.
pub(super) fn line_at(text: &str, at: usize) -> u32 {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    u32::try_from(before.iter().filter(|byte| **byte == b'\n').count() + 1).unwrap_or(u32::MAX)
}
