//! Processes by pidfds.

use std::{
    io,
    os::fd::{AsFd, OwnedFd},
    time::Duration,
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::retry_on_intr,
    net::{AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType, socketpair},
    process::{Pid, PidfdFlags, Signal, WaitId, WaitIdOptions, pidfd_open, pidfd_send_signal, waitid},
    thread::{CpuSet, sched_getaffinity, sched_getcpu, sched_setaffinity},
};

/// How this process sends: without waiting, and without a signal when nobody listens.
pub(crate) const SEND: SendFlags = SendFlags::NOSIGNAL.union(SendFlags::DONTWAIT);
/// How notices are received.
pub(crate) const RECEIVE: RecvFlags = RecvFlags::DONTWAIT.union(RecvFlags::CMSG_CLOEXEC);

/// Two ends of a socket that keeps messages apart.
pub(crate) fn control_pair() -> io::Result<(OwnedFd, OwnedFd)> {
    Ok(socketpair(AddressFamily::UNIX, SocketType::SEQPACKET, SocketFlags::CLOEXEC, None)?)
}

/// A socket that was received, as this process uses it.
#[expect(clippy::unnecessary_wraps, reason = "as elsewhere")]
pub(crate) fn own(socket: OwnedFd) -> io::Result<OwnedFd> {
    Ok(socket)
}

fn number(pid: u32) -> Option<Pid> {
    i32::try_from(pid).ok().and_then(Pid::from_raw)
}

/// Lets this thread go where it might before, when dropped.
#[derive(Debug)]
pub(crate) struct Stay(Option<CpuSet>);

impl Drop for Stay {
    fn drop(&mut self) {
        if let Some(before) = &self.0 {
            // Refused where its cores were taken away meanwhile, which sets it free as well.
            let _ = sched_setaffinity(None, before);
        }
    }
}

/// Another process, which no later process with the same number is taken for.
#[derive(Debug)]
pub(crate) struct Process {
    pid: u32,
    pidfd: OwnedFd,
}

impl Process {
    /// A child of this process that nobody has waited for.
    pub(crate) fn child(pid: u32) -> io::Result<Self> {
        let number = number(pid).ok_or(io::ErrorKind::InvalidInput)?;
        Ok(Self { pid, pidfd: pidfd_open(number, PidfdFlags::empty())? })
    }

    /// The process that its parent says has this number, with the pidfd that came along.
    pub(crate) fn received(pid: u32, pidfd: Option<OwnedFd>) -> Option<Self> {
        Some(Self { pid, pidfd: pidfd? })
    }

    pub(crate) fn signal(&self, signal: Signal) {
        // It may be dead already.
        let _ = pidfd_send_signal(&self.pidfd, signal);
    }

    /// Has it run on the core of this thread, which is free while this thread waits for it. Says which that is; `last` is
    /// where it was told to be before. To wake it on another core that sleeps would take ten times as long.
    pub(crate) fn come(&self, last: Option<usize>) -> Option<usize> {
        let core = sched_getcpu();
        if last != Some(core) {
            let mut cores = CpuSet::new();
            cores.set(core);
            self.keep_to(&cores);
        }
        Some(core)
    }

    /// Keeps this thread on that core, where the process runs that it waits for, as long as this is held. The scheduler
    /// would wake it on another core that sleeps, which takes as long as `come` saves.
    #[expect(clippy::unused_self, reason = "as on macOS")]
    pub(crate) fn stay(&self, core: Option<usize>) -> Stay {
        let mut here = CpuSet::new();
        let Some(core) = core.filter(|core| *core == sched_getcpu()) else { return Stay(None) };
        here.set(core);
        let before = sched_getaffinity(None).ok().filter(|before| *before != here);
        Stay(before.filter(|_| sched_setaffinity(None, &here).is_ok()))
    }

    /// Has it run wherever this thread may.
    pub(crate) fn roam(&self) {
        if let Ok(cores) = sched_getaffinity(None) {
            self.keep_to(&cores);
        }
    }

    fn keep_to(&self, cores: &CpuSet) {
        if let Some(pid) = number(self.pid).filter(|_| !self.has_ended()) {
            // Where that is refused, it is slower and no worse.
            let _ = sched_setaffinity(Some(pid), cores);
        }
    }

    /// Whether it has ended, so that its number may be another process's.
    pub(crate) fn has_ended(&self) -> bool {
        let now = Timespec { tv_sec: 0, tv_nsec: 0 };
        poll(&mut [PollFd::new(&self.pidfd, PollFlags::IN)], Some(&now)) != Ok(0)
    }

    /// Waits for the end of a child, which is killed when it takes longer than that, and leaves no zombie.
    pub(crate) fn end_within(&self, patience: Duration) {
        let timeout = Timespec::try_from(patience).ok();
        let ended = poll(&mut [PollFd::new(&self.pidfd, PollFlags::IN)], timeout.as_ref());
        if ended != Ok(1) {
            self.signal(Signal::KILL);
        }
        // A host that reaps all of its children has reaped this one, too.
        let _ = retry_on_intr(|| waitid(WaitId::PidFd(self.pidfd.as_fd()), WaitIdOptions::EXITED));
    }

    /// CPU time of all its threads.
    pub(crate) fn cpu_time(&self) -> Option<Duration> {
        // The kernel's number for the CPU clock of a process, as `clock_getcpuclockid` makes it.
        let clock = !(i32::try_from(self.pid).ok()?) << 3 | 2;
        // SAFETY: a plain structure of C that is filled below.
        #[expect(unsafe_code, reason = "no safe function reads another process's clock")]
        let time = unsafe {
            let mut time: libc::timespec = std::mem::zeroed();
            (libc::clock_gettime(clock, &raw mut time) == 0).then_some(time)
        }?;
        if self.has_ended() {
            return None;
        }
        Some(Duration::new(u64::try_from(time.tv_sec).ok()?, u32::try_from(time.tv_nsec).ok()?))
    }
}
