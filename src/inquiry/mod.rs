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
use request::{Answer, Asker};

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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tiny_http::{Header, Method, Response, Server};

    use super::*;

    const MANNERS: Manners = Manners {
        pause: Duration::ZERO,
        silence: Duration::from_secs(20),
        longest_wait: Duration::from_secs(1),
        n_servers: 4,
        networks: Networks::All,
    };

    /// A server that answers by what the address says, and tells what it was asked for.
    fn serve(server: &Server, seen: &Mutex<Vec<String>>) {
        while let Ok(request) = server.recv() {
            let path = request.url().to_owned();
            let is_head = *request.method() == Method::Head;
            let n_before = seen.lock().unwrap().iter().filter(|line| line.ends_with(&path)).count();
            seen.lock().unwrap().push(format!("{} {path}", request.method()));
            let status = match path.as_str() {
                "/gone" => 410,
                "/no-heads" if is_head => 405,
                "/members" => 401,
                "/moved" | "/moved-twice" => 301,
                "/for-now" => 302,
                "/circle" => 301,
                "/busy" if n_before == 0 => 503,
                "/broken" => 500,
                "/too-much" => 429,
                _ => 200,
            };
            let target = match path.as_str() {
                "/moved" | "/for-now" => "/here",
                "/moved-twice" => "moved",
                _ => "/circle",
            };
            let field = |name: &str, value: &str| Header::from_bytes(name, value).unwrap();
            let wait = if path == "/too-much" { "3600" } else { "0" };
            let answer = Response::empty(status)
                .with_header(field("Location", target))
                .with_header(field("Retry-After", wait));
            request.respond(answer).unwrap();
        }
    }

    /// The fates of paths of one server, and the questions that it was asked.
    fn ask(paths: &[&str], answers: &mut Answers, now: i64) -> (Vec<Fate>, Vec<String>) {
        let server = Arc::new(Server::http("127.0.0.1:0").unwrap());
        let seen = Mutex::new(Vec::new());
        let address = |path: &&str| format!("http://{}{path}", server.server_addr());
        let addresses: Vec<String> = paths.iter().map(address).collect();
        let fates = thread::scope(|scope| {
            scope.spawn(|| serve(&server, &seen));
            let fates = answers.ask(addresses.iter(), now, &MANNERS).unwrap();
            // The same again: good answers are known.
            let n_asked = seen.lock().unwrap().len();
            let again = answers.ask(addresses.iter(), now + WEEK - 1, &MANNERS).unwrap();
            assert_eq!(again.len(), fates.len());
            let good = |fate: &Fate| matches!(fate, Fate::Fine | Fate::Moved(_));
            if fates.values().all(good) {
                assert_eq!(seen.lock().unwrap().len(), n_asked, "{paths:?} were asked for again");
            }
            seen.lock().unwrap().truncate(n_asked);
            server.unblock();
            fates
        });
        let host = server.server_addr().to_string();
        let short = |fate: &Fate| match fate {
            Fate::Moved(to) => Fate::Moved(to.replace(&format!("http://{host}"), "")),
            other => other.clone(),
        };
        let fates = addresses.iter().map(|address| short(&fates[address])).collect();
        (fates, seen.into_inner().unwrap())
    }

    #[track_caller]
    fn check(path: &str, expected: &Fate, questions: &[&str]) {
        let (fates, seen) = ask(&[path], &mut Answers::default(), 0);
        assert_eq!(fates[0], *expected, "{path}");
        assert_eq!(seen, questions);
    }

    #[test]
    fn a_server_says_what_became_of_a_page() {
        let dead = |why: &str| Fate::Dead(format!("the server says `{why}`"));
        check("/here", &Fate::Fine, &["HEAD /here"]);
        check("/no-heads", &Fate::Fine, &["HEAD /no-heads", "GET /no-heads"]);
        check("/gone", &dead("410 Gone"), &["HEAD /gone"]);
        check("/members", &Fate::Unknown, &["HEAD /members"]);
        check("/moved", &Fate::Moved("/here".into()), &["HEAD /moved", "HEAD /here"]);
        check(
            "/moved-twice",
            &Fate::Moved("/here".into()),
            &["HEAD /moved-twice", "HEAD /moved", "HEAD /here"],
        );
        check("/for-now", &Fate::Fine, &["HEAD /for-now", "HEAD /here"]);
        check("/busy", &Fate::Fine, &["HEAD /busy", "HEAD /busy"]);
        check("/broken", &dead("500 Internal Server Error"), &["HEAD /broken", "HEAD /broken"]);
        let (fates, _) = ask(&["/circle"], &mut Answers::default(), 0);
        assert!(matches!(fates[0], Fate::Dead(_)));
    }

    #[test]
    fn a_server_that_wants_no_questions_is_left_alone() {
        let (fates, seen) = ask(&["/too-much", "/z"], &mut Answers::default(), 0);
        assert_eq!(fates, [Fate::Unknown, Fate::Unknown]);
        assert_eq!(seen, ["HEAD /too-much"]);
    }

    #[test]
    fn private_networks_are_not_asked() {
        let server = Server::http("127.0.0.1:0").unwrap();
        let address = format!("http://{}/", server.server_addr());
        let manners = Manners { networks: Networks::Public, ..MANNERS };
        let fates = Answers::default().ask([address.clone()].iter(), 0, &manners).unwrap();
        assert!(matches!(&fates[&address], Fate::Dead(why) if why.contains("private network")));
        assert!(server.try_recv().unwrap().is_none());
    }
}
