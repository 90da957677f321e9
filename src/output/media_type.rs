//! Media types: the path of a file comes in, what it is to a browser goes out, with the character set of
//! texts, since all texts of a site are UTF-8.

use std::path::Path;

/// The media type of a file, by its ending.
pub fn media_type(file: &Path) -> String {
    let guessed = mime_guess::from_path(file).first_or_octet_stream();
    let is_text = guessed.type_() == "text"
        || matches!(guessed.subtype().as_str(), "javascript" | "json" | "xml")
        || guessed.suffix().is_some_and(|suffix| suffix == "xml" || suffix == "json");
    let charset = if is_text { "; charset=utf-8" } else { "" };
    format!("{guessed}{charset}")
}
