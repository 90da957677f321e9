//! A target that is a folder: another one of this machine, or a mounted share.
//!
//! Comes in: a release. Goes out: the folder, swapped in with one rename, and the release before in a
//! hidden folder beside it. The manifest is kept with the list of what the tool wrote there, so that a folder
//! has one memory and not two.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::manifest::Manifest;
use super::target::{Progress, Release, Session, Standing, Target};
use super::tree::{File, Source};
use crate::output::{Fingerprint, Made, OldOutput, OutputFolder, OutputPath, sync};

/// A folder as a target.
#[derive(Debug)]
pub struct FolderTarget {
    /// The folder.
    pub path: PathBuf,
    /// The project folder.
    pub project: PathBuf,
    /// All folders that a build reads or writes.
    pub inputs: Vec<PathBuf>,
    /// Whether the release before stays beside the folder.
    pub keep_previous: bool,
}

impl Target for FolderTarget {
    fn place(&self) -> String {
        format!("the folder `{}`", self.path.display())
    }

    fn open(&self) -> Result<Box<dyn Session + '_>> {
        let old = if self.keep_previous { OldOutput::Kept } else { OldOutput::Removed };
        let folder = OutputFolder::open(&self.path, &self.project, &self.inputs, old)?;
        let note = folder.note().filter(|note| !note.is_empty());
        let standing = match note.map(Manifest::read).transpose()? {
            Some(manifest) => Standing::Published(manifest),
            None => Standing::Empty,
        };
        Ok(Box::new(Open { folder, standing }))
    }
}

struct Open {
    folder: OutputFolder,
    standing: Standing,
}

impl Session for Open {
    fn standing(&self) -> &Standing {
        &self.standing
    }

    fn send(&mut self, release: &Release<'_>, progress: &dyn Progress) -> Result<()> {
        let Release { tree, manifest, .. } = *release;
        let lingering = manifest.lingering.keys().map(|path| OutputPath::new(path));
        let lingering = lingering.collect::<Result<Vec<_>, _>>()?;
        let mut outputs: Vec<OutputPath> =
            tree.files().iter().map(|file| file.path.clone()).collect();
        outputs.extend(lingering);
        progress.start(outputs.len());
        let make =
            |output_idx: usize, known: Option<Fingerprint>| match tree.files().get(output_idx) {
                Some(file) => made(file, known),
                // A file that lingers is there, or was removed by others, who may have had their reason.
                None if known.is_some() => Ok(Made::Unchanged),
                None => bail!("`{}` was removed by others", outputs[output_idx]),
            };
        sync(&mut self.folder, &outputs, &manifest.to_bytes(), make, |_| progress.done())?;
        self.standing = Standing::Published(manifest.clone());
        Ok(())
    }

    fn roll_back(&mut self, _: &dyn Progress) -> Result<Manifest> {
        self.folder.swap_back()?;
        let note = self.folder.note().context("the release before was not whole")?;
        let manifest = Manifest::read(note)?;
        self.standing = Standing::Published(manifest.clone());
        Ok(manifest)
    }
}

fn made(file: &File, known: Option<Fingerprint>) -> Result<Made> {
    let fingerprint = Fingerprint(file.stored.hash.number());
    if known == Some(fingerprint) {
        return Ok(Made::Unchanged);
    }
    match &file.source {
        Source::Here(content) => Ok(Made::Changed(fingerprint, content.clone())),
        Source::Kept => bail!("the bytes of `{}` are not here", file.path),
    }
}

/// The folders that a target may neither hold nor lie in.
pub fn inputs(project: &Path, output: &Path) -> Vec<PathBuf> {
    let mut inputs: Vec<PathBuf> =
        ["content", "templates", "static"].map(|input| project.join(input)).into();
    inputs.push(output.to_path_buf());
    inputs
}
