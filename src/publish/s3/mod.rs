//! A bucket of a store that speaks the S3 protocol: files of a site come in, objects go out, each with its
//! media type and with how long it may be kept by caches.
//!
//! Always holds: an object is there as a whole or not at all; a request is signed for its own use alone, for
//! some minutes; an object may be kept for long only if its name changes with its bytes.

mod credentials;
mod refusal;
mod upload;

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use rusty_s3::actions::{DeleteObjects, ObjectIdentifier, S3Action};
use rusty_s3::{Bucket, Credentials, Method, UrlStyle};

use super::http::{Answer, Call, Client, Patience, Payload};
use super::objects::{Put, Store};
use super::place::Environment;
use super::tree::Class;
use crate::config::{self, Addressing};
use crate::output::{Content, media_type};
use refusal::{hidden_error, is_no_such_key, refusal};

/// A bucket, or the part of one whose keys begin with a prefix.
pub struct S3Store {
    settings: config::Bucket,
    bucket: Bucket,
    credentials: Credentials,
    client: Client,
}

/// For so long a signed request is good: longer than the sending of a part takes to begin.
const VALID: Duration = Duration::from_secs(15 * 60);

/// So many keys may be removed by one request.
const MAX_REMOVED: usize = 1000;

/// Header fields that go with a request, signed.
type Headers = Vec<(&'static str, String)>;

impl S3Store {
    /// The bucket of some settings. The environment has the credentials, or says where they are.
    ///
    /// # Errors
    /// When there are no credentials, or the settings are no address.
    pub fn new(
        settings: config::Bucket,
        environment: &Environment,
        patience: Patience,
    ) -> Result<Self> {
        let place = place(&settings);
        let found = credentials::find(&settings.credentials, environment);
        let found = found.with_context(|| format!("cannot publish to {place}"))?;
        let endpoint = match &settings.endpoint {
            Some(endpoint) => endpoint.clone(),
            None => format!("https://s3.{}.amazonaws.com", settings.region),
        };
        let style = match settings.addressing {
            Addressing::Path => UrlStyle::Path,
            Addressing::Host => UrlStyle::VirtualHost,
        };
        let bucket = url::Url::parse(&endpoint).map_err(anyhow::Error::from).and_then(|endpoint| {
            let (name, region) = (settings.name.clone(), settings.region.clone());
            Ok(Bucket::new(endpoint, style, name, region)?)
        });
        let bucket = bucket.with_context(|| {
            format!(
                "{place} has no address\nhint: `endpoint:` is one like `https://s3.example.org`"
            )
        })?;
        let client = Client::new(bucket.base_url(), patience, found.secrets());
        Ok(Self { settings, bucket, credentials: found.to_sign_with(), client })
    }

    /// The key of a file.
    fn key(&self, path: &str) -> String {
        format!("{}{path}", self.settings.prefix)
    }

    /// A request with these header fields, all of them signed.
    fn call<'a, 'p, A: S3Action<'a>>(
        mut action: A,
        headers: Headers,
        payload: Payload<'p>,
    ) -> Call<'p> {
        for (name, value) in &headers {
            action.headers_mut().insert(*name, value.clone());
        }
        let method = match A::METHOD {
            Method::Head => "HEAD",
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        };
        Call { method, url: action.sign(VALID).into(), headers, payload }
    }

    /// Sends a request that is to succeed. `doing` is for the message.
    fn demand(&self, call: &Call<'_>, doing: &str) -> Result<Answer> {
        let answer = self.client.send(call)?;
        if answer.is_fine() && !hidden_error(&answer) {
            return Ok(answer);
        }
        Err(refusal(&self.client, &answer, doing))
    }

    /// What is kept with an object: what it is, and for how long caches may keep it.
    fn labels(&self, path: &str, class: Class) -> Headers {
        let cache = match class {
            _ if path.starts_with(".rapporteur/") => "no-store".to_owned(),
            Class::Fingerprinted => "public, max-age=31536000, immutable".to_owned(),
            Class::Asset => format!("public, max-age={}", self.settings.file_seconds),
            Class::Page | Class::Entry => {
                format!("public, max-age={}, must-revalidate", self.settings.page_seconds)
            }
        };
        vec![("cache-control", cache), ("content-type", media_type(Path::new(path)))]
    }

    fn put_whole(&self, key: &str, headers: Headers, payload: Payload<'_>) -> Result<Answer> {
        let action = self.bucket.put_object(Some(&self.credentials), key);
        self.client.send(&Self::call(action, headers, payload))
    }

    fn remove_all(&self, keys: &[ObjectIdentifier]) -> Result<()> {
        let named = || DeleteObjects::new(&self.bucket, Some(&self.credentials), keys.iter());
        let (body, digest) = named().body_with_md5();
        let headers = vec![("content-md5", digest)];
        let answer =
            self.client.send(&Self::call(named(), headers, Payload::Bytes(body.as_bytes())))?;
        // Some stores cannot remove many at once.
        if matches!(answer.status, 405 | 501) {
            return keys.iter().try_for_each(|object| self.remove_one(&object.key));
        }
        if answer.is_fine() && !hidden_error(&answer) {
            return Ok(());
        }
        Err(refusal(&self.client, &answer, &format!("remove {} files", keys.len())))
    }

    fn remove_one(&self, key: &str) -> Result<()> {
        let action = self.bucket.delete_object(Some(&self.credentials), key);
        let answer = self.client.send(&Self::call(action, Vec::new(), Payload::None))?;
        if answer.is_fine() || is_no_such_key(&answer) {
            return Ok(());
        }
        Err(refusal(&self.client, &answer, &format!("remove `{key}`")))
    }
}

/// What messages call a bucket.
fn place(settings: &config::Bucket) -> String {
    let within = match settings.prefix.as_str() {
        "" => String::new(),
        prefix => format!(", under `{prefix}`"),
    };
    match &settings.endpoint {
        Some(endpoint) => format!("the bucket `{}` of `{endpoint}`{within}", settings.name),
        None => format!("the bucket `{}`{within}", settings.name),
    }
}

/// What is sent of a content of so many bytes.
pub(super) fn payload(content: &Content, size: u64) -> Payload<'_> {
    match content {
        Content::Bytes(bytes) => Payload::Bytes(bytes),
        Content::File(path) => Payload::Part { path, start: 0, size },
    }
}

impl Store for S3Store {
    fn place(&self) -> String {
        place(&self.settings)
    }

    fn get(&self, path: &str) -> Result<Option<Vec<u8>>> {
        let key = self.key(path);
        let action = self.bucket.get_object(Some(&self.credentials), &key);
        let answer = self.client.send(&Self::call(action, Vec::new(), Payload::None))?;
        if is_no_such_key(&answer) {
            return Ok(None);
        }
        if answer.is_fine() {
            return Ok(Some(answer.bytes));
        }
        Err(refusal(&self.client, &answer, &format!("read `{path}`")))
    }

    fn put(&self, path: &str, put: &Put<'_>) -> Result<()> {
        let key = self.key(path);
        let labels = self.labels(path, put.class);
        if put.size > upload::THRESHOLD {
            return self.put_in_parts(&key, labels, put);
        }
        let answer = self.put_whole(&key, labels, payload(put.content, put.size))?;
        if answer.is_fine() {
            return Ok(());
        }
        Err(refusal(&self.client, &answer, &format!("write `{path}`")))
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool> {
        // Not every store knows the condition: some pass it over, some refuse it.
        if self.get(path)?.is_some() {
            return Ok(false);
        }
        let key = self.key(path);
        let labels = self.labels(path, Class::Entry);
        let mut conditional = labels.clone();
        conditional.push(("if-none-match", "*".to_owned()));
        let mut answer = self.put_whole(&key, conditional, Payload::Bytes(bytes))?;
        if answer.status == 501 {
            answer = self.put_whole(&key, labels, Payload::Bytes(bytes))?;
        }
        match answer.status {
            // An answer that was lost on its way makes a second attempt meet what the first one wrote.
            409 | 412 => Ok(self.get(path)?.is_some_and(|present| present == bytes)),
            _ if answer.is_fine() => Ok(true),
            _ => Err(refusal(&self.client, &answer, &format!("write `{path}`"))),
        }
    }

    fn copy(&self, from: &str, to: &str, class: Class) -> Result<bool> {
        let (source, goal) = (self.key(from), self.key(to));
        let mut headers = self.labels(to, class);
        let encoded = self.bucket.object_url(&source);
        // A source is named by its bucket and key, however the bucket is addressed.
        let encoded = encoded.path().strip_prefix(self.bucket.base_url().path());
        let encoded = encoded.ok_or_else(|| anyhow!("`{from}` cannot be named in an address"))?;
        headers.push(("x-amz-copy-source", format!("/{}/{encoded}", self.settings.name)));
        headers.push(("x-amz-metadata-directive", "REPLACE".to_owned()));
        let answer = self.put_whole(&goal, headers, Payload::None)?;
        if is_no_such_key(&answer) {
            return Ok(false);
        }
        if answer.is_fine() && !hidden_error(&answer) {
            return Ok(true);
        }
        Err(refusal(&self.client, &answer, &format!("copy `{from}` to `{to}`")))
    }

    fn remove(&self, paths: &[&str]) -> Result<()> {
        match paths {
            [] => Ok(()),
            [path] => self.remove_one(&self.key(path)),
            paths => paths.chunks(MAX_REMOVED).try_for_each(|paths| {
                let keys = paths.iter().map(|path| ObjectIdentifier::new(self.key(path)));
                self.remove_all(&keys.collect::<Vec<_>>())
            }),
        }
    }

    fn is_taken(&self, path: &str) -> Result<bool> {
        let key = self.key(path);
        let answer = if path.ends_with('/') {
            let mut action = self.bucket.list_objects_v2(Some(&self.credentials));
            action.with_prefix(key);
            action.with_max_keys(1);
            self.client.send(&Self::call(action, Vec::new(), Payload::None))?
        } else {
            let action = self.bucket.head_object(Some(&self.credentials), &key);
            self.client.send(&Self::call(action, Vec::new(), Payload::None))?
        };
        match answer.status {
            200 if path.ends_with('/') => Ok(answer.text().contains("<Key>")),
            // Who may not list the bucket looks at each file.
            403 if path.ends_with('/') => Ok(true),
            404 if is_no_such_key(&answer) => Ok(false),
            _ if answer.is_fine() => Ok(true),
            _ => Err(refusal(&self.client, &answer, &format!("look at `{path}`"))),
        }
    }

    fn n_parallel(&self) -> usize {
        16
    }
}
