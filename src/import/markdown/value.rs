//! Values of front matter, in the many shapes in which they are written.
//!
//! Comes in: a value of one key. Goes out: what it says, as text. Always holds: none where the shape is not
//! understood, so that the value can be kept whole.

use serde_json::Value;

use super::front::Format;
use crate::import::person;

/// A value in one line, as a report shows it.
pub(super) fn shown(key: &str, value: &Value) -> String {
    match value {
        Value::String(text) => format!("{key}: {}", one_line(text)),
        other => format!("{key}: {other}"),
    }
}

/// A text with single blanks for all white space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// True for what says nothing: `key:`, `key: ""`, `key: []`.
pub(super) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.iter().all(is_empty),
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A text or a number.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Yes or no, also where it is a word.
pub(super) fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(text) => match text.trim().to_lowercase().as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// One text or a list of texts.
pub(super) fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Array(list) => list.iter().filter(|value| !is_empty(value)).map(text).collect(),
        other => text(other).map(|text| vec![text]),
    }
}

/// Names of topics: a list, or a text with commas; blanks part them where the generator says so.
pub(super) fn topics(value: &Value, parted: Parted) -> Option<Vec<String>> {
    let written = texts(value)?;
    // An item of a list is one topic, whatever stands in it.
    let is_list = value.is_array();
    let topics = written.iter().flat_map(|text| -> Vec<&str> {
        if is_list {
            vec![text]
        } else if text.contains(',') {
            text.split(',').collect()
        } else if parted == Parted::ByBlanks || text.starts_with('#') {
            text.split_whitespace().collect()
        } else {
            vec![text]
        }
    });
    let cleaned = topics.map(|topic| one_line(topic.trim().trim_start_matches('#')));
    Some(cleaned.filter(|topic| !topic.is_empty()).collect())
}

/// What parts topics that stand in one text without commas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parted {
    /// Nothing: `Middle East` is one topic.
    ByNothing,
    /// Blanks, as in Jekyll.
    ByBlanks,
}

/// Names of authors, and true where the value says more of them than their names.
pub(super) fn authors(value: &Value) -> Option<(Vec<String>, bool)> {
    match value {
        Value::Array(list) => {
            let mut names = Vec::new();
            let mut has_more = false;
            for value in list.iter().filter(|value| !is_empty(value)) {
                let (found, more) = authors(value)?;
                names.extend(found);
                has_more |= more;
            }
            Some((names, has_more))
        }
        Value::Object(map) => {
            let name =
                ["name", "display_name", "displayName"].iter().find_map(|key| text(map.get(*key)?));
            Some((vec![name?], map.len() > 1))
        }
        other => {
            let written = text(other)?;
            // `Jane Roe <jane@example.org>`
            let (names, has_address) = match written.split_once('<') {
                Some((name, address)) if address.contains('@') => (name.trim().to_owned(), true),
                _ => (written, false),
            };
            Some((person::authors(&unlinked(&names)), has_address))
        }
    }
}

/// The address of a picture: a text, or a mapping that has it.
pub(super) fn picture(value: &Value) -> Option<String> {
    match value {
        // A picture of Obsidian may have its width behind the name: `[[map.png|300]]`.
        Value::String(text) => {
            let text = text.trim();
            let inside = text.trim_start_matches('!').strip_prefix("[[");
            let inside = inside.and_then(|inside| inside.strip_suffix("]]"));
            let address = inside.map_or(text, |inside| inside.split('|').next().unwrap_or(inside));
            Some(address.to_owned())
        }
        Value::Object(map) => PICTURE_KEYS.iter().find_map(|key| picture(map.get(*key)?)),
        Value::Array(list) => picture(list.first()?),
        _ => None,
    }
}

/// True where a picture's value says more than its address.
pub(super) fn picture_has_more(value: &Value) -> bool {
    match value {
        Value::Object(map) => map.len() > 1,
        Value::Array(list) => list.len() > 1,
        _ => false,
    }
}

/// Keys of a mapping that have the address of a picture.
const PICTURE_KEYS: [&str; 9] =
    ["image", "src", "path", "url", "feature", "teaser", "name", "filename", "file"];

/// `Note` for `[[Note]]`, `Text` for `[[Note|Text]]`; any other text as it is.
pub(super) fn unlinked(text: &str) -> String {
    match text.strip_prefix("[[").and_then(|inside| inside.strip_suffix("]]")) {
        Some(inside) => inside.rsplit('|').next().unwrap_or(inside).to_owned(),
        None => text.to_owned(),
    }
}

/// True where a text is an address on this site or another, and not a further name of the article.
pub(super) fn is_address(text: &str, format: Format) -> bool {
    let is_path = text.contains('/') && !text.contains(char::is_whitespace);
    is_path
        || text.ends_with(".html")
        || format == Format::Toml && !text.contains(char::is_whitespace)
}
