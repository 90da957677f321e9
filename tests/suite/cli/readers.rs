//! After a publish some pages are fetched back from where readers get them.

use std::path::PathBuf;
use std::sync::Arc;

use crate::support::site::NOW_ARGUMENT;
use crate::support::{Ran, TestSite};

/// A site that is published to a folder, which readers reach at `url`.
fn site(url: &str) -> TestSite {
    let settings = format!(
        "title: Test\nbase_url: https://example.org/\npublish:\n  live: {{kind: folder, path: ../www, url: \"{url}\"}}\n"
    );
    TestSite::new()
        .file("site.yaml", &settings)
        .file("content/articles/2025-02-17-talks.md", "# Talks\n\nThe envoys met.\n")
}

fn publish(site: &TestSite) -> Ran {
    let ran = site.run(&["publish", "live", NOW_ARGUMENT]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran
}

/// Answers with the files of a folder that may be given later.
struct Server {
    server: Arc<tiny_http::Server>,
    url: String,
}

impl Server {
    fn new() -> Self {
        let server = Arc::new(tiny_http::Server::http("127.0.0.1:0").unwrap());
        let url = format!("http://{}/", server.server_addr());
        Self { server, url }
    }

    /// Serves the folder from now on. So often a page is answered as it was before.
    fn serve(&self, folder: PathBuf, n_old: usize) {
        let server = Arc::clone(&self.server);
        std::thread::spawn(move || {
            for (request_idx, request) in server.incoming_requests().enumerate() {
                let file = folder.join(request.url().trim_start_matches('/')).join("index.html");
                let answer = match std::fs::read(file) {
                    Ok(bytes) if request_idx >= n_old => tiny_http::Response::from_data(bytes),
                    _ => tiny_http::Response::from_string("older").with_status_code(404),
                };
                let _ = request.respond(answer);
            }
        });
    }
}

#[test]
fn a_publish_says_where_readers_see_it() {
    let server = Server::new();
    let site = site(&server.url);
    // A host may need a moment for the first of them.
    server.serve(site.root().with_file_name("www"), 1);
    let ran = publish(&site);
    assert!(ran.stderr.contains(&format!("readers see it at {}", server.url)), "{}", ran.stderr);
    let planned = site.run(&["publish", "live", "-n", NOW_ARGUMENT]);
    assert!(!planned.stderr.contains("readers"), "{}", planned.stderr);
}

#[test]
fn a_publish_is_none_the_worse_where_no_page_can_be_fetched_back() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let ran = publish(&site(&format!("http://{closed}/")));
    assert!(
        ran.stderr.contains("note: no page could be fetched back: no answer"),
        "{}",
        ran.stderr
    );
}
