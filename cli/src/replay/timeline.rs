//! What a session did, as a list of moments.

use std::collections::HashMap;

use enclave_contract::{Call, CallOutcome, ConsoleLevel, Event, Failure, Outcome, Value};

/// A session is not shown longer than this, in milliseconds (about 3000 years): a forged dump may have any times.
const MAX_LENGTH: f64 = 1e14;

/// A session from its start to where it stands.
#[derive(Debug)]
pub(crate) struct Timeline {
    /// When it started, in milliseconds since 1970.
    pub(crate) started: f64,
    /// From the start to the last moment, in milliseconds.
    pub(crate) length: f64,
    /// In order.
    pub(crate) moments: Vec<Moment>,
    /// In the order in which they were made.
    pub(crate) calls: Vec<CallSpan>,
    /// Where it stands.
    pub(crate) end: End,
}

/// One thing that happened.
#[derive(Debug)]
pub(crate) struct Moment {
    /// Milliseconds since the start.
    pub(crate) at: f64,
    pub(crate) what: What,
}

#[derive(Debug)]
pub(crate) enum What {
    /// The call at this index was made.
    Called(usize),
    /// The call at this index was answered.
    Answered(usize),
    /// The script wrote to the console.
    Console(ConsoleLevel, String),
    /// The tool of the call at this index told how far it is.
    Progress(usize, Value),
    /// The script gave a value before its end.
    Emitted(Value),
    /// A timer of the script fired.
    Timer,
}

/// A call with its time.
#[derive(Debug)]
pub(crate) struct CallSpan {
    pub(crate) call: Call,
    /// Milliseconds from the session's start to the call.
    pub(crate) start: f64,
    /// Milliseconds from the session's start to the answer; none while it waits.
    pub(crate) end: Option<f64>,
    pub(crate) outcome: CallOutcome,
}

/// Where a session stands.
#[derive(Debug)]
pub(crate) enum End {
    Value(Value),
    Failed(Box<Failure>),
    Waiting,
}

impl Timeline {
    /// The timeline of a session's events with their times, and the times of its timers; all in milliseconds since 1970.
    pub(crate) fn new(started: f64, events: Vec<(f64, Event)>, timers: &[f64]) -> Self {
        let mut line = Self { started, length: 0.0, moments: Vec::new(), calls: Vec::new(), end: End::Waiting };
        let mut open = HashMap::new();
        let mut timers = timers.iter().copied().peekable();
        for (at, event) in events {
            while let Some(timer) = timers.next_if(|timer| *timer <= at) {
                line.add(timer, What::Timer);
            }
            line.event(at, event, &mut open);
        }
        if matches!(line.end, End::Waiting) {
            timers.for_each(|timer| line.add(timer, What::Timer));
        }
        line
    }

    /// `open` holds where the calls stand that have no answer yet, by id.
    fn event(&mut self, at: f64, event: Event, open: &mut HashMap<u64, usize>) {
        match event {
            Event::Stdout { text } => self.add(at, What::Console(ConsoleLevel::Log, text)),
            Event::Log { level, text, .. } => self.add(at, What::Console(level, text)),
            // One that was approved began when it was asked about.
            Event::ToolCall(call) if open.contains_key(&call.id) => {}
            Event::ToolCall(call) | Event::ApprovalRequested(call) => {
                self.add(at, What::Called(self.calls.len()));
                open.insert(call.id, self.calls.len());
                let start = self.length;
                self.calls.push(CallSpan { call, start, end: None, outcome: CallOutcome::Pending });
            }
            Event::ToolProgress { id, value } => {
                if let Some(index) = open.get(&id) {
                    self.add(at, What::Progress(*index, value));
                }
            }
            Event::PartialResult { value } => self.add(at, What::Emitted(value)),
            Event::ToolResultApplied { id, outcome, .. } => {
                let Some(index) = open.remove(&id) else { return };
                self.add(at, What::Answered(index));
                let length = self.length;
                if let Some(span) = self.calls.get_mut(index) {
                    (span.end, span.outcome) = (Some(length), outcome);
                }
            }
            Event::Final(outcome) | Event::Error(outcome) => {
                self.advance_to(at);
                let Outcome { result, .. } = *outcome;
                self.end = result.map_or_else(|failure| End::Failed(Box::new(failure)), End::Value);
            }
            Event::SessionInit { .. } | Event::Heartbeat => {}
        }
    }

    fn add(&mut self, at: f64, what: What) {
        self.advance_to(at);
        self.moments.push(Moment { at: self.length, what });
    }

    /// Time never goes back; at what is no time it stands still.
    fn advance_to(&mut self, at: f64) {
        let offset = at - self.started;
        if offset <= MAX_LENGTH {
            self.length = self.length.max(offset);
        }
    }

    /// Calls that wait for an answer.
    pub(crate) fn waiting(&self) -> impl Iterator<Item = &CallSpan> {
        self.calls.iter().filter(|span| span.end.is_none())
    }

    /// Calls that failed.
    pub(crate) fn failed(&self) -> usize {
        self.calls.iter().filter(|span| matches!(span.outcome, CallOutcome::Failed { .. })).count()
    }
}
