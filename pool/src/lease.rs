//! A worker that one session has. What it sends is read with every bound, and where it breaks one it is killed.

use std::{
    sync::{Arc, Mutex, PoisonError, atomic::Ordering},
    time::{Duration, Instant},
};

use enclave_contract::{
    ErrorCode, Failure, WorkerReuse,
    frame::{self, Begun, Bounds, Command, Ended, Lease, Lost, Patience, Reply, Stepped, Stop, Worker},
};
use rustix::{
    event::PollFlags,
    io::Errno,
    net::{RecvFlags, recv, send},
};

use crate::{
    Kept, PoolEventKind, Shared,
    process::SEND,
    zygote::{Child, Wait},
};

/// How long past a limit a worker may go on, which it stops at by itself where it can.
const GRACE: Duration = Duration::from_millis(25);
/// How often the clocks are looked at while a worker computes.
const LOOK: Duration = Duration::from_millis(4);
/// What is read at once, in bytes.
const CHUNK: usize = 32 << 10;
/// How long a worker may still take to be ready for another session when that has come.
const RESET: Duration = Duration::from_millis(100);

/// A worker that one session has.
#[derive(Debug)]
pub(crate) struct Leased {
    pool: Arc<Shared>,
    /// None when it was given back.
    child: Option<Child>,
    tenant: String,
    memory_bytes: u64,
    /// CPU time that the process may use in its whole life.
    cpu_seconds: u64,
    max_frame_bytes: u64,
    max_frames: u64,
    /// Bytes that came and are not decoded; those before `start` are.
    buffer: Vec<u8>,
    start: usize,
    /// Where the socket is read to.
    chunk: Box<[u8]>,
    /// Frames within the second that began then, those that end a step aside.
    window: (Instant, u64),
    /// Whether it died or was killed.
    lost: bool,
    /// Whether its last step is over, so that it could serve another session.
    settled: bool,
    /// Whether a limit or a defect stopped its script, so that it serves no other.
    spoiled: bool,
    clocks: Clocks,
    /// Whether it may be interrupted: while this lease lasts.
    awake: Arc<Mutex<bool>>,
}

/// What the host knows of the times of a worker.
#[derive(Debug)]
struct Clocks {
    /// When the step that it is at began.
    begun: Instant,
    /// When CPU time was last looked at.
    looked: Instant,
    /// CPU time that the worker had used when its limit began; none where it cannot be known.
    cpu: Option<Duration>,
    /// The limit that it was first seen past, and when.
    passed: Option<(Stop, Instant)>,
}

impl Clocks {
    /// For a limit that begins now.
    fn of(child: &Child) -> Self {
        let now = Instant::now();
        Self { begun: now, looked: now, cpu: child.cpu_time(), passed: None }
    }
}

impl Leased {
    pub(crate) fn new(pool: Arc<Shared>, child: Child, lease: &Lease<'_>) -> Self {
        let settings = pool.settings.for_session(lease.limits);
        let clocks = Clocks::of(&child);
        let cpu_seconds = child.cpu_seconds.unwrap_or_else(|| pool.cpu_seconds(lease.limits));
        Self {
            pool,
            child: Some(child),
            tenant: lease.tenant.unwrap_or_default().to_owned(),
            memory_bytes: lease.limits.memory_bytes,
            cpu_seconds,
            max_frame_bytes: settings.max_frame_bytes,
            max_frames: settings.max_frames_per_second,
            buffer: Vec::new(),
            start: 0,
            chunk: vec![0; CHUNK].into(),
            window: (Instant::now(), 0),
            lost: false,
            settled: false,
            spoiled: false,
            clocks,
            awake: Arc::new(Mutex::new(true)),
        }
    }

    fn child(&self) -> Option<&Child> {
        self.child.as_ref()
    }

    /// A copy that a fork made has no worker: it is another process's.
    fn ours(&self) -> Result<&Child, Lost> {
        match self.child() {
            Some(child) if child.is_ours() => Ok(child),
            _ => Err(loss("the worker is another process's: this one was forked from it")),
        }
    }

    /// It died, or its socket is broken.
    fn died(&mut self) -> Lost {
        self.child().map(Child::kill).unwrap_or_default();
        let exit = self.child().and_then(Child::exit);
        let how = match exit.map(|exit| (exit.signal, exit.code)) {
            Some((Some(signal), _)) => format!("was killed by {}", signal_name(signal)),
            Some((None, Some(code))) => format!("ended with exit code {code}"),
            _ => self.child().and_then(Child::orphaned).map_or("is gone".to_owned(), |why| format!("is gone: {why}")),
        };
        self.lose(&format!("the worker {how}"))
    }

    fn lose(&mut self, message: &str) -> Lost {
        if !self.lost {
            self.lost = true;
            let pid = self.child().map_or(0, Child::pid);
            self.pool.state().tell(PoolEventKind::Lost, pid, message.to_owned());
        }
        loss(message)
    }

    fn kill(&mut self, why: &str) -> Lost {
        match self.ours() {
            Ok(child) => child.kill(),
            Err(lost) => return lost,
        }
        if !self.lost {
            self.pool.state().stats.killed += 1;
        }
        self.lose(&format!("the worker was killed: {why}"))
    }

    fn overdue(&mut self, stop: Stop) -> Lost {
        let limit = match stop {
            Stop::Cpu => "it computed past `cpu_ms`",
            Stop::Cancelled => "it went on after the run was cancelled",
            _ => "it went on past `timeout_ms`",
        };
        drop(self.kill(limit));
        Lost::Overdue(stop)
    }

    /// Kills a worker that has been past a limit for longer than it takes to stop, or to find what it sent before.
    fn look(&mut self, patience: &Patience<'_>) -> Result<(), Lost> {
        let now = Instant::now();
        if now.duration_since(self.clocks.begun) >= LOOK
            && let Some(child) = &mut self.child
        {
            child.roam();
        }
        let passed = if patience.cancelled.load(Ordering::Relaxed) {
            Some(Stop::Cancelled)
        } else if now >= patience.until {
            Some(Stop::Timeout)
        } else if self.clocks.passed.is_none() && now.duration_since(self.clocks.looked) >= LOOK {
            self.clocks.looked = now;
            (self.cpu_used() >= patience.cpu).then_some(Stop::Cpu)
        } else {
            None
        };
        self.clocks.passed = self.clocks.passed.or(passed.map(|stop| (stop, now)));
        match self.clocks.passed {
            Some((stop, since)) if now.duration_since(since) >= GRACE => Err(self.overdue(stop)),
            _ => Ok(()),
        }
    }

    /// CPU time since its limit began, between the steps included, as far as it can be known.
    fn cpu_used(&self) -> Duration {
        let now = self.child().and_then(Child::cpu_time);
        now.zip(self.clocks.cpu).map_or(Duration::ZERO, |(now, before)| now.saturating_sub(before))
    }

    /// The next whole frame of the buffer.
    fn frame(&mut self) -> Result<Option<Reply>, Lost> {
        let rest = &self.buffer[self.start..];
        let Some(length) = rest.get(..4).and_then(|length| length.try_into().ok()).map(u32::from_le_bytes) else {
            return Ok(None);
        };
        if u64::from(length) > self.max_frame_bytes {
            return Err(self.kill(&format!("it announced a frame of {length} bytes")));
        }
        let Some(bytes) = rest.get(4..4 + length as usize) else { return Ok(None) };
        let reply = frame::decode(bytes);
        self.start += 4 + length as usize;
        if self.start == self.buffer.len() {
            self.buffer.clear();
            self.buffer.shrink_to(2 * CHUNK);
            self.start = 0;
        }
        let reply = reply.map_err(|_| self.kill("it sent what is no frame"))?;
        // What ends a step answers a command; it is not counted.
        if !ends_step(&reply) {
            if self.window.0.elapsed() >= Duration::from_secs(1) {
                self.window = (Instant::now(), 0);
            }
            self.window.1 += 1;
            if self.window.1 > self.max_frames {
                let max = self.max_frames;
                return Err(self.kill(&format!("it sent more than {max} frames within a second")));
            }
        }
        Ok(Some(reply))
    }

    /// How far the first step came, by what is in the buffer; none where its end is not there.
    fn begun(&self) -> Option<Begun> {
        let mut rest = &self.buffer[self.start..];
        let mut calls = false;
        loop {
            let (length, behind) = rest.split_first_chunk()?;
            let (bytes, behind) = behind.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            match frame::decode(bytes) {
                Ok(Reply::Ready | Reply::Output(_)) => {}
                Ok(Reply::Called { .. }) => calls = true,
                Ok(Reply::Stepped(state)) if is_over(&state) && !calls => return Some(Begun::Run),
                _ => return Some(Begun::Step),
            }
            rest = behind;
        }
    }

    /// Reads what comes, and waits for it for a while.
    fn read(&mut self) -> Result<(), Lost> {
        if self.start > CHUNK {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        let Some(child) = &self.child else { return Err(self.lose("the worker was given back")) };
        // A worker that waited for an answer mostly took this thread's place when it was woken, and is done.
        let mut came =
            if child.is_ready { take_in(child, &mut self.chunk, &mut self.buffer) } else { Err(Errno::AGAIN) };
        if came == Err(Errno::AGAIN) {
            if self.clocks.begun.elapsed() < LOOK {
                child.wait_for(PollFlags::IN, LOOK);
            } else {
                // Other sessions do not wait for this one's step.
                (self.pool.waiting)(&mut || child.wait_for(PollFlags::IN, LOOK));
            }
            came = take_in(child, &mut self.chunk, &mut self.buffer);
        }
        match came {
            Ok(1..) | Err(Errno::AGAIN | Errno::INTR) => Ok(()),
            Ok(0) | Err(_) => Err(self.died()),
        }
    }
}

impl Worker for Leased {
    fn bounds(&self) -> Bounds {
        let margin = self.pool.settings.memory_bytes_per_worker;
        Bounds {
            max_frame_bytes: self.max_frame_bytes,
            address_space: self.memory_bytes.saturating_mul(2).saturating_add(margin),
            cpu_seconds: self.cpu_seconds,
        }
    }

    fn send(&mut self, command: &Command, patience: &Patience<'_>) -> Result<(), Lost> {
        let child = self.ours()?;
        if matches!(command, Command::Compile { .. } | Command::Begin(_) | Command::Resume { .. }) {
            self.clocks = Clocks::of(child);
        }
        self.clocks.begun = Instant::now();
        if self.lost {
            return Err(self.lose("the worker is lost"));
        }
        self.settled = false;
        let bytes = match frame::encode(command) {
            Ok(bytes) => bytes,
            Err(_) => return Err(self.kill("what it is to be told is longer than a frame")),
        };
        if let Some(child) = &mut self.child
            && (child.is_ready || recv(&child.socket, &mut [0; 1], RecvFlags::DONTWAIT | RecvFlags::PEEK).is_ok())
        {
            // One that has not said that it is ready is at work on a core, from which it would have to be driven away. What
            // it said stays where it is: while there is something to read, to wait sets no timer, which takes as long as
            // the script does.
            child.come();
        }
        let mut rest = &bytes[..];
        while !rest.is_empty() {
            let Some(child) = &self.child else { return Err(self.lose("the worker was given back")) };
            match send(&child.socket, rest, SEND) {
                Ok(count) => rest = rest.get(count..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => {
                    child.wait_for(PollFlags::OUT, LOOK);
                    self.look(patience)?;
                }
                Err(_) => return Err(self.died()),
            }
        }
        Ok(())
    }

    fn receive(&mut self, patience: &Patience<'_>) -> Result<Reply, Lost> {
        self.ours()?;
        loop {
            while let Some(reply) = self.frame()? {
                let ready = self.child.as_ref().is_none_or(|child| child.is_ready);
                if ready {
                    self.settled = ends_step(&reply);
                    self.spoiled |= is_stopped(&reply);
                    if self.settled {
                        if self.start != self.buffer.len() {
                            return Err(self.kill("it went on after its step was over"));
                        }
                        self.pool.refill_the_last();
                    }
                    // One that sends without an end, or is done at once each time, is held to the clocks, too.
                    self.look(patience)?;
                    return Ok(reply);
                }
                if reply != Reply::Ready {
                    return Err(self.kill("it did not say that it is ready"));
                }
                if let Some(child) = &mut self.child {
                    child.is_ready = true;
                }
            }
            if self.lost {
                return Err(self.lose("the worker is lost"));
            }
            self.read()?;
            self.look(patience)?;
        }
    }

    fn begins_within(&mut self, patience: Duration) -> Begun {
        let until = Instant::now() + patience;
        loop {
            if let Some(begun) = self.begun() {
                return begun;
            }
            let left = until.saturating_duration_since(Instant::now());
            let Some(child) = self.child.as_ref().filter(|_| !left.is_zero() && self.buffer.len() < CHUNK) else {
                // Nobody's thread shares its core until one waits for it again.
                self.child.as_mut().map(Child::roam).unwrap_or_default();
                return Begun::No;
            };
            child.wait_for(PollFlags::IN, left);
            match take_in(child, &mut self.chunk, &mut self.buffer) {
                Ok(1..) | Err(Errno::AGAIN | Errno::INTR) => {}
                // How it ended, `receive` finds.
                Ok(0) | Err(_) => return Begun::No,
            }
        }
    }

    fn distrust(&mut self, what: &str) -> Lost {
        self.kill(what)
    }

    fn interrupter(&self) -> Arc<dyn Fn() + Send + Sync> {
        let Ok(child) = self.ours() else { return Arc::new(|| ()) };
        let (interrupt, awake) = (child.interrupter(), Arc::clone(&self.awake));
        Arc::new(move || interrupt(&awake))
    }
}

impl Drop for Leased {
    fn drop(&mut self) {
        if self.ours().is_err() {
            return;
        }
        *self.awake.lock().unwrap_or_else(PoisonError::into_inner) = false;
        let kept = self.keep();
        let child = self.child.take();
        // One that did not end as it should is killed from here, at once.
        self.pool.refill(child.filter(|_| self.settled && !self.lost));
        self.pool.leave(&self.tenant, kept);
    }
}

impl Leased {
    /// The worker for another session of the tenant, told to make itself ready; none where it may serve no other.
    fn keep(&mut self) -> Option<Kept> {
        let may_serve = self.pool.reuse == WorkerReuse::Tenant && !self.tenant.is_empty();
        if !may_serve || self.lost || self.spoiled || !self.settled || self.start != self.buffer.len() {
            return None;
        }
        let mut child = self.child.take()?;
        child.cpu_seconds = Some(self.cpu_seconds);
        let reset = frame::encode(&Command::Reset).ok()?;
        let sent = send(&child.socket, &reset, SEND);
        let tenant = self.tenant.clone();
        (sent == Ok(reset.len())).then(|| Kept {
            child,
            tenant,
            memory_bytes: self.memory_bytes,
            since: Instant::now(),
        })
    }
}

/// Takes what the worker has sent, without waiting. Memory is taken for what came, not for what a length announces.
fn take_in(child: &Child, chunk: &mut [u8], buffer: &mut Vec<u8>) -> rustix::io::Result<usize> {
    let (count, _) = recv(&child.socket, &mut *chunk, RecvFlags::DONTWAIT)?;
    buffer.extend_from_slice(&chunk[..count]);
    Ok(count)
}

/// Whether a worker that was told to reset says that it is ready, and nothing else, within the time that this may take.
pub(crate) fn is_reset(child: &Child, wait: &Wait<'_>) -> bool {
    let Ok(ready) = frame::encode(&Reply::Ready) else { return false };
    let wait = Wait { until: wait.until.min(Instant::now() + RESET), ..*wait };
    let mut heard = vec![0; ready.len() + 1];
    let mut length = 0;
    loop {
        match recv(&child.socket, &mut heard[length..], RecvFlags::DONTWAIT) {
            Ok((0, _)) => return false,
            Ok((count, _)) => length += count,
            Err(Errno::AGAIN | Errno::INTR) if length == ready.len() => return heard[..length] == ready,
            Err(Errno::AGAIN | Errno::INTR) if wait.check().is_ok() => child.wait_for(PollFlags::IN, LOOK),
            Err(_) => return false,
        }
    }
}

/// Whether a reply says that a limit or a defect stopped the script.
fn is_stopped(reply: &Reply) -> bool {
    match reply {
        Reply::Stepped(state) => state.stop.is_some() || state.broken,
        Reply::Ended(ended) => matches!(ended, Ended::Stopped(_) | Ended::Broken),
        _ => false,
    }
}

/// Whether the script is over with its value, so that its worker is asked nothing more.
fn is_over(state: &Stepped) -> bool {
    let has_value = matches!(state.ended, Some(Ended::Returned(_) | Ended::Threw(_)));
    has_value && state.settled && state.next_timer.is_none() && !state.unhandled
}

fn ends_step(reply: &Reply) -> bool {
    !matches!(reply, Reply::Output(_) | Reply::Called { .. })
}

fn loss(message: &str) -> Lost {
    let mut failure = Failure::new(ErrorCode::WorkerLost, message);
    failure.help = ErrorCode::WorkerLost.help().to_owned();
    Lost::Died(Box::new(failure))
}

/// The name of a signal that ends a process.
fn signal_name(signal: u32) -> String {
    let name = match i32::try_from(signal) {
        Ok(libc::SIGSYS) => "SIGSYS: it made a system call that is not allowed",
        Ok(libc::SIGKILL) => "SIGKILL",
        Ok(libc::SIGSEGV) => "SIGSEGV",
        Ok(libc::SIGABRT) => "SIGABRT",
        Ok(libc::SIGBUS) => "SIGBUS",
        Ok(libc::SIGILL) => "SIGILL",
        Ok(libc::SIGFPE) => "SIGFPE",
        Ok(libc::SIGTRAP) => "SIGTRAP",
        Ok(libc::SIGXCPU) => "SIGXCPU",
        Ok(libc::SIGTERM) => "SIGTERM",
        _ => return format!("signal {signal}"),
    };
    name.to_owned()
}
