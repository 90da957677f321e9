//! Runs a program and measures it from outside.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::N_THREADS;

/// A run of a program.
#[derive(Clone, Copy)]
pub(crate) struct Ran {
    /// From start to end.
    pub(crate) time: Duration,
    /// What the system told of it, where it does.
    pub(crate) usage: Option<Usage>,
}

/// What a program used up.
#[derive(Clone, Copy)]
pub(crate) struct Usage {
    /// Time of processors, in user and in system mode, to a hundredth of a second.
    pub(crate) cpu: Duration,
    /// The most memory that was resident at once, in bytes.
    pub(crate) peak: u64,
}

impl Ran {
    /// The run of the median time.
    pub(crate) fn median(mut runs: Vec<Ran>) -> Ran {
        runs.sort_unstable_by_key(|run| run.time);
        runs[runs.len() / 2]
    }
}

/// Runs a program to its end.
pub(crate) fn run(program: &Path, arguments: &[PathBuf]) -> Result<Ran> {
    let attempt = || format!("could not run `{}`", program.display());
    let mut command = Command::new(program);
    command.args(arguments).env("RAYON_NUM_THREADS", N_THREADS.to_string());
    let start = Instant::now();
    let mut child =
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().with_context(attempt)?;
    let folder = PathBuf::from(format!("/proc/{}", child.id()));
    let is_done = AtomicBool::new(false);
    let (exit, time, usage) = thread::scope(|scope| {
        // The last look before the end misses a few milliseconds.
        let watcher = scope.spawn(|| {
            let mut usage = None;
            while !is_done.load(Ordering::Relaxed) {
                usage = usage_in(&folder).or(usage);
                thread::sleep(Duration::from_millis(5));
            }
            usage
        });
        let exit = child.wait();
        let time = start.elapsed();
        is_done.store(true, Ordering::Relaxed);
        (exit, time, watcher.join().unwrap_or_default())
    });
    ensure!(exit.with_context(attempt)?.success(), "`{}` failed", program.display());
    Ok(Ran { time, usage })
}

/// Reads what Linux tells of a running process.
fn usage_in(folder: &Path) -> Option<Usage> {
    let status = fs::read_to_string(folder.join("status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    // The name of the program, in brackets, may have spaces; the twelfth and thirteenth field after it are
    // hundredths of a second.
    let stat = fs::read_to_string(folder.join("stat")).ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks: u64 =
        fields.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum();
    Some(Usage { cpu: Duration::from_millis(10 * ticks), peak: kibibytes * 1024 })
}
