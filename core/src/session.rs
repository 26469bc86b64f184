//! A run as a state machine without I/O.

use std::{
    collections::{BTreeSet, VecDeque},
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use enclave_contract::{Call, CallOutcome, CallRecord, Event, Failure, Limits, Outcome, Stats, Value};

use crate::{
    clock::Clock,
    enclave::{EventSink, Prepared},
    journal::{Input, Journal},
    sandbox::{Furnishing, Main, Sandbox, Stop},
    sanitize,
    tools::ToolTable,
};

/// One run of one script. `Send`, so that any thread may advance it; one at a time.
pub struct Session {
    id: String,
    script: Arc<Prepared>,
    limits: Limits,
    tools: Arc<ToolTable>,
    context: Value,
    clock: Clock,
    manual: bool,
    canceller: Canceller,
    events: Events,
    journal: Journal,
    started: Instant,
    static_time: Duration,
    cached: bool,
    sandbox: Option<Sandbox>,
    /// Answers that the script has not seen yet.
    answers: VecDeque<(u64, Result<Value, ToolFailure>)>,
    /// Calls that the host was given and has not answered.
    pending: Vec<Call>,
    records: Vec<Record>,
    /// How the main function ended, while calls that it did not await are still made.
    ended: Option<Result<Value, Failure>>,
    /// Those calls.
    unawaited: BTreeSet<u64>,
    outcome: Option<Outcome>,
}

/// A call's record with the time it was made.
struct Record {
    record: CallRecord,
    made: f64,
}

/// What a session wants next.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The script waits.
    Waiting {
        /// Calls that the host has not been given before. All unanswered ones are in `Session::pending`.
        calls: Vec<Call>,
        /// Advance again after this time even if no answer came: a timer of the script, or the run's deadline.
        /// `None` when only an answer can go on (sessions driven by hand).
        wake_in: Option<Duration>,
    },
    /// The run is over. Further calls of `advance` give the same outcome.
    Done(Box<Outcome>),
}

/// How a tool failed, as the script sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolFailure {
    /// The code: the tool's own (`NO_SUCH_USER`) or one of `ErrorCode`; `TOOL_ERROR` when the tool gave none.
    pub code: String,
    /// The message, scrubbed of host paths by the session.
    pub message: String,
    /// Data for the script; `Undefined` for none.
    pub data: Value,
}

/// Ends a run from any thread, also while the script computes.
#[derive(Clone, Debug, Default)]
pub struct Canceller(Arc<AtomicBool>);

impl Canceller {
    /// Ends the run with `CANCELLED` as soon as it is next looked at.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// An answer to a call that the session does not wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this session waits for no call with id {0}")]
pub struct UnknownCall(pub u64);

/// Events with their numbers.
#[derive(Clone)]
struct Events {
    sink: Option<EventSink>,
    next: Arc<AtomicU64>,
}

impl Events {
    fn send(&self, event: impl FnOnce() -> Event) {
        if let Some(sink) = &self.sink {
            sink(self.next.fetch_add(1, Ordering::SeqCst), event());
        }
    }
}

/// What a session is made of.
pub(crate) struct Start {
    pub(crate) id: String,
    pub(crate) script: Arc<Prepared>,
    pub(crate) limits: Limits,
    pub(crate) tools: Arc<ToolTable>,
    pub(crate) context: Value,
    pub(crate) clock: Clock,
    pub(crate) manual: bool,
    pub(crate) seed: u64,
    pub(crate) events: Option<EventSink>,
    pub(crate) started: Instant,
    pub(crate) static_time: Duration,
    pub(crate) cached: bool,
}

impl Session {
    pub(crate) fn new(start: Start) -> Self {
        Self {
            id: start.id,
            script: start.script,
            limits: start.limits,
            tools: start.tools,
            context: start.context,
            clock: start.clock,
            manual: start.manual,
            canceller: Canceller::default(),
            events: Events { sink: start.events, next: Arc::new(AtomicU64::new(1)) },
            journal: Journal::new(start.seed, start.clock.now_ms()),
            started: start.started,
            static_time: start.static_time,
            cached: start.cached,
            sandbox: None,
            answers: VecDeque::new(),
            pending: Vec::new(),
            records: Vec::new(),
            ended: None,
            unawaited: BTreeSet::new(),
            outcome: None,
        }
    }

    /// The session's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Ends the run from any thread.
    pub fn canceller(&self) -> Canceller {
        self.canceller.clone()
    }

    /// Calls that wait for an answer, in the order of the script.
    pub fn pending(&self) -> &[Call] {
        &self.pending
    }

    /// Whether the run is over.
    pub fn is_done(&self) -> bool {
        self.outcome.is_some()
    }

    /// Answers a call. The script sees it at the next `advance`.
    ///
    /// # Errors
    /// `UnknownCall` when the session does not wait for that call.
    pub fn resolve(&mut self, call_id: u64, value: Value) -> Result<(), UnknownCall> {
        self.answer(call_id, Ok(value))
    }

    /// Answers a call with a failure, which the script can catch.
    ///
    /// # Errors
    /// `UnknownCall` when the session does not wait for that call.
    pub fn reject(&mut self, call_id: u64, failure: ToolFailure) -> Result<(), UnknownCall> {
        let message = sanitize::scrub(&failure.message);
        self.answer(call_id, Err(ToolFailure { message, ..failure }))
    }

    fn answer(&mut self, call_id: u64, answer: Result<Value, ToolFailure>) -> Result<(), UnknownCall> {
        let waits = self.pending.iter().any(|call| call.id == call_id);
        if !waits || self.outcome.is_some() || self.answers.iter().any(|(id, _)| *id == call_id) {
            return Err(UnknownCall(call_id));
        }
        self.answers.push_back((call_id, answer));
        Ok(())
    }

    /// Runs the script until it waits or ends.
    pub fn advance(&mut self) -> Step {
        if let Some(outcome) = &self.outcome {
            return Step::Done(Box::new(outcome.clone()));
        }
        let sandbox = match self.sandbox.take() {
            Some(sandbox) => Ok(sandbox),
            None => self.begin(),
        };
        let mut sandbox = match sandbox {
            Ok(sandbox) => sandbox,
            Err(stop) => return self.finish(Err(sanitize::stopped(stop, &self.limits, None)), None),
        };
        sandbox.check_waiting();
        self.apply_answers(&mut sandbox);
        self.run_timers(&mut sandbox);
        self.conclude(sandbox)
    }

    /// Builds the engine and runs the script up to where it first waits.
    fn begin(&mut self) -> Result<Sandbox, Stop> {
        self.events.send(|| Event::SessionInit { session_id: self.id.clone() });
        let events = self.events.clone();
        let furnishing = Furnishing {
            limits: &self.limits,
            script: &self.script.approved.code,
            tools: Arc::clone(&self.tools),
            context: &self.context,
            seed: self.journal.seed,
            clock: self.journal.started,
            cancelled: Arc::clone(&self.canceller.0),
            manual: self.manual,
            started: self.started,
            on_event: Box::new(move |event| events.send(|| event)),
        };
        let mut sandbox = Sandbox::new(furnishing)?;
        self.context = Value::Undefined;
        sandbox.start(&self.script.bytecode);
        Ok(sandbox)
    }

    fn apply_answers(&mut self, sandbox: &mut Sandbox) {
        while let Some((call_id, answer)) = self.answers.pop_front() {
            let Some(at) = self.pending.iter().position(|call| call.id == call_id) else { continue };
            let call = self.pending.remove(at);
            let time = self.journal.append(self.clock.now_ms(), Input::Settled { call_id, answer: answer.clone() });
            self.set_clock(sandbox, time);
            let outcome = match &answer {
                Ok(value) => CallOutcome::Ok(value.clone()),
                Err(failure) => CallOutcome::Failed { code: failure.code.clone(), message: failure.message.clone() },
            };
            if let Some(record) = self.records.iter_mut().find(|record| record.record.id == call_id) {
                record.record.outcome = outcome.clone();
                record.record.duration_ms = time - record.made;
            }
            self.unawaited.remove(&call_id);
            self.events.send(|| Event::ToolResultApplied { id: call_id, name: call.name.clone(), outcome });
            sandbox.settle(&call, &answer);
        }
    }

    /// Runs the timers that are due. A session driven by hand does not wait for the clock: when nothing else can go
    /// on, its time jumps to the next timer.
    fn run_timers(&mut self, sandbox: &mut Sandbox) {
        while let Some(due) = sandbox.next_timer() {
            let now = self.clock.now_ms().max(self.journal.now());
            let jump = self.manual && self.pending.is_empty() && !sandbox.has_queued_calls();
            if (due > now && !jump) || sandbox.is_over() {
                return;
            }
            let time = self.journal.append(due.max(self.journal.now()), Input::Timer);
            self.set_clock(sandbox, time);
            sandbox.fire_timer();
        }
    }

    fn set_clock(&self, sandbox: &Sandbox, time: f64) {
        // A timer is due by the journal's time even where the script's own clock stands still.
        sandbox.set_clock(if self.limits.block_timing { self.journal.started } else { time }, time);
    }

    /// Hands out calls, or ends the run.
    fn conclude(&mut self, mut sandbox: Sandbox) -> Step {
        let mut calls = Vec::new();
        for (call, code, message) in sandbox.take_refused() {
            let outcome = CallOutcome::Failed { code: code.to_string(), message };
            self.record(&call, outcome.clone());
            self.events.send(|| Event::ToolCall(call.clone()));
            self.events.send(|| Event::ToolResultApplied { id: call.id, name: call.name.clone(), outcome });
        }
        if self.ended.is_none() {
            match sandbox.main() {
                Main::Pending => {}
                Main::Returned(Ok(value)) => self.ended = Some(Ok(value)),
                Main::Returned(Err(error)) => return self.finish(Err(sanitize::refused_value(error)), Some(&sandbox)),
                Main::Threw(error) => {
                    let failure = sanitize::threw(*error, &self.script.approved.map, &self.limits);
                    return self.finish(Err(failure), Some(&sandbox));
                }
                Main::Stopped(stop) => return self.finish_stopped(stop, &sandbox),
                Main::Broken => return self.finish(Err(sanitize::broken()), Some(&sandbox)),
            }
        } else if let Some(stop) = sandbox.stopped() {
            return self.finish_stopped(stop, &sandbox);
        }
        let limit = usize::try_from(self.limits.max_concurrent_calls).unwrap_or(usize::MAX);
        while self.pending.len() < limit {
            let Some(call) = sandbox.next_call() else { break };
            self.record(&call, CallOutcome::Pending);
            self.events.send(|| Event::ToolCall(call.clone()));
            self.pending.push(call.clone());
            calls.push(call);
        }
        if self.ended.is_some() {
            // Calls that the script made and did not await are still made, and answered before the run ends.
            self.unawaited.extend(calls.iter().map(|call| call.id));
            if self.unawaited.is_empty() && !sandbox.has_queued_calls() {
                let result = self.ended.take().unwrap_or(Ok(Value::Undefined));
                return self.finish(result, Some(&sandbox));
            }
        } else if self.pending.is_empty() && sandbox.next_timer().is_none() {
            return self.finish(Err(sanitize::deadlock()), Some(&sandbox));
        }
        let wake_in = self.wake_in(&sandbox);
        self.sandbox = Some(sandbox);
        Step::Waiting { calls, wake_in }
    }

    fn wake_in(&self, sandbox: &Sandbox) -> Option<Duration> {
        let deadline = sandbox.wall_deadline().map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let timer = sandbox.next_timer().map(|due| {
            let wait = (due - self.clock.now_ms().max(self.journal.now())).clamp(0.0, 1e9);
            Duration::from_secs_f64(wait / 1e3)
        });
        match (deadline, timer) {
            (Some(deadline), Some(timer)) => Some(deadline.min(timer)),
            // By hand, a timer alone never waits, and with calls outstanding it waits for them.
            (deadline, timer) => deadline.or(if self.manual { None } else { timer }),
        }
    }

    fn record(&mut self, call: &Call, outcome: CallOutcome) {
        let record =
            CallRecord { id: call.id, name: call.name.clone(), args: call.args.clone(), outcome, duration_ms: 0.0 };
        self.records.push(Record { record, made: self.clock.now_ms().max(self.journal.now()) });
    }

    fn finish_stopped(&mut self, stop: Stop, sandbox: &Sandbox) -> Step {
        let failure = sanitize::stopped(stop, &self.limits, sandbox.take_forecast().as_deref());
        self.finish(Err(failure), Some(sandbox))
    }

    fn finish(&mut self, mut result: Result<Value, Failure>, sandbox: Option<&Sandbox>) -> Step {
        if let Err(failure) = &mut result {
            self.script.approved.explain(failure, &self.tools);
        }
        let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
        let mut stats = Stats {
            duration_ms: milliseconds(self.started.elapsed()),
            static_ms: milliseconds(self.static_time),
            cached: self.cached,
            ..Stats::default()
        };
        let mut console = Vec::new();
        if let Some(sandbox) = sandbox {
            stats.cpu_ms = milliseconds(sandbox.cpu_used());
            stats.tool_calls = u32::try_from(sandbox.calls_made()).unwrap_or(u32::MAX);
            stats.iterations = sandbox.turns();
            stats.memory_peak_bytes = sandbox.peak_memory();
            stats.dropped_keys = sandbox.dropped_keys();
            console = sandbox.take_console();
        }
        self.pending.clear();
        self.records.sort_by_key(|record| record.record.id);
        let outcome = Outcome {
            result,
            console,
            calls: self.records.drain(..).map(|record| record.record).collect(),
            diagnostics: self.script.approved.diagnostics.clone(),
            score: self.script.approved.score.clone(),
            stats,
        };
        self.events.send(|| match outcome.result {
            Ok(_) => Event::Final(Box::new(outcome.clone())),
            Err(_) => Event::Error(Box::new(outcome.clone())),
        });
        self.outcome = Some(outcome.clone());
        Step::Done(Box::new(outcome))
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("id", &self.id).field("pending", &self.pending).finish_non_exhaustive()
    }
}
