//! What HTTP says of methods, types, tags, parts and redirects.

use super::desk::{Desk, TALKS, small_site};

#[test]
fn a_page_is_answered_with_its_type_its_length_and_not_from_a_cache() {
    let desk = Desk::new(small_site());
    let page = desk.get("/articles/talks/");
    assert_eq!(page.status, 200);
    assert_eq!(page.the("Content-Type"), "text/html; charset=utf-8");
    assert_eq!(page.the("Cache-Control"), "no-cache");
    assert_eq!(page.the("X-Content-Type-Options"), "nosniff");
    assert!(page.header("Date").is_some());
    assert!(page.text().contains("spoke of the water"));
    assert!(page.text().contains("<script src=\"/__rapporteur/client.js\""));
}

#[test]
fn each_file_has_its_media_type() {
    let names = ["a.svg", "a.png", "a.JPG", "a.mp4", "a.webm", "a.pdf", "a.woff2", "a.css", "a.js"];
    let site =
        names.iter().fold(small_site(), |site, name| site.file(&format!("static/{name}"), "x"));
    let desk = Desk::new(site.file("static/a.json", "{}").file("static/nameless", "x"));
    let check = |path: &str, expect: &str| {
        let reply = desk.get(path);
        assert_eq!((reply.status, reply.the("Content-Type")), (200, expect), "{path}");
    };
    check("/a.svg", "image/svg+xml; charset=utf-8");
    check("/a.png", "image/png");
    check("/a.JPG", "image/jpeg");
    check("/a.mp4", "video/mp4");
    check("/a.webm", "video/webm");
    check("/a.pdf", "application/pdf");
    check("/a.woff2", "font/woff2");
    check("/a.css", "text/css; charset=utf-8");
    check("/a.js", "text/javascript; charset=utf-8");
    check("/a.json", "application/json; charset=utf-8");
    check("/nameless", "application/octet-stream");
    check("/note.txt", "text/plain; charset=utf-8");
    check("/robots.txt", "text/plain; charset=utf-8");
}

#[test]
fn a_head_has_the_headers_of_the_answer_and_no_body() {
    let desk = Desk::new(small_site());
    for path in ["/", "/articles/talks/", "/note.txt", "/nowhere/", "/articles/talks"] {
        let mut client = desk.client();
        let head = client.ask("HEAD", path, &[]);
        // A body would be read as the next answer.
        let whole = client.ask("GET", path, &[]);
        assert_eq!(head.status, whole.status, "{path}");
        for name in ["Content-Type", "Content-Length", "ETag", "Location"] {
            assert_eq!(head.header(name), whole.header(name), "{path}");
        }
        assert_eq!(head.the("Content-Length"), whole.body.len().to_string(), "{path}");
    }
}

#[test]
fn what_a_browser_has_already_is_not_sent_again() {
    let desk = Desk::new(small_site());
    for path in ["/", "/articles/talks/", "/note.txt", "/robots.txt", "/__rapporteur/client.js"] {
        let tag = desk.get(path).the("ETag").to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"'), "{tag}");
        let check = |known: &str, status: u16| {
            let reply = desk.ask("GET", path, &[&format!("If-None-Match: {known}")]);
            assert_eq!(reply.status, status, "{path} with {known}");
            if status == 304 {
                assert_eq!(reply.the("ETag"), tag);
                assert!(reply.body.is_empty());
            }
        };
        check(&tag, 304);
        check(&format!("W/{tag}"), 304);
        check(&format!("\"other\", {tag}"), 304);
        check("*", 304);
        check("\"other\"", 200);
        let head = desk.ask("HEAD", path, &[&format!("If-None-Match: {tag}")]);
        assert_eq!(head.status, 304, "{path}");
    }
}

#[test]
fn after_an_edit_a_page_and_a_file_have_other_tags() {
    let desk = Desk::new(small_site());
    for (path, file) in [("/articles/talks/", TALKS), ("/note.txt", "static/note.txt")] {
        let tag = desk.get(path).the("ETag").to_owned();
        let text = desk.site.read(file);
        desk.site.write(file, format!("{text} More of it.\n").as_bytes());
        desk.until_has(path, "More of it");
        let known = format!("If-None-Match: {tag}");
        let reply = desk.ask("GET", path, &[&known]);
        assert_eq!(reply.status, 200, "{path}");
        assert_ne!(reply.the("ETag"), tag);
        // A page that is again what it was has its old tag.
        desk.site.write(file, text.as_bytes());
        desk.until(path, |reply| !reply.text().contains("More of it"));
        let status = desk.ask("GET", path, &[&known]).status;
        assert!(path == "/note.txt" || status == 304, "{path}: {status}");
    }
}

#[test]
fn a_part_of_a_file_is_sent_to_who_asks_for_it() {
    let desk = Desk::new(small_site().file("static/empty.bin", ""));
    let tag = desk.get("/note.txt").the("ETag").to_owned();
    let ask = |headers: &[&str]| desk.ask("GET", "/note.txt", headers);
    let check = |range: &str, expect: &str, part: &str| {
        let reply = ask(&[&format!("Range: {range}")]);
        assert_eq!((reply.status, reply.text().as_str()), (206, expect), "{range}");
        assert_eq!(reply.the("Content-Range"), part, "{range}");
        assert_eq!(reply.the("Content-Length"), expect.len().to_string(), "{range}");
        assert_eq!(reply.the("Content-Type"), "text/plain; charset=utf-8");
        assert_eq!(reply.the("ETag"), tag);
    };
    check("bytes=0-3", "0123", "bytes 0-3/10");
    check("bytes=9-9", "9", "bytes 9-9/10");
    check("bytes=5-", "56789", "bytes 5-9/10");
    check("bytes=-2", "89", "bytes 8-9/10");
    check("bytes=-100", "0123456789", "bytes 0-9/10");
    check("bytes=7-100", "789", "bytes 7-9/10");
    for range in ["bytes=10-", "bytes=10-20", "bytes=-0"] {
        let reply = ask(&[&format!("Range: {range}")]);
        assert_eq!((reply.status, reply.the("Content-Range")), (416, "bytes */10"), "{range}");
        assert!(reply.body.is_empty());
    }
    let check_whole = |headers: &[&str]| {
        let reply = ask(headers);
        assert_eq!(reply.said(), (200, "0123456789".to_owned()), "{headers:?}");
        assert_eq!(reply.the("Accept-Ranges"), "bytes");
        assert_eq!(reply.header("Content-Range"), None);
    };
    check_whole(&["Range: bytes=0-1,4-5"]);
    check_whole(&["Range: lines=0-1"]);
    check_whole(&["Range: bytes=a-b"]);
    check_whole(&["Range: "]);
    check_whole(&["Range: bytes=0-3", "If-Range: \"other\""]);
    check_whole(&["Range: bytes=0-3", "If-Range: Tue, 18 Feb 2025 08:00:00 GMT"]);
    check_whole(&["Range: bytes=0-3", &format!("If-Range: W/{tag}")]);
    assert_eq!(ask(&["Range: bytes=0-3", &format!("If-Range: {tag}")]).text(), "0123");
    assert_eq!(ask(&["Range: bytes=0-3", &format!("If-None-Match: {tag}")]).status, 304);
    let empty = desk.ask("GET", "/empty.bin", &["Range: bytes=0-"]);
    assert_eq!((empty.status, empty.the("Content-Range")), (416, "bytes */0"));
    assert_eq!(desk.get("/empty.bin").said(), (200, String::new()));
}

#[test]
fn a_part_is_a_matter_of_get_alone() {
    // RFC 9110, 14.2: range handling is defined for GET only.
    let desk = Desk::new(small_site());
    let head = desk.ask("HEAD", "/note.txt", &["Range: bytes=0-3"]);
    assert_eq!((head.status, head.the("Content-Length")), (200, "10"));
}

#[test]
fn an_address_without_its_slash_leads_to_the_page() {
    let desk = Desk::new(small_site());
    let check = |path: &str, expect: &str| {
        for method in ["GET", "HEAD"] {
            let reply = desk.ask(method, path, &[]);
            assert_eq!((reply.status, reply.the("Location")), (302, expect), "{path}");
        }
    };
    check("/articles/talks", "/articles/talks/");
    check("/articles/talks?a=b&c=%2F//x", "/articles/talks/?a=b&c=%2F//x");
    check("/articles/%74alks?", "/articles/talks/");
    check("http://localhost/articles/talks?a", "/articles/talks/?a");
    assert_eq!(desk.get("/articles/talks/?a=b").status, 200);
    assert_eq!(desk.get("/articles/talks/index.html").status, 200);
    assert_eq!(desk.get("/index.html").status, 200);
}

#[test]
fn no_redirect_leads_to_another_host() {
    let desk = Desk::new(small_site());
    for path in [
        "//evil.example",
        "//evil.example/",
        "///evil.example/",
        "/%2Fevil.example",
        "/%2F%2Fevil.example/",
        "/\\evil.example",
        "/%5Cevil.example",
        "/\\/evil.example",
        "//evil.example/%2e%2e",
        "//evil.example//articles/talks",
        "/articles/talks/..//evil.example",
        "//localhost/articles/talks",
        "/%09/evil.example",
        "/@evil.example",
        "/.evil.example",
        "http://localhost//evil.example/",
    ] {
        let reply = desk.get(path);
        assert!((400..500).contains(&reply.status), "{path}: {:?}", reply.said());
        assert_eq!(reply.header("Location"), None, "{path}");
    }
}

#[test]
fn a_file_is_found_by_whatever_name_it_has() {
    let names = [
        ("a b.txt", "/a%20b.txt"),
        ("größe.txt", "/gr%C3%B6%C3%9Fe.txt"),
        ("100%.txt", "/100%25.txt"),
        ("%41.txt", "/%2541.txt"),
        ("a+b.txt", "/a+b.txt"),
        ("a+c.txt", "/a%2Bc.txt"),
        ("is#it.txt", "/is%23it.txt"),
        ("a&b=c;d.txt", "/a&b=c;d.txt"),
        ("it's so.txt", "/it's%20so.txt"),
        ("deep/er (1).txt", "/deep/er%20(1).txt"),
        ("日本.txt", "/%E6%97%A5%E6%9C%AC.txt"),
    ];
    let site = names
        .iter()
        .fold(small_site(), |site, (name, _)| site.file(&format!("static/{name}"), name));
    let desk = Desk::new(site);
    for (name, path) in names {
        assert_eq!(desk.get(path).said(), (200, name.to_owned()), "{path}");
    }
    // No output may have a `?` in its name, so that nothing is there; and it is no query.
    assert_eq!(desk.get("/note.txt%3Fa").status, 404);
    assert_eq!(desk.get("/note.txt?a").status, 200);
    assert_eq!(desk.get("/a%2520b.txt").status, 404);
    assert_eq!(desk.get("/A.txt").status, 404, "`%41` is a name, not a letter");
}

#[test]
fn other_methods_are_refused_with_those_that_work() {
    let desk = Desk::new(small_site());
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW", "get"] {
        for path in ["/", "/articles/talks/", "/note.txt", "/nowhere", "/__rapporteur/state.json"] {
            let reply = desk.ask(method, path, &["Content-Length: 0"]);
            assert_eq!((reply.status, reply.the("Allow")), (405, "GET, HEAD"), "{method} {path}");
        }
    }
    let reply = desk.ask("GET", "/__rapporteur/stub", &[]);
    assert_eq!((reply.status, reply.the("Allow")), (405, "POST"));
    let reply = desk.ask("PUT", "/__rapporteur/stub", &[]);
    assert_eq!((reply.status, reply.the("Allow")), (405, "POST"));
    for method in ["POST", "HEAD"] {
        let reply = desk.ask(method, "/__rapporteur/events?page=%2F&mark=", &["Content-Length: 0"]);
        assert_eq!((reply.status, reply.the("Allow")), (405, "GET"), "{method}");
    }
}
