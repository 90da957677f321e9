//! Asks other servers whether what articles link to is there: an edge.
//!
//! Comes in: addresses, and what earlier runs were told. Goes out: the `Fate` of each. Always holds: a
//! server is asked one thing at a time, with a pause between two; good answers are not asked for
//! again for a week; addresses of private networks are never asked.

mod network;
mod request;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};
use bitcode::{Decode, Encode};
use url::Url;

use crate::check::outside::Fate;
use network::Networks;
use request::{Answer, Asker};

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
    /// When no server at all can be reached.
    pub fn ask<'a>(
        &mut self,
        addresses: impl Iterator<Item = &'a String>,
        now: i64,
        manners: &Manners,
    ) -> Result<BTreeMap<String, Fate>> {
        self.known.retain(|_, (asked, _)| (0..WEEK).contains(&(now - *asked)));
        let mut fates = BTreeMap::new();
        let mut by_server: BTreeMap<String, Vec<Url>> = BTreeMap::new();
        for address in addresses {
            if let Some((_, fate)) = self.known.get(address) {
                fates.insert(address.clone(), fate.clone());
            } else if let Ok(url) = Url::parse(address) {
                let server = url.host_str().unwrap_or_default().to_owned();
                by_server.entry(server).or_default().push(url);
            }
        }
        let asked = ask_all(by_server.into_values().collect(), manners);
        let n_reached = asked.iter().filter(|(_, answer)| answer.is_reached).count();
        if n_reached == 0 && asked.len() > 1 {
            bail!("no server could be reached\nhint: look whether this machine is on the network");
        }
        for (address, Answer { fate, .. }) in asked {
            // What is wrong is asked again at once: it may be mended.
            if matches!(fate, Fate::Fine | Fate::Moved(_)) {
                self.known.insert(address.clone(), (now, fate.clone()));
            }
            fates.insert(address, fate);
        }
        Ok(fates)
    }
}

/// Asks all servers, a few at a time.
fn ask_all(servers: Vec<Vec<Url>>, manners: &Manners) -> Vec<(String, Answer)> {
    let n_threads = manners.n_servers.clamp(1, servers.len().max(1));
    let (waiting, answers) = (Mutex::new(VecDeque::from(servers)), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..n_threads {
            scope.spawn(|| {
                let asker = Asker::new(manners);
                let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                while let Some(urls) = next() {
                    let of_server = asker.ask_server(urls);
                    answers.lock().unwrap_or_else(PoisonError::into_inner).extend(of_server);
                }
            });
        }
    });
    answers.into_inner().unwrap_or_else(PoisonError::into_inner)
}
