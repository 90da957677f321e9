//! What the tests of the output stage share: a project on disk, outputs as a map, and the folder
//! as it is.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, Result};
use tempfile::TempDir;
use walkdir::WalkDir;
use xxhash_rust::xxh3::xxh3_128;

use super::stage::SwapWay;
use super::{Content, Fingerprint, Made, OldOutput, OutputFolder, OutputPath, Synced, sync};
use crate::path::MARKER;

/// Files by path, `/`-separated, with their text.
pub(super) type Files = BTreeMap<String, String>;

/// A project whose output folder is `public`.
pub(super) struct Project {
    pub folder: TempDir,
    pub swap_way: SwapWay,
    pub old_output: OldOutput,
    /// The output folder, which stays open from sync to sync where old outputs are spared.
    pub held: Mutex<Option<OutputFolder>>,
}

/// An output that the folder is to hold.
#[derive(Clone)]
pub(super) struct Expected {
    pub path: OutputPath,
    pub fingerprint: Fingerprint,
}

/// What a sync was told and asked.
pub(super) struct Told {
    pub synced: Synced,
    /// The paths that were made, sorted.
    pub made: Vec<String>,
}

impl Project {
    pub(super) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            swap_way: SwapWay::Exchange,
            old_output: OldOutput::Removed,
            held: Mutex::default(),
        }
    }

    /// A project for each way in which outputs follow each other.
    pub(super) fn in_each_way() -> impl Iterator<Item = Self> {
        [SwapWay::Exchange, SwapWay::TwoRenames].into_iter().flat_map(|swap_way| {
            [OldOutput::Removed, OldOutput::Spared].map(|old_output| Self {
                swap_way,
                old_output,
                ..Self::new()
            })
        })
    }

    pub(super) fn public(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    pub(super) fn open(&self) -> Result<OutputFolder> {
        let inputs = [self.folder.path().join("content")];
        let project = self.folder.path();
        let mut folder = OutputFolder::open(&self.public(), project, &inputs, self.old_output)?;
        folder.swap_way = self.swap_way;
        Ok(folder)
    }

    /// Opens the folder, if it is not open still, and makes it hold `files`; the note is empty.
    pub(super) fn sync(&self, files: &Files) -> Result<Told> {
        self.with_folder(|folder| sync_files(folder, files, b""))
    }

    /// Opens the folder, if it is not open still, and does `task` with it.
    pub(super) fn with_folder<T>(
        &self,
        task: impl FnOnce(&mut OutputFolder) -> Result<T>,
    ) -> Result<T> {
        let mut held = self.held.lock().unwrap();
        let mut folder = match held.take() {
            Some(folder) => folder,
            None => self.open()?,
        };
        let result = task(&mut folder);
        if self.old_output == OldOutput::Spared {
            *held = Some(folder);
        }
        result
    }

    /// Closes the folder if it is open; expects nothing beside it then.
    pub(super) fn close(&self) {
        drop(self.held.lock().unwrap().take());
        assert!(self.beside().is_empty(), "{:?}", self.beside());
    }

    /// Where a spare rests.
    pub(super) fn spare(&self) -> PathBuf {
        self.folder.path().join(".public.rapporteur-new")
    }

    /// Puts `text` into the file at `path` in the output folder, as a user would.
    pub(super) fn edit(&self, path: &str, text: &str) {
        let path = self.public().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The names beside the output folder, sorted.
    pub(super) fn beside(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| name != "public").collect();
        names.sort();
        names
    }

    /// All files in the output folder but the marker, with their text.
    pub(super) fn files(&self) -> Files {
        read_tree(&self.public())
    }
}

pub(super) fn files(list: &[(&str, &str)]) -> Files {
    list.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// The outputs that `files` stand for; the fingerprint is that of the text.
pub(super) fn expected(files: &Files) -> Vec<Expected> {
    let output = |(path, text): (&String, &String)| Expected {
        path: OutputPath::new(path).unwrap(),
        fingerprint: Fingerprint(xxh3_128(text.as_bytes())),
    };
    files.iter().map(output).collect()
}

/// Syncs outputs whose content is asked for only if their fingerprint changed.
pub(super) fn sync_expected(
    folder: &mut OutputFolder,
    expected: &[Expected],
    note: &[u8],
    content: impl Fn(usize) -> Result<Content> + Sync,
) -> Result<Synced> {
    let done = Mutex::new(Vec::new());
    let outputs: Vec<OutputPath> = expected.iter().map(|output| output.path.clone()).collect();
    let make = |output_idx: usize, known: Option<Fingerprint>| {
        let fingerprint = expected[output_idx].fingerprint;
        if known == Some(fingerprint) {
            return Ok(Made::Unchanged);
        }
        Ok(Made::Changed(fingerprint, content(output_idx)?))
    };
    let on_done = |output_idx| done.lock().unwrap().push(output_idx);
    let synced = sync(folder, &outputs, note, make, on_done)?;
    let mut done = done.into_inner().unwrap();
    done.sort_unstable();
    assert_eq!(done, (0..expected.len()).collect::<Vec<_>>(), "each output is done once");
    Ok(synced)
}

pub(super) fn sync_files(folder: &mut OutputFolder, files: &Files, note: &[u8]) -> Result<Told> {
    let expected = expected(files);
    let asked = Mutex::new(Vec::new());
    let content = |output_idx: usize| {
        let path = expected[output_idx].path.as_str();
        asked.lock().unwrap().push(path.to_owned());
        let text = files.get(path).context("no text")?;
        Ok(Content::Bytes(text.clone().into_bytes()))
    };
    let synced = sync_expected(folder, &expected, note, content)?;
    let mut told = asked.into_inner().unwrap();
    told.sort();
    Ok(Told { synced, made: told })
}

/// All files below `root` but the marker, with their text. A `root` that is missing is empty.
pub(super) fn read_tree(root: &Path) -> Files {
    let mut files = Files::new();
    for entry in WalkDir::new(root).into_iter().filter_map(Result::ok) {
        let inside = entry.path().strip_prefix(root).unwrap();
        if entry.file_type().is_file() && inside != Path::new(MARKER) {
            let parts: Vec<&str> = inside.iter().map(|part| part.to_str().unwrap()).collect();
            let bytes = fs::read(entry.path()).unwrap();
            files.insert(parts.join("/"), String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    files
}

/// Random numbers that are the same in each run: the generator of Steele and others, "Fast
/// splittable pseudorandom number generators", 2014.
pub(super) struct Random(pub u64);

impl Random {
    /// A number from zero up to `end`, which it does not reach.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).unwrap()
    }

    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        if list.is_empty() { None } else { list.get(self.below(list.len())) }
    }
}
