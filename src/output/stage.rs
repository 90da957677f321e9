//! The stage: a folder beside the output folder in which the new output is made, from nothing or
//! from the spare, and which then takes the output folder's place.

use std::fs::{self, File, FileTimes};
use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::{Context, Result};

use super::content::{Content, Fingerprint};
use super::folder::Places;
use super::layout::Layout;
use super::leftover::{discard, remove};
use super::manifest::{Manifest, Record, Stamp, write_building_marker, write_marker};
use super::rename::{Exchange, exchange};
use super::spare::Spare;
use crate::path::OutputPath;

/// A folder in which an output is being made. All in it is the tool's.
#[derive(Debug)]
pub(super) struct Stage<'a> {
    places: &'a Places,
    /// What was in it at first.
    spare: Option<Spare>,
}

/// How the new output takes the place of the old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SwapWay {
    /// In one step where the system can do it, else in two renames.
    Exchange,
    /// In two renames. Between them there is no output folder; a process killed there leaves that
    /// to be put right when the folder is opened next.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests ask for it on every system"))]
    TwoRenames,
}

impl<'a> Stage<'a> {
    /// Makes an empty stage, with the permissions of the present output folder.
    ///
    /// # Errors
    ///
    /// The folder cannot be made.
    pub(super) fn create(places: &'a Places) -> Result<Self> {
        fs::create_dir(&places.stage)
            .with_context(|| format!("cannot make the folder `{}`", places.stage.display()))?;
        Self { places, spare: None }.begin()
    }

    /// Makes the spare the stage. It keeps the files that may stay as they are in an output of
    /// `layout`; of which that is true is only known when each is asked for.
    ///
    /// # Errors
    ///
    /// A file cannot be removed, or the marker not be written. What is foreign in the spare is safe.
    pub(super) fn from_spare(
        places: &'a Places,
        spare: Spare,
        layout: &Layout<'_>,
    ) -> Result<Self> {
        // As long as the marker is that of a finished output, what is foreign in it is kept.
        let spare = spare.without_stale_files(&places.stage, layout)?;
        Self { places, spare: Some(spare) }.begin()
    }

    /// Marks the folder as a stage, and gives it the permissions of the present output folder.
    fn begin(self) -> Result<Self> {
        let Places { live, stage, draft, .. } = self.places;
        if let Ok(metadata) = fs::metadata(live) {
            fs::set_permissions(stage, metadata.permissions())
                .with_context(|| format!("cannot set the permissions of `{}`", stage.display()))?;
        }
        write_building_marker(stage, draft)?;
        Ok(self)
    }

    /// Writes the file at `path`, always as a new one: a file of the spare may be a second name of
    /// one in the present output.
    ///
    /// # Errors
    ///
    /// Writing fails, or reading the file to be copied.
    pub(super) fn write(&self, path: &OutputPath, content: &Content) -> Result<Stamp> {
        let target = path.below(&self.places.stage);
        if self.in_spare(path).is_some() {
            remove(&target, |path| fs::remove_file(path))?;
        }
        in_its_folder(&target, || content.write_to(&target))
            .with_context(|| format!("cannot write `{}`", target.display()))
    }

    /// Takes the file at `path` over from the present output, with its inode, time and `stamp`,
    /// unless the spare has it already. Where a second name is refused, it is copied.
    ///
    /// # Errors
    ///
    /// Copying fails, or the file of the spare cannot be removed.
    pub(super) fn keep(
        &self,
        path: &OutputPath,
        fingerprint: Fingerprint,
        stamp: Stamp,
    ) -> Result<Stamp> {
        let (source, target) = (path.below(&self.places.live), path.below(&self.places.stage));
        match self.in_spare(path) {
            // A clock may not tell two writes apart, so the stamp alone would not do.
            Some(file) if (file.fingerprint, file.stamp) == (fingerprint, stamp) => {
                return Ok(stamp);
            }
            Some(_) => remove(&target, |path| fs::remove_file(path))?,
            None => {}
        }
        if in_its_folder(&target, || fs::hard_link(&source, &target)).is_ok() {
            return Ok(stamp);
        }
        copy_with_time(&source, &target).with_context(|| {
            format!("cannot copy `{}` to `{}`", source.display(), target.display())
        })
    }

    /// Writes the manifest: the stage is now an output that can take its place.
    ///
    /// # Errors
    ///
    /// Writing fails.
    pub(super) fn finish(&self, manifest: &Manifest) -> Result<()> {
        write_marker(&self.places.stage, &self.places.draft, manifest)
    }

    /// Ends a stage into which nothing was put: it is a spare again if it was one, and else removed.
    ///
    /// # Errors
    ///
    /// The marker cannot be written, or the stage not be removed.
    pub(super) fn end_unused(&self) -> Result<()> {
        match &self.spare {
            Some(spare) => self.finish(spare.manifest()),
            None => discard(&self.places.stage),
        }
    }

    /// Puts the stage in the place of the output folder; returns where the old output is now, if
    /// there was one.
    ///
    /// # Errors
    ///
    /// A rename is refused. The old output is then in its place.
    pub(super) fn swap(&self, way: SwapWay) -> Result<Option<&'a Path>> {
        swap_in(self.places, way)
    }

    fn in_spare(&self, path: &OutputPath) -> Option<&Record> {
        self.spare.as_ref().and_then(|spare| spare.file(path))
    }
}

/// Puts what stands where an output is made in the place of the output folder; returns where the old
/// output is now, if there was one.
///
/// # Errors
///
/// A rename is refused. The old output is then in its place.
pub(super) fn swap_in(places: &Places, way: SwapWay) -> Result<Option<&Path>> {
    let Places { live, stage, retired, .. } = places;
    let attempt = || {
        format!(
            "cannot put `{}` in the place of `{}`\n\
             hint: if that is a mount point, name a folder inside it",
            stage.display(),
            live.display()
        )
    };
    if let Err(error) = fs::symlink_metadata(live)
        && error.kind() == ErrorKind::NotFound
    {
        fs::rename(stage, live).with_context(attempt)?;
        return Ok(None);
    }
    if way == SwapWay::Exchange && exchange(stage, live).with_context(attempt)? == Exchange::Done {
        return Ok(Some(stage));
    }
    fs::rename(live, retired).with_context(attempt)?;
    if let Err(error) = fs::rename(stage, live) {
        // If this fails too, the next start does it.
        let _ = fs::rename(retired, live);
        return Err(error).with_context(attempt);
    }
    Ok(Some(retired))
}

/// Makes a file at `target` in the given way, and the folders around it if it is the first there.
fn in_its_folder<T>(target: &Path, way: impl Fn() -> io::Result<T>) -> io::Result<T> {
    match (way(), target.parent()) {
        (Err(error), Some(folder)) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            way()
        }
        (result, _) => result,
    }
}

/// Copies a file and the time of its last change.
fn copy_with_time(source: &Path, target: &Path) -> io::Result<Stamp> {
    let mut from = File::open(source)?;
    let mut to = File::create_new(target)?;
    io::copy(&mut from, &mut to)?;
    to.set_times(FileTimes::new().set_modified(from.metadata()?.modified()?))?;
    Ok(Stamp::of(&to.metadata()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_the_time_of_its_source() {
        let root = tempfile::tempdir().unwrap();
        let (source, target) = (root.path().join("source"), root.path().join("target"));
        fs::write(&source, "text").unwrap();
        let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_007);
        File::options().write(true).open(&source).unwrap().set_modified(time).unwrap();
        let stamp = copy_with_time(&source, &target).unwrap();
        assert_eq!(stamp, Stamp { size: 4, modified: 1_000_000_007_000_000_000 });
        assert_eq!(stamp, Stamp::of(&fs::metadata(&target).unwrap()));
    }
}
