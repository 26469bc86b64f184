//! Tools whose answers are written down before.

use std::{
    collections::{HashMap, VecDeque},
    path::Path,
};

use enclave_contract::{Call, ErrorCode, Value};
use enclave_core::ToolFailure;
use serde::Deserialize;
use serde_json::{Map, Value as Json};

use crate::{failure::CliError, files};

/// The answers of every tool.
#[derive(Debug, Default)]
pub(crate) struct Stubs {
    tools: HashMap<String, Answers>,
    /// The tools in the order of the file.
    names: Vec<String>,
}

/// What the calls of one tool get.
#[derive(Debug)]
enum Answers {
    /// All the same.
    Always(Answer),
    /// One each, in order.
    Once(VecDeque<Answer>),
}

/// One answer as the file has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Result(Json),
    Error(StubError),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StubError {
    message: String,
    code: Option<String>,
    #[serde(default)]
    data: Option<Json>,
}

impl Stubs {
    /// The stubs of a file.
    pub(crate) fn read(path: &Path) -> Result<Self, CliError> {
        Self::parse(&files::read_text(path)?).map_err(|problem| CliError::Content { path: path.to_owned(), problem })
    }

    fn parse(text: &str) -> Result<Self, String> {
        let file: Map<String, Json> = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let mut stubs = Self::default();
        for (name, answers) in file {
            let answers = if answers.is_array() {
                serde_json::from_value(answers).map(Answers::Once)
            } else {
                serde_json::from_value(answers).map(Answers::Always)
            };
            let answers = answers.map_err(|error| format!("`{name}`: {error}"))?;
            stubs.names.push(name.clone());
            stubs.tools.insert(name, answers);
        }
        Ok(stubs)
    }

    /// The tools, in the order of the file.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// The answer to a call, or `None` when none is left.
    pub(crate) fn answer(&mut self, call: &Call) -> Option<Result<Value, ToolFailure>> {
        let answer = match self.tools.get_mut(&call.name)? {
            Answers::Always(answer) => answer.clone(),
            Answers::Once(answers) => answers.pop_front()?,
        };
        Some(match answer {
            Answer::Result(json) => Ok(Value::from_json(json)),
            Answer::Error(StubError { message, code, data }) => Err(ToolFailure {
                code: code.unwrap_or_else(|| ErrorCode::ToolError.to_string()),
                message,
                data: data.map_or(Value::Undefined, Value::from_json),
            }),
        })
    }
}

/// What a script is told when no answer is left for its call.
pub(crate) fn no_answer(call: &Call) -> ToolFailure {
    ToolFailure {
        code: ErrorCode::ToolNotFound.to_string(),
        message: format!("no answer is left for the tool `{}`", call.name),
        data: Value::Undefined,
    }
}
