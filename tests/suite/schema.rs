//! JSON Schemas, held against what a build reads.

use std::collections::BTreeSet;

use rapporteur::diagnostic::Code;
use rapporteur::schema::{Subject, schema};
use serde_json::{Value, json};

use crate::support::schema::{faults, resolved};
use crate::support::site::{Built, files_below};
use crate::support::{TestSite, repository};

/// A key that no file has, and that is like none.
const NO_KEY: &str = "qqqqqq";

#[test]
fn a_schema_has_exactly_the_keys_that_a_build_reads() {
    for subject in Subject::ALL {
        let schema = schema(subject);
        let mut walk = Walk { subject, root: &schema, n_mappings: 0 };
        walk.mapping(&schema, &|inner| inner.to_owned());
        let least = match subject {
            Subject::Site => 6,
            Subject::Article | Subject::Actor => 4,
            Subject::Story | Subject::Topic | Subject::Page | Subject::Sources => 1,
        };
        assert!(walk.n_mappings >= least, "{subject:?}: {} mappings were seen", walk.n_mappings);
    }
}

/// Goes through all mappings that a schema has.
struct Walk<'a> {
    subject: Subject,
    root: &'a Value,
    n_mappings: usize,
}

impl<'a> Walk<'a> {
    /// Compares the keys of a mapping. `around` puts the text of a mapping where this one stands.
    fn mapping(&mut self, schema: &'a Value, around: &dyn Fn(&str) -> String) {
        let schema = self.plain(schema);
        if let Some(items) = schema.get("items").filter(|_| schema.get("properties").is_none()) {
            return self.mapping(items, &|inner| around(&format!("[{inner}]")));
        }
        let Some(Value::Object(properties)) = schema.get("properties") else { return };
        let seen: BTreeSet<&str> = properties.keys().map(String::as_str).collect();
        let text = around(&format!("{{{NO_KEY}: 1}}"));
        assert_eq!(known_keys(self.subject, &text), Some(to_owned(&seen)), "{text}");
        self.n_mappings += 1;
        for (key, property) in properties {
            // Names of rules are told of in another way.
            if key != "rules" {
                self.mapping(property, &|inner| around(&format!("{{{key}: {inner}}}")));
            }
        }
    }

    /// The part of a schema that speaks of mappings or lists.
    fn plain(&self, schema: &'a Value) -> &'a Value {
        if let Some(reference) = schema.get("$ref") {
            return self.plain(resolved(self.root, reference));
        }
        let parts = ["allOf", "anyOf"].iter().find_map(|word| schema.get(word)?.as_array());
        let parts = parts.into_iter().flatten().map(|part| self.plain(part));
        parts.into_iter().find(|part| part.get("properties").is_some()).unwrap_or(schema)
    }
}

fn to_owned(keys: &BTreeSet<&str>) -> BTreeSet<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

/// A site with one file.
fn build(subject: Subject, yaml: &str) -> Built {
    let markdown = format!("---\n{yaml}\n---\nText.\n");
    let (path, text) = match subject {
        Subject::Site => ("site.yaml", yaml),
        Subject::Article => ("content/articles/2025-02-18-talks.md", &*markdown),
        Subject::Actor => ("content/actors/people.yaml", yaml),
        Subject::Story => ("content/stories/talks.md", &*markdown),
        Subject::Topic => ("content/topics/talks.md", &*markdown),
        Subject::Page => ("content/pages/talks.md", &*markdown),
        Subject::Sources => ("content/sources.yaml", yaml),
    };
    TestSite::new().file(path, text).build()
}

/// The keys that a build says to know where it meets one that it does not.
fn known_keys(subject: Subject, yaml: &str) -> Option<BTreeSet<String>> {
    let built = build(subject, yaml);
    let problem = built.diagnostics.iter().find(|problem| problem.code == Code::UnknownKey)?;
    let hint = problem.hint.as_deref()?.strip_prefix("known keys are ")?;
    Some(hint.split(", ").map(|key| key.trim_matches('`').to_owned()).collect())
}

#[test]
fn the_schema_of_settings_has_every_rule_and_explains_it() {
    let schema = schema(Subject::Site);
    let rules = schema["properties"]["rules"]["properties"].as_object().unwrap();
    for code in Code::ALL {
        assert_eq!(rules[code.name()]["description"], code.explanation());
    }
    assert_eq!(rules.len(), Code::ALL.len());
}

#[test]
fn every_key_is_explained() {
    for subject in Subject::ALL {
        let schema = schema(subject);
        let definitions = schema.get("definitions").and_then(Value::as_object);
        let mappings = definitions.into_iter().flat_map(|all| all.values()).chain([&schema]);
        for mapping in mappings {
            let properties = mapping.get("properties").and_then(Value::as_object);
            for (key, property) in properties.into_iter().flatten() {
                assert!(property.get("description").is_some(), "{subject:?}: {key}");
            }
        }
    }
}

#[test]
fn all_content_of_this_repository_fits_the_schemas() {
    let root = repository();
    let mut n_files = 0;
    let golden = files_below(&root.join("tests/sites")).into_iter();
    let golden = golden
        .filter(|path| !path.contains("/expected/"))
        .map(|path| format!("tests/sites/{path}"));
    let own = files_below(&root.join("content")).into_iter().map(|path| format!("content/{path}"));
    for path in own.chain(golden).chain(["site.yaml".to_owned()]) {
        let text = std::fs::read_to_string(root.join(&path)).unwrap_or_default();
        if let Some((subject, yaml)) = subject_of(&path, &text) {
            // What is broken on purpose is told by the build.
            let Ok(value) = serde_yaml::from_str::<Value>(yaml) else { continue };
            let empty = value.is_null().then(|| json!({}));
            let found = faults(&schema(subject), empty.as_ref().unwrap_or(&value));
            assert!(found.is_empty(), "{path}: {found:#?}");
            n_files += 1;
        }
    }
    assert!(n_files > 100, "only {n_files} files were found");
}

/// What a file is, and the YAML in it.
fn subject_of<'a>(path: &str, text: &'a str) -> Option<(Subject, &'a str)> {
    let is_in = |folder: &str| path.contains(&format!("content/{folder}/"));
    let subject = match path {
        _ if path.ends_with("site.yaml") => Subject::Site,
        _ if path.ends_with("content/sources.yaml") => Subject::Sources,
        _ if is_in("articles") => Subject::Article,
        _ if is_in("actors") => Subject::Actor,
        _ if is_in("stories") => Subject::Story,
        _ if is_in("topics") => Subject::Topic,
        _ if is_in("pages") => Subject::Page,
        _ => return None,
    };
    if path.ends_with(".yaml") {
        return Some((subject, text));
    }
    let rest = path.ends_with(".md").then(|| text.strip_prefix("---\n")).flatten()?;
    Some((subject, &rest[..rest.find("\n---\n")? + 1]))
}

#[test]
fn what_a_build_refuses_does_not_fit() {
    let check = |subject: Subject, yaml: &str, n_faults: usize| {
        let value: Value = serde_yaml::from_str(yaml).unwrap();
        let found = faults(&schema(subject), &value);
        assert_eq!(found.len(), n_faults, "{yaml}: {found:?}");
    };
    check(Subject::Article, "titel: Talks", 1);
    check(Subject::Article, "{date: someday, embargo: 18.02.2025}", 2);
    check(Subject::Article, "{title: Talks, topics: One, actors: [a, b], date: 2025-02-18}", 0);
    check(Subject::Article, "{status: finished, confidence: none}", 2);
    check(Subject::Article, "sources: [{publisher: Reuters}]", 1);
    check(Subject::Actor, "[{name: A}, {name: B, kind: alien}, {nme: C}]", 2);
    check(Subject::Actor, "{name: A, roles: [{title: Envoy, from: 2024, to: 2025-03}]}", 0);
    check(Subject::Actor, "roles: [{title: Envoy, from: soon}]", 1);
    check(Subject::Site, "{rules: {ambiguous-name: error, bad-yaml: off, no-such-rule: off}}", 2);
    check(Subject::Site, "actors: {packs: [states, planets]}", 1);
    check(Subject::Site, "{title: '', language: Englisch, feeds: {limit: 0}}", 3);
    check(Subject::Site, "{language: en_US, feeds: {limit: 2000}}", 2);
    check(Subject::Story, "status: asleep", 1);
    check(Subject::Page, "status: closed", 1);
    check(Subject::Article, "{date: 2025-02-30, updated: 2025-04-31, embargo: 2025-13-01}", 3);
    check(Subject::Article, "{date: 2024-02-29, updated: 20250430, embargo: 2025-12-31T09:00}", 0);
}

/// Values that a writer may leave behind a key, some of them by a slip.
const VALUES: &[&str] =
    &["", "2025", "1.5", "true", "word", "''", "'?'", "[]", "[5]", "[word]", "[null]", "{}"];

#[test]
fn a_plain_value_fits_a_key_exactly_where_a_build_takes_it() {
    let mut unlike = Vec::new();
    for subject in Subject::ALL.into_iter().filter(|subject| *subject != Subject::Sources) {
        let schema = schema(subject);
        for key in schema["properties"].as_object().unwrap().keys() {
            // An address and a zone have no pattern; an actor without a name may have a slug.
            if ["base_url", "timezone"].contains(&key.as_str()) {
                continue;
            }
            for value in VALUES {
                let name =
                    if subject == Subject::Actor && key != "name" { "name: Ann\n" } else { "" };
                if (subject, key.as_str(), *value) == (Subject::Actor, "name", "") {
                    continue;
                }
                let yaml = format!("{name}{key}: {value}");
                let read: Value = serde_yaml::from_str(&yaml).unwrap();
                let fits = faults(&schema, &read).is_empty();
                let taken = problem(subject, &yaml);
                if fits != taken.is_none() {
                    unlike.push(format!("{subject:?}: {yaml}: fits: {fits}, build: {taken:?}"));
                }
            }
        }
    }
    assert!(unlike.is_empty(), "{}", unlike.join("\n"));
}

/// What a build refuses of a file, if it does.
fn problem(subject: Subject, yaml: &str) -> Option<String> {
    let refusals = [Code::BadYaml, Code::UnknownKey, Code::UnknownValue, Code::BadDate];
    let problems = build(subject, yaml).diagnostics.into_iter();
    problems
        .filter(|problem| refusals.contains(&problem.code))
        .map(|problem| problem.message)
        .next()
}

#[test]
fn targets_of_publish_fit_by_their_kind() {
    let check = |target: &str, is_right: bool| {
        let yaml = format!("publish: {{live: {target}}}");
        let value: Value = serde_yaml::from_str(&yaml).unwrap();
        let found = faults(&schema(Subject::Site), &value);
        assert_eq!(found.is_empty(), is_right, "{target}: {found:?}");
        // The schema says what a build says.
        let (_, problems) = rapporteur::config::read(&yaml);
        assert_eq!(problems.is_empty(), is_right, "{target}: {problems:?}");
    };
    for target in [
        "{kind: folder, path: ../www}",
        "{kind: folder, path: /srv/www, url: 'https://brief.example.org', grace: 0, keep_previous: false, host: netlify}",
        "{kind: git, branch: pages}",
        "{kind: git, remote: origin, branch: pages, history: squashed, cname: brief.example.org, url: 'https://brief.example.org/'}",
        "{kind: s3, bucket: brief}",
        "{kind: s3, bucket: brief, endpoint: 'https://s3.example.org', region: auto, prefix: a/b, addressing: host, credentials: R2, page_seconds: 5, file_seconds: 9}",
        "{kind: sftp, host: web@example.org, path: /var/www/brief, port: 2222}",
        "{kind: rsync, host: web, path: /var/www/brief, keep_previous: true}",
        "{kind: webdav, address: 'https://dav.example.org/brief/', host: plain}",
    ] {
        check(target, true);
    }
    for target in [
        "{path: ../www}",
        "{kind: ftp, host: web, path: /www}",
        "{kind: folder}",
        "{kind: folder, path: 7}",
        "{kind: folder, path: ''}",
        "{kind: folder, path: ~/www}",
        "{kind: folder, path: ../other/.git/www}",
        "{kind: folder, path: ../www, branch: pages}",
        "{kind: git, remote: origin}",
        "{kind: git, branch: pages, history: none}",
        "{kind: git, branch: pages, keep_previous: false}",
        "{kind: s3, endpoint: 'https://s3.example.org'}",
        "{kind: s3, bucket: brief, page_seconds: -1}",
        "{kind: s3, bucket: brief, addressing: virtual}",
        "{kind: sftp, path: /var/www/brief}",
        "{kind: sftp, host: web, path: /var/www/brief, port: 99999}",
        "{kind: rsync, host: web, path: /var/www/brief, bucket: brief}",
        "{kind: webdav, url: 'https://dav.example.org/'}",
        "{kind: webdav, address: 'https://dav.example.org/', host: apache}",
        "[git, pages]",
    ] {
        check(target, false);
    }
}
