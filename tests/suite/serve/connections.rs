//! Connections that stay, end, or are used for many requests at once; and many tabs.

use std::fmt::Write as _;

use super::client::request;
use super::desk::{Desk, Tab, small_site};

#[test]
fn a_connection_stays_for_as_many_requests_as_wanted() {
    let desk = Desk::new(small_site());
    let mut client = desk.client();
    for _ in 0..50 {
        for (method, path, status) in [
            ("GET", "/articles/talks/", 200),
            ("HEAD", "/note.txt", 200),
            ("GET", "/nowhere", 404),
            ("GET", "/articles/talks", 302),
            ("POST", "/", 405),
        ] {
            let reply = client.ask(method, path, &[]);
            assert_eq!((reply.status, reply.the("Connection")), (status, "keep-alive"));
        }
    }
}

#[test]
fn a_connection_ends_when_the_client_says_so() {
    let desk = Desk::new(small_site());
    let check = |request: &str, is_closed: bool| {
        let mut client = desk.client();
        client.send(request);
        let reply = client.reply();
        assert_eq!(reply.status, 200, "{request}");
        assert_eq!(reply.the("Connection"), if is_closed { "close" } else { "keep-alive" });
        if is_closed {
            assert!(client.is_hung_up(), "{request}");
        } else {
            assert_eq!(client.ask("GET", "/", &[]).status, 200, "{request}");
        }
    };
    check(&request("GET", "/", &["Connection: close"]), true);
    check(&request("GET", "/", &["connection: Close"]), true);
    check(&request("GET", "/note.txt", &["Connection: close"]), true);
    check(&request("GET", "/", &["Connection: keep-alive"]), false);
    check("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n", true);
    check("GET / HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n", false);
}

#[test]
fn a_hundred_requests_in_one_write_are_answered_in_order() {
    let desk = Desk::new(small_site());
    let mut client = desk.client();
    let mut requests = String::new();
    for n in 0..100 {
        match n % 3 {
            0 => requests.push_str(&request(
                "GET",
                &format!("/nowhere-{n}"),
                &["Accept: text/plain"],
            )),
            1 => requests.push_str(&request(
                "GET",
                "/note.txt",
                &[&format!("Range: bytes={}-", n % 10)],
            )),
            _ => requests.push_str(&request("GET", "/articles/talks/", &[])),
        }
    }
    client.send(requests);
    for n in 0..100 {
        let (status, text) = client.reply().said();
        match n % 3 {
            0 => assert_eq!((status, text), (404, format!("nothing is at /nowhere-{n}\n"))),
            1 => assert_eq!((status, text.as_str()), (206, &"0123456789"[n % 10..])),
            _ => assert!(status == 200 && text.contains("spoke of the water")),
        }
    }
}

#[test]
fn with_two_hundred_tabs_open_pages_are_answered_as_before() {
    let desk = Desk::new(small_site());
    let mut tabs: Vec<Tab> = (0..200).map(|_| desk.tab("/articles/talks/")).collect();
    for _ in 0..100 {
        assert_eq!(desk.get("/articles/floods/").status, 200);
    }
    desk.site.edit("content/articles/2025-02-18-talks.md", "water", "wells");
    for tab in &mut tabs {
        tab.expect("reload");
    }
}

#[test]
fn a_tab_that_goes_away_takes_nobody_with_it() {
    let desk = Desk::new(small_site());
    let mut stays = desk.tab("/articles/talks/");
    for _ in 0..20 {
        drop(desk.tab("/articles/talks/"));
    }
    desk.site.edit("content/articles/2025-02-18-talks.md", "water", "wells");
    stays.expect("reload");
    desk.site.edit("content/articles/2025-02-18-talks.md", "wells", "rain");
    stays.expect("reload");
}

#[test]
fn a_request_in_pieces_is_a_request() {
    let desk = Desk::new(small_site());
    let mut client = desk.client();
    for byte in request("GET", "/note.txt", &[]).bytes() {
        client.send([byte]);
    }
    assert_eq!(client.reply().text(), "0123456789");
}

#[test]
fn many_clients_at_once_get_each_their_own() {
    let site = (0..20).fold(small_site(), |site, n| {
        let mut text = String::new();
        (0..1000).for_each(|_| write!(text, "{n} ").unwrap());
        site.file(&format!("static/{n}.txt"), &text)
    });
    let desk = Desk::new(site);
    std::thread::scope(|scope| {
        for n in 0..20 {
            let desk = &desk;
            scope.spawn(move || {
                let mut client = desk.client();
                for _ in 0..20 {
                    let text = client.ask("GET", &format!("/{n}.txt"), &[]).text();
                    assert_eq!(text, format!("{n} ").repeat(1000));
                }
            });
        }
    });
}
