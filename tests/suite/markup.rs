//! The markup of whole sites: well formed, with a heading order, names for everything, and links that
//! lead somewhere. Held against the golden sites and against the site of this repository.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur::site::Preview;

use crate::support::markup::{Element, Syntax, elements};
use crate::support::site::built;
use crate::support::{Built, TestSite, repository, tests_folder};

/// Golden sites in which the writer's own markup is passed on as it is, or is meant to be bad.
const WITH_RAW_HTML: &[&str] = &["raw-html-trusted", "raw-html-sanitised"];

#[test]
fn pages_of_the_golden_sites_are_sound() {
    for entry in std::fs::read_dir(tests_folder().join("sites")).unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap();
        if !WITH_RAW_HTML.contains(&name) {
            check(name, &TestSite::copy_of(&folder).build());
        }
    }
}

#[test]
fn pages_of_the_site_in_this_repository_are_sound_and_without_a_problem() {
    let built = built(&repository(), Preview::Published);
    let problems: Vec<String> =
        built.problems().into_iter().filter(|problem| !problem.starts_with("note[")).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    check("this repository", &built);
}

#[test]
fn pages_of_an_empty_site_are_sound() {
    check("empty", &TestSite::new().build());
}

/// Reads every page and document, and holds them against the rules.
#[track_caller]
fn check(site: &str, built: &Built) {
    let mut faults = Vec::new();
    let mut pages: BTreeMap<&str, Vec<Element>> = BTreeMap::new();
    for path in built.outputs.keys().filter(|path| !built.theme_files.contains(*path)) {
        let ending = path.rsplit('.').next().unwrap();
        let syntax = match ending {
            "html" => Syntax::Html,
            "xml" | "atom" => Syntax::Xml,
            "json" => {
                let parsed = serde_json::from_str::<serde_json::Value>(built.text(path));
                faults.extend(parsed.err().map(|error| format!("{path}: {error}")));
                continue;
            }
            _ => continue,
        };
        match elements(built.text(path), syntax) {
            Ok(found) if syntax == Syntax::Html => {
                pages.insert(path, found);
            }
            Ok(_) => {}
            Err(fault) => faults.push(format!("{path}: {fault}")),
        }
    }
    let ids: BTreeMap<&str, BTreeSet<&str>> =
        pages.iter().map(|(path, page)| (*path, ids_of(page))).collect();
    let base = built.build.plan.site.config.base_path();
    for (path, page) in &pages {
        let mut fault = |what: String| faults.push(format!("{path}: {what}"));
        check_page(built.text(path), page, &mut fault);
        for element in page {
            check_element(element, &mut fault);
            for name in ["href", "src"] {
                let Some(address) = element.attribute(name) else { continue };
                if element.attribute("rel") != Some("canonical") {
                    check_address(address, &Place { path, base, ids: &ids, built }, &mut fault);
                }
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{site}: {} faults\n{}",
        faults.len(),
        faults[..faults.len().min(40)].join("\n")
    );
}

fn ids_of(page: &[Element]) -> BTreeSet<&str> {
    page.iter().filter_map(|element| element.attribute("id")).collect()
}

fn check_page(text: &str, page: &[Element], fault: &mut impl FnMut(String)) {
    if !text.trim_start().to_lowercase().starts_with("<!doctype html>") {
        fault("it does not begin with a doctype".to_owned());
    }
    let named = |name: &str| page.iter().filter(|element| element.name == name).collect::<Vec<_>>();
    if named("html").iter().any(|html| html.attribute("lang").is_none_or(str::is_empty)) {
        fault("`html` has no `lang`".to_owned());
    }
    if named("main").len() != 1 || named("title").len() != 1 {
        fault("it has not exactly one `main` and one `title`".to_owned());
    }
    let mut ids: Vec<&str> = page.iter().filter_map(|element| element.attribute("id")).collect();
    ids.sort_unstable();
    for pair in ids.windows(2).filter(|pair| pair[0] == pair[1]) {
        fault(format!("two elements have the id `{}`", pair[0]));
    }
    if page.iter().any(|element| element.attribute("http-equiv") == Some("refresh")) {
        return;
    }
    if named("h1").len() != 1 {
        fault(format!("it has {} `h1`", named("h1").len()));
    }
    let mut last = 0;
    for heading in page.iter().filter(|element| is_heading(&element.name)) {
        let level = heading.name[1..].parse::<usize>().unwrap();
        if level > last + 1 {
            fault(format!("`{}` after `h{last}`: {}", heading.name, heading.text));
        }
        if heading.text.trim().is_empty() {
            fault(format!("an empty `{}`", heading.name));
        }
        last = level;
    }
}

fn is_heading(name: &str) -> bool {
    name.len() == 2 && name.starts_with('h') && name.as_bytes()[1].is_ascii_digit()
}

fn check_element(element: &Element, fault: &mut impl FnMut(String)) {
    let Element { name, attributes, text, .. } = element;
    if name == "script" || name == "iframe" || name == "style" {
        fault(format!("it has a `{name}`"));
    }
    if name == "img" && element.attribute("alt").is_none() {
        fault(format!("a picture has no `alt`: {attributes:?}"));
    }
    for (key, value) in attributes {
        if key == "style" || key.starts_with("on") {
            fault(format!("`{name}` has `{key}`"));
        }
        let is_loaded = matches!(key.as_str(), "src" | "srcset") || key == "href" && name == "link";
        let is_remote = value.contains("://") || value.starts_with("//");
        if is_loaded && is_remote && element.attribute("rel") != Some("canonical") {
            fault(format!("`{name}` loads `{value}`"));
        }
    }
    let has_name = !text.trim().is_empty() || element.attribute("aria-label").is_some();
    if name == "a" && !has_name && !text.contains('\u{a0}') {
        fault(format!("a link without a name: {attributes:?}"));
    }
    if name == "a" && element.attribute("href").is_some_and(str::is_empty) {
        fault(format!("a link that leads nowhere: {text}"));
    }
}

struct Place<'a> {
    path: &'a str,
    base: &'a str,
    ids: &'a BTreeMap<&'a str, BTreeSet<&'a str>>,
    built: &'a Built,
}

/// An address inside the site leads to an output, and its fragment to an id there.
fn check_address(address: &str, place: &Place<'_>, fault: &mut impl FnMut(String)) {
    let is_outside = address.split(['/', '?', '#']).next().unwrap().contains(':');
    if is_outside || address.is_empty() {
        return;
    }
    let (file, fragment) = address.split_once('#').unwrap_or((address, ""));
    let mut parts: Vec<&str> = place.path.split('/').collect();
    let target = match file.strip_prefix(place.base) {
        Some(from_root) if file.starts_with('/') => from_root.to_owned(),
        _ if file.is_empty() => place.path.to_owned(),
        _ => {
            parts.pop();
            for part in file.split('/') {
                match part {
                    "." => {}
                    ".." if parts.pop().is_none() => {
                        fault(format!("`{address}` leads out of the site"));
                    }
                    ".." => {}
                    part => parts.push(part),
                }
            }
            parts.join("/")
        }
    };
    let target = if target.is_empty() || target.ends_with('/') {
        format!("{target}index.html")
    } else {
        target
    };
    if !place.built.outputs.contains_key(&target) {
        fault(format!("`{address}` leads to `{target}`, which is not made"));
    } else if !fragment.is_empty()
        && !place.ids.get(target.as_str()).is_some_and(|ids| ids.contains(fragment))
    {
        fault(format!("`{address}`: no element of `{target}` has the id `{fragment}`"));
    }
}
