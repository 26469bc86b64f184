//! Sessions as a state machine: calls, answers, timers, limits, journal order.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use enclave_core::{
    Clock, Enclave, RunOptions, Session, Step, ToolFailure,
    contract::{Call, CallOutcome, Config, ErrorCode, Event, Failure, LimitsPatch, Outcome, ToolSpec, Value},
};

fn enclave() -> Enclave {
    let names = ["users:list", "users:get", "add", "never"];
    let config = Config { tools: names.map(ToolSpec::new).into(), ..Config::default() };
    Enclave::new(config, Value::Object(vec![("tenant".into(), Value::String("acme".into()))])).unwrap()
}

fn start(code: &str) -> Session {
    start_with(code, RunOptions::default())
}

fn start_with(code: &str, options: RunOptions) -> Session {
    enclave().start(code, options).unwrap_or_else(|rejection| panic!("{rejection}: {code}"))
}

fn done(step: Step) -> Outcome {
    match step {
        Step::Done(outcome) => *outcome,
        Step::Waiting { calls, .. } => panic!("waits for {calls:?}"),
    }
}

fn calls(step: Step) -> Vec<Call> {
    match step {
        Step::Waiting { calls, .. } => calls,
        Step::Done(outcome) => panic!("done: {:?}", outcome.result),
    }
}

fn failure(outcome: Outcome) -> Failure {
    outcome.result.expect_err("the run fails")
}

fn number(number: f64) -> Value {
    Value::Number(number)
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

#[test]
fn a_script_without_calls_is_done_at_once() {
    let mut session = start("return 1 + 1");
    let outcome = done(session.advance());
    assert_eq!(outcome.result, Ok(number(2.0)));
    assert!(session.is_done());
    assert_eq!(done(session.advance()), outcome);
}

#[test]
fn calls_are_handed_out_once_and_answers_go_on() {
    let mut session =
        start("const a = await callTool('add', { x: 1 }); const b = await tools.users.get({ id: a }); return [a, b];");
    let first = calls(session.advance());
    assert_eq!(first.len(), 1);
    assert_eq!((first[0].id, first[0].name.as_str()), (1, "add"));
    assert_eq!(first[0].args, Value::Object(vec![("x".into(), number(1.0))]));
    assert!(calls(session.advance()).is_empty());
    assert_eq!(session.pending(), first);
    session.resolve(1, number(7.0)).unwrap();
    let second = calls(session.advance());
    assert_eq!((second[0].id, second[0].name.as_str()), (2, "users:get"));
    session.resolve(2, text("ana")).unwrap();
    let outcome = done(session.advance());
    assert_eq!(outcome.result, Ok(Value::Array(vec![number(7.0), text("ana")])));
    assert_eq!(outcome.calls.len(), 2);
    assert_eq!(outcome.calls[1].outcome, CallOutcome::Ok(text("ana")));
    assert_eq!(outcome.stats.tool_calls, 2);
}

#[test]
fn an_answer_to_an_unknown_call_is_refused() {
    let mut session = start("return await callTool('add', {})");
    calls(session.advance());
    assert_eq!(session.resolve(9, Value::Null).unwrap_err().to_string(), "this session waits for no call with id 9");
    session.resolve(1, Value::Null).unwrap();
    assert!(session.resolve(1, Value::Null).is_err());
    done(session.advance());
    assert!(session.resolve(1, Value::Null).is_err());
}

#[test]
fn a_failure_is_an_error_that_the_script_can_catch() {
    let code = "try { await callTool('users:get', { id: 7 }) } catch (e) { return [e instanceof Error, e.name, e.message, e.code, e.data, e.tool] }";
    let mut session = start(code);
    calls(session.advance());
    let data = Value::Object(vec![("id".into(), number(7.0))]);
    let failure = ToolFailure {
        code: "NO_SUCH_USER".into(),
        message: "no user 7 in /home/ana/users.db".into(),
        data: data.clone(),
    };
    session.reject(1, failure).unwrap();
    let expected = [
        Value::Bool(true),
        text("ToolError"),
        text("no user 7 in [path]"),
        text("NO_SUCH_USER"),
        data,
        text("users:get"),
    ];
    assert_eq!(done(session.advance()).result, Ok(Value::Array(expected.into())));
}

#[test]
fn an_uncaught_failure_is_a_tool_error_with_the_place_of_the_call() {
    let mut session = start("const id = 7;\nconst user = await callTool('users:get', { id });\nreturn user;");
    calls(session.advance());
    session
        .reject(1, ToolFailure { code: "NO_SUCH_USER".into(), message: "no user 7".into(), data: Value::Undefined })
        .unwrap();
    let failure = failure(done(session.advance()));
    assert_eq!((failure.code, failure.message.as_str(), failure.line), (ErrorCode::ToolError, "no user 7", Some(2)));
    assert_eq!(failure.data.get("code"), Some(&text("NO_SUCH_USER")));
}

#[test]
fn a_script_cannot_forge_a_code_of_ours() {
    let mut session = start("throw Object.assign(new Error('x'), { code: 'TIMEOUT', name: 'ToolError' })");
    assert_eq!(failure(done(session.advance())).code, ErrorCode::ExecutionError);
}

#[test]
fn calls_past_the_concurrency_limit_wait_their_turn() {
    let limits = LimitsPatch { max_concurrent_calls: Some(2), ..LimitsPatch::default() };
    let code = "return await Promise.all([1, 2, 3, 4, 5].map((x) => callTool('add', { x })))";
    let mut session = start_with(code, RunOptions { limits, ..RunOptions::default() });
    let ids = |calls: Vec<Call>| calls.iter().map(|call| call.id).collect::<Vec<_>>();
    assert_eq!(ids(calls(session.advance())), [1, 2]);
    session.resolve(2, number(2.0)).unwrap();
    assert_eq!(ids(calls(session.advance())), [3]);
    session.resolve(1, number(1.0)).unwrap();
    session.resolve(3, number(3.0)).unwrap();
    assert_eq!(ids(calls(session.advance())), [4, 5]);
    session.resolve(5, number(5.0)).unwrap();
    session.resolve(4, number(4.0)).unwrap();
    let values = (1..=5).map(|x| number(f64::from(x))).collect();
    assert_eq!(done(session.advance()).result, Ok(Value::Array(values)));
}

#[test]
fn a_call_that_was_not_awaited_is_still_made() {
    let mut session = start("callTool('add', { x: 1 }); return 'done';");
    assert_eq!(calls(session.advance()).len(), 1);
    session.resolve(1, Value::Null).unwrap();
    let outcome = done(session.advance());
    assert_eq!(outcome.result, Ok(text("done")));
    assert_eq!(outcome.calls.len(), 1);
}

#[test]
fn a_race_that_is_won_does_not_wait_for_the_loser() {
    let mut session = start("return await Promise.race([callTool('never', {}), callTool('add', {})])");
    assert_eq!(calls(session.advance()).len(), 2);
    session.resolve(2, text("won")).unwrap();
    let outcome = done(session.advance());
    assert_eq!(outcome.result, Ok(text("won")));
    assert_eq!(outcome.calls[0].outcome, CallOutcome::Pending);
}

#[test]
fn an_unknown_tool_and_bad_arguments_reject_in_the_script() {
    let code = "const out = []; const name = 'nope' + out.length; \
        for (const call of [() => callTool(name, {}), () => callTool('add', 5), () => callTool('add', { f() {} })]) { \
            try { await call() } catch (e) { out.push(e.code) } } return out;";
    let outcome = done(start(code).advance());
    let codes = ["TOOL_NOT_FOUND", "TOOL_ARGUMENTS_INVALID", "SERIALIZATION_ERROR"];
    assert_eq!(outcome.result, Ok(Value::Array(codes.map(text).into())));
    assert_eq!(outcome.calls.len(), 3);
}

#[test]
fn timers_wait_for_the_clock_and_by_hand_they_do_not() {
    let code = "const before = Date.now(); await sleep(60000); return Date.now() - before;";
    match start(code).advance() {
        Step::Waiting { calls, wake_in } => {
            assert!(calls.is_empty());
            assert!(wake_in.unwrap() <= Duration::from_secs(30), "the run's deadline comes first");
        }
        Step::Done(outcome) => panic!("{:?}", outcome.result),
    }
    let options = RunOptions { manual: true, clock: Clock::Fixed(1e12), ..RunOptions::default() };
    assert_eq!(done(start_with(code, options).advance()).result, Ok(number(60000.0)));
}

#[test]
fn intervals_come_again_until_they_are_cleared() {
    let code = "return await new Promise((resolve) => { let n = 0; const id = setInterval((step) => { n += step; if (n === 6) { clearInterval(id); resolve(n); } }, 10, 2); });";
    let options = RunOptions { manual: true, clock: Clock::Fixed(0.0), ..RunOptions::default() };
    assert_eq!(done(start_with(code, options).advance()).result, Ok(number(6.0)));
}

#[test]
fn a_promise_that_nothing_can_settle_is_a_deadlock() {
    assert_eq!(failure(done(start("await new Promise(() => {})").advance())).code, ErrorCode::Deadlock);
}

#[test]
fn a_tool_that_never_answers_ends_with_the_wall_clock() {
    let limits = LimitsPatch { timeout_ms: Some(50), ..LimitsPatch::default() };
    let mut session = start_with("await callTool('never', {})", RunOptions { limits, ..RunOptions::default() });
    let Step::Waiting { wake_in: Some(wake_in), .. } = session.advance() else { panic!("waits") };
    std::thread::sleep(wake_in + Duration::from_millis(5));
    let failure = failure(done(session.advance()));
    assert_eq!(failure.code, ErrorCode::Timeout);
    assert_eq!(failure.message, "the run took longer than `timeout_ms` (50) allows");
}

#[test]
fn by_hand_the_time_that_the_host_takes_does_not_count() {
    let limits = LimitsPatch { timeout_ms: Some(50), ..LimitsPatch::default() };
    let options = RunOptions { limits, manual: true, ..RunOptions::default() };
    let mut session = start_with("return await callTool('add', {})", options);
    assert_eq!(session.advance(), Step::Waiting { calls: session.pending().to_vec(), wake_in: None });
    std::thread::sleep(Duration::from_millis(80));
    session.resolve(1, text("late")).unwrap();
    assert_eq!(done(session.advance()).result, Ok(text("late")));
}

#[test]
fn cancelling_ends_a_run_that_computes() {
    let mut session = start("let n = 0; for (;;) { if (n > 1e15) break; n += 0.5; }");
    let canceller = session.canceller();
    let begun = Instant::now();
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(30));
        canceller.cancel();
    });
    assert_eq!(failure(done(session.advance())).code, ErrorCode::Cancelled);
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn cancelling_before_the_first_step_is_told_as_such() {
    let mut session = start("return 1");
    session.canceller().cancel();
    assert_eq!(failure(done(session.advance())).code, ErrorCode::Cancelled);
}

#[test]
fn a_session_may_change_its_thread() {
    let mut session = start(
        "const f = (n) => n === 0 ? 0 : 1 + f(n - 1); const a = f(500); const b = await callTool('add', {}); return a + b + f(500);",
    );
    calls(session.advance());
    session.resolve(1, number(1.0)).unwrap();
    let outcome = std::thread::Builder::new()
        .stack_size(256 << 10)
        .spawn(move || done(session.advance()))
        .unwrap()
        .join()
        .unwrap();
    assert_eq!(outcome.result, Ok(number(1001.0)));
}

#[test]
fn the_seed_and_the_clock_decide_what_is_random_and_what_time_it_is() {
    let code = "return [Math.random(), Math.random(), Date.now(), new Date().getTime()]";
    let run = |seed| {
        let options = RunOptions { seed: Some(seed), clock: Clock::Fixed(1234.0), ..RunOptions::default() };
        done(start_with(code, options).advance()).result.unwrap()
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
    let Value::Array(items) = run(1) else { panic!("an array") };
    assert_eq!(items[2..], [number(1234.0), number(1234.0)]);
}

#[test]
fn the_context_is_frozen_data() {
    let code = "'use strict'; try { context.tenant = 'x' } catch (e) { return [context.tenant, e.name] }";
    assert_eq!(done(start(code).advance()).result, Ok(Value::Array(vec![text("acme"), text("TypeError")])));
    let options = RunOptions { context: Some(Value::Object(vec![("a".into(), number(1.0))])), ..RunOptions::default() };
    assert_eq!(
        done(start_with("return context", options).advance()).result,
        Ok(Value::Object(vec![("a".into(), number(1.0))]))
    );
}

#[test]
fn events_come_in_order_with_their_numbers() {
    let events = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&events);
    let options = RunOptions {
        events: Some(Arc::new(move |stamp, event: Event| sink.lock().unwrap().push((stamp.seq, event.kind())))),
        ..RunOptions::default()
    };
    let mut session = start_with("console.log('a'); await callTool('add', {}); console.warn('b'); return 1;", options);
    calls(session.advance());
    session.resolve(1, Value::Null).unwrap();
    done(session.advance());
    let kinds = ["session_init", "stdout", "tool_call", "tool_result_applied", "log", "final"];
    let expected: Vec<_> = kinds.into_iter().enumerate().map(|(index, kind)| (index as u64 + 1, kind)).collect();
    assert_eq!(*events.lock().unwrap(), expected);
}

#[test]
fn dangerous_keys_are_dropped_both_ways_and_counted() {
    let mut session = start(
        "const r = await callTool('add', JSON.parse('{\"__proto__\": 1, \"ok\": 2}')); return [Object.keys(r), r.polluted === undefined];",
    );
    let handed = calls(session.advance());
    assert_eq!(handed[0].args, Value::Object(vec![("ok".into(), number(2.0))]));
    let hostile = Value::Object(vec![
        ("__proto__".into(), Value::Object(vec![("polluted".into(), Value::Bool(true))])),
        ("constructor".into(), number(1.0)),
        ("fine".into(), number(1.0)),
    ]);
    session.resolve(1, hostile).unwrap();
    let outcome = done(session.advance());
    assert_eq!(outcome.result, Ok(Value::Array(vec![Value::Array(vec![text("fine")]), Value::Bool(true)])));
    assert_eq!(outcome.stats.dropped_keys, 3);
}

#[test]
fn a_script_that_passed_before_skips_the_layers() {
    let enclave = enclave();
    let run = || done(enclave.start("return 40 + 2", RunOptions::default()).unwrap().advance());
    assert!(!run().stats.cached);
    assert!(run().stats.cached);
}

#[test]
fn the_memory_of_a_run_comes_back() {
    let enclave = enclave();
    for _ in 0..200 {
        let outcome = done(enclave.start("return 'x'.repeat(100000).length", RunOptions::default()).unwrap().advance());
        assert_eq!(outcome.result, Ok(number(1e5)));
    }
}
