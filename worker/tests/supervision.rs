//! Workers as the pool looks after them: hosts that fork, zygotes that die, workers that do not keep to the protocol.

use std::{
    fs::{self, DirEntry},
    os::unix::fs::symlink,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use enclave_core::{
    Enclave, RunOptions, Session, Step,
    contract::{
        Config, ConfigError, ErrorCode, Failure, Isolation, Language, Limits, LimitsPatch, Outcome, PoolOptions, Value,
        WorkerReuse,
        frame::{Command, Lease, Lost, Patience, Stop, Worker, Workers},
    },
};
use enclave_pool::{Pool, PoolStats, Waiting};
use rustix::process::{Pid, Signal, WaitOptions, kill_process};
use tempfile::TempDir;

const WORKER: &str = env!("CARGO_BIN_EXE_enclave-worker");
/// How late a worker may be killed; the machine that runs the tests has other work, too.
const LATE: Duration = Duration::from_millis(500);
/// Longer than anything takes here that does not hang.
const HANGS: Duration = Duration::from_secs(5);

fn config() -> Config {
    Config { isolation: Some(Isolation::Process), any_tool: true, ..Config::default() }
}

fn opened(config: Config) -> (Enclave, Pool) {
    opened_with(config, PathBuf::from(WORKER))
}

fn opened_with(config: Config, program: PathBuf) -> (Enclave, Pool) {
    let pool = Pool::with_program(&config, |wait| wait(), program).unwrap();
    let enclave = Enclave::isolated(config, Value::Undefined, Arc::new(pool.clone())).unwrap();
    (enclave, pool)
}

fn limits() -> Limits {
    Limits::of(config().level, Language::Javascript)
}

fn lease(pool: &Pool) -> Result<Box<dyn Worker>, Box<Failure>> {
    let (limits, cancelled) = (limits(), AtomicBool::new(false));
    pool.lease(&Lease { tenant: None, limits: &limits, cancelled: &cancelled })
}

/// A session of a tenant that waits for one call.
fn waiting(enclave: &Enclave) -> Session {
    let options = RunOptions { tenant: Some("a".to_owned()), ..RunOptions::default() };
    let mut session = enclave.start("return await callTool('echo', {})", options).unwrap();
    let Step::Waiting { calls, .. } = session.advance() else { panic!("it waits for a call") };
    assert_eq!(calls.len(), 1);
    session
}

fn answer(session: &mut Session, value: f64) -> Outcome {
    session.resolve(1, Value::Number(value)).unwrap();
    let Step::Done(outcome) = session.advance() else { panic!("it waits for nothing else") };
    *outcome
}

/// A worker program of such manners; see `src/bin/enclave-worker-hostile.rs`.
fn hostile(manners: &str) -> (PathBuf, TempDir) {
    let folder = TempDir::new().unwrap();
    let program = folder.path().join(manners);
    symlink(env!("CARGO_BIN_EXE_enclave-worker-hostile"), &program).unwrap();
    (program, folder)
}

/// Whether that holds in a fork of this process, which must come to its end in time.
#[expect(unsafe_code, reason = "there is no safe fork")]
fn in_a_fork(holds: impl FnOnce() -> bool) -> bool {
    // SAFETY: what the fork does is what is tested; it leaves by `_exit`.
    let pid = match unsafe { libc::fork() } {
        0 => {
            let held = catch_unwind(AssertUnwindSafe(holds)).unwrap_or(false);
            // SAFETY: ends this process and nothing else.
            unsafe { libc::_exit(i32::from(!held)) }
        }
        pid => pid,
    };
    let begun = Instant::now();
    let mut status = 0;
    loop {
        // SAFETY: waits for the fork, whose id no other process gets before.
        match unsafe { libc::waitpid(pid, &raw mut status, libc::WNOHANG) } {
            0 if begun.elapsed() > HANGS => {
                // SAFETY: as above.
                unsafe { libc::kill(pid, libc::SIGKILL) };
            }
            0 => thread::sleep(Duration::from_millis(2)),
            _ => return status == 0,
        }
    }
}

/// The children of this process, zombies among them.
fn children() -> Vec<Pid> {
    children_of(rustix::process::getpid())
}

fn children_of(parent: Pid) -> Vec<Pid> {
    let tasks = fs::read_dir(format!("/proc/{parent}/task")).unwrap();
    let of_task = |task: DirEntry| fs::read_to_string(task.path().join("children")).unwrap_or_default();
    let found: String = tasks.map(|task| of_task(task.unwrap())).collect();
    found.split_whitespace().map(|pid| Pid::from_raw(pid.parse().unwrap()).unwrap()).collect()
}

#[test]
fn a_fork_that_drops_a_session_leaves_its_worker_alone() {
    let (enclave, pool) = opened(Config { worker_reuse: WorkerReuse::Tenant, ..config() });
    let mut session = Some(waiting(&enclave));
    assert!(in_a_fork(|| {
        drop(session.take());
        pool.stats().leased == 0
    }));
    assert_eq!(answer(session.as_mut().unwrap(), 7.0).result, Ok(Value::Number(7.0)));
}

#[test]
fn a_fork_that_cancels_a_session_leaves_its_worker_alone() {
    let (enclave, _pool) = opened(config());
    let mut session = waiting(&enclave);
    assert!(in_a_fork(|| {
        session.canceller().cancel();
        true
    }));
    assert_eq!(answer(&mut session, 7.0).result, Ok(Value::Number(7.0)));
}

#[test]
fn a_fork_goes_on_with_a_worker_of_its_own_or_not_at_all() {
    let (enclave, _pool) = opened(Config { retry_lost: 1, ..config() });
    let mut session = waiting(&enclave);
    assert!(in_a_fork(|| answer(&mut session, 1.0).result == Ok(Value::Number(1.0))));
    assert_eq!(answer(&mut session, 7.0).result, Ok(Value::Number(7.0)));

    let (enclave, pool) = opened(config());
    let mut session = waiting(&enclave);
    assert!(in_a_fork(|| {
        let lost = answer(&mut session, 1.0).result.unwrap_err().code == ErrorCode::WorkerLost;
        lost && pool.stats().lost == 0
    }));
    assert_eq!(answer(&mut session, 7.0).result, Ok(Value::Number(7.0)));
}

#[test]
fn a_process_may_fork_while_its_threads_use_the_pool() {
    let (_enclave, pool) = opened(config());
    pool.start().unwrap();
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                pool.stats();
            }
        });
        let held = (0..100).all(|_| in_a_fork(|| pool.stats() == PoolStats::default()));
        over.store(true, Ordering::Relaxed);
        assert!(held);
    });
}

#[test]
fn a_zygote_that_takes_long_to_start_holds_nobody_but_who_needs_it() {
    let (program, _folder) = hostile("silent");
    let pool = Pool::with_program(&config(), |wait| wait(), program).unwrap();
    let begun = Instant::now();
    thread::scope(|scope| {
        scope.spawn(|| pool.start().unwrap_err());
        thread::sleep(Duration::from_millis(100));
        assert_eq!(pool.stats(), PoolStats::default());
        assert!(in_a_fork(|| pool.stats() == PoolStats::default()));
        pool.close();
    });
    assert!(begun.elapsed() < Duration::from_secs(2));
}

#[test]
fn a_session_that_waits_for_a_fork_is_cancelled_and_times_out() {
    static LENT: AtomicUsize = AtomicUsize::new(0);
    let lend: Waiting = |wait| {
        LENT.fetch_add(1, Ordering::SeqCst);
        wait();
    };
    for manners in ["deaf", "silent"] {
        let (program, _folder) = hostile(manners);
        let config = Config { pool: PoolOptions { queue_timeout_ms: Some(300), ..PoolOptions::default() }, ..config() };
        let pool = Pool::with_program(&config, lend, program).unwrap();
        let (limits, cancelled) = (limits(), AtomicBool::new(false));
        let lease = Lease { tenant: None, limits: &limits, cancelled: &cancelled };
        let begun = Instant::now();
        assert_eq!(pool.lease(&lease).unwrap_err().code, ErrorCode::QueueTimeout);
        assert!((300..800).contains(&begun.elapsed().as_millis()), "{:?}", begun.elapsed());
        cancelled.store(true, Ordering::SeqCst);
        let begun = Instant::now();
        assert_eq!(pool.lease(&lease).unwrap_err().code, ErrorCode::Cancelled);
        assert!(begun.elapsed() < Duration::from_millis(100));
        assert_eq!((pool.stats().leased, pool.stats().queue_timeouts), (0, 1));
    }
    assert_eq!(LENT.load(Ordering::SeqCst), 2);
}

#[test]
fn a_zygote_that_died_meanwhile_costs_no_session() {
    let (enclave, pool) = opened(config());
    pool.start().unwrap();
    for round in 1..=3 {
        assert_eq!(answer(&mut waiting(&enclave), f64::from(round)).result, Ok(Value::Number(f64::from(round))));
        while pool.stats().ready == 0 {
            thread::sleep(Duration::from_millis(1));
        }
        let zygotes = children();
        assert_eq!(zygotes.len(), 1, "the dead ones were reaped");
        kill_process(zygotes[0], Signal::KILL).unwrap();
        thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(pool.stats().lost, 0);
}

#[test]
fn a_worker_that_died_meanwhile_costs_no_session() {
    let (enclave, pool) = opened(config());
    pool.start().unwrap();
    while pool.stats().ready == 0 {
        thread::sleep(Duration::from_millis(1));
    }
    for worker in children_of(children()[0]) {
        kill_process(worker, Signal::KILL).unwrap();
    }
    thread::sleep(Duration::from_millis(50));
    assert_eq!(answer(&mut waiting(&enclave), 7.0).result, Ok(Value::Number(7.0)));
    assert_eq!(pool.stats().lost, 0);
}

#[test]
fn a_fork_ahead_that_fails_costs_no_session() {
    // Every second fork fails.
    let (program, _folder) = hostile("failing");
    let config = Config { pool: PoolOptions { min_workers: Some(1), ..PoolOptions::default() }, ..config() };
    let pool = Pool::with_program(&config, |wait| wait(), program).unwrap();
    pool.start().unwrap();
    for _ in 0..10 {
        thread::sleep(Duration::from_millis(10));
        pool.stats();
        drop(lease(&pool).unwrap());
    }
}

#[test]
fn a_fork_that_is_wanted_and_fails_is_told_at_once() {
    for (manners, reason) in [("dropped", "this process can have no more descriptors"), ("failed", "as asked")] {
        let (program, _folder) = hostile(manners);
        let pool = Pool::with_program(&config(), |wait| wait(), program).unwrap();
        for _ in 0..3 {
            let begun = Instant::now();
            let failure = lease(&pool).unwrap_err();
            assert_eq!(failure.code, ErrorCode::WorkerLost);
            assert_eq!(failure.message, format!("no worker could be started: {reason}"));
            assert!(begun.elapsed() < Duration::from_secs(1));
        }
        assert_eq!((pool.stats().leased, pool.stats().ready), (0, 0));
    }
}

#[test]
fn a_worker_that_does_not_read_is_held_to_the_clocks() {
    let (program, _folder) = hostile("unread");
    let pool = Pool::with_program(&config(), |wait| wait(), program).unwrap();
    let command = Command::Compile { source: "x".repeat(10 << 20) };
    let cancelled = AtomicBool::new(false);
    let cpu = Duration::from_secs(60);

    let until = Instant::now() + Duration::from_millis(200);
    let lost = lease(&pool).unwrap().send(&command, &Patience { until, cpu, cancelled: &cancelled });
    let late = Instant::now().duration_since(until);
    assert_eq!(lost, Err(Lost::Overdue(Stop::Timeout)));
    assert!(late < LATE, "{late:?}");

    let until = Instant::now() + Duration::from_secs(60);
    let (lost, late) = thread::scope(|scope| {
        let at = scope.spawn(|| {
            thread::sleep(Duration::from_millis(100));
            cancelled.store(true, Ordering::SeqCst);
            Instant::now()
        });
        let lost = lease(&pool).unwrap().send(&command, &Patience { until, cpu, cancelled: &cancelled });
        (lost, at.join().unwrap().elapsed())
    });
    assert_eq!(lost, Err(Lost::Overdue(Stop::Cancelled)));
    assert!(late < LATE, "{late:?}");
    assert_eq!((pool.stats().leased, pool.stats().killed), (0, 2));
}

/// How a script ends in a worker of such manners, within so many milliseconds that the run may take.
fn end_within(manners: &str, timeout_ms: u64) -> (Failure, Duration) {
    let (program, _folder) = hostile(manners);
    let limits = LimitsPatch {
        timeout_ms: Some(timeout_ms),
        max_console_calls: Some(1_000_000),
        max_console_bytes: Some(1 << 30),
        ..LimitsPatch::default()
    };
    let (enclave, pool) = opened_with(Config { limits, ..config() }, program);
    pool.start().unwrap();
    let begun = Instant::now();
    let mut session = enclave.start("return await callTool('echo', {})", RunOptions::default()).unwrap();
    let outcome = match session.advance() {
        Step::Done(outcome) => *outcome,
        Step::Waiting { .. } => {
            session.resolve(1, Value::String("x".repeat(4 << 20))).unwrap();
            let Step::Done(outcome) = session.advance() else { panic!("{manners}: the worker answers no more") };
            *outcome
        }
    };
    let took = begun.elapsed();
    assert_eq!((pool.stats().leased, pool.stats().killed), (0, 1), "{manners}");
    (outcome.result.unwrap_err(), took)
}

#[test]
fn a_worker_that_says_much_but_never_enough_is_held_to_the_clocks() {
    for manners in ["unread-later", "lines", "flood", "drip"] {
        let (failure, took) = end_within(manners, 300);
        assert_eq!(failure.code, ErrorCode::Timeout, "{manners}: {failure}");
        let late = took.saturating_sub(Duration::from_millis(300));
        assert!(late < LATE, "{manners}: {late:?}");
    }
}

#[test]
fn a_worker_that_sends_what_is_no_frame_is_lost_at_once() {
    for (manners, reason) in [
        ("nonsense", "the worker was killed: it sent what is no frame"),
        ("long", "the worker was killed: it announced a frame of 4294967295 bytes"),
    ] {
        let (failure, took) = end_within(manners, 10_000);
        assert_eq!((failure.code, failure.message.as_str()), (ErrorCode::WorkerLost, reason));
        assert!(took < Duration::from_secs(1));
    }
}

/// A configuration in which tenants keep their workers.
fn reusing() -> Config {
    Config { worker_reuse: WorkerReuse::Tenant, ..config() }
}

fn run(enclave: &Enclave, code: &str) -> Outcome {
    let options = RunOptions { tenant: Some("a".to_owned()), ..RunOptions::default() };
    let mut session = enclave.start(code, options).unwrap();
    let Step::Done(outcome) = session.advance() else { panic!("it calls nothing") };
    *outcome
}

#[test]
fn a_tenant_gets_its_worker_again_unless_it_was_stopped() {
    let limits = LimitsPatch { max_iterations: Some(100), ..LimitsPatch::default() };
    let (enclave, pool) = opened(Config { limits, ..reusing() });
    assert!(run(&enclave, "return 1").result.is_ok());
    assert!(run(&enclave, "throw new Error('no')").result.is_err());
    assert!(run(&enclave, "return 1").result.is_ok());
    assert_eq!(pool.stats().recycled, 2);
    let stopped = run(&enclave, "let i = 0; while (i >= 0) { i += 1; i %= 9 }").result.unwrap_err();
    assert_eq!((stopped.code, pool.stats().recycled), (ErrorCode::MaxIterations, 3));
    assert!(run(&enclave, "return 1").result.is_ok());
    assert_eq!((pool.stats().recycled, pool.stats().lost), (3, 0));
}

#[test]
fn a_worker_that_does_not_become_ready_again_delays_nobody() {
    for manners in ["stuck", "eager"] {
        let (program, _folder) = hostile(manners);
        let (enclave, pool) = opened_with(reusing(), program);
        let first = run(&enclave, "return 1").result.unwrap();
        let begun = Instant::now();
        let options = RunOptions { tenant: Some("a".to_owned()), ..RunOptions::default() };
        let mut session = enclave.start("return 1", options).unwrap();
        let Step::Done(outcome) = session.advance() else { panic!("it calls nothing") };
        assert!(begun.elapsed() < Duration::from_millis(300), "{manners}");
        assert_ne!(outcome.result.unwrap(), first, "{manners}: another worker");
        let begun = Instant::now();
        drop(session);
        assert!(begun.elapsed() < Duration::from_millis(50), "{manners}");
        assert_eq!((pool.stats().recycled, pool.stats().lost), (0, 0), "{manners}");
    }
}

#[test]
fn a_canceller_of_a_session_that_is_gone_does_not_cancel_the_next() {
    let (enclave, pool) = opened(reusing());
    let session = waiting(&enclave);
    let canceller = session.canceller();
    drop(session);
    let mut next = waiting(&enclave);
    assert_eq!(pool.stats().recycled, 1);
    canceller.cancel();
    assert_eq!(answer(&mut next, 7.0).result, Ok(Value::Number(7.0)));
}

#[test]
fn no_more_workers_are_kept_than_there_may_be() {
    let (enclave, pool) = opened(Config {
        pool: PoolOptions { max_workers: Some(2), min_workers: Some(0), ..PoolOptions::default() },
        ..reusing()
    });
    for tenant in 0..5 {
        let options = RunOptions { tenant: Some(tenant.to_string()), ..RunOptions::default() };
        enclave.start("return 1", options).unwrap().advance();
    }
    // Besides the two, one was forked ahead.
    assert!(pool.stats().ready <= 3, "{:?}", pool.stats());
}

#[test]
#[expect(unsafe_code, reason = "there is no safe way to become a subreaper")]
fn a_pool_that_ends_leaves_no_process_and_no_zombie() {
    // What nobody else reaps comes to this process, which does not reap either.
    // SAFETY: changes an attribute of this process.
    assert_eq!(unsafe { libc::prctl(libc::PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) }, 0);
    for closed in [true, false] {
        let (enclave, pool) = opened(config());
        let sessions: Vec<Session> = (0..3).map(|_| waiting(&enclave)).collect();
        assert!(children_of(children()[0]).len() >= 3);
        if closed {
            pool.close();
        } else {
            drop(sessions);
        }
        drop((enclave, pool));
        assert_eq!(children(), []);
    }
}

#[test]
#[expect(unsafe_code, reason = "there is no safe fork")]
fn a_pool_ends_at_once_although_a_fork_has_its_descriptors() {
    let (_enclave, pool) = opened(config());
    pool.start().unwrap();
    let zygote = children();
    // SAFETY: the fork does nothing but wait and leave.
    let fork = unsafe { libc::fork() };
    if fork == 0 {
        thread::sleep(HANGS);
        // SAFETY: ends the fork.
        unsafe { libc::_exit(0) };
    }
    let begun = Instant::now();
    pool.close();
    assert!(begun.elapsed() < Duration::from_millis(200), "{:?}", begun.elapsed());
    let fork = Pid::from_raw(fork).unwrap();
    assert_eq!((zygote.len(), children()), (1, vec![fork]));
    kill_process(fork, Signal::KILL).unwrap();
}

#[test]
fn a_host_that_reaps_every_child_may_do_so() {
    let (_enclave, pool) = opened(config());
    pool.start().unwrap();
    kill_process(children()[0], Signal::KILL).unwrap();
    rustix::process::wait(WaitOptions::empty()).unwrap();
    let begun = Instant::now();
    pool.close();
    assert!(begun.elapsed() < Duration::from_millis(200), "{:?}", begun.elapsed());
}

#[test]
fn sessions_lose_their_workers_when_the_pool_is_closed() {
    let (enclave, pool) = opened(config());
    let mut session = waiting(&enclave);
    pool.close();
    assert_eq!(children(), []);
    let failure = answer(&mut session, 7.0).result.unwrap_err();
    let message = "the worker is gone: the pool was closed";
    assert_eq!((failure.code, failure.message.as_str()), (ErrorCode::WorkerLost, message));
    assert_eq!(lease(&pool).unwrap_err().message, "no worker could be started: the pool is closed");
}

#[test]
fn workers_that_nobody_wants_go_after_a_while() {
    let pool = PoolOptions { idle_ms: Some(100), min_workers: Some(1), ..PoolOptions::default() };
    let opened = enclave_host::open(Config { pool, ..reusing() }, Value::Undefined).unwrap();
    let workers = opened.pool.unwrap();
    let tenants: Vec<Session> = (0..4).map(|_| waiting(&opened.enclave)).collect();
    for mut session in tenants {
        answer(&mut session, 1.0);
    }
    assert!(workers.stats().ready >= 4, "{:?}", workers.stats());
    let begun = Instant::now();
    while workers.stats().ready > 1 {
        assert!(begun.elapsed() < HANGS, "{:?}", workers.stats());
        thread::sleep(Duration::from_millis(5));
    }
    assert!(begun.elapsed() >= Duration::from_millis(50));
    thread::sleep(Duration::from_millis(20));
    assert_eq!(children_of(children()[0]).len(), 1);
}

#[test]
fn workers_that_cannot_be_held_are_refused_unless_that_is_allowed() {
    let (program, _folder) = hostile("degraded");
    let refused = Pool::with_program(&config(), |wait| wait(), program.clone()).unwrap();
    let why = "`seccomp` cannot hold workers here (this system has nothing like it); `allow_degraded` runs them \
               without it";
    assert_eq!(refused.start().unwrap_err(), ConfigError::IsolationUnavailable(why.to_owned()));
    assert_eq!(lease(&refused).unwrap_err().message, format!("no worker could be started: {why}"));
    let config = Config { allow_degraded: true, ..config() };
    let allowed = Pool::with_program(&config, |wait| wait(), program).unwrap();
    assert!(!allowed.report().unwrap()[0].active);
}

#[test]
fn one_tenant_cannot_keep_others_out_of_the_queue() {
    let pool = PoolOptions { max_workers: Some(1), max_queue: Some(4), ..PoolOptions::default() };
    let (_enclave, pool) = opened(Config { pool, ..config() });
    let (limits, cancelled) = (limits(), AtomicBool::new(false));
    let lease = |tenant| pool.lease(&Lease { tenant: Some(tenant), limits: &limits, cancelled: &cancelled });
    let code =
        |leased: Result<Box<dyn Worker>, Box<Failure>>| leased.map_or_else(|failure| Some(failure.code), |_| None);
    let held = lease("a").unwrap();
    thread::scope(|scope| {
        let waiting: Vec<_> = (0..4).map(|_| scope.spawn(|| code(lease("a")))).collect();
        while pool.stats().queued < 4 {
            thread::sleep(Duration::from_millis(1));
        }
        assert_eq!(code(lease("a")), Some(ErrorCode::QueueFull));
        let other = scope.spawn(|| code(lease("b")));
        while pool.stats().queue_full < 2 {
            thread::sleep(Duration::from_millis(1));
        }
        drop(held);
        assert_eq!(other.join().unwrap(), None);
        let refused = waiting.into_iter().filter_map(|thread| thread.join().unwrap()).collect::<Vec<_>>();
        assert_eq!(refused, [ErrorCode::QueueFull]);
    });
    assert_eq!((pool.stats().queued, pool.stats().leased, pool.stats().queue_full), (0, 0, 2));
}

#[test]
fn a_zygote_that_is_killed_in_mid_run_costs_what_runs_and_no_more() {
    for retry_lost in [0, 1] {
        let limits =
            LimitsPatch { timeout_ms: Some(2_000), max_iterations: Some(1_000_000_000), ..LimitsPatch::default() };
        let (enclave, pool) = opened(Config { retry_lost, limits, ..config() });
        let mut waits = waiting(&enclave);
        let computes = "let i = 0; while (i >= 0) { i += 1; i %= 9 }";
        let mut computes = enclave.start(computes, RunOptions::default()).unwrap();
        let (ended, waited) = thread::scope(|scope| {
            let running = scope.spawn(|| computes.advance());
            thread::sleep(Duration::from_millis(100));
            kill_process(children()[0], Signal::KILL).unwrap();
            let waited = answer(&mut waits, 7.0).result;
            (running.join().unwrap(), waited)
        });
        let Step::Done(ended) = ended else { panic!("it calls nothing") };
        let (ended, waited) = (ended.result.map_err(|failure| failure.code), waited.map_err(|failure| failure.code));
        assert_eq!(pool.stats().lost - pool.stats().killed, 2);
        if retry_lost == 0 {
            assert_eq!((ended, waited), (Err(ErrorCode::WorkerLost), Err(ErrorCode::WorkerLost)));
        } else {
            // The one that never ends meets a limit of its own in the next worker.
            assert!(matches!(ended, Err(ErrorCode::Timeout | ErrorCode::CpuLimitExceeded)), "{ended:?}");
            assert_eq!(waited, Ok(Value::Number(7.0)));
        }
        assert_eq!(answer(&mut waiting(&enclave), 8.0).result, Ok(Value::Number(8.0)));
        assert_eq!(pool.stats().leased, 0);
    }
}

#[test]
fn a_worker_that_sends_more_frames_than_it_may_is_killed() {
    let (program, _folder) = hostile("flood");
    let limits = LimitsPatch { max_console_calls: Some(1_000_000), ..LimitsPatch::default() };
    let pool = PoolOptions { max_frames_per_second: Some(1_000), ..PoolOptions::default() };
    let (enclave, pool) = opened_with(Config { limits, pool, ..config() }, program);
    let failure = run(&enclave, "return 1").result.unwrap_err();
    let message = "the worker was killed: it sent more than 1000 frames within a second";
    assert_eq!((failure.code, failure.message.as_str()), (ErrorCode::WorkerLost, message));
    assert_eq!((pool.stats().leased, pool.stats().killed), (0, 1));
}
