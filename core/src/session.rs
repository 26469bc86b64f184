//! A run as a state machine without I/O.

use std::{
    cell::Cell,
    collections::{BTreeSet, VecDeque},
    fmt,
    hash::{BuildHasher, Hasher, RandomState},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use enclave_contract::{
    CONTRACT_VERSION, Call, CallKind, CallOutcome, CallRecord, ErrorCode, Event, Failure, Limits, LimitsPatch, Outcome,
    RefusedBy, Stats, ToolFailure, Value,
    frame::{Begun, Lease, Stop, Time, Worker, Workers},
};
use enclave_sandbox::{Bytecode, Cancelled, Furnishing, Main, Warm};

use crate::{
    audit::Ended,
    clock::{Clock, milliseconds},
    dump::{self, Dump, DumpError, DumpOptions},
    enclave::{EventSink, Prepared},
    gate::{Admission, Answered, Gate, Rules},
    guest::Guest,
    journal::{Entry, Input, Journal},
    remote::{Beginning, NotBegun, Remote},
    sanitize,
    tools::ToolTable,
};

mod decide;

pub use decide::CallError;

/// One run of one script. `Send`, so that any thread may advance it; one at a time.
pub struct Session {
    id: String,
    script: Arc<Prepared>,
    limits: Limits,
    gate: Gate,
    /// The limits that the run has of its own.
    own_limits: LimitsPatch,
    context: Arc<Value>,
    clock: Clock,
    manual: bool,
    canceller: Canceller,
    events: Option<Events>,
    journal: Journal,
    /// Entries of the journal that this engine has seen.
    seen: usize,
    /// What was seen before this engine was made; none when the script runs for the first time.
    past: Option<Past>,
    /// Entries that the host keeps (`take_records`); none when not even the start is kept.
    kept: Option<usize>,
    started: Instant,
    static_time: Duration,
    cached: bool,
    sandbox: Option<Box<dyn Guest>>,
    /// A worker that begins the script already, for the next `advance`.
    ahead: Option<Remote>,
    /// Where the script's engine is.
    place: Place,
    /// Time of the journal that the script has seen last.
    moment: Cell<f64>,
    /// How often the session goes on with another worker when one is lost.
    retries: u32,
    /// Calls that the host was given and has not answered, as it gets them: with what handles stand for.
    pending: Vec<Call>,
    /// Those of them that an earlier process may have begun: nobody here knows whether the tool was called.
    uncertain: BTreeSet<u64>,
    /// Pending calls that the next `advance` gives: the host has not been given them here, or decided about them since.
    offered: BTreeSet<u64>,
    /// Calls whose answer this engine has not seen, as the script made them.
    open: Vec<Call>,
    /// Calls that wait for their turn.
    queued: VecDeque<Call>,
    records: Vec<Record>,
    /// Whose run it is.
    tenant: Option<String>,
    /// Whether what happens is a replay, which was written down before.
    replaying: bool,
    /// Audit records that could not be written.
    audit_failures: u32,
    /// How the main function ended, while calls that it did not await are still made.
    ended: Option<Result<Value, Failure>>,
    /// Those calls.
    unawaited: BTreeSet<u64>,
    outcome: Option<Outcome>,
}

/// A call's record with the time it was made, and what was approved of it.
struct Record {
    record: CallRecord,
    made: f64,
    approved: Option<String>,
}

/// The part of a session's life before its engine was made.
#[derive(Clone, Copy)]
struct Past {
    /// Entries that the host was told of: they happen again in silence.
    told: usize,
    used: Used,
}

/// Time that a session used: the engine's own, and what counts against the wall-clock limit.
#[derive(Clone, Copy, Debug, Default)]
struct Used {
    cpu: Duration,
    wall: Duration,
}

/// The largest context, in bytes, with which a script begins at once.
const MOST_AT_ONCE: usize = 16 << 10;

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

/// Has a script look whether it is cancelled.
type Wake = Arc<dyn Fn() + Send + Sync>;

/// Ends a run from any thread, also while the script computes.
#[derive(Clone, Default)]
pub struct Canceller {
    cancelled: Arc<AtomicBool>,
    /// Has the script look at it, where it runs in another process.
    wake: Arc<Mutex<Option<Wake>>>,
}

impl Canceller {
    /// Ends the run with `CANCELLED` as soon as it is next looked at.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
        if let Some(wake) = &*self.wake.lock().unwrap_or_else(PoisonError::into_inner) {
            wake();
        }
    }

    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::SeqCst)
    }

    /// The same, to be looked at by whoever waits.
    pub(crate) fn flag(&self) -> &AtomicBool {
        &self.cancelled
    }

    /// Nobody needs to look any more.
    pub(crate) fn sleep(&self) {
        *self.wake.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Has a script look when it is cancelled, or at once when it was.
    pub(crate) fn wake_by(&self, wake: Wake) {
        *self.wake.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&wake));
        if self.cancelled.load(Ordering::SeqCst) {
            wake();
        }
    }
}

impl fmt::Debug for Canceller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Canceller").field(&self.cancelled).finish()
    }
}

/// A call that the session does not wait for, or does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this session waits for no call with id {0}")]
pub struct UnknownCall(pub u64);

/// When an event happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stamp {
    /// Its number, from 1.
    pub seq: u64,
    /// The journal's time, in milliseconds since 1970 UTC.
    pub at: f64,
}

/// Events with their stamps.
#[derive(Clone)]
struct Events {
    sink: EventSink,
    next: Arc<AtomicU64>,
    /// The journal's time, as the bits of a number.
    at: Arc<AtomicU64>,
    /// Whether what happens is a replay, of which the host was told before.
    silent: Arc<AtomicBool>,
    /// What the script wrote and gave that the host was told of, so that an engine made again does not repeat it.
    told: Arc<AtomicU64>,
    /// Whether the host wants to be told again.
    retell: bool,
}

impl Events {
    fn send(&self, event: Event) {
        if self.retell || !self.silent.load(Ordering::Relaxed) {
            let at = f64::from_bits(self.at.load(Ordering::Relaxed));
            (self.sink)(Stamp { seq: self.next.fetch_add(1, Ordering::SeqCst), at }, event);
        }
    }

    /// Where one engine's output goes.
    fn output(self) -> enclave_sandbox::EventSink {
        let made = AtomicU64::new(0);
        Box::new(move |event| {
            let made = made.fetch_add(1, Ordering::Relaxed) + 1;
            if made > self.told.fetch_max(made, Ordering::Relaxed) {
                self.send(event);
            }
        })
    }
}

/// Tells of a tool's progress, from any thread, while its call waits.
#[derive(Clone)]
pub struct Reporter(Option<Events>, Arc<Rules>);

impl Reporter {
    /// Sends the event `tool_progress`; what `value` says is between the tool and who reads events.
    pub fn progress(&self, call_id: u64, mut value: Value) {
        if let Some(events) = &self.0 {
            self.1.secrets.scrub_value(&mut value);
            events.send(Event::ToolProgress { id: call_id, value });
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
    pub(crate) rules: Arc<Rules>,
    pub(crate) context: Arc<Value>,
    pub(crate) clock: Clock,
    pub(crate) manual: bool,
    pub(crate) journal: Journal,
    pub(crate) events: Option<EventSink>,
    pub(crate) started: Instant,
    pub(crate) static_time: Duration,
    pub(crate) cached: bool,
    pub(crate) place: Place,
    pub(crate) tenant: Option<String>,
    pub(crate) canceller: Canceller,
    pub(crate) retries: u32,
}

/// Where a session's engine is.
#[derive(Debug)]
pub(crate) enum Place {
    /// In this process.
    Here(Bytecode),
    /// In a worker.
    Worker {
        workers: Arc<dyn Workers>,
        tenant: Option<String>,
        /// A worker that has compiled the script.
        ready: Option<Box<dyn Worker>>,
    },
}

impl Place {
    /// The same place, for another session.
    fn again(&self) -> Self {
        match self {
            Self::Here(bytecode) => Self::Here(bytecode.clone()),
            Self::Worker { workers, tenant, .. } => {
                Self::Worker { workers: Arc::clone(workers), tenant: tenant.clone(), ready: None }
            }
        }
    }
}

impl Session {
    pub(crate) fn new(start: Start) -> Self {
        let events = start.events.map(|sink| Events {
            sink,
            next: Arc::new(AtomicU64::new(1)),
            at: Arc::new(AtomicU64::new(start.journal.started.to_bits())),
            silent: Arc::default(),
            told: Arc::default(),
            retell: false,
        });
        Self {
            gate: Gate::new(start.tools, start.rules, start.journal.seed),
            id: start.id,
            script: start.script,
            limits: start.limits,
            own_limits: start.own_limits,
            context: start.context,
            clock: start.clock,
            manual: start.manual,
            canceller: start.canceller,
            events,
            journal: start.journal,
            seen: 0,
            past: None,
            kept: None,
            started: start.started,
            static_time: start.static_time,
            cached: start.cached,
            sandbox: None,
            ahead: None,
            place: start.place,
            moment: Cell::new(0.0),
            retries: start.retries,
            pending: Vec::new(),
            uncertain: BTreeSet::new(),
            offered: BTreeSet::new(),
            open: Vec::new(),
            queued: VecDeque::new(),
            records: Vec::new(),
            tenant: start.tenant,
            replaying: false,
            audit_failures: 0,
            ended: None,
            unawaited: BTreeSet::new(),
            outcome: None,
        }
    }

    /// Begins where an earlier process stood. Nothing runs yet; the calls that wait are known from the journal. What the
    /// host decided about them is believed of a journal that nobody else could write.
    ///
    /// # Errors
    /// When a call waits that is refused here.
    pub(crate) fn go_on(&mut self, dump: &mut Dump, retell: bool, trusted: bool) -> Result<(), String> {
        self.journal = std::mem::replace(&mut dump.journal, Journal::new(0, 0.0));
        let time = |ms: f64| Duration::try_from_secs_f64(ms / 1e3).unwrap_or(Duration::MAX);
        let used = Used { cpu: time(dump.cpu_ms), wall: time(dump.wall_ms) };
        let told = |told| usize::try_from(told).unwrap_or(usize::MAX).min(self.journal.entries.len());
        let mut past = dump.told.map(|number| Past { told: told(number), used });
        if !trusted {
            self.forget_decisions(past.as_mut());
        }
        self.reopen(past)?;
        let is_uncertain = |call: &&Call| call.kind == CallKind::Tool && !self.gate.tools().may_repeat(&call.name);
        self.uncertain = self.pending.iter().filter(is_uncertain).map(|call| call.id).collect();
        if let Some(events) = &mut self.events {
            events.retell = retell;
        }
        Ok(())
    }

    /// Strikes out what was decided about calls that wait: anybody may have written that.
    fn forget_decisions(&mut self, past: Option<&mut Past>) {
        let waiting: BTreeSet<u64> = self.journal.pending().iter().map(|call| call.id).collect();
        let is_decision = |entry: &Entry| match &entry.input {
            Input::Approved { call_id, .. } | Input::Judged { call_id, .. } => waiting.contains(call_id),
            _ => false,
        };
        if let Some(past) = past {
            let before = self.journal.entries.iter().take(past.told);
            past.told -= before.filter(|entry| is_decision(entry)).count();
        }
        self.journal.entries.retain(|entry| !is_decision(entry));
    }

    /// Takes up a journal that another session wrote.
    ///
    /// # Errors
    /// When a call waits that is refused here, or references take more than they may.
    fn reopen(&mut self, past: Option<Past>) -> Result<(), String> {
        self.past = past;
        for entry in &self.journal.entries {
            if let Input::Referenced { call_id, value } = &entry.input {
                self.gate.references().keep(*call_id, Arc::clone(value))?;
            }
        }
        let mut pending = self.journal.pending();
        for call in &mut pending {
            call.kind = self.gate.readmit(call)?;
            for entry in &self.journal.entries {
                call.kind = match (&entry.input, &call.kind) {
                    (Input::Approved { call_id, hash: approved }, CallKind::Approval { hash, .. })
                        if *call_id == call.id && approved == hash =>
                    {
                        CallKind::Tool
                    }
                    (Input::Judged { call_id, holds }, CallKind::Policy { rule }) if *call_id == call.id => {
                        self.gate.judged(call, *rule, *holds)?
                    }
                    _ => continue,
                };
            }
            *call = self.gate.for_host(call);
        }
        self.offered = pending.iter().map(|call| call.id).collect();
        self.pending = pending;
        Ok(())
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

    /// Whether a pending call was given to an earlier process, so that nobody here knows whether its tool was called.
    /// The host decides: it answers the call, or says `retry` and calls the tool. Tools that are declared `idempotent` or
    /// `read_only` may be called again without being asked for.
    pub fn is_uncertain(&self, call_id: u64) -> bool {
        self.uncertain.contains(&call_id)
    }

    /// Decides that the tool of an uncertain call is called once more. That stands in the journal before it happens.
    ///
    /// # Errors
    /// `UnknownCall` when that call is not uncertain.
    pub fn retry(&mut self, call_id: u64) -> Result<(), UnknownCall> {
        if !self.uncertain.remove(&call_id) {
            return Err(UnknownCall(call_id));
        }
        self.journal.append(self.clock.now_ms(), Input::Retried { call_id });
        Ok(())
    }

    /// Tells of the progress of this session's tools.
    pub fn reporter(&self) -> Reporter {
        Reporter(self.events.clone(), Arc::clone(self.gate.rules()))
    }

    fn send(&self, event: impl FnOnce() -> Event) {
        if let Some(events) = &self.events {
            events.send(event());
        }
    }

    /// Whether the run is over.
    pub fn is_done(&self) -> bool {
        self.outcome.is_some()
    }

    /// Runs the script until it waits or ends.
    pub fn advance(&mut self) -> Step {
        loop {
            if let Some(step) = self.try_advance() {
                return step;
            }
        }
    }

    /// Has the script begin in a worker, where one is ready, and waits for the end of its first step, at most that long. Of
    /// a script that is over then, `advance` does not wait for anything; of others it may compute for as long as ever.
    pub fn begins_within(&mut self, patience: Duration) -> Begun {
        let began = self.sandbox.is_some() || self.ahead.is_some() || self.past.is_some() || self.outcome.is_some();
        // What the worker is sent at first must not take long either.
        if began || self.manual || !is_small(&self.context, &mut { MOST_AT_ONCE }) {
            return Begun::No;
        }
        // Where none is ready or it is lost, `advance` finds another, with the time for it.
        let begun = self.begin_in_worker(Instant::now());
        match begun.map_or(Begun::No, |remote| self.ahead.insert(remote).begins_within(patience)) {
            // If its worker is lost for what it sent, it goes on with another.
            Begun::Run if self.retries > 0 => Begun::Step,
            begun => begun,
        }
    }

    /// The same with the engine that there is; none when its worker was lost and the session goes on with another.
    fn try_advance(&mut self) -> Option<Step> {
        if let Some(outcome) = &self.outcome {
            return Some(Step::Done(Box::new(outcome.clone())));
        }
        let sandbox = match self.sandbox.take() {
            Some(sandbox) => Ok(sandbox),
            None => self.begin(),
        };
        let mut sandbox = match sandbox {
            Ok(sandbox) => sandbox,
            Err(NotBegun::Stopped(stop)) => {
                return Some(self.finish(Err(sanitize::stopped(stop, &self.limits, None)), None));
            }
            Err(NotBegun::Lost(failure)) => return self.lost(*failure, None),
            // It was compiled before, by the same compiler.
            Err(NotBegun::Refused(_)) => return Some(self.finish(Err(sanitize::broken()), None)),
        };
        let step = self.go(&mut *sandbox);
        match (sandbox.take_loss(), step) {
            (Some(failure), _) => self.lost(*failure, Some(&mut *sandbox)),
            (None, Err(end)) => Some(self.finish(*end, Some(&mut *sandbox))),
            (None, Ok(step)) => {
                self.sandbox = Some(sandbox);
                Some(step)
            }
        }
    }

    /// A worker was lost: the session goes on with another from its journal, as often as it may, or ends.
    fn lost(&mut self, failure: Failure, sandbox: Option<&mut dyn Guest>) -> Option<Step> {
        if self.retries == 0 || failure.code != ErrorCode::WorkerLost {
            return Some(self.finish(Err(failure), sandbox));
        }
        self.retries -= 1;
        let used =
            sandbox.map_or_else(|| self.past.map(|past| past.used).unwrap_or_default(), |lost| self.used_of(lost));
        self.forget_engine(Past { told: self.journal.entries.len(), used });
        None
    }

    /// Lets the next engine begin at the journal's start.
    fn forget_engine(&mut self, past: Past) {
        self.canceller.sleep();
        self.past = Some(past);
        self.seen = 0;
        self.ended = None;
        self.unawaited.clear();
        self.open = Vec::new();
        self.queued = VecDeque::new();
        self.records = Vec::new();
        self.gate.begin_again();
    }

    /// Goes on until the script waits; or how the run ends.
    fn go(&mut self, sandbox: &mut dyn Guest) -> Result<Step, Box<Result<Value, Failure>>> {
        let mut followed = Ok(());
        if let Some(Past { told, used }) = self.past.take() {
            // What happened before happens again: the script asks for the same calls and gets the same answers, and
            // nobody is told a second time. The time that this takes is not counted.
            followed = self.follow_until(sandbox, told);
            sandbox.resume(used.cpu, used.wall);
        }
        self.silence(false);
        sandbox.check_waiting();
        let followed = followed.and_then(|()| self.follow_until(sandbox, usize::MAX));
        if let Err(what) = followed {
            return Err(Box::new(Err(Failure::new(ErrorCode::ReplayDiverged, what))));
        }
        self.run_timers(sandbox);
        let offered = std::mem::take(&mut self.offered);
        let calls = self.pending.iter().filter(|call| offered.contains(&call.id)).cloned().collect();
        self.conclude(sandbox, calls)
    }

    /// Ends the session with a failure of its host, which cannot go on with it.
    pub fn end(&mut self, failure: Failure) -> Step {
        if let Some(outcome) = &mut self.outcome {
            outcome.result = Err(failure);
            return Step::Done(Box::new(outcome.clone()));
        }
        let mut sandbox = self.sandbox.take();
        self.finish(Err(failure), sandbox.as_deref_mut().map(|sandbox| sandbox as &mut dyn Guest))
    }

    /// Drops the engine; the next `advance` makes it again from the journal. `false` when there is none.
    pub fn hibernate(&mut self) -> bool {
        // Which calls a script that has ended still waits for, the journal does not say.
        if self.ended.is_some() {
            return false;
        }
        let Some(sandbox) = self.sandbox.take() else { return false };
        let used = self.used_of(&*sandbox);
        self.forget_engine(Past { told: self.seen, used });
        true
    }

    /// Time that the engine computed so far, which is about what a replay takes.
    pub fn computed(&self) -> Duration {
        self.used().cpu
    }

    /// Lets time that the session waits count from now on, as in a run: timers wait for the clock, and what is left of
    /// `timeout_ms` is the time until the end.
    pub fn go_live(&mut self) {
        let limit = Duration::from_millis(self.limits.timeout_ms);
        let used = self.used().wall.min(limit);
        self.manual = false;
        let now = Instant::now();
        self.started = now.checked_sub(used).unwrap_or(now);
        if let Some(sandbox) = &mut self.sandbox {
            sandbox.end_at(now.checked_add(limit.saturating_sub(used)));
        }
    }

    fn used(&self) -> Used {
        match &self.sandbox {
            Some(sandbox) => self.used_of(&**sandbox),
            None => self.past.map(|past| past.used).unwrap_or_default(),
        }
    }

    fn used_of(&self, sandbox: &dyn Guest) -> Used {
        let limit = Duration::from_millis(self.limits.timeout_ms);
        Used { cpu: sandbox.cpu_used(), wall: limit.saturating_sub(sandbox.wall_left()) }
    }

    /// The session as bytes, from which `Enclave::load` makes it again, on any machine. Answers that the script has not
    /// seen yet are in it. The dump of a session that is over ends as it did.
    ///
    /// # Errors
    /// When a value cannot be written.
    pub fn dump(&self, options: &DumpOptions) -> Result<Vec<u8>, DumpError> {
        let dump = Dump { journal: self.journal.clone(), ..self.head(self.told()) };
        dump.write(options)
    }

    /// What the host has been told of: none when the script has not run.
    fn told(&self) -> Option<usize> {
        if self.sandbox.is_some() || self.outcome.is_some() { Some(self.seen) } else { self.past.map(|past| past.told) }
    }

    /// Everything about the session but what happened.
    fn head(&self, told: Option<usize>) -> Dump {
        let used = self.used();
        Dump {
            written_by: env!("CARGO_PKG_VERSION").to_owned(),
            engine: dump::ENGINE.to_owned(),
            contract: CONTRACT_VERSION,
            code: self.script.approved.source().to_owned(),
            session_id: self.id.clone(),
            limits: self.own_limits.clone(),
            context: Value::clone(&self.context),
            journal: Journal::new(self.journal.seed, self.journal.started),
            told: told.map(|told| told as u64),
            cpu_ms: milliseconds(used.cpu),
            wall_ms: milliseconds(used.wall),
            claim: None,
        }
    }

    /// What has happened since the last time this was asked, as records for a journal store; the first holds the script.
    /// From all records of a session in order, `Enclave::recover` makes it again. A host that keeps them before it acts on
    /// a step never calls a tool twice.
    ///
    /// # Errors
    /// When a value cannot be written.
    pub fn take_records(&mut self) -> Result<Vec<Vec<u8>>, DumpError> {
        let mut records = Vec::new();
        if self.kept.is_none() {
            // A host that recovers it was not told of anything.
            records.push(self.head(None).record()?);
        }
        let entries = self.journal.entries.get(self.kept.unwrap_or(0)..).unwrap_or_default();
        if !entries.is_empty() {
            let used = self.used();
            records.push(dump::more(entries, used.cpu, used.wall)?);
        }
        self.is_kept();
        Ok(records)
    }

    /// Says that a journal store has everything that happened so far.
    pub(crate) fn is_kept(&mut self) {
        self.kept = Some(self.journal.entries.len());
    }

    /// The same session, from before the answer to a call: that call waits again, and so does every call that was
    /// answered after it. For what-if: give it another answer.
    ///
    /// # Errors
    /// `UnknownCall` when the journal has no such call.
    pub fn fork(&self, at: u64) -> Result<Self, UnknownCall> {
        let is = |entry: &Entry, settled: bool| match &entry.input {
            Input::Called(call) => !settled && call.id == at,
            Input::Settled { call_id, .. } | Input::Referenced { call_id, .. } => settled && *call_id == at,
            Input::Approved { .. } | Input::Judged { .. } | Input::Retried { .. } | Input::Timer | Input::Timers(_) => {
                false
            }
        };
        let entries = &self.journal.entries;
        entries.iter().position(|entry| is(entry, false)).ok_or(UnknownCall(at))?;
        let cut = entries.iter().position(|entry| is(entry, true)).unwrap_or(entries.len());
        let mut fork = Self::new(Start {
            id: random_id(),
            script: Arc::clone(&self.script),
            limits: self.limits.clone(),
            own_limits: self.own_limits.clone(),
            tools: Arc::clone(self.gate.tools()),
            rules: Arc::clone(self.gate.rules()),
            context: Arc::clone(&self.context),
            clock: self.clock,
            manual: true,
            journal: Journal {
                seed: self.journal.seed,
                started: self.journal.started,
                entries: entries.get(..cut).unwrap_or_default().to_vec(),
            },
            events: None,
            started: Instant::now(),
            static_time: Duration::ZERO,
            cached: true,
            place: self.place.again(),
            tenant: self.tenant.clone(),
            canceller: Canceller::default(),
            retries: self.retries,
        });
        let mut past = Past { told: cut, used: Used::default() };
        // An approval is for one call: what waits again is asked about again.
        fork.forget_decisions(Some(&mut past));
        fork.reopen(Some(past)).map_err(|_| UnknownCall(at))?;
        Ok(fork)
    }

    /// Takes the calls that the script made; those that the host is not asked about are answered.
    fn take_calls(&mut self, sandbox: &mut dyn Guest) {
        while let Some(call) = sandbox.next_call() {
            let Answered { call, answer, refused_by } = match self.gate.admit(call, self.moment.get()) {
                Admission::Asked(call) => {
                    self.queued.push_back(call);
                    continue;
                }
                Admission::Answered(answered) => answered,
            };
            let outcome = outcome_of(&answer);
            let made = self.moment.get();
            self.record(&call, outcome.clone(), made);
            self.audit(&call, &outcome, refused_by, made, None, 0.0);
            self.send(|| Event::ToolCall(call.clone()));
            self.send(|| Event::ToolResultApplied { id: call.id, name: call.name.clone(), outcome });
            if !sandbox.is_over() {
                sandbox.settle(call.id, &call.name, &answer, self.time(self.moment.get()));
            }
        }
    }

    /// Shows the script what the journal has, up to an entry.
    fn follow_until(&mut self, sandbox: &mut dyn Guest, end: usize) -> Result<(), String> {
        let entries = std::mem::take(&mut self.journal.entries);
        let mut followed = Ok(());
        while let (true, Some(entry)) =
            (followed.is_ok() && self.seen < end && !sandbox.is_over(), entries.get(self.seen))
        {
            let before = self.seen.checked_sub(1).and_then(|last| entries.get(last));
            let before = before.map_or(self.journal.started, |entry| entry.at);
            self.seen += 1;
            followed = self.follow(sandbox, entry, before);
        }
        self.journal.entries = entries;
        followed
    }

    /// Shows the script an entry; `before` is the time of the one in front of it.
    fn follow(&mut self, sandbox: &mut dyn Guest, entry: &Entry, before: f64) -> Result<(), String> {
        self.at(entry.at);
        match &entry.input {
            Input::Called(journaled) => {
                let at = self.queued.iter().position(|call| call.id == journaled.id).unwrap_or(0);
                let Some(call) = self.queued.remove(at) else {
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
                self.hand_out(call, entry.at);
            }
            Input::Settled { call_id, answer } => {
                let call = self.take_open(*call_id)?;
                let denied = matches!(answer, Err(failure) if failure.code.as_str() == ErrorCode::ToolDenied.as_str());
                if call.kind != CallKind::Tool && !denied {
                    return Err(format!("the journal answers the call {call_id}, which nobody allowed"));
                }
                self.settle(sandbox, &call, answer, entry.at);
            }
            Input::Referenced { call_id, value } => {
                let call = self.take_open(*call_id)?;
                if call.kind != CallKind::Tool {
                    return Err(format!("the journal answers the call {call_id}, which nobody allowed"));
                }
                let handle = self.gate.references().handle(*call_id, value);
                self.settle(sandbox, &call, &Ok(handle), entry.at);
            }
            Input::Approved { call_id, hash: approved } => {
                let call = self.open.iter_mut().find(|call| call.id == *call_id);
                let is_it =
                    |call: &&mut Call| matches!(&call.kind, CallKind::Approval { hash, .. } if hash == approved);
                let call = call.filter(is_it);
                let call =
                    call.ok_or_else(|| format!("the journal approves a call {call_id} that nobody asks about"))?;
                call.kind = CallKind::Tool;
                let call = call.clone();
                if let Some(record) = self.records.iter_mut().find(|record| record.record.id == call.id) {
                    record.approved = Some(approved.clone());
                }
                self.send(|| Event::ToolCall(call));
            }
            Input::Judged { call_id, holds } => {
                let at = self.open.iter().position(|call| call.id == *call_id);
                let call = at.and_then(|at| self.open.get(at));
                let Some((call, CallKind::Policy { rule })) = call.map(|call| (call, &call.kind)) else {
                    return Err(format!("the journal judges a call {call_id} that no rule asks about"));
                };
                // One that is refused is answered by the next entry.
                if let (Ok(kind), Some(at)) = (self.gate.judged(call, *rule, *holds), at) {
                    let call = Call { kind, ..call.clone() };
                    self.tell_of(&call);
                    self.open[at] = call;
                }
            }
            Input::Retried { .. } => {}
            Input::Timer => self.follow_timer(sandbox, entry.at)?,
            Input::Timers(count) => {
                for left in (0..*count).rev() {
                    let due = sandbox.next_timer().unwrap_or(entry.at);
                    self.follow_timer(sandbox, if left == 0 { entry.at } else { due.max(before).min(entry.at) })?;
                    if sandbox.is_over() {
                        break;
                    }
                }
            }
        }
        Ok(())
    }

    fn follow_timer(&mut self, sandbox: &mut dyn Guest, time: f64) -> Result<(), String> {
        if sandbox.next_timer().is_none() {
            return Err("the journal has a timer that the script does not set".to_owned());
        }
        self.fire_timer(sandbox, time);
        Ok(())
    }

    /// Fires the timer that is due first, at that time.
    fn fire_timer(&mut self, sandbox: &mut dyn Guest, time: f64) {
        self.at(time);
        sandbox.fire_timer(self.time(time));
        self.take_calls(sandbox);
    }

    fn silence(&mut self, silent: bool) {
        self.replaying = silent;
        if let Some(events) = &self.events {
            events.silent.store(silent, Ordering::Relaxed);
        }
    }

    /// Says what time events have.
    fn at(&self, time: f64) {
        if let Some(events) = &self.events {
            events.at.store(time.to_bits(), Ordering::Relaxed);
        }
    }

    /// Builds the engine and runs the script up to where it first waits.
    fn begin(&mut self) -> Result<Box<dyn Guest>, NotBegun> {
        self.silence(self.past.is_some());
        self.at(self.journal.started);
        self.moment.set(self.journal.started);
        self.send(|| Event::SessionInit { session_id: self.id.clone() });
        let wall = Duration::from_millis(self.limits.timeout_ms);
        let until = if self.manual {
            let used = self.past.map_or(Duration::ZERO, |past| past.used.wall);
            Instant::now() + wall.saturating_sub(used)
        } else {
            self.started + wall
        };
        let mut guest: Box<dyn Guest> = match &self.place {
            Place::Here(bytecode) => {
                let on_event = self.events.clone().map(Events::output);
                let warm =
                    Warm::new(Cancelled::Shared(Arc::clone(&self.canceller.cancelled))).map_err(NotBegun::Stopped)?;
                let furnished = warm.furnish(Furnishing {
                    limits: &self.limits,
                    script: &self.script.approved.code,
                    tools: &self.gate.tools().places(),
                    context: &self.context,
                    seed: self.journal.seed,
                    clock: self.journal.started,
                    manual: self.manual,
                    started: self.started,
                    on_event,
                });
                let mut sandbox = furnished.map_err(NotBegun::Stopped)?;
                sandbox.start(bytecode);
                Box::new(sandbox)
            }
            Place::Worker { .. } => {
                let remote = match self.ahead.take() {
                    Some(remote) => remote,
                    None => self.begin_in_worker(until)?,
                };
                Box::new(remote.begun()?)
            }
        };
        self.take_calls(&mut *guest);
        Ok(guest)
    }

    /// Has a worker begin the script; one is waited for until then.
    fn begin_in_worker(&mut self, until: Instant) -> Result<Remote, NotBegun> {
        let Place::Worker { workers, tenant, ready } = &mut self.place else {
            let failure = Failure::new(ErrorCode::WorkerLost, "the script runs in this process");
            return Err(NotBegun::Lost(Box::new(failure)));
        };
        let compiled = ready.is_some();
        let cancelled = &self.canceller.cancelled;
        let worker = match ready.take() {
            Some(worker) => worker,
            None => workers.lease(&Lease { tenant: tenant.as_deref(), limits: &self.limits, until, cancelled })?,
        };
        self.canceller.wake_by(worker.interrupter());
        let beginning = Beginning {
            limits: &self.limits,
            source: (!compiled).then(|| self.script.approved.code.clone()),
            tools: self.gate.tools().places(),
            context: &self.context,
            seed: self.journal.seed,
            clock: self.journal.started,
            manual: self.manual,
            started: self.started,
            cancelled: Arc::clone(cancelled),
            on_event: self.events.clone().map(Events::output),
        };
        Remote::begin(worker, beginning)
    }

    /// A call whose answer the script is about to see.
    fn take_open(&mut self, call_id: u64) -> Result<Call, String> {
        let at = self.open.iter().position(|call| call.id == call_id);
        at.map(|at| self.open.remove(at))
            .ok_or_else(|| format!("the journal answers a call {call_id} that the script has not made"))
    }

    /// Gives the script an answer.
    fn settle(&mut self, sandbox: &mut dyn Guest, call: &Call, answer: &Result<Value, ToolFailure>, time: f64) {
        let outcome = outcome_of(answer);
        let (mut made, mut approved) = (time, None);
        if let Some(record) = self.records.iter_mut().find(|record| record.record.id == call.id) {
            record.record.outcome = outcome.clone();
            record.record.duration_ms = time - record.made;
            (made, approved) = (record.made, record.approved.clone());
        }
        let refused_by = match call.kind {
            CallKind::Tool => None,
            CallKind::Approval { .. } => Some(RefusedBy::Approval),
            CallKind::Policy { .. } => Some(RefusedBy::Policy),
        };
        self.audit(call, &outcome, refused_by, made, approved.as_deref(), time - made);
        self.unawaited.remove(&call.id);
        self.send(|| Event::ToolResultApplied { id: call.id, name: call.name.clone(), outcome });
        sandbox.settle(call.id, &call.name, answer, self.time(time));
        self.take_calls(sandbox);
    }

    /// Gives the host a call.
    fn hand_out(&mut self, call: Call, time: f64) {
        self.record(&call, CallOutcome::Pending, time);
        self.tell_of(&call);
        self.open.push(call);
    }

    /// Tells what the host is asked about a call. What only its policy is asked, nobody else is told.
    fn tell_of(&self, call: &Call) {
        match call.kind {
            CallKind::Tool => self.send(|| Event::ToolCall(call.clone())),
            CallKind::Approval { .. } => self.send(|| Event::ApprovalRequested(call.clone())),
            CallKind::Policy { .. } => {}
        }
    }

    /// Runs the timers that are due. A session driven by hand does not wait for the clock: when nothing else can go
    /// on, its time jumps to the next timer.
    fn run_timers(&mut self, sandbox: &mut dyn Guest) {
        // What a script set off before its end does not go on behind it, however late its host looks.
        while let Some(due) = sandbox.next_timer().filter(|_| self.ended.is_some() || !sandbox.has_ended()) {
            let now = self.clock.now_ms().max(self.journal.now());
            let jump = self.manual && self.pending.is_empty() && self.queued.is_empty();
            if (due > now && !jump) || sandbox.is_over() {
                return;
            }
            let time = self.journal.append_timer(due, self.kept.unwrap_or(0));
            self.seen = self.journal.entries.len();
            self.fire_timer(sandbox, time);
        }
    }

    /// A time as the script has it. A timer is due by the journal's even where the script's own clock stands still.
    fn time(&self, time: f64) -> Time {
        self.moment.set(time);
        Time { shown: if self.limits.block_timing { self.journal.started } else { time }, real: time }
    }

    /// Hands out calls, or says how the run ends.
    fn conclude(&mut self, sandbox: &mut dyn Guest, mut calls: Vec<Call>) -> Result<Step, Box<Result<Value, Failure>>> {
        let again = calls.len();
        if self.ended.is_none() {
            match sandbox.main() {
                Main::Pending => {}
                Main::Returned(Ok(value)) => self.ended = Some(Ok(value)),
                Main::Returned(Err(error)) => return Err(Box::new(Err(sanitize::refused_value(error)))),
                Main::Threw(error) => {
                    let failure = sanitize::threw(*error, &self.script.approved.map, &self.limits);
                    return Err(Box::new(Err(failure)));
                }
                Main::Stopped(stop) => return Err(Box::new(Err(self.stopped(stop, sandbox)))),
                Main::Broken => return Err(Box::new(Err(sanitize::broken()))),
            }
        } else if let Some(stop) = sandbox.stopped() {
            return Err(Box::new(Err(self.stopped(stop, sandbox))));
        }
        let limit = usize::try_from(self.limits.max_concurrent_calls).unwrap_or(usize::MAX);
        while self.open.len() < limit {
            let next = self.queued.iter().position(|call| self.gate.has_room(call, &self.open));
            let Some(call) = next.and_then(|next| self.queued.remove(next)) else { break };
            let time = self.journal.append(self.clock.now_ms(), Input::Called(call.clone()));
            self.seen += 1;
            self.at(time);
            let given = self.gate.for_host(&call);
            calls.push(given.clone());
            self.pending.push(given);
            self.hand_out(call, time);
        }
        if self.ended.is_some() {
            // Calls that the script made and did not await are still made, and answered before the run ends.
            self.unawaited.extend(calls.iter().skip(again).map(|call| call.id));
            if self.unawaited.is_empty() && self.queued.is_empty() {
                let result = match sandbox.unhandled() {
                    Some(error) => Err(sanitize::threw(error, &self.script.approved.map, &self.limits)),
                    None => match self.ended.take().unwrap_or(Ok(Value::Undefined)) {
                        Ok(value) => self
                            .gate
                            .returned(value)
                            .map_err(|message| Failure::new(ErrorCode::OutputTooLarge, message)),
                        failed => failed,
                    },
                };
                return Err(Box::new(result));
            }
        } else if self.pending.is_empty() && sandbox.next_timer().is_none() {
            return Err(Box::new(Err(sanitize::deadlock())));
        }
        Ok(Step::Waiting { calls, wake_in: self.wake_in(sandbox) })
    }

    fn wake_in(&self, sandbox: &dyn Guest) -> Option<Duration> {
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
        self.records.push(Record { record, made, approved: None });
    }

    /// Writes down how a call ended, where the host wants that and was not told before.
    fn audit(
        &mut self,
        call: &Call,
        outcome: &CallOutcome,
        refused_by: Option<RefusedBy>,
        made: f64,
        approved: Option<&str>,
        duration_ms: f64,
    ) {
        let Some(audit) = self.gate.rules().audit.as_ref().filter(|_| !self.replaying) else { return };
        let (session, tenant) = (self.id.as_str(), self.tenant.as_deref());
        if !audit.write(&Ended { session, tenant, call, outcome, refused_by, approved, made, duration_ms }) {
            self.audit_failures = self.audit_failures.saturating_add(1);
        }
    }

    fn stopped(&self, stop: Stop, sandbox: &mut dyn Guest) -> Failure {
        sanitize::stopped(stop, &self.limits, sandbox.take_forecast().as_deref())
    }

    fn finish(&mut self, mut result: Result<Value, Failure>, sandbox: Option<&mut dyn Guest>) -> Step {
        self.ahead = None;
        self.canceller.sleep();
        // The end is told, also where a replay did not come to its own.
        self.silence(false);
        if let Err(failure) = &mut result {
            self.script.approved.explain(failure, self.gate.tools());
        }
        let mut stats = Stats {
            duration_ms: milliseconds(self.started.elapsed()),
            static_ms: milliseconds(self.static_time),
            cached: self.cached,
            ..Stats::default()
        };
        let (mut console, mut emitted) = (Vec::new(), Vec::new());
        let used = sandbox.as_deref().map_or_else(|| self.used(), |sandbox| self.used_of(sandbox));
        if let Some(sandbox) = sandbox {
            stats.cpu_ms = milliseconds(sandbox.cpu_used());
            stats.tool_calls = u32::try_from(sandbox.calls_made()).unwrap_or(u32::MAX);
            stats.iterations = sandbox.turns();
            stats.memory_peak_bytes = sandbox.peak_memory();
            stats.dropped_keys = sandbox.dropped_keys();
            console = sandbox.take_console();
            emitted = sandbox.take_emitted();
        }
        let now = self.clock.now_ms().max(self.journal.now());
        for Record { record, made, approved } in std::mem::take(&mut self.records) {
            if record.outcome == CallOutcome::Pending {
                let call =
                    Call { id: record.id, name: record.name.clone(), args: record.args.clone(), kind: CallKind::Tool };
                self.audit(&call, &CallOutcome::Pending, None, made, approved.as_deref(), now - made);
            }
            self.records.push(Record { record, made, approved });
        }
        stats.audit_failures = self.audit_failures;
        self.past = Some(Past { told: self.seen, used });
        self.pending.clear();
        self.uncertain.clear();
        self.open.clear();
        self.queued.clear();
        self.records.sort_by_key(|record| record.record.id);
        let outcome = Outcome {
            result,
            console,
            emitted,
            calls: self.records.drain(..).map(|record| record.record).collect(),
            diagnostics: self.script.approved.diagnostics.clone(),
            score: self.script.approved.score.clone(),
            stats,
        };
        self.send(|| match outcome.result {
            Ok(_) => Event::Final(Box::new(outcome.clone())),
            Err(_) => Event::Error(Box::new(outcome.clone())),
        });
        self.outcome = Some(outcome.clone());
        Step::Done(Box::new(outcome))
    }
}

fn outcome_of(answer: &Result<Value, ToolFailure>) -> CallOutcome {
    match answer {
        Ok(value) => CallOutcome::Ok(value.clone()),
        Err(failure) => CallOutcome::Failed { code: failure.code.clone(), message: failure.message.clone() },
    }
}

/// Whether a value takes no more than so many bytes, roughly; what is larger is not walked to its end.
fn is_small(value: &Value, left: &mut usize) -> bool {
    let own = match value {
        Value::String(text) | Value::BigInt(text) => text.len(),
        Value::Bytes(bytes) => bytes.len(),
        Value::Utf16(units) => 2 * units.len(),
        Value::Object(members) => members.iter().map(|(key, _)| key.len()).sum(),
        _ => 0,
    };
    let Some(rest) = left.checked_sub(own + 8) else { return false };
    *left = rest;
    match value {
        Value::Array(items) => items.iter().all(|item| is_small(item, left)),
        Value::Object(members) => members.iter().all(|(_, value)| is_small(value, left)),
        _ => true,
    }
}

/// An id that no other session has.
pub(crate) fn random_id() -> String {
    format!("{:016x}{:016x}", random(), random())
}

/// A number from the system's source of randomness, which no fork shares with its parent.
pub(crate) fn random() -> u64 {
    // Only a system that is still starting refuses.
    getrandom::u64().unwrap_or_else(|_| RandomState::new().build_hasher().finish())
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("id", &self.id).field("pending", &self.pending).finish_non_exhaustive()
    }
}
