//! The process that the host starts, and that forks a child for each session.
//!
//! It has one thread for its whole life, so that a fork finds every lock free.

use std::{
    env,
    ffi::OsString,
    fs::File,
    io::{self, Read, Write},
    mem::MaybeUninit,
    os::fd::{AsFd, BorrowedFd, FromRawFd, OwnedFd},
    panic::{self, AssertUnwindSafe},
    process::{ExitCode, exit},
};

use enclave_contract::frame::{self, FRAME_VERSION, Measure, Notice, Reply};
use rustix::{
    event::{PollFd, PollFlags, poll},
    io::{Errno, retry_on_intr},
    net::{
        AddressFamily, RecvFlags, SendAncillaryBuffer, SendAncillaryMessage, SendFlags, SocketFlags, SocketType, recv,
        sendmsg, socketpair, sockopt::socket_type,
    },
    process::{
        Pid, PidfdFlags, Signal, WaitId, WaitIdOptions, getpid, getppid, pidfd_open, pidfd_send_signal, setsid, waitid,
    },
};

use crate::lockdown::{self, CHILD_SOCKET, Lockdown};

/// The byte by which the host asks for a child.
pub const FORK: u8 = b'F';
/// The descriptor of the control socket.
const CONTROL: i32 = 3;
/// The exit code of a child that panicked, as Rust's own.
const EXIT_PANIC: i32 = 101;
/// The exit code of a zygote that was not started as it should be.
const EXIT_USAGE: u8 = 2;

/// Runs the zygote: `warm` makes what every child starts with, `serve` is a child's whole life, on its own socket. The
/// child is locked down by then and has told the host that it is `Ready`.
///
/// # Examples
/// ```no_run
/// let code = enclave_worker::zygote::run(|| Ok(()), |_socket, ()| std::process::exit(0));
/// ```
pub fn run<T>(warm: impl FnOnce() -> Result<T, String>, serve: fn(OwnedFd, T) -> !) -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let Some((host, control)) = started(&arguments) else {
        let _ = writeln!(io::stderr(), "This program is started by Enclave; it is of no use by itself");
        return ExitCode::from(EXIT_USAGE);
    };
    match Zygote::start(host, &control).and_then(|mut zygote| {
        let state = warm()?;
        zygote.attempt()?;
        zygote.hello()?;
        zygote.watch(state, serve)
    }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            // The host may be gone, which is then the reason.
            let _ = notify(control.as_fd(), &Notice::Failed { reason }, &[]);
            ExitCode::FAILURE
        }
    }
}

/// The host and the control socket, when this is a host's child.
#[expect(unsafe_code, reason = "descriptor 3 is given by number")]
fn started(arguments: &[OsString]) -> Option<(Pid, OwnedFd)> {
    let [word, host] = arguments else { return None };
    let host = Pid::from_raw(host.to_str()?.parse().ok()?)?;
    // SAFETY: nothing else here has descriptor 3: if it is open, the host opened it.
    let control = unsafe { BorrowedFd::borrow_raw(CONTROL) };
    if word != "zygote" || socket_type(control) != Ok(SocketType::SEQPACKET) {
        return None;
    }
    // SAFETY: as above.
    Some((host, unsafe { OwnedFd::from_raw_fd(CONTROL) }))
}

struct Child {
    pid: Pid,
    pidfd: OwnedFd,
}

struct Zygote<'a> {
    control: BorrowedFd<'a>,
    host: OwnedFd,
    lockdown: Lockdown,
    children: Vec<Child>,
}

impl<'a> Zygote<'a> {
    fn start(host: Pid, control: &'a OwnedFd) -> Result<Self, String> {
        let control = control.as_fd();
        lockdown::close_from(CONTROL + 1).map_err(says("close_range"))?;
        lockdown::silence().map_err(says("/dev/null"))?;
        lockdown::signals();
        panic::set_hook(Box::new(|_| ()));
        // Away from the host's terminal, whose Ctrl-C is for the host to answer. Refused to who leads a session already.
        let _ = setsid();
        let pidfd = pidfd_open(host, PidfdFlags::empty()).map_err(says("pidfd_open"))?;
        if getppid() != Some(host) {
            return Err("the host has ended, or it is not the parent".to_owned());
        }
        let lockdown = Lockdown::of_zygote(getpid(), control)?;
        Ok(Self { control, host: pidfd, lockdown, children: Vec::new() })
    }

    /// Has a first child lock itself down, report, and then do what must kill it.
    fn attempt(&mut self) -> Result<(), String> {
        let (ours, its) = pair().map_err(says("socketpair"))?;
        let Some(pid) = fork().map_err(says("fork"))? else {
            let measures = self.lockdown.hold(its);
            exit(report(&measures));
        };
        drop(its);
        let mut bytes = Vec::new();
        File::from(ours).read_to_end(&mut bytes).map_err(says("read"))?;
        let status = retry_on_intr(|| waitid(WaitId::Pid(pid), WaitIdOptions::EXITED)).map_err(says("waitid"))?;
        let mut measures: Vec<Measure> = frame::decode(&bytes).map_err(says("the first child"))?;
        let signal = status.and_then(|status| status.terminating_signal());
        if let Some(seccomp) = measures.last_mut().filter(|last| last.active && signal != Some(libc::SIGSYS)) {
            seccomp.active = false;
            seccomp.detail = format!("a system call that is not allowed did not kill ({status:?})");
        }
        self.lockdown.measures.append(&mut measures);
        Ok(())
    }

    fn hello(&self) -> Result<(), String> {
        let hello = Notice::Hello {
            frames: FRAME_VERSION,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            measures: self.lockdown.measures.clone(),
        };
        notify(self.control, &hello, &[])
    }

    /// Forks and reaps until the host is gone.
    fn watch<T>(mut self, state: T, serve: fn(OwnedFd, T) -> !) -> Result<(), String> {
        loop {
            match self.wait()? {
                Event::Over => return self.end(),
                Event::Exited(index) => self.reap(index)?,
                Event::Fork => match self.lockdown.lacks() {
                    Some(reason) => self.failed(reason)?,
                    None => {
                        if let Some(socket) = self.fork()? {
                            live(&mut self.lockdown, socket, state, serve);
                        }
                    }
                },
            }
        }
    }

    fn wait(&self) -> Result<Event, String> {
        let watched = [self.host.as_fd(), self.control].into_iter();
        let children = self.children.iter().map(|child| child.pidfd.as_fd());
        let mut polled: Vec<PollFd<'_>> =
            watched.chain(children).map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN)).collect();
        retry_on_intr(|| poll(&mut polled, None)).map_err(says("poll"))?;
        let Some(index) = polled.iter().position(|fd| !fd.revents().is_empty()) else { return Ok(Event::Over) };
        match index {
            0 => Ok(Event::Over),
            1 => {
                let mut byte = [0; 2];
                match retry_on_intr(|| recv(self.control, &mut byte, RecvFlags::empty())) {
                    Ok((0, _)) | Err(Errno::CONNRESET) => Ok(Event::Over),
                    Ok((1, _)) if byte[0] == FORK => Ok(Event::Fork),
                    Ok(_) => Err("the host sent what is no request".to_owned()),
                    Err(error) => Err(format!("recv: {error}")),
                }
            }
            child => Ok(Event::Exited(child - 2)),
        }
    }

    /// Forks a child; its socket, in the child.
    fn fork(&mut self) -> Result<Option<OwnedFd>, String> {
        let (ours, its) = match pair() {
            Ok(pair) => pair,
            Err(error) => return self.failed(format!("socketpair: {error}")).map(|()| None),
        };
        let pid = match fork() {
            Ok(Some(pid)) => pid,
            Ok(None) => return Ok(Some(its)),
            Err(error) => return self.failed(format!("fork: {error}")).map(|()| None),
        };
        // Nobody but this process reaps the child, so its number is its own until then.
        match pidfd_open(pid, PidfdFlags::empty()) {
            Ok(pidfd) => {
                let forked = Notice::Forked { pid: pid.as_raw_pid().cast_unsigned() };
                let sent = notify(self.control, &forked, &[ours.as_fd(), pidfd.as_fd()]);
                self.children.push(Child { pid, pidfd });
                sent?;
            }
            Err(error) => {
                rustix::process::kill_process(pid, Signal::KILL).map_err(says("kill"))?;
                retry_on_intr(|| waitid(WaitId::Pid(pid), WaitIdOptions::EXITED)).map_err(says("waitid"))?;
                self.failed(format!("pidfd_open: {error}"))?;
            }
        }
        Ok(None)
    }

    fn failed(&self, reason: String) -> Result<(), String> {
        notify(self.control, &Notice::Failed { reason }, &[])
    }

    fn reap(&mut self, index: usize) -> Result<(), String> {
        let child = self.children.swap_remove(index);
        let status = retry_on_intr(|| waitid(WaitId::Pid(child.pid), WaitIdOptions::EXITED)).map_err(says("waitid"))?;
        let signal = status.as_ref().and_then(|status| status.terminating_signal());
        let code = status.as_ref().and_then(|status| status.exit_status());
        let exited = Notice::Exited {
            pid: child.pid.as_raw_pid().cast_unsigned(),
            signal: signal.map(i32::cast_unsigned),
            code: code.map(i32::cast_unsigned),
        };
        notify(self.control, &exited, &[])
    }

    /// Ends every child and takes note of it, so that none is left to whoever adopts orphans.
    fn end(self) -> Result<(), String> {
        for child in &self.children {
            match pidfd_send_signal(&child.pidfd, Signal::KILL) {
                Ok(()) | Err(Errno::SRCH) => {}
                Err(error) => return Err(format!("pidfd_send_signal: {error}")),
            }
        }
        for child in &self.children {
            retry_on_intr(|| waitid(WaitId::Pid(child.pid), WaitIdOptions::EXITED)).map_err(says("waitid"))?;
        }
        Ok(())
    }
}

enum Event {
    /// The host asks for a child.
    Fork,
    /// The child of that index is gone.
    Exited(usize),
    /// The host is gone.
    Over,
}

/// A child's life.
fn live<T>(lockdown: &mut Lockdown, socket: OwnedFd, state: T, serve: fn(OwnedFd, T) -> !) -> ! {
    lockdown.hold_or_exit(socket);
    let socket = child_socket();
    let ready = match frame::encode(&Reply::Ready) {
        Ok(ready) => ready,
        Err(_) => exit(EXIT_PANIC),
    };
    let mut stream = File::from(socket);
    if stream.write_all(&ready).is_err() {
        exit(0);
    }
    let socket = OwnedFd::from(stream);
    // Unwinding further would close what is closed already.
    let Err(_) = panic::catch_unwind(AssertUnwindSafe(|| serve(socket, state)));
    exit(EXIT_PANIC)
}

/// Tells the zygote what holds, then makes a system call that must kill. Returns where it does not.
fn report(measures: &[Measure]) -> i32 {
    let sent = frame::encode(&measures).map(|bytes| File::from(child_socket()).write_all(&bytes[4..]));
    let _ = getppid();
    i32::from(!matches!(sent, Ok(Ok(()))))
}

#[expect(unsafe_code, reason = "the child's socket is known by its number")]
fn child_socket() -> OwnedFd {
    // SAFETY: called once in a child, after `hold` has put the socket there.
    unsafe { OwnedFd::from_raw_fd(CHILD_SOCKET) }
}

fn pair() -> rustix::io::Result<(OwnedFd, OwnedFd)> {
    socketpair(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::CLOEXEC, None)
}

/// The child's id, or nothing in the child.
#[expect(unsafe_code, reason = "there is no safe fork")]
fn fork() -> io::Result<Option<Pid>> {
    // SAFETY: this process has one thread.
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error()),
        pid => Ok(Pid::from_raw(pid)),
    }
}

fn notify(control: BorrowedFd<'_>, notice: &Notice, descriptors: &[BorrowedFd<'_>]) -> Result<(), String> {
    let bytes = frame::encode(notice).map_err(says("notice"))?;
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(2))];
    let mut attached = SendAncillaryBuffer::new(&mut space);
    if !descriptors.is_empty() && !attached.push(SendAncillaryMessage::ScmRights(descriptors)) {
        return Err("too many descriptors".to_owned());
    }
    let message = [io::IoSlice::new(&bytes[4..])];
    retry_on_intr(|| sendmsg(control, &message, &mut attached, SendFlags::NOSIGNAL)).map_err(says("sendmsg"))?;
    Ok(())
}

fn says<E: std::fmt::Display>(call: &'static str) -> impl Fn(E) -> String {
    move |error| format!("{call}: {error}")
}
