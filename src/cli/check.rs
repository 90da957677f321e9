//! `rapporteur check`: all that is wrong with the site as it would be published, without writing it.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use serde::Serialize;

use super::build::Stopwatch;
#[cfg(feature = "external-links")]
use super::progress::Bar;
use super::report::{self, number_of};
use super::{Form, Format, Outcome, clock, sarif};
use crate::check::{Files, Material, Memory, check};
use crate::diagnostic::{Diagnostic, JsonDiagnostic, Severity, in_order};
use crate::output::writer;
#[cfg(feature = "external-links")]
use crate::output::writer::Progress;
use crate::path::SourcePath;
use crate::pipeline::{Build, Preview, build};
use crate::source::{Snapshot, load};

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Looked at is what `build` would write: every page with its links and pictures, every feed and
site map. The output is not touched. The exit code is 1 when there are errors. `site.yaml` sets the
severity of each rule under `rules:`; `rapporteur explain` says what a rule is about.

Examples:
  rapporteur check                       before publishing
  rapporteur check --deny-warnings       the same, and warnings count as errors
  rapporteur check --format github       in a workflow, as notes beside the lines
  rapporteur check --external            now and then, with a network")]
pub(super) struct CheckArguments {
    /// How problems are printed
    #[arg(long, default_value = "human", value_parser = Form::among(&[Form::Human, Form::Short, Form::Json, Form::Sarif, Form::Github]))]
    format: Form,
    /// Let warnings fail the check as errors do
    #[arg(long)]
    deny_warnings: bool,
    /// Ask other servers whether what pages link to is still there
    #[arg(long)]
    external: bool,
    /// The time that counts as now: `2025-02-18` or `2025-02-18T09:00:00Z`
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
}

/// What is kept of outputs without a fault.
const MEMORY: &str = "checked";

/// Checks the site.
pub(super) fn run(arguments: &CheckArguments, project: &Path) -> Result<Outcome> {
    let watch = Stopwatch::start();
    let snapshot = load::load(project, clock::now(arguments.now.as_deref())?)?;
    let mut memo = writer::remembered(project);
    let build = build(&snapshot, Preview::Published, &mut memo);
    let mut diagnostics = gate(project, &build, &snapshot)?;
    // What the gate has found is told even when no server can be asked.
    let mut failure = None;
    if arguments.external {
        match outside(project, &build, &snapshot) {
            Ok(found) => diagnostics = in_order([diagnostics, found].concat()),
            Err(error) => failure = Some(error),
        }
    }
    writer::remember(project, &mut memo);
    let worst = diagnostics.iter().map(|diagnostic| diagnostic.severity).min();
    let fails = match worst {
        Some(Severity::Error) => true,
        Some(Severity::Warning) => arguments.deny_warnings,
        Some(Severity::Note) | None => false,
    };
    let checked = Checked {
        outcome: match (&failure, fails) {
            (Some(_), _) => "failed",
            (None, true) => "problems",
            (None, false) => "passed",
        },
        failure: failure.as_ref(),
        articles: build.n_articles(),
        files: build.n_outputs(),
        seconds: watch.elapsed().as_secs_f64(),
        diagnostics: &diagnostics,
    };
    checked.print(arguments.format, project)?;
    if let Some(failure) = &failure {
        // As JSON it stands beside what was found.
        report::failure(failure, Format::Human);
        return Ok(Outcome::Undone);
    }
    Ok(if fails { Outcome::ProblemsInContent } else { Outcome::Fine })
}

/// Good answers of other servers, which count for a week.
#[cfg(feature = "external-links")]
const ANSWERS: &str = "answers";

/// Asks other servers for what pages link to.
#[cfg(feature = "external-links")]
fn outside(project: &Path, build: &Build, snapshot: &Snapshot) -> Result<Vec<Diagnostic>> {
    use crate::check::outside;
    use crate::inquiry::{Answers, Manners};

    let links = outside::links(&Material { build, snapshot, files: &InFolder(project) });
    let kept = writer::kept(project, ANSWERS);
    let mut answers = kept.map_or_else(Answers::default, |bytes| Answers::from_bytes(&bytes));
    // What counts as now for the site is not what the clock of the servers says.
    let asking = Asking { project, bar: Bar::default() };
    let fates = answers.ask(links.keys(), clock::now(None)?, &Manners::default(), &asking);
    asking.bar.clear();
    Ok(outside::judge(build, &links, &fates?))
}

/// Keeps answers as they come, so that a run that is broken off asks for the rest the next time.
#[cfg(feature = "external-links")]
struct Asking<'a> {
    project: &'a Path,
    bar: Bar,
}

#[cfg(feature = "external-links")]
impl crate::inquiry::Listener for Asking<'_> {
    fn start(&self, n_addresses: usize, n_servers: usize) {
        if n_addresses > 0 {
            let servers = number_of(n_servers, "server");
            anstream::eprintln!("asking {servers} for {}", number_of(n_addresses, "page"));
            self.bar.show(n_addresses, "pages");
        }
    }

    fn answered(&self) {
        Progress::done(&self.bar);
    }

    fn keep(&self, answers: &crate::inquiry::Answers) {
        writer::keep(self.project, ANSWERS, &answers.to_bytes());
    }
}

#[cfg(not(feature = "external-links"))]
fn outside(_: &Path, _: &Build, _: &Snapshot) -> Result<Vec<Diagnostic>> {
    anyhow::bail!(
        "this program was built without `--external`\n\
         hint: build it with `cargo install --features external-links`"
    )
}

/// All that is wrong with a build of a project. What had no fault the last time is not read again.
pub(super) fn gate(project: &Path, build: &Build, snapshot: &Snapshot) -> Result<Vec<Diagnostic>> {
    let kept = writer::kept(project, MEMORY);
    let mut memory = kept.map_or_else(Memory::default, |bytes| Memory::from_bytes(&bytes));
    let diagnostics = check(&Material { build, snapshot, files: &InFolder(project) }, &mut memory)?;
    if let Some(news) = memory.news() {
        writer::keep(project, MEMORY, &news);
    }
    Ok(diagnostics)
}

/// The files of a project folder.
struct InFolder<'a>(&'a Path);

impl Files for InFolder<'_> {
    #[expect(clippy::disallowed_methods, reason = "the command line is an edge")]
    fn read(&self, path: &SourcePath) -> std::io::Result<Vec<u8>> {
        std::fs::read(self.0.join(path.as_str()))
    }
}

/// What came of a check.
struct Checked<'a> {
    outcome: &'static str,
    articles: usize,
    files: usize,
    seconds: f64,
    failure: Option<&'a anyhow::Error>,
    diagnostics: &'a [Diagnostic],
}

#[derive(Serialize)]
struct JsonChecked<'a> {
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    articles: usize,
    files: usize,
    seconds: Seconds,
    diagnostics: Vec<JsonDiagnostic<'a>>,
}

#[derive(Serialize)]
struct Seconds {
    total: f64,
}

impl Checked<'_> {
    fn print(&self, form: Form, project: &Path) -> Result<()> {
        let mut stdout = std::io::stdout().lock();
        match form {
            Form::Json => {
                let Self { outcome, articles, files, seconds, failure, diagnostics } = *self;
                let error = failure.map(report::text_of);
                let diagnostics = diagnostics.iter().map(Diagnostic::to_json).collect();
                let seconds = Seconds { total: seconds };
                let checked = JsonChecked { outcome, error, articles, files, seconds, diagnostics };
                serde_json::to_writer(&mut stdout, &checked)?;
                writeln!(stdout)?;
            }
            Form::Sarif => {
                serde_json::to_writer_pretty(&mut stdout, &sarif::log(self.diagnostics, project))?;
                writeln!(stdout)?;
            }
            Form::Short => {
                for diagnostic in self.diagnostics {
                    writeln!(stdout, "{}", short(diagnostic))?;
                }
                self.print_summary()?;
            }
            Form::Github => {
                for diagnostic in self.diagnostics {
                    writeln!(stdout, "{}", workflow_command(diagnostic, project))?;
                }
                self.print_summary()?;
            }
            _ => {
                report::human(self.diagnostics)?;
                self.print_summary()?;
            }
        }
        Ok(())
    }

    fn print_summary(&self) -> Result<()> {
        let counted = report::counted(self.diagnostics);
        let counted = if counted.is_empty() { "nothing is wrong".to_owned() } else { counted };
        writeln!(
            anstream::stderr().lock(),
            "checked {}, {} in {:.2} s: {counted}",
            number_of(self.articles, "article"),
            number_of(self.files, "file"),
            self.seconds,
        )?;
        Ok(())
    }
}

/// `content/pages/about.md:3:7: error[broken-link]: …`, which editors and `grep` understand.
fn short(diagnostic: &Diagnostic) -> String {
    let Diagnostic { code, severity, place, message, .. } = diagnostic;
    let mut at = place.path.to_string();
    if place.line > 0 {
        at.push_str(&format!(":{}", place.line));
    }
    if let Some((first, _)) = place.columns {
        at.push_str(&format!(":{first}"));
    }
    format!("{at}: {}[{}]: {message}", severity.name(), code.name())
}

/// A command by which a program of a workflow puts a note beside a line.
fn workflow_command(diagnostic: &Diagnostic, project: &Path) -> String {
    let Diagnostic { code, severity, place, message, hint, .. } = diagnostic;
    let command = match severity {
        Severity::Note => "notice",
        Severity::Error | Severity::Warning => severity.name(),
    };
    let mut properties = format!("file={}", as_property(&report::from_here(project, &place.path)));
    if place.line > 0 {
        properties.push_str(&format!(",line={}", place.line));
    }
    if let Some((first, behind)) = place.columns {
        properties.push_str(&format!(",col={first},endColumn={}", behind - 1));
    }
    let hint = hint.as_ref().map_or(String::new(), |hint| format!("\nhint: {hint}"));
    let text = as_data(&format!("{message}{hint}"));
    format!("::{command} {properties},title={}::{text}", code.name())
}

fn as_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn as_property(text: &str) -> String {
    as_data(text).replace(':', "%3A").replace(',', "%2C")
}
