//! What every page has around it, and how addresses are written on it.
//!
//! Comes in: the site and the page's own address. Goes out: `SiteFrame`, `PageFrame`, and addresses
//! relative to the page, so that a site works in a sub-folder and from disk.

use super::view;
use crate::actor::ActorId;
use crate::config::AddressStyle;
use crate::date::{Day, When};
use crate::path::Address;
use crate::site::{ArticleId, Site, Target};

/// The site as seen from one page.
pub(super) struct Frame<'a> {
    pub(super) site: &'a Site,
    address: &'a Address,
    theme: &'a super::ThemeFiles,
    /// What leads from the page to the root: `../../`; for the page of errors, which answers at any
    /// address, the path of `base_url`.
    root: String,
}

/// What a page says of itself.
pub(super) struct About {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) kind: &'static str,
    pub(super) feeds: Vec<(String, String)>,
    pub(super) data: Option<String>,
    pub(super) image: Option<String>,
    pub(super) language: Option<String>,
    pub(super) indexed: bool,
}

impl About {
    /// A page of a title and nothing special.
    pub(super) fn page(title: impl Into<String>, description: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            description: description.into(),
            kind: "website",
            feeds: Vec::new(),
            data: None,
            image: None,
            language: None,
            indexed: true,
        }
    }
}

impl<'a> Frame<'a> {
    pub(super) fn new(site: &'a Site, address: &'a Address, theme: &'a super::ThemeFiles) -> Self {
        let root = if address.as_str() == "404.html" {
            site.config.base_path().to_owned()
        } else {
            "../".repeat(address.depth())
        };
        Self { site, address, theme, root }
    }

    /// An address of the site, relative to this page.
    pub(super) fn url(&self, address: &str) -> String {
        let (path, fragment) = match address.find('#') {
            Some(at) => address.split_at(at),
            None => (address, ""),
        };
        if path == self.address.as_str() && !fragment.is_empty() {
            return fragment.to_owned();
        }
        let is_folder = path.is_empty() || path.ends_with('/');
        let index = if is_folder && self.site.config.addresses == AddressStyle::File {
            "index.html"
        } else {
            ""
        };
        let url = [&self.root, path, index, fragment].concat();
        if url.is_empty() || url.starts_with('#') { format!("./{url}") } else { url }
    }

    /// An address of the site, absolute.
    pub(super) fn absolute(&self, address: &str) -> String {
        format!("{}{address}", self.site.config.base_url)
    }

    pub(super) fn actor_url(&self, id: ActorId) -> String {
        self.url(&["actors/", self.site.actor(id).slug.as_str(), "/"].concat())
    }

    pub(super) fn article_url(&self, id: ArticleId) -> String {
        self.url(&article_address(self.site, id))
    }

    pub(super) fn link(&self, title: &str, address: &str) -> view::Link {
        view::Link { title: title.to_owned(), url: self.url(address) }
    }

    pub(super) fn article_link(&self, id: ArticleId) -> view::Link {
        view::Link { title: self.site.article(id).article.title.clone(), url: self.article_url(id) }
    }

    /// The address of what a link leads to; none for an actor without a dossier.
    pub(super) fn target_url(&self, target: &Target) -> Option<String> {
        match target {
            Target::Article(id, fragment) if fragment.is_empty() => Some(self.article_url(*id)),
            Target::Article(id, fragment) => {
                Some(self.url(&format!("{}#{fragment}", article_address(self.site, *id))))
            }
            Target::Actor(id) => self.site.has_dossier[id.index()].then(|| self.actor_url(*id)),
            Target::Address(address) => Some(self.url(address)),
            Target::Asset(path) => {
                self.asset_address(path).map(|address| self.url(&percent_encoded(address)))
            }
        }
    }

    fn asset_address(&self, path: &crate::path::SourcePath) -> Option<&str> {
        let assets = &self.site.assets;
        let idx = assets.binary_search_by(|(_, asset)| asset.cmp(path)).ok()?;
        Some(&assets[idx].0)
    }

    /// The absolute address of a picture.
    pub(super) fn absolute_asset(&self, target: &Target) -> Option<String> {
        match target {
            Target::Asset(path) => {
                self.asset_address(path).map(|address| self.absolute(&percent_encoded(address)))
            }
            _ => None,
        }
    }

    /// A day; with the address of its edition, if there is one.
    pub(super) fn day(&self, day: Day) -> view::Date {
        let editions = &self.site.editions;
        let has_edition = editions.binary_search_by_key(&day, |edition| edition.day).is_ok();
        view::Date {
            iso: day.iso(),
            label: day.label(&self.site.config.language),
            url: has_edition.then(|| self.url(&format!("editions/{}/", day.iso()))),
        }
    }

    /// A point in time.
    pub(super) fn when(&self, when: When) -> view::Date {
        let day = when.day_in(&self.site.config.zone);
        view::Date { iso: when.iso(&self.site.config.zone), ..self.day(day) }
    }

    /// The day of publication of an article.
    pub(super) fn article_date(&self, id: ArticleId) -> Option<view::Date> {
        self.site.article(id).article.date.map(|when| self.when(when))
    }

    pub(super) fn site_frame(&self) -> view::SiteFrame {
        let config = &self.site.config;
        let here = self.address.as_str();
        let parts = [
            ("Actors", "actors/", self.site.dossiers().next().is_some()),
            ("Topics", "topics/", !self.site.topics.is_empty()),
            ("Stories", "stories/", !self.site.stories.is_empty()),
            ("Timeline", "timeline/", !self.site.editions.is_empty()),
            ("Archive", "archive/", !self.site.articles.is_empty()),
        ];
        let nav =
            parts.into_iter().filter(|(.., is_there)| *is_there).map(|(title, address, _)| {
                view::NavLink {
                    title: title.to_owned(),
                    url: self.url(address),
                    current: here.starts_with(address),
                }
            });
        let header = config.theme.header.iter().map(|(title, url)| {
            let is_outside = url.contains("://") || url.starts_with("mailto:");
            let address = url.trim_start_matches('/');
            view::NavLink {
                title: title.clone(),
                url: if is_outside { url.clone() } else { self.url(address) },
                current: !is_outside && address == here,
            }
        });
        view::SiteFrame {
            title: config.title.clone(),
            description: config.description.clone(),
            language: config.language.clone(),
            home: self.url(""),
            stylesheet: self.url(&self.theme.stylesheet),
            favicon: self.url("assets/favicon.svg"),
            logo: config
                .theme
                .logo
                .as_ref()
                .map(|logo| self.url(&percent_encoded(logo.trim_start_matches("static/")))),
            nav: nav.collect(),
            header: header.collect(),
            version: env!("CARGO_PKG_VERSION"),
        }
    }

    pub(super) fn page_frame(&self, about: About) -> view::PageFrame {
        let mut feeds: Vec<view::Link> =
            about.feeds.iter().map(|(title, address)| self.link(title, address)).collect();
        feeds.push(self.link(&self.site.config.title, "feed.atom"));
        view::PageFrame {
            title: about.title,
            description: about.description,
            canonical: self.absolute(self.address.as_str()),
            kind: about.kind,
            feeds,
            data: about.data.map(|address| self.url(&address)),
            image: about.image,
            language: about.language,
            indexed: about.indexed,
        }
    }
}

/// The name of a file as a part of an address (RFC 3986): letters and digits of all scripts may stay,
/// since browsers encode them, but no sign that means something in an address.
fn percent_encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for c in path.chars() {
        if c.is_alphanumeric() || "/-._~!$&'()*+,;=:@".contains(c) {
            encoded.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                encoded.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    encoded
}

/// The address of an article.
pub(super) fn article_address(site: &Site, id: ArticleId) -> String {
    ["articles/", site.article(id).article.slug.as_str(), "/"].concat()
}
