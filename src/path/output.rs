//! A path of an output: text comes in, proof that it can be written on every system goes out.

use std::fmt;
use std::path::{Path, PathBuf};

/// The name of the file by which an output folder is known to be the tool's.
pub const MARKER: &str = ".rapporteur";

/// A path inside the output folder: relative, `/`-separated, and a file name on Linux, macOS and
/// Windows alike, so that a site built on one can be copied to any other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Box<str>);

impl OutputPath {
    /// Takes `path` if each of its parts is a valid name.
    ///
    /// # Errors
    ///
    /// A part is empty, `.` or `..`; has a control character or one of `\ < > : " | ? *`; ends in
    /// a dot or a space; is the name of a Windows device; or is longer than 255 bytes. Also, the
    /// path is that of the marker, which is the tool's own file.
    pub fn new(path: &str) -> Result<Self, BadOutputPath> {
        Self::check(path).map(|()| Self(path.into()))
    }

    /// Whether `path` can be taken.
    ///
    /// # Errors
    ///
    /// As `new`.
    pub fn check(path: &str) -> Result<(), BadOutputPath> {
        match path.split('/').find_map(fault).or_else(|| marker_fault(path)) {
            Some(reason) => Err(BadOutputPath { path: path.into(), reason }),
            None => Ok(()),
        }
    }

    /// The path as text, with `/` between its parts.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folders in which the output lies, the innermost first: `a/b/c` gives `a/b` and `a`.
    pub(crate) fn folders(&self) -> impl Iterator<Item = &str> {
        self.0.rmatch_indices('/').map(|(end, _)| &self.0[..end])
    }

    /// The path of the output's file if the output folder is `root`.
    pub(crate) fn below(&self, root: &Path) -> PathBuf {
        root.join(&*self.0)
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A text that cannot be the path of an output, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadOutputPath {
    /// The text as it was given.
    pub path: Box<str>,
    /// What is wrong with it, as the end of the sentence "it cannot be an output path: …".
    pub reason: &'static str,
}

impl fmt::Display for BadOutputPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` cannot be the path of an output: {}", self.path, self.reason)
    }
}

impl std::error::Error for BadOutputPath {}

/// Longest file name of ext4, XFS, APFS and NTFS (which count bytes or shorter units).
const LONGEST_PART: usize = 255;

/// Bytes of `CONOUT$`, the longest name of a device on Windows.
const LONGEST_DEVICE: usize = 7;

/// What is wrong with one part of a path.
///
/// The rules on characters, endings and devices are those of Windows, as its documentation gives
/// them under "Naming Files, Paths, and Namespaces"; they include all rules of Linux and macOS.
fn fault(part: &str) -> Option<&'static str> {
    if part.is_empty() {
        Some("a part of it is empty")
    } else if part == "." || part == ".." {
        Some("a part of it is `.` or `..`")
    } else if let Some(reason) = part.chars().find_map(forbidden) {
        Some(reason)
    } else if part.ends_with(['.', ' ']) {
        Some("a part of it ends in a dot or a space, which Windows drops")
    } else if is_device(part) {
        Some("a part of it is the name of a device on Windows")
    } else if part.len() > LONGEST_PART {
        Some("a part of it is longer than 255 bytes")
    } else {
        None
    }
}

fn forbidden(c: char) -> Option<&'static str> {
    match c {
        'a'..='z' | '0'..='9' | '-' | '.' => None,
        '\\' | '<' | '>' | ':' | '"' | '|' | '?' | '*' => {
            Some(r#"it has one of `\ < > : " | ? *`, which Windows does not allow in names"#)
        }
        c => c.is_control().then_some("it has a control character"),
    }
}

/// Whether Windows takes `part` for a device; it does so whatever extension follows.
fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end();
    if stem.len() > LONGEST_DEVICE {
        return false;
    }
    let stem = stem.to_ascii_uppercase();
    match stem.as_str() {
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$" => true,
        name => name
            .strip_prefix("COM")
            .or_else(|| name.strip_prefix("LPT"))
            .is_some_and(|number| matches!(number, "¹" | "²" | "³") || is_port_number(number)),
    }
}

fn is_port_number(text: &str) -> bool {
    matches!(text.as_bytes(), [b'0'..=b'9'])
}

fn marker_fault(path: &str) -> Option<&'static str> {
    path.eq_ignore_ascii_case(MARKER).then_some("it is the tool's own file")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, expect: Result<(), &str>) {
        match (OutputPath::new(path), expect) {
            (Ok(taken), Ok(())) => assert_eq!(taken.as_str(), path),
            (Err(bad), Err(part)) => {
                assert!(bad.reason.contains(part), "{bad}");
                assert_eq!(&*bad.path, path);
            }
            (result, expect) => panic!("{path:?}: {result:?} instead of {expect:?}"),
        }
    }

    #[test]
    fn ordinary_names_are_taken() {
        check("index.html", Ok(()));
        check("actors/marco-rubio/index.html", Ok(()));
        check("a b/ü/…/日本.html", Ok(()));
        check(".well-known/security.txt", Ok(()));
        check("..hidden/...x", Ok(()));
        check("articles/.rapporteur", Ok(()));
        check(&"x".repeat(255), Ok(()));
    }

    #[test]
    fn a_path_cannot_leave_the_folder() {
        check("", Err("empty"));
        check("/etc/passwd", Err("empty"));
        check("a//b", Err("empty"));
        check("a/", Err("empty"));
        check("../a", Err("`..`"));
        check("a/../b", Err("`..`"));
        check("./a", Err("`..`"));
        check("C:/a", Err("Windows"));
        check("a\\..\\b", Err("Windows"));
    }

    #[test]
    fn what_one_system_forbids_is_refused_on_all() {
        check("a\0b", Err("control"));
        check("a\nb", Err("control"));
        check("a\u{7f}", Err("control"));
        check("what?.html", Err("Windows"));
        check("a/b*", Err("Windows"));
        check("a./b", Err("dot or a space"));
        check("a /b", Err("dot or a space"));
        check("con", Err("device"));
        check("actors/Aux.html", Err("device"));
        check("a/nul.tar.gz", Err("device"));
        check("a/nul .txt", Err("device"));
        check("COM1/index.html", Err("device"));
        check("lpt².txt", Err("device"));
        check(&"x".repeat(256), Err("255"));
    }

    #[test]
    fn names_that_only_start_like_a_device_are_taken() {
        check("console/index.html", Ok(()));
        check("com10/index.html", Ok(()));
        check("common.css", Ok(()));
        check("auxiliary", Ok(()));
    }

    #[test]
    fn the_marker_is_not_an_output() {
        check(".rapporteur", Err("own file"));
        check(".Rapporteur", Err("own file"));
    }

    #[test]
    fn folders_are_listed_from_the_innermost() {
        let path = OutputPath::new("a/b/c.html").unwrap();
        assert_eq!(path.folders().collect::<Vec<_>>(), ["a/b", "a"]);
        assert_eq!(OutputPath::new("c.html").unwrap().folders().count(), 0);
    }
}
