//! All that the site knows, as one immutable value.
//!
//! Comes in: linked articles, the registry, stories, topics and free pages. Goes out: `Site`, with
//! every relation that pages show. Always holds: what is not published is not in it, so that no later
//! stage can leak it; articles are in the order of time; a `Site` is never changed after `assemble`.

mod assemble;
mod file;
mod gather;
mod related;
mod target;

use std::ops::Range;
use std::sync::Arc;

use crate::actor::{Actor, ActorId, Linked, Mention, Registry, Role};
use crate::article::{Article, Prose};
use crate::config::Config;
use crate::date::{Day, PartialDate};
use crate::path::{Slug, SourcePath};

pub use assemble::{Assembled, Ingredients, LinkedArticle, Preview, assemble};
pub use file::{FreePageFile, Publisher, StoryStatus, Written, WrittenPage, story_slug};
pub use target::Target;

/// All that the site knows.
#[derive(Debug)]
pub struct Site {
    /// Settings.
    pub config: Arc<Config>,
    /// All actors, with or without a mention.
    pub registry: Arc<Registry>,
    /// Articles, oldest first; those without a date come before all others.
    pub articles: Vec<SiteArticle>,
    /// For each actor the articles that mention it, oldest first.
    pub by_actor: Vec<Vec<ArticleId>>,
    /// For each actor the number of its mentions.
    pub n_mentions: Vec<usize>,
    /// For each actor whether it has a dossier.
    pub has_dossier: Vec<bool>,
    /// Profiles of actors that have one.
    pub profiles: Vec<(ActorId, Text)>,
    /// Topics with articles, by slug.
    pub topics: Vec<Topic>,
    /// Stories with articles: open ones first, then by the day of the newest article.
    pub stories: Vec<Story>,
    /// Days with articles, oldest first.
    pub editions: Vec<Edition>,
    /// Months with articles, oldest first.
    pub months: Vec<Month>,
    /// Free pages, by path.
    pub pages: Vec<FreePage>,
    /// Publishers whose grade and address the site knows.
    pub publishers: Vec<Publisher>,
    /// Files that are copied, by path: address and source.
    pub assets: Vec<(String, SourcePath)>,
}

/// The place of an article in its site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u32);

impl ArticleId {
    /// The same as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// An article as a part of the site.
#[derive(Debug)]
pub struct SiteArticle {
    /// The article.
    pub article: Arc<Article>,
    /// Its mentions.
    pub linked: Arc<Linked>,
    /// The day of its edition.
    pub day: Option<Day>,
    /// Why it would not be published, in a preview.
    pub unpublished: Option<Unpublished>,
    /// Places in `Site::topics`.
    pub topics: Vec<usize>,
    /// Place in `Site::stories`, and position there.
    pub story: Option<(usize, usize)>,
    /// Where its links in double brackets lead.
    pub wiki_targets: Vec<Option<Target>>,
    /// Where its links and pictures lead.
    pub reference_targets: Vec<Option<Target>>,
    /// Its lead picture.
    pub image: Option<Target>,
}

/// Why an article is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unpublished {
    /// Its writer is not done with it.
    Draft,
    /// It is held back until an instant (seconds since 1970 UTC).
    Embargoed {
        /// When it may be published.
        until: i64,
    },
}

/// Prose with its links resolved.
#[derive(Debug)]
pub struct Text {
    /// The prose.
    pub prose: Prose,
    /// Where its links in double brackets lead.
    pub wiki_targets: Vec<Option<Target>>,
    /// Where its links and pictures lead.
    pub reference_targets: Vec<Option<Target>>,
}

/// A subject, set by writers.
#[derive(Debug)]
pub struct Topic {
    /// Its name in addresses.
    pub slug: Slug,
    /// Its name.
    pub title: String,
    /// One line on it; may be empty.
    pub description: String,
    /// The writer's introduction.
    pub body: Option<Text>,
    /// Its articles, oldest first.
    pub articles: Vec<ArticleId>,
}

/// An ordered run of articles on one continuing matter.
#[derive(Debug)]
pub struct Story {
    /// Its name in addresses.
    pub slug: Slug,
    /// Its name.
    pub title: String,
    /// One line on it; may be empty.
    pub description: String,
    /// Whether it goes on.
    pub status: StoryStatus,
    /// The writer's introduction.
    pub body: Option<Text>,
    /// Its articles, oldest first.
    pub articles: Vec<ArticleId>,
}

/// All articles of one day.
#[derive(Debug)]
pub struct Edition {
    /// The day.
    pub day: Day,
    /// Its articles, as a range of `Site::articles`.
    pub articles: Range<u32>,
}

/// All editions of one month.
#[derive(Debug)]
pub struct Month {
    /// The first day of the month.
    pub first: Day,
    /// Its editions, as a range of `Site::editions`.
    pub editions: Range<usize>,
}

/// A free page.
#[derive(Debug)]
pub struct FreePage {
    /// Its name in addresses.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// One line on it; may be empty.
    pub description: String,
    /// Its file.
    pub path: SourcePath,
    /// Its body.
    pub body: Text,
}

impl Site {
    /// An article of this site.
    pub fn article(&self, id: ArticleId) -> &SiteArticle {
        &self.articles[id.index()]
    }

    /// All articles, oldest first.
    pub fn article_ids(
        &self,
    ) -> impl DoubleEndedIterator<Item = ArticleId> + ExactSizeIterator + use<> {
        (0..u32::try_from(self.articles.len()).unwrap_or(u32::MAX)).map(ArticleId)
    }

    /// An actor of the registry.
    pub fn actor(&self, id: ActorId) -> &Actor {
        self.registry.actor(id)
    }

    /// Actors with a dossier, by slug.
    pub fn dossiers(&self) -> impl Iterator<Item = ActorId> + '_ {
        (0..).map(ActorId).zip(&self.has_dossier).filter(|(_, has)| **has).map(|(id, _)| id)
    }

    /// The actor of a slug, if it has a dossier.
    pub fn dossier_of(&self, slug: &Slug) -> Option<ActorId> {
        self.registry.by_slug(slug.as_str()).filter(|id| self.has_dossier[id.index()])
    }

    /// The day of the newest article.
    pub fn newest_day(&self) -> Option<Day> {
        self.editions.last().map(|edition| edition.day)
    }

    /// Mentions of an actor in an article, in the order of the text.
    pub fn mentions(&self, article: ArticleId, actor: ActorId) -> impl Iterator<Item = &Mention> {
        self.article(article).linked.mentions.iter().filter(move |mention| mention.actor == actor)
    }

    /// Number of articles of `actor` that name each other actor, most first.
    pub fn co_actors(&self, actor: ActorId) -> Vec<(ActorId, usize)> {
        let counts = self.counted(self.by_actor[actor.index()].iter().copied());
        counts.into_iter().filter(|(other, _)| *other != actor).collect()
    }

    /// Number of the given articles that name each actor, most first.
    pub fn counted(&self, articles: impl Iterator<Item = ArticleId>) -> Vec<(ActorId, usize)> {
        let mut counts = vec![0_usize; self.by_actor.len()];
        for id in articles {
            for presence in &self.article(id).linked.presences {
                counts[presence.actor.index()] += 1;
            }
        }
        let mut counted: Vec<(ActorId, usize)> =
            (0..).map(ActorId).zip(counts).filter(|(_, count)| *count > 0).collect();
        counted.sort_by_key(|(actor, count)| (std::cmp::Reverse(*count), *actor));
        counted
    }

    /// Articles that share actors with an article, nearest first, each with the shared actors.
    pub fn related(&self, article: ArticleId) -> Vec<(ArticleId, Vec<ActorId>)> {
        related::related(self, article)
    }

    /// Roles of other actors that are of this one: (holder, role), the newest first.
    pub fn officials(&self, actor: ActorId) -> Vec<(ActorId, &Role)> {
        let slug = &self.actor(actor).slug;
        let holders =
            self.dossiers().flat_map(|id| self.actor(id).roles.iter().map(move |role| (id, role)));
        let mut officials: Vec<_> =
            holders.filter(|(_, role)| role.of.as_ref() == Some(slug)).collect();
        officials.sort_by_key(|(_, role)| {
            std::cmp::Reverse((role.to.is_none(), role.from.map(PartialDate::first)))
        });
        officials
    }
}
