//! Lists of events as text and as a page.

use enclave_contract::{Call, CallKind, CallOutcome, ConsoleLevel, ErrorCode, Event, Failure, Outcome, Stats, Value};

use crate::replay::{Session, lines, page, timeline::Timeline};

const START: f64 = 1.7e12;

fn call(id: u64, name: &str, args: Value) -> Event {
    Event::ToolCall(Call { id, name: name.into(), args, kind: CallKind::Tool })
}

fn answer(id: u64, outcome: CallOutcome) -> Event {
    Event::ToolResultApplied { id, name: String::new(), outcome }
}

fn log(text: &str) -> Event {
    Event::Stdout { text: text.into() }
}

fn ended(result: Result<Value, Failure>) -> Event {
    let (console, calls) = (Vec::new(), Vec::new());
    let stats = Stats::default();
    Event::Final(Box::new(Outcome {
        result,
        console,
        emitted: Vec::new(),
        calls,
        diagnostics: Vec::new(),
        score: None,
        stats,
    }))
}

fn session(events: Vec<(f64, Event)>, timers: &[f64]) -> Session {
    let events = events.into_iter().map(|(at, event)| (START + at, event)).collect();
    let timers: Vec<f64> = timers.iter().map(|at| START + at).collect();
    Session {
        id: "s-1".into(),
        code: "const rows = await load();\nreturn rows['<b>'];\n".into(),
        timeline: Timeline::new(START, events, &timers),
    }
}

fn text(session: &Session) -> String {
    let mut out = Vec::new();
    lines::write(session, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The page without its style.
fn html(session: &Session) -> String {
    let html = page::page(session);
    let (head, rest) = html.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>\n").unwrap();
    format!("{head}{body}")
}

#[test]
fn a_session_that_failed() {
    let object = |key: &str, value: &str| Value::Object(vec![(key.into(), Value::String(value.into()))]);
    let mut failure = Failure::new(ErrorCode::ExecutionError, "rows is\n<null>");
    failure.name = "TypeError".into();
    (failure.line, failure.column) = (Some(2), Some(12));
    let events = vec![
        (0.0, Event::SessionInit { session_id: "s-1".into() }),
        (0.0, log("two\nlines \u{1b}[2J")),
        (0.0, call(1, "rows:load", object("where", "<img src=x onerror=alert(1)>"))),
        (0.5, call(2, "ping", Value::Object(Vec::new()))),
        (20.0, Event::ToolProgress { id: 1, value: Value::Number(0.5) }),
        (40.0, answer(2, CallOutcome::Failed { code: "NO & NO".into(), message: "no <pong>".into() })),
        (40.0, Event::Log { level: ConsoleLevel::Error, text: "'\"".into(), args: Vec::new() }),
        (1_600.0, Event::PartialResult { value: object("done", "half") }),
        (2_000.0, answer(1, CallOutcome::Ok(Value::Array(vec![Value::Null; 100])))),
        (2_000.0, ended(Err(failure))),
    ];
    let session = session(events, &[1_600.0]);
    insta::assert_snapshot!("failed_text", text(&session));
    insta::assert_snapshot!("failed_page", html(&session));
}

#[test]
fn a_session_that_waits() {
    let events = vec![
        (0.0, call(1, "ping", Value::Undefined)),
        (100.0, answer(1, CallOutcome::Ok(Value::Undefined))),
        (100.0, call(2, "slow", Value::Undefined)),
    ];
    let session = session(events, &[]);
    insta::assert_snapshot!("waiting_text", text(&session));
    insta::assert_snapshot!("waiting_page", html(&session));
}

#[test]
fn a_session_in_which_nothing_happened() {
    let session = session(vec![(0.0, ended(Ok(Value::Undefined)))], &[]);
    insta::assert_snapshot!("empty_text", text(&session));
    insta::assert_snapshot!("empty_page", html(&session));
}

#[test]
fn times_that_are_none_have_a_place() {
    for at in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1e300, 1e300, 5e-324] {
        let events = vec![(at, call(1, "ping", Value::Null)), (at, answer(1, CallOutcome::Ok(Value::Null)))];
        let session = session(events, &[at]);
        assert!(text(&session).contains("call 1  ping(null)"));
        for part in html(&session).split("style=\"").skip(1) {
            let style = part.split('"').next().unwrap();
            for number in style.split([':', ';']).filter_map(|word| word.strip_suffix('%')) {
                let percent: f64 = number.parse().unwrap();
                assert!((0.0..=100.0).contains(&percent), "{at}: {style}");
            }
        }
    }
}
