//! What is kept of an output once it was read.
//!
//! Comes in: the references of an output. Goes out: `Facts`: what is wrong with it, and what can be
//! judged only when all outputs were read. Always holds: the bytes of an output are not kept.

use xxhash_rust::xxh3::xxh3_64;

use super::address::{Addresses, Meant};
use super::finding::Finding;
use super::output::Output;
use super::reference::Role;
use crate::diagnostic::Code;
use crate::path::Address;

/// What is kept of an output.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// What is wrong with it.
    pub(super) findings: Vec<Finding>,
    /// Fingerprints of the ids that it has, sorted; none where links to places cannot be judged.
    pub(super) ids: Option<Vec<u64>>,
    /// Places in other outputs that it links to.
    pub(super) anchors: Vec<Anchor>,
    /// Outputs that it names, sorted.
    pub(super) named: Vec<u32>,
    /// Whether it was judged by more than its bytes and the addresses that it names.
    pub(super) is_of_the_moment: bool,
    /// Its name in the memory, where it may be remembered.
    pub(super) key: Option<u128>,
}

impl Facts {
    /// Lets the facts be remembered under a name, if nothing is wrong and nothing of the moment.
    pub(super) fn kept_as(mut self, key: u128) -> Self {
        self.key = (self.findings.is_empty() && !self.is_of_the_moment).then_some(key);
        self
    }
}

/// A link to a place in an output.
#[derive(Debug)]
pub(super) struct Anchor {
    /// The output.
    pub(super) page_idx: u32,
    /// The id, as it is written.
    pub(super) fragment: Box<str>,
}

/// An output that is being read, with all addresses of the site.
pub(super) struct Reading<'a> {
    pub(super) output: &'a Output<'a>,
    pub(super) addresses: &'a Addresses<'a>,
    pub(super) facts: Facts,
}

impl Reading<'_> {
    /// Tells of something wrong with the output.
    pub(super) fn tell(&mut self, code: Code, message: String) -> &mut Finding {
        self.facts.findings.push(Finding::new(self.output.page_idx, code, message));
        self.facts.findings.last_mut().expect("invariant: one was added")
    }

    /// Follows a reference of the output.
    pub(super) fn refer(&mut self, target: &str, role: Role) {
        match self.addresses.resolve(self.output.address.as_str(), target) {
            Meant::Inside { page_idx, fragment } => {
                let page_idx = number(page_idx);
                self.facts.named.push(page_idx);
                // Browsers know `#top`, and find the words behind `:~:` by themselves.
                let fragment = fragment.split(":~:").next().unwrap_or_default();
                if !matches!(fragment, "" | "top") && role == Role::Link {
                    self.facts.anchors.push(Anchor { page_idx, fragment: fragment.into() });
                }
            }
            Meant::Missing(address) => self.missing(target, role, &address),
            Meant::Above => {
                let finding = self.tell(
                    Code::BrokenLink,
                    format!("link leads above the folder of the site: `{target}`"),
                );
                finding.hint = "write an address relative to the page".to_owned();
                finding.words = vec![target.to_owned()];
            }
            Meant::Outside | Meant::Beside if role == Role::Part => {
                let finding = self
                    .tell(Code::ThirdPartyRequest, format!("page asks another server: `{target}`"));
                finding.hint = "put a copy under `static/`, and name that".to_owned();
                finding.words = vec![target.to_owned()];
            }
            // What is beside the site may be in it tomorrow.
            Meant::Beside => self.facts.is_of_the_moment = true,
            Meant::Outside | Meant::Other => {}
        }
    }

    fn missing(&mut self, target: &str, role: Role, address: &Address) {
        let (code, message) = match role {
            Role::Part => (Code::MissingAsset, format!("file does not exist: `{address}`")),
            Role::Link | Role::Statement => {
                (Code::BrokenLink, format!("nothing stands at `{address}`"))
            }
        };
        let (words, names) = words_of(target, address);
        let finding = self.tell(code, message);
        finding.missing = Some(address.clone());
        finding.words = words;
        finding.names = names;
    }

    /// What is kept.
    pub(super) fn finish(mut self) -> Facts {
        self.facts.named.sort_unstable();
        self.facts.named.dedup();
        self.facts
    }
}

/// How an address may be written in a source: as on the page or from the root; and how it may end.
fn words_of(target: &str, address: &Address) -> (Vec<String>, Vec<String>) {
    let trimmed = address.as_str().trim_end_matches('/');
    let name = trimmed.rsplit('/').next().unwrap_or_default();
    let words = [target.to_owned(), address.to_string(), format!("/{trimmed}"), trimmed.to_owned()];
    // A word alone may stand anywhere in a text.
    let (words, mut names): (Vec<_>, Vec<_>) =
        words.into_iter().partition(|word| word.contains(['/', '.']));
    names.push(name.to_owned());
    names.retain(|name| name.len() > 2);
    names.dedup();
    (words, names)
}

/// The fingerprint of an id.
pub(super) fn id_of(id: &str) -> u64 {
    xxh3_64(id.as_bytes())
}

/// An index of an output in less space.
pub(super) fn number(page_idx: usize) -> u32 {
    u32::try_from(page_idx).unwrap_or(u32::MAX)
}
