//! The rules of feeds and site maps.
//!
//! Comes in: an Atom feed, a JSON feed, a site map or `robots.txt`. Goes out: what programs that read them
//! would not understand, and addresses at which nothing stands.

use std::collections::HashSet;

use serde_json::Value;

use super::address::Meant;
use super::facts::Reading;
use super::reference::Role;
use super::xml::{self, Element};
use crate::diagnostic::Code;

/// What the standard of site maps allows in one.
const MAX_ENTRIES: usize = 50_000;

/// Looks at an Atom feed (RFC 4287).
pub(super) fn atom(reading: &mut Reading<'_>) {
    let mut links = Vec::new();
    let mut lacks = Vec::new();
    let mut ids = HashSet::new();
    let mut root = String::new();
    let mut own: Vec<String> = Vec::new();
    let mut of_feed: Vec<String> = Vec::new();
    let read = xml::read(reading.output.bytes, |open| {
        let [around @ .., element] = open else { return };
        match around {
            [] => {
                root.clone_from(&element.name);
                lacks.extend(missing(&of_feed, "feed"));
            }
            [_] if element.name == "entry" => {
                lacks.extend(missing(&own, "entry"));
                own.clear();
            }
            [_] => of_feed.extend(named(element)),
            [_, entry] if entry.name == "entry" => {
                own.extend(named(element));
                let id = element.text.trim();
                if element.name == "id" && !ids.insert(id.to_owned()) {
                    lacks.push(format!("two entries have the id `{id}`"));
                }
            }
            _ => {}
        }
        if element.name == "link" {
            links.extend(element.attribute("href").map(str::to_owned));
        }
    });
    let faults = match read {
        Err(fault) => vec![fault],
        Ok(()) if root != "feed" => vec![format!("it is no feed, but `{root}`")],
        Ok(()) => lacks,
    };
    tell(reading, Code::BadFeed, faults);
    for link in links {
        reading.refer(&link, Role::Statement);
    }
}

/// The element's name, if there is anything in it.
fn named(element: &Element) -> Option<String> {
    (!element.text.trim().is_empty()).then(|| element.name.clone())
}

/// What every feed and every entry must have.
fn missing(own: &[String], what: &str) -> Vec<String> {
    let needed = ["id", "title", "updated"];
    let missing = needed.iter().filter(|name| !own.iter().any(|own| own == *name));
    missing.map(|name| format!("its `{what}` has no `{name}`")).collect()
}

/// Looks at a JSON feed (jsonfeed.org, version 1.1).
pub(super) fn json(reading: &mut Reading<'_>) {
    let feed: Value = match serde_json::from_slice(reading.output.bytes) {
        Ok(feed) => feed,
        Err(error) => return tell(reading, Code::BadFeed, vec![error.to_string()]),
    };
    let mut faults = Vec::new();
    let is_of_version =
        feed["version"].as_str().is_some_and(|version| version.contains("jsonfeed.org/version/"));
    if !is_of_version {
        faults.push("its `version` is not one of jsonfeed.org".to_owned());
    }
    if feed["title"].as_str().is_none_or(str::is_empty) {
        faults.push("it has no `title`".to_owned());
    }
    let items = feed["items"].as_array().map_or(&[][..], Vec::as_slice);
    if !feed["items"].is_array() {
        faults.push("it has no `items`".to_owned());
    }
    if items.iter().any(|item| item["id"].is_null()) {
        faults.push("an item has no `id`".to_owned());
    }
    tell(reading, Code::BadFeed, faults);
    let of_feed = ["home_page_url", "feed_url", "icon", "favicon"].map(|key| &feed[key]);
    let of_items =
        items.iter().flat_map(|item| ["url", "image", "banner_image"].map(|key| &item[key]));
    for link in of_feed.into_iter().chain(of_items).filter_map(Value::as_str) {
        reading.refer(link, Role::Statement);
    }
}

/// Looks at a site map (sitemaps.org).
pub(super) fn sitemap(reading: &mut Reading<'_>) {
    let mut addresses = Vec::new();
    let mut root = String::new();
    let read = xml::read(reading.output.bytes, |open| match open {
        [outermost] => root.clone_from(&outermost.name),
        [_, entry, place]
            if place.name == "loc" && matches!(entry.name.as_str(), "url" | "sitemap") =>
        {
            addresses.push(place.text.trim().to_owned());
        }
        _ => {}
    });
    let mut faults: Vec<String> = read.err().into_iter().collect();
    if faults.is_empty() && !matches!(root.as_str(), "urlset" | "sitemapindex") {
        faults.push(format!("it is no site map, but `{root}`"));
    }
    if addresses.len() > MAX_ENTRIES {
        faults.push(format!("it has {} addresses, more than {MAX_ENTRIES}", addresses.len()));
    }
    tell(reading, Code::BadSitemap, faults);
    for address in addresses {
        listed(reading, &address);
    }
}

/// Looks at `robots.txt`.
pub(super) fn robots(reading: &mut Reading<'_>) {
    let text = String::from_utf8_lossy(reading.output.bytes).into_owned();
    for line in text.lines() {
        let (key, value) = line.split_once(':').unwrap_or((line, ""));
        if key.trim().eq_ignore_ascii_case("sitemap") {
            listed(reading, value.trim());
        }
    }
}

/// An address for search engines must be absolute, of this site, and of something that is there.
fn listed(reading: &mut Reading<'_>, address: &str) {
    let is_absolute = address.starts_with("https://") || address.starts_with("http://");
    let fault = match reading.addresses.resolve(reading.output.address.as_str(), address) {
        Meant::Inside { .. } if is_absolute => return,
        Meant::Inside { .. } | Meant::Other => format!("the address `{address}` is not absolute"),
        Meant::Missing(_) => format!("nothing stands at `{address}`"),
        Meant::Above | Meant::Outside | Meant::Beside => format!("`{address}` is not of this site"),
    };
    tell(reading, Code::BadSitemap, vec![fault]);
}

/// One fault of a template is in all feeds that it makes: the words are the same for all.
fn tell(reading: &mut Reading<'_>, code: Code, faults: Vec<String>) {
    let what = if code == Code::BadFeed { "feed" } else { "site map" };
    for fault in faults {
        let quoted = fault.split('`').nth(1).filter(|word| word.starts_with(['&', '/', 'h']));
        let words = quoted.map(str::to_owned).into_iter().collect();
        let finding = reading.tell(code, format!("{what} is not sound: {fault}"));
        finding.words = words;
        finding.hint = "mend the template that makes it, or delete the site's own one".to_owned();
    }
}
