//! Hosts that fork.

use std::sync::mpsc::channel;

use super::*;

/// Something that is watched, and that never rests.
struct Awake;

impl enclave_host::Idle for Awake {
    fn rest(&self, _: Duration) {}
}

#[test]
fn a_fork_that_drops_a_session_leaves_its_worker_alone() {
    if !alone("forks::a_fork_that_drops_a_session_leaves_its_worker_alone") {
        return;
    }
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
    if !alone("forks::a_fork_that_cancels_a_session_leaves_its_worker_alone") {
        return;
    }
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
    if !alone("forks::a_fork_goes_on_with_a_worker_of_its_own_or_not_at_all") {
        return;
    }
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
    if !alone("forks::a_process_may_fork_while_its_threads_use_the_pool") {
        return;
    }
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
fn a_process_may_fork_while_its_threads_drive_sessions() {
    if !alone("forks::a_process_may_fork_while_its_threads_drive_sessions") {
        return;
    }
    let over = AtomicBool::new(false);
    let watch = || drop(enclave_host::watch(&Arc::new(Awake), HANGS));
    thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                watch();
                enclave_host::spawn(|| ());
            }
        });
        let held = (0..100).all(|_| {
            in_a_fork(|| {
                watch();
                let (send, receive) = channel();
                enclave_host::spawn(move || send.send(7).unwrap());
                receive.recv_timeout(HANGS / 2) == Ok(7)
            })
        });
        over.store(true, Ordering::Relaxed);
        assert!(held);
    });
}

#[test]
fn a_zygote_that_takes_long_to_start_holds_nobody_but_who_needs_it() {
    if !alone("forks::a_zygote_that_takes_long_to_start_holds_nobody_but_who_needs_it") {
        return;
    }
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
#[expect(unsafe_code, reason = "there is no safe fork")]
fn a_pool_ends_at_once_although_a_fork_has_its_descriptors() {
    if !alone("forks::a_pool_ends_at_once_although_a_fork_has_its_descriptors") {
        return;
    }
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
