//! Connections, and the threads that answer on them.
//!
//! Comes in: a listener. Goes out: answers. Each connection has a thread of its own, so that a client
//! that reads slowly, or listens to events all day, holds up nobody else.

use std::collections::HashMap;
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Result, anyhow};
use tiny_http::{Request, Server};

use super::{Shared, answer, events, lookup, own, request};

/// A connection without a request for this long gives its thread back.
const IDLE: Duration = Duration::from_secs(5);

/// A client that takes nothing for this long is given up.
#[cfg(unix)]
const STALLED: Duration = Duration::from_secs(30);

/// After a failure to accept connections (too many open files) it is tried again after this long.
const PAUSE: Duration = Duration::from_millis(200);

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
    #[cfg(unix)]
    allow_many_files();
    let server = serve(&listener)?;
    thread::Builder::new().name("accept".to_owned()).spawn(move || {
        let mut server = server;
        loop {
            let threads = Threads::default();
            while let Ok(request) = server.recv() {
                dispatch(request, &threads, &shared);
            }
            // The library accepts nothing more after an error, but goes on with the connections that it
            // has. They keep their server, and new ones get another.
            thread::sleep(PAUSE);
            let Ok(next) = serve(&listener) else { continue };
            let old = std::mem::replace(&mut server, next);
            let shared = Arc::clone(&shared);
            let keep = move || {
                while let Ok(request) = old.recv() {
                    dispatch(request, &threads, &shared);
                }
            };
            if thread::Builder::new().spawn(keep).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

/// Each open tab keeps two files open; the usual limit is 1,024.
#[cfg(unix)]
fn allow_many_files() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    // Where it is refused, the limit stays what it is.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
}

fn serve(listener: &TcpListener) -> Result<Server> {
    let listener = listener.try_clone()?;
    Server::from_listener(listener, None).map_err(|error| anyhow!("could not serve: {error}"))
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
        loop {
            match self.requests.recv_timeout(IDLE) {
                Ok(request) => {
                    if let Some(stream) = answer(request, &self.shared) {
                        // What the client asks behind the stream is answered after its end, elsewhere.
                        self.leave();
                        stream.run();
                        return;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
                    // A request that came in this moment is answered still: nothing can come under the lock.
                    match self.requests.try_recv() {
                        Ok(request) => {
                            drop(threads);
                            if let Some(stream) = answer(request, &self.shared) {
                                self.leave();
                                stream.run();
                                return;
                            }
                        }
                        Err(_) => {
                            threads.remove(&self.client);
                            return;
                        }
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn leave(&self) {
        self.threads.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.client);
    }
}

/// Answers a request; what remains is a stream of events, where it asks for one.
fn answer(mut request: Request, shared: &Arc<Shared>) -> Option<events::Stream> {
    if answer::has_long_body(&request) {
        // A client that is gone needs no answer.
        let _ = answer::refuse_body(request);
        return None;
    }
    let answer = match request::read(&request, &shared.gate) {
        Err(refusal) => refusal,
        Ok(asked) => match own::asked_for(&asked) {
            Some(own::Own::Events) => return events::Stream::open(request, &asked, shared),
            Some(wanted) => own::answer(wanted, &asked, &mut request, shared),
            None => lookup::answer(&asked, &request, shared),
        },
    };
    let _ = answer.send(request);
    None
}
