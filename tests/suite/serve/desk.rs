//! A project with its live preview, and tabs that listen to it.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rapporteur::cache::Memo;
use rapporteur::pipeline::Preview;
use rapporteur::serve::{Live, Outcome, Port, Rebuild, Server, Surroundings, Workshop, keep_up};
use rapporteur::watch::{Follower, Stopper};
use serde_json::Value;

use super::client::{Client, PATIENCE, Reply, request};
use crate::support::TestSite;
use crate::support::site::NOW;

/// An article of `small_site`.
pub(super) const TALKS: &str = "content/articles/2025-02-18-talks.md";

/// A project of two articles, a page, a file, and a draft.
pub(super) fn small_site() -> TestSite {
    TestSite::new()
        .file(TALKS, "# Talks\n\nAnn Lee spoke of the water.\n")
        .file("content/articles/2025-02-19-floods.md", "# Floods\n\nThe river rose by night.\n")
        .file(
            "content/articles/2025-02-20-plan.md",
            "---\ntitle: Plan\nstatus: draft\n---\nThe hidden sentence.\n",
        )
        .file("content/actors/people.yaml", "- {name: Ann Lee, kind: person}\n")
        .file("content/pages/about.md", "# About\n\nWho writes this.\n")
        .file("static/note.txt", "0123456789")
}

/// A project with its live preview.
pub(super) struct Desk {
    pub(super) site: TestSite,
    pub(super) address: SocketAddr,
    stopper: Stopper,
    keeper: Option<JoinHandle<()>>,
    rebuilds: Arc<(Mutex<Vec<Rebuild>>, Condvar)>,
}

impl Desk {
    /// A preview of what is published.
    #[track_caller]
    pub(super) fn new(site: TestSite) -> Self {
        Self::with(site, "127.0.0.1", Preview::Published)
    }

    /// A preview, once the site was built.
    #[track_caller]
    pub(super) fn with(site: TestSite, host: &str, preview: Preview) -> Self {
        let mut follower = Follower::start(&site.root()).unwrap();
        let stopper = follower.stopper();
        let live = Arc::new(Live::default());
        let surroundings = Surroundings {
            project: follower.folder().to_path_buf(),
            host: host.to_owned(),
            port: Port::Only(0),
        };
        let server = Server::start(Arc::clone(&live), surroundings).unwrap();
        let rebuilds = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
        let told = Arc::clone(&rebuilds);
        let keeper = std::thread::spawn(move || {
            let workshop = Workshop { preview, memo: Memo::default(), clock: &|| Ok(NOW) };
            let tell = |rebuild: &Rebuild, _: &Follower| {
                told.0.lock().unwrap().push(rebuild.clone());
                told.1.notify_all();
                Ok(())
            };
            keep_up(&mut follower, &live, workshop, tell).unwrap();
        });
        let address = server.address();
        let desk = Self { site, address, stopper, keeper: Some(keeper), rebuilds };
        desk.until_rebuilt("first build", |_| true);
        desk
    }

    /// Waits until a rebuild is of this kind; returns the first that is.
    #[track_caller]
    pub(super) fn until_rebuilt(&self, what: &str, is_it: impl Fn(&Rebuild) -> bool) -> Rebuild {
        let (rebuilds, told) = &*self.rebuilds;
        let is_missing = |rebuilds: &mut Vec<Rebuild>| !rebuilds.iter().any(&is_it);
        let waited = told.wait_timeout_while(rebuilds.lock().unwrap(), PATIENCE, is_missing);
        let (rebuilds, _) = waited.unwrap();
        let found = rebuilds.iter().find(|rebuild| is_it(rebuild)).cloned();
        found.unwrap_or_else(|| panic!("{what}: none of {:#?}", *rebuilds))
    }

    /// Does something that makes the content bad, and waits until that is known.
    #[track_caller]
    pub(super) fn spoil(&self, spoil: impl FnOnce(&TestSite)) -> Rebuild {
        let n_known = self.rebuilds.0.lock().unwrap().len() as u64;
        spoil(&self.site);
        self.until_rebuilt("a rebuild that is refused", |rebuild| {
            rebuild.outcome != Outcome::Shown && rebuild.generation > n_known
        })
    }

    pub(super) fn client(&self) -> Client {
        Client::new(self.address)
    }

    /// Asks on a connection of its own.
    #[track_caller]
    pub(super) fn ask(&self, method: &str, path: &str, headers: &[&str]) -> Reply {
        self.client().ask(method, path, &[headers, &["Connection: close"]].concat())
    }

    #[track_caller]
    pub(super) fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, &[])
    }

    /// Asks until the answer is as wanted.
    #[track_caller]
    pub(super) fn until(&self, path: &str, is_it: impl Fn(&Reply) -> bool) -> Reply {
        let begun = Instant::now();
        loop {
            let reply = self.get(path);
            if is_it(&reply) {
                return reply;
            }
            assert!(begun.elapsed() < PATIENCE, "`{path}` is still {:?}", reply.said());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Asks until the text is there.
    #[track_caller]
    pub(super) fn until_has(&self, path: &str, text: &str) -> Reply {
        self.until(path, |reply| reply.text().contains(text))
    }

    /// What is wrong, as the map is told.
    #[track_caller]
    pub(super) fn problems(&self) -> Value {
        let state = self.get("/__rapporteur/state.json");
        serde_json::from_slice::<Value>(&state.body).unwrap()["problems"].take()
    }

    /// Opens a page, and a stream of events for it; the first of these tells what is wrong.
    #[track_caller]
    pub(super) fn tab(&self, path: &str) -> Tab {
        let (page, mark) = page_and_mark(&self.get(path));
        let mut tab = self.stream(&page, &mark);
        tab.expect("problems");
        tab
    }

    /// Opens a stream for a page as the browser names it, with a mark; problems are told next.
    #[track_caller]
    pub(super) fn stream(&self, page: &str, mark: &str) -> Tab {
        let encoded = |text: &str| text.replace('%', "%25").replace('&', "%26").replace('/', "%2F");
        let (page, mark) = (encoded(page), encoded(mark));
        let mut client = self.client();
        let path = format!("/__rapporteur/events?page={page}&mark={mark}");
        client.send(request("GET", &path, &["Accept: text/event-stream"]));
        let head = client.head();
        assert_eq!((head.status, head.the("Content-Type")), (200, "text/event-stream"));
        let mut tab = Tab { client };
        tab.expect("copies");
        tab
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.stopper.stop();
        let kept = self.keeper.take().map(JoinHandle::join);
        assert!(std::thread::panicking() || matches!(kept, Some(Ok(()))));
    }
}

/// An open tab.
pub(super) struct Tab {
    client: Client,
}

impl Tab {
    /// The next event: its name and its data.
    #[track_caller]
    pub(super) fn next(&mut self) -> (String, Value) {
        let (mut name, begun) = (String::new(), Instant::now());
        loop {
            // Signs of life keep the connection from timing out.
            assert!(begun.elapsed() < PATIENCE, "no event came");
            let line = self.client.line().expect("the stream goes on");
            match line.split_once(": ") {
                Some(("event", event)) => name = event.to_owned(),
                Some(("data", data)) => return (name, serde_json::from_str(data).unwrap()),
                // Signs of life, how soon to come again, and ends of events.
                _ => assert!(line.is_empty() || line == ":" || line == "retry: 500", "{line}"),
            }
        }
    }

    /// The next event must have this name.
    #[track_caller]
    pub(super) fn expect(&mut self, name: &str) -> Value {
        let (found, data) = self.next();
        assert_eq!(found, name, "{data}");
        data
    }
}

/// What the script in a page says of it: its path, and its mark.
#[track_caller]
pub(super) fn page_and_mark(reply: &Reply) -> (String, String) {
    let text = reply.text();
    let value = |name: &str| {
        let behind = text.split(&format!(" {name}=\"")).nth(1);
        let behind = behind.unwrap_or_else(|| panic!("no `{name}` in {text}"));
        behind.split('"').next().unwrap_or_default().to_owned()
    };
    (value("data-page"), value("data-mark"))
}

/// Puts a link where there may be a file.
#[track_caller]
pub(super) fn link(target: &Path, link: &Path) {
    std::os::unix::fs::symlink(target, link).unwrap();
}
