//! A site whose `base_url` has a path stands below that path.

use super::desk::{Desk, page_and_mark, small_site};

fn site_below_a_path() -> Desk {
    let site = small_site();
    site.edit("site.yaml", "https://example.org/", "https://example.org/brief/");
    Desk::new(site)
}

#[test]
fn the_site_stands_below_the_path_of_its_base_url() {
    let desk = site_below_a_path();
    assert!(desk.get("/brief/articles/talks/").text().contains("spoke of the water"));
    assert_eq!(desk.get("/brief/").status, 200);
    assert_eq!(desk.get("/brief/note.txt").text(), "0123456789");
    for path in ["/articles/talks/", "/note.txt", "/brie/", "/briefs/", "/briefing", "/brief//"] {
        let reply = desk.get(path);
        assert!((400..500).contains(&reply.status), "{path}: {:?}", reply.said());
    }
}

#[test]
fn the_root_leads_to_the_site() {
    let desk = site_below_a_path();
    let check = |path: &str, expect: &str| {
        let reply = desk.get(path);
        assert_eq!((reply.status, reply.the("Location")), (302, expect), "{path}");
    };
    check("/", "/brief/");
    check("/?a=b", "/brief/?a=b");
    check("/brief", "/brief/");
    check("/brief?a=b", "/brief/?a=b");
    check("/brief/articles/talks", "/brief/articles/talks/");
}

#[test]
fn the_links_of_a_page_that_is_not_there_lead_somewhere() {
    let desk = site_below_a_path();
    for path in ["/brief/articles/talk/", "/brief/a/b/c", "/brief/talks"] {
        let reply = desk.get(path);
        assert_eq!(reply.status, 404);
        let text = reply.text();
        assert!(text.contains("This page is not here"), "{text}");
        let targets: Vec<&str> = text
            .split(" href=\"")
            .chain(text.split(" src=\""))
            .filter_map(|rest| rest.split('"').next())
            .filter(|target| target.starts_with('/'))
            .collect();
        assert!(targets.contains(&"/brief/"), "{targets:?}");
        for target in targets {
            let target = target.split('#').next().unwrap_or_default();
            assert_eq!(desk.get(target).status, 200, "{path} links to {target}");
        }
        let near = "<a href=\"/brief/articles/talks/\">";
        assert!(path == "/brief/a/b/c" || text.contains(near), "{path}: {text}");
    }
}

#[test]
fn tabs_below_a_path_are_told_as_any_others() {
    let desk = site_below_a_path();
    let (page, _) = page_and_mark(&desk.get("/brief/articles/talks/"));
    assert_eq!(page, "/brief/articles/talks/");
    let mut tab = desk.tab("/brief/articles/talks/");
    desk.site.write("static/note.txt", b"another note");
    assert_eq!(tab.expect("files")["changed"], serde_json::json!(["/brief/note.txt"]));
    desk.site.edit("content/articles/2025-02-18-talks.md", "water", "wells");
    tab.expect("reload");
}
