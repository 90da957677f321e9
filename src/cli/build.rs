//! `rapporteur build`: every page goes into the output folder.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Result;
use serde::Serialize;

use super::report::{self, number_of};
use super::{Format, Outcome, PreviewArguments, clock, progress};
use crate::diagnostic::{Diagnostic, JsonDiagnostic};
use crate::output::writer::{self, Counts, Job, Written};
use crate::source::load;

/// Arguments of `build`.
#[derive(Debug, clap::Args)]
pub(super) struct BuildArguments {
    /// The output folder, in place of the one that `site.yaml` names
    #[arg(long, short, value_name = "FOLDER")]
    output: Option<PathBuf>,
    #[command(flatten)]
    preview: PreviewArguments,
    /// The time that counts as now: `2025-02-18` or `2025-02-18T09:00:00Z`
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
}

/// Builds the site.
pub(super) fn run(arguments: &BuildArguments, project: &Path, format: Format) -> Result<Outcome> {
    let watch = Stopwatch::start();
    let snapshot = load::load(project, clock::now(arguments.now.as_deref())?)?;
    let t_read = watch.elapsed();
    let job =
        Job { project, output: arguments.output.as_deref(), preview: arguments.preview.preview() };
    let written = match format {
        Format::Human => {
            let bar = progress::Bar::default();
            let written = writer::write(&snapshot, &job, &bar);
            bar.clear();
            written?
        }
        Format::Json => writer::write(&snapshot, &job, &())?,
    };
    let summary = Summary { t_read, t_all: watch.elapsed(), written: &written };
    summary.print(format)?;
    let failed = matches!(written, Written::Refused { .. });
    Ok(if failed { Outcome::ProblemsInContent } else { Outcome::Fine })
}

/// What came of writing a site, for the writer.
pub(super) struct Summary<'a> {
    pub(super) t_read: Duration,
    pub(super) t_all: Duration,
    pub(super) written: &'a Written,
}

#[derive(Serialize)]
struct JsonSummary<'a> {
    outcome: &'static str,
    output: Option<String>,
    #[serde(flatten)]
    counts: Option<&'a Counts>,
    seconds: Seconds,
    diagnostics: Vec<JsonDiagnostic<'a>>,
}

#[derive(Serialize)]
struct Seconds {
    read: f64,
    total: f64,
}

impl Summary<'_> {
    fn diagnostics(&self) -> &[Diagnostic] {
        match self.written {
            Written::Done { diagnostics, .. } | Written::Refused { diagnostics } => diagnostics,
        }
    }

    /// Prints it as `--format` asks.
    pub(super) fn print(&self, format: Format) -> Result<()> {
        match format {
            Format::Human => self.print_human(),
            Format::Json => self.print_json(),
        }
    }

    fn print_human(&self) -> Result<()> {
        report::human(self.diagnostics())?;
        let mut stderr = anstream::stderr().lock();
        let counted = report::counted(self.diagnostics());
        match self.written {
            Written::Refused { .. } => {
                writeln!(stderr, "not built: {counted}; the output is as it was")?;
            }
            Written::Done { folder, counts, .. } => {
                let Counts {
                    articles,
                    dossiers,
                    files,
                    written,
                    unchanged,
                    removed,
                    held_back,
                    foreign,
                } = counts;
                write!(
                    stderr,
                    "built `{}` in {:.2} s: {}, {}, {} ({written} written, {unchanged} unchanged, {removed} removed)",
                    folder.display(),
                    self.t_all.as_secs_f64(),
                    number_of(*articles, "article"),
                    number_of(*dossiers, "dossier"),
                    number_of(*files, "file"),
                )?;
                if *held_back > 0 {
                    write!(stderr, "; {held_back} held back")?;
                }
                if *foreign > 0 {
                    write!(stderr, "; {foreign} not ours, kept")?;
                }
                if !counted.is_empty() {
                    write!(stderr, "; {counted}")?;
                }
                writeln!(stderr)?;
            }
        }
        Ok(())
    }

    fn print_json(&self) -> Result<()> {
        let (outcome, output, counts) = match self.written {
            Written::Done { folder, counts, .. } => {
                ("built", Some(folder.display().to_string()), Some(counts))
            }
            Written::Refused { .. } => ("refused", None, None),
        };
        let summary = JsonSummary {
            outcome,
            output,
            counts,
            seconds: Seconds { read: self.t_read.as_secs_f64(), total: self.t_all.as_secs_f64() },
            diagnostics: self.diagnostics().iter().map(Diagnostic::to_json).collect(),
        };
        let mut stdout = std::io::stdout().lock();
        serde_json::to_writer(&mut stdout, &summary)?;
        writeln!(stdout)?;
        Ok(())
    }
}

/// Measures what a command takes.
pub(super) struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(clippy::disallowed_methods, reason = "the summary of a build states its time")]
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}
