//! The corpus: scripts with what must become of them, one file each. See `README.md` beside this file.

pub(crate) mod case;
mod tools;

use std::{
    fmt::Write,
    path::PathBuf,
    sync::{
        Arc, LazyLock, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use enclave_contract::{
    Config, DiagnosticCode, ErrorCode, Isolation, Language, Level, Limits, LimitsPatch, Outcome, RuleSetting, Settings,
    Severity, Value,
};
use enclave_pool::{Pool, PoolEventKind};
use serde_json::{Value as Json, json};

use self::{
    case::{Case, End, Kind, tag},
    tools::Answers,
};
use crate::{
    Clock, Enclave, RunOptions, Session,
    enclave::Prepared,
    fuzzing,
    journal::Journal,
    pipeline::{self, Approved},
    session::{Canceller, Place, Start},
    tools::ToolTable,
};

/// Where the corpus is; another place may be named to try new files.
pub(crate) fn root() -> PathBuf {
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus");
    std::env::var_os("ENCLAVE_CORPUS_DIR").map_or_else(|| PathBuf::from(own), PathBuf::from)
}

fn config(case: &Case) -> Config {
    // Only what has to run out of time is given little: another end must not depend on how busy the machine is.
    let runs_out = matches!(&case.end, End::Stopped { code, .. } | End::Error { code, .. } if code == "TIMEOUT");
    Config {
        level: case.level,
        isolation: Some(Isolation::InProcess),
        language: case.language,
        rules: case.rules.clone(),
        tools: tools::specs(),
        policy: tools::policy(),
        limits: LimitsPatch { timeout_ms: runs_out.then_some(1_000), ..LimitsPatch::default() },
        ..Config::default()
    }
}

/// Where the engines of a test are.
#[derive(Clone, Copy)]
enum Where {
    Here,
    InWorkers,
}

/// The workers of this process's tests.
fn pool() -> &'static Pool {
    static POOL: LazyLock<Pool> = LazyLock::new(|| {
        let config = Config { level: Level::Permissive, isolation: Some(Isolation::Process), ..Config::default() };
        let pool = Pool::new(&config, |wait| wait()).unwrap_or_else(|error| panic!("{error}"));
        pool.start().unwrap_or_else(|error| panic!("{error}"));
        pool
    });
    &POOL
}

/// Checks that workers were ended by nothing but their session's end, or by this process in time.
fn nothing_crashed() {
    let stats = pool().stats();
    let events = pool().take_events();
    let lost: Vec<_> = events.iter().filter(|event| event.kind == PoolEventKind::Lost).collect();
    assert_eq!(stats.lost, stats.killed, "{lost:?}");
}

fn open(config: Config, place: Where) -> Enclave {
    match place {
        Where::Here => Enclave::new(config, context()),
        Where::InWorkers => Enclave::isolated(config, context(), Arc::new(pool().clone())),
    }
    .unwrap()
}

fn context() -> Value {
    Value::Object(vec![("tenant".to_owned(), Value::String("acme".to_owned()))])
}

/// Runs a script with the tools of the corpus.
fn run(enclave: &Enclave, code: &str) -> Outcome {
    match enclave.start(code, RunOptions { seed: Some(1), ..RunOptions::default() }) {
        Ok(session) => drive(session),
        Err(rejection) => *rejection.0,
    }
}

fn drive(session: Session) -> Outcome {
    let mut answers = Answers::default();
    fuzzing::drive(session, |call| answers.answer(&call.name, &call.args))
}

/// Checks every case of a kind, on as many threads as there are processors, and tells all that differ.
fn check(kind: Kind, verify: impl Fn(&Case) -> Result<(), String> + Sync) {
    let cases = case::read(&root(), kind);
    let next = AtomicUsize::new(0);
    let differ = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(what) = verify(case) {
                        let mut differ = differ.lock().unwrap_or_else(PoisonError::into_inner);
                        differ.push(format!("{}: {what}", case.file));
                    }
                }
            });
        }
    });
    let mut differ = differ.into_inner().unwrap();
    differ.sort();
    assert!(differ.is_empty(), "{} of {} cases differ:\n{}", differ.len(), cases.len(), differ.join("\n"));
}

/// What a case wants against what was found.
fn same<T: PartialEq + std::fmt::Display>(what: &str, found: &T, wanted: &T) -> Result<(), String> {
    if found == wanted { Ok(()) } else { Err(format!("{what} is\n    {found}\n  and should be\n    {wanted}")) }
}

/// The calls and the console, where a case names them.
fn same_trace(case: &Case, outcome: &Outcome) -> Result<(), String> {
    if let Some(wanted) = &case.calls {
        let calls: Vec<_> = outcome.calls.iter().map(|call| json!([call.name, tag(&call.args)])).collect();
        same("the list of calls", &Json::Array(calls), wanted)?;
    }
    if let Some(wanted) = &case.console {
        let texts: Vec<_> = outcome.console.iter().map(|entry| json!(entry.text)).collect();
        same("the console", &Json::Array(texts), wanted)?;
    }
    Ok(())
}

#[test]
fn accepted_scripts_give_their_value() {
    check_accepted_scripts_give_their_value(Where::Here);
}

#[test]
fn accepted_scripts_give_their_value_in_workers() {
    check_accepted_scripts_give_their_value(Where::InWorkers);
    nothing_crashed();
}

fn check_accepted_scripts_give_their_value(place: Where) {
    check(Kind::Accept, |case| {
        let outcome = run(&open(config(case), place), &case.code);
        let End::Value(wanted) = &case.end else { return Err("has no `value`".to_owned()) };
        match &outcome.result {
            Ok(value) => same("the value", &tag(value), wanted)?,
            Err(failure) => return Err(format!("failed: {failure}")),
        }
        same_trace(case, &outcome)
    });
}

#[test]
fn failing_scripts_say_what_failed_and_where() {
    check_failing_scripts_say_what_failed_and_where(Where::Here);
}

#[test]
fn failing_scripts_say_what_failed_and_where_in_workers() {
    check_failing_scripts_say_what_failed_and_where(Where::InWorkers);
    nothing_crashed();
}

fn check_failing_scripts_say_what_failed_and_where(place: Where) {
    check(Kind::Fail, |case| {
        let outcome = run(&open(config(case), place), &case.code);
        let End::Error { code, name, line } = &case.end else { return Err("has no `error`".to_owned()) };
        let Err(failure) = &outcome.result else { return Err(format!("gave {:?}", outcome.result)) };
        same("the code", &failure.code.as_str(), &code.as_str())?;
        if let Some(name) = name {
            same("the name", &failure.name, name)?;
        }
        if let Some(line) = line {
            same("the line", &failure.line.unwrap_or(0), line)?;
        }
        same_trace(case, &outcome)
    });
}

#[test]
fn refused_scripts_are_refused_for_what_they_say() {
    check(Kind::Reject, |case| {
        let report = open(config(case), Where::Here).check(&case.code);
        let End::Findings(wanted) = &case.end else { return Err("has no `finding`".to_owned()) };
        let errors = report.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        let found: Vec<_> = errors.map(|found| format!("{} {}", found.code, found.span.start.line)).collect();
        same("the list of findings", &found.join(", "), &wanted.join(", "))
    });
}

#[test]
fn attacks_are_stopped_where_they_say() {
    check_attacks_are_stopped_where_they_say(Where::Here);
}

#[test]
fn attacks_are_stopped_where_they_say_in_workers() {
    check_attacks_are_stopped_where_they_say(Where::InWorkers);
    nothing_crashed();
}

fn check_attacks_are_stopped_where_they_say(place: Where) {
    check(Kind::Attack, |case| {
        let config = config(case);
        let settings = Settings::new(&config).unwrap();
        let table = ToolTable::new(config.tools.clone(), false).unwrap();
        let outcome = run(&open(config, place), &case.code);
        harmless(&outcome)?;
        match (&case.end, &outcome.result) {
            (End::Value(wanted), Ok(value)) => same("the value", &tag(value), wanted)?,
            (End::Stopped { layer, code }, Err(failure)) => {
                let findings = failure.diagnostics.iter().filter(|found| found.severity == Severity::Error);
                let mut codes: Vec<_> = findings.map(|found| found.code.as_str()).collect();
                codes.push(failure.code.as_str());
                if !codes.contains(&code.as_str()) {
                    return Err(format!("was stopped by {codes:?} and should be by {code}: {failure}"));
                }
                let at = match failure.code {
                    ErrorCode::ValidationError => pipeline::refusing_layer(&case.code, &settings, &table),
                    ErrorCode::ScoringBlocked => 3,
                    ErrorCode::SerializationError | ErrorCode::OutputTooLarge => 5,
                    _ => 4,
                };
                same("the layer", &at, layer)?;
            }
            (_, result) => return Err(format!("ended with {result:?}")),
        }
        same_trace(case, &outcome)?;
        untouched()
    });
}

#[test]
fn attacks_are_harmless_to_layer_4_alone() {
    check_attacks_are_harmless_to_layer_4_alone(Where::Here);
}

#[test]
fn attacks_are_harmless_to_layer_4_alone_in_workers() {
    check_attacks_are_harmless_to_layer_4_alone(Where::InWorkers);
    nothing_crashed();
}

fn check_attacks_are_harmless_to_layer_4_alone(place: Where) {
    check(Kind::Attack, |case| {
        let begun = Instant::now();
        let limits = Limits { timeout_ms: 500, sanitize_stack: true, ..Limits::of(case.level, Language::Javascript) };
        // Without a wrapper of ours around it, nothing but the engine's own compiler looks at the script.
        let code =
            format!("(function (turn, step, key, big, export_) {{ return async function () {{ {}\n }}; }})", case.code);
        let Ok(bytecode) = enclave_sandbox::compile(&code) else { return Ok(()) };
        let script = Arc::new(Prepared { approved: Approved::unchecked(code) });
        let outcome = drive(Session::new(Start {
            id: "layer 4".to_owned(),
            script,
            tools: Arc::new(ToolTable::new(tools::specs(), false).unwrap()),
            rules: Arc::default(),
            own_limits: LimitsPatch::default(),
            context: Arc::new(context()),
            clock: Clock::default(),
            manual: false,
            journal: Journal::new(1, Clock::default().now_ms()),
            events: None,
            started: Instant::now(),
            static_time: Duration::ZERO,
            cached: false,
            place: match place {
                Where::Here => Place::Here(bytecode),
                Where::InWorkers => Place::Worker { workers: Arc::new(pool().clone()), tenant: None, ready: None },
            },
            tenant: None,
            canceller: Canceller::default(),
            retries: 0,
            limits: limits.clone(),
        }));
        harmless(&outcome)?;
        if begun.elapsed() > Duration::from_secs(20) {
            return Err(format!("took {:?}", begun.elapsed()));
        }
        if outcome.stats.memory_peak_bytes > 2 * limits.memory_bytes + (8 << 20) {
            return Err(format!("took {} bytes", outcome.stats.memory_peak_bytes));
        }
        untouched()
    });
}

/// Whether an attack got what it wanted: it says `ESCAPED` in its value, its error or the console, or calls the tool
/// `escaped`.
fn harmless(outcome: &Outcome) -> Result<(), String> {
    let mut text = match &outcome.result {
        Ok(value) => tag(value).to_string(),
        Err(failure) if failure.code == ErrorCode::Internal => return Err(format!("broke the sandbox: {failure}")),
        // A refusal shows the script's own words.
        Err(failure) if failure.code == ErrorCode::ValidationError => String::new(),
        Err(failure) => format!("{} {} {:?}", failure.name, failure.message, failure.data),
    };
    for entry in &outcome.console {
        write!(text, "\n{}", entry.text).unwrap();
    }
    let called = outcome.calls.iter().any(|call| call.name == "escaped");
    if text.contains("ESCAPED") || called { Err(format!("escaped: {text}")) } else { Ok(()) }
}

/// A fresh session after an attack is as fresh as one before it.
fn untouched() -> Result<(), String> {
    let code = "const seen = []; for (const key in {}) seen.push(key);
        return [seen.length, [1, 2].map(String).join(), `${[3]}`, typeof Math.max, JSON.stringify({ a: [1] }), typeof leaked,
            await Promise.resolve(4), Object.keys(context).join(), (await callTool('echo', { a: 1 })).a, [...'ab'].length]";
    let rules = [(DiagnosticCode::UnknownGlobal, RuleSetting::Off.into())].into();
    let enclave = Enclave::new(Config { tools: tools::specs(), rules, ..Config::default() }, context()).unwrap();
    let found = run(&enclave, code).result.map(|value| tag(&value)).map_err(|failure| failure.to_string())?;
    same("a later session", &found, &json!([0, "1,2", "3", "function", "{\"a\":[1]}", "undefined", 4, "tenant", 1, 2]))
}

/// The text of everything that is refused or fails, for the eye.
fn texts(kind: Kind) -> String {
    let mut text = String::new();
    for case in case::read(&root(), kind) {
        let outcome = run(&Enclave::new(config(&case), context()).unwrap(), &case.code);
        let failure = outcome.result.unwrap_err();
        writeln!(text, "== {}\n{failure}", case.file).unwrap();
    }
    text
}

#[test]
fn texts_of_refusals() {
    insta::assert_snapshot!(texts(Kind::Reject));
}

#[test]
fn texts_of_failures() {
    insta::assert_snapshot!(texts(Kind::Fail));
}

/// Every rule is met by a script that is refused for it.
#[test]
fn every_error_code_of_the_static_layers_is_in_the_corpus() {
    let wanted: Vec<_> = case::read(&root(), Kind::Reject)
        .iter()
        .flat_map(|case| match &case.end {
            End::Findings(findings) => {
                findings.iter().map(|found| found.split(' ').next().unwrap().to_owned()).collect()
            }
            _ => Vec::new(),
        })
        .collect();
    let missing: Vec<_> = DiagnosticCode::ALL
        .iter()
        .filter(|code| {
            **code != DiagnosticCode::UnreachableCode && !wanted.iter().any(|wanted| wanted == code.as_str())
        })
        .collect();
    assert!(missing.is_empty(), "no script is refused for {missing:?}");
}
