//! `enclave prompt`.

use std::io::Write;

use enclave_contract::{Config, Isolation, PromptOptions, ToolSpec, Value};
use enclave_core::{Enclave, matches_name};

use crate::{
    SUCCESS,
    args::PromptArgs,
    failure::CliError,
    terminal::{Terminal, follow},
    text,
    tools::Declared,
    worker,
};

/// Writes the prompt of the tools.
pub(crate) fn prompt(args: &PromptArgs, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, CliError> {
    let declared = Declared::read(&args.tools.files, &args.tools.interpreters)?;
    let options = PromptOptions {
        style: args.style,
        tools: (!args.only.is_empty()).then(|| args.only.clone()),
        budget_chars: args.budget_chars,
    };
    let mut written = Ok(());
    let prompt = worker::listening(
        |heard| {
            let tools = declared.connect(&worker::hear(&heard))?.specs();
            each_names_a_tool(&tools, &args.only)?;
            // Nothing runs here, so no worker is needed.
            let config = Config { tools, isolation: Some(Isolation::InProcess), ..args.trust.config()? };
            let enclave = Enclave::new(config, Value::Undefined)?;
            Ok::<_, CliError>(text::printable(&enclave.tool_prompt(&options)))
        },
        |heard| written = follow(&heard, Terminal::default(), err),
    )??;
    write!(out, "{prompt}").and(written).map_err(CliError::Output)?;
    Ok(SUCCESS)
}

fn each_names_a_tool(tools: &[ToolSpec], patterns: &[String]) -> Result<(), CliError> {
    let idle = |pattern: &&String| !tools.iter().any(|tool| matches_name(pattern, &tool.name));
    match patterns.iter().find(idle) {
        Some(idle) => Err(CliError::Argument(format!("invalid value for '--tool <NAME>': there is no tool `{idle}`"))),
        None => Ok(()),
    }
}
