//! Everything that enters a session and is not determined by its code.

use enclave_contract::Value;

use crate::session::ToolFailure;

/// The record from which a session can be run again with the same calls, console and value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Journal {
    /// Seed of `Math.random`.
    pub(crate) seed: u64,
    /// Start of the session, in milliseconds since 1970 UTC.
    pub(crate) started: f64,
    /// What came in, in the order in which the script saw it.
    pub(crate) entries: Vec<Entry>,
}

/// One thing that came in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    /// When it came, in milliseconds since 1970 UTC; never before the entry in front of it.
    pub(crate) at: f64,
    pub(crate) input: Input,
}

/// What came in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Input {
    /// The answer to a call.
    Settled { call_id: u64, answer: Result<Value, ToolFailure> },
    /// The clock reached the timer that was due first.
    Timer,
}

impl Journal {
    pub(crate) fn new(seed: u64, started: f64) -> Self {
        Self { seed, started, entries: Vec::new() }
    }

    /// The journal's time: that of its last entry.
    pub(crate) fn now(&self) -> f64 {
        self.entries.last().map_or(self.started, |entry| entry.at)
    }

    /// Writes an entry; its time never goes back.
    pub(crate) fn append(&mut self, at: f64, input: Input) -> f64 {
        let at = at.max(self.now());
        self.entries.push(Entry { at, input });
        at
    }
}
