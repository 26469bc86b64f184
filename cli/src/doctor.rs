//! `enclave doctor`.

use std::io::Write;

use enclave_contract::{Config, Isolation, Value};

use crate::{
    SCRIPT_FAILED, SUCCESS,
    args::{DoctorArgs, Format},
    failure::CliError,
    text,
};

/// Writes what holds scripts in worker processes here.
pub(crate) fn doctor(args: &DoctorArgs, out: &mut dyn Write) -> Result<u8, CliError> {
    // What is missing is told here, not refused.
    let config = Config { isolation: Some(Isolation::Process), allow_degraded: true, ..Config::default() };
    let report = enclave_host::open(config, Value::Undefined)
        .and_then(|opened| opened.pool.map(|pool| pool.report()).transpose())
        .map(Option::unwrap_or_default);
    let (measures, broken) = match report {
        Ok(measures) => (measures, None),
        Err(error) => (Vec::new(), Some(error.to_string())),
    };
    let isolated = broken.is_none() && measures.iter().all(|measure| measure.active || !measure.mandatory);
    let shown = match args.format {
        Format::Json => text::json(&serde_json::json!({
            "isolated": isolated,
            "reason": broken,
            "measures": measures,
        })),
        Format::Text => {
            let mut lines: Vec<String> = measures
                .iter()
                .map(|measure| {
                    let mark = if measure.active { "ok     " } else { "MISSING" };
                    format!("{mark} {:<22} {}", measure.name, measure.detail)
                })
                .collect();
            lines.extend(broken);
            let verdict = if isolated {
                "Scripts can be isolated in processes here."
            } else {
                "Scripts cannot be isolated in processes here."
            };
            lines.push(verdict.to_owned());
            lines.join("\n")
        }
    };
    writeln!(out, "{shown}").map_err(CliError::Output)?;
    Ok(if isolated { SUCCESS } else { SCRIPT_FAILED })
}
