//! How a host's tools are told to the model that writes scripts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ConfigError;

/// What a tool prompt is to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PromptOptions {
    /// How tools are written.
    pub style: PromptStyle,
    /// Which tools are told of: names with `*` for any characters and `?` for one; all when absent.
    pub tools: Option<Vec<String>>,
    /// How long the text may be, in characters; as long as it takes when absent. What does not fit goes in steps:
    /// comments of members, then types, then descriptions, then tools, which scripts can still look up.
    pub budget_chars: Option<u64>,
}

impl PromptOptions {
    /// The options from JSON.
    ///
    /// # Errors
    /// `Malformed`, with the name of what is unknown or wrong.
    ///
    /// ```
    /// use enclave_contract::{PromptOptions, PromptStyle};
    ///
    /// assert_eq!(PromptOptions::from_json(r#"{ "style": "compact" }"#)?.style, PromptStyle::Compact);
    /// # Ok::<(), enclave_contract::ConfigError>(())
    /// ```
    pub fn from_json(json: &str) -> Result<Self, ConfigError> {
        serde_json::from_str(json).map_err(|error| ConfigError::malformed(&error))
    }
}

/// How tools are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PromptStyle {
    /// As TypeScript declarations with comments.
    #[default]
    Typescript,
    /// As a list with one line for each tool.
    Compact,
}
