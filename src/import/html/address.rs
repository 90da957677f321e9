//! Addresses of links and pictures of a page.
//!
//! Comes in: an address as the page has it, and the address of the page. Goes out: one that may stand in
//! Markdown. Always holds: it is an address of the web or of a mailbox, and has no sign that ends a link.

use url::Url;

/// The address of a link; none for one that is no address of the web or leads into the page itself.
pub(super) fn link(written: &str, page: Option<&Url>) -> Option<String> {
    let written = written.trim();
    if written.is_empty() || written.starts_with('#') {
        return None;
    }
    let mut url = match Url::parse(written) {
        Ok(url) => url,
        Err(_) => page?.join(written).ok()?,
    };
    // A link to a place of this very page leads nowhere in the article.
    if page.is_some_and(|page| url.fragment().is_some() && same_page(&url, page)) {
        return None;
    }
    // Names and passwords before the host are only ever meant to deceive.
    if !url.username().is_empty() || url.password().is_some() {
        url.set_username("").ok()?;
        url.set_password(None).ok()?;
    }
    let is_safe = matches!(url.scheme(), "http" | "https" | "mailto");
    is_safe.then(|| in_markdown(url.as_str()))
}

/// The address of a picture on the web.
pub(super) fn picture(written: &str) -> Option<String> {
    let url = Url::parse(written.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| in_markdown(url.as_str()))
}

fn same_page(url: &Url, page: &Url) -> bool {
    let bare = |url: &Url| {
        let mut url = url.clone();
        url.set_fragment(None);
        url
    };
    bare(url) == bare(page)
}

/// Signs that mean something in the address of a link are written as percent signs.
fn in_markdown(url: &str) -> String {
    let mut address = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '(' | ')' | '<' | '>' | '\\' | '*' | '`' | '[' | ']' | '|' | ' ' | '"' => {
                address.push_str(&format!("%{:02X}", c as u32));
            }
            c => address.push(c),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_become_links() {
        let page = Url::parse("https://lake.example/news/talks.html").unwrap();
        let check = |written: &str, expected: Option<&str>| {
            assert_eq!(link(written, Some(&page)).as_deref(), expected, "{written}");
        };
        check("https://a.example/x_(y)", Some("https://a.example/x_%28y%29"));
        check("other.html", Some("https://lake.example/news/other.html"));
        check("//a.example/", Some("https://a.example/"));
        check("mailto:desk@lake.example", Some("mailto:desk@lake.example"));
        check("#top", None);
        check("talks.html#top", None);
        check("javascript:alert(1)", None);
        check(" JaVaScRiPt:alert(1)", None);
        check("java\nscript:alert(1)", None);
        check("data:text/html,x", None);
        check("vbscript:x", None);
        check("file:///etc/passwd", None);
        check("https://bank.example@evil.example/", Some("https://evil.example/"));
        assert_eq!(link("other.html", None), None);
        assert_eq!(picture("pictures/a.jpg"), None);
    }
}
