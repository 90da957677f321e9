//! What may be asked of a build by those who deal in addresses and bytes.
//!
//! A live preview knows outputs and does not know articles; this is all that it sees of a build.

use super::Build;
use crate::actor::{stub, suggest};
use crate::diagnostic::Diagnostic;
use crate::page::{Kind, Label};
use crate::path::{Address, BadOutputPath, OutputPath, SourcePath};
use crate::render::Rendered;

/// A file that would give a name found in the articles an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The name.
    pub name: String,
    /// The kind of actor that it seems to be.
    pub kind: &'static str,
    /// Number of occurrences.
    pub count: usize,
    /// Files that have it.
    pub articles: Vec<SourcePath>,
    /// The first sentence that has it.
    pub sample: String,
    /// The file to be written.
    pub path: SourcePath,
    /// Its text.
    pub text: String,
}

/// Where the words of an output are from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provenance {
    /// It is a file that the program brings along.
    Embedded,
    /// It is a file of the project, as it is.
    Copied,
    /// It is made of the content.
    Made,
}

impl Build {
    /// Where the words of an output are from.
    pub fn provenance(&self, page_idx: usize) -> Provenance {
        match self.plan.pages[page_idx].kind {
            Kind::ThemeFile(file_idx) if self.theme.is_embedded(file_idx) => Provenance::Embedded,
            Kind::ThemeFile(_) | Kind::Asset(_) => Provenance::Copied,
            _ => Provenance::Made,
        }
    }

    /// Title of the site.
    pub fn title(&self) -> &str {
        &self.plan.site.config.title
    }

    /// The path under which the site stands on its host: `/`, or `/brief/`.
    pub fn base_path(&self) -> &str {
        self.plan.site.config.base_path()
    }

    /// Number of articles shown.
    pub fn n_articles(&self) -> usize {
        self.plan.site.articles.len()
    }

    /// Number of actors with a dossier.
    pub fn n_dossiers(&self) -> usize {
        self.plan.site.dossiers().count()
    }

    /// Number of outputs.
    pub fn n_outputs(&self) -> usize {
        self.plan.pages.len()
    }

    /// The output at an address.
    pub fn find(&self, address: &Address) -> Option<usize> {
        self.plan.find(address)
    }

    /// The paths of all outputs in an output folder, in their order.
    ///
    /// # Errors
    /// When a file system cannot have one of them.
    pub fn paths(&self) -> Result<Vec<OutputPath>, BadOutputPath> {
        self.plan.pages.iter().map(|page| OutputPath::new(&page.address.file())).collect()
    }

    /// Where an output stands.
    pub fn address(&self, page_idx: usize) -> &Address {
        &self.plan.pages[page_idx].address
    }

    /// What an output is called, and the file behind it.
    pub fn label(&self, page_idx: usize) -> Label {
        self.plan.label(page_idx)
    }

    /// The bytes of an output, or the file that is copied.
    ///
    /// # Errors
    /// When its template fails.
    pub fn make(&self, page_idx: usize) -> Result<Rendered, Box<Diagnostic>> {
        self.render(self.prepare(page_idx))
    }

    /// What stands at an address that the output had before.
    ///
    /// # Errors
    /// When its template fails.
    pub fn redirect(&self, from: &Address, page_idx: usize) -> Result<Rendered, Box<Diagnostic>> {
        let content = self.plan.redirect(from, page_idx);
        self.render(crate::render::prepare(content, &self.theme, |_| 0))
    }

    /// The address of the theme's style sheet: it changes with the sheet.
    pub fn stylesheet(&self) -> &str {
        self.theme.stylesheet()
    }

    /// Changes with any template.
    pub fn theme_fingerprint(&self) -> u64 {
        self.theme.fingerprint()
    }

    /// One output of each kind that a template makes.
    pub fn samples(&self) -> Vec<usize> {
        let mut kinds = Vec::new();
        let mut samples = Vec::new();
        for (page_idx, page) in self.plan.pages.iter().enumerate() {
            let kind = std::mem::discriminant(&page.kind);
            let is_made = !matches!(
                page.kind,
                Kind::Asset(_)
                    | Kind::ThemeFile(_)
                    | Kind::ArticleData(_)
                    | Kind::ActorData(_)
                    | Kind::TopicData(_)
                    | Kind::StoryData(_)
                    | Kind::FeedData
            );
            if is_made && !kinds.contains(&kind) {
                kinds.push(kind);
                samples.push(page_idx);
            }
        }
        samples
    }

    /// Files that are copied: their addresses, and marks that change with their content.
    pub fn copies(&self) -> impl Iterator<Item = (&Address, u128)> {
        self.plan.pages.iter().filter_map(|page| match &page.kind {
            Kind::Asset(path) => {
                let idx = self.assets.binary_search_by(|(asset, _)| asset.cmp(path)).ok()?;
                Some((&page.address, self.assets[idx].1))
            }
            _ => None,
        })
    }

    /// Files for the names in the articles that no actor has, in most articles first.
    pub fn proposals(&self) -> Vec<Proposal> {
        let site = &self.plan.site;
        let articles = site.articles.iter().map(|entry| (&*entry.article, &*entry.linked));
        let candidates = suggest(articles, &site.registry).candidates.into_iter();
        let proposal = candidates.filter_map(|candidate| {
            let (path, text) = stub(&candidate)?;
            Some(Proposal {
                kind: candidate.kind.name(),
                name: candidate.name,
                count: candidate.count,
                articles: candidate.articles,
                sample: candidate.sample,
                path,
                text,
            })
        });
        proposal.collect()
    }
}
