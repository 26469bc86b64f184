//! Tools as the core sees them: a name, what it takes, what it gives. The callable stays with the host.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Value;

/// What a tool does to the world, as its owner declares it. All `false` unless said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Annotations {
    /// Changes nothing.
    pub read_only: bool,
    /// May destroy what cannot be brought back.
    pub destructive: bool,
    /// Calling it twice is as good as calling it once.
    pub idempotent: bool,
    /// Reaches outside the host's own systems.
    pub open_world: bool,
}

/// One tool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ToolSpec {
    /// `[A-Za-z_][A-Za-z0-9_.:/-]{0,127}`; `users:list` is `tools.users.list` in a script.
    pub name: String,
    /// What the tool does, for the model that writes scripts.
    #[serde(default)]
    pub description: String,
    /// JSON Schema (2020-12) of the arguments object; none means that anything is accepted.
    #[serde(default)]
    pub input_schema: Option<serde_json::Value>,
    /// JSON Schema of the result; what does not fit it reaches the script as `TOOL_ERROR`.
    #[serde(default)]
    pub output_schema: Option<serde_json::Value>,
    /// What the tool does to the world.
    #[serde(default)]
    pub annotations: Annotations,
    /// How long one call may take, in milliseconds; none means as long as the run.
    #[serde(default)]
    pub timeout_ms: Option<u32>,
    /// How often one session may call it.
    #[serde(default)]
    pub rate_limit: RateLimit,
    /// Whether the host must approve each call, whatever its policy allows.
    #[serde(default)]
    pub requires_approval: bool,
    /// Whether scripts get a handle in place of each result.
    #[serde(default)]
    pub by_reference: bool,
    /// Words that a policy can name the tool by.
    #[serde(default)]
    pub labels: Vec<String>,
}

impl ToolSpec {
    /// A tool of that name which accepts anything.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            description: String::new(),
            input_schema: None,
            output_schema: None,
            annotations: Annotations::default(),
            timeout_ms: None,
            rate_limit: RateLimit::default(),
            requires_approval: false,
            by_reference: false,
            labels: Vec::new(),
        }
    }
}

/// How often a session may call a tool, or all tools together; what is absent is unlimited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RateLimit {
    /// Calls in the whole session; one more rejects with `RATE_LIMITED`.
    pub max_calls: Option<u32>,
    /// Calls a second, by the session's clock, of which as many may come at once; one more rejects with `RATE_LIMITED`.
    pub per_second: Option<f64>,
    /// Calls that wait for their answer at once; one more waits for its turn.
    pub max_concurrent: Option<u32>,
}

/// A call that a script made and that the host has not answered yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// Unique in its session, counted from 1 in the order of the script's calls.
    pub id: u64,
    /// The tool.
    pub name: String,
    /// The arguments object.
    pub args: Value,
    /// What the host is asked for.
    #[serde(default, skip)]
    pub kind: CallKind,
}

/// What the host is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CallKind {
    /// To call the tool.
    #[default]
    Tool,
    /// To approve or deny the call.
    Approval {
        /// SHA-256 of the name and the arguments, in hexadecimal digits: what is approved.
        hash: String,
        /// Why a policy asks; empty when it says nothing.
        reason: String,
    },
    /// To say whether the predicate of a policy's rule holds for the call.
    Policy {
        /// The rule's place in the policy, from 0.
        rule: u32,
    },
}

impl CallKind {
    /// The public name.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Tool => "tool",
            Self::Approval { .. } => "approval",
            Self::Policy { .. } => "policy",
        }
    }
}

/// How a tool failed, as the script sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToolFailure {
    /// The code: the tool's own (`NO_SUCH_USER`) or one of `ErrorCode`; `TOOL_ERROR` when the tool gave none.
    pub code: String,
    /// The message, scrubbed of host paths by the session.
    pub message: String,
    /// Data for the script; `Undefined` for none.
    pub data: Value,
}
