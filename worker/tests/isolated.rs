//! Sessions in worker processes, through the pool.

use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use enclave_core::{
    Enclave, RunOptions, Session, Step, ToolFailure,
    contract::{Config, ErrorCode, Isolation, Level, LimitsPatch, Outcome, ToolSpec, Value, frame::Begun},
};
use enclave_pool::Pool;

fn config() -> Config {
    Config { isolation: Some(Isolation::Process), any_tool: true, ..Config::default() }
}

fn opened(config: Config) -> (Enclave, Pool) {
    let pool = Pool::with_program(&config, |wait| wait(), PathBuf::from(env!("CARGO_BIN_EXE_enclave-worker"))).unwrap();
    let enclave = Enclave::isolated(config, Value::Undefined, Arc::new(pool.clone())).unwrap();
    pool.start().unwrap();
    (enclave, pool)
}

/// Answers each call with its arguments.
fn finish(mut session: Session) -> Outcome {
    loop {
        match session.advance() {
            Step::Done(outcome) => return *outcome,
            Step::Waiting { calls, wake_in } => {
                if calls.is_empty() {
                    std::thread::sleep(wake_in.unwrap_or_default().min(Duration::from_millis(50)));
                }
                for call in calls {
                    match call.name.as_str() {
                        "fail" => {
                            let failure = ToolFailure { code: "NOPE".into(), message: "no".into(), data: Value::Null };
                            session.reject(call.id, failure).unwrap();
                        }
                        "text" => {
                            let Value::Object(args) = call.args else { panic!("arguments are an object") };
                            session.resolve(call.id, args[0].1.clone()).unwrap();
                        }
                        _ => session.resolve(call.id, call.args).unwrap(),
                    }
                }
            }
        }
    }
}

fn run(enclave: &Enclave, code: &str) -> Outcome {
    match enclave.start(code, RunOptions::default()) {
        Ok(session) => finish(session),
        Err(rejection) => *rejection.0,
    }
}

#[test]
fn a_script_runs_in_a_worker_and_calls_tools() {
    let (enclave, pool) = opened(config());
    let outcome = run(&enclave, "console.log('hi'); const a = await callTool('echo', { n: 1 }); return a.n + 1");
    assert_eq!(outcome.result, Ok(Value::Number(2.0)));
    assert_eq!(outcome.console[0].text, "hi");
    let stats = pool.stats();
    assert_eq!((stats.leased, stats.lost), (0, 0));
    let failed = run(&enclave, "await callTool('fail', {})");
    assert_eq!(failed.result.unwrap_err().code, ErrorCode::ToolError);
}

#[test]
fn a_hundred_sessions_follow_each_other() {
    let (enclave, pool) = opened(config());
    let begun = Instant::now();
    for _ in 0..100 {
        assert_eq!(run(&enclave, "return 1 + 1").result, Ok(Value::Number(2.0)));
    }
    eprintln!("a session took {:?}", begun.elapsed() / 100);
    assert_eq!(pool.stats().lost, 0);
}

#[test]
fn limits_of_one_run_have_room_in_its_frames() {
    let (enclave, pool) = opened(Config { level: Level::Strict, ..config() });
    let limits = LimitsPatch {
        timeout_ms: Some(20_000),
        cpu_ms: Some(20_000),
        memory_bytes: Some(512 << 20),
        max_value_bytes: Some(64 << 20),
        max_console_calls: Some(20_000),
        max_console_bytes: Some(64 << 20),
        max_iterations: Some(1_000_000),
        ..LimitsPatch::default()
    };
    let run = |code: &str| {
        let options = RunOptions { limits: limits.clone(), ..RunOptions::default() };
        enclave.start(code, options).map_or_else(|rejection| *rejection.0, finish)
    };
    let length = |outcome: Outcome| match outcome.result {
        Ok(Value::String(text)) => text.len(),
        other => panic!("{}", format!("{other:?}").chars().take(200).collect::<String>()),
    };
    let long = "let text = 'x'.repeat(10000); for (let i = 0; i < 11; i++) text += text;";
    assert_eq!(length(run(&format!("{long} return text"))), 20_480_000);
    assert_eq!(length(run(&format!("{long} return await callTool('text', {{ text }})"))), 20_480_000);
    let outcome = run("for (let i = 0; i < 20000; i++) console.log(i)");
    assert_eq!((outcome.result, outcome.console.len()), (Ok(Value::Undefined), 20_000));
    assert_eq!(pool.stats().killed, 0);
}

#[test]
fn a_known_script_begins_without_waiting_for_its_first_step() {
    let limits = LimitsPatch { timeout_ms: Some(300), max_iterations: Some(1_000_000_000), ..LimitsPatch::default() };
    let (enclave, pool) = opened(Config { limits, ..config() });
    let known = |code: &str| {
        // One that is not ready is not waited for.
        while pool.stats().ready == 0 {
            std::thread::sleep(Duration::from_millis(1));
        }
        enclave.start_known(code, &LimitsPatch::default(), RunOptions::default)
    };
    let calls = "return (await callTool('echo', { n: 1 })).n";
    assert_eq!(run(&enclave, calls).result, Ok(Value::Number(1.0)));
    assert!(known(calls).is_none());
    let quick = "console.log('hi'); await sleep(0); return 1";
    assert!(known(quick).is_none());
    assert_eq!(run(&enclave, quick).result, Ok(Value::Number(1.0)));
    let mut session = known(quick).unwrap();
    assert_eq!([(); 2].map(|()| session.begins_within(Duration::from_secs(5))), [Begun::Step, Begun::No]);
    let outcome = finish(session);
    assert_eq!((outcome.result, outcome.console.len()), (Ok(Value::Number(1.0)), 1));
    // What the host answers at once lets the script go on for as long as it likes.
    for (code, begun) in
        [("console.log('hi'); return 1", Begun::Run), ("setTimeout(() => {}, 5); return 1", Begun::Step)]
    {
        assert_eq!(run(&enclave, code).result, Ok(Value::Number(1.0)), "{code}");
        let mut session = known(code).unwrap();
        assert_eq!((code, session.begins_within(Duration::from_secs(5))), (code, begun));
        assert_eq!(finish(session).result, Ok(Value::Number(1.0)), "{code}");
    }

    let endless = "console.log('hi'); let i = 0; while (i >= 0) { i += 1; i %= 9 }";
    assert_eq!(run(&enclave, endless).result.unwrap_err().code, ErrorCode::Timeout);
    let mut session = known(endless).unwrap();
    let begun = Instant::now();
    assert!(
        session.begins_within(Duration::from_millis(20)) == Begun::No && begun.elapsed() < Duration::from_millis(250)
    );
    let outcome = finish(session);
    assert_eq!((outcome.result.unwrap_err().code, outcome.console.len()), (ErrorCode::Timeout, 1));

    // One that is dropped meanwhile, and one whose worker is killed.
    assert_eq!(known(endless).unwrap().begins_within(Duration::ZERO), Begun::No);
    let mut session = known(endless).unwrap();
    assert_eq!(session.begins_within(Duration::from_millis(20)), Begun::No);
    let worker = pool.take_events().pop().unwrap().pid;
    rustix::process::kill_process(
        rustix::process::Pid::from_raw(worker.cast_signed()).unwrap(),
        rustix::process::Signal::KILL,
    )
    .unwrap();
    assert_eq!(finish(session).result.unwrap_err().code, ErrorCode::WorkerLost);
    assert_eq!(pool.stats().leased, 0);
}

#[test]
fn what_does_not_compile_is_refused_as_in_process() {
    let (enclave, _pool) = opened(config());
    let here = Enclave::new(Config { isolation: Some(Isolation::InProcess), ..config() }, Value::Undefined).unwrap();
    let code = "return /(?<n>a)(?<n>b)/.test('ab')";
    assert_eq!(run(&enclave, code).result, run(&here, code).result);
}

#[test]
fn a_native_loop_that_never_looks_is_killed_in_time() {
    let limits = LimitsPatch { timeout_ms: Some(200), max_iterations: Some(1_000_000_000), ..LimitsPatch::default() };
    let (enclave, pool) = opened(Config { limits, ..config() });
    let begun = Instant::now();
    let outcome = run(&enclave, "let i = 0; while (i >= 0) { i += 1; i %= 1000; }");
    assert_eq!(outcome.result.unwrap_err().code, ErrorCode::Timeout);
    assert!(begun.elapsed() < Duration::from_secs(2));
    assert_eq!(pool.stats().leased, 0);
}

#[test]
fn a_session_whose_worker_is_killed_goes_on_from_its_journal() {
    let (enclave, pool) = opened(Config { retry_lost: 1, ..config() });
    let options = RunOptions { manual: true, ..RunOptions::default() };
    let code =
        "const a = await callTool('echo', { n: 1 }); const b = await callTool('echo', { n: 2 }); return a.n + b.n";
    let mut session = enclave.start(code, options).unwrap();
    let Step::Waiting { calls, .. } = session.advance() else { panic!("it waits for a call") };
    let pid = pool.take_events().iter().map(|event| event.pid).next_back().unwrap();
    rustix::process::kill_process(
        rustix::process::Pid::from_raw(pid.cast_signed()).unwrap(),
        rustix::process::Signal::KILL,
    )
    .unwrap();
    session.resolve(calls[0].id, calls[0].args.clone()).unwrap();
    assert_eq!(finish(session).result, Ok(Value::Number(3.0)));
    assert_eq!(pool.stats().lost, 1);
}

#[test]
fn without_retries_a_lost_worker_is_told_with_its_signal() {
    let config = Config { tools: vec![ToolSpec::new("echo")], ..config() };
    let (enclave, pool) = opened(config);
    let mut session = enclave.start("return await callTool('echo', {})", RunOptions::default()).unwrap();
    let Step::Waiting { calls, .. } = session.advance() else { panic!("it waits for a call") };
    let pid = pool.take_events().iter().map(|event| event.pid).next_back().unwrap();
    rustix::process::kill_process(
        rustix::process::Pid::from_raw(pid.cast_signed()).unwrap(),
        rustix::process::Signal::SEGV,
    )
    .unwrap();
    session.resolve(calls[0].id, Value::Null).unwrap();
    let failure = finish(session).result.unwrap_err();
    assert_eq!((failure.code, failure.message.as_str()), (ErrorCode::WorkerLost, "the worker was killed by SIGSEGV"));
    assert_eq!(run(&enclave, "return 1").result, Ok(Value::Number(1.0)));
}
