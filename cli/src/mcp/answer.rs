//! What a model reads of a run.

use enclave_contract::{CallOutcome, CallRecord, Outcome};

use crate::{text::printable, tools::json};

/// Characters of an answer.
pub(super) const MAX_CHARS: usize = 20_000;
/// Calls that an error's text names.
const MAX_CALLS: usize = 20;

/// The value as JSON, or the error; then what was emitted and written. The value comes first and is quoted as JSON, so
/// that no text in it can pass for another part.
pub(super) fn text(outcome: &Outcome) -> String {
    let main = match &outcome.result {
        Ok(value) => json(value).to_string(),
        Err(failure) => format!("{}{}", printable(&failure.to_string()), made(&outcome.calls)),
    };
    let mut more = String::new();
    if !outcome.emitted.is_empty() {
        let values: Vec<String> = outcome.emitted.iter().map(|value| json(value).to_string()).collect();
        more += &format!("\n\nemitted:\n{}", values.join("\n"));
    }
    if !outcome.console.is_empty() {
        let lines = outcome
            .console
            .iter()
            .map(|entry| format!("[{}] {}", entry.level.as_str(), printable(&entry.text).replace('\n', "\n  ")));
        more += &format!("\n\nconsole:\n{}", lines.collect::<Vec<_>>().join("\n"));
    }
    let main = cut(&main, MAX_CHARS - more.chars().count().min(MAX_CHARS / 4));
    let left = MAX_CHARS.saturating_sub(main.chars().count());
    main + &cut(&more, left)
}

/// The text, or its beginning with a word on what is missing; at most so many characters.
pub(super) fn cut(text: &str, characters: usize) -> String {
    let count = text.chars().count();
    if count <= characters {
        return text.to_owned();
    }
    let note = format!("… ({count} characters in all, the rest is cut: return less)");
    let kept = characters.saturating_sub(note.chars().count());
    text.chars().take(kept).collect::<String>() + &note
}

/// The calls that a failed script made: they are not undone, and the next script must not repeat them blindly.
fn made(calls: &[CallRecord]) -> String {
    if calls.is_empty() {
        return String::new();
    }
    let end = |call: &CallRecord| match &call.outcome {
        CallOutcome::Pending => "not answered".to_owned(),
        CallOutcome::Ok(_) => "ok".to_owned(),
        CallOutcome::Failed { code, .. } => printable(code),
    };
    let mut named: Vec<String> =
        calls.iter().take(MAX_CALLS).map(|call| format!("{} ({})", printable(&call.name), end(call))).collect();
    if calls.len() > MAX_CALLS {
        named.push(format!("{} more", calls.len() - MAX_CALLS));
    }
    format!("\n\ncalls that were made: {}", named.join(", "))
}
