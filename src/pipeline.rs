//! The one path from a snapshot to a plan. Every command takes it.
//!
//! Comes in: a `Snapshot`, and what is remembered. Goes out: `Build`: a plan, the theme that renders it,
//! and all diagnostics in source order. Always holds: the result depends on the snapshot alone; what
//! is remembered only makes it faster.

mod outputs;

use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use crate::actor::{Linked, Registry, link};
use crate::article::{Article, Reading, parse};
use crate::cache::{KnownArticle, KnownRegistry, Memo};
use crate::config::{self, Config, config_path};
use crate::diagnostic::{Diagnostic, Place, Severity, in_order};
use crate::page::Plan;
use crate::path::SourcePath;
use crate::render::{Prepared, Rendered, Theme, prepare, render};
use crate::site::{Assembled, Ingredients, LinkedArticle, Unpublished, assemble};
use crate::source::{Snapshot, Source};

pub use crate::site::Preview;
pub use outputs::{Proposal, Provenance};

/// A site, ready to be asked for its pages.
pub struct Build {
    /// Every address, and how to make what stands there.
    pub plan: Plan,
    /// What is wrong, in source order.
    pub diagnostics: Vec<Diagnostic>,
    /// Number of articles that are held back.
    pub n_held_back: usize,
    /// Articles that are held back; no page is made of them, and a check sees to it.
    pub held_back: Vec<(Arc<Article>, Unpublished)>,
    /// The next instant (seconds since 1970 UTC) at which an embargo ends.
    pub next_change: Option<i64>,
    theme: Theme,
    assets: Vec<(SourcePath, u128)>,
    fingerprints: Vec<u128>,
}

/// Articles of a snapshot, with their mentions, whether published or not.
pub struct Linking {
    /// Settings.
    pub config: Arc<Config>,
    /// The registry.
    pub registry: Arc<Registry>,
    /// How prose is read.
    pub reading: Arc<Reading>,
    /// Articles and their mentions, in the order of their paths.
    pub articles: Vec<(Arc<Article>, Arc<Linked>)>,
    /// What is wrong with each article, and with the settings and the registry.
    pub diagnostics: Vec<Diagnostic>,
}

impl Build {
    /// True when the content has errors, so that the site is not to be written.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// What stands at an address, with its fingerprint, not yet rendered.
    pub fn prepare(&self, page_idx: usize) -> Prepared<'_> {
        let asset = |path: &SourcePath| {
            let idx = self.assets.binary_search_by(|(asset, _)| asset.cmp(path));
            idx.map_or(0, |idx| self.assets[idx].1)
        };
        prepare(self.plan.content(page_idx), &self.theme, asset)
    }

    /// The same build, with the fingerprints of all its outputs, from one who has prepared them before.
    #[must_use]
    pub fn with_fingerprints(self, fingerprints: Vec<u128>) -> Self {
        Self { fingerprints, ..self }
    }

    /// The fingerprint of an output, if it is known already.
    pub fn known_fingerprint(&self, page_idx: usize) -> Option<u128> {
        self.fingerprints.get(page_idx).copied()
    }

    /// The bytes of what was prepared.
    ///
    /// # Errors
    /// When its template fails.
    pub fn render(&self, prepared: Prepared<'_>) -> Result<Rendered, Box<Diagnostic>> {
        render(prepared, &self.theme)
    }
}

/// Makes the plan of a snapshot.
pub fn build(snapshot: &Snapshot, preview: Preview, memo: &mut Memo) -> Build {
    let Linking { config, registry, reading, articles, mut diagnostics } = link_all(snapshot, memo);
    let articles = articles.into_par_iter();
    let articles: Vec<LinkedArticle> = articles
        .map(|(article, linked)| LinkedArticle::new(article, linked, &config, snapshot.now))
        .collect();
    let embargoes = articles.iter().filter_map(|article| match article.unpublished()? {
        Unpublished::Embargoed { until } => Some(until),
        Unpublished::Draft => None,
    });
    let next_change = embargoes.min();
    let (shown, held_back): (Vec<_>, Vec<_>) = articles.into_iter().partition(|article| {
        article.unpublished().is_none_or(|unpublished| preview.shows(unpublished))
    });
    let n_held_back = held_back.len();
    let known_held_back = held_back.iter().filter_map(LinkedArticle::held_back).collect();
    let ingredients = Ingredients {
        config: Arc::clone(&config),
        registry,
        snapshot,
        reading: &reading,
        articles: shown,
        held_back,
    };
    let (assembled, (theme, found)) =
        rayon::join(|| assemble(ingredients), || Theme::new(snapshot, &config));
    diagnostics.extend(found);
    let Assembled { site, diagnostics: found } = assembled;
    diagnostics.extend(found);
    let (plan, found) = Plan::new(site, theme.files());
    diagnostics.extend(found);
    Build {
        plan,
        diagnostics: in_order(config.judge(diagnostics)),
        n_held_back,
        held_back: known_held_back,
        next_change,
        theme,
        fingerprints: Vec::new(),
        assets: snapshot
            .assets
            .iter()
            .map(|asset| (asset.path.clone(), asset.fingerprint))
            .collect(),
    }
}

/// The settings of a snapshot, and what is wrong with them.
pub fn settings(snapshot: &Snapshot) -> (Config, Vec<Diagnostic>) {
    match snapshot.source(&config_path()).map(|source| &source.text) {
        Some(Ok(text)) => config::read(text),
        Some(Err(unreadable)) => {
            let problem = crate::article::unreadable_file(&config_path(), *unreadable);
            (config::read("").0, vec![problem])
        }
        None => config::read(""),
    }
}

/// Reads and links all articles of a snapshot.
pub fn link_all(snapshot: &Snapshot, memo: &mut Memo) -> Linking {
    let (config, mut diagnostics) = settings(snapshot);
    let settings_key = reading_key(&config);
    let reading = memo.reading.take().filter(|(key, _)| *key == settings_key);
    let reading = reading.map_or_else(|| Arc::new(Reading::new(&config)), |(_, reading)| reading);
    memo.reading = Some((settings_key, Arc::clone(&reading)));
    let known = known_registry(snapshot, &config, &reading, memo);
    diagnostics.extend_from_slice(&known.diagnostics);
    let registry = Arc::clone(&known.registry);
    memo.registry = Some(known);

    let sources: Vec<&Source> =
        snapshot.under("content/articles/").filter(|source| source.path.has_ending("md")).collect();
    let keys = sources.par_iter().map(|source| key_of(&[source.hash, settings_key], &source.path));
    let keys: Vec<u128> = keys.collect();
    let mut memory = std::mem::take(&mut memo.articles);
    let remembered: Vec<Option<KnownArticle>> = keys.iter().map(|key| memory.remove(key)).collect();
    let is_linked = |known: &KnownArticle| match &known.linked {
        Some((by, _)) => *by == registry.fingerprint(),
        None => known.read.article.is_none(),
    };
    if !remembered.iter().all(|known| known.as_ref().is_some_and(is_linked)) {
        memo.n_stored = None;
    }
    // What is left is of no use any more, and its table is large enough for the new one.
    memory.clear();
    let known: Vec<KnownArticle> = remembered
        .into_par_iter()
        .zip(&sources)
        .map(|(remembered, source)| known_article(remembered, source, &reading, &registry))
        .collect();

    let mut articles = Vec::with_capacity(known.len());
    for (key, known) in keys.into_iter().zip(known) {
        diagnostics.extend_from_slice(&known.read.diagnostics);
        if let (Some(article), Some((_, linked))) = (&known.read.article, &known.linked) {
            let located = |diagnostic: &Diagnostic| located(diagnostic.clone(), snapshot);
            diagnostics.extend(linked.diagnostics.iter().map(located));
            articles.push((Arc::clone(article), Arc::clone(linked)));
        }
        memory.insert(key, known);
    }
    memo.articles = memory;
    Linking { config: Arc::new(config), registry, reading, articles, diagnostics }
}

/// Linking sees an article and not its file, so that the line of a slug in the front matter is
/// looked up here.
fn located(mut diagnostic: Diagnostic, snapshot: &Snapshot) -> Diagnostic {
    let text = snapshot.source(&diagnostic.place.path).and_then(|source| source.text.as_ref().ok());
    let slug = diagnostic.message.rsplit('`').nth(1);
    if let (0, Some(text), Some(slug)) = (diagnostic.place.line, text, slug)
        && let Some((_, line)) = text.lines().zip(1..).find(|(line, _)| line.contains(slug))
    {
        diagnostic.place = Place::line(&diagnostic.place.path, text, line).narrowed(slug);
    }
    diagnostic
}

/// An article as it is remembered, or what is missing of it made anew.
fn known_article(
    remembered: Option<KnownArticle>,
    source: &Source,
    reading: &Reading,
    registry: &Registry,
) -> KnownArticle {
    let KnownArticle { read, linked } = remembered
        .unwrap_or_else(|| KnownArticle { read: Arc::new(parse(source, reading)), linked: None });
    let key = registry.fingerprint();
    let linked = linked
        .filter(|(by, _)| *by == key)
        .or_else(|| Some((key, Arc::new(link(read.article.as_ref()?, registry)))));
    KnownArticle { read, linked }
}

/// The registry as it is remembered, or read anew.
fn known_registry(
    snapshot: &Snapshot,
    config: &Config,
    reading: &Reading,
    memo: &mut Memo,
) -> KnownRegistry {
    let files = snapshot.under("content/actors/").filter(|source| is_registry_file(source));
    let settings = snapshot.source(&config_path());
    let mut hasher = Xxh3::new();
    for source in settings.into_iter().chain(files.clone()) {
        hasher.update(&key_of(&[source.hash], &source.path).to_le_bytes());
    }
    let key = hasher.digest128();
    memo.registry.take().filter(|known| known.key == key).unwrap_or_else(|| {
        let (registry, diagnostics) = Registry::read(config, files, reading);
        KnownRegistry { key, registry: Arc::new(registry), diagnostics }
    })
}

fn is_registry_file(source: &Source) -> bool {
    matches!(source.path.ending().as_str(), "md" | "yaml" | "yml")
}

/// Fingerprint of the settings on which reading depends.
fn reading_key(config: &Config) -> u128 {
    let Config { extract_sentences, takeaway_headings, html, .. } = config;
    let mut hasher = Xxh3::new();
    hasher.update(format!("{extract_sentences} {takeaway_headings:?} {html:?}").as_bytes());
    hasher.digest128()
}

fn key_of(parts: &[u128], path: &SourcePath) -> u128 {
    let mut hasher = Xxh3::new();
    for part in parts {
        hasher.update(&part.to_le_bytes());
    }
    hasher.update(path.as_str().as_bytes());
    hasher.digest128()
}
