//! `rapporteur schema`: JSON Schemas of the files that a writer edits.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::builder::PossibleValue;

use super::Outcome;
use crate::schema::{Subject, text};

/// Arguments of `schema`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  rapporteur schema article         print the schema of the front matter of articles
  rapporteur schema --dir .schemas  write all of them, as after an update of the program")]
pub(super) struct SchemaArguments {
    /// The kind of file
    #[arg(value_name = "KIND", required_unless_present = "dir", conflicts_with = "dir")]
    kind: Option<Subject>,
    /// Write the schemas of all kinds into this folder of the project, over those that are there
    #[arg(long, value_name = "FOLDER")]
    dir: Option<PathBuf>,
}

impl clap::ValueEnum for Subject {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.about()))
    }
}

/// Prints a schema, or writes all of them.
pub(super) fn run(arguments: &SchemaArguments, project: &Path) -> Result<Outcome> {
    if let Some(kind) = arguments.kind {
        std::io::stdout().lock().write_all(text(kind).as_bytes())?;
    }
    if let Some(folder) = &arguments.dir {
        write_all(&project.join(folder))?;
    }
    Ok(Outcome::Fine)
}

#[expect(clippy::disallowed_methods, reason = "schemas are made anew where the writer asks for it")]
fn write_all(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)
        .with_context(|| format!("could not make the folder `{}`", folder.display()))?;
    for kind in Subject::ALL {
        let file = folder.join(kind.file_name());
        fs::write(&file, text(kind))
            .with_context(|| format!("could not write `{}`", file.display()))?;
    }
    writeln!(
        anstream::stderr(),
        "{} schemas written to `{}`",
        Subject::ALL.len(),
        folder.display()
    )?;
    Ok(())
}
