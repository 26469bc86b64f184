//! Threads that drive sessions for hosts that have an event loop of their own.
//!
//! The threads know nothing of Python or Node: a job computes and then wakes its host by a file descriptor or a
//! callback that is safe from any thread. So nothing can call into an interpreter that is being finalized.

mod audit;
mod durable;
mod idle;
mod isolation;

use std::{
    collections::VecDeque,
    sync::{
        Condvar, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

pub use audit::AuditQueue;
pub use durable::{Durable, RetryError, open_store, store_failure};
use enclave_contract::PerProcess;
pub use idle::{Idle, Watch, hibernates, watch};
pub use isolation::{Opened, Pool, isolation_report, open, open_with, pool_events, pool_stats};
use once_cell::race::OnceBox;

type Job = Box<dyn FnOnce() + Send>;

/// The most threads that compute at once; further jobs wait their turn.
const MAX_THREADS: usize = 64;

/// How long a thread without work lives.
const IDLE: Duration = Duration::from_secs(5);

/// How long a thread that finished a job looks for the next one before it sleeps. A session's next step often comes
/// within this time, and waking a thread costs as much.
const SPIN: Duration = Duration::from_micros(80);

/// The name of each thread.
const THREAD: &str = "enclave";

/// Stack of each thread: the engine's largest `stack_bytes` and room for the code around it.
const STACK_BYTES: usize = 16 << 20;

#[derive(Default)]
struct Queue {
    jobs: VecDeque<Job>,
    idle: usize,
    threads: usize,
}

#[derive(Default)]
struct Executor {
    queue: Mutex<Queue>,
    work: Condvar,
    /// Jobs in the queue, for threads that look without the lock.
    waiting: AtomicUsize,
    /// Threads that look.
    looking: AtomicUsize,
}

/// This process's executor: a forked one has none of its parent's threads.
fn executor() -> &'static Executor {
    static EXECUTOR: OnceBox<PerProcess<Executor>> = OnceBox::new();
    EXECUTOR.get_or_init(Box::default).get(|_| Executor::default())
}

/// Runs a job on a thread that may compute for long. A panic in it ends that job alone.
pub fn spawn(job: impl FnOnce() + Send + 'static) {
    let executor = executor();
    let mut queue = executor.lock();
    queue.jobs.push_back(Box::new(job));
    let waiting = executor.waiting.fetch_add(1, Ordering::SeqCst) + 1;
    if executor.looking.load(Ordering::SeqCst) >= waiting {
        // A thread that looks takes the lock once more before it sleeps, so the job is found.
        return;
    }
    if queue.idle >= queue.jobs.len() || queue.threads >= MAX_THREADS {
        executor.work.notify_one();
        return;
    }
    queue.threads += 1;
    drop(queue);
    if start_thread().is_err() {
        executor.lock().threads -= 1;
        // Without a thread of its own the job still runs: on one that exists, or else here.
        if executor.lock().threads == 0 {
            let job = executor.lock().jobs.pop_front();
            if let Some(job) = job {
                executor.waiting.fetch_sub(1, Ordering::SeqCst);
                job();
            }
        }
    }
}

/// Waits for something that other jobs bring about. The thread is not counted among those that compute meanwhile: the
/// jobs that it waits for may need one.
pub(crate) fn wait(waiting: &mut dyn FnMut()) {
    let executor = executor();
    let counted = {
        let mut queue = executor.lock();
        let counted = queue.threads > 0 && std::thread::current().name() == Some(THREAD);
        if counted {
            queue.threads -= 1;
            let more = !queue.jobs.is_empty() && queue.idle == 0;
            queue.threads += usize::from(more);
            drop(queue);
            if more && start_thread().is_err() {
                executor.lock().threads -= 1;
            }
        }
        counted
    };
    waiting();
    if counted {
        executor.lock().threads += 1;
    }
}

fn start_thread() -> std::io::Result<std::thread::JoinHandle<()>> {
    std::thread::Builder::new().name(THREAD.into()).stack_size(STACK_BYTES).spawn(|| executor().work())
}

impl Executor {
    fn lock(&self) -> std::sync::MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Waits for a job for a little while, awake.
    fn look(&self) {
        self.looking.fetch_add(1, Ordering::SeqCst);
        let begun = Instant::now();
        while self.waiting.load(Ordering::SeqCst) == 0 && begun.elapsed() < SPIN {
            std::hint::spin_loop();
        }
        self.looking.fetch_sub(1, Ordering::SeqCst);
    }

    fn work(&self) {
        let mut queue = self.lock();
        loop {
            if let Some(job) = queue.jobs.pop_front() {
                self.waiting.fetch_sub(1, Ordering::SeqCst);
                drop(queue);
                // The job reports its own failure; the thread goes on.
                let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(job));
                self.look();
                queue = self.lock();
                continue;
            }
            queue.idle += 1;
            let (next, waited) = self.work.wait_timeout(queue, IDLE).unwrap_or_else(std::sync::PoisonError::into_inner);
            queue = next;
            queue.idle -= 1;
            if waited.timed_out() && queue.jobs.is_empty() {
                queue.threads -= 1;
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::spawn;
    use std::sync::mpsc::channel;

    #[test]
    fn jobs_run_and_a_panic_ends_one_job_alone() {
        let (send, receive) = channel();
        spawn(|| panic!("on purpose"));
        for number in 0..100 {
            let send = send.clone();
            spawn(move || send.send(number).unwrap());
        }
        let mut seen: Vec<i32> = receive.iter().take(100).collect();
        seen.sort_unstable();
        assert_eq!(seen, (0..100).collect::<Vec<_>>());
    }
}
