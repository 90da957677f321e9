//! Turns what a page shows into bytes, with the templates of the theme.
//!
//! Comes in: the embedded theme, the site's overrides, and the `Content` of a page. Goes out: bytes and
//! their fingerprint. Always holds: equal fingerprints mean equal bytes; templates cannot reach
//! anything but their view.

mod filter;
mod theme;

use std::io::{self, BufWriter, Write};

use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::page::Content;
use crate::path::SourcePath;

pub use theme::{Theme, embedded_templates};

/// The bytes of an output, or where to copy them from.
#[derive(Debug)]
pub enum Rendered {
    /// Bytes.
    Bytes(Vec<u8>),
    /// A file of the project.
    Copy(SourcePath),
}

/// What a page shows, ready to be made into bytes.
pub struct Prepared<'a> {
    /// Equal fingerprints mean equal bytes.
    pub fingerprint: u128,
    content: Content<'a>,
    /// The content as JSON, where that is what stands at the address.
    json: Vec<u8>,
}

/// Takes the fingerprint of a page. `asset` gives the fingerprint of a file that is copied.
pub fn prepare<'a>(
    content: Content<'a>,
    theme: &Theme,
    asset: impl Fn(&SourcePath) -> u128,
) -> Prepared<'a> {
    let (fingerprint, json) = match &content {
        Content::Asset(path) => (asset(path), Vec::new()),
        Content::ThemeFile(file_idx) => (theme.file(*file_idx).1, Vec::new()),
        _ => match content.template() {
            Some(template) => {
                let seed = theme.fingerprint() ^ template.len() as u64;
                let mut hashing = BufWriter::new(Hashing(Xxh3::with_seed(seed)));
                serde_json::to_writer(&mut hashing, &content).expect(PLAIN);
                hashing.flush().expect("invariant: hashing cannot fail");
                (hashing.get_ref().0.digest128(), Vec::new())
            }
            None => {
                let mut json = serde_json::to_vec(&content).expect(PLAIN);
                json.push(b'\n');
                (xxh3_128(&json), json)
            }
        },
    };
    Prepared { fingerprint, content, json }
}

/// Why a view can always be written as JSON.
const PLAIN: &str = "invariant: views have only plain fields";

/// Takes the fingerprint of what is written to it: of a page that did not change no more is needed.
struct Hashing(Xxh3);

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Makes the bytes of a page.
///
/// # Errors
/// When its template fails, with the place in the template.
pub fn render(prepared: Prepared<'_>, theme: &Theme) -> Result<Rendered, Box<Diagnostic>> {
    let Prepared { content, json, .. } = prepared;
    if let Content::Asset(path) = content {
        return Ok(Rendered::Copy(path));
    }
    if let Content::ThemeFile(file_idx) = content {
        return Ok(match theme.file(file_idx).0 {
            theme::Bytes::Embedded(bytes) | theme::Bytes::Here(bytes) => {
                Rendered::Bytes(bytes.to_vec())
            }
            theme::Bytes::InFile(path) => Rendered::Copy(path.clone()),
        });
    }
    let Some(template) = content.template() else {
        return Ok(Rendered::Bytes(json));
    };
    match theme.render(template, &content) {
        Ok(text) => Ok(Rendered::Bytes(text.into_bytes())),
        Err(error) => Err(Box::new(theme.diagnostic(&error, template))),
    }
}

fn template_place(theme: &Theme, name: &str, line: u32, column: u32) -> Place {
    let path = SourcePath::new(&format!("templates/{name}"));
    match theme.source(name) {
        Some(text) if line > 0 => Place::line(&path, text, line).at_column(column),
        _ => Place::file(&path),
    }
}

fn broken(place: Place, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::BrokenTemplate, place, message)
}
