//! What the preview has of its own: the script of the tabs, and the map for writers.
//!
//! Comes in: a request below `/__rapporteur/`. Goes out: files that are compiled in, what is known of
//! the site as JSON, and stub files for new actors, which are written on a click and never otherwise.
//! All but the files that run in pages, and the events of a page, is for the machine itself (`gate`).

use std::path::Path;
use std::time::Duration;

use include_dir::{Dir, File, include_dir};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tiny_http::Request;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::answer::Answer;
use super::gate::Gate;
use super::live::{self, Problems, Rebuild, Showing};
use super::request::{Asked, Asking, encoded, header, only_header, query_value};
use super::{OWN, Shared};
use crate::diagnostic::{Diagnostic, Severity};
use crate::output::media_type;
use crate::path::Address;
use crate::pipeline::{Build, Proposal};
use crate::source::new_file;

/// Files that are compiled in: what runs in the browser.
static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/serve/client");

/// The file of the map.
const MAP: &str = "map.html";

/// What can be asked for below `/__rapporteur/`.
#[derive(Debug, Clone, Copy)]
pub(super) enum Own {
    Events,
    State,
    Candidates,
    Stub,
    File(&'static File<'static>),
    Nothing,
}

/// What a request asks for, if it is something of the preview's own.
pub(super) fn asked_for(asked: &Asked) -> Option<Own> {
    let name = match asked.path.strip_prefix(OWN) {
        Some(name) => name,
        None if asked.path == OWN.trim_end_matches('/') => "",
        None => return None,
    };
    Some(match name {
        "events" => Own::Events,
        "state.json" => Own::State,
        "candidates.json" => Own::Candidates,
        "stub" => Own::Stub,
        "" => FILES.get_file(MAP).map_or(Own::Nothing, Own::File),
        name => FILES.get_file(name).map_or(Own::Nothing, Own::File),
    })
}

impl Own {
    /// Whether it tells of all the site, or changes it: only the writer is to have that. What runs in
    /// a page is for all who see the page.
    pub(super) fn is_for_the_writer(self, asked: &Asked) -> bool {
        match self {
            Self::State | Self::Candidates | Self::Stub => true,
            // The stream of the map is that of no page.
            Self::Events => query_value(&asked.query, "page").is_some_and(|page| page.is_empty()),
            Self::File(file) => file.path() == Path::new(MAP),
            Self::Nothing => false,
        }
    }
}

/// Answers a request for something of the preview's own.
pub(super) fn answer(wanted: Own, asked: &Asked, request: &mut Request, shared: &Shared) -> Answer {
    match (wanted, asked.method) {
        (Own::Stub, Asking::Post) => write_stub(request, shared),
        (Own::Stub, _) => Answer::not_allowed("POST"),
        (Own::Events, _) => Answer::not_allowed("GET"),
        (_, Asking::Post | Asking::Other) => Answer::not_allowed("GET, HEAD"),
        (Own::State, Asking::Get) => Answer::json(200, &state(&shared.live.now())),
        (Own::Candidates, Asking::Get) => Answer::json(200, &candidates(&shared.live.now())),
        (Own::File(file), Asking::Get) => {
            let tag = format!("{:016x}", xxh3_64(file.contents()));
            Answer::bytes(200, &media_type(file.path()), file.contents())
                .tagged(tag)
                .with("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
        }
        (Own::Nothing, Asking::Get) => Answer::text(404, "the preview has no such file"),
    }
}

/// Where an address of the site stands on this server.
pub(super) fn url_of(build: &Build, address: &Address) -> String {
    encoded(&format!("{}{}", build.base_path(), address.as_str()))
}

/// Fingerprint of all copied files, by which a tab that was away sees that one of them is another.
pub(super) fn mark_of_copies(build: &Build) -> String {
    let mut hasher = Xxh3::new();
    for (address, mark) in build.copies() {
        hasher.update(address.as_str().as_bytes());
        hasher.update(&mark.to_le_bytes());
    }
    format!("{:016x}", hasher.digest())
}

/// What is wrong, for tabs and the map.
pub(super) fn problems(problems: &Problems) -> Value {
    json!({
        "stale": problems.is_stale,
        "failure": problems.failure,
        "errors": problems.count(Severity::Error),
        "warnings": problems.count(Severity::Warning),
        "notes": problems.count(Severity::Note),
        "diagnostics": problems.diagnostics.iter().map(Diagnostic::to_json).collect::<Vec<_>>(),
    })
}

#[derive(Serialize)]
struct ListedPage {
    url: String,
    title: String,
    kind: &'static str,
    source: String,
}

fn state(showing: &Showing) -> Value {
    let site = showing.site.as_ref().map(|site| &site.build);
    let pages = site.map_or_else(Vec::new, |build| {
        let listed = |page_idx: usize| {
            let label = build.label(page_idx);
            let url = url_of(build, build.address(page_idx));
            let source = label.source.to_string();
            ListedPage { url, title: label.title, kind: label.kind, source }
        };
        (0..build.n_outputs()).map(listed).collect()
    });
    json!({
        "title": site.map(Build::title),
        "address": site.map_or("/", Build::base_path),
        "generation": showing.generation,
        "problems": problems(&showing.problems),
        "rebuilds": showing.rebuilds.iter().map(rebuild).collect::<Vec<_>>(),
        "pages": pages,
    })
}

fn rebuild(rebuild: &Rebuild) -> Value {
    let count = |severity: Severity| {
        rebuild.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    };
    json!({
        "generation": rebuild.generation,
        "ago_ms": millis(live::now().saturating_duration_since(rebuild.at)).round(),
        "ms": millis(rebuild.took),
        "changed": rebuild.changed.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "n_changed": rebuild.n_changed,
        "outcome": rebuild.outcome.name(),
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
    })
}

fn millis(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e4).round() / 10.0
}

fn candidates(showing: &Showing) -> Vec<Value> {
    let Some(site) = &showing.site else { return Vec::new() };
    let listed = |proposal: &Proposal| {
        json!({
            "name": proposal.name,
            "kind": proposal.kind,
            "count": proposal.count,
            "articles": proposal.articles.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "sample": proposal.sample,
            "path": proposal.path.as_str(),
            "stub": proposal.text,
        })
    };
    site.proposals().iter().map(listed).collect()
}

#[derive(Deserialize)]
struct WantedStub {
    name: String,
}

/// Writes the stub of a name that stands in the articles; of no other, so that what is written is
/// always what the map has shown.
fn write_stub(request: &mut Request, shared: &Shared) -> Answer {
    let refuse = |status: u16, error: &str| Answer::json(status, &json!({ "error": error }));
    let host = header(request, "Host").unwrap_or_default().to_owned();
    if !Gate::is_own_page(&host, only_header(request, "Origin")) {
        return refuse(403, "only the map of this preview may write");
    }
    let is_json = only_header(request, "Content-Type")
        .is_some_and(|kind| kind.split(';').next() == Some("application/json"));
    if !is_json {
        return refuse(415, "the name comes as `application/json`");
    }
    let mut body = Vec::new();
    let read = request.as_reader().read_to_end(&mut body);
    let Ok(WantedStub { name }) = serde_json::from_slice(&body) else {
        return refuse(400, "the name comes as `{\"name\": …}`");
    };
    let showing = shared.live.now();
    let proposals = showing.site.iter().flat_map(|site| site.proposals());
    let wanted = proposals.into_iter().find(|proposal| proposal.name == name);
    let (Some(proposal), Ok(_)) = (wanted, read) else {
        return refuse(404, "no article has this name any more");
    };
    match new_file::create(&shared.project, &proposal.path, &proposal.text) {
        Ok(true) => Answer::json(201, &json!({ "path": proposal.path.as_str() })),
        Ok(false) => refuse(409, &format!("there is a file `{}` already", proposal.path)),
        Err(error) => refuse(500, &format!("could not write `{}`: {error}", proposal.path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_of_the_whole_site_is_for_the_writer_and_what_runs_in_pages_for_all() {
        let check = |path: &str, query: &str, expect: Option<bool>| {
            let path = format!("{OWN}{path}");
            let asked = Asked { method: Asking::Get, path, query: query.to_owned() };
            let own = asked_for(&asked).map(|own| own.is_for_the_writer(&asked));
            assert_eq!(own, expect, "{asked:?}");
        };
        for path in ["", "map.html", "state.json", "candidates.json", "stub"] {
            check(path, "", Some(true));
        }
        check("events", "page=&mark=", Some(true));
        check("events", "page=%2Farticles%2F&mark=", Some(false));
        for path in ["client.js", "overlay.css", "lost.css", "nothing"] {
            check(path, "", Some(false));
        }
        let asked =
            Asked { method: Asking::Get, path: "/articles/".to_owned(), query: String::new() };
        assert!(asked_for(&asked).is_none());
    }
}
