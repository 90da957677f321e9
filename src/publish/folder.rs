//! A target that is a folder: another one of this machine, or a mounted share.
//!
//! Comes in: a release. Goes out: the folder, swapped in with one rename, and the release before in a
//! hidden folder beside it. The manifest is kept with the list of what the tool wrote there, so that a folder
//! has one memory and not two.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Error, Result, anyhow, bail};

use super::change::Moment;
use super::manifest::Manifest;
use super::target::{Progress, Release, Session, Sight, Standing, Target};
use super::tree::{File, Source};
use crate::output::{Content, Fingerprint, Made, OldOutput, OutputFolder, OutputPath, sync};

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

    fn look(&self) -> Result<Box<dyn Sight + '_>> {
        let note =
            OutputFolder::look(&self.path, &self.project, &self.inputs).map_err(with_hint)?;
        Ok(Box::new(Seen(standing(note.as_deref())?)))
    }

    fn open(&self) -> Result<Box<dyn Session + '_>> {
        let old = if self.keep_previous { OldOutput::Kept } else { OldOutput::Removed };
        let folder = OutputFolder::open(&self.path, &self.project, &self.inputs, old);
        let folder = folder.map_err(with_hint)?;
        let standing = standing(folder.note())?;
        Ok(Box::new(Open { folder, seen: Seen(standing) }))
    }
}

/// What lies in a folder with a note.
fn standing(note: Option<&[u8]>) -> Result<Standing> {
    match note.filter(|note| !note.is_empty()) {
        Some(note) if !is_text_of_ours(note) => bail!(
            "it is the output of a build, not of a publish\n\
             hint: name another folder under `path:`, or delete this one"
        ),
        Some(note) => Ok(Standing::Published(Manifest::read(note)?)),
        None => Ok(Standing::Empty),
    }
}

struct Seen(Standing);

impl Sight for Seen {
    fn standing(&self) -> &Standing {
        &self.0
    }
}

struct Open {
    folder: OutputFolder,
    seen: Seen,
}

impl Session for Open {
    fn sight(&self) -> &dyn Sight {
        &self.seen
    }

    fn send(&mut self, release: &Release<'_>, progress: &dyn Progress) -> Result<()> {
        let Release { tree, change, manifest } = *release;
        if self.seen.0.shows(manifest)
            && self.folder.renote(&manifest.to_bytes(), &change.removed)?
        {
            self.seen = Seen(Standing::Published(manifest.clone()));
            return Ok(());
        }
        // What lingers and was removed by others is nobody's loss.
        let live = self.folder.path().to_path_buf();
        let lingering = manifest.lingering.keys().filter(|path| live.join(path).is_file());
        let lingering = lingering.map(|path| OutputPath::new(path));
        let lingering = lingering.collect::<Result<Vec<_>, _>>()?;
        let mut outputs: Vec<OutputPath> =
            tree.files().iter().map(|file| file.path.clone()).collect();
        outputs.extend(lingering);
        progress.start(outputs.len());
        let make =
            |output_idx: usize, known: Option<Fingerprint>| match tree.files().get(output_idx) {
                Some(file) => made(file, known),
                None if known.is_some() => Ok(Made::Unchanged),
                // It has another time than it was written with, as in a copy of the folder.
                None => {
                    let path = &outputs[output_idx];
                    let hash = manifest.lingering[path.as_str()].stored.hash;
                    let content = Content::File(path.below(&live));
                    Ok(Made::Changed(Fingerprint(hash.number()), content))
                }
            };
        sync(&mut self.folder, &outputs, &manifest.to_bytes(), make, |_| progress.done())
            .map_err(with_hint)?;
        self.seen = Seen(Standing::Published(manifest.clone()));
        Ok(())
    }

    fn roll_back(&mut self, _: Moment, _: &dyn Progress) -> Result<Manifest> {
        self.folder.swap_back().map_err(with_hint)?;
        let note = self.folder.note().context("the release before was not whole")?;
        let manifest = Manifest::read(note)?;
        self.seen = Seen(Standing::Published(manifest.clone()));
        Ok(manifest)
    }
}

/// The same error with what to do about it, where the system says what kind it is of.
fn with_hint(error: Error) -> Error {
    let kind = error.chain().find_map(|cause| Some(cause.downcast_ref::<io::Error>()?.kind()));
    let hint = match kind {
        Some(ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => {
            "make room there and publish again; readers still have the release before"
        }
        Some(ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied) => {
            "this user must be able to write the folder in which it lies"
        }
        _ => return error,
    };
    anyhow!("{error:#}\nhint: {hint}")
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

/// Whether a note is the text of a manifest, of whatever version. A build leaves the hash of its own.
fn is_text_of_ours(note: &[u8]) -> bool {
    note.starts_with(b"{")
}

/// The folders that a target may neither hold nor lie in.
pub fn inputs(project: &Path, output: &Path) -> Vec<PathBuf> {
    let mut inputs: Vec<PathBuf> =
        ["content", "templates", "static"].map(|input| project.join(input)).into();
    inputs.push(output.to_path_buf());
    inputs
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::config::Host;
    use crate::publish::{Foreign, Landmark, Mode, Moment, Tree, Wishes, publish, roll_back};

    fn tree(style: &str, text: &str, address: &str) -> Tree {
        let file = |path: &str, text: &str| {
            File::of_bytes(OutputPath::new(path).unwrap(), text.as_bytes().to_vec())
        };
        let landmark = Landmark { address: address.to_owned(), marks: Vec::new() };
        Tree::new(vec![file("index.html", text), file(style, style)], vec![landmark])
    }

    const WISHES: Wishes = Wishes {
        moment: Moment { now: 0, grace: 100 },
        host: Host::Plain,
        foreign: Foreign::Refused,
        mode: Mode::Send,
    };

    fn send(target: &FolderTarget, tree: &Tree) {
        publish(target, tree, &|_, _| bail!("nothing moved"), WISHES, &()).unwrap();
    }

    fn target(root: &Path) -> FolderTarget {
        let (path, project) = (root.join("www"), root.join("project"));
        FolderTarget { path, project, inputs: Vec::new(), keep_previous: true }
    }

    #[test]
    fn a_publish_that_changes_no_file_leaves_the_release_before_to_go_back_to() {
        let root = tempfile::tempdir().unwrap();
        let target = target(root.path());
        let home = || fs::read_to_string(target.path.join("index.html")).unwrap();
        send(&target, &tree("assets/style-00000001.css", "one", "a/"));
        send(&target, &tree("assets/style-00000002.css", "two", "a/"));
        fs::write(target.path.join("CNAME"), "example.org").unwrap();
        send(&target, &tree("assets/style-00000002.css", "two", "b/"));
        roll_back(&target, WISHES.moment, &()).unwrap();
        assert_eq!(home(), "one");
        assert!(target.path.join("assets/style-00000001.css").exists());
        assert!(target.path.join("CNAME").exists());
        roll_back(&target, WISHES.moment, &()).unwrap();
        assert_eq!(home(), "two");
        assert!(target.path.join("CNAME").exists());
    }

    #[test]
    fn a_style_sheet_that_lingers_may_be_removed_by_others() {
        let root = tempfile::tempdir().unwrap();
        let target = target(root.path());
        let old = target.path.join("assets/style-00000001.css");
        send(&target, &tree("assets/style-00000001.css", "one", "a/"));
        send(&target, &tree("assets/style-00000002.css", "two", "a/"));
        assert!(old.exists());
        fs::remove_file(&old).unwrap();
        send(&target, &tree("assets/style-00000002.css", "three", "a/"));
        assert_eq!(fs::read_to_string(target.path.join("index.html")).unwrap(), "three");
    }
    #[test]
    fn a_sheet_whose_time_is_over_goes_and_leaves_the_release_before_to_go_back_to() {
        let root = tempfile::tempdir().unwrap();
        let target = target(root.path());
        let old = target.path.join("assets/style-00000001.css");
        send(&target, &tree("assets/style-00000001.css", "one", "a/"));
        let second = tree("assets/style-00000002.css", "two", "a/");
        send(&target, &second);
        assert!(old.exists());
        let wishes = Wishes { moment: Moment { now: 200, grace: 100 }, ..WISHES };
        publish(&target, &second, &|_, _| bail!("nothing moved"), wishes, &()).unwrap();
        assert!(!old.exists());
        roll_back(&target, wishes.moment, &()).unwrap();
        assert_eq!(fs::read_to_string(target.path.join("index.html")).unwrap(), "one");
        assert!(old.exists());
    }

    #[test]
    fn a_dry_run_leaves_all_as_it_is() {
        let root = tempfile::tempdir().unwrap();
        let mut target = target(root.path());
        target.path = root.path().join("not/there/www");
        let dry = |target: &FolderTarget, tree: &Tree| {
            let wishes = Wishes { mode: Mode::DryRun, ..WISHES };
            publish(target, tree, &|_, _| bail!("nothing moved"), wishes, &()).unwrap()
        };
        let first = tree("assets/style-00000001.css", "one", "a/");
        assert_eq!(dry(&target, &first).change.n_new, 2);
        assert!(!root.path().join("not").exists());
        send(&target, &first);
        send(&target, &tree("assets/style-00000002.css", "two", "a/"));
        target.keep_previous = false;
        let entries = || fs::read_dir(root.path().join("not/there")).unwrap().count();
        assert_eq!((entries(), dry(&target, &first).change.sent.len()), (2, 1));
        assert_eq!(entries(), 2, "the release before is still beside it");
    }
}
