//! `enclave replay`.

mod lines;
mod page;
#[cfg(test)]
mod tests;
mod timeline;

use std::{
    io::Write,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{RecvTimeoutError, SyncSender},
    },
    time::Duration,
};

use enclave_contract::{Config, ErrorCode, Event, ToolSpec, Value};
use enclave_core::{Canceller, Clock, DumpInfo, DumpKey, Enclave, EventSink, LoadOptions, usable_names};

use crate::{
    SCRIPT_FAILED, SUCCESS,
    args::ReplayArgs,
    failure::CliError,
    files,
    replay::timeline::{End, Timeline},
    text, worker,
};

/// A dumped session as it is shown.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) code: String,
    pub(crate) timeline: Timeline,
}

/// Writes the timeline of a dump.
pub(crate) fn replay(args: &ReplayArgs, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, CliError> {
    let bytes = files::read(&args.dump)?;
    let key = args.key_file.as_deref().map(files::read_key).transpose()?;
    let info = DumpInfo::read(&bytes, key.as_ref())
        .map_err(|error| CliError::Content { path: args.dump.clone(), problem: error.to_string() })?;
    // What the application's tools were is not in a dump: those that were called are enough to go the same way.
    let tools = usable_names(info.tools).into_iter().map(ToolSpec::new).collect();
    let enclave =
        enclave_host::open(Config { any_tool: true, tools, ..args.trust.config()? }, Value::Undefined)?.enclave;
    let patience = Duration::from_millis(enclave.settings().limits.timeout_ms);
    let mut cancelled = false;
    let job = |running: SyncSender<Canceller>| happened(&enclave, &bytes, key, &running);
    let events = worker::listening(job, |running| {
        // The limits of the session stand in the dump, and whoever wrote it chose them.
        let Ok(canceller) = running.recv() else { return };
        if matches!(running.recv_timeout(patience), Err(RecvTimeoutError::Timeout)) {
            canceller.cancel();
            cancelled = true;
        }
    })?;
    if cancelled {
        let problem =
            format!("its replay takes longer than {} ms; a larger `--limit timeout_ms` lets it", patience.as_millis());
        return Err(CliError::Content { path: args.dump.clone(), problem });
    }
    let events = match events {
        Ok(events) => events,
        Err(refused) => {
            writeln!(err, "{}", text::printable(&refused)).map_err(CliError::Output)?;
            return Ok(SCRIPT_FAILED);
        }
    };
    let timeline = Timeline::new(info.started, events, &info.timers);
    let session = Session { id: info.session_id, code: info.code, timeline };
    lines::write(&session, out).map_err(CliError::Output)?;
    if let Some(path) = &args.html {
        files::write(path, page::page(&session).as_bytes())?;
    }
    let diverged = matches!(&session.timeline.end, End::Failed(failure) if failure.code == ErrorCode::ReplayDiverged);
    Ok(if diverged { SCRIPT_FAILED } else { SUCCESS })
}

/// What happened in the session that a dump holds, with its times; the text of the refusal when it cannot be loaded.
/// `running` hears when the script runs, and is gone when it does no more.
fn happened(
    enclave: &Enclave,
    bytes: &[u8],
    key: Option<DumpKey>,
    running: &SyncSender<Canceller>,
) -> Result<Vec<(f64, Event)>, String> {
    let events = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&events);
    let sink: EventSink = Arc::new(move |stamp, event| {
        heard.lock().unwrap_or_else(PoisonError::into_inner).push((stamp.at, event));
    });
    // What the script does behind the journal's end happens at the time of that end. Nothing is called here, so a dump
    // for a single use is not used by it.
    let options = LoadOptions {
        key,
        clock: Clock::Fixed(0.0),
        events: Some(sink),
        retell: true,
        claimed: true,
        ..LoadOptions::default()
    };
    let mut session = enclave.load(bytes, options).map_err(|refused| refused.to_string())?;
    // Whoever listens lives as long as this thread.
    let _ = running.send(session.canceller());
    session.advance();
    drop(session);
    let mut events = events.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(std::mem::take(&mut events))
}
