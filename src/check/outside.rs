//! Links that lead to other servers: what is to be asked, and what the answers mean for a writer.
//!
//! Comes in: a build, and the answers of the servers. Goes out: addresses with the places where they are
//! written; diagnostics. Always holds: pure: who asks the servers is an edge. A server that refuses
//! programs, or was not reached in time by chance, is no fault of the text.

use std::collections::BTreeMap;

use bitcode::{Decode, Encode};
use rayon::prelude::*;

use super::markup;
use super::reference::Role;
use crate::diagnostic::{Code, Diagnostic, Place, in_order};
use crate::pipeline::Build;
use crate::site::SiteArticle;
use crate::source::Snapshot;

/// Addresses on other servers, without the place in the page, and where articles have them.
pub type OutsideLinks = BTreeMap<String, Vec<Place>>;

/// What became of an address.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Fate {
    /// Something stands there.
    Fine,
    /// It moved for good; this is the new address.
    Moved(String),
    /// Nothing stands there: why.
    Dead(String),
    /// The server does not say.
    Unknown,
}

/// The links of published articles to other servers, in their text and among their sources.
pub fn links(build: &Build, snapshot: &Snapshot) -> OutsideLinks {
    let site = &build.plan.site;
    let own = site.config.base_url.as_str();
    let of_articles: Vec<Vec<(String, Place)>> =
        site.articles.par_iter().map(|entry| links_of(entry, snapshot)).collect();
    let mut links = OutsideLinks::new();
    for (address, place) in of_articles.into_iter().flatten() {
        if !address.starts_with(own) {
            links.entry(address).or_default().push(place);
        }
    }
    links
}

fn links_of(entry: &SiteArticle, snapshot: &Snapshot) -> Vec<(String, Place)> {
    let article = &*entry.article;
    let path = &article.path;
    let text = snapshot.source(path).and_then(|source| source.text.as_deref().ok());
    let text = text.unwrap_or_default();
    let of_text = markup::read(article.prose.html.as_bytes()).references.into_iter();
    let of_text = of_text.filter(|link| link.role == Role::Link).map(|link| link.target);
    let of_sources = article.front.sources.iter().filter_map(|source| source.url.clone());
    let seen: BTreeMap<String, Place> = of_text
        .chain(of_sources)
        .filter_map(|written| {
            let mut url = url::Url::parse(&written).ok()?;
            url.set_fragment(None);
            let is_asked = matches!(url.scheme(), "http" | "https") && url.has_host();
            is_asked.then(|| (String::from(url), place(entry, text, &written)))
        })
        .collect();
    seen.into_iter().collect()
}

/// The line that has the address, else the file.
fn place(entry: &SiteArticle, text: &str, written: &str) -> Place {
    let path = &entry.article.path;
    let line = text.lines().zip(1..).find(|(line, _)| line.contains(written));
    line.map_or_else(
        || Place::file(path),
        |(_, line)| Place::line(path, text, line).narrowed(written),
    )
}

/// What is to be told of the answers.
pub fn judge(
    build: &Build,
    links: &OutsideLinks,
    fates: &BTreeMap<String, Fate>,
) -> Vec<Diagnostic> {
    let told = links.iter().flat_map(|(address, places)| {
        let (code, message, hint) = match fates.get(address) {
            Some(Fate::Dead(why)) => (
                Code::DeadLink,
                format!("nothing is to be had at `{address}`: {why}"),
                "link to where it is now or to a copy in an archive, or leave the link out"
                    .to_owned(),
            ),
            Some(Fate::Moved(to)) => {
                (Code::MovedLink, format!("`{address}` has moved"), format!("write `{to}`"))
            }
            Some(Fate::Fine | Fate::Unknown) | None => return Vec::new(),
        };
        let tell = |place: &Place| {
            Diagnostic::new(code, place.clone(), message.clone()).hint(hint.clone())
        };
        places.iter().map(tell).collect::<Vec<_>>()
    });
    in_order(build.plan.site.config.judge(told.collect()))
}
