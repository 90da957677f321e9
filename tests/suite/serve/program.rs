//! The preview as a program: its start, its end, and what it keeps in memory.

use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rapporteur::serve::{Live, Port, Server, Surroundings};

use super::client::{Client, PATIENCE, request};
use super::desk::{TALKS, small_site};
use super::running::{ARGUMENTS, Running};
use crate::support::TestSite;
use crate::support::site::files_below;

/// Asks on connections of their own until there is a page.
#[track_caller]
fn until_answered(program: &Running) {
    let begun = Instant::now();
    loop {
        let mut client = Client::new(program.address);
        let request = request("GET", "/articles/talks/", &["Connection: close"]);
        if client.try_send(request).is_ok() && client.try_reply().is_some_and(|r| r.status == 200) {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "no page comes any more");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn serve(site: &TestSite) -> Command {
    let mut command = site.command(&ARGUMENTS);
    command.stderr(Stdio::piped());
    command
}

#[test]
fn ctrl_c_ends_the_preview_and_nothing_is_left_of_it() {
    let site = small_site();
    let above = site.root().parent().unwrap().to_path_buf();
    let before = files_below(&above);
    let program = Running::start(serve(&site));
    let mut tab = Client::new(program.address);
    tab.send(request("GET", "/__rapporteur/events?page=%2F&mark=", &[]));
    assert_eq!(tab.head().status, 200);
    until_answered(&program);
    let (code, stderr) = program.interrupt();
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    assert_eq!(files_below(&above), before);
}

#[test]
fn a_port_that_is_taken_is_told_with_the_program_that_has_it() {
    let site = small_site();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ran = site.run(&["serve", "--port", &port]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.starts_with(&format!("error: port {port} is taken")), "{}", ran.stderr);
    assert!(ran.stderr.contains("\nhint: "), "{}", ran.stderr);
    if cfg!(target_os = "linux") {
        let process = format!("(process {})", std::process::id());
        assert!(ran.stderr.contains(&process), "{}", ran.stderr);
    }
}

#[test]
fn where_any_port_will_do_the_next_one_is_taken() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let surroundings = Surroundings {
        project: small_site().root(),
        host: "127.0.0.1".to_owned(),
        port: Port::From(port),
    };
    let server = Server::start(Arc::new(Live::default()), surroundings).unwrap();
    let found = server.address().port();
    assert!(found > port && found < port + 10, "{found}");
}

#[test]
fn a_large_file_is_sent_from_disk_and_never_held_in_memory() {
    const LENGTH: u64 = 2 << 30;
    let site = small_site();
    site.write("static/big.mp4", b"beginning");
    let file = std::fs::File::options().write(true).open(site.path("static/big.mp4")).unwrap();
    file.set_len(LENGTH).unwrap();
    let program = Running::start(serve(&site));
    until_answered(&program);
    let before = program.memory();
    let mut clients: Vec<Client> = (0..8).map(|_| Client::new(program.address)).collect();
    for client in &mut clients {
        client.send(request("GET", "/big.mp4", &[]));
        let head = client.head();
        assert_eq!((head.status, head.the("Content-Type")), (200, "video/mp4"));
        assert_eq!(head.the("Content-Length"), LENGTH.to_string());
        assert!(client.bytes(16 << 20).starts_with(b"beginning\0"));
    }
    let head = Client::new(program.address).ask("HEAD", "/big.mp4", &[]);
    assert_eq!(head.the("Content-Length"), LENGTH.to_string());
    let grown = program.memory().saturating_sub(before);
    assert!(grown < 64 << 20, "{grown} bytes more");
}

#[test]
fn no_length_that_a_client_claims_ends_the_program() {
    let site = small_site();
    let mut program = Running::start(serve(&site));
    let before = program.memory();
    // The library sets this much aside to read the body, if it is let.
    for length in ["1073741824", "70000000000000", "9223372036854775807", "18446744073709551615"] {
        for method in ["GET", "POST"] {
            let mut client = Client::new(program.address);
            client.send(request(method, "/", &[&format!("Content-Length: {length}")]));
            assert_eq!(client.reply().status, 413, "{length}");
            client.send("a few bytes");
            drop(client);
            until_answered(&program);
        }
    }
    assert!(program.memory() < before + (64 << 20));
    assert!(program.is_running());
    let (code, stderr) = program.interrupt();
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
}

#[test]
fn with_too_many_connections_the_preview_goes_on_when_some_are_gone() {
    // Whether the last file is missing for a connection, or for the half of one, is a matter of chance.
    for limit in [60, 61] {
        let site = small_site();
        let serve = serve(&site);
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -n {limit}; exec \"$0\" \"$@\"")]);
        command.arg(serve.get_program()).args(serve.get_args());
        command.current_dir(site.root()).env_clear().env("HOME", site.home());
        command.stdin(Stdio::null()).stderr(Stdio::null());
        let program = Running::start(command);
        until_answered(&program);
        let clients: Vec<Client> = (0..60).map(|_| Client::new(program.address)).collect();
        // The server has met its limit when a further client gets nothing.
        std::thread::sleep(Duration::from_millis(300));
        drop(clients);
        until_answered(&program);
        site.edit(TALKS, "water", "wells");
        until_answered(&program);
    }
}
