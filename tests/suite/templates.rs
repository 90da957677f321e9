//! Templates against their views: a template uses nothing that its view lacks, and cannot reach beyond
//! it.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur::render::embedded_templates;
use rapporteur::site::Preview;

use crate::support::site::built;
use crate::support::{TestSite, tests_folder};

/// Filters that templates may use: all are pure. `thousands` is our own, the others are Tera's.
const FILTERS: &[&str] = &["capitalize", "escape", "join", "length", "safe", "thousands"];

/// Tests of values (`x is …`) that take an argument.
const TESTS: &[&str] = &["containing", "ending_with", "starting_with"];

#[test]
fn a_template_uses_only_variables_of_its_view() {
    let views = views();
    let mut tera = engine();
    tera.add_raw_templates(embedded_templates()).unwrap();
    for (template, fields) in &views {
        let variables: BTreeSet<&str> =
            tera.get_template_variables(template).unwrap().into_iter().collect();
        for variable in variables {
            let name = variable.split(['.', '[']).next().unwrap();
            assert!(
                fields.contains(name),
                "`{template}` uses `{variable}`, which its view lacks: {fields:?}"
            );
        }
    }
}

#[test]
fn every_view_has_a_template_and_every_template_is_reached() {
    let sources: BTreeMap<&str, &str> = embedded_templates().collect();
    let mut reached: BTreeSet<&str> = views().into_keys().collect();
    for template in &reached {
        assert!(sources.contains_key(template), "no template has the name `{template}`");
    }
    // Components are called by name and not by file: the file that defines one is reached by its use.
    loop {
        let texts: Vec<&str> = reached.iter().map(|name| sources[name]).collect();
        let is_used = |(name, text): &(&&str, &&str)| {
            let quoted = format!("\"{name}\"");
            let components =
                text.split("{% component ").skip(1).map(|rest| rest.split('(').next().unwrap());
            let mut calls = components.map(|component| format!("<{component} "));
            let calls_one = calls.any(|call| texts.iter().any(|text| text.contains(&call)));
            calls_one || texts.iter().any(|text| text.contains(&quoted))
        };
        let more: Vec<&str> = sources.iter().filter(is_used).map(|(name, _)| *name).collect();
        let n_before = reached.len();
        reached.extend(more);
        if reached.len() == n_before {
            break;
        }
    }
    let unreached: Vec<&&str> = sources.keys().filter(|name| !reached.contains(*name)).collect();
    assert!(unreached.is_empty(), "templates that nothing uses: {unreached:?}");
}

#[test]
fn templates_use_pure_filters_only_and_call_no_function() {
    for (name, text) in embedded_templates() {
        for code in code_of(text) {
            for filter in code.split('|').skip(1).map(|rest| word(rest.trim_start())) {
                assert!(FILTERS.contains(&filter), "`{name}` uses the filter `{filter}`");
            }
            let before_bracket = code
                .match_indices('(')
                .map(|(at, _)| code[..at].rsplit(|c: char| !is_word(c)).next());
            for called in before_bracket.flatten().filter(|called| !called.is_empty()) {
                let is_pure = FILTERS.contains(&called) || TESTS.contains(&called);
                let is_component =
                    code.trim_start_matches('-').trim_start().starts_with("component");
                let is_word = matches!(called, "and" | "or" | "not" | "if" | "elif");
                assert!(is_pure || is_component || is_word, "`{name}` calls `{called}`");
            }
        }
    }
}

#[test]
fn templates_escape_everything_but_finished_markup() {
    for (name, text) in embedded_templates() {
        for code in code_of(text).filter(|code| code.contains("safe")) {
            let value = code.split('|').next().unwrap().trim_matches([' ', '-']);
            let is_markup = value.ends_with("html");
            assert!(
                is_markup,
                "`{name}` passes on `{value}` unescaped; only fields named `…html` are finished markup"
            );
        }
    }
}

/// Top-level fields of each view, by the template that shows it.
fn views() -> BTreeMap<&'static str, BTreeSet<String>> {
    let mut views: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let site = TestSite::copy_of(&tests_folder().join("sites/every-kind-of-page"));
    let built = built(&site.root(), Preview::Everything);
    for page_idx in 0..built.build.plan.pages.len() {
        let content = built.build.plan.content(page_idx);
        let Some(template) = content.template() else { continue };
        let view = serde_json::to_value(&content).unwrap();
        let fields = view.as_object().unwrap().keys().cloned().collect();
        let known = views.entry(template).or_insert_with(|| BTreeSet::clone(&fields));
        assert_eq!(*known, fields, "two views of `{template}` differ in their fields");
    }
    views
}

/// An engine that knows the filters of the theme by name; nothing is rendered with it.
fn engine() -> tera::Tera {
    let mut tera = tera::Tera::new();
    tera.register_filter("thousands", |n: u64, _: tera::Kwargs, _: &tera::State| n);
    tera
}

/// What stands between the braces of a template.
fn code_of(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split("{{").skip(1).map(|part| part.split("}}").next().unwrap());
    parts.chain(text.split("{%").skip(1).map(|part| part.split("%}").next().unwrap()))
}

fn word(text: &str) -> &str {
    text.split(|c| !is_word(c)).next().unwrap()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
