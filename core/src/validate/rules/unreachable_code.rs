//! `UNREACHABLE_CODE`: statements behind a `return`, `throw`, `break` or `continue` never run. Often the author meant
//! them to; it is a warning, since the script is none the worse for them.

use enclave_contract::DiagnosticCode;
use oxc::{
    ast::{AstKind, AstType, ast::Statement},
    span::{GetSpan, Span},
};

use crate::validate::rule::{Context, Rule};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::UnreachableCode,
    docs: "Code that stands directly behind a `return`, `throw`, `break` or `continue` is reported as a warning, once \
           for each place. Function declarations are used before they stand, so they do not count.",
    bad: &[
        "return 1\nconsole.log('after')",
        "for (const x of [1]) { continue; console.log(x) }",
        "const f = (x) => { throw x; return 1 }",
        "switch (1) { case 1: break; console.log(1) }",
    ],
    good: &[
        "return late()\nfunction late() { return 1 }",
        "if (context.a) { return 1 }\nreturn 2",
        "return value\nvar value",
        "return 1;;",
    ],
    nodes: &[
        AstType::Program,
        AstType::FunctionBody,
        AstType::BlockStatement,
        AstType::StaticBlock,
        AstType::SwitchCase,
        AstType::TSModuleBlock,
    ],
    check,
    leave: None,
};

fn unreachable(context: &mut Context<'_, '_>, span: Span, jump: &str) {
    context.report(
        RULE.code,
        span,
        format!("this never runs, because it stands behind `{jump}`"),
        format!("remove it, or move it before the `{jump}`"),
    );
}

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    let statements = match node {
        AstKind::Program(it) => &it.body,
        AstKind::FunctionBody(it) => &it.statements,
        AstKind::BlockStatement(it) => &it.body,
        AstKind::StaticBlock(it) => &it.body,
        AstKind::SwitchCase(it) => &it.consequent,
        AstKind::TSModuleBlock(it) => &it.body,
        _ => return,
    };
    let mut jump = None;
    for statement in statements {
        match jump {
            None => jump = keyword(statement),
            Some(keyword) if runs(statement) => {
                let span = statement.span();
                return unreachable(context, span, keyword);
            }
            Some(_) => {}
        }
    }
}

fn keyword(statement: &Statement<'_>) -> Option<&'static str> {
    match statement {
        Statement::ReturnStatement(_) => Some("return"),
        Statement::ThrowStatement(_) => Some("throw"),
        Statement::BreakStatement(_) => Some("break"),
        Statement::ContinueStatement(_) => Some("continue"),
        _ => None,
    }
}

/// Whether a statement would do something where it stands.
fn runs(statement: &Statement<'_>) -> bool {
    match statement {
        Statement::FunctionDeclaration(_) | Statement::EmptyStatement(_) => false,
        Statement::TSTypeAliasDeclaration(_) | Statement::TSInterfaceDeclaration(_) => false,
        Statement::VariableDeclaration(it) => !it.kind.is_var() || it.has_init(),
        Statement::ExportDefaultDeclaration(_) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn examples() {
        insta::assert_snapshot!(super::super::testing::examples(&super::RULE));
    }
}
