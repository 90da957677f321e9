//! Connections, and the threads that answer on them.
//!
//! Comes in: a listener. Goes out: answers. Each connection has a thread of its own, so that a client
//! that reads slowly, or listens to events all day, holds up nobody else.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Result, anyhow};
use tiny_http::{Method, Request, Server};

use super::answer::{self, Answer};
use super::{Shared, events, lookup, own, request};

/// A connection without a request for this long gives its thread back.
const IDLE: Duration = Duration::from_secs(5);

/// A client that takes nothing for this long is given up.
#[cfg(unix)]
const STALLED: Duration = Duration::from_secs(30);

/// So often it is looked whether a client waits in vain.
const PAUSE: Duration = Duration::from_millis(100);

/// If clients wait each time, this many times in a row, nobody accepts them any more.
const LONGEST_WAIT: u32 = 5;

/// Threads by the address of their client.
type Threads = Arc<Mutex<HashMap<SocketAddr, Sender<Request>>>>;

/// Answers all requests to `listener`.
///
/// # Errors
/// When the listener cannot be used.
pub(super) fn accept(listener: TcpListener, shared: Arc<Shared>) -> Result<()> {
    // Accepted connections inherit it.
    #[cfg(unix)]
    rustix::net::sockopt::set_socket_timeout(
        &listener,
        rustix::net::sockopt::Timeout::Send,
        Some(STALLED),
    )?;
    // A client that takes nothing for so long must lose its connection: it would wait for the rest of its
    // file for ever, where a browser whose film was paused asks again on another.
    #[cfg(target_os = "linux")]
    rustix::net::sockopt::set_tcp_user_timeout(&listener, 1000 * STALLED.as_secs() as u32)?;
    #[cfg(unix)]
    allow_many_files();
    serve(&listener, &shared)?;
    let address = reachable(listener.local_addr()?);
    thread::Builder::new().name("accept".to_owned()).spawn(move || {
        // How often in a row somebody was waiting.
        let mut n_waiting = 0;
        loop {
            thread::sleep(PAUSE);
            n_waiting = if is_anybody_waiting(&listener) { n_waiting + 1 } else { 0 };
            if n_waiting == 0 {
                nudge(address);
            } else if n_waiting >= LONGEST_WAIT && serve(&listener, &shared).is_ok() {
                n_waiting = 0;
            }
        }
    })?;
    Ok(())
}

/// Whether a client waits to be accepted.
///
/// The library (`tiny_http` 0.12) accepts nobody any more after an error. Out of files, it even panics,
/// if the last one was left for one direction of a connection. Either way it goes on with the
/// connections that it has.
fn is_anybody_waiting(listener: &TcpListener) -> bool {
    #[cfg(unix)]
    {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
        let listened = PollFd::new(listener, PollFlags::IN);
        poll(&mut [listened], Some(&at_once)).is_ok_and(|n| n > 0)
    }
    #[cfg(not(unix))]
    {
        let _ = listener;
        false
    }
}

/// Makes a connection and ends it, which sets one free that was forgotten.
///
/// Of two connections that come at once while one thread of the library is idle, the library
/// (`tiny_http` 0.12, `TaskPool::spawn`) leaves both to that thread, so that the second has nobody
/// until any other connection ends: for as long as a tab is open. The thread that ends this
/// connection takes the forgotten one.
fn nudge(address: SocketAddr) {
    // Where it cannot be done now, it is done the next time.
    let Ok(stream) = TcpStream::connect_timeout(&address, PAUSE) else { return };
    // Without a farewell nothing of it is kept by the system.
    #[cfg(target_os = "linux")]
    let _ = rustix::net::sockopt::set_socket_linger(&stream, Some(Duration::ZERO));
    drop(stream);
}

/// Where this process itself reaches what it listens on.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        ip if !ip.is_unspecified() => ip,
        IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
    };
    SocketAddr::new(ip, address.port())
}

/// Each open tab keeps two files open; the usual limit is 1,024.
#[cfg(unix)]
fn allow_many_files() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    // Where it is refused, the limit stays what it is.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
}

/// Begins to accept connections, beside what has them already.
fn serve(listener: &TcpListener, shared: &Arc<Shared>) -> Result<()> {
    let listener = listener.try_clone()?;
    let server = Server::from_listener(listener, None)
        .map_err(|error| anyhow!("could not serve: {error}"))?;
    let shared = Arc::clone(shared);
    thread::Builder::new().spawn(move || {
        let threads = Threads::default();
        loop {
            // After an error there are still the connections from before it.
            if let Ok(request) = server.recv() {
                dispatch(request, &threads, &shared);
            }
        }
    })?;
    Ok(())
}

/// Hands a request to the thread of its connection.
fn dispatch(request: Request, threads: &Threads, shared: &Arc<Shared>) {
    let Some(client) = request.remote_addr().copied() else { return };
    let mut known = threads.lock().unwrap_or_else(PoisonError::into_inner);
    let request = match known.get(&client) {
        Some(thread) => match thread.send(request) {
            Ok(()) => return,
            Err(unsent) => unsent.0,
        },
        None => request,
    };
    let (sender, requests) = channel();
    let connection =
        Connection { client, requests, threads: Arc::clone(threads), shared: Arc::clone(shared) };
    // A new channel has room.
    let _ = sender.send(request);
    if thread::Builder::new().spawn(move || connection.answer_all()).is_ok() {
        known.insert(client, sender);
    }
}

struct Connection {
    client: SocketAddr,
    requests: Receiver<Request>,
    threads: Threads,
    shared: Arc<Shared>,
}

impl Connection {
    fn answer_all(self) {
        while let Some(request) = self.next_request() {
            if let Some(stream) = answer(request, &self.shared) {
                // What the client asks behind the stream is answered after its end, elsewhere.
                self.leave();
                stream.run();
                return;
            }
        }
    }

    /// The next request; none when none came for long, and the thread is known to nobody any more.
    fn next_request(&self) -> Option<Request> {
        match self.requests.recv_timeout(IDLE) {
            Ok(request) => Some(request),
            Err(RecvTimeoutError::Disconnected) => None,
            Err(RecvTimeoutError::Timeout) => {
                let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
                // A request that came in this moment is answered still: nothing can come under the lock.
                let request = self.requests.try_recv().ok();
                if request.is_none() {
                    threads.remove(&self.client);
                }
                request
            }
        }
    }

    fn leave(&self) {
        self.threads.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.client);
    }
}

/// Answers a request; what remains is a stream of events, where it asks for one.
fn answer(mut request: Request, shared: &Arc<Shared>) -> Option<events::Stream> {
    let asked = match request::read(&request, &shared.gate) {
        Ok(asked) => asked,
        Err(refusal) => {
            // A client that is gone needs no answer.
            let _ = answer::refuse(request, refusal);
            return None;
        }
    };
    let answer = match own::asked_for(&asked) {
        Some(wanted)
            if wanted.is_for_the_writer(&asked) && !shared.gate.is_here(request.remote_addr()) =>
        {
            Answer::text(403, "this is shown only on the machine itself that the preview runs on")
        }
        Some(own::Own::Events) if *request.method() == Method::Get => {
            return events::Stream::open(request, &asked, shared);
        }
        Some(wanted) => own::answer(wanted, &asked, &mut request, shared),
        None => lookup::answer(&asked, &request, shared),
    };
    let _ = answer.send(request);
    None
}
