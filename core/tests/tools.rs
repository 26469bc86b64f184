//! What stands between a script's call and the host's function: limits, schemas, policy, approvals, references, secrets.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use enclave_core::{
    AuditSink, CallError, Clock, DumpOptions, Enclave, Given, LoadOptions, RunOptions, Session, Step, ToolFailure,
    contract::{AuditRecord, Call, CallKind, CallOutcome, Config, ErrorCode, Event, Outcome, Value},
};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

fn enclave(config: Json) -> Enclave {
    let given = Given { secrets: vec![("STRIPE_KEY".into(), "sk_live_0123456789".into())], ..Given::default() };
    Enclave::build(serde_json::from_value::<Config>(config).unwrap(), given).unwrap()
}

fn options() -> RunOptions {
    RunOptions {
        seed: Some(42),
        clock: Clock::Fixed(1.7e12),
        manual: true,
        session_id: Some("s".into()),
        ..RunOptions::default()
    }
}

fn start(enclave: &Enclave, code: &str) -> Session {
    enclave.start(code, options()).unwrap_or_else(|rejection| panic!("{rejection}: {code}"))
}

fn waiting(session: &mut Session) -> Vec<Call> {
    match session.advance() {
        Step::Waiting { calls, .. } => calls,
        Step::Done(outcome) => panic!("done: {:?}", outcome.result),
    }
}

fn done(session: &mut Session) -> Outcome {
    match session.advance() {
        Step::Done(outcome) => *outcome,
        Step::Waiting { calls, .. } => panic!("waits for {calls:?}"),
    }
}

/// Answers every call of a tool by `tool`, until the run ends.
fn run(session: &mut Session, tool: impl Fn(&Call) -> Json) -> Outcome {
    loop {
        match session.advance() {
            Step::Done(outcome) => return *outcome,
            Step::Waiting { .. } => {
                let call = session.pending()[0].clone();
                session.resolve(call.id, Value::from_json(tool(&call))).unwrap();
            }
        }
    }
}

fn value(outcome: &Outcome) -> Json {
    outcome.result.as_ref().unwrap_or_else(|failure| panic!("{failure}")).to_json()
}

/// What a script sees of calls that fail.
const TRY: &str = "const results = []; const attempt = async (call) => { try { results.push(await call()); } \
                   catch (error) { results.push(`${error.code}: ${error.message}`); } };";

#[test]
fn calls_past_a_tools_limits_reject_and_reach_nobody() {
    let enclave = enclave(json!({ "tools": [
        { "name": "twice", "rate_limit": { "max_calls": 2 } },
        { "name": "slow", "rate_limit": { "per_second": 1 } },
        { "name": "free" },
    ], "rate_limit": { "max_calls": 6 } }));
    let code = format!(
        "{TRY} for (const name of ['twice', 'twice', 'twice', 'slow', 'slow']) await attempt(() => callTool(name, {{}}));
         await sleep(1500);
         for (const name of ['slow', 'free', 'free', 'free']) await attempt(() => callTool(name, {{}})); return results;"
    );
    let mut session = start(&enclave, &code);
    let outcome = run(&mut session, |call| json!(call.name));
    insta::assert_snapshot!(serde_json::to_string_pretty(&value(&outcome)).unwrap(), @r#"
    [
      "twice",
      "twice",
      "RATE_LIMITED: `twice` may be called 2 times in a session",
      "slow",
      "RATE_LIMITED: `slow` may be called once a second: call it again in 1000 ms",
      "slow",
      "free",
      "free",
      "RATE_LIMITED: the tools of this session together may be called 6 times in a session"
    ]
    "#);
    assert_eq!(outcome.calls.len(), 9);
}

#[test]
fn calls_past_what_may_wait_at_once_wait_for_their_turn() {
    let enclave = enclave(json!({ "tools": [
        { "name": "one", "rate_limit": { "max_concurrent": 1 } }, { "name": "other" },
    ] }));
    let mut session = start(
        &enclave,
        "return await Promise.all([1, 2, 3].map((n) => callTool('one', { n })).concat(callTool('other', {})))",
    );
    let first = waiting(&mut session);
    assert_eq!(first.iter().map(|call| call.id).collect::<Vec<_>>(), [1, 4]);
    session.resolve(4, Value::Null).unwrap();
    assert_eq!(waiting(&mut session), []);
    let dump = session.dump(&DumpOptions::default()).unwrap();
    let mut session = enclave.load(&dump, LoadOptions::default()).unwrap();
    assert_eq!(
        value(&run(&mut session, |call| call.args.to_json())),
        json!([{ "n": 1 }, { "n": 2 }, { "n": 3 }, null])
    );
}

#[test]
fn results_that_do_not_fit_the_output_schema_are_failures() {
    let enclave = enclave(json!({ "tools": [{
        "name": "get",
        "output_schema": { "type": "object", "properties": { "id": { "type": "integer" } }, "required": ["id"] },
    }] }));
    let code =
        format!("{TRY} for (let n = 0; n < 3; n++) await attempt(() => callTool('get', {{ n }})); return results;");
    let mut session = start(&enclave, &code);
    let outcome = run(&mut session, |call| match call.id {
        1 => json!({ "id": 7, "more": true }),
        2 => json!({ "id": "7" }),
        _ => json!("x".repeat(10_000)),
    });
    insta::assert_snapshot!(serde_json::to_string_pretty(&value(&outcome)).unwrap());
}

fn policy() -> Enclave {
    enclave(json!({
        "tools": [
            { "name": "read", "annotations": { "read_only": true } },
            { "name": "mail:send" },
            { "name": "pay", "requires_approval": true },
            { "name": "drop", "annotations": { "destructive": true } },
            { "name": "file" },
        ],
        "policy": [
            { "allow": "*", "annotations": { "read_only": true } },
            { "deny": "drop", "reason": "nothing is dropped here" },
            { "ask": "mail:*", "reason": "a person reads it" },
            { "deny": "file", "when": true, "reason": "outside of the folder" },
        ],
    }))
}

#[test]
fn a_policy_allows_refuses_and_asks() {
    let enclave = policy();
    let told = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&told);
    let events = Arc::new(move |_, event: Event| match event {
        Event::ToolCall(call) | Event::ApprovalRequested(call) => {
            sink.lock().unwrap().push(format!("{} {}", call.kind.as_str(), call.name));
        }
        _ => {}
    });
    let code = format!(
        "{TRY} for (const [name, args] of [['read', {{}}], ['drop', {{}}], ['mail:send', {{ to: 'a' }}], ['mail:send', {{ to: 'b' }}], ['pay', {{}}],
         ['file', {{ path: '/etc' }}], ['file', {{ path: 'a' }}]]) await attempt(() => callTool(name, args)); return results;"
    );
    let mut session = enclave.start(&code, RunOptions { events: Some(events), ..options() }).unwrap();
    let outcome = loop {
        let calls = match session.advance() {
            Step::Done(outcome) => break outcome,
            Step::Waiting { calls, .. } => calls,
        };
        for call in calls {
            match call.kind {
                CallKind::Tool => session.resolve(call.id, Value::String(format!("made {}", call.name))).unwrap(),
                CallKind::Approval { hash, reason } => {
                    assert_eq!(reason, if call.name == "pay" { "" } else { "a person reads it" });
                    assert_eq!(
                        session.resolve(call.id, Value::Null).unwrap_err().to_string(),
                        format!("the call {} waits for an approval: `approve` or `deny` it", call.id)
                    );
                    assert_eq!(session.approve(call.id, Some("0")), Err(CallError::OtherCall(call.id)));
                    if call.args.get("to") == Some(&Value::String("b".into())) {
                        session.deny(call.id, "not to b").unwrap();
                    } else {
                        session.approve(call.id, Some(&hash)).unwrap();
                        assert!(session.approve(call.id, Some(&hash)).is_err());
                    }
                }
                CallKind::Policy { rule } => {
                    assert_eq!((rule, call.name.as_str()), (3, "file"));
                    session.judge(call.id, call.args.get("path") == Some(&Value::String("/etc".into()))).unwrap();
                }
            }
        }
    };
    insta::assert_snapshot!(serde_json::to_string_pretty(&value(&outcome)).unwrap(), @r#"
    [
      "made read",
      "TOOL_DENIED: the host's policy refuses this call of `drop`: nothing is dropped here",
      "made mail:send",
      "TOOL_DENIED: the call of `mail:send` was not approved: not to b",
      "made pay",
      "TOOL_DENIED: the host's policy refuses this call of `file`: outside of the folder",
      "made file"
    ]
    "#);
    insta::assert_snapshot!(told.lock().unwrap().join(", "), @"tool read, tool drop, approval mail:send, tool mail:send, approval mail:send, approval pay, tool pay, tool file");
}

#[test]
fn approvals_in_a_dump_are_believed_where_nobody_else_could_write_it() {
    let enclave = policy();
    let approved = || {
        let mut session = start(&enclave, "return await callTool('pay', { amount: 5 })");
        assert!(matches!(waiting(&mut session)[0].kind, CallKind::Approval { .. }));
        session.approve(1, None).unwrap();
        assert_eq!(waiting(&mut session)[0].kind, CallKind::Tool);
        session
    };
    let key = Some([7; 32]);
    let session = approved();
    let plain = session.dump(&DumpOptions::default()).unwrap();
    let sealed = session.dump(&DumpOptions { key, single_use: false }).unwrap();

    let mut anyones = enclave.load(&plain, LoadOptions::default()).unwrap();
    assert!(matches!(anyones.pending()[0].kind, CallKind::Approval { .. }));
    assert!(anyones.resolve(1, Value::Null).is_err());
    assert_eq!(waiting(&mut anyones).len(), 1);
    anyones.approve(1, None).unwrap();
    assert_eq!(value(&run(&mut anyones, |_| json!("paid"))), json!("paid"));

    let mut ours = enclave.load(&sealed, LoadOptions { key, ..LoadOptions::default() }).unwrap();
    assert!(ours.is_uncertain(1), "an earlier process may have paid");
    assert_eq!(ours.pending()[0].kind, CallKind::Tool);
    assert_eq!(value(&run(&mut ours, |_| json!("paid"))), json!("paid"));

    let records = approved().take_records().unwrap();
    let mut recovered = enclave.recover(&records, LoadOptions::default()).unwrap();
    assert_eq!(recovered.pending()[0].kind, CallKind::Tool);
    assert_eq!(value(&run(&mut recovered, |_| json!("paid"))), json!("paid"));
}

#[test]
fn a_dump_does_not_carry_a_call_past_a_stricter_policy() {
    let lax = enclave(json!({ "tools": [{ "name": "pay" }] }));
    let mut session = start(&lax, "return await callTool('pay', {})");
    waiting(&mut session);
    let dump = session.dump(&DumpOptions::default()).unwrap();
    let strict = enclave(json!({ "tools": [{ "name": "pay" }], "policy": [{ "deny": "pay" }] }));
    let refused = strict.load(&dump, LoadOptions::default()).unwrap_err();
    insta::assert_snapshot!(refused.to_string(), @"REPLAY_DIVERGED: the dump cannot go on here: the host's policy refuses calls of `pay`");
    // Without its answer the script goes no further; with one that nobody allowed, not either.
    session.resolve(1, Value::Null).unwrap();
    let dump = session.dump(&DumpOptions::default()).unwrap();
    let failure = done(&mut strict.load(&dump, LoadOptions::default()).unwrap()).result.unwrap_err();
    assert_eq!(failure.code, ErrorCode::ReplayDiverged);
    let asking = enclave(json!({ "tools": [{ "name": "pay" }], "policy": [{ "ask": "pay" }] }));
    let failure = done(&mut asking.load(&dump, LoadOptions::default()).unwrap()).result.unwrap_err();
    assert_eq!(failure.message, "the journal answers the call 1, which nobody allowed");
}

fn references() -> Enclave {
    enclave(json!({
        "tools": [
            { "name": "load", "by_reference": true },
            { "name": "plain" },
            { "name": "count", "input_schema": {
                "type": "object", "properties": { "doc": { "type": "array" } }, "required": ["doc"],
            } },
        ],
        "reference_bytes": 5_000,
        "max_reference_bytes": 60_000,
    }))
}

fn rows(count: usize) -> Json {
    (0..count).map(|id| json!({ "id": id, "name": format!("row {id}") })).collect()
}

#[test]
fn a_document_moves_between_tools_and_never_enters_the_script() {
    let enclave = references();
    let code = "const doc = await callTool('load', {});
        const page = await doc.read({ path: '[3].name', limit: 3 });
        const counted = await callTool('count', { doc });
        const long = await callTool('plain', {});
        return { keys: Object.keys(doc), frozen: Object.isFrozen(doc), kind: doc.kind, shape: doc.shape, preview: doc.preview.slice(0, 30),
            page, counted, doc, nested: [long], text: JSON.stringify(doc).length < 500 };";
    let mut session = start(&enclave, code);
    let outcome = run(&mut session, |call| match call.name.as_str() {
        "load" => rows(20),
        "count" => {
            let Some(Value::Array(rows)) = call.args.get("doc") else { panic!("{:?}", call.args) };
            json!(rows.len())
        }
        _ => json!("x".repeat(6_000)),
    });
    let mut value = value(&outcome);
    assert_eq!(value["doc"], rows(20));
    assert_eq!(value["nested"][0], json!("x".repeat(6_000)));
    value["doc"] = Json::Null;
    value["nested"] = Json::Null;
    insta::assert_snapshot!(value.to_string());
    let names: Vec<&str> = outcome.calls.iter().map(|call| call.name.as_str()).collect();
    assert_eq!(names, ["load", "$read_reference", "count", "plain"]);
    // What was called is told by handles, not by what they stand for.
    assert!(format!("{:?}", outcome.calls).len() < 4_000);
}

#[test]
fn what_stays_here_is_told_whole() {
    let enclave = enclave(json!({ "tools": [
        { "name": "load", "by_reference": true, "output_schema": { "type": "array", "items": { "type": "object" } } },
        { "name": "count" },
    ] }));
    // The schema says nothing of the handle.
    let code = format!(
        "{TRY} const doc = await callTool('load', {{}}); results.push(doc.kind, (await doc.read({{ limit: 1 }})).length);
         await attempt(() => callTool('count', {{ doc }})); return results;"
    );
    let mut session = start(&enclave, &code);
    waiting(&mut session);
    session.resolve(1, Value::from_json(rows(3))).unwrap();
    let call = waiting(&mut session).remove(0);
    let failure = ToolFailure { code: "BAD".into(), message: "no".into(), data: Value::Bool(true) };
    session.reject(call.id, failure.clone()).unwrap();
    let outcome = done(&mut session);
    assert_eq!(value(&outcome), json!(["array", 1, "BAD: no"]));
    assert_eq!(session.reference(1).map(Value::to_json), Some(rows(3)));
    assert_eq!((session.reference(call.id), session.failure(1)), (None, None));
    assert_eq!(session.failure(call.id), Some(&failure));
    let counted = outcome.calls.iter().find(|record| record.name == "count").unwrap();
    assert_eq!(session.resolved(&counted.args).unwrap().to_json(), json!({ "doc": rows(3) }));
    assert_eq!(session.resolved(&Value::from_json(json!({ "doc": 1 }))), None);
}

#[test]
fn forged_handles_are_refused() {
    let enclave = references();
    let mut other =
        enclave.start("return await callTool('load', {})", RunOptions { seed: Some(43), ..options() }).unwrap();
    waiting(&mut other);
    let code = format!(
        "{TRY} const doc = await callTool('load', {{}}); const token = doc.$reference;
         for (const forged of ['', token + '0', token.replace(/_1$/, '_2'), token.replace('ref_', 'ref_0'), 7, {{}}, null])
             await attempt(() => callTool('plain', {{ x: [{{ $reference: forged }}] }}));
         await attempt(() => doc.read.call({{ $reference: 'ref_x_1' }}));
         await attempt(() => doc.read({{ path: 'a.b' }}));
         await attempt(() => doc.read({{ limit: -1 }}));
         await attempt(() => callTool('count', {{ doc: token }}));
         return results;"
    );
    let mut session = start(&enclave, &code);
    let outcome = run(&mut session, |_| json!({ "a": 1 }));
    insta::assert_snapshot!(serde_json::to_string_pretty(&value(&outcome)).unwrap());
}

#[test]
fn references_take_no_more_than_they_may() {
    let enclave = references();
    let code = format!(
        "{TRY} const docs = []; for (let n = 0; n < 4; n++) await attempt(async () => {{ docs.push(await callTool('load', {{}})); }});
         await attempt(() => callTool('plain', {{ docs: docs.concat(docs) }})); results.push(docs.length); return results;"
    );
    let mut session = start(&enclave, &code);
    let outcome = run(&mut session, |_| json!("x".repeat(25_000)));
    insta::assert_snapshot!(serde_json::to_string_pretty(&value(&outcome)).unwrap());
    let mut session = start(&enclave, "const doc = await callTool('load', {}); return Array(10).fill(doc);");
    let outcome = run(&mut session, |_| json!("x".repeat(25_000)));
    assert_eq!(outcome.result.unwrap_err().code, ErrorCode::OutputTooLarge);
}

#[test]
fn many_calls_with_one_document_wait_for_their_turn() {
    let enclave = references();
    let code = "const doc = await callTool('load', {});
        return (await Promise.all([1, 2, 3, 4, 5].map((n) => callTool('plain', { n, doc })))).length;";
    let mut session = start(&enclave, code);
    waiting(&mut session);
    session.resolve(1, Value::String("x".repeat(25_000))).unwrap();
    // Two documents of 25 KB are what references may take at once here.
    let first = waiting(&mut session);
    assert_eq!(first.iter().map(|call| call.id).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(value(&run(&mut session, |_| json!(1))), json!(5));
}

#[test]
fn a_fork_asks_again() {
    let enclave = policy();
    let mut session = start(&enclave, "return await callTool('pay', { amount: 5 })");
    waiting(&mut session);
    session.approve(1, None).unwrap();
    assert_eq!(value(&run(&mut session, |_| json!("paid"))), json!("paid"));
    let mut fork = session.fork(1).unwrap();
    assert!(matches!(fork.pending()[0].kind, CallKind::Approval { .. }));
    assert!(fork.resolve(1, Value::Null).is_err());
    fork.approve(1, None).unwrap();
    assert_eq!(value(&run(&mut fork, |_| json!("again"))), json!("again"));
}

#[test]
fn progress_has_no_secrets() {
    let enclave = enclave(json!({ "tools": [{ "name": "slow" }] }));
    let told = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&told);
    let events = Arc::new(move |_, event: Event| {
        if let Event::ToolProgress { value, .. } = event {
            sink.lock().unwrap().push(value);
        }
    });
    let options = RunOptions { events: Some(events), ..options() };
    let mut session = enclave.start("return await callTool('slow', {})", options).unwrap();
    waiting(&mut session);
    session.reporter().progress(1, Value::String("with sk_live_0123456789".into()));
    assert_eq!(*told.lock().unwrap(), [Value::String("with [secret STRIPE_KEY]".into())]);
}

#[test]
fn a_secret_never_enters_a_script_its_journal_or_its_errors() {
    let enclave = enclave(json!({ "tools": [{ "name": "charge" }] }));
    let secret = "sk_live_0123456789";
    let code = format!(
        "{TRY} await attempt(() => callTool('charge', {{}})); await attempt(() => callTool('charge', {{}})); console.log(results); return results;"
    );
    let mut session = start(&enclave, &code);
    waiting(&mut session);
    session.resolve(1, Value::from_json(json!({ "key": format!("Bearer {secret}"), secret: 1 }))).unwrap();
    waiting(&mut session);
    let failure =
        ToolFailure { code: secret.into(), message: format!("401 for {secret}"), data: Value::String(secret.into()) };
    session.reject(2, failure).unwrap();
    let outcome = done(&mut session);
    assert_eq!(
        value(&outcome),
        json!([
            { "key": "Bearer [secret STRIPE_KEY]", "[secret STRIPE_KEY]": 1 },
            "[secret STRIPE_KEY]: 401 for [secret STRIPE_KEY]",
        ])
    );
    let records = session.take_records().unwrap().concat();
    assert!(!format!("{outcome:?}").contains(secret));
    assert!(!records.windows(secret.len()).any(|window| window == secret.as_bytes()));
}

#[test]
fn scripts_look_tools_up() {
    let enclave = enclave(json!({ "tools": [
        { "name": "users:list", "description": "List the users that have a role." },
        { "name": "mail:send", "description": "Send a mail." },
    ] }));
    let code = format!(
        "{TRY} const found = await search_tools('list users'); results.push(found.map((tool) => tool.name));
         await attempt(async () => (await describe_tool('mail:send')).includes('Send a mail.'));
         await attempt(() => describe_tool('mail:sent')); await attempt(() => search_tools()); await attempt(() => describe_tool({{}}));
         return results;"
    );
    let outcome = done(&mut start(&enclave, &code));
    insta::assert_snapshot!(serde_json::to_string_pretty(&value(&outcome)).unwrap(), @r#"
    [
      [
        "users:list"
      ],
      true,
      "TOOL_ARGUMENTS_INVALID: there is no tool `mail:sent`; did you mean `mail:send`?",
      "TOOL_ARGUMENTS_INVALID: `search_tools` takes a text: what the tool should do",
      "TOOL_ARGUMENTS_INVALID: `describe_tool` takes the name of a tool"
    ]
    "#);
    assert_eq!(outcome.stats.tool_calls, 5);
}

/// Records as lines of the members that a test reads.
fn audited(config: Json, failing: bool) -> (Enclave, Arc<Mutex<Vec<AuditRecord>>>) {
    let records = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&records);
    let audit: AuditSink = Arc::new(move |record| {
        kept.lock().unwrap().push(record.clone());
        if failing { Err("the disk is full".to_owned()) } else { Ok(()) }
    });
    let config = serde_json::from_value::<Config>(config).unwrap();
    (Enclave::build(config, Given { audit: Some(audit), ..Given::default() }).unwrap(), records)
}

#[test]
fn each_call_is_written_down_once_whatever_becomes_of_it() {
    let (enclave, records) = audited(
        json!({
            "tools": [
                { "name": "get", "rate_limit": { "max_calls": 3 }, "input_schema": { "type": "object", "required": ["id"] } },
                { "name": "pay", "requires_approval": true },
                { "name": "drop" },
            ],
            "policy": [{ "deny": "drop" }],
        }),
        false,
    );
    let code = format!(
        "{TRY} const args = JSON.parse('{{}}'); const name = JSON.parse('\"none\"');
         await attempt(() => callTool('get', {{ id: 1, password: 'hunter2', note: 'mail ana@example.com' }}));
         await attempt(() => callTool('get', {{ id: 2 }})); await attempt(() => callTool('get', args));
         await attempt(() => callTool('get', {{ id: 4 }})); await attempt(() => callTool(name, {{}}));
         await attempt(() => callTool('get', {{ id: () => 1 }})); await attempt(() => callTool('drop', {{}}));
         await attempt(() => callTool('pay', {{ amount: 1 }})); await attempt(() => callTool('pay', {{ amount: 2 }}));
         callTool('pay', {{ amount: 3 }}); await sleep(1); throw new Error('over');"
    );
    let code = code.replace("get', { id: () => 1 }", "drop', { id: () => 1 }");
    let mut session = enclave.start(&code, RunOptions { tenant: Some("acme".into()), ..options() }).unwrap();
    for step in 0..50 {
        // What is written down before a cut is not written down behind it.
        if step % 2 == 1 && !session.is_done() {
            let dump = session.dump(&DumpOptions { key: Some([7; 32]), single_use: false }).unwrap();
            let from = LoadOptions {
                key: Some([7; 32]),
                clock: Clock::Fixed(1.7e12),
                tenant: Some("acme".into()),
                ..LoadOptions::default()
            };
            session = enclave.load(&dump, from).unwrap();
        }
        if matches!(session.advance(), Step::Done(_)) {
            break;
        }
        let call = session.pending()[0].clone();
        let amount = call.args.get("amount").cloned();
        match call.kind {
            CallKind::Approval { .. } if amount == Some(Value::Number(2.0)) => session.deny(call.id, "no").unwrap(),
            CallKind::Approval { .. } => session.approve(call.id, None).unwrap(),
            _ if call.args.get("id") == Some(&Value::Number(2.0)) => {
                let failure =
                    ToolFailure { code: "GONE".into(), message: "no ana@example.com".into(), data: Value::Null };
                session.reject(call.id, failure).unwrap();
            }
            _ if amount == Some(Value::Number(3.0)) => break,
            _ => session.resolve(call.id, Value::String("done".into())).unwrap(),
        }
    }
    session.canceller().cancel();
    session.advance();
    let lines: Vec<String> = records
        .lock()
        .unwrap()
        .iter()
        .map(|record| {
            let mut json = serde_json::to_value(record).unwrap();
            assert_eq!((&json["session"], &json["tenant"]), (&json!("s"), &json!("acme")));
            for member in ["session", "tenant", "at_ms", "duration_ms"] {
                json.as_object_mut().unwrap().remove(member);
            }
            if let Some(approved) = json.get_mut("approved") {
                *approved = json!(approved.as_str().unwrap().len());
            }
            json.to_string()
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn a_sink_that_fails_loses_no_run_and_is_counted() {
    let (enclave, records) = audited(json!({ "tools": [{ "name": "get" }] }), true);
    let mut session = start(&enclave, "await callTool('get', {}); return await callTool('get', {})");
    let outcome = run(&mut session, |_| json!(1));
    assert_eq!((value(&outcome), outcome.stats.audit_failures), (json!(1), 2));
    assert_eq!(records.lock().unwrap().len(), 2);
}

/// A script that needs everything: approvals, predicates, references, limits.
const BUSY: &str = "const results = [];
    const attempt = async (name, args) => { try { return await callTool(name, args); } catch (error) { return error.code; } };
    const doc = await attempt('load', { n: 1 });
    results.push(await Promise.all([attempt('pay', { doc }), attempt('mail:send', { to: 'a' }), attempt('file', { n: 2 }), attempt('once', {})]));
    results.push(await doc.read({ limit: 2 }), await attempt('once', {}), await attempt('drop', {}));
    const second = await attempt('load', { n: 2 });
    results.push(await attempt('pay', { docs: [doc, second] }), second.size);
    await sleep(100);
    return { results, doc };";

fn busy() -> Enclave {
    enclave(json!({
        "tools": [
            { "name": "load", "by_reference": true },
            { "name": "pay", "requires_approval": true },
            { "name": "mail:send" },
            { "name": "drop" },
            { "name": "file" },
            { "name": "once", "rate_limit": { "max_calls": 1, "max_concurrent": 1 } },
        ],
        "policy": [{ "deny": "drop" }, { "ask": "mail:*" }, { "deny": "file", "when": true }],
    }))
}

/// Answers one pending call as a host would, the same way wherever the session is cut.
fn answer(session: &mut Session, call: &Call) {
    match &call.kind {
        CallKind::Tool => {
            let result = json!([call.name, call.args.to_json().to_string().len(), "sk_live_0123456789"]);
            session.resolve(call.id, Value::from_json(result)).unwrap();
        }
        CallKind::Approval { hash, .. } if call.name == "pay" => session.approve(call.id, Some(hash)).unwrap(),
        CallKind::Approval { .. } => session.deny(call.id, "no").unwrap(),
        CallKind::Policy { .. } => session.judge(call.id, false).unwrap(),
    }
}

/// Goes on with the session by another way: a sealed dump, a plain one, a store's records, hibernation.
fn cut(enclave: &Enclave, mut session: Session, way: u8, records: &mut Vec<Vec<u8>>) -> Session {
    let from = |key| LoadOptions { key, clock: Clock::Fixed(1.7e12), ..LoadOptions::default() };
    let key = way.is_multiple_of(4).then_some([7; 32]);
    match way % 4 {
        0 | 1 => {
            let dump = session.dump(&DumpOptions { key, single_use: false }).unwrap();
            records.clear();
            enclave.load(&dump, from(key)).unwrap()
        }
        2 => {
            records.extend(session.take_records().unwrap());
            enclave.recover(records, from(None)).unwrap()
        }
        _ => {
            session.hibernate();
            session
        }
    }
}

fn drive(order: &[u8], ways: &[Option<u8>]) -> (Json, Vec<String>, BTreeSet<String>) {
    let enclave = busy();
    let mut session = start(&enclave, BUSY);
    let (mut made, mut records) = (BTreeSet::new(), Vec::new());
    for step in 0..200 {
        match session.advance() {
            Step::Done(outcome) => {
                let calls = outcome.calls.iter().map(|call| {
                    let outcome = match &call.outcome {
                        CallOutcome::Ok(value) => value.to_json().to_string(),
                        other => format!("{other:?}"),
                    };
                    format!("{} {} {outcome}", call.id, call.name)
                });
                return (value(&outcome), calls.collect(), made);
            }
            Step::Waiting { .. } => {
                if let Some(way) = ways.get(step).copied().flatten() {
                    session = cut(&enclave, session, way, &mut records);
                    if order.get(step).is_some_and(|order| order.is_multiple_of(2)) {
                        let Step::Waiting { .. } = session.advance() else { panic!("it waited before") };
                    }
                }
                let pending = session.pending();
                let call = pending[usize::from(order.get(step).copied().unwrap_or(0)) % pending.len()].clone();
                if call.kind == CallKind::Tool {
                    assert!(made.insert(format!("{} {}", call.id, call.name)), "{call:?} was made twice");
                }
                answer(&mut session, &call);
            }
        }
    }
    panic!("the session does not end");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]
    #[test]
    fn a_session_that_is_cut_anywhere_decides_as_one_that_is_not(
        order in prop::collection::vec(any::<u8>(), 30),
        ways in prop::collection::vec(prop::option::weighted(0.5, any::<u8>()), 30),
    ) {
        let whole = drive(&order, &[]);
        prop_assert_eq!(drive(&order, &ways), whole);
    }
}
