//! The command line `enclave`: runs and checks scripts, and shows what a dumped session did.
//!
//! The program is [`run`]; the binary of this crate, the Python package and the npm package all call it.

mod args;
mod check;
mod doctor;
mod failure;
mod files;
mod json;
mod replay;
mod run;
mod stubs;
mod text;
mod worker;

use std::{ffi::OsString, io::Write, iter};

use clap::Parser;

use crate::{
    args::{Args, Command},
    failure::CliError,
};

/// Everything went well.
const SUCCESS: u8 = 0;
/// The script failed, was refused, or could not be replayed.
const SCRIPT_FAILED: u8 = 1;
/// The arguments or the files cannot be used.
const USAGE: u8 = 2;

/// Runs the command line with those arguments, without the program's name. Results go to `out`; console lines, errors
/// and notes go to `err`. Gives the exit code: 0 success, 1 a script that failed or was refused, 2 arguments or files
/// that cannot be used.
///
/// ```
/// let (mut out, mut err) = (Vec::new(), Vec::new());
/// let code = enclave_cli::run(vec!["--version".into()], &mut out, &mut err);
/// assert_eq!((code, String::from_utf8(out).unwrap()), (0, format!("enclave {}\n", env!("CARGO_PKG_VERSION"))));
/// ```
pub fn run(args: Vec<OsString>, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let done = match Args::try_parse_from(iter::once("enclave".into()).chain(args)) {
        Err(error) => told(&error, out, err),
        Ok(args) => match args.command {
            Command::Run(args) => run::run(&args, out, err),
            Command::Check(args) => check::check(&args, out),
            Command::Replay(args) => replay::replay(&args, out, err),
            Command::Doctor(args) => doctor::doctor(&args, out),
        },
    };
    match done.and_then(|code| out.flush().map_err(CliError::Output).map(|()| code)) {
        Ok(code) => code,
        Err(error) => {
            if !error.is_closed_pipe() {
                // Where even this cannot be written, the exit code says it.
                let _ = writeln!(err, "error: {error}");
            }
            USAGE
        }
    }
}

/// What clap has to say: help and version are results, the rest are errors.
fn told(error: &clap::Error, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, CliError> {
    let text = error.render();
    let (written, code) =
        if error.use_stderr() { (write!(err, "{text}"), USAGE) } else { (write!(out, "{text}"), SUCCESS) };
    written.map_err(CliError::Output).map(|()| code)
}
