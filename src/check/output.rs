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
    /// Anything else.
    Other,
}

impl Medium {
    /// What stands at an address.
    pub(super) fn of(address: &Address) -> Self {
        let address = address.as_str();
        let name = address.rsplit('/').next().unwrap_or(address);
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        match ending.to_ascii_lowercase().as_str() {
            "" if name.is_empty() => Self::Html,
            "html" | "htm" => Self::Html,
            "css" => Self::Css,
            "atom" => Self::Atom,
            "json" if name == "feed.json" => Self::JsonFeed,
            "xml" if name.starts_with("sitemap") => Self::Sitemap,
            "txt" if address == "robots.txt" => Self::Robots,
            "txt" | "json" | "xml" | "js" | "mjs" | "svg" | "md" | "csv" | "webmanifest"
            | "yaml" | "yml" | "ics" | "vtt" => Self::Text,
            "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "bmp" | "tif" | "tiff" | "heic" => {
                Self::Picture
            }
            _ => Self::Other,
        }
    }

    /// Whether there are words in it that can be read.
    pub(super) fn is_text(self) -> bool {
        !matches!(self, Self::Picture | Self::Other)
    }
}
