//! Who may ask.
//!
//! Comes in: the `Host` of a request, and for what writes also its `Origin`. Goes out: whether it comes
//! from the writer. A page of another site can have a browser send requests here under a name that
//! it had resolved to this machine (DNS rebinding), but it cannot forge the name itself.
//!
//! Where the preview is shown to others (`--host`), they see the site and are told of its changes. The
//! map, what is known of the site as JSON, and the writing of stubs are for the machine itself.

use std::net::{IpAddr, SocketAddr};

/// Who may ask.
#[derive(Debug)]
pub(super) struct Gate {
    /// The host that was asked for, in lower case.
    host: String,
    /// The server listens on all interfaces, so that any address of the machine may be used.
    is_anywhere: bool,
    /// Where it listens.
    listens_on: IpAddr,
}

impl Gate {
    /// A gate for a server on this host, which is at this address.
    pub(super) fn new(host: &str, listens_on: IpAddr) -> Self {
        let host = bare(host).to_ascii_lowercase();
        Self { host, is_anywhere: listens_on.is_unspecified(), listens_on }
    }

    /// Whether a `Host` (`localhost:4000`) is one of this server's. An address in numbers cannot be a
    /// foreign name, so that any will do where the server listens on all interfaces.
    pub(super) fn admits(&self, host: &str) -> bool {
        let Some(name) = name_of(host) else { return false };
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        let ip: Option<IpAddr> = bare(&name).parse().ok();
        name == "localhost"
            || name.ends_with(".localhost")
            || ip.is_some_and(|ip| ip.is_loopback() || self.is_anywhere)
            || bare(&name) == self.host && !self.is_anywhere
    }

    /// What a client is told whose `Host` is not admitted.
    pub(super) fn refusal(&self) -> &'static str {
        if self.is_anywhere {
            "this preview answers to no name but `localhost`; use the number of the machine, or start it \
             with `--host NAME`"
        } else {
            "this preview answers on the machine itself; start it with `--host` for others"
        }
    }

    /// Whether a client is on this machine: it comes by the loopback interface, or from the one address
    /// that is listened on.
    pub(super) fn is_here(&self, client: Option<&SocketAddr>) -> bool {
        client.is_some_and(|client| {
            let ip = client.ip().to_canonical();
            ip.is_loopback() || ip == self.listens_on.to_canonical()
        })
    }

    /// Whether a request that writes comes from a page of this server: browsers name the origin of each.
    pub(super) fn is_own_page(host: &str, origin: Option<&str>) -> bool {
        origin.and_then(|origin| origin.strip_prefix("http://")) == Some(host)
    }
}

/// The name without its port; none when it is no name.
fn name_of(host: &str) -> Option<&str> {
    let end = match host.find(']') {
        Some(end) if host.starts_with('[') => end + 1,
        _ => host.find(':').unwrap_or(host.len()),
    };
    let (name, port) = host.split_at(end);
    let is_port = port.is_empty()
        || port
            .strip_prefix(':')
            .is_some_and(|port| port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit()));
    (is_port && !name.is_empty()).then_some(name)
}

fn bare(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(gate: &str, host: &str, expect: bool) {
        assert_eq!(gate_at(gate).admits(host), expect, "`{host}` at `{gate}`");
    }

    /// A gate for a server on this host; one with a name is in the network.
    fn gate_at(host: &str) -> Gate {
        let listens_on = host.parse().unwrap_or(IpAddr::from([192, 168, 1, 7]));
        Gate::new(host, listens_on)
    }

    #[test]
    fn only_names_of_this_machine_are_admitted() {
        for host in
            ["localhost", "localhost:4000", "LOCALHOST:4000", "127.0.0.1:4000", "[::1]:4000"]
        {
            check("127.0.0.1", host, true);
        }
        for host in [
            "evil.example",
            "evil.example:4000",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "192.168.1.7:4000",
            "",
            ":4000",
            "localhost:4000:1",
            "localhost:x",
            "[::1",
            "a@localhost",
            "10.0.0.1",
        ] {
            check("127.0.0.1", host, false);
        }
    }

    #[test]
    fn the_host_that_was_asked_for_is_admitted() {
        check("desk.example", "desk.example:4000", true);
        check("desk.example", "Desk.Example", true);
        check("desk.example", "evil.example", false);
        check("192.168.1.7", "192.168.1.7:4000", true);
        check("192.168.1.7", "192.168.1.8:4000", false);
    }

    #[test]
    fn on_all_interfaces_any_number_is_admitted_and_no_foreign_name() {
        check("0.0.0.0", "192.168.1.7:4000", true);
        check("::", "[fe80::1]:4000", true);
        check("0.0.0.0", "evil.example:4000", false);
    }

    #[test]
    fn what_a_refused_client_is_told_is_what_helps() {
        assert!(gate_at("127.0.0.1").refusal().contains("start it with `--host` for others"));
        assert!(gate_at("0.0.0.0").refusal().contains("use the number of the machine"));
        assert!(gate_at("::").refusal().contains("`--host NAME`"));
    }

    #[test]
    fn only_the_machine_itself_is_here() {
        let check = |gate: &str, client: &str, expect: bool| {
            let client = SocketAddr::new(client.parse().unwrap(), 50_000);
            assert_eq!(gate_at(gate).is_here(Some(&client)), expect, "{client} at `{gate}`");
        };
        for gate in ["127.0.0.1", "0.0.0.0", "::", "desk.example"] {
            for client in ["127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1"] {
                check(gate, client, true);
            }
            for client in ["192.168.1.8", "10.0.0.1", "::ffff:192.168.1.8", "fe80::1"] {
                check(gate, client, false);
            }
        }
        check("192.168.1.7", "192.168.1.7", true);
        check("desk.example", "192.168.1.7", true);
        check("0.0.0.0", "192.168.1.7", false);
        assert!(!gate_at("0.0.0.0").is_here(None));
    }

    #[test]
    fn only_own_pages_may_write() {
        assert!(Gate::is_own_page("localhost:4000", Some("http://localhost:4000")));
        for origin in [
            None,
            Some("null"),
            Some("http://evil.example"),
            Some("http://localhost:4001"),
            Some("https://localhost:4000"),
        ] {
            assert!(!Gate::is_own_page("localhost:4000", origin), "{origin:?}");
        }
    }
}
