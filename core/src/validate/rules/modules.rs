//! `NO_IMPORT`: a script is one piece. What it needs comes from tools and `context`; what it gives is its result.

use enclave_contract::DiagnosticCode;
use oxc::{ast::AstKind, span::Span};

use super::super::Check;

pub(super) fn check(check: &mut Check<'_, '_>, kind: AstKind<'_>) {
    let (span, message, help): (Span, &str, &str) = match kind {
        // Types leave no trace.
        AstKind::ImportDeclaration(it) if it.import_kind.is_type() => return,
        AstKind::ImportDeclaration(it) => {
            (it.span, "modules cannot be imported", "call a tool, or write the helper yourself; `URL`, `TextEncoder` and the like are there without an import")
        }
        AstKind::ImportExpression(it) => (it.span, "modules cannot be imported", "call a tool, or write the helper yourself"),
        AstKind::ImportMeta(it) => (it.span, "`import.meta` does not exist here", "use `context`"),
        AstKind::ExportNamedDeclaration(it) if it.export_kind.is_type() => return,
        AstKind::ExportNamedDeclaration(it) => {
            (it.span, "named exports lead nowhere", "remove `export`, and `return` the result or use `export default`")
        }
        AstKind::ExportFromDeclaration(it) => (it.span, "modules cannot be imported", "write the helper yourself"),
        AstKind::ExportDeclaration(it) => {
            (it.span, "named exports lead nowhere", "remove `export`, and `return` the result or use `export default`")
        }
        AstKind::ExportAllDeclaration(it) => (it.span, "modules cannot be imported", "write the helper yourself"),
        AstKind::TSImportEqualsDeclaration(it) => (it.span, "modules cannot be imported", "call a tool"),
        AstKind::TSExportAssignment(it) => (it.span, "`export =` leads nowhere", "use `export default`"),
        _ => return,
    };
    check.find(DiagnosticCode::NoImport, Span::new(span.start, span.start + 6), message, help);
}
