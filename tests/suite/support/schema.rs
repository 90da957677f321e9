//! Checks values against JSON Schemas, as far as the schemas of this program go.
//!
//! Comes in: a schema and a value. Goes out: what of the value does not fit. Always holds: a word of a
//! schema that is not known here is a failure, so that nothing is passed over in silence.

use serde_json::{Map, Value};

/// Words that say nothing about what fits.
const REMARKS: &[&str] = &["$schema", "title", "description", "default", "examples", "definitions"];

/// What does not fit, each with its path in the value.
pub(crate) fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut check = Check { root: schema, faults: Vec::new() };
    check.value(schema, value, "");
    check.faults
}

struct Check<'a> {
    root: &'a Value,
    faults: Vec<String>,
}

impl<'a> Check<'a> {
    fn value(&mut self, schema: &'a Value, value: &Value, path: &str) {
        let Value::Object(words) = schema else {
            if schema == &Value::Bool(false) {
                self.faults.push(format!("{path}: is not allowed"));
            }
            return;
        };
        for (word, wanted) in words {
            match word.as_str() {
                "$ref" => self.value(resolved(self.root, wanted), value, path),
                "type" => self.kind(wanted, value, path),
                "const" => self.hold(wanted == value, path, &format!("is not {wanted}")),
                "pattern" => self.pattern(wanted, value, path),
                "minimum" => self.number(value, path, |n| n >= wanted.as_f64().unwrap()),
                "maximum" => self.number(value, path, |n| n <= wanted.as_f64().unwrap()),
                "properties" | "required" | "additionalProperties" => {}
                "items" => {
                    for (idx, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.value(wanted, item, &format!("{path}/{idx}"));
                    }
                }
                "allOf" => {
                    wanted
                        .as_array()
                        .unwrap()
                        .iter()
                        .for_each(|part| self.value(part, value, path));
                }
                "anyOf" => self.fits(wanted, value, path, |n| n > 0),
                "oneOf" => self.fits(wanted, value, path, |n| n == 1),
                remark => assert!(REMARKS.contains(&remark), "unknown word of a schema: {remark}"),
            }
        }
        if let Value::Object(entries) = value {
            self.entries(words, entries, path);
        }
    }

    fn entries(&mut self, words: &'a Map<String, Value>, entries: &Map<String, Value>, path: &str) {
        let known = words.get("properties").and_then(Value::as_object);
        for (key, value) in entries {
            let path = format!("{path}/{key}");
            let known = known.and_then(|known| known.get(key));
            if let Some(schema) = known.or(words.get("additionalProperties")) {
                self.value(schema, value, &path);
            }
        }
        for key in words.get("required").and_then(Value::as_array).into_iter().flatten() {
            let is_there = entries.contains_key(key.as_str().unwrap());
            self.hold(is_there, path, &format!("lacks {key}"));
        }
    }

    fn kind(&mut self, wanted: &Value, value: &Value, path: &str) {
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(n) if n.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        // A whole number is a number, too.
        let is_one = |wanted: &Value| wanted == kind || wanted == "number" && kind == "integer";
        let fits = wanted.as_array().map_or_else(|| is_one(wanted), |all| all.iter().any(is_one));
        self.hold(fits, path, &format!("is of type {kind}, not {wanted}"));
    }

    fn pattern(&mut self, wanted: &Value, value: &Value, path: &str) {
        let pattern = fancy_regex::Regex::new(wanted.as_str().unwrap()).unwrap();
        let fits = value.as_str().is_none_or(|text| pattern.is_match(text).unwrap());
        self.hold(fits, path, &format!("does not look like {wanted}"));
    }

    fn number(&mut self, value: &Value, path: &str, fits: impl Fn(f64) -> bool) {
        self.hold(value.as_f64().is_none_or(fits), path, "is out of range");
    }

    fn fits(&mut self, parts: &'a Value, value: &Value, path: &str, is_right: fn(usize) -> bool) {
        let parts = parts.as_array().unwrap().iter();
        let n = parts
            .filter(|part| {
                let mut check = Check { root: self.root, faults: Vec::new() };
                check.value(part, value, path);
                check.faults.is_empty()
            })
            .count();
        self.hold(is_right(n), path, &format!("fits {n} of the forms that it may have"));
    }

    fn hold(&mut self, holds: bool, path: &str, fault: &str) {
        if !holds {
            self.faults.push(format!("{path}: {fault}"));
        }
    }
}

/// What a `$ref` stands for: the whole schema, or one of its definitions.
pub(crate) fn resolved<'a>(root: &'a Value, reference: &Value) -> &'a Value {
    let pointer = reference.as_str().unwrap().strip_prefix('#').unwrap();
    root.pointer(pointer).unwrap_or_else(|| panic!("{reference} leads nowhere"))
}
