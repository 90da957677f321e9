//! From what was seen in an output to the place in the source that a writer can mend.
//!
//! Comes in: findings, each with the output it was seen in and the words by which it may be known in
//! the source. Goes out: diagnostics. Always holds: one fault of a template is one diagnostic, however
//! many pages show it.

use std::collections::{BTreeMap, HashMap, HashSet};
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
    /// The same, where they count only as the last part of an address: they may be words of the text.
    pub(super) names: Vec<String>,
    /// The address at which nothing stands.
    pub(super) missing: Option<Address>,
    /// Where it is, when that is known already.
    pub(super) place: Option<Place>,
}

impl Finding {
    /// A finding in an output.
    pub(super) fn new(page_idx: usize, code: Code, message: String) -> Self {
        let (hint, words, names) = (String::new(), Vec::new(), Vec::new());
        Self { page_idx, code, message, hint, words, names, missing: None, place: None }
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
        let places = Places::of(material, &found);
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
pub(super) struct Places<'a> {
    material: &'a Material<'a>,
    templates: Vec<(&'a Source, Arc<str>)>,
    /// Addresses at which nothing stands, and to which pages of several files lead.
    shared: HashSet<Address>,
}

impl<'a> Places<'a> {
    /// Places for findings of a site.
    pub(super) fn of(material: &'a Material<'a>, found: &[Finding]) -> Self {
        let templates = material.snapshot.under("templates/");
        let templates =
            templates.filter_map(|source| Some((source, Arc::clone(source.text.as_ref().ok()?))));
        let mut first_files: HashMap<&Address, SourcePath> = HashMap::new();
        let mut shared = HashSet::new();
        for finding in found {
            let Some(missing) = &finding.missing else { continue };
            let file = material.build.label(finding.page_idx).source;
            if *first_files.entry(missing).or_insert_with(|| file.clone()) != file {
                shared.insert(missing.clone());
            }
        }
        Self { material, templates: templates.collect(), shared }
    }

    /// Where a finding can be mended: the line that has it, else the page's template, if the site has one of
    /// its own, else the file behind the page.
    fn place(&self, finding: &Finding) -> Place {
        if let Some(place) = &finding.place {
            return place.clone();
        }
        let own = || Place::file(&self.material.build.label(finding.page_idx).source);
        self.line(finding).or_else(|| self.own_template(finding)).unwrap_or_else(own)
    }

    /// The line of the file behind the page that has the words, else of a template of the site, else of
    /// the settings; then the same for names, where a fault of several files is that of a template or the
    /// settings.
    pub(super) fn line(&self, finding: &Finding) -> Option<Place> {
        let own = self.material.build.label(finding.page_idx).source;
        let is_shared =
            finding.missing.as_ref().is_some_and(|missing| self.shared.contains(missing));
        let in_file = |path: &SourcePath, find: Find| {
            find(path, self.material.snapshot.source(path)?.text.as_ref().ok()?, finding)
        };
        let in_frame = |find: Find| {
            let mut templates = self.templates.iter();
            let found = templates.find_map(|(source, text)| find(&source.path, text, finding));
            found.or_else(|| in_file(&config_path(), find))
        };
        let in_own = |find: Find| in_file(&own, find);
        in_own(by_words)
            .or_else(|| in_frame(by_words))
            .or_else(|| if is_shared { None } else { in_own(by_names) })
            .or_else(|| in_frame(by_names))
            .or_else(|| in_own(by_names))
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

/// A way to look a finding up in a text.
type Find = fn(&SourcePath, &str, &Finding) -> Option<Place>;

/// The line of a file that has the words of a finding, else its names.
pub(super) fn in_text(path: &SourcePath, text: &str, finding: &Finding) -> Option<Place> {
    by_words(path, text, finding).or_else(|| by_names(path, text, finding))
}

fn by_words(path: &SourcePath, text: &str, finding: &Finding) -> Option<Place> {
    // `gates/` is not meant by `harbour/gates/`.
    let begins = |before: &str| !before.ends_with('/');
    finding.words.iter().find_map(|word| line_of(path, text, word, begins))
}

fn by_names(path: &SourcePath, text: &str, finding: &Finding) -> Option<Place> {
    const BEFORE: &[&str] = &["/", "(", "<", "=", "\"", "'", "[[", "url: "];
    let begins = |before: &str| {
        // The whole address of another server is no address of the site.
        let start = before.rfind(|c: char| c.is_whitespace() || "\"'(<".contains(c));
        let is_outside = before[start.unwrap_or(0)..].contains("//");
        !is_outside && BEFORE.iter().any(|sign| before.ends_with(sign))
    };
    finding.names.iter().find_map(|name| line_of(path, text, name, begins))
}

/// The first line in which a word stands as a whole behind what is wanted.
fn line_of(
    path: &SourcePath,
    text: &str,
    word: &str,
    is_wanted: impl Fn(&str) -> bool,
) -> Option<Place> {
    let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let is_open = |c: char| is_inner(c) || c == '.';
    let stands = |at: &usize| {
        let (before, behind) = (&text[..*at], &text[at + word.len()..]);
        // `/gates/` is not meant by `https://example.net/gates/`, nor `gates` by `floodgates`.
        let is_cut_before =
            word.starts_with(|c| is_inner(c) || c == '/') && before.ends_with(is_open);
        let is_cut_behind = word.ends_with(is_inner) && behind.starts_with(is_inner);
        !is_cut_before && !is_cut_behind && is_wanted(before)
    };
    let at = text.match_indices(word).map(|(at, _)| at).find(stands)?;
    let line = text[..at].bytes().filter(|byte| *byte == b'\n').count() + 1;
    let line = u32::try_from(line).unwrap_or(u32::MAX);
    let word = word.lines().next().unwrap_or(word);
    Some(Place::line(path, text, line).narrowed(word))
}
