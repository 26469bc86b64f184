//! What belongs to one process alone, in memory that forks copy.

use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use once_cell::race::OnceBox;

/// A value for each process that this memory came to by forks. No lock is taken to find it: one that another thread
/// held when the process forked is held in the copy for ever.
///
/// # Examples
/// ```
/// let counts = enclave_contract::PerProcess::new(std::sync::Mutex::new(0));
/// *counts.lock() += 1;
/// ```
#[derive(Debug)]
pub struct PerProcess<T> {
    process: u32,
    value: T,
    /// Whether what the process before had was taken over.
    inherited: AtomicBool,
    next: OnceBox<Self>,
}

impl<T> PerProcess<T> {
    /// With this process's value.
    pub fn new(value: T) -> Self {
        Self { process: std::process::id(), value, inherited: AtomicBool::new(false), next: OnceBox::new() }
    }

    /// The value of the process that asks. A forked one has it made, from the one before: its copy of what may be locked.
    /// Two threads may make it at once, of which one's is dropped.
    pub fn get(&self, make: impl Fn(&T) -> T) -> &T {
        &self.here(make).0.value
    }

    /// This process's place, and that of the one before.
    fn here(&self, make: impl Fn(&T) -> T) -> (&Self, Option<&Self>) {
        let process = std::process::id();
        let (mut here, mut before) = (self, None);
        while here.process != process {
            before = Some(here);
            here = here.next.get_or_init(|| Box::new(Self::new(make(&here.value))));
        }
        (here, before)
    }
}

impl<T: Default> Default for PerProcess<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: Default> PerProcess<Mutex<T>> {
    /// The same for what is locked. A forked process has what was there before, unless a thread of its parent's was at
    /// work with it: then it begins with nothing.
    pub fn lock(&self) -> MutexGuard<'_, T> {
        self.lock_with(std::mem::take)
    }

    /// The same, where a forked process begins with what `take` leaves of what was there before. It is taken once.
    pub fn lock_with(&self, take: impl FnOnce(&mut T) -> T) -> MutexGuard<'_, T> {
        let (here, before) = self.here(|_| Mutex::default());
        let mut value = here.value.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = before
            && !here.inherited.swap(true, Ordering::Relaxed)
            && let Ok(mut before) = before.value.try_lock()
        {
            *value = take(&mut *before);
        }
        value
    }
}
