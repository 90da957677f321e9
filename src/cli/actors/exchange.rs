//! Sub-commands that bring actors in and out.

use std::path::Path;

use anyhow::Result;

use super::{export, import};
use crate::cache::Memo;
use crate::cli::{Format, Outcome};
use crate::pipeline::Linking;
use crate::source::Snapshot;

/// Sub-commands that bring actors in and out.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum ExchangeCommand {
    /// Make actor files of FollowTheMoney (Aleph, OpenSanctions) or CSV
    Import(import::ImportArguments),
    /// Print the actors and their mentions as FollowTheMoney, CSV or JSON-LD
    Export(export::ExportArguments),
}

/// What the sub-commands work on.
pub(super) struct Desk<'a> {
    pub(super) project: &'a Path,
    pub(super) snapshot: Snapshot,
    pub(super) linking: Linking,
    pub(super) memo: Memo,
}

/// Runs a sub-command.
pub(super) fn run(command: &ExchangeCommand, desk: Desk<'_>, format: Format) -> Result<Outcome> {
    match command {
        ExchangeCommand::Import(arguments) => import::run(arguments, &desk, format),
        ExchangeCommand::Export(arguments) => export::run(arguments, desk),
    }
}
