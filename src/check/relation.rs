//! The rules between outputs.
//!
//! Comes in: the facts of all outputs. Goes out: findings on places that are not there, on files that
//! nobody leads to, and on pictures that are too large.

use percent_encoding::percent_decode_str;
use rayon::prelude::*;

use super::Material;
use super::facts::{Anchor, Facts, id_of};
use super::finding::Finding;
use super::output::Medium;
use super::unused;
use crate::diagnostic::Code;
use crate::page::Kind;

/// Judges all outputs together.
pub(super) fn judge(material: &Material<'_>, facts: &[Facts]) -> Vec<Finding> {
    let mut found = broken_anchors(material, facts);
    found.extend(heavy_pictures(material));
    found.extend(unused::unused_files(material, facts));
    found
}

fn broken_anchors(material: &Material<'_>, facts: &[Facts]) -> Vec<Finding> {
    let of_page = |(page_idx, own): (usize, &Facts)| {
        let broken = own.anchors.iter().filter(|anchor| is_broken(anchor, facts));
        let finding = |anchor: &Anchor| {
            let (address, fragment) =
                (material.build.address(anchor.page_idx as usize), &anchor.fragment);
            Finding::new(
                page_idx,
                Code::BrokenAnchor,
                format!("`{address}` has no place `#{fragment}`"),
            )
            .hint("the places of a page are its headings and paragraphs; look at their ids")
            .words([format!("#{fragment}"), format!("#{}", decoded(fragment))])
        };
        broken.map(finding).collect::<Vec<_>>()
    };
    facts.par_iter().enumerate().flat_map_iter(|(page_idx, own)| of_page((page_idx, own))).collect()
}

/// Whether the place is not there. Only pages have places that are known.
fn is_broken(anchor: &Anchor, facts: &[Facts]) -> bool {
    let target = &facts[anchor.page_idx as usize];
    let Some(ids) = &target.ids else { return false };
    let has = |id: &str| ids.binary_search(&id_of(id)).is_ok();
    let is_there =
        has(&anchor.fragment) || anchor.fragment.contains('%') && has(&decoded(&anchor.fragment));
    !is_there
}

fn decoded(fragment: &str) -> String {
    percent_decode_str(fragment).decode_utf8_lossy().into_owned()
}

fn heavy_pictures(material: &Material<'_>) -> Vec<Finding> {
    let limit = material.build.plan.site.config.check.max_picture_kb;
    let pages = material.build.plan.pages.iter().enumerate();
    let heavy = pages.filter_map(|(page_idx, page)| {
        let Kind::Asset(path) = &page.kind else { return None };
        let size = material.snapshot.asset(path)?.n_bytes.div_ceil(1000);
        (Medium::of(&page.address) == Medium::Picture && size > limit as u64).then(|| {
            Finding::new(
                page_idx,
                Code::HeavyPicture,
                format!("picture is larger than {limit} kB: `{path}` has {size}"),
            )
            .hint("make it smaller, or raise `max_picture_kb` under `check:` in `site.yaml`")
        })
    });
    heavy.collect()
}
