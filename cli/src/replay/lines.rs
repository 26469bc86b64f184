//! A timeline as text, one line for each moment.

use std::io::{self, Write};

use enclave_contract::CallOutcome;

use crate::{
    replay::{
        Session,
        timeline::{CallSpan, End, What},
    },
    text,
};

/// Values are cut to this, in characters.
const MAX_VALUE: usize = 120;
/// Console lines are cut to this, in characters.
const MAX_LINE: usize = 2_000;

/// Writes the session's timeline.
pub(crate) fn write(session: &Session, out: &mut dyn Write) -> io::Result<()> {
    let line = &session.timeline;
    writeln!(out, "session {}", text::printable(&session.id))?;
    writeln!(out, "started {}", text::date(line.started))?;
    writeln!(out)?;
    let offset = |ms: f64| format!("+{ms:.1} ms");
    let width = offset(line.length).len();
    let mut row = |at: f64, text: &str| {
        // Further lines stand below the first.
        let text = text.replace('\n', &format!("\n{:width$}  ", ""));
        writeln!(out, "{:>width$}  {text}", offset(at))
    };
    row(0.0, "start")?;
    for moment in &line.moments {
        match &moment.what {
            What::Called(index) => {
                let Some(span) = line.calls.get(*index) else { continue };
                row(moment.at, &format!("call {}  {}", span.call.id, text::call(&span.call.name, &span.call.args)))?;
            }
            What::Answered(index) => {
                let Some(span) = line.calls.get(*index) else { continue };
                row(moment.at, &answer(span))?;
            }
            What::Console(level, line) => {
                row(moment.at, &format!("console  {}", text::console_line(*level, &text::shortened(line, MAX_LINE))))?;
            }
            What::Progress(index, value) => {
                let Some(span) = line.calls.get(*index) else { continue };
                row(moment.at, &format!("progress {}  {}", span.call.id, text::value(value, MAX_VALUE)))?;
            }
            What::Emitted(value) => row(moment.at, &format!("emitted  {}", text::value(value, MAX_VALUE)))?,
            What::Timer => row(moment.at, "timer")?,
        }
    }
    match &line.end {
        End::Value(value) => row(line.length, &format!("value  {}", text::value(value, MAX_VALUE))),
        End::Failed(failure) => row(line.length, &format!("error  {}", text::printable(&failure.to_string()))),
        End::Waiting => {
            row(line.length, "waits for")?;
            line.waiting().try_for_each(|span| {
                row(line.length, &format!("  call {}  {}", span.call.id, text::call(&span.call.name, &span.call.args)))
            })
        }
    }
}

/// How a call ended.
fn answer(span: &CallSpan) -> String {
    let CallSpan { call, start, end, outcome } = span;
    let took = text::duration(end.unwrap_or(*start) - start);
    let name = text::printable(&text::shortened(&call.name, 128));
    match outcome {
        CallOutcome::Pending => format!("call {}  {name} waits", call.id),
        CallOutcome::Ok(value) => {
            format!("result {}  {name} after {took}: {}", call.id, text::value(value, MAX_VALUE))
        }
        CallOutcome::Failed { code, message } => {
            let message = text::printable(&text::shortened(message, MAX_LINE));
            format!("failure {}  {name} after {took}: {}: {message}", call.id, text::printable(code))
        }
    }
}
