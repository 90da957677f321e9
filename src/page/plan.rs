//! The plan of a site: every address, and how to make what stands there.
//!
//! Comes in: a `Site` and the theme's files. Goes out: `Plan`. Making the plan is cheap; the content of
//! a page is made when it is asked for.

use rayon::prelude::*;
use serde::Serialize;

use super::address::{is_in_sitemap, page, planned};
use super::claim::settle;
use super::data::{ActorData, ArticleData, JsonFeed, ListData};
use super::feed::Subject;
use super::frame::{Frame, article_address};
use super::{actor, article, calendar, data, feed, landmark, list, view};
use crate::actor::ActorId;
use crate::date::Day;
use crate::diagnostic::Diagnostic;
use crate::path::{Address, SourcePath};
use crate::site::{ArticleId, Site};

/// Addresses of the files that the theme brings along.
#[derive(Debug, Clone, Default)]
pub struct ThemeFiles {
    /// The style sheet.
    pub stylesheet: String,
    /// All files, the style sheet among them: address and place in the theme.
    pub files: Vec<(String, usize)>,
}

/// Every address of a site, and how to make what stands there.
#[derive(Debug)]
pub struct Plan {
    /// The site.
    pub site: Site,
    /// All outputs, by address.
    pub pages: Vec<Page>,
    theme: ThemeFiles,
}

/// One output.
#[derive(Debug, Clone)]
pub struct Page {
    /// Where it stands.
    pub address: Address,
    /// What it is.
    pub kind: Kind,
}

/// What an output is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are the pages of the design, by name")]
pub enum Kind {
    Home,
    Article(ArticleId),
    ArticleData(ArticleId),
    Redirect(ArticleId),
    Actors,
    Actor(ActorId),
    ActorMonth(ActorId, Day),
    ActorData(ActorId),
    ActorFeed(ActorId),
    Topics,
    Topic(usize),
    TopicMonth(usize, Day),
    TopicData(usize),
    TopicFeed(usize),
    Stories,
    Story(usize),
    StoryData(usize),
    StoryFeed(usize),
    Edition(usize),
    Archive,
    Month(usize),
    Timeline(i16),
    Free(usize),
    NotFound,
    Feed,
    FeedData,
    Sitemap(usize),
    SitemapIndex,
    Robots,
    ThemeFile(usize),
    Asset(SourcePath),
}

/// What stands at an address.
#[derive(Debug, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "the variants are the views, by name")]
pub enum Content<'a> {
    Home(view::HomePage),
    Article(view::ArticlePage<'a>),
    Redirect(view::RedirectPage),
    Actors(view::ActorsPage),
    Actor(view::ActorPage),
    Topics(view::TopicsPage),
    Topic(view::TopicPage),
    Stories(view::StoriesPage),
    Story(view::StoryPage),
    Edition(view::EditionPage),
    Archive(view::ArchivePage),
    Month(view::MonthPage),
    Timeline(view::TimelinePage),
    Free(view::FreePage),
    NotFound(view::NotFoundPage),
    Feed(view::FeedPage),
    Sitemap(view::SitemapPage),
    Robots(view::RobotsPage),
    ArticleData(ArticleData<'a>),
    ActorData(ActorData<'a>),
    ListData(ListData<'a>),
    FeedData(JsonFeed),
    ThemeFile(usize),
    #[serde(skip)]
    Asset(SourcePath),
}

impl Content<'_> {
    /// The template that renders it; none for data and files.
    pub fn template(&self) -> Option<&'static str> {
        Some(match self {
            Content::Home(_) => "home.html",
            Content::Article(_) => "article.html",
            Content::Redirect(_) => "redirect.html",
            Content::Actors(_) => "actors.html",
            Content::Actor(_) => "actor.html",
            Content::Topics(_) => "topics.html",
            Content::Topic(_) => "topic.html",
            Content::Stories(_) => "stories.html",
            Content::Story(_) => "story.html",
            Content::Edition(_) => "edition.html",
            Content::Archive(_) => "archive.html",
            Content::Month(_) => "month.html",
            Content::Timeline(_) => "timeline.html",
            Content::Free(_) => "page.html",
            Content::NotFound(_) => "404.html",
            Content::Feed(_) => "feed.atom",
            Content::Sitemap(_) => "sitemap.xml",
            Content::Robots(_) => "robots.txt",
            Content::ArticleData(_)
            | Content::ActorData(_)
            | Content::ListData(_)
            | Content::FeedData(_)
            | Content::ThemeFile(_)
            | Content::Asset(_) => return None,
        })
    }
}

/// A site map holds at most this many addresses (sitemaps.org).
const MAX_SITEMAP: usize = 50_000;

impl Plan {
    /// Plans a site. Two outputs of one address are an error that names both.
    pub fn new(site: Site, theme: ThemeFiles) -> (Self, Vec<Diagnostic>) {
        let mut pages = planned(&site, &theme);
        let n_maps =
            pages.iter().filter(|page| is_in_sitemap(&page.kind)).count().div_ceil(MAX_SITEMAP);
        if n_maps > 1 {
            pages.push(page("sitemap.xml", Kind::SitemapIndex));
            pages.extend(
                (0..n_maps).map(|n| page(format!("sitemap-{}.xml", n + 1), Kind::Sitemap(n))),
            );
        } else {
            pages.push(page("sitemap.xml", Kind::Sitemap(0)));
        }
        // A stable sort: of two outputs of one address the one planned first stays.
        pages.par_sort_by(|a, b| a.address.cmp(&b.address));
        let (pages, diagnostics) = settle(&site, pages);
        (Self { site, pages, theme }, diagnostics)
    }

    /// The page at an address.
    pub fn find(&self, address: &Address) -> Option<usize> {
        self.pages.binary_search_by(|page| page.address.cmp(address)).ok()
    }

    /// Makes what stands at an address: a pure function of the plan.
    pub fn content(&self, page_idx: usize) -> Content<'_> {
        let page = &self.pages[page_idx];
        let frame = &Frame::new(&self.site, &page.address, &self.theme);
        let site = &self.site;
        match &page.kind {
            Kind::Home => Content::Home(list::home(frame)),
            Kind::Article(id) => Content::Article(article::view(frame, *id)),
            Kind::ArticleData(id) => Content::ArticleData(data::article(frame, *id)),
            Kind::Redirect(id) => {
                let title = &site.article(*id).article.title;
                landmark::redirect(frame, title, &article_address(site, *id))
            }
            Kind::Actors => Content::Actors(list::actors(frame)),
            Kind::Actor(id) => Content::Actor(actor::view(frame, *id, None)),
            Kind::ActorMonth(id, month) => Content::Actor(actor::view(frame, *id, Some(*month))),
            Kind::ActorData(id) => Content::ActorData(data::actor(frame, *id)),
            Kind::ActorFeed(id) => {
                let actor = site.actor(*id);
                Content::Feed(feed::view(
                    frame,
                    Subject {
                        title: format!("{} – {}", actor.name, site.config.title),
                        subtitle: actor.description.clone(),
                        page: format!("actors/{}/", actor.slug),
                        articles: &site.by_actor[id.index()],
                    },
                ))
            }
            Kind::Topics => Content::Topics(list::topics(frame)),
            Kind::Topic(topic_idx) => Content::Topic(list::topic(frame, *topic_idx, None)),
            Kind::TopicMonth(topic_idx, month) => {
                Content::Topic(list::topic(frame, *topic_idx, Some(*month)))
            }
            Kind::TopicData(topic_idx) => Content::ListData(data::topic(frame, *topic_idx)),
            Kind::TopicFeed(topic_idx) => {
                let topic = &site.topics[*topic_idx];
                Content::Feed(feed::view(
                    frame,
                    Subject {
                        title: format!("{} – {}", topic.title, site.config.title),
                        subtitle: topic.description.clone(),
                        page: format!("topics/{}/", topic.slug),
                        articles: &topic.articles,
                    },
                ))
            }
            Kind::Stories => Content::Stories(list::stories(frame)),
            Kind::Story(story_idx) => Content::Story(list::story(frame, *story_idx)),
            Kind::StoryData(story_idx) => Content::ListData(data::story(frame, *story_idx)),
            Kind::StoryFeed(story_idx) => {
                let story = &site.stories[*story_idx];
                Content::Feed(feed::view(
                    frame,
                    Subject {
                        title: format!("{} – {}", story.title, site.config.title),
                        subtitle: story.description.clone(),
                        page: format!("stories/{}/", story.slug),
                        articles: &story.articles,
                    },
                ))
            }
            Kind::Edition(edition_idx) => Content::Edition(calendar::edition(frame, *edition_idx)),
            Kind::Archive => Content::Archive(calendar::archive(frame)),
            Kind::Month(month_idx) => Content::Month(calendar::month(frame, *month_idx)),
            Kind::Timeline(year) => Content::Timeline(calendar::timeline(frame, *year)),
            Kind::Free(page_idx) => Content::Free(list::free(frame, *page_idx)),
            Kind::NotFound => Content::NotFound(list::not_found(frame)),
            Kind::Feed => Content::Feed(self.site_feed(frame)),
            Kind::FeedData => Content::FeedData(data::feed(self.site_feed(frame))),
            Kind::Sitemap(n) => Content::Sitemap(self.sitemap(frame, *n)),
            Kind::SitemapIndex => {
                let maps = self.pages.iter().filter(|page| matches!(page.kind, Kind::Sitemap(_)));
                let maps = maps.map(|page| frame.absolute(page.address.as_str())).collect();
                Content::Sitemap(view::SitemapPage { entries: Vec::new(), maps })
            }
            Kind::Robots => {
                Content::Robots(view::RobotsPage { sitemap: frame.absolute("sitemap.xml") })
            }
            Kind::ThemeFile(file_idx) => Content::ThemeFile(*file_idx),
            Kind::Asset(path) => Content::Asset(path.clone()),
        }
    }

    /// The theme's files.
    pub(super) fn theme(&self) -> &ThemeFiles {
        &self.theme
    }

    fn site_feed(&self, frame: &Frame<'_>) -> view::FeedPage {
        let all: Vec<ArticleId> = self.site.article_ids().collect();
        feed::view(
            frame,
            Subject {
                title: self.site.config.title.clone(),
                subtitle: self.site.config.description.clone(),
                page: String::new(),
                articles: &all,
            },
        )
    }

    fn sitemap(&self, frame: &Frame<'_>, n: usize) -> view::SitemapPage {
        let listed = self.pages.iter().filter(|page| is_in_sitemap(&page.kind));
        let entry = |page: &Page| view::SitemapEntry {
            url: frame.absolute(page.address.as_str()),
            modified: match page.kind {
                Kind::Article(id) => {
                    let article = &self.site.article(id).article;
                    article.front.updated.or(article.date).map(|when| when.day.iso())
                }
                _ => None,
            },
        };
        let entries = listed.skip(n * MAX_SITEMAP).take(MAX_SITEMAP).map(entry).collect();
        view::SitemapPage { entries, maps: Vec::new() }
    }
}
