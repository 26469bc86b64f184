//! The one parse: oxc's arena and program.

use oxc::{
    allocator::Allocator,
    ast::ast::Program,
    diagnostics::OxcDiagnostic,
    parser::{ParseOptions, Parser},
    span::SourceType,
};

use enclave_contract::DiagnosticCode;

use crate::{
    finding::{Finding, MAX_FINDINGS},
    prescan::Scanned,
};

/// A program that has been parsed without errors.
pub(crate) struct Parsed<'a> {
    pub(crate) program: Program<'a>,
    /// Whether the source holds TypeScript's syntax.
    pub(crate) typescript: bool,
    _private: (),
}

/// Parses as JavaScript, then, where that fails, as TypeScript.
pub(crate) fn parse<'a>(allocator: &'a Allocator, scanned: &'a Scanned<'_>) -> Result<Parsed<'a>, Vec<Finding>> {
    let mut refused = Vec::new();
    for typescript in [false, true] {
        let source_type = if typescript { SourceType::ts() } else { SourceType::mjs() };
        let options = ParseOptions { allow_return_outside_function: true, ..ParseOptions::default() };
        let parsed = Parser::new(allocator, &scanned.text, source_type).with_options(options).parse();
        let found = findings(parsed.diagnostics.errors());
        if found.is_empty() && !parsed.panicked {
            return Ok(Parsed { program: parsed.program, typescript, _private: () });
        }
        refused.push(found);
    }
    // What is wrong in both languages is told as TypeScript's parser sees it, unless JavaScript's got further.
    let place = |findings: &Vec<Finding>| findings.first().map_or(0, |finding| finding.start);
    refused.sort_by_key(place);
    let mut found = refused.pop().unwrap_or_default();
    if found.is_empty() {
        let message = "this is neither JavaScript nor TypeScript";
        found.push(Finding::error(DiagnosticCode::ParseError, (0, 0), message, "write one script in JavaScript or TypeScript"));
    }
    Err(found)
}

/// The parser's complaints as findings.
pub(crate) fn findings<'d>(errors: impl Iterator<Item = &'d OxcDiagnostic>) -> Vec<Finding> {
    errors
        .take(MAX_FINDINGS)
        .map(|error| {
            let label = error.labels.as_ref().first();
            let start = label.map_or(0, |label| u32::try_from(label.offset()).unwrap_or(0));
            let length = label.map_or(0, |label| u32::try_from(label.len()).unwrap_or(0));
            let help = error.help.as_ref().map_or_else(|| HELP.to_owned(), ToString::to_string);
            Finding::error(DiagnosticCode::ParseError, (start, start.saturating_add(length)), error.message.to_string(), help)
        })
        .collect()
}

/// The way out where the parser names none.
const HELP: &str = "correct the syntax at this place";
