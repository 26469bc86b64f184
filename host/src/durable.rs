//! A session whose journal is kept in a store, where the host has one.

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
    time::{Duration, Instant},
};

use enclave_contract::{ConfigError, ErrorCode, Failure, Outcome};
use enclave_core::{Enclave, LoadOptions, Rejection, Session, Step, UnknownCall};
use enclave_store::{State, Store, StoreError};

/// A session, and its log in a store. What happened is in the log before the host acts on it, so that no tool is called
/// that a later process does not know of.
#[derive(Debug)]
pub struct Durable {
    session: Session,
    log: Option<Log>,
    /// Since when it waits.
    waits: Option<Instant>,
}

#[derive(Debug)]
struct Log {
    store: Arc<dyn Store>,
    /// Records that the store has.
    position: u64,
}

/// Why a call is not made once more.
#[derive(Debug, thiserror::Error)]
pub enum RetryError {
    /// It is not uncertain.
    #[error(transparent)]
    Unknown(#[from] UnknownCall),
    /// The decision could not be kept.
    #[error("{}", .0.message)]
    Lost(Box<Failure>),
}

impl Durable {
    /// A session that has not begun; it is kept where there is a store.
    pub fn new(session: Session, store: Option<Arc<dyn Store>>) -> Self {
        Self { session, log: store.map(|store| Log { store, position: 0 }), waits: None }
    }

    /// A session that a store has.
    ///
    /// # Errors
    /// `Rejection` with `REPLAY_DIVERGED` when the store has no such session, with `INTERNAL` when it fails, and as
    /// `Enclave::load` has them.
    pub fn recover(enclave: &Enclave, store: Arc<dyn Store>, id: &str, from: LoadOptions) -> Result<Self, Rejection> {
        let records = store.read(id).map_err(|error| rejection(store_failure(&error)))?;
        if records.is_empty() {
            let message = format!("the journal store has no session `{id}`");
            return Err(rejection(Failure::new(ErrorCode::ReplayDiverged, message)));
        }
        let session = enclave.recover(&records, from)?;
        Ok(Self { session, log: Some(Log { store, position: records.len() as u64 }), waits: None })
    }

    /// As `Session::advance`. Answers are kept before the script sees them, and calls before the host does.
    pub fn advance(&mut self) -> Step {
        if let Err(failure) = self.keep(State::Open) {
            return self.session.end(*failure);
        }
        let step = self.session.advance();
        self.waits = Some(Instant::now());
        let state = if self.session.is_done() { State::Finished } else { State::Open };
        match self.keep(state) {
            Ok(()) => step,
            Err(failure) => self.session.end(*failure),
        }
    }

    /// As `Session::retry`, and kept before this returns.
    ///
    /// # Errors
    /// When the call is not uncertain, or when the store fails or another process goes on with the session.
    pub fn retry(&mut self, call_id: u64) -> Result<(), RetryError> {
        self.session.retry(call_id)?;
        self.keep(State::Open).map_err(|failure| {
            // Nobody may act on a decision that no other process knows of.
            self.session.end(Failure::clone(&failure));
            RetryError::Lost(failure)
        })
    }

    /// Drops the engine of a session that has waited for that long, unless making it again would take long.
    pub fn rest(&mut self, after: Duration) -> bool {
        /// The most that a session may have computed: that is what waking it takes.
        const CHEAP: Duration = Duration::from_millis(250);
        let waited = self.waits.is_some_and(|since| since.elapsed() >= after);
        waited && self.session.computed() <= CHEAP && self.session.hibernate()
    }

    fn keep(&mut self, state: State) -> Result<(), Box<Failure>> {
        let Some(log) = &mut self.log else { return Ok(()) };
        let records = self.session.take_records();
        let records = records.map_err(|error| Failure::new(ErrorCode::Internal, error.to_string()))?;
        if records.is_empty() && state == State::Open {
            return Ok(());
        }
        log.store.append(self.session.id(), log.position, &records, state).map_err(|error| store_failure(&error))?;
        log.position += records.len() as u64;
        Ok(())
    }
}

impl Deref for Durable {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}

impl DerefMut for Durable {
    fn deref_mut(&mut self) -> &mut Session {
        &mut self.session
    }
}

/// The journal store that a configuration names.
///
/// # Errors
/// `ConfigError::Journal` when it cannot be opened.
pub fn open_store(url: &str) -> Result<Arc<dyn Store>, ConfigError> {
    enclave_store::open(url).map_err(|error| ConfigError::Journal(error.to_string()))
}

/// What a store that fails means for a run.
pub fn store_failure(error: &StoreError) -> Failure {
    match error {
        StoreError::Conflict { session, .. } => Failure::new(
            ErrorCode::ReplayDiverged,
            format!(
                "the journal store has more of session `{session}` than this process: another one has it, or had it"
            ),
        ),
        error => Failure::new(ErrorCode::Internal, format!("the journal store failed: {error}")),
    }
}

fn rejection(failure: Failure) -> Rejection {
    Rejection(Box::new(Outcome::failed(failure)))
}
