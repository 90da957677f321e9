//! Where the references of an output lead.
//!
//! Comes in: what stands in an attribute or a style sheet, and the address of the output it stands
//! in. Goes out: what is meant by it. Always holds: a reference is read as a browser reads it.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::path::{Address, TextMap};
use crate::pipeline::Build;

/// All addresses of a site.
pub(super) struct Addresses<'a> {
    by_text: TextMap<'a, usize>,
    /// The path of `base_url`, with a slash at both ends.
    base_path: &'a str,
    /// `base_url` without scheme and path.
    host: &'a str,
}

/// What a reference means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meant<'a> {
    /// An output, and the place in it.
    Inside {
        /// Place of the output in the plan.
        page_idx: usize,
        /// The id of an element, as it is written; may be empty.
        fragment: &'a str,
    },
    /// An address of the site at which nothing stands.
    Missing(Address),
    /// A path above the site's own folder.
    Above,
    /// Another server.
    Outside,
    /// The server of the site, but not the site.
    Beside,
    /// No address of a document: `mailto:`, `data:`.
    Other,
}

impl<'a> Addresses<'a> {
    /// The addresses of a build.
    pub(super) fn of(build: &'a Build) -> Self {
        let base_url = build.plan.site.config.base_url.as_str();
        let behind = base_url.find("://").map_or(0, |at| at + 3);
        let host = base_url[behind..].split('/').next().unwrap_or_default();
        let pages = build.plan.pages.iter().zip(0..);
        Self {
            by_text: pages.map(|(page, page_idx)| (page.address.as_str(), page_idx)).collect(),
            base_path: build.base_path(),
            host,
        }
    }

    /// What a reference in the output at `from` means.
    pub(super) fn resolve<'r>(&self, from: &str, reference: &'r str) -> Meant<'r> {
        let reference = reference.trim_matches(|c: char| c.is_ascii_whitespace());
        let path = match self.path_of(reference) {
            Ok(path) => path,
            Err(meant) => return meant,
        };
        let (path, fragment) = path.split_once('#').unwrap_or((path, ""));
        let path = path.split('?').next().unwrap_or(path);
        let path = decoded(path);
        let Some(address) = joined(from, &path, self.base_path) else {
            return if path.starts_with('/') { self.beside(&path) } else { Meant::Above };
        };
        match self.find(&address) {
            Some(page_idx) => Meant::Inside { page_idx, fragment },
            None => Meant::Missing(Address::new(address)),
        }
    }

    /// The output at an address: a page of a folder may be named by its file.
    pub(super) fn find(&self, address: &str) -> Option<usize> {
        let found = self.by_text.get(address);
        let found = found.or_else(|| {
            let folder = address.strip_suffix("index.html")?;
            (folder.is_empty() || folder.ends_with('/')).then(|| self.by_text.get(folder))?
        });
        found.copied()
    }

    /// An address of the site that is likely meant by one at which nothing stands.
    pub(super) fn nearest(&self, missing: &str) -> Option<&str> {
        let folder = format!("{missing}/");
        if let Some((address, _)) = self.by_text.get_key_value(folder.as_str()) {
            return Some(address);
        }
        // Only addresses of the same folder and of about the same length can be near.
        let parent = |address: &str| {
            let trimmed = address.trim_end_matches('/');
            trimmed.rfind('/').map_or(0, |at| at + 1)
        };
        let (start, length) = (&missing[..parent(missing)], missing.len());
        let mut known: Vec<&str> = (self.by_text.keys().copied())
            .filter(|known| known.starts_with(start) && known.len().abs_diff(length) < 4)
            .collect();
        known.sort_unstable();
        crate::yaml::nearest(missing, known)
    }

    /// The path of a reference with its query and fragment; from `/` on when it is one of the host.
    fn path_of<'r>(&self, reference: &'r str) -> Result<&'r str, Meant<'r>> {
        let rest = match scheme_of(reference) {
            Some(scheme)
                if ["http", "https"].iter().any(|own| scheme.eq_ignore_ascii_case(own)) =>
            {
                &reference[scheme.len() + 1..]
            }
            Some(_) => return Err(Meant::Other),
            None => reference,
        };
        let Some(rest) = rest.strip_prefix("//") else { return Ok(rest) };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        if !rest[..end].eq_ignore_ascii_case(self.host) {
            return Err(Meant::Outside);
        }
        Ok(if end == rest.len() { "/" } else { &rest[end..] })
    }

    /// A path of the site's host that is not below the site: something else may stand there, unless
    /// the site has the very page below its own folder.
    fn beside(&self, path: &str) -> Meant<'static> {
        match self.find(path.trim_start_matches('/')) {
            Some(_) => Meant::Above,
            None => Meant::Beside,
        }
    }
}

/// The scheme of an absolute reference, as it is written.
fn scheme_of(reference: &str) -> Option<&str> {
    let end = reference.find([':', '/', '?', '#'])?;
    let scheme = &reference[..end];
    let is_scheme = reference[end..].starts_with(':')
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    is_scheme.then_some(scheme)
}

fn decoded(path: &str) -> Cow<'_, str> {
    if path.contains('%') { percent_decode_str(path).decode_utf8_lossy() } else { path.into() }
}

/// The address that a path means in the output at `from`; none when it leads above the site.
fn joined(from: &str, path: &str, base_path: &str) -> Option<String> {
    let below_host = path.strip_prefix('/').is_some();
    if path.is_empty() {
        return Some(from.to_owned());
    }
    let (folder, path) = if below_host {
        (
            "",
            path.strip_prefix(base_path)
                .or_else(|| (path == &base_path[..base_path.len() - 1]).then_some(""))?,
        )
    } else {
        (&from[..from.rfind('/').map_or(0, |at| at + 1)], path)
    };
    let mut address = folder.to_owned();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        match part {
            "." => {}
            ".." => {
                let inner = address.strip_suffix('/')?;
                address.truncate(inner.rfind('/').map_or(0, |at| at + 1));
            }
            part => {
                address.push_str(part);
                if !is_last {
                    address.push('/');
                }
            }
        }
    }
    Some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(base_path: &'static str) -> Addresses<'static> {
        let known = ["", "about/", "actors/ann/", "feed.atom", "media/a b.png"];
        Addresses { by_text: known.into_iter().zip(0..).collect(), base_path, host: "a.org" }
    }

    #[track_caller]
    fn check(base_path: &'static str, reference: &str, expect: &Meant<'_>) {
        assert_eq!(addresses(base_path).resolve("actors/ann/", reference), *expect, "{reference}");
    }

    fn inside(page_idx: usize, fragment: &str) -> Meant<'_> {
        Meant::Inside { page_idx, fragment }
    }

    #[test]
    fn a_reference_is_read_as_a_browser_reads_it() {
        check("/", "../../about/", &inside(1, ""));
        check("/", "../../about/index.html#top", &inside(1, "top"));
        check("/", "../..", &inside(0, ""));
        check("/", "#x", &inside(2, "x"));
        check("/", "", &inside(2, ""));
        check("/", "?q=1#x", &inside(2, "x"));
        check("/", "/media/a%20b.png", &inside(4, ""));
        check("/", "https://a.org", &inside(0, ""));
        check("/", "//A.org/feed.atom", &inside(3, ""));
        check("/", "/about", &Meant::Missing(Address::new("about")));
        check("/", "bob/", &Meant::Missing(Address::new("actors/ann/bob/")));
        check("/", "../../../about/", &Meant::Above);
        check("/", "https://b.org/about/", &Meant::Outside);
        check("/", "HTTPS://b.org/a.js", &Meant::Outside);
        check("/", "Http://a.org/feed.atom", &inside(3, ""));
        check("/", "mailto:ann@a.org", &Meant::Other);
        check("/", "data:image/png;base64,AA==", &Meant::Other);
    }

    #[test]
    fn in_a_sub_folder_the_rest_of_the_host_is_somewhere_else() {
        check("/brief/", "/brief/about/", &inside(1, ""));
        check("/brief/", "/brief", &inside(0, ""));
        check("/brief/", "/about/", &Meant::Above);
        check("/brief/", "/shop/", &Meant::Beside);
        check("/brief/", "https://a.org/brief/nope/", &Meant::Missing(Address::new("nope/")));
    }
}
