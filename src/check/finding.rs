//! From what was seen in an output to the place in the source that a writer can mend.
//!
//! Comes in: findings, each with the output it was seen in and the words by which it may be known in
//! the source. Goes out: diagnostics. Always holds: one fault of a template is one diagnostic, however
//! many pages show it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::config_path;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::path::{Address, SourcePath};
use crate::source::Source;

use super::Material;
use super::address::Addresses;

/// Something wrong with an output.
#[derive(Debug)]
pub(super) struct Finding {
    /// The output.
    pub(super) page_idx: usize,
    /// What kind of problem it is.
    pub(super) code: Code,
    /// What is wrong.
    pub(super) message: String,
    /// What to do.
    pub(super) hint: String,
    /// Words by which the fault may be known in the source, the surest first.
    pub(super) words: Vec<String>,
    /// The address at which nothing stands.
    pub(super) missing: Option<Address>,
    /// Where it is, when that is known already.
    pub(super) place: Option<Place>,
}

impl Finding {
    /// A finding in an output.
    pub(super) fn new(page_idx: usize, code: Code, message: String) -> Self {
        let (hint, words) = (String::new(), Vec::new());
        Self { page_idx, code, message, hint, words, missing: None, place: None }
    }

    /// Adds what to do about it.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Adds words by which it may be known in the source.
    pub(super) fn words(mut self, words: impl IntoIterator<Item = String>) -> Self {
        self.words.extend(words.into_iter().filter(|word| !word.is_empty()));
        self
    }

    /// Says where it is.
    pub(super) fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }
}

/// All findings of a site.
pub(super) struct Findings<'a> {
    pub(super) material: &'a Material<'a>,
    pub(super) addresses: &'a Addresses<'a>,
    pub(super) found: Vec<Finding>,
}

/// One fault: file, line, name of the code, message.
type Key = (SourcePath, u32, &'static str, String);

/// Pages that show one fault of one place.
struct Seen {
    finding: Finding,
    place: Place,
    n_pages: usize,
    last_page_idx: usize,
}

impl Findings<'_> {
    /// The same for writers, in no order.
    pub(super) fn diagnostics(self) -> Vec<Diagnostic> {
        let Self { material, addresses, found } = self;
        let places = Places::of(material);
        let mut seen: BTreeMap<Key, Seen> = BTreeMap::new();
        for finding in found {
            let place = places.place(&finding);
            // The columns of a line depend on how the page writes what the line has.
            let key =
                (place.path.clone(), place.line, finding.code.name(), finding.message.clone());
            let page_idx = finding.page_idx;
            let seen = seen.entry(key).or_insert(Seen {
                finding,
                place,
                n_pages: 0,
                last_page_idx: page_idx,
            });
            // The outputs come in their order, so that one page that has a fault twice counts once.
            seen.n_pages += usize::from(seen.n_pages == 0 || seen.last_page_idx != page_idx);
            seen.last_page_idx = page_idx;
        }
        let diagnostic = |seen: Seen| {
            let Seen { finding, place, n_pages, .. } = seen;
            let address = material.build.address(finding.page_idx);
            let is_shown_by_others = material.build.label(finding.page_idx).source != place.path;
            let mut hint = finding.hint;
            if let Some(missing) = &finding.missing {
                hint = addresses.nearest(missing.as_str()).map_or_else(
                    || "mend the address, or take it away".to_owned(),
                    |nearest| format!("did you mean `/{nearest}`?"),
                );
            }
            if finding.place.is_some() {
                // The place says it all.
            } else if n_pages > 1 {
                hint = format!("{hint}; seen on {n_pages} pages, the first is `{address}`");
            } else if is_shown_by_others || place.path == config_path() {
                hint = format!("{hint}; seen on `{address}`");
            }
            Diagnostic::new(finding.code, place, finding.message).hint(hint)
        };
        seen.into_values().map(diagnostic).collect()
    }
}

/// Looks findings up in the sources.
struct Places<'a> {
    material: &'a Material<'a>,
    templates: Vec<(&'a Source, Arc<str>)>,
}

impl<'a> Places<'a> {
    fn of(material: &'a Material<'a>) -> Self {
        let templates = material.snapshot.under("templates/");
        let templates =
            templates.filter_map(|source| Some((source, Arc::clone(source.text.as_ref().ok()?))));
        Self { material, templates: templates.collect() }
    }

    /// The line of the file behind the page that has the words, else of a template of the site, else of
    /// the settings; else the page's template, if the site has one of its own, or the file.
    fn place(&self, finding: &Finding) -> Place {
        let Material { build, snapshot, .. } = self.material;
        if let Some(place) = &finding.place {
            return place.clone();
        }
        let own = build.label(finding.page_idx).source;
        let text = |path: &SourcePath| snapshot.source(path)?.text.as_ref().ok();
        let in_own = text(&own).and_then(|text| found_in(&own, text, &finding.words));
        let in_templates = || {
            let mut templates = self.templates.iter();
            templates.find_map(|(source, text)| found_in(&source.path, text, &finding.words))
        };
        let in_settings = || {
            let path = config_path();
            found_in(&path, text(&path)?, &finding.words)
        };
        in_own
            .or_else(in_templates)
            .or_else(in_settings)
            .or_else(|| self.own_template(finding))
            .unwrap_or_else(|| Place::file(&own))
    }

    /// The site's own template of the page, as a whole.
    fn own_template(&self, finding: &Finding) -> Option<Place> {
        if self.templates.is_empty() {
            return None;
        }
        let content = self.material.build.plan.content(finding.page_idx);
        let name = ["templates/", content.template()?].concat();
        let frame = "templates/base.html";
        let own = self.templates.iter().find(|(source, _)| source.path.as_str() == name);
        let frame = || self.templates.iter().find(|(source, _)| source.path.as_str() == frame);
        own.or_else(frame).map(|(source, _)| Place::file(&source.path))
    }
}

/// The first line that has the first of the words that occur.
pub(super) fn found_in(path: &SourcePath, text: &str, words: &[String]) -> Option<Place> {
    words.iter().find_map(|word| {
        let at = text.find(word.as_str())?;
        let line = text[..at].bytes().filter(|byte| *byte == b'\n').count() + 1;
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        let word = word.lines().next().unwrap_or(word);
        Some(Place::line(path, text, line).narrowed(word))
    })
}
