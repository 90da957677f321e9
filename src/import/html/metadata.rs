//! What a page says about itself, for machines.
//!
//! Comes in: the tree of a page. Goes out: `Metadata`. Always holds: of several places that say the same
//! the most exact counts: JSON-LD, then OpenGraph and its kin, then `<meta>`, then what readers see.

use std::collections::BTreeMap;

use dom_query::Document;
use serde_json::Value;

use super::json_ld;
use crate::date::When;
use crate::import::date::{self, DateProblem};
use crate::import::{Action, Note, characters, person};

/// What a page says about itself.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Metadata {
    pub(super) title: Option<String>,
    pub(super) published: Option<When>,
    pub(super) updated: Option<When>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
    pub(super) lang: Option<String>,
    /// What it says in one sentence.
    pub(super) description: Option<String>,
    /// Words for search engines.
    pub(super) keywords: Option<String>,
    /// Texts of the times that readers see.
    pub(super) times: Vec<String>,
}

const TITLES: &[&str] =
    &["og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title"];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "pubdate",
    "publish-date",
    "publication_date",
    "sailthru.date",
    "date",
];
const UPDATED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
];
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
];
const PUBLISHERS: &[&str] = &[
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "application-name",
    "twitter:site",
];
const DESCRIPTIONS: &[&str] =
    &["og:description", "description", "dcterms.abstract", "dc.description", "twitter:description"];
const KEYWORDS: &[&str] = &["keywords", "news_keywords", "article:tag", "parsely-tags"];

/// Reads what a page says about itself.
pub(super) fn read(page: &Document, notes: &mut Vec<Note>) -> Metadata {
    let meta = meta_values(page);
    let first = |names: &[&str]| {
        names.iter().find_map(|name| meta.get(*name)).and_then(|values| values.first()).cloned()
    };
    let json = json_ld::article(page).unwrap_or(Value::Null);
    let json_text = |key: &str| json_ld::text(&json[key]);
    let publisher = json_ld::text(&json["publisher"]).or_else(|| first(PUBLISHERS));
    let publisher = publisher.map(|name| name.trim_start_matches('@').to_owned());

    let title = json_text("headline").or_else(|| first(TITLES)).or_else(|| visible_title(page));
    let title = title.map(|title| without_site(&title, publisher.as_deref()));
    let published =
        [json_text("datePublished"), json_text("dateCreated"), first(PUBLISHED), time(page)];
    let updated = [json_text("dateModified"), first(UPDATED)];
    let mut named = json_ld::texts(&json["author"]);
    if named.is_empty() {
        named = AUTHORS.iter().find_map(|name| meta.get(*name)).cloned().unwrap_or_default();
    }
    if named.is_empty() && first(&["twitter:label1"]).is_some_and(|label| is_author_label(&label)) {
        named.extend(first(&["twitter:data1"]));
    }
    let mut authors: Vec<String> = named.iter().flat_map(|names| person::authors(names)).collect();
    // Some pages give the address of an author's page in place of the name.
    authors.retain(|author| !author.is_empty() && !author.contains("://"));
    authors.dedup();

    let url = [
        attribute(page, "link[rel=canonical]", "href"),
        first(&["og:url"]),
        json_ld::address(&json["url"]),
        json_ld::address(&json["mainEntityOfPage"]),
    ];
    let is_web = |url: &String| url.starts_with("https://") || url.starts_with("http://");
    let lang = attribute(page, "html", "lang").or_else(|| json_text("inLanguage"));
    let lang = lang.or_else(|| first(&["og:locale", "dc.language"]));
    Metadata {
        title: title.filter(|title| !title.is_empty()),
        published: first_date(published, notes),
        updated: first_date(updated, notes),
        authors,
        publisher,
        url: url.into_iter().flatten().find(is_web),
        lang: lang.map(|lang| lang.replace('_', "-")).filter(|lang| is_language(lang)),
        description: json_text("description").or_else(|| first(DESCRIPTIONS)),
        keywords: Some(json_ld::texts(&json["keywords"]).join(", "))
            .filter(|words| !words.is_empty())
            .or_else(|| first(KEYWORDS)),
        times: page.select("time").nodes().iter().map(|node| clean(&node.text())).collect(),
    }
}

fn is_author_label(label: &str) -> bool {
    matches!(label.to_lowercase().as_str(), "written by" | "by" | "author" | "verfasst von")
}

/// Values of `<meta>` by name, property or itemprop, in lower case.
fn meta_values(page: &Document) -> BTreeMap<String, Vec<String>> {
    let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for node in page.select("meta[content]").nodes() {
        let content = clean(&node.attr_or("content", ""));
        for attribute in ["name", "property", "itemprop"] {
            let name = node.attr_or(attribute, "").trim().to_lowercase();
            if !name.is_empty() && !content.is_empty() {
                values.entry(name).or_default().push(content.clone());
            }
        }
    }
    values
}

/// The only big heading, else the title of the window.
fn visible_title(page: &Document) -> Option<String> {
    let headings = page.select("h1");
    let texts = headings.nodes().iter().map(|node| clean(&node.text()));
    let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
    match texts.as_slice() {
        [only] => Some(only.clone()),
        _ => Some(clean(&page.select_single("head title").text())),
    }
}

/// A title without the name of its site at the end.
fn without_site(title: &str, site: Option<&str>) -> String {
    let bars = [" | ", " - ", " – ", " — ", " :: ", " » ", " · "];
    let cut = bars.iter().filter_map(|bar| title.rfind(bar).map(|at| (at, bar.len()))).max();
    let Some((at, n)) = cut else { return title.trim().to_owned() };
    let (head, tail) = (title[..at].trim(), title[at + n..].trim());
    let is_site = site.is_some_and(|site| site.eq_ignore_ascii_case(tail));
    // Where the page does not name its site, a bar parts titles from sites and nothing else.
    let is_bar = matches!(title[at..at + n].trim(), "|" | "::" | "»");
    let is_short = head.split_whitespace().count() >= 3 && tail.split_whitespace().count() <= 4;
    if is_site || is_bar && is_short { head.to_owned() } else { title.trim().to_owned() }
}

/// The time that the page shows.
fn time(page: &Document) -> Option<String> {
    let places = [
        "time[itemprop=datePublished]",
        "time[pubdate]",
        "article header time[datetime]",
        "article time[datetime]",
        "main time[datetime]",
        "time[datetime]",
        "[itemprop=datePublished]",
    ];
    places.iter().find_map(|place| {
        attribute(page, place, "datetime").or_else(|| {
            let text = clean(&page.select_single(place).text());
            Some(text).filter(|text| !text.is_empty())
        })
    })
}

fn attribute(page: &Document, place: &str, name: &str) -> Option<String> {
    let value = page.select_single(place).attr(name)?;
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// The first text that is a date; one with two readings is told, and counts as none.
fn first_date<const N: usize>(texts: [Option<String>; N], notes: &mut Vec<Note>) -> Option<When> {
    let mut problem = None;
    for text in texts.into_iter().flatten() {
        match date::read(&text) {
            Ok(when) => return Some(when),
            Err(found) => problem = problem.or(Some((text, found))),
        }
    }
    let (text, problem) = problem?;
    let reason = match problem {
        DateProblem::TwoReadings(a, b) => {
            format!("the date may be {} or {}: say which with `--date`", a.iso(), b.iso())
        }
        DateProblem::Unreadable => "the date cannot be read: give it with `--date`".to_owned(),
    };
    notes.push(Note::new(0, Action::Dropped, &text, &reason));
    None
}

/// `en`, `en-GB`, `zh-Hant-TW`.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    parts.next().is_some_and(|first| {
        (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic())
    }) && parts.all(|part| {
        (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    })
}

/// Text on one line without characters that do not belong there.
pub(super) fn clean(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    characters::clean(&text).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn read_page(head: &str) -> Metadata {
        let page = format!("<html><head>{head}</head><body></body></html>");
        read(&Document::from(page), &mut Vec::new())
    }

    #[test]
    fn the_most_exact_place_counts() {
        let page = read_page(
            r#"<title>Talks | Lake News</title>
            <meta property="og:title" content="Talks begin"><meta property="og:site_name" content="Lake News">
            <meta name="author" content="Bo Kim"><meta name="DC.date" content="2025-02-17">
            <link rel="canonical" href="https://lake.example/talks">
            <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebPage","name":"x"},
            {"@type":["NewsArticle"],"headline":"Talks on the lake begin","datePublished":"2025-02-18T09:00:00+01:00",
            "author":[{"@type":"Person","name":"Ann Lee"},"Cy Roe"],"publisher":{"name":"The Lake News"}}]}</script>"#,
        );
        assert_eq!(page.title.as_deref(), Some("Talks on the lake begin"));
        assert_eq!(page.published, When::parse("2025-02-18T09:00:00+01:00"));
        assert_eq!(page.authors, ["Ann Lee", "Cy Roe"]);
        assert_eq!(page.publisher.as_deref(), Some("The Lake News"));
        assert_eq!(page.url.as_deref(), Some("https://lake.example/talks"));
    }

    #[test]
    fn a_title_loses_the_name_of_its_site() {
        let check = |title: &str, site: Option<&str>, expected: &str| {
            assert_eq!(without_site(title, site), expected);
        };
        check("Talks - Lake News", Some("Lake News"), "Talks");
        check("Talks begin at last | Lake News", None, "Talks begin at last");
        check("Upper State - a portrait", Some("Lake News"), "Upper State - a portrait");
        check("Talks", None, "Talks");
    }
}
