//! `enclave prompt`, and the texts that a model is told of the tools.

use std::io::Write;

use enclave_contract::{Config, Isolation, ToolSpec, Value};
use enclave_core::Enclave;

use crate::{
    SUCCESS,
    args::PromptArgs,
    failure::CliError,
    terminal::{Terminal, follow},
    text,
    tools::Declared,
    worker,
};

/// Characters of a description above which a search says more than the whole.
const MAX_BRIEF: usize = 30_000;

/// Writes the prompt of the tools.
pub(crate) fn prompt(args: &PromptArgs, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, CliError> {
    let declared = Declared::read(&args.tools.files, &args.tools.interpreters)?;
    let mut written = Ok(());
    let prompt = worker::listening(
        |heard| {
            let tools = declared.connect(&worker::hear(&heard))?;
            let tools = only(tools.specs(), &args.only)?;
            // Nothing runs here, so no worker is needed.
            let config = Config { tools, isolation: Some(Isolation::InProcess), ..args.trust.config()? };
            Ok::<_, CliError>(text_of(&Enclave::new(config, Value::Undefined)?))
        },
        |heard| written = follow(&heard, Terminal::default(), err),
    )??;
    write!(out, "{prompt}").and(written).map_err(CliError::Output)?;
    Ok(SUCCESS)
}

/// The prompt of an `Enclave`: the one place where it is asked for.
fn text_of(enclave: &Enclave) -> String {
    text::printable(&enclave.tool_prompt())
}

/// The prompt, or with many tools its rules and the tools' names, for a model that can search.
pub(crate) fn brief(enclave: &Enclave, search: &str) -> String {
    let whole = text_of(enclave);
    if whole.chars().count() <= MAX_BRIEF {
        return whole;
    }
    let rules = whole.split("```typescript").next().unwrap_or_default().trim();
    let names: Vec<&str> = enclave.tools().iter().map(|tool| tool.name.as_str()).collect();
    let brief = format!("{rules}\n\nFind out by `{search}` what a tool takes. The tools: {}", names.join(", "));
    text::shortened(&brief, MAX_BRIEF)
}

/// Those of the tools that a pattern names.
fn only(tools: Vec<ToolSpec>, patterns: &[String]) -> Result<Vec<ToolSpec>, CliError> {
    if let Some(idle) = patterns.iter().find(|pattern| !tools.iter().any(|tool| matches(pattern, &tool.name))) {
        return Err(CliError::Argument(format!("invalid value for '--tool <NAME>': there is no tool `{idle}`")));
    }
    let is_wanted =
        |tool: &ToolSpec| patterns.is_empty() || patterns.iter().any(|pattern| matches(pattern, &tool.name));
    Ok(tools.into_iter().filter(is_wanted).collect())
}

/// Whether a name is of a pattern, in which `*` stands for any text. Takes at most the product of both lengths.
fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    let (mut at, mut read) = (0, 0);
    let mut star = None;
    while read < name.len() {
        if pattern.get(at) == Some(&b'*') {
            star = Some((at + 1, read));
            at += 1;
        } else if pattern.get(at) == name.get(read) {
            at += 1;
            read += 1;
        } else if let Some((behind, taken)) = star {
            // The star takes one more.
            star = Some((behind, taken + 1));
            (at, read) = (behind, taken + 1);
        } else {
            return false;
        }
    }
    pattern.get(at..).unwrap_or_default().iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_stand_for_any_text() {
        for (pattern, name) in
            [("*", ""), ("a", "a"), ("a*", "a"), ("a*c", "abcabc"), ("*:list", "users:list"), ("**", "x")]
        {
            assert!(matches(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [("", "a"), ("a", "ab"), ("a*c", "ab"), ("*:list", "users:lists")] {
            assert!(!matches(pattern, name), "{pattern} {name}");
        }
    }
}
