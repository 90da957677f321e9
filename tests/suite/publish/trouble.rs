//! What a publisher is told when a target takes nothing, and that nothing is lost then.

use super::disk::Disk;
use super::edition;
use super::host::{Files, Host, assert_holds, message, send};

/// An edition with a file that no small disk has room for.
fn large(edition: usize) -> Files {
    let mut files = edition::files(edition);
    // Bytes that no compression makes small.
    let mut state = 1_u32;
    let noise = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    });
    files.insert("articles/film.mp4".to_owned(), noise.take(1 << 20).collect());
    files
}

/// A full disk and one that cannot be written are each one error with the next step; readers keep the site,
/// and the next publish goes through.
pub(crate) fn a_full_and_a_shut_disk_are_told(
    host: &dyn Host,
    disk: &Disk,
    [full, shut]: [&str; 2],
) {
    let site = edition::files(0);
    send(host, &site).unwrap();
    check_told(host, &send(host, &large(1)).unwrap_err(), full);
    super::host::assert_whole(host);
    send(host, &site).unwrap();
    assert_holds(host, &site);
    disk.shut();
    let error = send(host, &edition::files(1));
    disk.open();
    check_told(host, &error.unwrap_err(), shut);
    assert_holds(host, &site);
    send(host, &edition::files(1)).unwrap();
    assert_holds(host, &edition::files(1));
}

/// Checks that an error names the target, says what is wrong, and has one hint.
#[track_caller]
pub(crate) fn check_told(host: &dyn Host, error: &anyhow::Error, expected: &str) {
    message(host, error);
    let text = format!("{error:#}");
    let place = super::host::target(host).place();
    assert!(text.starts_with(&format!("could not publish to {place}: ")), "{text}");
    assert!(text.contains(expected), "{text}");
    assert_eq!(text.matches("hint: ").count(), 1, "{text}");
}
