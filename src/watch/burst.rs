//! Changes that belong together: one save of an editor, or one checkout of a thousand files.
//!
//! Comes in: what was touched, and when. Goes out: when to act on it. Times are handed in. Always holds:
//! it is acted on, however long files go on to be touched.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::path::SourcePath;

/// A save is over when nothing came for this long: editors write their few events at once.
const QUIET: Duration = Duration::from_millis(10);

/// The same where many files are touched: tools that write thousands pause in between.
const QUIET_OF_MANY: Duration = Duration::from_millis(60);

/// From this number of files on it is many.
const MANY: usize = 8;

/// A file that is empty or away in the middle of a save is waited for this long.
const QUIET_OF_UNFINISHED: Duration = Duration::from_millis(100);

/// A burst that does not end is acted on after this long.
const LONGEST: Duration = Duration::from_secs(1);

/// Changes that belong together.
#[derive(Debug)]
pub(super) struct Burst {
    first: Instant,
    last: Instant,
    heard_at: Option<Instant>,
    touched: BTreeSet<SourcePath>,
}

impl Burst {
    /// A burst that begins now.
    pub(super) fn new(now: Instant) -> Self {
        Self { first: now, last: now, heard_at: None, touched: BTreeSet::new() }
    }

    /// Adds what was touched. `heard_at` is when the system told of it, none where it did not; `now` is
    /// when it was taken up, which may be later, since nobody listens during a build.
    pub(super) fn add(
        &mut self,
        paths: impl IntoIterator<Item = SourcePath>,
        heard_at: Option<Instant>,
        now: Instant,
    ) {
        self.touched.extend(paths);
        self.heard_at = self.heard_at.or(heard_at);
        self.last = now;
    }

    /// When to act on it. `is_unfinished` tells of a file whether it looks as if its save goes on.
    pub(super) fn ready_at(&self, is_unfinished: impl Fn(&SourcePath) -> bool) -> Instant {
        let quiet = if self.touched.len() >= MANY {
            QUIET_OF_MANY
        } else if self.touched.iter().any(is_unfinished) {
            QUIET_OF_UNFINISHED
        } else {
            QUIET
        };
        (self.last + quiet).min(self.first + LONGEST)
    }

    /// All that was touched, and when the system told of the first of it.
    pub(super) fn into_touched(self) -> (BTreeSet<SourcePath>, Option<Instant>) {
        (self.touched, self.heard_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(n: usize) -> Vec<SourcePath> {
        (0..n).map(|n| SourcePath::new(&format!("content/articles/{n}.md"))).collect()
    }

    #[test]
    fn a_save_of_one_file_is_acted_on_when_it_was_quiet_for_some_milliseconds() {
        let start = Instant::now();
        let mut burst = Burst::new(start);
        burst.add(paths(1), None, start);
        burst.add(paths(1), None, start + Duration::from_millis(4));
        assert_eq!(burst.ready_at(|_| false), start + Duration::from_millis(14));
        assert_eq!(burst.into_touched().0.len(), 1);
    }

    #[test]
    fn a_file_that_is_empty_in_the_middle_of_a_save_is_waited_for() {
        let start = Instant::now();
        let mut burst = Burst::new(start);
        burst.add(paths(1), None, start);
        assert_eq!(burst.ready_at(|_| true), start + Duration::from_millis(100));
    }

    #[test]
    fn a_checkout_of_many_files_is_one_burst() {
        let start = Instant::now();
        let mut burst = Burst::new(start);
        burst.add(paths(1_000), None, start);
        assert_eq!(burst.ready_at(|_| false), start + Duration::from_millis(60));
    }

    #[test]
    fn a_burst_that_does_not_end_is_acted_on_after_a_second() {
        let start = Instant::now();
        let mut burst = Burst::new(start);
        for n in 0..200 {
            burst.add(paths(1), None, start + Duration::from_millis(9 * n));
        }
        assert_eq!(burst.ready_at(|_| false), start + Duration::from_secs(1));
    }

    #[test]
    fn a_burst_counts_from_when_it_was_taken_up_and_tells_when_it_was_first_heard() {
        let start = Instant::now();
        let after_build = start + Duration::from_secs(5);
        let mut burst = Burst::new(after_build);
        burst.add(paths(1), Some(start), after_build);
        burst.add(paths(1), Some(start + Duration::from_secs(1)), after_build);
        assert_eq!(burst.ready_at(|_| false), after_build + Duration::from_millis(10));
        assert_eq!(burst.into_touched().1, Some(start));
    }
}
