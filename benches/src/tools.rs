//! What stands between a script's call and the host's function.

use std::{hint::black_box, time::Instant};

use enclave_core::{
    Enclave, RunOptions, Step,
    contract::{Config, ToolSpec, Value},
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
