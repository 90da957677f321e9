//! `rapporteur watch`: the output folder follows the content.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};

use super::build::{Stopwatch, Summary};
use super::report::{self, number_of};
use super::{Format, PreviewArguments, clock, progress};
use crate::diagnostic::Diagnostic;
use crate::output::OldOutput;
use crate::output::writer::{Job, Writer, Written};
use crate::watch::{Changes, Follower, Turn};

/// What could not be written (a full disk, a lock of another program) is tried again after this long.
const AGAIN: Duration = Duration::from_secs(5);

/// Arguments of `watch`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct WatchArguments {
    /// The output folder, in place of the one that `site.yaml` names
    #[arg(long, short, value_name = "FOLDER")]
    output: Option<PathBuf>,
    #[command(flatten)]
    preview: PreviewArguments,
}

const EXAMPLES: &str = "\
Examples:
  rapporteur watch                        keep `public` equal to the content
  rapporteur watch --drafts -o preview    with drafts, elsewhere";

/// Keeps the output folder equal to the content until Ctrl-C.
pub(super) fn run(arguments: &WatchArguments, project: &Path, format: Format) -> Result<()> {
    let mut follower = Follower::start(project)?;
    let stopper = follower.stopper();
    ctrlc::set_handler(move || stopper.stop()).context("could not listen for Ctrl-C")?;
    let job =
        Job { project, output: arguments.output.as_deref(), preview: arguments.preview.preview() };
    let mut writer = Writer::new(job, OldOutput::Spared);
    let mut teller = Teller { format, told: Vec::new(), failure: None, is_first: true };
    // When the next embargo ends, and what could not be written.
    let (mut due, mut unwritten): (Option<i64>, Option<Changes>) = (None, None);
    let mut has_told_of_looking = false;
    loop {
        let turn = match &unwritten {
            Some(_) => follower.wait(Some(AGAIN)),
            None => follower.wait_until(due, || clock::now(None))?,
        };
        let changes = match turn {
            Turn::Changed(changes) => changes,
            Turn::Due => unwritten.take().unwrap_or_default(),
            Turn::Failed(error) => {
                teller.fail(&error);
                continue;
            }
            Turn::Stop => break,
        };
        if let Some(reason) = follower.polls_because()
            && !std::mem::replace(&mut has_told_of_looking, true)
        {
            teller.note(&report::looking_because(reason))?;
        }
        let watch = Stopwatch::start();
        let snapshot = follower.snapshot(clock::now(None)?);
        let bar = progress::Bar::default();
        let written = match format {
            Format::Human if teller.is_first => writer.write(&snapshot, &bar),
            Format::Human | Format::Json => writer.write(&snapshot, &()),
        };
        bar.clear();
        match written {
            Ok(written) => {
                due = match written {
                    Written::Done { next_change, .. } => next_change,
                    Written::Refused { .. } => None,
                };
                unwritten = None;
                teller.tell(&written, &changes, watch.elapsed())?;
            }
            // The folder is refused before anything was written: there is nothing to wait for.
            Err(error) if teller.is_first => return Err(error),
            Err(error) => {
                teller.fail(&error);
                unwritten = Some(changes);
            }
        }
    }
    drop(writer);
    teller.note("the folder stays as it is; nothing follows it any more")
}

/// Tells the writer what was done.
struct Teller {
    format: Format,
    /// What was told of the last time.
    told: Vec<Diagnostic>,
    /// What could not be done the last time.
    failure: Option<String>,
    is_first: bool,
}

impl Teller {
    fn tell(&mut self, written: &Written, changes: &Changes, took: Duration) -> Result<()> {
        if self.is_first || self.format == Format::Json {
            Summary { t_read: Duration::ZERO, t_all: took, written }.print(self.format)?;
        } else {
            self.tell_again(written, changes, took)?;
        }
        if std::mem::take(&mut self.is_first) {
            self.note("the folder follows the content; ctrl-c ends it")?;
        }
        let (Written::Done { diagnostics, .. } | Written::Refused { diagnostics }) = written;
        self.told.clone_from(diagnostics);
        self.failure = None;
        Ok(())
    }

    /// Tells of a failure, once.
    fn fail(&mut self, error: &anyhow::Error) {
        let text = format!("{error:#}");
        if self.failure.as_ref() != Some(&text) {
            report::failure(error, self.format);
        }
        self.failure = Some(text);
    }

    /// One line, and problems that are new.
    fn tell_again(&self, written: &Written, changes: &Changes, took: Duration) -> Result<()> {
        let cause = report::cause(&changes.files, changes.files.len());
        let (Written::Done { diagnostics, .. } | Written::Refused { diagnostics }) = written;
        report::news(diagnostics, &self.told)?;
        let what = match written {
            Written::Done { counts, .. } => format!(
                "{} written, {} removed in {:.0} ms",
                number_of(counts.written, "file"),
                counts.removed,
                took.as_secs_f64() * 1e3
            ),
            Written::Refused { .. } => "not written, the output is as it was".to_owned(),
        };
        let counted = report::counted_behind(diagnostics);
        writeln!(anstream::stderr().lock(), "{cause}: {what}{counted}")?;
        Ok(())
    }

    fn note(&self, text: &str) -> Result<()> {
        if self.format == Format::Human {
            writeln!(anstream::stderr().lock(), "{text}")?;
        }
        Ok(())
    }
}
