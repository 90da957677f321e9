//! Views of the pages that list things, of the free pages, and of the files for machines.

use serde::Serialize;

use super::{ActorChip, ArticleCard, CountedLink, Date, Link, Month, PageFrame, SiteFrame};

/// `home.html`: the newest edition, what came before, stories and the most named actors.
#[derive(Debug, Serialize)]
pub struct HomePage {
    /// The site around the page.
    pub site: SiteFrame,
    /// The page itself.
    pub page: PageFrame,
    /// Day of the newest edition.
    pub edition: Option<Date>,
    /// Articles of the newest edition; the first one leads the page.
    pub latest: Vec<ArticleCard>,
    /// Articles of earlier days, newest first, at most twenty.
    pub earlier: Vec<ArticleCard>,
    /// Stories, open ones first, at most six.
    pub stories: Vec<StoryCard>,
    /// Actors named in most of the newest hundred articles, at most twelve.
    pub actors: Vec<ActorChip>,
    /// Topics, most used first, at most twelve.
    pub topics: Vec<CountedLink>,
    /// Number of published articles.
    pub n_articles: usize,
    /// Number of actors with a dossier.
    pub n_actors: usize,
}

/// `actors.html`: all dossiers by kind, and by letter within a kind.
#[derive(Debug, Serialize)]
pub struct ActorsPage {
    /// The site around the page.
    pub site: SiteFrame,
    /// The page itself.
    pub page: PageFrame,
    /// One group a kind, persons first; empty kinds are left out.
    pub groups: Vec<ActorGroup>,
    /// Number of actors in all groups.
    pub n_actors: usize,
}

/// All actors of one kind.
#[derive(Debug, Serialize)]
pub struct ActorGroup {
    /// Kind as in the registry.
    pub kind: &'static str,
    /// Plural of the kind as readers see it (`People`).
    pub label: &'static str,
    /// Fragment id of the group.
    pub id: &'static str,
    /// Number of actors.
    pub count: usize,
    /// By first letter (of the surname, for persons), A to Z.
    pub letters: Vec<ActorLetter>,
}

/// Actors whose sorting name begins with one letter.
#[derive(Debug, Serialize)]
pub struct ActorLetter {
    /// The letter, upper case; `#` for digits and signs.
    pub letter: String,
    /// The actors; `count` is the number of articles.
    pub actors: Vec<ActorChip>,
}

/// `topic.html`: one topic.
#[derive(Debug, Serialize)]
pub struct TopicPage {
    /// The site around the page.
    pub site: SiteFrame,
    /// The page itself.
    pub page: PageFrame,
    /// Name of the topic.
    pub title: String,
    /// Address of the topic's first page.
    pub url: String,
    /// One line on the topic; empty when there is none.
    pub description: String,
    /// The writer's introduction; empty when there is none.
    pub body_html: String,
    /// The month shown, on a page that continues a long topic.
    pub month: Option<Month>,
    /// Articles, newest first (the newest hundred of a long topic).
    pub articles: Vec<ArticleCard>,
    /// Pages that continue a long topic.
    pub months: Vec<Month>,
    /// Number of articles in all.
    pub n_articles: usize,
    /// Actors named in most articles of the topic, at most twelve; `count` is the number of articles.
    pub actors: Vec<ActorChip>,
}

/// `topics.html`: all topics.
#[derive(Debug, Serialize)]
pub struct TopicsPage {
    /// The site around the page.
    pub site: SiteFrame,
    /// The page itself.
    pub page: PageFrame,
    /// Topics, A to Z.
    pub topics: Vec<TopicCard>,
}

/// A topic in the list of topics.
#[derive(Debug, Serialize)]
pub struct TopicCard {
    /// Name.
    pub title: String,
    /// Address.
    pub url: String,
    /// One line on the topic; empty when there is none.
    pub description: String,
    /// Number of articles.
    pub count: usize,
    /// Day of the newest article.
    pub last: Option<Date>,
}

/// `story.html`: one story, its articles in order.
#[derive(Debug, Serialize)]
pub struct StoryPage {
    /// The site around the page.
    pub site: SiteFrame,
    /// The page itself.
    pub page: PageFrame,
    /// Name of the story.
    pub title: String,
    /// One line on the story; empty when there is none.
    pub description: String,
    /// `open`, `watching` or `closed`.
    pub status: &'static str,
    /// The writer's introduction; empty when there is none.
    pub body_html: String,
    /// Articles in the order of the story, oldest first.
    pub articles: Vec<ArticleCard>,
    /// Day of the first article.
    pub first: Option<Date>,
    /// Day of the newest article.
    pub last: Option<Date>,
    /// Actors named in most articles of the story, at most twelve.
    pub actors: Vec<ActorChip>,
}

/// `stories.html`: all stories, open ones first.
#[derive(Debug, Serialize)]
pub struct StoriesPage {
    /// The site around the page.
    pub site: SiteFrame,
    /// The page itself.
    pub page: PageFrame,
    /// Stories.
    pub stories: Vec<StoryCard>,
}

/// A story in a list.
#[derive(Debug, Clone, Serialize)]
pub struct StoryCard {
    /// Name.
    pub title: String,
    /// Address.
    pub url: String,
    /// One line on the story; empty when there is none.
    pub description: String,
    /// `open`, `watching` or `closed`.
    pub status: &'static str,
    /// Number of articles.
    pub count: usize,
    /// The newest article.
    pub latest: Option<Link>,
    /// Day of the newest article.
    pub last: Option<Date>,
}

/// `edition.html`: all articles of one day.
#[derive(Debug, Serialize)]
pub struct EditionPage {
    /// The site around the page.
    pub site: SiteFrame,
    /// The page itself.
    pub page: PageFrame,
    /// The day.
    pub date: Date,
    /// Articles of the day, newest first.
    pub articles: Vec<ArticleCard>,
    /// Actors of the day, most articles first, at most twelve.
    pub actors: Vec<ActorChip>,
    /// The edition before.
    pub previous: Option<Link>,
    /// The edition after.
    pub next: Option<Link>,
}

/// `archive.html`: all months.
#[derive(Debug, Serialize)]
pub struct ArchivePage {
    /// The site around the page.
    pub site: SiteFrame,
    /// The page itself.
    pub page: PageFrame,
    /// Years, newest first.
    pub years: Vec<ArchiveYear>,
    /// Articles without a date, A to Z.
    pub undated: Vec<Link>,
    /// Number of articles.
    pub n_articles: usize,
}

/// One year of the archive.
#[derive(Debug, Serialize)]
pub struct ArchiveYear {
    /// `2025`.
    pub year: String,
    /// Number of articles.
    pub count: usize,
    /// Months with articles, newest first.
    pub months: Vec<Month>,
}

/// `month.html`: one month of the archive.
#[derive(Debug, Serialize)]
pub struct MonthPage {
    /// The site around the page.
    pub site: SiteFrame,
    /// The page itself.
    pub page: PageFrame,
    /// The month.
    pub month: Month,
    /// Days, newest first.
    pub days: Vec<ArchiveDay>,
    /// The month before that has articles.
    pub previous: Option<Link>,
    /// The month after that has articles.
    pub next: Option<Link>,
}

/// One day of a month.
#[derive(Debug, Serialize)]
pub struct ArchiveDay {
    /// The day, with the address of its edition.
    pub date: Date,
    /// Articles of the day.
    pub articles: Vec<Link>,
}

/// `timeline.html`: what happened when, a line an article, oldest first within a year.
#[derive(Debug, Serialize)]
pub struct TimelinePage {
    /// The site around the page.
    pub site: SiteFrame,
    /// The page itself.
    pub page: PageFrame,
    /// The year shown.
    pub year: String,
    /// Days of the year that have articles, newest first.
    pub days: Vec<TimelineDay>,
    /// All years, newest first, for the way to the others.
    pub years: Vec<TimelineYear>,
}

/// A year of the timeline.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineYear {
    /// `2025`.
    pub year: String,
    /// Address of the year's page.
    pub url: String,
    /// Number of articles.
    pub count: usize,
    /// True for the year shown.
    pub current: bool,
}

/// A day of the timeline.
#[derive(Debug, Serialize)]
pub struct TimelineDay {
    /// The day.
    pub date: Date,
    /// Articles of the day, in the order of their times.
    pub articles: Vec<ArticleCard>,
}

/// `page.html`: a free page such as About.
#[derive(Debug, Serialize)]
pub struct FreePage {
    /// The site around the page.
    pub site: SiteFrame,
    /// The page itself.
    pub page: PageFrame,
    /// Title.
    pub title: String,
    /// Body.
    pub body_html: String,
}

/// `404.html`.
#[derive(Debug, Serialize)]
pub struct NotFoundPage {
    /// The site around the page.
    pub site: SiteFrame,
    /// The page itself.
    pub page: PageFrame,
    /// The newest articles, at most five.
    pub latest: Vec<Link>,
}

/// `feed.atom`: an Atom feed (RFC 4287).
#[derive(Debug, Serialize)]
pub struct FeedPage {
    /// Title of the feed.
    pub title: String,
    /// Subtitle; empty when there is none.
    pub subtitle: String,
    /// Language tag.
    pub language: String,
    /// Absolute address of the feed, which is also its id.
    pub url: String,
    /// Absolute address of the page that the feed belongs to.
    pub page_url: String,
    /// RFC 3339 time of the newest entry.
    pub updated: String,
    /// Name of the site, as the feed's author.
    pub author: String,
    /// Version of the program.
    pub version: &'static str,
    /// Entries, newest first.
    pub entries: Vec<FeedEntry>,
}

/// An entry of a feed.
#[derive(Debug, Serialize)]
pub struct FeedEntry {
    /// Headline.
    pub title: String,
    /// Absolute address of the article, which is also its id.
    pub url: String,
    /// RFC 3339 time of publication.
    pub published: String,
    /// RFC 3339 time of the last change.
    pub updated: String,
    /// Writers.
    pub authors: Vec<String>,
    /// Topics.
    pub categories: Vec<String>,
    /// Lede, plain text.
    pub summary: String,
    /// Lede and takeaways as markup.
    pub content_html: String,
}

/// `sitemap.xml` (sitemaps.org protocol 0.9).
#[derive(Debug, Serialize)]
pub struct SitemapPage {
    /// Addresses of pages, absolute.
    pub entries: Vec<SitemapEntry>,
    /// Addresses of further site maps, absolute; set only for a site of over 50,000 pages.
    pub maps: Vec<String>,
}

/// A page in the site map.
#[derive(Debug, Clone, Serialize)]
pub struct SitemapEntry {
    /// Absolute address.
    pub url: String,
    /// RFC 3339 day of the last change.
    pub modified: Option<String>,
}

/// `robots.txt`.
#[derive(Debug, Serialize)]
pub struct RobotsPage {
    /// Absolute address of the site map.
    pub sitemap: String,
}

/// `redirect.html`: leads from an address that a page had before to the one that it has.
#[derive(Debug, Serialize)]
pub struct RedirectPage {
    /// Title of the page.
    pub title: String,
    /// Address of the page.
    pub url: String,
    /// Absolute address of the page.
    pub canonical: String,
    /// Language tag.
    pub language: String,
}
