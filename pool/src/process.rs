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
#[derive(Debug)]
pub(crate) struct PerProcess<T> {
    process: u32,
    value: T,
    next: OnceBox<Self>,
}

impl<T> PerProcess<T> {
    /// This process's value.
    pub(crate) fn new(value: T) -> Self {
        Self { process: std::process::id(), value, next: OnceBox::new() }
    }

    /// The value of the process that asks; a forked one has it made, and may look at the one before.
    pub(crate) fn get(&self, make: impl Fn(&T) -> T) -> &T {
        let process = std::process::id();
        let mut here = self;
        while here.process != process {
            here = here.next.get_or_init(|| Box::new(Self::new(make(&here.value))));
        }
        &here.value
    }
}
