//! HTTP as targets use it: a request comes in, the server's answer goes out, after as many attempts as make
//! sense.
//!
//! Always holds: no redirect is followed, since credentials would go along; no error tells a secret; only
//! failures that may pass by themselves are tried again.

use std::collections::hash_map::RandomState;
use std::fs::File;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use ureq::http::{HeaderMap, Method, Request, Response};
use ureq::{Agent, Body, SendBody};

/// How long a server is waited for.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// So often a request is sent before it has failed.
    pub n_attempts: u32,
    /// The wait before the second attempt; each further one is twice as long.
    pub first_wait: Duration,
    /// A connection on which nothing moves for so long is dead.
    pub silence: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            n_attempts: 5,
            first_wait: Duration::from_millis(500),
            silence: Duration::from_secs(60),
        }
    }
}

/// No server is waited for longer at once, whatever it asks for.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// No answer that is read into memory is longer.
const LONGEST_ANSWER: u64 = 1 << 30;

/// What messages must not tell.
#[derive(Clone, Default)]
pub(super) struct Secrets(Vec<String>);

impl Secrets {
    /// These texts.
    pub(super) fn new(texts: impl IntoIterator<Item = String>) -> Self {
        Self(texts.into_iter().filter(|text| !text.is_empty()).collect())
    }

    /// A text in which each secret is replaced by stars, as it is or as it is in an address.
    pub(super) fn redact(&self, text: &str) -> String {
        let mut redacted = text.to_owned();
        for secret in &self.0 {
            let encoded =
                percent_encoding::utf8_percent_encode(secret, percent_encoding::NON_ALPHANUMERIC);
            redacted = redacted.replace(secret, "***").replace(&encoded.to_string(), "***");
        }
        redacted
    }
}

/// Sends requests.
pub(super) struct Client {
    agent: Agent,
    patience: Patience,
    secrets: Secrets,
}

/// A request.
#[derive(Debug, Clone)]
pub(super) struct Call<'a> {
    /// `GET`, `PUT`, `MOVE`.
    pub(super) method: &'static str,
    /// The whole address.
    pub(super) url: String,
    /// Further header fields.
    pub(super) headers: Vec<(&'static str, String)>,
    /// What is sent.
    pub(super) payload: Payload<'a>,
}

/// What is sent with a request.
#[derive(Debug, Clone, Copy)]
pub(super) enum Payload<'a> {
    /// Nothing.
    None,
    /// These bytes.
    Bytes(&'a [u8]),
    /// A part of a file.
    Part {
        /// The file.
        path: &'a Path,
        /// How many bytes of it are passed over.
        start: u64,
        /// How many are sent.
        size: u64,
    },
}

/// An answer.
#[derive(Debug)]
pub(super) struct Answer {
    /// Its code, such as 404.
    pub(super) status: u16,
    /// Its header fields.
    pub(super) headers: HeaderMap,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

impl Answer {
    /// Whether the server did what it was asked for.
    pub(super) fn is_fine(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// A header field.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Its bytes as text.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The status in words: `404 Not Found`.
    pub(super) fn status_line(&self) -> String {
        let known = ureq::http::StatusCode::from_u16(self.status).ok();
        let reason = known.and_then(|status| status.canonical_reason()).unwrap_or_default();
        format!("{} {reason}", self.status).trim_end().to_owned()
    }

    /// Whether it may be another one if it is asked for again.
    fn may_pass(&self) -> bool {
        matches!(self.status, 408 | 429 | 500 | 502 | 503 | 504)
    }

    /// How long the server wants to be left alone.
    fn wait(&self) -> Option<Duration> {
        let seconds = self.header("retry-after")?.trim().parse().ok()?;
        Some(Duration::from_secs(seconds).min(LONGEST_WAIT))
    }
}

impl Client {
    /// A client for a server, which is at `url`.
    pub(super) fn new(url: &url::Url, patience: Patience, secrets: Secrets) -> Self {
        let mut settings = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            .max_idle_connections(32)
            .max_idle_connections_per_host(32)
            .timeout_connect(Some(patience.silence))
            .timeout_recv_response(Some(patience.silence * 2))
            .timeout_per_read(Some(patience.silence))
            .timeout_per_write(Some(patience.silence))
            .user_agent(concat!("rapporteur/", env!("CARGO_PKG_VERSION")));
        if is_this_machine(url) {
            // What is here needs no proxy, and none could reach it.
            settings = settings.proxy(None);
        }
        Self { agent: settings.build().into(), patience, secrets }
    }

    /// What messages must not tell.
    pub(super) fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// Sends a request until it is answered for good.
    ///
    /// # Errors
    /// When the server cannot be reached, or the bytes to be sent cannot be read.
    pub(super) fn send(&self, call: &Call<'_>) -> Result<Answer> {
        let mut n_attempts = 0;
        loop {
            n_attempts += 1;
            let is_last = n_attempts >= self.patience.n_attempts;
            let wait = match self.attempt(call)? {
                Ok(answer) if is_last || !answer.may_pass() => return Ok(answer),
                Ok(answer) => answer.wait(),
                Err(error) if is_last || !is_passing(&error) => {
                    return Err(self.failure(&error, call));
                }
                Err(_) => None,
            };
            std::thread::sleep(wait.unwrap_or_else(|| self.back_off(n_attempts)));
        }
    }

    /// One attempt. What is wrong on this machine is the outer error.
    fn attempt(&self, call: &Call<'_>) -> Result<Result<Answer, ureq::Error>> {
        let method = Method::from_bytes(call.method.as_bytes())?;
        let mut request = Request::builder().method(method).uri(&call.url);
        for (name, value) in &call.headers {
            request = request.header(*name, value);
        }
        let wrong =
            |_| anyhow!("a request cannot be written: the address has signs that it may not have");
        match call.payload {
            Payload::None if call.method == "PUT" || call.method == "POST" => {
                let request = request.body(&[] as &[u8]).map_err(wrong)?;
                Ok(self.agent.run(request).and_then(read))
            }
            Payload::None => Ok(self.agent.run(request.body(()).map_err(wrong)?).and_then(read)),
            Payload::Bytes(bytes) => {
                Ok(self.agent.run(request.body(bytes).map_err(wrong)?).and_then(read))
            }
            Payload::Part { path, start, size } => {
                let mut part = part(path, start, size)
                    .with_context(|| format!("cannot read `{}`", path.display()))?;
                let request = request.header("content-length", size);
                let body = SendBody::from_reader(&mut part);
                Ok(self.agent.run(request.body(body).map_err(wrong)?).and_then(read))
            }
        }
    }

    /// The wait after an attempt: twice as long as the one before, of which half is left to chance, so that
    /// many who failed at once do not all come back at once.
    fn back_off(&self, n_attempts: u32) -> Duration {
        let whole = self.patience.first_wait * 2_u32.saturating_pow(n_attempts.saturating_sub(1));
        // Each of these has a key by chance.
        let chance = RandomState::new().build_hasher().finish() % 1000;
        let share = 0.5 + f64::from(u32::try_from(chance).unwrap_or_default()) / 2000.0;
        whole.mul_f64(share).min(LONGEST_WAIT)
    }

    fn failure(&self, error: &ureq::Error, call: &Call<'_>) -> anyhow::Error {
        let address = url::Url::parse(&call.url).ok();
        let server = address.as_ref().and_then(url::Url::host_str).unwrap_or_default();
        let (what, hint) = match error {
            ureq::Error::HostNotFound => {
                ("there is no server of that name".to_owned(), "look at the address in `site.yaml`")
            }
            ureq::Error::Timeout(_) => (
                "it did not answer in time".to_owned(),
                "try again; no page that readers have is broken",
            ),
            ureq::Error::Rustls(error) => {
                (error.to_string(), "the server's certificate must be one that browsers accept")
            }
            other => (
                other.to_string(),
                "try again when it can be reached; no page that readers have is broken",
            ),
        };
        let what = self.secrets.redact(&what);
        anyhow!("no answer from the server `{server}`: {what}\nhint: {hint}")
    }
}

fn read(response: Response<Body>) -> Result<Answer, ureq::Error> {
    let (parts, mut body) = response.into_parts();
    let bytes = body.with_config().limit(LONGEST_ANSWER).read_to_vec()?;
    Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, bytes })
}

fn part(path: &Path, start: u64, size: u64) -> io::Result<io::Take<File>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    Ok(file.take(size))
}

/// Whether a failure to reach a server may pass by itself.
fn is_passing(error: &ureq::Error) -> bool {
    matches!(
        error,
        ureq::Error::Io(_)
            | ureq::Error::Timeout(_)
            | ureq::Error::ConnectionFailed
            | ureq::Error::Protocol(_)
            | ureq::Error::BodyStalled
    )
}

/// Whether an address is of this machine.
pub(super) fn is_this_machine(url: &url::Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    const PATIENCE: Patience = Patience {
        n_attempts: 3,
        first_wait: Duration::from_millis(1),
        silence: Duration::from_secs(20),
    };

    /// What becomes of a request to a server that answers with one status after the other: that of the last
    /// answer, and how many answers were not asked for.
    fn check(statuses: &[u16], expected: (u16, usize)) {
        let server = tiny_http::Server::http("127.0.0.1:0").unwrap();
        let url = format!("http://{}/x", server.server_addr());
        let client = Client::new(&url::Url::parse(&url).unwrap(), PATIENCE, Secrets::default());
        let call = Call { method: "MKCOL", url, headers: Vec::new(), payload: Payload::None };
        let (status, n_left) = thread::scope(|scope| {
            let answers = scope.spawn(|| {
                let mut rest = statuses.iter();
                // Nobody comes any more when the server is unblocked.
                while let Ok(request) = server.recv() {
                    let status = *rest.next().unwrap();
                    let field = tiny_http::Header::from_bytes("Retry-After", "0").unwrap();
                    let answer = tiny_http::Response::from_string("text").with_status_code(status);
                    request.respond(answer.with_header(field)).unwrap();
                }
                rest.len()
            });
            let answer = client.send(&call).unwrap();
            server.unblock();
            (answer.status, answers.join().unwrap())
        });
        assert_eq!((status, n_left), expected, "{statuses:?}");
    }

    #[test]
    fn what_may_pass_is_tried_again_and_nothing_else() {
        check(&[503, 429, 201, 200], (201, 1));
        check(&[500, 502, 504, 200], (504, 1));
        check(&[404, 200], (404, 1));
        check(&[301, 200], (301, 1));
        check(&[507, 200], (507, 1));
    }

    #[test]
    fn a_server_that_is_not_there_is_told_without_a_word_of_what_was_sent() {
        let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let url = format!("http://{closed}/x");
        let client = Client::new(&url::Url::parse(&url).unwrap(), PATIENCE, Secrets::default());
        let call = Call { method: "GET", url, headers: Vec::new(), payload: Payload::None };
        let error = client.send(&call).unwrap_err().to_string();
        assert!(error.contains("`127.0.0.1`") && error.contains("hint: try again"), "{error}");
        assert!(!error.contains("sent"), "{error}");
    }

    #[test]
    fn waits_grow_and_have_an_end() {
        let url = url::Url::parse("http://localhost/").unwrap();
        let client = Client::new(&url, Patience::default(), Secrets::default());
        for (n_attempts, shortest, longest) in [(1, 250, 500), (2, 500, 1000), (9, 60_000, 60_000)]
        {
            let wait = client.back_off(n_attempts).as_millis();
            assert!((shortest..=longest).contains(&wait), "{wait} after {n_attempts}");
        }
    }

    #[test]
    fn secrets_are_hidden_as_they_are_and_as_in_an_address() {
        let secrets = Secrets::new(["a/b+c".to_owned(), String::new()]);
        assert_eq!(secrets.redact("a/b+c, a%2Fb%2Bc and a"), "***, *** and a");
    }
}
