//! What is written down of each call, allowed or not.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::RefusedBy;

/// One call, written when it is over: answered, refused, or cut off by the end of its session. Arguments and message are
/// redacted; results are not in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AuditRecord {
    /// When the script made the call, in milliseconds since 1970 UTC, by the session's clock.
    pub at_ms: f64,
    /// The session's id.
    pub session: String,
    /// Whose session it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant: Option<String>,
    /// The call's id in its session, from 1.
    pub call_id: u64,
    /// The tool that was asked for.
    pub tool: String,
    /// Its arguments. References stand as their handles.
    pub arguments: serde_json::Value,
    /// How it ended.
    pub outcome: AuditOutcome,
    /// The code that the script saw; none for a result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The message that the script saw; none for a result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What refused it; none where the host's function was called, or would have been.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused_by: Option<RefusedBy>,
    /// What the host approved: SHA-256 of name and arguments, in hexadecimal digits; none where nobody was asked, or
    /// refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved: Option<String>,
    /// From the call to its end, in milliseconds of the session's clock.
    pub duration_ms: f64,
    /// Size of the arguments, in bytes as JSON.
    pub bytes_out: u64,
    /// Size of the result, in bytes as JSON; that of the handle where it went by reference.
    pub bytes_in: u64,
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AuditOutcome {
    /// The script got a result.
    Ok,
    /// The host's function failed, was too late, or gave what does not fit.
    Failed,
    /// The host's function was not called.
    Refused,
    /// The session ended before the answer.
    Unfinished,
}

/// Where audit records go: `jsonl:PATH`, `tracing`, or a file with its sizes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum AuditOptions {
    /// `jsonl:PATH` (one JSON object a line) or `tracing` (events of the target `enclave::audit`, for hosts in Rust).
    Sink(String),
    /// A file of JSON lines.
    File(AuditFile),
}

/// A file of audit records. A full one is renamed to `PATH.1`, that to `PATH.2`, and so on; the oldest is removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditFile {
    /// Where it is. Its folder must be there.
    pub path: String,
    /// From what size on it is renamed, in bytes; 64 MiB when absent.
    #[serde(default)]
    pub max_bytes: Option<u64>,
    /// Files that are kept besides the one that is written; 5 when absent.
    #[serde(default)]
    pub max_files: Option<u32>,
}

/// What is written as `[redacted]` besides what always is: the members and patterns of common secrets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RedactOptions {
    /// Names of members whose values are hidden, at any depth, whatever their case and separators.
    pub keys: Vec<String>,
    /// Regular expressions; what they match in texts is hidden.
    pub patterns: Vec<String>,
}
