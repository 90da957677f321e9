//! What tells a page by its content, whatever its address.
//!
//! Comes in: the plan. Goes out: the pages that readers may have kept the address of, each with what is its
//! own. Always holds: nothing that the page itself does not tell.

use rayon::prelude::*;

use super::frame::{Frame, article_address};
use super::plan::{Content, Kind, Page, Plan};
use super::view::RedirectPage;
use crate::actor::ActorId;
use crate::article::BlockKind;
use crate::path::Address;
use crate::site::{ArticleId, Site};

impl Plan {
    /// The pages that may move, each with what tells it from others, the surest first. Of the texts of a
    /// whole site nobody needs more than what `mark` makes of each.
    pub fn landmarks<T: Send>(&self, mark: impl Fn(&str) -> T + Sync) -> Vec<(&Address, Vec<T>)> {
        let pages = self.pages.par_iter();
        let landmarks = pages.filter_map(|page| {
            let marks = marks(&self.site, &page.kind)?;
            Some((&page.address, marks.iter().map(|text| mark(text)).collect()))
        });
        landmarks.collect()
    }

    /// The addresses that writers gave to articles beside their own, each with the article's.
    pub fn aliases(&self) -> Vec<(&Address, String)> {
        let alias = |page: &'_ Page| match &page.kind {
            Kind::Redirect(id) => Some(article_address(&self.site, *id)),
            _ => None,
        };
        self.pages.iter().filter_map(|page| Some((&page.address, alias(page)?))).collect()
    }

    /// What stands at an address that a page had before.
    pub fn redirect(&self, from: &Address, page_idx: usize) -> Content<'_> {
        let to = &self.pages[page_idx].address;
        let frame = Frame::new(&self.site, from, self.theme());
        redirect(&frame, &self.label(page_idx).title, to.as_str())
    }
}

/// A page that leads on to another address of the site.
pub(super) fn redirect(frame: &Frame<'_>, title: &str, to: &str) -> Content<'static> {
    Content::Redirect(RedirectPage {
        title: title.to_owned(),
        url: frame.url(to),
        canonical: frame.absolute(to),
        language: frame.site.config.language.clone(),
    })
}

fn marks(site: &Site, kind: &Kind) -> Option<Vec<String>> {
    match kind {
        Kind::Article(id) => Some(of_article(site, *id)),
        Kind::Actor(id) => Some(of_actor(site, *id)),
        Kind::ActorMonth(id, month) => Some(within(of_actor(site, *id), &month.iso())),
        Kind::Topic(idx) => {
            Some(of_list("topic", &site.topics[*idx].title, site, &site.topics[*idx].articles))
        }
        Kind::TopicMonth(idx, month) => {
            let topic = &site.topics[*idx];
            Some(within(of_list("topic", &topic.title, site, &topic.articles), &month.iso()))
        }
        Kind::Story(idx) => {
            Some(of_list("story", &site.stories[*idx].title, site, &site.stories[*idx].articles))
        }
        Kind::Free(idx) => {
            let page = &site.pages[*idx];
            Some(vec![format!("file {}", page.path), format!("text {}", page.body.prose.text)])
        }
        _ => None,
    }
}

/// A file may be renamed, its text edited, or its title: seldom all at once.
fn of_article(site: &Site, id: ArticleId) -> Vec<String> {
    let article = &site.article(id).article;
    let prose = &article.prose;
    let body = prose.blocks.iter().find(|block| block.kind != BlockKind::Title);
    let body = body.map_or("", |block| &prose.text[block.span.start as usize..]);
    let mut marks = vec![format!("file {}", article.path)];
    if !body.is_empty() {
        marks.push(format!("text {body}"));
    }
    if let Some(date) = article.date {
        marks.push(format!("title {} {}", article.title, date.day.iso()));
    }
    marks
}

/// An actor that is renamed has its old name as an alias, as a rule.
fn of_actor(site: &Site, id: ActorId) -> Vec<String> {
    let actor = site.actor(id);
    let known = actor.links.wikidata.iter().map(|wikidata| format!("wikidata {wikidata}"));
    let names = [&actor.name].into_iter().chain(&actor.aliases).map(|name| format!("name {name}"));
    known.chain(names).collect()
}

fn of_list(what: &str, title: &str, site: &Site, articles: &[ArticleId]) -> Vec<String> {
    let mut marks = vec![format!("{what} {title}")];
    if !articles.is_empty() {
        let paths = articles.iter().map(|id| site.article(*id).article.path.as_str());
        marks.push(format!("{what} of {}", paths.collect::<Vec<_>>().join(" ")));
    }
    marks
}

fn within(marks: Vec<String>, month: &str) -> Vec<String> {
    marks.into_iter().map(|mark| format!("{mark} in {month}")).collect()
}
