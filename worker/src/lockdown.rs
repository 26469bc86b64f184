//! How the zygote and its children give up what they do not need, and how they know that it is gone.
//!
//! What one process can give up for all of its children, the zygote gives up once (`Lockdown::of_zygote`). The rest each
//! child does for itself (`Lockdown::hold`). A first child tries it all and reports, so that the host is told what
//! holds here; a later child for which something of that fails ends before it has read anything.

#[cfg(target_os = "linux")]
mod filter;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(target_os = "linux")]
mod namespaces;

use std::{
    borrow::Cow,
    ffi::{c_char, c_int},
    fmt::Display,
    fs::File,
    io,
    os::fd::{AsFd, BorrowedFd, IntoRawFd, OwnedFd, RawFd},
    process::exit,
    ptr,
    sync::atomic::{AtomicBool, Ordering},
};

use enclave_contract::frame::Measure;
use rustix::process::{Resource, Rlimit, getpid, getrlimit, setrlimit};

#[cfg(target_os = "linux")]
use linux as platform;
#[cfg(target_os = "macos")]
use macos as platform;
pub(crate) use platform::close_from;

/// Whether the host has asked this child to stop, which it does by SIGUSR1. Whoever starts the next run clears it.
pub static CANCELLED: AtomicBool = AtomicBool::new(false);

/// The exit code of a child for which a measure failed that held before.
pub const EXIT_NOT_LOCKED: i32 = 78;

/// The number of the only descriptor that a child has. It is the lowest, so that a limit of one descriptor leaves no
/// number for another, and `poll` still takes it.
pub(crate) const CHILD_SOCKET: RawFd = 0;

/// The most that a stack grows to, in the zygote and in a child.
const STACK_BYTES: u64 = 8 << 20;

/// Lowers the address space that this process may have, in bytes, and the CPU time, in seconds. Neither can be raised
/// again. macOS has no limit of the first kind.
///
/// # Errors
/// When the kernel refuses.
///
/// # Examples
/// ```no_run
/// enclave_worker::lockdown::lower_limits(512 << 20, 60)?;
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn lower_limits(address_space: u64, cpu_seconds: u64) -> io::Result<()> {
    if cfg!(target_os = "linux") {
        lower(Resource::As, address_space)?;
    }
    Ok(lower(Resource::Cpu, cpu_seconds)?)
}

/// What is prepared for children.
pub(crate) struct Lockdown {
    prepared: platform::Prepared,
    /// What holds; a child's own measures come last, in the order of its steps.
    pub(crate) measures: Vec<Measure>,
}

/// Says what holds now, or why it does not.
type Step = fn(&mut platform::Prepared, BorrowedFd<'_>) -> Outcome;

type Outcome = Result<Cow<'static, str>, String>;

impl Lockdown {
    /// Gives up what the zygote can do without, for itself and its children.
    ///
    /// # Errors
    /// When something fails that a kernel has to grant.
    pub(crate) fn of_zygote() -> Result<Self, String> {
        let mut measures = vec![measure("empty_environment", Ok(empty_environment().into()))];
        lower(Resource::Core, 0).map_err(says("setrlimit"))?;
        let prepared = platform::Prepared::of_zygote(getpid(), &mut measures)?;
        Ok(Self { prepared, measures })
    }

    /// Locks this child down and says how that went. The socket is `CHILD_SOCKET` from here on.
    pub(crate) fn hold(&mut self, socket: OwnedFd) -> Vec<Measure> {
        let mut measures = Vec::new();
        self.take_steps(socket, |name, outcome| measures.push(measure(name, outcome)));
        measures
    }

    fn take_steps(&mut self, socket: OwnedFd, mut took: impl FnMut(&'static str, Outcome)) {
        for (name, step) in platform::STEPS {
            took(name, step(&mut self.prepared, socket.as_fd()));
        }
        // Its number is closed, or that of the socket itself.
        let _ = socket.into_raw_fd();
    }

    /// As `hold`; ends the process when something fails that held for the first child.
    pub(crate) fn hold_or_exit(&mut self, socket: OwnedFd) {
        let first = self.measures.len() - platform::STEPS.len();
        let promised: [bool; platform::STEPS.len()] = std::array::from_fn(|step| self.measures[first + step].active);
        let mut promised = promised.into_iter();
        self.take_steps(socket, |_, outcome| {
            if promised.next() == Some(true) && outcome.is_err() {
                exit(EXIT_NOT_LOCKED);
            }
        });
    }
}

fn measure(name: &str, outcome: Outcome) -> Measure {
    let (active, detail) = match outcome {
        Ok(detail) => (true, detail.into_owned()),
        Err(why) => (false, why),
    };
    let mandatory = platform::MANDATORY.contains(&name);
    Measure { name: name.to_owned(), active, mandatory, detail }
}

/// Names the call that failed.
pub(crate) fn says<E: Display>(call: &'static str) -> impl Fn(E) -> String {
    move |error| format!("{call}: {error}")
}

/// Overwrites the strings, which stay readable in memory otherwise.
#[expect(unsafe_code, reason = "no safe function reaches the strings themselves")]
fn empty_environment() -> String {
    unsafe extern "C" {
        static mut environ: *mut *mut c_char;
    }
    let mut emptied = 0;
    // SAFETY: one thread runs, and `environ` is a list of C strings that ends with a null pointer.
    unsafe {
        let mut entry = environ;
        while !entry.is_null() && !(*entry).is_null() {
            ptr::write_bytes(*entry, 0, libc::strlen(*entry));
            entry = entry.add(1);
            emptied += 1;
        }
        environ = ptr::null_mut();
    }
    format!("no variables; {emptied} were overwritten")
}

fn closed_descriptors(_: &mut platform::Prepared, socket: BorrowedFd<'_>) -> Outcome {
    rustix::stdio::dup2_stdin(socket).map_err(says("dup2"))?;
    close_from(CHILD_SOCKET + 1).map_err(says("close"))?;
    Ok("all but the child's own socket".into())
}

fn rlimits(_: &mut platform::Prepared, _: BorrowedFd<'_>) -> Outcome {
    for (resource, to) in
        [(Resource::Core, 0), (Resource::Fsize, 0), (Resource::Memlock, 0), (Resource::Nproc, 0), (Resource::Nofile, 1)]
    {
        lower(resource, to).map_err(says("setrlimit"))?;
    }
    Ok("no files, processes, descriptors, locked memory or core dumps; 8 MiB of stack".into())
}

fn lower(resource: Resource, to: u64) -> rustix::io::Result<()> {
    let to = Some(getrlimit(resource).maximum.map_or(to, |maximum| maximum.min(to)));
    setrlimit(resource, Rlimit { current: to, maximum: to })
}

/// Bounds the stack, before anything remembers where it ends.
pub(crate) fn bound_stack() -> io::Result<()> {
    Ok(lower(Resource::Stack, STACK_BYTES)?)
}

/// Gives the standard streams to `/dev/null`, so that no later descriptor takes their numbers.
pub(crate) fn silence() -> io::Result<()> {
    let null = File::options().read(true).write(true).open("/dev/null")?;
    rustix::stdio::dup2_stdin(&null)?;
    rustix::stdio::dup2_stdout(&null)?;
    rustix::stdio::dup2_stderr(&null)?;
    Ok(())
}

/// Undoes what the host did to signals, and has SIGUSR1 set `CANCELLED`, in the zygote so that no child is ever without
/// it. SIGPIPE is ignored: a host that is gone is an error of a write.
#[expect(unsafe_code, reason = "no safe function sets a signal's handler")]
pub(crate) fn signals() {
    // SAFETY: `cancel` does what a handler may; the structures are valid when they are zero.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        // A blocked read goes on after SIGUSR1; whoever computes looks at the flag.
        action.sa_flags = libc::SA_RESTART;
        for signal in 1..=platform::last_signal() {
            action.sa_sigaction = match signal {
                libc::SIGUSR1 => cancel as extern "C" fn(c_int) as usize,
                libc::SIGPIPE => libc::SIG_IGN,
                _ => libc::SIG_DFL,
            };
            // SIGKILL, SIGSTOP and those that the C library keeps are refused.
            libc::sigaction(signal, &raw const action, ptr::null_mut());
        }
        let mut none: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&raw mut none);
        libc::sigprocmask(libc::SIG_SETMASK, &raw const none, ptr::null_mut());
    }
}

extern "C" fn cancel(_: c_int) {
    CANCELLED.store(true, Ordering::Relaxed);
}
