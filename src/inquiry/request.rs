//! One question to a server: is it there?
//!
//! Comes in: an address. Goes out: an `Answer`. Always holds: no body is read; where the head alone is
//! refused, the whole is asked for; a redirection is followed by a question of its own, so that none leads
//! into a private network, and the server that it leads to is treated as any other.

use std::sync::PoisonError;
use std::time::Duration;

use ureq::Agent;
use ureq::http::{HeaderMap, StatusCode};
use url::Url;

use super::Manners;
use super::network::{Names, Networks, Server, server_of};
use super::server::{Servers, Visit};
use crate::check::outside::Fate;

/// What came of a question.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) fate: Fate,
    pub(super) reach: Reach,
}

/// What an answer says of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// A server said something.
    Answered,
    /// None did.
    Silent,
    /// None was asked.
    Unasked,
}

/// Asks servers, one question at a time.
pub(super) struct Asker<'a> {
    agent: Agent,
    manners: &'a Manners,
    names: Names,
    servers: &'a Servers,
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
    /// The machine is none that readers can reach.
    Private,
    /// No server has the name.
    Nobody,
    /// It did not answer twice.
    Passing(String),
    /// The server wants no more questions.
    Refused,
}

impl Silence {
    fn answer(self) -> Answer {
        let dead = |why: &str| Fate::Dead(why.to_owned());
        let (fate, reach) = match self {
            Self::Private => {
                (dead("it is in a private network, which readers are not"), Reach::Unasked)
            }
            Self::Nobody => (dead("there is no server of that name"), Reach::Silent),
            Self::Passing(why) => (Fate::Dead(why), Reach::Silent),
            Self::Refused => (Fate::Unknown, Reach::Answered),
        };
        Answer { fate, reach }
    }
}

impl<'a> Asker<'a> {
    /// An asker who knows of the servers what other askers know.
    pub(super) fn new(manners: &'a Manners, servers: &'a Servers) -> Self {
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
        Self { agent: settings.build().into(), manners, names, servers }
    }

    /// Asks whether something stands at an address, or where it leads.
    pub(super) fn ask(&self, url: &Url) -> Answer {
        let mut at = url.clone();
        let mut moved = Some(url.clone());
        for n_redirections in 0..MOST_REDIRECTIONS {
            let reply = match self.reply(&at) {
                Ok(reply) => reply,
                Err(silence) if n_redirections == 0 => return silence.answer(),
                // Who led there has answered.
                Err(silence) => return Answer { reach: Reach::Answered, ..silence.answer() },
            };
            let answered = |fate: Fate| Answer { fate, reach: Reach::Answered };
            let target = reply.headers.get("location").and_then(|to| to.to_str().ok());
            let target = target.filter(|_| reply.status.is_redirection());
            let Some(target) = target.and_then(|to| at.join(to).ok()) else {
                return answered(fate(&reply, url, moved));
            };
            let is_for_good = matches!(reply.status.as_u16(), 301 | 308);
            moved = moved.filter(|_| is_for_good).map(|_| target.clone());
            at = target;
            if !matches!(at.scheme(), "http" | "https") {
                return answered(Fate::Unknown);
            }
        }
        let fate = Fate::Dead("it leads round in a circle".to_owned());
        Answer { fate, reach: Reach::Answered }
    }

    /// What the server says; what may pass by itself is asked for once more.
    fn reply(&self, url: &Url) -> Result<Reply, Silence> {
        if self.manners.networks == Networks::Public {
            match server_of(url, self.names) {
                Server::Public => {}
                Server::Private => return Err(Silence::Private),
                Server::Nobody => return Err(Silence::Nobody),
            }
        }
        let visit = self.servers.visit(url.host_str().unwrap_or_default());
        // It is kept until the server has answered, so that nobody else asks meanwhile.
        let mut visit = visit.lock().unwrap_or_else(PoisonError::into_inner);
        if visit.is_refused {
            return Err(Silence::Refused);
        }
        let first = self.attempt(url, &mut visit);
        let wait = match &first {
            Ok(reply) if may_pass(reply.status) => wait_of(reply).unwrap_or(self.manners.pause * 2),
            Err(Silence::Passing(_)) => self.manners.pause * 2,
            _ => return first,
        };
        if wait > self.manners.longest_wait {
            visit.is_refused = true;
            return first;
        }
        visit.rest(wait);
        let second = self.attempt(url, &mut visit);
        let is_too_much = |reply: &Reply| reply.status == StatusCode::TOO_MANY_REQUESTS;
        visit.is_refused = second.as_ref().is_ok_and(is_too_much);
        second
    }

    /// Asks for the head, and for the whole where the server has no heads.
    fn attempt(&self, url: &Url, visit: &mut Visit) -> Result<Reply, Silence> {
        visit.wait();
        let head = self.send(self.agent.head(url.as_str()).call());
        visit.rest(self.manners.pause);
        // Many servers that have a page answer wrongly when asked for its head.
        match head {
            Ok(reply) if matches!(reply.status.as_u16(), 400 | 403 | 404 | 405 | 406 | 501) => {}
            head => return head,
        }
        visit.wait();
        let whole = self.send(self.agent.get(url.as_str()).call());
        visit.rest(self.manners.pause);
        whole
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
            Err(ureq::Error::HostNotFound) => Err(Silence::Nobody),
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
