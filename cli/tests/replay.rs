use std::{fs, path::Path};

use enclave_core::{
    Clock, DumpOptions, Enclave, LoadOptions, RunOptions, Session, Step, ToolFailure,
    contract::{Config, ToolSpec, Value},
};

use crate::Folder;

/// When the session of the tests started, in milliseconds since 1970.
const START: f64 = 1.7e12;

/// A script whose every text is an attack on who shows it.
const SCRIPT: &str = r#"// </code><script>document.title = 'attacked'</script>
console.log('<img src=x onerror="document.title=1">', '\u001b[2J');
const [users, orders] = await Promise.all([
  tools.users.list({ role: "<img src=x onerror=document.title=2>" }),
  tools.orders.list({ since: '2024-01-01', limit: 50 }),
]);
console.warn(`${users.length} users, ${orders.length} orders`);
try {
  await tools.mail.send({ to: users[0].name });
} catch (error) {
  console.error(`${error.code}: ${error.message}`);
}
await sleep(250);
emit({ half: true });
const report = tools.report.publish({ title: '"></div><h1>forged</h1>' });
await tools.audit.write({ what: 'published' });
return report;
"#;

fn enclave() -> Enclave {
    let tools = ["users:list", "orders:list", "mail:send", "report:publish", "audit:write"].map(ToolSpec::new).into();
    Enclave::new(Config { tools, ..Config::default() }, Value::Undefined).unwrap()
}

fn bytes(session: &Session) -> Vec<u8> {
    session.dump(&DumpOptions::default()).unwrap()
}

/// The session with a call answered so many milliseconds after its start.
fn answered(session: &Session, after: f64, id: u64, answer: Result<Value, ToolFailure>) -> Session {
    let options = LoadOptions { clock: Clock::Fixed(START + after), ..LoadOptions::default() };
    let mut session = enclave().load(&bytes(session), options).unwrap();
    session.advance();
    match answer {
        Ok(value) => session.resolve(id, value).unwrap(),
        Err(failure) => session.reject(id, failure).unwrap(),
    }
    session.advance();
    session
}

/// The session of the tests: calls 1 and 2 at 0 ms until 200 and 500 ms; call 3 until 600 ms, which fails; a timer at
/// 850 ms; calls 4 and 5 from then on, of which 5 ends at 1000 ms and 4 waits.
fn session() -> Session {
    let options = RunOptions {
        seed: Some(42),
        clock: Clock::Fixed(START),
        manual: true,
        session_id: Some("<b>timeline</b>".into()),
        ..RunOptions::default()
    };
    let mut session = enclave().start(SCRIPT, options).unwrap();
    session.advance();
    let named = |name: &str| Value::Object(vec![("name".into(), Value::String(name.into()))]);
    let users = Value::Array(vec![named("Ana"), named("</pre><img src=x onerror=document.title=3>")]);
    let busy = ToolFailure { code: "BUSY".into(), message: "<b>try again</b>".into(), data: Value::Undefined };
    session = answered(&session, 200.0, 1, Ok(users));
    session = answered(&session, 500.0, 2, Ok(Value::Array(vec![named("order"); 3])));
    session = answered(&session, 600.0, 3, Err(busy));
    answered(&session, 1_000.0, 5, Ok(Value::Null))
}

/// What the page's test in a browser reads. Where dumps change, `ENCLAVE_WRITE_DUMP=1 cargo nextest run -p enclave-cli
/// a_session_is_shown` writes the file.
#[test]
fn a_session_is_shown_moment_by_moment() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests-shared/dumps/timeline.dump");
    let written = bytes(&session());
    if std::env::var_os("ENCLAVE_WRITE_DUMP").is_some() {
        fs::write(&kept, &written).unwrap();
    }
    let folder = Folder::new(&[]);
    fs::write(folder.path("new"), written).unwrap();
    fs::write(folder.path("kept"), fs::read(kept).unwrap()).unwrap();
    let shown = folder.enclave(&["replay", "@new", "--html", "@new.html"]).to_string();
    assert_eq!(folder.enclave(&["replay", "@kept", "--html", "@kept.html"]).to_string(), shown);
    insta::assert_snapshot!(shown);
    let page = |name| fs::read_to_string(folder.path(name)).unwrap();
    assert_eq!(page("new.html"), page("kept.html"));
    assert_eq!(page("new.html").matches("<script").count() + page("new.html").matches("<img").count(), 0);
}

#[test]
fn a_session_that_is_over_is_shown_with_its_end() {
    let mut session = answered(&session(), 1_250.5, 4, Ok(Value::String("ok".into())));
    assert!(matches!(session.advance(), Step::Done(_)));
    let folder = Folder::new(&[]);
    fs::write(folder.path("dump"), bytes(&session)).unwrap();
    insta::assert_snapshot!(folder.enclave(&["replay", "@dump"]));
}

#[test]
fn answers_that_the_script_has_not_seen_are_shown() {
    let mut session = session();
    session.resolve(4, Value::Null).unwrap();
    let folder = Folder::new(&[]);
    fs::write(folder.path("dump"), bytes(&session)).unwrap();
    let done = folder.enclave(&["replay", "@dump"]);
    assert_eq!(done.code, 0);
    assert_eq!(done.out.lines().last().unwrap().trim_start(), "+1000.0 ms  value  null");
}

#[test]
fn a_dump_for_a_single_use_is_not_used_by_being_shown() {
    let options = DumpOptions { single_use: true, ..DumpOptions::default() };
    let folder = Folder::new(&[]);
    fs::write(folder.path("dump"), session().dump(&options).unwrap()).unwrap();
    assert_eq!(folder.enclave(&["replay", "@dump"]).code, 0);
}

#[test]
fn what_cannot_be_replayed_is_told() {
    let folder = Folder::new(&[("garbage", "ENCJ\u{1}\u{0}garbage")]);
    let dump = bytes(&session());
    fs::write(folder.path("dump"), &dump).unwrap();
    fs::write(folder.path("cut"), &dump[..dump.len() - 9]).unwrap();
    fs::write(folder.path("key"), [7; 32]).unwrap();
    let mut shown = String::new();
    for args in [
        &["replay", "@garbage"][..],
        &["replay", "@cut"],
        &["replay", "@dump", "--key-file", "@key"],
        &["replay", "@dump", "--level", "strict"],
        &["replay", "@dump", "--limit", "max_tool_calls=2"],
        &["replay", "@dump", "--html", "@none/page.html"],
    ] {
        shown += &format!("$ enclave {}\n{}\n", args.join(" "), folder.enclave(args));
    }
    insta::assert_snapshot!(shown);
}

/// Whoever writes a dump chooses its limits; how long its replay may take is chosen here.
#[test]
fn a_replay_has_an_end() {
    let limits =
        serde_json::from_str(r#"{ "cpu_ms": 86400000, "timeout_ms": 86400000, "max_iterations": 1000000000000 }"#);
    let options = RunOptions { manual: true, limits: limits.unwrap(), ..RunOptions::default() };
    let session = enclave().start("for (;;) { if (context) break }", options).unwrap();
    let folder = Folder::new(&[]);
    fs::write(folder.path("dump"), bytes(&session)).unwrap();
    let done = folder.enclave(&["replay", "@dump", "--limit", "timeout_ms=300"]);
    assert_eq!(
        (done.code, done.err.as_str()),
        (2, "error: dump: its replay takes longer than 300 ms; a larger `--limit timeout_ms` lets it\n")
    );
}
