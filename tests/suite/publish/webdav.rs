//! A folder of a WebDAV server as a target, against nginx on this machine.

use std::fs;
use std::process::{Command, Stdio};

use rapporteur::publish::{
    Environment, Foreign, Holder, Objects, Target, WebdavStore, Wishes, publish,
};
use tempfile::TempDir;

use super::disk::Disk;
use super::faults::{self, Fault};
use super::host::{Description, Files, Host, PATIENCE, WISHES, message, send, send_to};
use super::server::{Server, free_port, is_installed, until};
use super::{edition, scenario, trouble};
use crate::support::site::files_below;

/// The password that all tests use; no message may tell it.
pub(super) const PASSWORD: &str = "correct-horse";

/// The target of a description.
pub(crate) fn target(description: &Description) -> anyhow::Result<Box<dyn Target>> {
    let address = format!("http://127.0.0.1:{}/{}", description["port"], description["folder"]);
    let variables = [
        ("RAPPORTEUR_WEBDAV_USER", "ann"),
        ("RAPPORTEUR_WEBDAV_PASSWORD", &description["password"]),
    ];
    let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let environment = Environment { variables, home: None };
    let store = WebdavStore::new(&address, &environment, PATIENCE)?;
    Ok(Box::new(Objects::new(store, true, Holder::this_process())))
}

pub(super) struct Nginx {
    server: Server,
    folder: TempDir,
    n_read: std::cell::Cell<usize>,
}

impl Nginx {
    /// A server with an empty folder; none if it is not installed.
    pub(super) fn new() -> Option<Self> {
        Self::serve(TempDir::new().unwrap())
    }

    /// One on a small disk of its own.
    fn on_disk() -> Option<(Self, Disk)> {
        let folder = TempDir::new().unwrap();
        let disk = Disk::at(&folder.path().join("root"))?;
        Some((Self::serve(folder)?, disk))
    }

    fn serve(folder: TempDir) -> Option<Self> {
        if !is_installed("nginx", "apt-get install nginx-light") {
            return None;
        }
        let port = free_port();
        let root = folder.path().to_str().unwrap();
        fs::create_dir_all(folder.path().join("root/brief")).unwrap();
        fs::create_dir_all(folder.path().join("root/shut")).unwrap();
        fs::write(folder.path().join("users"), format!("ann:{{PLAIN}}{PASSWORD}\n")).unwrap();
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {root}/root/temporary-{name};"))
            .join("\n");
        let settings = format!(
            "user root;\ndaemon off;\nworker_processes 1;\npid {root}/pid;\nerror_log {root}/errors;\n\
             events {{}}\nhttp {{\n{temporary}\naccess_log {root}/log;\nclient_max_body_size 1g;\n\
             server {{\nlisten 127.0.0.1:{port};\nroot {root}/root;\n\
             auth_basic dav;\nauth_basic_user_file {root}/users;\n\
             location / {{ dav_methods PUT DELETE MKCOL COPY MOVE; }}\n\
             location /shut/ {{ limit_except GET {{ deny all; }} }}\n}}\n}}\n"
        );
        let path = folder.path().join("nginx.conf");
        fs::write(&path, settings).unwrap();
        let mut command = Command::new("nginx");
        command.arg("-c").arg(&path).arg("-e").arg(folder.path().join("errors"));
        command.env("PATH", "/usr/sbin:/usr/local/sbin:/usr/bin:/bin");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Some(Self { server: Server::start(command, port), folder, n_read: 0.into() })
    }

    fn live(&self) -> std::path::PathBuf {
        self.folder.path().join("root/brief")
    }

    fn with(&self, name: &str, value: &str) -> Description {
        let mut description = self.description(None);
        description.insert(name.to_owned(), value.to_owned());
        description
    }
}

impl Host for Nginx {
    fn description(&self, port: Option<u16>) -> Description {
        let port = port.unwrap_or(self.server.port).to_string();
        let pairs =
            [("kind", "webdav"), ("port", &port), ("folder", "brief/"), ("password", PASSWORD)];
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
    }

    fn port(&self) -> Option<u16> {
        Some(self.server.port)
    }

    fn get(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(self.live().join(path)).ok()
    }

    fn files(&self) -> Files {
        let paths = files_below(&self.live()).into_iter();
        let paths = paths.filter(|path| !path.starts_with(".rapporteur/"));
        paths.map(|path| (path.clone(), self.get(&path).unwrap())).collect()
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        fs::write(self.live().join(path), bytes).unwrap();
    }

    fn clear(&self) {
        for entry in fs::read_dir(self.live()).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
        }
    }

    fn take_sent(&self) -> Option<Vec<String>> {
        let mut log = String::new();
        // A request is written down after it is answered; the last one lets others in.
        until("the log is up to date", || {
            log = fs::read_to_string(self.folder.path().join("log")).unwrap();
            log[self.n_read.get()..].contains("\"DELETE /brief/.rapporteur/lock.json ")
        });
        let new = &log[self.n_read.replace(log.len())..];
        let written = new.split("\"PUT /brief/").skip(1);
        let paths = written.map(|rest| rest.split(' ').next().unwrap().to_owned());
        Some(paths.filter(|path| !path.starts_with(".rapporteur/")).collect())
    }

    fn secrets(&self) -> Vec<String> {
        // The second is how name and password go over the wire.
        vec![PASSWORD.to_owned(), "YW5uOmNvcnJlY3QtaG9yc2U".to_owned()]
    }
}

#[test]
fn a_webdav_folder_is_sent_changed_and_gone_back_to() {
    let Some(nginx) = Nginx::new() else { return };
    scenario::a_site_is_sent_changed_and_gone_back_to(&nginx);
}

#[test]
fn what_readers_do_not_see_leaves_the_release_before_in_a_webdav_folder() {
    let Some(nginx) = Nginx::new() else { return };
    scenario::what_readers_do_not_see_leaves_the_release_before(&nginx);
}

#[test]
fn two_cut_connections_there_and_back_leave_a_webdav_folder_whole() {
    let Some(nginx) = Nginx::new() else { return };
    faults::are_survived_on_the_way_there_and_back(&nginx, 42);
}

#[test]
fn a_folder_where_a_webdav_server_is_to_have_a_file_is_told_and_never_removed() {
    let Some(nginx) = Nginx::new() else { return };
    let [first, second] = scenario::a_file_gives_way_to_a_folder(&nginx);
    let told = |error: &anyhow::Error| {
        let text = message(&nginx, error);
        assert!(text.contains("`data` is a folder there, and the site has a file"), "{text}");
        super::host::assert_holds(&nginx, &second);
    };
    told(&send(&nginx, &first).unwrap_err());
    told(&super::host::go_back(&nginx).unwrap_err());
    let wishes = Wishes { foreign: Foreign::Adopted, ..WISHES };
    let adopt = || {
        let target = super::host::target(&nginx);
        publish(&*target, &edition::tree(&first), &edition::mover, wishes, &())
    };
    told(&adopt().unwrap_err());
    fs::remove_dir_all(nginx.live().join("data")).unwrap();
    send(&nginx, &first).unwrap();
    super::host::assert_holds(&nginx, &first);
    fs::remove_file(nginx.live().join("data")).unwrap();
    send(&nginx, &edition::files(2)).unwrap();
    nginx.put("data", b"others");
    let text = message(&nginx, &send(&nginx, &second).unwrap_err());
    assert!(text.contains("`data` is a file there, rapporteur did not put it there"), "{text}");
    assert_eq!(nginx.get("data").unwrap(), b"others");
}

#[test]
fn files_of_others_stay_in_a_webdav_folder() {
    let Some(nginx) = Nginx::new() else { return };
    scenario::files_of_others_stay(&nginx);
}

#[test]
fn a_second_publisher_to_a_webdav_folder_is_told() {
    let Some(nginx) = Nginx::new() else { return };
    scenario::a_second_publisher_is_told(&nginx);
    scenario::two_publishers_do_not_mix(&nginx);
}

#[test]
fn a_killed_publish_leaves_a_webdav_folder_whole() {
    let Some(nginx) = Nginx::new() else { return };
    faults::leave_the_site_whole(&nginx, Fault::Killed, 5);
}

#[test]
fn a_cut_connection_leaves_a_webdav_folder_whole() {
    let Some(nginx) = Nginx::new() else { return };
    faults::leave_the_site_whole(&nginx, Fault::Cut, 6);
}

#[test]
fn a_connection_that_breaks_once_does_no_harm_to_a_webdav_folder() {
    let Some(nginx) = Nginx::new() else { return };
    faults::are_survived_when_they_pass(&nginx, 7);
}

#[test]
fn what_is_wrong_with_a_webdav_folder_is_told_with_the_next_step() {
    let Some(nginx) = Nginx::new() else { return };
    send(&nginx, &edition::files(0)).unwrap();
    let closed = free_port().to_string();
    for (name, value, hint) in [
        ("password", "wrong-horse", "hint: look at the name and the password for this server"),
        ("folder", "none/", "hint: make the folder of the address first"),
        ("folder", "shut/", "hint: this user must be allowed to write there"),
        ("port", closed.as_str(), "hint: try again when it can be reached"),
    ] {
        let target = target(&nginx.with(name, value)).unwrap();
        let error = send_to(&*target, &edition::files(1)).unwrap_err();
        let text = message(&nginx, &error);
        assert!(text.contains(hint), "{text}");
        assert!(text.contains("could not publish to `http://127.0.0.1:"), "{text}");
        assert!(!text.contains("wrong-horse"), "{text}");
    }
    super::host::assert_holds(&nginx, &edition::files(0));
}

#[test]
fn a_killed_first_publish_leaves_a_webdav_folder_to_the_next_one() {
    let Some(nginx) = Nginx::new() else { return };
    faults::leave_a_new_place_to_the_next_one(&nginx, 35);
}

#[test]
fn a_full_or_shut_disk_of_a_webdav_folder_is_told() {
    let Some((nginx, disk)) = Nginx::on_disk() else { return };
    let hint = "hint: look at the log of the server: it may be full";
    trouble::a_full_and_a_shut_disk_are_told(&nginx, &disk, [hint, hint]);
}

#[test]
fn files_of_others_in_the_way_of_new_ones_stay_in_a_webdav_folder() {
    let Some(nginx) = Nginx::new() else { return };
    scenario::files_in_the_way_of_new_ones_stay(&nginx);
}
