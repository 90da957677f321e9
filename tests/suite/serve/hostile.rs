//! Clients that are slow, greedy or broken hold up nobody else.

use super::client::{Client, request};
use super::desk::{Desk, small_site};

/// Others get their pages as ever.
#[track_caller]
fn check_others(desk: &Desk) {
    let mut client = desk.client();
    for _ in 0..20 {
        assert_eq!(client.ask("GET", "/articles/talks/", &[]).status, 200);
        assert_eq!(desk.get("/note.txt").text(), "0123456789");
    }
}

#[test]
fn clients_that_send_a_byte_now_and_then_hold_up_nobody() {
    let desk = Desk::new(small_site());
    let mut slow: Vec<Client> = (0..100).map(|_| desk.client()).collect();
    for byte in request("GET", "/note.txt", &[]).bytes().take(12) {
        for client in &mut slow {
            client.send([byte]);
        }
        check_others(&desk);
    }
    for client in &mut slow {
        client.send(&request("GET", "/note.txt", &[])[12..]);
        assert_eq!(client.reply().text(), "0123456789");
    }
}

#[test]
fn connections_that_are_opened_and_dropped_hold_up_nobody() {
    let desk = Desk::new(small_site());
    for part in ["", "G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"] {
        for _ in 0..25 {
            let mut client = desk.client();
            client.send(part);
        }
        check_others(&desk);
    }
}

#[test]
fn what_is_no_http_is_refused_or_hung_up_on() {
    let desk = Desk::new(small_site());
    for nonsense in [
        "\r\n\r\n",
        "nonsense\r\n\r\n",
        "GET /\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nbad name: x\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: löcalhost\r\n\r\n",
        "GET /ü HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "\u{16}\u{3}\u{1}\0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nExpect: something\r\n\r\n",
    ] {
        let mut client = desk.client();
        client.send(nonsense);
        if let Some(reply) = client.try_reply() {
            assert!((400..500).contains(&reply.status), "{nonsense}: {reply:?}");
        }
    }
    // The library waits for itself here until the client leaves, which is its own loss.
    desk.client().send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    check_others(&desk);
}

#[test]
fn heads_that_are_too_large_are_refused() {
    let desk = Desk::new(small_site());
    let check = |headers: &[&str], path: &str, status: u16| {
        let mut client = desk.client();
        // The server may have had enough before all was sent.
        if client.try_send(request("GET", path, headers)).is_ok() {
            let reply = client.try_reply();
            assert!(reply.is_none_or(|reply| reply.status == status), "{status}");
        }
        check_others(&desk);
    };
    let long = format!("X-Long: {}", "a".repeat(1 << 20));
    check(&[&long], "/", 431);
    let many: Vec<String> = (0..10_000).map(|n| format!("X-{n}: a")).collect();
    check(&many.iter().map(String::as_str).collect::<Vec<_>>(), "/", 431);
    let halves = format!("X-Long: {}", "a".repeat(8 << 10));
    check(&[halves.as_str(); 20], "/", 431);
    check(&[], &format!("/{}", "a".repeat(1 << 20)), 414);
    check(&[&format!("Cookie: {}", "a".repeat(4 << 10))], "/", 200);
}

#[test]
fn bodies_that_are_too_large_are_refused_at_once() {
    let desk = Desk::new(small_site());
    let mut held = Vec::new();
    for method in ["GET", "POST"] {
        for header in [
            "Content-Length: 1073741824",
            "Transfer-Encoding: chunked",
            "Content-Length: 2000\r\nExpect: 100-continue",
        ] {
            for path in ["/", "/__rapporteur/stub", "/__rapporteur/events?page=%2F&mark="] {
                let mut client = desk.client();
                client.send(request(method, path, &[header]));
                assert_eq!(client.reply().status, 413, "{method} {path} {header}");
                held.push(client);
            }
        }
    }
    check_others(&desk);
    // A body that never ends, and one that ends early.
    let mut client = desk.client();
    client.send(request("POST", "/", &["Transfer-Encoding: chunked"]));
    while client.try_send(format!("8000\r\n{}\r\n", "a".repeat(0x8000))).is_ok() {
        // It is read as a request after the first, which it is not.
        if client.is_hung_up() {
            break;
        }
    }
    let mut client = desk.client();
    client.send(request("POST", "/", &["Content-Length: 500"]));
    drop(client);
    check_others(&desk);
}

#[test]
fn a_body_that_was_refused_is_read_to_its_end_and_the_connection_stays() {
    let desk = Desk::new(small_site());
    let mut client = desk.client();
    client.send(request("POST", "/", &["Content-Length: 100000"]));
    assert_eq!(client.reply().status, 413);
    client.send("a".repeat(100_000));
    assert_eq!(client.ask("GET", "/note.txt", &[]).text(), "0123456789");
}

#[test]
fn clients_that_ask_for_much_and_take_nothing_hold_up_nobody() {
    let site = small_site();
    site.write("static/big.mp4", b"");
    std::fs::File::options()
        .write(true)
        .open(site.path("static/big.mp4"))
        .and_then(|file| file.set_len(1 << 30))
        .unwrap();
    let desk = Desk::new(site);
    let mut greedy: Vec<Client> = (0..20).map(|_| desk.client()).collect();
    for client in &mut greedy {
        client.send(request("GET", "/big.mp4", &[]));
        client.send(request("GET", "/articles/talks/", &[]).repeat(20));
        assert_eq!(client.head().the("Content-Length"), (1_u64 << 30).to_string());
    }
    check_others(&desk);
    let part = desk.ask("GET", "/big.mp4", &["Range: bytes=1000000000-1000000009"]);
    assert_eq!((part.status, part.body), (206, vec![0; 10]));
    assert!(greedy[0].bytes(100_000).iter().all(|byte| *byte == 0));
}
