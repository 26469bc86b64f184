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

use serde::{Deserialize, Serialize};

use enclave_contract::{
    Call, CallOutcome, CallRecord, ErrorCode, Event, Failure, Limits, LimitsPatch, Outcome, Stats, Value,
};

use crate::{
    clock::Clock,
    dump::{self, Dump, DumpError, DumpKey},
    enclave::{EventSink, Prepared},
    journal::{Entry, Input, Journal},
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
    /// The limits that the run has of its own.
    own_limits: LimitsPatch,
    context: Arc<Value>,
    clock: Clock,
    manual: bool,
    canceller: Canceller,
    events: Events,
    journal: Journal,
    /// What an earlier process wrote, until it has been replayed.
    replay: Option<Replay>,
    started: Instant,
    static_time: Duration,
    cached: bool,
    sandbox: Option<Sandbox>,
    /// Answers that the script has not seen yet.
    answers: VecDeque<(u64, Result<Value, ToolFailure>)>,
    /// Calls that the host was given and has not answered.
    pending: Vec<Call>,
    /// Calls that wait for their turn.
    queued: VecDeque<Call>,
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

/// The part of a session's life that an earlier process saw.
pub(crate) struct Replay {
    pub(crate) entries: Vec<Entry>,
    pub(crate) cpu_used: Duration,
    pub(crate) wall_used: Duration,
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Whether what happens is a replay, of which the host was told before.
    silent: Arc<AtomicBool>,
}

impl Events {
    fn send(&self, event: impl FnOnce() -> Event) {
        if let Some(sink) = self.sink.as_ref().filter(|_| !self.silent.load(Ordering::Relaxed)) {
            sink(self.next.fetch_add(1, Ordering::SeqCst), event());
        }
    }
}

/// What a session is made of.
pub(crate) struct Start {
    pub(crate) id: String,
    pub(crate) script: Arc<Prepared>,
    pub(crate) limits: Limits,
    pub(crate) own_limits: LimitsPatch,
    pub(crate) tools: Arc<ToolTable>,
    pub(crate) context: Arc<Value>,
    pub(crate) clock: Clock,
    pub(crate) manual: bool,
    pub(crate) journal: Journal,
    pub(crate) replay: Option<Replay>,
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
            own_limits: start.own_limits,
            context: start.context,
            clock: start.clock,
            manual: start.manual,
            canceller: Canceller::default(),
            events: Events { sink: start.events, next: Arc::new(AtomicU64::new(1)), silent: Arc::default() },
            journal: start.journal,
            replay: start.replay,
            started: start.started,
            static_time: start.static_time,
            cached: start.cached,
            sandbox: None,
            answers: VecDeque::new(),
            pending: Vec::new(),
            queued: VecDeque::new(),
            records: Vec::new(),
            ended: None,
            unawaited: BTreeSet::new(),
            outcome: None,
        }
    }

    /// Begins where an earlier process stood.
    pub(crate) fn replay_from(&mut self, journal: Journal, cpu_used: Duration, wall_used: Duration) {
        let Journal { seed, started, entries } = journal;
        self.journal = Journal::new(seed, started);
        self.replay = Some(Replay { entries, cpu_used, wall_used });
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
        let mut reopened = Vec::new();
        if let Some(replay) = self.replay.take() {
            if let Err(what) = self.replayed(&mut sandbox, replay) {
                return self.finish(Err(Failure::new(ErrorCode::ReplayDiverged, what)), Some(&sandbox));
            }
            reopened.clone_from(&self.pending);
        }
        sandbox.check_waiting();
        self.apply_answers(&mut sandbox);
        self.run_timers(&mut sandbox);
        self.conclude(sandbox, reopened)
    }

    /// The session as bytes, from which `Enclave::load` makes it again, on any machine. Answers that the script has not
    /// seen yet are in it.
    ///
    /// # Errors
    /// When the session is over.
    pub fn dump(&self, key: Option<&DumpKey>) -> Result<Vec<u8>, DumpError> {
        if self.outcome.is_some() {
            return Err(DumpError::Over);
        }
        let mut journal = self.journal.clone();
        let (mut cpu_used, mut wall_left) = (Duration::ZERO, Duration::from_millis(self.limits.timeout_ms));
        if let Some(replay) = &self.replay {
            journal.entries.extend(replay.entries.iter().cloned());
            cpu_used = replay.cpu_used;
            wall_left = wall_left.saturating_sub(replay.wall_used);
        }
        if let Some(sandbox) = &self.sandbox {
            (cpu_used, wall_left) = (sandbox.cpu_used(), sandbox.wall_left());
        }
        for (call_id, answer) in &self.answers {
            journal.append(self.clock.now_ms(), Input::Settled { call_id: *call_id, answer: answer.clone() });
        }
        let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
        let dump = Dump {
            written_by: env!("CARGO_PKG_VERSION").to_owned(),
            engine: dump::ENGINE.to_owned(),
            code: self.script.approved.source().to_owned(),
            session_id: self.id.clone(),
            limits: self.own_limits.clone(),
            context: Value::clone(&self.context),
            journal,
            cpu_ms: milliseconds(cpu_used),
            wall_ms: milliseconds(Duration::from_millis(self.limits.timeout_ms).saturating_sub(wall_left)),
        };
        dump.write(key)
    }

    /// Makes what an earlier process saw happen again: the script asks for the same calls and gets the same answers, and
    /// nobody is told a second time.
    fn replayed(&mut self, sandbox: &mut Sandbox, replay: Replay) -> Result<(), String> {
        self.events.silent.store(true, Ordering::Relaxed);
        let followed = replay.entries.into_iter().try_for_each(|entry| self.follow(sandbox, entry));
        self.events.silent.store(false, Ordering::Relaxed);
        sandbox.resume(replay.cpu_used, replay.wall_used);
        followed
    }

    /// Takes the calls that the script made.
    fn queue_calls(&mut self, sandbox: &mut Sandbox) {
        self.queued.extend(std::iter::from_fn(|| sandbox.next_call()));
    }

    fn follow(&mut self, sandbox: &mut Sandbox, entry: Entry) -> Result<(), String> {
        self.queue_calls(sandbox);
        let time = self.journal.append(entry.at, entry.input.clone());
        match entry.input {
            Input::Called(journaled) => {
                let Some(call) = self.queued.pop_front() else {
                    return Err(format!(
                        "the journal has a call of `{}` that the script does not make",
                        journaled.name
                    ));
                };
                if call.id != journaled.id || call.name != journaled.name || !call.args.same(&journaled.args) {
                    let what = if call.name == journaled.name { "other arguments than" } else { "another call than" };
                    return Err(format!(
                        "the script makes {what} the journal's of `{}`: `{}`",
                        journaled.name, call.name
                    ));
                }
                self.hand_out(call, time);
            }
            Input::Settled { call_id, answer } => {
                let Some(at) = self.pending.iter().position(|call| call.id == call_id) else {
                    return Err(format!("the journal answers a call {call_id} that the script has not made"));
                };
                let call = self.pending.remove(at);
                self.settle(sandbox, &call, &answer, time);
            }
            Input::Timer => {
                if sandbox.next_timer().is_none() {
                    return Err("the journal has a timer that the script does not set".to_owned());
                }
                self.set_clock(sandbox, time);
                sandbox.fire_timer();
            }
        }
        Ok(())
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
        self.events.silent.store(self.replay.is_some(), Ordering::Relaxed);
        let mut sandbox = Sandbox::new(furnishing)?;
        sandbox.start(&self.script.bytecode);
        Ok(sandbox)
    }

    fn apply_answers(&mut self, sandbox: &mut Sandbox) {
        while let Some((call_id, answer)) = self.answers.pop_front() {
            let Some(at) = self.pending.iter().position(|call| call.id == call_id) else { continue };
            let call = self.pending.remove(at);
            let time = self.journal.append(self.clock.now_ms(), Input::Settled { call_id, answer: answer.clone() });
            self.settle(sandbox, &call, &answer, time);
        }
    }

    /// Gives the script an answer.
    fn settle(&mut self, sandbox: &mut Sandbox, call: &Call, answer: &Result<Value, ToolFailure>, time: f64) {
        self.set_clock(sandbox, time);
        let outcome = match answer {
            Ok(value) => CallOutcome::Ok(value.clone()),
            Err(failure) => CallOutcome::Failed { code: failure.code.clone(), message: failure.message.clone() },
        };
        if let Some(record) = self.records.iter_mut().find(|record| record.record.id == call.id) {
            record.record.outcome = outcome.clone();
            record.record.duration_ms = time - record.made;
        }
        self.unawaited.remove(&call.id);
        self.events.send(|| Event::ToolResultApplied { id: call.id, name: call.name.clone(), outcome });
        sandbox.settle(call, answer);
    }

    /// Gives the host a call.
    fn hand_out(&mut self, call: Call, time: f64) {
        self.record(&call, CallOutcome::Pending, time);
        self.events.send(|| Event::ToolCall(call.clone()));
        self.pending.push(call);
    }

    /// Runs the timers that are due. A session driven by hand does not wait for the clock: when nothing else can go
    /// on, its time jumps to the next timer.
    fn run_timers(&mut self, sandbox: &mut Sandbox) {
        while let Some(due) = sandbox.next_timer() {
            let now = self.clock.now_ms().max(self.journal.now());
            let jump = self.manual && self.pending.is_empty() && self.queued.is_empty() && !sandbox.has_queued_calls();
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
    fn conclude(&mut self, mut sandbox: Sandbox, mut calls: Vec<Call>) -> Step {
        for (call, code, message) in sandbox.take_refused() {
            let outcome = CallOutcome::Failed { code: code.to_string(), message };
            let time = self.clock.now_ms().max(self.journal.now());
            self.record(&call, outcome.clone(), time);
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
        self.queue_calls(&mut sandbox);
        while self.pending.len() < limit {
            let Some(call) = self.queued.pop_front() else { break };
            let time = self.journal.append(self.clock.now_ms(), Input::Called(call.clone()));
            calls.push(call.clone());
            self.hand_out(call, time);
        }
        if self.ended.is_some() {
            // Calls that the script made and did not await are still made, and answered before the run ends.
            self.unawaited.extend(calls.iter().map(|call| call.id));
            if self.unawaited.is_empty() && self.queued.is_empty() {
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

    fn record(&mut self, call: &Call, outcome: CallOutcome, made: f64) {
        let record =
            CallRecord { id: call.id, name: call.name.clone(), args: call.args.clone(), outcome, duration_ms: 0.0 };
        self.records.push(Record { record, made });
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
