//! The runtime in which servers are spoken to, and Ctrl-C.

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use enclave_core::Canceller;
use tokio::runtime::Handle;

use crate::{drive::Inbox, failure::CliError};

/// A small runtime of tokio: one thread that waits for all servers.
#[derive(Debug)]
pub(crate) struct Runtime(Option<tokio::runtime::Runtime>, Handle);

impl Runtime {
    pub(crate) fn new() -> Result<Self, CliError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("enclave-io")
            .enable_all()
            .build()
            .map_err(|error| CliError::Internal(format!("no runtime could be started: {error}")))?;
        let handle = runtime.handle().clone();
        Ok(Self(Some(runtime), handle))
    }

    /// What a future gives.
    pub(crate) fn wait_for<T>(&self, future: impl Future<Output = T>) -> T {
        self.1.block_on(future)
    }

    /// The same, or an error as soon as there is a Ctrl-C.
    pub(crate) fn until_interrupt<T>(&self, future: impl Future<Output = T>) -> Result<T, CliError> {
        self.wait_for(async {
            tokio::select! {
                biased;
                () = interrupted() => Err(CliError::Interrupted),
                done = future => Ok(done),
            }
        })
    }

    /// Stops a run at Ctrl-C, as long as what this gives lives.
    pub(crate) fn stop_at_interrupt(&self, stop: Arc<Stop>) -> Watch {
        let _inside = self.1.enter();
        let interrupted = interrupted();
        Watch::new(self.1.spawn(async move {
            interrupted.await;
            stop.interrupted.store(true, Ordering::SeqCst);
            stop.stop();
        }))
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        // A thread that reads the standard input cannot be ended; it must not hold up the end.
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// A task that ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Watch(tokio::task::JoinHandle<()>);

impl Watch {
    pub(crate) fn new(task: tokio::task::JoinHandle<()>) -> Self {
        Self(task)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Waits for Ctrl-C; for ever where it cannot be heard. It is heard from this call on, which must be inside a runtime.
fn interrupted() -> impl Future<Output = ()> {
    #[cfg(unix)]
    let signal = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt());
    #[cfg(windows)]
    let signal = tokio::signal::windows::ctrl_c();
    async {
        match signal {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    }
}

/// Stops a run from any thread, also before it has begun.
#[derive(Debug)]
pub(crate) struct Stop {
    interrupted: AtomicBool,
    canceller: Canceller,
    inbox: Inbox,
}

impl Stop {
    pub(crate) fn new(inbox: Inbox) -> Arc<Self> {
        Arc::new(Self { interrupted: false.into(), canceller: Canceller::default(), inbox })
    }

    /// Ends the run with `CANCELLED`.
    pub(crate) fn stop(&self) {
        self.canceller.cancel();
        self.inbox.wake();
    }

    /// What the run is to be started with.
    pub(crate) fn canceller(&self) -> Canceller {
        self.canceller.clone()
    }

    /// Whether it was Ctrl-C.
    pub(crate) fn was_interrupted(&self) -> bool {
        self.interrupted.load(Ordering::SeqCst)
    }
}
