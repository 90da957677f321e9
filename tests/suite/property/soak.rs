//! A day at the desk in minutes: random edits of all sorts under a preview that others look at.
//!
//! What is asked while edits go on must be answered, and what is shown when they have stopped must be
//! what a cold build makes of the same files.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rapporteur::cache::Memo;
use rapporteur::diagnostic::Severity;
use rapporteur::site::Preview;
use serde_json::Value;

use super::writer::{EDITS, project};
use super::{Dice, Project};
use crate::serve::client::{Client, PATIENCE};
use crate::serve::running::Running;
use crate::support::site::NOW;

/// Clients that ask for pages all the time.
const N_CLIENTS: usize = 4;

/// All pages are compared after this many edits.
const N_BETWEEN: usize = 40;

/// An edit that changes nothing is not waited for longer than this.
const PACE: Duration = Duration::from_millis(150);

#[test]
fn whatever_is_edited_every_page_is_what_a_cold_build_makes() {
    soak(31, 160);
}

#[test]
#[ignore = "takes some minutes: run by `cargo test --test suite soak -- --ignored`"]
fn two_thousand_edits_leave_no_stale_page_and_no_memory_behind() {
    let memory = soak(32, 2_000);
    let mean = |edits: std::ops::Range<usize>| {
        let samples = &memory[edits.start / N_BETWEEN..edits.end / N_BETWEEN];
        samples.iter().sum::<u64>() / samples.len() as u64
    };
    // One sample says little: how much is free at a moment depends on the allocator.
    let (early, late) = (mean(400..640), mean(1_760..2_000));
    eprintln!("memory: {early} bytes around edit 500, {late} bytes around edit 1,900");
    assert!(late * 10 <= early * 11, "{early} bytes have become {late}: {memory:?}");
}

/// Edits and compares; returns the memory of the program after each comparison, in bytes.
fn soak(seed: u64, n_edits: usize) -> Vec<u64> {
    let mut dice = Dice::new(seed);
    let mut project = project(&mut dice);
    let folder = tempfile::tempdir().unwrap();
    project.put(folder.path());
    let program = Running::over(folder.path());
    let known = Arc::new(AtomicUsize::new(0));
    let is_over = Arc::new(AtomicBool::new(false));
    let address = program.address;
    let paths: Arc<[String]> = paths_of(&state(&mut Client::new(address))).into();
    let clients: Vec<_> = (0..N_CLIENTS)
        .map(|n| {
            let (is_over, paths, known) =
                (Arc::clone(&is_over), Arc::clone(&paths), Arc::clone(&known));
            let mut dice = Dice::new(seed + n as u64);
            thread::spawn(move || {
                let mut client = Client::new(address);
                while !is_over.load(Ordering::Relaxed) {
                    let path = &paths[dice.below(paths.len())];
                    let reply = client.ask("GET", path, &[]);
                    assert!(reply.status < 500, "`{path}` was answered by {:?}", reply.said());
                    known.fetch_add(1, Ordering::Relaxed);
                    thread::sleep(Duration::from_millis(2));
                }
            })
        })
        .collect();
    let mut memory = Vec::new();
    let (mut done, mut n_compared) = (Vec::new(), 0);
    for edit_idx in 1..=n_edits {
        let n_at_once = if dice.once_in(10) { 12 } else { 1 };
        for _ in 0..n_at_once {
            let (name, edit) = dice.pick(EDITS);
            done.push(name);
            edit(&mut project, &mut dice);
        }
        // The clock of the program stands still.
        project.now = NOW;
        let n_rebuilds = program.n_rebuilds();
        project.put(folder.path());
        program.wait_for_rebuild(n_rebuilds, PACE);
        if edit_idx % N_BETWEEN == 0 {
            n_compared += usize::from(compare(&project, &program, &done));
            memory.push(program.memory());
            done.clear();
        }
    }
    is_over.store(true, Ordering::Relaxed);
    for client in clients {
        client.join().unwrap();
    }
    assert!(known.load(Ordering::Relaxed) > n_edits, "the clients hardly asked");
    assert!(n_compared * 4 >= memory.len(), "the content was broken nearly all the time");
    memory
}

/// Waits until the preview shows what a cold build makes; with errors, until it says so. Returns whether
/// there were pages to be compared.
fn compare(project: &Project, program: &Running, done: &[&str]) -> bool {
    let cold = project.made(Preview::Published, &mut Memo::default());
    let is_broken = cold.diagnostics.iter().any(|found| found.severity == Severity::Error);
    let begun = Instant::now();
    let mut client = Client::new(program.address);
    loop {
        let state = state(&mut client);
        let fault = if is_broken {
            let is_stale = state["problems"]["stale"] == true;
            (!is_stale).then(|| "it does not say that the content is broken".to_owned())
        } else {
            difference(&state, &cold.outputs, &mut client)
        };
        let Some(fault) = fault else { return !is_broken };
        assert!(begun.elapsed() < PATIENCE, "after {done:?}: {fault}\n{}", state["problems"]);
        thread::sleep(Duration::from_millis(20));
    }
}

/// The first thing in which the preview differs from outputs, by file.
fn difference(
    state: &Value,
    outputs: &std::collections::BTreeMap<String, (u128, Vec<u8>)>,
    client: &mut Client,
) -> Option<String> {
    if state["problems"]["stale"] == true {
        return Some("it says that the content is broken".to_owned());
    }
    let root = state["address"].as_str().unwrap();
    let shown = paths_of(state);
    if shown.len() != outputs.len() {
        return Some(format!("{} outputs, {} expected", shown.len(), outputs.len()));
    }
    outputs.iter().find_map(|(file, (_, bytes))| {
        let path = format!("{root}{}", encoded(file));
        let reply = client.ask("GET", &path, &[]);
        let body = without_script(&reply.body);
        let is_right = reply.status == 200 && body == *bytes;
        (!is_right).then(|| format!("`{path}` is {} and not what a cold build makes", reply.status))
    })
}

fn state(client: &mut Client) -> Value {
    let begun = Instant::now();
    loop {
        let state = client.ask("GET", "/__rapporteur/state.json", &[]);
        let state: Value = serde_json::from_slice(&state.body).unwrap();
        if state["generation"] != 0 {
            return state;
        }
        assert!(begun.elapsed() < PATIENCE, "there is no site");
    }
}

fn paths_of(state: &Value) -> Vec<String> {
    let pages = state["pages"].as_array().unwrap();
    pages.iter().map(|page| page["url"].as_str().unwrap().to_owned()).collect()
}

fn encoded(path: &str) -> String {
    let signs = [('%', "%25"), (' ', "%20"), ('#', "%23"), ('?', "%3F")];
    signs.iter().fold(path.to_owned(), |path, (sign, code)| path.replace(*sign, code))
}

/// A page as it is published.
fn without_script(sent: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(sent) else { return sent.to_vec() };
    let start = text.rfind("<script src=\"/__rapporteur/client.js\"");
    match start.and_then(|start| Some((start, start + text[start..].find("</script>")? + 9))) {
        Some((start, end)) => [&text[..start], &text[end..]].concat().into_bytes(),
        None => sent.to_vec(),
    }
}
