//! What process isolation costs beside engines in this process, and what a waiting worker takes.

use std::{
    fs,
    io::{Read, Write},
    os::unix::net::UnixStream,
    process::Command,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use enclave_contract::{Config, Isolation, LimitsPatch, Value};
use enclave_core::{Enclave, RunOptions, Session, Step};
use enclave_pool::Pool;
use enclave_sandbox::Main;
use enclave_worker::serve::{self, Engines};
use rustix::process::{Pid, Signal, kill_process};

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
    compare("return 1 + 1, a worker ready", 300, || isolated("return 1 + 1"), || run("return 1 + 1"));
    println!("return 1 + 1, one each millisecond: {:.1?}", paced(|| isolated("return 1 + 1")));
    raw_forks_beside();
    compare("ten tool calls, one after the other", 100, || isolated(TEN_CALLS), || run(TEN_CALLS));
    memory(&pool);
    throughput(&enclave);
    past_limits(&pool);
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

/// How far past a limit a session goes: one that computes, which stops itself, and one whose worker hangs, which the host
/// kills. A worker that the kernel has stopped hangs as a native loop without an end does.
fn past_limits(pool: &Pool) {
    const LIMIT: u64 = 100;
    const ROUNDS: usize = 30;
    let enclave = |limits: LimitsPatch| {
        let limits = LimitsPatch { max_iterations: Some(1_000_000_000), ..limits };
        let config = Config { any_tool: true, isolation: Some(Isolation::Process), limits, ..Config::default() };
        Enclave::isolated(config, Value::Null, Arc::new(pool.clone())).expect("the configuration is valid")
    };
    let wall = enclave(LimitsPatch { timeout_ms: Some(LIMIT), ..LimitsPatch::default() });
    let cpu = enclave(LimitsPatch { cpu_ms: Some(LIMIT), ..LimitsPatch::default() });
    for (name, enclave, hangs) in [
        ("`timeout_ms`, a loop", &wall, false),
        ("`timeout_ms`, a worker that hangs", &wall, true),
        ("`cpu_ms`, a loop", &cpu, false),
    ] {
        let late = |_| {
            let begun = Instant::now();
            let mut session =
                start(enclave, "await callTool('wait', {}); let i = 0; while (i >= 0) { i += 1; i %= 9 }");
            let Step::Waiting { calls, .. } = session.advance() else { panic!("it waits for a call") };
            let worker = pool.take_events().pop().expect("its worker was started").pid;
            let pid = Pid::from_raw(worker.cast_signed()).expect("a process");
            if hangs {
                kill_process(pid, Signal::STOP).expect("the worker lives");
            }
            session.resolve(calls[0].id, Value::Null).expect("it waits for that");
            let Step::Done(outcome) = session.advance() else { panic!("it never ends by itself") };
            assert!(outcome.result.is_err());
            begun.elapsed().saturating_sub(Duration::from_millis(LIMIT))
        };
        let mut late: Vec<Duration> = (0..ROUNDS).map(late).collect();
        late.sort_unstable();
        println!("past {name}: {:.1?}, at most {:.1?}", late[ROUNDS / 2], late[ROUNDS - 1]);
    }
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
    let mut engines = Some(serve::warm().expect("there is memory for an engine"));
    let fresh = paced(|| RawFork::new(&mut engines).ran());
    let ahead = paced_with(|| RawFork::new(&mut engines), RawFork::ran);
    println!("return 1 + 1 in a raw fork: {fresh:.1?}; in one forked ahead: {ahead:.1?}");
}

struct RawFork {
    pid: libc::pid_t,
    socket: UnixStream,
}

impl RawFork {
    /// A child that waits, and takes the engine then.
    #[expect(unsafe_code, reason = "there is no safe fork")]
    fn new(engines: &mut Option<Engines>) -> Self {
        let (socket, mut its) = UnixStream::pair().expect("sockets");
        // SAFETY: this process has one thread.
        let pid = unsafe { libc::fork() };
        if pid == 0 {
            let ran =
                its.read_exact(&mut [0]).is_ok() && engines.take().is_some_and(sum_in) && its.write_all(&[1]).is_ok();
            // SAFETY: nothing of this process's memory is to be put in order.
            unsafe { libc::_exit(i32::from(!ran)) };
        }
        Self { pid, socket }
    }

    /// Has it run the script.
    fn ran(mut self) -> Self {
        self.socket.write_all(&[1]).expect("the fork reads");
        self.socket.read_exact(&mut [0]).expect("the script runs");
        self
    }
}

impl Drop for RawFork {
    #[expect(unsafe_code, reason = "as `new`")]
    fn drop(&mut self) {
        // SAFETY: it is a child of this process, whose status nobody wants.
        unsafe { libc::waitpid(self.pid, std::ptr::null_mut(), 0) };
    }
}

fn sum_in(engines: Engines) -> bool {
    let ended = serve::rehearse(engines, "(function () { return async function () { return 1 + 1; }; })");
    matches!(ended, Ok(Main::Returned(Ok(Value::Number(2.0)))))
}

/// The median of many rounds, with time before each for the next worker to be forked: with one client, each session finds
/// one ready.
fn paced<T>(mut run: impl FnMut() -> T) -> Duration {
    paced_with(|| (), |()| run())
}

/// The same with something that is made before that time, and is let go behind the round.
fn paced_with<M, T>(mut make: impl FnMut() -> M, mut run: impl FnMut(M) -> T) -> Duration {
    let round = |_| {
        let made = make();
        thread::sleep(Duration::from_millis(1));
        let begun = Instant::now();
        let ran = run(made);
        let took = begun.elapsed();
        drop(ran);
        took
    };
    median((0..300).map(round).collect())
}
