//! A small disk of its own, which can be full or shut: a file system in memory.
//!
//! Permissions do not stop every user, and no other disk may be filled up. It takes the right to mount, so
//! tests that want one are passed over where there is none.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A file system that is there as long as this.
pub(crate) struct Disk(PathBuf);

impl Disk {
    /// A disk of some hundred kilobytes at a folder, which is made.
    #[expect(clippy::print_stderr, reason = "a test that is passed over says so")]
    pub(crate) fn at(folder: &Path) -> Option<Self> {
        std::fs::create_dir_all(folder).unwrap();
        let is_mounted =
            run("mount", &["-t", "tmpfs", "-o", "size=600k", "rapporteur-test"], folder);
        if !is_mounted {
            eprintln!("passed over: nothing may be mounted here");
            return None;
        }
        Some(Self(folder.to_owned()))
    }

    /// Nothing can be written any more.
    pub(crate) fn shut(&self) {
        assert!(run("mount", &["-o", "remount,ro"], &self.0));
    }

    /// All is as before.
    pub(crate) fn open(&self) {
        assert!(run("mount", &["-o", "remount,rw"], &self.0));
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        run("umount", &["-l"], &self.0);
    }
}

fn run(program: &str, arguments: &[&str], folder: &Path) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).arg(folder).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
