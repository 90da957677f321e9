//! A mistake of the writer's takes nothing away: the last good site stays up, and says what is wrong.

use serde_json::Value;

use super::desk::{Desk, TALKS, Tab, page_and_mark, small_site};
use crate::support::TestSite;

/// Puts the template of pages in its place, in one step: in a folder that is new, the first look may
/// find a file that is empty still.
#[track_caller]
fn put(site: &TestSite, template: &[u8]) {
    site.write("template.new", template);
    std::fs::create_dir_all(site.path("templates")).unwrap();
    site.rename("template.new", "templates/page.html");
}

/// Waits for the news that all is well, with nothing but older problems before it.
#[track_caller]
fn expect_all_is_well(tab: &mut Tab) {
    let problems = tab.expect("problems");
    assert_eq!((&problems["stale"], &problems["errors"]), (&false.into(), &0.into()), "{problems}");
    assert_eq!(
        (&problems["failure"], &problems["diagnostics"]),
        (&Value::Null, &Vec::<Value>::new().into())
    );
}

/// The first diagnostic, which must tell all that it can.
#[track_caller]
fn the_error(problems: &Value, code: &str, path: &str) -> Value {
    let mut errors = problems["diagnostics"].as_array().unwrap().iter();
    let found = errors.find(|diagnostic| diagnostic["code"] == code && diagnostic["path"] == path);
    let found = found.unwrap_or_else(|| panic!("no {code} in {path}: {problems:#}")).clone();
    assert_eq!(found["severity"], "error");
    assert!(found["line"].as_u64().is_some_and(|line| line > 0), "{found}");
    assert!(found["message"].as_str().is_some_and(|message| !message.is_empty()));
    found
}

#[test]
fn with_an_error_in_the_content_the_last_good_site_stays_up() {
    let desk = Desk::new(small_site());
    let good = desk.get("/articles/talks/");
    let mut tab = desk.tab("/articles/talks/");
    let mut other = desk.tab("/about/");
    desk.spoil(|site| {
        site.write(TALKS, b"---\ntitle: Talks\ntopics: [\n---\nNew text.\n");
    });
    for tab in [&mut tab, &mut other] {
        let problems = tab.expect("problems");
        let error = the_error(&problems, "bad-yaml", TALKS);
        assert_eq!(problems["stale"], true);
        assert!(error["excerpt"].as_str().is_some_and(|text| !text.is_empty()), "{error}");
        assert_eq!(problems["errors"], 1);
    }
    let shown = desk.get("/articles/talks/");
    assert_eq!((shown.status, shown.body), (200, good.body));
    // A second mistake elsewhere: both are told.
    desk.site.write("content/pages/about.md", b"---\ntitle: [\n---\nText.\n");
    let problems = tab.expect("problems");
    the_error(&problems, "bad-yaml", TALKS);
    the_error(&problems, "bad-yaml", "content/pages/about.md");
    assert_eq!(problems["errors"], 2);
    assert_eq!(desk.problems(), problems);
    desk.site.write("content/pages/about.md", b"# About\n\nWho writes this.\n");
    assert_eq!(tab.expect("problems")["errors"], 1);
    desk.site.write(TALKS, b"# Talks\n\nAll new text.\n");
    expect_all_is_well(&mut tab);
    tab.expect("reload");
    assert!(desk.get("/articles/talks/").text().contains("All new text"));
}

#[test]
fn every_diagnostic_has_a_hint_where_there_is_one() {
    let desk = Desk::new(small_site());
    let mut tab = desk.tab("/about/");
    desk.site.write(TALKS, b"# Talks\n\nA link to [[nowhere]].\n");
    let problems = tab.expect("problems");
    assert_eq!(problems["stale"], false);
    let warning = &problems["diagnostics"][0];
    assert_eq!((&warning["code"], &warning["line"]), (&"unknown-link".into(), &3.into()));
    assert!(warning["hint"].as_str().unwrap().starts_with("write the slug"), "{warning}");
    assert_eq!(warning["excerpt"], "A link to [[nowhere]].");
    assert!(desk.get("/articles/talks/").text().contains("A link to"));
}

#[test]
fn with_a_template_that_cannot_be_read_the_last_good_site_stays_up() {
    let desk = Desk::new(small_site());
    let good = desk.get("/about/").body;
    let mut tab = desk.tab("/about/");
    desk.spoil(|site| put(site, b"<p>fine</p>\n{% if %}\n"));
    let problems = tab.expect("problems");
    let error = the_error(&problems, "broken-template", "templates/page.html");
    assert_eq!(problems["stale"], true);
    assert_eq!(error["line"], 2);
    assert_eq!(desk.get("/about/").body, good);
    desk.site.remove("templates/page.html");
    expect_all_is_well(&mut tab);
    desk.site.edit("content/pages/about.md", "Who writes", "Who wrote");
    tab.expect("reload");
}

/// Mends the template; the tab is told, and its page shows it.
#[track_caller]
fn check_mended(desk: &Desk, tab: &mut Tab, page: &str) {
    put(&desk.site, b"<body><p>{{ title }} is well</p></body>");
    expect_all_is_well(tab);
    tab.expect("reload");
    let text = desk.get(&format!("/{page}/")).text();
    assert!(text.contains(&format!("{page} is well")), "{text}");
}

#[test]
fn with_a_template_that_fails_on_every_page_the_last_good_site_stays_up() {
    let desk = Desk::new(small_site());
    let good = desk.get("/about/").body;
    let mut tab = desk.tab("/about/");
    desk.spoil(|site| put(site, b"<p>\n{{ title.nothing.at_all }}\n</p>"));
    let problems = tab.expect("problems");
    the_error(&problems, "broken-template", "templates/page.html");
    assert_eq!(problems["stale"], true);
    assert_eq!(desk.get("/about/").body, good);
    assert_eq!(desk.get("/articles/talks/").status, 200);
    check_mended(&desk, &mut tab, "about");
}

#[test]
fn with_a_template_that_fails_on_one_page_the_last_good_site_stays_up() {
    let desk = Desk::new(small_site().file("content/pages/zeta.md", "# Zeta\n\nThe last one.\n"));
    let good = desk.get("/zeta/").body;
    let mut tab = desk.tab("/zeta/");
    let fails =
        b"<body>new\n{% if title == \"zeta\" %}{{ title.nothing.at_all }}{% endif %}</body>";
    put(&desk.site, fails);
    // The page that works proves nothing; the tab on the other one finds out, and keeps its page.
    let problems = tab.expect("problems");
    the_error(&problems, "broken-template", "templates/page.html");
    assert_eq!(problems["stale"], true);
    let shown = desk.get("/zeta/");
    assert_eq!((shown.status, shown.body), (200, good));
    assert_eq!(desk.get("/about/").status, 200);
    check_mended(&desk, &mut tab, "zeta");
}

#[test]
fn with_broken_settings_the_last_good_site_stays_up() {
    let desk = Desk::new(small_site());
    let good = desk.site.read("site.yaml");
    let mut tab = desk.tab("/articles/talks/");
    desk.spoil(|site| site.write("site.yaml", b"title: Test\nfeeds: [\n"));
    let problems = tab.expect("problems");
    the_error(&problems, "bad-yaml", "site.yaml");
    assert_eq!(problems["stale"], true);
    assert_eq!(desk.get("/articles/talks/").status, 200);
    desk.site.write("site.yaml", good.as_bytes());
    expect_all_is_well(&mut tab);
    desk.site.edit(TALKS, "water", "wells");
    tab.expect("reload");
}

#[test]
fn without_settings_the_last_good_site_stays_up() {
    let desk = Desk::new(small_site());
    let good = desk.site.read("site.yaml");
    let mut tab = desk.tab("/articles/talks/");
    desk.spoil(|site| site.remove("site.yaml"));
    let problems = tab.expect("problems");
    assert_eq!(problems["stale"], true);
    assert!(problems["failure"].as_str().unwrap().contains("site.yaml"), "{problems}");
    assert_eq!(desk.get("/articles/talks/").status, 200);
    // It comes back as it was.
    desk.site.write("site.yaml", good.as_bytes());
    expect_all_is_well(&mut tab);
    desk.site.edit(TALKS, "water", "wells");
    tab.expect("reload");
}

#[test]
fn as_long_as_there_is_no_good_site_a_page_waits_for_it() {
    let desk = Desk::new(small_site().file(TALKS, "---\ntitle: [\n---\nText.\n"));
    for path in ["/", "/articles/talks/", "/nowhere", "/note.txt"] {
        let reply = desk.get(path);
        assert_eq!((reply.status, reply.the("Content-Type")), (503, "text/html; charset=utf-8"));
        assert!(reply.text().contains("<script src=\"/__rapporteur/client.js\""), "{path}");
    }
    let (page, mark) = page_and_mark(&desk.get("/articles/talks/"));
    let mut tab = desk.stream(&page, &mark);
    let problems = tab.expect("problems");
    the_error(&problems, "bad-yaml", TALKS);
    // There is nothing that could be stale.
    assert_eq!(problems["stale"], false);
    assert_eq!(desk.get("/__rapporteur/").status, 200);
    assert_eq!(desk.get("/__rapporteur/state.json").status, 200);
    assert_eq!(desk.get("/__rapporteur/candidates.json").text(), "[]");
    desk.site.write(TALKS, b"# Talks\n\nAll is well.\n");
    expect_all_is_well(&mut tab);
    tab.expect("reload");
    assert!(desk.get("/articles/talks/").text().contains("All is well"));
}
