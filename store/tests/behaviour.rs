//! What every store does.

use std::{
    fs::{self, File},
    sync::{Arc, Barrier},
    thread,
    time::Duration,
};

use enclave_store::{FileStore, Fsync, MAX_ID_BYTES, MAX_RECORD_BYTES, MAX_RECORDS, State, Store, StoreError, open};
use tempfile::TempDir;

/// Ids that are hard on file names and on SQL.
const IDS: [&str; 9] = ["", "a", "A", "../../etc/passwd", "a/b", "a\0b", "a'; DROP TABLE sessions", "日本語", "."];

/// Opens a kind of store in a directory.
type Open = fn(&TempDir) -> Arc<dyn Store>;

fn memory(_: &TempDir) -> Arc<dyn Store> {
    open("memory:").unwrap()
}

fn file(directory: &TempDir) -> Arc<dyn Store> {
    open(&format!("file:{}/deep/store?fsync=never", directory.path().display())).unwrap()
}

fn sqlite(directory: &TempDir) -> Arc<dyn Store> {
    open(&format!("sqlite:{}/store.db", directory.path().display())).unwrap()
}

macro_rules! for_every_store {
    ($($test:ident)*) => {
        mod memory { $(#[test] fn $test() { super::$test(super::memory); })* }
        mod file { $(#[test] fn $test() { super::$test(super::file); })* }
        mod sqlite { $(#[test] fn $test() { super::$test(super::sqlite); })* }
    };
}

for_every_store! {
    records_come_back_in_order
    another_position_is_a_conflict
    of_threads_that_append_at_one_position_one_wins
    of_threads_that_claim_an_id_one_wins
    unfinished_sessions_are_listed_oldest_first
    a_removed_session_can_begin_again_but_its_claim_stays
    ids_are_kept_apart
    what_is_too_large_is_refused
}

fn record(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

fn records_come_back_in_order(open: Open) {
    let directory = TempDir::new().unwrap();
    let store = open(&directory);
    assert!(store.read("s").unwrap().is_empty());
    store.append("s", 0, &[record("one"), Vec::new()], State::Open).unwrap();
    store.append("s", 2, &[], State::Finished).unwrap();
    store.append("s", 2, &[], State::Finished).unwrap();
    let all_bytes: Vec<u8> = (0..=255).collect();
    store.append("s", 2, &[all_bytes.clone(), vec![0; 70_000]], State::Open).unwrap();
    assert_eq!(store.read("s").unwrap(), [record("one"), Vec::new(), all_bytes, vec![0; 70_000]]);
}

fn another_position_is_a_conflict(open: Open) {
    let directory = TempDir::new().unwrap();
    let store = open(&directory);
    let conflict = |position| match store.append("s", position, &[record("no")], State::Finished).unwrap_err() {
        StoreError::Conflict { session, expected, found } => {
            assert_eq!((session.as_str(), expected), ("s", position));
            found
        }
        error => panic!("{error}"),
    };
    assert_eq!(conflict(1), 0);
    assert!(store.unfinished().unwrap().is_empty());
    store.append("s", 0, &[record("a"), record("b")], State::Open).unwrap();
    assert_eq!([0, 1, 3, u64::MAX].map(conflict), [2; 4]);
    assert_eq!(store.read("s").unwrap(), [record("a"), record("b")]);
    assert_eq!(store.unfinished().unwrap(), ["s"]);
}

/// How many of eight threads that begin together got what they asked for.
fn winners(ask: impl Fn(usize) -> bool + Sync) -> usize {
    let barrier = Barrier::new(8);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|thread| {
                let (barrier, ask) = (&barrier, &ask);
                scope.spawn(move || {
                    barrier.wait();
                    ask(thread)
                })
            })
            .collect();
        threads.into_iter().map(|thread| usize::from(thread.join().unwrap())).sum()
    })
}

fn of_threads_that_append_at_one_position_one_wins(open: Open) {
    let directory = TempDir::new().unwrap();
    let store = open(&directory);
    for position in 0..20 {
        let wins = winners(|thread| {
            let done = store.append("s", position, &[format!("{thread}").into_bytes()], State::Open);
            assert!(matches!(done, Ok(()) | Err(StoreError::Conflict { .. })), "{done:?}");
            done.is_ok()
        });
        assert_eq!(wins, 1);
        assert_eq!(store.read("s").unwrap().len() as u64, position + 1);
    }
}

fn of_threads_that_claim_an_id_one_wins(open: Open) {
    let directory = TempDir::new().unwrap();
    let store = open(&directory);
    for id in 0..20 {
        assert_eq!(winners(|_| store.claim(&id.to_string()).unwrap()), 1);
        assert!(!store.claim(&id.to_string()).unwrap());
    }
}

fn unfinished_sessions_are_listed_oldest_first(open: Open) {
    let directory = TempDir::new().unwrap();
    let store = open(&directory);
    for id in ["z", "m", "a", "k"] {
        store.append(id, 0, &[record(id)], State::Open).unwrap();
    }
    store.append("m", 1, &[], State::Finished).unwrap();
    store.append("a", 1, &[record("more")], State::Finished).unwrap();
    store.append("z", 1, &[record("more")], State::Open).unwrap();
    assert_eq!(store.unfinished().unwrap(), ["z", "k"]);
    store.append("a", 2, &[], State::Open).unwrap();
    store.remove("z").unwrap();
    assert_eq!(store.unfinished().unwrap(), ["a", "k"]);
    store.append("z", 0, &[], State::Open).unwrap();
    assert_eq!(store.unfinished().unwrap(), ["a", "k", "z"]);
}

fn a_removed_session_can_begin_again_but_its_claim_stays(open: Open) {
    let directory = TempDir::new().unwrap();
    let store = open(&directory);
    store.remove("s").unwrap();
    assert!(store.claim("s").unwrap());
    store.append("s", 0, &[record("old")], State::Open).unwrap();
    store.remove("s").unwrap();
    assert!(store.read("s").unwrap().is_empty());
    assert!(store.unfinished().unwrap().is_empty());
    assert!(!store.claim("s").unwrap());
    store.append("s", 0, &[record("new")], State::Open).unwrap();
    assert_eq!(store.read("s").unwrap(), [record("new")]);
}

fn ids_are_kept_apart(open: Open) {
    let directory = TempDir::new().unwrap();
    let store = open(&directory);
    let long = ["x".repeat(MAX_ID_BYTES), format!("{}y", "x".repeat(MAX_ID_BYTES - 1))];
    let ids: Vec<&str> = IDS.into_iter().chain(long.iter().map(String::as_str)).collect();
    for id in &ids {
        store.append(id, 0, &[record(id)], State::Open).unwrap();
        assert!(store.claim(id).unwrap());
    }
    assert_eq!(store.unfinished().unwrap(), ids);
    for id in &ids {
        assert_eq!(store.read(id).unwrap(), [record(id)]);
    }
}

fn what_is_too_large_is_refused(open: Open) {
    let directory = TempDir::new().unwrap();
    let store = open(&directory);
    let too_large = |done: Result<(), StoreError>| match done.unwrap_err() {
        StoreError::TooLarge { size, max, .. } => (size, max),
        error => panic!("{error}"),
    };
    let id = "x".repeat(MAX_ID_BYTES + 1);
    assert_eq!(too_large(store.append(&id, 0, &[], State::Open)), (1025, 1024));
    assert_eq!(too_large(store.read(&id).map(drop)), (1025, 1024));
    assert_eq!(too_large(store.claim(&id).map(drop)), (1025, 1024));
    assert_eq!(too_large(store.remove(&id)), (1025, 1024));

    let record = vec![0; MAX_RECORD_BYTES + 1];
    assert_eq!(too_large(store.append("s", 0, &[record], State::Open)), (134_217_729, 134_217_728));
    let records = vec![Vec::new(); 1 + usize::try_from(MAX_RECORDS).unwrap()];
    assert_eq!(too_large(store.append("s", 0, &records, State::Open)), (1_048_577, 1_048_576));
    assert!(store.unfinished().unwrap().is_empty());

    let part = vec![vec![0; 1 << 20]; 63];
    for times in 0..4 {
        store.append("s", times * 63, &part, State::Open).unwrap();
    }
    assert_eq!(too_large(store.append("s", 252, &part[..5], State::Finished)), (257 << 20, 256 << 20));
    store.append("s", 252, &part[..4], State::Open).unwrap();
    assert_eq!(too_large(store.append("s", 256, &[vec![0]], State::Finished)), ((256 << 20) + 1, 256 << 20));
    assert_eq!(store.unfinished().unwrap(), ["s"]);
    assert_eq!(store.read("s").unwrap().len(), 256);
}

#[test]
fn a_store_that_is_opened_again_has_everything() {
    for open in [file, sqlite] {
        let directory = TempDir::new().unwrap();
        let store = open(&directory);
        store.append("open", 0, &[record("a")], State::Open).unwrap();
        store.append("done", 0, &[record("b")], State::Finished).unwrap();
        assert!(store.claim("c").unwrap());
        let other = open(&directory);
        other.append("open", 1, &[record("c")], State::Open).unwrap();
        drop((store, other));

        let again = open(&directory);
        assert_eq!(again.read("open").unwrap(), [record("a"), record("c")]);
        assert_eq!(again.read("done").unwrap(), [record("b")]);
        assert_eq!(again.unfinished().unwrap(), ["open"]);
        assert!(!again.claim("c").unwrap());
    }
}

#[test]
fn an_append_that_waited_while_its_session_was_removed_begins_it_anew() {
    let directory = TempDir::new().unwrap();
    let store = FileStore::open(directory.path(), Fsync::Never).unwrap();
    store.append("s", 0, &[record("old")], State::Open).unwrap();
    let path = fs::read_dir(directory.path().join("sessions")).unwrap().next().unwrap().unwrap().path();
    let held = File::open(&path).unwrap();
    held.lock().unwrap();
    thread::scope(|scope| {
        let appending = scope.spawn(|| store.append("s", 0, &[record("new")], State::Open));
        // Long enough for the append to wait for the lock.
        thread::sleep(Duration::from_millis(200));
        fs::remove_file(&path).unwrap();
        held.unlock().unwrap();
        appending.join().unwrap().unwrap();
    });
    assert_eq!(store.read("s").unwrap(), [record("new")]);
}

#[test]
fn urls_that_name_no_store_say_what_to_write() {
    for (url, message) in [
        ("", "there is no such store; write `memory:`, `file:DIR` or `sqlite:PATH`"),
        ("redis://host", "a store is on this machine; write `file:/DIR` or `file:DIR`, without `//`"),
        ("redis:host", "there is no such store; write `memory:`, `file:DIR` or `sqlite:PATH`"),
        ("memory:x", "`memory:` takes neither path nor options"),
        ("memory:?", "`memory:` takes neither path nor options"),
        ("file:", "the directory is missing; write `file:DIR`"),
        ("file:x?fsync=often", "the options of `file:` are `fsync=always` and `fsync=never`"),
        ("file://x", "a store is on this machine; write `file:/DIR` or `file:DIR`, without `//`"),
        ("sqlite:", "the database is missing; write `sqlite:PATH`"),
        ("sqlite::memory:", "write `memory:` for a store that is not kept"),
        ("sqlite:x?mode=ro", "`sqlite:` takes no options"),
    ] {
        match open(url).unwrap_err() {
            StoreError::InvalidUrl(text) => assert_eq!(text, format!("`{url}`: {message}")),
            error => panic!("{error}"),
        }
    }
}

#[test]
fn the_database_of_another_program_is_left_alone() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("other.db");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE sessions (x)").unwrap();
    let before = std::fs::read(&path).unwrap();
    let error = open(&format!("sqlite:{}", path.display())).unwrap_err();
    assert!(matches!(&error, StoreError::Damaged { reason, .. } if reason == "it is the database of another program"));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}
