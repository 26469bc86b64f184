//! `enclave run`.

use std::{
    collections::BTreeSet,
    io::{self, Write},
    sync::{Arc, mpsc::SyncSender},
    thread,
    time::Duration,
};

use enclave_contract::{Call, Config, ConsoleLevel, Event, Outcome, ToolSpec, Value};
use enclave_core::{
    CallError, DumpKey, DumpOptions, Enclave, EventSink, Rejection, RunOptions, Session, Step, usable_names,
};

use crate::{
    SCRIPT_FAILED, SUCCESS,
    args::{Format, RunArgs},
    failure::CliError,
    files, json,
    stubs::{self, Stubs},
    text, worker,
};

/// What is shown of a value that the script emits, in characters; all of it stands in the outcome.
const MAX_EMITTED: usize = 2_000;

/// How a run ended here.
enum Ending {
    /// With an outcome.
    Over(Box<Outcome>),
    /// At calls that have no answer.
    Waiting(Vec<Call>),
}

/// Runs a script and writes its value.
pub(crate) fn run(args: &RunArgs, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, CliError> {
    let code = files::read_script(&args.file)?;
    let stubs = args.tools.as_deref().map(Stubs::read).transpose()?.unwrap_or_default();
    let key = args.key_file.as_deref().map(files::read_key).transpose()?;
    let enclave = enclave(args, &stubs, &code)?;
    let mut written = Ok(());
    let job = |events: SyncSender<Event>| drive(&enclave, &code, stubs, args.dump.is_some().then_some(key), events);
    let (ending, dump) = worker::listening(job, |events| {
        for event in events {
            // The run goes on where nobody reads its console.
            let shown = show(&event, err);
            written = std::mem::replace(&mut written, Ok(())).and(shown);
        }
    })??;
    if let (Some(path), Some(dump)) = (&args.dump, dump) {
        files::write(path, &dump)?;
    }
    write_ending(args, &ending, out, err).and(written).map_err(CliError::Output)?;
    let failed = matches!(&ending, Ending::Over(outcome) if outcome.result.is_err());
    Ok(if failed { SCRIPT_FAILED } else { SUCCESS })
}

/// The enclave with the tools of the stubs. A run that is dumped at what has no answer has every other tool too: those
/// that the script calls by `tools.*` are found in its text.
fn enclave(args: &RunArgs, stubs: &Stubs, code: &str) -> Result<Enclave, CliError> {
    let mut config = Config { any_tool: args.dump.is_some(), ..args.trust.config()? };
    config.tools = stubs.names().iter().map(ToolSpec::new).collect();
    let context = args.context.clone().map_or(Value::Undefined, Value::from_json);
    if config.any_tool {
        // Fails where the stubs' own names do.
        enclave_host::open(config.clone(), Value::Undefined)?;
        let names = stubs.names().iter().cloned().chain(mentioned(code));
        config.tools = usable_names(names).into_iter().map(ToolSpec::new).collect();
    }
    Ok(enclave_host::open(config, context)?.enclave)
}

/// The tools that a script calls by `tools.*`, as names: `users:list` for `tools.users.list(…)`.
fn mentioned(code: &str) -> BTreeSet<String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut names = BTreeSet::new();
    for (at, word) in code.match_indices("tools") {
        let behind_name = code.get(..at).unwrap_or_default().ends_with(|c: char| is_name(c) || c == '.');
        let Some(mut rest) = code.get(at + word.len()..).filter(|_| !behind_name) else { continue };
        let mut path = Vec::new();
        while let Some(chain) = rest.trim_start().strip_prefix('.') {
            let chain = chain.trim_start();
            let end = chain.find(|c| !is_name(c)).unwrap_or(chain.len());
            let (segment, behind) = chain.split_at(end);
            path.push(segment);
            rest = behind;
        }
        if rest.trim_start().starts_with('(') && !path.is_empty() {
            names.insert(path.join(":"));
        }
    }
    names
}

/// Runs a script to its end, or to where it stands at calls without an answer. `dump` asks for the session's bytes,
/// sealed with the key where there is one.
fn drive(
    enclave: &Enclave,
    code: &str,
    mut stubs: Stubs,
    dump: Option<Option<DumpKey>>,
    events: SyncSender<Event>,
) -> Result<(Ending, Option<Vec<u8>>), CliError> {
    let sink: EventSink = Arc::new(move |_, event| {
        // Whoever listens lives as long as this thread.
        let _ = events.send(event);
    });
    let options = RunOptions { manual: dump.is_some(), events: Some(sink), ..RunOptions::default() };
    let mut session = match enclave.start(code, options) {
        Ok(session) => session,
        Err(Rejection(outcome)) => return Ok((Ending::Over(outcome), None)),
    };
    let ending = loop {
        let wake_in = match session.advance() {
            Step::Done(outcome) => break Ending::Over(outcome),
            Step::Waiting { wake_in, .. } => wake_in,
        };
        let answered = answer(&mut session, &mut stubs, dump.is_none())
            .map_err(|unknown| CliError::Internal(unknown.to_string()))?;
        if !answered && dump.is_some() {
            break Ending::Waiting(session.pending().to_vec());
        }
        if !answered {
            thread::sleep(wake_in.unwrap_or(Duration::ZERO));
        }
    };
    let bytes = dump.map(|key| session.dump(&DumpOptions { key, ..DumpOptions::default() })).transpose();
    Ok((ending, bytes.map_err(|error| CliError::Internal(error.to_string()))?))
}

/// Answers the calls that wait, and says whether there was an answer for any. Those without one fail if `all`.
fn answer(session: &mut Session, stubs: &mut Stubs, all: bool) -> Result<bool, CallError> {
    let mut answered = false;
    for call in session.pending().to_vec() {
        let answer = stubs.answer(&call).or_else(|| all.then(|| Err(stubs::no_answer(&call))));
        answered |= answer.is_some();
        match answer {
            Some(Ok(value)) => session.resolve(call.id, value)?,
            Some(Err(failure)) => session.reject(call.id, failure)?,
            None => {}
        }
    }
    Ok(answered)
}

/// A line of the console.
fn show(event: &Event, err: &mut dyn Write) -> io::Result<()> {
    match event {
        Event::Stdout { text } => writeln!(err, "{}", text::console_line(ConsoleLevel::Log, text)),
        Event::Log { level, text, .. } => writeln!(err, "{}", text::console_line(*level, text)),
        Event::PartialResult { value } => writeln!(err, "[emit] {}", text::value(value, MAX_EMITTED)),
        _ => Ok(()),
    }
}

fn write_ending(args: &RunArgs, ending: &Ending, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<()> {
    match (args.format, ending) {
        (Format::Json, Ending::Over(outcome)) => writeln!(out, "{}", text::json(&json::outcome(outcome))),
        (Format::Json, Ending::Waiting(calls)) => writeln!(out, "{}", text::json(&json::waiting(calls))),
        (Format::Text, Ending::Over(outcome)) => match &outcome.result {
            Ok(Value::Undefined) => Ok(()),
            Ok(value) => writeln!(out, "{}", text::json(&value.to_json())),
            Err(failure) => writeln!(err, "{}", text::printable(&failure.to_string())),
        },
        (Format::Text, Ending::Waiting(calls)) => {
            writeln!(err, "waits for:")?;
            calls.iter().try_for_each(|call| writeln!(err, "  {}", text::call(&call.name, &call.args)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::mentioned;

    #[test]
    fn tools_that_a_script_calls_are_found() {
        let code = "await tools.ping(); tools\n  .users\n  .list ({}); mytools.no(); a.tools.no(); tools.only; tools(); \
                    const { x } = tools.mail; tools.a.b.c()";
        assert_eq!(mentioned(code).into_iter().collect::<Vec<_>>(), ["a:b:c", "ping", "users:list"]);
    }
}
