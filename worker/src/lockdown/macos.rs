//! What holds a child on macOS: limits and closed descriptors, and nothing that filters system calls.

use std::{ffi::c_int, io, os::fd::RawFd};

use enclave_contract::frame::Measure;
use rustix::process::Pid;

use super::{Step, closed_descriptors, measure, rlimits};

/// What Linux cannot do without is missing here, so that a host has to allow it (`allow_degraded`).
pub(super) const MANDATORY: &[&str] = &["seccomp"];

/// What a child does.
pub(super) const STEPS: &[(&str, Step)] = &[
    ("parent_death_signal", |_, _| Err("macOS has none; a child ends when its socket closes".to_owned())),
    ("closed_descriptors", closed_descriptors),
    ("rlimits", rlimits),
    ("seccomp", |_, _| Err("macOS has nothing like it".to_owned())),
];

/// Nothing has to be made for children.
pub(super) struct Prepared;

impl Prepared {
    #[expect(clippy::unnecessary_wraps, reason = "as on Linux")]
    pub(super) fn of_zygote(_: Pid, measures: &mut Vec<Measure>) -> Result<Self, String> {
        for name in [
            "namespaces",
            "empty_root",
            "unprivileged_user",
            "non_dumpable",
            "no_new_privs",
            "capabilities",
            "landlock",
        ] {
            measures.push(measure(name, Err("macOS has nothing like it".to_owned())));
        }
        Ok(Self)
    }
}

/// Closes every descriptor from this number on.
#[expect(unsafe_code, reason = "closes descriptors that others may have left open")]
pub(crate) fn close_from(first: RawFd) -> io::Result<()> {
    // SAFETY: whoever calls this uses nothing any more whose descriptor is closed here.
    unsafe {
        for descriptor in first..libc::getdtablesize() {
            // Most are not open.
            libc::close(descriptor);
        }
    }
    Ok(())
}

pub(super) fn last_signal() -> c_int {
    libc::SIGUSR2
}
