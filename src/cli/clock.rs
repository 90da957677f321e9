//! The time that counts as now.
//!
//! Comes in: `--now`, else `SOURCE_DATE_EPOCH` (reproducible-builds.org), else the clock of the machine.
//! Goes out: seconds since 1970 UTC.

use anyhow::{Result, anyhow, bail};

use crate::date::When;

/// The time that counts as now.
///
/// # Errors
/// When `--now` or the environment has something else than a time.
#[expect(
    clippy::disallowed_methods,
    reason = "this is where the clock and the environment come in"
)]
pub(super) fn now(argument: Option<&str>) -> Result<i64> {
    if let Some(argument) = argument {
        let when = When::parse(argument).ok_or_else(|| {
            anyhow!("`--now` is not a time: `{argument}`\nhint: write `2025-02-18` or `2025-02-18T09:00:00Z`")
        })?;
        return Ok(when.instant(&jiff::tz::TimeZone::UTC));
    }
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => match seconds.trim().parse() {
            Ok(seconds) => Ok(seconds),
            Err(_) => bail!("`SOURCE_DATE_EPOCH` is not a number of seconds: `{seconds}`"),
        },
        Err(_) => Ok(jiff::Timestamp::now().as_second()),
    }
}
