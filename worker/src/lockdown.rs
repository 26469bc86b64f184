//! How the zygote and its children give up what they do not need, and how they know that it is gone.
//!
//! What one process can give up for all of its children, the zygote gives up once (`Lockdown::of_zygote`). The rest each
//! child does for itself (`Lockdown::hold`). A first child tries it all and reports, so that the host is told what
//! holds here; a later child for which something of that fails ends before it has read anything.

mod filter;
mod namespaces;

use std::{
    ffi::{c_char, c_int},
    fs::File,
    io,
    os::fd::{AsFd, BorrowedFd, IntoRawFd, OwnedFd, RawFd},
    process::exit,
    ptr,
    sync::atomic::{AtomicBool, Ordering},
};

use enclave_contract::frame::Measure;
use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetCreated, RulesetStatus, Scope};
use rustix::{
    process::{
        DumpableBehavior, Pid, Resource, Rlimit, Signal, getppid, getrlimit, set_dumpable_behavior,
        set_parent_process_death_signal, setrlimit,
    },
    thread::{CapabilitySet, CapabilitySets, clear_ambient_capability_set, set_capabilities, set_no_new_privs},
};
use seccompiler::BpfProgram;

/// Whether the host has asked this child to stop, which it does by SIGUSR1. Whoever starts the next run clears it.
pub static CANCELLED: AtomicBool = AtomicBool::new(false);

/// The number of the only descriptor that a child has. It is the lowest, so that a limit of one descriptor leaves no
/// number for another, and `poll` still takes it.
pub(crate) const CHILD_SOCKET: RawFd = 0;

/// The exit code of a child for which a measure failed that held before.
pub const EXIT_NOT_LOCKED: i32 = 78;

/// The most that the stack of a child grows to.
const STACK_BYTES: u64 = 8 << 20;

/// The newest rules of Landlock that are asked for; an older kernel enforces those that it knows.
const LANDLOCK: ABI = ABI::V6;

/// Lowers the address space that this process may have, in bytes. It cannot be raised again.
///
/// # Errors
/// When the kernel refuses.
///
/// # Examples
/// ```no_run
/// enclave_worker::lockdown::lower_limits(512 << 20)?;
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn lower_limits(address_space: u64) -> io::Result<()> {
    Ok(lower(Resource::As, address_space)?)
}

fn lower(resource: Resource, to: u64) -> rustix::io::Result<()> {
    let to = Some(getrlimit(resource).maximum.map_or(to, |maximum| maximum.min(to)));
    setrlimit(resource, Rlimit { current: to, maximum: to })
}

/// What is prepared for children.
pub(crate) struct Lockdown {
    zygote: Pid,
    filter: Result<BpfProgram, String>,
    ruleset: Result<RulesetCreated, String>,
    /// What holds; a child's own measures come last, in their order.
    pub(crate) measures: Vec<Measure>,
}

/// Says what holds now, or why it does not.
type Step = fn(&mut Lockdown, BorrowedFd<'_>) -> Result<String, String>;

/// What a child does. The order matters: Landlock's rules are a descriptor, a limit of one descriptor comes after them,
/// and the filter allows none of it.
const STEPS: [(&str, Step); 8] = [
    ("parent_death_signal", parent_death_signal),
    ("non_dumpable", non_dumpable),
    ("no_new_privs", no_new_privs),
    ("capabilities", capabilities),
    ("landlock", landlock),
    ("closed_descriptors", closed_descriptors),
    ("rlimits", rlimits),
    ("seccomp", seccomp),
];

impl Lockdown {
    /// Gives up what the zygote can do without, for itself and its children.
    ///
    /// # Errors
    /// When it cannot become a process that nobody else may look into.
    pub(crate) fn of_zygote(zygote: Pid, control: BorrowedFd<'_>) -> Result<Self, String> {
        let mut measures = vec![measure("empty_environment", Ok(empty_environment()))];
        namespaces::enter(&mut measures);
        let mut lockdown = Self { zygote, filter: filter::compile(), ruleset: ruleset(), measures };
        for step in [non_dumpable, no_new_privs, capabilities] {
            step(&mut lockdown, control)?;
        }
        lower(Resource::Core, 0).map_err(|error| format!("setrlimit: {error}"))?;
        if let Ok(ruleset) = &lockdown.ruleset {
            let ruleset = ruleset.try_clone().map_err(|error| format!("Landlock: {error}"))?;
            ruleset.restrict_self().map_err(|error| format!("Landlock: {error}"))?;
        }
        Ok(lockdown)
    }

    /// Locks this child down and says how that went. The socket is `CHILD_SOCKET` from here on.
    pub(crate) fn hold(&mut self, socket: OwnedFd) -> Vec<Measure> {
        let measures = STEPS.iter().map(|(name, step)| measure(name, step(self, socket.as_fd()))).collect();
        // Its number is closed, or that of the socket itself.
        let _ = socket.into_raw_fd();
        measures
    }

    /// As `hold`; ends the process when something fails that held for the first child.
    pub(crate) fn hold_or_exit(&mut self, socket: OwnedFd) {
        let measures = self.hold(socket);
        let promised = self.measures.iter().rev().zip(measures.iter().rev());
        if promised.into_iter().any(|(promised, holds)| promised.active && !holds.active) {
            exit(EXIT_NOT_LOCKED);
        }
    }

    /// Why no child may serve here.
    pub(crate) fn lacks(&self) -> Option<String> {
        let lacking = self.measures.iter().find(|measure| measure.mandatory && !measure.active)?;
        Some(format!("`{}` does not hold here: {}", lacking.name, lacking.detail))
    }
}

fn measure(name: &str, outcome: Result<String, String>) -> Measure {
    let (active, detail) = match outcome {
        Ok(detail) => (true, detail),
        Err(why) => (false, why),
    };
    Measure { name: name.to_owned(), active, mandatory: name == "seccomp", detail }
}

fn says<E: std::fmt::Display>(call: &'static str) -> impl Fn(E) -> String {
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

fn parent_death_signal(lockdown: &mut Lockdown, _: BorrowedFd<'_>) -> Result<String, String> {
    set_parent_process_death_signal(Some(Signal::KILL)).map_err(says("prctl"))?;
    if getppid() == Some(lockdown.zygote) {
        Ok("a child is killed when the zygote ends".to_owned())
    } else {
        Err("the zygote has ended".to_owned())
    }
}

fn non_dumpable(_: &mut Lockdown, _: BorrowedFd<'_>) -> Result<String, String> {
    set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(says("prctl"))?;
    Ok("no core dumps, no tracing by other processes of the user".to_owned())
}

fn no_new_privs(_: &mut Lockdown, _: BorrowedFd<'_>) -> Result<String, String> {
    set_no_new_privs(true).map_err(says("prctl"))?;
    Ok("no program can give privileges".to_owned())
}

fn capabilities(_: &mut Lockdown, _: BorrowedFd<'_>) -> Result<String, String> {
    let none = CapabilitySet::empty();
    set_capabilities(None, CapabilitySets { effective: none, permitted: none, inheritable: none })
        .map_err(says("capset"))?;
    clear_ambient_capability_set().map_err(says("prctl"))?;
    Ok("none, in any set but the bounding one".to_owned())
}

fn ruleset() -> Result<RulesetCreated, String> {
    Ruleset::default()
        .handle_access(AccessFs::from_all(LANDLOCK))
        .and_then(|ruleset| ruleset.handle_access(AccessNet::from_all(LANDLOCK)))
        .and_then(|ruleset| ruleset.scope(Scope::from_all(LANDLOCK)))
        .and_then(Ruleset::create)
        .map_err(says("landlock"))
}

fn landlock(lockdown: &mut Lockdown, _: BorrowedFd<'_>) -> Result<String, String> {
    let ruleset = std::mem::replace(&mut lockdown.ruleset, Err("already enforced".to_owned()))?;
    let status = ruleset.restrict_self().map_err(says("landlock"))?;
    match status.ruleset {
        RulesetStatus::FullyEnforced => Ok("no files, no ports, no signals to others".to_owned()),
        RulesetStatus::PartiallyEnforced => Ok(format!("as far as this kernel has it ({:?})", status.landlock)),
        RulesetStatus::NotEnforced => Err(format!("this kernel does not enforce it ({:?})", status.landlock)),
    }
}

fn closed_descriptors(_: &mut Lockdown, socket: BorrowedFd<'_>) -> Result<String, String> {
    rustix::stdio::dup2_stdin(socket).map_err(says("dup2"))?;
    close_from(CHILD_SOCKET + 1).map_err(says("close_range"))?;
    Ok("all but the child's own socket".to_owned())
}

fn rlimits(_: &mut Lockdown, _: BorrowedFd<'_>) -> Result<String, String> {
    for (resource, to) in [
        (Resource::Core, 0),
        (Resource::Fsize, 0),
        (Resource::Memlock, 0),
        (Resource::Nproc, 0),
        (Resource::Stack, STACK_BYTES),
        (Resource::Nofile, 1 + CHILD_SOCKET as u64),
    ] {
        lower(resource, to).map_err(says("setrlimit"))?;
    }
    Ok("no files, processes, descriptors, locked memory or core dumps; the stack has 8 MiB".to_owned())
}

fn seccomp(lockdown: &mut Lockdown, _: BorrowedFd<'_>) -> Result<String, String> {
    let filter = lockdown.filter.as_ref().map_err(Clone::clone)?;
    seccompiler::apply_filter(filter).map_err(says("seccomp"))?;
    Ok("any system call kills that memory, time and the child's own socket do not take".to_owned())
}

/// Closes every descriptor from this number on.
#[expect(unsafe_code, reason = "closes descriptors that others may have left open")]
pub(crate) fn close_from(first: RawFd) -> io::Result<()> {
    // SAFETY: whoever calls this owns nothing any more whose descriptor is closed here.
    let closed = unsafe { libc::syscall(libc::SYS_close_range, first, c_int::MAX, 0) };
    if closed == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

/// Gives the standard streams to `/dev/null`, so that no later descriptor takes their numbers.
pub(crate) fn silence() -> io::Result<()> {
    let null = File::options().read(true).write(true).open("/dev/null")?;
    rustix::stdio::dup2_stdin(&null)?;
    rustix::stdio::dup2_stdout(&null)?;
    rustix::stdio::dup2_stderr(&null)?;
    Ok(())
}

extern "C" fn cancel(_: c_int) {
    CANCELLED.store(true, Ordering::Relaxed);
}

/// Undoes what the host did to signals, and has SIGUSR1 set `CANCELLED`, in the zygote so that no child is ever without
/// it. SIGPIPE stays ignored: a host that is gone is an error of a write.
#[expect(unsafe_code, reason = "no safe function sets a signal's handler")]
pub(crate) fn signals() {
    // SAFETY: `cancel` does what a handler may; the structures are valid when they are zero.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        for signal in 1..=libc::SIGRTMAX() {
            action.sa_sigaction = match signal {
                libc::SIGUSR1 => cancel as extern "C" fn(c_int) as usize,
                libc::SIGPIPE => libc::SIG_IGN,
                _ => libc::SIG_DFL,
            };
            // A blocked read goes on after SIGUSR1; whoever computes looks at the flag.
            action.sa_flags = libc::SA_RESTART;
            // SIGKILL, SIGSTOP and those that the C library keeps are refused.
            libc::sigaction(signal, &raw const action, ptr::null_mut());
        }
        let mut none: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&raw mut none);
        libc::sigprocmask(libc::SIG_SETMASK, &raw const none, ptr::null_mut());
    }
}
