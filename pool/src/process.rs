//! Processes: what belongs to this one alone, and how others are signalled and waited for.
//!
//! A fork copies memory, and the copy must neither use nor end what is its parent's.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod macos;

use once_cell::race::OnceBox;

#[cfg(target_os = "linux")]
pub(crate) use linux::{Process, RECEIVE, SEND, control_pair, own};
#[cfg(not(target_os = "linux"))]
pub(crate) use macos::{Process, RECEIVE, SEND, control_pair, own};

/// A value for each process that this memory came to by forks. No lock is taken to find it: one that another thread
/// held when the process forked is held in the copy for ever.
///
/// # Examples
/// ```
/// let counts = enclave_pool::PerProcess::new(std::sync::Mutex::new(0));
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
