//! Who gets in, and what is shown only on request.

use std::net::TcpStream;
use std::time::Duration;

use rapporteur::pipeline::Preview;

use super::desk::{Desk, small_site};

#[test]
fn only_the_loopback_interface_is_listened_on() {
    let desk = Desk::new(small_site());
    assert!(desk.address.ip().is_loopback());
    // All of 127.0.0.0/8 is this machine, yet only one address of it was asked for.
    let other = ([127, 0, 0, 2], desk.address.port()).into();
    let other = TcpStream::connect_timeout(&other, Duration::from_secs(5));
    assert!(!cfg!(target_os = "linux") || other.is_err());
}

#[test]
fn a_request_names_this_machine_or_is_refused() {
    let desk = Desk::new(small_site());
    let check = |headers: &[&str], status: u16| {
        let mut client = desk.client();
        let lines: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
        client.send(format!("GET /articles/talks/ HTTP/1.1\r\n{lines}\r\n"));
        let reply = client.reply();
        assert_eq!(reply.status, status, "{headers:?}");
        assert_eq!(reply.text().contains("spoke of the water"), status == 200, "{headers:?}");
    };
    let port = desk.address.port();
    check(&[&format!("Host: 127.0.0.1:{port}")], 200);
    check(&[&format!("Host: localhost:{port}")], 200);
    check(&["host: LOCALHOST"], 200);
    check(&["Host: [::1]:4000"], 200);
    check(&["Host: brief.localhost:4000"], 200);
    for foreign in [
        "evil.example",
        "evil.example:4000",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evil-localhost",
        "192.168.1.7:4000",
        "0.0.0.0:4000",
        "localhost@evil.example",
        "localhost:80@evil.example",
        "localhost evil.example",
        "localhost,evil.example",
        "2130706433",
        "[::1]evil.example",
    ] {
        check(&[&format!("Host: {foreign}")], 403);
    }
    check(&["Host:"], 403);
    check(&[], 400);
    check(&["Host: localhost", "Host: localhost"], 400);
    check(&["Host: localhost", "Host: evil.example"], 400);
    check(&["Host: evil.example", "Host: localhost"], 400);
    check(&["X-Forwarded-Host: localhost", "Host: evil.example"], 403);
}

#[test]
fn a_target_with_a_host_of_its_own_is_refused_unless_it_is_this_machine() {
    let desk = Desk::new(small_site());
    let check = |target: &str, host: &str, status: u16| {
        let reply = desk.ask("GET", target, &[&format!("Host: {host}")]);
        assert_eq!(reply.status, status, "{target} at {host}");
    };
    check("http://localhost/articles/talks/", "localhost", 200);
    check("HTTP://127.0.0.1:4000/articles/talks/", "localhost", 200);
    check("http://localhost", "localhost", 200);
    check("http://evil.example/articles/talks/", "localhost", 403);
    check("http://localhost@evil.example/articles/talks/", "localhost", 403);
    check("http://evil.example", "localhost", 403);
    check("http://localhost/articles/talks/", "evil.example", 403);
    check("http:///articles/talks/", "localhost", 403);
    check("https://localhost/articles/talks/", "localhost", 400);
    check("file:///etc/passwd", "localhost", 400);
    check("localhost:4000", "localhost", 400);
    check("*", "localhost", 400);
    check("?", "localhost", 400);
}

#[test]
fn everything_of_the_previews_own_is_behind_the_same_gate() {
    let desk = Desk::new(small_site());
    for name in ["", "client.js", "state.json", "candidates.json", "events?page=%2F&mark="] {
        let path = format!("/__rapporteur/{name}");
        let reply = desk.ask("GET", &path, &["Host: evil.example"]);
        assert_eq!(reply.status, 403, "{path}");
        assert!(!reply.text().contains("Talks"));
    }
}

#[test]
fn with_a_host_of_its_own_the_preview_answers_to_that_name_too() {
    let desk = Desk::with(small_site(), "127.0.0.2", Preview::Published);
    let check = |host: &str, status: u16| {
        assert_eq!(desk.ask("GET", "/", &[&format!("Host: {host}")]).status, status, "{host}");
    };
    assert_eq!(desk.address.ip().to_string(), "127.0.0.2");
    check("127.0.0.2:4000", 200);
    check("192.168.1.7:4000", 403);
    check("evil.example", 403);
    drop(desk);
    let mut desk = Desk::with(small_site(), "0.0.0.0", Preview::Published);
    desk.address.set_ip([127, 0, 0, 1].into());
    let check = |host: &str, status: u16| {
        assert_eq!(desk.ask("GET", "/", &[&format!("Host: {host}")]).status, status, "{host}");
    };
    check("192.168.1.7:4000", 200);
    check("evil.example", 403);
}

#[test]
fn a_foreign_host_is_refused_before_its_body_is_looked_at() {
    let desk = Desk::new(small_site());
    for body in ["Content-Length: 2000", "Content-Length: 1073741824", "Transfer-Encoding: chunked"]
    {
        for (host, status) in [("evil.example", 403), ("localhost", 413)] {
            let mut client = desk.client();
            client.send(format!("POST / HTTP/1.1\r\nHost: {host}\r\n{body}\r\n\r\n"));
            let reply = client.reply();
            assert_eq!(reply.status, status, "{body} at {host}");
            assert_eq!(reply.text().contains("`--host`"), status == 403, "{}", reply.text());
        }
    }
}

#[test]
fn drafts_are_shown_only_where_they_were_asked_for() {
    let paths = ["/articles/plan/", "/", "/archive/", "/feed.atom", "/feed.json", "/sitemap.xml"];
    let own = ["/__rapporteur/state.json", "/__rapporteur/candidates.json"];
    let desk = Desk::new(small_site());
    for path in paths.into_iter().chain(own) {
        let text = desk.get(path).text();
        assert!(!text.contains("hidden sentence") && !text.contains("Plan"), "{path}: {text}");
    }
    assert_eq!(desk.get("/articles/plan/").status, 404);
    let desk = Desk::with(small_site(), "127.0.0.1", Preview::Drafts);
    assert!(desk.get("/articles/plan/").text().contains("hidden sentence"));
}
