//! What process isolation costs beside engines in this process, and what a waiting worker takes.

use std::{
    cell::RefCell,
    fs,
    io::{Read, Write},
    os::unix::net::UnixStream,
    process::Command,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use enclave_contract::{Config, Isolation, Language, Level, Limits, Value};
use enclave_core::{Enclave, RunOptions, Session};
use enclave_pool::Pool;
use enclave_sandbox::{Furnishing, Main, Warm, compile};

use crate::{TEN_CALLS, compare, drive, median, run, sum};

/// Sessions that follow each other, four at a time.
const CLIENTS: usize = 4;
const THROUGHPUT: Duration = Duration::from_secs(3);

pub(crate) fn measure() {
    println!("\nprocess isolation (ours: in a worker; theirs: in this process)");
    let config = Config { any_tool: true, isolation: Some(Isolation::Process), ..Config::default() };
    let mut starts = Vec::new();
    for _ in 0..10 {
        let begun = Instant::now();
        let pool = Pool::new(&config, |wait| wait()).expect("a worker program beside this one");
        pool.start().expect("workers can be started");
        starts.push(begun.elapsed());
    }
    println!("start of a pool: {:.1?}", median(starts));
    let pool = Pool::new(&config, |wait| wait()).expect("a worker program beside this one");
    pool.start().expect("workers can be started");
    let enclave = Enclave::isolated(config, Value::Null, Arc::new(pool.clone())).expect("the configuration is valid");
    let isolated = |code: &str| drive(start(&enclave, code), sum);
    // Time for the next worker to be forked: with one client, each session finds one ready.
    let ahead = || thread::sleep(Duration::from_millis(1));
    compare("return 1 + 1, a worker ready", 300, || isolated("return 1 + 1"), || run("return 1 + 1"));
    let mut times = Vec::new();
    for _ in 0..300 {
        ahead();
        let begun = Instant::now();
        isolated("return 1 + 1");
        times.push(begun.elapsed());
    }
    println!("return 1 + 1, one each millisecond: {:.1?}", median(times));
    raw_forks_beside();
    compare("ten tool calls, one after the other", 100, || isolated(TEN_CALLS), || run(TEN_CALLS));
    memory(&pool);
    throughput(&enclave);
    let stats = pool.stats();
    println!("workers lost: {}, killed: {}", stats.lost, stats.killed);
}

fn start(enclave: &Enclave, code: &str) -> Session {
    enclave.start(code, RunOptions::default()).unwrap_or_else(|rejection| panic!("{rejection}"))
}

/// The proportional set size of the waiting workers.
fn memory(pool: &Pool) {
    thread::sleep(Duration::from_millis(50));
    let children = |pid: u32| -> Vec<u32> {
        let listed = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
        listed.split_whitespace().filter_map(|pid| pid.parse().ok()).collect()
    };
    let of = |pid: u32, key: &str| -> u64 {
        let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
        let line = rollup.lines().find(|line| line.starts_with(key)).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse().ok()).unwrap_or(0)
    };
    for zygote in children(std::process::id()) {
        let waiting = children(zygote);
        if waiting.len() < usize::try_from(pool.stats().ready).unwrap_or(0) {
            continue;
        }
        let workers: Vec<u64> = waiting.iter().map(|pid| of(*pid, "Pss:")).collect();
        if !workers.is_empty() {
            println!("a zygote: {} KB PSS; waiting workers: {workers:?} KB PSS", of(zygote, "Pss:"));
        }
    }
}

/// Fresh isolated sessions in a second.
fn throughput(enclave: &Enclave) {
    let begun = Instant::now();
    let runs: u32 = thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|_| {
                scope.spawn(|| {
                    let mut runs = 0;
                    while begun.elapsed() < THROUGHPUT {
                        drive(start(enclave, "return 1 + 1"), sum);
                        runs += 1;
                    }
                    runs
                })
            })
            .collect();
        clients.into_iter().map(|client| client.join().unwrap_or(0)).sum()
    });
    println!(
        "{CLIENTS} clients: {:.0} fresh isolated sessions a second",
        f64::from(runs) / begun.elapsed().as_secs_f64()
    );
}

/// The argument that has this program be a zygote with nothing around it.
pub(crate) const RAW_FORKS: &str = "raw-forks";

/// In a process of its own: a fork needs one with a single thread.
fn raw_forks_beside() {
    let program = std::env::current_exe().expect("this program");
    let ended = Command::new(program).arg(RAW_FORKS).status().expect("this program starts");
    assert!(ended.success(), "{ended}");
}

/// The same script in a raw fork of a process with a warm engine: no lockdown, no pool, no frames, no static layers.
pub(crate) fn raw_forks() {
    let (mut fresh, mut ahead) = (Vec::new(), Vec::new());
    for _ in 0..300 {
        thread::sleep(Duration::from_millis(1));
        let begun = Instant::now();
        let fork = RawFork::new();
        fork.run();
        fresh.push(begun.elapsed());
        drop(fork);
        let fork = RawFork::new();
        thread::sleep(Duration::from_millis(1));
        let begun = Instant::now();
        fork.run();
        ahead.push(begun.elapsed());
    }
    println!("return 1 + 1 in a raw fork: {:.1?}; in one forked ahead: {:.1?}", median(fresh), median(ahead));
}

struct RawFork {
    pid: libc::pid_t,
    socket: UnixStream,
}

impl RawFork {
    #[expect(unsafe_code, reason = "there is no safe fork")]
    fn new() -> Self {
        thread_local!(static WARM: RefCell<Option<Warm>> = RefCell::new(enclave_worker::serve::warm().ok()));
        let warmed = WARM.with_borrow(Option::is_some);
        assert!(warmed, "there is memory for an engine");
        let (socket, mut its) = UnixStream::pair().expect("sockets");
        // SAFETY: this process has one thread.
        let pid = unsafe { libc::fork() };
        if pid == 0 {
            let ran =
                its.read_exact(&mut [0]).is_ok() && WARM.take().is_some_and(sum_in) && its.write_all(&[1]).is_ok();
            // SAFETY: nothing of this process's memory is to be put in order.
            unsafe { libc::_exit(i32::from(!ran)) };
        }
        Self { pid, socket }
    }

    /// Runs the script.
    fn run(&self) {
        (&self.socket).write_all(&[1]).expect("the fork reads");
        (&self.socket).read_exact(&mut [0]).expect("the script runs");
    }
}

impl Drop for RawFork {
    #[expect(unsafe_code, reason = "as `new`")]
    fn drop(&mut self) {
        // SAFETY: it is a child of this process, whose status nobody wants.
        unsafe { libc::waitpid(self.pid, std::ptr::null_mut(), 0) };
    }
}

fn sum_in(warm: Warm) -> bool {
    let script = "(function () { return async function () { return 1 + 1; }; })";
    let limits = Limits::of(Level::Standard, Language::Javascript);
    let furnishing = Furnishing {
        limits: &limits,
        script,
        tools: &[],
        context: &Value::Null,
        seed: 0,
        clock: 0.0,
        manual: true,
        started: Instant::now(),
        on_event: None,
    };
    let (Ok(mut sandbox), Ok(bytecode)) = (warm.furnish(furnishing), compile(script)) else { return false };
    sandbox.start(&bytecode);
    matches!(sandbox.main(), Main::Returned(Ok(Value::Number(2.0))))
}
