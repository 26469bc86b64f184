//! What a static layer says about a script, in the form that a person or a model reads.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::DiagnosticCode;

/// The first characters of a text, with `…` in place of the rest.
pub fn shortened(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

/// A place in the author's source: both numbers start at 1, the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// Line, from 1, in the source as given (the line of a code fence included).
    pub line: u32,
    /// Column, from 1, in characters.
    pub column: u32,
}

/// A range of the author's source; `end` is the place just behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// The first character.
    pub start: Position,
    /// The place behind the last character.
    pub end: Position,
}

/// Whether a diagnostic stops the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The script does not run.
    Error,
    /// The script runs; the author should look.
    Warning,
}

/// One finding of layers 0 or 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// The stable, public code.
    pub code: DiagnosticCode,
    /// Whether it stops the script.
    pub severity: Severity,
    /// What was found.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// Where it was found.
    pub span: Span,
    /// The source line with a caret under the place; empty when the line is too long to show.
    pub snippet: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(
            f,
            "{severity}[{}] at {}:{}: {}",
            self.code, self.span.start.line, self.span.start.column, self.message
        )?;
        for line in self.snippet.lines() {
            write!(f, "\n  {line}")?;
        }
        if !self.help.is_empty() {
            write!(f, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}
