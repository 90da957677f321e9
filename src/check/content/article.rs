//! What an article lacks: lede, takeaways, a title of its own, addresses of its sources.

use std::collections::HashMap;

use super::place_of;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::pipeline::Build;
use crate::site::{Publisher, SiteArticle};
use crate::source::Snapshot;

pub(super) fn check(build: &Build, snapshot: &Snapshot) -> Vec<Diagnostic> {
    let articles = &build.plan.site.articles;
    let mut found: Vec<Diagnostic> = articles.iter().filter_map(summary).collect();
    let publishers = &build.plan.site.publishers;
    found.extend(articles.iter().flat_map(|article| sources(article, publishers, snapshot)));
    found.extend(titles(articles, snapshot));
    found
}

/// Of what is missing only the weightier is told: without a lede there is nothing to take away.
fn summary(entry: &SiteArticle) -> Option<Diagnostic> {
    let article = &*entry.article;
    let place = Place::file(&article.path);
    if article.summary.lede.is_none() {
        // An article without any text is told of when it is read.
        let is_empty = article.prose.body.start == article.prose.body.end;
        return (!is_empty).then(|| {
            Diagnostic::new(Code::MissingLede, place, "article has no lede")
                .hint("begin it with a paragraph that says what happened, or add `lede:` to its front matter")
        });
    }
    let has_own = !article.summary.takeaways.is_empty() && !article.summary.extracted;
    (!has_own).then(|| {
        let what = if article.summary.extracted {
            "article has no takeaways of its own: sentences of the text stand in for them"
        } else {
            "article has no takeaways"
        };
        Diagnostic::new(Code::MissingTakeaways, place, what)
            .hint("add a list under `## Key takeaways`, or `takeaways:` to its front matter")
    })
}

/// A publisher whose address the site knows is link enough: not every report has an address of its own.
fn sources(entry: &SiteArticle, publishers: &[Publisher], snapshot: &Snapshot) -> Vec<Diagnostic> {
    let article = &*entry.article;
    let is_known = |name: &str| {
        publishers.iter().any(|publisher| publisher.name == name && publisher.url.is_some())
    };
    let told = article.front.sources.iter().filter_map(|source| {
        let message = match source.url.as_deref().map(str::trim) {
            None | Some("") if source.publisher.as_deref().is_some_and(is_known) => return None,
            None | Some("") => format!("source has no address: `{}`", source.title),
            Some(url) if !is_address(url) => {
                format!("source `{}` has something else for an address: `{url}`", source.title)
            }
            Some(_) => return None,
        };
        let place = place_of(snapshot, &article.path, "sources", &source.title);
        Some(
            Diagnostic::new(Code::UnlinkedSource, place, message)
                .hint("add its `url`, or that of its publisher in `content/sources.yaml`"),
        )
    });
    told.collect()
}

fn is_address(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https" | "doi" | "ftp"))
}

fn titles(articles: &[SiteArticle], snapshot: &Snapshot) -> Vec<Diagnostic> {
    let mut first_of: HashMap<String, &SiteArticle> = HashMap::new();
    let told = articles.iter().filter_map(|entry| {
        let article = &*entry.article;
        let words = article.title.split_whitespace().map(str::to_lowercase);
        let key = words.collect::<Vec<_>>().join(" ");
        let first = first_of.entry(key).or_insert(entry);
        if first.article.path == article.path {
            return None;
        }
        let place = place_of(snapshot, &article.path, "title", &article.title);
        let message = format!("another article has the title `{}`", article.title);
        Some(
            Diagnostic::new(Code::DuplicateTitle, place, message)
                .hint("say in the title what is new in it")
                .related(Place::file(&first.article.path), "the other one"),
        )
    });
    told.collect()
}
