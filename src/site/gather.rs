//! Gathers what articles have in common: topics, stories, actors, days, files.
//!
//! Comes in: articles in the order of time. Goes out: the lists of `Site`, each in one pass.

use std::collections::BTreeMap;

use super::assemble::LinkedArticle;
use super::file::FreePageFile;
use super::target::{Target, asset_address};
use super::{ArticleId, Edition, Month, Site, SiteArticle, Story, Topic};
use crate::actor::{ActorId, Origin, Registry};
use crate::date::Day;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::path::{Slug, SourcePath, TextMap};
use crate::source::Snapshot;
use crate::yaml::nearest;

/// For each article its topics, and the topics with their articles, by slug.
pub(super) fn gather_topics(articles: &[LinkedArticle]) -> (Vec<Vec<usize>>, Vec<Topic>) {
    // Many articles, few titles: each title is made a slug once, and the first of a slug names its topic.
    let mut idx_of_title: TextMap<'_, Option<usize>> = TextMap::default();
    let mut idx_of_slug: BTreeMap<Slug, usize> = BTreeMap::new();
    let mut found: Vec<(&str, Vec<ArticleId>)> = Vec::new();
    let mut topics_of: Vec<Vec<usize>> = Vec::with_capacity(articles.len());
    for (entry, id) in articles.iter().zip(0..) {
        let mut own = Vec::new();
        for title in &entry.article.front.topics {
            let idx = *idx_of_title.entry(title).or_insert_with(|| {
                let idx = *idx_of_slug.entry(Slug::of(title)?).or_insert(found.len());
                if idx == found.len() {
                    found.push((title, Vec::new()));
                }
                Some(idx)
            });
            if let Some(idx) = idx.filter(|idx| !own.contains(idx)) {
                found[idx].1.push(ArticleId(id));
                own.push(idx);
            }
        }
        topics_of.push(own);
    }
    // They were numbered as they came up; topics are numbered by slug.
    let mut rank = vec![0; found.len()];
    let mut topics = Vec::with_capacity(found.len());
    for (slug, idx) in idx_of_slug {
        rank[idx] = topics.len();
        let (title, articles) = std::mem::take(&mut found[idx]);
        let (title, description) = (title.to_owned(), String::new());
        topics.push(Topic { slug, title, description, body: None, articles });
    }
    topics_of.iter_mut().flatten().for_each(|idx| *idx = rank[*idx]);
    (topics_of, topics)
}

/// The place of an article among the stories and in its story.
pub(super) type StoryPlace = Option<(usize, usize)>;

/// For each article its story and its place there, and the stories with their articles.
pub(super) fn gather_stories(
    articles: &[LinkedArticle],
    files: &[FreePageFile],
    snapshot: &Snapshot,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<StoryPlace>, Vec<Story>) {
    let mut members: BTreeMap<&Slug, Vec<ArticleId>> = BTreeMap::new();
    for (entry, id) in articles.iter().zip(0..) {
        let Some(slug) = &entry.article.front.story else { continue };
        if files.iter().any(|file| file.slug == *slug) {
            members.entry(slug).or_default().push(ArticleId(id));
            continue;
        }
        let path = &entry.article.path;
        let text = snapshot.source(path).and_then(|source| source.text.as_ref().ok());
        let place = text.map_or_else(
            || Place::file(path),
            |text| {
                let line = text
                    .lines()
                    .position(|line| line.starts_with("story:"))
                    .map_or(1, |idx| idx + 1);
                Place::line(path, text, u32::try_from(line).unwrap_or(1)).narrowed(slug.as_str())
            },
        );
        let hint = match nearest(slug.as_str(), files.iter().map(|file| file.slug.as_str())) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => format!("add a file `content/stories/{slug}.md`"),
        };
        let message = format!("no story has the slug `{slug}`");
        diagnostics.push(Diagnostic::new(Code::UnknownStory, place, message).hint(hint));
    }
    let mut stories: Vec<Story> = files
        .iter()
        .filter_map(|file| {
            Some(Story {
                slug: file.slug.clone(),
                title: file.title.clone(),
                description: file.description.clone(),
                status: file.status,
                body: None,
                articles: members.get(&file.slug)?.clone(),
            })
        })
        .collect();
    stories.sort_by_key(|story| (story.status, std::cmp::Reverse(story.articles.last().copied())));
    let mut story_of = vec![None; articles.len()];
    for (story_idx, story) in stories.iter().enumerate() {
        for (position, id) in story.articles.iter().enumerate() {
            story_of[id.index()] = Some((story_idx, position));
        }
    }
    (story_of, stories)
}

/// For each actor the articles that mention it, oldest first.
pub(super) fn gather_actors(articles: &[SiteArticle], n_actors: usize) -> Vec<Vec<ArticleId>> {
    let mut by_actor = vec![Vec::new(); n_actors];
    for (article, id) in articles.iter().zip(0..) {
        for presence in &article.linked.presences {
            by_actor[presence.actor.index()].push(ArticleId(id));
        }
    }
    by_actor
}

/// For each actor the number of its mentions.
pub(super) fn count_mentions(articles: &[SiteArticle], n_actors: usize) -> Vec<usize> {
    let mut n_mentions = vec![0; n_actors];
    for presence in articles.iter().flat_map(|article| &article.linked.presences) {
        n_mentions[presence.actor.index()] += presence.count;
    }
    n_mentions
}

/// Actors of the site's own files have a dossier, and so has every actor that an article names or
/// that one of the site's own actors has an office of.
pub(super) fn dossiers(registry: &Registry, by_actor: &[Vec<ArticleId>]) -> Vec<bool> {
    let mut has_dossier: Vec<bool> = by_actor.iter().map(|articles| !articles.is_empty()).collect();
    for (actor, id) in registry.actors().iter().zip(0..) {
        if matches!(actor.origin, Origin::Pack) {
            continue;
        }
        has_dossier[ActorId(id).index()] = true;
        let offices = actor.roles.iter().filter_map(|role| role.of.as_ref());
        for office in offices.filter_map(|slug| registry.by_slug(slug.as_str())) {
            has_dossier[office.index()] = true;
        }
    }
    has_dossier
}

/// Days with articles, oldest first.
pub(super) fn gather_editions(articles: &[SiteArticle]) -> Vec<Edition> {
    let mut editions: Vec<Edition> = Vec::new();
    for (article, id) in articles.iter().zip(0..) {
        let Some(day) = article.day else { continue };
        match editions.last_mut() {
            Some(last) if last.day == day => last.articles.end = id + 1,
            _ => editions.push(Edition { day, articles: id..id + 1 }),
        }
    }
    editions
}

/// Months with editions, oldest first.
pub(super) fn gather_months(editions: &[Edition]) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    for (edition_idx, edition) in editions.iter().enumerate() {
        let first = Day { day: 1, ..edition.day };
        match months.last_mut() {
            Some(last) if last.first == first => last.editions.end = edition_idx + 1,
            _ => months.push(Month { first, editions: edition_idx..edition_idx + 1 }),
        }
    }
    months
}

/// Files that are copied: all of `static/`, and those of `content/` that something published shows.
pub(super) fn gather_assets(
    site: &Site,
    snapshot: &Snapshot,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(String, SourcePath)> {
    let mut wanted: BTreeMap<SourcePath, ()> = BTreeMap::new();
    for asset in &snapshot.assets {
        if asset.path.as_str().starts_with("static/") {
            wanted.insert(asset.path.clone(), ());
        }
    }
    let of_articles = site
        .articles
        .iter()
        .flat_map(|article| article.reference_targets.iter().chain([&article.image]));
    let of_texts = (site.profiles.iter().map(|(_, text)| text))
        .chain(site.topics.iter().filter_map(|topic| topic.body.as_ref()))
        .chain(site.stories.iter().filter_map(|story| story.body.as_ref()))
        .chain(site.pages.iter().map(|page| &page.body))
        .flat_map(|text| &text.reference_targets);
    for target in of_articles.chain(of_texts) {
        if let Some(Target::Asset(path)) = target {
            wanted.insert(path.clone(), ());
        }
    }
    for id in site.dossiers() {
        let actor = site.actor(id);
        let (Some(image), Some(path)) = (&actor.image, actor.file()) else { continue };
        match path.join(image).filter(|image| snapshot.asset(image).is_some()) {
            Some(image) => {
                wanted.insert(image, ());
            }
            None => diagnostics.push(
                Diagnostic::new(
                    Code::MissingFile,
                    Place::file(path),
                    format!("file does not exist: `{image}`"),
                )
                .hint("paths are relative to the file they stand in"),
            ),
        }
    }
    wanted.into_keys().map(|path| (asset_address(&path), path)).collect()
}
