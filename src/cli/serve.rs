//! `rapporteur serve`: a live preview in the browser.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use serde_json::json;

use super::report::{self, number_of};
use super::{Format, PreviewArguments, clock};
use crate::cache::Memo;
use crate::diagnostic::{Diagnostic, Severity};
use crate::serve::{Live, Outcome, Port, Rebuild, Server, Surroundings, Workshop, keep_up};
use crate::watch::Follower;

/// The port where `--port` does not name one.
const PORT: u16 = 4000;

/// Arguments of `serve`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ServeArguments {
    /// The port, and no other; 0 for any [default: 4000, or the next that is free]
    #[arg(long, short, value_name = "PORT", value_parser = port)]
    port: Option<u16>,
    /// The interface; `0.0.0.0` shows the preview to the whole network
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    host: String,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    #[command(flatten)]
    preview: PreviewArguments,
}

const EXAMPLES: &str = "\
Examples:
  rapporteur serve --open        look at the site while you write
  rapporteur serve --drafts      with drafts
  rapporteur serve --host 0.0.0.0 --port 8080
                                 for others in your network";

fn port(word: &str) -> Result<u16, String> {
    word.parse().map_err(|_| format!("a whole number from 0 to {} is needed", u16::MAX))
}

/// Shows the site in the browser until Ctrl-C.
pub(super) fn run(arguments: &ServeArguments, project: &Path, format: Format) -> Result<()> {
    let mut follower = Follower::start(project)?;
    let stopper = follower.stopper();
    ctrlc::set_handler(move || stopper.stop()).context("could not listen for Ctrl-C")?;
    let live = Arc::new(Live::default());
    let surroundings = Surroundings {
        project: follower.folder().to_path_buf(),
        host: arguments.host.clone(),
        port: arguments.port.map_or(Port::From(PORT), Port::Only),
    };
    let server = Server::start(Arc::clone(&live), surroundings)?;
    let root = root_of(&arguments.host, server.address().port());
    let mut teller = Teller {
        format,
        live: &live,
        root,
        told: Vec::new(),
        is_first: true,
        has_told_of_looking: false,
    };
    if let Some(note) = server.port_note() {
        teller.note(note)?;
    }
    let workshop = Workshop {
        preview: arguments.preview.preview(),
        memo: Memo::default(),
        clock: &|| clock::now(None),
    };
    live.tell_broken(move |rebuild| {
        // The terminal may be gone; the preview goes on.
        let _ = tell_broken(rebuild, format);
    });
    keep_up(&mut follower, &live, workshop, |rebuild, follower| {
        teller.tell_of_looking(follower)?;
        if teller.is_first {
            teller.is_first = false;
            let address = teller.greet(rebuild)?;
            if arguments.open && open::that_detached(&address).is_err() {
                teller.note(&format!("no browser could be started\nhint: open {address}"))?;
            }
            return Ok(());
        }
        teller.tell(rebuild)
    })?;
    teller.note("the preview has ended")
}

/// The root of a server as a browser on this machine names it.
fn root_of(host: &str, port: u16) -> String {
    let is_literal_v6 = host.contains(':') && !host.starts_with('[');
    let host = if is_literal_v6 { format!("[{host}]") } else { host.to_owned() };
    // Nobody can go to all interfaces.
    let host = match host.as_str() {
        "0.0.0.0" | "[::]" => "localhost",
        host => host,
    };
    format!("http://{host}:{port}")
}

/// Tells of a page that cannot be made, which was found when it was asked for.
fn tell_broken(rebuild: &Rebuild, format: Format) -> Result<()> {
    if format == Format::Json {
        return print(&event("broken", rebuild));
    }
    let newest = rebuild.diagnostics.last();
    report::human(&newest.into_iter().cloned().collect::<Vec<_>>())?;
    writeln!(anstream::stderr().lock(), "a page that was asked for cannot be made")?;
    Ok(())
}

/// Tells the writer what the preview does.
struct Teller<'a> {
    format: Format,
    live: &'a Live,
    /// The root of the server.
    root: String,
    /// What was told of the last rebuild.
    told: Vec<Diagnostic>,
    is_first: bool,
    has_told_of_looking: bool,
}

impl Teller<'_> {
    /// The address of the site.
    fn address(&self) -> String {
        let base_path = self.live.counts().map_or("/".to_owned(), |counts| counts.base_path);
        format!("{}{base_path}", self.root)
    }

    /// Says where the site is, and what is in it.
    fn greet(&mut self, rebuild: &Rebuild) -> Result<String> {
        let (address, map) = (self.address(), format!("{}/__rapporteur/", self.root));
        if self.format == Format::Json {
            let mut event = event("serving", rebuild);
            event["address"] = json!(address);
            event["map"] = json!(map);
            print(&event)?;
            return Ok(address);
        }
        self.print_new(rebuild)?;
        let mut stderr = anstream::stderr().lock();
        let seconds = rebuild.took.as_secs_f64();
        match self.live.counts() {
            Some(counts) => writeln!(
                stderr,
                "serving {address}\n{}, {}, {} in {seconds:.2} s{}\nall addresses: {map}   ctrl-c ends the preview",
                number_of(counts.articles, "article"),
                number_of(counts.dossiers, "dossier"),
                number_of(counts.outputs, "file"),
                report::counted_behind(&rebuild.diagnostics),
            )?,
            None => writeln!(
                stderr,
                "serving {address}\nthere is no site to show yet{}; it comes when that is put right\nctrl-c ends the preview",
                report::counted_behind(&rebuild.diagnostics),
            )?,
        }
        Ok(address)
    }

    /// Tells of a rebuild in one line, and of problems that are new.
    fn tell(&mut self, rebuild: &Rebuild) -> Result<()> {
        if self.format == Format::Json {
            let mut event = event("rebuilt", rebuild);
            event["address"] = json!(self.address());
            return print(&event);
        }
        self.print_new(rebuild)?;
        let what = report::cause(&rebuild.changed, rebuild.n_changed);
        let millis = rebuild.took.as_secs_f64() * 1e3;
        let outcome = match rebuild.outcome {
            Outcome::Shown => format!("shown in {millis:.0} ms"),
            Outcome::Refused if self.live.counts().is_none() => {
                "there is no site to show yet".to_owned()
            }
            Outcome::Refused => "not shown, the last good site stays up".to_owned(),
            Outcome::Failed => "could not be read, what was shown stays up".to_owned(),
        };
        let what = if rebuild.outcome == Outcome::Failed { "the project" } else { &what };
        let mut stderr = anstream::stderr().lock();
        writeln!(stderr, "{what}: {outcome}{}", report::counted_behind(&rebuild.diagnostics))?;
        Ok(())
    }

    /// Says once why changes are found late.
    fn tell_of_looking(&mut self, follower: &Follower) -> Result<()> {
        match follower.polls_because() {
            Some(reason) if !std::mem::replace(&mut self.has_told_of_looking, true) => {
                self.note(&report::looking_because(reason))
            }
            _ => Ok(()),
        }
    }

    fn note(&self, text: &str) -> Result<()> {
        if self.format == Format::Human {
            writeln!(anstream::stderr().lock(), "{text}")?;
        }
        Ok(())
    }

    /// Prints problems that the last rebuild had not.
    fn print_new(&mut self, rebuild: &Rebuild) -> Result<()> {
        if let Some(failure) = &rebuild.failure {
            writeln!(anstream::stderr().lock(), "error: {failure}")?;
            // What was wrong before it is so still, and was told.
            return Ok(());
        }
        report::news(&rebuild.diagnostics, &self.told)?;
        self.told = rebuild.diagnostics.to_vec();
        Ok(())
    }
}

fn event(event: &str, rebuild: &Rebuild) -> serde_json::Value {
    let n_errors = rebuild.diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
    json!({
        "event": event,
        "outcome": rebuild.outcome.name(),
        "generation": rebuild.generation,
        "milliseconds": rebuild.took.as_secs_f64() * 1e3,
        "changed": rebuild.changed.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "errors": n_errors,
        "error": rebuild.failure,
        "diagnostics": rebuild.diagnostics.iter().map(Diagnostic::to_json).collect::<Vec<_>>(),
    })
}

fn print(event: &serde_json::Value) -> Result<()> {
    let mut stdout = std::io::stdout().lock();
    writeln!(stdout, "{event}")?;
    stdout.flush()?;
    Ok(())
}
