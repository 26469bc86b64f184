//! What a session streams while it lives, one variant per fact.

use crate::{Call, CallOutcome, ConsoleLevel, Outcome, Value};

/// A fact about a running session. Events come in order; each has a sequence number from 1.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The static layers passed and the script starts.
    SessionInit {
        /// The session's id.
        session_id: String,
    },
    /// A line of `console.log`.
    Stdout {
        /// The text.
        text: String,
    },
    /// A line of the other methods of `console`.
    Log {
        /// The method.
        level: ConsoleLevel,
        /// The text.
        text: String,
        /// The arguments as data; what cannot leave the script stands as its text.
        args: Vec<Value>,
    },
    /// The script calls a tool.
    ToolCall(Call),
    /// A call waits for the host's approval.
    ApprovalRequested(Call),
    /// A tool that was called tells how far it is.
    ToolProgress {
        /// The call's id.
        id: u64,
        /// What the tool says.
        value: Value,
    },
    /// The script received the answer to a call.
    ToolResultApplied {
        /// The call's id.
        id: u64,
        /// The tool.
        name: String,
        /// How it ended.
        outcome: CallOutcome,
    },
    /// A value that the script gave before its end, with `emit(value)`.
    PartialResult {
        /// The value.
        value: Value,
    },
    /// The session lives and nothing else happened for a while.
    Heartbeat,
    /// The run is over with a value.
    Final(Box<Outcome>),
    /// The run is over without a value.
    Error(Box<Outcome>),
}

impl Event {
    /// The public name of each kind of event.
    pub const TYPES: [&str; 11] = [
        "session_init",
        "stdout",
        "log",
        "tool_call",
        "approval_requested",
        "tool_progress",
        "tool_result_applied",
        "partial_result",
        "heartbeat",
        "final",
        "error",
    ];

    /// The public name of this event's kind.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::SessionInit { .. } => "session_init",
            Self::Stdout { .. } => "stdout",
            Self::Log { .. } => "log",
            Self::ToolCall(_) => "tool_call",
            Self::ApprovalRequested(_) => "approval_requested",
            Self::ToolProgress { .. } => "tool_progress",
            Self::ToolResultApplied { .. } => "tool_result_applied",
            Self::PartialResult { .. } => "partial_result",
            Self::Heartbeat => "heartbeat",
            Self::Final(_) => "final",
            Self::Error(_) => "error",
        }
    }
}
