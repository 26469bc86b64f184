//! Sessions that are cut, kept as bytes, and go on.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use enclave_core::{
    Clock, DumpOptions, Enclave, LoadOptions, RunOptions, Session, Stamp, Step, ToolFailure, claim_of,
    contract::{Annotations, Config, ErrorCode, Event, Level, LimitsPatch, Outcome, ToolSpec, Value},
};
use proptest::prelude::*;

const KEY: [u8; 32] = [7; 32];

fn enclave() -> Enclave {
    let tools = ["echo", "add", "fail"].map(ToolSpec::new).into();
    Enclave::new(Config { tools, ..Config::default() }, Value::Null).unwrap()
}

fn start(code: &str) -> Session {
    let options = RunOptions {
        seed: Some(42),
        clock: Clock::Fixed(1.7e12),
        manual: true,
        session_id: Some("s".into()),
        ..RunOptions::default()
    };
    enclave().start(code, options).unwrap()
}

fn options(key: Option<&[u8; 32]>) -> LoadOptions {
    LoadOptions { key: key.copied(), clock: Clock::Fixed(1.7e12), ..LoadOptions::default() }
}

fn dump(session: &Session, key: Option<&[u8; 32]>) -> Vec<u8> {
    session.dump(&DumpOptions { key: key.copied(), single_use: false }).unwrap()
}

fn load(bytes: &[u8], key: Option<&[u8; 32]>) -> Session {
    enclave().load(bytes, options(key)).unwrap()
}

fn answer(session: &mut Session, id: u64) {
    let call = session.pending().iter().find(|call| call.id == id).unwrap().clone();
    if call.name == "fail" {
        let failure = ToolFailure { code: "NO".into(), message: "no".into(), data: Value::Null };
        session.reject(id, failure).unwrap();
    } else {
        session.resolve(id, call.args).unwrap();
    }
}

/// Another way to go on, by the number of the step: from a dump, sealed or not, from a store's records, from the journal.
fn cut(mut session: Session, records: &mut Vec<Vec<u8>>, step: usize) -> Session {
    let before = session.pending().to_vec();
    let key = step.is_multiple_of(2).then_some(&KEY);
    let mut session = match step % 4 {
        0 | 1 => load(&dump(&session, key), key),
        2 => {
            records.extend(session.take_records().unwrap());
            enclave().recover(records, options(None)).unwrap()
        }
        _ => {
            assert!(session.hibernate());
            let Step::Waiting { calls, .. } = session.advance() else { panic!("it waited before") };
            assert_eq!(calls, []);
            return session;
        }
    };
    assert_eq!(format!("{:?}", session.pending()), format!("{before:?}"));
    let Step::Waiting { calls, .. } = session.advance() else { panic!("it waited before") };
    assert_eq!(format!("{calls:?}"), format!("{before:?}"));
    session
}

/// Answers the calls of a session, the next one chosen by `order`, and cuts it before the answers that `cuts` names.
fn drive(mut session: Session, order: &[u8], cuts: impl Fn(usize) -> bool) -> (Outcome, Vec<String>) {
    let (mut asked, mut records) = (BTreeMap::new(), Vec::new());
    for step in 0.. {
        match session.advance() {
            Step::Done(outcome) => return (*outcome, asked.into_values().collect()),
            Step::Waiting { .. } => {
                for call in session.pending() {
                    let text = format!("{} {} {:?}", call.id, call.name, call.args);
                    assert_eq!(asked.entry(call.id).or_insert_with(|| text.clone()), &text);
                }
                if cuts(step) {
                    // A dump begins a journal of its own.
                    if step % 4 < 2 {
                        records.clear();
                    }
                    session = cut(session, &mut records, step);
                }
                let pending = session.pending();
                let chosen = usize::from(order.get(step).copied().unwrap_or(0)) % pending.len();
                let id = pending[chosen].id;
                answer(&mut session, id);
            }
        }
    }
    unreachable!()
}

fn same(left: &Outcome, right: &Outcome) {
    let texts = |outcome: &Outcome| outcome.console.iter().map(|entry| entry.text.clone()).collect::<Vec<_>>();
    let calls = |outcome: &Outcome| {
        outcome.calls.iter().map(|call| format!("{} {:?} {:?}", call.id, call.args, call.outcome)).collect::<Vec<_>>()
    };
    assert_eq!(texts(left), texts(right));
    assert_eq!(calls(left), calls(right));
    match (&left.result, &right.result) {
        (Ok(left), Ok(right)) => assert!(left.same(right), "{left:?} {right:?}"),
        (left, right) => assert_eq!(left, right),
    }
    assert_eq!(left.stats.tool_calls, right.stats.tool_calls);
}

const SCRIPT: &str = "
    const log = [];
    const work = async (n) => {
        const { x } = await tools.echo({ x: n * Math.random() });
        log.push([n, x, Date.now()]);
        if (n % 2) { try { await tools.fail({ n }) } catch (e) { log.push(e.code) } }
        await sleep(n);
        console.log('done', n);
        return tools.add({ n, at: new Date(), big: 10n ** 30n, none: NaN });
    };
    const first = await Promise.race([work(1), work(2), work(3)]);
    const all = await Promise.all([work(4), work(5)]);
    return [first, all, log, Math.random()];
";

#[test]
fn a_session_goes_on_from_every_point() {
    let (uncut, asked) = drive(start(SCRIPT), &[], |_| false);
    assert!(uncut.result.is_ok(), "{:?}", uncut.result);
    for at in 0..asked.len() {
        let (cut, again) = drive(start(SCRIPT), &[], |step| step == at);
        same(&cut, &uncut);
        assert_eq!(again, asked);
    }
    let (always, _) = drive(start(SCRIPT), &[], |_| true);
    same(&always, &uncut);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_answers_in_the_same_order_give_the_same_run(
        order in proptest::collection::vec(any::<u8>(), 0..24),
        cuts in proptest::collection::vec(any::<bool>(), 24),
        widths in proptest::collection::vec(1u32..5, 1..5),
    ) {
        let parts: Vec<String> = widths
            .iter()
            .enumerate()
            .map(|(index, width)| {
                let calls: Vec<String> = (0..*width)
                    .map(|n| format!("tools.{}({{ n: {n}, r: Math.random() }}).then(v => {{ console.log(v.n); return v.r }}, e => e.code)", if (n + index as u32) % 3 == 2 { "fail" } else { "echo" }))
                    .collect();
                let how = ["all", "race", "any", "allSettled"][index % 4];
                format!("out.push(await Promise.{how}([{}]), Date.now());", calls.join(", "))
            })
            .collect();
        let code = format!("const out = []; {} return out;", parts.join("\n"));
        let (uncut, asked) = drive(start(&code), &order, |_| false);
        let (cut, again) = drive(start(&code), &order, |step| cuts.get(step).copied().unwrap_or(false));
        same(&cut, &uncut);
        prop_assert_eq!(asked, again);
    }

    #[test]
    fn changed_bytes_are_refused_or_make_a_session(at in any::<proptest::sample::Index>(), to in any::<u8>(), cut in any::<bool>()) {
        let mut session = start("return await tools.echo({ a: [1, { b: 'text' }] })");
        session.advance();
        for key in [None, Some(&KEY)] {
            let mut bytes = dump(&session, key);
            let at = at.index(bytes.len());
            let changed = bytes[at] != to;
            bytes[at] = to;
            if cut {
                bytes.truncate(at);
            }
            match enclave().load(&bytes, options(key)) {
                Ok(mut session) => {
                    prop_assert!(key.is_none() || (!changed && !cut), "a sealed dump was changed");
                    session.advance();
                }
                Err(rejection) => {
                    let code = rejection.0.result.unwrap_err().code;
                    prop_assert!(matches!(code, ErrorCode::ReplayDiverged | ErrorCode::ValidationError | ErrorCode::InvalidConfig), "{code}");
                }
            }
        }
    }
}

fn refusal(bytes: &[u8], key: Option<&[u8; 32]>) -> String {
    enclave().load(bytes, options(key)).map(|_| ()).unwrap_err().to_string()
}

#[test]
fn what_is_no_session_is_refused_with_the_reason() {
    let mut session = start("return await tools.echo({})");
    session.advance();
    let (plain, sealed) = (dump(&session, None), dump(&session, Some(&KEY)));
    let mut newer = plain.clone();
    newer[4] = 9;
    for (bytes, key, reason) in [
        (b"".to_vec(), None, "these bytes are no dump of a session"),
        (b"ENCJ".to_vec(), None, "these bytes are no dump of a session"),
        (newer, None, "the dump has format 9; this build reads format 1"),
        (sealed.clone(), None, "the dump is sealed: give the key that it was sealed with"),
        (sealed, Some(&[8; 32]), "the dump was changed, or it was sealed with another key"),
        (plain, Some(&KEY), "the dump is not sealed, and a key was given: whoever kept it may have changed it"),
    ] {
        assert_eq!(refusal(&bytes, key), format!("REPLAY_DIVERGED: {reason}"));
    }
}

#[test]
fn a_session_that_is_over_ends_again_as_it_did() {
    for code in ["console.log(1); return await tools.echo({ a: 1 })", "await tools.echo({}); throw new Error('no')"] {
        let mut session = start(code);
        session.advance();
        answer(&mut session, 1);
        let Step::Done(first) = session.advance() else { panic!("it is over") };
        let mut again = load(&dump(&session, None), None);
        let Step::Done(second) = again.advance() else { panic!("it is over") };
        same(&first, &second);
    }
}

#[test]
fn a_journal_of_another_way_is_refused() {
    let tools = ["echo", "other"].map(ToolSpec::new).into();
    let context = |tool: &str| Value::String(tool.into());
    let enclave = Enclave::new(Config { tools, ..Config::default() }, context("echo")).unwrap();
    let code = "const a = await callTool(context, { n: 1 }); return [a, await callTool('echo', {})]";
    let mut session = enclave.start(code, RunOptions { manual: true, ..RunOptions::default() }).unwrap();
    session.advance();
    let bytes = dump(&session, None);
    // The same session where tools are refused that were there before.
    let fewer = Enclave::new(Config { tools: vec![ToolSpec::new("other")], ..Config::default() }, Value::Null).unwrap();
    let refused = fewer.load(&bytes, options(None)).map(|_| ()).unwrap_err();
    assert_eq!(refused.0.result.unwrap_err().code, ErrorCode::ValidationError);
    // A clock that the script looks at and that stands still elsewhere.
    let code = "const a = await tools.echo({}); return await tools.echo({ at: Date.now() })";
    let start = |frozen: bool| {
        let limits = LimitsPatch { block_timing: Some(frozen), ..LimitsPatch::default() };
        let tools = vec![ToolSpec::new("echo")];
        Enclave::new(Config { tools, limits, level: Level::Standard, ..Config::default() }, Value::Null).unwrap()
    };
    let mut session = start(false).start(code, RunOptions { manual: true, ..RunOptions::default() }).unwrap();
    session.advance();
    std::thread::sleep(std::time::Duration::from_millis(3));
    session.resolve(1, Value::Null).unwrap();
    session.advance();
    let mut loaded = start(true).load(&dump(&session, None), options(None)).unwrap();
    let Step::Done(outcome) = loaded.advance() else { panic!("it goes another way") };
    let failure = outcome.result.unwrap_err();
    assert_eq!(failure.code, ErrorCode::ReplayDiverged);
    assert_eq!(failure.message, "the script makes other arguments than the journal's of `echo`: `echo`");
}

#[test]
fn answers_that_the_script_has_not_seen_are_kept() {
    let mut session = start("const a = await tools.echo({ a: 1 }); return [a, await tools.add({})]");
    session.advance();
    session.resolve(1, Value::String("kept".into())).unwrap();
    let mut loaded = enclave().load(&dump(&session, None), options(None)).unwrap();
    let Step::Waiting { calls, .. } = loaded.advance() else { panic!("it waits for the second call") };
    assert_eq!(calls.iter().map(|call| call.id).collect::<Vec<_>>(), [2]);
    loaded.resolve(2, Value::Null).unwrap();
    let Step::Done(outcome) = loaded.advance() else { panic!("it is over") };
    assert_eq!(outcome.result.unwrap(), Value::Array(vec![Value::String("kept".into()), Value::Null]));
}

const GOLDEN: &str = "
    console.log('begun', context.tenant);
    const first = await tools.echo({ n: 1, list: [1n, new Date(0), 'é'] });
    const failed = await tools.fail({}).catch((error) => error.code);
    const more = await Promise.all([tools.echo({ n: 2 }), tools.add({ a: first.n, b: 2 })]);
    return { first, failed, more, random: Math.random(), now: Date.now() };
";

/// A session of `GOLDEN` that waits for the calls 3 and 4.
fn golden() -> Session {
    let context = Value::Object(vec![("tenant".into(), Value::String("acme".into()))]);
    let options = RunOptions {
        seed: Some(42),
        clock: Clock::Fixed(1.7e12),
        manual: true,
        session_id: Some("golden".into()),
        context: Some(context),
        ..RunOptions::default()
    };
    let mut session = enclave().start(GOLDEN, options).unwrap();
    for id in [1, 2] {
        session.advance();
        answer(&mut session, id);
    }
    session.advance();
    session
}

/// What every language expects of `tests-shared/dumps/format-1.dump`, and of what is written today. Where the format
/// changes, `ENCLAVE_WRITE_DUMP=1 cargo nextest run a_dump_of_format_1` writes the file.
#[test]
fn a_dump_of_format_1_goes_on() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests-shared/dumps/format-1.dump");
    let written = dump(&golden(), None);
    if std::env::var_os("ENCLAVE_WRITE_DUMP").is_some() {
        std::fs::write(path, &written).unwrap();
    }
    for bytes in [written, std::fs::read(path).unwrap()] {
        let mut session = load(&bytes, None);
        let Step::Waiting { calls, .. } = session.advance() else { panic!("it waits") };
        assert_eq!(calls.iter().map(|call| call.id).collect::<Vec<_>>(), [3, 4]);
        session.resolve(4, Value::Number(3.0)).unwrap();
        session.resolve(3, Value::Null).unwrap();
        let Step::Done(outcome) = session.advance() else { panic!("it is over") };
        let value = outcome.result.unwrap();
        assert_eq!(value.get("failed"), Some(&Value::String("NO".into())));
        assert_eq!(value.get("more"), Some(&Value::Array(vec![Value::Null, Value::Number(3.0)])));
        assert_eq!(value.get("random"), Some(&Value::Number(0.741_564_878_771_823_3)));
        assert_eq!(outcome.console[0].text, "begun acme");
    }
}

#[test]
fn a_call_that_was_begun_elsewhere_is_uncertain_until_somebody_decides() {
    let read =
        ToolSpec { annotations: Annotations { read_only: true, ..Annotations::default() }, ..ToolSpec::new("read") };
    let enclave = Enclave::new(Config { tools: vec![ToolSpec::new("pay"), read], ..Config::default() }, Value::Null);
    let enclave = enclave.unwrap();
    let code = "return await Promise.all([tools.pay({ n: 1 }), tools.read({}), tools.pay({ n: 2 })])";
    let mut session = enclave.start(code, RunOptions { manual: true, ..RunOptions::default() }).unwrap();
    session.advance();
    let uncertain = |session: &Session| [1, 2, 3].map(|id| session.is_uncertain(id));
    assert_eq!(uncertain(&session), [false; 3]);
    let mut loaded = enclave.load(&dump(&session, None), options(None)).unwrap();
    assert_eq!(uncertain(&loaded), [true, false, true]);
    loaded.retry(1).unwrap();
    assert_eq!(loaded.retry(1), Err(enclave_core::UnknownCall(1)));
    assert_eq!(loaded.retry(2), Err(enclave_core::UnknownCall(2)));
    loaded.advance();
    assert_eq!(uncertain(&loaded), [false, false, true]);
    // What was tried here is as uncertain elsewhere.
    let mut again = enclave.load(&dump(&loaded, None), options(None)).unwrap();
    assert_eq!(uncertain(&again), [true, false, true]);
    for id in 1..=3 {
        again.resolve(id, Value::Number(id as f64)).unwrap();
    }
    let Step::Done(outcome) = again.advance() else { panic!("it is over") };
    assert_eq!(outcome.result.unwrap(), Value::Array([1.0, 2.0, 3.0].map(Value::Number).into()));
}

#[test]
fn answers_can_be_given_before_anything_runs() {
    let mut session = start("return [await tools.echo({ a: 1 }), await tools.add({})]");
    session.advance();
    let mut loaded = load(&dump(&session, None), None);
    loaded.resolve(1, Value::String("early".into())).unwrap();
    let Step::Waiting { calls, .. } = loaded.advance() else { panic!("it waits for the second call") };
    assert_eq!(calls.iter().map(|call| call.id).collect::<Vec<_>>(), [2]);
}

#[test]
fn a_fork_gives_another_answer() {
    let mut session = start(
        "const a = await tools.echo({ n: 1 }); const [b, c] = await Promise.all([tools.echo({ n: a.n }), tools.add({})]); return [a.n, b.n, c]",
    );
    let number = |n: f64| Value::Object(vec![("n".into(), Value::Number(n))]);
    for (id, value) in [(1, number(1.0)), (3, Value::Null), (2, number(2.0))] {
        session.advance();
        session.resolve(id, value).unwrap();
    }
    let Step::Done(outcome) = session.advance() else { panic!("it is over") };
    assert_eq!(outcome.result.unwrap(), Value::Array(vec![Value::Number(1.0), Value::Number(2.0), Value::Null]));
    let fork = |at: u64| session.fork(at);
    assert_eq!(fork(9).map(|_| ()), Err(enclave_core::UnknownCall(9)));
    // The answer that came before it is kept.
    let mut what_if = fork(2).unwrap();
    assert_eq!(what_if.pending().iter().map(|call| call.id).collect::<Vec<_>>(), [2]);
    what_if.resolve(2, number(7.0)).unwrap();
    let Step::Done(outcome) = what_if.advance() else { panic!("it is over") };
    assert_eq!(outcome.result.unwrap(), Value::Array(vec![Value::Number(1.0), Value::Number(7.0), Value::Null]));
    // Another first answer, and the script goes another way.
    let mut what_if = fork(1).unwrap();
    what_if.resolve(1, number(5.0)).unwrap();
    let Step::Waiting { calls, .. } = what_if.advance() else { panic!("it waits") };
    assert_eq!(calls.first().map(|call| call.args.clone()), Some(number(5.0)));
    assert_ne!(what_if.id(), session.id());
}

#[test]
fn a_dump_for_a_single_use_is_claimed_first() {
    let mut session = start("return await tools.echo({})");
    session.advance();
    assert_eq!(claim_of(&dump(&session, None), None), Ok(None));
    for key in [None, Some(KEY)] {
        let once = session.dump(&DumpOptions { key, single_use: true }).unwrap();
        let id = claim_of(&once, key.as_ref()).unwrap().unwrap();
        assert_eq!(id.len(), 48);
        let reason = "the dump is for a single use: it was used before, or nothing here knows whether it was";
        assert_eq!(refusal(&once, key.as_ref()), format!("REPLAY_DIVERGED: {reason}"));
        let claimed = LoadOptions { key, claimed: true, ..options(None) };
        assert!(enclave().load(&once, claimed).is_ok());
        // The mark is in the head and in the body.
        let mut forged = once;
        forged[5] &= 1;
        let code = enclave().load(&forged, options(key.as_ref())).map(|_| ()).unwrap_err().0.result.unwrap_err().code;
        assert_eq!(code, ErrorCode::ReplayDiverged);
    }
}

type Heard = Arc<Mutex<Vec<(Stamp, Event)>>>;

/// The events of a session, with a place for them.
fn listen() -> (Heard, enclave_core::EventSink) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&heard);
    (heard, Arc::new(move |stamp, event| sink.lock().unwrap().push((stamp, event))))
}

fn kinds(heard: &Mutex<Vec<(Stamp, Event)>>) -> Vec<&'static str> {
    heard.lock().unwrap().drain(..).map(|(_, event)| event.kind()).collect()
}

#[test]
fn events_are_told_once_and_again_when_wanted() {
    let code = "console.log('a'); emit({ part: 1 }); await tools.echo({}); console.warn('b', { n: 1 });
        await callTool(context, {}).catch(() => {}); return await tools.add({})";
    let (heard, events) = listen();
    let options = RunOptions { manual: true, events: Some(events), clock: Clock::Fixed(5.0), ..RunOptions::default() };
    let tools = ["echo", "add"].map(ToolSpec::new).into();
    let enclave = Enclave::new(Config { tools, ..Config::default() }, Value::String("none".into())).unwrap();
    let mut session = enclave.start(code, options).unwrap();
    session.advance();
    assert_eq!(kinds(&heard), ["session_init", "stdout", "partial_result", "tool_call"]);
    session.reporter().progress(1, Value::Number(0.5));
    assert_eq!(kinds(&heard), ["tool_progress"]);
    session.hibernate();
    session.resolve(1, Value::Null).unwrap();
    session.advance();
    let told = ["tool_result_applied", "log", "tool_call", "tool_result_applied", "tool_call"];
    assert_eq!(kinds(&heard), told);
    session.hibernate();
    session.advance();
    assert_eq!(kinds(&heard), [""; 0]);
    let bytes = dump(&session, None);
    let again = |retell: bool| {
        let (heard, events) = listen();
        let clock = Clock::Fixed(9.0);
        let mut loaded = enclave
            .load(&bytes, LoadOptions { events: Some(events), retell, clock, ..LoadOptions::default() })
            .unwrap();
        loaded.advance();
        loaded.resolve(3, Value::Null).unwrap();
        loaded.advance();
        let heard = std::mem::take(&mut *heard.lock().unwrap());
        assert_eq!(
            heard.iter().map(|(stamp, _)| stamp.seq).collect::<Vec<_>>(),
            (1..=heard.len() as u64).collect::<Vec<_>>()
        );
        heard.into_iter().map(|(stamp, event)| format!("{} {}", stamp.at, event.kind())).collect::<Vec<_>>()
    };
    assert_eq!(again(false), ["9 tool_result_applied", "9 final"]);
    let mut all = vec!["5 session_init", "5 stdout", "5 partial_result", "5 tool_call"];
    all.extend(["5 tool_result_applied", "5 log", "5 tool_call", "5 tool_result_applied", "5 tool_call"]);
    all.extend(["9 tool_result_applied", "9 final"]);
    assert_eq!(again(true), all);
}

#[test]
fn what_was_emitted_is_in_the_result_of_a_run_that_failed() {
    let mut session = start("emit(1); emit({ list: [2n] }); await tools.echo({}); throw new Error('no')");
    session.advance();
    answer(&mut session, 1);
    let Step::Done(outcome) = session.advance() else { panic!("it is over") };
    let list = Value::Array(vec![Value::BigInt("2".into())]);
    assert_eq!(outcome.emitted, [Value::Number(1.0), Value::Object(vec![("list".into(), list)])]);
    assert!(outcome.result.is_err());
}

#[test]
fn timers_do_not_make_the_journal_long() {
    let code = "
        let fired = 0;
        const tick = () => { fired++; if (fired < 5000) setTimeout(tick, fired % 3) };
        setTimeout(tick, 5);
        setTimeout(() => console.log(Date.now()), 700);
        await sleep(2000);
        const first = [fired, Date.now(), await tools.echo({ n: 1 })];
        await sleep(10_000);
        return [first, fired, Date.now(), await tools.echo({ n: 2 })];
    ";
    let (uncut, _) = drive(start(code), &[], |_| false);
    for cuts in [vec![0], vec![1], vec![0, 1]] {
        let (cut, _) = drive(start(code), &[], |step| cuts.contains(&step));
        same(&cut, &uncut);
    }
    for at in 0..4 {
        // Each way to go on: a dump, a sealed one, a store's records, hibernation.
        let (cut, _) = drive(start(code), &[], |step| step == at);
        same(&cut, &uncut);
    }
    let mut session = start(code);
    session.advance();
    assert!(dump(&session, None).len() < 2_000);
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let mut session = start("return await tools.echo({})");
    session.advance();
    let plain = dump(&session, None);
    for (bomb, reason) in [
        (vec![0; 64 << 20], "it unpacks to more than"),
        // The head of a list of more entries than a journal may have: what is read stops at the bytes that there are.
        (vec![0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], "invalid type"),
    ] {
        let packed = zstd::encode_all(bomb.as_slice(), 1).unwrap();
        let bytes = [&plain[..6], &packed].concat();
        let told = refusal(&bytes, None);
        assert!(told.starts_with("REPLAY_DIVERGED: the dump is damaged: ") && told.contains(reason), "{told}");
    }
}

/// A dump whose journal says that a timer fired more often than any script lives.
#[test]
fn a_replay_that_never_ends_is_stopped_by_the_limits() {
    let mut session = start("setInterval(() => {}, 1); await sleep(50); return await tools.echo({})");
    session.advance();
    let bytes = dump(&session, None);
    let plain = zstd::decode_all(&bytes[6..]).unwrap();
    let at = plain.windows(6).position(|window| window == b"Timers").unwrap();
    // A small number in CBOR is one or two bytes; another one of eight takes its place.
    let behind = at + 6 + if plain[at + 6] < 24 { 1 } else { 2 };
    let forged = [&plain[..at + 6], &[0x1b, 0x7f], &[0xff; 7], &plain[behind..]].concat();
    let forged = [&bytes[..6], &zstd::encode_all(forged.as_slice(), 1).unwrap()].concat();
    let limits = LimitsPatch { cpu_ms: Some(300), timeout_ms: Some(300), ..LimitsPatch::default() };
    let tools = ["echo"].map(ToolSpec::new).into();
    let enclave = Enclave::new(Config { tools, limits, ..Config::default() }, Value::Null).unwrap();
    let Step::Done(outcome) = enclave.load(&forged, options(None)).unwrap().advance() else { panic!("it ends") };
    let code = outcome.result.unwrap_err().code;
    assert!(matches!(code, ErrorCode::Timeout | ErrorCode::CpuLimitExceeded | ErrorCode::MaxIterations), "{code}");
}

#[test]
fn a_script_that_has_ended_keeps_its_engine_and_waits_for_no_loser() {
    let mut session = start("tools.echo({ n: 1 }).then((v) => console.log('late', v.n)); return 1");
    session.advance();
    assert!(!session.hibernate());
    answer(&mut session, 1);
    let Step::Done(outcome) = session.advance() else { panic!("it is over") };
    assert_eq!(outcome.console[0].text, "late 1");
    let mut session = start("return (await Promise.race([tools.echo({ n: 1 }), tools.add({ n: 2 })])).n");
    session.advance();
    let mut loaded = load(&dump(&session, None), None);
    answer(&mut loaded, 1);
    let Step::Done(outcome) = loaded.advance() else { panic!("it waits for the loser") };
    assert_eq!(outcome.result.unwrap(), Value::Number(1.0));
}
