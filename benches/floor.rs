//! The floor: what no static site generator can do without.
//!
//! Comes in: a project and a list of files with their sizes. Goes out: as many files of the same sizes, in
//! folders of the same layout. In between all Markdown of the project is read and turned into HTML by
//! comrak. No names are looked for, no template is filled, nothing is compared or kept.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use comrak::{Options, markdown_to_html};
use rayon::prelude::*;
use walkdir::WalkDir;

/// Writes the list of the files below `output`: size and path, one to a line. Returns how many there are
/// and their bytes.
pub(crate) fn list_files(output: &Path, list: &Path) -> Result<(usize, u64)> {
    let mut lines = String::new();
    let (mut n_files, mut n_bytes) = (0, 0);
    for entry in WalkDir::new(output).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            let size = entry.metadata()?.len();
            writeln!(lines, "{size} {}", entry.path().strip_prefix(output)?.display())?;
            n_files += 1;
            n_bytes += size;
        }
    }
    fs::write(list, lines)?;
    Ok((n_files, n_bytes))
}

/// Does the floor's work, and nothing else.
pub(crate) fn run(project: &Path, list: &Path, target: &Path) -> Result<()> {
    let mut sources = Vec::new();
    for entry in WalkDir::new(project.join("content")) {
        let entry = entry?;
        if entry.path().extension().is_some_and(|ending| ending == "md") {
            sources.push(entry.into_path());
        }
    }
    let n_bytes: usize = sources.par_iter().map(|file| html_size(file)).sum::<Result<usize>>()?;
    anyhow::ensure!(n_bytes > 0, "there is nothing to be read in `{}`", project.display());

    let list = fs::read_to_string(list)?;
    let mut files = Vec::new();
    for line in list.lines() {
        let (size, path) = line.split_once(' ').context("a line has a size and a path")?;
        files.push((size.parse::<usize>()?, target.join(path)));
    }
    let bytes = vec![b'.'; files.iter().map(|(size, _)| *size).max().unwrap_or(0)];
    let mut folders: Vec<PathBuf> =
        files.iter().filter_map(|(_, file)| Some(file.parent()?.to_path_buf())).collect();
    folders.dedup();
    folders.par_iter().try_for_each(fs::create_dir_all)?;
    files.par_iter().try_for_each(|(size, file)| fs::write(file, &bytes[..*size]))?;
    Ok(())
}

fn html_size(file: &Path) -> Result<usize> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.autolink = true;
    options.extension.front_matter_delimiter = Some("---".to_owned());
    Ok(markdown_to_html(&fs::read_to_string(file)?, &options).len())
}
