//! Workers that are kept, and sessions that wait for one.

use super::*;

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
fn a_worker_that_died_while_its_session_waited_leaves_no_descriptors() {
    if !alone("sharing::a_worker_that_died_while_its_session_waited_leaves_no_descriptors") {
        return;
    }
    let (enclave, pool) = opened(config());
    let open = || fs::read_dir("/proc/self/fd").unwrap().count();
    let round = || {
        let session = waiting(&enclave);
        let worker = pool.take_events().last().unwrap().pid;
        kill_process(Pid::from_raw(worker.cast_signed()).unwrap(), Signal::KILL).unwrap();
        while Path::new(&format!("/proc/{worker}")).exists() {
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(Duration::from_millis(5));
        // Its zygote's word of it is read meanwhile.
        let other = waiting(&enclave);
        drop((session, other));
    };
    round();
    let before = open();
    (0..20).for_each(|_| round());
    assert!(open() <= before + 4, "{before} and {} descriptors", open());
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
fn workers_that_nobody_wants_go_after_a_while() {
    if !alone("sharing::workers_that_nobody_wants_go_after_a_while") {
        return;
    }
    let pool = PoolOptions { idle_ms: Some(500), min_workers: Some(1), ..PoolOptions::default() };
    let opened = enclave_host::open(Config { pool, ..reusing() }, Value::Undefined).unwrap();
    let workers = opened.pool.unwrap();
    let tenants: Vec<Session> = (0..4).map(|_| waiting(&opened.enclave)).collect();
    for mut session in tenants {
        answer(&mut session, 1.0);
    }
    assert!(workers.stats().ready >= 4, "{:?}", workers.stats());
    let begun = Instant::now();
    while workers.stats().ready > 1 || children_of(children()[0]).len() > 1 {
        assert!(begun.elapsed() < HANGS, "{:?}", workers.stats());
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn one_tenant_cannot_keep_others_out_of_the_queue() {
    let pool = PoolOptions { max_workers: Some(1), max_queue: Some(4), ..PoolOptions::default() };
    let (_enclave, pool) = opened(Config { pool, ..config() });
    let (limits, cancelled) = (limits(), AtomicBool::new(false));
    let lease =
        |tenant| pool.lease(&Lease { tenant: Some(tenant), limits: &limits, until: later(), cancelled: &cancelled });
    let code = |leased: Result<Box<dyn Worker>, Lost>| leased.map_or_else(|lost| Some(died(lost).code), |_| None);
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

/// Where a process may run.
fn cores(process: &str) -> String {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    status.lines().find(|line| line.starts_with("Cpus_allowed_list")).unwrap().to_owned()
}

#[test]
fn a_thread_that_waited_for_a_worker_may_run_where_it_might_before() {
    let (enclave, _pool) = opened(config());
    let before = cores("thread-self");
    for _ in 0..20 {
        answer(&mut waiting(&enclave), 1.0);
        assert_eq!(cores("thread-self"), before);
    }
}

#[test]
fn a_worker_shares_the_core_of_who_waits_for_it_only_for_a_moment() {
    let limits = LimitsPatch {
        max_iterations: Some(1_000_000_000_000),
        max_console_calls: Some(1_000_000),
        max_console_bytes: Some(16 << 20),
        timeout_ms: Some(1_000),
        ..LimitsPatch::default()
    };
    // The second writes all the while, so that its host always finds something to read.
    for code in [
        "let i = 0; while (i >= 0) { i += 1; i %= 9 }",
        "let i = 0; while (i >= 0) { i += 1; if (i % 10000 === 0) console.log(i) }",
    ] {
        let (enclave, pool) = opened(Config { limits: limits.clone(), ..config() });
        let looped = thread::spawn(move || {
            let options = RunOptions { events: Some(Arc::new(|_, _| ())), ..RunOptions::default() };
            let Step::Done(outcome) = enclave.start(code, options).unwrap().advance() else {
                panic!("it calls nothing")
            };
            outcome.result.map_err(|failure| failure.code)
        });
        let pid = loop {
            if let Some(started) = pool.take_events().first() {
                break started.pid.to_string();
            }
        };
        let everywhere = cores("self");
        // It is told to come after it was started.
        let soon = Instant::now() + Duration::from_millis(100);
        while cores(&pid) == everywhere && Instant::now() < soon {}
        while cores(&pid) != everywhere {
            assert!(!looped.is_finished(), "it stays on one core: {code}");
        }
        assert_eq!(looped.join().unwrap(), Err(ErrorCode::Timeout));
    }
}
