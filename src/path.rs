//! Paths and addresses: each kind is a type with one invariant.
//!
//! Comes in: strings from the disk, the content and the templates. Goes out: values that say what
//! they are the path of. Nothing here touches a disk.

mod output;
mod table;

use std::borrow::Borrow;
use std::fmt;

pub use output::{BadOutputPath, MARKER, OutputPath};
pub use table::{Identity, Prehashed, TextHasher, TextMap};

/// A file of the project folder: relative to it, `/`-separated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, bitcode::Encode, bitcode::Decode)]
pub struct SourcePath(Box<str>);

impl SourcePath {
    /// Takes a path relative to the project folder; back-slashes become slashes.
    pub fn new(path: &str) -> Self {
        if path.contains('\\') {
            return Self(path.replace('\\', "/").into());
        }
        Self(path.into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file's name without folder and ending.
    pub fn stem(&self) -> &str {
        let name = self.0.rsplit('/').next().unwrap_or(&self.0);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The ending in lower case, without its dot; empty when there is none.
    pub fn ending(&self) -> String {
        let name = self.0.rsplit('/').next().unwrap_or(&self.0);
        name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase())
    }

    /// Whether the file's ending is this one, in any case.
    pub fn has_ending(&self, ending: &str) -> bool {
        let name = self.0.rsplit('/').next().unwrap_or(&self.0);
        name.rsplit_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(ending))
    }

    /// The folder, without its last slash; empty for a file in the project folder itself.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file that `reference` (`picture.jpg`, `../map.svg`) means in this file; none when it
    /// leads out of the project.
    pub fn join(&self, reference: &str) -> Option<SourcePath> {
        let mut parts: Vec<&str> =
            self.folder().split('/').filter(|part| !part.is_empty()).collect();
        for part in reference.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(Self(parts.join("/").into()))
    }
}

impl Borrow<str> for SourcePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of a thing in addresses: not empty; lower-case letters, digits and single hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, bitcode::Encode, bitcode::Decode)]
pub struct Slug(Box<str>);

impl Slug {
    /// Makes a slug of any text: letters of other scripts are transliterated, apostrophes and dots
    /// dropped, every other run of signs becomes one hyphen. Text without any letter or digit
    /// yields none.
    pub fn of(text: &str) -> Option<Self> {
        let ascii = deunicode::deunicode_with_tofu(text, " ");
        let mut slug = String::with_capacity(ascii.len());
        for c in ascii.chars() {
            if c.is_ascii_alphanumeric() {
                slug.push(c.to_ascii_lowercase());
            } else if !matches!(c, '\'' | '.' | '`') && !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
            // Longer names are cut at a word, since file systems refuse names of over 255 bytes.
            if slug.len() >= 120 && slug.ends_with('-') {
                break;
            }
        }
        slug.truncate(200);
        let slug = slug.trim_end_matches('-');
        (!slug.is_empty()).then(|| Self(slug.into()))
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl schemars::JsonSchema for Slug {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Slug".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        // A letter or a digit of some script; signs beyond those of ASCII are left to the build.
        schemars::json_schema!({ "type": "string", "pattern": r"[^\x00-/:-@\[-`{-\x7f]" })
    }
}

/// The address of an output below the site's root: no leading slash, empty for the home page; ends
/// with a slash when it is a page of its own folder (`actors/marco-rubio/`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(String);

impl Address {
    /// Takes an address below the root. A leading slash is dropped.
    pub fn new(address: impl Into<String>) -> Self {
        let address = address.into();
        match address.strip_prefix('/') {
            Some(rest) => Self(rest.to_owned()),
            None => Self(address),
        }
    }

    /// The address as text, without a leading slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path of the file that answers this address.
    pub fn file(&self) -> String {
        if self.0.is_empty() || self.0.ends_with('/') {
            [&self.0, "index.html"].concat()
        } else {
            self.0.clone()
        }
    }

    /// Number of folders between the root and the file.
    pub fn depth(&self) -> usize {
        self.0.matches('/').count()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_holds_only_lower_case_letters_digits_and_single_hyphens() {
        let check = |text: &str, slug: Option<&str>| {
            assert_eq!(Slug::of(text).as_ref().map(Slug::as_str), slug, "{text}");
        };
        check("Marco Rubio", Some("marco-rubio"));
        check("  Côte d'Ivoire ", Some("cote-divoire"));
        check("Recep Tayyip Erdoğan", Some("recep-tayyip-erdogan"));
        check("Зеленський", Some("zelenskii"));
        check("U.S. – Russia: talks!", Some("us-russia-talks"));
        check("—", None);
        check("", None);
    }

    #[test]
    fn a_reference_is_read_from_the_folder_of_its_file_and_never_leaves_the_project() {
        let file = SourcePath::new("content/articles/2025/talks.md");
        let check = |reference: &str, path: Option<&str>| {
            assert_eq!(file.join(reference).as_ref().map(SourcePath::as_str), path, "{reference}");
        };
        check("map.svg", Some("content/articles/2025/map.svg"));
        check("./a/../map.svg", Some("content/articles/2025/map.svg"));
        check("../../map.svg", Some("content/map.svg"));
        check("../../../../etc/passwd", None);
    }

    #[test]
    fn an_address_names_its_file_and_its_depth() {
        let check = |address: &str, file: &str, depth: usize| {
            let address = Address::new(address);
            assert_eq!((address.file().as_str(), address.depth()), (file, depth));
        };
        check("", "index.html", 0);
        check("/", "index.html", 0);
        check("/actors/", "actors/index.html", 1);
        check("actors/marco-rubio/", "actors/marco-rubio/index.html", 2);
        check("feed.atom", "feed.atom", 0);
    }
}
