//! A host of one zygote, as small as it can be.

use std::{
    collections::HashMap,
    fs::File,
    io::{self, ErrorKind, IoSliceMut, Read, Write},
    mem::MaybeUninit,
    os::{
        fd::{AsRawFd, OwnedFd},
        unix::{net::UnixStream, process::CommandExt},
    },
    process::{self, Command, Stdio},
    time::Duration,
};

use enclave_contract::frame::{self, Notice, Reply, Request};
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    net::{
        AddressFamily, RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendFlags, SocketFlags, SocketType,
        recvmsg, send, socketpair,
    },
    process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal},
};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, apply_filter};

/// A user that owns nothing.
pub const NOBODY: u32 = 65534;
/// Longer than any answer takes, so that a test ends.
const PATIENCE: Duration = Duration::from_secs(30);

/// How a process ended: by a signal or with a code.
pub type End = (Option<i32>, Option<i32>);

pub struct Host {
    pub process: process::Child,
    pub hello: Notice,
    control: Option<OwnedFd>,
    ended: HashMap<u32, End>,
}

pub struct Peer {
    pub pid: u32,
    socket: UnixStream,
    pidfd: OwnedFd,
}

#[derive(Debug, PartialEq)]
pub enum Answer {
    Text(String),
    /// The child closed its socket, or died.
    Gone,
}

impl Host {
    /// A zygote of this process's user.
    pub fn new() -> Self {
        Self::of(|_| ())
    }

    /// A zygote of another user, which takes root; of this one where this one is not root.
    pub fn of_user(user: u32) -> Self {
        Self::of(|command| {
            if is_root() {
                command.uid(user).gid(user);
            }
        })
    }

    /// A zygote of a user who is not root, to which these system calls are refused with that error, as containers do it.
    #[expect(unsafe_code, reason = "the filter is set between fork and exec")]
    pub fn contained(refused: &[i64], error: i32) -> Self {
        let rules = refused.iter().map(|call| (*call, Vec::new())).collect();
        let (refuse, allow) = (SeccompAction::Errno(error.cast_unsigned()), SeccompAction::Allow);
        let arch = std::env::consts::ARCH.try_into().expect("a known architecture");
        let filter = SeccompFilter::new(rules, allow, refuse, arch).expect("a filter");
        let filter: BpfProgram = filter.try_into().expect("a program");
        Self::of(|command| {
            if is_root() {
                command.uid(NOBODY).gid(NOBODY);
            }
            // SAFETY: the filter is made; two system calls set it.
            unsafe { command.pre_exec(move || apply_filter(&filter).map_err(io::Error::other)) };
        })
    }

    fn of(prepare: impl FnOnce(&mut Command)) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_enclave-worker-probe"));
        command.args(["zygote", &process::id().to_string()]);
        prepare(&mut command);
        let (mut process, control) = spawn(command);
        let Some((hello, _)) = receive(&control) else { panic!("no word of the zygote: {:?}", process.wait()) };
        Self { process, hello, control: Some(control), ended: HashMap::new() }
    }

    /// A child that has said that it is ready.
    pub fn fork(&mut self) -> Peer {
        self.ask(Request { end: None, forks: 1 });
        loop {
            match self.receive() {
                (Notice::Forked { pid }, descriptors) => {
                    let [socket, pidfd] = descriptors.try_into().expect("a socket and a pidfd");
                    let socket = UnixStream::from(socket);
                    socket.set_read_timeout(Some(PATIENCE)).expect("a time is set");
                    let mut peer = Peer { pid, socket, pidfd };
                    let ready = peer.receive().expect("a frame");
                    assert_eq!(frame::decode(&ready), Ok(Reply::Ready));
                    return peer;
                }
                (other, _) => self.note(&other),
            }
        }
    }

    /// How the child ended, once it has.
    pub fn exited(&mut self, peer: &Peer) -> End {
        loop {
            if let Some(end) = self.ended.remove(&peer.pid) {
                return end;
            }
            let (notice, _) = self.receive();
            self.note(&notice);
        }
    }

    pub fn ask(&self, request: Request) {
        self.send(&frame::encode(&request).expect("a request")[4..]);
    }

    pub fn send(&self, message: &[u8]) {
        let control = self.control.as_ref().expect("the zygote lives");
        assert_eq!(send(control, message, SendFlags::NOSIGNAL), Ok(message.len()));
    }

    pub fn receive(&self) -> (Notice, Vec<OwnedFd>) {
        receive(self.control.as_ref().expect("the zygote lives")).expect("a notice")
    }

    /// Closes the control socket and tells how the zygote ended.
    pub fn close(&mut self) -> Option<i32> {
        self.control = None;
        self.process.wait().expect("the zygote is a child").code()
    }

    fn note(&mut self, notice: &Notice) {
        let Notice::Exited { pid, signal, code } = *notice else { panic!("unexpected: {notice:?}") };
        self.ended.insert(pid, (signal.map(u32::cast_signed), code.map(u32::cast_signed)));
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.close();
    }
}

impl Peer {
    /// Sends an attempt's name and waits for the answer.
    pub fn ask(&mut self, attempt: &str) -> Answer {
        self.tell(attempt);
        self.answer()
    }

    pub fn answer(&mut self) -> Answer {
        match self.receive() {
            Some(bytes) => Answer::Text(String::from_utf8(bytes).expect("text")),
            None => Answer::Gone,
        }
    }

    /// Sends an attempt's name.
    pub fn tell(&mut self, attempt: &str) {
        let length = u32::try_from(attempt.len()).expect("names are short").to_le_bytes();
        self.socket.write_all(&[&length, attempt.as_bytes()].concat()).expect("the child reads");
    }

    pub fn signal(&self, signal: Signal) {
        pidfd_send_signal(&self.pidfd, signal).expect("the child lives");
    }

    /// Ends the conversation.
    pub fn hang_up(&self) {
        self.socket.shutdown(std::net::Shutdown::Both).expect("a socket");
    }

    fn receive(&mut self) -> Option<Vec<u8>> {
        let mut length = [0; 4];
        match self.socket.read_exact(&mut length) {
            Ok(()) => {}
            Err(error) if matches!(error.kind(), ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset) => return None,
            Err(error) => panic!("no answer: {error}"),
        }
        let mut bytes = vec![0; u32::from_le_bytes(length) as usize];
        self.socket.read_exact(&mut bytes).expect("a whole frame");
        Some(bytes)
    }
}

pub fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// A descriptor that is readable once the process has ended.
pub fn watch(pid: u32) -> OwnedFd {
    let pid = Pid::from_raw(pid.cast_signed()).expect("a process");
    pidfd_open(pid, PidfdFlags::empty()).expect("the process lives")
}

/// Whether the process ends before a test may go on.
pub fn ends(watched: &OwnedFd) -> bool {
    readable(watched)
}

/// Starts a zygote as a careless host does: with variables, open descriptors, blocked signals and all of the
/// stack that there is.
#[expect(unsafe_code, reason = "a descriptor is given by number")]
pub fn spawn(mut command: Command) -> (process::Child, OwnedFd) {
    let (ours, its) =
        socketpair(AddressFamily::UNIX, SocketType::SEQPACKET, SocketFlags::CLOEXEC, None).expect("a pair of sockets");
    let leaked = File::open("/proc/self/maps").expect("a file");
    command.env_clear().env("SECRET", "x".repeat(32 << 10)).stdin(Stdio::null());
    let (control, file) = (its.as_raw_fd(), leaked.as_raw_fd());
    // SAFETY: these calls may be made between fork and exec.
    unsafe {
        command.pre_exec(move || {
            let mut all: libc::sigset_t = std::mem::zeroed();
            libc::sigfillset(&raw mut all);
            libc::sigprocmask(libc::SIG_BLOCK, &raw const all, std::ptr::null_mut());
            let mut stack: libc::rlimit = std::mem::zeroed();
            libc::getrlimit(libc::RLIMIT_STACK, &raw mut stack);
            stack.rlim_cur = stack.rlim_max;
            libc::setrlimit(libc::RLIMIT_STACK, &raw const stack);
            for (from, to) in [(file, 77), (file, 1023), (control, 78), (78, 3)] {
                if libc::dup2(from, to) == -1 {
                    return Err(io::Error::last_os_error());
                }
            }
            Ok(())
        });
    }
    (command.spawn().expect("the probe starts"), ours)
}

/// The next notice and what came with it; nothing at the end.
pub fn receive(control: &OwnedFd) -> Option<(Notice, Vec<OwnedFd>)> {
    assert!(readable(control), "the zygote says nothing");
    let mut bytes = vec![0; 64 << 10];
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(2))];
    let mut ancillary = RecvAncillaryBuffer::new(&mut space);
    let read = recvmsg(control, &mut [IoSliceMut::new(&mut bytes)], &mut ancillary, RecvFlags::CMSG_CLOEXEC);
    let read = read.expect("a message").bytes;
    let descriptors = ancillary.drain().flat_map(|message| match message {
        RecvAncillaryMessage::ScmRights(descriptors) => descriptors.collect::<Vec<_>>(),
        _ => Vec::new(),
    });
    let descriptors = descriptors.collect();
    (read > 0).then(|| (frame::decode(&bytes[..read]).expect("a notice"), descriptors))
}

fn readable(descriptor: &OwnedFd) -> bool {
    let patience = Timespec::try_from(PATIENCE).expect("a time");
    poll(&mut [PollFd::new(descriptor, PollFlags::IN)], Some(&patience)) == Ok(1)
}
