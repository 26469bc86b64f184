//! The process that the host starts, and that forks a child for each session.
//!
//! It has one thread for its whole life, so that a fork finds every lock free.

use std::{
    any::Any,
    env,
    ffi::OsString,
    fs::File,
    io::{self, Write},
    mem::MaybeUninit,
    os::fd::{AsFd, BorrowedFd, FromRawFd, OwnedFd},
    panic::{self, AssertUnwindSafe, catch_unwind},
    process::{ExitCode, exit},
};

use enclave_contract::frame::{self, FRAME_VERSION, Measure, Notice, Reply, Request};
use rustix::{
    event::{PollFd, PollFlags, poll},
    io::{Errno, retry_on_intr},
    net::{
        AddressFamily, RecvAncillaryBuffer, RecvFlags, SendAncillaryBuffer, SendAncillaryMessage, SendFlags,
        SocketFlags, SocketType, recvmsg, sendmsg, socketpair, sockopt::socket_type,
    },
    process::{Pid, Signal, getppid, kill_process, setsid},
};

use crate::{
    lockdown::{self, CHILD_SOCKET, Lockdown, says},
    pages::Pages,
    process::{defer, fork, reap, roam, undefer, watch},
};

/// The descriptor of the control socket.
const CONTROL: i32 = 3;
/// The longest request, in bytes.
const MAX_REQUEST: usize = 16;
/// The longest report of a first child, in bytes.
const MAX_REPORT: usize = 16 << 10;
/// The exit code of a child that panicked, as Rust's own.
const EXIT_PANIC: i32 = 101;
/// The exit code of a zygote that was not started as it should be.
const EXIT_USAGE: u8 = 2;

/// The control socket keeps messages apart; macOS has no such sockets that are connections as well.
const CONTROL_TYPE: SocketType = if cfg!(target_os = "linux") { SocketType::SEQPACKET } else { SocketType::DGRAM };

/// Runs the zygote: `warm` makes what every child starts with, `serve` is a child's whole life, on its own socket. The
/// child is locked down by then and has told the host that it is `Ready`.
///
/// `warm` runs before anything is locked: what a library reads once, such as the time zone or where the stack ends, it
/// can read there and only there. An error of it is told to the host. `rehearse` does about what a session does, so that
/// children have the memory for it beforehand; it runs in a child of its own.
///
/// # Examples
/// ```no_run
/// let code = enclave_worker::zygote::run(|| Ok(()), |()| (), |_socket, ()| std::process::exit(0));
/// ```
pub fn run<T>(warm: impl FnOnce() -> Result<T, String>, rehearse: fn(T), serve: fn(OwnedFd, T) -> !) -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let Some((host, control)) = started(&arguments) else {
        let _ = writeln!(io::stderr(), "This program is started by Enclave; it is of no use by itself");
        return ExitCode::from(EXIT_USAGE);
    };
    let life = || {
        let end = leave(host)?;
        let (state, pages) = Pages::of(warm()?, rehearse);
        // A host that asks for a fork goes on with what it does.
        let defers = defer();
        let lockdown = Lockdown::of_zygote()?;
        let mut zygote = Zygote { control: control.as_fd(), host: end, pages, defers, lockdown, children: Vec::new() };
        zygote.attempt()?;
        zygote.hello()?;
        zygote.watch(state, serve)
    };
    let Err(reason) = catch_unwind(AssertUnwindSafe(life)).unwrap_or_else(|panic| Err(told(&*panic))) else {
        return ExitCode::SUCCESS;
    };
    // Nobody hears it when the host is gone, which is then the reason.
    let _ = send(control.as_fd(), &Notice::Failed { reason }, &[]);
    ExitCode::FAILURE
}

/// The host and the control socket, when this is a host's child.
#[expect(unsafe_code, reason = "descriptor 3 is given by number")]
fn started(arguments: &[OsString]) -> Option<(Pid, OwnedFd)> {
    let [word, host] = arguments else { return None };
    let host = Pid::from_raw(host.to_str()?.parse().ok()?)?;
    // SAFETY: nothing else here has descriptor 3: if it is open, the host opened it.
    let control = unsafe { BorrowedFd::borrow_raw(CONTROL) };
    if word != "zygote" || socket_type(control) != Ok(CONTROL_TYPE) {
        return None;
    }
    // SAFETY: as above.
    Some((host, unsafe { OwnedFd::from_raw_fd(CONTROL) }))
}

fn told(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("the zygote panicked: {}", text.unwrap_or("no reason given"))
}

/// Leaves the host's descriptors, streams, signals and terminal. Returns what becomes readable when the host has ended.
fn leave(host: Pid) -> Result<OwnedFd, String> {
    lockdown::close_from(CONTROL + 1).map_err(says("close"))?;
    lockdown::silence().map_err(says("/dev/null"))?;
    lockdown::bound_stack().map_err(says("setrlimit"))?;
    lockdown::signals();
    panic::set_hook(Box::new(|_| ()));
    // Ctrl-C in the host's terminal is for the host to answer. Who leads a session already cannot leave it.
    let _ = setsid();
    let end = watch(host).map_err(says("watching the host"))?;
    if getppid() == Some(host) { Ok(end) } else { Err("the host has ended, or it is not the parent".to_owned()) }
}

struct Zygote<'a> {
    control: BorrowedFd<'a>,
    /// Readable when the host has ended.
    host: OwnedFd,
    pages: Pages,
    /// Whether it was told to let others go first, which its children do not.
    defers: bool,
    lockdown: Lockdown,
    children: Vec<Child>,
}

struct Child {
    pid: Pid,
    /// Readable when it has ended.
    end: OwnedFd,
}

enum Event {
    /// The host asks for something.
    Asked(Request),
    /// The child of that index has ended.
    Ended(usize),
    /// The host is gone.
    Over,
}

impl Zygote<'_> {
    /// Has a first child lock itself down, report, and then do what must kill it.
    fn attempt(&mut self) -> Result<(), String> {
        let (ours, its) = pair().map_err(says("socketpair"))?;
        let Some(pid) = fork().map_err(says("fork"))? else {
            let measures = self.lockdown.hold(its);
            exit(report(&measures));
        };
        drop(its);
        let mut bytes = vec![0; MAX_REPORT];
        let mut length = 0;
        loop {
            match receive(ours.as_fd(), &mut bytes[length..]).map_err(says("recvmsg"))? {
                0 => break,
                count => length += count,
            }
        }
        let status = reap(pid).map_err(says("wait"))?;
        let mut measures: Vec<Measure> = frame::decode(&bytes[..length]).map_err(says("the first child"))?;
        let killed = status.is_some_and(|status| status.terminating_signal() == Some(libc::SIGSYS));
        for seccomp in measures.iter_mut().filter(|measure| measure.name == "seccomp" && measure.active && !killed) {
            seccomp.active = false;
            seccomp.detail = format!("a system call that is not allowed did not kill: {status:?}");
        }
        self.lockdown.measures.append(&mut measures);
        Ok(())
    }

    fn hello(&self) -> Result<(), String> {
        self.notify(
            &Notice::Hello {
                frames: FRAME_VERSION,
                version: env!("CARGO_PKG_VERSION").to_owned(),
                measures: self.lockdown.measures.clone(),
            },
            &[],
        )
    }

    /// Forks and reaps until the host is gone. No child is left then, nor one that nobody has taken note of.
    fn watch<T>(mut self, state: T, serve: fn(OwnedFd, T) -> !) -> Result<(), String> {
        let over = self.attend(state, serve);
        for child in &self.children {
            kill_process(child.pid, Signal::KILL).map_err(says("kill"))?;
        }
        for child in &self.children {
            reap(child.pid).map_err(says("wait"))?;
        }
        over
    }

    fn attend<T>(&mut self, state: T, serve: fn(OwnedFd, T) -> !) -> Result<(), String> {
        loop {
            match self.wait()? {
                Event::Over => return Ok(()),
                Event::Ended(index) => self.reap(index)?,
                // What does not hold here the host was told by the hello; it asks nevertheless where it may.
                Event::Asked(Request { end, forks }) => {
                    if let Some(pid) = end {
                        self.end(pid)?;
                    }
                    for _ in 0..forks {
                        if let Some(socket) = self.fork()? {
                            if self.defers {
                                undefer();
                            }
                            self.pages.take();
                            live(&mut self.lockdown, socket, state, serve);
                        }
                    }
                }
            }
        }
    }

    fn wait(&self) -> Result<Event, String> {
        let ends = self.children.iter().map(|child| child.end.as_fd());
        let mut polled: Vec<PollFd<'_>> = [self.host.as_fd(), self.control]
            .into_iter()
            .chain(ends)
            .map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN))
            .collect();
        retry_on_intr(|| poll(&mut polled, None)).map_err(says("poll"))?;
        // Children first: they are no more than the host asked for.
        match polled.iter().rposition(|fd| !fd.revents().is_empty()) {
            None | Some(0) => Ok(Event::Over),
            Some(1) => self.request(),
            Some(child) => Ok(Event::Ended(child - 2)),
        }
    }

    fn request(&self) -> Result<Event, String> {
        let mut bytes = [0; MAX_REQUEST];
        match receive(self.control, &mut bytes) {
            Ok(0) | Err(Errno::CONNRESET) => Ok(Event::Over),
            Ok(length) => {
                let request = frame::decode(&bytes[..length]);
                request.map(Event::Asked).map_err(|_| "the host sent what is no request".to_owned())
            }
            Err(error) => Err(format!("recvmsg: {error}")),
        }
    }

    /// Kills a child, unless it has ended already.
    fn end(&self, pid: u32) -> Result<(), String> {
        let Some(child) = self.children.iter().find(|child| child.pid.as_raw_pid().cast_unsigned() == pid) else {
            return Ok(());
        };
        // Its end takes as long as a short session, and the host's thread goes on where it is kept.
        roam(child.pid);
        kill_process(child.pid, Signal::KILL).map_err(says("kill"))
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
        let end = match watch(pid) {
            Ok(end) => end,
            Err(error) => {
                return self.discard(pid, format!("watching the child: {error}")).map(|()| None);
            }
        };
        let forked = Notice::Forked { pid: pid.as_raw_pid().cast_unsigned() };
        // A queue of macOS cannot be sent.
        let attached = [ours.as_fd(), end.as_fd()];
        let attached = if cfg!(target_os = "linux") { &attached[..] } else { &attached[..1] };
        // Descriptors on their way are counted for the user as a whole: what is refused here, others may have used up.
        if let Err(reason) = self.notify(&forked, attached) {
            return self.discard(pid, reason).map(|()| None);
        }
        self.children.push(Child { pid, end });
        Ok(None)
    }

    /// Ends a child that the host cannot have.
    fn discard(&self, pid: Pid, reason: String) -> Result<(), String> {
        kill_process(pid, Signal::KILL).map_err(says("kill"))?;
        reap(pid).map_err(says("wait"))?;
        self.failed(reason)
    }

    fn failed(&self, reason: String) -> Result<(), String> {
        self.notify(&Notice::Failed { reason }, &[])
    }

    fn reap(&mut self, index: usize) -> Result<(), String> {
        let child = self.children.swap_remove(index);
        let status = reap(child.pid).map_err(says("wait"))?;
        self.notify(
            &Notice::Exited {
                pid: child.pid.as_raw_pid().cast_unsigned(),
                signal: status.and_then(|status| status.terminating_signal()).map(i32::cast_unsigned),
                code: status.and_then(|status| status.exit_status()).map(i32::cast_unsigned),
            },
            &[],
        )
    }

    /// Sends when the host has room for it; an error when the host is gone before.
    fn notify(&self, notice: &Notice, attached: &[BorrowedFd<'_>]) -> Result<(), String> {
        let mut polled = [
            PollFd::from_borrowed_fd(self.host.as_fd(), PollFlags::IN),
            PollFd::from_borrowed_fd(self.control, PollFlags::OUT),
        ];
        retry_on_intr(|| poll(&mut polled, None)).map_err(says("poll"))?;
        if polled[1].revents().is_empty() {
            return Err("the host has ended".to_owned());
        }
        send(self.control, notice, attached)
    }
}

/// A child's life.
fn live<T>(lockdown: &mut Lockdown, socket: OwnedFd, state: T, serve: fn(OwnedFd, T) -> !) -> ! {
    let life = || {
        lockdown.hold_or_exit(socket);
        let mut socket = File::from(child_socket());
        match frame::encode(&Reply::Ready).map(|ready| socket.write_all(&ready)) {
            Ok(Ok(())) => serve(socket.into(), state),
            // The host is gone.
            _ => exit(0),
        }
    };
    // Whatever unwinds further would close descriptors that are closed.
    let _: Result<(), _> = catch_unwind(AssertUnwindSafe(life));
    exit(EXIT_PANIC)
}

/// Tells the zygote what holds, then makes a system call that must kill. Returns where it does not.
fn report(measures: &[Measure]) -> i32 {
    let mut socket = File::from(child_socket());
    let sent = frame::encode(&measures).map(|bytes| socket.write_all(&bytes[4..]));
    let _ = getppid();
    i32::from(!matches!(sent, Ok(Ok(()))))
}

#[expect(unsafe_code, reason = "the child's socket is known by its number")]
fn child_socket() -> OwnedFd {
    // SAFETY: called once in a child, after `hold` has put the socket there.
    unsafe { OwnedFd::from_raw_fd(CHILD_SOCKET) }
}

fn pair() -> rustix::io::Result<(OwnedFd, OwnedFd)> {
    socketpair(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::empty(), None)
}

/// Receives by a call that children are not allowed, so that the zygote's filter need not tell sockets apart.
fn receive(socket: BorrowedFd<'_>, bytes: &mut [u8]) -> rustix::io::Result<usize> {
    let mut none = RecvAncillaryBuffer::default();
    retry_on_intr(|| recvmsg(socket, &mut [io::IoSliceMut::new(bytes)], &mut none, RecvFlags::empty()))
        .map(|received| received.bytes)
}

fn send(control: BorrowedFd<'_>, notice: &Notice, attached: &[BorrowedFd<'_>]) -> Result<(), String> {
    let bytes = frame::encode(notice).map_err(says("notice"))?;
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(2))];
    let mut ancillary = SendAncillaryBuffer::new(&mut space);
    if !attached.is_empty() && !ancillary.push(SendAncillaryMessage::ScmRights(attached)) {
        return Err("too many descriptors".to_owned());
    }
    let message = [io::IoSlice::new(&bytes[4..])];
    retry_on_intr(|| sendmsg(control, &message, &mut ancillary, SendFlags::empty())).map_err(says("sendmsg"))?;
    Ok(())
}
