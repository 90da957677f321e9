//! Keeps the preview up to date.
//!
//! Comes in: a folder that is followed. Goes out: a rebuild for each change, shown to the tabs and told to
//! the caller. This is the path of every command: a snapshot, one build, another sink.

use anyhow::Result;

use super::live::{Live, Rebuild, now};
use crate::cache::Memo;
use crate::pipeline::{Preview, build};
use crate::watch::{Changes, Follower, Turn, patience_until};

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
    // When an embargo ends, and whether the content could not be read the last time.
    let (mut due, mut has_failed): (Option<i64>, bool) = (None, false);
    loop {
        let patience = match due {
            Some(due) => Some(patience_until(due, clock()?)),
            None => None,
        };
        let changes = match follower.wait(patience) {
            Turn::Changed(changes) => changes,
            // The end of an embargo mends nothing that cannot be read.
            Turn::Due if has_failed || due.is_some_and(|due| due > clock().unwrap_or(due)) => {
                continue;
            }
            Turn::Due => Changes::default(),
            Turn::Failed(error) => {
                has_failed = true;
                tell(&live.fail(&error, now()), follower)?;
                continue;
            }
            Turn::Stop => return Ok(()),
        };
        let begun = changes.since.unwrap_or_else(now);
        has_failed = false;
        let snapshot = follower.snapshot(clock()?);
        let built = build(&snapshot, preview, &mut memo);
        due = built.next_change;
        tell(&live.take(built, changes, begun), follower)?;
    }
}
