//! Answers, and how they go over the wire.
//!
//! Comes in: what is to be sent, and the request. Goes out: status, headers and body in one write where
//! they fit, since a body that is written after its headers waits for the acknowledgement of these
//! (RFC 896, RFC 1122 4.2.3.2). `HEAD`, `ETag` and `Range` are answered here (RFC 9110).

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::RangeInclusive;
use std::time::SystemTime;

use tiny_http::{HTTPVersion, Method, Request, Response, StatusCode};

use super::request::{Refusal, has_long_body, header};

/// Files of up to this many bytes are read before their head is sent.
const SMALL_FILE: u64 = 1 << 20;

/// The bodies of requests are read and thrown away up to this many bytes.
const LARGEST_BODY: usize = 64 << 20;

/// What is to be sent.
pub(super) struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Body,
}

enum Body {
    Bytes(Vec<u8>),
    /// A file, and its length when it was opened.
    File(File, u64),
}

impl Answer {
    /// Bytes of a media type (`text/html; charset=utf-8`).
    pub(super) fn bytes(status: u16, media_type: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("Content-Type", media_type.to_owned())];
        Self { status, headers, body: Body::Bytes(bytes.into()) }
    }

    /// Plain words.
    pub(super) fn text(status: u16, text: &str) -> Self {
        Self::bytes(status, "text/plain; charset=utf-8", format!("{text}\n"))
    }

    /// A value as JSON.
    pub(super) fn json(status: u16, value: &impl serde::Serialize) -> Self {
        let bytes = serde_json::to_vec(value).expect("invariant: views have only plain fields");
        Self::bytes(status, "application/json", bytes)
    }

    /// A file that is read while it is sent.
    pub(super) fn file(media_type: &str, file: File, n_bytes: u64) -> Self {
        let headers = vec![("Content-Type", media_type.to_owned())];
        Self { status: 200, headers, body: Body::File(file, n_bytes) }
    }

    /// The page is elsewhere.
    pub(super) fn redirect(url: &str) -> Self {
        Self::text(302, &format!("it is at {url}")).with("Location", url)
    }

    /// It can be asked for in these ways only.
    pub(super) fn not_allowed(methods: &str) -> Self {
        Self::text(405, &format!("it can be asked for by {methods} only")).with("Allow", methods)
    }

    /// Adds a header.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Adds the tag by which a browser knows what it has.
    pub(super) fn tagged(self, tag: impl std::fmt::Display) -> Self {
        self.with("ETag", format!("\"{tag}\""))
    }

    /// Sends it.
    ///
    /// # Errors
    /// When the client is gone, or a file cannot be read.
    pub(super) fn send(self, request: Request) -> io::Result<()> {
        let asked = self.conditions(&request);
        let is_head = *request.method() == Method::Head;
        let is_last = is_last(&request);
        let (status, range) = match asked {
            Asked::Whole => (self.status, None),
            Asked::Nothing => (304, None),
            Asked::Part(range) => (206, Some(range)),
            Asked::TooFar => (416, None),
        };
        let length = match &self.body {
            Body::Bytes(bytes) => bytes.len() as u64,
            Body::File(_, n_bytes) => *n_bytes,
        };
        let mut head =
            format!("HTTP/1.1 {status} {}\r\n", StatusCode(status).default_reason_phrase());
        let mut add = |name: &str, value: &str| head.push_str(&format!("{name}: {value}\r\n"));
        add("Date", &httpdate::fmt_http_date(now()));
        add("Cache-Control", "no-cache");
        add("X-Content-Type-Options", "nosniff");
        add("Cross-Origin-Resource-Policy", "same-origin");
        add("Connection", if is_last { "close" } else { "keep-alive" });
        for (name, value) in &self.headers {
            if status != 416 || *name != "Content-Type" {
                add(name, value);
            }
        }
        let sent = match (status, &range) {
            (304, _) => None,
            (416, _) => {
                add("Content-Range", &format!("bytes */{length}"));
                add("Content-Length", "0");
                None
            }
            (_, Some(range)) => {
                add("Content-Range", &format!("bytes {}-{}/{length}", range.start(), range.end()));
                add("Content-Length", &(range.end() - range.start() + 1).to_string());
                Some(range.clone())
            }
            (_, None) => {
                if status == 200 {
                    add("Accept-Ranges", "bytes");
                }
                add("Content-Length", &length.to_string());
                (length > 0).then(|| 0..=length - 1)
            }
        };
        head.push_str("\r\n");
        let mut writer = request.into_writer();
        match sent.filter(|_| !is_head) {
            None => writer.write_all(head.as_bytes())?,
            Some(range) => write_body(&mut *writer, head.into_bytes(), self.body, range)?,
        }
        writer.flush()
    }

    /// What the client wants of it.
    fn conditions(&self, request: &Request) -> Asked {
        if self.status != 200 {
            return Asked::Whole;
        }
        let tag =
            self.headers.iter().find(|(name, _)| *name == "ETag").map(|(_, tag)| tag.as_str());
        if let (Some(tag), Some(known)) = (tag, header(request, "If-None-Match"))
            && known
                .split(',')
                .map(str::trim)
                .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
        {
            return Asked::Nothing;
        }
        // No other method has parts (RFC 9110, 14.2).
        if *request.method() != Method::Get {
            return Asked::Whole;
        }
        let is_same = header(request, "If-Range").is_none_or(|known| Some(known) == tag);
        let Some(wanted) = header(request, "Range").filter(|_| is_same) else {
            return Asked::Whole;
        };
        let length = match &self.body {
            Body::Bytes(bytes) => bytes.len() as u64,
            Body::File(_, n_bytes) => *n_bytes,
        };
        part(wanted, length)
    }
}

/// What a client wants of an answer.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    Whole,
    Nothing,
    Part(RangeInclusive<u64>),
    TooFar,
}

/// The part that a `Range` names. What cannot be understood, and a list of parts, mean the whole.
fn part(wanted: &str, length: u64) -> Asked {
    let Ok(ranges) = http_range_header::parse_range_header(wanted) else { return Asked::Whole };
    if ranges.len() > 1 {
        return Asked::Whole;
    }
    match ranges.validate(length) {
        Ok(ranges) => ranges.into_iter().next().map_or(Asked::Whole, Asked::Part),
        Err(_) => Asked::TooFar,
    }
}

fn write_body(
    writer: &mut dyn Write,
    mut head: Vec<u8>,
    body: Body,
    range: RangeInclusive<u64>,
) -> io::Result<()> {
    let n_bytes = range.end() - range.start() + 1;
    match body {
        Body::Bytes(bytes) => {
            let at = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
            head.extend_from_slice(&bytes[at(*range.start())..=at(*range.end())]);
            writer.write_all(&head)
        }
        Body::File(mut file, _) => {
            file.seek(SeekFrom::Start(*range.start()))?;
            let mut file = file.take(n_bytes);
            let sent = if n_bytes <= SMALL_FILE {
                let n_head = head.len();
                file.read_to_end(&mut head)?;
                writer.write_all(&head)?;
                (head.len() - n_head) as u64
            } else {
                writer.write_all(&head)?;
                io::copy(&mut file, writer)?
            };
            // A file that was cut short meanwhile: the client must find the length that it was told, or
            // it waits for ever; the preview tells it of the change.
            io::copy(&mut io::repeat(0).take(n_bytes - sent), writer)?;
            Ok(())
        }
    }
}

/// Whether the client wants no other answer on this connection.
fn is_last(request: &Request) -> bool {
    let asked = header(request, "Connection").map(str::to_ascii_lowercase);
    match asked {
        Some(asked) if asked.contains("close") || asked.contains("upgrade") => true,
        Some(asked) if asked.contains("keep-alive") => false,
        _ => *request.http_version() <= HTTPVersion(1, 0),
    }
}

/// Says no, also to a request with a long body, which nothing here takes. The library reads it to its end
/// before it lets go of a request, so that the answer has to go out first.
///
/// # Errors
/// When the client is gone.
pub(super) fn refuse(request: Request, Refusal { status, why }: Refusal) -> io::Result<()> {
    if !has_long_body(&request) {
        return Answer::text(status, why).send(request);
    }
    if request.body_length().is_none_or(|length| length <= LARGEST_BODY) {
        let answer = Response::from_string(format!("{why}\n")).with_status_code(status);
        return request.respond(answer);
    }
    // The library sets aside as much memory as the client claims to send, and a claim of more than there
    // is would end the program. Only a request that is being upgraded lets go of its body; an interim
    // answer (RFC 9110, 15.2) is the least that does it. The body then must not be dropped, which costs
    // the connection until the program ends.
    let mut stream = request.upgrade("none", Response::empty(102));
    let reason = StatusCode(status).default_reason_phrase();
    let written = write!(
        stream,
        "HTTP/1.1 {status} {reason}\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Connection: close\r\nContent-Length: {}\r\n\r\n{why}\n",
        why.len() + 1
    );
    let written = written.and_then(|()| stream.flush());
    std::mem::forget(stream);
    written
}

#[expect(clippy::disallowed_methods, reason = "an answer bears the time at which it was sent")]
fn now() -> SystemTime {
    SystemTime::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_a_part_the_whole_or_too_far() {
        let check = |wanted: &str, expect: Asked| assert_eq!(part(wanted, 10), expect, "{wanted}");
        check("bytes=0-3", Asked::Part(0..=3));
        check("bytes=4-", Asked::Part(4..=9));
        check("bytes=-3", Asked::Part(7..=9));
        check("bytes=5-100", Asked::Part(5..=9));
        check("bytes=10-", Asked::TooFar);
        check("bytes=0-1,4-5", Asked::Whole);
        check("bytes=x", Asked::Whole);
        check("lines=0-3", Asked::Whole);
        assert_eq!(part("bytes=0-", 0), Asked::TooFar);
    }
}
