//! What a host says about a call: its answer, an approval, a verdict. Each stands in the journal before the script goes on.

use enclave_contract::{Call, CallKind, ErrorCode, ToolFailure, Value};

use super::{Session, UnknownCall};
use crate::{gate::Checked, journal::Input, sanitize};

/// Why a host's word about a call is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CallError {
    /// The session does not wait for that call, or does not know it.
    #[error(transparent)]
    Unknown(#[from] UnknownCall),
    /// The call waits for something else: the text says for what.
    #[error("the call {id} waits for {what}")]
    Undecided {
        /// The call.
        id: u64,
        /// What it waits for.
        what: &'static str,
    },
    /// What was approved is another call.
    #[error("the call {0} has another hash: what was approved is not what the script asks for")]
    OtherCall(u64),
}

impl CallError {
    fn undecided(call: &Call) -> Self {
        let what = match call.kind {
            CallKind::Tool => "its tool's answer; nobody asks for more",
            CallKind::Approval { .. } => "an approval: `approve` or `deny` it",
            CallKind::Policy { .. } => "its policy's predicate: `judge` it",
        };
        Self::Undecided { id: call.id, what }
    }
}

impl Session {
    /// Answers a call. The script sees it at the next `advance`. A result that does not fit the tool's output schema
    /// reaches the script as a failure.
    ///
    /// # Errors
    /// When the session does not wait for that call, or waits for a decision about it.
    pub fn resolve(&mut self, call_id: u64, value: Value) -> Result<(), CallError> {
        self.answer(call_id, Ok(value), false)
    }

    /// Answers a call with a value that stays here: the script gets a handle, which it can pass to other tools or return.
    ///
    /// # Errors
    /// As `resolve` has them.
    pub fn resolve_by_reference(&mut self, call_id: u64, value: Value) -> Result<(), CallError> {
        self.answer(call_id, Ok(value), true)
    }

    /// Answers a call with a failure, which the script can catch.
    ///
    /// # Errors
    /// As `resolve` has them.
    pub fn reject(&mut self, call_id: u64, failure: ToolFailure) -> Result<(), CallError> {
        let message = sanitize::scrub(&failure.message);
        self.answer(call_id, Err(ToolFailure { message, ..failure }), false)
    }

    fn answer(
        &mut self,
        call_id: u64,
        answer: Result<Value, ToolFailure>,
        by_reference: bool,
    ) -> Result<(), CallError> {
        let at = self.waiting(call_id)?;
        let call = self.pending.get(at).filter(|call| call.kind == CallKind::Tool);
        let call = call.ok_or_else(|| CallError::undecided(&self.pending[at]))?;
        let input = match self.gate.checked(call, answer, by_reference) {
            Checked::Answer(answer) => Input::Settled { call_id, answer },
            Checked::Reference(value) => Input::Referenced { call_id, value },
        };
        self.settled(at, input);
        Ok(())
    }

    /// What a call gave that stays here; none where the script has the result itself.
    pub fn reference(&self, call_id: u64) -> Option<&Value> {
        self.journal.entries.iter().find_map(|entry| match &entry.input {
            Input::Referenced { call_id: id, value } if *id == call_id => Some(&**value),
            _ => None,
        })
    }

    /// How a call's tool failed, with the data that the script got; none when it did not.
    pub fn failure(&self, call_id: u64) -> Option<&ToolFailure> {
        self.journal.entries.iter().find_map(|entry| match &entry.input {
            Input::Settled { call_id: id, answer: Err(failure) } if *id == call_id => Some(failure),
            _ => None,
        })
    }

    /// Arguments of a call as its tool got them; none when they have no handle.
    pub fn resolved(&self, args: &Value) -> Option<Value> {
        self.gate.resolved(args)
    }

    /// The place of a pending call.
    fn waiting(&self, call_id: u64) -> Result<usize, UnknownCall> {
        let at = self.pending.iter().position(|call| call.id == call_id);
        at.filter(|_| self.outcome.is_none()).ok_or(UnknownCall(call_id))
    }

    /// Writes down the answer of a pending call.
    fn settled(&mut self, at: usize, input: Input) {
        let call = self.pending.remove(at);
        self.uncertain.remove(&call.id);
        self.offered.remove(&call.id);
        self.journal.append(self.clock.now_ms(), input);
    }

    fn denied(&mut self, at: usize, message: String) {
        let call_id = self.pending[at].id;
        let message = self.gate.rules().secrets.scrub(sanitize::scrub(&message));
        let failure = ToolFailure { code: ErrorCode::ToolDenied.to_string(), message, data: Value::Undefined };
        self.settled(at, Input::Settled { call_id, answer: Err(failure) });
    }

    /// Approves a call that waits for it (`CallKind::Approval`): the next `advance` gives it once more, to be made. The
    /// approval is for this call alone, and stands in the journal.
    ///
    /// `hash` is that of the call that was looked at, where it was looked at elsewhere.
    ///
    /// # Errors
    /// When the call does not wait for an approval, or has another hash.
    pub fn approve(&mut self, call_id: u64, hash: Option<&str>) -> Result<(), CallError> {
        let at = self.waiting(call_id)?;
        let CallKind::Approval { hash: wanted, .. } = &self.pending[at].kind else {
            return Err(CallError::undecided(&self.pending[at]));
        };
        if hash.is_some_and(|hash| hash != wanted) {
            return Err(CallError::OtherCall(call_id));
        }
        let hash = wanted.clone();
        self.journal.append(self.clock.now_ms(), Input::Approved { call_id, hash });
        self.decided(at, CallKind::Tool);
        Ok(())
    }

    /// Denies a call that waits for an approval, or for a predicate that the host cannot answer: it rejects with
    /// `TOOL_DENIED`, and the reason where there is one.
    ///
    /// # Errors
    /// When the call waits for neither.
    pub fn deny(&mut self, call_id: u64, reason: &str) -> Result<(), CallError> {
        let at = self.waiting(call_id)?;
        let call = &self.pending[at];
        let name = &call.name;
        let what = match call.kind {
            CallKind::Tool => return Err(CallError::undecided(call)),
            CallKind::Approval { .. } => format!("the call of `{name}` was not approved"),
            CallKind::Policy { .. } => format!("the host's policy could not judge the call of `{name}`"),
        };
        let separator = if reason.is_empty() { "" } else { ": " };
        let message = format!("{what}{separator}{reason}");
        self.denied(at, message);
        Ok(())
    }

    /// Says whether the predicate of a policy's rule holds for a call that waits for that (`CallKind::Policy`).
    ///
    /// # Errors
    /// When the call does not wait for that.
    pub fn judge(&mut self, call_id: u64, holds: bool) -> Result<(), CallError> {
        let at = self.waiting(call_id)?;
        let CallKind::Policy { rule } = self.pending[at].kind else {
            return Err(CallError::undecided(&self.pending[at]));
        };
        let call = self.asked(call_id).ok_or(UnknownCall(call_id))?;
        self.journal.append(self.clock.now_ms(), Input::Judged { call_id, holds });
        match self.gate.judged(&call, rule, holds) {
            Ok(kind) => self.decided(at, kind),
            Err(message) => self.denied(at, message),
        }
        Ok(())
    }

    /// Something was decided about a pending call: the host is given it again.
    fn decided(&mut self, at: usize, kind: CallKind) {
        let id = self.pending[at].id;
        let call = self.asked(id).unwrap_or_else(|| self.pending[at].clone());
        self.pending[at] = self.gate.for_host(&Call { kind, ..call });
        self.offered.insert(id);
    }

    /// A call as the script made it, whether this engine has seen it or an earlier one has.
    fn asked(&self, call_id: u64) -> Option<Call> {
        let journaled = self.journal.entries.iter().find_map(|entry| match &entry.input {
            Input::Called(call) if call.id == call_id => Some(call),
            _ => None,
        });
        self.open.iter().find(|call| call.id == call_id).or(journaled).cloned()
    }
}
