//! What stands between a script's call and the host's function.

use std::{hint::black_box, time::Instant};

use enclave_core::{
    Enclave, RunOptions, Step,
    contract::{AuditOptions, Config, PromptOptions, ToolSpec, Value},
};
use serde_json::json;

const CALLS: u32 = 100;
const ROUNDS: usize = 60;

pub(crate) fn measure() {
    println!("\ntools: what each check adds to a call with an object of five members, in and out");
    let schema = json!({
        "type": "object",
        "properties": {
            "id": { "type": "integer", "minimum": 0 },
            "name": { "type": "string", "maxLength": 100 },
            "active": { "type": "boolean" },
            "role": { "enum": ["admin", "user"] },
            "tags": { "type": "array", "items": { "type": "string" } },
        },
        "required": ["id", "name"],
        "additionalProperties": false,
    });
    let plain = || ToolSpec::new("echo");
    let with_schemas = || ToolSpec {
        input_schema: Some(schema.clone()),
        output_schema: Some(schema.clone()),
        ..ToolSpec::new("echo")
    };
    let bare = enclave(Config { tools: vec![plain()], ..Config::default() });
    let checked = enclave(Config { tools: vec![with_schemas()], ..Config::default() });
    let rules =
        json!([{ "deny": "mail:*" }, { "ask": "*", "annotations": { "destructive": true } }, { "allow": "e*" }]);
    let policy = serde_json::from_value(rules).expect("the rules are of the right shape");
    let ruled = enclave(Config { tools: vec![plain()], policy, ..Config::default() });
    let (mut none, mut schemas, mut rules) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        none.push(each(&bare));
        schemas.push(each(&checked));
        rules.push(each(&ruled));
    }
    let (none, schemas, rules) = (super::median(none), super::median(schemas), super::median(rules));
    println!("{:<44} {none:>12.1?}", "a call, unchecked");
    println!("{:<44} {:>12.1?}", "input and output schema add", schemas.saturating_sub(none));
    println!("{:<44} {:>12.1?}", "a policy of three rules adds", rules.saturating_sub(none));
    audit();
    prompts();
}

/// Calls that are written down, as against calls that are not.
fn audit() {
    let folder = std::env::temp_dir().join(format!("enclave-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the log");
    let options = AuditOptions::Sink(format!("jsonl:{}", folder.join("audit.jsonl").display()));
    let tools = || vec![ToolSpec::new("echo")];
    let bare = enclave(Config { tools: tools(), ..Config::default() });
    let config = Config { tools: tools(), audit: Some(options), ..Config::default() };
    let audited = enclave_host::open(config, Value::Null).expect("the log can be opened").enclave;
    let (mut none, mut written) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        none.push(each(&bare));
        written.push(each(&audited));
    }
    let added = super::median(written).saturating_sub(super::median(none));
    println!("{:<44} {added:>12.1?}", "an audit record, redacted, in a file, adds");
    println!("{:<44} {:>12.0}", "such records a second", 1.0 / added.as_secs_f64().max(1e-9));
    // What is left is in the system's folder for what nobody needs.
    let _ = std::fs::remove_dir_all(folder);
}

/// The prompt and a search of many tools.
fn prompts() {
    let tool = |n: usize| ToolSpec {
        description: format!("Does the thing number {n} for somebody, and says how it went."),
        input_schema: Some(json!({
            "type": "object",
            "properties": {
                "id": { "type": "integer", "minimum": 0, "description": "Which one." },
                "filter": { "$ref": "#/$defs/Filter" },
                "tags": { "type": "array", "items": { "enum": ["a", "b", "c"] } },
            },
            "required": ["id"],
            "$defs": { "Filter": { "type": "object", "properties": { "name": { "type": "string" }, "and": { "type": "array", "items": { "$ref": "#/$defs/Filter" } } } } },
        })),
        output_schema: Some(json!({ "type": "object", "properties": { "ok": { "type": "boolean" } } })),
        ..ToolSpec::new(format!("area{}:thing_{n}", n % 20))
    };
    let many = enclave(Config { tools: (0..500).map(tool).collect(), ..Config::default() });
    let timed = |work: &dyn Fn()| {
        let times = (0..ROUNDS).map(|_| {
            let begun = Instant::now();
            work();
            begun.elapsed()
        });
        super::median(times.collect())
    };
    let whole = timed(&|| drop(black_box(many.tool_prompt(&PromptOptions::default()))));
    let options = PromptOptions { budget_chars: Some(8_000), ..PromptOptions::default() };
    let short = timed(&|| drop(black_box(many.tool_prompt(&options))));
    let search = timed(&|| drop(black_box(many.search_tools("list the things of somebody", None))));
    println!("{:<44} {whole:>12.1?}", "the prompt of 500 tools");
    println!("{:<44} {short:>12.1?}", "the same in 8 000 characters");
    println!("{:<44} {search:>12.1?}", "a search among them");
}

fn enclave(config: Config) -> Enclave {
    Enclave::new(config, Value::Null).expect("the configuration is valid")
}

/// Time of one call.
fn each(enclave: &Enclave) -> std::time::Duration {
    let code = format!(
        "for (let i = 0; i < {CALLS}; i++) await callTool('echo', {{ id: i, name: 'Ana', active: true, role: 'admin', tags: ['a', 'b'] }})"
    );
    let mut session = enclave.start(&code, RunOptions::default()).unwrap_or_else(|rejection| panic!("{rejection}"));
    let begun = Instant::now();
    loop {
        match session.advance() {
            Step::Done(outcome) => {
                black_box(outcome.result.unwrap_or_else(|failure| panic!("{failure}")));
                return begun.elapsed() / CALLS;
            }
            Step::Waiting { calls, .. } => {
                for call in calls {
                    session.resolve(call.id, call.args).expect("the session waits for it");
                }
            }
        }
    }
}
