//! Which addresses a site has.

use rayon::prelude::*;

use super::calendar::{count_months, month_path, timeline_address};
use super::frame::article_address;
use super::list::LONG_LIST;
use super::plan::{Kind, Page, ThemeFiles};
use crate::actor::ActorId;
use crate::path::{Address, SourcePath};
use crate::site::{ArticleId, Site};

/// An output at an address.
pub(super) fn page(address: impl Into<String>, kind: Kind) -> Page {
    Page { address: Address::new(address), kind }
}

/// Pages for people, that search engines should know.
pub(super) fn is_in_sitemap(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Home
            | Kind::Article(_)
            | Kind::Actors
            | Kind::Actor(_)
            | Kind::ActorMonth(..)
            | Kind::Topics
            | Kind::Topic(_)
            | Kind::TopicMonth(..)
            | Kind::Stories
            | Kind::Story(_)
            | Kind::Edition(_)
            | Kind::Archive
            | Kind::Month(_)
            | Kind::Timeline(_)
            | Kind::Free(_)
    )
}

/// All outputs of a site but the site maps, in no order.
pub(super) fn planned(site: &Site, theme: &ThemeFiles) -> Vec<Page> {
    let mut pages = vec![
        page("", Kind::Home),
        page("404.html", Kind::NotFound),
        page("robots.txt", Kind::Robots),
        page("feed.atom", Kind::Feed),
        page("feed.json", Kind::FeedData),
        page("archive/", Kind::Archive),
        page("actors/", Kind::Actors),
        page("topics/", Kind::Topics),
        page("stories/", Kind::Stories),
    ];
    let ids: Vec<ArticleId> = site.article_ids().collect();
    pages.par_extend(ids.par_iter().flat_map_iter(|id| {
        let address = article_address(site, *id);
        let data = page([&address, "index.json"].concat(), Kind::ArticleData(*id));
        [data, page(address, Kind::Article(*id))]
    }));
    let dossiers: Vec<ActorId> = site.dossiers().collect();
    pages.par_extend(dossiers.par_iter().flat_map_iter(|id| dossier(site, *id)));
    for (topic_idx, topic) in site.topics.iter().enumerate() {
        let address = format!("topics/{}/", topic.slug);
        if topic.articles.len() > LONG_LIST {
            for (month, _) in count_months(site, &topic.articles) {
                let kind = Kind::TopicMonth(topic_idx, month);
                pages.push(page(format!("{address}{}", month_path(month)), kind));
            }
        }
        pages.push(page(format!("{address}index.json"), Kind::TopicData(topic_idx)));
        pages.push(page(format!("{address}feed.atom"), Kind::TopicFeed(topic_idx)));
        pages.push(page(address, Kind::Topic(topic_idx)));
    }
    for (story_idx, story) in site.stories.iter().enumerate() {
        let address = format!("stories/{}/", story.slug);
        pages.push(page(format!("{address}index.json"), Kind::StoryData(story_idx)));
        pages.push(page(format!("{address}feed.atom"), Kind::StoryFeed(story_idx)));
        pages.push(page(address, Kind::Story(story_idx)));
    }
    for (edition_idx, edition) in site.editions.iter().enumerate() {
        pages.push(page(format!("editions/{}/", edition.day.iso()), Kind::Edition(edition_idx)));
    }
    for (month_idx, month) in site.months.iter().enumerate() {
        pages.push(page(format!("archive/{}", month_path(month.first)), Kind::Month(month_idx)));
    }
    let newest = site.newest_day().map(|day| day.year);
    let mut years: Vec<i16> = site.editions.iter().map(|edition| edition.day.year).collect();
    years.dedup();
    pages.extend(
        years.into_iter().map(|year| page(timeline_address(year, newest), Kind::Timeline(year))),
    );
    pages.extend(
        site.pages
            .iter()
            .enumerate()
            .map(|(idx, free)| page(format!("{}/", free.slug), Kind::Free(idx))),
    );
    pages.extend(
        theme.files.iter().map(|(address, idx)| page(address.clone(), Kind::ThemeFile(*idx))),
    );
    pages.extend(
        site.assets.iter().map(|(address, path)| page(address.clone(), Kind::Asset(path.clone()))),
    );
    for id in site.article_ids() {
        for alias in &site.article(id).article.front.aliases {
            // An address that leads out of the site is refused with all other bad ones.
            let path = alias.trim_matches('/');
            let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
            let slash = if is_file && !alias.ends_with('/') { "" } else { "/" };
            pages.push(page(format!("{path}{slash}"), Kind::Redirect(id)));
        }
    }
    pages
}

/// The pages of an actor with a dossier.
fn dossier(site: &Site, id: ActorId) -> Vec<Page> {
    let address = format!("actors/{}/", site.actor(id).slug);
    let articles = &site.by_actor[id.index()];
    let mut pages = Vec::new();
    if articles.len() > LONG_LIST {
        let months = count_months(site, articles).into_iter().map(|(month, _)| {
            page(format!("{address}{}", month_path(month)), Kind::ActorMonth(id, month))
        });
        pages.extend(months);
    }
    pages.push(page(format!("{address}index.json"), Kind::ActorData(id)));
    pages.push(page(format!("{address}feed.atom"), Kind::ActorFeed(id)));
    pages.push(page(address, Kind::Actor(id)));
    pages
}

/// The file behind an output, for diagnostics.
pub(super) fn source_of(site: &Site, kind: &Kind) -> SourcePath {
    match kind {
        Kind::Article(id) | Kind::ArticleData(id) | Kind::Redirect(id) => {
            site.article(*id).article.path.clone()
        }
        Kind::Free(page_idx) => site.pages[*page_idx].path.clone(),
        Kind::Asset(path) => path.clone(),
        Kind::Actor(id) | Kind::ActorMonth(id, _) | Kind::ActorData(id) | Kind::ActorFeed(id) => {
            site.actor(*id).file().cloned().unwrap_or_else(|| SourcePath::new("content/actors"))
        }
        Kind::ThemeFile(_) => SourcePath::new("templates/assets"),
        _ => SourcePath::new("site.yaml"),
    }
}
