//! What must hold of a store at every moment: the process is killed after each operation in turn.

mod chains;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::bail;

use super::*;
use crate::config::Host;
use crate::output::OutputPath;
use crate::publish::{File, Mode, Moment, Published, Tree, Wishes, publish, roll_back};

/// A store in memory that fails for good after a number of operations, as for a process that is killed.
#[derive(Default)]
struct Memory {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
    n_left: AtomicUsize,
    n_sent: AtomicUsize,
}

impl Memory {
    fn living_for(&self, n_operations: usize) {
        self.n_left.store(n_operations, Ordering::SeqCst);
    }

    fn live(&self) -> Result<()> {
        let left =
            self.n_left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1));
        left.map(|_| ()).map_err(|_| anyhow::anyhow!("killed"))
    }

    fn site(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = self.files.lock().unwrap().clone();
        files.retain(|path, _| !path.starts_with(".rapporteur/"));
        files
    }
}

impl Store for &Memory {
    fn place(&self) -> String {
        "memory".to_owned()
    }

    fn get(&self, path: &str) -> Result<Option<Vec<u8>>> {
        self.live()?;
        Ok(self.files.lock().unwrap().get(path).cloned())
    }

    fn put(&self, path: &str, put: &Put<'_>) -> Result<()> {
        self.live()?;
        let Content::Bytes(bytes) = put.content else { bail!("a file") };
        self.n_sent.fetch_add(usize::from(!path.starts_with('.')), Ordering::SeqCst);
        self.files.lock().unwrap().insert(path.to_owned(), bytes.clone());
        Ok(())
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool> {
        self.live()?;
        let mut files = self.files.lock().unwrap();
        if files.contains_key(path) {
            return Ok(false);
        }
        files.insert(path.to_owned(), bytes.to_vec());
        Ok(true)
    }

    fn copy(&self, from: &str, to: &str, _: Class) -> Result<bool> {
        self.live()?;
        let mut files = self.files.lock().unwrap();
        let Some(bytes) = files.get(from).cloned() else { return Ok(false) };
        files.insert(to.to_owned(), bytes);
        Ok(true)
    }

    fn remove(&self, paths: &[&str]) -> Result<()> {
        for path in paths {
            self.live()?;
            self.files.lock().unwrap().remove(*path);
        }
        Ok(())
    }

    fn is_taken(&self, path: &str) -> Result<bool> {
        self.live()?;
        let files = self.files.lock().unwrap();
        let is_below =
            |name: &&String| *name == path || (path.ends_with('/') && name.starts_with(path));
        Ok(files.keys().any(|name| is_below(&name)))
    }

    fn n_parallel(&self) -> usize {
        2
    }
}

/// A site in which every page leads to others and needs a style sheet, all of one version.
fn site(seed: usize) -> Tree {
    let n_pages = 4 + seed % 5;
    let style = format!("assets/style-{:08x}.css", seed / 3);
    let file = |path: &str, text: String| {
        File::of_bytes(OutputPath::new(path).unwrap(), text.into_bytes())
    };
    let page = |n: usize| format!("articles/{}/index.html", n + seed % 3);
    let mut files = vec![file(&style, format!("style {}", seed / 3))];
    for n in 0..n_pages {
        // Some pages are as they were in other versions.
        let version = if n % 2 == 0 { seed } else { seed / 4 };
        let text = format!("{style}\n{}\nindex.html\nversion {version}", page((n + 1) % n_pages));
        files.push(file(&page(n), text));
    }
    let all: Vec<String> = (0..n_pages).map(page).collect();
    files.push(file("index.html", format!("{style}\n{}", all.join("\n"))));
    Tree::new(files, Vec::new())
}

/// Follows all that pages lead to, from the home page on.
#[track_caller]
fn check_walk(site: &BTreeMap<String, Vec<u8>>, what: &str) {
    let mut ahead = vec!["index.html".to_owned()];
    let mut seen = BTreeSet::new();
    while let Some(path) = ahead.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let Some(bytes) = site.get(&path) else { panic!("{what}: `{path}` is missing") };
        let text = String::from_utf8(bytes.clone()).unwrap();
        ahead.extend(text.lines().filter(|line| line.contains('.')).map(str::to_owned));
    }
}

#[track_caller]
fn check_equal(memory: &Memory, tree: &Tree, what: &str) {
    let expected: BTreeMap<String, Hash> =
        tree.stored().into_iter().map(|(path, stored)| (path, stored.hash)).collect();
    let found: BTreeMap<String, Hash> =
        memory.site().into_iter().map(|(path, bytes)| (path, Hash::of(&bytes))).collect();
    assert_eq!(found, expected, "{what}");
}

/// Publishes as a process that is gone afterwards, so that its lock is no one's.
fn send(memory: &Memory, tree: &Tree, n_operations: usize) -> Result<Published> {
    memory.living_for(n_operations);
    send_to(&Objects::new(memory, true, Holder::gone()), tree)
}

const WISHES: Wishes = Wishes {
    moment: Moment { now: 0, grace: 0 },
    host: Host::Plain,
    foreign: Foreign::Refused,
    mode: Mode::Send,
};

fn send_to(target: &dyn Target, tree: &Tree) -> Result<Published> {
    publish(target, tree, &|_, _| bail!("nothing moved"), WISHES, &())
}

fn go_back(memory: &Memory) -> Result<Manifest> {
    memory.living_for(usize::MAX);
    roll_back(&Objects::new(memory, true, Holder::gone()), WISHES.moment, &())
}

const WHOLE: usize = usize::MAX;

#[test]
fn a_publish_that_is_killed_anywhere_leaves_a_whole_site_and_the_next_one_ends_in_the_tree() {
    for seed in 0..12 {
        let (old, new, later) = (site(seed), site(seed + 1), site(seed + 5));
        for n_operations in 0.. {
            let memory = Memory::default();
            send(&memory, &old, WHOLE).unwrap();
            let is_done = send(&memory, &new, n_operations).is_ok();
            let what = format!("seed {seed}, killed after {n_operations}");
            check_walk(&memory.site(), &what);
            // A second one is killed as well, on its way to something else.
            let _ = send(&memory, &later, n_operations / 2 + 3);
            check_walk(&memory.site(), &what);
            let next = if n_operations % 2 == 0 { &new } else { &old };
            send(&memory, next, WHOLE).unwrap();
            check_equal(&memory, next, &what);
            if is_done {
                break;
            }
        }
    }
}

#[test]
fn going_back_ends_in_the_release_before_wherever_a_publish_was_killed() {
    for seed in 0..12 {
        let (first, old, new) = (site(seed), site(seed + 1), site(seed + 2));
        for n_operations in 0.. {
            let memory = Memory::default();
            send(&memory, &first, WHOLE).unwrap();
            send(&memory, &old, WHOLE).unwrap();
            let is_done = send(&memory, &new, n_operations).is_ok();
            let has_begun = memory.files.lock().unwrap().contains_key(PENDING);
            let present = Manifest::read(&memory.files.lock().unwrap()[MANIFEST]).unwrap();
            go_back(&memory).unwrap();
            let what = format!("seed {seed}, killed after {n_operations}");
            let is_new = present.id() == Manifest::of(new.stored()).id();
            let expected = if is_new || has_begun { &old } else { &first };
            check_equal(&memory, expected, &what);
            check_walk(&memory.site(), &what);
            if is_done {
                break;
            }
        }
    }
}

#[test]
fn going_back_twice_ends_where_it_began() {
    let memory = Memory::default();
    send(&memory, &site(1), WHOLE).unwrap();
    assert!(go_back(&memory).is_err());
    send(&memory, &site(2), WHOLE).unwrap();
    go_back(&memory).unwrap();
    check_equal(&memory, &site(1), "back");
    go_back(&memory).unwrap();
    check_equal(&memory, &site(2), "and forth");
}

#[test]
fn nothing_of_older_releases_is_kept() {
    let memory = Memory::default();
    for seed in 1..8 {
        send(&memory, &site(seed), WHOLE).unwrap();
    }
    let kept: Vec<String> = (memory.files.lock().unwrap().keys())
        .filter_map(|path| path.strip_prefix(".rapporteur/kept/").map(str::to_owned))
        .collect();
    let (old, new) = (Manifest::of(site(6).stored()), Manifest::of(site(7).stored()));
    let expected: BTreeSet<String> =
        differing(&old, &new).map(|(_, hash)| hash.to_string()).collect();
    assert_eq!(kept.into_iter().collect::<BTreeSet<_>>(), expected);
}

#[test]
fn only_what_changed_is_sent() {
    let memory = Memory::default();
    send(&memory, &site(4), WHOLE).unwrap();
    memory.n_sent.store(0, Ordering::SeqCst);
    send(&memory, &site(4), WHOLE).unwrap();
    assert_eq!(memory.n_sent.load(Ordering::SeqCst), 0);
    let edited = OutputPath::new("articles/1/index.html").unwrap();
    let tree = site(4).with(vec![File::of_bytes(edited, b"index.html".to_vec())]);
    send(&memory, &tree, WHOLE).unwrap();
    assert_eq!(memory.n_sent.load(Ordering::SeqCst), 1);
}

#[test]
fn a_place_with_files_of_others_is_refused() {
    let memory = Memory::default();
    memory.files.lock().unwrap().insert("index.html".to_owned(), b"other".to_vec());
    let error = send(&memory, &site(1), WHOLE).unwrap_err();
    assert!(format!("{error:#}").contains("--adopt"), "{error:#}");
    assert_eq!(memory.site().len(), 1);
}

#[test]
fn a_second_publisher_is_told_of_the_first() {
    let memory = Memory::default();
    memory.living_for(usize::MAX);
    let first = Objects::new(&memory, true, Holder::this_process());
    let session = first.open().unwrap();
    let error = send(&memory, &site(1), WHOLE).unwrap_err();
    assert!(format!("{error:#}").contains("is publishing there"), "{error:#}");
    drop(session);
    send(&memory, &site(1), WHOLE).unwrap();
}

/// Checks what is told of a file of others at a path where the site has a new one.
#[track_caller]
fn check_stranger(memory: &Memory, path: &str, tree: &Tree) {
    memory.files.lock().unwrap().insert(path.to_owned(), b"other".to_vec());
    let before = memory.site();
    let error = format!("{:#}", send(memory, tree, WHOLE).unwrap_err());
    assert!(error.contains(&format!("`{path}` is there")) && error.contains("--adopt"), "{error}");
    assert_eq!(memory.site(), before, "nothing is sent");
    memory.files.lock().unwrap().remove(path);
    send(memory, tree, WHOLE).unwrap();
    check_equal(memory, tree, path);
}

#[test]
fn a_file_of_others_where_the_site_has_a_new_one_is_not_overwritten() {
    check_stranger(&Memory::default(), "articles/1/index.html", &site(1));
    let memory = Memory::default();
    send(&memory, &site(1), WHOLE).unwrap();
    let added = |path: &str| {
        let file = File::of_bytes(OutputPath::new(path).unwrap(), b"index.html".to_vec());
        site(1).with(vec![file])
    };
    check_stranger(&memory, "articles/1/map.png", &added("articles/1/map.png"));
    check_stranger(&memory, "notes/deep/a.txt", &added("notes/deep/a.txt"));
    check_stranger(&memory, "CNAME", &added("CNAME"));
}

#[test]
fn to_look_for_files_of_others_takes_few_questions() {
    let memory = Memory::default();
    memory.living_for(1000);
    let target = Objects::new(&memory, true, Holder::gone());
    let session = target.open().unwrap();
    memory.living_for(1000);
    let paths: Vec<String> = (0..500).map(|n| format!("articles/{n}/index.html")).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    assert_eq!(session.sight().obstacle(&paths, Foreign::Refused).unwrap(), None);
    assert_eq!(memory.n_left.load(Ordering::SeqCst), 999, "one question for 500 files");
}

#[test]
fn nothing_of_an_earlier_release_stays_once_it_is_not_to_be_kept() {
    let memory = Memory::default();
    send(&memory, &site(1), WHOLE).unwrap();
    send(&memory, &site(2), WHOLE).unwrap();
    send_to(&Objects::new(&memory, false, Holder::gone()), &site(2)).unwrap();
    let own = |path: &&String| path.starts_with(".rapporteur/") && !path.ends_with("lock.json");
    let own: Vec<String> = memory.files.lock().unwrap().keys().filter(own).cloned().collect();
    assert_eq!(own, [MANIFEST]);
    let error = format!("{:#}", go_back(&memory).unwrap_err());
    assert!(error.contains("`keep_previous` is off"), "{error}");
    check_equal(&memory, &site(2), "still");
}

#[test]
fn a_dry_run_leaves_a_store_as_it_is() {
    let memory = Memory::default();
    let check = |tree: &Tree| {
        memory.living_for(usize::MAX);
        let before = memory.files.lock().unwrap().clone();
        let wishes = Wishes { mode: Mode::DryRun, ..WISHES };
        let target = Objects::new(&memory, false, Holder::gone());
        let published =
            publish(&target, tree, &|_, _| bail!("nothing moved"), wishes, &()).unwrap();
        assert!(!published.change.is_empty());
        assert_eq!(*memory.files.lock().unwrap(), before);
    };
    check(&site(1));
    send(&memory, &site(1), WHOLE).unwrap();
    send(&memory, &site(2), WHOLE).unwrap();
    check(&site(3));
    let _ = send(&memory, &site(3), 20);
    check(&site(4));
}
