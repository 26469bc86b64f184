//! Workers as the pool looks after them: hosts that fork, zygotes that die, workers that do not keep to the protocol.

#![cfg(target_os = "linux")]

mod forks;
mod hostile;
mod sharing;
mod zygotes;

use std::{
    env,
    fs::{self, DirEntry},
    os::unix::fs::symlink,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    process,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use enclave_core::{
    Canceller, Enclave, RunOptions, Session, Step,
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

fn lease(pool: &Pool) -> Result<Box<dyn Worker>, Lost> {
    let (limits, cancelled) = (limits(), AtomicBool::new(false));
    pool.lease(&Lease { tenant: None, limits: &limits, until: later(), cancelled: &cancelled })
}

/// When a session's time is over that is not to pass.
fn later() -> Instant {
    Instant::now() + Duration::from_secs(60)
}

fn died(lost: Lost) -> Failure {
    match lost {
        Lost::Died(failure) => *failure,
        Lost::Overdue(stop) => panic!("{stop:?}"),
    }
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

/// Whether this is a process for this test alone, which looks at all that the process has; if not, one is started for it.
fn alone(test: &str) -> bool {
    alone_with(test, |_| ())
}

/// The same for a process that is prepared.
fn alone_with(test: &str, prepare: impl FnOnce(&mut process::Command)) -> bool {
    const ALONE: &str = "ENCLAVE_TEST_ALONE";
    if env::var_os(ALONE).is_some() {
        return true;
    }
    let mut process = process::Command::new(env::current_exe().unwrap());
    prepare(&mut process);
    let output = process.args([test, "--exact"]).env(ALONE, "1").output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && told.contains("1 passed"), "{told}{}", String::from_utf8_lossy(&output.stderr));
    false
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
