//! `enclave check`.

use std::{io::Write, path::Path};

use enclave_contract::{Config, Report, Value};
use serde_json::{Map, Value as Json};

use crate::{
    SCRIPT_FAILED, SUCCESS,
    args::{CheckArgs, CheckFormat},
    failure::CliError,
    files, sarif,
    terminal::{Terminal, follow},
    text,
    tools::Declared,
    worker,
};

/// What was found in one script.
pub(crate) struct Checked<'a> {
    pub(crate) path: &'a Path,
    pub(crate) report: Report,
}

/// Writes what layers 0 to 3 find.
pub(crate) fn check(
    args: &CheckArgs,
    terminal: Terminal,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<u8, CliError> {
    let codes: Vec<String> = args.scripts.iter().map(|path| files::read_script(path)).collect::<Result<_, _>>()?;
    let declared = Declared::read(&args.tools.files, &args.tools.interpreters)?;
    let mut written = Ok(());
    let checked = worker::listening(
        |heard| {
            let tools = declared.connect(&worker::hear(&heard))?;
            // Where no tools are named, none is unknown.
            let any_tool = tools.is_empty();
            let config = Config { any_tool, tools: tools.specs(), ..args.trust.config()? };
            let enclave = tools.open(config, Value::Undefined)?;
            let reports = args.scripts.iter().zip(&codes);
            let checked = reports.map(|(path, code)| Checked { path, report: enclave.check(code) });
            Ok::<Vec<_>, CliError>(checked.collect())
        },
        |heard| written = follow(&heard, terminal, err),
    )??;
    let shown = match args.format {
        CheckFormat::Text => text(&checked, terminal),
        CheckFormat::Json => text::json(&json(&checked)),
        CheckFormat::Sarif => text::json(&sarif::log(&checked)),
    };
    writeln!(out, "{shown}").and(written).map_err(CliError::Output)?;
    Ok(if checked.iter().all(|one| one.report.ok) { SUCCESS } else { SCRIPT_FAILED })
}

/// The reports as the text that a model gets; each under its file where there are several.
fn text(checked: &[Checked<'_>], terminal: Terminal) -> String {
    let report = |one: &Checked<'_>| terminal.report(&text::printable(&one.report.to_string()));
    if let [one] = checked {
        return report(one);
    }
    let named = |one: &Checked<'_>| {
        let path = text::printable(&one.path.display().to_string());
        if one.report.ok && one.report.diagnostics.is_empty() && one.report.score.as_ref().is_none_or(|s| s.total == 0)
        {
            format!("{path}: ok")
        } else {
            format!("{path}:\n{}", report(one))
        }
    };
    checked.iter().map(named).collect::<Vec<_>>().join("\n")
}

/// The report of one file, or a list of reports with their files.
fn json(checked: &[Checked<'_>]) -> Json {
    // Plain data of our own always is JSON.
    let report = |one: &Checked<'_>| serde_json::to_value(&one.report).unwrap_or_default();
    if let [one] = checked {
        return report(one);
    }
    let named = |one: &Checked<'_>| {
        let mut members = Map::new();
        members.insert("file".into(), one.path.display().to_string().into());
        if let Json::Object(report) = report(one) {
            members.extend(report);
        }
        Json::Object(members)
    };
    checked.iter().map(named).collect()
}
