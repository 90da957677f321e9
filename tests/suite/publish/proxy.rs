//! A way to a server of this machine that fails when it is told to.
//!
//! Comes in: the port of the server, and after how many bytes from the client what happens. Goes out: a
//! port that leads to the server until then.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What happens when enough bytes have passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Break {
    /// All connections end, and none comes about any more.
    ForGood,
    /// All connections end; new ones go on.
    Once,
    /// Nothing more passes, and nobody is told.
    Silence,
}

/// A way to a server.
pub(crate) struct Proxy {
    port: u16,
    shared: Arc<Shared>,
    listener: Option<JoinHandle<()>>,
}

struct Shared {
    server: u16,
    limit: u64,
    what: Break,
    n_passed: AtomicU64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Both ends of all connections.
    open: Vec<TcpStream>,
    is_broken: bool,
    is_over: bool,
}

impl Proxy {
    /// A way to a port of this machine that breaks after so many bytes to the server.
    pub(crate) fn new(server: u16, limit: u64, what: Break) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (n_passed, state) = (AtomicU64::new(0), Mutex::default());
        let shared = Arc::new(Shared { server, limit, what, n_passed, state });
        let for_thread = Arc::clone(&shared);
        let listener = thread::spawn(move || listen(&listener, &for_thread));
        Self { port, shared, listener: Some(listener) }
    }

    /// A way that does not break.
    pub(crate) fn whole(server: u16) -> Self {
        Self::new(server, u64::MAX, Break::Silence)
    }

    /// Where it begins.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// How many bytes have come from clients.
    pub(crate) fn n_passed(&self) -> u64 {
        self.shared.n_passed.load(Ordering::SeqCst)
    }

    /// Whether the limit was reached.
    pub(crate) fn is_broken(&self) -> bool {
        self.shared.state.lock().unwrap().is_broken
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.end(|state| state.is_over = true);
        // The listener sees that it is over when somebody comes.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        if let Some(listener) = self.listener.take() {
            let _ = listener.join();
        }
    }
}

impl Shared {
    fn end(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.state.lock().unwrap();
        change(&mut state);
        for stream in state.open.drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// Counts bytes of a client; says how many of them may pass.
    fn admit(&self, n_bytes: usize) -> usize {
        let before = self.n_passed.fetch_add(n_bytes as u64, Ordering::SeqCst);
        let room = self.limit.saturating_sub(before);
        usize::try_from(room).map_or(n_bytes, |room| room.min(n_bytes))
    }

    fn break_off(&self) {
        let was_broken = std::mem::replace(&mut self.state.lock().unwrap().is_broken, true);
        match self.what {
            Break::ForGood => self.end(|_| ()),
            Break::Once if !was_broken => self.end(|_| ()),
            Break::Once | Break::Silence => {}
        }
    }
}

fn listen(listener: &TcpListener, shared: &Arc<Shared>) {
    for client in listener.incoming() {
        let Ok(client) = client else { continue };
        let mut state = shared.state.lock().unwrap();
        if state.is_over {
            return;
        }
        if state.is_broken && shared.what != Break::Once {
            if shared.what == Break::Silence {
                state.open.push(client);
            }
            continue;
        }
        let Ok(server) = TcpStream::connect(("127.0.0.1", shared.server)) else { continue };
        for stream in [&client, &server] {
            let _ = stream.set_nodelay(true);
            let _ = stream.set_write_timeout(Some(Duration::from_secs(10)));
            state.open.extend(stream.try_clone());
        }
        let (client_end, server_end) = (client.try_clone().unwrap(), server.try_clone().unwrap());
        let counting = Arc::clone(shared);
        thread::spawn(move || pass(client, server, Some(&counting)));
        thread::spawn(move || pass(server_end, client_end, None));
    }
}

/// Hands on all bytes of one end to the other.
fn pass(mut from: TcpStream, mut to: TcpStream, counted: Option<&Shared>) {
    let mut buffer = [0; 4096];
    loop {
        let n_read = match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(n_read) => n_read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(_) => break,
        };
        let is_once_over =
            |shared: &Shared| shared.what == Break::Once && shared.state.lock().unwrap().is_broken;
        let n_admitted = match counted {
            Some(shared) if !is_once_over(shared) => shared.admit(n_read),
            _ => n_read,
        };
        if to.write_all(&buffer[..n_admitted]).is_err() {
            break;
        }
        if let Some(shared) = counted
            && n_admitted < n_read
        {
            shared.break_off();
            if shared.what == Break::Silence {
                return;
            }
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}
