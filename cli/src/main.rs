//! The command `enclave`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(enclave_cli::main(std::env::args_os().skip(1).collect()))
}
