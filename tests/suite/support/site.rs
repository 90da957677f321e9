//! A project in a folder of its own, and the site that it becomes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rapporteur::cache::Memo;
use rapporteur::diagnostic::Diagnostic;
use rapporteur::page::Kind;
use rapporteur::pipeline::{Build, build};
use rapporteur::render::Rendered;
use rapporteur::site::Preview;
use rapporteur::source::load::load;
use tempfile::TempDir;

/// The time that counts as now in every test: 1 March 2025, noon in UTC.
pub(crate) const NOW: i64 = 1_740_830_400;

/// The same, as `--now` takes it.
pub(crate) const NOW_ARGUMENT: &str = "--now=2025-03-01T12:00:00Z";

/// A project in a folder of its own.
pub(crate) struct TestSite {
    folder: TempDir,
}

/// A site as the library makes it, wholly in memory.
pub(crate) struct Built {
    /// Bytes by path in the output folder.
    pub(crate) outputs: BTreeMap<String, Vec<u8>>,
    /// Paths of the files that the theme brings along.
    pub(crate) theme_files: BTreeSet<String>,
    /// All problems, those of templates among them.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The plan.
    pub(crate) build: Build,
}

impl TestSite {
    /// A project with an empty `site.yaml`.
    pub(crate) fn new() -> Self {
        Self::bare().file("site.yaml", "title: Test\nbase_url: https://example.org/\n")
    }

    /// A folder without anything in it.
    pub(crate) fn bare() -> Self {
        let site = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir_all(site.root()).unwrap();
        std::fs::create_dir_all(site.home()).unwrap();
        site
    }

    /// A project with the files of another one, but for what is expected of it.
    pub(crate) fn copy_of(folder: &Path) -> Self {
        let site = Self::bare();
        for path in files_below(folder) {
            if !path.starts_with("expected/") {
                site.write(&path, &std::fs::read(folder.join(&path)).unwrap());
            }
        }
        site
    }

    /// Adds a file.
    #[track_caller]
    pub(crate) fn file(self, path: &str, text: &str) -> Self {
        self.write(path, text.as_bytes());
        self
    }

    /// Writes a file.
    #[track_caller]
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let file = self.path(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }

    /// Replaces a part of a file that must be there.
    #[track_caller]
    pub(crate) fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "`{path}` does not contain `{old}`");
        self.write(path, text.replacen(old, new, 1).as_bytes());
    }

    /// Removes a file.
    #[track_caller]
    pub(crate) fn remove(&self, path: &str) {
        std::fs::remove_file(self.path(path)).unwrap();
    }

    /// Renames a file.
    #[track_caller]
    pub(crate) fn rename(&self, from: &str, to: &str) {
        std::fs::rename(self.path(from), self.path(to)).unwrap();
    }

    /// The text of a file.
    #[track_caller]
    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap()
    }

    /// The folder of the project.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("project")
    }

    /// A home folder for the program.
    pub(crate) fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// A path in the project.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Makes every page, on the path that every command takes.
    #[track_caller]
    pub(crate) fn build(&self) -> Built {
        built(&self.root(), Preview::Published)
    }
}

/// Makes every page of the project in `folder`.
#[track_caller]
pub(crate) fn built(folder: &Path, preview: Preview) -> Built {
    let snapshot = load(folder, NOW).unwrap();
    let build = build(&snapshot, preview, &mut Memo::default());
    let mut diagnostics = build.diagnostics.clone();
    let mut outputs = BTreeMap::new();
    let mut theme_files = BTreeSet::new();
    for (page_idx, page) in build.plan.pages.iter().enumerate() {
        let bytes = match build.render(build.prepare(page_idx)) {
            Ok(Rendered::Bytes(bytes)) => bytes,
            Ok(Rendered::Copy(source)) => std::fs::read(folder.join(source.as_str())).unwrap(),
            Err(problem) => {
                diagnostics.push(*problem);
                continue;
            }
        };
        if matches!(page.kind, Kind::ThemeFile(_)) {
            theme_files.insert(page.address.file());
        }
        let last = outputs.insert(page.address.file(), bytes);
        assert!(last.is_none(), "two outputs of one path: `{}`", page.address.file());
    }
    Built { outputs, theme_files, diagnostics, build }
}

impl Built {
    /// An output as text.
    #[track_caller]
    pub(crate) fn text(&self, path: &str) -> &str {
        let bytes = self.outputs.get(path);
        let bytes = bytes
            .unwrap_or_else(|| panic!("`{path}` is not made; made are {:#?}", self.outputs.keys()));
        std::str::from_utf8(bytes).unwrap()
    }

    /// Each problem as one line: `error[bad-yaml] path:line: message`.
    pub(crate) fn problems(&self) -> Vec<String> {
        let line = |problem: &Diagnostic| {
            let Diagnostic { severity, code, place, message, .. } = problem;
            format!("{}[{}] {}:{}: {message}", severity.name(), code.name(), place.path, place.line)
        };
        self.diagnostics.iter().map(line).collect()
    }
}

/// Paths of all files below a folder, sorted, with `/` between their parts.
pub(crate) fn files_below(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&next) else { continue };
        for entry in entries.map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                let path =
                    entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
