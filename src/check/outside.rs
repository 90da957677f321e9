//! Links that lead to other servers: what is to be asked, and what the answers mean for a writer.
//!
//! Comes in: a build, and the answers of the servers. Goes out: addresses with the places where they are
//! written; diagnostics. Always holds: pure: who asks the servers is an edge. A server that refuses
//! programs is no fault of the text.

use std::collections::BTreeMap;

use bitcode::{Decode, Encode};
use percent_encoding::percent_decode_str;
use rayon::prelude::*;
use url::Url;

use super::Material;
use super::address::{Addresses, Meant};
use super::finding::{Finding, Places, in_text};
use super::markup;
use super::output::Medium;
use super::reference::Role;
use crate::diagnostic::{Code, Diagnostic, Place, in_order};
use crate::page::Kind;
use crate::path::SourcePath;
use crate::pipeline::Build;
use crate::render::Rendered;
use crate::source::{Snapshot, Source};

/// Addresses on other servers, without the place in the page, and where they are written.
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

/// The links of all pages to other servers, but for those that a built-in pack gives an actor.
pub fn links(material: &Material<'_>) -> OutsideLinks {
    let addresses = Addresses::of(material.build);
    let base = Url::parse(&material.build.plan.site.config.base_url).ok();
    let of_pages: Vec<Vec<Link>> = (0..material.build.n_outputs())
        .into_par_iter()
        .map(|page_idx| links_of(page_idx, material, &addresses, base.as_ref()))
        .collect();
    // One page for each file behind pages: a link of the theme is on all.
    let mut by_address: BTreeMap<String, BTreeMap<SourcePath, Link>> = BTreeMap::new();
    for link in of_pages.into_iter().flatten() {
        let file = material.build.label(link.page_idx).source;
        by_address.entry(link.address.clone()).or_default().entry(file).or_insert(link);
    }
    let places = Places::of(material, &[]);
    let by_address: Vec<_> = by_address.into_iter().collect();
    let placed = by_address.into_par_iter().map(|(address, links)| {
        let places = places_of(&links, &places, material.snapshot);
        (address, places)
    });
    placed.collect()
}

/// A link of a page to another server.
struct Link {
    page_idx: usize,
    /// What is written on the page.
    written: String,
    /// What is to be asked for.
    address: String,
    /// Where it is written, in a file that is copied.
    place: Option<Place>,
}

impl Link {
    /// The link as something to be looked up.
    fn finding(&self) -> Finding {
        let decoded = percent_decode_str(&self.written).decode_utf8_lossy().into_owned();
        let words = [self.written.clone(), decoded];
        Finding::new(self.page_idx, Code::DeadLink, String::new()).words(words)
    }
}

fn links_of(
    page_idx: usize,
    material: &Material<'_>,
    addresses: &Addresses<'_>,
    base: Option<&Url>,
) -> Vec<Link> {
    let Material { build, files, .. } = material;
    let page = &build.plan.pages[page_idx];
    let is_of_pack = match &page.kind {
        Kind::Actor(id) | Kind::ActorMonth(id, _) => build.plan.site.actor(*id).file().is_none(),
        _ => false,
    };
    if is_of_pack || Medium::of(&page.address) != Medium::Html {
        return Vec::new();
    }
    // What cannot be made or read is told of by the gate.
    let (bytes, copied) = match build.make(page_idx) {
        Ok(Rendered::Bytes(bytes)) => (bytes, None),
        Ok(Rendered::Copy(path)) => (files.read(&path).unwrap_or_default(), Some(path)),
        Err(_) => return Vec::new(),
    };
    let references = markup::read(&bytes).references.into_iter();
    let links = references.filter(|reference| reference.role == Role::Link).filter_map(|link| {
        let written = link.target;
        let meant = addresses.resolve(page.address.as_str(), &written);
        let is_outside = matches!(meant, Meant::Outside | Meant::Beside);
        let url = Url::options().base_url(base).parse(&written).ok().filter(|_| is_outside);
        let mut url =
            url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())?;
        url.set_fragment(None);
        let mut link = Link { page_idx, written, address: String::from(url), place: None };
        if let Some(path) = &copied {
            link.place = in_text(path, &String::from_utf8_lossy(&bytes), &link.finding());
        }
        Some(link)
    });
    links.collect()
}

/// The lines that have an address, in the files behind its pages or in another file of the project; where it
/// is written in none, the file behind the first of its pages.
fn places_of(
    links: &BTreeMap<SourcePath, Link>,
    places: &Places<'_>,
    snapshot: &Snapshot,
) -> Vec<Place> {
    let line = |link: &Link| link.place.clone().or_else(|| places.line(&link.finding()));
    let mut lines: Vec<Place> = links.values().filter_map(line).collect();
    lines.sort_by(|one, two| (&one.path, one.line).cmp(&(&two.path, two.line)));
    lines.dedup_by(|one, two| (&one.path, one.line) == (&two.path, two.line));
    let Some((file, link)) = links.first_key_value().filter(|_| lines.is_empty()) else {
        return lines;
    };
    let finding = link.finding();
    let is_other = |source: &&Source| !source.path.as_str().starts_with("content/articles/");
    let mut others = snapshot.under("content/").filter(is_other);
    let other =
        others.find_map(|source| in_text(&source.path, source.text.as_deref().ok()?, &finding));
    vec![other.unwrap_or_else(|| Place::file(file))]
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
