//! What holds a child on Linux.

use std::{ffi::c_int, io, mem, os::fd::BorrowedFd, os::fd::RawFd};

use enclave_contract::frame::Measure;
use landlock::{
    ABI, Access, AccessFs, AccessNet, LandlockStatus, Ruleset, RulesetAttr, RulesetCreated, RulesetStatus, Scope,
};
use rustix::{
    process::{DumpableBehavior, Pid, Signal, getppid, set_dumpable_behavior, set_parent_process_death_signal},
    thread::{CapabilitySet, CapabilitySets, clear_ambient_capability_set, set_capabilities, set_no_new_privs},
};
use seccompiler::BpfProgram;

use super::{Outcome, Step, closed_descriptors, filter::Filters, namespaces, rlimits, says};

/// Without these no child serves.
pub(super) const MANDATORY: &[&str] = &["seccomp"];

/// What a child does. The order matters: Landlock's rules are a descriptor, a limit of one descriptor comes after them,
/// and the filter allows none of it.
pub(super) const STEPS: &[(&str, Step)] = &[
    ("parent_death_signal", parent_death_signal),
    ("non_dumpable", |_, _| non_dumpable()),
    ("no_new_privs", |_, _| no_new_privs()),
    ("capabilities", |_, _| capabilities()),
    ("landlock", landlock),
    ("closed_descriptors", closed_descriptors),
    ("rlimits", rlimits),
    ("seccomp", seccomp),
];

/// The newest rights of Landlock that are denied; an older kernel denies those that it knows.
const LANDLOCK: ABI = ABI::V10;

/// What the zygote makes once for all children.
pub(super) struct Prepared {
    zygote: Pid,
    filter: Result<BpfProgram, String>,
    rules: Result<RulesetCreated, String>,
}

impl Prepared {
    pub(super) fn of_zygote(zygote: Pid, measures: &mut Vec<Measure>) -> Result<Self, String> {
        namespaces::enter(measures);
        capabilities()?;
        no_new_privs()?;
        non_dumpable()?;
        let rules = rules();
        Ok(Self { zygote, filter: filter(), rules })
    }
}

/// A child's filter. The zygote is held by its own from here on.
fn filter() -> Result<BpfProgram, String> {
    let filters = Filters::compile()?;
    seccompiler::apply_filter(&filters.zygote).map_err(says("seccomp"))?;
    Ok(filters.child)
}

fn parent_death_signal(prepared: &mut Prepared, _: BorrowedFd<'_>) -> Outcome {
    set_parent_process_death_signal(Some(Signal::KILL)).map_err(says("prctl"))?;
    if getppid() == Some(prepared.zygote) {
        Ok("a child is killed when the zygote ends".into())
    } else {
        Err("the zygote has ended".to_owned())
    }
}

fn non_dumpable() -> Outcome {
    set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(says("prctl"))?;
    Ok("no core dumps, no tracing by other processes of the user".into())
}

fn no_new_privs() -> Outcome {
    set_no_new_privs(true).map_err(says("prctl"))?;
    Ok("no program can give privileges".into())
}

fn capabilities() -> Outcome {
    let none = CapabilitySet::empty();
    set_capabilities(None, CapabilitySets { effective: none, permitted: none, inheritable: none })
        .map_err(says("capset"))?;
    clear_ambient_capability_set().map_err(says("prctl"))?;
    Ok("none".into())
}

/// The rules, which hold the zygote from here on. Each child is held by them once more, in a domain of its own, so that
/// none may signal another.
fn rules() -> Result<RulesetCreated, String> {
    let rules = Ruleset::default()
        .handle_access(AccessFs::from_all(LANDLOCK))
        .and_then(|rules| rules.handle_access(AccessNet::from_all(LANDLOCK)))
        .and_then(|rules| rules.scope(Scope::from_all(LANDLOCK)))
        .and_then(Ruleset::create)
        .map_err(says("landlock"))?;
    rules.try_clone().map_err(says("landlock"))?.restrict_self().map_err(says("landlock"))?;
    Ok(rules)
}

fn landlock(prepared: &mut Prepared, _: BorrowedFd<'_>) -> Outcome {
    let rules = mem::replace(&mut prepared.rules, Err("landlock: done".to_owned()))?;
    let status = rules.restrict_self().map_err(says("landlock"))?;
    match (status.ruleset, status.landlock) {
        (RulesetStatus::FullyEnforced, _) => Ok("no files, no ports, no signals to others".into()),
        (RulesetStatus::PartiallyEnforced, LandlockStatus::Available { effective_abi, .. }) => {
            Ok(format!("no files, no ports, no signals to others, as far as version {} goes", effective_abi as i32)
                .into())
        }
        (_, LandlockStatus::NotEnabled) => Err("switched off in this kernel".to_owned()),
        (_, _) => Err("this kernel does not have it".to_owned()),
    }
}

fn seccomp(prepared: &mut Prepared, _: BorrowedFd<'_>) -> Outcome {
    let filter = prepared.filter.as_ref().map_err(Clone::clone)?;
    seccompiler::apply_filter(filter).map_err(says("seccomp"))?;
    Ok("a system call kills the child unless memory, time or its own socket takes it".into())
}

/// Closes every descriptor from this number on.
#[expect(unsafe_code, reason = "closes descriptors that others may have left open")]
pub(crate) fn close_from(first: RawFd) -> io::Result<()> {
    // SAFETY: whoever calls this uses nothing any more whose descriptor is closed here.
    let closed = unsafe { libc::syscall(libc::SYS_close_range, first, c_int::MAX, 0) };
    if closed == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

pub(super) fn last_signal() -> c_int {
    libc::SIGRTMAX()
}
