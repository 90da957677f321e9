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
use crate::article::{Article, Parsed, Reading, parse};
use crate::cache::{KnownRegistry, Memo};
use crate::config::{self, Config, config_path};
use crate::diagnostic::{Diagnostic, Place, Severity, in_order};
use crate::page::Plan;
use crate::path::SourcePath;
use crate::render::{Prepared, Rendered, Theme, prepare, render};
use crate::site::{Assembled, Ingredients, LinkedArticle, Unpublished, assemble};
use crate::source::{Snapshot, Source};

pub use crate::site::Preview;
pub use outputs::Proposal;

/// A site, ready to be asked for its pages.
pub struct Build {
    /// Every address, and how to make what stands there.
    pub plan: Plan,
    /// What is wrong, in source order.
    pub diagnostics: Vec<Diagnostic>,
    /// Number of articles that are held back.
    pub n_held_back: usize,
    /// The next instant (seconds since 1970 UTC) at which an embargo ends.
    pub next_change: Option<i64>,
    theme: Theme,
    assets: Vec<(SourcePath, u128)>,
}

/// Articles of a snapshot, with their mentions, whether published or not.
pub struct Linking {
    /// Settings.
    pub config: Arc<Config>,
    /// The registry.
    pub registry: Arc<Registry>,
    /// How prose is read.
    pub reading: Reading,
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
    let (mut shown, mut held_back) = (Vec::new(), Vec::new());
    let mut next_change: Option<i64> = None;
    for (article, linked) in articles {
        let unpublished = Unpublished::of(&article, &config, snapshot.now);
        if let Some(Unpublished::Embargoed { until }) = unpublished {
            next_change = Some(next_change.map_or(until, |next| next.min(until)));
        }
        if unpublished.is_some_and(|unpublished| !preview.shows(unpublished)) {
            held_back.push(article);
        } else {
            shown.push(LinkedArticle { article, linked, unpublished });
        }
    }
    let n_held_back = held_back.len();
    let ingredients = Ingredients {
        config: Arc::clone(&config),
        registry,
        snapshot,
        reading: &reading,
        articles: shown,
        held_back,
    };
    let Assembled { site, diagnostics: found } = assemble(ingredients);
    diagnostics.extend(found);
    let (theme, found) = Theme::new(snapshot, &config);
    diagnostics.extend(found);
    let (plan, found) = Plan::new(site, theme.files());
    diagnostics.extend(found);
    Build {
        plan,
        diagnostics: in_order(config.judge(diagnostics)),
        n_held_back,
        next_change,
        theme,
        assets: snapshot
            .assets
            .iter()
            .map(|asset| (asset.path.clone(), asset.fingerprint))
            .collect(),
    }
}

/// Reads and links all articles of a snapshot.
pub fn link_all(snapshot: &Snapshot, memo: &mut Memo) -> Linking {
    let mut diagnostics = Vec::new();
    let settings = snapshot.source(&config_path());
    let config = match settings.map(|source| &source.text) {
        Some(Ok(text)) => {
            let (config, found) = config::read(text);
            diagnostics.extend(found);
            config
        }
        Some(Err(unreadable)) => {
            diagnostics.push(crate::article::unreadable_file(&config_path(), *unreadable));
            config::read("").0
        }
        None => config::read("").0,
    };
    let reading = Reading::new(&config);
    let known = known_registry(snapshot, &config, &reading, memo);
    diagnostics.extend_from_slice(&known.diagnostics);
    let registry = Arc::clone(&known.registry);
    memo.registry = Some(known);

    let sources: Vec<&Source> =
        snapshot.under("content/articles/").filter(|source| source.path.ending() == "md").collect();
    let settings_key = reading_key(&config);
    let linked: Vec<Step> = sources
        .par_iter()
        .map(|source| {
            let key = key_of(&[source.hash, settings_key], &source.path);
            let read = memo.articles.get(&key).map(Arc::clone);
            let read = read.unwrap_or_else(|| Arc::new(parse(source, &reading)));
            let link_key = key_of(&[key, registry.fingerprint()], &source.path);
            let linked = read.article.as_ref().map(|article| {
                let known = memo.links.get(&link_key).map(Arc::clone);
                known.unwrap_or_else(|| Arc::new(link(article, &registry)))
            });
            Step { key, link_key, read, linked }
        })
        .collect();

    if linked.iter().any(|step| !memo.articles.contains_key(&step.key)) {
        memo.n_stored = None;
    }
    memo.articles.clear();
    memo.links.clear();
    let mut articles = Vec::with_capacity(linked.len());
    for Step { key, link_key, read, linked } in linked {
        diagnostics.extend_from_slice(&read.diagnostics);
        if let (Some(article), Some(linked)) = (&read.article, linked) {
            let located = |diagnostic: &Diagnostic| located(diagnostic.clone(), snapshot);
            diagnostics.extend(linked.diagnostics.iter().map(located));
            articles.push((Arc::clone(article), Arc::clone(&linked)));
            memo.links.insert(link_key, linked);
        }
        memo.articles.insert(key, read);
    }
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

struct Step {
    key: u128,
    link_key: u128,
    read: Arc<Parsed>,
    linked: Option<Arc<Linked>>,
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
