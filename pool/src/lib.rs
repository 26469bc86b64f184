//! The host's side of worker processes: spawning, checkout, supervision.
//!
//! A [`Pool`] has a zygote (`zygote.rs`), which forks workers ahead of need. A session leases one (`lease.rs`), alone,
//! and what the worker sends is hostile. Who gets a worker next when all are taken, `queue.rs` says.

mod lease;
mod locate;
mod process;
mod queue;
mod zygote;

use std::{
    collections::VecDeque,
    path::PathBuf,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use enclave_contract::{
    Config, ConfigError, ErrorCode, Failure, Limits, PerProcess, PoolSettings, WorkerReuse,
    frame::{Lease, Lost, Measure, Stop, Worker, Workers},
};
use serde::Serialize;

use self::{
    lease::{Leased, is_reset},
    queue::Queue,
    zygote::{Child, NoWorker, Wait, Zygote},
};

/// Events that are kept for who asks.
const EVENTS: usize = 256;
/// How often a session that waits for a worker looks whether it is cancelled.
const LOOK: Duration = Duration::from_millis(20);
/// How long a session waits for a fork before it lends its thread's place to others.
const SOON: Duration = Duration::from_millis(5);
/// CPU seconds of a worker for the compiler and for itself.
const CPU_MARGIN: u64 = 5;
/// The CPU time of how many whole sessions a worker has that serves several.
const SESSIONS_OF_CPU: u64 = 8;
/// Longer than a zygote may take to start.
const FOREVER: Duration = Duration::from_secs(60);
/// Workers that are forked ahead for what was lately wanted at once, beyond `min_workers`.
const MAX_AHEAD: usize = 8;

/// Waits for something that other sessions bring about; the host may lend the thread's place to another meanwhile.
pub type Waiting = fn(&mut dyn FnMut());

/// Worker processes. Cheap to clone. Dropping the last one ends them, but for those that sessions have, which end with
/// their sessions; `close` ends all.
#[derive(Clone, Debug)]
pub struct Pool(Arc<Shared>);

/// How a pool stands; the counts are since it was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PoolStats {
    /// Workers that wait, locked down, for a session.
    pub ready: u64,
    /// Workers that sessions have.
    pub leased: u64,
    /// Sessions that wait for a worker.
    pub queued: u64,
    /// Workers that were started.
    pub started: u64,
    /// Workers that served a session of the same tenant again.
    pub recycled: u64,
    /// Workers that ended while a session had them.
    pub lost: u64,
    /// Those of them that this process killed: past a limit, or for what they sent.
    pub killed: u64,
    /// The most workers that sessions had at once.
    pub peak: u64,
    /// Sessions that were refused since the queue was full.
    pub queue_full: u64,
    /// Sessions that waited for too long.
    pub queue_timeouts: u64,
}

/// What happened to a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PoolEventKind {
    /// It was started, and waits or serves its first session.
    Started,
    /// It serves another session of the same tenant.
    Recycled,
    /// It ended while a session had it.
    Lost,
}

/// Something that happened to a worker.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PoolEvent {
    /// When, in milliseconds since 1970 UTC.
    pub at_ms: f64,
    /// What.
    pub kind: PoolEventKind,
    /// The worker's process.
    pub pid: u32,
    /// Why it was lost; empty otherwise.
    pub reason: String,
}

#[derive(Debug)]
struct Shared {
    settings: PoolSettings,
    reuse: WorkerReuse,
    allow_degraded: bool,
    program: PathBuf,
    waiting: Waiting,
    closed: AtomicBool,
    /// A forked host has workers of its own.
    local: PerProcess<Local>,
}

/// The pool as one process has it.
#[derive(Debug, Default)]
struct Local {
    state: Mutex<State>,
    /// Told when a session that waits may have a worker, and when a zygote was started.
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    zygote: Option<Arc<Zygote>>,
    /// Whether a thread starts one, without the lock; others wait for it.
    starting: bool,
    /// Workers that served a tenant and may serve it again, the oldest first. They have been told to reset.
    kept: Vec<Kept>,
    queue: Queue,
    /// The most that sessions had at once since the last look at what is idle.
    lately: usize,
    stats: PoolStats,
    events: VecDeque<PoolEvent>,
}

#[derive(Debug)]
struct Kept {
    child: Child,
    tenant: String,
    memory_bytes: u64,
    since: Instant,
}

impl State {
    /// Takes away the oldest of the kept workers that are too many besides those that sessions have.
    fn trim(&mut self, max: usize) -> Vec<Kept> {
        let room = max.saturating_sub(self.queue.leased());
        self.kept.drain(..self.kept.len().saturating_sub(room)).collect()
    }

    fn tell(&mut self, kind: PoolEventKind, pid: u32, reason: String) {
        match kind {
            PoolEventKind::Started => self.stats.started += 1,
            PoolEventKind::Recycled => self.stats.recycled += 1,
            PoolEventKind::Lost => self.stats.lost += 1,
        }
        if self.events.len() == EVENTS {
            self.events.pop_front();
        }
        let at_ms = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |time| time.as_secs_f64() * 1e3);
        self.events.push_back(PoolEvent { at_ms, kind, pid, reason });
    }
}

impl Pool {
    /// The pool that a configuration asks for. `waiting` is called around what blocks for long.
    ///
    /// # Errors
    /// When a setting is out of range, or when this system has no worker processes.
    pub fn new(config: &Config, waiting: Waiting) -> Result<Self, ConfigError> {
        Self::of(config.pool_settings()?, config, locate::worker()?, waiting)
    }

    /// The same with a worker program of the caller's.
    ///
    /// # Errors
    /// As `new` has them.
    pub fn with_program(config: &Config, waiting: Waiting, program: PathBuf) -> Result<Self, ConfigError> {
        Self::of(config.pool_settings()?, config, program, waiting)
    }

    fn of(settings: PoolSettings, config: &Config, program: PathBuf, waiting: Waiting) -> Result<Self, ConfigError> {
        Ok(Self(Arc::new(Shared {
            settings,
            reuse: config.worker_reuse,
            allow_degraded: config.allow_degraded,
            program,
            waiting,
            closed: AtomicBool::new(false),
            local: PerProcess::new(Local::default()),
        })))
    }

    /// Starts the zygote and the workers that wait, unless they are there.
    ///
    /// # Errors
    /// When they cannot be started, or not be isolated as the configuration asks.
    pub fn start(&self) -> Result<(), ConfigError> {
        let zygote = self.0.greeted(&forever()).map_err(unavailable)?;
        zygote.keep(self.0.settings.min_workers as usize);
        Ok(())
    }

    /// What holds the workers here, measure by measure.
    ///
    /// # Errors
    /// When no worker can be started.
    pub fn report(&self) -> Result<Vec<Measure>, ConfigError> {
        let zygote = self.0.greeted(&forever()).map_err(unavailable)?;
        Ok(zygote.measures(&forever()).map_err(unavailable)?.to_vec())
    }

    /// How the pool stands.
    pub fn stats(&self) -> PoolStats {
        let state = self.0.state();
        let ahead = state.zygote.as_ref().map_or(0, |zygote| zygote.ready());
        PoolStats {
            ready: (ahead + state.kept.len()) as u64,
            leased: state.queue.leased() as u64,
            queued: state.queue.waiting() as u64,
            ..state.stats
        }
    }

    /// What happened since this was last asked, oldest first; the last 256 at most.
    pub fn take_events(&self) -> Vec<PoolEvent> {
        std::mem::take(&mut self.0.state().events).into()
    }

    /// Lets go of workers that wait and that nobody wanted for that long.
    pub fn rest(&self, after: Duration) {
        let mut state = self.0.state();
        let rested: Vec<Kept> = state.kept.extract_if(.., |kept| kept.since.elapsed() >= after).collect();
        state.lately = state.queue.leased();
        let zygote = state.zygote.take_if(|zygote| zygote.is_gone()).or_else(|| state.zygote.clone());
        drop(state);
        drop(rested);
        if let Some(zygote) = zygote {
            zygote.shrink(self.0.settings.min_workers as usize, after);
            zygote.keep(self.0.settings.min_workers as usize);
        }
    }

    /// How long workers that wait are kept.
    pub fn idle(&self) -> Duration {
        Duration::from_millis(self.0.settings.idle_ms)
    }

    /// Ends the workers, at once. Sessions that have one lose it; nothing can be leased afterwards. In a fork of the
    /// process that has the workers, it closes the copy alone.
    pub fn close(&self) {
        self.0.closed.store(true, Ordering::SeqCst);
        let mut state = self.0.state();
        state.kept.clear();
        let zygote = state.zygote.take();
        drop(state);
        self.0.local().changed.notify_all();
        if let Some(zygote) = zygote {
            zygote.end("the pool was closed");
        }
    }
}

/// As long as the zygote may take.
fn forever() -> Wait<'static> {
    Wait { until: Instant::now() + FOREVER, cancelled: None }
}

fn unavailable(reason: NoWorker) -> ConfigError {
    ConfigError::IsolationUnavailable(match reason {
        NoWorker::Failed(reason) | NoWorker::Gone(reason) => reason,
        NoWorker::QueueFull | NoWorker::TimedOut | NoWorker::Cancelled => {
            "the worker program takes too long".to_owned()
        }
    })
}

impl Shared {
    fn local(&self) -> &Local {
        self.local.get(|parents| {
            // The copies of the parent's descriptors close here, unless one of its threads was at work with them.
            if let Ok(mut state) = parents.state.try_lock() {
                *state = State::default();
            }
            Local::default()
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.local().state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_closed(&self) -> bool {
        self.closed.load(Ordering::SeqCst)
    }

    /// The zygote, started when there is none or the last one is gone; by one thread, and without the lock.
    fn zygote(&self, wait: &Wait<'_>) -> Result<Arc<Zygote>, NoWorker> {
        let closed = || NoWorker::Failed("the pool is closed".to_owned());
        let mut state = self.state();
        loop {
            if self.is_closed() {
                return Err(closed());
            }
            if let Some(zygote) = state.zygote.as_ref().filter(|zygote| !zygote.is_gone()) {
                return Ok(Arc::clone(zygote));
            }
            if !state.starting {
                break;
            }
            wait.check()?;
            state = self.local().changed.wait_timeout(state, LOOK).unwrap_or_else(PoisonError::into_inner).0;
        }
        wait.check()?;
        state.starting = true;
        let gone = state.zygote.take();
        drop(state);
        drop(gone);
        let started = Zygote::start(&self.program, self.allow_degraded).map(Arc::new).map_err(NoWorker::Failed);
        let mut state = self.state();
        state.starting = false;
        let closed = self.is_closed().then(closed);
        if closed.is_none() {
            state.zygote = started.as_ref().ok().cloned();
        }
        drop(state);
        self.local().changed.notify_all();
        closed.map_or(started, Err)
    }

    /// The zygote, ready to fork.
    fn greeted(&self, wait: &Wait<'_>) -> Result<Arc<Zygote>, NoWorker> {
        let zygote = self.zygote(wait)?;
        zygote.measures(wait)?;
        Ok(zygote)
    }

    /// Waits for a place among the sessions that have a worker.
    fn enter(&self, lease: &Lease<'_>, wait: &Wait<'_>) -> Result<(), NoWorker> {
        let tenant = lease.tenant.unwrap_or_default();
        let mut state = self.state();
        let (max, each) = (self.settings.max_workers as usize, self.settings.max_per_tenant as usize);
        if state.queue.enter(tenant, max, each) {
            return Ok(());
        }
        // Who does not wait takes nobody's place in the queue.
        wait.check()?;
        if state.queue.waiting() as u64 >= self.settings.max_queue {
            if !state.queue.make_room(tenant) {
                return Err(NoWorker::QueueFull);
            }
            self.local().changed.notify_all();
        }
        let ticket = state.queue.wait(tenant);
        drop(state);
        let mut outcome = Ok(());
        (self.waiting)(&mut || outcome = self.wait(ticket, wait));
        outcome
    }

    fn wait(&self, ticket: u64, wait: &Wait<'_>) -> Result<(), NoWorker> {
        let mut state = self.state();
        loop {
            if state.queue.take_grant(ticket) {
                return Ok(());
            }
            let given_up = if state.queue.take_refusal(ticket) {
                NoWorker::QueueFull
            } else if self.is_closed() {
                NoWorker::Failed("the pool was closed while the session waited for a worker".to_owned())
            } else if let Err(reason) = wait.check() {
                reason
            } else {
                state = self.local().changed.wait_timeout(state, LOOK).unwrap_or_else(PoisonError::into_inner).0;
                continue;
            };
            state.queue.give_up(ticket);
            return Err(given_up);
        }
    }

    /// How a session ends that gets no worker; its own time was over first when that is in the past.
    fn failure(&self, reason: NoWorker, until: Instant) -> Lost {
        Lost::Died(Box::new(match reason {
            NoWorker::Failed(reason) | NoWorker::Gone(reason) => Failure::new(ErrorCode::WorkerLost, reason),
            NoWorker::Cancelled => return Lost::Overdue(Stop::Cancelled),
            NoWorker::TimedOut if Instant::now() >= until => return Lost::Overdue(Stop::Timeout),
            NoWorker::QueueFull => {
                self.state().stats.queue_full += 1;
                let (max, queue) = (self.settings.max_workers, self.settings.max_queue);
                let message =
                    format!("all {max} workers are taken and {queue} sessions wait already (`pool.max_queue`)");
                Failure::new(ErrorCode::QueueFull, message)
            }
            NoWorker::TimedOut => {
                self.state().stats.queue_timeouts += 1;
                let waited = self.settings.queue_timeout_ms;
                let message = format!("no worker became free within {waited} ms (`pool.queue_timeout_ms`)");
                Failure::new(ErrorCode::QueueTimeout, message)
            }
        }))
    }

    /// Gives the place of a session that has no worker any more to the next, and keeps the worker for its tenant.
    fn leave(&self, tenant: &str, kept: Option<Kept>) {
        let mut state = self.state();
        let (max, each) = (self.settings.max_workers as usize, self.settings.max_per_tenant as usize);
        if state.queue.leave(tenant, max, each) {
            self.local().changed.notify_all();
        }
        state.kept.extend(kept.filter(|_| !self.is_closed()));
        let gone = state.trim(max);
        drop(state);
        drop(gone);
    }

    /// Whether there is a worker for who does not wait. One that is kept for its tenant may still have to become ready.
    fn is_at_hand(&self) -> bool {
        let zygote = self.state().zygote.clone();
        self.reuse == WorkerReuse::Never && zygote.is_some_and(|zygote| !zygote.is_gone() && zygote.ready() > 0)
    }

    /// A worker for a session that has a place.
    fn child(&self, lease: &Lease<'_>, wait: &Wait<'_>) -> Result<Child, NoWorker> {
        let mut state = self.state();
        let leased = state.queue.leased();
        state.stats.peak = state.stats.peak.max(leased as u64);
        state.lately = state.lately.max(leased);
        let same = |kept: &Kept| {
            Some(kept.tenant.as_str()) == lease.tenant
                && kept.memory_bytes == lease.limits.memory_bytes
                && kept.child.has_cpu_for(cpu_of_one(lease.limits))
        };
        let kept = state.kept.iter().rposition(same).map(|at| state.kept.remove(at));
        let gone = state.trim(self.settings.max_workers as usize);
        drop(state);
        drop(gone);
        if let Some(Kept { child, .. }) = kept.filter(|kept| is_reset(&kept.child, wait)) {
            self.state().tell(PoolEventKind::Recycled, child.pid(), String::new());
            return Ok(child);
        }
        // One mostly is there, or will be at once.
        let soon = Wait { until: wait.until.min(Instant::now() + SOON), ..*wait };
        let mut outcome = self.fork(&soon);
        if matches!(outcome, Err(NoWorker::TimedOut)) {
            (self.waiting)(&mut || outcome = self.fork(wait));
        }
        let child = outcome?;
        self.state().tell(PoolEventKind::Started, child.pid(), String::new());
        Ok(child)
    }

    /// CPU time that a worker may use in its whole life, in seconds.
    fn cpu_seconds(&self, limits: &Limits) -> u64 {
        let sessions = if self.reuse == WorkerReuse::Tenant { SESSIONS_OF_CPU } else { 1 };
        cpu_of_one(limits).saturating_mul(sessions)
    }

    /// How many workers are to wait.
    fn ahead(&self, state: &State) -> usize {
        (self.settings.min_workers as usize).max(state.lately.min(MAX_AHEAD))
    }

    /// Ends a worker that a session is done with, and has workers forked for those that sessions took.
    fn refill(&self, done: Option<Child>) {
        let (zygote, ahead) = self.source();
        match (done, zygote) {
            (Some(done), Some(zygote)) if done.is_of(&zygote) => done.part(ahead),
            (done, zygote) => {
                done.map(|done| done.part(0)).unwrap_or_default();
                zygote.map(|zygote| zygote.keep(ahead)).unwrap_or_default();
            }
        }
    }

    /// The same while a session goes on or is about to begin, where no worker waits: somebody may come. A fork keeps a core
    /// busy for longer than most steps take, so otherwise that is for the end of the session.
    fn refill_the_last(&self) {
        let (zygote, ahead) = self.source();
        if let Some(zygote) = zygote.filter(|zygote| zygote.is_out()) {
            zygote.keep(ahead.max(1));
        }
    }

    /// Where workers come from, when there is one, and how many are to wait.
    fn source(&self) -> (Option<Arc<Zygote>>, usize) {
        let state = self.state();
        (state.zygote.clone(), self.ahead(&state))
    }

    fn fork(&self, wait: &Wait<'_>) -> Result<Child, NoWorker> {
        let fork = || self.greeted(wait).and_then(|zygote| zygote.take(wait));
        // A zygote that died since it was last asked is not this session's fault; the next one starts anew.
        let forked = match fork() {
            Err(NoWorker::Gone(_)) => fork(),
            forked => forked,
        };
        forked.map_err(|reason| match reason {
            NoWorker::Failed(reason) | NoWorker::Gone(reason) => {
                NoWorker::Failed(format!("no worker could be started: {reason}"))
            }
            reason => reason,
        })
    }
}

/// CPU time that one session may cost its worker in all, in seconds: what it computes, once more to replay it, and what
/// the compiler takes. What a worker is held to where nobody waits for it.
fn cpu_of_one(limits: &Limits) -> u64 {
    limits.cpu_ms.div_ceil(1_000).saturating_mul(2).saturating_add(CPU_MARGIN)
}

impl Workers for Pool {
    fn lease(&self, lease: &Lease<'_>) -> Result<Box<dyn Worker>, Lost> {
        let now = Instant::now();
        if lease.until <= now && !self.0.is_at_hand() {
            // Who cannot wait here comes back from where it can.
            self.0.refill_the_last();
            return Err(Lost::Overdue(Stop::Timeout));
        }
        let until = lease.until.min(now + self.0.settings.queue_timeout());
        let wait = Wait { until, cancelled: Some(lease.cancelled) };
        let child = self.0.enter(lease, &wait).and_then(|()| {
            let child = self.0.child(lease, &wait);
            child.inspect_err(|_| self.0.leave(lease.tenant.unwrap_or_default(), None))
        });
        match child {
            Ok(child) => Ok(Box::new(Leased::new(Arc::clone(&self.0), child, lease))),
            Err(reason) => Err(self.0.failure(reason, lease.until)),
        }
    }

    fn expect(&self) {
        if !self.0.is_at_hand() {
            self.0.refill_the_last();
        }
    }
}
