//! Processes as the zygote sees them: forked, watched, ended.

use std::{io, os::fd::OwnedFd};

use rustix::{
    io::retry_on_intr,
    process::{Pid, WaitOptions, WaitStatus, waitpid},
};

/// The child's id, or nothing in the child.
#[expect(unsafe_code, reason = "there is no safe fork")]
pub(crate) fn fork() -> io::Result<Option<Pid>> {
    // SAFETY: this process has one thread.
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error()),
        pid => Ok(Pid::from_raw(pid)),
    }
}

/// A descriptor that becomes readable when the process has ended: a pidfd.
#[cfg(target_os = "linux")]
pub(crate) fn watch(pid: Pid) -> io::Result<OwnedFd> {
    Ok(rustix::process::pidfd_open(pid, rustix::process::PidfdFlags::empty())?)
}

/// A descriptor that becomes readable when the process has ended: a queue of that one event.
#[cfg(target_os = "macos")]
#[expect(unsafe_code, reason = "a queue could watch descriptors, which may be closed; this one does not")]
pub(crate) fn watch(pid: Pid) -> io::Result<OwnedFd> {
    use rustix::event::kqueue::{Event, EventFilter, EventFlags, ProcessEvents, kevent, kqueue};
    let queue = kqueue()?;
    let filter = EventFilter::Proc { pid, flags: ProcessEvents::EXIT };
    let ended = Event::new(filter, EventFlags::ADD, std::ptr::null_mut());
    let mut none: [Event; 0] = [];
    // SAFETY: no descriptor is watched.
    unsafe { kevent(&queue, &[ended], &mut none[..], None) }?;
    Ok(queue)
}

/// Lets a child run wherever this process may, from wherever its host keeps it.
pub(crate) fn roam(child: Pid) {
    #[cfg(target_os = "linux")]
    if let Ok(cores) = rustix::thread::sched_getaffinity(None) {
        // Where that is refused, it is slower and no worse.
        let _ = rustix::thread::sched_setaffinity(Some(child), &cores);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = child;
}

/// Has this process wait until whoever wakes it sleeps, where otherwise it would take the core at once. Whether that is so
/// now; a policy that somebody chose for the host stays.
pub(crate) fn defer() -> bool {
    is_usual() && set_usual(false)
}

/// Undoes it, in a child.
pub(crate) fn undefer() {
    set_usual(true);
}

#[cfg(target_os = "linux")]
#[expect(unsafe_code, reason = "no safe function tells a policy")]
fn is_usual() -> bool {
    // SAFETY: a number comes back.
    unsafe { libc::sched_getscheduler(0) == libc::SCHED_OTHER }
}

#[cfg(target_os = "linux")]
#[expect(unsafe_code, reason = "no safe function sets a policy")]
fn set_usual(usual: bool) -> bool {
    let policy = if usual { libc::SCHED_OTHER } else { libc::SCHED_BATCH };
    let none = libc::sched_param { sched_priority: 0 };
    // SAFETY: one structure, which lives through the call. Where it is refused, it is slower and no worse.
    unsafe { libc::sched_setscheduler(0, policy, &raw const none) == 0 }
}

#[cfg(target_os = "macos")]
fn is_usual() -> bool {
    false
}

#[cfg(target_os = "macos")]
fn set_usual(_: bool) -> bool {
    false
}

/// Waits for the end of a child and takes note of it.
pub(crate) fn reap(child: Pid) -> io::Result<Option<WaitStatus>> {
    let status = retry_on_intr(|| waitpid(Some(child), WaitOptions::empty()))?;
    Ok(status.map(|(_, status)| status))
}
