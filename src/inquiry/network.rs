//! Which machines are asked: a link in an article must not make the program ask a router at home.
//!
//! Comes in: an address. Goes out: whether it is of a public network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, ToSocketAddrs};

use url::Url;

/// Machines that may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Networks {
    /// Those that readers can reach.
    Public,
    /// All, this one among them: for tests.
    All,
}

/// What the name in an address stands for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Server {
    Public,
    Private,
    Nobody,
}

/// Who looks up names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// This machine.
    Here,
    /// The proxy; this machine may know no names of others.
    AtProxy,
}

/// Looks up who is meant by an address. One private machine among several is enough to ask none.
pub(super) fn server_of(url: &Url, names: Names) -> Server {
    let Some(host) = url.host_str() else { return Server::Nobody };
    let port = url.port_or_known_default().unwrap_or(80);
    let host = host.trim_matches(['[', ']']);
    let is_local = host == "localhost" || host.ends_with(".localhost");
    if names == Names::AtProxy && !is_local && host.parse::<IpAddr>().is_err() {
        return Server::Public;
    }
    let Ok(found) = (host, port).to_socket_addrs() else { return Server::Nobody };
    let mut found = found.peekable();
    if found.peek().is_none() {
        return Server::Nobody;
    }
    if found.all(|address| is_public(address.ip())) { Server::Public } else { Server::Private }
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => {
            address.to_ipv4_mapped().map_or_else(|| is_public_v6(address), is_public_v4)
        }
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, ..] = address.octets();
    // Beside the usual ranges: this network, and those of providers behind one address.
    let is_shared = a == 0 || a == 100 && (64..128).contains(&b) || a >= 240;
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || is_shared)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    // Global addresses are those of 2000::/3.
    address.segments()[0] & 0xE000 == 0x2000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_that_readers_cannot_reach_are_told_from_others() {
        for (address, expected) in [
            ("93.184.215.14", true),
            ("127.0.0.1", false),
            ("10.1.2.3", false),
            ("192.168.1.1", false),
            ("169.254.169.254", false),
            ("100.64.0.1", false),
            ("0.0.0.0", false),
            ("2606:2800::1", true),
            ("::1", false),
            ("fe80::1", false),
            ("fd00::1", false),
            ("::ffff:10.0.0.1", false),
        ] {
            assert_eq!(is_public(address.parse().unwrap()), expected, "{address}");
        }
        assert_eq!(
            server_of(&Url::parse("http://[::1]:8080/").unwrap(), Names::Here),
            Server::Private
        );
        let number = Url::parse("http://2130706433/").unwrap();
        assert_eq!(server_of(&number, Names::AtProxy), Server::Private);
    }
}
