//! `enclave-worker`: started by Enclave alone; see `zygote.rs`.

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
compile_error!("process isolation needs Linux or macOS; build without the crate `enclave-worker` here");

use std::process::ExitCode;

use enclave_worker::{serve, zygote};

fn main() -> ExitCode {
    zygote::run(serve::warm, serve::rehearse_session, serve::serve)
}
