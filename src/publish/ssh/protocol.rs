//! The protocol of `sftp`, version 3, as OpenSSH speaks it, over the system's `ssh`.
//!
//! Comes in: requests. Goes out: an answer for each, in the same order. Many requests are under way at
//! once, so ten thousand small ones do not cost ten thousand times the way to the server and back, as they
//! would with the program `sftp`.

use std::io::{BufReader, BufWriter, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout};

use anyhow::{Result, bail};

/// So many requests are under way at once. The answers to them fit into the system's buffers, so neither
/// side waits for the other to read.
const WINDOW: usize = 64;
/// No answer of a sane server is longer.
const MAX_ANSWER: usize = 1 << 20;
/// So many bytes of a file are sent or asked for at once; every server takes that many.
pub(super) const CHUNK: usize = 32 * 1024;

/// What the server is asked to do.
#[derive(Debug, Clone)]
pub(super) enum Request<'a> {
    /// Open a file for reading.
    Open(String),
    /// Open a file for writing, empty it.
    Create(String),
    Close(&'a [u8]),
    Read(&'a [u8], u64),
    Write(&'a [u8], u64, &'a [u8]),
    OpenFolder(String),
    ReadFolder(&'a [u8]),
    Remove(String),
    MakeFolder(String),
    RemoveFolder(String),
    /// What stands at a path, without following a link.
    Look(String),
    ReadLink(String),
    /// Make a symbolic link that leads to the first, at the second.
    SymLink(String, String),
    /// Rename in one step, over what is there.
    Rename(String, String),
    /// Give a file a second name.
    Link(String, String),
}

/// What the server answered.
#[derive(Debug)]
pub(super) enum Answer {
    Done,
    /// It did not; the number says why, with the server's own words.
    Failed(u32, String),
    Handle(Vec<u8>),
    Data(Vec<u8>),
    /// Names, and of each whether it is a folder.
    Names(Vec<(String, bool)>),
    /// The size, and what it is.
    Look(u64, Kind),
}

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    Link,
}

/// The end of something.
pub(super) const END: u32 = 1;
/// Nothing is there.
pub(super) const NOT_THERE: u32 = 2;
/// It is not allowed.
pub(super) const FORBIDDEN: u32 = 3;

/// A conversation with a server.
pub(super) struct Conversation {
    to: BufWriter<ChildStdin>,
    from: BufReader<ChildStdout>,
    next_id: u32,
}

impl Conversation {
    /// Begins a conversation with what `ssh` has connected to.
    ///
    /// # Errors
    /// When the connection did not come about.
    pub(super) fn begin(child: &mut Child) -> Result<Self> {
        let (Some(to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            bail!("ssh cannot be talked to");
        };
        let (to, from) = (BufWriter::with_capacity(1 << 16, to), BufReader::new(from));
        let mut conversation = Self { to, from, next_id: 0 };
        conversation.write(&[1, 0, 0, 0, 3])?;
        conversation.to.flush()?;
        let hello = conversation.read()?;
        if hello.first() != Some(&2) {
            bail!("the server does not speak sftp");
        }
        Ok(conversation)
    }

    /// Sends requests and waits for all answers.
    ///
    /// # Errors
    /// When the connection breaks off.
    pub(super) fn ask<'a>(
        &mut self,
        requests: impl IntoIterator<Item = Request<'a>>,
    ) -> Result<Vec<Answer>> {
        let first_id = self.next_id;
        let mut answers: Vec<Option<Answer>> = Vec::new();
        let mut n_answered = 0;
        for request in requests {
            if answers.len() - n_answered == WINDOW {
                self.to.flush()?;
                self.take_answer(first_id, &mut answers)?;
                n_answered += 1;
            }
            let packet = packet(&request, self.next_id);
            self.write(&packet)?;
            self.next_id = self.next_id.wrapping_add(1);
            answers.push(None);
        }
        self.to.flush()?;
        for _ in n_answered..answers.len() {
            self.take_answer(first_id, &mut answers)?;
        }
        let answers: Option<Vec<Answer>> = answers.into_iter().collect();
        answers.map_or_else(|| bail!("the server answered one request twice"), Ok)
    }

    fn take_answer(&mut self, first_id: u32, answers: &mut [Option<Answer>]) -> Result<()> {
        let packet = self.read()?;
        let mut fields = Fields(&packet);
        let (kind, id) = (fields.byte()?, fields.number()?);
        let place = answers.get_mut(id.wrapping_sub(first_id) as usize);
        let Some(place) = place else { bail!("the server answered what it was not asked") };
        *place = Some(answer(kind, fields)?);
        Ok(())
    }

    fn write(&mut self, packet: &[u8]) -> Result<()> {
        let length = u32::try_from(packet.len())?;
        self.to.write_all(&length.to_be_bytes())?;
        Ok(self.to.write_all(packet)?)
    }

    fn read(&mut self) -> Result<Vec<u8>> {
        let mut length = [0; 4];
        self.from.read_exact(&mut length)?;
        let length = u32::from_be_bytes(length) as usize;
        if length > MAX_ANSWER {
            bail!("the server does not speak sftp");
        }
        let mut packet = vec![0; length];
        self.from.read_exact(&mut packet)?;
        Ok(packet)
    }
}

fn packet(request: &Request<'_>, id: u32) -> Vec<u8> {
    let read_flag = 1_u32.to_be_bytes();
    // Write, create, truncate.
    let write_flags = 0x1a_u32.to_be_bytes();
    let no_attributes: &[u8] = &[0; 4];
    // With attributes: the permissions.
    let permissions = |mode: u32| [4_u32.to_be_bytes(), mode.to_be_bytes()].concat();
    let (kind, fields): (u8, Vec<Vec<u8>>) = match request {
        Request::Open(path) => (3, vec![text(path), read_flag.to_vec(), no_attributes.to_vec()]),
        Request::Create(path) => (3, vec![text(path), write_flags.to_vec(), permissions(0o644)]),
        Request::Close(handle) => (4, vec![bytes(handle)]),
        Request::Read(handle, offset) => {
            let length = u32::try_from(CHUNK).unwrap_or(u32::MAX).to_be_bytes().to_vec();
            (5, vec![bytes(handle), offset.to_be_bytes().to_vec(), length])
        }
        Request::Write(handle, offset, data) => {
            (6, vec![bytes(handle), offset.to_be_bytes().to_vec(), bytes(data)])
        }
        Request::Look(path) => (7, vec![text(path)]),
        Request::OpenFolder(path) => (11, vec![text(path)]),
        Request::ReadFolder(handle) => (12, vec![bytes(handle)]),
        Request::Remove(path) => (13, vec![text(path)]),
        Request::MakeFolder(path) => (14, vec![text(path), permissions(0o755)]),
        Request::RemoveFolder(path) => (15, vec![text(path)]),
        Request::ReadLink(path) => (19, vec![text(path)]),
        // OpenSSH has these two the other way round than the standard, and others follow it.
        Request::SymLink(to, at) => (20, vec![text(to), text(at)]),
        Request::Rename(from, to) => {
            (200, vec![text("posix-rename@openssh.com"), text(from), text(to)])
        }
        Request::Link(from, to) => (200, vec![text("hardlink@openssh.com"), text(from), text(to)]),
    };
    let mut packet = vec![kind];
    packet.extend(id.to_be_bytes());
    packet.extend(fields.concat());
    packet
}

fn text(text: &str) -> Vec<u8> {
    bytes(text.as_bytes())
}

fn bytes(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).expect("invariant: nothing sent is that long");
    [&length.to_be_bytes(), bytes].concat()
}

fn answer(kind: u8, mut fields: Fields<'_>) -> Result<Answer> {
    Ok(match kind {
        101 => match fields.number()? {
            0 => Answer::Done,
            code => Answer::Failed(code, fields.text().unwrap_or_default()),
        },
        102 => Answer::Handle(fields.bytes()?.to_vec()),
        103 => Answer::Data(fields.bytes()?.to_vec()),
        104 => {
            let mut names = Vec::new();
            for _ in 0..fields.number()? {
                let name = fields.text()?;
                fields.bytes()?;
                names.push((name, fields.attributes()?.1 == Kind::Folder));
            }
            Answer::Names(names)
        }
        105 => {
            let (size, kind) = fields.attributes()?;
            Answer::Look(size, kind)
        }
        _ => bail!("the server does not speak sftp as it should"),
    })
}

/// What is left of an answer.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take(&mut self, n_bytes: usize) -> Result<&'a [u8]> {
        let Some((taken, rest)) = self.0.split_at_checked(n_bytes) else {
            bail!("an answer of the server is cut off");
        };
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    fn number(&mut self) -> Result<u32> {
        Ok(u32::from_be_bytes(self.take(4)?.try_into()?))
    }

    fn bytes(&mut self) -> Result<&'a [u8]> {
        let length = self.number()? as usize;
        self.take(length)
    }

    fn text(&mut self) -> Result<String> {
        Ok(String::from_utf8_lossy(self.bytes()?).into_owned())
    }

    fn attributes(&mut self) -> Result<(u64, Kind)> {
        let flags = self.number()?;
        let size = if flags & 1 == 0 { 0 } else { u64::from_be_bytes(self.take(8)?.try_into()?) };
        self.take(if flags & 2 == 0 { 0 } else { 8 })?;
        let mode = if flags & 4 == 0 { 0 } else { self.number()? };
        self.take(if flags & 8 == 0 { 0 } else { 8 })?;
        if flags & 0x8000_0000 != 0 {
            for _ in 0..2 * self.number()? {
                self.bytes()?;
            }
        }
        let kind = match mode & 0o170_000 {
            0o040_000 => Kind::Folder,
            0o120_000 => Kind::Link,
            _ => Kind::File,
        };
        Ok((size, kind))
    }
}
