//! By which way a secret got out.
//!
//! Comes in: the outputs that have a secret. Goes out: each place in the files of the project that has its
//! words, with the outputs that got them; where no file has them, the file behind the output. Always
//! holds: each secret is told of at least once, and each line once.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rayon::prelude::*;

use super::Leak;
use super::raw::parts;
use super::secret::{Kind, Match, Origin, Secrets};
use super::word::{RUN, Window, for_each_word, run_of, words};
use crate::diagnostic::Place;
use crate::path::SourcePath;
use crate::pipeline::Build;
use crate::source::{Snapshot, Source};

/// A place by which a hidden text got out.
#[derive(Debug)]
pub(super) struct Way<'a> {
    /// Place in `Secrets::hidden`.
    pub(super) hidden: u32,
    /// What got out.
    pub(super) kind: Kind,
    /// Where it stands.
    pub(super) place: Place,
    /// Its words.
    pub(super) text: &'a str,
    /// Outputs that have it, in the order of addresses.
    pub(super) outputs: Vec<usize>,
}

/// All places by which something got out.
pub(super) fn ways<'a>(
    build: &Build,
    snapshot: &'a Snapshot,
    secrets: &Secrets,
    leaks: &'a [Leak],
) -> Vec<Way<'a>> {
    let wanted: HashSet<Match> =
        leaks.iter().flat_map(|leak| leak.hits.iter().map(|hit| hit.found)).collect();
    let hidden: HashSet<&SourcePath> =
        build.held_back.iter().map(|(article, _)| &article.path).collect();
    let sources: Vec<&Source> = snapshot.sources.iter().collect();
    let traces: Vec<Trace<'_>> = sources
        .into_par_iter()
        .filter(|source| !hidden.contains(&source.path))
        .flat_map_iter(|source| traces(source, secrets, &wanted))
        .collect();
    let traced: HashSet<Match> = traces.iter().flat_map(|trace| trace.found.clone()).collect();

    let mut ways: Vec<Way<'a>> = traces
        .into_iter()
        .map(|trace| {
            let has_it =
                |leak: &&Leak| leak.hits.iter().any(|hit| trace.found.contains(&hit.found));
            let outputs = leaks.iter().filter(has_it).map(|leak| leak.page_idx).collect();
            Way {
                hidden: trace.hidden,
                kind: trace.kind,
                place: trace.place,
                text: trace.text,
                outputs,
            }
        })
        .collect();
    ways.extend(untraced(build, leaks, &traced));
    ways
}

/// The line (from 1) of a text in which the words of another one begin, or the first few of them.
pub(super) fn line_of(text: &str, wanted: &str) -> Option<u32> {
    let wanted = words(wanted);
    let n = wanted.len().min(RUN);
    if n == 0 {
        return None;
    }
    let first = run_of(&wanted[..n]);
    let mut at = None;
    for_each_word(text, &mut Window::default(), |window| {
        if window.run(n) == first {
            at.get_or_insert(window.range(n).start);
        }
    });
    Some(line_at(text, at?))
}

/// Secrets of one hidden text in neighbouring lines of a file.
struct Trace<'a> {
    hidden: u32,
    kind: Kind,
    found: BTreeSet<Match>,
    place: Place,
    /// The last line, from 1.
    last: u32,
    text: &'a str,
}

/// The secrets that a file of the project has.
fn traces<'a>(source: &'a Source, secrets: &Secrets, wanted: &HashSet<Match>) -> Vec<Trace<'a>> {
    let Ok(text) = &source.text else { return Vec::new() };
    let mut found = Vec::new();
    for_each_word(text, &mut Window::default(), |window| {
        found.extend(secrets.found(window, text).filter(|(found, _)| wanted.contains(found)));
    });
    if found.is_empty() {
        return Vec::new();
    }
    let excluded = parts(text).into_iter().filter(|(origin, _)| *origin == Origin::Excluded);
    let excluded: Vec<_> = excluded.map(|(_, range)| range).collect();
    let mut traces: BTreeMap<u32, Trace<'a>> = BTreeMap::new();
    let mut done = Vec::new();
    for (found, range) in found {
        let is_own = secrets.hidden[found.hidden as usize].path == source.path;
        if is_own && !excluded.iter().any(|excluded| excluded.contains(&range.start)) {
            continue;
        }
        let line = line_at(text, range.start);
        let last = line_at(text, range.end);
        match traces.get_mut(&found.hidden) {
            Some(trace) if line <= trace.last + 1 => {
                trace.last = last.max(trace.last);
                trace.found.insert(found);
                if found.kind < trace.kind {
                    (trace.kind, trace.text) = (found.kind, &text[range]);
                }
            }
            _ => {
                let written = &text[range];
                let place = Place::line(&source.path, text, line).narrowed(written);
                let found_here = BTreeSet::from([found]);
                let trace = Trace {
                    hidden: found.hidden,
                    kind: found.kind,
                    found: found_here,
                    place,
                    last,
                    text: written,
                };
                done.extend(traces.insert(found.hidden, trace));
            }
        }
    }
    done.extend(traces.into_values());
    done
}

/// Outputs that have a secret of a text of which no file has any: it is in a name of a file, or in a file
/// that is copied, or came together of several parts.
fn untraced<'a>(build: &Build, leaks: &'a [Leak], traced: &HashSet<Match>) -> Vec<Way<'a>> {
    let mut ways: BTreeMap<(u32, SourcePath), Way<'a>> = BTreeMap::new();
    let traced_texts: HashSet<u32> = traced.iter().map(|found| found.hidden).collect();
    for leak in leaks {
        let path = build.label(leak.page_idx).source;
        let explained: HashSet<u32> = leak
            .hits
            .iter()
            .filter(|hit| traced.contains(&hit.found))
            .map(|hit| hit.found.hidden)
            .collect();
        for hit in &leak.hits {
            let hidden = hit.found.hidden;
            // A slug follows from a title: a topic of this name has its address from it.
            let follows = hit.found.kind != Kind::Text && traced_texts.contains(&hidden);
            let is_copy = path.as_str().starts_with("static/");
            if explained.contains(&hidden) || follows && !is_copy {
                continue;
            }
            let way = ways.entry((hidden, path.clone())).or_insert_with(|| Way {
                hidden,
                kind: hit.found.kind,
                place: Place::file(&path),
                text: &hit.text,
                outputs: Vec::new(),
            });
            if hit.found.kind < way.kind {
                (way.kind, way.text) = (hit.found.kind, &hit.text);
            }
            if way.outputs.last() != Some(&leak.page_idx) {
                way.outputs.push(leak.page_idx);
            }
        }
    }
    ways.into_values().collect()
}

/// The line, from 1, in which a byte of a text stands.
fn line_at(text: &str, at: usize) -> u32 {
    let n_before =
        text.as_bytes()[..at.min(text.len())].iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(n_before + 1).unwrap_or(u32::MAX)
}
