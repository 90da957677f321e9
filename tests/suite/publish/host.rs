//! What the tests need to know of a place that sites are published to, whatever its kind.

use std::collections::BTreeMap;

use rapporteur::publish::{Foreign, Mode, Moment, Published, Target, Wishes, publish, roll_back};

use super::edition;
use super::walk::walk;

/// How a process reaches a target: the `kind`, and what that kind needs. It can be handed to a child.
pub(crate) type Description = BTreeMap<String, String>;

/// A place of a test's own, with its server.
pub(crate) trait Host {
    /// How the target is reached; through another port of this machine if one is given.
    fn description(&self, port: Option<u16>) -> Description;

    /// The port of the server; none if the target is reached in another way.
    fn port(&self) -> Option<u16>;

    /// What a reader gets at a path.
    fn get(&self, path: &str) -> Option<Vec<u8>>;

    /// All files of the site that are there, without what the tool keeps for itself.
    fn files(&self) -> BTreeMap<String, Vec<u8>>;

    /// Puts a file there, as others would.
    fn put(&self, path: &str, bytes: &[u8]);

    /// Makes the place as empty as it was before the first publish.
    fn clear(&self);

    /// The paths of the site's files that were sent since this was last asked, in order; none where nobody
    /// can tell.
    fn take_sent(&self) -> Option<Vec<String>>;

    /// What no message may tell.
    fn secrets(&self) -> Vec<String>;
}

/// The files of a site.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// What the tests wish: no file lingers.
pub(crate) const WISHES: Wishes = Wishes {
    moment: Moment { now: 1_740_000_000, grace: 0 },
    host: rapporteur::config::Host::Plain,
    foreign: Foreign::Refused,
    mode: Mode::Send,
};

/// Tests do not wait long for a server that does not answer.
#[cfg(any(feature = "s3", feature = "webdav"))]
pub(crate) const PATIENCE: rapporteur::publish::Patience = rapporteur::publish::Patience {
    n_attempts: 3,
    first_wait: std::time::Duration::from_millis(2),
    silence: std::time::Duration::from_secs(20),
};

/// Publishes from this process.
pub(crate) fn send(host: &dyn Host, files: &Files) -> anyhow::Result<Published> {
    send_to(&*target(host), files)
}

/// Publishes from this process to a target that is at hand.
pub(crate) fn send_to(target: &dyn Target, files: &Files) -> anyhow::Result<Published> {
    publish(target, &edition::tree(files), &edition::mover, WISHES, &())
}

/// Goes back from this process.
pub(crate) fn go_back(host: &dyn Host) -> anyhow::Result<()> {
    roll_back(&*target(host), WISHES.moment, &()).map(|_| ())
}

/// The target of a host.
pub(crate) fn target(host: &dyn Host) -> Box<dyn Target> {
    super::target_of(&host.description(None)).unwrap()
}

/// Fails unless exactly these files are there and a reader meets no missing link.
#[track_caller]
pub(crate) fn assert_holds(host: &dyn Host, expected: &Files) {
    assert_whole(host);
    let files = host.files();
    let paths = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(&files), paths(expected));
    for (path, bytes) in expected {
        assert_eq!(files[path].len(), bytes.len(), "the length of `{path}`");
        assert!(files[path] == *bytes, "`{path}` is another file");
    }
}

/// Fails if a reader meets a missing link.
#[track_caller]
pub(crate) fn assert_whole(host: &dyn Host) {
    if let Err(fault) = walk(|path| host.get(path)) {
        panic!("{fault}");
    }
}

/// The text of an error as a person sees it; fails if a secret is in it.
#[track_caller]
pub(crate) fn message(host: &dyn Host, error: &anyhow::Error) -> String {
    let text = format!("{error:#}\n{error:?}");
    assert_tells_no_secret(host, &text);
    text
}

/// Fails if a secret of the host is in a text.
#[track_caller]
pub(crate) fn assert_tells_no_secret(host: &dyn Host, text: &str) {
    for secret in host.secrets() {
        assert!(!text.contains(&secret), "`{secret}` is told: {text}");
    }
}
