//! Puts the site together.
//!
//! Comes in: linked articles and everything beside them. Goes out: `Site` and diagnostics. This runs
//! on every rebuild, so all of it is linear in the number of mentions.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::file::{self, FreePageFile};
use super::gather::{
    count_mentions, dossiers, gather_actors, gather_assets, gather_editions, gather_months,
    gather_stories, gather_topics,
};
use super::target::Targets;
use super::{ArticleId, FreePage, Site, SiteArticle, Text, Unpublished};
use crate::actor::{ActorId, Linked, Registry};
use crate::article::{Article, Reading, Status};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::path::{Slug, SourcePath, TextMap};
use crate::source::Snapshot;

/// Everything that a site is made of.
pub struct Ingredients<'a> {
    /// Settings.
    pub config: Arc<Config>,
    /// The registry.
    pub registry: Arc<Registry>,
    /// The files of the project.
    pub snapshot: &'a Snapshot,
    /// How prose is read.
    pub reading: &'a Reading,
    /// Published articles with their mentions, and those that a preview adds.
    pub articles: Vec<LinkedArticle>,
    /// Articles that are held back.
    pub held_back: Vec<LinkedArticle>,
}

/// An article with its mentions.
pub struct LinkedArticle {
    pub(super) article: Arc<Article>,
    linked: Arc<Linked>,
    /// When it was published.
    instant: Option<i64>,
    unpublished: Option<Unpublished>,
}

/// A site and what is wrong with it.
pub struct Assembled {
    /// The site.
    pub site: Site,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Which unpublished articles a build shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Preview {
    /// None: what readers will see.
    #[default]
    Published,
    /// Drafts too.
    Drafts,
    /// Articles under embargo or of a future date too.
    Future,
    /// All of them: what the writer will see.
    Everything,
}

impl Preview {
    /// Whether it shows an article that is not published.
    pub fn shows(self, unpublished: Unpublished) -> bool {
        match self {
            Preview::Published => false,
            Preview::Drafts => unpublished == Unpublished::Draft,
            Preview::Future => unpublished != Unpublished::Draft,
            Preview::Everything => true,
        }
    }
}

impl LinkedArticle {
    /// An article as it stands at an instant. One dated in the future is held back as if it were under
    /// embargo: publishing it early would be the worse mistake.
    pub fn new(article: Arc<Article>, linked: Arc<Linked>, config: &Config, now: i64) -> Self {
        let instant = article.date.map(|when| when.instant(&config.zone));
        let embargo = article.front.embargo.map(|when| when.instant(&config.zone));
        let unpublished = match embargo.max(instant) {
            _ if article.front.status == Status::Draft => Some(Unpublished::Draft),
            Some(until) if until > now => Some(Unpublished::Embargoed { until }),
            _ => None,
        };
        Self { article, linked, instant, unpublished }
    }

    /// The article and why it is not published, if it is not.
    pub fn held_back(&self) -> Option<(Arc<Article>, Unpublished)> {
        Some((Arc::clone(&self.article), self.unpublished?))
    }

    /// Why it is not published, if it is not.
    pub fn unpublished(&self) -> Option<Unpublished> {
        self.unpublished
    }
}

/// Puts the site together.
pub fn assemble(ingredients: Ingredients<'_>) -> Assembled {
    let Ingredients { config, registry, snapshot, reading, mut articles, held_back } = ingredients;
    let mut diagnostics = Vec::new();
    articles.sort_by(|a, b| (a.instant, &a.article.path).cmp(&(b.instant, &b.article.path)));
    drop_duplicates(&mut articles, &mut diagnostics);

    let mut read = |folder: &str| -> Vec<FreePageFile> {
        let files = snapshot.under(folder).filter(|source| source.path.ending() == "md");
        let read = files.map(|source| file::read(source, reading));
        read.filter_map(|(page, found)| {
            diagnostics.extend(found);
            page
        })
        .collect()
    };
    let (story_files, topic_files, page_files) =
        (read("content/stories/"), read("content/topics/"), read("content/pages/"));
    let publishers = match snapshot.source(&SourcePath::new("content/sources.yaml")) {
        Some(source) => {
            let (publishers, found) = file::read_publishers(source);
            diagnostics.extend(found);
            publishers
        }
        None => Vec::new(),
    };

    let (((topics_of, mut topics), (story_of, mut stories)), names) = rayon::join(
        || {
            let stories = gather_stories(&articles, &story_files, snapshot, &mut diagnostics);
            (gather_topics(&articles), stories)
        },
        || names(&articles),
    );
    let mut unpublished = TextMap::default();
    for LinkedArticle { article, .. } in &held_back {
        unpublished.insert(article.slug.as_str(), ());
        unpublished.insert(article.path.as_str(), ());
    }
    let mut pages = BTreeMap::new();
    let mut add_page = |path: &SourcePath, slug: &Slug, address: String| {
        pages.insert(path.to_string(), address.clone());
        pages.entry(slug.to_string()).or_insert(address);
    };
    for file in
        story_files.iter().filter(|file| stories.iter().any(|story| story.slug == file.slug))
    {
        add_page(&file.path, &file.slug, format!("stories/{}/", file.slug));
    }
    for file in topic_files.iter().filter(|file| topics.iter().any(|topic| topic.slug == file.slug))
    {
        add_page(&file.path, &file.slug, format!("topics/{}/", file.slug));
    }
    for file in &page_files {
        add_page(&file.path, &file.slug, format!("{}/", file.slug));
    }
    for topic in &topics {
        pages.entry(topic.slug.to_string()).or_insert(format!("topics/{}/", topic.slug));
    }
    let targets = Targets { snapshot, registry: &registry, articles: names, unpublished, pages };

    let placed = articles.par_iter().zip(topics_of).zip(story_of);
    let placed = placed.map(|((entry, topics), story)| {
        let LinkedArticle { article, linked, unpublished, .. } = entry;
        let mut diagnostics = Vec::new();
        let (wiki_targets, reference_targets) =
            targets.targets(&article.path, &article.prose, &mut diagnostics);
        let image = article.front.image.as_deref().and_then(|image| {
            targets.image(&article.path, image).map_err(|problem| diagnostics.push(*problem)).ok()
        });
        let article = SiteArticle {
            day: article.date.map(|when| when.day_in(&config.zone)),
            article: Arc::clone(article),
            linked: Arc::clone(linked),
            unpublished: *unpublished,
            topics,
            story,
            wiki_targets,
            reference_targets,
            image,
        };
        (article, diagnostics)
    });
    let (site_articles, found): (Vec<SiteArticle>, Vec<Vec<Diagnostic>>) = placed.unzip();
    diagnostics.extend(found.into_iter().flatten());
    for file in topic_files {
        if let Some(topic) = topics.iter_mut().find(|topic| topic.slug == file.slug) {
            topic.title = file.title;
            topic.description = file.description;
            topic.body = text(&targets, &file.path, file.prose, &mut diagnostics);
        }
    }
    for file in story_files {
        if let Some(story) = stories.iter_mut().find(|story| story.slug == file.slug) {
            story.body = text(&targets, &file.path, file.prose, &mut diagnostics);
        }
    }
    let mut free_pages = Vec::new();
    for FreePageFile { slug, title, description, prose, path, .. } in page_files {
        let body = targets.resolve(&path, prose, &mut diagnostics);
        free_pages.push(FreePage { slug, title, description, path, body });
    }
    let mut profiles = Vec::new();
    for (actor, id) in registry.actors().iter().zip(0..) {
        if let (Some(profile), Some(path)) = (&actor.profile, actor.file()) {
            profiles.push((ActorId(id), targets.resolve(path, profile.clone(), &mut diagnostics)));
        }
    }
    drop(targets);

    let by_actor = gather_actors(&site_articles, registry.actors().len());
    let n_mentions = count_mentions(&site_articles, registry.actors().len());
    let has_dossier = dossiers(&registry, &by_actor);
    let editions = gather_editions(&site_articles);
    let months = gather_months(&editions);
    let mut site = Site {
        config,
        registry,
        articles: site_articles,
        by_actor,
        n_mentions,
        has_dossier,
        profiles,
        topics,
        stories,
        editions,
        months,
        pages: free_pages,
        publishers,
        assets: Vec::new(),
    };
    site.assets = gather_assets(&site, snapshot, &mut diagnostics);
    Assembled { site, diagnostics }
}

/// Articles by slug and by path.
fn names(articles: &[LinkedArticle]) -> TextMap<'_, ArticleId> {
    let mut names = TextMap::with_capacity_and_hasher(3 * articles.len(), Default::default());
    for (entry, id) in articles.iter().zip(0..) {
        names.insert(entry.article.slug.as_str(), ArticleId(id));
        names.insert(entry.article.path.as_str(), ArticleId(id));
    }
    // The name of the file means the article too, as in other tools, where nothing else has it.
    for (entry, id) in articles.iter().zip(0..) {
        names.entry(entry.article.path.stem()).or_insert(ArticleId(id));
    }
    names
}

fn text(
    targets: &Targets<'_>,
    path: &SourcePath,
    prose: crate::article::Prose,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Text> {
    (!prose.text.trim().is_empty()).then(|| targets.resolve(path, prose, diagnostics))
}

/// Two articles of one slug would claim one address: the older one keeps it, and the writer is told.
fn drop_duplicates(articles: &mut Vec<LinkedArticle>, diagnostics: &mut Vec<Diagnostic>) {
    let mut owners: TextMap<'_, &SourcePath> =
        TextMap::with_capacity_and_hasher(articles.len(), Default::default());
    let mut is_first = Vec::with_capacity(articles.len());
    for LinkedArticle { article, .. } in &*articles {
        let owner = *owners.entry(article.slug.as_str()).or_insert(&article.path);
        is_first.push(*owner == article.path);
        if *owner != article.path {
            let message = format!("two articles claim the address `/articles/{}/`", article.slug);
            diagnostics.push(
                Diagnostic::new(Code::DuplicateAddress, Place::file(&article.path), message)
                    .hint("give one of them another `slug`")
                    .related(Place::file(owner), "the other one"),
            );
        }
    }
    let mut is_first = is_first.into_iter();
    articles.retain(|_| is_first.next().unwrap_or(true));
}
