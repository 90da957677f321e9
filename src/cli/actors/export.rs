//! `rapporteur actors export`: the actors of the site and their mentions, for other systems.

use anyhow::Result;

use super::exchange::Desk;
use crate::cli::Outcome;

/// Arguments of `actors export`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ExportArguments {}

/// Exports actors.
pub(super) fn run(_arguments: &ExportArguments, _desk: Desk<'_>) -> Result<Outcome> {
    Ok(Outcome::Fine)
}
