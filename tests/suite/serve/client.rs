//! A client that sends what it is told, byte for byte.
//!
//! Comes in: requests as text. Goes out: answers, read as HTTP says they end. Always holds: nothing waits
//! longer than `PATIENCE`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Nothing is waited for longer than this: a test that comes near has failed.
pub(crate) const PATIENCE: Duration = Duration::from_secs(40);

/// A connection to the preview.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Client {
    #[track_caller]
    pub(crate) fn new(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        Self { stream: BufReader::new(stream) }
    }

    /// Sends bytes. The server may have hung up.
    pub(crate) fn try_send(&mut self, bytes: impl AsRef<[u8]>) -> std::io::Result<()> {
        self.stream.get_mut().write_all(bytes.as_ref())
    }

    /// Sends bytes.
    #[track_caller]
    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.try_send(bytes).unwrap();
    }

    /// Sends a request on a connection that is to stay.
    #[track_caller]
    pub(crate) fn ask(&mut self, method: &str, path: &str, headers: &[&str]) -> Reply {
        self.send(request(method, path, headers));
        if method == "HEAD" { self.head() } else { self.reply() }
    }

    /// Reads an answer; none when the server hung up, or sent what is no answer.
    pub(crate) fn try_reply(&mut self) -> Option<Reply> {
        let mut reply = self.try_head()?;
        while reply.status < 200 {
            reply = self.try_head()?;
        }
        let has_body = !matches!(reply.status, 204 | 304);
        if let (true, Some(length)) = (has_body, reply.header("Content-Length")) {
            reply.body = vec![0; length.parse().ok()?];
            self.stream.read_exact(&mut reply.body).ok()?;
        }
        Some(reply)
    }

    /// Reads an answer.
    #[track_caller]
    pub(crate) fn reply(&mut self) -> Reply {
        self.try_reply().expect("the server answers")
    }

    /// Reads an answer that has a head only, or whose body is read by other means.
    #[track_caller]
    pub(crate) fn head(&mut self) -> Reply {
        self.try_head().expect("the server answers")
    }

    fn try_head(&mut self) -> Option<Reply> {
        let first = self.line()?;
        let status = first.strip_prefix("HTTP/1.")?.get(2..5)?.parse().ok()?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(": ") else {
                assert_eq!(line, "", "a header line without a name");
                return Some(Reply { status, headers, body: Vec::new() });
            };
            headers.push((name.to_owned(), value.to_owned()));
        }
    }

    /// A line without its end; none when the server hung up before it.
    pub(crate) fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line).ok()?;
        Some(line.strip_suffix('\n')?.trim_end_matches('\r').to_owned())
    }

    /// Reads this many bytes.
    #[track_caller]
    pub(crate) fn bytes(&mut self, n_bytes: usize) -> Vec<u8> {
        let mut bytes = vec![0; n_bytes];
        self.stream.read_exact(&mut bytes).unwrap();
        bytes
    }

    /// Whether the server hangs up without another byte.
    pub(crate) fn is_hung_up(&mut self) -> bool {
        let mut byte = [0];
        match self.stream.read(&mut byte) {
            Ok(n_bytes) => n_bytes == 0,
            Err(error) => error.kind() == std::io::ErrorKind::ConnectionReset,
        }
    }
}

impl Reply {
    /// A header by its name, whatever its case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        let value = found.next().map(|(_, value)| value.as_str());
        assert!(found.next().is_none(), "`{name}` is there twice: {:#?}", self.headers);
        value
    }

    /// A header that must be there.
    #[track_caller]
    pub(crate) fn the(&self, name: &str) -> &str {
        self.header(name).unwrap_or_else(|| panic!("no `{name}`: {:#?}", self.headers))
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The status, and the body as text.
    pub(crate) fn said(&self) -> (u16, String) {
        (self.status, self.text())
    }
}

/// A request on a connection that is to stay. It names a host unless one of `headers` does.
pub(crate) fn request(method: &str, path: &str, headers: &[&str]) -> String {
    let mut request = format!("{method} {path} HTTP/1.1\r\n");
    if !headers.iter().any(|header| header.starts_with("Host:")) {
        request.push_str("Host: localhost\r\n");
    }
    if !headers.iter().any(|header| header.starts_with("Accept:")) {
        request.push_str("Accept: text/html,*/*\r\n");
    }
    for header in headers {
        request.push_str(&format!("{header}\r\n"));
    }
    request.push_str("\r\n");
    request
}
