//! The cases that every language runs.

use std::collections::HashMap;

use enclave_core::{
    Enclave, RunOptions, Step, ToolFailure,
    contract::{Config, Outcome, ToolSpec, Value},
};
use serde_json::{Value as Json, json};

const CASES: &str = include_str!("../../tests-shared/cases.json");

#[test]
fn every_case_ends_as_javascript_says() {
    let cases: Vec<Json> = serde_json::from_str(CASES).unwrap();
    let tools = ["echo", "add", "page", "flaky", "fail"].map(ToolSpec::new).into();
    let context = Value::Object(vec![("tenant".into(), Value::String("acme".into()))]);
    let enclave = Enclave::new(Config { tools, ..Config::default() }, context).unwrap();
    let mut differ = Vec::new();
    for case in &cases {
        let code = case["code"].as_str().unwrap();
        let found = verdict(&run(&enclave, code), &case["expect"]);
        if found != case["expect"] {
            differ.push(format!("{}: {found} instead of {}", case["name"], case["expect"]));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

fn run(enclave: &Enclave, code: &str) -> Outcome {
    let mut session = match enclave.start(code, RunOptions::default()) {
        Ok(session) => session,
        Err(rejection) => return *rejection.0,
    };
    let mut attempts = HashMap::new();
    loop {
        match session.advance() {
            Step::Done(outcome) => return *outcome,
            Step::Waiting { calls, wake_in } => {
                if calls.is_empty() {
                    std::thread::sleep(wake_in.unwrap());
                }
                for call in calls {
                    match answer(&call.name, &call.args, &mut attempts) {
                        Ok(value) => session.resolve(call.id, value).unwrap(),
                        Err((code, message)) => {
                            let failure = ToolFailure { code: code.into(), message, data: Value::Undefined };
                            session.reject(call.id, failure).unwrap();
                        }
                    }
                }
            }
        }
    }
}

fn answer(name: &str, args: &Value, attempts: &mut HashMap<String, u32>) -> Result<Value, (&'static str, String)> {
    let number = |key: &str| match args.get(key) {
        Some(Value::Number(number)) => *number,
        _ => 0.0,
    };
    let object = |entries: Vec<(&str, Value)>| {
        Value::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    };
    match name {
        "echo" => Ok(args.clone()),
        "add" => Ok(object(vec![("sum", Value::Number(number("a") + number("b")))])),
        "page" => {
            let (start, size) = (number("cursor"), number("size"));
            let items =
                (start as u32..25.min((start + size) as u32)).map(|item| Value::Number(f64::from(item))).collect();
            let next = if start + size < 25.0 { Value::Number(start + size) } else { Value::Null };
            Ok(object(vec![("items", Value::Array(items)), ("next", next)]))
        }
        "flaky" => {
            let count = attempts.entry("flaky".to_owned()).or_insert(0);
            *count += 1;
            if *count <= 2 {
                Err(("UNAVAILABLE", "busy".to_owned()))
            } else {
                Ok(object(vec![("ok", Value::Bool(true))]))
            }
        }
        _ => Err(("NO_SUCH_USER", args.get("message").and_then(Value::as_str).unwrap_or_default().to_owned())),
    }
}

/// What a run gave, in the words of the case: of an error only what the case names.
fn verdict(outcome: &Outcome, expected: &Json) -> Json {
    match &outcome.result {
        Ok(value) => json!({ "value": tag(value) }),
        Err(failure) => {
            let mut error = json!({ "code": failure.code.as_str() });
            for (key, found) in [("name", json!(failure.name)), ("line", json!(failure.line))] {
                if expected["error"].get(key).is_some() {
                    error[key] = found;
                }
            }
            json!({ "error": error })
        }
    }
}

fn tag(value: &Value) -> Json {
    match value {
        Value::Undefined => json!({ "$undefined": true }),
        Value::Number(number) if !number.is_finite() => {
            let name = if number.is_nan() {
                "NaN"
            } else if *number > 0.0 {
                "Infinity"
            } else {
                "-Infinity"
            };
            json!({ "$number": name })
        }
        Value::Number(number) if *number == 0.0 && number.is_sign_negative() => json!({ "$number": "-0" }),
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => json!(*number as i64),
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 1.8e19 => json!(*number as u64),
        Value::BigInt(digits) => json!({ "$bigint": digits }),
        Value::Date(time) => json!({ "$date": *time as i64 }),
        Value::Bytes(bytes) => json!({ "$bytes": bytes }),
        Value::Array(items) => Json::Array(items.iter().map(tag).collect()),
        Value::Object(entries) => {
            entries.iter().map(|(key, value)| (key.clone(), tag(value))).collect::<serde_json::Map<_, _>>().into()
        }
        plain => plain.to_json(),
    }
}
