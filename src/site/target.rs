//! Where links lead.
//!
//! Comes in: what a writer wrote (`[[marco-rubio]]`, `../2025-02-18-talks.md`, `map.svg`, `/about/`).
//! Goes out: the thing meant, or a diagnostic. Always holds: nothing that is not published is a
//! target.

use std::collections::BTreeMap;

use super::{ArticleId, Text};
use crate::actor::{ActorId, Registry};
use crate::article::{Prose, Reference, ReferenceKind, WikiLink};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::path::{Slug, SourcePath, TextMap};
use crate::source::Snapshot;
use crate::yaml::nearest;

/// What a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An article; with its fragment, if there is one.
    Article(ArticleId, String),
    /// A dossier.
    Actor(ActorId),
    /// An address of the site, without its leading slash.
    Address(String),
    /// A file that is copied.
    Asset(SourcePath),
}

/// Everything that links can lead to.
pub(super) struct Targets<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) registry: &'a Registry,
    /// Published articles by slug and by path.
    pub(super) articles: TextMap<'a, ArticleId>,
    /// Slugs and paths of articles that are not published.
    pub(super) unpublished: TextMap<'a, ()>,
    /// Other pages by path and by slug: their address.
    pub(super) pages: BTreeMap<String, String>,
}

/// The address of a file that is copied.
pub(super) fn asset_address(path: &SourcePath) -> String {
    let path = path.as_str();
    match path.strip_prefix("static/") {
        Some(rest) => rest.to_owned(),
        None => format!("media/{}", path.strip_prefix("content/").unwrap_or(path)),
    }
}

impl Targets<'_> {
    /// Resolves all links of a text.
    pub(super) fn resolve(
        &self,
        path: &SourcePath,
        prose: Prose,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Text {
        let (wiki_targets, reference_targets) = self.targets(path, &prose, diagnostics);
        Text { prose, wiki_targets, reference_targets }
    }

    /// Where the links of a text lead, in its order.
    pub(super) fn targets(
        &self,
        path: &SourcePath,
        prose: &Prose,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Vec<Option<Target>>, Vec<Option<Target>>) {
        let mut unwrap = |resolved: Result<Target, Box<Diagnostic>>| match resolved {
            Ok(target) => Some(target),
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                None
            }
        };
        let wiki_targets =
            prose.wiki_links.iter().map(|link| unwrap(self.wiki_link(path, link))).collect();
        let references =
            prose.references.iter().map(|reference| unwrap(self.reference(path, reference)));
        (wiki_targets, references.collect())
    }

    fn wiki_link(&self, path: &SourcePath, link: &WikiLink) -> Result<Target, Box<Diagnostic>> {
        let written = link.target.trim();
        let (name, fragment) = written.split_once('#').unwrap_or((written, ""));
        if let Some(actor) = self.registry.resolve(name) {
            return Ok(Target::Actor(actor));
        }
        let slug = Slug::of(name);
        let slug = slug.as_ref().map_or(name, Slug::as_str);
        if let Some(article) = self.articles.get(slug) {
            return Ok(Target::Article(*article, fragment.to_owned()));
        }
        if let Some(address) = self.pages.get(slug) {
            return Ok(Target::Address(address.clone()));
        }
        let place = Place { line: link.line, ..self.place(path, link.line, written) };
        if self.unpublished.contains_key(slug) {
            return Err(Box::new(unpublished(place, written)));
        }
        let mut names: Vec<&str> =
            self.articles.keys().copied().filter(|key| !key.contains('/')).collect();
        names.sort_unstable();
        let known = self.registry.actors().iter().map(|actor| actor.slug.as_str()).chain(names);
        let hint = match nearest(slug, known) {
            Some(nearest) => format!("did you mean `[[{nearest}]]`?"),
            None => "write the slug or the name of an actor, article, topic or story".to_owned(),
        };
        let message = format!("link leads nowhere: `[[{written}]]`");
        Err(Box::new(Diagnostic::new(Code::UnknownLink, place, message).hint(hint)))
    }

    fn reference(
        &self,
        path: &SourcePath,
        reference: &Reference,
    ) -> Result<Target, Box<Diagnostic>> {
        let written = reference.target.as_str();
        if reference.kind == ReferenceKind::RemoteImage {
            let place = self.place(path, reference.line, written);
            let message = format!("picture stands on another server: `{written}`");
            return Err(Box::new(
                Diagnostic::new(Code::RemotePicture, place, message)
                    .hint("put a copy beside the article; until then it is shown as a link"),
            ));
        }
        let cut = written.find(['#', '?']).unwrap_or(written.len());
        let (file, fragment) = written.split_at(cut);
        let file = percent_decoded(file);
        let place = || self.place(path, reference.line, written);
        if let Some(address) = file.strip_prefix('/') {
            let asset = SourcePath::new(&format!("static/{address}"));
            if self.snapshot.asset(&asset).is_some() {
                return Ok(Target::Asset(asset));
            }
            if reference.kind == ReferenceKind::Link {
                return Ok(Target::Address(format!("{address}{fragment}")));
            }
            return Err(Box::new(missing(place(), written)));
        }
        let Some(meant) = path.join(&file) else {
            return Err(Box::new(missing(place(), written)));
        };
        if let Some(article) = self.articles.get(meant.as_str()) {
            return Ok(Target::Article(*article, fragment.trim_start_matches('#').to_owned()));
        }
        if let Some(address) = self.pages.get(meant.as_str()) {
            return Ok(Target::Address(format!("{address}{fragment}")));
        }
        if self.unpublished.contains_key(meant.as_str()) {
            return Err(Box::new(unpublished(place(), written)));
        }
        if self.snapshot.asset(&meant).is_some() {
            return Ok(Target::Asset(meant));
        }
        let actor =
            self.registry.actors().iter().zip(0..).find(|(actor, _)| actor.file() == Some(&meant));
        match actor {
            Some((_, id)) => Ok(Target::Actor(ActorId(id))),
            None => Err(Box::new(missing(place(), written))),
        }
    }

    /// The picture that front matter names.
    pub(super) fn image(
        &self,
        path: &SourcePath,
        written: &str,
    ) -> Result<Target, Box<Diagnostic>> {
        let reference =
            Reference { target: written.to_owned(), kind: ReferenceKind::Image, at: 0, line: 0 };
        self.reference(path, &reference)
    }

    fn place(&self, path: &SourcePath, line: u32, written: &str) -> Place {
        let text = self.snapshot.source(path).and_then(|source| source.text.as_ref().ok());
        match text {
            Some(text) if line > 0 => {
                // A paragraph of several lines is given by its first one.
                let lines = text.lines().skip(line as usize - 1).take(40);
                let ahead =
                    lines.zip(0..).find(|(text, _)| text.contains(written)).map_or(0, |(_, n)| n);
                Place::line(path, text, line + ahead).narrowed(written)
            }
            Some(text) => {
                let found = text.lines().zip(1..).find(|(line, _)| line.contains(written));
                found.map_or_else(
                    || Place::file(path),
                    |(_, line)| Place::line(path, text, line).narrowed(written),
                )
            }
            None => Place::file(path),
        }
    }
}

fn missing(place: Place, written: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingFile, place, format!("file does not exist: `{written}`"))
        .hint("paths are relative to the file they stand in; those from `/` on are looked for in `static/`")
}

fn unpublished(place: Place, written: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnpublishedLink,
        place,
        format!("link to an article that is not published: `{written}`"),
    )
    .hint("the link is left out until the article is published")
}

fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
