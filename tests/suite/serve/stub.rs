//! The one address that writes.

use super::client::{Reply, request};
use super::desk::{Desk, small_site};
use crate::support::TestSite;
use crate::support::site::files_below;

const STUB: &str = "content/actors/cy-roe.md";

fn site_with_a_stranger() -> TestSite {
    small_site()
        .file("content/articles/2025-02-21-one.md", "# One\n\nThe water was low, said Cy Roe.\n")
        .file("content/articles/2025-02-22-two.md", "# Two\n\nThe water rose, said Cy Roe.\n")
}

#[track_caller]
fn post(desk: &Desk, headers: &[&str], body: &str) -> Reply {
    let length = format!("Content-Length: {}", body.len());
    let mut client = desk.client();
    let headers = [headers, &[length.as_str(), "Connection: close"]].concat();
    client.send(format!("{}{body}", request("POST", "/__rapporteur/stub", &headers)));
    client.reply()
}

const BODY: &str = r#"{"name": "Cy Roe"}"#;

#[test]
fn a_stub_is_written_on_a_click_and_no_other_file() {
    let desk = Desk::new(site_with_a_stranger());
    let before = files_below(&desk.site.root());
    let candidates = desk.get("/__rapporteur/candidates.json");
    let candidates: serde_json::Value = serde_json::from_slice(&candidates.body).unwrap();
    assert_eq!((&candidates[0]["name"], &candidates[0]["path"]), (&"Cy Roe".into(), &STUB.into()));
    let host = format!("127.0.0.1:{}", desk.address.port());
    let headers = [
        &format!("Host: {host}"),
        &format!("Origin: http://{host}"),
        "Content-Type: application/json; charset=utf-8",
    ];
    let reply = post(&desk, &headers, BODY);
    assert_eq!(reply.said(), (201, format!("{{\"path\":\"{STUB}\"}}")));
    let mut expect = before;
    expect.push(STUB.to_owned());
    expect.sort();
    assert_eq!(files_below(&desk.site.root()), expect);
    assert_eq!(candidates[0]["stub"], desk.site.read(STUB));
    desk.until("/actors/cy-roe/", |reply| reply.status == 200);
    // The name has an actor now.
    assert_eq!(post(&desk, &headers, BODY).status, 404);
}

#[test]
fn a_stub_is_never_written_over_a_file() {
    let desk =
        Desk::new(site_with_a_stranger().file(STUB, "---\nname: Someone Else\n---\nMine.\n"));
    let headers = ["Origin: http://localhost", "Content-Type: application/json"];
    let candidates = desk.get("/__rapporteur/candidates.json").text();
    let reply = post(&desk, &headers, BODY);
    assert!([409, 201, 404].contains(&reply.status), "{:?} {candidates}", reply.said());
    assert_eq!(desk.site.read(STUB), "---\nname: Someone Else\n---\nMine.\n");
}

#[test]
fn nobody_but_a_page_of_the_preview_may_write() {
    let desk = Desk::new(site_with_a_stranger());
    let before = files_below(&desk.site.root());
    let check = |headers: &[&str], body: &str, status: u16| {
        let reply = post(&desk, headers, body);
        assert_eq!(reply.status, status, "{headers:?} {body}: {:?}", reply.said());
        assert_eq!(files_below(&desk.site.root()), before, "{headers:?} {body}");
    };
    let json = "Content-Type: application/json";
    let own = "Origin: http://localhost";
    check(&[json], BODY, 403);
    for origin in [
        "null",
        "",
        "http://evil.example",
        "http://localhost:4001",
        "http://localhost.evil.example",
        "https://localhost",
        "http://127.0.0.1",
        "localhost",
        "http://localhost/",
        "http://localhost http://evil.example",
    ] {
        check(&[json, &format!("Origin: {origin}")], BODY, 403);
    }
    check(&[json, "Origin: http://evil.example", "Origin: http://localhost"], BODY, 403);
    check(&[json, "Origin: http://localhost", "Origin: http://evil.example"], BODY, 403);
    check(&[json, "Host: evil.example", "Origin: http://evil.example"], BODY, 403);
    check(&[json, own, "Host: localhost", "Host: localhost"], BODY, 400);
    check(&[own], BODY, 415);
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/jsonp",
        "",
    ] {
        check(&[own, &format!("Content-Type: {kind}")], BODY, 415);
    }
    for body in ["", "{", "[]", "{}", "{\"name\": 1}", "Cy Roe", "{\"path\": \"a\"}"] {
        check(&[own, json], body, 400);
    }
    for name in ["Ann Lee", "No Body", "../../evil", "/etc/passwd", "", "cy roe", "Cy Roe\\u0000"] {
        check(&[own, json], &format!("{{\"name\": \"{name}\"}}"), 404);
    }
    let long = format!("{{\"name\": \"{}\"}}", "a".repeat(2000));
    check(&[own, json], &long, 413);
    for method in ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"] {
        let reply = desk.ask(method, "/__rapporteur/stub?name=Cy%20Roe", &[own, json]);
        assert_eq!((reply.status, reply.the("Allow")), (405, "POST"), "{method}");
        assert_eq!(reply.header("Access-Control-Allow-Origin"), None);
    }
    assert_eq!(files_below(&desk.site.root()), before);
}
