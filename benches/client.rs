//! A preview that runs, and a client of it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::N_THREADS;

/// No edit takes this long.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program, serving a project until it is dropped.
pub(crate) struct Preview {
    child: Child,
    pub(crate) port: u16,
}

impl Preview {
    /// Starts the program and waits until it shows the site.
    pub(crate) fn start(program: &Path, project: &Path) -> Result<Self> {
        let mut child = Command::new(program)
            .args(["serve", "--port", "0", "--format", "json", "--project"])
            .arg(project)
            .env("RAYON_NUM_THREADS", N_THREADS.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().context("stdout is piped")?);
        stdout.read_line(&mut line)?;
        // What it tells later is read, so that it never waits for a reader.
        std::thread::spawn(move || std::io::copy(&mut stdout, &mut std::io::sink()));
        let event: serde_json::Value = serde_json::from_str(&line).context("it said nothing")?;
        let address = event["address"].as_str().context("it did not say where it is")?;
        let port = address.trim_end_matches('/').rsplit(':').next().unwrap_or_default().parse()?;
        Ok(Self { child, port })
    }

    /// Resident memory in bytes, where the system tells.
    pub(crate) fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        let kibibytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
        Some(kibibytes * 1024)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A kept-alive connection.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
    port: u16,
}

impl Client {
    pub(crate) fn connect(port: u16) -> Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { stream: BufReader::with_capacity(256 << 10, stream), port })
    }

    /// A tab that listens.
    pub(crate) fn listen(port: u16, page: &str) -> Result<Self> {
        let mut client = Self::connect(port)?;
        client.ask(&format!("/__rapporteur/events?page={page}&mark=0-"))?;
        let mut line = String::new();
        client.stream.read_line(&mut line)?;
        ensure!(line.contains(" 200 "), "no stream: {line}");
        Ok(client)
    }

    /// The body of a page.
    pub(crate) fn get(&mut self, path: &str) -> Result<String> {
        self.ask(path)?;
        let (mut line, mut length) = (String::new(), 0);
        loop {
            line.clear();
            if self.stream.read_line(&mut line)? == 0 {
                bail!("the connection ended at `{path}`");
            }
            if let Some(value) = line.strip_prefix("Content-Length: ") {
                length = value.trim().parse()?;
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok(String::from_utf8(body)?)
    }

    /// Asks again and again until the page has `sign` in it.
    pub(crate) fn get_until(&mut self, path: &str, sign: &str) -> Result<()> {
        let start = Instant::now();
        while !self.get(path)?.contains(sign) {
            ensure!(start.elapsed() < PATIENCE, "`{path}` never had `{sign}`");
            // Asking without a pause would take a processor from the server.
            std::thread::sleep(Duration::from_micros(500));
        }
        Ok(())
    }

    fn ask(&mut self, path: &str) -> Result<()> {
        let port = self.port;
        let request = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
        Ok(self.stream.get_mut().write_all(request.as_bytes())?)
    }
}
