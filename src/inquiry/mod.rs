//! Asks other servers whether what pages link to is there: an edge.
//!
//! Comes in: addresses, and what earlier runs were told. Goes out: the `Fate` of each. Always holds: a
//! server is asked one thing at a time, with a pause between two; good answers are not asked for
//! again for a week; addresses of private networks are never asked.

mod network;
mod request;
mod server;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};
use bitcode::{Decode, Encode};
use url::Url;

use crate::check::outside::Fate;
use request::{Answer, Asker, Reach};
use server::Servers;

pub use network::Networks;

/// How servers are treated.
#[derive(Debug, Clone, Copy)]
pub struct Manners {
    /// The pause between two questions to one server.
    pub pause: Duration,
    /// So long a server may take to answer.
    pub silence: Duration,
    /// A server that wants to be left alone for longer is not asked again.
    pub longest_wait: Duration,
    /// So many servers are asked at a time.
    pub n_servers: usize,
    /// Whether machines of private networks are asked.
    pub networks: Networks,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            pause: Duration::from_millis(500),
            silence: Duration::from_secs(20),
            longest_wait: Duration::from_secs(30),
            n_servers: 8,
            networks: Networks::Public,
        }
    }
}

/// Good answers of earlier runs.
#[derive(Debug, Default, Encode, Decode)]
pub struct Answers {
    known: BTreeMap<String, (i64, Fate)>,
}

/// Seconds for which a good answer counts.
const WEEK: i64 = 7 * 24 * 60 * 60;

impl Answers {
    /// What an earlier run had as bytes; nothing if they are not from one.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        bitcode::decode(bytes).unwrap_or_default()
    }

    /// The bytes to be stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        bitcode::encode(self)
    }

    /// The fate of each address. `now` is in seconds since 1970.
    ///
    /// # Errors
    /// When servers are to be asked, and none at all can be reached.
    pub fn ask<'a>(
        &mut self,
        addresses: impl Iterator<Item = &'a String>,
        now: i64,
        manners: &Manners,
        listener: &dyn Listener,
    ) -> Result<BTreeMap<String, Fate>> {
        self.known.retain(|_, (asked, _)| (0..WEEK).contains(&(now - *asked)));
        let mut fates = BTreeMap::new();
        let mut by_server: BTreeMap<String, Vec<Url>> = BTreeMap::new();
        let mut known_by_server: BTreeMap<String, Url> = BTreeMap::new();
        for address in addresses {
            let Ok(url) = Url::parse(address) else { continue };
            let server = url.host_str().unwrap_or_default().to_owned();
            if let Some((_, fate)) = self.known.get(address) {
                fates.insert(address.clone(), fate.clone());
                known_by_server.insert(server, url);
            } else {
                by_server.entry(server).or_default().push(url);
            }
        }
        let servers = Servers::default();
        let names: Vec<String> = by_server.keys().cloned().collect();
        let round = Round { answers: self, fates, now, listener, has_answered: false, n_silent: 0 };
        let round = round.run(by_server.into_values().collect(), manners, &servers);
        let Round { fates, has_answered, n_silent, .. } = round;
        if n_silent > 0 && !has_answered {
            // Servers that are gone are told from a machine without a network by servers that were there.
            let asker = Asker::new(manners, &servers);
            let mut known = known_by_server.values().take(MOST_PROOFS);
            if !known.any(|url| asker.ask(url).reach == Reach::Answered) {
                bail!(
                    "no server could be reached: `{}`\n\
                     hint: look whether this machine is on the network; if it is, the links are dead",
                    names.join("`, `")
                );
            }
        }
        Ok(fates)
    }
}

/// So many servers that answered within the week are asked for a proof that there is a network.
const MOST_PROOFS: usize = 3;

/// Who is told how far the questions are.
pub trait Listener: Sync {
    /// Questions are about to be asked.
    fn start(&self, n_addresses: usize, n_servers: usize);
    /// One of them has its answer.
    fn answered(&self);
    /// A server has answered all its questions: a good time to keep the answers.
    fn keep(&self, answers: &Answers);
}

/// One round of questions to servers, a few at a time.
struct Round<'a> {
    answers: &'a mut Answers,
    fates: BTreeMap<String, Fate>,
    now: i64,
    listener: &'a dyn Listener,
    /// Whether any server said anything.
    has_answered: bool,
    n_silent: usize,
}

impl Round<'_> {
    fn run(self, by_server: Vec<Vec<Url>>, manners: &Manners, servers: &Servers) -> Self {
        let n_addresses = by_server.iter().map(Vec::len).sum();
        let n_threads = manners.n_servers.clamp(1, by_server.len().max(1));
        self.listener.start(n_addresses, by_server.len());
        let (waiting, round) = (Mutex::new(VecDeque::from(by_server)), Mutex::new(self));
        let round_now = || round.lock().unwrap_or_else(PoisonError::into_inner);
        thread::scope(|scope| {
            for _ in 0..n_threads {
                scope.spawn(|| {
                    let asker = Asker::new(manners, servers);
                    let next =
                        || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                    while let Some(urls) = next() {
                        for url in urls {
                            let answer = asker.ask(&url);
                            round_now().take(String::from(url), answer);
                        }
                        let round = round_now();
                        round.listener.keep(round.answers);
                    }
                });
            }
        });
        round.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&mut self, address: String, answer: Answer) {
        let Answer { fate, reach } = answer;
        self.has_answered |= reach == Reach::Answered;
        self.n_silent += usize::from(reach == Reach::Silent);
        // What is wrong is asked again at once: it may be mended.
        if matches!(fate, Fate::Fine | Fate::Moved(_)) {
            self.answers.known.insert(address.clone(), (self.now, fate.clone()));
        }
        self.fates.insert(address, fate);
        self.listener.answered();
    }
}

#[cfg(test)]
mod tests;
