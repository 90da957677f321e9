//! `rapporteur completions` and `rapporteur man`: what shells and `man` know of the command line.
//!
//! Always holds: both are made of the definition of the command line itself, so that they cannot lag behind.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use super::{Arguments, Form, Outcome};

/// Arguments of `completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  rapporteur completions bash > ~/.local/share/bash-completion/completions/rapporteur
  rapporteur completions zsh > ~/.zfunc/_rapporteur     with `fpath+=~/.zfunc` before `compinit`
  rapporteur completions fish > ~/.config/fish/completions/rapporteur.fish
  rapporteur completions powershell >> $PROFILE")]
pub(super) struct CompletionsArguments {
    /// The shell
    shell: Shell,
    #[command(flatten)]
    _one_form: OneForm,
}

/// Arguments of `man`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  rapporteur man | man -l -                       read the page of the program
  rapporteur man --dir ~/.local/share/man/man1    then `man rapporteur-build`")]
pub(super) struct ManArguments {
    /// Write a page for the program and for each command into this folder, over those that are there
    #[arg(long, value_name = "FOLDER")]
    dir: Option<PathBuf>,
    #[command(flatten)]
    _one_form: OneForm,
}

/// What is printed has one form, so that the global option has nothing to say: it is not shown, and `json` is refused.
#[derive(Debug, clap::Args)]
struct OneForm {
    #[arg(long, hide = true, default_value = "human", value_parser = Form::among(&[Form::Human]))]
    format: Form,
}

/// Prints the completions of a shell.
pub(super) fn completions(arguments: &CompletionsArguments) -> Result<Outcome> {
    // The library would panic where the reader of the pipe is gone, so it writes into memory.
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), NAME, &mut text);
    std::io::stdout().lock().write_all(&text)?;
    Ok(Outcome::Fine)
}

/// Prints the page of the program, or writes all pages.
pub(super) fn man(arguments: &ManArguments) -> Result<Outcome> {
    match &arguments.dir {
        Some(folder) => write_pages(folder)?,
        None => Man::new(Arguments::command()).render(&mut std::io::stdout().lock())?,
    }
    Ok(Outcome::Fine)
}

/// The name of the program.
const NAME: &str = "rapporteur";

fn write_pages(folder: &Path) -> Result<()> {
    let attempt = || format!("could not write manual pages to `{}`", folder.display());
    fs::create_dir_all(folder).with_context(attempt)?;
    clap_mangen::generate_to(Arguments::command(), folder).with_context(attempt)?;
    writeln!(anstream::stderr(), "manual pages written to `{}`", folder.display())?;
    Ok(())
}
