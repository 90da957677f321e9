//! `rapporteur init`: a working site in one command.
//!
//! Comes in: a folder. Goes out: the files of a new site in it, or of a workflow for a site that is there. Always
//! holds: nothing is written over; where a file is in the way, or one cannot be written, none is left. A `.gitignore`
//! that is there stays as it is, since forges make one.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::builder::PossibleValue;
use serde::Serialize;

use super::report::number_of;
use super::{Format, Outcome};
use crate::config::{self, Target, config_path};
use crate::source::new_file::{self, Batch};
use crate::starter::{self, Forge, IGNORE_FILE, IGNORED, StarterFile, Stock};

/// Arguments of `init`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
No file is ever written over, and a `.gitignore` that is there stays.
In a folder that has a site, `--ci` adds the workflow alone.

Examples:
  rapporteur init brief                   a site with examples in the folder `brief`
  rapporteur init brief --ci github       with a workflow that publishes it
  rapporteur init --bare --title \"The Brief\"
                                          settings alone, in this folder")]
pub(super) struct InitArguments {
    /// The folder, which need not exist
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// The name of the site, in place of that of its folder
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// Add the workflow of a forge, which builds, checks and publishes the site
    #[arg(long, value_name = "FORGE")]
    ci: Option<Forge>,
    /// Leave out the example articles and actors
    #[arg(long)]
    bare: bool,
}

impl clap::ValueEnum for Forge {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

/// Makes a site.
pub(super) fn run(arguments: &InitArguments, project: &Path, format: Format) -> Result<Outcome> {
    // `./demo` says no more than `demo`.
    let is_here = |folder: &Path| folder == Path::new(".");
    let folder = match (is_here(project), is_here(&arguments.folder)) {
        (_, true) => project.to_path_buf(),
        (true, false) => arguments.folder.clone(),
        (false, false) => project.join(&arguments.folder),
    };
    let is_site = folder.join(config_path().as_str()).is_file();
    let mut files = match arguments.ci {
        Some(_) if is_site && (arguments.title.is_some() || arguments.bare) => bail!(
            "there is a site in `{}` already, to which `--ci` adds a workflow\nhint: leave out `--title` and `--bare`",
            folder.display()
        ),
        Some(forge) if is_site => vec![starter::workflow(forge)],
        forge => {
            let title = arguments.title.clone().map_or_else(|| title_of(&folder), Ok)?;
            let stock = if arguments.bare { Stock::Bare } else { Stock::Examples };
            starter::files(&title, stock, forge)
        }
    };
    let unignored = unignored(&folder);
    if unignored.is_some() {
        files.retain(|file| file.path.as_str() != IGNORE_FILE);
    }
    let way_out = match arguments.ci {
        Some(_) if is_site => "remove it to have the workflow made anew",
        _ => "name another folder, or put them elsewhere",
    };
    write(&files, &folder, way_out)?;
    let made = Made { folder: &folder, files: &files };
    match (format, arguments.ci) {
        (Format::Json, _) => made.print_json()?,
        (Format::Human, Some(forge)) if is_site => made.print_workflow(forge)?,
        (Format::Human, forge) => {
            made.print_site(forge)?;
            print_unignored(&unignored.unwrap_or_default())?;
        }
    }
    Ok(Outcome::Fine)
}

/// The lines that a `.gitignore` lacks, if there is one that somebody else wrote.
#[expect(clippy::disallowed_methods, reason = "the file is read where it is, before a site is")]
fn unignored(folder: &Path) -> Option<Vec<&'static str>> {
    let text = fs::read_to_string(folder.join(IGNORE_FILE)).ok()?;
    let is_there = |wanted: &&str| text.lines().any(|line| line.trim_end() == *wanted);
    Some(IGNORED.lines().filter(|line| !is_there(line)).collect())
}

fn print_unignored(lines: &[&str]) -> Result<()> {
    let mut stderr = anstream::stderr().lock();
    if !lines.is_empty() {
        writeln!(
            stderr,
            "hint: `{IGNORE_FILE}` is left as it was; add to it what is made of the content:"
        )?;
    }
    for line in lines {
        writeln!(stderr, "  {line}")?;
    }
    Ok(())
}

/// The name of a folder as a title: `oriel-watch` becomes `Oriel watch`.
fn title_of(folder: &Path) -> Result<String> {
    let folder = std::path::absolute(folder)?;
    let name = folder.file_name().map(|name| name.to_string_lossy().replace(['-', '_'], " "));
    let name = name.as_deref().map_or("", str::trim);
    let mut letters = name.chars();
    Ok(match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "Briefings".to_owned(),
    })
}

/// Writes all files, or none.
fn write(files: &[StarterFile], folder: &Path, way_out: &str) -> Result<()> {
    if folder.symlink_metadata().is_ok() && !folder.is_dir() {
        bail!("`{}` is not a folder", folder.display());
    }
    if let Some(link) = files.iter().find_map(|file| new_file::linked_folder(folder, &file.path)) {
        bail!(
            "nothing was written, since `{}` is a link to another folder\nhint: put it elsewhere until the site is made",
            link.display()
        );
    }
    let blocked = files.iter().filter_map(|file| new_file::in_the_way(folder, &file.path));
    let mut in_the_way: Vec<PathBuf> =
        blocked.map(|file| file.strip_prefix(folder).unwrap_or(&file).to_path_buf()).collect();
    in_the_way.dedup();
    refuse(&in_the_way, folder, way_out)?;
    let mut batch = Batch::default();
    let written = files.iter().try_for_each(|file| {
        let is_new = batch.create(folder, &file.path, &file.text).with_context(|| {
            let file = folder.join(file.path.as_str());
            format!("nothing was made, since `{}` could not be written", file.display())
        })?;
        if is_new { Ok(()) } else { refuse(&[file.path.as_str().into()], folder, way_out) }
    });
    if written.is_err() {
        batch.take_back();
    }
    written
}

fn refuse(in_the_way: &[PathBuf], folder: &Path, way_out: &str) -> Result<()> {
    if in_the_way.is_empty() {
        return Ok(());
    }
    let names: Vec<String> =
        in_the_way.iter().map(|file| format!("`{}`", file.display())).collect();
    bail!(
        "nothing was written, since files are in the way in `{}`: {}\nhint: {way_out}",
        folder.display(),
        names.join(", ")
    );
}

/// What was made.
struct Made<'a> {
    folder: &'a Path,
    files: &'a [StarterFile],
}

#[derive(Serialize)]
struct JsonMade<'a> {
    outcome: &'static str,
    folder: String,
    files: Vec<&'a str>,
}

impl Made<'_> {
    fn print_json(&self) -> Result<()> {
        let files = self.files.iter().map(|file| file.path.as_str()).collect();
        let folder = self.folder.display().to_string();
        let mut stdout = std::io::stdout().lock();
        serde_json::to_writer(&mut stdout, &JsonMade { outcome: "made", folder, files })?;
        writeln!(stdout)?;
        Ok(())
    }

    fn print_site(&self, forge: Option<Forge>) -> Result<()> {
        let mut stderr = anstream::stderr().lock();
        let n_files = number_of(self.files.len(), "file");
        writeln!(stderr, "made in `{}`: {n_files}\nnext:", self.folder.display())?;
        let commands = [
            format!("cd {}", quoted(&self.folder.to_string_lossy())),
            "rapporteur serve --open".to_owned(),
            "rapporteur new article \"My first briefing\"".to_owned(),
            "rapporteur build".to_owned(),
        ];
        // Where the site is made in the folder of the shell, there is nowhere to go.
        for command in commands.iter().filter(|command| *command != "cd .").take(3) {
            writeln!(stderr, "  {command}")?;
        }
        if let Some(forge) = forge {
            writeln!(
                stderr,
                "before the first push:\n  set `base_url` in `{}` to the address that readers will use",
                config_path()
            )?;
            print_origin(&mut stderr, &starter::workflow(forge))?;
        }
        Ok(())
    }

    /// Tells of a workflow for a site that is there. Its settings are the writer's, and so it is the writer who adds
    /// the target.
    #[expect(clippy::disallowed_methods, reason = "the settings alone are read, where they are")]
    fn print_workflow(&self, forge: Forge) -> Result<()> {
        let mut stderr = anstream::stderr().lock();
        for file in self.files {
            writeln!(stderr, "`{}` is written; it publishes the target `live`", file.path)?;
        }
        let settings = self.folder.join(config_path().as_str());
        let settings = fs::read_to_string(settings).unwrap_or_default();
        let config = config::read(&settings).0;
        print_target(
            &mut stderr,
            forge,
            config.targets.iter().find(|target| target.name == "live"),
        )?;
        writeln!(stderr, "before the first push:")?;
        self.files.iter().try_for_each(|file| print_origin(&mut stderr, file))
    }
}

/// Says what `live` is to be, where the workflow would publish nothing that readers see.
fn print_target(stderr: &mut impl Write, forge: Forge, live: Option<&Target>) -> Result<()> {
    match live {
        Some(live) if forge.reaches(&live.kind) => return Ok(()),
        Some(live) => writeln!(
            stderr,
            "hint: `live` in `{}` is of kind `{}`, with which the workflow brings no page to the forge; it takes:",
            config_path(),
            live.kind.name()
        )?,
        None => writeln!(
            stderr,
            "hint: `{}` has no such target yet; for pages of the forge:",
            config_path()
        )?,
    }
    for line in forge.target().lines() {
        writeln!(stderr, "  {line}")?;
    }
    if live.is_some() && forge == Forge::Gitlab {
        writeln!(
            stderr,
            "or leave `artifacts` and the line with `cp` out of the workflow, for readers elsewhere"
        )?;
    }
    Ok(())
}

/// Says where a workflow takes the program from, which whoever owns a name there decides.
fn print_origin(stderr: &mut impl Write, workflow: &StarterFile) -> Result<()> {
    writeln!(
        stderr,
        "  look at `RAPPORTEUR` in `{}`: it names what is installed, from the Rust package registry as it is written",
        workflow.path
    )?;
    Ok(())
}

/// A path as a shell takes it.
fn quoted(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-".contains(c);
    if path.chars().all(is_plain) {
        path.to_owned()
    } else {
        format!("'{}'", path.replace('\'', "'\\''"))
    }
}
