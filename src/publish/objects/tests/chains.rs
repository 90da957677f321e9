//! What must hold however many publishes end too early one after the other, whatever they lead to, and
//! while style sheets outlive their use.

use super::*;
use crate::publish::Stored;

/// Style sheets stay for so long.
const GRACE: u64 = 3;

fn moment(now: i64) -> Moment {
    Moment { now, grace: GRACE }
}

/// Publishes as a process that is gone after a number of operations.
fn send_at(memory: &Memory, tree: &Tree, n_operations: usize, now: i64) -> Result<Published> {
    memory.living_for(n_operations);
    let wishes = Wishes { moment: moment(now), ..WISHES };
    let target = Objects::new(memory, true, Holder::gone());
    publish(&target, tree, &|_, _| bail!("nothing moved"), wishes, &())
}

/// Goes back as a process that is gone after a number of operations.
fn back_at(memory: &Memory, n_operations: usize, now: i64) -> Result<Manifest> {
    memory.living_for(n_operations);
    roll_back(&Objects::new(memory, true, Holder::gone()), moment(now), &())
}

fn present(memory: &Memory) -> Option<Manifest> {
    let files = memory.files.lock().unwrap();
    files.get(MANIFEST).map(|bytes| Manifest::read(bytes).unwrap())
}

fn is_interrupted(memory: &Memory) -> bool {
    memory.files.lock().unwrap().contains_key(PENDING)
}

/// Fails unless the files of a release are there, and nothing else but what outlives its use.
#[track_caller]
fn check_stands(memory: &Memory, expected: &BTreeMap<String, Stored>, what: &str) {
    let manifest = present(memory).unwrap();
    assert_eq!(manifest.files, *expected, "{what}");
    let site = memory.site();
    for (path, stored) in manifest.all_files() {
        let hash = site.get(path).map(|bytes| Hash::of(bytes));
        let is_there = hash == Some(stored.hash);
        // Of a sheet that an interrupted publish sent, nobody knows whether it came.
        assert!(
            is_there || stored.hash == Hash::UNKNOWN,
            "{what}: `{path}` is not as it should be"
        );
    }
    let is_ours = |path: &&String| manifest.all_files().any(|(ours, _)| ours == *path);
    assert_eq!(site.keys().find(|path| !is_ours(path)), None, "{what}: too much");
}

#[test]
fn a_sheet_that_went_out_of_use_is_there_again_when_it_is_used_again_after_going_back() {
    let memory = Memory::default();
    let (first, other, edited) = (site(0), site(3), site(4));
    send_at(&memory, &first, WHOLE, 1).unwrap();
    send_at(&memory, &other, WHOLE, 2).unwrap();
    send_at(&memory, &edited, WHOLE, 3).unwrap();
    back_at(&memory, WHOLE, 50).unwrap();
    check_stands(&memory, &other.stored(), "gone back");
    send_at(&memory, &first, WHOLE, 51).unwrap();
    check_stands(&memory, &first.stored(), "used again");
    check_walk(&memory.site(), "used again");
}

#[test]
fn two_interruptions_on_the_way_there_and_back_leave_no_mixture() {
    let (first, other) = (site(0), site(4));
    for (n_there, n_back) in (0..60).flat_map(|n| [(n, 0), (n, 12), (n, 15), (n, n)]) {
        let memory = Memory::default();
        send_at(&memory, &first, WHOLE, 0).unwrap();
        let _ = send_at(&memory, &other, n_there, 100);
        let _ = send_at(&memory, &first, n_back, 200);
        let what = format!("killed after {n_there} and {n_back}");
        check_walk(&memory.site(), &what);
        send_at(&memory, &first, WHOLE, 300).unwrap();
        check_stands(&memory, &first.stored(), &what);
        assert!(!is_interrupted(&memory), "{what}");
    }
}

#[test]
fn going_back_may_be_interrupted_and_goes_to_the_same_release() {
    let (first, old, new) = (site(0), site(4), site(5));
    for (n_sent, n_back) in (14..26).flat_map(|n_sent| (0..60).map(move |n_back| (n_sent, n_back)))
    {
        let memory = Memory::default();
        send_at(&memory, &first, WHOLE, 0).unwrap();
        send_at(&memory, &old, WHOLE, 10).unwrap();
        let _ = send_at(&memory, &new, n_sent, 30);
        if !is_interrupted(&memory) || present(&memory).unwrap().files != old.stored() {
            continue;
        }
        let _ = back_at(&memory, n_back, 40);
        if is_interrupted(&memory) {
            back_at(&memory, WHOLE, 50).unwrap();
        }
        let what = format!("killed after {n_sent} and {n_back}");
        check_stands(&memory, &old.stored(), &what);
        back_at(&memory, WHOLE, 60).unwrap();
        check_stands(&memory, &first.stored(), &what);
    }
}

#[test]
fn a_publish_that_readers_do_not_see_leaves_the_release_before() {
    let memory = Memory::default();
    let (first, other) = (site(0), site(4));
    send_at(&memory, &first, WHOLE, 0).unwrap();
    send_at(&memory, &other, WHOLE, 1).unwrap();
    assert!(!present(&memory).unwrap().lingering.is_empty());
    send_at(&memory, &other, WHOLE, 100).unwrap();
    assert!(present(&memory).unwrap().lingering.is_empty(), "its time is over");
    back_at(&memory, WHOLE, 101).unwrap();
    check_stands(&memory, &first.stored(), "gone back");
    check_walk(&memory.site(), "gone back");
}

#[test]
fn a_publish_that_is_killed_while_it_removes_leaves_the_release_before() {
    let (first, other) = (site(2), site(7));
    for n_operations in 0.. {
        let memory = Memory::default();
        send_at(&memory, &first, WHOLE, 0).unwrap();
        let is_done = send_at(&memory, &other, n_operations, 100).is_ok();
        send_at(&memory, &other, WHOLE, 200).unwrap();
        back_at(&memory, WHOLE, 300).unwrap();
        check_stands(&memory, &first.stored(), &format!("killed after {n_operations}"));
        if is_done {
            break;
        }
    }
}

/// A number that looks as if by chance.
fn dice(state: &mut u64, below: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize % below
}

#[test]
fn after_any_chain_of_interruptions_the_site_is_whole_and_the_release_before_is_known() {
    for seed in 0..400 {
        let mut state = seed;
        let memory = Memory::default();
        let mut log = vec![format!("seed {seed}")];
        let (mut whole, mut previous) = (site(0).stored(), None);
        send_at(&memory, &site(0), WHOLE, 0).unwrap();
        for step in 1..14 {
            let now = step * 2;
            let n_operations = if dice(&mut state, 2) == 0 { WHOLE } else { dice(&mut state, 70) };
            let was_interrupted = is_interrupted(&memory);
            let result = if dice(&mut state, 4) == 0 {
                log.push(format!("back, {n_operations}"));
                back_at(&memory, n_operations, now)
            } else {
                let number = dice(&mut state, 6) * 2;
                log.push(format!("{number}, {n_operations}"));
                send_at(&memory, &site(number), n_operations, now).map(|it| it.manifest)
            };
            let what = log.join("; ");
            check_walk(&memory.site(), &what);
            let stands = present(&memory).unwrap().files;
            if log.last().unwrap().starts_with("back") && result.is_ok() {
                let expected = [Some(&whole), previous.as_ref()];
                let n_first = usize::from(!was_interrupted);
                assert!(expected[n_first..].contains(&Some(&stands)), "{what}");
            }
            if n_operations == WHOLE {
                match result {
                    Ok(_) => check_stands(&memory, &stands, &what),
                    Err(error) => assert!(previous.is_none(), "{what}: {error:#}"),
                }
            }
            if stands != whole {
                previous = Some(std::mem::replace(&mut whole, stands));
            }
        }
    }
}
