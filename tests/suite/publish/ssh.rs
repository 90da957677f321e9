//! A folder of a server reached by ssh as a target, behind a real OpenSSH.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rapporteur::config::SshWay;
use rapporteur::publish::{Foreign, Holder, Mode, SshTarget, Target, Wishes, publish};
use tempfile::TempDir;

use super::disk::Disk;
use super::edition;
use super::faults::{self, Fault};
use super::host::{self, Description, Files, Host, WISHES};
use super::proxy::Proxy;
use super::scenario;
use super::server::{Server, free_port, is_installed};
use super::trouble;
use crate::support::site::files_below;

/// The target of a description.
pub(crate) fn target(description: &Description) -> Box<dyn Target> {
    Box::new(SshTarget {
        way: if description["way"] == "rsync" { SshWay::Rsync } else { SshWay::Sftp },
        host: "127.0.0.1".to_owned(),
        port: Some(description["port"].parse().unwrap()),
        path: description["path"].clone(),
        keep_previous: true,
        ssh_config: Some(PathBuf::from(&description["config"])),
        holder: Holder::this_process(),
    })
}

/// A server and a path on it, with signs that a shell would take for its own.
pub(super) struct WebServer {
    folder: TempDir,
    server: Server,
    way: SshWay,
    /// Files that were there when it was last asked what was sent.
    seen: RefCell<BTreeSet<u64>>,
}

impl WebServer {
    pub(super) fn new(way: SshWay) -> Option<Self> {
        let rsync = way == SshWay::Sftp || is_installed("rsync", "rsync");
        if !is_installed("sshd", "openssh-server") || !rsync {
            return None;
        }
        let folder = TempDir::new().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        for key in ["host_key", "user_key"] {
            let mut keygen = Command::new("ssh-keygen");
            keygen.args(["-q", "-t", "ed25519", "-N", "", "-f", &path(key)]);
            assert!(keygen.status().unwrap().success());
        }
        let port = free_port();
        // A user who may transfer files and nothing else is the common case.
        let only = if way == SshWay::Sftp { "ForceCommand internal-sftp\n" } else { "" };
        let settings = format!(
            "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nAuthorizedKeysFile {}\n\
             UsePAM no\nStrictModes no\nPasswordAuthentication no\nPidFile none\n\
             MaxStartups 100\nSubsystem sftp internal-sftp\n{only}",
            path("host_key"),
            path("user_key.pub")
        );
        fs::write(path("sshd_config"), settings).unwrap();
        let host_key = fs::read_to_string(path("host_key.pub")).unwrap();
        fs::write(path("known_hosts"), format!("rapporteur-test {host_key}")).unwrap();
        let settings = format!(
            "IdentityFile {}\nIdentitiesOnly yes\nIdentityAgent none\nUserKnownHostsFile {}\n\
             HostKeyAlias rapporteur-test\nStrictHostKeyChecking yes\n",
            path("user_key"),
            path("known_hosts")
        );
        fs::write(path("ssh_config"), settings).unwrap();
        fs::create_dir(folder.path().join("web root")).unwrap();
        // Where the server runs as root it wants this folder, which the system makes at its start.
        let _ = fs::create_dir_all("/run/sshd");
        let mut command = Command::new("/usr/sbin/sshd");
        command.args(["-D", "-e", "-f", &path("sshd_config")]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let server = Server::start(command, port);
        Some(Self { folder, server, way, seen: RefCell::default() })
    }

    pub(super) fn root(&self) -> PathBuf {
        self.folder.path().join("web root")
    }

    /// The settings by which a client finds the server.
    pub(super) fn ssh_config(&self) -> PathBuf {
        self.folder.path().join("ssh_config")
    }

    fn live(&self) -> PathBuf {
        self.root().join("it's \"live\" *")
    }

    fn n_releases(&self) -> usize {
        fs::read_dir(self.root().join("it's \"live\" *.releases")).unwrap().count()
    }
}

impl Host for WebServer {
    fn description(&self, port: Option<u16>) -> Description {
        let way = if self.way == SshWay::Rsync { "rsync" } else { "sftp" };
        [
            ("kind", "ssh"),
            ("way", way),
            ("port", &port.unwrap_or(self.server.port).to_string()),
            ("path", self.live().to_str().unwrap()),
            ("config", self.ssh_config().to_str().unwrap()),
        ]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into()
    }

    fn port(&self) -> Option<u16> {
        Some(self.server.port)
    }

    fn get(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(self.live().join(path)).ok()
    }

    fn files(&self) -> Files {
        let folder = fs::canonicalize(self.live()).unwrap();
        let paths = files_below(&folder).into_iter().filter(|path| !path.starts_with('.'));
        paths.map(|path| (path.clone(), self.get(&path).unwrap())).collect()
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.live().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn clear(&self) {
        for entry in fs::read_dir(self.root()).unwrap().map(Result::unwrap) {
            let path = entry.path();
            let is_folder = entry.file_type().unwrap().is_dir();
            if is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
        }
    }

    fn take_sent(&self) -> Option<Vec<String>> {
        // A file that was not sent is the one of the release before, under a second name.
        let inode = |path: &String| fs::metadata(self.live().join(path)).unwrap().ino();
        let seen = self.seen.borrow().clone();
        let sent = self.files().into_keys().filter(|path| !seen.contains(&inode(path))).collect();
        *self.seen.borrow_mut() = self.files().keys().map(inode).collect();
        Some(sent)
    }

    fn secrets(&self) -> Vec<String> {
        Vec::new()
    }
}

const WAYS: [SshWay; 2] = [SshWay::Sftp, SshWay::Rsync];

#[test]
fn a_server_is_sent_changed_and_gone_back_to() {
    for way in WAYS {
        let Some(server) = WebServer::new(way) else { return };
        scenario::a_site_is_sent_changed_and_gone_back_to(&server);
        assert_eq!(server.n_releases(), 2);
        let link = fs::read_link(server.live()).unwrap();
        assert!(link.is_relative(), "the folder can be moved: {link:?}");
    }
}

#[test]
fn what_readers_do_not_see_leaves_the_release_before_at_a_server() {
    for way in WAYS {
        let Some(server) = WebServer::new(way) else { return };
        scenario::what_readers_do_not_see_leaves_the_release_before(&server);
    }
}

#[test]
fn files_and_folders_of_a_server_give_way_to_each_other() {
    for way in WAYS {
        let Some(server) = WebServer::new(way) else { return };
        scenario::a_folder_gives_way_to_a_file(&server);
    }
}

#[test]
fn a_second_publisher_to_a_server_is_told() {
    let Some(server) = WebServer::new(SshWay::Sftp) else { return };
    scenario::a_second_publisher_is_told(&server);
    scenario::two_publishers_do_not_mix(&server);
    let locks = fs::read_dir(server.root()).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(locks.filter(|name| name.to_string_lossy().contains(".lock")).count(), 0);
}

#[test]
fn a_folder_of_others_at_a_server_stays() {
    let Some(server) = WebServer::new(SshWay::Sftp) else { return };
    server.put("index.html", b"<html>others</html>");
    let wishes = [Foreign::Refused, Foreign::Adopted].map(|foreign| Wishes { foreign, ..WISHES });
    for wishes in wishes.into_iter().flat_map(|it| [it, Wishes { mode: Mode::DryRun, ..it }]) {
        let tree = edition::tree(&edition::files(0));
        let error = publish(&*host::target(&server), &tree, &edition::mover, wishes, &());
        let message = host::message(&server, &error.unwrap_err());
        assert!(message.contains("hint: move it out of the way"), "{message}");
        assert!(message.contains("`--adopt` is of no use"), "{message}");
        assert_eq!(server.get("index.html").unwrap(), b"<html>others</html>");
    }
}

#[test]
fn a_killed_publish_leaves_a_server_whole() {
    for (way, seed) in WAYS.into_iter().zip([21, 22]) {
        let Some(server) = WebServer::new(way) else { return };
        faults::leave_the_site_whole(&server, Fault::Killed, seed);
        assert_eq!(server.n_releases(), 2, "what killed processes left is removed");
    }
}

#[test]
fn a_cut_connection_leaves_a_server_whole() {
    for (way, seed) in WAYS.into_iter().zip([23, 24]) {
        let Some(server) = WebServer::new(way) else { return };
        faults::leave_the_site_whole(&server, Fault::Cut, seed);
    }
}

#[test]
fn only_what_changed_goes_over_the_wire_to_a_server() {
    for way in WAYS {
        let Some(server) = WebServer::new(way) else { return };
        let mut files = edition::files(0);
        // Bytes that no compression makes small.
        let noise = |seed: u64| {
            let mut state = seed;
            let mut next = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (state >> 33) as u8
            };
            (0..200_000).map(|_| next()).collect::<Vec<u8>>()
        };
        files.insert("articles/report-0/map.png".to_owned(), noise(1));
        let n_sent = |files: &Files| {
            let proxy = Proxy::whole(server.server.port);
            let target = super::target_of(&server.description(Some(proxy.port()))).unwrap();
            publish(&*target, &edition::tree(files), &edition::mover, WISHES, &()).unwrap();
            drop(target);
            proxy.n_passed()
        };
        assert!(n_sent(&files) > 200_000);
        files.insert("index.html".to_owned(), b"<html>short</html>".to_vec());
        let small = n_sent(&files);
        assert!(small < 30_000, "{way:?}: {small}");
    }
}

#[test]
fn what_is_wrong_with_a_server_is_told() {
    let Some(server) = WebServer::new(SshWay::Sftp) else { return };
    let site = edition::files(0);
    let told = |change: &dyn Fn(&mut Description)| {
        let mut description = server.description(None);
        change(&mut description);
        let target = super::target_of(&description).unwrap();
        let tree = edition::tree(&site);
        let error = publish(&*target, &tree, &edition::mover, WISHES, &()).unwrap_err();
        let message = host::message(&server, &error);
        assert!(message.contains("could not publish to `"), "{message}");
        assert!(message.contains("hint: "), "{message}");
        message
    };
    let closed = free_port().to_string();
    let message = told(&|it| drop(it.insert("port".into(), closed.clone())));
    assert!(message.contains("cannot be reached"), "{message}");
    let missing = server.root().join("no/such/live").to_str().unwrap().to_owned();
    let message = told(&|it| drop(it.insert("path".into(), missing.clone())));
    assert!(message.contains("no such folder"), "{message}");
    let config = server.folder.path().join("other_config");
    let text = fs::read_to_string(server.folder.path().join("ssh_config")).unwrap();
    fs::write(&config, text.replace("user_key", "host_key")).unwrap();
    let config = config.to_str().unwrap().to_owned();
    let message = told(&|it| drop(it.insert("config".into(), config.clone())));
    assert!(message.contains("does not let you in"), "{message}");
    assert!(!Path::new(&server.live()).exists());
}

#[test]
fn a_killed_first_publish_leaves_a_server_to_the_next_one() {
    for (way, seed) in WAYS.into_iter().zip([33, 34]) {
        let Some(server) = WebServer::new(way) else { return };
        faults::leave_a_new_place_to_the_next_one(&server, seed);
    }
}

#[test]
fn a_full_or_shut_disk_of_a_server_is_told() {
    for (way, full) in WAYS.into_iter().zip(["hint: is its disk full", "the server's disk is full"])
    {
        let Some(server) = WebServer::new(way) else { return };
        let Some(disk) = Disk::at(&server.root()) else { return };
        let told = [full, "may nothing be written there?"];
        trouble::a_full_and_a_shut_disk_are_told(&server, &disk, told);
    }
}
