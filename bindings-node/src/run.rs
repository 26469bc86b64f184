//! One run: its session, the answers on their way in, the step on its way out.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use enclave_contract::{CallKind, CallRecord, ErrorCode, Failure, LimitsPatch, Outcome, Value, frame::Begun};
use enclave_core::{CallError, Canceller, DumpKey, Enclave, EventSink, LoadOptions, RunOptions, Step, ToolFailure};
use enclave_host::{Durable, Idle, Watch};
use enclave_store::Store;

use crate::{
    convert,
    mailbox::{Mailbox, Message},
    outcome,
};

/// The longest tape of a context, in units, that Node's thread reads.
const SHORT_TAPE: usize = 4 << 10;

/// What a host says of a run when it starts it.
pub(crate) struct Plan {
    pub(crate) code: String,
    /// A session to go on with, in place of the code.
    pub(crate) dump: Option<Vec<u8>>,
    /// The key of the dump.
    pub(crate) key: Option<DumpKey>,
    /// Whether a dump for a single use was claimed.
    pub(crate) claimed: bool,
    /// A session of the journal store, in place of the code.
    pub(crate) recover: Option<String>,
    /// The tape of the run's own context.
    pub(crate) context: Option<Vec<u16>>,
    pub(crate) limits: LimitsPatch,
    pub(crate) session_id: Option<String>,
    pub(crate) tenant: Option<String>,
    pub(crate) manual: bool,
    pub(crate) events: bool,
}

/// What the host says about a call. Tapes are as they came from JavaScript.
pub(crate) enum Word {
    Resolved { tape: Vec<u16>, by_reference: bool },
    Rejected { code: String, message: String, data: Option<Vec<u16>> },
    Approved { hash: Option<String> },
    Denied { reason: String },
    Judged { holds: bool },
}

/// Where a run stands.
enum Stage {
    Planned(Box<Plan>),
    /// Made, and no step of it was taken.
    Begun(Box<Durable>),
    Live(Box<Durable>),
    /// Over, with the records of its calls and what is left of the session.
    Over(Vec<CallRecord>, Option<Box<Durable>>),
}

/// The step on its way to JavaScript.
#[derive(Default)]
struct Slot {
    text: Option<String>,
    /// Node's thread stands and waits for it.
    awaited: bool,
    /// A thread computes it.
    computing: bool,
}

/// One run, shared by Node's thread and the one that computes.
pub(crate) struct Run {
    pub(crate) token: u32,
    enclave: Enclave,
    store: Option<Arc<dyn Store>>,
    /// After what time of waiting it hibernates; never when it cannot wait for so long.
    hibernates: Option<Duration>,
    watch: OnceLock<Watch>,
    mailbox: Arc<Mailbox>,
    stage: Mutex<Stage>,
    /// What was said since the last step began.
    words: Mutex<Vec<(u64, Word)>>,
    canceller: Canceller,
    slot: Mutex<Slot>,
    ready: Condvar,
    /// Whether the slot holds a step, for Node's thread to look at without the lock.
    computed: AtomicBool,
}

/// What a run has of its `Enclave`.
#[derive(Clone)]
pub(crate) struct Home {
    pub(crate) enclave: Enclave,
    pub(crate) store: Option<Arc<dyn Store>>,
    pub(crate) hibernates: Option<Duration>,
    pub(crate) mailbox: Arc<Mailbox>,
}

impl Idle for Run {
    fn rest(&self, after: Duration) {
        if let Ok(mut stage) = self.stage.try_lock()
            && let Stage::Live(session) = &mut *stage
        {
            session.rest(after);
        }
    }
}

impl Run {
    pub(crate) fn new(token: u32, home: Home, plan: Plan) -> Self {
        Self::at(token, home, Stage::Planned(Box::new(plan)), Canceller::default())
    }

    fn at(token: u32, home: Home, stage: Stage, canceller: Canceller) -> Self {
        Self {
            token,
            enclave: home.enclave,
            store: home.store,
            hibernates: home.hibernates,
            watch: OnceLock::new(),
            mailbox: home.mailbox,
            stage: Mutex::new(stage),
            words: Mutex::default(),
            canceller,
            slot: Mutex::default(),
            ready: Condvar::new(),
            computed: AtomicBool::new(false),
        }
    }

    /// Says something about a call. The answers of tools wait for the next step: their tapes are read on the thread that
    /// computes. What else is said is taken at once where no thread computes.
    ///
    /// # Errors
    /// When it is not what the call waits for.
    pub(crate) fn say(&self, id: u64, word: Word) -> Result<(), CallError> {
        let computes = lock(&self.slot).computing;
        if !computes
            && let Stage::Live(session) = &mut *lock(&self.stage)
            && !is_answer(session, id, &word)
        {
            return apply(session, id, word);
        }
        lock(&self.words).push((id, word));
        Ok(())
    }

    /// Ends the run, also while it computes.
    pub(crate) fn cancel(&self) {
        self.canceller.cancel();
    }

    /// Computes the next step on another thread, one step at a time. What is ready within `patience` is given at
    /// once; the mailbox brings the rest.
    pub(crate) fn advance(self: &Arc<Self>, patience: Duration) -> Option<String> {
        let mut slot = lock(&self.slot);
        if slot.computing {
            return None;
        }
        slot.computing = true;
        drop(slot);
        let since = Instant::now();
        let begun = self.begin_here(patience);
        let patience = match begun {
            Some(Begun::Run) => {
                let text = self.step_or_broken();
                lock(&self.slot).computing = false;
                return Some(text);
            }
            // It was waited for already.
            Some(Begun::No) => Duration::ZERO,
            Some(Begun::Step) | None => patience.saturating_sub(since.elapsed()),
        };
        lock(&self.slot).awaited = !patience.is_zero();
        self.computed.store(false, Ordering::Relaxed);
        let run = Arc::clone(self);
        enclave_host::spawn(move || {
            let text = run.step_or_broken();
            run.deliver(text);
        });
        if patience.is_zero() { None } else { self.look(patience) }
    }

    /// Has a known script begin in a worker from this thread, which saves waking another one, and says how far it comes
    /// within `patience`; `None` where there is no session yet, for which a worker is on its way then.
    fn begin_here(&self, patience: Duration) -> Option<Begun> {
        let known = |plan: &Plan| {
            let elsewhere = plan.dump.is_some() || plan.recover.is_some() || plan.events || self.store.is_some();
            let tape = plan.context.as_deref().unwrap_or_default();
            if patience.is_zero() || elsewhere || tape.len() > SHORT_TAPE || self.canceller.is_cancelled() {
                return None;
            }
            let context = plan.context.as_deref().map(convert::read).transpose().ok()?;
            self.enclave.start_known(&plan.code, &plan.limits, || self.options(plan, context))
        };
        let begin = || {
            let mut stage = lock(&self.stage);
            let Stage::Planned(plan) = &*stage else { return None };
            let Some(mut session) = known(plan) else {
                self.enclave.expect_session();
                return None;
            };
            let begun = session.begins_within(patience);
            *stage = Stage::Begun(Box::new(Durable::new(session, None)));
            Some(begun)
        };
        catch_unwind(AssertUnwindSafe(begin)).unwrap_or(None)
    }

    fn step_or_broken(self: &Arc<Self>) -> String {
        catch_unwind(AssertUnwindSafe(|| self.step())).unwrap_or_else(|_| self.broken())
    }

    /// Looks for the step without sleeping: to sleep and be woken would take longer than most steps do. Nor is the
    /// processor yielded, since on a busy machine it would be gone for far longer than any patience.
    fn look(&self, patience: Duration) -> Option<String> {
        let begun = Instant::now();
        while !self.computed.load(Ordering::Acquire) && begun.elapsed() < patience {
            std::hint::spin_loop();
        }
        let mut slot = lock(&self.slot);
        slot.awaited = false;
        slot.text.take()
    }

    /// Stands still until the step is computed, and takes it; `None` when there is none.
    pub(crate) fn wait(&self) -> Option<String> {
        let mut slot = lock(&self.slot);
        while slot.text.is_none() && slot.computing {
            slot.awaited = true;
            slot = self.ready.wait(slot).unwrap_or_else(PoisonError::into_inner);
        }
        slot.awaited = false;
        slot.text.take()
    }

    /// The step that is over, unless it was collected before.
    pub(crate) fn collect(&self) -> Option<String> {
        lock(&self.slot).text.take()
    }

    /// The calls as JSON, once the run is over: as the script has them, or whole, as the tools have them.
    pub(crate) fn calls(&self, whole: bool) -> String {
        match &*lock(&self.stage) {
            Stage::Over(records, Some(session)) if whole => outcome::whole_calls(records, session),
            Stage::Over(records, _) => outcome::calls(records, |_, _| {}),
            _ => outcome::calls(&[], |_, _| {}),
        }
    }

    /// Whether an engine is held.
    pub(crate) fn is_live(&self) -> bool {
        self.stage.try_lock().is_ok_and(|stage| matches!(*stage, Stage::Begun(_) | Stage::Live(_)))
    }

    fn deliver(self: Arc<Self>, text: String) {
        let mut slot = lock(&self.slot);
        slot.text = Some(text);
        self.computed.store(true, Ordering::Release);
        slot.computing = false;
        let awaited = slot.awaited;
        drop(slot);
        if awaited {
            self.ready.notify_all();
        } else {
            let mailbox = Arc::clone(&self.mailbox);
            mailbox.post(Message::Step(self));
        }
    }

    /// One step, on the thread that computes.
    fn step(self: &Arc<Self>) -> String {
        let mut stage = lock(&self.stage);
        let (mut session, fresh) = match std::mem::replace(&mut *stage, Stage::Over(Vec::new(), None)) {
            Stage::Planned(plan) => match self.start(*plan) {
                Ok(session) => (Box::new(session), true),
                Err(outcome) => return self.end(&mut stage, None, *outcome),
            },
            Stage::Begun(session) => (session, true),
            Stage::Live(session) => (session, false),
            over @ Stage::Over(..) => {
                *stage = over;
                return outcome::waiting(None, &[], |_| false, None);
            }
        };
        for (id, word) in std::mem::take(&mut *lock(&self.words)) {
            // What is said about a call that the session no longer waits for has no one to go to.
            let _ = apply(&mut session, id, word);
        }
        let step = session.advance();
        let id = fresh.then(|| session.id().to_owned());
        match step {
            Step::Waiting { calls, wake_in } => {
                let text = outcome::waiting(id.as_deref(), &calls, |id| session.is_uncertain(id), wake_in);
                *stage = Stage::Live(session);
                if let Some(after) = self.hibernates {
                    self.watch.get_or_init(|| enclave_host::watch(self, after));
                }
                text
            }
            Step::Done(outcome) => self.end(&mut stage, Some(session), *outcome),
        }
    }

    fn start(self: &Arc<Self>, plan: Plan) -> Result<Durable, Box<Outcome>> {
        if self.canceller.is_cancelled() {
            return Err(failed(ErrorCode::Cancelled, "the host cancelled the run"));
        }
        let canceller = self.canceller.clone();
        if let (Some(id), Some(store)) = (&plan.recover, &self.store) {
            let options = LoadOptions { canceller, ..LoadOptions::default() };
            let recovered = Durable::recover(&self.enclave, Arc::clone(store), id, options);
            return recovered.map_err(|rejection| rejection.0);
        }
        if let Some(bytes) = plan.dump {
            let options = LoadOptions { key: plan.key, claimed: plan.claimed, canceller, ..LoadOptions::default() };
            let session = self.enclave.load(&bytes, options).map_err(|rejection| rejection.0)?;
            return Ok(Durable::new(session, None));
        }
        let context = plan.context.as_deref().map(convert::read).transpose();
        let context = context.map_err(|_| failed(ErrorCode::Internal, "the context is malformed"))?;
        let session = self.enclave.start(&plan.code, self.options(&plan, context)).map_err(|rejection| rejection.0)?;
        Ok(Durable::new(session, self.store.clone()))
    }

    fn options(&self, plan: &Plan, context: Option<Value>) -> RunOptions {
        RunOptions {
            context,
            limits: plan.limits.clone(),
            session_id: plan.session_id.clone(),
            tenant: plan.tenant.clone(),
            manual: plan.manual,
            events: plan.events.then(|| self.events()),
            canceller: self.canceller.clone(),
            ..RunOptions::default()
        }
    }

    /// Looks at a session that no thread advances; `None` where nothing is left of it.
    pub(crate) fn with<R>(&self, look: impl FnOnce(&mut Durable) -> R) -> Option<R> {
        match &mut *lock(&self.stage) {
            Stage::Begun(session) | Stage::Live(session) | Stage::Over(_, Some(session)) => Some(look(session)),
            Stage::Planned(_) | Stage::Over(_, None) => None,
        }
    }

    /// A run of its own, from before the answer to a call.
    pub(crate) fn fork(&self, token: u32, at: u64) -> Option<Self> {
        let fork = self.with(|session| session.fork(at))?.ok()?;
        let home = Home {
            enclave: self.enclave.clone(),
            store: None,
            hibernates: self.hibernates,
            mailbox: Arc::clone(&self.mailbox),
        };
        let fork = Durable::new(fork, None);
        let canceller = fork.canceller();
        Some(Self::at(token, home, Stage::Live(Box::new(fork)), canceller))
    }

    fn events(&self) -> EventSink {
        let (mailbox, token) = (Arc::clone(&self.mailbox), self.token);
        Arc::new(move |_, event| {
            if let Some(text) = outcome::event(&event) {
                mailbox.post(Message::Event { token, text });
            }
        })
    }

    fn end(&self, stage: &mut Stage, session: Option<Box<Durable>>, mut outcome: Outcome) -> String {
        let calls = std::mem::take(&mut outcome.calls);
        let text = outcome::done(session.as_ref().map(|session| session.id()), &outcome);
        *stage = Stage::Over(calls, session);
        text
    }

    /// The outcome after a panic: what is left of the session is dropped.
    fn broken(&self) -> String {
        let outcome = failed(ErrorCode::Internal, "the sandbox failed; the run was ended");
        self.end(&mut lock(&self.stage), None, *outcome)
    }
}

/// Whether a word is the answer of a tool that the session waits for.
fn is_answer(session: &Durable, id: u64, word: &Word) -> bool {
    matches!(word, Word::Resolved { .. } | Word::Rejected { .. })
        && session.pending().iter().any(|call| call.id == id && call.kind == CallKind::Tool)
}

fn apply(session: &mut Durable, id: u64, word: Word) -> Result<(), CallError> {
    let malformed = || ToolFailure {
        code: ErrorCode::Internal.to_string(),
        message: "the answer is malformed".to_owned(),
        data: Value::Undefined,
    };
    match word {
        Word::Resolved { tape, by_reference } => match convert::read(&tape) {
            Ok(value) if by_reference => session.resolve_by_reference(id, value),
            Ok(value) => session.resolve(id, value),
            Err(_) => session.reject(id, malformed()),
        },
        Word::Rejected { code, message, data } => {
            let data = data.map_or(Ok(Value::Undefined), |tape| convert::read(&tape));
            session.reject(id, data.map_or_else(|_| malformed(), |data| ToolFailure { code, message, data }))
        }
        Word::Approved { hash } => session.approve(id, hash.as_deref()),
        Word::Denied { reason } => session.deny(id, &reason),
        Word::Judged { holds } => session.judge(id, holds),
    }
}

/// The outcome of a run that no session stands behind.
fn failed(code: ErrorCode, message: &str) -> Box<Outcome> {
    Box::new(Outcome::failed(Failure::new(code, message)))
}

/// A lock that a panic elsewhere does not take away: what it guards is replaced as a whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
