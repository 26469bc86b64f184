//! Tools whose answers are written down before.

use std::collections::{HashMap, VecDeque};

use enclave_contract::{Call, ErrorCode, Value};
use enclave_core::ToolFailure;
use serde::Deserialize;
use serde_json::{Map, Value as Json};

/// The answers of every tool.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stubs {
    tools: HashMap<String, Answers>,
    /// The tools in the order of the files.
    names: Vec<String>,
}

/// What the calls of one tool get.
#[derive(Clone, Debug)]
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
    /// Adds the stubs of a file's text.
    pub(crate) fn add(&mut self, text: &str) -> Result<(), String> {
        let file: Map<String, Json> = serde_json::from_str(text).map_err(|error| error.to_string())?;
        for (name, answers) in file {
            let answers = if answers.is_array() {
                serde_json::from_value(answers).map(Answers::Once)
            } else {
                serde_json::from_value(answers).map(Answers::Always)
            };
            let answers = answers.map_err(|error| format!("`{name}`: {error}"))?;
            if self.tools.insert(name.clone(), answers).is_none() {
                self.names.push(name);
            }
        }
        Ok(())
    }

    /// The tools, in the order of the files.
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
