//! The part of a page that is the article.
//!
//! Comes in: the tree of a page. Goes out: a tree of the article alone, or nothing for a page without one.
//! Always holds: headings of sections are left in it, whatever they say.

use dom_query::Document;
use dom_smoothie::{Config, ParsePolicy, Readability};

/// Characters of an article that is surely whole.
const SURE: usize = 500;

/// Finds the article.
///
/// A library does it under rules that can be strict or lenient. Strict ones may miss a short article, lenient
/// ones take in what stands around it, so the strictest counts that finds about as much as any other.
pub(super) fn find(page: &Document) -> Option<Document> {
    spare_headings(page);
    let mut found: Vec<(usize, String)> = Vec::new();
    for policy in [ParsePolicy::Strict, ParsePolicy::Moderate, ParsePolicy::Clean, ParsePolicy::Raw]
    {
        // The linked data was read already, by a reader that limits its depth.
        let config = Config { disable_json_ld: true, ..Config::default() };
        let reader = Readability::with_document(page.clone(), None, Some(config));
        let article = reader.and_then(|mut reader| reader.parse_with_policy(policy));
        let Ok(article) = article else { continue };
        found.push((article.length, article.content.to_string()));
        if article.length >= SURE {
            break;
        }
    }
    let longest = found.iter().map(|(length, _)| *length).max()?;
    let content = found.into_iter().find(|(length, _)| *length * 2 >= longest)?.1;
    Some(Document::fragment(content))
}

/// Sets all headings but those of the first level a level lower.
///
/// The library takes the first heading of the two highest levels for the title if its words are in the title,
/// as those of a section `The law` are in `The lock and the law`. Only how levels stand to each other counts.
fn spare_headings(page: &Document) {
    for (level, lower) in [("h5", "h6"), ("h4", "h5"), ("h3", "h4"), ("h2", "h3")] {
        page.select(level).rename(lower);
    }
}
