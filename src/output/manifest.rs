//! The marker of an output folder and the manifest inside: what the tool wrote there.
//!
//! The marker is one file. Its first line says to a reader what the folder is; its second line
//! names the format and a checksum; the manifest follows in binary. A marker that cannot be read,
//! or is of another format, still marks the folder as the tool's: it is only not known then which
//! files are. Reading one never fails on account of its bytes.

use std::fs::{self, File, Metadata};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result};
use bitcode::{Decode, Encode};
use xxhash_rust::xxh3::xxh3_64;

use super::content::Fingerprint;
use crate::path::{MARKER, OutputPath};

/// What the tool wrote into an output folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// What the caller wants to remember with the output.
    pub note: Vec<u8>,
    /// The files, sorted by path, each path once.
    pub records: Vec<Record>,
}

/// One file that the tool wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub path: OutputPath,
    pub fingerprint: Fingerprint,
    /// Size and time of the file when it was written. Other ones mean that it was edited since.
    pub stamp: Stamp,
}

/// What tells whether a file was changed, without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub(super) struct Stamp {
    /// In bytes.
    pub size: u64,
    /// Modification time in nanoseconds since 1970, negative before.
    pub modified: i64,
}

/// What a folder says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Marker {
    /// There is no marker: nothing in the folder is the tool's.
    Absent,
    /// The folder is a stage that was not finished: all in it is the tool's.
    Building,
    /// The folder is the tool's, but what it wrote is not known: the manifest is damaged or older.
    Damaged,
    /// The folder is the tool's, and this is what it wrote.
    Sound(Manifest),
}

/// Reads the marker of `folder`, which need not exist.
///
/// # Errors
///
/// The marker is there and cannot be read.
pub(super) fn read_marker(folder: &Path) -> Result<Marker> {
    let path = folder.join(MARKER);
    match fs::symlink_metadata(&path) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) => return Ok(Marker::Absent),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(Marker::Absent);
        }
        Err(error) => {
            return Err(error).with_context(|| format!("cannot look at `{}`", path.display()));
        }
    }
    let bytes = fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
    Ok(decode(&bytes))
}

/// Writes the marker of a finished output into `folder` and flushes it to the disk. An old marker
/// is replaced in one step: the new one is first written as `draft`, a place outside `folder` on the
/// same file system.
///
/// Markers are the only files that are flushed: with one, whatever else a power loss took is found
/// by its size; without it, nobody would know that the folder is the tool's.
///
/// # Errors
///
/// Writing fails.
pub(super) fn write_marker(folder: &Path, draft: &Path, manifest: &Manifest) -> Result<()> {
    write(folder, draft, &encode(manifest))
}

/// Writes the marker of an unfinished stage into `folder`, by way of `draft` as well.
///
/// # Errors
///
/// Writing fails.
pub(super) fn write_building_marker(folder: &Path, draft: &Path) -> Result<()> {
    write(folder, draft, format!("{TITLE}\n{BUILDING}\n").as_bytes())
}

impl Stamp {
    /// The stamp of no file, which no file has.
    pub(super) const UNKNOWN: Self = Self { size: u64::MAX, modified: i64::MIN };

    pub(super) fn of(metadata: &Metadata) -> Self {
        // A system without file times gives zero to all: then only the size tells.
        let modified =
            metadata.modified().map_or(0, |time| match time.duration_since(UNIX_EPOCH) {
                Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
                Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |n| -n),
            });
        Self { size: metadata.len(), modified }
    }
}

/// What every marker starts with, in this version and all later ones.
const SIGN: &str = "rapporteur output folder";

/// The first line of a marker.
const TITLE: &str = "rapporteur output folder: \
     each build rewrites and removes the files that it wrote here, and keeps all others";

/// The second line of a marker starts with one of these.
const BUILDING: &str = "building";
const FORMAT: &str = "manifest 1";

#[derive(Encode, Decode)]
struct Payload<'a> {
    note: Vec<u8>,
    records: Vec<PayloadRecord<'a>>,
}

#[derive(Encode, Decode)]
struct PayloadRecord<'a> {
    path: &'a str,
    fingerprint: u128,
    stamp: Stamp,
}

fn write(folder: &Path, draft: &Path, bytes: &[u8]) -> Result<()> {
    // The marker is replaced as a whole, so that a stage has one or the other at any moment.
    let path = folder.join(MARKER);
    let write = || {
        let mut file = File::create(draft)?;
        file.write_all(bytes)?;
        file.sync_data()?;
        fs::rename(draft, &path)
    };
    write().with_context(|| format!("cannot write `{}`", path.display()))
}

fn encode(manifest: &Manifest) -> Vec<u8> {
    let payload = bitcode::encode(&Payload {
        note: manifest.note.clone(),
        records: manifest
            .records
            .iter()
            .map(|record| PayloadRecord {
                path: record.path.as_str(),
                fingerprint: record.fingerprint.0,
                stamp: record.stamp,
            })
            .collect(),
    });
    let mut bytes = format!("{TITLE}\n{FORMAT} {:016x}\n", xxh3_64(&payload)).into_bytes();
    bytes.extend(payload);
    bytes
}

fn decode(bytes: &[u8]) -> Marker {
    if !bytes.starts_with(SIGN.as_bytes()) {
        return Marker::Absent;
    }
    let mut lines = bytes.splitn(3, |byte| *byte == b'\n').skip(1);
    match (lines.next(), lines.next()) {
        (Some(line), _) if line == BUILDING.as_bytes() => Marker::Building,
        (Some(line), Some(payload)) => {
            decode_payload(line, payload).map_or(Marker::Damaged, Marker::Sound)
        }
        _ => Marker::Damaged,
    }
}

/// The manifest, if its format is this one, its checksum is right and it is what it must be.
fn decode_payload(line: &[u8], payload: &[u8]) -> Option<Manifest> {
    let checksum = std::str::from_utf8(line).ok()?.strip_prefix(FORMAT)?.strip_prefix(' ')?;
    if u64::from_str_radix(checksum, 16).ok()? != xxh3_64(payload) {
        return None;
    }
    let payload: Payload<'_> = bitcode::decode(payload).ok()?;
    let records: Vec<Record> = payload
        .records
        .iter()
        .map(|record| {
            // Files are removed by these paths, so not even a forged one may lead out.
            let path = OutputPath::new(record.path).ok()?;
            let fingerprint = Fingerprint(record.fingerprint);
            Some(Record { path, fingerprint, stamp: record.stamp })
        })
        .collect::<Option<_>>()?;
    let sorted = records.windows(2).all(|pair| pair[0].path < pair[1].path);
    sorted.then_some(Manifest { note: payload.note, records })
}

#[cfg(test)]
mod tests;
