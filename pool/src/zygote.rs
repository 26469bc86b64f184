//! The zygote as its host sees it: a process that forks workers when it is asked to, and says how they end.

use std::{
    collections::VecDeque,
    io::IoSliceMut,
    mem::MaybeUninit,
    os::fd::{AsRawFd, OwnedFd},
    path::Path,
    process::{Command, Stdio},
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use enclave_contract::frame::{self, FRAME_VERSION, Measure, Notice, Request};
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::{Errno, fcntl_dupfd_cloexec},
    net::{RecvAncillaryBuffer, RecvAncillaryMessage, Shutdown, recvmsg, send, shutdown},
    process::Signal,
};

use crate::process::{Process, RECEIVE, SEND, control_pair, own};

/// The number that the zygote expects its socket under.
const CONTROL: i32 = 3;
/// How long the zygote may take to say hello, and a fork may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long the zygote may take to end its workers and itself.
const FAREWELL: Duration = Duration::from_millis(250);
/// How long one thread reads for all before it looks whether what it waits for has come.
const TURN: Duration = Duration::from_millis(5);
/// The longest notice, in bytes.
const MAX_NOTICE: usize = 64 << 10;
/// Ends of workers that are remembered for who asks.
const EXITS: usize = 512;

/// A worker process, locked down, that nobody else has. Dropping it kills it.
#[derive(Debug)]
pub(crate) struct Child {
    pid: u32,
    pub(crate) socket: Arc<OwnedFd>,
    process: Arc<Process>,
    zygote: Arc<Zygote>,
    /// Whether its `Ready` has been read.
    pub(crate) is_ready: bool,
    /// The core that it was told to stay on.
    core: Option<usize>,
    /// CPU time that it may use in its whole life, once an earlier session has told it.
    pub(crate) cpu_seconds: Option<u64>,
    /// Whether its zygote has been told to end it.
    parts: bool,
}

/// How a worker ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exit {
    pub(crate) signal: Option<u32>,
    pub(crate) code: Option<u32>,
}

/// Why there is no worker.
#[derive(Debug)]
pub(crate) enum NoWorker {
    /// None could be started.
    Failed(String),
    /// The zygote was ready, and is gone.
    Gone(String),
    /// As many wait as may.
    QueueFull,
    /// Who waits waited for long enough.
    TimedOut,
    /// Who waits is not to wait any longer.
    Cancelled,
}

/// How long somebody waits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wait<'a> {
    pub(crate) until: Instant,
    pub(crate) cancelled: Option<&'a AtomicBool>,
}

impl Wait<'_> {
    /// Whether to wait on.
    pub(crate) fn check(&self) -> Result<(), NoWorker> {
        if self.cancelled.is_some_and(|cancelled| cancelled.load(Ordering::Relaxed)) {
            Err(NoWorker::Cancelled)
        } else if Instant::now() >= self.until {
            Err(NoWorker::TimedOut)
        } else {
            Ok(())
        }
    }
}

/// The zygote. Dropping the last owner ends it, and with it every worker.
#[derive(Debug)]
pub(crate) struct Zygote {
    control: OwnedFd,
    process: Process,
    /// The process whose zygote it is.
    host: u32,
    started: Instant,
    allow_degraded: bool,
    /// What its hello said.
    measures: OnceLock<Vec<Measure>>,
    mail: Mutex<Mail>,
    /// Held by the thread that reads the control socket, into this.
    reading: Mutex<Vec<u8>>,
    /// Why it is over.
    gone: OnceLock<String>,
}

#[derive(Debug, Default)]
struct Mail {
    ready: VecDeque<(u32, OwnedFd, Process, Instant)>,
    /// Forks that were asked for and have not come.
    asked: usize,
    /// Sessions that wait for a fork.
    wanted: usize,
    /// Why forks failed that sessions wait for: one for each such session, no more.
    failures: Vec<String>,
    /// Workers that the zygote was told to end. Their sockets stay open until it did: one that closes wakes its worker, on
    /// this thread's core.
    parting: Vec<(u32, Arc<OwnedFd>, Arc<Process>)>,
    exits: VecDeque<(u32, Exit)>,
}

impl Mail {
    /// A fork that was asked for did not come.
    fn fail(&mut self, reason: String) {
        self.asked = self.asked.saturating_sub(1);
        self.failures.push(reason);
        self.forgive();
    }

    /// Forgets failures for which there is somebody else to come, or nobody to tell.
    fn forgive(&mut self) {
        self.failures.truncate(self.wanted.saturating_sub(self.ready.len() + self.asked));
    }

    /// Whether a worker has ended, as it has when that was told.
    fn has_ended(&self, pid: u32, worker: &Process) -> bool {
        worker.has_ended() || self.exits.iter().any(|(ended, _)| *ended == pid)
    }

    /// How many more forks it takes for so many to wait beyond those that are wanted.
    fn missing(&self, ahead: usize) -> usize {
        (ahead + self.wanted).saturating_sub(self.ready.len() + self.asked + self.failures.len())
    }
}

/// A session that waits for a fork.
struct Wanted<'a>(&'a Zygote);

impl<'a> Wanted<'a> {
    fn by(zygote: &'a Zygote) -> Self {
        zygote.mail().wanted += 1;
        Self(zygote)
    }
}

impl Drop for Wanted<'_> {
    fn drop(&mut self) {
        let mut mail = self.0.mail();
        mail.wanted -= 1;
        mail.forgive();
    }
}

impl Zygote {
    /// Starts the program, which will say hello.
    pub(crate) fn start(program: &Path, allow_degraded: bool) -> Result<Self, String> {
        let (ours, its) = control_pair().map_err(|error| format!("socketpair: {error}"))?;
        // Where the host has closed its standard streams, the socket would have one of their numbers, which the program
        // gets for its own.
        let its = fcntl_dupfd_cloexec(&its, CONTROL + 1).map_err(|error| format!("fcntl: {error}"))?;
        let process = execute(program, &its)
            .map_err(|error| format!("the worker program {} cannot be started: {error}", program.display()))?;
        Ok(Self {
            control: ours,
            process,
            host: std::process::id(),
            started: Instant::now(),
            allow_degraded,
            measures: OnceLock::new(),
            mail: Mutex::default(),
            reading: Mutex::new(vec![0; MAX_NOTICE]),
            gone: OnceLock::new(),
        })
    }

    /// Waits until it is ready; what holds its workers then.
    pub(crate) fn measures(&self, wait: &Wait<'_>) -> Result<&[Measure], NoWorker> {
        loop {
            if let Some(reason) = self.gone.get() {
                return Err(NoWorker::Failed(reason.clone()));
            }
            if let Some(measures) = self.measures.get() {
                return Ok(measures);
            }
            if self.started.elapsed() >= PATIENCE {
                self.over("the worker program does not say hello".to_owned());
                continue;
            }
            wait.check()?;
            // Why it is over is looked at above.
            let _ = self.collect(TURN);
        }
    }

    fn greet(&self, frames: u32, version: &str, measures: Vec<Measure>) -> Result<(), String> {
        if (frames, version) != (FRAME_VERSION, env!("CARGO_PKG_VERSION")) {
            return Err(format!(
                "the worker program is of version {version} (frames {frames}), and this library of {} (frames \
                 {FRAME_VERSION})",
                env!("CARGO_PKG_VERSION")
            ));
        }
        let missing = measures.iter().find(|measure| measure.mandatory && !measure.active);
        if let Some(missing) = missing.filter(|_| !self.allow_degraded) {
            return Err(format!(
                "`{}` cannot hold workers here ({}); `allow_degraded` runs them without it",
                missing.name, missing.detail
            ));
        }
        self.measures.set(measures).map_err(|_| "the worker program says hello twice".to_owned())
    }

    /// Whether it is over, so that another one is needed.
    pub(crate) fn is_gone(&self) -> bool {
        self.gone.get().is_some()
    }

    /// Takes note that it is over; the first reason stays.
    fn over(&self, reason: String) -> String {
        self.gone.get_or_init(|| reason).clone()
    }

    /// Workers that wait.
    pub(crate) fn ready(&self) -> usize {
        // What has been forked meanwhile is among the mail.
        let _ = self.collect(Duration::ZERO);
        self.mail().ready.len()
    }

    /// Whether no worker waits, and none is on its way.
    pub(crate) fn is_out(&self) -> bool {
        let mail = self.mail();
        mail.ready.is_empty() && mail.asked == 0
    }

    fn mail(&self) -> MutexGuard<'_, Mail> {
        self.mail.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks for as many forks as it takes for so many to wait beyond those that are wanted.
    pub(crate) fn keep(&self, ahead: usize) {
        let mut mail = self.mail();
        let forks = mail.missing(ahead);
        if forks > 0 {
            self.ask(&mut mail, None, forks);
        }
    }

    /// Whether the request is on its way.
    fn ask(&self, mail: &mut Mail, end: Option<u32>, forks: usize) -> bool {
        if self.is_gone() {
            return false;
        }
        let Ok(request) = frame::encode(&Request { end, forks: u32::try_from(forks).unwrap_or(u32::MAX) }) else {
            return false;
        };
        match send(&self.control, &request[4..], SEND) {
            Ok(_) => {
                mail.asked += forks;
                return true;
            }
            // It has enough to do; whoever waits asks again.
            Err(Errno::AGAIN | Errno::INTR) => {}
            Err(error) => drop(self.over(format!("the zygote is gone: {error}"))),
        }
        false
    }

    /// A worker. Where none waits, one is asked for.
    pub(crate) fn take(self: &Arc<Self>, wait: &Wait<'_>) -> Result<Child, NoWorker> {
        let stuck = Instant::now() + PATIENCE;
        // Workers that died while they waited, or all of them with their zygote, are known of first.
        let _ = self.collect(Duration::ZERO);
        let wanted = Wanted::by(self);
        loop {
            if let Some(reason) = self.gone.get() {
                return Err(NoWorker::Gone(reason.clone()));
            }
            let mut mail = self.mail();
            if let Some((pid, socket, process, _)) = mail.ready.pop_front() {
                drop(mail);
                drop(wanted);
                return Ok(Child {
                    pid,
                    socket: Arc::new(socket),
                    process: Arc::new(process),
                    zygote: Arc::clone(self),
                    is_ready: false,
                    core: None,
                    cpu_seconds: None,
                    parts: false,
                });
            }
            if let Some(reason) = mail.failures.pop() {
                drop(mail);
                return Err(NoWorker::Failed(reason));
            }
            drop(mail);
            if Instant::now() >= stuck {
                // The next session starts another; who has a worker of this one keeps it.
                let reason = self.over("the zygote does not fork".to_owned());
                // Nor does it end what it was told to.
                for (pid, _, process) in std::mem::take(&mut self.mail().parting) {
                    self.signal(pid, &process, Signal::KILL);
                }
                return Err(NoWorker::Failed(reason));
            }
            wait.check()?;
            self.keep(0);
            // Why it is over is looked at above.
            let _ = self.collect(TURN);
        }
    }

    /// Ends workers that have waited for that long beyond so many.
    pub(crate) fn shrink(&self, min: usize, after: Duration) {
        // What it said meanwhile is not left to pile up.
        let _ = self.collect(Duration::ZERO);
        let mut gone = Vec::new();
        let mut mail = self.mail();
        while mail.ready.len() > min
            && let Some((.., since)) = mail.ready.front()
            && since.elapsed() >= after
        {
            gone.extend(mail.ready.pop_front());
        }
        drop(mail);
        // That their sockets close may not end them: a fork of the host may have these, too.
        for (pid, _, process, _) in gone {
            self.signal(pid, &process, Signal::KILL);
        }
    }

    /// Signals a worker, unless this is a fork of the host, which has no say over it.
    fn signal(&self, pid: u32, worker: &Process, signal: Signal) {
        // Where there are only numbers, the one of a worker that has ended may be another process's.
        let over = || cfg!(not(target_os = "linux")) && self.exit_of(pid, Duration::ZERO).is_some();
        if self.host == std::process::id() && !over() {
            worker.signal(signal);
        }
    }

    /// How a worker ended, waiting for the news that long.
    fn exit_of(&self, pid: u32, patience: Duration) -> Option<Exit> {
        let deadline = Instant::now() + patience;
        loop {
            let known = {
                let mail = self.mail();
                mail.exits.iter().rev().find(|(known, _)| *known == pid).map(|(_, exit)| *exit)
            };
            if known.is_some() || Instant::now() >= deadline || self.is_gone() {
                return known;
            }
            if self.collect(TURN).is_err() {
                return None;
            }
        }
    }

    /// Reads what the zygote sent, waiting that long for the first notice; one thread reads for all.
    fn collect(&self, wait: Duration) -> Result<(), String> {
        let mut reading = match self.reading.try_lock() {
            Ok(reading) => reading,
            Err(std::sync::TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(std::sync::TryLockError::WouldBlock) => {
                if !wait.is_zero() {
                    // Whoever reads gives way soon.
                    drop(self.reading.lock().unwrap_or_else(PoisonError::into_inner));
                }
                return Ok(());
            }
        };
        let mut wait = wait;
        while let Some((notice, fds)) = self.receive(&mut reading, wait)? {
            wait = Duration::ZERO;
            let mut mail = self.mail();
            match notice {
                Notice::Forked { pid } => {
                    // An earlier process had that number.
                    mail.exits.retain(|(ended, _)| *ended != pid);
                    let mut fds = fds.into_iter();
                    let socket = fds.next().and_then(|socket| own(socket).ok());
                    if let Some((socket, process)) = socket.zip(Process::received(pid, fds.next())) {
                        mail.asked = mail.asked.saturating_sub(1);
                        mail.ready.push_back((pid, socket, process, Instant::now()));
                    } else {
                        // The kernel drops what this process has no numbers for; the worker ends with its socket.
                        mail.fail("this process can have no more descriptors".to_owned());
                    }
                }
                Notice::Failed { reason } if self.measures.get().is_none() => return Err(self.over(reason)),
                Notice::Failed { reason } => mail.fail(reason),
                Notice::Exited { pid, signal, code } => {
                    // One that died while it waited serves nobody.
                    mail.ready.retain(|(ready, ..)| *ready != pid);
                    mail.parting.retain(|(parting, ..)| *parting != pid);
                    if mail.exits.len() == EXITS {
                        mail.exits.pop_front();
                    }
                    mail.exits.push_back((pid, Exit { signal, code }));
                }
                Notice::Hello { frames, version, measures } => {
                    self.greet(frames, &version, measures).map_err(|reason| self.over(reason))?;
                }
            }
        }
        drop(reading);
        Ok(())
    }

    fn receive(&self, bytes: &mut [u8], wait: Duration) -> Result<Option<(Notice, Vec<OwnedFd>)>, String> {
        if !wait.is_zero() {
            let timeout = Timespec::try_from(wait).unwrap_or(Timespec { tv_sec: 1, tv_nsec: 0 });
            match poll(&mut [PollFd::new(&self.control, PollFlags::IN)], Some(&timeout)) {
                Ok(0) | Err(Errno::INTR) => return Ok(None),
                Ok(_) => {}
                Err(error) => return Err(self.over(format!("poll: {error}"))),
            }
        }
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(2))];
        let mut control = RecvAncillaryBuffer::new(&mut space);
        let received = match recvmsg(&self.control, &mut [IoSliceMut::new(bytes)], &mut control, RECEIVE) {
            Ok(received) => received,
            Err(Errno::AGAIN | Errno::INTR) => return Ok(None),
            Err(error) => return Err(self.over(format!("the zygote is gone: {error}"))),
        };
        if received.bytes == 0 {
            return Err(self.over("the zygote ended".to_owned()));
        }
        let fds = control
            .drain()
            .filter_map(|message| match message {
                RecvAncillaryMessage::ScmRights(fds) => Some(fds),
                _ => None,
            })
            .flatten()
            .collect();
        let notice = frame::decode(&bytes[..received.bytes]);
        notice.map(|notice| Some((notice, fds))).map_err(|_| self.over("the zygote sent what is no notice".to_owned()))
    }
}

impl Zygote {
    /// Ends it now, and with it every worker.
    pub(crate) fn end(&self, why: &str) {
        if self.host != std::process::id() {
            // A fork of the host has no say over its zygote.
            return;
        }
        self.over(why.to_owned());
        // Told so, it kills and reaps its workers, which otherwise are left to who may not reap. Closing would not
        // tell it: a fork of the host may have the socket, too.
        let _ = shutdown(&self.control, Shutdown::Both);
        self.process.end_within(FAREWELL);
    }
}

impl Drop for Zygote {
    fn drop(&mut self) {
        self.end("nobody needs it");
    }
}

/// Executes the program with nothing but the socket.
#[expect(unsafe_code, reason = "the descriptor is given its number between fork and exec")]
fn execute(program: &Path, control: &OwnedFd) -> std::io::Result<Process> {
    use std::os::unix::process::CommandExt as _;
    let control = control.as_raw_fd();
    let mut command = Command::new(program);
    command.arg("zygote").arg(std::process::id().to_string()).env_clear();
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // SAFETY: `dup2` may be called between fork and exec.
    unsafe {
        command.pre_exec(
            move || {
                if libc::dup2(control, CONTROL) < 0 { Err(std::io::Error::last_os_error()) } else { Ok(()) }
            },
        );
    }
    let mut child = command.spawn()?;
    Process::child(child.id()).inspect_err(|_| {
        // Without a handle it is of no use; it has not been waited for, so its number is its own.
        let _ = child.kill().and_then(|()| child.wait());
    })
}

impl Child {
    pub(crate) fn pid(&self) -> u32 {
        self.pid
    }

    /// Whether it is this process's, which a fork's is not.
    pub(crate) fn is_ours(&self) -> bool {
        self.zygote.host == std::process::id()
    }

    /// Whether it is a child of this zygote.
    pub(crate) fn is_of(&self, zygote: &Arc<Zygote>) -> bool {
        Arc::ptr_eq(&self.zygote, zygote)
    }

    /// Has its zygote end it and fork others, so that so many wait: one message in all, where to kill it from here would
    /// wake it first.
    pub(crate) fn part(mut self, ahead: usize) {
        let mut mail = self.zygote.mail();
        let forks = mail.missing(ahead);
        // Of one that has ended by itself, no word comes any more, and its number may be another's.
        let end = (!mail.has_ended(self.pid, &self.process)).then_some(self.pid);
        if end.is_none() && forks == 0 {
            return;
        }
        self.parts = self.zygote.ask(&mut mail, end, forks) && end.is_some();
        if self.parts {
            mail.parting.push((self.pid, Arc::clone(&self.socket), Arc::clone(&self.process)));
        }
    }

    /// Kills it.
    pub(crate) fn kill(&self) {
        self.zygote.signal(self.pid, &self.process, Signal::KILL);
    }

    /// What has the worker look whether its run is cancelled, while that is wanted.
    pub(crate) fn interrupter(&self) -> impl Fn(&Mutex<bool>) + Send + Sync + 'static {
        let (pid, process, host) = (self.pid, Arc::clone(&self.process), self.zygote.host);
        let zygote = Arc::downgrade(&self.zygote);
        move |wanted| {
            // A fork may have come with the lock held.
            if host == std::process::id()
                && *wanted.lock().unwrap_or_else(PoisonError::into_inner)
                && let Some(zygote) = zygote.upgrade()
            {
                zygote.signal(pid, &process, Signal::USR1);
            }
        }
    }

    /// How it ended, as far as the zygote says so soon.
    pub(crate) fn exit(&self) -> Option<Exit> {
        self.zygote.exit_of(self.pid, Duration::from_millis(200))
    }

    /// Why its zygote is over, when it is.
    pub(crate) fn orphaned(&self) -> Option<&str> {
        self.zygote.gone.get().map(String::as_str)
    }

    /// Waits until its socket can be read or written, at most that long. A read that waits would be woken for nothing, and
    /// on another core, when the worker takes what it was sent.
    pub(crate) fn wait_for(&self, what: PollFlags, patience: Duration) {
        let _stay = self.process.stay(self.core);
        let timeout = Timespec::try_from(patience).ok();
        // What comes of it, the next call says.
        let _ = poll(&mut [PollFd::new(&self.socket, what)], timeout.as_ref());
    }

    /// Has it run on this thread's core; see `Process::come`.
    pub(crate) fn come(&mut self) {
        self.core = self.process.come(self.core);
    }

    /// Lets it leave that core, on which it has computed for longer than it takes to go to another one.
    pub(crate) fn roam(&mut self) {
        if self.core.take().is_some() {
            self.process.roam();
        }
    }

    /// Whether it may use so many more seconds of CPU time.
    pub(crate) fn has_cpu_for(&self, seconds: u64) -> bool {
        let used = self.cpu_time().map_or(0, |used| used.as_secs() + 1);
        self.cpu_seconds.is_none_or(|all| all.saturating_sub(used) >= seconds)
    }

    /// CPU time of the whole process, where it can be known.
    pub(crate) fn cpu_time(&self) -> Option<Duration> {
        self.process.cpu_time()
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        if self.is_ours() && !self.parts {
            // Ending takes as long as a short session does, which is not this thread's time.
            self.roam();
            self.kill();
        }
    }
}
