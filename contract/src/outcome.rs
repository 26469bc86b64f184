//! What a run gives back.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Diagnostic, ErrorCode, Value};

/// Why a run has no value, or why a call failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The code: one of `ErrorCode`, or a tool's own code inside a script.
    pub code: ErrorCode,
    /// The error's name as the script had it (`TypeError`), or the code's own.
    pub name: String,
    /// What went wrong, free of host paths.
    pub message: String,
    /// Line in the author's source, from 1.
    pub line: Option<u32>,
    /// Column in the author's source, from 1.
    pub column: Option<u32>,
    /// What to write instead; empty when nothing better than the message is known.
    pub help: String,
    /// The source line with a caret under the place; empty when there is none.
    pub snippet: String,
    /// What the static layers found.
    pub diagnostics: Vec<Diagnostic>,
    /// More about it: a tool error's own code and data, a limit's name and number.
    pub data: Value,
}

impl Failure {
    /// A failure with nothing but its code and message.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            name: code.as_str().to_owned(),
            message: message.into(),
            line: None,
            column: None,
            help: String::new(),
            snippet: String::new(),
            diagnostics: Vec::new(),
            data: Value::Undefined,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        if let (Some(line), Some(column)) = (self.line, self.column) {
            write!(f, " at {line}:{column}")?;
        }
        if self.name != self.code.as_str() {
            write!(f, ": {}", self.name.replace(char::is_control, "\u{fffd}"))?;
        }
        // The script chose these words; a terminal that shows them is not the script's.
        let printable = |c: char| if c.is_control() && c != '\n' && c != '\t' { '\u{fffd}' } else { c };
        write!(f, ": {}", self.message.chars().map(printable).collect::<String>())?;
        for line in self.snippet.lines() {
            write!(f, "\n  {line}")?;
        }
        if !self.help.is_empty() {
            write!(f, "\n  help: {}", self.help)?;
        }
        for diagnostic in &self.diagnostics {
            write!(f, "\n{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}

/// The method of `console` that was called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ConsoleLevel {
    /// `console.log`
    Log,
    /// `console.info`
    Info,
    /// `console.warn`
    Warn,
    /// `console.error`
    Error,
    /// `console.debug`
    Debug,
}

impl ConsoleLevel {
    /// Every level, in the order of the engine's functions.
    pub const ALL: [Self; 5] = [Self::Log, Self::Info, Self::Warn, Self::Error, Self::Debug];

    /// The method's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
            Self::Debug => "debug",
        }
    }
}

/// One call of `console`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ConsoleEntry {
    /// The method.
    pub level: ConsoleLevel,
    /// The arguments as text.
    pub text: String,
}

/// How a call ended.
#[derive(Clone, Debug, PartialEq)]
pub enum CallOutcome {
    /// Not answered when the run ended.
    Pending,
    /// The tool's result.
    Ok(Value),
    /// It failed: with the code (a tool may bring its own) and the message that the script saw.
    Failed {
        /// The code that the script saw.
        code: String,
        /// The message that the script saw.
        message: String,
    },
}

/// What refused a call, so that the host's function was not called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RefusedBy {
    /// A rate limit.
    Limit,
    /// There is no such tool.
    Name,
    /// The arguments cannot leave the script.
    Marshaller,
    /// The arguments do not fit the tool's input schema.
    Schema,
    /// A rule of the host's policy.
    Policy,
    /// The host, when it was asked.
    Approval,
}

/// One call, allowed or not, as the journal has it.
#[derive(Clone, Debug, PartialEq)]
pub struct CallRecord {
    /// The call's id.
    pub id: u64,
    /// The tool that was asked for.
    pub name: String,
    /// Its arguments.
    pub args: Value,
    /// How it ended.
    pub outcome: CallOutcome,
    /// From the call to its answer, in milliseconds of the journal's clock.
    pub duration_ms: f64,
}

/// What a run cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stats {
    /// Wall-clock time from the start to the end, in milliseconds.
    pub duration_ms: f64,
    /// Time that the engine computed, in milliseconds.
    pub cpu_ms: f64,
    /// Time that the static layers took, in milliseconds; 0 when the script was in the cache.
    pub static_ms: f64,
    /// Whether the static layers were skipped because this script had passed them before.
    pub cached: bool,
    /// Tool calls, refused ones included.
    pub tool_calls: u32,
    /// Loop turns.
    pub iterations: u64,
    /// The most memory that the engine held at once, in bytes.
    pub memory_peak_bytes: u64,
    /// Keys `__proto__`, `constructor` and `prototype` that the marshaller dropped.
    pub dropped_keys: u32,
    /// Audit records of this session that could not be written.
    pub audit_failures: u32,
}

/// One signal of the scoring gate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Signal {
    /// The rule's name, such as `EXFILTRATION_SEQUENCE`.
    pub name: String,
    /// What it adds to the score.
    pub points: u32,
    /// What was seen.
    pub message: String,
    /// Line of the author's source, when there is one place.
    pub line: Option<u32>,
}

/// The verdict of the scoring gate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Score {
    /// 0 (harmless) to 100.
    pub total: u32,
    /// What it is made of.
    pub signals: Vec<Signal>,
}

/// What a run gives back, whether it has a value or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The value, or why there is none.
    pub result: Result<Value, Failure>,
    /// What the script wrote, in order.
    pub console: Vec<ConsoleEntry>,
    /// What the script gave before its end with `emit(value)`, in order.
    pub emitted: Vec<Value>,
    /// Every call, in order.
    pub calls: Vec<CallRecord>,
    /// Warnings of the static layers (errors stand in the failure too).
    pub diagnostics: Vec<Diagnostic>,
    /// The scoring gate's verdict; none when the gate is off.
    pub score: Option<Score>,
    /// What it cost.
    pub stats: Stats,
}

impl Outcome {
    /// The outcome of a run that no script stands behind: it was refused, or could not begin.
    pub fn failed(failure: Failure) -> Self {
        Self {
            diagnostics: failure.diagnostics.clone(),
            result: Err(failure),
            console: Vec::new(),
            emitted: Vec::new(),
            calls: Vec::new(),
            score: None,
            stats: Stats::default(),
        }
    }
}

/// What layers 0 to 3 say about a script, without running it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Whether the script would run.
    pub ok: bool,
    /// What was found, in the order of the source.
    pub diagnostics: Vec<Diagnostic>,
    /// The scoring gate's verdict; none when the gate is off or was not reached.
    pub score: Option<Score>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for diagnostic in &self.diagnostics {
            write!(f, "{separator}{diagnostic}")?;
            separator = "\n";
        }
        if let Some(score) = self.score.as_ref().filter(|score| score.total > 0) {
            write!(f, "{separator}score {}", score.total)?;
            for signal in &score.signals {
                write!(f, "\n  {} (+{}): {}", signal.name, signal.points, signal.message)?;
            }
            separator = "\n";
        }
        if separator.is_empty() {
            f.write_str("ok")?;
        }
        Ok(())
    }
}
