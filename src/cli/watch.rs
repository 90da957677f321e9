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
use crate::watch::{Changes, Follower, Turn, patience_until};

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
    let mut teller = Teller { format, told: Vec::new(), is_first: true };
    if let Some(reason) = follower.polls_because() {
        teller.note(&format!(
            "files are looked at each second, since the system does not tell of changes: {reason}"
        ))?;
    }
    let mut patience = None;
    loop {
        let changes = match follower.wait(patience) {
            Turn::Changed(changes) => changes,
            Turn::Due => Changes::default(),
            Turn::Failed(error) => {
                report::failure(&error, format);
                continue;
            }
            Turn::Stop => break,
        };
        let watch = Stopwatch::start();
        let now = clock::now(None)?;
        let snapshot = follower.snapshot(now);
        let bar = progress::Bar::default();
        let written = match format {
            Format::Human if teller.is_first => writer.write(&snapshot, &bar),
            Format::Human | Format::Json => writer.write(&snapshot, &()),
        };
        bar.clear();
        match written {
            Ok(written) => {
                let next_change = match written {
                    Written::Done { next_change, .. } => next_change,
                    Written::Refused { .. } => None,
                };
                patience = next_change.map(|next| patience_until(next, now));
                teller.tell(&written, &changes, watch.elapsed())?;
            }
            // The folder is refused before anything was written: there is nothing to wait for.
            Err(error) if teller.is_first => return Err(error),
            Err(error) => report::failure(&error, format),
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
        Ok(())
    }

    /// One line, and problems that are new.
    fn tell_again(&self, written: &Written, changes: &Changes, took: Duration) -> Result<()> {
        let cause = report::cause(&changes.files, changes.files.len());
        let (Written::Done { diagnostics, .. } | Written::Refused { diagnostics }) = written;
        let new = diagnostics.iter().filter(|diagnostic| !self.told.contains(diagnostic));
        report::human(&new.cloned().collect::<Vec<_>>())?;
        let what = match written {
            Written::Done { counts, .. } => format!(
                "{} written, {} removed in {:.0} ms",
                number_of(counts.written, "file"),
                counts.removed,
                took.as_secs_f64() * 1e3
            ),
            Written::Refused { .. } => "not written, the output is as it was".to_owned(),
        };
        let counted = report::counted(diagnostics);
        let counted = if counted.is_empty() { counted } else { format!("; {counted}") };
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
