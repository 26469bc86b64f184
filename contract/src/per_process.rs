//! What belongs to one process alone, in memory that forks copy.

use once_cell::race::OnceBox;

/// A value for each process that this memory came to by forks. No lock is taken to find it: one that another thread
/// held when the process forked is held in the copy for ever.
///
/// # Examples
/// ```
/// let counts = enclave_contract::PerProcess::new(std::sync::Mutex::new(0));
/// *counts.get(|_| std::sync::Mutex::new(0)).lock().unwrap() += 1;
/// ```
#[derive(Debug)]
pub struct PerProcess<T> {
    process: u32,
    value: T,
    next: OnceBox<Self>,
}

impl<T> PerProcess<T> {
    /// With this process's value.
    pub fn new(value: T) -> Self {
        Self { process: std::process::id(), value, next: OnceBox::new() }
    }

    /// The value of the process that asks. A forked one has it made, from the one before: its copy of what may be locked.
    pub fn get(&self, make: impl Fn(&T) -> T) -> &T {
        let process = std::process::id();
        let mut here = self;
        while here.process != process {
            here = here.next.get_or_init(|| Box::new(Self::new(make(&here.value))));
        }
        &here.value
    }
}

impl<T: Default> Default for PerProcess<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: Default> PerProcess<std::sync::Mutex<T>> {
    /// The same for what is locked. A forked process has what was there before, unless a thread of its parent's was at
    /// work with it: then it begins with nothing.
    pub fn lock(&self) -> std::sync::MutexGuard<'_, T> {
        let here = self
            .get(|before| before.try_lock().map(|mut value| std::mem::take(&mut *value)).unwrap_or_default().into());
        here.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
