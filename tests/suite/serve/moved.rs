//! What is said where a page was, or never was.

use super::desk::{Desk, TALKS, small_site};

const PARLEY: &str = "content/articles/2025-02-18-parley.md";

/// The page that was at `path` is said to be at `target`.
#[track_caller]
fn check_moved(desk: &Desk, path: &str, target: &str) {
    let text = desk.until(path, |reply| reply.status == 404).text();
    let behind = text.split("It is here now").nth(1);
    let behind = behind.unwrap_or_else(|| panic!("nothing is said at {path}: {text}"));
    let link = behind.split("href=\"").nth(1).and_then(|link| link.split('"').next());
    assert_eq!(link, Some(target), "{path}");
    assert_eq!(desk.get(target).status, 200);
}

#[test]
fn a_deleted_page_is_missing_with_the_sites_own_words_and_pages_of_a_like_name() {
    let desk =
        Desk::new(small_site().file("content/articles/2025-02-17-talk.md", "# Talk\n\nOne.\n"));
    let mut tab = desk.tab("/articles/talk/");
    desk.site.remove("content/articles/2025-02-17-talk.md");
    tab.expect("reload");
    let reply = desk.get("/articles/talk/");
    assert_eq!((reply.status, reply.the("Content-Type")), (404, "text/html; charset=utf-8"));
    let text = reply.text();
    assert!(text.contains("This page is not here"), "{text}");
    assert!(text.contains("<a href=\"/articles/talks/\">"), "{text}");
    assert!(!text.contains("It is here now"));
    assert!(text.contains("<script src=\"/__rapporteur/client.js\""));
    // An image or a script that is missing needs no page.
    let reply = desk.ask("GET", "/missing.png", &["Accept: image/*"]);
    assert_eq!((reply.status, reply.the("Content-Type")), (404, "text/plain; charset=utf-8"));
}

#[test]
fn what_is_asked_for_stands_in_the_page_as_text() {
    let desk = Desk::new(small_site());
    let text = desk.get("/%3Cscript%3Ealert(1)%3C/script%3E/%22onload=%22/").text();
    assert!(!text.contains("<script>alert") && !text.contains("\"onload="), "{text}");
}

#[test]
fn a_renamed_file_offers_its_new_address() {
    let desk = Desk::new(small_site());
    let mut tab = desk.tab("/articles/talks/");
    desk.site.rename(TALKS, PARLEY);
    tab.expect("reload");
    check_moved(&desk, "/articles/talks/", "/articles/parley/");
}

#[test]
fn a_changed_slug_offers_the_new_address() {
    let desk = Desk::new(small_site());
    desk.site.write(TALKS, b"---\nslug: parley\n---\n# Talks\n\nAnn Lee spoke.\n");
    check_moved(&desk, "/articles/talks/", "/articles/parley/");
    let text = desk.get("/articles/nothing-like-it/").text();
    assert!(!text.contains("It is here now"));
}

#[test]
fn a_page_that_moved_twice_offers_its_last_address() {
    let desk = Desk::new(small_site());
    desk.site.rename(TALKS, PARLEY);
    check_moved(&desk, "/articles/talks/", "/articles/parley/");
    desk.site.write(PARLEY, b"---\nslug: summit\n---\n# Talks\n\nAnn Lee spoke.\n");
    check_moved(&desk, "/articles/parley/", "/articles/summit/");
    check_moved(&desk, "/articles/talks/", "/articles/summit/");
    // And back: what is there has not moved.
    desk.site.write(PARLEY, b"---\nslug: talks\n---\n# Talks\n\nAnn Lee spoke.\n");
    desk.until("/articles/talks/", |reply| reply.status == 200);
    check_moved(&desk, "/articles/parley/", "/articles/talks/");
    check_moved(&desk, "/articles/summit/", "/articles/talks/");
}

#[test]
fn a_file_renamed_while_the_site_has_an_error_offers_its_new_address() {
    let desk = Desk::new(small_site());
    desk.spoil(|site| site.write("content/pages/about.md", b"---\ntitle: [\n---\nText.\n"));
    desk.spoil(|site| site.rename(TALKS, PARLEY));
    desk.spoil(|site| site.rename(PARLEY, "content/articles/2025-02-18-summit.md"));
    desk.site.write("content/pages/about.md", b"# About\n\nAll is well.\n");
    check_moved(&desk, "/articles/talks/", "/articles/summit/");
}

#[test]
fn a_page_that_moved_and_was_then_deleted_is_said_to_be_nowhere() {
    let desk = Desk::new(small_site());
    desk.site.rename(TALKS, PARLEY);
    check_moved(&desk, "/articles/talks/", "/articles/parley/");
    desk.site.remove(PARLEY);
    desk.until("/articles/parley/", |reply| reply.status == 404);
    for path in ["/articles/talks/", "/articles/parley/"] {
        let reply = desk.get(path);
        assert_eq!(reply.status, 404, "{path}");
        assert!(!reply.text().contains("It is here now"), "{path}: {}", reply.text());
    }
}
