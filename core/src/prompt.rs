//! TypeScript declarations of the tools and the language's rules, for a system prompt.

use enclave_contract::Settings;

use crate::tools::ToolTable;

/// The text for a system prompt.
pub(crate) fn tool_prompt(_tools: &ToolTable, _settings: &Settings) -> String {
    String::new()
}
