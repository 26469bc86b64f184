//! `Session`: one run, advanced on the calling thread or on a thread of its own.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use enclave_contract::{ErrorCode, Failure, Outcome, Stats, Value};
use enclave_core::{
    Canceller, DumpError, DumpKey, DumpOptions, Enclave, LoadOptions, Rejection, RunOptions, Session as CoreSession,
    Step, ToolFailure,
};
use pyo3::{
    exceptions::{PyRuntimeError, PyValueError},
    prelude::*,
    types::{PyBytes, PyTuple},
};

use crate::{
    convert::{ValueLimits, from_python},
    error::cannot_cross,
    handover::Handover,
    outcome,
    port::{Entry, Port},
};

/// What a session is made of. Its static layers run with the first `advance`, on its thread.
pub(crate) struct Opening {
    pub(crate) enclave: Enclave,
    pub(crate) from: From,
}

pub(crate) enum From {
    Script(String, Box<RunOptions>),
    Dump(Vec<u8>, LoadOptions),
}

impl Opening {
    fn open(self) -> Result<CoreSession, Rejection> {
        match self.from {
            From::Script(code, options) => self.enclave.start(&code, *options),
            From::Dump(bytes, options) => self.enclave.load(&bytes, options),
        }
    }
}

enum State {
    New(Box<Opening>),
    Live(Box<CoreSession>),
    /// A thread advances it.
    Busy,
    Over,
}

type Answer = (u64, Result<Value, ToolFailure>);

struct Run {
    state: Mutex<State>,
    /// Answers that came while a thread advanced the session.
    answers: Mutex<Vec<Answer>>,
    cancelled: AtomicBool,
    canceller: OnceLock<Canceller>,
    limits: ValueLimits,
}

impl Run {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answers(&self) -> MutexGuard<'_, Vec<Answer>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the state for a thread that will advance the session.
    fn claim(&self) -> PyResult<State> {
        let mut state = self.state();
        match *state {
            State::New(_) | State::Live(_) => Ok(std::mem::replace(&mut *state, State::Busy)),
            State::Busy => Err(PyRuntimeError::new_err("this session is being advanced by another thread")),
            State::Over => Err(PyRuntimeError::new_err("this session is over")),
        }
    }

    /// Runs the script until it waits or ends. A panic ends this session alone.
    fn advance(&self, claimed: State) -> Step {
        let (state, step) = catch_unwind(AssertUnwindSafe(|| self.run(claimed)))
            .unwrap_or_else(|_| (State::Over, Step::Done(Box::new(defect()))));
        *self.state() = state;
        step
    }

    fn run(&self, claimed: State) -> (State, Step) {
        let mut session = match claimed {
            State::Live(session) => session,
            State::New(opening) => match opening.open() {
                Ok(session) => self.began(session),
                Err(rejection) => return (State::Over, Step::Done(rejection.0)),
            },
            State::Busy | State::Over => return (State::Over, Step::Done(Box::new(defect()))),
        };
        for (id, answer) in std::mem::take(&mut *self.answers()) {
            // An answer to a call that the session no longer waits for has no one to go to.
            let _ = apply(&mut session, id, answer);
        }
        match session.advance() {
            done @ Step::Done(_) => (State::Over, done),
            waiting @ Step::Waiting { .. } => (State::Live(session), waiting),
        }
    }

    /// Lets `cancel` reach a session that has just begun, also when it was called before that.
    fn began(&self, session: CoreSession) -> Box<CoreSession> {
        let canceller = self.canceller.get_or_init(|| session.canceller());
        if self.cancelled.load(Ordering::SeqCst) {
            canceller.cancel();
        }
        Box::new(session)
    }

    fn answer(&self, id: u64, answer: Result<Value, ToolFailure>) -> PyResult<()> {
        let mut state = self.state();
        match &mut *state {
            State::Busy => {
                self.answers().push((id, answer));
                Ok(())
            }
            State::Live(session) => apply(session, id, answer),
            State::New(_) | State::Over => Err(no_such_call(id)),
        }
    }
}

fn apply(session: &mut CoreSession, id: u64, answer: Result<Value, ToolFailure>) -> PyResult<()> {
    match answer {
        Ok(value) => session.resolve(id, value),
        Err(failure) => session.reject(id, failure),
    }
    .map_err(|_| no_such_call(id))
}

fn no_such_call(id: u64) -> PyErr {
    PyValueError::new_err(format!("this session waits for no call with id {id}"))
}

/// How a run ends when its thread panicked.
fn defect() -> Outcome {
    Outcome {
        result: Err(Failure::new(ErrorCode::Internal, "the run was ended by a defect of Enclave")),
        console: Vec::new(),
        emitted: Vec::new(),
        calls: Vec::new(),
        diagnostics: Vec::new(),
        score: None,
        stats: Stats::default(),
    }
}

/// One run of one script.
#[pyclass(frozen, module = "enclave._native")]
pub(crate) struct Session {
    run: Arc<Run>,
}

impl Session {
    pub(crate) fn new(opening: Opening, limits: ValueLimits) -> Self {
        Self {
            run: Arc::new(Run {
                state: Mutex::new(State::New(Box::new(opening))),
                answers: Mutex::default(),
                cancelled: AtomicBool::new(false),
                canceller: OnceLock::new(),
                limits,
            }),
        }
    }
}

#[pymethods]
impl Session {
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
        if patience == 0 {
            // Events are in the port; a step that comes fast must not overtake them.
            here.leave();
        }
        let job = move || {
            if let Some(step) = there.bring(run.advance(claimed)) {
                mailbox.push(token, Entry::Step(step));
            }
        };
        let step = py.detach(|| {
            enclave_host::spawn(job);
            here.wait(Duration::from_micros(patience))
        });
        step.map(|step| outcome::step(py, step)).transpose()
    }

    /// Answers a call; the script sees it at the next `advance`.
    fn resolve(&self, py: Python<'_>, id: u64, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let value =
            from_python(value, self.run.limits).map_err(|error| cannot_cross(py, "the tool's result", &error))?;
        self.run.answer(id, Ok(value))
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
            Some(data) => from_python(data, self.run.limits)
                .map_err(|error| cannot_cross(py, "the data of the tool's error", &error))?,
        };
        self.run.answer(id, Err(ToolFailure { code, message, data }))
    }

    /// The session as bytes, sealed when there is a key.
    fn dump<'py>(&self, py: Python<'py>, key: Option<DumpKey>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = py.detach(|| match &*self.run.state() {
            State::Live(session) => session
                .dump(&DumpOptions { key, single_use: false })
                .map_err(|error| PyValueError::new_err(error.to_string())),
            State::Busy => Err(PyRuntimeError::new_err("this session is being advanced by another thread")),
            State::New(_) | State::Over => Err(PyValueError::new_err(DumpError::NoDump.to_string())),
        })?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// Ends the run as soon as it is next looked at. A session that waits is dropped at once.
    fn cancel(&self, py: Python<'_>) {
        self.run.cancelled.store(true, Ordering::SeqCst);
        if let Some(canceller) = self.run.canceller.get() {
            canceller.cancel();
        }
        let mut state = self.run.state();
        if matches!(*state, State::New(_) | State::Live(_)) {
            let idle = std::mem::replace(&mut *state, State::Over);
            drop(state);
            // Freeing an engine takes time that an event loop does not have.
            py.detach(|| enclave_host::spawn(move || drop(idle)));
        }
    }
}
