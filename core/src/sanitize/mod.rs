//! Layer 5: what leaves is a value or an error, and nothing of the host's.
//!
//! The value was copied by the marshaller, which refuses functions, accessors and cycles, drops dangerous keys and
//! keeps the budgets. Here the raw end of a run becomes an `Outcome`: places of generated code become the author's,
//! limits get their messages, texts lose host paths.

mod text;

use enclave_contract::{
    ErrorCode, Failure, Limits, Value,
    frame::{MarshalError, Stop},
};
use enclave_sandbox::GuestError;

pub(crate) use text::scrub;

use crate::transform::PositionMap;

/// The failure that a limit makes. `forecast` is the builtin whose work was not begun since it could outlast the run.
pub(crate) fn stopped(stop: Stop, limits: &Limits, forecast: Option<&str>) -> Failure {
    let (limit, number, message) = match stop {
        Stop::Timeout => ("timeout_ms", limits.timeout_ms, "the run took longer than"),
        Stop::Cpu => ("cpu_ms", limits.cpu_ms, "the script computed for longer than"),
        Stop::Iterations => ("max_iterations", limits.max_iterations, "the loops turned more often than"),
        Stop::Memory => ("memory_bytes", limits.memory_bytes, "the script needed more memory than"),
        Stop::ToolCalls => ("max_tool_calls", limits.max_tool_calls, "the script made more tool calls than"),
        Stop::Console => (
            "max_console_calls",
            limits.max_console_calls,
            "the script wrote more to the console than `max_console_bytes` or",
        ),
        Stop::BigInt => return Failure::new(stop.code(), "an integer has more than 131072 bits"),
        Stop::Cancelled => return Failure::new(stop.code(), "the host cancelled the run"),
    };
    let message = match forecast {
        Some(builtin) => format!("`{builtin}` on this much data could take longer than"),
        None => message.to_owned(),
    };
    let mut failure = Failure::new(stop.code(), format!("{message} `{limit}` ({number}) allows"));
    #[expect(clippy::cast_precision_loss, reason = "limits are far below 2^53")]
    let number = number as f64;
    failure.data = Value::Object(vec![
        ("limit".to_owned(), Value::String(limit.to_owned())),
        ("value".to_owned(), Value::Number(number)),
    ]);
    failure
}

/// The failure that an uncaught exception makes.
pub(crate) fn threw(error: GuestError, map: &PositionMap, limits: &Limits) -> Failure {
    let places: Vec<_> = error.places.iter().filter_map(|(line, column)| map.lookup(*line, *column)).collect();
    let mut failure = Failure::new(error.code, scrub(&error.message));
    failure.name = scrub(&error.name);
    failure.line = places.first().map(|place| place.line);
    failure.column = places.first().map(|place| place.column);
    failure.data = error.data;
    if !limits.sanitize_stack && !places.is_empty() {
        let stack: Vec<String> = places.iter().map(|place| format!("at {}:{}", place.line, place.column)).collect();
        let stack = ("stack".to_owned(), Value::String(stack.join("\n")));
        match &mut failure.data {
            Value::Object(members) => members.push(stack),
            Value::Undefined => failure.data = Value::Object(vec![stack]),
            _ => {}
        }
    }
    failure
}

/// The failure that a value makes which may not leave.
pub(crate) fn refused_value(error: MarshalError) -> Failure {
    Failure::new(error.code, format!("the script's result: {}", error.message))
}

/// The failure of a script that waits for what can never settle.
pub(crate) fn deadlock() -> Failure {
    Failure::new(
        ErrorCode::Deadlock,
        "the script waits for a promise that nothing can settle: no tool call and no timer is outstanding",
    )
}

/// The failure that a defect of ours makes.
pub(crate) fn broken() -> Failure {
    Failure::new(ErrorCode::Internal, "the sandbox failed; the run was ended")
}
