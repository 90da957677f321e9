//! Finds a port to listen on.
//!
//! Comes in: a host, and which ports will do. Goes out: a listener, or an error that says who has the port.
//! Where the first port is taken and another is found, that is told with the listener.

use std::net::{TcpListener, ToSocketAddrs};

use anyhow::{Context, Result, anyhow};

/// Which port will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// This one and no other; 0 for any that is free.
    Only(u16),
    /// This one, or one of the next nine.
    From(u16),
}

/// Listens on the first port that is free. Where that is not the first of all, says who has that one:
/// "port 4000 is taken by `node` (process 12), so this is 4001".
///
/// # Errors
/// When none is, or the host is not one of this machine.
pub(super) fn listen(host: &str, port: Port) -> Result<(TcpListener, Option<String>)> {
    let (first, n_ports) = match port {
        Port::Only(port) => (port, 1),
        Port::From(port) => (port, 10),
    };
    let mut refused = false;
    for port in (first..=u16::MAX).take(n_ports) {
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let addresses = (bare, port).to_socket_addrs();
        let addresses: Vec<_> =
            addresses.with_context(|| format!("no machine has the name `{host}`"))?.collect();
        match TcpListener::bind(addresses.as_slice()) {
            Ok(listener) => {
                let note = refused.then(|| format!("{}, so this is {port}", taken(first)));
                return Ok((listener, note));
            }
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
                refused = true;
            }
            Err(error) => {
                let attempt = format!("could not listen on `{host}:{port}`");
                return Err(error).context(attempt);
            }
        }
    }
    let ports = match n_ports {
        1 => taken(first),
        _ => format!(
            "ports {first} to {} are all taken, the first{}",
            first.saturating_add(9),
            by_owner(first)
        ),
    };
    Err(anyhow!("{ports}\nhint: end that program, or name another port with `--port`"))
}

fn taken(port: u16) -> String {
    format!("port {port} is taken{}", by_owner(port))
}

/// By which program a port is listened on, where the system tells.
fn by_owner(port: u16) -> String {
    match listeners::get_process_by_port(port, listeners::Protocol::TCP) {
        Ok(process) => format!(" by `{}` (process {})", process.name, process.pid),
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_is_taken_is_told_with_its_owner_when_no_other_will_do() {
        let (first, note) = listen("127.0.0.1", Port::Only(0)).unwrap();
        assert_eq!(note, None);
        let port = first.local_addr().unwrap().port();
        let error = listen("127.0.0.1", Port::Only(port)).unwrap_err().to_string();
        assert!(error.starts_with(&format!("port {port} is taken")), "{error}");
        if cfg!(target_os = "linux") {
            assert!(error.contains(&format!("(process {})", std::process::id())), "{error}");
        }
        assert!(error.contains("hint: "), "{error}");
    }

    #[test]
    fn the_next_port_is_tried_when_any_will_do_and_it_is_told_who_has_the_first() {
        let (first, _) = listen("127.0.0.1", Port::Only(0)).unwrap();
        let port = first.local_addr().unwrap().port();
        let (second, note) = listen("127.0.0.1", Port::From(port)).unwrap();
        let next = second.local_addr().unwrap().port();
        assert_ne!(next, port);
        let note = note.unwrap();
        assert!(note.starts_with(&format!("port {port} is taken")), "{note}");
        assert!(note.ends_with(&format!(", so this is {next}")), "{note}");
        if cfg!(target_os = "linux") {
            assert!(note.contains(&format!("(process {})", std::process::id())), "{note}");
        }
    }

    #[test]
    fn a_host_that_is_no_machine_is_told() {
        let error = listen("no such host", Port::Only(0)).unwrap_err().to_string();
        assert_eq!(error, "no machine has the name `no such host`");
    }
}
