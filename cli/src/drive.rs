//! A session from its start to its end: its calls are answered by stubs and by servers.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    time::Duration,
};

use enclave_contract::{Call, CallKind, Outcome, Value};
use enclave_core::{Session, Step, ToolFailure};

use crate::{
    failure::CliError,
    runtime::Watch,
    tools::{
        Served,
        stubs::{self, Stubs},
    },
};

/// How a run ended here.
pub(crate) enum Ending {
    /// With an outcome.
    Over(Box<Outcome>),
    /// At calls that have no answer.
    Waiting(Vec<Call>),
}

/// How a call ended.
pub(crate) type Answer = Result<Answered, ToolFailure>;

/// What a tool gave.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answered {
    pub(crate) value: Value,
    /// Whether the script gets a handle in its place.
    pub(crate) by_reference: bool,
}

impl From<Value> for Answered {
    fn from(value: Value) -> Self {
        Self { value, by_reference: false }
    }
}

/// What a script is told of a call that somebody would have to approve.
const NOBODY: &str = "nobody can be asked here";

/// Where answers of servers go, from any thread.
#[derive(Clone, Debug)]
pub(crate) struct Inbox(Sender<Option<(u64, Answer)>>);

/// The other end.
pub(crate) type Answers = Receiver<Option<(u64, Answer)>>;

impl Inbox {
    pub(crate) fn new() -> (Self, Answers) {
        let (send, receive) = channel();
        (Self(send), receive)
    }

    /// Hands in an answer. A run that is over has no use for it.
    pub(crate) fn answer(&self, call_id: u64, answer: Answer) {
        let _ = self.0.send(Some((call_id, answer)));
    }

    /// Has the run look whether it is cancelled.
    pub(crate) fn wake(&self) {
        let _ = self.0.send(None);
    }
}

/// What answers the calls of a session.
pub(crate) struct Tools<'t> {
    pub(crate) stubs: &'t mut Stubs,
    pub(crate) served: &'t Arc<Served>,
    /// Whether a session ends where it stands at calls that nobody answers; otherwise these fail.
    pub(crate) may_stand: bool,
}

/// Drives a session to its end, or to where it stands. Calls that are open at its end are cancelled.
pub(crate) fn drive(
    session: &mut Session,
    tools: Tools<'_>,
    inbox: &Inbox,
    answers: &Answers,
) -> Result<Ending, CliError> {
    let mut open: HashMap<u64, Watch> = HashMap::new();
    loop {
        let (calls, wake_in) = match session.advance() {
            Step::Done(outcome) => return Ok(Ending::Over(outcome)),
            Step::Waiting { calls, wake_in } => (calls, wake_in),
        };
        let mut answered = false;
        for call in calls {
            if call.kind != CallKind::Tool {
                // It must not be made before somebody has decided.
                if !tools.may_stand {
                    session.deny(call.id, NOBODY).map_err(|error| CliError::Internal(error.to_string()))?;
                    answered = true;
                }
            } else if let Some(answer) = tools.stubs.answer(&call) {
                settle(session, call.id, answer.map(Answered::from))?;
                answered = true;
            } else if let Some(watch) = tools.served.call(&call, session.id(), inbox) {
                open.insert(call.id, watch);
            } else if !tools.may_stand {
                settle(session, call.id, Err(stubs::no_answer(&call)))?;
                answered = true;
            }
        }
        if answered {
            continue;
        }
        if tools.may_stand && open.is_empty() {
            return Ok(Ending::Waiting(session.pending().to_vec()));
        }
        let first = match wake_in {
            Some(time) => answers.recv_timeout(time),
            None if open.is_empty() => answers.recv_timeout(Duration::ZERO),
            None => answers.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        for (call_id, answer) in first.into_iter().chain(answers.try_iter()).flatten() {
            open.remove(&call_id);
            settle(session, call_id, answer)?;
        }
    }
}

fn settle(session: &mut Session, call_id: u64, answer: Answer) -> Result<(), CliError> {
    let settled = match answer {
        Ok(Answered { value, by_reference: true }) => session.resolve_by_reference(call_id, value),
        Ok(Answered { value, .. }) => session.resolve(call_id, value),
        Err(failure) => session.reject(call_id, failure),
    };
    settled.map_err(|unknown| CliError::Internal(unknown.to_string()))
}
