//! Tells open tabs what to do.
//!
//! Comes in: the page and the mark that a tab has. Goes out: server-sent events (HTML, 9.2). What is told
//! follows from what the tab has and what there is, never from what happened in between, so that a tab
//! that was away misses nothing.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tiny_http::Request;

use super::Shared;
use super::answer::Answer;
use super::live::{Live, Problems, Showing};
use super::lookup::{Seen, seen};
use super::own::{self, url_of};
use super::page::Mark;
use super::request::{Asked, decoded, query_value};
use crate::path::Address;

/// A sign of life is sent this often, by which it is seen that the tab is gone.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

/// An open tab.
pub(super) struct Stream {
    writer: Box<dyn Write + Send>,
    shared: Arc<Shared>,
    /// The path of the tab's page; empty for the map, which shows what is known of all pages.
    path: String,
    /// What the tab has of it.
    mark: Mark,
    /// Whether the tab is the writer's own. Others are not shown lines of files: these may be drafts.
    is_here: bool,
}

impl Stream {
    /// Opens a stream for a tab; none when the client is gone, or does not say what it has.
    pub(super) fn open(request: Request, asked: &Asked, shared: &Arc<Shared>) -> Option<Self> {
        let path = query_value(&asked.query, "page");
        let path = path.and_then(|path| if path.is_empty() { Some(path) } else { decoded(&path) });
        let mark = query_value(&asked.query, "mark").and_then(|mark| Mark::parse(&mark));
        let Some(path) = path else {
            let _ = Answer::text(400, "say which page the tab shows").send(request);
            return None;
        };
        let is_here = shared.gate.is_here(request.remote_addr());
        let mut writer = request.into_writer();
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
                    X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\nretry: 500\n\n";
        writer.write_all(head.as_bytes()).ok()?;
        writer.flush().ok()?;
        let shared = Arc::clone(shared);
        Some(Self { writer, shared, path, mark: mark.unwrap_or_default(), is_here })
    }

    /// Tells the tab what to do until it is gone.
    pub(super) fn run(mut self) {
        // The tab is gone: there is nobody to be told of it.
        let _ = self.tell_all();
    }

    fn tell_all(&mut self) -> io::Result<()> {
        // No more than what is shown now is kept: it holds a whole site.
        let mut showing = self.shared.live.now();
        let copies = showing.site.as_ref().map(|site| &site.copies);
        self.tell("copies", &json!({ "mark": copies }))?;
        self.tell_of_problems(&showing)?;
        self.tell_of_page(&showing)?;
        loop {
            let live: &Live = &self.shared.live;
            let Some(next) = live.wait_beyond(showing.generation, SIGN_OF_LIFE) else {
                self.writer.write_all(b":\n\n")?;
                self.writer.flush()?;
                continue;
            };
            if !is_same(&next.problems, &showing.problems) {
                self.tell_of_problems(&next)?;
            }
            self.tell_of_page(&next)?;
            self.tell_of_files(&showing, &next)?;
            showing = next;
        }
    }

    fn tell_of_problems(&mut self, showing: &Showing) -> io::Result<()> {
        let mut problems = own::problems(&showing.problems);
        if !self.is_here {
            problems["diagnostics"] = json!([]);
            problems["failure"] = json!(null);
        }
        self.tell("problems", &problems)
    }

    /// Tells the tab when its page is not the one that it has.
    fn tell_of_page(&mut self, showing: &Showing) -> io::Result<()> {
        if self.path.is_empty() {
            return self.tell("turn", &json!({ "generation": showing.generation }));
        }
        let mark = match seen(&self.path, showing, &self.shared) {
            Seen::Page(page) => page.mark.clone(),
            Seen::Other => Mark::default(),
            // The tab keeps what it has until there is something better.
            Seen::Broken => return Ok(()),
        };
        let had = std::mem::replace(&mut self.mark, mark.clone());
        if had.body != mark.body {
            return self.tell("reload", &json!({}));
        }
        if had.stylesheet != mark.stylesheet
            && let Some(site) = &showing.site
        {
            let url = |stylesheet: String| url_of(&site.build, &Address::new(stylesheet));
            let news = json!({
                "mark": mark.to_string(),
                "was": url(had.stylesheet),
                "is": url(mark.stylesheet),
            });
            return self.tell("style", &news);
        }
        Ok(())
    }

    /// Tells the tab of copied files that are new, or others at the same address.
    fn tell_of_files(&mut self, before: &Showing, showing: &Showing) -> io::Result<()> {
        let (Some(old), Some(new)) = (&before.site, &showing.site) else { return Ok(()) };
        if old.copies == new.copies {
            return Ok(());
        }
        let known: BTreeMap<&Address, u128> = old.build.copies().collect();
        let changed = new.build.copies().filter(|(address, mark)| known.get(address) != Some(mark));
        let changed: Vec<String> =
            changed.map(|(address, _)| url_of(&new.build, address)).collect();
        self.tell("files", &json!({ "changed": changed, "mark": new.copies }))
    }

    fn tell(&mut self, event: &str, data: &impl serde::Serialize) -> io::Result<()> {
        let data = serde_json::to_string(data).expect("invariant: views have only plain fields");
        // One write: a tab sees an event whole, or not yet.
        self.writer.write_all(format!("event: {event}\ndata: {data}\n\n").as_bytes())?;
        self.writer.flush()
    }
}

fn is_same(new: &Arc<Problems>, old: &Arc<Problems>) -> bool {
    Arc::ptr_eq(new, old) || **new == **old
}
