//! Strips TypeScript: types go, and what has a meaning at run time (enums, namespaces, parameter properties) becomes
//! JavaScript. Nothing is lowered to an older edition of the language.

use std::path::Path;

use enclave_contract::DiagnosticCode;
use oxc::{
    allocator::Allocator,
    ast::ast::{Program, Statement, TSModuleReference},
    semantic::{Scoping, SemanticBuilder},
    span::GetSpan,
    transformer::{TransformOptions, Transformer},
};

use crate::finding::Finding;

/// The part of symbols and references that the stripping may add, so that its tables need not grow.
const EXCESS: f64 = 2.0;

/// Strips the program's types; gives the scopes of what is left.
pub(super) fn strip<'a>(allocator: &'a Allocator, program: &mut Program<'a>) -> Result<Scoping, Vec<Finding>> {
    let common_js: Vec<Finding> = program.body.iter().filter_map(common_js).collect();
    if !common_js.is_empty() {
        return Err(common_js);
    }
    // The values of enum members are known only to a semantic model that was asked for them.
    let semantic = SemanticBuilder::new().with_excess_capacity(EXCESS).with_enum_eval(true).build(program);
    let scoping = semantic.semantic.into_scoping();
    let options = TransformOptions::default();
    let stripped = Transformer::new(allocator, Path::new("script.ts"), &options).build_with_scoping(scoping, program);
    let findings: Vec<Finding> = stripped
        .diagnostics
        .errors()
        .map(|error| {
            let place = error.labels.first().map_or((0, 0), |label| {
                let start = label.offset();
                (start, start.saturating_add(label.len()))
            });
            Finding::error(
                DiagnosticCode::ParseError,
                place,
                error.message.to_string(),
                "write it in JavaScript: this form of TypeScript has no meaning in a script",
            )
        })
        .collect();
    if !findings.is_empty() {
        return Err(findings);
    }
    // The transformer keeps scopes well enough for itself; later rewrites rely on every reference.
    Ok(SemanticBuilder::new().build(program).semantic.into_scoping())
}

/// Forms that would become `require` and `module.exports`.
fn common_js(statement: &Statement) -> Option<Finding> {
    let (message, help) = match statement {
        Statement::TSImportEqualsDeclaration(import)
            if matches!(import.module_reference, TSModuleReference::ExternalModuleReference(_)) =>
        {
            ("`import` has nothing to import from", "use the tools and globals of the script")
        }
        Statement::TSExportAssignment(_) => ("`export =` has no meaning in a script", "use `export default`"),
        _ => return None,
    };
    let span = statement.span();
    Some(Finding::error(DiagnosticCode::NoImport, (span.start, span.end), message, help))
}
