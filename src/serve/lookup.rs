//! Finds what stands at a path, and answers with it.
//!
//! Comes in: a decoded path. Goes out: an answer. Only addresses of the plan are answered, so that no
//! path leads out of the site.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, UNIX_EPOCH};

use tiny_http::Request;

use super::answer::Answer;
use super::live::{Showing, ShownSite};
use super::own::url_of;
use super::page::{self, Made, Mark, Page, with_opening, with_script};
use super::request::{Asked, Asking, header};
use super::{Shared, lost};
use crate::output::media_type;
use crate::path::{Address, SourcePath};
use crate::pipeline::Build;

/// A file that is not there is looked for so often again.
const N_LOOKS: u32 = 5;

/// So long it is waited before each look.
const UNTIL_NEXT_LOOK: Duration = Duration::from_millis(20);

/// What a tab sees at a path.
pub(super) enum Seen {
    /// A page, or the page of errors.
    Page(Arc<Page>),
    /// No page: a file, or nothing at all.
    Other,
    /// A page that cannot be made. Another site is shown by now, if there is one.
    Broken,
}

/// What stands at a path.
enum Found {
    Output(usize),
    /// Nothing, but a page of the same name with a slash.
    Folder(Address),
    Nothing(Address),
    /// The site stands elsewhere on this host.
    Outside,
}

/// Answers with what stands at a path.
pub(super) fn answer(asked: &Asked, request: &Request, shared: &Shared) -> Answer {
    if asked.method != Asking::Get {
        return Answer::not_allowed("GET, HEAD");
    }
    let showing = shared.live.now();
    let Some(site) = &showing.site else { return no_site(&asked.path) };
    match find(site, &asked.path) {
        Found::Output(page_idx) => output(page_idx, site, &showing, asked, shared),
        Found::Folder(address) => redirect(&address, site, asked),
        Found::Outside if is_above(&asked.path, &site.build) => {
            redirect(&Address::new(""), site, asked)
        }
        Found::Outside => {
            Answer::text(404, &format!("the site stands below {}", site.build.base_path()))
        }
        Found::Nothing(address) => {
            let wants_page = header(request, "Accept").is_some_and(|kinds| kinds.contains("html"));
            if !wants_page {
                return Answer::text(404, &format!("nothing is at {address}"));
            }
            nothing(&address, site, &showing, asked, shared)
        }
    }
}

/// Sends the browser to an address of the site, with the query that it came with.
fn redirect(address: &Address, site: &ShownSite, asked: &Asked) -> Answer {
    let query = if asked.query.is_empty() { "" } else { "?" };
    Answer::redirect(&format!("{}{query}{}", url_of(&site.build, address), asked.query))
}

/// What a tab sees at a path now.
pub(super) fn seen(path: &str, showing: &Showing, shared: &Shared) -> Seen {
    let Some(site) = &showing.site else { return Seen::Other };
    let page_idx = match find(site, path) {
        Found::Output(page_idx) => page_idx,
        Found::Folder(_) | Found::Nothing(_) | Found::Outside => {
            match site.build.find(&Address::new("404.html")) {
                Some(page_idx) => page_idx,
                None => return Seen::Other,
            }
        }
    };
    match site.cache.page(&site.build, page_idx) {
        Ok(Made::Page(page)) => Seen::Page(page),
        Ok(Made::File(_)) => Seen::Other,
        Err(diagnostic) => {
            shared.live.found_broken(showing, site.build.address(page_idx), *diagnostic);
            Seen::Broken
        }
    }
}

/// Whether a path is the root of the host, or that of the site without its slash.
fn is_above(path: &str, build: &Build) -> bool {
    path == "/" || build.base_path().strip_suffix('/') == Some(path)
}

fn find(site: &ShownSite, path: &str) -> Found {
    let Some(below) = path.strip_prefix(site.build.base_path()) else { return Found::Outside };
    let folder =
        below.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/'));
    for address in [Some(below), folder].into_iter().flatten() {
        if let Some(page_idx) = site.build.find(&Address::new(address)) {
            return Found::Output(page_idx);
        }
    }
    let folder = Address::new(format!("{below}/"));
    match site.build.find(&folder) {
        Some(_) => Found::Folder(folder),
        None => Found::Nothing(Address::new(below)),
    }
}

fn output(
    page_idx: usize,
    site: &Arc<ShownSite>,
    showing: &Showing,
    asked: &Asked,
    shared: &Shared,
) -> Answer {
    let made = match site.cache.page(&site.build, page_idx) {
        Ok(made) => made,
        Err(diagnostic) => {
            // The last good site takes its place, with what is wrong on top of it.
            let report = diagnostic.message.clone();
            shared.live.found_broken(showing, site.build.address(page_idx), *diagnostic);
            let good = shared.live.now();
            let good_site = good.site.as_ref().filter(|good| !Arc::ptr_eq(good, site));
            let made = good_site.and_then(|site| {
                let Found::Output(page_idx) = find(site, &asked.path) else { return None };
                site.cache.page(&site.build, page_idx).ok()
            });
            match made {
                Some(made) => made,
                None => return shell(500, &asked.path, &report),
            }
        }
    };
    let media_type = media_type(site.build.address(page_idx).file().as_ref());
    match made {
        Made::Page(page) if media_type.starts_with("text/html") => {
            let html = with_script(&page.bytes, &asked.path, &page.mark, &site.copies);
            // The same page may be asked for by two paths, which stand in it.
            Answer::bytes(200, &media_type, html).tagged(tag(&page.mark, &asked.path, &site.copies))
        }
        Made::Page(page) => {
            let tag = format!("{:032x}", xxhash_rust::xxh3::xxh3_128(&page.bytes));
            Answer::bytes(200, &media_type, page.bytes.clone()).tagged(tag)
        }
        Made::File(source) => file(&source, &media_type, &shared.project),
    }
}

/// All that is in a page as it is sent: its bytes, and what the script is told.
fn tag(mark: &Mark, path: &str, copies: &str) -> String {
    format!(
        "{mark}-{:08x}",
        xxhash_rust::xxh3::xxh3_64(format!("{path} {copies}").as_bytes()) as u32
    )
}

/// Answers with a file of the project as it is now.
fn file(source: &SourcePath, media_type: &str, project: &Path) -> Answer {
    match open_patiently(source, project) {
        Ok((file, n_bytes, tag)) => Answer::file(media_type, file, n_bytes).tagged(tag),
        Err(_) => Answer::text(404, &format!("`{source}` cannot be read")),
    }
}

/// Opens a file that is to be copied. Where it is not there it is looked for again, since some editors
/// move the old file away before they write the new one.
fn open_patiently(source: &SourcePath, project: &Path) -> io::Result<(File, u64, String)> {
    for _ in 0..N_LOOKS {
        match open(source, project) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => thread::sleep(UNTIL_NEXT_LOOK),
            done => return done,
        }
    }
    open(source, project)
}

#[expect(clippy::disallowed_methods, reason = "files that are copied are read when they are sent")]
fn open(source: &SourcePath, project: &Path) -> io::Result<(File, u64, String)> {
    // A link may have been laid since the folder was read.
    let path = project.join(source.as_str()).canonicalize()?;
    if !path.starts_with(project) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let changed = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let tag = format!("{:x}-{:x}", metadata.len(), changed.unwrap_or_default().as_nanos());
    Ok((file, metadata.len(), tag))
}

fn nothing(
    address: &Address,
    site: &Arc<ShownSite>,
    showing: &Showing,
    asked: &Asked,
    shared: &Shared,
) -> Answer {
    let note = lost::note(&site.build, address, showing.moved.get(address));
    let Seen::Page(page) = seen(&asked.path, showing, shared) else {
        return shell(404, &asked.path, &format!("nothing is at {address}"));
    };
    let html = with_opening(&page.bytes, &note);
    Answer::bytes(404, HTML, with_script(&html, &asked.path, &page.mark, &site.copies))
}

const HTML: &str = "text/html; charset=utf-8";

/// There has been no good site yet: what is wrong is shown on an empty page.
fn no_site(path: &str) -> Answer {
    shell(503, path, "There is no site to show yet.")
}

/// A page for where the site has none.
fn shell(status: u16, path: &str, text: &str) -> Answer {
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">\
         <title>Preview</title></head><body><main><p>{}</p></main></body></html>",
        page::escaped(text)
    );
    Answer::bytes(status, HTML, with_script(html.as_bytes(), path, &Mark::default(), ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test is the editor")]
    fn a_file_that_is_away_for_a_moment_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().canonicalize().unwrap();
        let source = SourcePath::new("note.txt");
        let missing = open_patiently(&source, &project).unwrap_err();
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
        let (aside, back) = (project.join("note.txt~"), project.join("note.txt"));
        std::fs::write(&aside, "text").unwrap();
        let editor = thread::spawn(move || {
            thread::sleep(UNTIL_NEXT_LOOK);
            std::fs::rename(aside, back)
        });
        let (_, n_bytes, _) = open_patiently(&source, &project).unwrap();
        assert_eq!(n_bytes, 4);
        editor.join().unwrap().unwrap();
    }
}
