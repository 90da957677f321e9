//! The gate: looks at every output of a build, and tells of what a reader would meet as broken.
//!
//! Comes in: a `Build`, its `Snapshot`, and a way to read the files that are copied. Goes out: all
//! diagnostics in source order, those of the build among them, each once. Always holds: a check is
//! never weaker than a build; each output is made and read once, in parallel, and only small facts
//! of it are kept; the severities are those of the site's `rules:`.

mod address;
pub mod content;
mod facts;
mod feed;
mod finding;
pub mod leak;
mod markup;
mod memory;
mod output;
pub mod outside;
mod page;
mod reference;
mod relation;
mod sheet;
mod unused;
mod xml;

use std::io;

use anyhow::{Context, Result};
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, in_order};
use crate::path::SourcePath;
use crate::pipeline::Build;
use crate::render::Rendered;
use crate::source::Snapshot;

use address::Addresses;
use facts::Facts;
use finding::Findings;
use leak::{Leak, Leaks};
use memory::Recall;
use output::{Medium, Output};

pub use memory::Memory;

/// What is checked.
pub struct Material<'a> {
    /// The site.
    pub build: &'a Build,
    /// What it was made of.
    pub snapshot: &'a Snapshot,
    /// The files that are copied.
    pub files: &'a dyn Files,
}

/// Reads the files of a project that are copied into the output.
pub trait Files: Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    /// When it cannot be read.
    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>>;
}

/// All that is wrong with a site, in source order. What is remembered only makes it faster.
///
/// # Errors
/// When a file that would be copied cannot be read.
pub fn check(material: &Material<'_>, memory: &mut Memory) -> Result<Vec<Diagnostic>> {
    let Material { build, .. } = material;
    let addresses = Addresses::of(build);
    let leaks = Leaks::of(build, material.snapshot);
    let recall = memory.recall(build, leaks.as_ref().map_or(0, Leaks::fingerprint));
    let look = Look { material, addresses: &addresses, leaks: leaks.as_ref(), recall: &recall };
    let looked: Vec<(Looked, Option<Leak>)> = (0..build.n_outputs())
        .into_par_iter()
        .map(|page_idx| look.at(page_idx))
        .collect::<Result<_>>()?;
    let mut diagnostics = build.diagnostics.clone();
    let mut facts = Vec::with_capacity(looked.len());
    let mut found = Vec::new();
    let mut leaked = Vec::new();
    let mut n_recalled = 0;
    for (looked, leak) in looked {
        leaked.extend(leak);
        match looked {
            Looked::Known(known) => {
                n_recalled += 1;
                facts.push(known);
            }
            Looked::Made(mut made) => {
                found.append(&mut made.findings);
                facts.push(made);
            }
            Looked::Failed(diagnostic) => {
                found_of_templates(&mut diagnostics, *diagnostic);
                facts.push(Facts::default());
            }
        }
    }
    memory.learn(build, &facts, n_recalled);
    found.extend(relation::judge(material, &facts));
    let mut found = Findings { material, addresses: &addresses, found }.diagnostics();
    found.extend(content::check(build, material.snapshot));
    if let Some(leaks) = &leaks {
        found.extend(leaks.diagnostics(&leaked));
    }
    diagnostics.extend(build.plan.site.config.judge(found));
    Ok(in_order(diagnostics))
}

/// What came of looking at an output.
enum Looked {
    /// It was as the last time, when nothing was wrong.
    Known(Facts),
    Made(Facts),
    Failed(Box<Diagnostic>),
}

/// All that is needed to look at an output.
struct Look<'a> {
    material: &'a Material<'a>,
    addresses: &'a Addresses<'a>,
    leaks: Option<&'a Leaks<'a>>,
    recall: &'a Recall<'a>,
}

impl Look<'_> {
    /// Makes an output and reads it, unless it is known.
    fn at(&self, page_idx: usize) -> Result<(Looked, Option<Leak>)> {
        let Material { build, files, .. } = self.material;
        let address = build.address(page_idx);
        let medium = Medium::of(address);
        let leak = |bytes: Option<&[u8]>| self.leaks?.look(page_idx, bytes);
        let (fingerprint, prepared) = match build.known_fingerprint(page_idx) {
            Some(fingerprint) => (fingerprint, None),
            None => {
                let prepared = build.prepare(page_idx);
                (prepared.fingerprint, Some(prepared))
            }
        };
        let key = self.recall.key(address, fingerprint);
        if let Some(known) = self.recall.facts(key) {
            return Ok((Looked::Known(known), None));
        }
        let prepared = prepared.unwrap_or_else(|| build.prepare(page_idx));
        let (bytes, is_copy) = match build.render(prepared) {
            Ok(Rendered::Bytes(bytes)) => (bytes, false),
            Ok(Rendered::Copy(path)) if medium.is_text() => {
                let bytes = files.read(&path);
                (bytes.with_context(|| format!("could not read `{path}`"))?, true)
            }
            Ok(Rendered::Copy(_)) => return Ok((Looked::Made(Facts::default()), leak(None))),
            Err(diagnostic) => return Ok((Looked::Failed(diagnostic), None)),
        };
        let output = Output { page_idx, address, medium, bytes: &bytes, is_copy };
        let facts = page::look(&output, self.addresses, self.material);
        let leak = leak(Some(&bytes));
        // Copies are few, and read from the disk as they are now.
        let is_kept = leak.is_none() && !is_copy;
        Ok((Looked::Made(if is_kept { facts.kept_as(key) } else { facts }), leak))
    }
}

/// A template that fails does so on every page that it makes; it is told of once.
fn found_of_templates(diagnostics: &mut Vec<Diagnostic>, failed: Diagnostic) {
    if !diagnostics.contains(&failed) {
        diagnostics.push(failed);
    }
}
