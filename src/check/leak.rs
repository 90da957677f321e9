//! Nothing of what is not published is in any output.
//!
//! Comes in: a build, the files that it was made of, and the bytes of each output. Goes out: diagnostics
//! for words, titles and slugs of drafts, articles under embargo and hidden text, each at the place in the
//! project by which they got out. Always holds: where nothing is hidden, nothing is looked at; what is
//! looked for is five words in a row that no published article has.
//!
//! 1. `gather` lists what must not be found, as fingerprints in a `secret` table.
//! 2. `scan` goes through an output, `word` by word.
//! 3. `trace` looks in the files of the project for the place by which a secret got out.

mod gather;
mod raw;
mod scan;
mod secret;
mod tag;
mod trace;
mod vocabulary;
mod word;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::path::SourcePath;
use crate::pipeline::{Build, Provenance};
use crate::source::Snapshot;

use super::output::Medium;
use scan::Hit;
use secret::{Kind, Secrets};
use trace::Way;

/// Looks for what is not published.
pub struct Leaks<'a> {
    build: &'a Build,
    snapshot: &'a Snapshot,
    secrets: Secrets,
}

/// An output that has something of what is not published.
#[derive(Debug)]
pub struct Leak {
    /// The output.
    page_idx: usize,
    hits: Vec<Hit>,
}

impl<'a> Leaks<'a> {
    /// Gathers what must not be found; none where nothing is hidden.
    pub fn of(build: &'a Build, snapshot: &'a Snapshot) -> Option<Self> {
        let secrets = gather::gather(build, snapshot);
        (!secrets.is_empty()).then_some(Self { build, snapshot, secrets })
    }

    /// Changes with what is looked for.
    pub fn fingerprint(&self) -> u64 {
        self.secrets.fingerprint()
    }

    /// Looks at an output, and at its address. Without bytes only at the address, and so where the bytes
    /// have no words. What the program brings along has nothing of anybody's text.
    pub fn look(&self, page_idx: usize, bytes: Option<&[u8]>) -> Option<Leak> {
        let address = self.build.address(page_idx);
        let provenance = self.build.provenance(page_idx);
        if provenance == Provenance::Embedded {
            return None;
        }
        let bytes = bytes.filter(|_| Medium::of(address).is_text());
        let hits = scan::scan(&address.file(), bytes, provenance, &self.secrets);
        (!hits.is_empty()).then_some(Leak { page_idx, hits })
    }

    /// Tells of what was found, once for each place by which it got out.
    pub fn diagnostics(&self, leaks: &[Leak]) -> Vec<Diagnostic> {
        if leaks.is_empty() {
            return Vec::new();
        }
        let ways = trace::ways(self.build, self.snapshot, &self.secrets, leaks);
        ways.into_iter().map(|way| self.diagnostic(way)).collect()
    }

    fn diagnostic(&self, way: Way<'_>) -> Diagnostic {
        let hidden = &self.secrets.hidden[way.hidden as usize];
        let (code, what) = match way.kind {
            Kind::Text => (Code::LeakedText, "text"),
            Kind::Title => (Code::LeakedTitle, "title"),
            Kind::Slug => (Code::LeakedSlug, "slug"),
        };
        let outputs = match way.outputs.as_slice() {
            [] => String::new(),
            [only] => format!(" in `{}`", self.output(*only)),
            [first, others @ ..] => {
                format!(" in `{}` and {} more", self.output(*first), others.len())
            }
        };
        let words: Vec<&str> = way.text.split_whitespace().collect();
        let of = format!("the {} `{}`", hidden.what, hidden.path);
        let message = format!("{what} of {of} is published{outputs}: `{}`", words.join(" "));
        if hidden.path == way.place.path {
            return Diagnostic::new(code, way.place, message).hint("take it out of the file");
        }
        let origin = self.origin(&hidden.path, way.text);
        Diagnostic::new(code, way.place, message)
            .hint("take it out here, or list the phrase under `check: public:` in `site.yaml`")
            .related(
                origin.unwrap_or_else(|| Place::file(&hidden.path)),
                "it is not published here",
            )
    }

    fn output(&self, page_idx: usize) -> String {
        self.build.address(page_idx).file()
    }

    /// The line of a hidden file in which the words stand.
    fn origin(&self, path: &SourcePath, text: &str) -> Option<Place> {
        let source = self.snapshot.source(path)?.text.as_ref().ok()?;
        let line = trace::line_of(source, text)?;
        Some(Place::line(path, source, line))
    }
}
