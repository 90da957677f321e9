//! A target that is a folder of a server reached by ssh.
//!
//! Comes in: a release. Goes out: a folder with it beside the one that readers see, and a symbolic link that
//! is led to it in one step. For a site at `brief` there are, side by side:
//!
//! - `brief`, the link to the present release, which readers are served from;
//! - `brief.releases/NUMBER-ID/`, whole releases, the present one and the one before; `….part/`, one that is
//!   being made. What did not change is the same file, with a second name;
//! - `brief.lock`, a symbolic link to nothing: its text says who is publishing. It is made in one step,
//!   with its text.
//!
//! Both kinds of target, `sftp` and `rsync`, differ in how files get into a release.

mod layout;
mod protocol;
mod rsync;
mod server;
mod trouble;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use self::layout::{Layout, Left, Lock, RELEASE};
use self::protocol::{Answer, Request};
use self::server::{Server, plain};
use super::change::Moment;
use super::lock::{Held, Holder};
use super::manifest::{MANIFEST, Manifest};
use super::target::{Progress, Release, Session, Sight, Standing, Target};
use super::tree::File;
use crate::config::SshWay;

/// A folder of a server as a target.
#[derive(Debug)]
pub struct SshTarget {
    /// How files get there.
    pub way: SshWay,
    /// `user@server`, or a name of the ssh configuration.
    pub host: String,
    /// The port, where it is not that of the ssh configuration.
    pub port: Option<u16>,
    /// The name that readers are served from.
    pub path: String,
    /// Whether the release before stays there.
    pub keep_previous: bool,
    /// The ssh configuration, where it is not the user's own.
    pub ssh_config: Option<PathBuf>,
    /// This process, as others are told of it.
    pub holder: Holder,
}

impl Target for SshTarget {
    fn place(&self) -> String {
        format!("`{}` on `{}`", self.path, self.host)
    }

    fn look(&self) -> Result<Box<dyn Sight + '_>> {
        Ok(Box::new(self.seen(&self.connection()?)?))
    }

    fn open(&self) -> Result<Box<dyn Session + '_>> {
        let connection = self.connection()?;
        let lock = self.holder.lock(Lock::new(&connection.server, &connection.layout))?;
        Ok(Box::new(Open { lock, seen: self.seen(&connection)?, folder: connection.folder }))
    }

    /// A folder cannot be exchanged for a link in one step.
    fn adopts(&self) -> bool {
        false
    }
}

/// A server that can be reached.
struct Connection {
    layout: Layout,
    server: Arc<Server>,
    /// Where the connection is shared with other programs.
    folder: TempDir,
}

impl SshTarget {
    fn connection(&self) -> Result<Connection> {
        let layout = Layout::of(&self.path)?;
        if self.host.starts_with('-') || self.host.is_empty() {
            bail!("`{}` cannot be the name of a server", self.host);
        }
        let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
        let mut command = self.ssh();
        if self.way == SshWay::Rsync {
            // Rsync goes through the same connection.
            command.args(["-M", "-o", "ControlPersist=no", "-S"]).arg(folder.path().join("s"));
        }
        let server = Arc::new(Server::connect(command.args(["-s", "--", &self.host, "sftp"]))?);
        Ok(Connection { layout, server, folder })
    }

    fn seen(&self, connection: &Connection) -> Result<Seen<'_>> {
        let Connection { layout, server, .. } = connection;
        let (standing, present) = layout.standing(server)?;
        let (layout, server) = (layout.clone(), Arc::clone(server));
        Ok(Seen { target: self, layout, server, standing, present })
    }

    /// Ssh as it is run each time: it never asks, and notices a dead line.
    fn ssh(&self) -> Command {
        let mut command = Command::new("ssh");
        command.args(self.options()).env("LC_ALL", "C");
        command
    }

    fn options(&self) -> Vec<String> {
        let mut options: Vec<String> = Vec::new();
        if let Some(config) = &self.ssh_config {
            options.extend(["-F".to_owned(), config.to_string_lossy().into_owned()]);
        }
        if let Some(port) = self.port {
            options.extend(["-p".to_owned(), port.to_string()]);
        }
        let settings = [
            "BatchMode=yes",
            "ConnectTimeout=30",
            "ServerAliveInterval=15",
            "ServerAliveCountMax=4",
            "ClearAllForwardings=yes",
            "PermitLocalCommand=no",
            "RequestTTY=no",
        ];
        options.extend(settings.iter().flat_map(|it| ["-o".to_owned(), (*it).to_owned()]));
        options
    }
}

/// What is known of a server.
struct Seen<'a> {
    target: &'a SshTarget,
    layout: Layout,
    server: Arc<Server>,
    standing: Standing,
    /// The name of the present release.
    present: Option<String>,
}

impl Sight for Seen<'_> {
    fn standing(&self) -> &Standing {
        &self.standing
    }

    fn is_settled(&self) -> bool {
        let other = || self.layout.other(&self.server, self.present.as_deref());
        // What cannot be listed is told when something is sent.
        self.target.keep_previous || !matches!(other(), Ok(Some(_)))
    }
}

struct Open<'a> {
    // The lock is let go before the connection ends, and both before the folder of its socket.
    lock: Held<'a, Lock>,
    seen: Seen<'a>,
    folder: TempDir,
}

/// So many files, and about so many bytes, are sent between two looks at the lock.
const GROUP: (usize, u64) = (32, 4 << 20);

impl Session for Open<'_> {
    fn sight(&self) -> &dyn Sight {
        &self.seen
    }

    fn send(&mut self, release: &Release<'_>, progress: &dyn Progress) -> Result<()> {
        let kept = self.kept();
        self.seen.layout.tidy(&self.seen.server, kept.as_deref(), self.seen.present.as_deref())?;
        let name = self.seen.layout.next_name(&self.seen.server, &release.manifest.id())?;
        let part = self.seen.layout.release(&format!("{name}.part"));
        progress.start(release.change.sent.len());
        self.make(&part, release, progress)?;
        self.lock.check()?;
        let attempt = "cannot finish the release";
        let whole = self.seen.layout.release(&name);
        self.seen.server.must(attempt, Request::Rename(part, whole))?;
        let present = self.seen.present.as_deref();
        // Who goes back wants to see a difference.
        let is_same = self.seen.standing.shows(release.manifest);
        let left = if is_same { Left::Forgotten(present) } else { Left::Kept(present) };
        self.seen.layout.switch(&self.seen.server, &name, left)?;
        let before = self.seen.present.replace(name);
        let before = if is_same { kept } else { before };
        self.seen.standing = Standing::Published(release.manifest.clone());
        let before = before.filter(|_| self.seen.target.keep_previous);
        // The site stands; what is left over is removed the next time at the latest.
        let tidied = self.seen.layout.tidy(
            &self.seen.server,
            before.as_deref(),
            self.seen.present.as_deref(),
        );
        if let Err(error) = tidied {
            progress.note(&format!("older releases are still there: {error:#}"));
        }
        Ok(())
    }

    fn roll_back(&mut self, _: Moment, _: &dyn Progress) -> Result<Manifest> {
        let Some(name) = self.seen.layout.other(&self.seen.server, self.seen.present.as_deref())?
        else {
            bail!(
                "no release before this one is kept there\n\
                 hint: there was only one, or `keep_previous` is off"
            );
        };
        let text =
            self.seen.server.read(&format!("{}/{MANIFEST}", self.seen.layout.release(&name)))?;
        let manifest = Manifest::read(&text.context("the release before has no manifest")?)?;
        self.lock.check()?;
        let left = Left::Kept(self.seen.present.as_deref());
        self.seen.layout.switch(&self.seen.server, &name, left)?;
        self.seen.present = Some(name);
        self.seen.standing = Standing::Published(manifest.clone());
        Ok(manifest)
    }
}

impl Open<'_> {
    /// The release that stays beside the present one while the next is made.
    fn kept(&self) -> Option<String> {
        let other =
            self.seen.layout.other(&self.seen.server, self.seen.present.as_deref()).ok().flatten();
        other.filter(|_| self.seen.target.keep_previous)
    }

    /// Makes the folder of a release.
    fn make(&self, part: &str, release: &Release<'_>, progress: &dyn Progress) -> Result<()> {
        let Release { tree, change, manifest } = *release;
        let folders = folders(manifest);
        let requests = [String::new()].into_iter().chain(folders).map(|folder| {
            let path = format!("{part}/{folder}");
            Request::MakeFolder(path.trim_end_matches('/').to_owned())
        });
        for answer in self.seen.server.ask(requests)? {
            server::done("cannot make a folder for the release", answer)?;
        }
        let text = manifest.to_bytes();
        let name = part.rsplit('/').next().unwrap_or_default().trim_end_matches(".part");
        self.seen.server.write(&[
            (format!("{part}/{MANIFEST}"), &text),
            (format!("{part}/{RELEASE}"), name.as_bytes()),
        ])?;
        let changed: BTreeSet<usize> = change.sent.iter().copied().collect();
        let all: Vec<&File> = change.files(tree).collect();
        let is_same = |(file_idx, file): (usize, &'_ File)| {
            (!changed.contains(&file_idx)).then(|| file.path.as_str().to_owned())
        };
        let same = tree.files().iter().enumerate().filter_map(is_same);
        let same: Vec<String> = same.chain(manifest.lingering.keys().cloned()).collect();
        let missing = self.link(part, &same)?;
        let mut sent = all;
        for path in &missing {
            let file = tree.find(path);
            // A file that only lingers and was removed by others is nobody's loss.
            sent.extend(file);
        }
        match self.seen.target.way {
            SshWay::Sftp => self.put(part, &sent, progress),
            SshWay::Rsync => {
                let present =
                    self.seen.present.as_deref().map(|name| self.seen.layout.release(name));
                let socket = self.folder.path().join("s");
                let way = rsync::Way {
                    options: self.seen.target.options(),
                    socket: plain(&socket)?,
                    host: &self.seen.target.host,
                    basis: present.as_deref(),
                    part,
                };
                self.lock.during(|| rsync::send(&way, &sent))?;
                sent.iter().for_each(|_| progress.done());
                Ok(())
            }
        }
    }

    /// Gives files of the present release their names in the next one; returns those that were not there.
    fn link(&self, part: &str, paths: &[String]) -> Result<Vec<String>> {
        let Some(present) = &self.seen.present else { return Ok(paths.to_vec()) };
        let present = self.seen.layout.release(present);
        let mut missing = Vec::new();
        for group in paths.chunks(1024) {
            self.lock.renew()?;
            let link = |path: &String| {
                Request::Link(format!("{present}/{path}"), format!("{part}/{path}"))
            };
            for (path, answer) in group.iter().zip(self.seen.server.ask(group.iter().map(link))?) {
                if !matches!(answer, Answer::Done) {
                    missing.push(path.clone());
                }
            }
        }
        Ok(missing)
    }

    fn put(&self, part: &str, files: &[&File], progress: &dyn Progress) -> Result<()> {
        let mut rest = files;
        while !rest.is_empty() {
            self.lock.renew()?;
            let mut n_bytes = 0;
            let fits = |file: &&&File| {
                n_bytes += file.stored.size;
                n_bytes <= GROUP.1
            };
            let n_files = rest.iter().take(GROUP.0).take_while(fits).count().max(1);
            let (group, after) = rest.split_at(n_files);
            let bytes = group.iter().map(|file| file.bytes()).collect::<Result<Vec<_>>>()?;
            let named = group
                .iter()
                .zip(&bytes)
                .map(|(file, bytes)| (format!("{part}/{}", file.path), bytes.as_ref()));
            self.seen.server.write_held(&named.collect::<Vec<_>>(), &|| self.lock.renew())?;
            group.iter().for_each(|_| progress.done());
            rest = after;
        }
        Ok(())
    }
}

/// All folders of a release, each behind the one it is in.
fn folders(manifest: &Manifest) -> BTreeSet<String> {
    let paths = manifest.all_files().map(|(path, _)| path).chain([MANIFEST]);
    let folders =
        paths.flat_map(|path| path.match_indices('/').map(|(at, _)| path[..at].to_owned()));
    folders.collect()
}
