//! Gathers what must not be found.
//!
//! Comes in: a build, and the files that it was made of. Goes out: the runs of words, titles and slugs of
//! what is held back and of what no file shows, without all that is public as well. Always holds: text
//! is public by standing in a published article, or as a name: of an actor, of a shared topic, of a
//! source, of the site. That it also stands in another file does not make it public, since that is
//! how it would get out.

use std::collections::{BTreeSet, HashSet};

use rayon::prelude::*;
use serde::Deserialize;

use super::raw::{parts, statements};
use super::secret::{Origin, Secrets};
use super::vocabulary::{Vocabulary, Weight};
use super::word::{Prints, RUN, Window, for_each_word, run_of, words};
use crate::actor::{self, Actor};
use crate::article::{Article, Prose, cut};
use crate::page::Kind;
use crate::path::{Slug, SourcePath};
use crate::pipeline::{Build, Provenance};
use crate::render::embedded_templates;
use crate::site::{SiteArticle, Unpublished, story_slug};
use crate::source::{Snapshot, Source};

/// What must not be found in the outputs of a build.
pub(super) fn gather(build: &Build, snapshot: &Snapshot) -> Secrets {
    let vocabulary = Vocabulary::of(build);
    let mut gathering = Gathering { secrets: Secrets::default(), vocabulary: &vocabulary };
    for (article, why) in &build.held_back {
        gathering.held_back(article, *why, snapshot);
    }
    for (source, what) in unshown(build, snapshot) {
        gathering.unshown(source, what);
    }
    for source in shown(build, snapshot) {
        gathering.excluded(source);
    }
    let mut secrets = gathering.secrets;
    if !secrets.is_empty() {
        secrets.seal();
        publish(&mut secrets, build, snapshot, &vocabulary);
        // A smaller table answers faster.
        secrets.seal();
    }
    secrets
}

struct Gathering<'a> {
    secrets: Secrets,
    vocabulary: &'a Vocabulary,
}

impl Gathering<'_> {
    fn held_back(&mut self, article: &Article, why: Unpublished, snapshot: &Snapshot) {
        let what = match why {
            Unpublished::Draft => "draft",
            Unpublished::Embargoed { .. } => "article under embargo",
        };
        let hidden = self.secrets.hide(&article.path, what);
        for block in &article.prose.blocks {
            self.runs(article.prose.slice(block.span), hidden, Origin::Prose);
        }
        if let Some(text) = text_of(snapshot, &article.path) {
            for (origin, range) in parts(text) {
                for statement in statements(&text[range]) {
                    self.runs(statement, hidden, origin.min(Origin::Front));
                }
            }
        }
        self.secrets.add_title(&article.title, hidden);
        self.secrets.add_slug(article.slug.as_str(), hidden);
        if let Some(stem) = Slug::of(undated(article.path.stem())) {
            self.secrets.add_slug(stem.as_str(), hidden);
        }
    }

    /// A story or topic that no published article has, so that its file is not shown.
    fn unshown(&mut self, source: &Source, what: &'static str) {
        let Ok(text) = &source.text else { return };
        let hidden = self.secrets.hide(&source.path, what);
        for (_, range) in parts(text) {
            for statement in statements(&text[range]) {
                self.runs(statement, hidden, Origin::Prose);
            }
        }
        let front = front_of(source);
        self.secrets.add_title(&front.title.unwrap_or_default(), hidden);
        self.secrets.add_slug(front.slug.as_deref().unwrap_or(source.path.stem()), hidden);
    }

    /// Comments and `extra:` of a file that is shown.
    fn excluded(&mut self, source: &Source) {
        let Ok(text) = &source.text else { return };
        if !text.contains("<!--") && !text.contains("\nextra:") {
            return;
        }
        let excluded = parts(text).into_iter().filter(|(origin, _)| *origin == Origin::Excluded);
        let mut hidden = None;
        for (_, range) in excluded {
            let hidden =
                *hidden.get_or_insert_with(|| self.secrets.hide(&source.path, "hidden part of"));
            for statement in statements(&text[range]) {
                self.runs(statement, hidden, Origin::Excluded);
            }
        }
    }

    fn runs(&mut self, text: &str, hidden: u32, origin: Origin) {
        let words = words(text);
        let weights: Vec<Weight> =
            words.iter().map(|word| self.vocabulary.weight(*word, text)).collect();
        for (run, weights) in words.windows(RUN).zip(weights.windows(RUN)) {
            let n_heavy = weights.iter().filter(|weight| **weight != Weight::None).count();
            if n_heavy >= 2 && weights.contains(&Weight::Telling) {
                self.secrets.add_run(run_of(run), hidden, origin);
            }
        }
    }
}

/// Takes out of the secrets what is public as well.
fn publish(secrets: &mut Secrets, build: &Build, snapshot: &Snapshot, vocabulary: &Vocabulary) {
    let site = &build.plan.site;
    let prose = |article: &SiteArticle, seen: &mut Prints| {
        for text in public_text(article) {
            secrets.seen_in(text, seen);
        }
    };
    let mut seen = seen(&site.articles, prose, Prints::extend);
    let mut names: Vec<&str> = vocabulary.names.iter().map(String::as_str).collect();
    names.extend([site.config.title.as_str(), site.config.description.as_str()]);
    names.extend(site.config.check.public.iter().map(String::as_str));
    names.extend(shared_subjects(build));
    for article in &site.articles {
        let sources = article.article.front.sources.iter();
        names.extend(sources.flat_map(|source| {
            std::iter::once(source.title.as_str()).chain(source.publisher.as_deref())
        }));
    }
    let of_packs = site.registry.actors().iter().filter(|actor| is_of_pack(actor));
    names.extend(of_packs.map(|actor| actor.description.as_str()));
    names.extend(embedded_templates().map(|(_, text)| text));
    // A draft may be called `Archive`; more words in a row are somebody's, in an address as elsewhere.
    let slugs = public_slugs(build);
    let sources = site.articles.iter().flat_map(|article| &article.article.front.sources);
    let urls = sources.filter_map(|source| source.url.as_deref());
    let addresses = slugs.iter().map(String::as_str).chain(urls).chain(["https://website"]);
    names.extend(addresses.flat_map(|address| address.split(|c: char| !c.is_alphanumeric())));
    // One of a month may be called like the month: dates are on all pages.
    let days: Vec<String> =
        site.editions.iter().map(|edition| edition.day.label(&site.config.language)).collect();
    names.extend(days.iter().map(String::as_str));
    for name in names {
        secrets.seen_in(name, &mut seen);
    }

    // What is not prose is compared with its like: the alternative text of a picture that two articles
    // share is no secret. What a file hides of itself is compared with all that files show.
    let files: Vec<&Source> = shown(build, snapshot).collect();
    secrets.publish(&seen, |_| true);
    // Most runs were seen, and a smaller table answers faster.
    secrets.seal();
    let shown = shown_parts(secrets, &files);
    secrets.publish(&shown.bodies, |origin| origin == Origin::Body);
    secrets.publish(&shown.fronts, |origin| origin == Origin::Front);
    let all = [&shown.bodies, &shown.fronts, &shown.others];
    all.into_iter().for_each(|seen| secrets.publish(seen, |origin| origin == Origin::Excluded));
    let ordinary = ordinary_words(secrets, &site.articles);
    secrets.judge_titles(|word| ordinary.contains(&word));
    secrets.publish_slugs(|slug| slugs.contains(slug));
}

/// What of the secrets stands in parts of files that are shown.
#[derive(Default)]
struct ShownParts {
    /// In the bodies of articles.
    bodies: Prints,
    /// In the front matter of articles.
    fronts: Prints,
    /// In other files.
    others: Prints,
}

fn shown_parts(secrets: &Secrets, files: &[&Source]) -> ShownParts {
    let see = |source: &&Source, shown: &mut ShownParts| {
        let Ok(text) = &source.text else { return };
        let is_article = source.path.as_str().starts_with("content/articles/");
        for (origin, range) in parts(text) {
            let seen = match origin {
                Origin::Excluded => continue,
                Origin::Body if is_article => &mut shown.bodies,
                Origin::Front if is_article => &mut shown.fronts,
                _ => &mut shown.others,
            };
            secrets.seen_in(&text[range], seen);
        }
    };
    let merge = |all: &mut ShownParts, some: ShownParts| {
        all.bodies.extend(some.bodies);
        all.fronts.extend(some.fronts);
        all.others.extend(some.others);
    };
    seen(files, see, merge)
}

/// Gathers what is seen in each of many things, in parallel.
fn seen<T: Sync, S: Default + Send>(
    things: &[T],
    see: impl Fn(&T, &mut S) + Sync,
    merge: impl Fn(&mut S, S) + Sync,
) -> S {
    let some = things.par_chunks(64).map(|things| {
        let mut seen = S::default();
        things.iter().for_each(|thing| see(thing, &mut seen));
        seen
    });
    some.reduce(S::default, |mut all, some| {
        merge(&mut all, some);
        all
    })
}

/// The prose of a published article, but for the words of links that lead to nothing published: those
/// may be the title that is to be kept.
fn public_text(article: &SiteArticle) -> Vec<&str> {
    let prose: &Prose = &article.article.prose;
    let mut texts = Vec::new();
    let mut from = 0;
    let links = prose.wiki_links.iter().zip(&article.wiki_targets);
    for (link, _) in links.filter(|(_, target)| target.is_none()) {
        let range = link.text.range();
        if from <= range.start {
            texts.push(&prose.text[from..range.start]);
            from = range.end;
        }
    }
    texts.push(&prose.text[from..]);
    texts
}

/// Topics that held-back articles share with published ones, and titles of stories that they go on with.
fn shared_subjects(build: &Build) -> Vec<&str> {
    let site = &build.plan.site;
    let fronts = build.held_back.iter().map(|(article, _)| &article.front);
    let topics: BTreeSet<Slug> = fronts
        .clone()
        .flat_map(|front| &front.topics)
        .filter_map(|topic| Slug::of(topic))
        .collect();
    let stories: BTreeSet<&Slug> = fronts.filter_map(|front| front.story.as_ref()).collect();
    let topics = site.topics.iter().filter(|topic| topics.contains(&topic.slug));
    let stories = site.stories.iter().filter(|story| stories.contains(&story.slug));
    topics
        .map(|topic| topic.title.as_str())
        .chain(stories.map(|story| story.title.as_str()))
        .collect()
}

/// Words of titles that occur in published prose, too.
fn ordinary_words(secrets: &Secrets, articles: &[SiteArticle]) -> Prints {
    let of_titles: Prints = secrets.titles().flat_map(words).map(|word| word.hash).collect();
    if of_titles.is_empty() {
        return of_titles;
    }
    let see = |article: &SiteArticle, seen: &mut Prints| {
        for_each_word(&article.article.prose.text, &mut Window::default(), |window| {
            seen.extend(of_titles.get(&window.last().hash));
        });
    };
    seen(articles, see, Prints::extend)
}

/// Names in addresses that something public has. Those that a writer gives to files that are copied, to
/// old addresses and to topics are not public by that, since that is how a slug would get out.
fn public_slugs(build: &Build) -> HashSet<String> {
    let site = &build.plan.site;
    let mut public: HashSet<String> = HashSet::new();
    for (page_idx, page) in build.plan.pages.iter().enumerate() {
        let is_public = match page.kind {
            Kind::Redirect(_) | Kind::TopicMonth(..) | Kind::TopicData(_) | Kind::TopicFeed(_) => {
                false
            }
            Kind::Topic(topic_idx) => words(site.topics[topic_idx].slug.as_str()).len() < 3,
            _ => build.provenance(page_idx) != Provenance::Copied,
        };
        if is_public {
            let file = page.address.file();
            let parts = file.split('/').map(|part| part.split('.').next().unwrap_or(part));
            public.extend(parts.map(str::to_owned));
        }
    }
    let phrases = site.config.check.public.iter().filter_map(|phrase| Slug::of(phrase));
    public.extend(phrases.map(|slug| slug.as_str().to_owned()));
    public
}

fn is_of_pack(actor: &Actor) -> bool {
    matches!(actor.origin, actor::Origin::Pack)
}

/// Files of stories and topics that no published article has.
fn unshown<'a>(build: &'a Build, snapshot: &'a Snapshot) -> Vec<(&'a Source, &'static str)> {
    let site = &build.plan.site;
    let stories: HashSet<&Slug> = site.stories.iter().map(|story| &story.slug).collect();
    let topics: HashSet<&Slug> = site.topics.iter().map(|topic| &topic.slug).collect();
    let mut unshown = Vec::new();
    for (folder, known, what) in [
        ("content/stories/", stories, "story without a published article"),
        ("content/topics/", topics, "topic without a published article"),
    ] {
        let files = snapshot.under(folder).filter(|source| source.path.has_ending("md"));
        for source in files {
            let slug = story_slug(source, source.text.as_deref().unwrap_or_default());
            if slug.is_none_or(|slug| !known.contains(&slug)) {
                unshown.push((source, what));
            }
        }
    }
    unshown
}

/// Files of content that are shown.
pub(super) fn shown<'a>(
    build: &'a Build,
    snapshot: &'a Snapshot,
) -> impl Iterator<Item = &'a Source> {
    let mut hidden: HashSet<&SourcePath> =
        build.held_back.iter().map(|(article, _)| &article.path).collect();
    hidden.extend(unshown(build, snapshot).into_iter().map(|(source, _)| &source.path));
    let content = snapshot.under("content/").filter(|source| source.path.has_ending("md"));
    content.filter(move |source| !hidden.contains(&source.path))
}

fn front_of(source: &Source) -> Front {
    source.text.as_ref().map_or_else(|_| Front::default(), |text| cut(&source.path, text).front)
}

fn text_of<'a>(snapshot: &'a Snapshot, path: &SourcePath) -> Option<&'a str> {
    snapshot.source(path)?.text.as_deref().ok()
}

/// The name of a file without the date before it.
fn undated(stem: &str) -> &str {
    let is_date = |date: &str| crate::date::When::parse(date).is_some();
    match (stem.get(..10), stem.get(11..)) {
        (Some(date), Some(rest)) if is_date(date) => rest,
        _ => stem,
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Front {
    title: Option<String>,
    slug: Option<String>,
}
