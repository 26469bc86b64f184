//! Which calls a host lets through, refuses, or is asked about.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One rule of a policy. The first rule that matches a call decides; a call that none matches is allowed.
///
/// `{ "deny": "mail:*", "reason": "no mail from scripts" }`, `{ "ask": "*", "annotations": { "destructive": true } }`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PolicyRule {
    /// Calls of these tools go through. Names with `*` for any characters and `?` for one.
    pub allow: Option<Patterns>,
    /// Calls of these tools are refused with `TOOL_DENIED`.
    pub deny: Option<Patterns>,
    /// Calls of these tools wait for the host's approval.
    pub ask: Option<Patterns>,
    /// Only tools whose owner declares them so.
    pub annotations: AnnotationsMatch,
    /// Only tools with one of these labels; of any or none when empty.
    pub labels: Vec<String>,
    /// Why: the script is told when it is refused, the host when it is asked.
    pub reason: String,
    /// Whether the host has a predicate that must hold, too: the session asks it about each call.
    pub when: bool,
}

/// Names of tools, each with `*` and `?`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Patterns {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl Patterns {
    /// The patterns.
    pub fn as_slice(&self) -> &[String] {
        match self {
            Self::One(pattern) => std::slice::from_ref(pattern),
            Self::Many(patterns) => patterns,
        }
    }
}

/// What a tool's annotations must be; what is absent may be anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AnnotationsMatch {
    /// Changes nothing.
    pub read_only: Option<bool>,
    /// May destroy what cannot be brought back.
    pub destructive: Option<bool>,
    /// Calling it twice is as good as calling it once.
    pub idempotent: Option<bool>,
    /// Reaches outside the host's own systems.
    pub open_world: Option<bool>,
}
