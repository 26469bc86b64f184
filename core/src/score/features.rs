//! What the gate reads of a program: the facts of layer 1 in the gate's own words.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    finding::LineIndex,
    validate::{ToolCall, Validated},
};

/// One call of a tool.
#[derive(Debug)]
pub(super) struct ToolUse {
    /// The tool; empty when its name is computed.
    pub(super) name: String,
    pub(super) line: u32,
    /// Loops and callbacks around the call.
    pub(super) loops: u32,
    /// The largest number given as a page size or limit.
    pub(super) largest_limit: f64,
    /// Tools whose results reach the arguments.
    pub(super) sources: Arc<BTreeSet<Arc<str>>>,
}

/// What the gate reads of a program.
#[derive(Debug, Default)]
pub(crate) struct Features {
    pub(super) calls: Vec<ToolUse>,
    /// Names of fields that look sensitive, with the line where each first stands.
    pub(super) sensitive: BTreeMap<String, u32>,
}

impl Features {
    /// Reads the features of a program.
    pub(crate) fn of(validated: &Validated<'_>) -> Self {
        let lines = LineIndex::new(validated.program.source_text);
        let facts = &validated.facts;
        let call = |call: &ToolCall| ToolUse {
            name: call.tool.clone().unwrap_or_default(),
            line: lines.position(call.span.start).line,
            loops: call.loops,
            largest_limit: call
                .numbers
                .iter()
                .filter(|(name, _)| super::signals::is_limit(name))
                .fold(0.0, |largest, (_, number)| number.max(largest)),
            sources: Arc::clone(&call.sources),
        };
        let sensitive = facts.words.iter().filter(|(word, _)| super::signals::is_sensitive(word));
        Self {
            calls: facts.calls.iter().map(call).collect(),
            sensitive: sensitive.map(|(word, span)| (word.clone(), lines.position(span.start).line)).collect(),
        }
    }
}
