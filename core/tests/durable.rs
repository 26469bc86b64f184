//! Sessions that are cut, kept as bytes, and go on.

use std::collections::BTreeMap;

use enclave_core::{
    Clock, DumpError, Enclave, LoadOptions, RunOptions, Session, Step, ToolFailure,
    contract::{Config, ErrorCode, Level, LimitsPatch, Outcome, ToolSpec, Value},
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

/// Answers the calls of a session, the next one chosen by `order`, and cuts it before the answers that `cuts` names.
fn drive(mut session: Session, order: &[u8], cuts: impl Fn(usize) -> bool) -> (Outcome, Vec<String>) {
    let mut asked = BTreeMap::new();
    for step in 0.. {
        match session.advance() {
            Step::Done(outcome) => return (*outcome, asked.into_values().collect()),
            Step::Waiting { .. } => {
                for call in session.pending() {
                    let text = format!("{} {} {:?}", call.id, call.name, call.args);
                    assert_eq!(asked.entry(call.id).or_insert_with(|| text.clone()), &text);
                }
                if cuts(step) {
                    let before = session.pending().to_vec();
                    let bytes = session.dump((step % 2 == 0).then_some(&KEY)).unwrap();
                    drop(session);
                    session = load(&bytes, (step % 2 == 0).then_some(&KEY));
                    let Step::Waiting { calls, .. } = session.advance() else { panic!("it waited before") };
                    assert_eq!(format!("{calls:?}"), format!("{before:?}"));
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
            let mut bytes = session.dump(key).unwrap();
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
    let (plain, sealed) = (session.dump(None).unwrap(), session.dump(Some(&KEY)).unwrap());
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
    answer(&mut session, 1);
    session.advance();
    assert_eq!(session.dump(None), Err(DumpError::Over));
}

#[test]
fn a_journal_of_another_way_is_refused() {
    let tools = ["echo", "other"].map(ToolSpec::new).into();
    let context = |tool: &str| Value::String(tool.into());
    let enclave = Enclave::new(Config { tools, ..Config::default() }, context("echo")).unwrap();
    let code = "const a = await callTool(context, { n: 1 }); return [a, await callTool('echo', {})]";
    let mut session = enclave.start(code, RunOptions { manual: true, ..RunOptions::default() }).unwrap();
    session.advance();
    let bytes = session.dump(None).unwrap();
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
    let mut loaded = start(true).load(&session.dump(None).unwrap(), options(None)).unwrap();
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
    let mut loaded = enclave().load(&session.dump(None).unwrap(), options(None)).unwrap();
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
    let written = golden().dump(None).unwrap();
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
