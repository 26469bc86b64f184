//! A step that comes soon is handed over directly; one that comes later goes to the mailbox.

use std::{
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use enclave_core::Step;

/// Where the thread that computes and the thread that waits for a moment meet.
#[derive(Default)]
pub(crate) struct Handover {
    brought: AtomicBool,
    inside: Mutex<Inside>,
}

#[derive(Default)]
struct Inside {
    step: Option<Step>,
    left: bool,
}

impl Handover {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives the step to the one who waits; gives it back when that one has left.
    pub(crate) fn bring(&self, step: Step) -> Option<Step> {
        let mut inside = self.inside();
        if inside.left {
            return Some(step);
        }
        inside.step = Some(step);
        self.brought.store(true, Ordering::Release);
        None
    }

    /// Does not wait: the step is given back to the one who brings it.
    pub(crate) fn leave(&self) {
        self.inside().left = true;
    }

    /// Waits for the step, at most that long, and leaves.
    pub(crate) fn wait(&self, patience: Duration) -> Option<Step> {
        let begun = Instant::now();
        while !self.brought.load(Ordering::Acquire) && begun.elapsed() < patience {
            // Falling asleep and being woken would take longer than most steps.
            std::thread::yield_now();
        }
        let mut inside = self.inside();
        inside.left = true;
        inside.step.take()
    }
}
