//! Files that were cut off, damaged or made up.

use std::{
    fs,
    path::{Path, PathBuf},
};

use enclave_store::{FileStore, Fsync, SqliteStore, State, Store, StoreError};
use proptest::prelude::*;
use tempfile::TempDir;

type Batch = (Vec<Vec<u8>>, State);

fn store(directory: &TempDir) -> FileStore {
    FileStore::open(directory.path(), Fsync::Never).unwrap()
}

/// The file of the only session.
fn session_file(directory: &TempDir) -> PathBuf {
    let mut files = fs::read_dir(directory.path().join("sessions")).unwrap();
    let file = files.next().unwrap().unwrap().path();
    assert!(files.next().is_none());
    file
}

/// Appends batches to session `s`; gives the file's length behind each.
fn append_all(store: &FileStore, directory: &TempDir, batches: &[Batch]) -> Vec<u64> {
    let mut position = 0;
    let mut ends = Vec::new();
    for (records, state) in batches {
        store.append("s", position, records, *state).unwrap();
        position += records.len() as u64;
        ends.push(fs::metadata(session_file(directory)).unwrap().len());
    }
    ends
}

fn records(batches: &[Batch]) -> Vec<Vec<u8>> {
    batches.iter().flat_map(|(records, _)| records.clone()).collect()
}

/// Cuts the file to some of its bytes and says what is wrong with what the store then has.
fn check_cut(store: &FileStore, path: &Path, bytes: &[u8], cut: usize, batches: &[Batch], ends: &[u64]) {
    fs::write(path, &bytes[..cut]).unwrap();
    let whole = &batches[..ends.iter().filter(|end| **end <= cut as u64).count()];
    let mut expected = records(whole);
    assert_eq!(store.read("s").unwrap(), expected, "cut at {cut}");
    let open = whole.last().is_some_and(|(_, state)| *state == State::Open);
    assert_eq!(store.unfinished().unwrap().len(), usize::from(open), "cut at {cut}");

    expected.push(b"behind the cut".to_vec());
    store.append("s", expected.len() as u64 - 1, &expected[expected.len() - 1..], State::Open).unwrap();
    assert_eq!(store.read("s").unwrap(), expected, "cut at {cut}");
    assert_eq!(store.unfinished().unwrap(), ["s"]);
}

/// Few bytes of each kind: no records, empty ones, several, zeros, text that looks like a batch.
fn batches() -> Vec<Batch> {
    vec![
        (vec![b"first".to_vec(), Vec::new(), vec![0; 40]], State::Open),
        (vec![], State::Finished),
        (vec![b"BOOFB\0\0\0\0".repeat(9)], State::Open),
        (vec![vec![7; 300], vec![255; 200]], State::Finished),
    ]
}

#[test]
fn a_file_that_is_cut_anywhere_has_the_whole_batches_in_front() {
    let directory = TempDir::new().unwrap();
    let store = store(&directory);
    let batches = batches();
    let ends = append_all(&store, &directory, &batches);
    let path = session_file(&directory);
    let bytes = fs::read(&path).unwrap();
    for cut in 0..=bytes.len() {
        check_cut(&store, &path, &bytes, cut, &batches, &ends);
    }
}

#[test]
fn every_flipped_bit_is_found() {
    let directory = TempDir::new().unwrap();
    let store = store(&directory);
    append_all(&store, &directory, &batches());
    let path = session_file(&directory);
    let mut bytes = fs::read(&path).unwrap();
    for bit in 0..bytes.len() * 8 {
        bytes[bit / 8] ^= 1 << (bit % 8);
        fs::write(&path, &bytes).unwrap();
        assert!(matches!(store.read("s"), Err(StoreError::Damaged { .. })), "bit {bit}");
        bytes[bit / 8] ^= 1 << (bit % 8);
    }
}

#[test]
fn nothing_is_appended_behind_a_damaged_end() {
    let directory = TempDir::new().unwrap();
    let store = store(&directory);
    let ends = append_all(&store, &directory, &batches());
    let path = session_file(&directory);
    let mut bytes = fs::read(&path).unwrap();
    let last = usize::try_from(ends[2]).unwrap();
    for at in last..bytes.len() {
        bytes[at] ^= 1;
        fs::write(&path, &bytes).unwrap();
        let refused = store.append("s", 6, &[b"more".to_vec()], State::Open);
        assert!(matches!(refused, Err(StoreError::Damaged { .. })), "byte {at}: {refused:?}");
        assert_eq!(fs::read(&path).unwrap(), bytes);
        // It is listed, so that whoever goes on with it is told.
        assert_eq!(store.unfinished().unwrap(), ["s"]);
        bytes[at] ^= 1;
    }
}

#[test]
fn the_reason_and_the_file_are_in_the_message() {
    let directory = TempDir::new().unwrap();
    let store = store(&directory);
    append_all(&store, &directory, &batches());
    let path = session_file(&directory);
    let mut bytes = fs::read(&path).unwrap();
    bytes[30] ^= 1;
    fs::write(&path, &bytes).unwrap();
    assert_eq!(
        store.read("s").unwrap_err().to_string(),
        format!(
            "`{}` is damaged: the batch at byte 24 does not begin with its checksum; \
            restore it from a copy or remove it",
            path.display()
        )
    );
}

#[test]
fn what_a_loss_of_power_left_unwritten_is_cut_off() {
    let directory = TempDir::new().unwrap();
    let store = store(&directory);
    let batches = vec![(vec![vec![1; 700]], State::Open), (vec![vec![2; 3000]], State::Finished)];
    let ends = append_all(&store, &directory, &batches);
    let path = session_file(&directory);
    let whole = fs::read(&path).unwrap();
    let first = usize::try_from(ends[0]).unwrap();

    // Sectors of the last batch that are zero: all of them, one, and all but the first.
    for unwritten in [first..whole.len(), 2048..2560, 1024..whole.len()] {
        let mut bytes = whole.clone();
        bytes[unwritten].fill(0);
        fs::write(&path, &bytes).unwrap();
        assert_eq!(store.read("s").unwrap(), [vec![1; 700]]);
        assert_eq!(store.unfinished().unwrap(), ["s"]);
        store.append("s", 1, &[b"again".to_vec()], State::Open).unwrap();
        assert_eq!(store.read("s").unwrap(), [vec![1; 700], b"again".to_vec()]);
    }

    // The file is longer than what was written, or nothing of it was.
    fs::write(&path, [&whole[..], &[0; 5000]].concat()).unwrap();
    assert_eq!(store.read("s").unwrap(), records(&batches));
    fs::write(&path, [0; 5000]).unwrap();
    assert!(store.read("s").unwrap().is_empty());
    assert!(store.unfinished().unwrap().is_empty());
    store.append("s", 0, &[b"again".to_vec()], State::Open).unwrap();
    assert_eq!(store.read("s").unwrap(), [b"again"]);

    // A zero sector with a batch behind it is damage.
    let mut bytes = whole.clone();
    bytes[..512].fill(0);
    fs::write(&path, &bytes).unwrap();
    assert!(matches!(store.read("s"), Err(StoreError::Damaged { .. })));
    bytes.copy_from_slice(&whole);
    bytes[100..first - 100].fill(0);
    fs::write(&path, &bytes).unwrap();
    assert!(matches!(store.read("s"), Err(StoreError::Damaged { .. })));
}

#[test]
fn a_record_cannot_pass_for_the_last_batch() {
    // A script that knows the format asks for a batch as its record, and the file is cut behind it.
    let elsewhere = TempDir::new().unwrap();
    let ends = append_all(&store(&elsewhere), &elsewhere, &batches());
    let range = usize::try_from(ends[2]).unwrap()..usize::try_from(ends[3]).unwrap();
    let forged = fs::read(session_file(&elsewhere)).unwrap()[range].to_vec();

    let directory = TempDir::new().unwrap();
    let store = store(&directory);
    store.append("s", 0, &[b"first".to_vec()], State::Open).unwrap();
    store.append("s", 1, &[forged.clone(), vec![1; 50]], State::Open).unwrap();
    let path = session_file(&directory);
    let bytes = fs::read(&path).unwrap();
    let at = bytes.windows(forged.len()).position(|window| window == forged).unwrap();
    fs::write(&path, &bytes[..at + forged.len()]).unwrap();
    assert_eq!(store.unfinished().unwrap(), ["s"]);
    store.append("s", 1, &[b"second".to_vec()], State::Open).unwrap();
    assert_eq!(store.read("s").unwrap(), [b"first".to_vec(), b"second".to_vec()]);
}

#[test]
fn the_file_of_another_session_is_refused() {
    let directory = TempDir::new().unwrap();
    let store = store(&directory);
    store.append("s", 0, &[b"mine".to_vec()], State::Open).unwrap();
    let path = session_file(&directory);
    store.append("other", 0, &[b"theirs".to_vec()], State::Open).unwrap();
    let other = fs::read_dir(directory.path().join("sessions")).unwrap().map(|entry| entry.unwrap().path());
    let other = other.into_iter().find(|other| *other != path).unwrap();
    fs::copy(other, path).unwrap();
    assert!(matches!(store.read("s"), Err(StoreError::Damaged { .. })));
    assert!(matches!(store.append("s", 1, &[], State::Finished), Err(StoreError::Damaged { .. })));
    assert!(matches!(store.unfinished(), Err(StoreError::Damaged { .. })));
    assert_eq!(store.read("other").unwrap(), [b"theirs"]);
    store.remove("s").unwrap();
    assert_eq!(store.unfinished().unwrap(), ["other"]);
}

#[test]
fn damage_in_a_database_is_found() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("store.db");
    for damage in [
        "UPDATE records SET record = x'00' WHERE position = 1",
        "UPDATE records SET position = 9 WHERE position = 1",
        "DELETE FROM records WHERE position = 0",
        "DELETE FROM records WHERE position = 2",
        "UPDATE sessions SET records = -1",
        "UPDATE sessions SET bytes = 1",
    ] {
        let store = SqliteStore::open(&path).unwrap();
        store.append("s", 0, &[b"a".to_vec(), b"b".to_vec(), b"c".to_vec()], State::Open).unwrap();
        drop(store);
        rusqlite::Connection::open(&path).unwrap().execute(damage, []).unwrap();
        let store = SqliteStore::open(&path).unwrap();
        assert!(matches!(store.read("s"), Err(StoreError::Damaged { .. })), "{damage}");
        store.remove("s").unwrap();
        assert!(store.read("s").unwrap().is_empty());
    }
    fs::write(
        &path,
        b"no database, but text that is long enough for SQLite to look at it as a header of one".repeat(9),
    )
    .unwrap();
    for rest in ["-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{rest}", path.display()));
    }
    assert!(matches!(SqliteStore::open(&path), Err(StoreError::Damaged { .. })));
}

fn any_batches() -> impl Strategy<Value = Vec<Batch>> {
    let record = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..40),
        (any::<u8>(), 0..2000_usize).prop_map(|(byte, bytes)| vec![byte; bytes]),
    ];
    let state = prop_oneof![Just(State::Open), Just(State::Finished)];
    proptest::collection::vec((proptest::collection::vec(record, 1..4), state), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn any_cut_of_any_session_leaves_whole_batches(batches in any_batches(), cuts in any::<[u16; 16]>()) {
        let directory = TempDir::new().unwrap();
        let store = store(&directory);
        let ends = append_all(&store, &directory, &batches);
        let path = session_file(&directory);
        let bytes = fs::read(&path).unwrap();
        for cut in cuts {
            check_cut(&store, &path, &bytes, usize::from(cut) % (bytes.len() + 1), &batches, &ends);
        }
    }

    #[test]
    fn a_file_of_any_bytes_is_survived(bytes in proptest::collection::vec(any::<u8>(), 0..200), keep in 0..120_usize) {
        let directory = TempDir::new().unwrap();
        let store = store(&directory);
        append_all(&store, &directory, &batches());
        let path = session_file(&directory);
        let whole = fs::read(&path).unwrap();
        fs::write(&path, [&whole[..keep], &bytes].concat()).unwrap();
        match store.read("s") {
            Ok(read) => prop_assert!(records(&batches()).starts_with(&read)),
            Err(error) => prop_assert!(matches!(error, StoreError::Damaged { .. }), "{}", error),
        }
        let _ = store.unfinished();
        let _ = store.append("s", 3, &[b"more".to_vec()], State::Open);
    }
}
