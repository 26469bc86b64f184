//! What the layers cost: each job through Enclave and in a raw QuickJS context, in turns, in one process.
//!
//! Every figure is the median of many rounds. The ratio is the figure to read: machines differ, and noise meets both
//! sides of a round alike. Run with `cargo run --release -p enclave-benches`.

mod isolation;
mod tools;

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use enclave_core::{
    DumpOptions, Enclave, LoadOptions, RunOptions, Session, Step,
    contract::{Config, Level, Value},
};
use rquickjs::{Context, Runtime};

const SCRIPT_30_LINES: &str = include_str!("thirty_lines.js");

fn main() {
    if std::env::args().nth(1).as_deref() == Some(isolation::RAW_FORKS) {
        return isolation::raw_forks();
    }
    // First, since memory that others gave back would be used again.
    sleeping_sessions();
    println!("{:<44} {:>12} {:>12} {:>8}", "job", "enclave", "raw engine", "ratio");
    compare("return 1+1, fresh session", 300, || run("return 1+1"), || raw("1+1"));
    compare("ten sequential tool calls", 200, || run(TEN_CALLS), || raw(TEN_CALLS_RAW));
    compare("1 000 rows mapped, filtered, reduced", 100, || run(ROWS), || raw(&in_function(ROWS)));
    compare("100 000 loop iterations", 30, || run(LOOP), || raw(&in_function(LOOP)));
    megabyte_result();
    static_layers();
    growth();
    refusals();
    suspended_sessions();
    dumps();
    tools::measure();
    isolation::measure();
}

const TEN_CALLS: &str =
    "let sum = 0; for (let i = 0; i < 10; i++) { sum += (await callTool('add', { a: i, b: 1 })).sum; } return sum;";
const TEN_CALLS_RAW: &str = "let sum = 0; const add = ({ a, b }) => ({ sum: a + b }); \
    for (let i = 0; i < 10; i++) { sum += add({ a: i, b: 1 }).sum; } sum";
const ROWS: &str = "const rows = Array.from({ length: 1000 }, (_, i) => ({ id: i, value: i % 7 })); \
    return rows.map((row) => ({ ...row, double: row.value * 2 })).filter((row) => row.double > 4).reduce((sum, row) => sum + row.double, 0);";
const LOOP: &str = "let sum = 0; for (let i = 0; i < 100000; i++) { sum += i % 3; } return sum;";

fn enclave() -> &'static Enclave {
    static ENCLAVE: std::sync::OnceLock<Enclave> = std::sync::OnceLock::new();
    ENCLAVE.get_or_init(|| {
        let config = Config { any_tool: true, ..Config::default() };
        Enclave::new(config, Value::Null).expect("the default configuration is valid")
    })
}

fn start(code: &str) -> Session {
    enclave().start(code, RunOptions::default()).unwrap_or_else(|rejection| panic!("{rejection}"))
}

fn run(code: &str) {
    drive(start(code), sum);
}

/// The tool that adds.
fn sum(args: &Value) -> Value {
    let number = |key| match args.get(key) {
        Some(Value::Number(number)) => *number,
        _ => 0.0,
    };
    Value::Object(vec![("sum".to_owned(), Value::Number(number("a") + number("b")))])
}

fn drive(mut session: Session, tool: impl Fn(&Value) -> Value) {
    loop {
        match session.advance() {
            Step::Done(outcome) => {
                black_box(outcome.result.unwrap_or_else(|failure| panic!("{failure}")));
                return;
            }
            Step::Waiting { calls, .. } => {
                for call in calls {
                    session.resolve(call.id, tool(&call.args)).expect("the session waits for it");
                }
            }
        }
    }
}

fn raw(code: &str) {
    let runtime = Runtime::new().expect("memory");
    let context = Context::full(&runtime).expect("memory");
    context.with(|ctx| {
        black_box(ctx.eval::<rquickjs::Value<'_>, _>(code).expect("the script runs"));
    });
}

fn in_function(code: &str) -> String {
    format!("(() => {{ {code} }})()")
}

fn compare(job: &str, rounds: usize, ours: impl Fn(), theirs: impl Fn()) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for _ in 0..rounds / 10 + 1 {
        ours();
        theirs();
    }
    for _ in 0..rounds {
        left.push(time(&ours));
        right.push(time(&theirs));
    }
    let (left, right) = (median(left), median(right));
    println!("{job:<44} {left:>12.1?} {right:>12.1?} {:>8.2}", left.as_secs_f64() / right.as_secs_f64());
}

fn megabyte_result() {
    let rows: Vec<Value> = (0..10_000)
        .map(|index| {
            Value::Object(vec![
                ("id".to_owned(), Value::Number(f64::from(index))),
                ("name".to_owned(), Value::String(format!("user number {index} with some more text around it"))),
                ("amount".to_owned(), Value::Number(f64::from(index) * 1.5)),
            ])
        })
        .collect();
    let rows = Value::Array(rows);
    let json = serde_json::to_string(&rows.to_json()).expect("data");
    let code = "const rows = await callTool('rows', {}); return rows.reduce((sum, row) => sum + row.amount, 0);";
    let theirs = format!(
        "JSON.parse({}).reduce((sum, row) => sum + row.amount, 0)",
        serde_json::to_string(&json).expect("text")
    );
    let name = format!("a {} KB tool result, summed", json.len() / 1024);
    compare(&name, 20, || drive(start(code), |_| rows.clone()), || raw(&theirs));
}

/// Layers 0 to 3 and the compiler, for a script that is new each time.
fn static_layers() {
    let mut times = Vec::new();
    for round in 0..200 {
        let code = format!("{SCRIPT_30_LINES}\n// {round}\n");
        let begun = Instant::now();
        black_box(start(&code));
        times.push(begun.elapsed());
    }
    println!("{:<44} {:>12.1?}", "static layers, 30 lines, not in the cache", median(times));
    let mut times = Vec::new();
    for _ in 0..200 {
        let begun = Instant::now();
        black_box(start(SCRIPT_30_LINES));
        times.push(begun.elapsed());
    }
    println!("{:<44} {:>12.1?}", "the same from the cache", median(times));
}

/// The static layers on scripts of ten times the length, and ten times again.
fn growth() {
    let enclave = permissive();
    for (functions, rounds) in [(12, 40), (125, 20), (1_250, 7), (12_000, 3)] {
        let mut times = Vec::new();
        let mut lines = 0;
        for round in 0..rounds {
            let code: String = (0..functions).map(|index| eight_lines(index, round)).collect();
            lines = code.lines().count();
            let begun = Instant::now();
            assert!(black_box(enclave.check(&code)).ok);
            times.push(begun.elapsed());
        }
        let time = median(times);
        let each = time.as_secs_f64() * 1e6 / lines as f64;
        println!("{:<44} {time:>12.1?} {each:>9.2} µs a line", format!("static layers, {lines} lines"));
    }
}

/// A function as scripts have it, another one for each index and round.
fn eight_lines(index: usize, round: usize) -> String {
    format!(
        "async function step{index}(users, limit = {round}) {{
  const active = users.filter((user) => user.active && user.age > {index})
  const page = await callTool('users:list', {{ role: 'admin', limit, cursor: active[0]?.id ?? null }})
  for (const user of page.items) {{
    if (user.email.includes('@')) active.push({{ ...user, tag: `n${{user.id}}` }})
  }}
  return active.map(({{ id, name }}) => ({{ id, name, score: id * 2 + limit }}))
}}
"
    )
}

/// Ten megabytes that no script is.
fn refusals() {
    const SIZE: usize = 10 << 20;
    let enclave = permissive();
    for (name, unit) in [
        ("brackets", "("),
        ("lines of calls", "f(a.b[c], `x`)\n"),
        ("operators", "!"),
        ("words", "word "),
        ("quotes", "'x',"),
        ("regexes", "/a+/,"),
        ("comments", "/**/"),
    ] {
        let code = unit.repeat(SIZE / unit.len() - 1);
        let mut times = Vec::new();
        for _ in 0..5 {
            let begun = Instant::now();
            assert!(!black_box(enclave.check(&code)).ok, "{name}");
            times.push(begun.elapsed());
        }
        println!("{:<44} {:>12.1?}", format!("10 MB of {name}, refused"), median(times));
    }
}

fn permissive() -> Enclave {
    let config = Config { any_tool: true, level: Level::Permissive, ..Config::default() };
    Enclave::new(config, Value::Null).expect("the configuration is valid")
}

fn suspended_sessions() {
    const COUNT: usize = 1000;
    let before = resident_bytes();
    let mut sessions = Vec::new();
    for _ in 0..COUNT {
        let mut session = start("const user = await callTool('get', { id: 1 }); return user;");
        assert!(matches!(session.advance(), Step::Waiting { .. }));
        sessions.push(session);
    }
    let each = resident_bytes().saturating_sub(before) / COUNT;
    println!("{:<44} {:>9} KB", "a suspended session, resident", each / 1024);
}

/// Sessions that wait without an engine, each with a journal of its own, and what waking one takes.
fn sleeping_sessions() {
    const COUNT: usize = 10_000;
    let before = resident_bytes();
    let mut sessions: Vec<Session> = (0..COUNT)
        .map(|number| {
            let mut session = start(&format!(
                "const user = await callTool('get', {{ id: {} }}); return [user, await callTool('more', user)];",
                number % 100
            ));
            session.advance();
            session.resolve(1, user(number)).expect("it waits for the first call");
            session.advance();
            assert!(session.hibernate());
            session
        })
        .collect();
    let held = resident_bytes().saturating_sub(before);
    println!("{:<44} {:>9} MB", "10 000 hibernating sessions, resident", held >> 20);
    let wake = sessions.iter_mut().take(1_000).map(|session| {
        let begun = Instant::now();
        session.advance();
        begun.elapsed()
    });
    println!("{:<44} {:>12.1?}", "waking one", median(wake.collect()));
}

#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn user(number: usize) -> Value {
    let text = |key: &str| (key.to_owned(), Value::String(format!("{key} of user {number}")));
    Value::Object(vec![("id".to_owned(), Value::Number(number as f64)), text("name"), text("mail"), text("city")])
}

/// Dumps of sessions with settled calls: how large they are, and what writing, loading and replaying them takes.
fn dumps() {
    let options = DumpOptions::default();
    for calls in [10_u64, 100] {
        let code = format!(
            "const seen = []; for (let i = 0; i <= {calls}; i++) seen.push(await callTool('get', {{ id: i }})); return seen.length"
        );
        let config = Config { any_tool: true, level: Level::Permissive, ..Config::default() };
        let enclave = Enclave::new(config, Value::Null).expect("the configuration is valid");
        let run = RunOptions { manual: true, ..RunOptions::default() };
        let mut session = enclave.start(&code, run).unwrap_or_else(|rejection| panic!("{rejection}"));
        for id in 1..=calls {
            session.advance();
            session.resolve(id, user(id as usize)).expect("it waits for that call");
        }
        session.advance();
        let (mut writing, mut replaying, mut bytes) = (Vec::new(), Vec::new(), 0);
        for _ in 0..100 {
            let begun = Instant::now();
            let dump = session.dump(&options).expect("it can be written");
            let loaded = enclave.load(&dump, LoadOptions::default());
            writing.push(begun.elapsed());
            bytes = dump.len();
            let begun = Instant::now();
            let mut loaded = loaded.unwrap_or_else(|rejection| panic!("{rejection}"));
            assert!(matches!(loaded.advance(), Step::Waiting { .. }));
            replaying.push(begun.elapsed());
        }
        println!("{:<44} {:>12.1?}", format!("dump and load, {calls} settled calls"), median(writing));
        println!("{:<44} {:>12.1?}", format!("replay of {calls} settled calls"), median(replaying));
        println!("{:<44} {:>9} B", format!("a dump with {calls} results"), bytes);
    }
}

fn resident_bytes() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok()).unwrap_or(0) * 4096
}

fn time(job: &impl Fn()) -> Duration {
    let begun = Instant::now();
    job();
    begun.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
