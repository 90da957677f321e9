//! Pages by time: edition, archive, month, timeline.

use super::frame::{About, Frame};
use super::list::{actors_of, card};
use super::view;
use crate::date::Day;
use crate::site::{ArticleId, Edition, Month, Site};

/// The view of an edition.
pub(super) fn edition(frame: &Frame<'_>, edition_idx: usize) -> view::EditionPage {
    let editions = &frame.site.editions;
    let edition = &editions[edition_idx];
    let ids: Vec<ArticleId> = ids(edition).rev().collect();
    let date = frame.day(edition.day);
    let link = |edition: &Edition| {
        let date = frame.day(edition.day);
        view::Link { title: date.label, url: date.url.unwrap_or_default() }
    };
    view::EditionPage {
        site: frame.site_frame(),
        page: frame
            .page_frame(About::page(date.label.clone(), format!("Briefings of {}", date.label))),
        actors: actors_of(frame, ids.iter().copied(), 12),
        articles: ids.into_iter().map(|id| card(frame, id)).collect(),
        previous: edition_idx.checked_sub(1).map(|before| link(&editions[before])),
        next: editions.get(edition_idx + 1).map(link),
        date: view::Date { url: None, ..date },
    }
}

/// The view of the archive.
pub(super) fn archive(frame: &Frame<'_>) -> view::ArchivePage {
    let site = frame.site;
    let mut years: Vec<view::ArchiveYear> = Vec::new();
    for month in site.months.iter().rev() {
        let count = month_ids(site, month.first).count();
        let month = month_view(frame, month.first, "archive/", count);
        let year = month.iso[..4].to_owned();
        if years.last().is_none_or(|last| last.year != year) {
            years.push(view::ArchiveYear { year, count: 0, months: Vec::new() });
        }
        if let Some(last) = years.last_mut() {
            last.count += count;
            last.months.push(month);
        }
    }
    let mut undated: Vec<view::Link> = (0..)
        .map(ArticleId)
        .zip(&site.articles)
        .take_while(|(_, article)| article.day.is_none())
        .map(|(id, _)| frame.article_link(id))
        .collect();
    undated.sort_by(|a, b| a.title.cmp(&b.title));
    view::ArchivePage {
        site: frame.site_frame(),
        page: frame.page_frame(About::page("Archive", "All articles by month")),
        years,
        undated,
        n_articles: site.articles.len(),
    }
}

/// The view of a month of the archive.
pub(super) fn month(frame: &Frame<'_>, month_idx: usize) -> view::MonthPage {
    let site = frame.site;
    let month = &site.months[month_idx];
    let days = site.editions[month.editions.clone()].iter().rev().map(|edition| view::ArchiveDay {
        date: frame.day(edition.day),
        articles: ids(edition).rev().map(|id| frame.article_link(id)).collect(),
    });
    let link = |month: &Month| {
        let view::Month { label, url, .. } = month_view(frame, month.first, "archive/", 0);
        view::Link { title: label, url }
    };
    let count = month_ids(site, month.first).count();
    let shown = month_view(frame, month.first, "archive/", count);
    view::MonthPage {
        site: frame.site_frame(),
        page: frame
            .page_frame(About::page(shown.label.clone(), format!("Briefings of {}", shown.label))),
        month: shown,
        days: days.collect(),
        previous: month_idx.checked_sub(1).map(|before| link(&site.months[before])),
        next: site.months.get(month_idx + 1).map(link),
    }
}

/// The view of the timeline of a year.
pub(super) fn timeline(frame: &Frame<'_>, year: i16) -> view::TimelinePage {
    let site = frame.site;
    let newest = site.newest_day().map(|day| day.year);
    let days = site.editions.iter().rev().filter(|edition| edition.day.year == year);
    let days = days.map(|edition| view::TimelineDay {
        date: frame.day(edition.day),
        articles: ids(edition).map(|id| card(frame, id)).collect(),
    });
    let mut years: Vec<view::TimelineYear> = Vec::new();
    for edition in site.editions.iter().rev() {
        let label = edition.day.year.to_string();
        if years.last().is_none_or(|last| last.year != label) {
            let url = frame.url(&timeline_address(edition.day.year, newest));
            let current = edition.day.year == year;
            years.push(view::TimelineYear { year: label, url, count: 0, current });
        }
        if let Some(last) = years.last_mut() {
            last.count += edition.articles.len();
        }
    }
    view::TimelinePage {
        site: frame.site_frame(),
        page: frame.page_frame(About::page(
            format!("Timeline {year}"),
            format!("What happened when in {year}"),
        )),
        year: year.to_string(),
        days: days.collect(),
        years,
    }
}

/// The newest year is the timeline's first page; the others have their own.
pub(super) fn timeline_address(year: i16, newest: Option<i16>) -> String {
    if Some(year) == newest { "timeline/".to_owned() } else { format!("timeline/{year:04}/") }
}

/// A month whose page stands below `base`.
pub(super) fn month_view(frame: &Frame<'_>, first: Day, base: &str, count: usize) -> view::Month {
    view::Month {
        label: first.month_label(&frame.site.config.language),
        iso: first.iso()[..7].to_owned(),
        url: frame.url(&format!("{base}{}", month_path(first))),
        count,
    }
}

/// `2025/02/`.
pub(super) fn month_path(first: Day) -> String {
    format!("{:04}/{:02}/", first.year, first.month)
}

/// The months of articles (oldest first), newest first, with their numbers of articles.
pub(super) fn months_of(frame: &Frame<'_>, articles: &[ArticleId], base: &str) -> Vec<view::Month> {
    let counted = count_months(frame.site, articles);
    counted.into_iter().rev().map(|(first, count)| month_view(frame, first, base, count)).collect()
}

/// The months of articles (oldest first), with their numbers of articles.
pub(super) fn count_months(site: &Site, articles: &[ArticleId]) -> Vec<(Day, usize)> {
    let counted =
        site.months.iter().map(|month| (month.first, within(site, month, articles).len()));
    counted.filter(|(_, count)| *count > 0).collect()
}

/// Those of some articles (oldest first) that belong to the month that begins on a day.
pub(super) fn of_month<'a>(site: &Site, articles: &'a [ArticleId], first: Day) -> &'a [ArticleId] {
    let month = site.months.iter().find(|month| month.first == first);
    month.map_or(&[], |month| within(site, month, articles))
}

/// Those of some articles (oldest first) that belong to a month. All articles of a month stand together in the
/// site, so that none has to be looked at.
fn within<'a>(site: &Site, month: &Month, articles: &'a [ArticleId]) -> &'a [ArticleId] {
    let editions = &site.editions[month.editions.clone()];
    let (Some(first), Some(last)) = (editions.first(), editions.last()) else { return &[] };
    let start = articles.partition_point(|id| id.0 < first.articles.start);
    let end = articles.partition_point(|id| id.0 < last.articles.end);
    &articles[start..end]
}

fn ids(edition: &Edition) -> impl DoubleEndedIterator<Item = ArticleId> {
    edition.articles.clone().map(ArticleId)
}

fn month_ids(site: &Site, first: Day) -> impl Iterator<Item = ArticleId> {
    let month = site.months.iter().find(move |month| month.first == first);
    let editions = month.map_or(&[][..], |month| &site.editions[month.editions.clone()]);
    editions.iter().flat_map(ids)
}
