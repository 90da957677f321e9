//! A folder of a WebDAV server: files of a site come in, files there go out.
//!
//! A file is put in one request, of which servers take all or nothing: those that are in wide use write it
//! beside its place and rename it. A copy made by the server is written in place, where a reader could meet
//! half of it; so only files that nobody reads are copied there, and the others are fetched and put.
//!
//! Always holds: a password is sent over an encrypted connection only, or within this machine; no folder is
//! ever removed, since files of others may lie in it.

mod credentials;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result, anyhow, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

use super::http::{Answer, Call, Client, Patience, Payload, Secrets, is_this_machine};
use super::objects::{Put, Store};
use super::place::Environment;
use super::tree::Class;
use crate::output::{Content, media_type};
use credentials::Credentials;

/// A folder of a server.
pub struct WebdavStore {
    /// Ends with a slash.
    base: Url,
    authorization: Option<String>,
    client: Client,
    /// Folders that are known to be there, each with a slash at its end.
    folders: Mutex<BTreeSet<String>>,
}

/// What may stand in an address as it is.
const PLAIN: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

impl WebdavStore {
    /// The folder at an address. The environment has the credentials, or says where they are.
    ///
    /// # Errors
    /// When the address is none, or a password would be sent over an open connection.
    pub fn new(address: &str, environment: &Environment, patience: Patience) -> Result<Self> {
        let mut base = Url::parse(address)
            .ok()
            .filter(|url| matches!(url.scheme(), "https" | "http") && url.has_host())
            .with_context(|| {
                format!("`{address}` is no address\nhint: write one like `https://dav.example.org/brief/`")
            })?;
        let _ = base.set_username("");
        let _ = base.set_password(None);
        let found = credentials::find(base.host_str().unwrap_or_default(), environment);
        let found = found.with_context(|| format!("cannot publish to {base}"))?;
        if found.is_some() && base.scheme() == "http" && !is_this_machine(&base) {
            bail!(
                "`{base}` is not encrypted, and a password would be sent to it\n\
                 hint: use the address that begins with `https`"
            );
        }
        let (authorization, secrets) = match &found {
            Some(Credentials { user, password }) => {
                let encoded = STANDARD.encode(format!("{user}:{password}"));
                (Some(format!("Basic {encoded}")), Secrets::new([password.clone(), encoded]))
            }
            None => (None, Secrets::default()),
        };
        let client = Client::new(&base, patience, secrets);
        Ok(Self { base, authorization, client, folders: Mutex::default() })
    }

    fn url(&self, path: &str) -> String {
        format!("{}{}", self.base, utf8_percent_encode(path, PLAIN))
    }

    fn send(
        &self,
        method: &'static str,
        path: &str,
        headers: Vec<(&'static str, String)>,
        payload: Payload<'_>,
    ) -> Result<Answer> {
        let mut call = Call { method, url: self.url(path), headers, payload };
        if let Some(authorization) = &self.authorization {
            call.headers.push(("authorization", authorization.clone()));
        }
        self.client.send(&call)
    }

    /// Makes the folders in which a file lies, each once in the life of this store. To wait until a folder is
    /// missed would not do: some servers answer then as if the fault were theirs.
    fn make_folders(&self, path: &str) -> Result<()> {
        for (end, _) in path.match_indices('/') {
            let folder = &path[..=end];
            if self.folders().contains(folder) {
                continue;
            }
            let answer = self.send("MKCOL", folder, Vec::new(), Payload::None)?;
            // Where there is one, most servers say that none can be made, and some lead to it. A file in its
            // place was looked for, and removed if it was the site's.
            if !answer.is_fine() && !matches!(answer.status, 405 | 301 | 302 | 307 | 308) {
                return Err(self.refusal(&answer, &format!("make the folder `{folder}`")));
            }
            self.folders().insert(folder.to_owned());
        }
        Ok(())
    }

    fn folders(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, path: &str, payload: Payload<'_>) -> Result<()> {
        self.make_folders(path)?;
        let headers = vec![("content-type", media_type(Path::new(path)))];
        let answer = self.send("PUT", path, headers, payload)?;
        if answer.is_fine() {
            return Ok(());
        }
        Err(self.refusal(&answer, &format!("write `{path}`")))
    }

    /// The header fields of a copy or a move.
    fn towards(&self, path: &str, overwrite: &str) -> Vec<(&'static str, String)> {
        vec![("destination", self.url(path)), ("overwrite", overwrite.to_owned())]
    }

    /// The error for an answer. `doing` is what was asked for.
    fn refusal(&self, answer: &Answer, doing: &str) -> anyhow::Error {
        let hint = match answer.status {
            401 if self.authorization.is_none() => {
                "set `RAPPORTEUR_WEBDAV_USER` and `RAPPORTEUR_WEBDAV_PASSWORD` in the environment, \
                 or write the server into `~/.netrc`"
            }
            401 => "look at the name and the password for this server",
            403 => "this user must be allowed to write there",
            405 | 501 => "the address must be one at which the server speaks WebDAV",
            404 | 409 => {
                "make the folder of the address first, or correct `address:` in `site.yaml`"
            }
            413 => "the server must be told to take larger files",
            507 => "make room at the server",
            300..=399 => "write the address to which the server leads, in `site.yaml`",
            500..=599 => {
                "look at the log of the server: it may be full, or its folder may be read-only"
            }
            _ => "look at the address in `site.yaml`",
        };
        let led_to = answer.header("location").filter(|_| (300..400).contains(&answer.status));
        let led_to = led_to.map(|place| format!(", which leads to `{place}`")).unwrap_or_default();
        let told = self.client.secrets().redact(&format!("{}{led_to}", answer.status_line()));
        anyhow!("cannot {doing}: the server answered {told}\nhint: {hint}")
    }
}

impl Store for WebdavStore {
    fn place(&self) -> String {
        format!("`{}`", self.base)
    }

    fn get(&self, path: &str) -> Result<Option<Vec<u8>>> {
        let headers = vec![("cache-control", "no-cache".to_owned())];
        let answer = self.send("GET", path, headers, Payload::None)?;
        match answer.status {
            404 | 410 => Ok(None),
            200 => Ok(Some(answer.bytes)),
            _ => Err(self.refusal(&answer, &format!("read `{path}`"))),
        }
    }

    fn put(&self, path: &str, put: &Put<'_>) -> Result<()> {
        self.write(
            path,
            match put.content {
                Content::Bytes(bytes) => Payload::Bytes(bytes),
                Content::File(path) => Payload::Part { path, start: 0, size: put.size },
            },
        )
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool> {
        // Few servers know the condition of a `PUT`; all know that of a `MOVE`.
        // Where two are here at once, one has moved the bytes of the other, who then finds its own.
        let beside = format!("{path}.new");
        self.write(&beside, Payload::Bytes(bytes))?;
        let answer = self.send("MOVE", &beside, self.towards(path, "F"), Payload::None)?;
        if answer.is_fine() {
            return Ok(true);
        }
        self.remove(&[&beside])?;
        match answer.status {
            // An answer that was lost on its way makes a second attempt meet what the first one wrote.
            404 | 409 | 412 => Ok(self.get(path)?.is_some_and(|present| present == bytes)),
            _ => Err(self.refusal(&answer, &format!("write `{path}`"))),
        }
    }

    fn copy(&self, from: &str, to: &str, _: Class) -> Result<bool> {
        if !to.starts_with(".rapporteur/") {
            let Some(bytes) = self.get(from)? else { return Ok(false) };
            self.write(to, Payload::Bytes(&bytes))?;
            return Ok(true);
        }
        self.make_folders(to)?;
        let answer = self.send("COPY", from, self.towards(to, "T"), Payload::None)?;
        match answer.status {
            404 => Ok(false),
            _ if answer.is_fine() => Ok(true),
            _ => Err(self.refusal(&answer, &format!("copy `{from}` to `{to}`"))),
        }
    }

    fn remove(&self, paths: &[&str]) -> Result<()> {
        for path in paths {
            let answer = self.send("DELETE", path, Vec::new(), Payload::None)?;
            if !answer.is_fine() && !matches!(answer.status, 404 | 410) {
                return Err(self.refusal(&answer, &format!("remove `{path}`")));
            }
        }
        Ok(())
    }

    fn is_taken(&self, path: &str) -> Result<bool> {
        let answer = self.send("HEAD", path, Vec::new(), Payload::None)?;
        match answer.status {
            404 | 410 => Ok(false),
            401 | 500..=599 => Err(self.refusal(&answer, &format!("look at `{path}`"))),
            // Many servers list no folder, and say so where there is one.
            _ => Ok(true),
        }
    }

    fn is_folder(&self, path: &str) -> Result<bool> {
        let answer = self.send("HEAD", path, Vec::new(), Payload::None)?;
        match answer.status {
            404 | 410 => return Ok(false),
            // Many servers lead from the name of a folder to the same with a slash.
            300..=399 => return Ok(true),
            _ => {}
        }
        let depth = vec![("depth", "0".to_owned())];
        let answer = self.send("PROPFIND", path, depth, Payload::None)?;
        // The property that tells has an element of this name if it is one. Not all servers know the question.
        Ok(answer.status == 207 && answer.text().contains("collection"))
    }

    fn has_folders(&self) -> bool {
        true
    }

    fn n_parallel(&self) -> usize {
        8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_does_not_go_over_an_open_connection() {
        let names = ["RAPPORTEUR_WEBDAV_USER", "RAPPORTEUR_WEBDAV_PASSWORD"];
        let variables = names.map(|name| (name.to_owned(), "secret".to_owned())).into();
        let environment = Environment { variables, home: None };
        let error = WebdavStore::new("http://dav.example.org/", &environment, Patience::default());
        let error = format!("{:#}", error.err().unwrap());
        assert!(error.contains("hint: use the address that begins with `https`"), "{error}");
        assert!(!error.contains("secret"));
    }
}
