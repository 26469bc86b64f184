//! Processes: what belongs to this one alone, and how others are signalled and waited for.
//!
//! A fork copies memory, and the copy must neither use nor end what is its parent's.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod macos;

#[cfg(target_os = "linux")]
pub(crate) use linux::{Process, RECEIVE, SEND, control_pair, own};
#[cfg(not(target_os = "linux"))]
pub(crate) use macos::{Process, RECEIVE, SEND, control_pair, own};
