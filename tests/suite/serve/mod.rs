//! The live preview, asked over sockets as a browser would, and as nobody should.

mod access;
mod base_path;
mod broken_page;
pub(crate) mod client;
mod connections;
mod desk;
mod hostile;
mod http;
mod mistakes;
mod moved;
mod paths;
mod program;
pub(crate) mod running;
mod stub;
mod tabs;
