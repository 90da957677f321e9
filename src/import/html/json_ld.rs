//! Linked data in a page: the object that describes the article.
//!
//! Comes in: the tree of a page. Goes out: a JSON object as schema.org describes articles. Always holds:
//! data that cannot be read counts as none.

use dom_query::Document;
use serde_json::Value;

use super::metadata::clean;

/// The object of the first article that the page describes.
pub(super) fn article(page: &Document) -> Option<Value> {
    let scripts = page.select("script[type='application/ld+json']");
    scripts.nodes().iter().find_map(|script| {
        let text = script.text();
        let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
        find(serde_json::from_str(text).ok()?)
    })
}

/// Looks into lists and graphs. The reader of JSON has limited how deep they may be.
fn find(value: Value) -> Option<Value> {
    match value {
        Value::Array(values) => values.into_iter().find_map(find),
        Value::Object(mut object) => {
            if object.get("@type").is_some_and(is_article) {
                return Some(Value::Object(object));
            }
            ["@graph", "mainEntity"].iter().find_map(|key| find(object.remove(*key)?))
        }
        _ => None,
    }
}

fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => {
            let kind = kind.rsplit(['/', ':']).next().unwrap_or_default();
            kind.ends_with("Article")
                || matches!(kind, "BlogPosting" | "LiveBlogPosting" | "Report")
        }
        Value::Array(kinds) => kinds.iter().any(is_article),
        _ => false,
    }
}

/// The text of a value, or the name of what it describes.
pub(super) fn text(value: &Value) -> Option<String> {
    texts(value).into_iter().next()
}

/// The texts of a value, or the names of what it describes.
pub(super) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => {
            vec![clean(text)].into_iter().filter(|text| !text.is_empty()).collect()
        }
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::Object(object) => object.get("name").map(texts).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The address that a value is, or that it has as its id.
pub(super) fn address(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Object(object) => object.get("@id").and_then(address),
        _ => None,
    }
}
