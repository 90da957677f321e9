//! Compares texts, and shows where they part.
//!
//! Comes in: what is expected and what came out. Goes out: nothing, or a failure with the lines that
//! differ. With `RAPPORTEUR_BLESS=1` expectations in files are written anew.

use std::path::Path;

/// True when expectations in files are to be written anew.
pub(crate) fn is_blessing() -> bool {
    std::env::var_os("RAPPORTEUR_BLESS").is_some_and(|value| value == "1")
}

/// Fails when the texts differ.
#[track_caller]
pub(crate) fn check_same(what: &str, expected: &str, actual: &str) {
    assert!(expected == actual, "{what} differs\n{}", difference(expected, actual));
}

/// Fails when the bytes of a file differ; writes the file when blessing.
#[track_caller]
pub(crate) fn check_against_file(file: &Path, actual: impl AsRef<[u8]>) {
    if let Some(difference) = difference_to_file(file, actual.as_ref()) {
        panic!("{difference}");
    }
}

/// What differs between a file and its new bytes; writes the file when blessing.
pub(crate) fn difference_to_file(file: &Path, actual: &[u8]) -> Option<String> {
    let expected = std::fs::read(file).unwrap_or_default();
    if is_blessing() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, actual).unwrap();
        return None;
    }
    let name = file.strip_prefix(super::repository()).unwrap_or(file).display();
    let shown =
        || difference(&String::from_utf8_lossy(&expected), &String::from_utf8_lossy(actual));
    (expected != actual).then(|| {
        format!("{name} differs (`RAPPORTEUR_BLESS=1 cargo test` writes it anew)\n{}", shown())
    })
}

/// The lines that differ, with one line before and after: `-` expected, `+` came out.
pub(crate) fn difference(expected: &str, actual: &str) -> String {
    let (left, right): (Vec<&str>, Vec<&str>) = (lines(expected), lines(actual));
    let n_head = left.iter().zip(&right).take_while(|(a, b)| a == b).count();
    let tails = left[n_head..].iter().rev().zip(right[n_head..].iter().rev());
    let n_tail = tails.take_while(|(a, b)| a == b).count();
    let mut shown = vec![format!("from line {}:", n_head + 1)];
    shown.extend(n_head.checked_sub(1).map(|before| format!("  {}", left[before])));
    shown.extend(left[n_head..left.len() - n_tail].iter().map(|line| format!("- {line}")));
    shown.extend(right[n_head..right.len() - n_tail].iter().map(|line| format!("+ {line}")));
    shown.extend(left.get(left.len() - n_tail).map(|after| format!("  {after}")));
    shown.join("\n")
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').map(|line| line.strip_suffix('\n').unwrap_or(line)).collect()
}

#[test]
fn a_difference_shows_the_lines_that_differ_and_one_around_them() {
    check_same(
        "difference",
        "from line 2:\n  a\n- b\n+ x\n+ y\n  c",
        &difference("a\nb\nc\nd", "a\nx\ny\nc\nd"),
    );
    check_same("difference", "from line 2:\n  a\n+ b", &difference("a\n", "a\nb\n"));
}
