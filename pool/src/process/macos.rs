//! Processes by their numbers, which is what macOS has.

use std::{
    io,
    os::fd::OwnedFd,
    thread,
    time::{Duration, Instant},
};

use rustix::{
    io::{FdFlags, fcntl_setfd},
    net::{AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType, socketpair, sockopt::set_socket_nosigpipe},
    process::{Pid, Signal, WaitOptions, kill_process, waitpid},
};

/// How this process sends: without waiting. No signal comes when nobody listens, by `own`.
pub(crate) const SEND: SendFlags = SendFlags::DONTWAIT;
/// How notices are received.
pub(crate) const RECEIVE: RecvFlags = RecvFlags::DONTWAIT;

/// How often a child that ends is looked at.
const LOOK: Duration = Duration::from_millis(1);

/// Two ends of a socket that keeps messages apart. There are none here that are connections as well.
pub(crate) fn control_pair() -> io::Result<(OwnedFd, OwnedFd)> {
    let (ours, its) = socketpair(AddressFamily::UNIX, SocketType::DGRAM, SocketFlags::empty(), None)?;
    Ok((own(ours)?, own(its)?))
}

/// A socket as this process uses it: no child inherits it, and nobody is killed by writing to it.
pub(crate) fn own(socket: OwnedFd) -> io::Result<OwnedFd> {
    fcntl_setfd(&socket, FdFlags::CLOEXEC)?;
    set_socket_nosigpipe(&socket, true)?;
    Ok(socket)
}

/// Another process. Whoever signals it makes sure that its number is still its own.
#[derive(Debug)]
pub(crate) struct Process(Pid);

impl Process {
    /// A child of this process that nobody has waited for.
    pub(crate) fn child(pid: u32) -> io::Result<Self> {
        Self::received(pid, None).ok_or_else(|| io::ErrorKind::InvalidInput.into())
    }

    /// The process that its parent says has this number.
    pub(crate) fn received(pid: u32, _: Option<OwnedFd>) -> Option<Self> {
        i32::try_from(pid).ok().and_then(Pid::from_raw).map(Self)
    }

    /// Nobody tells but its parent.
    #[expect(clippy::unused_self, reason = "as on Linux")]
    pub(crate) fn has_ended(&self) -> bool {
        false
    }

    pub(crate) fn signal(&self, signal: Signal) {
        // It may be dead already.
        let _ = kill_process(self.0, signal);
    }

    /// Nothing here: this system puts processes on cores by itself.
    #[expect(clippy::unused_self, reason = "as on Linux")]
    pub(crate) fn come(&self, _: Option<usize>) -> Option<usize> {
        None
    }

    /// As `come`.
    #[expect(clippy::unused_self, reason = "as on Linux")]
    pub(crate) fn stay(&self, _: Option<usize>) {}

    /// As `come`.
    #[expect(clippy::unused_self, reason = "as on Linux")]
    pub(crate) fn roam(&self) {}

    /// Waits for the end of a child, which is killed when it takes longer than that, and leaves no zombie.
    pub(crate) fn end_within(&self, patience: Duration) {
        let begun = Instant::now();
        let mut killed = false;
        // An error says that it has been reaped: then its number is nobody's to kill by.
        while matches!(waitpid(Some(self.0), WaitOptions::NOHANG), Ok(None)) {
            if begun.elapsed() >= patience && !killed {
                self.signal(Signal::KILL);
                killed = true;
            }
            thread::sleep(LOOK);
        }
    }

    /// CPU time of all its threads: what reads it there counts in units that differ by machine. A worker is held to the
    /// wall clock by its host, and to `cpu_ms` by itself.
    #[expect(clippy::unused_self, reason = "as on Linux")]
    pub(crate) fn cpu_time(&self) -> Option<Duration> {
        None
    }
}
