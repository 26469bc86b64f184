//! What every store does, and what a file may have become when its process was killed.

use std::{
    collections::BTreeMap,
    env, fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
    thread,
};

use enclave_store::{MAX_ID_BYTES, State, Store, StoreError, open};

/// Every kind of store, in a folder of its own.
fn each(test: impl Fn(&dyn Fn() -> Arc<dyn Store>, &str)) {
    for kind in ["memory:", "file:", "file:?fsync=never", "sqlite:"] {
        let folder = tempfile::tempdir().unwrap();
        let memory = open("memory:").unwrap();
        let url = url(kind, folder.path());
        let again = || if kind == "memory:" { Arc::clone(&memory) } else { open(&url).unwrap() };
        test(&again, kind);
    }
}

fn url(kind: &str, folder: &Path) -> String {
    let place = folder.join(if kind == "sqlite:" { "journal.db" } else { "journal" });
    match kind.split_once('?') {
        Some((scheme, options)) => format!("{scheme}{}?{options}", place.display()),
        None => format!("{kind}{}", place.display()),
    }
}

fn records(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

#[test]
fn records_come_back_in_order_and_from_another_opening() {
    each(|store, kind| {
        let long = "é/../".repeat(MAX_ID_BYTES / 6);
        for id in ["s", "", ".", "..", "a/b", "A", "a", "\0", "s-a", &long] {
            assert_eq!(store().read(id).unwrap(), records(&[]), "{kind}");
            store().append(id, 0, &records(&["first", id]), State::Open).unwrap();
            store().append(id, 2, &records(&["", "last"]), State::Open).unwrap();
            store().append(id, 4, &[], State::Open).unwrap();
        }
        for id in ["s", "", ".", "..", "a/b", "A", "a", "\0", "s-a", &long] {
            assert_eq!(store().read(id).unwrap(), records(&["first", id, "", "last"]), "{kind} {id:?}");
        }
    });
}

#[test]
fn who_comes_second_is_told() {
    each(|store, kind| {
        let (first, second) = (store(), store());
        first.append("s", 0, &records(&["a"]), State::Open).unwrap();
        first.append("s", 1, &records(&["b"]), State::Open).unwrap();
        let told = second.append("s", 1, &records(&["c"]), State::Open).unwrap_err().to_string();
        assert_eq!(told, "session `s` has 2 records, not 1: another process goes on with it", "{kind}");
        second.append("s", 2, &records(&["c"]), State::Open).unwrap();
        assert!(matches!(first.append("s", 2, &[], State::Finished), Err(StoreError::Conflict { found: 3, .. })));
        assert!(matches!(first.append("new", 1, &[], State::Open), Err(StoreError::Conflict { found: 0, .. })));
        assert_eq!(first.read("s").unwrap(), records(&["a", "b", "c"]), "{kind}");
    });
}

#[test]
fn sessions_that_are_over_are_no_longer_unfinished_and_can_be_read() {
    each(|store, kind| {
        for id in ["one", "two", "three"] {
            store().append(id, 0, &records(&["a"]), State::Open).unwrap();
            // File systems tell times apart that are some milliseconds apart.
            thread::sleep(std::time::Duration::from_millis(12));
        }
        assert_eq!(store().unfinished().unwrap(), ["one", "two", "three"], "{kind}");
        store().append("two", 1, &records(&["end"]), State::Finished).unwrap();
        assert_eq!(store().unfinished().unwrap(), ["one", "three"], "{kind}");
        assert_eq!(store().read("two").unwrap(), records(&["a", "end"]), "{kind}");
        assert!(matches!(store().append("two", 0, &[], State::Open), Err(StoreError::Conflict { found: 2, .. })));
        store().append("short", 0, &records(&["all"]), State::Finished).unwrap();
        store().remove("one").unwrap();
        store().remove("two").unwrap();
        store().remove("never").unwrap();
        assert_eq!(store().unfinished().unwrap(), ["three"], "{kind}");
        assert_eq!(store().read("two").unwrap(), records(&[]), "{kind}");
        store().append("two", 0, &records(&["again"]), State::Open).unwrap();
        assert_eq!(store().read("two").unwrap(), records(&["again"]), "{kind}");
    });
}

#[test]
fn an_id_is_claimed_by_one() {
    each(|store, kind| {
        let winners: usize = thread::scope(|scope| {
            let claims: Vec<_> = (0..8)
                .map(|_| {
                    let store = store();
                    scope.spawn(move || (0..20).filter(|id| store.claim(&format!("id {id}")).unwrap()).count())
                })
                .collect();
            claims.into_iter().map(|claim| claim.join().unwrap()).sum()
        });
        assert_eq!(winners, 20, "{kind}");
        assert!(!store().claim("id 1").unwrap(), "{kind}");
    });
}

#[test]
fn threads_that_append_at_once_are_put_in_order() {
    each(|store, kind| {
        let won: u64 = thread::scope(|scope| {
            let writers: Vec<_> = (0..4)
                .map(|writer: u64| {
                    let store = store();
                    scope.spawn(move || {
                        let mut won = 0;
                        for _ in 0..25 {
                            let position = store.read("s").unwrap().len() as u64;
                            let record = vec![format!("{position} by {writer}").into_bytes()];
                            match store.append("s", position, &record, State::Open) {
                                Ok(()) => won += 1,
                                Err(StoreError::Conflict { .. }) => {}
                                Err(error) => panic!("{error}"),
                            }
                        }
                        won
                    })
                })
                .collect();
            writers.into_iter().map(|writer| writer.join().unwrap()).sum()
        });
        let all = store().read("s").unwrap();
        assert_eq!(all.len() as u64, won, "{kind}");
        for (position, record) in all.iter().enumerate() {
            assert!(String::from_utf8_lossy(record).starts_with(&format!("{position} by ")), "{kind}");
        }
    });
}

#[test]
fn what_is_too_large_or_no_store_is_refused() {
    each(|store, kind| {
        let id = "i".repeat(MAX_ID_BYTES + 1);
        let refused = store().append(&id, 0, &[], State::Open).unwrap_err().to_string();
        assert_eq!(refused, "an id has 1025 bytes; at most 1024 are kept", "{kind}");
        assert!(matches!(store().claim(&id), Err(StoreError::TooLarge { .. })));
    });
    for wrong in ["", "journal.db", "sqlite:", "file:", "memory:x", "redis:x", "file:x?fsync=sometimes", "file:x?a"] {
        let told = open(wrong).unwrap_err().to_string();
        assert!(told.starts_with(&format!("`{wrong}` is no journal store: write `sqlite:PATH`")), "{told}");
    }
}

/// The file of a session with three appends, and where each ends.
fn log(folder: &Path) -> (PathBuf, Vec<usize>) {
    let store = open(&format!("file:{}", folder.display())).unwrap();
    let mut ends = Vec::new();
    let path = folder.join("open").join("s-s");
    for (at, texts) in [(0, ["a", "b"]), (2, ["", "some text"]), (4, ["c", "d"])] {
        store.append("s", at, &records(&texts), State::Open).unwrap();
        ends.push(fs::metadata(&path).unwrap().len() as usize);
    }
    (path, ends)
}

#[test]
fn a_file_that_was_cut_has_its_whole_appends_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (path, ends) = log(folder.path());
    let whole = fs::read(&path).unwrap();
    let all = ["a", "b", "", "some text", "c", "d"];
    for cut in 0..=whole.len() {
        // Cut off, and what a file system may have put in its place.
        for zeros in [0, 64] {
            let mut torn = whole[..cut].to_vec();
            torn.extend(vec![0; zeros]);
            fs::write(&path, &torn).unwrap();
            let store = open(&format!("file:{}", folder.path().display())).unwrap();
            let kept = 2 * ends.iter().filter(|end| **end <= cut).count();
            let read = store.read("s");
            if zeros > 0 && read.is_err() {
                // A head that is half zeros says nothing certain; it is not skipped in silence.
                assert!(!ends.contains(&cut), "{cut}");
                continue;
            }
            assert_eq!(read.unwrap(), records(&all[..kept]), "{cut}");
            store.append("s", kept as u64, &records(&["more"]), State::Open).unwrap();
            let mut expected = records(&all[..kept]);
            expected.push(b"more".to_vec());
            assert_eq!(open(&format!("file:{}", folder.path().display())).unwrap().read("s").unwrap(), expected);
        }
    }
}

#[test]
fn a_file_that_was_changed_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let (path, _) = log(folder.path());
    let whole = fs::read(&path).unwrap();
    let store = open(&format!("file:{}", folder.path().display())).unwrap();
    let all = records(&["a", "b", "", "some text", "c", "d"]);
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut changed = whole.clone();
            changed[at] ^= 1 << bit;
            fs::write(&path, &changed).unwrap();
            assert!(matches!(store.read("s"), Err(StoreError::Damaged { .. })), "{at} {bit}");
            assert!(store.append("s", all.len() as u64, &records(&["x"]), State::Open).is_err());
        }
    }
}

#[test]
fn hostile_files_are_refused_and_cost_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&format!("file:{}", folder.path().display())).unwrap();
    let path = folder.path().join("open").join("s-s");
    let numbers: Vec<u8> = [1_u32, u32::MAX].iter().flat_map(|number| number.to_le_bytes()).collect();
    for bytes in [b"ENCL".to_vec(), [b"ENCL".as_slice(), &numbers].concat(), vec![255; 4096], b"text".repeat(9)] {
        fs::write(&path, bytes).unwrap();
        match store.read("s") {
            Ok(records) => assert!(records.is_empty()),
            Err(error) => assert!(matches!(error, StoreError::Damaged { .. }), "{error}"),
        }
    }
}

const CHILD: &str = "ENCLAVE_STORE_CHILD";

/// Not a test of its own: what `nothing_that_was_acknowledged_is_lost` kills.
#[test]
fn child_that_appends_until_it_is_killed() {
    let Ok(url) = env::var(CHILD) else { return };
    let store = open(&url).unwrap();
    let mut position = store.read("s").unwrap().len() as u64;
    let mut out = std::io::stdout();
    loop {
        let batch: Vec<Vec<u8>> = (0..3).map(|at| format!("{} ", position + at).repeat(50).into_bytes()).collect();
        store.append("s", position, &batch, State::Open).unwrap();
        position += 3;
        // One write: a line is there whole or not at all.
        out.write_all(format!("acknowledged {position}\n").as_bytes()).unwrap();
    }
}

#[test]
fn nothing_that_was_acknowledged_is_lost() {
    for kind in ["file:", "file:?fsync=never", "sqlite:"] {
        let folder = tempfile::tempdir().unwrap();
        let url = url(kind, folder.path());
        for round in 0..8 {
            let mut child = Command::new(env::current_exe().unwrap())
                .args(["--exact", "child_that_appends_until_it_is_killed", "--nocapture"])
                .env(CHILD, &url)
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            thread::sleep(std::time::Duration::from_millis(30 + 11 * round));
            child.kill().unwrap();
            let out = child.wait_with_output().unwrap().stdout;
            let out = String::from_utf8_lossy(&out);
            let numbers = out.lines().filter_map(|line| line.strip_prefix("acknowledged "));
            let last: u64 = numbers.filter_map(|number| number.parse().ok()).max().unwrap_or(0);
            let kept = open(&url).unwrap().read("s").unwrap();
            assert!(kept.len() as u64 >= last && kept.len().is_multiple_of(3), "{kind}: {} of {last}", kept.len());
            let seen: BTreeMap<usize, Vec<u8>> = kept.into_iter().enumerate().collect();
            for (at, record) in seen {
                assert_eq!(record, format!("{at} ").repeat(50).into_bytes(), "{kind}");
            }
        }
    }
}
