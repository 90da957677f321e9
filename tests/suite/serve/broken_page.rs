//! A page that cannot be made, while all others can.

use serde_json::Value;

use super::desk::{Desk, TALKS, small_site};
use crate::support::TestSite;

/// The page `zeta` fails, which no look at one page of each kind finds: `about` comes first.
const FAILS_ON_ZETA: &str =
    "<body>new\n{% if title == \"zeta\" %}{{ title.nothing.at_all }}{% endif %}</body>";

fn site() -> TestSite {
    small_site().file("content/pages/zeta.md", "# Zeta\n\nThe last one.\n")
}

fn errors(problems: &Value) -> u64 {
    problems["errors"].as_u64().unwrap()
}

#[test]
fn a_page_that_never_could_be_made_holds_up_no_other() {
    let desk = Desk::new(site().file("templates/page.html", FAILS_ON_ZETA));
    assert_eq!(desk.get("/zeta/").status, 500);
    assert_eq!(errors(&desk.problems()), 1);
    for n in 0..3 {
        desk.site.write(TALKS, format!("# Talks\n\nVersion {n}.\n").as_bytes());
        desk.until_has("/articles/talks/", &format!("Version {n}."));
        assert_eq!(desk.get("/zeta/").status, 500);
        assert!(desk.get("/articles/talks/").text().contains(&format!("Version {n}.")));
    }
    desk.site.write("templates/page.html", b"<body>{{ title }} is well</body>");
    desk.until_has("/zeta/", "zeta is well");
    assert_eq!(errors(&desk.problems()), 0);
}

#[test]
fn a_page_that_fails_after_an_edit_keeps_the_last_good_site_up_until_it_is_mended() {
    let desk = Desk::new(site());
    let good = desk.get("/zeta/").body;
    // Put there by a rename, since an empty template would be good.
    desk.site.write("new.html", FAILS_ON_ZETA.as_bytes());
    std::fs::create_dir_all(desk.site.path("templates")).unwrap();
    std::fs::rename(desk.site.path("new.html"), desk.site.path("templates/page.html")).unwrap();
    desk.until_has("/about/", "new");
    assert_eq!(desk.get("/zeta/").body, good);
    assert_eq!(desk.problems()["stale"], true);
    // The next edit is refused at once: it is tried on the page that failed.
    let refused = desk.spoil(|site| site.write(TALKS, b"# Talks\n\nNobody sees it yet.\n"));
    assert_eq!(refused.changed.len(), 1);
    assert!(!desk.get("/articles/talks/").text().contains("Nobody sees it yet"));
    desk.site.write("templates/page.html", b"<body>{{ title }} is well</body>");
    desk.until_has("/zeta/", "zeta is well");
    assert!(desk.get("/articles/talks/").text().contains("Nobody sees it yet"));
    assert_eq!(desk.problems()["stale"], false);
}

#[test]
fn a_page_found_broken_is_among_the_rebuilds_of_the_map() {
    let desk = Desk::new(site().file("templates/page.html", FAILS_ON_ZETA));
    desk.get("/zeta/");
    let state = desk.get("/__rapporteur/state.json");
    let state: Value = serde_json::from_slice(&state.body).unwrap();
    assert_eq!(state["rebuilds"][0]["outcome"], "refused");
    assert_eq!(state["rebuilds"][0]["errors"], 1);
}
