//! The system calls that a child may make once it is locked down. Anything else kills it with SIGSYS.

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen as Len, SeccompCmpOp as Op, SeccompCondition as Condition,
    SeccompFilter, SeccompRule as Rule,
};

use super::CHILD_SOCKET;

/// The clocks up to this one are the system's own; higher and negative numbers name other processes and devices.
const LAST_CLOCK: u64 = libc::CLOCK_BOOTTIME as u64;

/// The program, for the architecture that this is compiled for.
pub(super) fn compile() -> Result<BpfProgram, String> {
    let filter = rules()
        .and_then(|rules| {
            let arch = std::env::consts::ARCH.try_into()?;
            SeccompFilter::new(rules.into_iter().collect(), SeccompAction::KillProcess, SeccompAction::Allow, arch)
        })
        .map_err(|error| error.to_string())?;
    filter.try_into().map_err(|error: seccompiler::BackendError| error.to_string())
}

fn rules() -> Result<Vec<(i64, Vec<Rule>)>, seccompiler::BackendError> {
    let mut rules = Vec::new();
    for call in [
        libc::SYS_brk,
        libc::SYS_munmap,
        libc::SYS_getrandom,
        libc::SYS_sigaltstack,
        libc::SYS_rt_sigreturn,
        libc::SYS_restart_syscall,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ] {
        rules.push((call, Vec::new()));
    }

    let socket = || Condition::new(0, Len::Dword, Op::Eq, CHILD_SOCKET as u64);
    for call in [libc::SYS_read, libc::SYS_write, libc::SYS_close] {
        rules.push((call, vec![Rule::new(vec![socket()?])?]));
    }
    // A debug build looks whether a descriptor is open before it closes it.
    let flags = Condition::new(1, Len::Dword, Op::Eq, libc::F_GETFD as u64)?;
    rules.push((libc::SYS_fcntl, vec![Rule::new(vec![socket()?, flags])?]));
    // Bytes alone: no address, no descriptors, and never MSG_OOB.
    let no_address = || Condition::new(4, Len::Qword, Op::Eq, 0);
    for (call, flags) in [(libc::SYS_sendto, libc::MSG_NOSIGNAL), (libc::SYS_recvfrom, 0)] {
        rules.push((call, vec![Rule::new(vec![socket()?, only(3, flags)?, no_address()?])?]));
    }
    #[cfg(target_arch = "x86_64")]
    let poll = libc::SYS_poll;
    #[cfg(not(target_arch = "x86_64"))]
    let poll = libc::SYS_ppoll;
    rules.push((poll, vec![Rule::new(vec![Condition::new(1, Len::Qword, Op::Le, 1)?])?]));

    // Memory is private, anonymous and never executable.
    let data = || only(2, libc::PROT_READ | libc::PROT_WRITE);
    let anonymous = Condition::new(
        3,
        Len::Qword,
        Op::MaskedEq(!((libc::MAP_NORESERVE | libc::MAP_STACK) as u64)),
        (libc::MAP_PRIVATE | libc::MAP_ANONYMOUS) as u64,
    )?;
    rules.push((libc::SYS_mmap, vec![Rule::new(vec![data()?, anonymous])?]));
    rules.push((libc::SYS_mprotect, vec![Rule::new(vec![data()?])?]));
    rules.push((libc::SYS_mremap, vec![Rule::new(vec![only(3, libc::MREMAP_MAYMOVE)?])?]));
    rules.push((libc::SYS_madvise, one_of(2, &[libc::MADV_DONTNEED, libc::MADV_FREE])?));

    let private = |call: i32| call | libc::FUTEX_PRIVATE_FLAG;
    rules.push((
        libc::SYS_futex,
        one_of(
            1,
            &[
                private(libc::FUTEX_WAIT),
                private(libc::FUTEX_WAKE),
                private(libc::FUTEX_WAIT_BITSET),
                private(libc::FUTEX_WAIT_BITSET) | libc::FUTEX_CLOCK_REALTIME,
            ],
        )?,
    ));
    let clock = Condition::new(0, Len::Dword, Op::Le, LAST_CLOCK)?;
    rules.push((libc::SYS_clock_gettime, vec![Rule::new(vec![clock])?]));

    // `lower_limits` lowers these; raising takes a capability that is gone.
    let lowers = |resource| {
        let itself = Condition::new(0, Len::Dword, Op::Eq, 0)?;
        Rule::new(vec![itself, Condition::new(1, Len::Dword, Op::Eq, u64::from(resource))?])
    };
    rules.push((libc::SYS_prlimit64, vec![lowers(libc::RLIMIT_AS)?, lowers(libc::RLIMIT_CPU)?]));
    Ok(rules)
}

/// That an argument has no bits but these.
fn only(argument: u8, bits: i32) -> Result<Condition, seccompiler::BackendError> {
    Condition::new(argument, Len::Qword, Op::MaskedEq(!(bits as u64)), 0)
}

/// A rule for each value that an argument may have.
fn one_of(argument: u8, values: &[i32]) -> Result<Vec<Rule>, seccompiler::BackendError> {
    values.iter().map(|value| Rule::new(vec![Condition::new(argument, Len::Dword, Op::Eq, *value as u64)?])).collect()
}
