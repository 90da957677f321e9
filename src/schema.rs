//! JSON Schemas of the files that a writer edits, for editors.
//!
//! Comes in: the name of a kind of file. Goes out: its schema (draft 7, which all editors read). Always
//! holds: a schema is derived of the very types that a build reads, and their comments are its
//! descriptions.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::{actor, article, config, site};

/// A kind of file that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// `site.yaml`.
    Site,
    /// Front matter of articles.
    Article,
    /// Files of actors: front matter, one mapping, or a list of them.
    Actor,
    /// Front matter of stories.
    Story,
    /// Front matter of topics.
    Topic,
    /// Front matter of free pages.
    Page,
    /// `content/sources.yaml`.
    Sources,
}

impl Subject {
    /// All of them.
    pub const ALL: [Subject; 7] = [
        Subject::Site,
        Subject::Article,
        Subject::Actor,
        Subject::Story,
        Subject::Topic,
        Subject::Page,
        Subject::Sources,
    ];

    /// Its name on the command line, and that of the file of its schema.
    pub fn name(self) -> &'static str {
        match self {
            Subject::Site => "site",
            Subject::Article => "article",
            Subject::Actor => "actor",
            Subject::Story => "story",
            Subject::Topic => "topic",
            Subject::Page => "page",
            Subject::Sources => "sources",
        }
    }

    /// Which files it describes.
    pub fn about(self) -> &'static str {
        match self {
            Subject::Site => "`site.yaml`",
            Subject::Article => "Front matter of `content/articles/**/*.md`",
            Subject::Actor => "Files under `content/actors/`: front matter, a mapping, or a list",
            Subject::Story => "Front matter of `content/stories/*.md`",
            Subject::Topic => "Front matter of `content/topics/*.md`",
            Subject::Page => "Front matter of `content/pages/*.md`",
            Subject::Sources => "`content/sources.yaml`",
        }
    }

    /// The YAML files that it describes, as editors select them. Front matter is no file of its own.
    pub fn yaml_files(self) -> &'static [&'static str] {
        match self {
            Subject::Site => &["site.yaml"],
            Subject::Actor => &["content/actors/**/*.yaml", "content/actors/**/*.yml"],
            Subject::Sources => &["content/sources.yaml"],
            Subject::Article | Subject::Story | Subject::Topic | Subject::Page => &[],
        }
    }

    /// The name of the file of its schema.
    pub fn file_name(self) -> String {
        format!("{}.json", self.name())
    }
}

/// The schema of a kind of file.
pub fn schema(subject: Subject) -> Value {
    match subject {
        Subject::Site => of::<config::Written>(),
        Subject::Article => of::<article::FrontMatter>(),
        Subject::Actor => one_or_list(of::<actor::Written>()),
        Subject::Story => of::<site::Written>(),
        Subject::Topic | Subject::Page => of::<site::WrittenPage>(),
        Subject::Sources => of::<Vec<site::Publisher>>(),
    }
}

/// A schema as text, to be written into a file.
pub fn text(subject: Subject) -> String {
    format!("{:#}\n", schema(subject))
}

fn of<T: JsonSchema>() -> Value {
    let schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<T>();
    let mut schema = schema.to_value();
    drop_noise(&mut schema);
    take_as_yaml(&mut schema);
    schema
}

/// Lets pass what YAML makes of a text, a list or a mapping: `title: 2025` is read as the text `2025`, and `sources:`
/// with nothing behind it as an empty list.
fn take_as_yaml(schema: &mut Value) {
    let definitions = schema.get("definitions").and_then(Value::as_object).into_iter().flatten();
    let is_mapping = |(_, schema): &(&String, &Value)| schema["type"] == "object";
    let mappings: Vec<String> =
        definitions.filter(is_mapping).map(|(name, _)| format!("#/definitions/{name}")).collect();
    take_texts(schema);
    take_nothing(schema, &mappings);
}

fn take_texts(schema: &mut Value) {
    let Value::Object(keywords) = schema else {
        return schema.as_array_mut().into_iter().flatten().for_each(take_texts);
    };
    // Mappings that are told apart by a key of theirs, such as targets, are read from a copy, in which a number is no
    // text any more.
    let forms = keywords.get("oneOf").and_then(Value::as_array);
    if forms.is_some_and(|forms| forms.iter().any(|form| form.get("properties").is_some())) {
        return;
    }
    // A choice, and what has to look like something from its first sign on, is no number.
    let is_shaped = |pattern: &Value| pattern.as_str().is_some_and(|it| it.starts_with('^'));
    let is_free = !keywords.contains_key("const")
        && !keywords.contains_key("enum")
        && !keywords.get("pattern").is_some_and(is_shaped);
    if let Some(kind) = keywords.get_mut("type").filter(|_| is_free) {
        if *kind == "string" {
            *kind = json!(["string", "number", "boolean"]);
        } else if *kind == json!(["string", "null"]) {
            *kind = json!(["string", "number", "boolean", "null"]);
        }
    }
    keywords.values_mut().for_each(take_texts);
}

/// Lets the value of a key be left out behind its colon, where it is a list or a mapping.
fn take_nothing(schema: &mut Value, mappings: &[String]) {
    let Value::Object(keywords) = schema else {
        return schema
            .as_array_mut()
            .into_iter()
            .flatten()
            .for_each(|it| take_nothing(it, mappings));
    };
    for property in
        keywords.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten()
    {
        let Value::Object(property) = property.1 else { continue };
        if let Some(kind) = property.get_mut("type").filter(|it| *it == "array" || *it == "object")
        {
            *kind = json!([kind, "null"]);
        }
        let is_mapping = |parts: &Value| mappings.iter().any(|name| parts[0]["$ref"] == **name);
        if property.get("allOf").is_some_and(is_mapping) {
            let parts = property.remove("allOf").unwrap_or_default();
            property.insert("anyOf".to_owned(), json!([parts[0], { "type": "null" }]));
        }
    }
    keywords.values_mut().for_each(|it| take_nothing(it, mappings));
}

/// A default of nothing tells a writer nothing, and the width of a number in memory even less.
fn drop_noise(schema: &mut Value) {
    match schema {
        Value::Object(keywords) => {
            let is_empty = |default: &Value| match default {
                Value::Null => true,
                Value::Array(items) => items.is_empty(),
                Value::Object(entries) => entries.is_empty(),
                _ => false,
            };
            if keywords.get("default").is_some_and(is_empty) {
                keywords.remove("default");
            }
            let is_width =
                |format: &Value| format.as_str().is_some_and(|it| it.starts_with("uint"));
            keywords.retain(|keyword, value| keyword != "format" || !is_width(value));
            keywords.values_mut().for_each(drop_noise);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_noise),
        _ => {}
    }
}

/// What describes a mapping then describes a list of such mappings, too. Words about mappings say
/// nothing of lists, so both can stand side by side, and an editor tells exactly which key is wrong.
fn one_or_list(mut schema: Value) -> Value {
    schema["type"] = json!(["object", "array"]);
    schema["items"] = json!({ "type": "object", "allOf": [{ "$ref": "#" }] });
    schema
}
