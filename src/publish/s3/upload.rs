//! Large files: sent in parts, so that a cut costs one part and not the whole.
//!
//! Always holds: parts of a file that could not be sent as a whole do not stay, as far as the store can be
//! told; they would be paid for and nobody would see them.

use anyhow::{Context, Result};
use rusty_s3::actions::{CompleteMultipartUpload, CreateMultipartUpload};

use super::refusal::element;
use super::{Headers, S3Store};
use crate::output::Content;
use crate::publish::http::Payload;
use crate::publish::objects::Put;

/// A file of more bytes is sent in parts.
pub(super) const THRESHOLD: u64 = 16 * 1024 * 1024;

/// The least size of a part; a store takes none that is smaller than 5 MiB.
const PART: u64 = 8 * 1024 * 1024;

/// A store takes 10,000 parts.
const MAX_PARTS: u64 = 9_000;

impl S3Store {
    /// Sends a file in parts.
    pub(super) fn put_in_parts(&self, key: &str, labels: Headers, put: &Put<'_>) -> Result<()> {
        let begin = CreateMultipartUpload::new(&self.bucket, credentials_of(self), key);
        let begin = Self::call(begin, labels, Payload::None);
        let answer = self.demand(&begin, &format!("begin to write `{key}`"))?;
        let text = answer.text();
        let upload = element(&text, "UploadId").context("the store gave the upload no name")?;
        let result = self.put_parts(key, upload, put);
        if result.is_err() {
            let abort = self.bucket.abort_multipart_upload(credentials_of(self), key, upload);
            // The first error is the one to be told.
            let _ = self.client.send(&Self::call(abort, Vec::new(), Payload::None));
        }
        result
    }

    fn put_parts(&self, key: &str, upload: &str, put: &Put<'_>) -> Result<()> {
        let size = PART.max(put.size.div_ceil(MAX_PARTS));
        let mut tags = Vec::new();
        for (part_idx, start) in (0..put.size).step_by(usize::try_from(size)?).enumerate() {
            let number = u16::try_from(part_idx + 1)?;
            let part = part(put.content, start, size.min(put.size - start))?;
            let action = self.bucket.upload_part(credentials_of(self), key, number, upload);
            let call = Self::call(action, Vec::new(), part);
            let answer = self.demand(&call, &format!("write part {number} of `{key}`"))?;
            let tag = answer.header("etag").context("the store gave a part no tag")?;
            tags.push(tag.to_owned());
        }
        let all = || {
            let tags = tags.iter().map(String::as_str);
            CompleteMultipartUpload::new(&self.bucket, credentials_of(self), key, upload, tags)
        };
        let body = all().body();
        let call = Self::call(all(), Vec::new(), Payload::Bytes(body.as_bytes()));
        self.demand(&call, &format!("put the {} parts of `{key}` together", tags.len())).map(|_| ())
    }
}

fn credentials_of(store: &S3Store) -> Option<&rusty_s3::Credentials> {
    Some(&store.credentials)
}

/// A part of a content.
fn part(content: &Content, start: u64, size: u64) -> Result<Payload<'_>> {
    Ok(match content {
        Content::Bytes(bytes) => {
            let start = usize::try_from(start)?;
            Payload::Bytes(&bytes[start..start + usize::try_from(size)?])
        }
        Content::File(path) => Payload::Part { path, start, size },
    })
}
