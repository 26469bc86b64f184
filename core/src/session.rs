//! A run as a state machine without I/O.

use std::{sync::Arc, sync::atomic::AtomicBool, time::Duration};

use enclave_contract::{Call, Outcome, Value};

/// One run of one script. `Send`, so that any thread may advance it; one at a time.
#[derive(Debug)]
pub struct Session {
    canceller: Canceller,
    pending: Vec<Call>,
}

/// What a session wants next.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The script waits.
    Waiting {
        /// Calls that the host has not been given before. All unanswered ones are in `Session::pending`.
        calls: Vec<Call>,
        /// Advance again after this time even if no answer came: a timer of the script, or the run's deadline.
        /// `None` when only an answer can go on (sessions driven by hand).
        wake_in: Option<Duration>,
    },
    /// The run is over. Further calls of `advance` give the same outcome.
    Done(Box<Outcome>),
}

/// How a tool failed, as the script sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolFailure {
    /// The code: the tool's own (`NO_SUCH_USER`) or one of `ErrorCode`; `TOOL_ERROR` when the tool gave none.
    pub code: String,
    /// The message, scrubbed of host paths by the session.
    pub message: String,
    /// Data for the script; `Undefined` for none.
    pub data: Value,
}

/// Ends a run from any thread, also while the script computes.
#[derive(Clone, Debug, Default)]
pub struct Canceller(Arc<AtomicBool>);

impl Canceller {
    /// Ends the run with `CANCELLED` as soon as it is next looked at.
    pub fn cancel(&self) {
        self.0.store(true, std::sync::atomic::Ordering::SeqCst);
    }
}

/// An answer to a call that the session does not wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this session waits for no call with id {0}")]
pub struct UnknownCall(pub u64);

impl Session {
    /// The session's id.
    pub fn id(&self) -> &str {
        ""
    }

    /// Ends the run from any thread.
    pub fn canceller(&self) -> Canceller {
        self.canceller.clone()
    }

    /// Runs the script until it waits or ends.
    pub fn advance(&mut self) -> Step {
        todo!()
    }

    /// Calls that wait for an answer, in the order of the script.
    pub fn pending(&self) -> &[Call] {
        &self.pending
    }

    /// Whether the run is over.
    pub fn is_done(&self) -> bool {
        todo!()
    }

    /// Answers a call. The script sees it at the next `advance`.
    ///
    /// # Errors
    /// `UnknownCall` when the session does not wait for that call.
    pub fn resolve(&mut self, call_id: u64, value: Value) -> Result<(), UnknownCall> {
        let _ = value;
        Err(UnknownCall(call_id))
    }

    /// Answers a call with a failure, which the script can catch.
    ///
    /// # Errors
    /// `UnknownCall` when the session does not wait for that call.
    pub fn reject(&mut self, call_id: u64, failure: ToolFailure) -> Result<(), UnknownCall> {
        let _ = failure;
        Err(UnknownCall(call_id))
    }
}
