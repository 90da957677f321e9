//! Keeps the preview up to date.
//!
//! Comes in: a folder that is followed. Goes out: a rebuild for each change, shown to the tabs and told to
//! the caller. This is the path of every command: a snapshot, one build, another sink.

use std::time::Instant;

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
    mut tell: impl FnMut(&Rebuild) -> Result<()>,
) -> Result<()> {
    let Workshop { preview, mut memo, clock } = workshop;
    let mut patience = None;
    loop {
        let (changes, begun): (Changes, Instant) = match follower.wait(patience) {
            Turn::Changed(changes) => (changes, now()),
            Turn::Due => (Changes::default(), now()),
            Turn::Failed(error) => {
                tell(&live.fail(&error, now()))?;
                continue;
            }
            Turn::Stop => return Ok(()),
        };
        let snapshot = follower.snapshot(clock()?);
        let built = build(&snapshot, preview, &mut memo);
        patience = built.next_change.map(|next| patience_until(next, snapshot.now));
        tell(&live.take(built, changes, begun))?;
    }
}
