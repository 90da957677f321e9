//! The program, serving a project.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::support::site::NOW;

/// What makes the program serve on any port, and tell of it in JSON.
pub(crate) const ARGUMENTS: [&str; 5] = ["serve", "--port", "0", "--format", "json"];

/// The running program, which ends with this.
pub(crate) struct Running {
    child: Child,
    pub(crate) address: SocketAddr,
    /// Number of rebuilds that it told of.
    rebuilds: Arc<(Mutex<usize>, Condvar)>,
}

impl Running {
    /// Serves a project, with the time fixed.
    #[track_caller]
    pub(crate) fn over(project: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
        command.args(ARGUMENTS).arg("--project").arg(project);
        command.env("SOURCE_DATE_EPOCH", NOW.to_string()).stderr(Stdio::null());
        Self::start(command)
    }

    /// Starts the program and waits until it has built the site.
    #[track_caller]
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap()).lines();
        let event: serde_json::Value =
            serde_json::from_str(&stdout.next().unwrap().unwrap()).unwrap();
        assert_eq!(event["event"], "serving");
        let address = event["address"].as_str().unwrap().strip_prefix("http://").unwrap();
        let port = address.split('/').next().unwrap().rsplit(':').next().unwrap();
        let address = ([127, 0, 0, 1], port.parse::<u16>().unwrap()).into();
        let rebuilds: Arc<(Mutex<usize>, Condvar)> = Arc::default();
        let told = Arc::clone(&rebuilds);
        std::thread::spawn(move || {
            for _ in stdout.map_while(Result::ok) {
                *told.0.lock().unwrap() += 1;
                told.1.notify_all();
            }
        });
        Self { child, address, rebuilds }
    }

    /// Whether it has not ended.
    pub(crate) fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Asks for an end, as Ctrl-C does; returns the exit code and what was said.
    #[track_caller]
    pub(crate) fn interrupt(mut self) -> (Option<i32>, String) {
        kill_process(Pid::from_child(&self.child), Signal::INT).unwrap();
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap().code(), said)
    }

    /// Number of rebuilds that it told of.
    pub(crate) fn n_rebuilds(&self) -> usize {
        *self.rebuilds.0.lock().unwrap()
    }

    /// Waits for a rebuild beyond these, but not for long: some edits change nothing.
    pub(crate) fn wait_for_rebuild(&self, n_known: usize, patience: Duration) {
        let is_waiting = |n_rebuilds: &mut usize| *n_rebuilds <= n_known;
        let rebuilds = self.rebuilds.0.lock().unwrap();
        drop(self.rebuilds.1.wait_timeout_while(rebuilds, patience, is_waiting).unwrap());
    }

    /// Resident memory in bytes.
    pub(crate) fn memory(&self) -> u64 {
        let status = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(status).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() << 10
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
