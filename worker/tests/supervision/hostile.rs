//! Workers that do not keep to the protocol.

use super::*;

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
