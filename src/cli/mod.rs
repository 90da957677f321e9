//! The command line: an edge.
//!
//! Comes in: arguments, the working directory, the environment and the clock. Goes out: an exit code;
//! data on stdout, talk on stderr. Each command resolves its arguments once and takes the one path.

mod actors;
mod build;
mod check;
mod clock;
mod explain;
mod import;
mod import_report;
mod init;
mod new;
mod next;
mod progress;
mod publish;
mod reference;
mod report;
mod sarif;
mod schema;
mod serve;
mod watch;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand};

use crate::path::SourcePath;
use crate::site::Preview;
use crate::source::new_file;

/// Turn a folder of briefings into a website in which every actor has a page.
#[derive(Debug, Parser)]
#[command(name = "rapporteur", version, max_term_width = 100, after_help = EXAMPLES)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// The project folder, which has `site.yaml` in it
    #[arg(long, short = 'C', global = true, value_name = "FOLDER", default_value = ".")]
    project: PathBuf,
    /// How results and problems are printed
    #[arg(long, global = true, default_value = "human", value_parser = Form::among(&[Form::Human, Form::Json]))]
    format: Form,
}

const EXAMPLES: &str = "\
Examples:
  rapporteur init brief                  make a new site in the folder `brief`
  rapporteur new article \"Talks\"         write the file of a new article
  rapporteur build                       make the site in `public`
  rapporteur build --drafts -o preview   with drafts, in `preview`
  rapporteur check                       look for broken links and much else, before publishing
  rapporteur serve --open                show the site in the browser while you write
  rapporteur publish live --dry-run      what would be sent to the target `live`
  rapporteur import talks.txt            make an article of text copied from a web page
  rapporteur actors explain content/articles/2025-02-18-talks.md:12
                                         why names in line 12 are linked, or not
  rapporteur actors suggest              names that no actor has yet";

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a new site in a folder, or add a workflow to one
    Init(init::InitArguments),
    /// Write the file of a new article, actor or story
    #[command(subcommand)]
    New(new::NewCommand),
    /// Make the site
    Build(build::BuildArguments),
    /// Look for all that is wrong with the site, and write nothing
    Check(check::CheckArguments),
    /// Say what a rule is about, and how to mend what it found
    Explain(explain::ExplainArguments),
    /// Show the site in the browser while you write
    Serve(serve::ServeArguments),
    /// Keep the output folder equal to the content while you write
    Watch(watch::WatchArguments),
    /// Send the site to where readers are
    Publish(publish::PublishArguments),
    /// Make articles of pasted text, saved web pages and Markdown of other generators
    Import(import::ImportArguments),
    /// Look into the registry and the names found in the articles
    #[command(subcommand)]
    Actors(actors::ActorsCommand),
    /// Print when the site will next change by itself: the end of an embargo, an article of a later date
    Next(next::NextArguments),
    /// Print the JSON Schema of a kind of file, for editors
    Schema(schema::SchemaArguments),
    /// Print completions for a shell
    Completions(reference::CompletionsArguments),
    /// Print the manual page, or write one for each command
    Man(reference::ManArguments),
}

/// How results and problems are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    /// For people: excerpts and colours
    Human,
    /// For machines: one JSON value on stdout
    Json,
}

/// What `--format` names: how a command talks, or what an export is. The option is a global one, and an
/// option of one name has one type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Human,
    Json,
    Ftm,
    Csv,
    Jsonld,
    Short,
    Sarif,
    Github,
}

impl Form {
    fn name(self) -> &'static str {
        match self {
            Form::Human => "human",
            Form::Json => "json",
            Form::Ftm => "ftm",
            Form::Csv => "csv",
            Form::Jsonld => "jsonld",
            Form::Short => "short",
            Form::Sarif => "sarif",
            Form::Github => "github",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Form::Human => "For people: excerpts and colours",
            Form::Json => "For machines: one JSON value on stdout",
            Form::Ftm => "FollowTheMoney: one entity a line, as Aleph and OpenSanctions read it",
            Form::Csv => "A table with the keys of the registry, one actor a line",
            Form::Jsonld => "schema.org as JSON-LD",
            Form::Short => "One line a problem: path, line, column, severity, rule, message",
            Form::Sarif => "SARIF 2.1.0: one log, for code hosts and editors",
            Form::Github => "Commands of a workflow: notes beside the lines",
        }
    }

    /// A parser of the names of some forms.
    fn among(forms: &'static [Form]) -> impl TypedValueParser<Value = Form> {
        let values = forms.iter().map(|form| PossibleValue::new(form.name()).help(form.help()));
        PossibleValuesParser::new(values).map(|word| {
            let form = forms.iter().find(|form| form.name() == word);
            *form.expect("invariant: the parser takes no other words")
        })
    }

    /// How the command talks.
    fn talk(self) -> Format {
        if self == Form::Json { Format::Json } else { Format::Human }
    }
}

/// Which unpublished articles go in.
#[derive(Debug, Clone, Copy, clap::Args)]
struct PreviewArguments {
    /// Put drafts in
    #[arg(long)]
    drafts: bool,
    /// Put articles in that are under embargo or have a future date
    #[arg(long)]
    future: bool,
}

impl PreviewArguments {
    fn preview(self) -> Preview {
        match (self.drafts, self.future) {
            (false, false) => Preview::Published,
            (true, false) => Preview::Drafts,
            (false, true) => Preview::Future,
            (true, true) => Preview::Everything,
        }
    }
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Fine,
    ProblemsInContent,
    /// The job could not be done, and it has been said why.
    Undone,
}

/// Runs the command that the arguments name. The exit code is 0 when all is well, 1 when the content
/// has problems, and 2 when the job could not be done.
pub fn run(arguments: Arguments) -> ExitCode {
    let Arguments { command, project, format } = arguments;
    let format = format.talk();
    let outcome = match command {
        Command::Init(arguments) => init::run(&arguments, &project, format),
        Command::New(command) => new::run(&command, &project, format),
        Command::Build(arguments) => build::run(&arguments, &project, format),
        Command::Check(arguments) => check::run(&arguments, &project),
        Command::Explain(arguments) => explain::run(&arguments, format),
        Command::Serve(arguments) => {
            serve::run(&arguments, &project, format).map(|()| Outcome::Fine)
        }
        Command::Watch(arguments) => {
            watch::run(&arguments, &project, format).map(|()| Outcome::Fine)
        }
        Command::Publish(arguments) => publish::run(&arguments, &project, format),
        Command::Import(arguments) => import::run(&arguments, &project, format),
        Command::Actors(command) => actors::run(&command, &project, format),
        Command::Next(arguments) => next::run(&arguments, &project, format),
        Command::Schema(arguments) => schema::run(&arguments, &project),
        Command::Completions(arguments) => reference::completions(&arguments),
        Command::Man(arguments) => reference::man(&arguments),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::ProblemsInContent) => ExitCode::from(1),
        Ok(Outcome::Undone) => ExitCode::from(2),
        // A reader that has seen enough (`| head`) is no failure.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            report::failure(&error, format);
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kind = |cause: &(dyn std::error::Error + 'static)| {
        let written = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        written.or_else(|| cause.downcast_ref::<serde_json::Error>()?.io_error_kind())
    };
    error.chain().filter_map(kind).any(|kind| kind == std::io::ErrorKind::BrokenPipe)
}

/// Reads a number of an option.
fn whole(word: &str) -> Result<usize, String> {
    word.parse().map_err(|_| "a whole number is needed".to_owned())
}

/// The path of a file as the project names it.
fn in_project(project: &Path, file: &Path) -> Result<String> {
    let absolute = std::path::absolute(file)?;
    let root = std::path::absolute(project)?;
    let direct = absolute.strip_prefix(&root).ok().map(Path::to_path_buf);
    let relative = direct.unwrap_or_else(|| file.to_path_buf());
    Ok(relative.to_string_lossy().replace('\\', "/"))
}

/// Writes a file of the project that does not exist yet. Returns whether it did not.
fn write_new(project: &Path, path: &SourcePath, text: &str) -> Result<bool> {
    new_file::create(project, path, text)
        .with_context(|| format!("could not write `{}`", project.join(path.as_str()).display()))
}
