//! Zygotes that die, hang or fail, and the end of a pool.

use super::*;

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
        let lease = Lease { tenant: None, limits: &limits, until: later(), cancelled: &cancelled };
        let begun = Instant::now();
        assert_eq!(died(pool.lease(&lease).unwrap_err()).code, ErrorCode::QueueTimeout);
        assert!((300..800).contains(&begun.elapsed().as_millis()), "{:?}", begun.elapsed());
        let soon = Lease { until: Instant::now() + Duration::from_millis(30), ..lease };
        assert_eq!(pool.lease(&soon).unwrap_err(), Lost::Overdue(Stop::Timeout));
        cancelled.store(true, Ordering::SeqCst);
        let begun = Instant::now();
        assert_eq!(pool.lease(&lease).unwrap_err(), Lost::Overdue(Stop::Cancelled));
        assert!(begun.elapsed() < Duration::from_millis(100));
        assert_eq!((pool.stats().leased, pool.stats().queue_timeouts), (0, 1));
    }
    assert_eq!(LENT.load(Ordering::SeqCst), 4);
}

#[test]
fn a_zygote_that_died_meanwhile_costs_no_session() {
    if !alone("zygotes::a_zygote_that_died_meanwhile_costs_no_session") {
        return;
    }
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
    if !alone("zygotes::a_worker_that_died_meanwhile_costs_no_session") {
        return;
    }
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
fn a_zygote_that_is_killed_in_mid_run_costs_what_runs_and_no_more() {
    if !alone("zygotes::a_zygote_that_is_killed_in_mid_run_costs_what_runs_and_no_more") {
        return;
    }
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
            thread::sleep(Duration::from_millis(100));
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
            let failure = died(lease(&pool).unwrap_err());
            assert_eq!(failure.code, ErrorCode::WorkerLost);
            assert_eq!(failure.message, format!("no worker could be started: {reason}"));
            assert!(begun.elapsed() < Duration::from_secs(1));
        }
        assert_eq!((pool.stats().leased, pool.stats().ready), (0, 0));
    }
}

#[test]
#[expect(unsafe_code, reason = "there is no safe way to become a subreaper")]
fn a_pool_that_ends_leaves_no_process_and_no_zombie() {
    if !alone("zygotes::a_pool_that_ends_leaves_no_process_and_no_zombie") {
        return;
    }
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
fn a_host_that_reaps_every_child_may_do_so() {
    if !alone("zygotes::a_host_that_reaps_every_child_may_do_so") {
        return;
    }
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
    if !alone("zygotes::sessions_lose_their_workers_when_the_pool_is_closed") {
        return;
    }
    let (enclave, pool) = opened(config());
    let mut session = waiting(&enclave);
    pool.close();
    assert_eq!(children(), []);
    let failure = answer(&mut session, 7.0).result.unwrap_err();
    let message = "the worker is gone: the pool was closed";
    assert_eq!((failure.code, failure.message.as_str()), (ErrorCode::WorkerLost, message));
    assert_eq!(died(lease(&pool).unwrap_err()).message, "no worker could be started: the pool is closed");
}

#[test]
fn workers_that_cannot_be_held_are_refused_unless_that_is_allowed() {
    let (program, _folder) = hostile("degraded");
    let refused = Pool::with_program(&config(), |wait| wait(), program.clone()).unwrap();
    let why = "`seccomp` cannot hold workers here (this system has nothing like it); `allow_degraded` runs them \
               without it";
    assert_eq!(refused.start().unwrap_err(), ConfigError::IsolationUnavailable(why.to_owned()));
    assert_eq!(died(lease(&refused).unwrap_err()).message, format!("no worker could be started: {why}"));
    let config = Config { allow_degraded: true, ..config() };
    let allowed = Pool::with_program(&config, |wait| wait(), program).unwrap();
    assert!(!allowed.report().unwrap()[0].active);
}
