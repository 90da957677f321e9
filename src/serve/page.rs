//! Pages of the site, as they are sent.
//!
//! Comes in: what is shown, and an address. Goes out: the bytes as they would be published, and the
//! marks by which a tab knows whether its page is another one. The script of the preview is put in here.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::OWN;
use super::request::encoded;
use crate::diagnostic::Diagnostic;
use crate::path::SourcePath;
use crate::pipeline::Build;
use crate::render::Rendered;

/// Pages of over this many bytes in all are not remembered.
const MAX_REMEMBERED: usize = 32 << 20;

/// Pages that were asked for, by their place in the plan.
#[derive(Default)]
pub(super) struct Cache(Mutex<Remembered>);

#[derive(Default)]
struct Remembered {
    places: HashMap<usize, Place>,
    n_bytes: usize,
}

/// Room for what stands at an address, once it is made.
type Place = Arc<Mutex<Option<Made>>>;

/// What stands at an address.
#[derive(Clone)]
pub(super) enum Made {
    /// A page.
    Page(Arc<Page>),
    /// A file that is copied.
    File(SourcePath),
}

/// The bytes of an output.
pub(super) struct Page {
    pub(super) bytes: Vec<u8>,
    pub(super) mark: Mark,
}

/// Tells one state of a page from another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// Fingerprint of its bytes, but for the address of the style sheet; 0 where there is no page.
    pub(super) body: u64,
    /// The address of the style sheet.
    pub(super) stylesheet: String,
}

impl Mark {
    /// The mark of a page.
    pub(super) fn of(bytes: &[u8], stylesheet: &str) -> Self {
        let sheet = stylesheet.rsplit('/').next().unwrap_or_default();
        let text = std::str::from_utf8(bytes).ok();
        let body = match text.filter(|text| !sheet.is_empty() && text.contains(sheet)) {
            Some(text) => xxh3_64(text.replace(sheet, "").as_bytes()),
            None => xxh3_64(bytes),
        };
        Self { body, stylesheet: stylesheet.to_owned() }
    }

    /// The mark that `text` stands for.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (body, stylesheet) = text.split_once('-')?;
        let body = u64::from_str_radix(body, 16).ok()?;
        Some(Self { body, stylesheet: stylesheet.to_owned() })
    }
}

impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}-{}", self.body, self.stylesheet)
    }
}

impl Cache {
    /// What stands at a place in the plan of `build`. Who asks while it is being made waits for it, so
    /// that many tabs on one page make it once.
    ///
    /// # Errors
    /// When its template fails.
    pub(super) fn page(&self, build: &Build, page_idx: usize) -> Result<Made, Box<Diagnostic>> {
        let place = Arc::clone(self.lock().places.entry(page_idx).or_default());
        let mut place = place.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = &*place {
            return Ok(made.clone());
        }
        let made = match build.make(page_idx)? {
            Rendered::Copy(path) => Made::File(path),
            Rendered::Bytes(bytes) => {
                let mark = Mark::of(&bytes, build.stylesheet());
                Made::Page(Arc::new(Page { bytes, mark }))
            }
        };
        *place = Some(made.clone());
        if let Made::Page(page) = &made {
            let mut remembered = self.lock();
            remembered.n_bytes += page.bytes.len();
            if remembered.n_bytes > MAX_REMEMBERED {
                *remembered = Remembered::default();
            }
        }
        Ok(made)
    }

    fn lock(&self) -> MutexGuard<'_, Remembered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is wrong with some pages of a build.
pub(super) fn failing(build: &Build, tried: &[usize]) -> Vec<Diagnostic> {
    let failed = tried.par_iter().filter_map(|page_idx| build.make(*page_idx).err());
    let mut failed: Vec<Diagnostic> = failed.map(|diagnostic| *diagnostic).collect();
    failed.dedup();
    failed
}

/// A page with the script of the preview in it. `path` is where the browser found it,
/// decoded; `copies` changes with the files that the page may use.
pub(super) fn with_script(bytes: &[u8], path: &str, mark: &Mark, copies: &str) -> Vec<u8> {
    let path = escaped(&encoded(path));
    let script = format!(
        "<script src=\"{OWN}client.js\" data-page=\"{path}\" data-mark=\"{mark}\" data-copies=\"{copies}\" defer></script>"
    );
    let end = last_closing(bytes, b"</body>");
    [&bytes[..end], script.as_bytes(), &bytes[end..]].concat()
}

/// A page with something at the beginning of its body.
pub(super) fn with_opening(bytes: &[u8], html: &str) -> Vec<u8> {
    let body = bytes.windows(5).position(|window| window.eq_ignore_ascii_case(b"<body"));
    let end = body.and_then(|body| Some(body + bytes[body..].iter().position(|b| *b == b'>')? + 1));
    let end = end.unwrap_or(0);
    [&bytes[..end], html.as_bytes(), &bytes[end..]].concat()
}

/// Text as the value of an attribute, or between tags.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn last_closing(bytes: &[u8], tag: &[u8]) -> usize {
    let found = bytes.windows(tag.len()).rposition(|window| window.eq_ignore_ascii_case(tag));
    found.unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_tells_a_change_of_the_style_sheet_from_one_of_the_page() {
        let page = |sheet: &str, text: &str| {
            let bytes = format!("<link href=\"../{sheet}\"><p>{text}");
            Mark::of(bytes.as_bytes(), sheet)
        };
        let old = page("assets/style-1.css", "a");
        let restyled = page("assets/style-2.css", "a");
        assert_eq!(old.body, restyled.body);
        assert_ne!(old.stylesheet, restyled.stylesheet);
        assert_ne!(old.body, page("assets/style-1.css", "b").body);
        assert_eq!(Mark::parse(&old.to_string()), Some(old));
        for bad in ["", "1", "x-y", "-1"] {
            assert_eq!(Mark::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let mark = Mark { body: 1, stylesheet: "a.css".to_owned() };
        let check = |html: &str, before: &str, after: &str| {
            let sent = with_script(html.as_bytes(), "/a\"b/", &mark, "c");
            let sent = String::from_utf8(sent).unwrap();
            let rest = sent.strip_prefix(before).unwrap_or_else(|| panic!("{sent}"));
            assert!(rest.starts_with("<script src=\"/__rapporteur/client.js\""), "{sent}");
            assert!(rest.contains("data-page=\"/a%22b/\""), "{sent}");
            assert!(rest.ends_with(&format!("</script>{after}")), "{sent}");
        };
        check(
            "<body><pre>&lt;/body></pre></body></html>",
            "<body><pre>&lt;/body></pre>",
            "</body></html>",
        );
        check("<BODY></BODY>", "<BODY>", "</BODY>");
        check("text", "text", "");
        check("", "", "");
    }

    #[test]
    fn a_note_stands_at_the_beginning_of_the_body() {
        let sent = |html: &str| String::from_utf8(with_opening(html.as_bytes(), "N")).unwrap();
        assert_eq!(sent("<html><body class=\"a\"><p>"), "<html><body class=\"a\">N<p>");
        assert_eq!(sent("<p>"), "N<p>");
    }
}
