//! A bucket as a target, against an S3 server of this machine.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

use rapporteur::config::{Addressing, Bucket};
use rapporteur::output::Content;
use rapporteur::publish::{Class, Environment, Holder, Objects, Put, S3Store, Store, Target};
use tempfile::TempDir;

use super::faults::{self, Fault};
use super::host::{Description, Files, Host, PATIENCE, message, send, send_to};
use super::server::{Server, free_port, is_installed};
use super::{edition, scenario};

/// The name of the key that all tests use.
const KEY: &str = "TESTKEYTESTKEY";

/// The secret key that all tests use; no message may tell it.
const SECRET: &str = "wJalrXUt/nFEMI+bPxRfi";

/// The target of a description.
pub(crate) fn target(description: &Description) -> anyhow::Result<Box<dyn Target>> {
    Ok(Box::new(Objects::new(store(description)?, true, Holder::this_process())))
}

fn store(description: &Description) -> anyhow::Result<S3Store> {
    let bucket = Bucket {
        name: description["bucket"].clone(),
        endpoint: Some(format!("http://127.0.0.1:{}", description["port"])),
        region: "us-east-1".to_owned(),
        prefix: "brief/".to_owned(),
        addressing: Addressing::Path,
        credentials: "STORE".to_owned(),
        page_seconds: 60,
        file_seconds: 3600,
    };
    let variables = [("STORE_ACCESS_KEY_ID", KEY), ("STORE_SECRET_ACCESS_KEY", SECRET)];
    let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    S3Store::new(bucket, &Environment { variables, home: None }, PATIENCE)
}

pub(super) struct Bench {
    server: Server,
    folder: TempDir,
    n_read: std::cell::Cell<usize>,
}

impl Bench {
    /// A server with an empty bucket; none if it is not installed.
    pub(super) fn new() -> Option<Self> {
        if !is_installed("moto_server", "pip install moto[server]") {
            return None;
        }
        let (folder, port) = (TempDir::new().unwrap(), free_port());
        let mut command = Command::new("moto_server");
        command.args(["-H", "127.0.0.1", "-p", &port.to_string()]);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        command.stderr(File::create(folder.path().join("log")).unwrap());
        let bench = Self { server: Server::start(command, port), folder, n_read: 0.into() };
        bench.make_bucket("site");
        Some(bench)
    }

    /// Makes a bucket that readers may read, who have no credentials.
    pub(super) fn make_bucket(&self, name: &str) {
        let url = format!("http://127.0.0.1:{}/{name}", self.server.port);
        ureq::put(&url).send_empty().unwrap();
        let policy = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
            "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::NAME/*"}]}"#;
        let policy = policy.replace("NAME", name);
        let request = ureq::put(format!("{url}?policy")).content_type("application/json");
        request.send(policy).unwrap();
    }

    fn url(&self, key: &str) -> String {
        format!("http://127.0.0.1:{}/site/{key}", self.server.port)
    }

    fn header(&self, path: &str, name: &str) -> String {
        let answer = ureq::get(self.url(&format!("brief/{path}"))).call().unwrap();
        answer.headers()[name].to_str().unwrap().to_owned()
    }

    /// What stands in each element of that name of an answer.
    fn list(&self, query: &str, element: &str) -> Vec<String> {
        let mut answer = ureq::get(self.url(query)).call().unwrap();
        let text = answer.body_mut().read_to_string().unwrap();
        let begin = format!("<{element}>");
        let parts = text.split(&begin).skip(1);
        parts.map(|part| part.split('<').next().unwrap().to_owned()).collect()
    }
}

impl Host for Bench {
    fn description(&self, port: Option<u16>) -> Description {
        let port = port.unwrap_or(self.server.port).to_string();
        let pairs = [("kind", "s3"), ("port", &port), ("bucket", "site")];
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
    }

    fn port(&self) -> Option<u16> {
        Some(self.server.port)
    }

    fn get(&self, path: &str) -> Option<Vec<u8>> {
        let mut answer = ureq::get(self.url(&format!("brief/{path}"))).call().ok()?;
        answer.body_mut().with_config().limit(1 << 30).read_to_vec().ok()
    }

    fn files(&self) -> Files {
        let keys = self.list("?list-type=2&max-keys=1000", "Key");
        let paths = keys.iter().map(|key| key.strip_prefix("brief/").unwrap());
        let paths = paths.filter(|path| !path.starts_with(".rapporteur/"));
        paths.map(|path| (path.to_owned(), self.get(path).unwrap())).collect()
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        ureq::put(self.url(&format!("brief/{path}"))).send(bytes).unwrap();
    }

    fn clear(&self) {
        let keys = self.list("?list-type=2&max-keys=1000", "Key");
        let paths: Vec<&str> = keys.iter().map(|key| key.strip_prefix("brief/").unwrap()).collect();
        store(&self.description(None)).unwrap().remove(&paths).unwrap();
    }

    fn take_sent(&self) -> Option<Vec<String>> {
        let log = fs::read_to_string(self.folder.path().join("log")).unwrap();
        let new = &log[self.n_read.replace(log.len())..];
        let written = new.split("\"PUT /site/brief/").skip(1);
        let paths = written.map(|line| line.split(['?', ' ']).next().unwrap().to_owned());
        Some(paths.filter(|path| !path.starts_with(".rapporteur/")).collect())
    }

    fn secrets(&self) -> Vec<String> {
        vec![SECRET.to_owned(), KEY.to_owned()]
    }
}

#[test]
fn a_bucket_is_sent_changed_and_gone_back_to() {
    let Some(bench) = Bench::new() else { return };
    scenario::a_site_is_sent_changed_and_gone_back_to(&bench);
}

#[test]
fn what_readers_do_not_see_leaves_the_release_before_in_a_bucket() {
    let Some(bench) = Bench::new() else { return };
    scenario::what_readers_do_not_see_leaves_the_release_before(&bench);
}

#[test]
fn files_and_folders_of_a_bucket_give_way_to_each_other() {
    let Some(bench) = Bench::new() else { return };
    scenario::a_folder_gives_way_to_a_file(&bench);
}

#[test]
fn two_cut_connections_there_and_back_leave_a_bucket_whole() {
    let Some(bench) = Bench::new() else { return };
    faults::are_survived_on_the_way_there_and_back(&bench, 41);
}

#[test]
fn files_of_others_stay_in_a_bucket() {
    let Some(bench) = Bench::new() else { return };
    scenario::files_of_others_stay(&bench);
}

#[test]
fn a_second_publisher_to_a_bucket_is_told() {
    let Some(bench) = Bench::new() else { return };
    scenario::a_second_publisher_is_told(&bench);
    scenario::two_publishers_do_not_mix(&bench);
}

#[test]
fn a_killed_publish_leaves_a_bucket_whole() {
    let Some(bench) = Bench::new() else { return };
    faults::leave_the_site_whole(&bench, Fault::Killed, 2);
}

#[test]
fn a_cut_connection_leaves_a_bucket_whole() {
    let Some(bench) = Bench::new() else { return };
    faults::leave_the_site_whole(&bench, Fault::Cut, 3);
}

#[test]
fn a_connection_that_breaks_once_does_no_harm_to_a_bucket() {
    let Some(bench) = Bench::new() else { return };
    faults::are_survived_when_they_pass(&bench, 4);
}

#[test]
fn objects_say_what_they_are_and_how_long_they_may_be_kept() {
    let Some(bench) = Bench::new() else { return };
    send(&bench, &edition::files(1)).unwrap();
    let year = "public, max-age=31536000, immutable";
    for (path, media_type, cache) in [
        ("assets/style-00000001.css", "text/css; charset=utf-8", year),
        ("index.html", "text/html; charset=utf-8", "public, max-age=60, must-revalidate"),
        ("articles/report-1/map.png", "image/png", "public, max-age=3600"),
        (".rapporteur/manifest.json", "application/json; charset=utf-8", "no-store"),
    ] {
        assert_eq!(bench.header(path, "content-type"), media_type, "{path}");
        assert_eq!(bench.header(path, "cache-control"), cache, "{path}");
    }
    // What is brought back from what was kept says the same again.
    send(&bench, &edition::files(2)).unwrap();
    super::host::go_back(&bench).unwrap();
    assert_eq!(bench.header("assets/style-00000001.css", "cache-control"), year);
}

#[test]
fn a_large_file_is_sent_in_parts_of_which_none_stays() {
    let Some(bench) = Bench::new() else { return };
    let store = store(&bench.description(None)).unwrap();
    let bytes: Vec<u8> = (0..17_u32 << 20).map(|place| (place % 251) as u8).collect();
    let path = bench.folder.path().join("film.mp4");
    fs::write(&path, &bytes).unwrap();
    let size = bytes.len() as u64;
    let put = Put { content: &Content::File(path), size, class: Class::Asset };
    store.put("film.mp4", &put).unwrap();
    assert!(bench.get("film.mp4").unwrap() == bytes);
    assert_eq!(bench.header("film.mp4", "content-type"), "video/mp4");
    assert!(bench.header("film.mp4", "etag").ends_with("-3\""), "three parts");
    // The second part is not there to be read any more: what was sent is taken back.
    let missing = Content::File(Path::new("/nowhere/film.mp4").into());
    let error = store.put("film.mp4", &Put { content: &missing, ..put }).unwrap_err();
    assert!(format!("{error:#}").contains("cannot read `/nowhere/film.mp4`"), "{error:#}");
    assert_eq!(bench.list("?uploads", "UploadId"), Vec::<String>::new());
}

#[test]
fn what_is_wrong_with_a_bucket_is_told_with_the_next_step() {
    let Some(bench) = Bench::new() else { return };
    let closed = free_port().to_string();
    for (name, value, hint) in [
        ("bucket", "none", "hint: make the bucket first"),
        ("port", closed.as_str(), "hint: try again when it can be reached"),
    ] {
        let mut description = bench.description(None);
        description.insert(name.to_owned(), value.to_owned());
        let text = message(&bench, &target(&description).unwrap().open().err().unwrap());
        assert!(text.contains(hint), "{text}");
    }
}

/// Stands in for a store that looks at signatures, which the one for tests does not.
#[test]
fn wrong_credentials_are_told_and_not_shown() {
    let server = tiny_http::Server::http("127.0.0.1:0").unwrap();
    let port = server.server_addr().to_ip().unwrap().port();
    let error = std::thread::scope(|scope| {
        scope.spawn(|| {
            let request = server.recv().unwrap();
            let text = format!(
                "<Error><Code>InvalidAccessKeyId</Code><Message>No key {KEY}, {SECRET}, at {}.</Message></Error>",
                request.url()
            );
            request.respond(tiny_http::Response::from_string(text).with_status_code(403)).unwrap();
        });
        let pairs = [("port", port.to_string()), ("bucket", "site".to_owned())];
        let description = pairs.map(|(name, value)| (name.to_owned(), value)).into();
        format!("{:#}", send_to(&*target(&description).unwrap(), &edition::files(0)).unwrap_err())
    });
    for secret in [KEY, SECRET] {
        assert!(!error.contains(secret), "{error}");
    }
    let begin = format!("could not publish to the bucket `site` of `http://127.0.0.1:{port}`");
    assert!(error.starts_with(&begin), "{error}");
    assert!(error.contains("403 Forbidden, InvalidAccessKeyId: No key ***, ***, at "), "{error}");
    assert!(error.contains("hint: look at the credentials in the environment"), "{error}");
}

#[test]
fn a_killed_first_publish_leaves_a_bucket_to_the_next_one() {
    let Some(bench) = Bench::new() else { return };
    faults::leave_a_new_place_to_the_next_one(&bench, 36);
}

#[test]
fn files_of_others_in_the_way_of_new_ones_stay_in_a_bucket() {
    let Some(bench) = Bench::new() else { return };
    scenario::files_in_the_way_of_new_ones_stay(&bench);
}

/// Stands in for a store in which nothing may be written, or that is full.
#[test]
fn a_store_that_takes_nothing_is_told_with_the_next_step() {
    for (status, code, hint) in [
        (403, "AccessDenied", "hint: these credentials must be allowed to read, write and delete"),
        (507, "QuotaExceeded", "hint: make room in the store"),
        (403, "QuotaExceeded", "hint: make room in the store"),
        (503, "SlowDown", "hint: "),
    ] {
        let server = tiny_http::Server::http("127.0.0.1:0").unwrap();
        let port = server.server_addr().to_ip().unwrap().port();
        let error = std::thread::scope(|scope| {
            scope.spawn(|| {
                while let Ok(request) = server.recv() {
                    let is_read = *request.method() == tiny_http::Method::Get;
                    let (status, code) = if is_read { (404, "NoSuchKey") } else { (status, code) };
                    let text = format!("<Error><Code>{code}</Code><Message>No.</Message></Error>");
                    let answer = tiny_http::Response::from_string(text).with_status_code(status);
                    let _ = request.respond(answer);
                }
            });
            let pairs = [("port", port.to_string()), ("bucket", "site".to_owned())];
            let description = pairs.map(|(name, value)| (name.to_owned(), value)).into();
            let error = send_to(&*target(&description).unwrap(), &edition::files(0));
            server.unblock();
            format!("{:#}", error.unwrap_err())
        });
        let begin = format!("could not publish to the bucket `site` of `http://127.0.0.1:{port}`");
        assert!(error.starts_with(&begin) && error.contains(hint), "{error}");
        assert_eq!(error.matches("hint: ").count(), 1, "{error}");
    }
}
