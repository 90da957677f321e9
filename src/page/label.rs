//! What a page is called where pages are listed for the writer.

use super::address::source_of;
use super::plan::{Kind, Plan};
use crate::path::SourcePath;

/// What a page is called, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Its title.
    pub title: String,
    /// What it is, in one or two words.
    pub kind: &'static str,
    /// The file behind it.
    pub source: SourcePath,
}

impl Plan {
    /// What the page is called.
    pub fn label(&self, page_idx: usize) -> Label {
        let site = &self.site;
        let page = &self.pages[page_idx];
        let address = || page.address.to_string();
        let (kind, title) = match &page.kind {
            Kind::Home => ("home", site.config.title.clone()),
            Kind::Article(id) => ("article", site.article(*id).article.title.clone()),
            Kind::Redirect(id) => ("redirect", site.article(*id).article.title.clone()),
            Kind::Actor(id) | Kind::ActorMonth(id, _) => ("dossier", site.actor(*id).name.clone()),
            Kind::Topic(idx) | Kind::TopicMonth(idx, _) => {
                ("topic", site.topics[*idx].title.clone())
            }
            Kind::Story(idx) => ("story", site.stories[*idx].title.clone()),
            Kind::Edition(idx) => ("edition", site.editions[*idx].day.iso()),
            Kind::Free(idx) => ("page", site.pages[*idx].title.clone()),
            Kind::Actors
            | Kind::Topics
            | Kind::Stories
            | Kind::Archive
            | Kind::Month(_)
            | Kind::Timeline(_) => ("list", address()),
            Kind::NotFound => ("not found", address()),
            Kind::ArticleData(_) | Kind::ActorData(_) | Kind::TopicData(_) | Kind::StoryData(_) => {
                ("data", address())
            }
            Kind::ActorFeed(_)
            | Kind::TopicFeed(_)
            | Kind::StoryFeed(_)
            | Kind::Feed
            | Kind::FeedData => ("feed", address()),
            Kind::Sitemap(_) | Kind::SitemapIndex | Kind::Robots => ("for robots", address()),
            Kind::ThemeFile(_) => ("theme", address()),
            Kind::Asset(_) => ("file", address()),
        };
        Label { title, kind, source: source_of(site, &page.kind) }
    }
}
