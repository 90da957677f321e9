//! A project in memory, the site that it becomes, and what differs between two sites.

use std::collections::BTreeMap;
use std::path::Path;

use rapporteur::cache::Memo;
use rapporteur::diagnostic::Diagnostic;
use rapporteur::path::SourcePath;
use rapporteur::pipeline::build;
use rapporteur::render::Rendered;
use rapporteur::site::Preview;
use rapporteur::source::{Asset, Snapshot, Source};

/// The files of a project, and the time that counts as now.
#[derive(Clone)]
pub(super) struct Project {
    pub(super) files: BTreeMap<String, Vec<u8>>,
    pub(super) now: i64,
}

/// All that a build made.
#[derive(PartialEq)]
pub(super) struct Made {
    /// For each output its fingerprint and its bytes; the fingerprint is 0 where it is not known.
    pub(super) outputs: BTreeMap<String, (u128, Vec<u8>)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Project {
    pub(super) fn write(&mut self, path: &str, text: &str) {
        self.files.insert(path.to_owned(), text.as_bytes().to_vec());
    }

    /// Paths of the files below a folder.
    pub(super) fn below(&self, folder: &str) -> Vec<String> {
        self.files.keys().filter(|path| path.starts_with(folder)).cloned().collect()
    }

    /// The text of a file, which the generator has written as UTF-8.
    pub(super) fn text(&self, path: &str) -> String {
        String::from_utf8_lossy(&self.files[path]).into_owned()
    }

    pub(super) fn snapshot(&self) -> Snapshot {
        let (mut sources, mut assets) = (Vec::new(), Vec::new());
        for (path, bytes) in &self.files {
            let source = Source::new(SourcePath::new(path), bytes);
            if [".md", ".yaml", ".html", ".css"].iter().any(|ending| path.ends_with(ending)) {
                sources.push(source);
            } else {
                assets.push(Asset {
                    path: source.path,
                    fingerprint: source.hash,
                    n_bytes: bytes.len() as u64,
                });
            }
        }
        Snapshot::new(sources, assets, self.now)
    }

    /// Makes every page in memory.
    pub(super) fn made(&self, preview: Preview, memo: &mut Memo) -> Made {
        self.made_from(&self.snapshot(), preview, memo)
    }

    pub(super) fn made_from(&self, snapshot: &Snapshot, preview: Preview, memo: &mut Memo) -> Made {
        let built = build(snapshot, preview, memo);
        let mut made = Made { outputs: BTreeMap::new(), diagnostics: built.diagnostics.clone() };
        for (page_idx, page) in built.plan.pages.iter().enumerate() {
            let prepared = built.prepare(page_idx);
            let fingerprint = prepared.fingerprint;
            let bytes = match built.render(prepared) {
                Ok(Rendered::Bytes(bytes)) => bytes,
                Ok(Rendered::Copy(path)) => self.files[path.as_str()].clone(),
                Err(problem) => {
                    made.diagnostics.push(*problem);
                    continue;
                }
            };
            made.outputs.insert(page.address.file(), (fingerprint, bytes));
        }
        made
    }

    /// Makes the folder hold exactly the files of the project; files that are as they should be are left.
    pub(super) fn put(&self, folder: &Path) {
        let not_the_projects =
            ["public", ".rapporteur", ".public.rapporteur-new", ".public.rapporteur-lock"];
        for path in files_below(folder, &not_the_projects) {
            if !self.files.contains_key(&path) {
                std::fs::remove_file(folder.join(path)).unwrap();
            }
        }
        for (path, bytes) in &self.files {
            let file = folder.join(path);
            if std::fs::read(&file).ok().as_ref() != Some(bytes) {
                std::fs::create_dir_all(file.parent().unwrap()).unwrap();
                std::fs::write(file, bytes).unwrap();
            }
        }
    }
}

/// Paths of all files below a folder, sorted, but for those in the folders to be skipped.
pub(super) fn files_below(folder: &Path, skipped: &[&str]) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&next) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            let relative = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            if skipped.contains(&relative.as_str()) {
                continue;
            }
            if path.is_dir() { folders.push(path) } else { files.push(relative) }
        }
    }
    files.sort();
    files
}

/// The files of an output folder with their bytes, but for the marker, which holds times.
pub(super) fn outputs_in(folder: &Path) -> BTreeMap<String, (u128, Vec<u8>)> {
    let files = files_below(folder, &[rapporteur::output::MARKER]);
    files
        .into_iter()
        .map(|path| (path.clone(), (0, std::fs::read(folder.join(path)).unwrap())))
        .collect()
}

/// The first thing in which two builds differ; none when they are equal.
pub(super) fn difference(left: &Made, right: &Made) -> Option<String> {
    if left == right {
        return None;
    }
    for path in left.outputs.keys().chain(right.outputs.keys()) {
        match (left.outputs.get(path), right.outputs.get(path)) {
            (Some(_), None) => return Some(format!("`{path}` is only in the first")),
            (None, Some(_)) => return Some(format!("`{path}` is only in the second")),
            (Some((_, a)), Some((_, b))) if a != b => {
                return Some(format!("`{path}` differs\n{}", lines(a, b)));
            }
            (Some((a, _)), Some((b, _))) if a != b => {
                return Some(format!("fingerprints of `{path}` differ"));
            }
            _ => {}
        }
    }
    Some(format!("diagnostics differ\n- {:#?}\n+ {:#?}", left.diagnostics, right.diagnostics))
}

fn lines(left: &[u8], right: &[u8]) -> String {
    let (left, right) = (String::from_utf8_lossy(left), String::from_utf8_lossy(right));
    let mut pairs = left.lines().zip(right.lines()).enumerate();
    match pairs.find(|(_, (a, b))| a != b) {
        Some((line_idx, (a, b))) => format!("line {}:\n- {a}\n+ {b}", line_idx + 1),
        None => format!("{} and {} lines", left.lines().count(), right.lines().count()),
    }
}
