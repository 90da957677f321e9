//! `rapporteur next`: when the output will change by itself.
//!
//! Nothing but articles depends on the clock: one under embargo, or of a later date, is published when its time
//! comes. So the next change is the earliest such time, and whoever starts a build then misses none.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use serde::Serialize;

use super::{Format, Outcome, clock, report};
use crate::cache::Memo;
use crate::date;
use crate::diagnostic::{Diagnostic, JsonDiagnostic, Severity};
use crate::pipeline;
use crate::site::Preview;
use crate::source::load;

/// Arguments of `next`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Prints the time at which the next embargo ends or the next article of a later date is due,
as RFC 3339 in the zone of the site, and nothing when there is none. Drafts are never due.

Example:
  at=$(rapporteur next)   an empty text when nothing will change by itself")]
pub(super) struct NextArguments {
    /// The time that counts as now: `2025-02-18` or `2025-02-18T09:00:00Z`
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
}

#[derive(Serialize)]
struct JsonNext<'a> {
    next_change: Option<&'a str>,
    diagnostics: Vec<JsonDiagnostic<'a>>,
}

/// Prints the time of the next change.
pub(super) fn run(arguments: &NextArguments, project: &Path, format: Format) -> Result<Outcome> {
    let snapshot = load::load(project, clock::now(arguments.now.as_deref())?)?;
    let built = pipeline::build(&snapshot, Preview::Published, &mut Memo::default());
    // A date that cannot be read may be the very one that is asked for.
    let (next, errors) = if built.has_errors() {
        (None, of_severity(&built.diagnostics, Severity::Error))
    } else {
        let zone = &built.plan.site.config.zone;
        (built.next_change.map(|instant| date::rfc3339(instant, zone)), Vec::new())
    };
    let mut stdout = std::io::stdout().lock();
    match format {
        Format::Json => {
            let diagnostics = errors.iter().map(Diagnostic::to_json).collect();
            let next = JsonNext { next_change: next.as_deref(), diagnostics };
            serde_json::to_writer(&mut stdout, &next)?;
            writeln!(stdout)?;
        }
        Format::Human => {
            report::human(&errors)?;
            match &next {
                Some(next) => writeln!(stdout, "{next}")?,
                None if errors.is_empty() => {
                    writeln!(anstream::stderr(), "nothing will change by itself")?;
                }
                None => {
                    let counted = report::counted(&errors);
                    writeln!(anstream::stderr(), "the next change is not known: {counted}")?;
                }
            }
        }
    }
    Ok(if errors.is_empty() { Outcome::Fine } else { Outcome::ProblemsInContent })
}

fn of_severity(diagnostics: &[Diagnostic], severity: Severity) -> Vec<Diagnostic> {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).cloned().collect()
}
