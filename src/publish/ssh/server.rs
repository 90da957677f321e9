//! A server that is reached by ssh: files and folders come in by path, and are there when a call returns.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Error, Result, anyhow, bail};

use super::protocol::{Answer, CHUNK, Conversation, END, FORBIDDEN, Kind, NOT_THERE, Request};
use super::trouble::explained;
use crate::publish::program::{redacted, start};

/// A connection to a server. It ends when this is dropped, or the process ends.
pub(super) struct Server {
    conversation: Mutex<Conversation>,
    child: Mutex<Child>,
    talk: Arc<Mutex<String>>,
}

impl Server {
    /// Connects, with a command that leads to the server's sftp.
    ///
    /// # Errors
    /// When the server cannot be reached or does not let us in.
    pub(super) fn connect(command: &mut Command) -> Result<Self> {
        let mut child = start(command.stdin(Stdio::piped()))?;
        let talk = Arc::new(Mutex::new(String::new()));
        if let Some(stderr) = child.stderr.take() {
            let talk = Arc::clone(&talk);
            thread::spawn(move || listen(stderr, &talk));
        }
        match Conversation::begin(&mut child) {
            Ok(conversation) => {
                let (conversation, child) = (Mutex::new(conversation), Mutex::new(child));
                Ok(Self { conversation, child, talk })
            }
            Err(error) => Err(last_words(&mut child, &talk, &error)),
        }
    }

    /// Asks for many things at once.
    pub(super) fn ask<'a>(
        &self,
        requests: impl IntoIterator<Item = Request<'a>>,
    ) -> Result<Vec<Answer>> {
        let mut conversation = self.conversation.lock().unwrap_or_else(PoisonError::into_inner);
        conversation.ask(requests).map_err(|error| {
            let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
            last_words(&mut child, &self.talk, &error)
        })
    }

    /// Asks for one thing.
    pub(super) fn ask_one(&self, request: Request<'_>) -> Result<Answer> {
        self.ask([request])?.pop().context("the server gave no answer")
    }

    /// Asks for one thing that must be done.
    pub(super) fn must(&self, attempt: &str, request: Request<'_>) -> Result<()> {
        done(attempt, self.ask_one(request)?)
    }

    /// What stands at a path.
    pub(super) fn look(&self, path: &str) -> Result<Option<(u64, Kind)>> {
        match self.ask_one(Request::Look(path.to_owned()))? {
            Answer::Look(size, kind) => Ok(Some((size, kind))),
            Answer::Failed(NOT_THERE, _) => Ok(None),
            other => Err(refusal(&format!("cannot look at `{path}`"), other)),
        }
    }

    /// Where a symbolic link leads; none if there is none.
    pub(super) fn link_target(&self, path: &str) -> Result<Option<String>> {
        match self.ask_one(Request::ReadLink(path.to_owned()))? {
            Answer::Names(mut names) => Ok(names.pop().map(|(name, _)| name)),
            // What is there is not a link.
            Answer::Failed(..) => Ok(None),
            other => Err(refusal(&format!("cannot read the link `{path}`"), other)),
        }
    }

    /// The bytes of a file; none if there is none.
    pub(super) fn read(&self, path: &str) -> Result<Option<Vec<u8>>> {
        let attempt = format!("cannot read `{path}`");
        let handle = match self.ask_one(Request::Open(path.to_owned()))? {
            Answer::Handle(handle) => handle,
            Answer::Failed(NOT_THERE, _) => return Ok(None),
            other => return Err(refusal(&attempt, other)),
        };
        let mut bytes = Vec::new();
        'all: loop {
            let offsets = (0..16).map(|chunk| bytes.len() as u64 + chunk * CHUNK as u64);
            let requests: Vec<Request<'_>> =
                offsets.map(|offset| Request::Read(&handle, offset)).collect();
            for answer in self.ask(requests)? {
                match answer {
                    Answer::Data(data) => {
                        let is_short = data.len() < CHUNK;
                        bytes.extend(data);
                        if is_short {
                            // What follows was asked for from another place.
                            continue 'all;
                        }
                    }
                    Answer::Failed(END, _) => break 'all,
                    other => return Err(refusal(&attempt, other)),
                }
            }
        }
        self.ask_one(Request::Close(&handle))?;
        Ok(Some(bytes))
    }

    /// Writes small files whose folders are there.
    pub(super) fn write(&self, files: &[(String, &[u8])]) -> Result<()> {
        self.write_held(files, &|| Ok(()))
    }

    /// Writes files whose folders are there; of all that are given at once the bytes are in memory. `hold` is
    /// called now and then.
    pub(super) fn write_held(
        &self,
        files: &[(String, &[u8])],
        hold: &dyn Fn() -> Result<()>,
    ) -> Result<()> {
        let opened = self.ask(files.iter().map(|(path, _)| Request::Create(path.clone())))?;
        let mut handles = Vec::new();
        for ((path, _), answer) in files.iter().zip(opened) {
            match answer {
                Answer::Handle(handle) => handles.push(handle),
                other => return Err(refusal(&format!("cannot write `{path}`"), other)),
            }
        }
        let pieces =
            files.iter().zip(&handles).enumerate().flat_map(|(idx, ((_, bytes), handle))| {
                let chunks = bytes.chunks(CHUNK).enumerate();
                let write = move |(chunk, data)| {
                    (idx, Request::Write(handle, chunk as u64 * CHUNK as u64, data))
                };
                chunks.map(write).chain([(idx, Request::Close(handle))])
            });
        let mut pieces = pieces.peekable();
        while pieces.peek().is_some() {
            hold()?;
            let (owners, requests): (Vec<usize>, Vec<Request<'_>>) =
                pieces.by_ref().take(MAX_PIECES).unzip();
            for (file_idx, answer) in owners.into_iter().zip(self.ask(requests)?) {
                done(&format!("cannot write `{}`", files[file_idx].0), answer)?;
            }
        }
        Ok(())
    }

    /// The entries of folders, by folder; nothing of one that is not there.
    pub(super) fn entries(&self, folders: &[String]) -> Result<Vec<Vec<(String, bool)>>> {
        let mut entries = vec![Vec::new(); folders.len()];
        let opened = self.ask(folders.iter().map(|path| Request::OpenFolder(path.clone())))?;
        let mut open: Vec<(usize, Vec<u8>)> = Vec::new();
        for (folder_idx, answer) in opened.into_iter().enumerate() {
            match answer {
                Answer::Handle(handle) => open.push((folder_idx, handle)),
                Answer::Failed(NOT_THERE, _) => {}
                other => {
                    let attempt = format!("cannot list `{}`", folders[folder_idx]);
                    return Err(refusal(&attempt, other));
                }
            }
        }
        while !open.is_empty() {
            let answers = self.ask(open.iter().map(|(_, handle)| Request::ReadFolder(handle)))?;
            let mut unread = Vec::new();
            let mut read = Vec::new();
            for ((folder_idx, handle), answer) in open.into_iter().zip(answers) {
                if let Answer::Names(names) = answer {
                    let real = names.into_iter().filter(|(name, _)| name != "." && name != "..");
                    entries[folder_idx].extend(real);
                    unread.push((folder_idx, handle));
                } else {
                    read.push(handle);
                }
            }
            self.ask(read.iter().map(|handle| Request::Close(handle)))?;
            open = unread;
        }
        Ok(entries)
    }

    /// Removes a folder and those files below it that `is_ours` says yes to, by their path in it. What is
    /// left stays, with its folders.
    pub(super) fn remove_folder(&self, root: &str, is_ours: &dyn Fn(&str) -> bool) -> Result<()> {
        let mut folders = vec![root.to_owned()];
        let mut seen = 0;
        while seen < folders.len() {
            // Handles are few at most servers.
            let end = folders.len().min(seen + 32);
            let level: Vec<String> = folders[seen..end].to_vec();
            seen = end;
            let mut files = Vec::new();
            for (folder, entries) in level.iter().zip(self.entries(&level)?) {
                for (name, is_folder) in entries {
                    let path = format!("{folder}/{name}");
                    if is_folder {
                        folders.push(path);
                    } else if is_ours(path[root.len()..].trim_start_matches('/')) {
                        files.push(path);
                    }
                }
            }
            self.ask(files.into_iter().map(Request::Remove))?;
        }
        self.ask(folders.into_iter().rev().map(Request::RemoveFolder))?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let child = self.child.get_mut().unwrap_or_else(PoisonError::into_inner);
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// So many pieces of files are sent in one go: some megabytes.
const MAX_PIECES: usize = 256;

/// Fails unless something was done.
pub(super) fn done(attempt: &str, answer: Answer) -> Result<()> {
    match answer {
        Answer::Done => Ok(()),
        other => Err(refusal(attempt, other)),
    }
}

/// The error for an answer that is none to the request.
pub(super) fn refusal(attempt: &str, answer: Answer) -> Error {
    match answer {
        Answer::Failed(FORBIDDEN, _) => anyhow!(
            "{attempt}: the server forbids it\n\
             hint: the user there must be able to write the folder in which the path lies"
        ),
        Answer::Failed(NOT_THERE, _) => anyhow!(
            "{attempt}: there is no such folder\n\
             hint: make the folder in which the path lies"
        ),
        Answer::Failed(_, words) => anyhow!(
            "{attempt}; the server says: {words}\n\
             hint: is its disk full, or may nothing be written there?"
        ),
        _ => anyhow!("{attempt}: the server does not speak sftp as it should"),
    }
}

fn listen(mut stderr: impl Read, talk: &Mutex<String>) {
    let mut buffer = [0; 1024];
    while let Ok(n_read) = stderr.read(&mut buffer) {
        if n_read == 0 {
            return;
        }
        let words = String::from_utf8_lossy(&buffer[..n_read]);
        talk.lock().unwrap_or_else(PoisonError::into_inner).push_str(&words);
    }
}

/// The error for a connection that is gone, from what ssh said of it.
fn last_words(child: &mut Child, talk: &Mutex<String>, error: &Error) -> Error {
    // Words may still be on the way when the connection is gone.
    let end = Instant::now() + Duration::from_secs(2);
    while child.try_wait().is_ok_and(|status| status.is_none()) && Instant::now() < end {
        thread::park_timeout(Duration::from_millis(5));
    }
    thread::park_timeout(Duration::from_millis(20));
    let _ = child.kill();
    let _ = child.wait();
    let talk = redacted(&talk.lock().unwrap_or_else(PoisonError::into_inner));
    if talk.trim().is_empty() {
        return explained(&format!("the connection broke off ({error})"), "Connection closed");
    }
    explained("the connection broke off", &talk)
}

/// The folder in which a path of the server lies, with its last slash, and the name in it.
pub(super) fn split(path: &str) -> Result<(&str, &str)> {
    let path = path.strip_prefix("~/").unwrap_or(path);
    let (folder, name) = path.rfind('/').map_or(("", path), |at| path.split_at(at + 1));
    if name.is_empty() || [".", "..", "~"].contains(&name) || path.contains(['\n', '\0']) {
        bail!(
            "`{path}` cannot be the name that readers are served from\n\
             hint: name a path under `path:` that does not exist yet, such as `/var/www/brief`"
        );
    }
    Ok((folder, name))
}

/// The address of a local file for a program that takes options of another form for the rest.
pub(super) fn plain(path: &Path) -> Result<&str> {
    path.to_str().context("the folder for temporary files has a name that is not a text")
}
