//! Files of the project that no page leads to.
//!
//! Comes in: which outputs are named by others. Goes out: findings on files in `static/` that none
//! names, and on files in `content/`, of which no text of the project has the name either. Always holds:
//! files that programs ask for by name are in use.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rayon::prelude::*;

use super::Material;
use super::facts::Facts;
use super::finding::Finding;
use super::output::Medium;
use crate::diagnostic::{Code, Place};
use crate::page::Kind;
use crate::path::SourcePath;

/// Files that browsers, robots and hosts ask for by name, at the root of a site.
const ASKED_FOR: &[&str] = &[
    "favicon.ico",
    "robots.txt",
    "humans.txt",
    "ads.txt",
    "app-ads.txt",
    "security.txt",
    "llms.txt",
    "CNAME",
    "_redirects",
    "_headers",
    "browserconfig.xml",
    "crossdomain.xml",
    "web.config",
    "BingSiteAuth.xml",
];

/// The same, by how they begin.
const ASKED_FOR_BY_START: &[&str] =
    &["apple-touch-icon", "google", "yandex_", "pinterest-", "favicon"];

/// Files that no page leads to.
pub(super) fn unused_files(material: &Material<'_>, facts: &[Facts]) -> Vec<Finding> {
    let mut found = unnamed_outputs(material, facts);
    found.extend(unnamed_pictures(material));
    found
}

/// Files of `static/` that no output names, and of which no other text has the name: a script may load them.
/// Those of `content/` are copied only when an output names them.
fn unnamed_outputs(material: &Material<'_>, facts: &[Facts]) -> Vec<Finding> {
    let pages = &material.build.plan.pages;
    let mut is_named = vec![false; pages.len()];
    for page_idx in facts.iter().flat_map(|facts| &facts.named) {
        is_named[*page_idx as usize] = true;
    }
    let unnamed = pages.iter().zip(is_named).enumerate().filter(|(_, (_, is_named))| !is_named);
    let unnamed = unnamed.filter_map(|(page_idx, (page, _))| {
        let Kind::Asset(path) = &page.kind else { return None };
        (!is_asked_for(page.address.as_str())).then_some((page_idx, path))
    });
    let unnamed: Vec<(usize, &SourcePath)> = unnamed.collect();
    if unnamed.is_empty() {
        return Vec::new();
    }
    let texts = texts(material);
    let idle = unnamed.into_par_iter().filter(|(_, path)| {
        let mut others = texts.iter().filter(|(of, _)| *of != *path);
        !others.any(|(_, text)| has_name(text, path))
    });
    let finding = |(page_idx, path): (usize, &SourcePath)| {
        let address = material.build.address(page_idx);
        Finding::new(page_idx, Code::UnusedFile, format!("no page leads to `{address}`"))
            .hint(format!("link to it, or delete `{path}`"))
    };
    idle.map(finding).collect()
}

/// The texts in which a file may be named that no reference leads to: those that are copied, and templates.
fn texts<'a>(material: &Material<'a>) -> Vec<(&'a SourcePath, Cow<'a, str>)> {
    let Material { build, snapshot, files } = material;
    let copied = build.plan.pages.par_iter().filter_map(|page| {
        let Kind::Asset(path) = &page.kind else { return None };
        // A file that cannot be read has failed the check already.
        let bytes = Medium::of(&page.address).is_text().then(|| files.read(path).ok())??;
        Some((path, Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())))
    });
    let mut texts: Vec<_> = copied.collect();
    let templates = snapshot.under("templates/");
    texts
        .extend(templates.filter_map(|source| {
            Some((&source.path, Cow::Borrowed(source.text.as_deref().ok()?)))
        }));
    texts
}

/// Whether a text has the name of a file, which is no part of a longer name.
fn has_name(text: &str, path: &SourcePath) -> bool {
    let name = path.as_str().rsplit('/').next().unwrap_or_default();
    let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let stands = |name: &str| {
        text.match_indices(name).any(|(at, _)| {
            !text[..at].ends_with(is_inner) && !text[at + name.len()..].starts_with(is_inner)
        })
    };
    stands(name) || name.contains(' ') && stands(&name.replace(' ', "%20"))
}

fn is_asked_for(address: &str) -> bool {
    let is_at_root = !address.contains('/');
    address.starts_with(".well-known/")
        || is_at_root
            && (ASKED_FOR.contains(&address)
                || ASKED_FOR_BY_START.iter().any(|start| address.starts_with(start)))
}

/// Files beside articles of which no text of the project has the name: not even a draft.
fn unnamed_pictures(material: &Material<'_>) -> Vec<Finding> {
    let Material { build, snapshot, .. } = material;
    let copied: BTreeSet<&SourcePath> =
        build.plan.site.assets.iter().map(|(_, path)| path).collect();
    let idle: Vec<&SourcePath> = (snapshot.assets.iter().map(|asset| &asset.path))
        .filter(|path| path.as_str().starts_with("content/") && !copied.contains(path))
        .collect();
    if idle.is_empty() {
        return Vec::new();
    }
    let texts: Vec<&str> =
        (snapshot.under("content/")).filter_map(|source| source.text.as_deref().ok()).collect();
    let unnamed =
        idle.into_par_iter().filter(|path| !texts.iter().any(|text| has_name(text, path)));
    let finding = |path: &SourcePath| {
        Finding::new(0, Code::UnusedFile, format!("no text has the name of `{path}`"))
            .hint("show it in an article, or delete it")
            .at(Place::file(path))
    };
    unnamed.map(finding).collect()
}
