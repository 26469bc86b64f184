//! One run: its session, the answers on their way in, the step on its way out.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use enclave_contract::{CallRecord, ErrorCode, Failure, LimitsPatch, Outcome, Stats, Value};
use enclave_core::{
    Canceller, DumpError, DumpKey, DumpOptions, Enclave, EventSink, LoadOptions, RunOptions, Session, Step, ToolFailure,
};

use crate::{
    convert,
    mailbox::{Mailbox, Message},
    outcome,
};

/// What a host says of a run when it starts it.
pub(crate) struct Plan {
    pub(crate) code: String,
    /// A session to go on with, in place of the code, and its key.
    pub(crate) dump: Option<(Vec<u8>, Option<DumpKey>)>,
    /// The tape of the run's own context.
    pub(crate) context: Option<Vec<u16>>,
    pub(crate) limits: LimitsPatch,
    pub(crate) session_id: Option<String>,
    pub(crate) manual: bool,
    pub(crate) events: bool,
}

/// An answer as it came from JavaScript; its tape is read on the thread that computes.
pub(crate) enum Answer {
    Value(u64, Vec<u16>),
    Failure { id: u64, code: String, message: String, data: Option<Vec<u16>> },
}

/// Where a run stands.
enum Stage {
    Planned(Box<Plan>),
    Live(Box<Session>),
    /// Over, with the records of its calls.
    Over(Vec<CallRecord>),
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
    mailbox: Arc<Mailbox>,
    stage: Mutex<Stage>,
    answers: Mutex<Vec<Answer>>,
    cancelled: AtomicBool,
    canceller: Mutex<Option<Canceller>>,
    slot: Mutex<Slot>,
    ready: Condvar,
    /// Whether the slot holds a step, for Node's thread to look at without the lock.
    computed: AtomicBool,
}

impl Run {
    pub(crate) fn new(token: u32, enclave: Enclave, mailbox: Arc<Mailbox>, plan: Plan) -> Self {
        Self {
            token,
            enclave,
            mailbox,
            stage: Mutex::new(Stage::Planned(Box::new(plan))),
            answers: Mutex::default(),
            cancelled: AtomicBool::new(false),
            canceller: Mutex::default(),
            slot: Mutex::default(),
            ready: Condvar::new(),
            computed: AtomicBool::new(false),
        }
    }

    /// An answer for the next step.
    pub(crate) fn answer(&self, answer: Answer) {
        lock(&self.answers).push(answer);
    }

    /// Ends the run, also while it computes.
    pub(crate) fn cancel(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
        if let Some(canceller) = &*lock(&self.canceller) {
            canceller.cancel();
        }
    }

    /// Computes the next step on another thread, one step at a time. What is ready within `patience` is given at
    /// once; the mailbox brings the rest.
    pub(crate) fn advance(self: &Arc<Self>, patience: Duration) -> Option<String> {
        let mut slot = lock(&self.slot);
        if slot.computing {
            return None;
        }
        slot.computing = true;
        slot.awaited = !patience.is_zero();
        self.computed.store(false, Ordering::Relaxed);
        drop(slot);
        let run = Arc::clone(self);
        enclave_host::spawn(move || {
            let text = catch_unwind(AssertUnwindSafe(|| run.step())).unwrap_or_else(|_| run.broken());
            run.deliver(text);
        });
        if patience.is_zero() { None } else { self.look(patience) }
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

    /// The calls as JSON, once the run is over.
    pub(crate) fn calls(&self) -> String {
        match &*lock(&self.stage) {
            Stage::Over(records) => outcome::calls(records),
            _ => outcome::calls(&[]),
        }
    }

    /// Whether an engine is held.
    pub(crate) fn is_live(&self) -> bool {
        self.stage.try_lock().is_ok_and(|stage| matches!(*stage, Stage::Live(_)))
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
        let (mut session, fresh) = match std::mem::replace(&mut *stage, Stage::Over(Vec::new())) {
            Stage::Planned(plan) => match self.start(*plan) {
                Ok(session) => (session, true),
                Err(outcome) => return self.end(&mut stage, None, *outcome),
            },
            Stage::Live(session) => (session, false),
            Stage::Over(records) => {
                *stage = Stage::Over(records);
                return outcome::waiting(None, &[], None);
            }
        };
        for answer in std::mem::take(&mut *lock(&self.answers)) {
            apply(&mut session, answer);
        }
        let step = session.advance();
        let id = fresh.then(|| session.id().to_owned());
        match step {
            Step::Waiting { calls, wake_in } => {
                *stage = Stage::Live(session);
                outcome::waiting(id.as_deref(), &calls, wake_in)
            }
            Step::Done(outcome) => {
                drop(session);
                self.end(&mut stage, id.as_deref(), *outcome)
            }
        }
    }

    fn start(self: &Arc<Self>, plan: Plan) -> Result<Box<Session>, Box<Outcome>> {
        if self.cancelled.load(Ordering::SeqCst) {
            return Err(failed(ErrorCode::Cancelled, "the host cancelled the run"));
        }
        if let Some((bytes, key)) = plan.dump {
            let options = LoadOptions { key, ..LoadOptions::default() };
            return Ok(self.began(self.enclave.load(&bytes, options).map_err(|rejection| rejection.0)?));
        }
        let context = plan.context.map(|tape| convert::read(&tape)).transpose();
        let context = context.map_err(|_| failed(ErrorCode::Internal, "the context is malformed"))?;
        let options = RunOptions {
            context,
            limits: plan.limits,
            session_id: plan.session_id,
            manual: plan.manual,
            events: plan.events.then(|| self.events()),
            ..RunOptions::default()
        };
        Ok(self.began(self.enclave.start(&plan.code, options).map_err(|rejection| rejection.0)?))
    }

    /// Lets `cancel` reach a session that has just begun.
    fn began(&self, session: Session) -> Box<Session> {
        let canceller = session.canceller();
        *lock(&self.canceller) = Some(canceller.clone());
        // `cancel` may have come before there was a canceller.
        if self.cancelled.load(Ordering::SeqCst) {
            canceller.cancel();
        }
        Box::new(session)
    }

    /// The session as bytes.
    pub(crate) fn dump(&self, key: Option<&DumpKey>) -> Result<Vec<u8>, DumpError> {
        match &*lock(&self.stage) {
            Stage::Live(session) => session.dump(&DumpOptions { key: key.copied(), single_use: false }),
            Stage::Planned(_) | Stage::Over(_) => Err(DumpError::NoDump),
        }
    }

    fn events(&self) -> EventSink {
        let (mailbox, token) = (Arc::clone(&self.mailbox), self.token);
        Arc::new(move |_, event| {
            if let Some(text) = outcome::event(&event) {
                mailbox.post(Message::Event { token, text });
            }
        })
    }

    fn end(&self, stage: &mut Stage, id: Option<&str>, mut outcome: Outcome) -> String {
        lock(&self.canceller).take();
        *stage = Stage::Over(std::mem::take(&mut outcome.calls));
        outcome::done(id, &outcome)
    }

    /// The outcome after a panic: what is left of the session is dropped.
    fn broken(&self) -> String {
        let outcome = failed(ErrorCode::Internal, "the sandbox failed; the run was ended");
        self.end(&mut lock(&self.stage), None, *outcome)
    }
}

fn apply(session: &mut Session, answer: Answer) {
    let malformed = |data| ToolFailure {
        code: ErrorCode::Internal.to_string(),
        message: "the answer is malformed".to_owned(),
        data,
    };
    // A call that the session no longer waits for needs no answer.
    let _ = match answer {
        Answer::Value(id, tape) => match convert::read(&tape) {
            Ok(value) => session.resolve(id, value),
            Err(_) => session.reject(id, malformed(Value::Undefined)),
        },
        Answer::Failure { id, code, message, data } => {
            match data.map_or(Ok(Value::Undefined), |tape| convert::read(&tape)) {
                Ok(data) => session.reject(id, ToolFailure { code, message, data }),
                Err(_) => session.reject(id, malformed(Value::Undefined)),
            }
        }
    };
}

/// The outcome of a run that no session stands behind.
fn failed(code: ErrorCode, message: &str) -> Box<Outcome> {
    Box::new(Outcome {
        result: Err(Failure::new(code, message)),
        console: Vec::new(),
        emitted: Vec::new(),
        calls: Vec::new(),
        diagnostics: Vec::new(),
        score: None,
        stats: Stats::default(),
    })
}

/// A lock that a panic elsewhere does not take away: what it guards is replaced as a whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
