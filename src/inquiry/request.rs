//! One question to a server: is it there?
//!
//! Comes in: addresses of one server. Goes out: an `Answer` for each. Always holds: no body is read; where
//! the head alone is refused, the whole is asked for; a redirection is followed by a question of its
//! own, so that none leads into a private network.

use std::cell::Cell;
use std::thread;
use std::time::Duration;

use ureq::Agent;
use ureq::http::{HeaderMap, StatusCode};
use url::Url;

use super::Manners;
use super::network::{Names, Networks, Server, server_of};
use crate::check::outside::Fate;

/// What came of a question.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) fate: Fate,
    /// Whether a server said anything at all.
    pub(super) is_reached: bool,
}

/// Asks servers, one question at a time.
pub(super) struct Asker<'a> {
    agent: Agent,
    manners: &'a Manners,
    names: Names,
    /// Whether the server wants no more questions.
    is_refused: Cell<bool>,
}

/// No address is followed further.
const MOST_REDIRECTIONS: usize = 8;

/// What a server answers.
struct Reply {
    status: StatusCode,
    headers: HeaderMap,
}

/// Why there is no reply.
enum Silence {
    /// Nobody can be asked.
    Said(&'static str),
    /// It was not reached, and may be at another time.
    Passing(String),
}

impl<'a> Asker<'a> {
    pub(super) fn new(manners: &'a Manners) -> Self {
        let settings = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(manners.silence))
            .timeout_recv_response(Some(manners.silence))
            .timeout_global(Some(manners.silence * 2))
            .max_idle_connections(2)
            .accept("*/*")
            .user_agent(concat!("rapporteur/", env!("CARGO_PKG_VERSION"), " (link check)"));
        let settings =
            if manners.networks == Networks::All { settings.proxy(None) } else { settings };
        let names =
            if ureq::Proxy::try_from_env().is_some() { Names::AtProxy } else { Names::Here };
        Self { agent: settings.build().into(), manners, names, is_refused: Cell::new(false) }
    }

    /// Asks a server for all that articles name of it.
    pub(super) fn ask_server(&self, urls: Vec<Url>) -> Vec<(String, Answer)> {
        self.is_refused.set(false);
        let ask = |(idx, url): (usize, Url)| {
            if idx > 0 && !self.is_refused.get() {
                thread::sleep(self.manners.pause);
            }
            let answer = self.ask(&url);
            (String::from(url), answer)
        };
        urls.into_iter().enumerate().map(ask).collect()
    }

    fn ask(&self, url: &Url) -> Answer {
        let mut at = url.clone();
        let mut moved = Some(url.clone());
        for _ in 0..MOST_REDIRECTIONS {
            if self.is_refused.get() {
                return Answer { fate: Fate::Unknown, is_reached: true };
            }
            let reply = match self.reply(&at) {
                Ok(reply) => reply,
                Err(Silence::Said(why)) => {
                    return Answer { fate: Fate::Dead(why.to_owned()), is_reached: false };
                }
                Err(Silence::Passing(why)) => {
                    return Answer { fate: Fate::Dead(why), is_reached: false };
                }
            };
            let target = reply.headers.get("location").and_then(|to| to.to_str().ok());
            let target = target.filter(|_| reply.status.is_redirection());
            let Some(target) = target.and_then(|to| at.join(to).ok()) else {
                return Answer { fate: fate(&reply, url, moved), is_reached: true };
            };
            let is_for_good = matches!(reply.status.as_u16(), 301 | 308);
            moved = moved.filter(|_| is_for_good).map(|_| target.clone());
            at = target;
            if !matches!(at.scheme(), "http" | "https") {
                return Answer { fate: Fate::Unknown, is_reached: true };
            }
        }
        Answer { fate: Fate::Dead("it leads round in a circle".to_owned()), is_reached: true }
    }

    /// What the server says; what may pass by itself is asked for once more.
    fn reply(&self, url: &Url) -> Result<Reply, Silence> {
        if self.manners.networks == Networks::Public {
            match server_of(url, self.names) {
                Server::Public => {}
                Server::Private => {
                    return Err(Silence::Said("it is in a private network, which readers are not"));
                }
                Server::Nobody => return Err(Silence::Said("there is no server of that name")),
            }
        }
        let first = self.attempt(url);
        let wait = match &first {
            Ok(reply) if may_pass(reply.status) => wait_of(reply).unwrap_or(self.manners.pause * 2),
            Err(Silence::Passing(_)) => self.manners.pause * 2,
            _ => return first,
        };
        if wait > self.manners.longest_wait {
            self.is_refused.set(true);
            return first;
        }
        thread::sleep(wait);
        let second = self.attempt(url);
        let is_too_much = |reply: &Reply| reply.status == StatusCode::TOO_MANY_REQUESTS;
        self.is_refused.set(second.as_ref().is_ok_and(is_too_much));
        second
    }

    /// Asks for the head, and for the whole where the server has no heads.
    fn attempt(&self, url: &Url) -> Result<Reply, Silence> {
        let head = self.send(self.agent.head(url.as_str()).call())?;
        // Many servers that have a page answer wrongly when asked for its head.
        if !matches!(head.status.as_u16(), 400 | 403 | 404 | 405 | 406 | 501) {
            return Ok(head);
        }
        thread::sleep(self.manners.pause);
        self.send(self.agent.get(url.as_str()).call())
    }

    fn send(
        &self,
        sent: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
    ) -> Result<Reply, Silence> {
        match sent {
            Ok(response) => {
                let (parts, _) = response.into_parts();
                Ok(Reply { status: parts.status, headers: parts.headers })
            }
            Err(ureq::Error::HostNotFound) => Err(Silence::Said("there is no server of that name")),
            Err(ureq::Error::Timeout(_)) => {
                let seconds = self.manners.silence.as_secs();
                Err(Silence::Passing(format!("no answer within {seconds} s")))
            }
            Err(error) => Err(Silence::Passing(error.to_string())),
        }
    }
}

fn fate(reply: &Reply, url: &Url, moved: Option<Url>) -> Fate {
    let status = reply.status;
    if status.is_success() {
        return moved.filter(|to| to != url).map_or(Fate::Fine, |to| Fate::Moved(to.into()));
    }
    // A page for members, or for people only, is there.
    if !matches!(status.as_u16(), 404 | 410) && !status.is_server_error() {
        return Fate::Unknown;
    }
    let reason = status.canonical_reason().unwrap_or_default();
    Fate::Dead(format!("the server says `{} {reason}`", status.as_u16()))
}

fn may_pass(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504)
}

/// How long the server wants to be left alone.
fn wait_of(reply: &Reply) -> Option<Duration> {
    let seconds = reply.headers.get("retry-after")?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}
