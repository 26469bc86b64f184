//! `NativeSession`: a run as JavaScript drives it.

use std::{sync::Arc, time::Duration};

use enclave_contract::ErrorCode;
use enclave_core::{DumpKey, Enclave};
use napi::bindgen_prelude::Buffer;
use napi_derive::napi;

use crate::{
    error::{Coded, error},
    mailbox::NativeMailbox,
    run::{Answer, Plan, Run},
    text::{Tape, Text},
};

/// A run; its steps come through the mailbox.
#[napi]
pub struct NativeSession {
    run: Arc<Run>,
}

impl NativeSession {
    pub(crate) fn new(token: u32, enclave: Enclave, mailbox: &NativeMailbox, plan: Plan) -> Self {
        Self { run: Arc::new(Run::new(token, enclave, Arc::clone(&mailbox.mailbox), plan)) }
    }
}

#[napi]
impl NativeSession {
    /// Answers a call, with the next step.
    #[napi]
    pub fn resolve(&self, id: u32, value: Tape) {
        let Tape(units) = value;
        self.run.answer(Answer::Value(u64::from(id), units));
    }

    /// Answers a call with a failure, with the next step.
    #[napi]
    pub fn reject(&self, id: u32, code: String, message: String, data: Option<Tape>) {
        let data = data.map(|Tape(units)| units);
        self.run.answer(Answer::Failure { id: u64::from(id), code, message, data });
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
    pub fn dump(&self, key: Option<Buffer>) -> Result<Buffer, napi::Error<Coded>> {
        let key = key.and_then(|key| DumpKey::try_from(&*key).ok());
        let bytes = self.run.dump(key.as_ref());
        bytes.map(Buffer::from).map_err(|reason| error(ErrorCode::InvalidConfig, reason.to_string()))
    }

    /// Ends the run, also while it computes.
    #[napi]
    pub fn cancel(&self) {
        self.run.cancel();
    }

    /// Every call as JSON, once the run is over.
    #[napi]
    pub fn calls(&self) -> Text {
        Text(self.run.calls())
    }
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
