//! The same things for machines: `index.json` beside articles, actors, topics and stories, and
//! `feed.json` (JSON Feed 1.1). Addresses in them are absolute.

use serde::Serialize;

use super::actor::role_label;
use super::evidence::fragment;
use super::frame::{Frame, article_address};
use super::view;
use crate::actor::{ActorId, Role};
use crate::article::{Confidence, Span, Table};
use crate::date::PartialDate;
use crate::path::Slug;
use crate::site::ArticleId;

/// `index.json` of an article.
#[derive(Debug, Serialize)]
pub struct ArticleData<'a> {
    url: String,
    title: &'a str,
    date: Option<String>,
    updated: Option<String>,
    language: &'a str,
    authors: &'a [String],
    confidence: Option<&'static str>,
    topics: Vec<&'a str>,
    story: Option<&'a str>,
    lede: Option<&'a str>,
    takeaways: Vec<&'a str>,
    /// For each takeaway the fragment of the paragraph that bears it.
    evidence: Vec<Option<String>>,
    extracted: bool,
    actors: Vec<ActorInArticle<'a>>,
    sections: Vec<SectionData<'a>>,
    tables: Vec<TableData<'a>>,
    sources: Vec<SourceData<'a>>,
    words: u32,
}

#[derive(Debug, Serialize)]
struct ActorInArticle<'a> {
    slug: &'a str,
    name: &'a str,
    kind: &'static str,
    url: String,
    role: Option<String>,
    about: bool,
    mentions: usize,
}

#[derive(Debug, Serialize)]
struct SectionData<'a> {
    title: &'a str,
    level: u8,
    anchor: &'a str,
}

#[derive(Debug, Serialize)]
struct TableData<'a> {
    caption: Option<&'a str>,
    header: &'a [String],
    alignment: &'a [Option<String>],
    rows: &'a [Vec<String>],
}

#[derive(Debug, Serialize)]
struct SourceData<'a> {
    title: &'a str,
    publisher: Option<&'a str>,
    url: Option<&'a str>,
    date: Option<String>,
    grade: Option<&'a str>,
}

/// `index.json` of an actor.
#[derive(Debug, Serialize)]
pub struct ActorData<'a> {
    url: String,
    slug: &'a str,
    name: &'a str,
    kind: &'static str,
    description: &'a str,
    aliases: &'a [String],
    roles: Vec<RoleData>,
    member_of: Vec<&'a str>,
    located_in: Option<&'a str>,
    links: Vec<view::ExternalLink>,
    articles: Vec<MentioningData<'a>>,
}

#[derive(Debug, Serialize)]
struct RoleData {
    title: String,
    of: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Debug, Serialize)]
struct MentioningData<'a> {
    url: String,
    title: &'a str,
    date: Option<String>,
    about: bool,
    sentences: Vec<String>,
}

/// `index.json` of a topic or a story.
#[derive(Debug, Serialize)]
pub struct ListData<'a> {
    url: String,
    title: &'a str,
    description: &'a str,
    status: Option<&'static str>,
    articles: Vec<ListedArticle<'a>>,
}

#[derive(Debug, Serialize)]
struct ListedArticle<'a> {
    url: String,
    title: &'a str,
    date: Option<String>,
}

/// `feed.json` (jsonfeed.org, version 1.1).
#[derive(Debug, Serialize)]
pub struct JsonFeed {
    version: &'static str,
    title: String,
    home_page_url: String,
    feed_url: String,
    description: String,
    language: String,
    items: Vec<JsonFeedItem>,
}

#[derive(Debug, Serialize)]
struct JsonFeedItem {
    id: String,
    url: String,
    title: String,
    summary: String,
    content_html: String,
    date_published: String,
    date_modified: String,
    authors: Vec<JsonFeedAuthor>,
    tags: Vec<String>,
}

#[derive(Debug, Serialize)]
struct JsonFeedAuthor {
    name: String,
}

/// The data of an article.
pub(super) fn article<'a>(frame: &Frame<'a>, id: ArticleId) -> ArticleData<'a> {
    let site = frame.site;
    let entry = site.article(id);
    let article = &*entry.article;
    let text = |span: Span| article.prose.slice(span);
    ArticleData {
        url: frame.absolute(&article_address(site, id)),
        title: &article.title,
        date: article.date.map(|when| when.iso(&site.config.zone)),
        updated: article.front.updated.map(|when| when.iso(&site.config.zone)),
        language: article.front.lang.as_deref().unwrap_or(&site.config.language),
        authors: &article.front.authors,
        confidence: article.front.confidence.map(Confidence::name),
        topics: entry
            .topics
            .iter()
            .map(|topic_idx| site.topics[*topic_idx].title.as_str())
            .collect(),
        story: entry.story.map(|(story_idx, _)| site.stories[story_idx].title.as_str()),
        lede: article.summary.lede.as_ref().map(|part| text(part.text)),
        takeaways: article.summary.takeaways.iter().map(|part| text(part.text)).collect(),
        evidence: article.summary.takeaways.iter().map(|part| fragment(article, part)).collect(),
        extracted: article.summary.extracted,
        actors: entry
            .linked
            .presences
            .iter()
            .map(|presence| {
                let actor = site.actor(presence.actor);
                ActorInArticle {
                    slug: actor.slug.as_str(),
                    name: &actor.name,
                    kind: actor.kind.name(),
                    url: frame.absolute(&format!("actors/{}/", actor.slug)),
                    role: actor.role_on(entry.day).map(|role| role_label(site, role)),
                    about: presence.about,
                    mentions: presence.count,
                }
            })
            .collect(),
        sections: article
            .prose
            .sections
            .iter()
            .map(|section| SectionData {
                title: &section.title,
                level: section.level,
                anchor: &section.anchor,
            })
            .collect(),
        tables: article.prose.tables.iter().map(table).collect(),
        sources: article
            .front
            .sources
            .iter()
            .map(|source| SourceData {
                title: &source.title,
                publisher: source.publisher.as_deref(),
                url: source.url.as_deref(),
                date: source.date.map(|when| when.iso(&site.config.zone)),
                grade: source.grade.as_deref(),
            })
            .collect(),
        words: article.n_words,
    }
}

fn table(table: &Table) -> TableData<'_> {
    TableData {
        caption: table.caption.as_deref(),
        header: &table.header,
        alignment: &table.alignment,
        rows: &table.rows,
    }
}

/// The data of an actor.
pub(super) fn actor<'a>(frame: &Frame<'a>, id: ActorId) -> ActorData<'a> {
    let site = frame.site;
    let actor = site.actor(id);
    let role = |role: &Role| RoleData {
        title: role.title.clone(),
        of: role.of.as_ref().map(ToString::to_string),
        from: role.from.map(PartialDate::iso),
        to: role.to.map(PartialDate::iso),
    };
    let mentioning = |article_id: &ArticleId| {
        let entry = site.article(*article_id);
        let prose = &entry.article.prose;
        let contexts = site.mentions(*article_id, id).map(|m| prose.context_at(m.span.start));
        let mut sentences: Vec<String> = contexts
            .map(|spans| {
                spans.into_iter().map(|span| prose.slice(span)).collect::<Vec<_>>().join(" · ")
            })
            .collect();
        sentences.dedup();
        let presence = entry.linked.presences.iter().find(|presence| presence.actor == id);
        MentioningData {
            url: frame.absolute(&article_address(site, *article_id)),
            title: &entry.article.title,
            date: entry.article.date.map(|when| when.iso(&site.config.zone)),
            about: presence.is_some_and(|presence| presence.about),
            sentences,
        }
    };
    ActorData {
        url: frame.absolute(&format!("actors/{}/", actor.slug)),
        slug: actor.slug.as_str(),
        name: &actor.name,
        kind: actor.kind.name(),
        description: &actor.description,
        aliases: &actor.aliases,
        roles: actor.roles.iter().map(role).collect(),
        member_of: actor.member_of.iter().map(Slug::as_str).collect(),
        located_in: actor.located_in.as_ref().map(Slug::as_str),
        links: super::actor::external_links(actor),
        articles: site.by_actor[id.index()].iter().rev().map(mentioning).collect(),
    }
}

/// The data of a topic.
pub(super) fn topic<'a>(frame: &Frame<'a>, topic_idx: usize) -> ListData<'a> {
    let topic = &frame.site.topics[topic_idx];
    ListData {
        url: frame.absolute(&format!("topics/{}/", topic.slug)),
        title: &topic.title,
        description: &topic.description,
        status: None,
        articles: topic.articles.iter().rev().map(|id| listed(frame, *id)).collect(),
    }
}

/// The data of a story.
pub(super) fn story<'a>(frame: &Frame<'a>, story_idx: usize) -> ListData<'a> {
    let story = &frame.site.stories[story_idx];
    ListData {
        url: frame.absolute(&format!("stories/{}/", story.slug)),
        title: &story.title,
        description: &story.description,
        status: Some(story.status.name()),
        articles: story.articles.iter().map(|id| listed(frame, *id)).collect(),
    }
}

fn listed<'a>(frame: &Frame<'a>, id: ArticleId) -> ListedArticle<'a> {
    let article = &frame.site.article(id).article;
    ListedArticle {
        url: frame.absolute(&article_address(frame.site, id)),
        title: &article.title,
        date: article.date.map(|when| when.iso(&frame.site.config.zone)),
    }
}

/// A feed as JSON.
pub(super) fn feed(feed: view::FeedPage) -> JsonFeed {
    let item = |entry: view::FeedEntry| JsonFeedItem {
        id: entry.url.clone(),
        url: entry.url,
        title: entry.title,
        summary: entry.summary,
        content_html: entry.content_html,
        date_published: entry.published,
        date_modified: entry.updated,
        authors: entry.authors.into_iter().map(|name| JsonFeedAuthor { name }).collect(),
        tags: entry.categories,
    };
    JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: feed.title,
        home_page_url: feed.page_url,
        feed_url: feed.url.replace("feed.atom", "feed.json"),
        description: feed.subtitle,
        language: feed.language,
        items: feed.entries.into_iter().map(item).collect(),
    }
}
