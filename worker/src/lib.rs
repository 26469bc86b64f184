//! The worker: a process apart from the host, in which scripts run.
//!
//! The host executes `enclave-worker zygote HOST_PID` with a `SOCK_SEQPACKET` socket as descriptor 3. The zygote gives up
//! what it does not need, makes an engine warm, and from then on forks children as the host asks it to.
//! Each child locks itself down before it reads its first command, serves on its socket, and dies alone.

#![deny(unsafe_code, missing_docs)]

pub mod lockdown;
mod pages;
mod process;
pub mod serve;
pub mod zygote;
