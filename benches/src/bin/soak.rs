//! Random isolated sessions, kills and floods for as long as it is told, with what this process holds over time.
//!
//! `cargo worker --out target/release && cargo run --release -p enclave-benches --bin soak -- 1800` (seconds).

use std::{
    collections::BTreeMap,
    fs,
    hash::{BuildHasher, RandomState},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use enclave_contract::{Config, Isolation, LimitsPatch, PoolOptions, Value};
use enclave_core::{Enclave, RunOptions, Step};
use enclave_pool::{Pool, PoolEventKind};

const CLIENTS: usize = 8;
const REPORT: Duration = Duration::from_secs(30);

const SCRIPTS: [&str; 10] = [
    "return 1 + 1",
    "let sum = 0; for (let i = 0; i < 20; i++) sum += (await callTool('echo', { i })).i; return sum",
    "return (await Promise.all(Array.from({ length: 30 }, (_, i) => callTool('echo', { i })))).length",
    "let i = 0; while (i >= 0) { i += 1; i %= 9 }",
    "const all = []; for (let i = 0; ; i++) all.push('x'.repeat(100000) + i)",
    "for (let i = 0; ; i++) console.log('line', i)",
    "for (let i = 0; ; i++) callTool('echo', { i })",
    "await sleep(30); return new Date().getTime() > 0",
    "const deep = (n) => deep(n + 1) + 1; return deep(0)",
    "return Array.from({ length: 20000 }, (_, i) => ({ id: i, text: 'row ' + i }))",
];

fn main() {
    let seconds = std::env::args().nth(1).and_then(|seconds| seconds.parse().ok()).unwrap_or(1_800);
    let config = Config {
        any_tool: true,
        isolation: Some(Isolation::Process),
        limits: LimitsPatch { timeout_ms: Some(400), max_iterations: Some(1_000_000_000), ..LimitsPatch::default() },
        pool: PoolOptions { max_workers: Some(6), ..PoolOptions::default() },
        ..Config::default()
    };
    let pool = Pool::new(&config, |wait| wait()).expect("a worker program beside this one");
    let enclave = Enclave::isolated(config, Value::Null, Arc::new(pool.clone())).expect("the configuration is valid");
    let begun = Instant::now();
    let end = Duration::from_secs(seconds);
    let (runs, values, kills) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
    let history = Mutex::new(History::default());
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            let (enclave, pool, runs, values, kills, history) = (&enclave, &pool, &runs, &values, &kills, &history);
            scope.spawn(move || {
                let random = RandomState::new();
                let mut number = client as u64;
                while begun.elapsed() < end {
                    number += 1;
                    let dice = random.hash_one(number);
                    let code = SCRIPTS[usize::try_from(dice % SCRIPTS.len() as u64).unwrap_or(0)];
                    let kill = || {
                        let pid = if dice >> 32 & 31 == 0 { newest(pool, history) } else { None };
                        kills.fetch_add(u64::from(pid.is_some_and(killed)), Ordering::Relaxed);
                    };
                    values.fetch_add(u64::from(session(enclave, code, kill, client)), Ordering::Relaxed);
                    runs.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        println!(
            "seconds  runs      values    kills   resident KB  in use KB  descriptors  processes  zombies  lost    killed"
        );
        while begun.elapsed() < end {
            thread::sleep(REPORT.min(end.saturating_sub(begun.elapsed()).max(Duration::from_millis(1))));
            let stats = pool.stats();
            newest(&pool, &history);
            let (processes, zombies) = processes();
            println!(
                "{:<8} {:<9} {:<9} {:<7} {:<12} {:<10} {:<12} {processes:<10} {zombies:<8} {:<7} {}",
                begun.elapsed().as_secs(),
                runs.load(Ordering::Relaxed),
                values.load(Ordering::Relaxed),
                kills.load(Ordering::Relaxed),
                resident(),
                in_use(),
                fs::read_dir("/proc/self/fd").map_or(0, Iterator::count),
                stats.lost,
                stats.killed,
            );
        }
    });
    println!("why workers were lost:");
    for (reason, count) in &history.lock().expect("no client panicked").reasons {
        println!("{count:<8} {reason}");
    }
    drop(enclave);
    pool.close();
    drop(pool);
    thread::sleep(Duration::from_millis(200));
    println!("after the end: {} processes", processes().0);
}

/// What the pool told of its workers.
#[derive(Default)]
struct History {
    newest: Option<u32>,
    reasons: BTreeMap<String, u64>,
}

/// The worker that was started last, after what happened since is noted.
fn newest(pool: &Pool, history: &Mutex<History>) -> Option<u32> {
    let mut history = history.lock().expect("no client panicked");
    for event in pool.take_events() {
        if event.kind == PoolEventKind::Lost {
            *history.reasons.entry(event.reason).or_default() += 1;
        } else {
            history.newest = Some(event.pid);
        }
    }
    history.newest.take()
}

/// Whether a process was there to be killed; whoever has it loses it.
fn killed(pid: u32) -> bool {
    let mut kill = std::process::Command::new("kill");
    kill.args(["-9", &pid.to_string()])
        .stderr(std::process::Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Whether a session ended with a value. `kill` is called when it first waits.
fn session(enclave: &Enclave, code: &str, kill: impl FnOnce(), client: usize) -> bool {
    let tenant = Some(format!("tenant {}", client % 3));
    let Ok(mut session) = enclave.start(code, RunOptions { tenant, ..RunOptions::default() }) else { return false };
    let mut kill = Some(kill);
    loop {
        match session.advance() {
            Step::Done(outcome) => return outcome.result.is_ok(),
            Step::Waiting { calls, wake_in } => {
                if let Some(kill) = kill.take() {
                    kill();
                }
                if calls.is_empty() {
                    thread::sleep(wake_in.unwrap_or_default().min(Duration::from_millis(20)));
                }
                for call in calls {
                    session.resolve(call.id, call.args).expect("the session waits for it");
                }
            }
        }
    }
}

fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse().ok()).unwrap_or(0)
}

/// What this program has from the allocator and has not given back, in kilobytes: what is resident besides is the
/// allocator's to use again.
#[expect(unsafe_code, reason = "no safe function asks the allocator")]
fn in_use() -> usize {
    // SAFETY: it reads the allocator's own counts.
    let counts = unsafe { libc::mallinfo2() };
    (counts.uordblks + counts.hblkhd) >> 10
}

/// Descendants of this process, and those among them that nobody reaped.
fn processes() -> (usize, usize) {
    let mut found = vec![std::process::id()];
    let mut at = 0;
    while let Some(pid) = found.get(at).copied() {
        for task in fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten() {
            let children = fs::read_to_string(task.path().join("children")).unwrap_or_default();
            found.extend(children.split_whitespace().filter_map(|pid| pid.parse::<u32>().ok()));
        }
        at += 1;
    }
    let zombie = |pid: &&u32| fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| stat.contains(") Z "));
    (found.len() - 1, found.iter().skip(1).filter(zombie).count())
}
