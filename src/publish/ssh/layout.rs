//! How releases lie at a server: the path of the site comes in, and where its releases, its lock and its
//! link are. What is looked up here is what [`super`] says.

use std::sync::Arc;

use anyhow::{Result, bail};

use super::protocol::{Answer, Kind, Request};
use super::server::{Server, refusal, split};
use crate::publish::lock::Door;
use crate::publish::manifest::{MANIFEST, Manifest};
use crate::publish::target::Standing;

/// A file of each release with its own name.
pub(super) const RELEASE: &str = ".rapporteur/release";
/// A file of each release that readers were led to and are led away from. One that was whole when its
/// process was killed, but that nobody saw, is not one to go back to.
const SHOWN: &str = ".rapporteur/shown";

/// Where the parts of a site are.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// The folder in which all of it lies, with its last slash.
    folder: String,
    /// The name that readers are served from.
    name: String,
}

/// What becomes of the present release when readers are led away from it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Left<'a> {
    /// It is one to go back to.
    Kept(Option<&'a str>),
    /// It is not: the next one shows the same.
    Forgotten(Option<&'a str>),
}

impl Layout {
    /// The layout of a site at a path.
    pub(super) fn of(path: &str) -> Result<Self> {
        let (folder, name) = split(path)?;
        Ok(Self { folder: folder.to_owned(), name: name.to_owned() })
    }

    /// The folder of a release.
    pub(super) fn release(&self, name: &str) -> String {
        format!("{}/{name}", self.releases())
    }

    fn releases(&self) -> String {
        format!("{}{}.releases", self.folder, self.name)
    }

    fn link(&self) -> String {
        format!("{}{}", self.folder, self.name)
    }

    /// What lies there, and the name of the present release.
    pub(super) fn standing(&self, server: &Server) -> Result<(Standing, Option<String>)> {
        let link = self.link();
        match server.look(&link)? {
            None => return Ok((Standing::Empty, None)),
            Some((_, Kind::Folder)) => {
                let entries = server.entries(std::slice::from_ref(&link))?;
                let first = entries.into_iter().flatten().next();
                let standing = first.map_or(Standing::Empty, |(name, _)| Standing::Foreign(name));
                return Ok((standing, None));
            }
            Some((_, Kind::File)) => return Ok((Standing::Foreign(self.name.clone()), None)),
            Some((_, Kind::Link)) => {}
        }
        let target = server.link_target(&link)?.unwrap_or_default();
        let present = target.strip_prefix(&format!("{}.releases/", self.name));
        let Some(present) = present.filter(|name| !name.is_empty() && !name.contains('/')) else {
            return Ok((Standing::Foreign(format!("{} -> {target}", self.name)), None));
        };
        match server.read(&format!("{}/{MANIFEST}", self.release(present)))? {
            Some(text) => {
                Ok((Standing::Published(Manifest::read(&text)?), Some(present.to_owned())))
            }
            // The release was removed by others; the link is ours.
            None => Ok((Standing::Empty, None)),
        }
    }

    /// The last release that readers were led to and that is not the present one.
    pub(super) fn other(&self, server: &Server, present: Option<&str>) -> Result<Option<String>> {
        let mut names = self.names(server)?;
        names.retain(|name| !name.ends_with(".part") && Some(name.as_str()) != present);
        names.sort_unstable();
        for name in names.into_iter().rev() {
            if server.look(&format!("{}/{SHOWN}", self.release(&name)))?.is_some() {
                return Ok(Some(name));
            }
        }
        Ok(None)
    }

    /// A name for the next release, behind all others.
    pub(super) fn next_name(&self, server: &Server, id: &str) -> Result<String> {
        let made = server.ask_one(Request::MakeFolder(self.releases()))?;
        if server.look(&self.releases())?.is_none() {
            return Err(refusal(&format!("cannot make `{}`", self.releases()), made));
        }
        let number = |name: &String| name.split('-').next()?.parse::<u64>().ok();
        let last = self.names(server)?.iter().filter_map(number).max().unwrap_or(0);
        Ok(format!("{:06}-{id}", last + 1))
    }

    /// Leads readers to a release, from the present one.
    pub(super) fn switch(&self, server: &Server, name: &str, left: Left<'_>) -> Result<()> {
        let shown = |present: &str| format!("{}/{SHOWN}", self.release(present));
        match left {
            Left::Kept(Some(present)) => server.write(&[(shown(present), b"")])?,
            // It has the mark if it was left and gone back to.
            Left::Forgotten(Some(present)) => {
                server.ask_one(Request::Remove(shown(present)))?;
            }
            Left::Kept(None) | Left::Forgotten(None) => {}
        }
        let attempt = format!("cannot lead `{}` to the release", self.link());
        let next = format!("{}.next", self.link());
        // One is there if an earlier process was killed at this point.
        server.ask_one(Request::Remove(next.clone()))?;
        // An empty folder that somebody made for us is in the way of the link; others are not empty.
        server.ask_one(Request::RemoveFolder(self.link()))?;
        let target = format!("{}.releases/{name}", self.name);
        server.must(&attempt, Request::SymLink(target, next.clone()))?;
        server.must(&attempt, Request::Rename(next, self.link()))
    }

    /// Removes all releases but two, and what killed processes left. Files of others stay.
    pub(super) fn tidy(
        &self,
        server: &Server,
        before: Option<&str>,
        present: Option<&str>,
    ) -> Result<()> {
        for name in self.names(server)? {
            let is_kept = [before, present].contains(&Some(name.as_str()));
            if is_kept {
                continue;
            }
            let folder = self.release(&name);
            if name.ends_with(".part") {
                server.remove_folder(&folder, &|_| true)?;
                continue;
            }
            let text = server.read(&format!("{folder}/{MANIFEST}"))?;
            let Some(manifest) = text.and_then(|text| Manifest::read(&text).ok()) else { continue };
            server.remove_folder(&folder, &|path| {
                let is_own = [MANIFEST, RELEASE, SHOWN].contains(&path);
                is_own || manifest.files.contains_key(path) || manifest.lingering.contains_key(path)
            })?;
        }
        Ok(())
    }

    /// The names of all releases, whole or not.
    fn names(&self, server: &Server) -> Result<Vec<String>> {
        let entries = server.entries(&[self.releases()])?;
        let folders = entries.into_iter().flatten().filter(|(_, is_folder)| *is_folder);
        Ok(folders.map(|(name, _)| name).collect())
    }
}

/// The lock of a site.
pub(super) struct Lock {
    server: Arc<Server>,
    path: String,
}

impl Lock {
    pub(super) fn new(server: &Arc<Server>, layout: &Layout) -> Self {
        Self { server: Arc::clone(server), path: format!("{}.lock", layout.link()) }
    }
}

impl Door for Lock {
    fn create(&self, text: &[u8]) -> Result<bool> {
        let text = String::from_utf8_lossy(text).into_owned();
        match self.server.ask_one(Request::SymLink(text, self.path.clone()))? {
            Answer::Done => Ok(true),
            // The protocol has no number for a name that is taken.
            _ if self.server.look(&self.path)?.is_some() => Ok(false),
            other => Err(refusal(&format!("cannot make `{}`", self.path), other)),
        }
    }

    fn read(&self) -> Result<Option<Vec<u8>>> {
        match self.server.look(&self.path)? {
            None => Ok(None),
            Some((_, Kind::Link)) => {
                let text = self.server.link_target(&self.path)?;
                Ok(text.map(String::into_bytes))
            }
            Some(_) => bail!(
                "`{0}` is there, and it is no lock\n\
                 hint: move `{0}` out of the way",
                self.path
            ),
        }
    }

    fn write(&self, text: Vec<u8>) -> Result<()> {
        let text = String::from_utf8_lossy(&text).into_owned();
        let attempt = format!("cannot write `{}`", self.path);
        let own = format!("{}.{}", self.path, std::process::id());
        self.server.ask_one(Request::Remove(own.clone()))?;
        self.server.must(&attempt, Request::SymLink(text, own.clone()))?;
        self.server.must(&attempt, Request::Rename(own, self.path.clone()))
    }

    fn remove(&self) -> Result<()> {
        self.server.must("cannot remove the lock", Request::Remove(self.path.clone()))
    }
}
