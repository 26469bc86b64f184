//! The one parse: oxc's arena and program.

use oxc::{allocator::Allocator, ast::ast::Program, parser::{ParseOptions, Parser}, span::SourceType};

use crate::{finding::Finding, prescan::Scanned};
use enclave_contract::DiagnosticCode;

/// A program that has been parsed without errors.
pub(crate) struct Parsed<'a> {
    pub(crate) program: Program<'a>,
    /// Whether the source holds TypeScript's syntax.
    pub(crate) typescript: bool,
    _private: (),
}

/// Parses as JavaScript, then, where that fails, as TypeScript.
pub(crate) fn parse<'a>(allocator: &'a Allocator, scanned: &'a Scanned<'_>) -> Result<Parsed<'a>, Vec<Finding>> {
    for typescript in [false, true] {
        let source_type = if typescript { SourceType::ts() } else { SourceType::mjs() };
        let options = ParseOptions { allow_return_outside_function: true, ..ParseOptions::default() };
        let parsed = Parser::new(allocator, &scanned.text, source_type).with_options(options).parse();
        if parsed.diagnostics.is_empty() && !parsed.panicked {
            return Ok(Parsed { program: parsed.program, typescript, _private: () });
        }
    }
    Err(vec![Finding::error(DiagnosticCode::ParseError, (0, 0), "parse error", "")])
}
