//! What open tabs are told, over their streams of events.

use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;

use super::desk::{Desk, TALKS, page_and_mark, small_site};

const STYLE: &str = "templates/assets/style.css";

#[test]
fn a_tab_that_has_the_newest_page_is_told_of_problems_and_nothing_else() {
    let desk = Desk::new(small_site());
    let mut tab = desk.tab("/articles/talks/");
    // Whatever came behind the problems would be read before this.
    desk.site.edit(TALKS, "water", "wells");
    tab.expect("reload");
    desk.site.edit(TALKS, "wells", "rain");
    tab.expect("reload");
}

#[test]
fn only_the_tab_whose_page_changed_is_loaded_anew() {
    let desk = Desk::new(small_site());
    let mut talks = desk.tab("/articles/talks/");
    let mut about = desk.tab("/about/");
    for n in 0..5 {
        desk.site.write(TALKS, format!("# Talks\n\nVersion {n} of it.\n").as_bytes());
        talks.expect("reload");
    }
    desk.site.edit("content/pages/about.md", "Who writes", "Who wrote");
    about.expect("reload");
    desk.site.write(TALKS, b"# Talks\n\nThe last version.\n");
    talks.expect("reload");
}

#[test]
fn a_style_sheet_is_swapped_in_every_tab_and_nothing_is_loaded_anew() {
    let desk = Desk::new(small_site().file(STYLE, "body { color: red }\n"));
    let mut tabs = [desk.tab("/articles/talks/"), desk.tab("/about/"), desk.tab("/")];
    let mut last = None;
    for colour in ["green", "blue"] {
        desk.site.write(STYLE, format!("body {{ color: {colour} }}\n").as_bytes());
        for tab in &mut tabs {
            let style = tab.expect("style");
            let sheet = desk.get(style["is"].as_str().unwrap());
            assert!(sheet.status == 200 && sheet.text().contains(colour), "{:?}", sheet.said());
            assert_ne!(style["was"], style["is"]);
            last = Some(style);
        }
    }
    // With the mark that came along, a tab is up to date.
    let (_, mark) = page_and_mark(&desk.get("/"));
    assert_eq!(last.unwrap()["mark"], mark.as_str());
    let mut again = desk.stream("/", &mark);
    again.expect("problems");
    desk.site.edit("content/pages/about.md", "Who writes", "Who wrote");
    tabs[1].expect("reload");
    desk.site.edit(TALKS, "# Talks", "# Parleys");
    tabs[2].expect("reload");
    again.expect("reload");
}

#[test]
fn a_changed_file_is_told_with_its_address() {
    let desk = Desk::new(small_site().file("static/a b.svg", "<svg/>"));
    let mut tabs = [desk.tab("/articles/talks/"), desk.tab("/about/")];
    desk.site.write("static/a b.svg", b"<svg></svg>");
    tabs.iter_mut()
        .for_each(|tab| assert_eq!(tab.expect("files")["changed"], json!(["/a%20b.svg"])));
    desk.site.write("static/note.txt", b"another note");
    tabs.iter_mut()
        .for_each(|tab| assert_eq!(tab.expect("files")["changed"], json!(["/note.txt"])));
    // So are a file that is new, and one that is gone, which has no address any more.
    desk.site.write("static/new.svg", b"<svg/>");
    tabs.iter_mut().for_each(|tab| assert_eq!(tab.expect("files")["changed"], json!(["/new.svg"])));
    desk.site.remove("static/new.svg");
    tabs.iter_mut().for_each(|tab| assert_eq!(tab.expect("files")["changed"], json!([])));
    desk.site.edit("content/pages/about.md", "Who writes", "Who wrote");
    tabs[1].expect("reload");
}

#[test]
fn a_tab_that_comes_back_with_an_old_mark_is_loaded_anew_at_once() {
    let desk = Desk::new(small_site());
    let (page, old) = page_and_mark(&desk.get("/articles/talks/"));
    desk.site.edit(TALKS, "water", "wells");
    desk.until_has("/articles/talks/", "wells");
    for mark in [old.as_str(), "", "0-", "nonsense", "ffffffffffffffffffffffff-x"] {
        let mut tab = desk.stream(&page, mark);
        tab.expect("problems");
        tab.expect("reload");
        // It is told once.
        let (page, mark) = page_and_mark(&desk.get(&page));
        let mut tab = desk.stream(&page, &mark);
        tab.expect("problems");
    }
}

#[test]
fn a_tab_on_a_missing_page_is_loaded_anew_when_the_page_comes() {
    let desk = Desk::new(small_site());
    let mut plan = desk.tab("/articles/plan/");
    let mut strange = desk.tab("/articles/100%25%20%C3%BC/");
    desk.site.edit("content/articles/2025-02-20-plan.md", "status: draft\n", "");
    plan.expect("reload");
    assert_eq!(desk.get("/articles/plan/").status, 200);
    // The page of errors lists the newest articles.
    strange.expect("reload");
    let mut plan = desk.tab("/articles/plan/");
    desk.site.remove("content/articles/2025-02-20-plan.md");
    plan.expect("reload");
    assert_eq!(desk.get("/articles/plan/").status, 404);
}

#[test]
fn the_map_hears_of_every_turn() {
    let desk = Desk::new(small_site());
    let mut map = desk.stream("", "");
    map.expect("problems");
    let first = map.expect("turn")["generation"].as_u64().unwrap();
    desk.site.edit(TALKS, "water", "wells");
    let second = map.expect("turn")["generation"].as_u64().unwrap();
    assert!(second > first);
}

#[test]
fn a_stream_that_does_not_say_what_the_tab_has_is_refused() {
    let desk = Desk::new(small_site());
    for query in ["", "?", "?page", "?mark=1-", "?page=x&mark=1-", "?page=%2F..%2F&mark=1-"] {
        let reply = desk.get(&format!("/__rapporteur/events{query}"));
        assert_eq!(reply.status, 400, "{query}");
    }
}

#[test]
fn a_request_during_a_rebuild_sees_the_old_page_or_the_new_one_whole() {
    let desk = Desk::new(small_site());
    let text = |n: usize| {
        let middle = "All that lies between. ".repeat(500);
        format!("# Talks\n\nBegin {n} begin.\n\n{middle}\n\nEnd {n} end.\n")
    };
    desk.site.write(TALKS, text(0).as_bytes());
    desk.until_has("/articles/talks/", "Begin 0");
    let is_over = AtomicBool::new(false);
    let seen = std::thread::scope(|scope| {
        let watch = |path: &'static str| {
            let (desk, is_over) = (&desk, &is_over);
            move || {
                let mut client = desk.client();
                let mut seen = Vec::new();
                while !is_over.load(Ordering::Relaxed) {
                    let reply = client.ask("GET", path, &[]);
                    assert_eq!(reply.status, 200, "{path}");
                    let text = reply.text();
                    let number = |word: &str| {
                        let behind = text.split(&format!("{word} ")).nth(1)?;
                        behind.split(' ').next()?.parse::<usize>().ok()
                    };
                    if path != "/" {
                        let (begin, end) = (number("Begin").unwrap(), number("End").unwrap());
                        assert_eq!(begin, end);
                        seen.push(begin);
                    }
                }
                seen
            }
        };
        let talks = scope.spawn(watch("/articles/talks/"));
        scope.spawn(watch("/"));
        for n in 1..=25 {
            if n % 2 == 0 {
                desk.site.write(TALKS, text(n).as_bytes());
            } else {
                desk.site.write("new.md", text(n).as_bytes());
                desk.site.rename("new.md", TALKS);
            }
            if n % 5 == 0 {
                desk.until_has("/articles/talks/", &format!("Begin {n} "));
            }
        }
        is_over.store(true, Ordering::Relaxed);
        talks.join().unwrap()
    });
    assert!(seen.is_sorted(), "an old page came after a new one: {seen:?}");
}
