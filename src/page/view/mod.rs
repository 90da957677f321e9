//! What templates see: one serialisable struct for each template, and nothing else.
//!
//! Comes in: borrowed parts of the `Site`, made by the page builders beside this folder.
//! Goes out: the context of one template. The top-level fields of a view are the variables of its
//! template, and a test holds the two against each other.
//! Always holds: addresses are already relative to the page that shows them; fields named
//! `…_html` are finished, safe markup; everything else is plain text that the template escapes.

mod actor;
mod article;
mod list;

use serde::Serialize;

pub use actor::{
    ActorIdentity, ActorPage, CoActor, ExternalLink, MarkedSentence, MentioningArticle, Month, Role,
};
pub use article::{
    ArticleBody, ArticlePage, ContentsEntry, Correction, RelatedArticle, Source, StoryPosition,
    Takeaway,
};
pub use list::{
    ActorGroup, ActorLetter, ActorsPage, ArchiveDay, ArchivePage, ArchiveYear, EditionPage,
    FeedEntry, FeedPage, FreePage, HomePage, MonthPage, NotFoundPage, RedirectPage, RobotsPage,
    SitemapEntry, SitemapPage, StoriesPage, StoryCard, StoryPage, TimelineDay, TimelinePage,
    TimelineYear, TopicCard, TopicPage, TopicsPage,
};

/// What every page knows of the site that it belongs to.
#[derive(Debug, Clone, Serialize)]
pub struct SiteFrame {
    /// Name of the site.
    pub title: String,
    /// One line about the site; empty when the writer gave none.
    pub description: String,
    /// BCP 47 language tag.
    pub language: String,
    /// Address of the home page.
    pub home: String,
    /// Address of the style sheet.
    pub stylesheet: String,
    /// Address of the favicon.
    pub favicon: String,
    /// Address of the logo, if there is one.
    pub logo: Option<String>,
    /// Main navigation: the site's own sections that hold something.
    pub nav: Vec<NavLink>,
    /// Links that the writer added to the header.
    pub header: Vec<NavLink>,
    /// Version of the program, for the generator tag.
    pub version: &'static str,
}

/// What every page knows of itself.
#[derive(Debug, Clone, Serialize)]
pub struct PageFrame {
    /// Title without the site's name.
    pub title: String,
    /// One or two sentences for search engines and link previews.
    pub description: String,
    /// Absolute address of this page.
    pub canonical: String,
    /// `website` or `article`, for link previews.
    pub kind: &'static str,
    /// Feeds that belong to this page, the nearest first.
    pub feeds: Vec<Link>,
    /// Address of this page's data as JSON, where there is one.
    pub data: Option<String>,
    /// Absolute address of a picture for link previews.
    pub image: Option<String>,
    /// Language of the page where it differs from the site's.
    pub language: Option<String>,
    /// False for pages that search engines should leave out.
    pub indexed: bool,
}

/// A link in the navigation.
#[derive(Debug, Clone, Serialize)]
pub struct NavLink {
    /// Text of the link.
    pub title: String,
    /// Address, relative to the page or absolute.
    pub url: String,
    /// True for the part of the site in which the page lies.
    pub current: bool,
}

/// A titled link.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// Text of the link.
    pub title: String,
    /// Address.
    pub url: String,
}

/// A link with the number of articles behind it.
#[derive(Debug, Clone, Serialize)]
pub struct CountedLink {
    /// Text of the link.
    pub title: String,
    /// Address.
    pub url: String,
    /// Number of articles.
    pub count: usize,
}

/// A date as machines and as people write it.
#[derive(Debug, Clone, Serialize)]
pub struct Date {
    /// RFC 3339 date (`2025-02-18`) or time with zone (`2025-02-18T09:00:00+03:00`).
    pub iso: String,
    /// As the reader sees it: `18 February 2025`.
    pub label: String,
    /// Address of the day's edition, where there is one.
    pub url: Option<String>,
}

/// An actor in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ActorChip {
    /// Main name.
    pub name: String,
    /// Address of the dossier.
    pub url: String,
    /// `person`, `organisation`, `state`, `place`, `outlet` or `group`.
    pub kind: &'static str,
    /// Title held on the day in question (`Secretary of State, United States`).
    pub role: Option<String>,
    /// True when the title, lede or takeaways of the article name the actor.
    pub about: bool,
    /// Number of mentions, or of articles in lists that span articles.
    pub count: usize,
}

/// An article in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleCard {
    /// Headline.
    pub title: String,
    /// Address.
    pub url: String,
    /// Day of publication; none for an article without a date.
    pub date: Option<Date>,
    /// Lede as plain text.
    pub lede: String,
    /// Topics of the article.
    pub topics: Vec<Link>,
    /// Story of the article.
    pub story: Option<Link>,
    /// The actors that the article is about, most named first, at most five.
    pub actors: Vec<ActorChip>,
    /// `draft` or `embargoed` in a preview of unpublished work, else none.
    pub unpublished: Option<&'static str>,
}
