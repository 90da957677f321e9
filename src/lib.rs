//! Rapporteur turns a folder of briefings into a website in which every actor has a page.
//!
//! The modules stand in the order of the layers; each may use only those above it. ARCHITECTURE.md
//! follows one build through them.

pub mod path;

pub mod diagnostic;

pub mod date;
pub mod yaml;

pub mod config;
pub mod source;

pub mod article;

pub mod actor;

pub mod site;

pub mod page;

pub mod render;

pub mod cache;

pub mod pipeline;

pub mod exchange;

pub mod check;

#[cfg(feature = "external-links")]
pub mod inquiry;

#[expect(clippy::disallowed_methods, reason = "this folder is the edge that writes the output")]
pub mod output;

#[expect(clippy::disallowed_methods, reason = "this folder is the edge that waits for the writer")]
pub mod watch;

pub mod serve;

#[expect(clippy::disallowed_methods, reason = "this folder is the edge that sends the site")]
pub mod publish;

pub mod import;

pub mod schema;

pub mod starter;

pub mod cli;
