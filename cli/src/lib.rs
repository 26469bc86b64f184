//! The command line `enclave`: runs and checks scripts, and shows what a dumped session did.
//!
//! The program is [`run`]; the binary of this crate, the Python package and the npm package all call it.

mod args;
mod check;
mod completions;
mod doctor;
mod drive;
mod failure;
mod files;
mod json;
mod mcp;
mod prompt;
mod replay;
mod run;
mod runtime;
mod sarif;
mod terminal;
mod text;
mod tools;
mod worker;

use std::{
    ffi::OsString,
    io::{Write, stderr, stdout},
    iter,
};

use clap::Parser;

use crate::{
    args::{Args, Command},
    failure::CliError,
    terminal::Terminal,
};

/// Everything went well.
const SUCCESS: u8 = 0;
/// The script failed, was refused, or could not be replayed.
const SCRIPT_FAILED: u8 = 1;
/// The arguments or the files cannot be used.
const USAGE: u8 = 2;
/// Ctrl-C ended it: 128 and the signal's number, as shells have it.
const INTERRUPTED: u8 = 130;

/// Runs the command line on this process's own standard streams, with colours and progress where they are terminals;
/// otherwise as [`run`].
pub fn main(args: Vec<OsString>) -> u8 {
    run_on(args, Terminal::of_process(), &mut stdout(), &mut stderr())
}

/// Runs the command line with those arguments, without the program's name. Results go to `out`; console lines, errors
/// and notes go to `err`; both are plain text. Gives the exit code: 0 success, 1 a script that failed or was refused, 2
/// arguments or files that cannot be used, 130 Ctrl-C. `mcp` speaks on the process's own standard input and output.
///
/// ```
/// let (mut out, mut err) = (Vec::new(), Vec::new());
/// let code = enclave_cli::run(vec!["--version".into()], &mut out, &mut err);
/// assert_eq!((code, String::from_utf8(out).unwrap()), (0, format!("enclave {}\n", env!("CARGO_PKG_VERSION"))));
/// ```
pub fn run(args: Vec<OsString>, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    run_on(args, Terminal::default(), out, err)
}

fn run_on(args: Vec<OsString>, terminal: Terminal, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let done = match Args::try_parse_from(iter::once("enclave".into()).chain(args)) {
        Err(error) => told(&error, out, err),
        Ok(args) => match args.command {
            Command::Run(args) => run::run(&args, terminal, out, err),
            Command::Check(args) => check::check(&args, terminal, out, err),
            Command::Prompt(args) => prompt::prompt(&args, out, err),
            Command::Mcp(args) => mcp::mcp(&args, terminal, err),
            Command::Replay(args) => replay::replay(&args, out, err),
            Command::Doctor(args) => doctor::doctor(&args, out),
            Command::Completions(args) => completions::completions(&args, out),
        },
    };
    match done.and_then(|code| out.flush().map_err(CliError::Output).map(|()| code)) {
        Ok(code) => code,
        Err(error) => {
            if !error.is_closed_pipe() {
                // Where even this cannot be written, the exit code says it.
                let _ = writeln!(err, "error: {error}");
            }
            if matches!(error, CliError::Interrupted) { INTERRUPTED } else { USAGE }
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
