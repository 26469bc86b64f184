//! Processes that share a store, and are killed.

use std::{
    collections::BTreeSet,
    env,
    io::{BufRead, BufReader, Read, Write},
    process::{Child, Command, Stdio},
    sync::Arc,
};

use enclave_store::{State, Store, StoreError, open};
use tempfile::TempDir;

/// Set in a child: the URL of the store.
const URL: &str = "ENCLAVE_STORE_TEST_URL";

/// The stores that processes can share, in a directory.
fn urls(directory: &TempDir) -> [String; 2] {
    let path = directory.path().display();
    [format!("file:{path}/files"), format!("sqlite:{path}/store.db")]
}

/// Runs a test of this file again in a process of its own, where it is the child.
fn child(test: &str, url: &str) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "--nocapture", &format!("processes::{test}")])
        .env(URL, url)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The store of a child; none in the parent.
fn store_of_child() -> Option<Arc<dyn Store>> {
    env::var(URL).ok().map(|url| open(&url).unwrap())
}

fn say(text: &str) {
    writeln!(std::io::stdout().lock(), "\nsays {text}").unwrap();
}

/// What children say, up to their end.
fn said(output: impl Read) -> impl Iterator<Item = String> {
    let lines = BufReader::new(output).lines().map(Result::unwrap);
    lines.filter_map(|line| line.strip_prefix("says ").map(str::to_owned))
}

/// The records of one append: some of a disk's sectors long, so that a kill may leave half of them.
fn batch(position: u64) -> Vec<Vec<u8>> {
    (position..position + 3).map(|position| position.to_le_bytes().repeat(250 + position as usize % 7)).collect()
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    if let Some(store) = store_of_child() {
        let mut position = store.read("s").unwrap().len() as u64;
        loop {
            store.append("s", position, &batch(position), State::Open).unwrap();
            position += 3;
            say(&position.to_string());
        }
    }
    let directory = TempDir::new().unwrap();
    for url in urls(&directory) {
        let store = open(&url).unwrap();
        let mut acknowledged = 0;
        for round in 0..12 {
            let mut child = child("what_was_acknowledged_survives_a_kill", &url);
            let mut said = said(child.stdout.take().unwrap());
            let before = acknowledged;
            for _ in 0..=round {
                acknowledged = said.next().unwrap().parse().unwrap();
            }
            // SIGKILL, in the midst of the next append.
            child.kill().unwrap();
            acknowledged = said.last().map_or(acknowledged, |last| last.parse().unwrap());
            child.wait().unwrap();
            assert!(acknowledged > before);

            let records = store.read("s").unwrap();
            let found = records.len() as u64;
            // The last append may be there without having been acknowledged.
            assert!(found == acknowledged || found == acknowledged + 3, "{found} records, {acknowledged} acknowledged");
            assert_eq!(records, (0..found).step_by(3).flat_map(batch).collect::<Vec<_>>());
            assert_eq!(store.unfinished().unwrap(), ["s"]);
        }
    }
}

#[test]
fn processes_that_append_lose_nothing() {
    if let Some(store) = store_of_child() {
        let me = std::process::id();
        let mut position = 0;
        for number in 0..40 {
            let record = format!("{me} {number}").into_bytes();
            loop {
                match store.append("s", position, std::slice::from_ref(&record), State::Open) {
                    Ok(()) => break,
                    Err(StoreError::Conflict { found, .. }) => position = found,
                    Err(error) => panic!("{error}"),
                }
            }
            position += 1;
        }
        return;
    }
    let directory = TempDir::new().unwrap();
    for url in urls(&directory) {
        let children: Vec<_> = (0..4).map(|_| child("processes_that_append_lose_nothing", &url)).collect();
        let ids: Vec<_> = children.iter().map(Child::id).collect();
        for child in children {
            assert!(child.wait_with_output().unwrap().status.success());
        }
        let records = open(&url).unwrap().read("s").unwrap();
        assert_eq!(records.len(), 160);
        for id in ids {
            let prefix = format!("{id} ").into_bytes();
            let of_child: Vec<_> = records.iter().filter(|record| record.starts_with(&prefix)).cloned().collect();
            let expected: Vec<_> = (0..40).map(|number| format!("{id} {number}").into_bytes()).collect();
            assert_eq!(of_child, expected);
        }
    }
}

#[test]
fn of_processes_that_claim_an_id_one_wins() {
    if let Some(store) = store_of_child() {
        for id in (0..50).filter(|id| store.claim(&id.to_string()).unwrap()) {
            say(&id.to_string());
        }
        return;
    }
    let directory = TempDir::new().unwrap();
    for url in urls(&directory) {
        let children: Vec<_> = (0..4).map(|_| child("of_processes_that_claim_an_id_one_wins", &url)).collect();
        let outputs = children.into_iter().map(|child| child.wait_with_output().unwrap());
        let won: Vec<String> = outputs.flat_map(|output| said(&output.stdout[..]).collect::<Vec<_>>()).collect();
        let ids: BTreeSet<_> = won.iter().map(|id| id.parse::<u32>().unwrap()).collect();
        assert_eq!(won.len(), 50);
        assert_eq!(ids, (0..50).collect());
    }
}

/// Runs work in a forked child.
#[expect(unsafe_code, reason = "what is tested is a fork")]
fn fork(work: impl FnOnce()) -> libc::pid_t {
    // SAFETY: glibc makes memory usable in the child; it touches no lock of other threads but those of the store.
    let child = unsafe { libc::fork() };
    assert!(child >= 0);
    if child == 0 {
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
        // SAFETY: ends the child without the test harness's cleaning up.
        unsafe { libc::_exit(i32::from(done.is_err())) }
    }
    child
}

#[expect(unsafe_code, reason = "what is tested is a fork")]
fn wait(child: libc::pid_t) {
    let mut status = 0;
    // SAFETY: `status` is there for the call.
    let ended = unsafe { libc::waitpid(child, &raw mut status, 0) };
    assert_eq!((ended, status), (child, 0));
}

#[test]
fn a_forked_child_has_a_connection_of_its_own() {
    let directory = TempDir::new().unwrap();
    for url in urls(&directory) {
        let store = open(&url).unwrap();
        store.append("s", 0, &[b"parent".to_vec()], State::Open).unwrap();
        let (mut parent_reads, mut child_writes) = std::io::pipe().unwrap();
        let (mut child_reads, mut parent_writes) = std::io::pipe().unwrap();
        let child = fork(|| {
            store.append("s", 1, &[b"child".to_vec()], State::Open).unwrap();
            child_writes.write_all(b"x").unwrap();
            child_reads.read_exact(&mut [0]).unwrap();
            store.append("s", 2, &[b"child alone".to_vec()], State::Open).unwrap();
        });
        parent_reads.read_exact(&mut [0]).unwrap();
        // The last connection of the parent would take the write-ahead log away with it.
        drop(store);
        parent_writes.write_all(b"x").unwrap();
        wait(child);
        let records = open(&url).unwrap().read("s").unwrap();
        assert_eq!(records, [&b"parent"[..], b"child", b"child alone"]);
    }
}

#[test]
fn a_fork_in_the_midst_of_appends_keeps_no_lock() {
    let directory = TempDir::new().unwrap();
    for url in urls(&directory) {
        let store = open(&url).unwrap();
        std::thread::scope(|scope| {
            let appending = scope.spawn(|| {
                (0..300).for_each(|position| store.append("s", position, &batch(0)[..1], State::Open).unwrap());
            });
            let (reads, mut writes) = std::io::pipe().unwrap();
            let mut children = Vec::new();
            while children.len() < 20 && !appending.is_finished() {
                let (store, mut reads) = (&store, reads.try_clone().unwrap());
                // Each child lives on, with all files that were open, until the appends are done.
                children.push(fork(move || {
                    reads.read_exact(&mut [0]).unwrap();
                    assert_eq!(store.read("s").unwrap().len(), 300);
                }));
            }
            appending.join().unwrap();
            writes.write_all(&vec![0; children.len()]).unwrap();
            children.into_iter().for_each(wait);
        });
    }
}
