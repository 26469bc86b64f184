//! Everything that enters a session and is not determined by its code.

use std::{collections::BTreeMap, sync::Arc};

use enclave_contract::{Call, ToolFailure, Value};
use serde::{Deserialize, Serialize};

/// The record from which a session can be run again with the same calls, console and value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Journal {
    /// Seed of `Math.random`.
    pub(crate) seed: u64,
    /// Start of the session, in milliseconds since 1970 UTC.
    pub(crate) started: f64,
    /// What happened, in order.
    #[serde(deserialize_with = "crate::dump::entries")]
    pub(crate) entries: Vec<Entry>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// When, in milliseconds since 1970 UTC; never before the entry in front of it.
    pub(crate) at: f64,
    pub(crate) input: Input,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Input {
    /// The host was given a call.
    Called(Call),
    /// The answer to a call reached the script.
    Settled { call_id: u64, answer: Result<Value, ToolFailure> },
    /// The answer to a call stays with the host; a handle of it reached the script.
    Referenced {
        call_id: u64,
        #[serde(serialize_with = "shared::write", deserialize_with = "shared::read")]
        value: Arc<Value>,
    },
    /// The host approved a call: that one, by the hash of its name and arguments.
    Approved { call_id: u64, hash: String },
    /// The host said whether the predicate of a policy's rule holds for a call.
    Judged { call_id: u64, holds: bool },
    /// The host decided to call the tool of a call once more that an earlier process had been given.
    Retried { call_id: u64 },
    /// The clock reached the timer that was due first.
    Timer,
    /// The same so many times, one after the other: when each was due follows from the script.
    Timers(u64),
}

impl Journal {
    pub(crate) fn new(seed: u64, started: f64) -> Self {
        Self { seed, started, entries: Vec::new() }
    }

    /// The journal's time: that of its last entry.
    pub(crate) fn now(&self) -> f64 {
        self.entries.last().map_or(self.started, |entry| entry.at)
    }

    /// The calls that have no answer, in order.
    pub(crate) fn pending(&self) -> Vec<Call> {
        let mut pending = BTreeMap::new();
        for entry in &self.entries {
            match &entry.input {
                Input::Called(call) => drop(pending.insert(call.id, call)),
                Input::Settled { call_id, .. } | Input::Referenced { call_id, .. } => drop(pending.remove(call_id)),
                Input::Approved { .. }
                | Input::Judged { .. }
                | Input::Retried { .. }
                | Input::Timer
                | Input::Timers(_) => {}
            }
        }
        pending.into_values().cloned().collect()
    }

    /// Writes that a timer fired. What would follow another timer behind the first `kept` entries is counted there, so
    /// that a script cannot make its journal long by timers.
    pub(crate) fn append_timer(&mut self, at: f64, kept: usize) -> f64 {
        let at = at.max(self.now());
        let length = self.entries.len();
        match self.entries.last_mut().filter(|_| length > kept) {
            Some(Entry { at: last, input }) if matches!(input, Input::Timer | Input::Timers(_)) => {
                let count = if let Input::Timers(count) = input { *count } else { 1 };
                (*last, *input) = (at, Input::Timers(count + 1));
            }
            _ => self.entries.push(Entry { at, input: Input::Timer }),
        }
        at
    }

    /// Writes an entry; its time never goes back.
    pub(crate) fn append(&mut self, at: f64, input: Input) -> f64 {
        let at = at.max(self.now());
        self.entries.push(Entry { at, input });
        at
    }
}

/// Values that are shared in memory, and written as if they were not.
mod shared {
    use std::sync::Arc;

    use enclave_contract::Value;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn write<S: Serializer>(value: &Arc<Value>, serializer: S) -> Result<S::Ok, S::Error> {
        value.as_ref().serialize(serializer)
    }

    pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<Value>, D::Error> {
        Value::deserialize(deserializer).map(Arc::new)
    }
}
