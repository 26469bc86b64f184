//! `NativeSession`: a run as JavaScript drives it.

use std::{sync::Arc, time::Duration};

use enclave_contract::ErrorCode;
use enclave_core::{DumpKey, DumpOptions};
use enclave_host::RetryError;
use napi::bindgen_prelude::Buffer;
use napi_derive::napi;

use crate::{
    error::{Coded, error},
    run::{Home, Plan, Run, Word},
    text::{Tape, Text},
};

/// A run; its steps come through the mailbox.
#[napi]
pub struct NativeSession {
    run: Arc<Run>,
}

impl NativeSession {
    pub(crate) fn new(token: u32, home: Home, plan: Plan) -> Self {
        Self { run: Arc::new(Run::new(token, home, plan)) }
    }

    fn say(&self, id: u32, word: Word) -> Result<(), napi::Error<Coded>> {
        self.run.say(u64::from(id), word).map_err(|reason| invalid(&reason.to_string()))
    }
}

#[napi]
impl NativeSession {
    /// Answers a call, with the next step; the script gets the value, or a handle of it.
    #[napi]
    pub fn resolve(&self, id: u32, value: Tape, by_reference: bool) -> Result<(), napi::Error<Coded>> {
        self.say(id, Word::Resolved { tape: value.0, by_reference })
    }

    /// Answers a call with a failure, with the next step.
    #[napi]
    pub fn reject(&self, id: u32, code: String, message: String, data: Option<Tape>) -> Result<(), napi::Error<Coded>> {
        self.say(id, Word::Rejected { code, message, data: data.map(|Tape(units)| units) })
    }

    /// Approves a call; the next step gives it again, to be made.
    #[napi]
    pub fn approve(&self, id: u32, hash: Option<String>) -> Result<(), napi::Error<Coded>> {
        self.say(id, Word::Approved { hash })
    }

    /// Denies a call that waits for an approval or a predicate.
    #[napi]
    pub fn deny(&self, id: u32, reason: String) -> Result<(), napi::Error<Coded>> {
        self.say(id, Word::Denied { reason })
    }

    /// Says whether the predicate of a policy's rule holds for a call.
    #[napi]
    pub fn judge(&self, id: u32, holds: bool) -> Result<(), napi::Error<Coded>> {
        self.say(id, Word::Judged { holds })
    }

    /// Computes the next step on another thread. What is ready within `patience` microseconds is given at once; the
    /// mailbox brings the rest.
    #[napi]
    pub fn advance(&self, patience: u32) -> Option<Text> {
        self.run.advance(Duration::from_micros(u64::from(patience))).map(Text)
    }

    /// Stands still until the step is computed, and takes it from the mailbox; `None` when there is none.
    #[napi]
    pub fn wait(&self) -> Option<Text> {
        self.run.wait().map(Text)
    }

    /// The session as bytes, sealed when there is a key of 32 bytes.
    #[napi]
    pub fn dump(&self, key: Option<Buffer>, single_use: bool) -> Result<Buffer, napi::Error<Coded>> {
        let key = key.and_then(|key| DumpKey::try_from(&*key).ok());
        let bytes = self.run.with(|session| session.dump(&DumpOptions { key, single_use }));
        let bytes = bytes.ok_or_else(|| invalid("nothing is left of this session to keep"))?;
        bytes.map(Buffer::from).map_err(|reason| error(ErrorCode::Internal, reason.to_string()))
    }

    /// Decides that the tool of an uncertain call is called once more.
    #[napi]
    pub fn retry(&self, id: u32) -> Result<(), napi::Error<Coded>> {
        match self.run.with(|session| session.retry(u64::from(id))) {
            Some(Ok(())) => Ok(()),
            Some(Err(RetryError::Lost(failure))) => Err(error(failure.code, failure.message)),
            Some(Err(RetryError::Unknown(_))) | None => {
                Err(invalid(&format!("the call {id} of this session is not uncertain")))
            }
        }
    }

    /// Lets the time that the session waits count from now on.
    #[napi]
    pub fn go_live(&self) {
        // Nothing to do for one that is over.
        self.run.with(|session| session.go_live());
    }

    /// A run of its own under that token, from before the answer to a call.
    #[napi]
    pub fn fork(&self, token: u32, at: u32) -> Result<Self, napi::Error<Coded>> {
        let fork = self.run.fork(token, u64::from(at));
        let run = fork.ok_or_else(|| invalid(&format!("this session has made no call with id {at}")))?;
        Ok(Self { run: Arc::new(run) })
    }

    /// Ends the run, also while it computes.
    #[napi]
    pub fn cancel(&self) {
        self.run.cancel();
    }

    /// Every call as JSON, once the run is over: as the script has them, or whole, as the tools have them.
    #[napi]
    pub fn calls(&self, whole: bool) -> Text {
        Text(self.run.calls(whole))
    }
}

fn invalid(message: &str) -> napi::Error<Coded> {
    error(ErrorCode::InvalidConfig, message.to_owned())
}

impl Drop for NativeSession {
    fn drop(&mut self) {
        // JavaScript let go of it: nobody can answer any more. A heap takes its time to go, which is not Node's.
        self.run.cancel();
        if self.run.is_live() {
            let run = Arc::clone(&self.run);
            enclave_host::spawn(move || drop(run));
        }
    }
}
