//! The command `enclave`.

use std::{
    io::{stderr, stdout},
    process::ExitCode,
};

fn main() -> ExitCode {
    let args = std::env::args_os().skip(1).collect();
    ExitCode::from(enclave_cli::run(args, &mut stdout(), &mut stderr()))
}
