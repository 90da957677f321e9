//! Reads what a request asks for.
//!
//! Comes in: method, target and headers, as the client wrote them. Goes out: `Asked`, or the refusal of
//! a request that nobody should send.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use tiny_http::{Method, Request};

use super::gate::Gate;

/// A request has at most this many header lines.
const MAX_HEADERS: usize = 100;

/// The header lines of a request have at most this many bytes.
const MAX_HEAD: usize = 64 << 10;

/// Targets of more bytes are refused.
const MAX_TARGET: usize = 8 << 10;

/// What a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    /// How.
    pub(super) method: Asking,
    /// The decoded path: begins with a slash, and no part of it is empty but the last, `.` or `..`.
    pub(super) path: String,
    /// What stands behind the question mark, as written.
    pub(super) query: String,
}

/// How something is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asking {
    /// By `GET`, or by `HEAD`.
    Get,
    Post,
    /// In a way that nothing here knows.
    Other,
}

/// Why a request is not answered as it wishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: u16,
    /// In plain words, for the one who asked.
    pub(super) why: &'static str,
}

/// Reads a request. Whether it may come in at all is looked at before anything else is made of it.
pub(super) fn read(request: &Request, gate: &Gate) -> Result<Asked, Refusal> {
    let refuse = |status: u16, why: &'static str| Err(Refusal { status, why });
    let n_bytes: usize = request.headers().iter().map(|header| header.value.len()).sum();
    if request.headers().len() > MAX_HEADERS || n_bytes > MAX_HEAD {
        return refuse(431, "the head of the request is too long");
    }
    if request.url().len() > MAX_TARGET {
        return refuse(414, "the address is too long");
    }
    let mut hosts = request.headers().iter().filter(|header| header.field.equiv("Host"));
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return refuse(400, "a request names one `Host`");
    };
    let (authority, target) = parts(request.url());
    for host in [Some(host.value.as_str()), authority].into_iter().flatten() {
        if !gate.admits(host) {
            return refuse(403, gate.refusal());
        }
    }
    if has_long_body(request) {
        return refuse(413, "nothing here takes so much");
    }
    let method = match request.method() {
        Method::Get | Method::Head => Asking::Get,
        Method::Post => Asking::Post,
        _ => Asking::Other,
    };
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let path = path.split('#').next().unwrap_or_default();
    match decoded(path) {
        Some(path) => Ok(Asked { method, path, query: query.to_owned() }),
        None => refuse(400, "no page can have this address"),
    }
}

/// Whether the request brings more than the HTTP library has read already.
pub(super) fn has_long_body(request: &Request) -> bool {
    request.body_length().is_some_and(|length| length > 1024)
        || header(request, "Transfer-Encoding").is_some()
        || header(request, "Expect").is_some()
}

/// The value of a header.
pub(super) fn header<'a>(request: &'a Request, name: &'static str) -> Option<&'a str> {
    let found = request.headers().iter().find(|header| header.field.equiv(name));
    found.map(|header| header.value.as_str())
}

/// The value of a header that is there once. Where there are two, nobody knows which one was meant.
pub(super) fn only_header<'a>(request: &'a Request, name: &'static str) -> Option<&'a str> {
    let mut found = request.headers().iter().filter(|header| header.field.equiv(name));
    let first = found.next();
    first.filter(|_| found.next().is_none()).map(|header| header.value.as_str())
}

/// A value of the query.
pub(super) fn query_value(query: &str, key: &str) -> Option<String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.into_iter().find(|(name, _)| *name == key)?;
    percent_decode_str(value).decode_utf8().ok().map(Into::into)
}

/// The host that an absolute target names, and the target from its path on.
fn parts(url: &str) -> (Option<&str>, &str) {
    let Some((scheme, rest)) = url.split_once("://") else { return (None, url) };
    if !scheme.eq_ignore_ascii_case("http") {
        return (None, url);
    }
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    (Some(&rest[..end]), if end < rest.len() { &rest[end..] } else { "/" })
}

/// A path in the letters that it stands for; none when it is no path below a root.
pub(super) fn decoded(path: &str) -> Option<String> {
    let below = path.strip_prefix('/')?;
    let mut decoded = String::with_capacity(path.len());
    let n_parts = below.split('/').count();
    for (n, part) in below.split('/').enumerate() {
        let part = percent_decode_str(part).decode_utf8().ok()?;
        let is_last = n + 1 == n_parts;
        let is_strange = part.contains(['/', '\\']) || part.chars().any(char::is_control);
        if is_strange || part == "." || part == ".." || part.is_empty() && !is_last {
            return None;
        }
        decoded.push('/');
        decoded.push_str(&part);
    }
    Some(decoded)
}

/// Signs that would mean something else in the path of an address (RFC 3986).
const IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'`')
    .add(b'{')
    .add(b'}');

/// A path as it is written in an address: what `decoded` reads.
pub(super) fn encoded(path: &str) -> String {
    utf8_percent_encode(path, IN_PATH).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expect: Option<&str>) {
        assert_eq!(decoded(path).as_deref(), expect, "{path}");
    }

    #[test]
    fn a_path_is_read_in_the_letters_that_it_stands_for() {
        check("/", Some("/"));
        check("/articles/talks/", Some("/articles/talks/"));
        check("/a%20b/%C3%A9.png", Some("/a b/é.png"));
        check("/a+b", Some("/a+b"));
        check("/...", Some("/..."));
        for path in ["/", "/a b/é%41+#?.png", "/{\"<>`}"] {
            check(&encoded(path), Some(path));
        }
    }

    #[test]
    fn a_path_that_leads_anywhere_else_is_none() {
        for path in [
            "",
            "articles",
            "//",
            "//evil.example/",
            "/a//b",
            "/..",
            "/../",
            "/a/../b",
            "/%2e%2e/",
            "/.%2E/x",
            "/./a",
            "/a%2f..%2fb",
            "/a%5Cb",
            "/a\\..\\b",
            "/a%00b",
            "/%ff",
            "/%0a",
            "*",
        ] {
            check(path, None);
        }
    }

    #[test]
    fn a_double_encoded_path_stays_what_it_is() {
        check("/%252e%252e/", Some("/%2e%2e/"));
    }

    #[test]
    fn an_absolute_target_names_its_host() {
        assert_eq!(parts("http://evil.example/a?b"), (Some("evil.example"), "/a?b"));
        assert_eq!(parts("http://evil.example"), (Some("evil.example"), "/"));
        assert_eq!(parts("/a://b"), (None, "/a://b"));
    }

    #[test]
    fn a_query_is_read_by_its_keys() {
        assert_eq!(query_value("page=%2Fa%2F&mark=1-2", "page").as_deref(), Some("/a/"));
        assert_eq!(query_value("page=%2Fa%2F&mark=1-2", "mark").as_deref(), Some("1-2"));
        assert_eq!(query_value("page=", "page").as_deref(), Some(""));
        assert_eq!(query_value("", "page"), None);
    }
}
