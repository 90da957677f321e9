//! Serves a live preview of the site over HTTP: an edge.
//!
//! Comes in: builds, and requests of browsers. Goes out: pages as they would be published, with what
//! only the preview has added while they are sent. Always holds: a request sees one whole site, the old
//! one or the new one; a site with errors takes nothing away; nobody but the writer gets in.

mod answer;
mod connection;
mod events;
mod gate;
mod live;
mod lookup;
mod lost;
mod own;
mod page;
mod port;
mod rebuild;
mod request;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;

pub use live::{Live, Outcome, Rebuild};
pub use port::Port;
pub use rebuild::{Workshop, keep_up};

use self::gate::Gate;

/// Where everything of the preview itself stands.
const OWN: &str = "/__rapporteur/";

/// A running server. It ends with the process: its threads hold nothing that outlives it.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    port_note: Option<String>,
}

/// What a server is told of its surroundings.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The project folder, with links resolved: files are copied from it, and stubs written to it.
    pub project: PathBuf,
    /// The name or number of the interface to listen on.
    pub host: String,
    /// The port.
    pub port: Port,
}

/// What all connections share.
struct Shared {
    live: Arc<Live>,
    gate: Gate,
    project: PathBuf,
}

impl Server {
    /// Begins to answer requests with what `live` shows.
    ///
    /// # Errors
    /// When the port is taken, or the host is not one of this machine.
    pub fn start(live: Arc<Live>, surroundings: Surroundings) -> Result<Self> {
        let Surroundings { project, host, port } = surroundings;
        let (listener, port_note) = port::listen(&host, port)?;
        let address = listener.local_addr()?;
        let shared = Shared { live, gate: Gate::new(&host, address.ip()), project };
        connection::accept(listener, Arc::new(shared))?;
        Ok(Self { address, port_note })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Who has the port that was asked for first, where another one had to be used.
    pub fn port_note(&self) -> Option<&str> {
        self.port_note.as_deref()
    }
}
