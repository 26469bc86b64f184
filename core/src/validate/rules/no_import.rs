//! `NO_IMPORT`: modules are loaded by nobody here, so `import`, `require` and named exports can only fail, or reach
//! what a script must not have. `export default` is allowed: it is the script's result.

use enclave_contract::DiagnosticCode;
use oxc::{
    ast::{
        AstKind, AstType,
        ast::{ImportOrExportKind, TSModuleReference},
    },
    span::{GetSpan, Span},
};

use crate::validate::{
    globals::{self, Class},
    rule::{Context, Rule},
};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::NoImport,
    docs: "Scripts load no modules: neither `import` nor `require` exists. What a script needs is in the language, \
           in `context` or behind a tool. Named exports have no reader; the result is what the script returns, or \
           its `export default`.",
    bad: &[
        "import fs from 'fs'\nreturn 1",
        "const fs = require('fs')",
        "const { readFile } = await import('node:fs/promises')",
        "return import.meta.url",
        "export const total = 1",
        "const total = 1\nexport { total }",
        "export * from 'x'",
        "import fs = require('fs')",
        "export = 1",
    ],
    good: &[
        "export default 1",
        "import type { User } from './types'\nconst user: User = { id: 1 }\nreturn user",
        "export interface User { id: number }\nreturn 1",
        "const require = (name) => name\nreturn require('a')",
    ],
    nodes: &[
        AstType::ImportDeclaration,
        AstType::ImportExpression,
        AstType::ImportMeta,
        AstType::ExportDeclaration,
        AstType::ExportNamedDeclaration,
        AstType::ExportFromDeclaration,
        AstType::ExportAllDeclaration,
        AstType::TSImportEqualsDeclaration,
        AstType::TSExportAssignment,
        AstType::TSNamespaceExportDeclaration,
        AstType::IdentifierReference,
    ],
    check,
    leave: None,
};

fn import(context: &mut Context<'_, '_>, span: Span, what: &str) {
    context.report(
        RULE.code,
        span,
        format!("{what} loads a module, and scripts load none"),
        "use the language's own methods, or call a tool: `await callTool(name, args)`",
    );
}

fn export(context: &mut Context<'_, '_>, span: Span) {
    context.report(
        RULE.code,
        span,
        "a named export has no reader",
        "leave `export` out and end the script with `return value` or `export default value`",
    );
}

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    match node {
        AstKind::ImportDeclaration(it) if it.import_kind == ImportOrExportKind::Value => {
            import(context, it.span, "`import`")
        }
        AstKind::ImportExpression(it) => import(context, it.span, "`import()`"),
        AstKind::ImportMeta(it) => context.report(
            RULE.code,
            it.span,
            "`import.meta` belongs to modules, and a script is none",
            "what the host passes to the script is in `context`",
        ),
        AstKind::TSImportEqualsDeclaration(it) => match &it.module_reference {
            _ if it.import_kind == ImportOrExportKind::Type => {}
            TSModuleReference::ExternalModuleReference(_) => import(context, it.span, "`import`"),
            _ => context.report(
                RULE.code,
                it.span,
                "`import` cannot name a part of a namespace here",
                "declare it with `const`",
            ),
        },
        AstKind::IdentifierReference(it)
            if context.is_free(it)
                && globals::class(it.name.as_str(), context.settings) == Class::Module
                && !context.is_type_of(it.span) =>
        {
            let (user, _) = context.user(it.span);
            let call = user.filter(|user| matches!(user, AstKind::CallExpression(_)));
            import(context, call.map_or(it.span, |call| call.span()), &format!("`{}`", it.name));
        }
        AstKind::ExportDeclaration(it) => {
            let in_namespace = matches!(context.parent(), Some(AstKind::TSModuleBlock(_)));
            let vanishes = it.declaration.is_type() || it.declaration.declare();
            if !in_namespace && !vanishes {
                export(context, Span::new(it.span.start, it.span.start + "export".len() as u32));
            }
        }
        AstKind::ExportNamedDeclaration(it) if it.export_kind == ImportOrExportKind::Value => export(context, it.span),
        AstKind::ExportFromDeclaration(it) if it.export_kind == ImportOrExportKind::Value => {
            import(context, it.span, "`export … from`")
        }
        AstKind::ExportAllDeclaration(it) if it.export_kind == ImportOrExportKind::Value => {
            import(context, it.span, "`export … from`")
        }
        AstKind::TSExportAssignment(it) => export(context, it.span),
        AstKind::TSNamespaceExportDeclaration(it) => export(context, it.span),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn examples() {
        insta::assert_snapshot!(super::super::testing::examples(&super::RULE));
    }
}
