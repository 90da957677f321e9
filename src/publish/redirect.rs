//! What stands at addresses that pages had before: the moved addresses come in, files go out.
//!
//! Everywhere a page is written that leads on at once, and the feed of a page is at both addresses. Hosts with
//! rule files get `_redirects` as well, so that search engines see a permanent move, and `_headers`, so that
//! browsers keep what never changes. The addresses that a writer names under `aliases` have rules too; the site
//! has their pages itself.
//!
//! Always holds: a rule never leads away from what the site itself has at an address, and never
//! contradicts the page there.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::{Context, Result};

use super::tree::{File, Tree};
use crate::config::Host;
use crate::output::OutputPath;

/// Makes the page that leads from one address to another.
pub type Mover<'a> = dyn Fn(&str, &str) -> Result<Vec<u8>> + Sync + 'a;

/// The files that moved addresses need at a host. What the site has itself goes first.
pub(super) fn files(
    moved: &BTreeMap<String, String>,
    host: Host,
    site: &Tree,
    mover: &Mover<'_>,
) -> Result<Vec<File>> {
    let mut files = Vec::new();
    let mut rules: BTreeMap<&str, &str> =
        site.aliases.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
    for (from, to) in moved {
        let path = page_path(from);
        if site.find(&path).is_some() {
            continue;
        }
        rules.insert(from, to);
        let path = OutputPath::new(&path).context("the manifest there was changed by others")?;
        files.push(File::of_bytes(path, mover(from, to)?));
        // Programs that know the feed or the data of a page follow no page that leads on.
        for name in ["feed.atom", "index.json"] {
            let earlier = format!("{from}{name}");
            let file = site.find(&format!("{to}{name}")).filter(|_| site.find(&earlier).is_none());
            if let (Some(file), Ok(path)) = (file, OutputPath::new(&earlier)) {
                files.push(File { path, ..file.clone() });
            }
        }
    }
    let rule_files = match host {
        Host::Plain => return Ok(files),
        // Netlify serves a file before a rule unless the rule insists.
        Host::Netlify => [("_redirects", redirects(&rules, "301!")), ("_headers", headers())],
        Host::Cloudflare => [("_redirects", redirects(&rules, "301")), ("_headers", headers())],
    };
    for (name, text) in rule_files {
        // A site may bring its own under `static/`.
        if site.find(name).is_none() && !text.is_empty() {
            let path = OutputPath::new(name).expect("invariant: these names are plain");
            files.push(File::of_bytes(path, text.into_bytes()));
        }
    }
    Ok(files)
}

/// The file of a page.
fn page_path(address: &str) -> String {
    if address.is_empty() || address.ends_with('/') {
        format!("{address}index.html")
    } else {
        address.to_owned()
    }
}

/// One rule a line, for the address with and without its last slash.
fn redirects(rules: &BTreeMap<&str, &str>, status: &str) -> String {
    let mut text = String::new();
    for (from, to) in rules {
        let (from, to) = (encoded(from), encoded(to));
        let bare = from.trim_end_matches('/');
        let _ = writeln!(text, "/{bare} /{to} {status}");
        if bare != from {
            let _ = writeln!(text, "/{from} /{to} {status}");
        }
    }
    text
}

/// The theme's files have their fingerprint in their names; nothing may be taken for what it is not.
fn headers() -> String {
    "/*\n  X-Content-Type-Options: nosniff\n\
     /assets/style-*\n  Cache-Control: public, max-age=31536000, immutable\n"
        .to_owned()
}

fn encoded(address: &str) -> String {
    percent_encoding::utf8_percent_encode(address, ADDRESS).to_string()
}

/// What may not stand in a rule as it is: a space would end the address.
const ADDRESS: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'?')
    .add(b'%')
    .add(b'*')
    .add(b':');

#[cfg(test)]
mod tests {
    use super::*;

    fn made(host: Host) -> Vec<(String, String)> {
        made_for(host, &Tree::default())
    }

    fn made_for(host: Host, site: &Tree) -> Vec<(String, String)> {
        let moved = [("articles/alt/".to_owned(), "articles/neu/".to_owned())].into();
        let mover = |from: &str, to: &str| Ok(format!("{from} > {to}").into_bytes());
        let files = files(&moved, host, site, &mover).unwrap();
        let text = |file: File| match file.source {
            crate::publish::Source::Here(crate::output::Content::Bytes(bytes)) => {
                (file.path.to_string(), String::from_utf8(bytes).unwrap())
            }
            other => panic!("{other:?}"),
        };
        files.into_iter().map(text).collect()
    }

    #[test]
    fn a_page_leads_on_everywhere() {
        let page =
            ("articles/alt/index.html".to_owned(), "articles/alt/ > articles/neu/".to_owned());
        assert_eq!(made(Host::Plain), [page]);
    }

    #[test]
    fn rule_files_are_in_the_form_of_their_host() {
        let netlify = made(Host::Netlify);
        assert_eq!(netlify[1].0, "_redirects");
        assert_eq!(
            netlify[1].1,
            "/articles/alt /articles/neu/ 301!\n/articles/alt/ /articles/neu/ 301!\n"
        );
        assert!(made(Host::Cloudflare)[1].1.ends_with(" 301\n"));
        assert!(netlify[2].1.contains("immutable"));
    }
    #[test]
    fn no_rule_leads_away_from_what_the_site_has_at_an_address() {
        let path = |path: &str| OutputPath::new(path).unwrap();
        let page = File::of_bytes(path("articles/alt/index.html"), Vec::new());
        let mut site = Tree::new(vec![page], Vec::new());
        assert_eq!(made_for(Host::Netlify, &site)[0].0, "_headers");
        site.aliases.insert("articles/alt/".to_owned(), "articles/other/".to_owned());
        let rules = made_for(Host::Cloudflare, &site).swap_remove(0).1;
        assert!(rules.contains("/articles/alt/ /articles/other/ 301\n"), "{rules}");
        assert!(!rules.contains("neu"), "{rules}");
    }
}
