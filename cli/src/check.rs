//! `enclave check`.

use std::io::Write;

use enclave_contract::{Config, Value};

use crate::{
    SCRIPT_FAILED, SUCCESS,
    args::{CheckArgs, Format},
    failure::CliError,
    files, text, worker,
};

/// Writes what layers 0 to 3 find.
pub(crate) fn check(args: &CheckArgs, out: &mut dyn Write) -> Result<u8, CliError> {
    let code = files::read_script(&args.file)?;
    // No tools are configured here, so none is unknown.
    let enclave = enclave_host::open(Config { any_tool: true, ..args.trust.config()? }, Value::Undefined)?.enclave;
    let report = worker::compute(|| enclave.check(&code))?;
    let shown = match args.format {
        Format::Text => report.to_string(),
        Format::Json => text::json(&serde_json::to_value(&report).unwrap_or_default()),
    };
    writeln!(out, "{shown}").map_err(CliError::Output)?;
    Ok(if report.ok { SUCCESS } else { SCRIPT_FAILED })
}
