//! `enclave completions`.

use std::io::Write;

use clap::CommandFactory;

use crate::{
    SUCCESS,
    args::{Args, CompletionsArgs},
    failure::CliError,
};

/// Writes the completions of a shell.
pub(crate) fn completions(args: &CompletionsArgs, out: &mut dyn Write) -> Result<u8, CliError> {
    // Written to memory first: the generator knows no output that fails.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "enclave", &mut script);
    out.write_all(&script).map_err(CliError::Output)?;
    Ok(SUCCESS)
}
