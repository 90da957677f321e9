//! Keeps the preview up to date.
//!
//! Comes in: a folder that is followed. Goes out: a rebuild for each change, shown to the tabs and told to
//! the caller. This is the path of every command: a snapshot, one build, another sink.

use anyhow::Result;

use super::live::{Live, Rebuild, now};
use crate::cache::Memo;
use crate::pipeline::{Preview, build};
use crate::watch::{Changes, Follower, Turn};

/// How the site is built again and again.
pub struct Workshop<'a> {
    /// Which unpublished articles are shown.
    pub preview: Preview,
    /// What is remembered from one build to the next.
    pub memo: Memo,
    /// The time that counts as now, in seconds since 1970 UTC.
    pub clock: &'a dyn Fn() -> Result<i64>,
}

/// Builds the site at each change and shows it, until the follower is stopped. `tell` hears of each
/// rebuild.
///
/// # Errors
/// When the clock cannot be read, or `tell` fails.
pub fn keep_up(
    follower: &mut Follower,
    live: &Live,
    workshop: Workshop<'_>,
    mut tell: impl FnMut(&Rebuild, &Follower) -> Result<()>,
) -> Result<()> {
    let Workshop { preview, mut memo, clock } = workshop;
    // When the next embargo ends.
    let mut due = None;
    loop {
        let changes = match follower.wait_until(due, clock)? {
            Turn::Changed(changes) => changes,
            Turn::Due => Changes::default(),
            Turn::Failed(error) => {
                tell(&live.fail(&error, now()), follower)?;
                continue;
            }
            Turn::Stop => return Ok(()),
        };
        let begun = changes.since.unwrap_or_else(now);
        let snapshot = follower.snapshot(clock()?);
        let built = build(&snapshot, preview, &mut memo);
        due = built.next_change;
        tell(&live.take(built, changes, begun), follower)?;
    }
}
