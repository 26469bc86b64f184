//! The record of each call that a host keeps, whatever becomes of the call.

use std::{fmt, sync::Arc};

use enclave_contract::{AuditOutcome, AuditRecord, Call, CallOutcome, ConfigError, RedactOptions, RefusedBy};

use crate::redact::Redactor;

/// Where audit records go: called on the thread that advances the session. An error is counted (`Stats::audit_failures`),
/// and the run goes on.
pub type AuditSink = Arc<dyn Fn(&AuditRecord) -> Result<(), String> + Send + Sync>;

/// Writes a host's records.
pub(crate) struct Audit {
    sink: AuditSink,
    redactor: Redactor,
}

/// A call that is over, as the session knows it.
pub(crate) struct Ended<'c> {
    pub(crate) session: &'c str,
    pub(crate) tenant: Option<&'c str>,
    pub(crate) call: &'c Call,
    pub(crate) outcome: &'c CallOutcome,
    pub(crate) refused_by: Option<RefusedBy>,
    pub(crate) approved: Option<&'c str>,
    /// When it was made, in milliseconds since 1970.
    pub(crate) made: f64,
    pub(crate) duration_ms: f64,
}

impl Audit {
    /// Records for that sink.
    ///
    /// # Errors
    /// When what is to be hidden is not of the right shape.
    pub(crate) fn new(sink: AuditSink, redact: &RedactOptions) -> Result<Self, ConfigError> {
        Ok(Self { sink, redactor: Redactor::new(redact)? })
    }

    /// Writes a call down; whether that could be done.
    pub(crate) fn write(&self, ended: &Ended<'_>) -> bool {
        let (outcome, code, message, bytes_in) = match ended.outcome {
            CallOutcome::Pending => (AuditOutcome::Unfinished, None, None, 0),
            CallOutcome::Ok(value) => (AuditOutcome::Ok, None, None, value.json_bytes()),
            CallOutcome::Failed { code, message } => {
                let outcome = if ended.refused_by.is_some() { AuditOutcome::Refused } else { AuditOutcome::Failed };
                (outcome, Some(self.redactor.text(code)), Some(self.redactor.text(message)), 0)
            }
        };
        let record = AuditRecord {
            at_ms: ended.made,
            session: ended.session.to_owned(),
            tenant: ended.tenant.map(str::to_owned),
            call_id: ended.call.id,
            tool: self.redactor.text(&ended.call.name),
            arguments: self.redactor.value(&ended.call.args),
            outcome,
            code,
            message,
            refused_by: ended.refused_by,
            approved: ended.approved.map(str::to_owned),
            duration_ms: ended.duration_ms,
            bytes_out: ended.call.args.json_bytes(),
            bytes_in,
        };
        (self.sink)(&record).is_ok()
    }
}

impl fmt::Debug for Audit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Audit").field("redactor", &self.redactor).finish_non_exhaustive()
    }
}
