//! Diagnostics for machines: what `--format json` prints, and what a live preview sends.

use serde::Serialize;

use super::{Diagnostic, Place};

/// A diagnostic for machines.
#[derive(Debug, Serialize)]
pub struct JsonDiagnostic<'a> {
    code: &'static str,
    severity: &'static str,
    path: &'a str,
    line: Option<u32>,
    columns: Option<(u32, u32)>,
    excerpt: Option<&'a str>,
    message: &'a str,
    hint: Option<&'a str>,
    related: Vec<JsonRelated<'a>>,
}

#[derive(Debug, Serialize)]
struct JsonRelated<'a> {
    path: &'a str,
    line: Option<u32>,
    message: &'a str,
}

impl Diagnostic {
    /// The same for machines.
    pub fn to_json(&self) -> JsonDiagnostic<'_> {
        let line = |place: &Place| (place.line > 0).then_some(place.line);
        let related = self.related.iter().map(|(place, message)| JsonRelated {
            path: place.path.as_str(),
            line: line(place),
            message,
        });
        JsonDiagnostic {
            code: self.code.name(),
            severity: self.severity.name(),
            path: self.place.path.as_str(),
            line: line(&self.place),
            columns: self.place.columns,
            excerpt: Some(self.place.excerpt.as_str()).filter(|excerpt| !excerpt.is_empty()),
            message: &self.message,
            hint: self.hint.as_deref(),
            related: related.collect(),
        }
    }
}
