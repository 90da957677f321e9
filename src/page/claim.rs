//! Who keeps an address that two outputs claim.
//!
//! Comes in: planned outputs, sorted by address. Goes out: those that can lie in one folder, and an
//! error for each of the others. Always holds: of the outputs that stay no two have one file, and none
//! is the folder of another, not even where upper and lower case are one.

use std::collections::HashMap;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::address::source_of;
use super::plan::Page;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::path::{BadOutputPath, OutputPath, Prehashed};
use crate::site::Site;

/// Those outputs that can be written, the first of each address, and what is wrong with the others.
pub(super) fn settle(site: &Site, mut pages: Vec<Page>) -> (Vec<Page>, Vec<Diagnostic>) {
    let claimed: Vec<(Vec<Claim>, Vec<Refused>)> = pages
        .par_chunks(CHUNK)
        .enumerate()
        .map(|(chunk_idx, chunk)| claims_of(chunk, chunk_idx * CHUNK))
        .collect();
    let mut refused: Vec<Refused> = Vec::new();
    let mut owners: HashMap<u128, &Claim, Prehashed> =
        HashMap::with_capacity_and_hasher(2 * pages.len(), Prehashed::default());
    let mut blocked: HashMap<u128, usize> = HashMap::new();
    for claim in claimed.iter().flat_map(|(claims, _)| claims) {
        let owner = *owners.entry(claim.path).or_insert(claim);
        let is_shared = owner.what == What::Folder && claim.what == What::Folder;
        if owner.page_idx != claim.page_idx && !is_shared {
            refused.push(Refused {
                page_idx: claim.page_idx,
                problem: Problem::Taken { owner_idx: owner.page_idx },
            });
            if claim.what == What::Folder {
                blocked.insert(claim.path, owner.page_idx);
            }
        }
    }
    drop(owners);
    refused.extend(claimed.into_iter().flat_map(|(_, bad)| bad));
    refused.extend(refused_below(&pages, &blocked));
    refused.sort_by_key(|refused| refused.page_idx);
    refused.dedup_by_key(|refused| refused.page_idx);
    let diagnostics = refused.iter().map(|refused| refused.diagnostic(site, &pages)).collect();
    let mut gone = refused.iter().map(|refused| refused.page_idx).peekable();
    let mut page_idx = 0..;
    pages.retain(|_| page_idx.next().and_then(|idx| gone.next_if_eq(&idx)).is_none());
    (pages, diagnostics)
}

/// So many outputs are looked at in one go.
const CHUNK: usize = 1024;

/// An output needs a path, to lie there or to have its file below it.
struct Claim {
    /// Fingerprint of the path in lower case.
    path: u128,
    page_idx: usize,
    what: What,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    File,
    Folder,
}

struct Refused {
    page_idx: usize,
    problem: Problem,
}

enum Problem {
    Bad(BadOutputPath),
    Taken { owner_idx: usize },
}

impl Refused {
    fn diagnostic(&self, site: &Site, pages: &[Page]) -> Diagnostic {
        let page = &pages[self.page_idx];
        let place = Place::file(&source_of(site, &page.kind));
        match &self.problem {
            Problem::Bad(bad) => Diagnostic::new(Code::BadAddress, place, bad.to_string())
                .hint("give it another name, `slug` or entry under `aliases`"),
            Problem::Taken { owner_idx } => {
                let message = format!("two files claim the address `{}`", page.address);
                let owner = source_of(site, &pages[*owner_idx].kind);
                Diagnostic::new(Code::DuplicateAddress, place, message)
                    .hint("rename one of them, or give it another `slug`")
                    .related(Place::file(&owner), "the other one")
            }
        }
    }
}

/// All outputs below a folder that cannot be made, since the output of `blocked` has its name. Of
/// those in a row only the first has claimed the folder.
fn refused_below(pages: &[Page], blocked: &HashMap<u128, usize>) -> Vec<Refused> {
    if blocked.is_empty() {
        return Vec::new();
    }
    let refused = |(page_idx, page): (usize, &Page)| {
        let file = page.address.file().to_lowercase();
        let owner_idx =
            folders_around(&file).find_map(|end| blocked.get(&fingerprint(&file[..end])));
        owner_idx.map(|owner_idx| Refused {
            page_idx,
            problem: Problem::Taken { owner_idx: *owner_idx },
        })
    };
    pages.iter().enumerate().filter_map(refused).collect()
}

/// Where the paths of the folders around a file end, the outermost first.
fn folders_around(file: &str) -> impl Iterator<Item = usize> {
    file.match_indices('/').map(|(end, _)| end)
}

fn fingerprint(path: &str) -> u128 {
    xxh3_128(path.as_bytes())
}

/// The paths that some outputs need, those of folders before that of the file in them. Folders of the
/// output before are left out: they are claimed.
fn claims_of(pages: &[Page], first_idx: usize) -> (Vec<Claim>, Vec<Refused>) {
    let (mut claims, mut refused) = (Vec::with_capacity(2 * pages.len()), Vec::new());
    let mut last = String::new();
    for (page, page_idx) in pages.iter().zip(first_idx..) {
        // Hosts and file systems may not tell upper from lower case.
        let file = page.address.file().to_lowercase();
        if let Err(bad) = OutputPath::check(&file) {
            refused.push(Refused { page_idx, problem: Problem::Bad(bad) });
            continue;
        }
        let known = last.bytes().zip(file.bytes()).take_while(|(a, b)| a == b).count();
        let claim = |end: usize, what| Claim { path: fingerprint(&file[..end]), page_idx, what };
        let folders = folders_around(&file).filter(|end| *end >= known);
        claims.extend(folders.map(|end| claim(end, What::Folder)));
        claims.push(claim(file.len(), What::File));
        last = file;
    }
    (claims, refused)
}
