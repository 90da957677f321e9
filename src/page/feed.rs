//! Feeds of articles, as Atom (RFC 4287).

use super::frame::{Frame, article_address};
use super::view;
use crate::article::escaped;
use crate::date::rfc3339;
use crate::site::ArticleId;

/// What a feed is of.
pub(super) struct Subject<'a> {
    pub(super) title: String,
    pub(super) subtitle: String,
    /// Address of the page that the feed belongs to.
    pub(super) page: String,
    /// Its articles, oldest first.
    pub(super) articles: &'a [ArticleId],
}

/// The view of a feed. Articles without a date have no place in it, since every entry needs one.
pub(super) fn view(frame: &Frame<'_>, subject: Subject<'_>) -> view::FeedPage {
    let site = frame.site;
    let dated = subject.articles.iter().rev().copied().filter(|id| site.article(*id).day.is_some());
    let entries: Vec<view::FeedEntry> =
        dated.take(site.config.feed_limit).map(|id| entry(frame, id)).collect();
    let newest = entries.iter().map(|entry| &entry.updated).max();
    view::FeedPage {
        title: subject.title,
        subtitle: subject.subtitle,
        language: site.config.language.clone(),
        url: frame.absolute(&format!("{}feed.atom", subject.page)),
        page_url: frame.absolute(&subject.page),
        updated: newest.cloned().unwrap_or_else(|| rfc3339(0, &jiff::tz::TimeZone::UTC)),
        author: site.config.title.clone(),
        version: env!("CARGO_PKG_VERSION"),
        entries,
    }
}

fn entry(frame: &Frame<'_>, id: ArticleId) -> view::FeedEntry {
    let site = frame.site;
    let entry = site.article(id);
    let article = &entry.article;
    let zone = &site.config.zone;
    // Times of a feed are compared as text by the caller, so that all are given in UTC.
    let utc = |when: crate::date::When| rfc3339(when.instant(zone), &jiff::tz::TimeZone::UTC);
    let published = article.date.map(utc).unwrap_or_default();
    let updated = article.front.updated.map(utc).filter(|updated| *updated > published);
    let lede = article.summary.lede.as_ref().map_or("", |lede| article.prose.slice(lede.text));
    let mut content_html = format!("<p>{}</p>", escaped(lede));
    if !article.summary.takeaways.is_empty() {
        content_html.push_str("<ul>");
        for takeaway in &article.summary.takeaways {
            content_html
                .push_str(&format!("<li>{}</li>", escaped(article.prose.slice(takeaway.text))));
        }
        content_html.push_str("</ul>");
    }
    view::FeedEntry {
        title: article.title.clone(),
        url: frame.absolute(&article_address(site, id)),
        updated: updated.unwrap_or_else(|| published.clone()),
        published,
        authors: article.front.authors.clone(),
        categories: entry
            .topics
            .iter()
            .map(|topic_idx| site.topics[*topic_idx].title.clone())
            .collect(),
        summary: lede.to_owned(),
        content_html,
    }
}
