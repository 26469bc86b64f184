//! The thread that computes, while the one that called us shows what happens. A defect there is an error here. Where the
//! engine takes more stack than a thread has, the core sees to it.

use std::{
    io,
    sync::{
        Arc,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread::{Builder, scope},
};

use crate::{failure::CliError, terminal::Heard, tools::Hear};

/// Messages that wait for their reader; the engine stands still while there are more.
const MAX_WAITING: usize = 1024;

/// Computes on a thread of its own, while `listen` hears what the job sends.
pub(crate) fn listening<T: Send, M: Send>(
    job: impl FnOnce(SyncSender<M>) -> T + Send,
    listen: impl FnOnce(Receiver<M>),
) -> Result<T, CliError> {
    let (send, receive) = sync_channel(MAX_WAITING);
    scope(|scope| {
        let builder = Builder::new().name("enclave".into());
        let thread = builder
            .spawn_scoped(scope, move || job(send))
            .map_err(|error: io::Error| CliError::Internal(format!("no thread could be started: {error}")))?;
        listen(receive);
        thread.join().map_err(|_| CliError::Internal("the computation failed".to_owned()))
    })
}

/// Has the one that listens hear what servers write.
pub(crate) fn hear(heard: &SyncSender<Heard>) -> Hear {
    let heard = heard.clone();
    Arc::new(move |server, text| {
        // Whoever listens lives as long as the job.
        let _ = heard.send(Heard::Line(server.to_owned(), text));
    })
}
