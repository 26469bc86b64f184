//! Processes: what belongs to this one alone, and how others are signalled and waited for.
//!
//! A fork copies memory, and the copy must neither use nor end what is its parent's.

use std::{
    io,
    os::fd::{AsFd, OwnedFd},
    time::Duration,
};

use once_cell::race::OnceBox;
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::retry_on_intr,
    process::{Pid, PidfdFlags, Signal, WaitId, WaitIdOptions, pidfd_open, pidfd_send_signal, waitid},
};

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

/// Another process, which no later process with the same number is taken for.
#[derive(Debug)]
pub(crate) struct Process(OwnedFd);

impl Process {
    /// A child of this process that nobody has waited for.
    pub(crate) fn child(pid: u32) -> io::Result<Self> {
        let pid = i32::try_from(pid).ok().and_then(Pid::from_raw).ok_or(io::ErrorKind::InvalidInput)?;
        Ok(Self(pidfd_open(pid, PidfdFlags::empty())?))
    }

    pub(crate) fn signal(&self, signal: Signal) {
        // It may be dead already.
        let _ = pidfd_send_signal(&self.0, signal);
    }

    /// Waits for the end of a child, which is killed when it takes longer than that, and leaves no zombie.
    pub(crate) fn end_within(&self, patience: Duration) {
        let timeout = Timespec::try_from(patience).ok();
        let ended = poll(&mut [PollFd::new(&self.0, PollFlags::IN)], timeout.as_ref());
        if ended != Ok(1) {
            self.signal(Signal::KILL);
        }
        // A host that reaps all of its children has reaped this one, too.
        let _ = retry_on_intr(|| waitid(WaitId::PidFd(self.0.as_fd()), WaitIdOptions::EXITED));
    }
}

impl From<OwnedFd> for Process {
    /// The process of a pidfd.
    fn from(pidfd: OwnedFd) -> Self {
        Self(pidfd)
    }
}
