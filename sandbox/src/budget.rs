//! What a run may still spend, and why it must stop. Shared by everything that runs on the engine's thread.

use std::{
    cell::{Cell, RefCell},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use enclave_contract::{Limits, frame::Stop};

/// The largest step that a script may take between two looks at the clock, in loop turns or calls. Small, since one
/// turn may hold native work of milliseconds that nothing else interrupts, such as comparing two long texts.
const MAX_GRANT: u64 = 16;
/// A step that took longer than this makes the next ones shorter.
const SLOW_STEP: Duration = Duration::from_millis(1);

/// Whether the host cancelled the run.
#[derive(Clone, Debug)]
pub enum Cancelled {
    /// A flag that the host shares.
    Shared(Arc<AtomicBool>),
    /// A flag of the whole process, which a signal sets.
    Process(&'static AtomicBool),
}

impl Cancelled {
    fn get(&self) -> bool {
        match self {
            Self::Shared(flag) => flag.load(Ordering::Relaxed),
            Self::Process(flag) => flag.load(Ordering::Relaxed),
        }
    }
}

impl Default for Cancelled {
    fn default() -> Self {
        Self::Shared(Arc::default())
    }
}

/// The budget of one run.
#[derive(Debug)]
pub(crate) struct Budget {
    stop: Cell<Option<Stop>>,
    cancelled: Cancelled,
    /// The end of the wall-clock time; none while only the slices count (sessions driven by hand).
    wall_deadline: Cell<Option<Instant>>,
    /// Wall-clock time left for slices, when there is no deadline.
    wall_left: Cell<Duration>,
    cpu_left: Cell<Duration>,
    /// When the current slice began, by both clocks.
    slice: Cell<Option<(Instant, Duration)>>,
    cpu_used: Cell<Duration>,
    turns: Cell<u64>,
    max_turns: Cell<u64>,
    /// The size of the last step, and when it was granted.
    step: Cell<(u64, Option<Instant>)>,
    /// What would have taken too long, when the run ended before it began.
    forecast: RefCell<Option<String>>,
    /// Whether every block of memory may be refused once the run must end.
    refuses_all: Cell<bool>,
}

impl Budget {
    /// A budget that nothing exhausts, for code of our own.
    pub(crate) fn unlimited(cancelled: Cancelled) -> Self {
        Self {
            stop: Cell::new(None),
            cancelled,
            wall_deadline: Cell::new(None),
            wall_left: Cell::new(Duration::MAX),
            cpu_left: Cell::new(Duration::MAX),
            slice: Cell::new(None),
            cpu_used: Cell::new(Duration::ZERO),
            turns: Cell::new(0),
            max_turns: Cell::new(u64::MAX),
            step: Cell::new((1, None)),
            forecast: RefCell::new(None),
            refuses_all: Cell::new(false),
        }
    }

    /// From here on the limits hold. A session driven by hand counts only the time that the engine computes.
    pub(crate) fn limit(&self, limits: &Limits, manual: bool, started: Instant) {
        let wall = Duration::from_millis(limits.timeout_ms);
        self.wall_deadline.set(if manual { None } else { started.checked_add(wall) });
        self.wall_left.set(wall);
        self.cpu_left.set(Duration::from_millis(limits.cpu_ms));
        self.max_turns.set(limits.max_iterations);
    }

    /// A budget of that much wall-clock time, for the compiler.
    pub(crate) fn for_compiler(time: Duration) -> Self {
        Self { wall_left: Cell::new(time), ..Self::unlimited(Cancelled::default()) }
    }

    /// Marks the start of a time in which the engine computes.
    pub(crate) fn begin_slice(&self) {
        self.slice.set(Some((Instant::now(), thread_cpu_time())));
    }

    /// Marks the end of it.
    pub(crate) fn end_slice(&self) {
        if let Some((wall, cpu)) = self.slice.take() {
            let used = thread_cpu_time().saturating_sub(cpu);
            self.cpu_used.set(self.cpu_used.get().saturating_add(used));
            self.cpu_left.set(self.cpu_left.get().saturating_sub(used));
            self.wall_left.set(self.wall_left.get().saturating_sub(wall.elapsed()));
        }
    }

    /// Goes on where an earlier run of the same session stood: what a replay used is not counted.
    pub(crate) fn resume(&self, limits: &Limits, cpu_used: Duration, wall_used: Duration) {
        self.cpu_used.set(cpu_used);
        self.cpu_left.set(Duration::from_millis(limits.cpu_ms).saturating_sub(cpu_used));
        self.wall_left.set(Duration::from_millis(limits.timeout_ms).saturating_sub(wall_used));
    }

    /// Wall-clock time left for slices.
    pub(crate) fn wall_left(&self) -> Duration {
        self.wall_left.get()
    }

    /// Time that the engine computed.
    pub(crate) fn cpu_used(&self) -> Duration {
        self.cpu_used.get()
    }

    /// The end of the wall-clock time, when the waiting counts.
    pub(crate) fn wall_deadline(&self) -> Option<Instant> {
        self.wall_deadline.get()
    }

    /// Sets the end of the wall-clock time.
    pub(crate) fn end_at(&self, deadline: Option<Instant>) {
        self.wall_deadline.set(deadline);
    }

    /// Ends the run; the first reason stands.
    pub(crate) fn stop(&self, reason: Stop) {
        if self.stop.get().is_none() {
            self.stop.set(Some(reason));
        }
    }

    /// Why the run must end, as far as is known.
    pub(crate) fn stopped(&self) -> Option<Stop> {
        self.stop.get()
    }

    #[cfg(test)]
    pub(crate) fn is_stopped(&self) -> bool {
        self.stop.get().is_some()
    }

    /// Looks at the clocks and the canceller; `true` when the run must end.
    pub(crate) fn should_stop(&self) -> bool {
        self.should_stop_at(Instant::now())
    }

    /// The same for whoever has read the clock.
    pub(crate) fn should_stop_at(&self, now: Instant) -> bool {
        if self.stop.get().is_some() {
            return true;
        }
        if self.cancelled.get() {
            self.stop(Stop::Cancelled);
        } else if let Some((reason, left)) = self.least_left(now)
            && left.is_zero()
        {
            self.stop(reason);
        }
        self.stop.get().is_some()
    }

    /// The clock that ends first and what it has left; none outside a slice.
    fn least_left(&self, now: Instant) -> Option<(Stop, Duration)> {
        let (started, cpu_started) = self.slice.get()?;
        let elapsed = now.saturating_duration_since(started);
        let wall = match self.wall_deadline.get() {
            Some(deadline) => deadline.saturating_duration_since(now),
            None => self.wall_left.get().saturating_sub(elapsed),
        };
        // The slice's wall time bounds its CPU time, which is dear to read.
        let mut cpu = self.cpu_left.get().saturating_sub(elapsed);
        if cpu.is_zero() {
            cpu = self.cpu_left.get().saturating_sub(thread_cpu_time().saturating_sub(cpu_started));
        }
        Some(if cpu < wall { (Stop::Cpu, cpu) } else { (Stop::Timeout, wall) })
    }

    /// Whether native work that takes up to that long may begin. Work that could outlast the run ends it now, since
    /// nothing can interrupt it later.
    pub(crate) fn admit_work(&self, nanoseconds: u64, what: impl FnOnce() -> String) -> bool {
        let now = Instant::now();
        if self.should_stop_at(now) {
            return false;
        }
        match self.least_left(now) {
            Some((reason, left)) if Duration::from_nanos(nanoseconds) > left => {
                self.forecast.replace(Some(what()));
                self.stop(reason);
                false
            }
            _ => true,
        }
    }

    /// What would have taken too long, when that ended the run.
    pub(crate) fn take_forecast(&self) -> Option<String> {
        self.forecast.take()
    }

    /// Says that native work runs which bears that every block of memory is refused to it once the run must end.
    pub(crate) fn refuse_all(&self, refuses: bool) {
        self.refuses_all.set(refuses);
    }

    pub(crate) fn refuses_all(&self) -> bool {
        self.refuses_all.get()
    }

    /// One loop turn and as many as are granted beyond it; `None` when the run must end.
    pub(crate) fn grant_turns(&self) -> Option<u64> {
        let grant = self.next_step()?;
        let left = self.max_turns.get().saturating_sub(self.turns.get());
        if left == 0 {
            self.stop(Stop::Iterations);
            return None;
        }
        let grant = left.min(grant);
        self.turns.set(self.turns.get() + grant);
        Some(grant - 1)
    }

    /// Calls of functions granted before the next look at the clock; `None` when the run must end.
    pub(crate) fn grant_steps(&self) -> Option<u64> {
        self.next_step().map(|grant| grant - 1)
    }

    /// The size of the next step: it grows while steps are fast, and falls to one at a slow step.
    fn next_step(&self) -> Option<u64> {
        let now = Instant::now();
        if self.should_stop_at(now) {
            return None;
        }
        let (size, granted) = self.step.get();
        let slow = granted.is_some_and(|granted| now.saturating_duration_since(granted) > SLOW_STEP);
        let size = if slow { 1 } else { (size * 2).min(MAX_GRANT) };
        self.step.set((size, Some(now)));
        Some(size)
    }

    /// Loop turns granted so far.
    pub(crate) fn turns(&self) -> u64 {
        self.turns.get()
    }
}

/// CPU time of this thread.
fn thread_cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
}
