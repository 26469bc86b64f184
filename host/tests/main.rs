//! Sessions whose process is killed at any moment.

use std::{
    collections::BTreeMap,
    env, fs,
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
    time::Duration,
};

use enclave_core::{
    Enclave, LoadOptions, RunOptions, Step, ToolFailure,
    contract::{Annotations, Config, Outcome, ToolSpec, Value},
};
use enclave_host::{Durable, open_store};
use enclave_store::Store;

const SCRIPT: &str = "
    const log = [];
    for (let i = 0; i < 4; i++) {
        const calls = [tools.pay({ i, n: 1 }), tools.read({ i }), tools.pay({ i, n: 2, r: Math.random() })];
        log.push(await Promise.all(calls.map((call) => call.catch((error) => error.code))));
        await sleep(1);
    }
    return log;
";

fn enclave() -> Enclave {
    let read =
        ToolSpec { annotations: Annotations { read_only: true, ..Annotations::default() }, ..ToolSpec::new("read") };
    Enclave::new(Config { tools: vec![ToolSpec::new("pay"), read], ..Config::default() }, Value::Null).unwrap()
}

fn recovered(store: &Arc<dyn Store>, id: &str) -> Durable {
    Durable::recover(&enclave(), Arc::clone(store), id, LoadOptions::default()).unwrap()
}

/// Runs a session to its end. What `pay` did is in the ledger, one line for each time that it was called.
fn finish(mut session: Durable, ledger: &mut fs::File) -> Outcome {
    loop {
        for call in session.pending().to_vec() {
            if session.is_uncertain(call.id) {
                let failure = ToolFailure { code: "UNCERTAIN".into(), message: String::new(), data: Value::Undefined };
                session.reject(call.id, failure).unwrap();
                continue;
            }
            if call.name == "pay" {
                ledger.write_all(format!("{} {}\n", session.id(), call.id).as_bytes()).unwrap();
            }
            session.resolve(call.id, Value::String(call.name.clone())).unwrap();
        }
        if let Step::Done(outcome) = session.advance() {
            return *outcome;
        }
    }
}

const CHILD: &str = "ENCLAVE_HOST_CHILD";
/// What it says before its first session.
const READY: &str = "ready";

/// Not a test of its own: what `every_session_completes` kills.
#[test]
fn child_that_runs_sessions_until_it_is_killed() {
    let Ok(folder) = env::var(CHILD) else { return };
    let (url, folder) = folder.split_once(' ').unwrap();
    let store = open_store(url).unwrap();
    let ledger = Path::new(folder).join("ledger");
    let mut ledger = fs::OpenOptions::new().create(true).append(true).open(ledger).unwrap();
    println!("{READY}");
    for id in store.unfinished().unwrap() {
        finish(recovered(&store, &id), &mut ledger);
    }
    loop {
        let session = enclave().start(SCRIPT, RunOptions { manual: true, ..RunOptions::default() }).unwrap();
        let mut session = Durable::new(session, Some(Arc::clone(&store)));
        session.advance();
        finish(session, &mut ledger);
    }
}

/// Kills a process at random points of its sessions, then lets another finish them.
fn every_session_completes(scheme: &str, kills: u64) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("{scheme}{}", folder.path().join("journal").display());
    // Points that differ from run to run: what they were does not matter, only that there are many.
    let mut random = u64::from(std::process::id());
    for _ in 0..kills {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "child_that_runs_sessions_until_it_is_killed", "--nocapture"])
            .env(CHILD, format!("{url} {}", folder.path().display()))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        // However long the machine takes to start it.
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().ends_with(READY)));
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_micros((random >> 33) % 60_000));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let store = open_store(&url).unwrap();
    let path = folder.path().join("ledger");
    let mut ledger = fs::OpenOptions::new().append(true).open(&path).unwrap();
    for id in store.unfinished().unwrap() {
        assert!(finish(recovered(&store, &id), &mut ledger).result.is_ok());
    }
    assert_eq!(store.unfinished().unwrap(), [""; 0]);
    let mut paid: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for line in fs::read_to_string(&path).unwrap().lines() {
        let (session, call) = line.split_once(' ').unwrap();
        paid.entry(session.to_owned()).or_default().push(call.parse().unwrap());
    }
    assert!(paid.len() as u64 > kills / 4, "{} sessions", paid.len());
    let mut uncertain = 0;
    for (session, calls) in paid {
        let mut once = calls.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), calls.len(), "a tool was called twice in {session}: {calls:?}");
        // The session ends as it did, without a tool being called.
        let Step::Done(outcome) = recovered(&store, &session).advance() else { panic!("{session} is not over") };
        assert_eq!(outcome.calls.len(), 12);
        for call in outcome.calls.iter().filter(|call| call.name == "pay") {
            let ok = matches!(&call.outcome, enclave_core::contract::CallOutcome::Ok(_));
            assert!(!ok || once.contains(&call.id), "the script was told of a call that was not made");
            uncertain += usize::from(!ok);
        }
    }
    assert!(uncertain > 0, "no call was ever cut off");
}

#[test]
fn killed_at_any_point_every_session_completes_and_no_tool_is_called_twice() {
    every_session_completes("sqlite:", 100);
    every_session_completes("file:", 100);
}

#[test]
fn a_store_that_another_process_goes_on_with_ends_the_session_here() {
    let store = open_store("memory:").unwrap();
    let start = || {
        let options = RunOptions { manual: true, session_id: Some("s".into()), ..RunOptions::default() };
        Durable::new(enclave().start(SCRIPT, options).unwrap(), Some(Arc::clone(&store)))
    };
    let message = |step: Step| match step {
        Step::Done(outcome) => outcome.result.unwrap_err().to_string(),
        Step::Waiting { .. } => panic!("it goes on"),
    };
    let mut here = start();
    here.advance();
    let mut there = recovered(&store, "s");
    there.advance();
    there.retry(1).unwrap();
    assert!(here.is_done() || !here.is_uncertain(1));
    here.resolve(1, Value::Null).unwrap();
    let told =
        "REPLAY_DIVERGED: the journal store has more of session `s` than this process: another one has it, or had it";
    assert_eq!(message(here.advance()), told);
    assert_eq!(message(here.advance()), told);
    assert!(here.resolve(3, Value::Null).is_err());
    // So does a second session of that name.
    assert_eq!(message(start().advance()), told);
    let unknown = Durable::recover(&enclave(), store, "nobody", LoadOptions::default()).unwrap_err().to_string();
    assert_eq!(unknown, "REPLAY_DIVERGED: the journal store has no session `nobody`");
}
