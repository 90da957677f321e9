//! What an export tells: actors, and where published articles name them.
//!
//! Comes in: the plan of a site. Goes out: `Published`. Always holds: a draft or an article under embargo
//! is in no export, since it is not in the site.

use std::collections::BTreeMap;

use super::{Known, Record};
use crate::actor::{ActorId, Registry};
use crate::page::{Kind, Plan};
use crate::site::{ArticleId, Site};

/// What an export tells.
#[derive(Debug)]
pub struct Published<'a> {
    /// The site.
    pub site: &'a Site,
    /// Actors, by slug.
    pub actors: Vec<Exported>,
    /// Addresses of the articles, by article.
    articles: BTreeMap<ArticleId, &'a str>,
}

/// Which actors an export tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    /// Those of the site's own files, and those of packs that a published article names.
    Used,
    /// All, those of packs too.
    All,
}

/// An actor of an export.
#[derive(Debug)]
pub struct Exported {
    /// Its place in the registry.
    pub id: ActorId,
    /// The actor.
    pub record: Record,
    /// What a built-in pack has of it.
    pub base: Option<Record>,
    /// Where it is named.
    pub named: Vec<Named>,
}

/// An article that names an actor.
#[derive(Debug, PartialEq, Eq)]
pub struct Named {
    /// The article.
    pub article: ArticleId,
    /// Number of mentions.
    pub n_mentions: usize,
    /// The names used, each once, in the order of the text.
    pub names: Vec<String>,
    /// The sentences around them, each once, in the order of the text, with the anchor of their block.
    pub sentences: Vec<(String, String)>,
}

impl<'a> Published<'a> {
    /// Gathers what an export tells. `known` are all actors of the site, `packs` those of its packs alone.
    pub fn new(plan: &'a Plan, known: Vec<Known>, packs: &Registry, selection: Selection) -> Self {
        let site = &plan.site;
        let pages = plan.pages.iter().filter_map(|page| match page.kind {
            Kind::Article(id) => Some((id, page.address.as_str())),
            _ => None,
        });
        let actors = known.into_iter().zip((0..).map(ActorId)).filter_map(|(known, id)| {
            let articles = site.by_actor.get(id.index()).map_or(&[][..], Vec::as_slice);
            let is_used = known.file.is_some() || !articles.is_empty();
            if !is_used && selection == Selection::Used {
                return None;
            }
            let slug = known.record.slug()?;
            let base = packs.by_slug(slug.as_str()).map(|id| Record::of(packs.actor(id), None));
            let named = articles.iter().map(|article| named(site, *article, id)).collect();
            Some(Exported { id, record: known.record, base, named })
        });
        Self { site, actors: actors.collect(), articles: pages.collect() }
    }

    /// The absolute address of an article.
    pub fn article_url(&self, id: ArticleId) -> String {
        let address = self.articles.get(&id).copied().unwrap_or_default();
        format!("{}{address}", self.site.config.base_url)
    }

    /// The absolute address of the dossier of an actor, which one without a mention may not have.
    pub fn actor_url(&self, slug: &str) -> String {
        format!("{}actors/{slug}/", self.site.config.base_url)
    }

    /// Articles that name an actor of the export, oldest first.
    pub fn articles(&self) -> impl Iterator<Item = ArticleId> {
        let mut is_told = vec![false; self.site.articles.len()];
        for named in self.actors.iter().flat_map(|actor| &actor.named) {
            is_told[named.article.index()] = true;
        }
        self.site.article_ids().filter(move |id| is_told[id.index()])
    }

    /// The day or time of an article, in ISO 8601.
    pub fn date(&self, id: ArticleId) -> Option<String> {
        let date = self.site.article(id).article.date?;
        Some(date.iso(&self.site.config.zone))
    }
}

impl Exported {
    /// Number of articles and of mentions.
    pub fn counts(&self) -> (usize, usize) {
        (self.named.len(), self.named.iter().map(|named| named.n_mentions).sum())
    }

    /// The slug of the actor.
    pub fn slug(&self) -> &str {
        self.record.slug.as_ref().map_or("", |slug| slug.as_str())
    }
}

fn named(site: &Site, article: ArticleId, actor: ActorId) -> Named {
    let prose = &site.article(article).article.prose;
    let mut named = Named { article, n_mentions: 0, names: Vec::new(), sentences: Vec::new() };
    for mention in site.mentions(article, actor) {
        named.n_mentions += 1;
        let name = prose.slice(mention.span).to_owned();
        if !named.names.contains(&name) {
            named.names.push(name);
        }
        let context = prose.context_at(mention.span.start);
        let context: Vec<&str> = context.iter().map(|span| prose.slice(*span).trim()).collect();
        let anchor = prose.block_at(mention.span.start).map(|block| block.anchor.clone());
        let sentence = (context.join(" | "), anchor.unwrap_or_default());
        if !named.sentences.contains(&sentence) {
            named.sentences.push(sentence);
        }
    }
    named
}
