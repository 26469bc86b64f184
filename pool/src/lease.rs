//! A worker that one session has. What it sends is read with every bound, and where it breaks one it is killed.

use std::{
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use enclave_contract::{
    ErrorCode, Failure, WorkerReuse,
    frame::{self, Command, Lease, Lost, Patience, Reply, Stop, Worker},
};
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::Errno,
    net::{RecvFlags, SendFlags, recv, send, sockopt::set_socket_timeout},
};

use crate::{Kept, PoolEventKind, Shared, zygote::Child};

/// How long past its limit a worker may go on, which it stops at by itself where it can.
const GRACE: Duration = Duration::from_millis(25);
/// How often the clocks are looked at while a worker computes.
const LOOK: Duration = Duration::from_millis(10);
/// How long the host waits awake for a reply.
const AWAKE: Duration = Duration::from_micros(150);
/// How long a worker may not read what it is sent.
const UNREAD: Duration = Duration::from_secs(10);
/// What is read at once, in bytes.
const CHUNK: usize = 32 << 10;
/// How long a worker may take to be ready for another session.
const RESET: Duration = Duration::from_millis(500);

/// A worker that one session has.
#[derive(Debug)]
pub(crate) struct Leased {
    pool: Arc<Shared>,
    /// None when it was given back.
    child: Option<Child>,
    tenant: String,
    memory_bytes: u64,
    max_frame_bytes: u64,
    max_frames: u64,
    /// Bytes that came and are not decoded; those before `start` are.
    buffer: Vec<u8>,
    start: usize,
    /// Where the socket is read to.
    chunk: Box<[u8]>,
    /// Frames since then, those that end a step aside.
    window: (Instant, u64),
    /// Whether it died or was killed.
    lost: bool,
    /// Whether its last step is over, so that it could serve another session.
    settled: bool,
}

impl Leased {
    pub(crate) fn new(pool: Arc<Shared>, child: Child, lease: &Lease<'_>) -> Self {
        let settings = pool.settings.for_session(lease.limits);
        // Without it, the clocks would be looked at less often: a read ends when something comes, at the latest.
        let _ = set_socket_timeout(&child.socket, rustix::net::sockopt::Timeout::Recv, Some(LOOK));
        Self {
            pool,
            child: Some(child),
            tenant: lease.tenant.unwrap_or_default().to_owned(),
            memory_bytes: lease.limits.memory_bytes,
            max_frame_bytes: settings.max_frame_bytes,
            max_frames: settings.max_frames_per_second,
            buffer: Vec::new(),
            start: 0,
            chunk: vec![0; CHUNK].into(),
            window: (Instant::now(), 0),
            lost: false,
            settled: false,
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
            _ => "is gone".to_owned(),
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
        if matches!(reply, Reply::Output(_) | Reply::Called { .. }) {
            let (since, frames) = &mut self.window;
            *frames += 1;
            if *frames > self.max_frames {
                if since.elapsed() < Duration::from_secs(1) {
                    let max = self.max_frames;
                    return Err(self.kill(&format!("it sent more than {max} frames within a second")));
                }
                self.window = (Instant::now(), 1);
            }
        }
        Ok(Some(reply))
    }

    /// Reads what there is; `false` when nothing came for a while. `flags` says whether to wait for it.
    fn read(&mut self, flags: RecvFlags) -> Result<bool, Lost> {
        if self.start > CHUNK {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        let Some(child) = &self.child else { return Err(self.lose("the worker was given back")) };
        match recv(&child.socket, &mut self.chunk[..], flags) {
            Ok((0, _)) => Err(self.died()),
            Ok((count, _)) => {
                // Memory is taken for what comes, not for what a length announces.
                self.buffer.extend_from_slice(&self.chunk[..count]);
                Ok(true)
            }
            Err(Errno::AGAIN | Errno::INTR) => Ok(false),
            Err(_) => Err(self.died()),
        }
    }
}

impl Worker for Leased {
    fn bounds(&self) -> (u64, u64) {
        let margin = self.pool.settings.memory_bytes_per_worker;
        (self.max_frame_bytes, self.memory_bytes.saturating_mul(2).saturating_add(margin))
    }

    fn send(&mut self, command: &Command) -> Result<(), Lost> {
        self.ours()?;
        if self.lost {
            return Err(self.lose("the worker is lost"));
        }
        self.settled = false;
        let bytes = match frame::encode(command) {
            Ok(bytes) => bytes,
            Err(_) => return Err(self.kill("what it is to be told is longer than a frame")),
        };
        let mut rest = &bytes[..];
        let deadline = Instant::now() + UNREAD;
        while !rest.is_empty() {
            let Some(child) = &self.child else { return Err(self.lose("the worker was given back")) };
            match send(&child.socket, rest, SendFlags::NOSIGNAL | SendFlags::DONTWAIT) {
                Ok(count) => rest = rest.get(count..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => {
                    if Instant::now() >= deadline {
                        return Err(self.kill("it does not read"));
                    }
                    let timeout = Timespec { tv_sec: 0, tv_nsec: 10_000_000 };
                    // What comes of it, the next `send` says.
                    let _ = poll(&mut [PollFd::new(&child.socket, PollFlags::OUT)], Some(&timeout));
                }
                Err(_) => return Err(self.died()),
            }
        }
        Ok(())
    }

    fn receive(&mut self, patience: &Patience<'_>) -> Result<Reply, Lost> {
        self.ours()?;
        let begun = Instant::now();
        let mut cancelled: Option<Instant> = None;
        let mut cpu: Option<(Duration, Duration)> = None;
        loop {
            while let Some(reply) = self.frame()? {
                let ready = self.child.as_ref().is_none_or(|child| child.is_ready);
                if ready {
                    self.settled = !matches!(reply, Reply::Output(_) | Reply::Called { .. });
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
            // A step is often over before this thread would sleep and wake again.
            let flags = if begun.elapsed() < AWAKE { RecvFlags::DONTWAIT } else { RecvFlags::empty() };
            let came = self.read(flags)?;
            if !came && flags == RecvFlags::DONTWAIT {
                std::thread::yield_now();
                continue;
            }
            // A worker that sends without an end is held to the clocks too.
            if came && begun.elapsed() < LOOK {
                continue;
            }
            let elapsed = begun.elapsed();
            if elapsed >= patience.wall.saturating_add(GRACE) {
                return Err(self.overdue(Stop::Timeout));
            }
            if patience.cancelled.load(Ordering::Relaxed) {
                let since = *cancelled.get_or_insert_with(Instant::now);
                if since.elapsed() >= GRACE {
                    return Err(self.overdue(Stop::Cancelled));
                }
            }
            let clock = self.child().and_then(Child::cpu_time);
            if let Some(now) = clock {
                // What it computed before the first look, it computed in no more than that time.
                let (first, before) = *cpu.get_or_insert((now, elapsed));
                if now.saturating_sub(first) + before >= patience.cpu.saturating_add(GRACE) {
                    return Err(self.overdue(Stop::Cpu));
                }
            }
        }
    }

    fn distrust(&mut self, what: &str) -> Lost {
        self.kill(what)
    }

    fn interrupter(&self) -> Arc<dyn Fn() + Send + Sync> {
        self.child().map_or_else(|| Arc::new(|| ()) as Arc<_>, Child::interrupter)
    }
}

impl Drop for Leased {
    fn drop(&mut self) {
        if self.ours().is_err() {
            return;
        }
        let may_serve = self.pool.reuse == WorkerReuse::Tenant && !self.lost && self.settled && !self.tenant.is_empty();
        if may_serve && self.start == self.buffer.len() && self.send(&Command::Reset).is_ok() {
            let uncancelled = std::sync::atomic::AtomicBool::new(false);
            let patience = Patience { wall: RESET, cpu: RESET, cancelled: &uncancelled };
            if self.receive(&patience) == Ok(Reply::Ready)
                && let Some(child) = self.child.take()
            {
                let mut state = self.pool.state();
                if !self.pool.is_closed() {
                    let tenant = self.tenant.clone();
                    state.kept.push(Kept { child, tenant, memory_bytes: self.memory_bytes, since: Instant::now() });
                }
            }
        }
        self.child = None;
        self.pool.leave(&self.tenant);
    }
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
