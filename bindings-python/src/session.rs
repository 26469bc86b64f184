//! `Session`: one run, advanced on the calling thread or on a thread of its own.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    time::{Duration, Instant},
};

use enclave_contract::{ErrorCode, Failure, Outcome, Value, frame::Begun};
use enclave_core::{
    Canceller, DumpKey, DumpOptions, Enclave, LoadOptions, Rejection, Reporter, RunOptions, Step, ToolFailure,
};
use enclave_host::{Durable, Idle, RetryError, Watch};
use enclave_store::Store;
use pyo3::{
    exceptions::{PyRuntimeError, PyValueError},
    prelude::*,
    types::{PyBytes, PyTuple},
};

use crate::{
    convert::{ValueLimits, from_python, to_python},
    error::{cannot_cross, raised},
    handover::Handover,
    outcome,
    port::{Entry, Port},
};

/// What a session is made of. Its static layers run with the first `advance`, on its thread.
pub(crate) struct Opening {
    pub(crate) enclave: Enclave,
    pub(crate) store: Option<Arc<dyn Store>>,
    pub(crate) from: From,
}

pub(crate) enum From {
    Script(String, Box<RunOptions>),
    Dump(Vec<u8>, LoadOptions),
    /// A session of the store, by its id.
    Store(String),
}

impl Opening {
    /// The session, which `canceller` ends.
    fn open(self, canceller: Canceller) -> Result<Durable, Rejection> {
        match (self.from, self.store) {
            (From::Script(code, options), store) => {
                let options = RunOptions { canceller, ..*options };
                Ok(Durable::new(self.enclave.start(&code, options)?, store))
            }
            (From::Dump(bytes, options), _) => {
                let options = LoadOptions { canceller, ..options };
                Ok(Durable::new(self.enclave.load(&bytes, options)?, None))
            }
            (From::Store(id), Some(store)) => {
                let options = LoadOptions { canceller, ..LoadOptions::default() };
                Durable::recover(&self.enclave, store, &id, options)
            }
            (From::Store(_), None) => unreachable!("a session is recovered from a store"),
        }
    }
}

impl Opening {
    /// The session where its script is known and runs in a worker, and how far it comes there within `patience`.
    fn begin(&mut self, canceller: &Canceller, patience: Duration) -> Option<(Durable, Begun)> {
        let From::Script(code, options) = &mut self.from else { return None };
        if self.store.is_some() || options.events.is_some() || patience.is_zero() {
            return None;
        }
        let limits = options.limits.clone();
        let options = || RunOptions { canceller: canceller.clone(), ..std::mem::take(&mut **options) };
        let mut session = self.enclave.start_known(code, &limits, options)?;
        let begun = session.begins_within(patience);
        Some((Durable::new(session, None), begun))
    }
}

enum State {
    New(Box<Opening>),
    Live(Box<Durable>),
    /// A thread advances it.
    Busy,
    /// With what is left of it, unless it was dropped.
    Over(Option<Box<Durable>>),
}

/// What the host says about a call.
enum Word {
    Resolved { value: Value, by_reference: bool },
    Rejected(ToolFailure),
    Approved { hash: Option<String> },
    Denied { reason: String },
    Judged { holds: bool },
}

/// What a tool's result may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ResultLimits {
    /// One that enters the script.
    pub(crate) value: ValueLimits,
    /// One that goes by reference.
    pub(crate) reference: ValueLimits,
    /// Whether any may, when it is long.
    pub(crate) any_by_reference: bool,
}

struct Run {
    state: Mutex<State>,
    /// Answers that came while a thread advanced the session.
    answers: Mutex<Vec<(u64, Word)>>,
    canceller: Canceller,
    reporter: OnceLock<Reporter>,
    limits: ResultLimits,
    /// After what time of waiting it hibernates; never when it cannot wait for so long.
    hibernates: Option<Duration>,
    watch: OnceLock<Watch>,
}

impl Idle for Run {
    fn rest(&self, after: Duration) {
        if let Ok(mut state) = self.state.try_lock()
            && let State::Live(session) = &mut *state
        {
            session.rest(after);
        }
    }
}

impl Run {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answers(&self) -> MutexGuard<'_, Vec<(u64, Word)>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the state for a thread that will advance the session.
    fn claim(&self) -> PyResult<State> {
        let mut state = self.state();
        match *state {
            State::New(_) | State::Live(_) => Ok(std::mem::replace(&mut *state, State::Busy)),
            State::Busy => Err(busy()),
            State::Over(_) => Err(PyRuntimeError::new_err("this session is over")),
        }
    }

    /// Runs the script until it waits or ends. A panic ends this session alone.
    fn advance(self: &Arc<Self>, claimed: State) -> Step {
        let (state, step) = catch_unwind(AssertUnwindSafe(|| self.run(claimed)))
            .unwrap_or_else(|_| (State::Over(None), Step::Done(Box::new(defect()))));
        *self.state() = state;
        if let (Step::Waiting { .. }, Some(after)) = (&step, self.hibernates) {
            self.watch.get_or_init(|| enclave_host::watch(self, after));
        }
        step
    }

    /// Has a known script begin in a worker from this thread, which saves waking another one, and says how far it comes
    /// within `patience`; `None` where there is no session yet, for which a worker is on its way then.
    fn begin_here(&self, claimed: State, patience: Duration) -> (State, Option<Begun>) {
        let begin = || match claimed {
            State::New(mut opening) => match opening.begin(&self.canceller, patience) {
                Some((session, begun)) => (State::Live(self.began(session)), Some(begun)),
                None => {
                    opening.enclave.expect_session();
                    (State::New(opening), None)
                }
            },
            claimed => (claimed, None),
        };
        // What is left of the session then ends with the next step.
        catch_unwind(AssertUnwindSafe(begin)).unwrap_or((State::Over(None), None))
    }

    fn run(&self, claimed: State) -> (State, Step) {
        let mut session = match claimed {
            State::Live(session) => session,
            State::New(opening) => match opening.open(self.canceller.clone()) {
                Ok(session) => self.began(session),
                Err(rejection) => return (State::Over(None), Step::Done(rejection.0)),
            },
            State::Busy | State::Over(_) => return (State::Over(None), Step::Done(Box::new(defect()))),
        };
        for (id, answer) in std::mem::take(&mut *self.answers()) {
            // An answer to a call that the session no longer waits for has no one to go to.
            let _ = apply(&mut session, id, answer);
        }
        match session.advance() {
            done @ Step::Done(_) => (State::Over(Some(session)), done),
            waiting @ Step::Waiting { .. } => (State::Live(session), waiting),
        }
    }

    fn began(&self, session: Durable) -> Box<Durable> {
        self.reporter.get_or_init(|| session.reporter());
        Box::new(session)
    }

    fn say(&self, id: u64, answer: Word) -> PyResult<()> {
        let mut state = self.state();
        match &mut *state {
            State::Busy => {
                self.answers().push((id, answer));
                Ok(())
            }
            State::Live(session) => apply(session, id, answer),
            State::New(_) | State::Over(_) => Err(no_such_call(id)),
        }
    }

    /// Looks at a session that no thread advances; `None` where nothing is left of it.
    fn with<R>(&self, look: impl FnOnce(&mut Durable) -> R) -> PyResult<Option<R>> {
        match &mut *self.state() {
            State::Live(session) | State::Over(Some(session)) => Ok(Some(look(session))),
            State::Busy => Err(busy()),
            State::New(_) | State::Over(None) => Ok(None),
        }
    }
}

fn busy() -> PyErr {
    PyRuntimeError::new_err("this session is being advanced by another thread")
}

fn apply(session: &mut Durable, id: u64, word: Word) -> PyResult<()> {
    match word {
        Word::Resolved { value, by_reference: false } => session.resolve(id, value),
        Word::Resolved { value, by_reference: true } => session.resolve_by_reference(id, value),
        Word::Rejected(failure) => session.reject(id, failure),
        Word::Approved { hash } => session.approve(id, hash.as_deref()),
        Word::Denied { reason } => session.deny(id, &reason),
        Word::Judged { holds } => session.judge(id, holds),
    }
    .map_err(|error| PyValueError::new_err(error.to_string()))
}

fn no_such_call(id: u64) -> PyErr {
    PyValueError::new_err(format!("this session waits for no call with id {id}"))
}

/// Ends a run that its host gave up: its calls are written down, and its journal stays as it is.
fn abandon(state: State) {
    if let State::Live(mut durable) = state {
        let session: &mut enclave_core::Session = &mut durable;
        session.end(Failure::new(ErrorCode::Cancelled, "the host cancelled the run"));
    }
}

/// How a run ends when its thread panicked.
fn defect() -> Outcome {
    Outcome::failed(Failure::new(ErrorCode::Internal, "the run was ended by a defect of Enclave"))
}

/// One run of one script.
#[pyclass(frozen, module = "enclave._native")]
pub(crate) struct Session {
    run: Arc<Run>,
}

impl Session {
    pub(crate) fn new(opening: Opening, limits: ResultLimits, hibernates: Option<Duration>) -> Self {
        Self::with(State::New(Box::new(opening)), Canceller::default(), limits, hibernates)
    }

    fn with(state: State, canceller: Canceller, limits: ResultLimits, hibernates: Option<Duration>) -> Self {
        Self {
            run: Arc::new(Run {
                state: Mutex::new(state),
                answers: Mutex::default(),
                canceller,
                reporter: OnceLock::new(),
                limits,
                hibernates,
                watch: OnceLock::new(),
            }),
        }
    }
}

#[pymethods]
impl Session {
    /// The session's id; empty where nothing is left of it.
    fn id(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| self.run.with(|session| session.id().to_owned())).map(Option::unwrap_or_default)
    }

    /// Runs the script on this thread until it waits or ends: `(calls, wake_in, outcome)`.
    fn advance<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let claimed = self.run.claim()?;
        let step = py.detach(|| self.run.advance(claimed));
        outcome::step(py, step)
    }

    /// The same on a thread of its own. A step that comes within the patience, in microseconds, is returned; a later
    /// one is left in the port under the token.
    fn advance_on<'py>(
        &self,
        py: Python<'py>,
        port: &Port,
        token: u64,
        patience: u64,
    ) -> PyResult<Option<Bound<'py, PyTuple>>> {
        let claimed = self.run.claim()?;
        let run = Arc::clone(&self.run);
        let mailbox = Arc::clone(&port.mailbox);
        let here = Arc::new(Handover::default());
        let there = Arc::clone(&here);
        let step = py.detach(|| {
            let (patience, since) = (Duration::from_micros(patience), Instant::now());
            let (claimed, begun) = self.run.begin_here(claimed, patience);
            if begun == Some(Begun::Run) {
                return Some(self.run.advance(claimed));
            }
            // One that has begun was waited for already. Without patience, events are in the port; a step that comes fast
            // must not overtake them.
            let waits = begun != Some(Begun::No) && !patience.is_zero();
            if !waits {
                here.leave();
            }
            enclave_host::spawn(move || {
                if let Some(step) = there.bring(run.advance(claimed)) {
                    mailbox.push(token, Entry::Step(step));
                }
            });
            if waits { here.wait(patience.saturating_sub(since.elapsed())) } else { None }
        });
        step.map(|step| outcome::step(py, step)).transpose()
    }

    /// Answers a call; the script sees it at the next `advance`, or a handle of it.
    #[pyo3(signature = (id, value, by_reference=false))]
    fn resolve(&self, py: Python<'_>, id: u64, value: &Bound<'_, PyAny>, by_reference: bool) -> PyResult<()> {
        let ResultLimits { value: limits, reference, any_by_reference } = self.run.limits;
        let limits = if by_reference || any_by_reference { reference } else { limits };
        let value = from_python(value, limits).map_err(|error| cannot_cross(py, "the tool's result", &error))?;
        self.run.say(id, Word::Resolved { value, by_reference })
    }

    /// Approves a call; the next `advance` gives it again, to be made.
    fn approve(&self, id: u64, hash: Option<String>) -> PyResult<()> {
        self.run.say(id, Word::Approved { hash })
    }

    /// Denies a call that waits for an approval or a predicate.
    fn deny(&self, id: u64, reason: String) -> PyResult<()> {
        self.run.say(id, Word::Denied { reason })
    }

    /// Says whether the predicate of a policy's rule holds for a call.
    fn judge(&self, id: u64, holds: bool) -> PyResult<()> {
        self.run.say(id, Word::Judged { holds })
    }

    /// Answers a call with a failure, which the script can catch.
    fn reject(
        &self,
        py: Python<'_>,
        id: u64,
        code: String,
        message: String,
        data: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        let data = match data {
            None => Value::Undefined,
            Some(data) => from_python(data, self.run.limits.value)
                .map_err(|error| cannot_cross(py, "the data of the tool's error", &error))?,
        };
        self.run.say(id, Word::Rejected(ToolFailure { code, message, data }))
    }

    /// What a call gave that stays with the host; `None` where the script has the result itself.
    fn reference<'py>(&self, py: Python<'py>, id: u64) -> PyResult<Option<Bound<'py, PyAny>>> {
        let value = py.detach(|| self.run.with(|session| session.reference(id).cloned()))?;
        value.flatten().map(|value| to_python(py, &value)).transpose()
    }

    /// The data of a tool's error, as the script got it; `None` for none.
    fn failure_data<'py>(&self, py: Python<'py>, id: u64) -> PyResult<Option<Bound<'py, PyAny>>> {
        let data = py.detach(|| self.run.with(|session| session.failure(id).map(|failure| failure.data.clone())))?;
        match data.flatten() {
            None | Some(Value::Undefined) => Ok(None),
            Some(data) => to_python(py, &data).map(Some),
        }
    }

    /// The session as bytes, sealed when there is a key.
    fn dump<'py>(&self, py: Python<'py>, key: Option<DumpKey>, single_use: bool) -> PyResult<Bound<'py, PyBytes>> {
        let options = DumpOptions { key, single_use };
        let bytes = py.detach(|| self.run.with(|session| session.dump(&options)))?;
        let bytes = bytes.ok_or_else(|| PyValueError::new_err("nothing is left of this session to keep"))?;
        Ok(PyBytes::new(py, &bytes.map_err(|error| PyValueError::new_err(error.to_string()))?))
    }

    /// The ids of the pending calls that may have been made before.
    fn uncertain(&self, py: Python<'_>) -> PyResult<Vec<u64>> {
        let uncertain = |session: &mut Durable| -> Vec<u64> {
            session.pending().iter().map(|call| call.id).filter(|id| session.is_uncertain(*id)).collect()
        };
        py.detach(|| self.run.with(uncertain)).map(Option::unwrap_or_default)
    }

    /// Decides that the tool of an uncertain call is called once more.
    fn retry(&self, py: Python<'_>, id: u64) -> PyResult<()> {
        match py.detach(|| self.run.with(|session| session.retry(id)))? {
            Some(Ok(())) => Ok(()),
            Some(Err(RetryError::Lost(failure))) => Err(raised(py, failure.code, &failure.message)),
            Some(Err(RetryError::Unknown(_))) | None => {
                Err(PyValueError::new_err(format!("the call {id} of this session is not uncertain")))
            }
        }
    }

    /// Lets the time that the session waits count from now on.
    fn go_live(&self, py: Python<'_>) -> PyResult<()> {
        py.detach(|| self.run.with(|session| session.go_live())).map(drop)
    }

    /// Tells of the progress of a call.
    fn progress(&self, py: Python<'_>, id: u64, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let value =
            from_python(value, self.run.limits.value).map_err(|error| cannot_cross(py, "the progress", &error))?;
        if let Some(reporter) = self.run.reporter.get() {
            py.detach(|| reporter.progress(id, value));
        }
        Ok(())
    }

    /// A session of its own, from before the answer to a call.
    fn fork(&self, py: Python<'_>, at: u64) -> PyResult<Self> {
        let fork = py.detach(|| self.run.with(|session| session.fork(at)))?;
        match fork {
            Some(Ok(fork)) => {
                let canceller = fork.canceller();
                let state = State::Live(Box::new(Durable::new(fork, None)));
                Ok(Self::with(state, canceller, self.run.limits, self.run.hibernates))
            }
            Some(Err(_)) | None => Err(PyValueError::new_err(format!("this session has made no call with id {at}"))),
        }
    }

    /// Ends the run as soon as it is next looked at. A session that waits is dropped at once.
    fn cancel(&self, py: Python<'_>) {
        self.run.canceller.cancel();
        let mut state = self.run.state();
        if matches!(*state, State::New(_) | State::Live(_)) {
            let idle = std::mem::replace(&mut *state, State::Over(None));
            drop(state);
            // Freeing an engine takes time that an event loop does not have.
            py.detach(|| enclave_host::spawn(move || abandon(idle)));
        }
    }
}
