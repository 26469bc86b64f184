//! `enclave-worker`: started by Enclave alone; see `zygote.rs`.

use std::process::ExitCode;

use enclave_worker::{serve, zygote};

fn main() -> ExitCode {
    zygote::run(serve::warm, serve::serve)
}
