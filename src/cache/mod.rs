//! What is remembered from one build to the next.
//!
//! Comes in: articles that were read, and who is named in them. Goes out: the same, as long as their files,
//! the reading settings and the registry are the same. Always holds: reading and linking are pure functions,
//! so that remembering them changes nothing but the time it takes; a warm build equals a cold one, byte for
//! byte.

pub mod store;

use std::collections::HashMap;
use std::sync::Arc;

use crate::actor::{Linked, Registry};
use crate::article::{Parsed, Reading};
use crate::diagnostic::Diagnostic;
use crate::path::Prehashed;

/// What is remembered from one build to the next. Each entry is found by the fingerprint of all that
/// it was made of.
#[derive(Default)]
pub struct Memo {
    /// By the fingerprint of the file and of the settings that reading depends on.
    pub(crate) articles: HashMap<u128, KnownArticle, Prehashed>,
    pub(crate) registry: Option<KnownRegistry>,
    /// How prose is read, with the fingerprint of its settings: the grammars of code take time to load.
    pub(crate) reading: Option<(u128, Arc<Reading>)>,
    /// Number of articles that were stored; none when it is not known that storing again is needless.
    pub(crate) n_stored: Option<usize>,
}

/// An article, and who is named in it.
pub(crate) struct KnownArticle {
    pub(crate) read: Arc<Parsed>,
    /// Its mentions, with the fingerprint of the registry that they were found by.
    pub(crate) linked: Option<(u128, Arc<Linked>)>,
}

/// A registry, and what is wrong with its files.
#[derive(Clone)]
pub(crate) struct KnownRegistry {
    /// Fingerprint of the settings and of all its files.
    pub(crate) key: u128,
    pub(crate) registry: Arc<Registry>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Memo {
    /// A memo of what was stored: articles, and who is named in them.
    fn of(articles: Vec<(u128, Arc<Parsed>)>, links: Vec<(u128, (u128, Arc<Linked>))>) -> Self {
        let n_stored = Some(articles.len());
        let mut links: HashMap<_, _, Prehashed> = links.into_iter().collect();
        let articles = articles.into_iter().map(|(key, read)| {
            let linked = links.remove(&key);
            (key, KnownArticle { read, linked })
        });
        Self { articles: articles.collect(), n_stored, ..Self::default() }
    }

    /// True when it holds other articles than were stored.
    pub fn has_news(&self) -> bool {
        self.n_stored != Some(self.articles.len())
    }
}
