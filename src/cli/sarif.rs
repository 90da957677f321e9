//! Diagnostics as SARIF 2.1.0, which code hosts and editors read.
//!
//! Comes in: diagnostics. Goes out: one log with the rules that they are of, each with its page.

use std::path::Path;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::{explain, report};
use crate::diagnostic::{Code, Diagnostic, Place, Severity};

/// What a path may not have where an address stands.
const NOT_IN_PATHS: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`');

/// The log of one run.
pub(super) fn log(diagnostics: &[Diagnostic], project: &Path) -> Value {
    let mut codes: Vec<Code> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let results = diagnostics.iter().map(|diagnostic| {
        let Diagnostic { code, severity, place, message, hint, related } = diagnostic;
        let text = hint.as_ref().map_or(message.clone(), |hint| format!("{message}\nhint: {hint}"));
        let mut result = json!({
            "ruleId": code.name(),
            "ruleIndex": codes.binary_search(code).unwrap_or(0),
            "level": level(*severity),
            "message": { "text": text },
            "locations": [location(place, project)],
        });
        if !related.is_empty() {
            let related = related.iter().map(|(place, what)| {
                let mut location = location(place, project);
                location["message"] = json!({ "text": what });
                location
            });
            result["relatedLocations"] = related.collect();
        }
        result
    });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "rapporteur",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    })
}

fn rule(code: Code) -> Value {
    let page = explain::page(code).unwrap_or_default();
    json!({
        "id": code.name(),
        "shortDescription": { "text": code.explanation() },
        "help": { "text": page, "markdown": page },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

fn location(place: &Place, project: &Path) -> Value {
    let path = report::from_here(project, &place.path);
    let uri = utf8_percent_encode(&path, NOT_IN_PATHS).to_string();
    let mut physical = json!({ "artifactLocation": { "uri": uri } });
    if place.line > 0 {
        let mut region = json!({ "startLine": place.line });
        if let Some((first, behind)) = place.columns {
            region["startColumn"] = first.into();
            region["endColumn"] = behind.into();
        }
        if !place.excerpt.is_empty() {
            region["snippet"] = json!({ "text": place.excerpt });
        }
        physical["region"] = region;
    }
    json!({ "physicalLocation": physical })
}

fn level(severity: Severity) -> &'static str {
    severity.name()
}
