//! Real servers on this machine: started on a free port, in a folder of their own, and stopped by the process
//! that started them.

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

/// A server that ends with the test.
pub(crate) struct Server {
    child: Child,
    /// Where it listens.
    pub(crate) port: u16,
}

/// A server that takes longer to start, or a wait that takes longer, has failed.
const PATIENCE: Duration = Duration::from_secs(60);

impl Server {
    /// Starts a server that is to listen on a port.
    pub(crate) fn start(mut command: Command, port: u16) -> Self {
        let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        until("the server listens", || {
            assert!(child.try_wait().unwrap().is_none(), "{command:?} has ended");
            TcpStream::connect(("127.0.0.1", port)).is_ok()
        });
        Self { child, port }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server with processes of its own must have the chance to end them.
        #[cfg(unix)]
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        #[cfg(not(unix))]
        let _ = self.child.kill();
        let end = Instant::now() + Duration::from_secs(5);
        while Instant::now() < end {
            if self.child.try_wait().is_ok_and(|status| status.is_some()) {
                return;
            }
            thread::park_timeout(Duration::from_millis(2));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port at which nobody listens.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

/// Waits for a condition.
#[track_caller]
pub(crate) fn until(what: &str, mut condition: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !condition() {
        assert!(Instant::now() < end, "waited in vain until {what}");
        thread::park_timeout(Duration::from_millis(1));
    }
}

/// Whether a program is on this machine. One that is not makes the test fail where `RAPPORTEUR_SERVERS` is 1,
/// as it is where all of them are to be installed; elsewhere the test is passed over.
#[expect(clippy::print_stderr, reason = "a test that is passed over says so")]
pub(crate) fn is_installed(program: &str, package: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let is_there = std::env::split_paths(&folders)
        .chain(["/usr/sbin".into(), "/usr/local/sbin".into()])
        .any(|folder| folder.join(program).is_file());
    if !is_there {
        let must = std::env::var("RAPPORTEUR_SERVERS").is_ok_and(|value| value == "1");
        assert!(!must, "`{program}` is not installed ({package})");
        eprintln!("passed over: `{program}` is not installed ({package})");
    }
    is_there
}
