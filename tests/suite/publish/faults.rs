//! What is left of a site when a publish ends where nobody meant it to: at each of fifty points by chance, the
//! process is killed or its connection is cut.
//!
//! Where a target is reached through a port, a point is a number of bytes that came to the server; else it is
//! a moment.

use std::time::{Duration, Instant};

use super::child;
use super::edition;
use super::host::{Host, assert_holds, assert_tells_no_secret, assert_whole, send};
use super::proxy::{Break, Proxy};
use super::server::until;
use crate::support::dice::Dice;

/// How a publish ends too early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Its process is killed.
    Killed,
    /// It can reach the server no more.
    Cut,
}

/// So many points are tried.
const N_POINTS: usize = 50;

/// After a fault at any point a reader meets no missing link, and the next publish ends in exactly its tree.
pub(crate) fn leave_the_site_whole(host: &dyn Host, fault: Fault, seed: u64) {
    let mut dice = Dice::new(seed);
    send(host, &edition::files(0)).unwrap();
    // The first process takes longer than those that come after it.
    let cost = (1..=3).map(|edition| cost(host, edition)).min().unwrap();
    let mut edition = 3;
    let mut n_broken = 0;
    for point in 0..N_POINTS {
        edition += 1;
        let (said, was_finished) = match host.port() {
            Some(port) => break_at_byte(host, port, dice.below(cost), (fault, edition)),
            None => kill_at_moment(host, dice.below(cost), edition),
        };
        n_broken += usize::from(!was_finished);
        assert_tells_no_secret(host, &said);
        assert_whole(host);
        if fault == Fault::Cut && !was_finished {
            assert!(said.contains("error: could not publish to "), "at point {point}: {said}");
        }
        // Who comes back may have written more meanwhile.
        edition += dice.below(2);
        let files = edition::files(edition);
        send(host, &files).unwrap_or_else(|error| panic!("after point {point}: {error:?}"));
        assert_holds(host, &files);
    }
    assert!(n_broken > N_POINTS / 5, "only {n_broken} of {N_POINTS} ended too early");
}

/// A publish ends too early, and so does the one that is to take it back. A reader meets no missing link, and
/// what was there before is there again after a third one, and no more.
pub(crate) fn are_survived_on_the_way_there_and_back(host: &dyn Host, seed: u64) {
    let mut dice = Dice::new(seed);
    send(host, &edition::files(0)).unwrap();
    let port = host.port().expect("the target is reached through a port");
    let cost = cost(host, 0).max(cost(host, 1));
    for edition in 1..=15 {
        let before = edition::files(edition);
        send(host, &before).unwrap();
        for to in [edition + 1, edition] {
            let (said, _) = break_at_byte(host, port, dice.below(cost), (Fault::Cut, to));
            assert_tells_no_secret(host, &said);
            assert_whole(host);
        }
        // Where the first went through, the second had to bring back all.
        send(host, &before).unwrap();
        assert_holds(host, &before);
    }
}

/// So many points of a first publish are tried.
const N_FIRST_POINTS: usize = 20;

/// A first publish to an empty place that ends too early leaves no home page, or a whole site; the next one
/// ends in exactly its tree.
pub(crate) fn leave_a_new_place_to_the_next_one(host: &dyn Host, seed: u64) {
    let mut dice = Dice::new(seed);
    // The first process takes longer than those that come after it.
    let cost = (0..2).map(|edition| {
        host.clear();
        cost(host, edition)
    });
    let cost = cost.min().unwrap();
    let mut n_broken = 0;
    for point in 0..N_FIRST_POINTS {
        host.clear();
        let fault = if point % 2 == 0 { Fault::Killed } else { Fault::Cut };
        let (said, was_finished) = match host.port() {
            Some(port) => break_at_byte(host, port, dice.below(cost), (fault, point)),
            None => kill_at_moment(host, dice.below(cost), point),
        };
        n_broken += usize::from(!was_finished);
        assert_tells_no_secret(host, &said);
        if host.get("index.html").is_some() {
            assert_whole(host);
        }
        // Others may be the next.
        let files = edition::files(point + dice.below(2));
        send(host, &files).unwrap_or_else(|error| panic!("after point {point}: {error:?}"));
        assert_holds(host, &files);
    }
    assert!(n_broken > N_FIRST_POINTS / 5, "only {n_broken} of {N_FIRST_POINTS} ended too early");
}

/// Where the connection breaks once, at a point by chance, the publish goes on by itself.
pub(crate) fn are_survived_when_they_pass(host: &dyn Host, seed: u64) {
    let mut dice = Dice::new(seed);
    send(host, &edition::files(0)).unwrap();
    let cost = cost(host, 1);
    let port = host.port().expect("the target is reached through a port");
    for edition in 2..12 {
        let proxy = Proxy::new(port, dice.below(cost) as u64, Break::Once);
        let child = child::start(&host.description(Some(proxy.port())), edition);
        let (said, was_finished) = child::finish(child);
        assert!(was_finished, "{said}");
        assert_holds(host, &edition::files(edition));
    }
}

/// How many bytes, or else microseconds, a publish of an edition takes.
fn cost(host: &dyn Host, edition: usize) -> usize {
    let begin = Instant::now();
    let proxy = host.port().map(Proxy::whole);
    let description = host.description(proxy.as_ref().map(Proxy::port));
    let (said, was_finished) = child::finish(child::start(&description, edition));
    assert!(was_finished, "{said}");
    let cost = proxy.map_or(begin.elapsed().as_micros(), |proxy| proxy.n_passed().into());
    usize::try_from(cost).unwrap()
}

fn break_at_byte(
    host: &dyn Host,
    port: u16,
    n_bytes: usize,
    (fault, edition): (Fault, usize),
) -> (String, bool) {
    let what = if fault == Fault::Killed { Break::Silence } else { Break::ForGood };
    let proxy = Proxy::new(port, n_bytes as u64, what);
    let mut child = child::start(&host.description(Some(proxy.port())), edition);
    if fault == Fault::Killed {
        until("the process is at the point or at its end", || {
            proxy.is_broken() || child.try_wait().unwrap().is_some()
        });
        child.kill().unwrap();
    }
    child::finish(child)
}

fn kill_at_moment(host: &dyn Host, n_micros: usize, edition: usize) -> (String, bool) {
    let end = Instant::now() + Duration::from_micros(n_micros as u64);
    let mut child = child::start(&host.description(None), edition);
    until("the moment has come", || Instant::now() >= end);
    child.kill().unwrap();
    child::finish(child)
}
