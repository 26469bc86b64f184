//! Steps, outcomes, calls and events as JSON, in the shapes that `ts/wire.ts` declares.

use std::time::Duration;

use enclave_contract::{Call, CallKind, CallOutcome, CallRecord, Event, Failure, Outcome, Value};
use enclave_core::Session;

use crate::convert::Json;

/// A step that waits: `{ sessionId?, calls, wakeIn, escaped }`.
pub(crate) fn waiting(
    session_id: Option<&str>,
    calls: &[Call],
    is_uncertain: impl Fn(u64) -> bool,
    wake_in: Option<Duration>,
) -> String {
    let mut json = Json::default();
    json.text.push('{');
    if let Some(id) = session_id {
        json.text.push_str("\"sessionId\":");
        json.string(id);
        json.text.push(',');
    }
    json.text.push_str("\"calls\":");
    json.list(calls, |json, call| write_call(json, call, is_uncertain(call.id)));
    json.text.push_str(",\"wakeIn\":");
    match wake_in {
        Some(wait) => json.number(wait.as_secs_f64() * 1e3),
        None => json.text.push_str("null"),
    }
    close(json)
}

/// The last step: `{ sessionId?, outcome: { value } | { error }, console, diagnostics, score, stats, escaped }`.
pub(crate) fn done(session_id: Option<&str>, outcome: &Outcome) -> String {
    let mut json = Json::default();
    json.text.push('{');
    if let Some(id) = session_id {
        json.text.push_str("\"sessionId\":");
        json.string(id);
        json.text.push(',');
    }
    json.text.push_str("\"outcome\":{");
    match &outcome.result {
        Ok(Value::Undefined) => {}
        Ok(value) => {
            json.text.push_str("\"value\":");
            json.value(value);
        }
        Err(failure) => {
            json.text.push_str("\"error\":");
            write_failure(&mut json, failure);
        }
    }
    json.text.push('}');
    member(&mut json, "console", &outcome.console);
    values(&mut json, "emitted", &outcome.emitted);
    member(&mut json, "diagnostics", &outcome.diagnostics);
    member(&mut json, "score", &outcome.score);
    member(&mut json, "stats", &outcome.stats);
    close(json)
}

/// Every call of a run with what handles stand for and the data of errors: `{ calls, escaped }`.
pub(crate) fn whole_calls(records: &[CallRecord], session: &Session) -> String {
    let whole: Vec<CallRecord> = records
        .iter()
        .map(|record| {
            let mut record = record.clone();
            record.args = session.resolved(&record.args).unwrap_or(record.args);
            if let (CallOutcome::Ok(given), Some(value)) = (&mut record.outcome, session.reference(record.id)) {
                *given = value.clone();
            }
            record
        })
        .collect();
    calls(&whole, |json, id| {
        if session.reference(id).is_some() {
            json.text.push_str(",\"byReference\":true");
        }
        if let Some(data) = session.failure(id).map(|failure| &failure.data).filter(|data| **data != Value::Undefined) {
            json.text.push_str(",\"data\":");
            json.value(data);
        }
    })
}

/// Every call of a run: `{ calls, escaped }`; `more` writes further members of a call.
pub(crate) fn calls(records: &[CallRecord], more: impl Fn(&mut Json, u64)) -> String {
    let mut json = Json::default();
    json.text.push_str("{\"calls\":");
    json.list(records, |json, record| {
        json.text.push_str("{\"id\":");
        json.text.push_str(&record.id.to_string());
        json.text.push_str(",\"name\":");
        json.string(&record.name);
        json.text.push_str(",\"args\":");
        json.value(&record.args);
        write_call_outcome(json, &record.outcome);
        json.text.push_str(",\"durationMs\":");
        json.number(record.duration_ms);
        more(json, record.id);
        json.text.push('}');
    });
    close(json)
}

/// An event, or `None` when the last step says it all.
pub(crate) fn event(event: &Event) -> Option<String> {
    let mut json = Json::default();
    json.text.push_str("{\"type\":");
    json.string(event.kind());
    match event {
        Event::SessionInit { session_id } => text_member(&mut json, "sessionId", session_id),
        Event::Stdout { text } => text_member(&mut json, "text", text),
        Event::Log { level, text, args } => {
            text_member(&mut json, "level", level.as_str());
            text_member(&mut json, "text", text);
            values(&mut json, "args", args);
        }
        Event::ToolCall(call) | Event::ApprovalRequested(call) => {
            json.text.push_str(",\"call\":");
            write_call(&mut json, call, false);
        }
        Event::ToolProgress { id, value } => {
            json.text.push_str(",\"id\":");
            json.text.push_str(&id.to_string());
            json.text.push_str(",\"value\":");
            json.value(value);
        }
        Event::PartialResult { value } => {
            json.text.push_str(",\"value\":");
            json.value(value);
        }
        Event::ToolResultApplied { id, name, outcome } => {
            json.text.push_str(",\"id\":");
            json.text.push_str(&id.to_string());
            text_member(&mut json, "name", name);
            write_call_outcome(&mut json, outcome);
        }
        Event::Heartbeat => {}
        Event::Final(_) | Event::Error(_) => return None,
    }
    Some(close(json))
}

fn write_call(json: &mut Json, call: &Call, is_uncertain: bool) {
    json.text.push_str("{\"id\":");
    json.text.push_str(&call.id.to_string());
    json.text.push_str(",\"name\":");
    json.string(&call.name);
    json.text.push_str(",\"args\":");
    json.value(&call.args);
    if let CallKind::Approval { hash, reason } = &call.kind {
        json.text.push_str(",\"asks\":{\"kind\":\"approval\"");
        text_member(json, "hash", hash);
        text_member(json, "reason", reason);
        json.text.push('}');
    } else if let CallKind::Policy { rule } = &call.kind {
        json.text.push_str(&format!(",\"asks\":{{\"kind\":\"policy\",\"rule\":{rule}}}"));
    }
    json.text.push_str(if is_uncertain { ",\"uncertain\":true}" } else { "}" });
}

fn write_call_outcome(json: &mut Json, outcome: &CallOutcome) {
    match outcome {
        CallOutcome::Pending => json.text.push_str(",\"ok\":null"),
        CallOutcome::Ok(value) => {
            json.text.push_str(",\"ok\":true");
            if *value != Value::Undefined {
                json.text.push_str(",\"value\":");
                json.value(value);
            }
        }
        CallOutcome::Failed { code, message } => {
            json.text.push_str(",\"ok\":false,\"error\":{\"code\":");
            json.string(code);
            text_member(json, "message", message);
            json.text.push('}');
        }
    }
}

fn write_failure(json: &mut Json, failure: &Failure) {
    json.text.push_str("{\"code\":");
    json.string(failure.code.as_str());
    text_member(json, "name", &failure.name);
    text_member(json, "message", &failure.message);
    member(json, "line", &failure.line);
    member(json, "column", &failure.column);
    text_member(json, "help", &failure.help);
    member(json, "diagnostics", &failure.diagnostics);
    if failure.data != Value::Undefined {
        json.text.push_str(",\"data\":");
        json.value(&failure.data);
    }
    text_member(json, "text", &failure.to_string());
    json.text.push('}');
}

fn text_member(json: &mut Json, name: &str, text: &str) {
    json.text.push_str(",\"");
    json.text.push_str(name);
    json.text.push_str("\":");
    json.string(text);
}

fn values(json: &mut Json, name: &str, values: &[Value]) {
    json.text.push_str(",\"");
    json.text.push_str(name);
    json.text.push_str("\":");
    json.list(values, Json::value);
}

/// A member of the contract's own types, whose JSON is serde's.
fn member(json: &mut Json, name: &str, value: &impl serde::Serialize) {
    json.text.push_str(",\"");
    json.text.push_str(name);
    json.text.push_str("\":");
    // The contract's types are plain data, which serde_json cannot refuse.
    json.text.push_str(&serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned()));
}

fn close(mut json: Json) -> String {
    json.text.push_str(if json.escaped { ",\"escaped\":true}" } else { "}" });
    json.text
}

#[cfg(test)]
mod tests {
    use super::*;
    use enclave_contract::{ConsoleLevel, ErrorCode};

    #[test]
    fn a_step_says_what_the_host_must_do() {
        let call = Call {
            id: 1,
            name: "users:list".into(),
            args: Value::Object(vec![("a".into(), Value::Null)]),
            kind: CallKind::Tool,
        };
        assert_eq!(
            waiting(Some("s"), std::slice::from_ref(&call), |_| false, Some(Duration::from_micros(1_500))),
            r#"{"sessionId":"s","calls":[{"id":1,"name":"users:list","args":{"a":null}}],"wakeIn":1.5}"#
        );
        assert_eq!(
            waiting(None, &[call], |id| id == 1, None),
            r#"{"calls":[{"id":1,"name":"users:list","args":{"a":null},"uncertain":true}],"wakeIn":null}"#
        );
    }

    #[test]
    fn a_failure_keeps_its_place_and_its_text() {
        let mut failure = Failure::new(ErrorCode::ExecutionError, "no");
        (failure.name, failure.line, failure.column) = ("TypeError".into(), Some(2), Some(3));
        let outcome = Outcome::failed(failure);
        let text = done(None, &outcome);
        let (outcome, _) = text.split_once(",\"console\"").unwrap();
        assert_eq!(
            outcome,
            r#"{"outcome":{"error":{"code":"EXECUTION_ERROR","name":"TypeError","message":"no","line":2,"column":3,"help":"","diagnostics":[],"text":"EXECUTION_ERROR at 2:3: TypeError: no"}}"#
        );
    }

    #[test]
    fn events_and_calls_have_the_same_ends() {
        let failed = CallOutcome::Failed { code: "X".into(), message: "m".into() };
        let applied = Event::ToolResultApplied { id: 2, name: "t".into(), outcome: failed.clone() };
        assert_eq!(
            event(&applied).unwrap(),
            r#"{"type":"tool_result_applied","id":2,"name":"t","ok":false,"error":{"code":"X","message":"m"}}"#
        );
        let log = Event::Log { level: ConsoleLevel::Warn, text: "w".into(), args: vec![Value::Null] };
        assert_eq!(event(&log).unwrap(), r#"{"type":"log","level":"warn","text":"w","args":[null]}"#);
        let record = CallRecord { id: 2, name: "t".into(), args: Value::Undefined, outcome: failed, duration_ms: 1.0 };
        assert_eq!(
            calls(&[record], |_, _| {}),
            r#"{"calls":[{"id":2,"name":"t","args":["\u0000","u",0],"ok":false,"error":{"code":"X","message":"m"},"durationMs":1}],"escaped":true}"#
        );
    }
}
