//! A reader who walks a site.
//!
//! Comes in: what stands at a path. Goes out: every link that leads nowhere, of all pages that can be
//! reached from the home page.

use std::collections::BTreeSet;

/// Follows every link from the home page on; returns how many files were met.
///
/// # Errors
/// What is missing, and the page that leads there.
pub(crate) fn walk(get: impl Fn(&str) -> Option<Vec<u8>>) -> Result<usize, String> {
    let mut to_visit = vec![("index.html".to_owned(), "the reader".to_owned())];
    let mut seen = BTreeSet::new();
    while let Some((path, leads_from)) = to_visit.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let Some(bytes) = get(&path) else {
            return Err(format!("`{path}` is missing, to which `{leads_from}` leads"));
        };
        if path.ends_with(".html") {
            let text = String::from_utf8(bytes).map_err(|_| format!("`{path}` is not a text"))?;
            if !text.trim_end().ends_with("</html>") {
                return Err(format!("`{path}` is cut off"));
            }
            to_visit.extend(links(&text).map(|link| (resolved(&path, link), path.clone())));
        }
    }
    Ok(seen.len())
}

/// The addresses inside the site that a page names.
fn links(page: &str) -> impl Iterator<Item = &str> {
    let ends = ["href=\"", "src=\""].into_iter().flat_map(|start| page.split(start).skip(1));
    ends.filter_map(|rest| rest.split('"').next())
        .filter(|link| !link.contains("://") && !link.starts_with('#'))
}

/// The file that a relative link of a page leads to.
fn resolved(page: &str, link: &str) -> String {
    let link = link.split('#').next().unwrap_or_default();
    let mut folders: Vec<&str> = page.split('/').collect();
    folders.pop();
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => drop(folders.pop()),
            part => folders.push(part),
        }
    }
    let path = folders.join("/");
    if path.is_empty() || path.ends_with('/') { path + "index.html" } else { path }
}

#[test]
fn a_missing_page_is_met_on_a_walk() {
    let site = |path: &str| match path {
        "index.html" => Some(b"<a href=\"a/\">x</a></html>".to_vec()),
        "a/index.html" => Some(b"<a href=\"../\">x</a><img src=\"../b.png#x\"></html>".to_vec()),
        _ => None,
    };
    assert_eq!(walk(site), Err("`b.png` is missing, to which `a/index.html` leads".to_owned()));
    assert_eq!(walk(|path| site(path).or(Some(Vec::new()))), Ok(3));
}
