//! `enclave run`.

use std::{
    collections::BTreeSet,
    io::{self, Write},
    sync::{Arc, mpsc::SyncSender},
};

use enclave_contract::{Config, ToolSpec, Value};
use enclave_core::{DumpKey, DumpOptions, Enclave, EventSink, Rejection, RunOptions, usable_names};

use crate::{
    INTERRUPTED, SCRIPT_FAILED, SUCCESS,
    args::{Format, RunArgs},
    drive::{self, Ending, Inbox, drive},
    failure::CliError,
    files, json,
    runtime::Stop,
    terminal::{Heard, Terminal, follow},
    text,
    tools::{Declared, Tools},
    worker,
};

/// How a run ended, and what is kept of it.
struct Done {
    ending: Ending,
    dump: Option<Vec<u8>>,
    interrupted: bool,
}

/// Runs a script and writes its value.
pub(crate) fn run(
    args: &RunArgs,
    terminal: Terminal,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<u8, CliError> {
    let code = files::read_script(&args.file)?;
    let declared = Declared::read(&args.tools.files, &args.tools.interpreters)?;
    let key = args.key_file.as_deref().map(files::read_key).transpose()?;
    let mut written = Ok(());
    let done = worker::listening(
        |heard| happen(args, &code, declared, key, heard),
        |heard| written = follow(&heard, terminal, err),
    )??;
    if let (Some(path), Some(dump)) = (&args.dump, &done.dump) {
        files::write(path, dump)?;
    }
    write_ending(args, terminal, &done.ending, out, err).and(written).map_err(CliError::Output)?;
    Ok(match &done.ending {
        _ if done.interrupted => INTERRUPTED,
        Ending::Over(outcome) if outcome.result.is_err() => SCRIPT_FAILED,
        _ => SUCCESS,
    })
}

/// Runs a script to its end, or to where it stands at calls without an answer.
fn happen(
    args: &RunArgs,
    code: &str,
    declared: Declared,
    key: Option<DumpKey>,
    heard: SyncSender<Heard>,
) -> Result<Done, CliError> {
    let mut tools = declared.connect(&worker::hear(&heard))?;
    let enclave = enclave(args, &tools, code)?;
    let (inbox, answers) = Inbox::new();
    let stop = Stop::new(inbox.clone());
    let _watch = tools.runtime()?.stop_at_interrupt(Arc::clone(&stop));
    let sink: EventSink = Arc::new(move |_, event| {
        // Whoever listens lives as long as this thread.
        let _ = heard.send(Heard::Event(event));
    });
    let options = RunOptions {
        manual: args.dump.is_some(),
        events: Some(sink),
        canceller: stop.canceller(),
        ..RunOptions::default()
    };
    let mut session = match enclave.start(code, options) {
        Ok(session) => session,
        Err(Rejection(outcome)) => {
            return Ok(Done { ending: Ending::Over(outcome), dump: None, interrupted: stop.was_interrupted() });
        }
    };
    let served = Arc::clone(&tools.served);
    let answering = drive::Tools { stubs: &mut tools.stubs, served: &served, may_stand: args.dump.is_some() };
    let ending = drive(&mut session, answering, &inbox, &answers)?;
    let dump = args.dump.is_some().then(|| session.dump(&DumpOptions { key, ..DumpOptions::default() })).transpose();
    let dump = dump.map_err(|error| CliError::Internal(error.to_string()))?;
    Ok(Done { ending, dump, interrupted: stop.was_interrupted() })
}

/// The enclave with the tools. A run that is dumped at what has no answer has every other tool too: those that the
/// script calls by `tools.*` are found in its text.
fn enclave(args: &RunArgs, tools: &Tools, code: &str) -> Result<Enclave, CliError> {
    let mut config = Config { any_tool: args.dump.is_some(), tools: tools.specs(), ..args.trust.config()? };
    let context = args.context.clone().map_or(Value::Undefined, Value::from_json);
    if config.any_tool {
        // Fails where the tools' own names do.
        tools.open(config.clone(), Value::Undefined)?;
        let known: BTreeSet<String> = config.tools.iter().map(|spec| spec.name.clone()).collect();
        let names = config.tools.iter().map(|spec| spec.name.clone()).chain(mentioned(code));
        let more = usable_names(names).into_iter().filter(|name| !known.contains(name)).map(ToolSpec::new);
        config.tools.extend(more);
    }
    tools.open(config, context)
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

fn write_ending(
    args: &RunArgs,
    terminal: Terminal,
    ending: &Ending,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<()> {
    match (args.format, ending) {
        (Format::Json, Ending::Over(outcome)) => writeln!(out, "{}", text::json(&json::outcome(outcome))),
        (Format::Json, Ending::Waiting(calls)) => writeln!(out, "{}", text::json(&json::waiting(calls))),
        (Format::Text, Ending::Over(outcome)) => match &outcome.result {
            Ok(Value::Undefined) => Ok(()),
            Ok(value) => writeln!(out, "{}", text::json(&value.to_json())),
            Err(failure) => writeln!(err, "{}", terminal.failure(&text::printable(&failure.to_string()))),
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
