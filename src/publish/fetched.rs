//! Fetching back: the address under which readers reach a site comes in, and what was published; the
//! addresses that show something else go out.
//!
//! A few pages are asked for, not all: what is looked for is a whole site that does not arrive, since a host
//! builds it late, a cache holds the old one, or the address is another place.

use std::time::Duration;

use anyhow::{Context, Result};

use super::Published;
use super::http::{Call, Client, Patience, Payload, Secrets};
use super::manifest::Hash;
use super::tree::{Class, File};

/// So many pages are fetched back beside the home page.
const N_PAGES: usize = 3;

/// So long is waited for an address before it is asked again; hosts need a moment.
const WAITS: [Duration; 3] =
    [Duration::from_secs(1), Duration::from_secs(3), Duration::from_secs(6)];

/// Addresses below `url` that do not show what was published.
///
/// # Errors
/// When `url` is no address, or its server cannot be reached.
pub fn differing(url: &str, published: &Published) -> Result<Vec<String>> {
    differing_after(url, published, &WAITS)
}

fn differing_after(url: &str, published: &Published, waits: &[Duration]) -> Result<Vec<String>> {
    let base = url::Url::parse(url).with_context(|| format!("`{url}` is no address"))?;
    let patience =
        Patience { n_attempts: 2, silence: Duration::from_secs(20), ..Patience::default() };
    let client = Client::new(&base, patience, Secrets::default());
    let mut open = samples(published);
    let mut waits = waits.iter();
    loop {
        let mut differing = Vec::new();
        for file in open {
            if !is_shown(&client, &base, file)? {
                differing.push(file);
            }
        }
        open = differing;
        match waits.next() {
            Some(wait) if !open.is_empty() => std::thread::sleep(*wait),
            _ => break,
        }
    }
    open.into_iter().map(|file| address(&base, file).map(String::from)).collect()
}

/// The home page, and some of the pages that were sent.
fn samples(published: &Published) -> Vec<&File> {
    let Published { tree, change, .. } = published;
    let sent: Vec<&File> = change
        .files(tree)
        .filter(|file| file.class() == Class::Page && file.path.as_str().ends_with("/index.html"))
        .collect();
    let step = sent.len().div_ceil(N_PAGES).max(1);
    tree.find("index.html").into_iter().chain(sent.into_iter().step_by(step)).collect()
}

fn is_shown(client: &Client, base: &url::Url, file: &File) -> Result<bool> {
    let call = Call {
        method: "GET",
        url: address(base, file)?.into(),
        // A cache on the way must not answer for the host.
        headers: vec![("cache-control", "no-cache".to_owned())],
        payload: Payload::None,
    };
    let answer = client.send(&call)?;
    Ok(answer.is_fine() && Hash::of(&answer.bytes) == file.stored.hash)
}

/// The address of a page, as readers know it.
fn address(base: &url::Url, file: &File) -> Result<url::Url> {
    let path = file.path.as_str();
    let path = path.strip_suffix("index.html").unwrap_or(path);
    base.join(path).with_context(|| format!("`{path}` has no address"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;
    use crate::output::OutputPath;
    use crate::publish::{Change, Manifest, Moment, Tree};

    fn published(pages: &[(&str, &str)]) -> Published {
        let file = |(path, text): &(&str, &str)| {
            File::of_bytes(OutputPath::new(path).unwrap(), text.as_bytes().to_vec())
        };
        let tree = Tree::new(pages.iter().map(file).collect(), Vec::new());
        let change = Change::between(&Manifest::default(), &tree, Moment { now: 0, grace: 0 });
        let manifest = Manifest::of(tree.stored());
        let (before, lost) = (Manifest::default(), Vec::new());
        Published { tree, change, manifest, before, lost, is_mended: false }
    }

    /// A server of some pages; it ends with the test.
    fn serve(pages: &[(&str, &str)]) -> String {
        let server = Arc::new(tiny_http::Server::http("127.0.0.1:0").unwrap());
        let port = server.server_addr().to_ip().unwrap().port();
        let pages: BTreeMap<String, String> =
            pages.iter().map(|(path, text)| (format!("/{path}"), (*text).to_owned())).collect();
        std::thread::spawn(move || {
            for request in server.incoming_requests() {
                let answer = match pages.get(request.url()) {
                    Some(text) => tiny_http::Response::from_string(text.clone()),
                    None => tiny_http::Response::from_string("none").with_status_code(404),
                };
                let _ = request.respond(answer);
            }
        });
        format!("http://127.0.0.1:{port}/")
    }

    #[test]
    fn what_readers_see_is_compared_with_what_was_sent() {
        let site = published(&[("index.html", "home"), ("articles/a/index.html", "a")]);
        let url = serve(&[("", "home"), ("articles/a/", "a")]);
        assert!(differing_after(&url, &site, &[]).unwrap().is_empty());
        let url = serve(&[("", "home"), ("articles/a/", "older")]);
        assert_eq!(differing_after(&url, &site, &[]).unwrap(), [format!("{url}articles/a/")]);
    }

    #[test]
    fn a_few_pages_of_a_large_site_are_enough() {
        let paths: Vec<String> = (0..100).map(|n| format!("articles/{n}/index.html")).collect();
        let mut pages: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), "x")).collect();
        pages.push(("index.html", "home"));
        assert_eq!(samples(&published(&pages)).len(), 1 + N_PAGES);
    }
}
