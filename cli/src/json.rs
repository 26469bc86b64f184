//! Outcomes as JSON, in the words of the Python API.

use enclave_contract::{Call, CallOutcome, CallRecord, Failure, Outcome, Value};
use serde_json::{Value as Json, json};

/// A run that is over.
pub(crate) fn outcome(outcome: &Outcome) -> Json {
    let (value, error) = match &outcome.result {
        Ok(value) => (value.to_json(), Json::Null),
        Err(error) => (Json::Null, failure(error)),
    };
    json!({
        "ok": outcome.result.is_ok(),
        "value": value,
        "error": error,
        "console": outcome.console,
        "emitted": outcome.emitted.iter().map(Value::to_json).collect::<Vec<_>>(),
        "calls": outcome.calls.iter().map(record).collect::<Vec<_>>(),
        "diagnostics": outcome.diagnostics,
        "score": outcome.score,
        "stats": outcome.stats,
    })
}

/// A run that waits for calls.
pub(crate) fn waiting(calls: &[Call]) -> Json {
    let calls: Vec<Json> =
        calls.iter().map(|call| json!({ "id": call.id, "name": call.name, "args": call.args.to_json() })).collect();
    json!({ "ok": null, "waiting": calls })
}

fn failure(failure: &Failure) -> Json {
    json!({
        "code": failure.code,
        "name": failure.name,
        "message": failure.message,
        "line": failure.line,
        "column": failure.column,
        "help": failure.help,
        "diagnostics": failure.diagnostics,
        "data": failure.data.to_json(),
        "text": failure.to_string(),
    })
}

fn record(call: &CallRecord) -> Json {
    let (ok, value, error) = match &call.outcome {
        CallOutcome::Pending => (Json::Null, Json::Null, Json::Null),
        CallOutcome::Ok(value) => (true.into(), value.to_json(), Json::Null),
        CallOutcome::Failed { code, message } => {
            (false.into(), Json::Null, json!({ "code": code, "message": message }))
        }
    };
    json!({
        "id": call.id,
        "name": call.name,
        "args": call.args.to_json(),
        "ok": ok,
        "value": value,
        "error": error,
        "duration_ms": call.duration_ms,
    })
}
