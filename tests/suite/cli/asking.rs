//! Git is never let ask: not on the terminal, not in a window, not through ssh.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;

use crate::support::site::NOW_ARGUMENT;
use crate::support::{Ran, TestSite};

/// A site that is published to a branch at an address, with programs that note that they were run.
struct Desk {
    site: TestSite,
}

impl Desk {
    fn new(remote: &str) -> Self {
        let settings = format!(
            "title: Test\nbase_url: https://example.org/\npublish:\n  pages: {{kind: git, remote: \"{remote}\", branch: pages}}\n"
        );
        let site = TestSite::new()
            .file("site.yaml", &settings)
            .file("content/articles/2025-02-17-talks.md", "# Talks\n\nThe envoys met.\n");
        for (name, answer) in [("ssh", "exit 1"), ("ask", "echo hunter2")] {
            let path = site.home().join(name);
            let noted = site.home().join("noted");
            let script =
                format!("#!/bin/sh\necho \"{name} $*\" >> \"{}\"\n{answer}\n", noted.display());
            std::fs::write(&path, script).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        Self { site }
    }

    /// Publishes with some variables, `[HOME]` in which is the folder of the programs.
    fn publish(&self, variables: &[(&str, &str)]) -> Ran {
        let home = self.site.home();
        let home = home.to_str().unwrap();
        let mut command = self.site.command(&["publish", "pages", NOW_ARGUMENT]);
        let path = std::env::var("PATH").unwrap_or_default();
        command.env("PATH", format!("{home}:{path}"));
        command.envs(variables.iter().map(|(name, value)| (name, value.replace("[HOME]", home))));
        self.site.finish(command)
    }

    /// The programs that were run, with their arguments.
    fn noted(&self) -> String {
        std::fs::read_to_string(self.site.home().join("noted")).unwrap_or_default()
    }
}

/// The address of a server that wants to know a password, of each who asks for anything.
fn guarded_server() -> String {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/x.git", server.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut client in server.incoming().flatten() {
            let _ = client.read(&mut [0; 4096]);
            let _ = client.write_all(
                b"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\
                  Content-Length: 0\r\nConnection: close\r\n\r\n",
            );
        }
    });
    address
}

#[test]
fn no_program_is_run_that_asks_for_a_password() {
    let desk = Desk::new(&guarded_server());
    let setting = format!("[core]\naskPass = {}/ask\n", desk.site.home().display());
    std::fs::write(desk.site.home().join(".gitconfig"), setting).unwrap();
    for variables in [
        &[][..],
        &[("GIT_ASKPASS", "[HOME]/ask")],
        &[("SSH_ASKPASS", "[HOME]/ask"), ("DISPLAY", ":0"), ("SSH_ASKPASS_REQUIRE", "force")],
    ] {
        let ran = desk.publish(variables);
        assert_eq!(desk.noted(), "", "{variables:?}");
        assert_eq!(ran.code, 2);
        assert!(ran.stderr.contains("the server does not let you in"), "{}", ran.stderr);
    }
}

#[test]
fn ssh_does_not_ask_unless_the_user_has_named_another_one() {
    let desk = Desk::new("ssh://git@127.0.0.1:1/x.git");
    assert_eq!(desk.publish(&[]).code, 2);
    assert!(desk.noted().contains("BatchMode=yes"), "{}", desk.noted());
    for variables in [[("GIT_SSH_COMMAND", "[HOME]/ssh -o User=me")], [("GIT_SSH", "[HOME]/ssh")]] {
        let desk = Desk::new("ssh://git@127.0.0.1:1/x.git");
        assert_eq!(desk.publish(&variables).code, 2);
        assert!(desk.noted().starts_with("ssh "), "{variables:?}");
        assert!(!desk.noted().contains("BatchMode"), "{variables:?}: {}", desk.noted());
    }
    let desk = Desk::new("ssh://git@127.0.0.1:1/x.git");
    let setting = format!("[core]\nsshCommand = {}/ssh -o User=me\n", desk.site.home().display());
    std::fs::write(desk.site.home().join(".gitconfig"), setting).unwrap();
    assert_eq!(desk.publish(&[]).code, 2);
    let noted = desk.noted();
    assert!(noted.contains("User=me") && !noted.contains("BatchMode"), "{noted}");
}
