//! Workers that do not keep to the protocol.

use std::sync::mpsc::channel;

use super::*;

#[test]
fn a_worker_that_does_not_read_is_held_to_the_clocks() {
    let (program, _folder) = hostile("unread");
    let pool = Pool::with_program(&config(), |wait| wait(), program).unwrap();
    let bounds = lease(&pool).unwrap().bounds();
    let command = Command::Compile { source: "x".repeat(10 << 20), bounds };
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
fn a_worker_that_computes_on_behind_its_session_is_ended() {
    let (program, _folder) = hostile("busy-after");
    let (enclave, pool) = opened_with(config(), program);
    let Ok(Value::Number(pid)) = run(&enclave, "return 1").result else { panic!("it tells its process") };
    let gone = || !Path::new(&format!("/proc/{pid}")).exists();
    let until = later();
    while !gone() && Instant::now() < until {
        thread::sleep(Duration::from_millis(1));
    }
    assert!(gone());
    assert_eq!((pool.stats().lost, pool.stats().killed), (0, 0));
}

#[test]
fn a_worker_that_sends_what_is_no_frame_is_lost_at_once() {
    for (manners, reason) in [
        ("nonsense", "the worker was killed: it sent what is no frame"),
        ("long", "the worker was killed: it announced a frame of 4294967295 bytes"),
        ("places", "the worker was killed: it sent what is no frame"),
        ("behind", "the worker was killed: it went on after its step was over"),
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

#[test]
fn steps_that_are_each_within_a_limit_do_not_pass_it_together() {
    let (program, _folder) = hostile("timers");
    let limits = LimitsPatch { timeout_ms: Some(300), ..LimitsPatch::default() };
    let (enclave, pool) = opened_with(Config { limits, ..config() }, program);
    let begun = Instant::now();
    let failure = run(&enclave, "return 1").result.unwrap_err();
    assert_eq!(failure.code, ErrorCode::Timeout, "{failure}");
    let late = begun.elapsed().saturating_sub(Duration::from_millis(300));
    assert!(late < LATE, "{late:?}");
    assert_eq!(pool.stats().leased, 0);
}

#[test]
fn cpu_time_counts_between_the_steps_too_whatever_the_worker_says() {
    let (program, _folder) = hostile("busy");
    let limits = LimitsPatch { cpu_ms: Some(200), ..LimitsPatch::default() };
    let (enclave, pool) = opened_with(Config { limits, ..config() }, program);
    let mut session = enclave.start("return await callTool('echo', {})", RunOptions::default()).unwrap();
    let mut steps = 0;
    let outcome = loop {
        match session.advance() {
            Step::Done(outcome) => break outcome,
            Step::Waiting { calls, .. } => {
                steps += 1;
                assert!(steps < 10, "it is not held to `cpu_ms`");
                for call in calls {
                    session.resolve(call.id, Value::Null).unwrap();
                }
            }
        }
    };
    assert_eq!(outcome.result.unwrap_err().code, ErrorCode::CpuLimitExceeded);
    assert_eq!(pool.stats().leased, 0);
}

#[test]
fn a_compiler_that_takes_long_for_each_answer_is_held_to_the_clock_of_the_run() {
    let (program, _folder) = hostile("slow-compiler");
    let limits = LimitsPatch { timeout_ms: Some(300), ..LimitsPatch::default() };
    let (enclave, pool) = opened_with(Config { limits, ..config() }, program);
    pool.start().unwrap();
    let begun = Instant::now();
    let refused = enclave.start("return /a/.test('a') || /b/.test('b') || /c/.test('c')", RunOptions::default());
    assert!(refused.is_err());
    let late = begun.elapsed().saturating_sub(Duration::from_millis(300));
    assert!(late < LATE, "{late:?}");
    assert_eq!(pool.stats().leased, 0);
}

#[test]
fn a_script_that_waits_for_a_worker_is_held_to_its_time_and_cancelled() {
    let pool = PoolOptions { max_workers: Some(1), ..PoolOptions::default() };
    let (enclave, pool) = opened(Config { pool, ..config() });
    let _holds_the_only_one = waiting(&enclave);
    let limits = LimitsPatch { timeout_ms: Some(100), ..LimitsPatch::default() };
    let begun = Instant::now();
    let refused = enclave.start("return 1", RunOptions { limits, ..RunOptions::default() }).unwrap_err();
    assert_eq!(refused.0.result.unwrap_err().code, ErrorCode::Timeout);
    assert!(begun.elapsed() < Duration::from_millis(100) + LATE);
    let canceller = Canceller::default();
    let cancelled = thread::scope(|scope| {
        let options = RunOptions { canceller: canceller.clone(), ..RunOptions::default() };
        let session = scope.spawn(|| enclave.start("return 2", options));
        while pool.stats().queued == 0 {
            thread::sleep(Duration::from_millis(1));
        }
        canceller.cancel();
        session.join().unwrap().unwrap_err()
    });
    assert_eq!(cancelled.0.result.unwrap_err().code, ErrorCode::Cancelled);
    assert_eq!((pool.stats().leased, pool.stats().queued), (1, 0));
}

/// As many as there are threads for sessions, and a few more; their workers use no CPU time.
#[test]
fn sessions_that_hang_hold_no_other_up() {
    let (program, _folder) = hostile("asleep");
    if !alone_with("hostile::sessions_that_hang_hold_no_other_up", |process| {
        process.env("ENCLAVE_WORKER", &program);
    }) {
        return;
    }
    let limits = LimitsPatch { timeout_ms: Some(2_000), ..LimitsPatch::default() };
    let pool = PoolOptions { max_workers: Some(100), ..PoolOptions::default() };
    let opened = enclave_host::open(Config { limits, pool, ..config() }, Value::Undefined).unwrap();
    let (send, receive) = channel();
    for _ in 0..70 {
        let (enclave, send) = (opened.enclave.clone(), send.clone());
        enclave_host::spawn(move || {
            let failure = run(&enclave, "return 1").result.unwrap_err();
            send.send(failure.code).unwrap();
        });
    }
    while opened.pool.as_ref().unwrap().stats().leased < 70 {
        thread::sleep(Duration::from_millis(1));
    }
    let begun = Instant::now();
    let (other, done) = channel();
    enclave_host::spawn(move || other.send(begun.elapsed()).unwrap());
    let waited = done.recv().unwrap();
    assert!(waited < Duration::from_millis(500), "{waited:?}");
    assert!(receive.iter().take(70).all(|code| code == ErrorCode::Timeout));
}
