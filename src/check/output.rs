//! One output while it is looked at: its address, what it is, and its bytes.

use crate::path::Address;

/// One output.
pub(super) struct Output<'a> {
    /// Its place in the plan.
    pub(super) page_idx: usize,
    /// Where it stands.
    pub(super) address: &'a Address,
    /// What its bytes are.
    pub(super) medium: Medium,
    /// Its bytes.
    pub(super) bytes: &'a [u8],
    /// Whether it is a copy of a file of the project, which no template made.
    pub(super) is_copy: bool,
}

/// What the bytes of an output are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Medium {
    /// A page.
    Html,
    /// A style sheet.
    Css,
    /// A feed.
    Atom,
    /// The feed as JSON.
    JsonFeed,
    /// A site map.
    Sitemap,
    /// What robots are told.
    Robots,
    /// Text of another kind.
    Text,
    /// A picture.
    Picture,
    /// A font, a film, an archive: what has no words that can be read.
    Other,
}

/// Endings of files without words that can be read, other than pictures.
const WITHOUT_WORDS: &[&str] = &[
    "woff", "woff2", "ttf", "otf", "eot", "ico", "mp3", "m4a", "ogg", "oga", "opus", "wav", "flac",
    "mp4", "m4v", "mov", "avi", "mkv", "webm", "ogv", "zip", "gz", "tgz", "bz2", "xz", "zst", "br",
    "7z", "rar", "tar", "pdf", "epub", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods",
    "odp", "wasm", "exe", "dmg", "iso", "sqlite", "db", "parquet",
];

impl Medium {
    /// What stands at an address.
    pub(super) fn of(address: &Address) -> Self {
        let address = address.as_str();
        let name = address.rsplit('/').next().unwrap_or(address);
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let ending = ending.to_ascii_lowercase();
        match ending.as_str() {
            "" if name.is_empty() => Self::Html,
            "html" | "htm" => Self::Html,
            "css" => Self::Css,
            "atom" => Self::Atom,
            "json" if name == "feed.json" => Self::JsonFeed,
            "xml" if name.starts_with("sitemap") => Self::Sitemap,
            "txt" if address == "robots.txt" => Self::Robots,
            "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "bmp" | "tif" | "tiff" | "heic" => {
                Self::Picture
            }
            _ if WITHOUT_WORDS.contains(&&*ending) => Self::Other,
            // Whatever is not known to be something else may be read, and may tell something.
            _ => Self::Text,
        }
    }

    /// Whether there are words in it that can be read.
    pub(super) fn is_text(self) -> bool {
        !matches!(self, Self::Picture | Self::Other)
    }
}
