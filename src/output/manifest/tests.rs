//! Tests of the marker: whole, damaged, forged and of other versions.

use super::*;

fn manifest() -> Manifest {
    let record = |path: &str, fingerprint| Record {
        path: OutputPath::new(path).unwrap(),
        fingerprint: Fingerprint(fingerprint),
        stamp: Stamp { size: 12, modified: -1_700_000_000_123_456_789 },
    };
    Manifest {
        note: b"a note\nwith \0 bytes".to_vec(),
        records: vec![record("a/index.html", 1), record("index.html", u128::MAX)],
    }
}

/// A marker with a right checksum round the given paths.
fn forged(paths: &[&str]) -> Vec<u8> {
    let stamp = Stamp { size: 1, modified: 1 };
    let record = |path| PayloadRecord { path, fingerprint: 1, stamp };
    let records = paths.iter().map(|path| record(path)).collect();
    let payload = bitcode::encode(&Payload { note: Vec::new(), records });
    let head = format!("{TITLE}\n{FORMAT} {:016x}\n", xxh3_64(&payload)).into_bytes();
    [head, payload].concat()
}

#[test]
fn what_is_written_is_read() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(read_marker(folder.path()).unwrap(), Marker::Absent);
    let beside = tempfile::tempdir_in(folder.path().parent().unwrap()).unwrap();
    let draft = beside.path().join("draft");
    write_building_marker(folder.path(), &draft).unwrap();
    assert_eq!(read_marker(folder.path()).unwrap(), Marker::Building);
    write_marker(folder.path(), &draft, &manifest()).unwrap();
    assert_eq!(read_marker(folder.path()).unwrap(), Marker::Sound(manifest()));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    assert!(!draft.exists());
}

#[test]
fn the_first_line_tells_a_reader_what_the_folder_is() {
    let bytes = encode(&manifest());
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap();
    assert!(str::from_utf8(line).unwrap().starts_with("rapporteur output folder: each build"));
}

#[test]
fn a_marker_cut_or_changed_anywhere_is_damaged_and_never_a_crash() {
    let whole = encode(&manifest());
    for end in SIGN.len()..whole.len() {
        assert_eq!(decode(&whole[..end]), Marker::Damaged, "cut at {end}");
    }
    for place in TITLE.len()..whole.len() {
        let mut changed = whole.clone();
        changed[place] ^= 1;
        assert_eq!(decode(&changed), Marker::Damaged, "changed at {place}");
    }
}

#[test]
fn another_version_is_damaged() {
    let other = String::from_utf8_lossy(&encode(&manifest())).replace("manifest 1", "manifest 0");
    assert_eq!(decode(other.as_bytes()), Marker::Damaged);
}

#[test]
fn a_file_without_the_sign_is_no_marker() {
    assert_eq!(decode(b""), Marker::Absent);
    assert_eq!(decode(b"my notes on rapporteur"), Marker::Absent);
}

#[test]
fn a_folder_or_a_link_named_like_the_marker_is_no_marker() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(MARKER)).unwrap();
    assert_eq!(read_marker(folder.path()).unwrap(), Marker::Absent);
    assert_eq!(read_marker(&folder.path().join("missing")).unwrap(), Marker::Absent);
}

#[test]
fn a_forged_path_makes_the_manifest_damaged() {
    assert!(matches!(decode(&forged(&["a", "b"])), Marker::Sound(_)));
    assert_eq!(decode(&forged(&["../a"])), Marker::Damaged);
    assert_eq!(decode(&forged(&["/etc/passwd"])), Marker::Damaged);
    assert_eq!(decode(&forged(&["b", "a"])), Marker::Damaged);
    assert_eq!(decode(&forged(&["a", "a"])), Marker::Damaged);
}
