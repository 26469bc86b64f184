//! Steps, outcomes, reports and events as Python data. `python/enclave/` gives them their types.

use enclave_contract::{
    Call, CallKind, CallOutcome, CallRecord, Diagnostic, Event, Failure, Outcome, Position, Report, Score, Severity,
    Stats, Value,
};
use enclave_core::Step;
use pyo3::{
    prelude::*,
    types::{PyDict, PyList, PyTuple},
};

use crate::convert::to_python;

/// `(calls, wake_in, outcome)`: the outcome is `None` while the session waits.
pub(crate) fn step(py: Python<'_>, step: Step) -> PyResult<Bound<'_, PyTuple>> {
    match step {
        Step::Waiting { calls, wake_in } => {
            let calls = calls.iter().map(|call| self::call(py, call)).collect::<PyResult<Vec<_>>>()?;
            (calls, wake_in.map(|wait| wait.as_secs_f64()), py.None()).into_pyobject(py)
        }
        Step::Done(outcome) => (PyList::empty(py), py.None(), self::outcome(py, &outcome)?).into_pyobject(py),
    }
}

/// An event as a dictionary of its members, `type` among them.
pub(crate) fn event(py: Python<'_>, event: Event) -> PyResult<Bound<'_, PyDict>> {
    let dict = PyDict::new(py);
    dict.set_item("type", event.kind())?;
    match event {
        Event::SessionInit { session_id } => dict.set_item("session_id", session_id)?,
        Event::Stdout { text } => dict.set_item("text", text)?,
        Event::Log { level, text, args } => {
            dict.set_item("level", level.as_str())?;
            dict.set_item("text", text)?;
            dict.set_item("args", values(py, &args)?)?;
        }
        Event::ToolCall(call) => {
            dict.set_item("id", call.id)?;
            dict.set_item("name", &call.name)?;
            dict.set_item("args", to_python(py, &call.args)?)?;
        }
        Event::ApprovalRequested(call) => {
            dict.set_item("id", call.id)?;
            dict.set_item("name", &call.name)?;
            dict.set_item("args", to_python(py, &call.args)?)?;
            if let CallKind::Approval { hash, reason } = &call.kind {
                dict.set_item("hash", hash)?;
                dict.set_item("reason", reason)?;
            }
        }
        Event::ToolProgress { id, value } => {
            dict.set_item("id", id)?;
            dict.set_item("value", to_python(py, &value)?)?;
        }
        Event::PartialResult { value } => dict.set_item("value", to_python(py, &value)?)?,
        Event::ToolResultApplied { id, name, outcome } => {
            dict.set_item("id", id)?;
            dict.set_item("name", name)?;
            call_outcome(py, &dict, &outcome)?;
        }
        Event::Heartbeat | Event::Final(_) | Event::Error(_) => {}
    }
    Ok(dict)
}

/// `(ok, diagnostics, score, text)`
pub(crate) fn report<'py>(py: Python<'py>, report: &Report) -> PyResult<Bound<'py, PyTuple>> {
    let score = report.score.as_ref().map(|score| self::score(py, score)).transpose()?;
    (report.ok, diagnostics(py, &report.diagnostics)?, score, report.to_string()).into_pyobject(py)
}

/// `(id, name, args, asks)`: what is asked besides calling the tool, `("approval", hash, reason)` or `("policy", rule)`.
fn call<'py>(py: Python<'py>, call: &Call) -> PyResult<Bound<'py, PyTuple>> {
    let kind = call.kind.as_str();
    let asks = match &call.kind {
        CallKind::Tool => None,
        CallKind::Approval { hash, reason } => Some((kind, hash, reason).into_pyobject(py)?),
        CallKind::Policy { rule } => Some((kind, rule).into_pyobject(py)?),
    };
    (call.id, &call.name, to_python(py, &call.args)?, asks).into_pyobject(py)
}

fn outcome<'py>(py: Python<'py>, outcome: &Outcome) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    dict.set_item("ok", outcome.result.is_ok())?;
    let (value, failure) = match &outcome.result {
        Ok(value) => (Some(to_python(py, value)?), None),
        Err(failure) => (None, Some(self::failure(py, failure)?)),
    };
    dict.set_item("value", value)?;
    dict.set_item("error", failure)?;
    let console: Vec<_> = outcome.console.iter().map(|entry| (entry.level.as_str(), &entry.text)).collect();
    dict.set_item("console", console)?;
    dict.set_item("emitted", values(py, &outcome.emitted)?)?;
    let calls = outcome.calls.iter().map(|record| call_record(py, record)).collect::<PyResult<Vec<_>>>()?;
    dict.set_item("calls", calls)?;
    dict.set_item("diagnostics", diagnostics(py, &outcome.diagnostics)?)?;
    dict.set_item("score", outcome.score.as_ref().map(|score| self::score(py, score)).transpose()?)?;
    dict.set_item("stats", stats(py, &outcome.stats)?)?;
    Ok(dict)
}

fn values<'py>(py: Python<'py>, values: &[Value]) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    values.iter().try_for_each(|value| list.append(to_python(py, value)?))?;
    Ok(list)
}

fn failure<'py>(py: Python<'py>, failure: &Failure) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    dict.set_item("code", failure.code.as_str())?;
    dict.set_item("name", &failure.name)?;
    dict.set_item("message", &failure.message)?;
    dict.set_item("line", failure.line)?;
    dict.set_item("column", failure.column)?;
    dict.set_item("help", &failure.help)?;
    dict.set_item("diagnostics", diagnostics(py, &failure.diagnostics)?)?;
    dict.set_item("data", to_python(py, &failure.data)?)?;
    dict.set_item("text", failure.to_string())?;
    Ok(dict)
}

fn call_record<'py>(py: Python<'py>, record: &CallRecord) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    dict.set_item("id", record.id)?;
    dict.set_item("name", &record.name)?;
    dict.set_item("args", to_python(py, &record.args)?)?;
    dict.set_item("duration_ms", record.duration_ms)?;
    call_outcome(py, &dict, &record.outcome)?;
    Ok(dict)
}

/// `ok` is `None` for a call that was not answered; otherwise there is a `value` or an `error` of code and message.
fn call_outcome(py: Python<'_>, dict: &Bound<'_, PyDict>, outcome: &CallOutcome) -> PyResult<()> {
    match outcome {
        CallOutcome::Pending => dict.set_item("ok", py.None()),
        CallOutcome::Ok(value) => {
            dict.set_item("ok", true)?;
            dict.set_item("value", to_python(py, value)?)
        }
        CallOutcome::Failed { code, message } => {
            dict.set_item("ok", false)?;
            dict.set_item("error", (code, message))
        }
    }
}

fn diagnostics<'py>(py: Python<'py>, diagnostics: &[Diagnostic]) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for diagnostic in diagnostics {
        let dict = PyDict::new(py);
        dict.set_item("code", diagnostic.code.as_str())?;
        dict.set_item("severity", severity(diagnostic.severity))?;
        dict.set_item("message", &diagnostic.message)?;
        dict.set_item("help", &diagnostic.help)?;
        dict.set_item("span", (place(diagnostic.span.start), place(diagnostic.span.end)))?;
        dict.set_item("snippet", &diagnostic.snippet)?;
        dict.set_item("text", diagnostic.to_string())?;
        list.append(dict)?;
    }
    Ok(list)
}

const fn place(position: Position) -> (u32, u32) {
    (position.line, position.column)
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// `(total, [(name, points, message, line)])`
fn score<'py>(py: Python<'py>, score: &Score) -> PyResult<Bound<'py, PyTuple>> {
    let signals: Vec<_> =
        score.signals.iter().map(|signal| (&signal.name, signal.points, &signal.message, signal.line)).collect();
    (score.total, signals).into_pyobject(py)
}

fn stats<'py>(py: Python<'py>, stats: &Stats) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    dict.set_item("duration_ms", stats.duration_ms)?;
    dict.set_item("cpu_ms", stats.cpu_ms)?;
    dict.set_item("static_ms", stats.static_ms)?;
    dict.set_item("cached", stats.cached)?;
    dict.set_item("tool_calls", stats.tool_calls)?;
    dict.set_item("iterations", stats.iterations)?;
    dict.set_item("memory_peak_bytes", stats.memory_peak_bytes)?;
    dict.set_item("dropped_keys", stats.dropped_keys)?;
    dict.set_item("audit_failures", stats.audit_failures)?;
    Ok(dict)
}
