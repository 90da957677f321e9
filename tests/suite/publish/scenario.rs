//! What a user may rely on at every target, whatever its kind.

use rapporteur::publish::{Foreign, Hash, Moment, Tree, Wishes, publish};

use super::host::{Files, Host, WISHES, assert_holds, go_back, message, send, target};
use super::{child, edition};

/// A site comes and goes: first publish, a change of one article, what is removed, what is renamed, and back.
pub(crate) fn a_site_is_sent_changed_and_gone_back_to(host: &dyn Host) {
    let first = edition::files(0);
    send(host, &first).unwrap();
    assert_holds(host, &first);
    check_sent(host, &first.keys().map(String::as_str).collect::<Vec<_>>());
    send(host, &first).unwrap();
    check_sent(host, &[]);

    let mut changed = first.clone();
    add_to_page(&mut changed, "articles/report-1/index.html", "<p>more</p>");
    send(host, &changed).unwrap();
    check_sent(host, &["articles/report-1/index.html"]);
    assert_holds(host, &changed);

    let fewer = without(&changed, "articles/report-3/");
    send(host, &fewer).unwrap();
    assert_holds(host, &fewer);
    go_back(host).unwrap();
    assert_holds(host, &changed);
    go_back(host).unwrap();
    assert_holds(host, &fewer);

    let renamed = with_new_name(&fewer);
    let published = send(host, &renamed).unwrap();
    assert_eq!(published.manifest.moved["articles/report-1/"], "articles/first/");
    assert!(published.lost.is_empty(), "{:?}", published.lost);
    let mut there = renamed.clone();
    let page = edition::mover("articles/report-1/", "articles/first/").unwrap();
    there.insert("articles/report-1/index.html".to_owned(), page);
    assert_holds(host, &there);
    send(host, &renamed).unwrap();
    assert_holds(host, &there);
}

/// A publish that changes nothing readers see, since only sources changed or the time of a style sheet is over,
/// leaves the release before to go back to.
pub(crate) fn what_readers_do_not_see_leaves_the_release_before(host: &dyn Host) {
    let send_at = |tree: &Tree, seconds: i64| {
        let moment = Moment { now: WISHES.moment.now + seconds, grace: 3600 };
        publish(&*target(host), tree, &edition::mover, Wishes { moment, ..WISHES }, &()).unwrap()
    };
    let first = edition::files(0);
    let mut second = edition::files(1);
    send_at(&edition::tree(&first), 0);
    send_at(&edition::tree(&second), 10);
    let sheet = "assets/style-00000000.css".to_owned();
    second.insert(sheet.clone(), first[&sheet].clone());
    assert_holds(host, &second);
    second.remove(&sheet);
    let mut tree = edition::tree(&second);
    tree.landmarks[0].marks.push(Hash::of(b"another source"));
    assert!(send_at(&tree, 20).change.is_empty());
    assert_eq!(send_at(&tree, 7200).change.removed, [sheet]);
    assert_holds(host, &second);
    go_back(host).unwrap();
    assert_holds(host, &first);
    go_back(host).unwrap();
    assert_holds(host, &second);
}

/// Where a file was there may come a folder.
pub(crate) fn a_file_gives_way_to_a_folder(host: &dyn Host) -> [Files; 2] {
    let [mut first, mut second] = [0, 1].map(edition::files);
    first.insert("data".to_owned(), b"a file".to_vec());
    second.insert("data/more/list.txt".to_owned(), b"in a folder".to_vec());
    send(host, &first).unwrap();
    send(host, &second).unwrap();
    assert_holds(host, &second);
    [first, second]
}

/// Where a folder was there may come a file.
pub(crate) fn a_folder_gives_way_to_a_file(host: &dyn Host) {
    let [first, second] = a_file_gives_way_to_a_folder(host);
    send(host, &first).unwrap();
    assert_holds(host, &first);
    go_back(host).unwrap();
    assert_holds(host, &second);
}

/// Files of others are not touched, and nothing is sent among them unless that is wished.
pub(crate) fn files_of_others_stay(host: &dyn Host) {
    host.put("index.html", b"<html>others</html>");
    host.put("others.txt", b"others");
    let site = edition::files(0);
    let error = send(host, &site).unwrap_err();
    let message = message(host, &error);
    assert!(message.contains("files that rapporteur did not put there"), "{message}");
    assert_eq!(host.get("index.html").unwrap(), b"<html>others</html>");
    let wishes = Wishes { foreign: Foreign::Adopted, ..WISHES };
    publish(&*target(host), &edition::tree(&site), &edition::mover, wishes, &()).unwrap();
    send(host, &edition::files(1)).unwrap();
    assert_eq!(host.get("others.txt").unwrap(), b"others");
    let mut there = edition::files(1);
    there.insert("others.txt".to_owned(), b"others".to_vec());
    assert_holds(host, &there);
}

/// A file of others where the site has a new one is told and not overwritten, at a first publish and later.
#[cfg(any(feature = "s3", feature = "webdav"))]
pub(crate) fn files_in_the_way_of_new_ones_stay(host: &dyn Host) {
    let told = |path: &str, edition: usize| {
        host.put(path, b"others");
        let error = send(host, &edition::files(edition)).unwrap_err();
        let message = message(host, &error);
        assert!(message.contains(&format!("`{path}` is there")), "{message}");
        assert_eq!(host.get(path).unwrap(), b"others");
    };
    told("404.html", 0);
    host.clear();
    send(host, &edition::files(0)).unwrap();
    host.put("others.txt", b"others");
    told("assets/style-00000001.css", 1);
    assert_eq!(host.get("articles/report-4/index.html"), None, "nothing was sent");
    let wishes = Wishes { foreign: Foreign::Adopted, ..WISHES };
    publish(&*target(host), &edition::tree(&edition::files(1)), &edition::mover, wishes, &())
        .unwrap();
    let mut there = edition::files(1);
    there.insert("others.txt".to_owned(), b"others".to_vec());
    assert_holds(host, &there);
}

/// While one publishes, another is told so and changes nothing.
pub(crate) fn a_second_publisher_is_told(host: &dyn Host) {
    let site = edition::files(0);
    send(host, &site).unwrap();
    let first = target(host);
    let session = first.open().unwrap();
    let (said, was_finished) = child::finish(child::start(&host.description(None), 1));
    assert!(!was_finished);
    assert!(said.contains("is publishing there"), "{said}");
    assert_holds(host, &site);
    drop(session);
    send(host, &edition::files(1)).unwrap();
    assert_holds(host, &edition::files(1));
}

/// Of two that begin at once one at least wins; what is there is never a mixture.
pub(crate) fn two_publishers_do_not_mix(host: &dyn Host) {
    send(host, &edition::files(0)).unwrap();
    for round in 0..5 {
        let editions = [2 * round + 1, 2 * round + 2];
        let children = editions.map(|edition| child::start(&host.description(None), edition));
        let ends = children.map(child::finish);
        assert!(ends.iter().any(|(_, was_finished)| *was_finished), "{ends:?}");
        let files = host.files();
        let holds = |edition: &usize| edition::files(*edition) == files;
        let there = *editions.iter().find(|edition| holds(edition)).expect("no mixture");
        let winner_idx = editions.iter().position(|edition| *edition == there).unwrap();
        assert!(ends[winner_idx].1, "{ends:?}");
        assert_holds(host, &edition::files(there));
    }
}

/// Checks which files went over the wire, where the host can tell.
#[track_caller]
fn check_sent(host: &dyn Host, expected: &[&str]) {
    if let Some(mut sent) = host.take_sent() {
        sent.sort();
        assert_eq!(sent, expected);
    }
}

/// A site in which one page says more.
fn add_to_page(files: &mut Files, path: &str, text: &str) {
    let page = String::from_utf8(files[path].clone()).unwrap();
    files.insert(path.to_owned(), page.replace("</html>", &format!("{text}</html>")).into_bytes());
}

/// A site without an article, to which its pages do not lead any more.
fn without(files: &Files, folder: &str) -> Files {
    let mut fewer = files.clone();
    fewer.retain(|path, _| !path.starts_with(folder));
    let slug = folder.trim_start_matches("articles/").trim_end_matches('/');
    replace_in_pages(&fewer, slug, "report-0")
}

/// A site in which `report-1` has another slug.
fn with_new_name(files: &Files) -> Files {
    let rename = |path: &String| path.replace("report-1/", "first/");
    let renamed = files.iter().map(|(path, bytes)| (rename(path), bytes.clone())).collect();
    replace_in_pages(&renamed, "report-1/", "first/")
}

fn replace_in_pages(files: &Files, old: &str, new: &str) -> Files {
    let replaced = |(path, bytes): (&String, &Vec<u8>)| {
        let bytes = match std::str::from_utf8(bytes) {
            Ok(text) if path.ends_with(".html") => text.replace(old, new).into_bytes(),
            _ => bytes.clone(),
        };
        (path.clone(), bytes)
    };
    files.iter().map(replaced).collect()
}
