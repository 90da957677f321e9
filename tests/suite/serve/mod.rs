//! The live preview, asked over sockets as a browser would, and as nobody should.

mod access;
mod base_path;
mod client;
mod connections;
mod desk;
mod hostile;
mod http;
mod mistakes;
mod moved;
mod paths;
mod program;
mod stub;
mod tabs;
