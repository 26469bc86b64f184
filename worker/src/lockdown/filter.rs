//! The system calls that a child may make once it is locked down. Anything else kills it with SIGSYS.

use std::collections::BTreeMap;

use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen as Len, SeccompCmpOp as Op,
    SeccompCondition as Condition, SeccompFilter, SeccompRule as Rule,
};

use super::CHILD_SOCKET;

/// What `libc::poll` calls.
#[cfg(target_arch = "x86_64")]
const POLL: i64 = libc::SYS_poll;
#[cfg(not(target_arch = "x86_64"))]
const POLL: i64 = libc::SYS_ppoll;

/// The clocks up to this one are the system's own; higher and negative numbers name other processes and devices.
const LAST_CLOCK: u64 = libc::CLOCK_BOOTTIME as u64;

/// What holds the zygote, and what holds each child besides. A child pays for each instruction of its own program, and for
/// each system call that is allowed before it; the zygote's program was paid for once.
pub(super) struct Filters {
    /// Allows what `rules` says and what the zygote needs.
    pub(super) zygote: BpfProgram,
    /// Takes away again what the zygote needs.
    pub(super) child: BpfProgram,
}

impl Filters {
    /// For the architecture that this is compiled for.
    pub(super) fn compile() -> Result<Self, String> {
        let both = || -> Result<Self, BackendError> {
            let mut wide = BTreeMap::from_iter(rules()?);
            for (call, rules) in zygotes()? {
                // No rules: whatever its arguments are.
                let allowed = wide.entry(call).or_default();
                if rules.is_empty() { allowed.clear() } else { allowed.extend(rules) }
            }
            let narrow = BTreeMap::from_iter(beyond()?);
            Ok(Self { zygote: program(wide, KILL, ALLOW)?, child: program(narrow, ALLOW, KILL)? })
        };
        both().map_err(|error| error.to_string())
    }
}

const KILL: SeccompAction = SeccompAction::KillProcess;
const ALLOW: SeccompAction = SeccompAction::Allow;

fn program(
    rules: BTreeMap<i64, Vec<Rule>>,
    others: SeccompAction,
    those: SeccompAction,
) -> Result<BpfProgram, BackendError> {
    SeccompFilter::new(rules, others, those, std::env::consts::ARCH.try_into()?)?.try_into()
}

/// What the zygote calls with whatever arguments, to have children and until a child is locked down, and no child later.
const ZYGOTES: &[i64] = &[
    libc::SYS_clone,
    // How musl forks.
    #[cfg(target_arch = "x86_64")]
    libc::SYS_fork,
    libc::SYS_set_tid_address,
    libc::SYS_gettid,
    libc::SYS_set_robust_list,
    libc::SYS_rt_sigprocmask,
    libc::SYS_socketpair,
    libc::SYS_pidfd_open,
    // Elsewhere a child has it, too: it has no other call to wait by.
    #[cfg(target_arch = "x86_64")]
    libc::SYS_ppoll,
    libc::SYS_recvmsg,
    libc::SYS_sendmsg,
    libc::SYS_kill,
    libc::SYS_sched_getaffinity,
    libc::SYS_sched_setaffinity,
    libc::SYS_sched_setscheduler,
    libc::SYS_wait4,
    libc::SYS_getppid,
    libc::SYS_prctl,
    libc::SYS_capset,
    libc::SYS_landlock_restrict_self,
    libc::SYS_dup3,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_dup2,
    libc::SYS_close_range,
    libc::SYS_seccomp,
];

/// What the zygote may besides what a child may; where that is less than any arguments, its rules.
fn zygotes() -> Result<Vec<(i64, Vec<Rule>)>, BackendError> {
    let any = [
        libc::SYS_close,
        libc::SYS_fcntl,
        #[cfg(not(target_arch = "x86_64"))]
        POLL,
    ];
    let mut rules: Vec<(i64, Vec<Rule>)> = ZYGOTES.iter().chain(&any).map(|call| (*call, Vec::new())).collect();
    rules.push((libc::SYS_madvise, one_of(2, &[libc::MADV_POPULATE_WRITE])?));
    rules.push((libc::SYS_prlimit64, vec![Rule::new(vec![itself()?])?]));
    Ok(rules)
}

/// What of that is more than `rules` has.
fn beyond() -> Result<Vec<(i64, Vec<Rule>)>, BackendError> {
    let mut rules: Vec<(i64, Vec<Rule>)> = ZYGOTES.iter().map(|call| (*call, Vec::new())).collect();
    let elsewhere = || Condition::new(0, Len::Dword, Op::Ne, CHILD_SOCKET as u64);
    rules.push((libc::SYS_close, vec![Rule::new(vec![elsewhere()?])?]));
    let other = Condition::new(1, Len::Dword, Op::Ne, libc::F_GETFD as u64)?;
    rules.push((libc::SYS_fcntl, vec![Rule::new(vec![elsewhere()?])?, Rule::new(vec![other])?]));
    rules.push((libc::SYS_madvise, one_of(2, &[libc::MADV_POPULATE_WRITE])?));
    #[cfg(not(target_arch = "x86_64"))]
    rules.push((POLL, vec![Rule::new(vec![Condition::new(1, Len::Qword, Op::Gt, 1)?])?]));
    let [address_space, cpu] = LOWERED.map(|limit| Condition::new(1, Len::Dword, Op::Ne, u64::from(limit)));
    rules.push((libc::SYS_prlimit64, vec![Rule::new(vec![address_space?, cpu?])?]));
    Ok(rules)
}

/// The limits that a child lowers later; raising them takes a capability that is gone.
const LOWERED: [libc::__rlimit_resource_t; 2] = [libc::RLIMIT_AS, libc::RLIMIT_CPU];

fn itself() -> Result<Condition, BackendError> {
    Condition::new(0, Len::Dword, Op::Eq, 0)
}

/// What a child may.
fn rules() -> Result<Vec<(i64, Vec<Rule>)>, BackendError> {
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
    rules.push((POLL, vec![Rule::new(vec![Condition::new(1, Len::Qword, Op::Le, 1)?])?]));

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

    let lowers = |limit| Rule::new(vec![itself()?, Condition::new(1, Len::Dword, Op::Eq, u64::from(limit))?]);
    rules.push((libc::SYS_prlimit64, LOWERED.map(lowers).into_iter().collect::<Result<_, _>>()?));
    Ok(rules)
}

/// That an argument has no bits but these.
fn only(argument: u8, bits: i32) -> Result<Condition, BackendError> {
    Condition::new(argument, Len::Qword, Op::MaskedEq(!(bits as u64)), 0)
}

/// A rule for each value that an argument may have.
fn one_of(argument: u8, values: &[i32]) -> Result<Vec<Rule>, BackendError> {
    values.iter().map(|value| Rule::new(vec![Condition::new(argument, Len::Dword, Op::Eq, *value as u64)?])).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// What the kernel makes of a program: its answer for a call with these arguments.
    fn run(program: &BpfProgram, call: u32, arguments: [u64; 6]) -> u32 {
        let mut data = [0_u32; 16];
        data[0] = call;
        data[1] = if cfg!(target_arch = "x86_64") { 0xc000_003e } else { 0xc000_00b7 };
        for (at, argument) in arguments.into_iter().enumerate() {
            data[4 + 2 * at] = argument as u32;
            data[5 + 2 * at] = (argument >> 32) as u32;
        }
        let (mut accumulator, mut at) = (0_u32, 0_usize);
        loop {
            let instruction = &program[at];
            at += 1;
            let jump = |holds: bool| usize::from(if holds { instruction.jt } else { instruction.jf });
            match instruction.code {
                // A word of the data, at a place in bytes.
                0x20 => accumulator = data[instruction.k as usize / 4],
                0x54 => accumulator &= instruction.k,
                0x05 => at += instruction.k as usize,
                0x15 => at += jump(accumulator == instruction.k),
                0x25 => at += jump(accumulator > instruction.k),
                0x35 => at += jump(accumulator >= instruction.k),
                0x06 => return instruction.k,
                code => panic!("an instruction that no filter had: {code:#x}"),
            }
        }
    }

    fn allows(program: &BpfProgram, call: u32, arguments: [u64; 6]) -> bool {
        match run(program, call, arguments) {
            libc::SECCOMP_RET_ALLOW => true,
            libc::SECCOMP_RET_KILL_PROCESS => false,
            answer => panic!("{answer:#x}"),
        }
    }

    /// What tells the rules apart, for any argument.
    const VALUES: &[u64] = &[
        0,
        1,
        2,
        3,
        4,
        5,
        7,
        8,
        9,
        14,
        22,
        23,
        0x20,
        0x22,
        0x80,
        0x81,
        0x89,
        0x189,
        0x4000,
        0x2_0022,
        0x7fff_ffff,
        0xffff_ffff,
        0x1_0000_0000,
        0x1_0000_0001,
        u64::MAX,
    ];

    #[test]
    fn a_child_may_what_the_rules_say_and_nothing_that_its_zygote_may() {
        let strict = program(rules().unwrap().into_iter().collect(), KILL, ALLOW).unwrap();
        let filters = Filters::compile().unwrap();
        let mut allowed = 0;
        let mut check = |call: u32, arguments: [u64; 6]| {
            let both = allows(&filters.zygote, call, arguments) && allows(&filters.child, call, arguments);
            assert_eq!(both, allows(&strict, call, arguments), "call {call} with {arguments:?}");
            allowed += u32::from(both);
        };
        let ruled =
            rules().unwrap().into_iter().chain(zygotes().unwrap()).map(|(call, _)| u32::try_from(call).unwrap());
        let ruled: BTreeSet<u32> = ruled.collect();
        for call in (0..600).chain([0x4000_0000, 0x4000_0001, u32::MAX]) {
            VALUES.iter().for_each(|value| check(call, [*value; 6]));
        }
        for call in ruled {
            for (at, first) in VALUES.iter().enumerate() {
                for second in VALUES {
                    // The third and the fourth tell apart what memory is asked for; the fifth and the sixth, addresses.
                    for third in VALUES {
                        check(call, [*first, *second, *third, *second, VALUES[at / 8], *third]);
                        check(call, [*first, *second, *third, *third, 0, 0]);
                        check(call, [*first, *second, 3, *third, 0, 0]);
                    }
                }
            }
        }
        assert!(allowed > 0);
        let call = |number: i64| u32::try_from(number).unwrap();
        for zygotes in ZYGOTES {
            assert!(!allows(&strict, call(*zygotes), [0; 6]), "{zygotes}");
            assert!(allows(&filters.zygote, call(*zygotes), [0; 6]) && !allows(&filters.child, call(*zygotes), [0; 6]));
        }
        assert!(allows(&filters.zygote, call(libc::SYS_close), [7, 0, 0, 0, 0, 0]));
        for never in [libc::SYS_execve, libc::SYS_openat, libc::SYS_socket, libc::SYS_ptrace, libc::SYS_clone3] {
            assert!(!allows(&filters.zygote, call(never), [0; 6]), "not even the zygote");
        }
    }
}
