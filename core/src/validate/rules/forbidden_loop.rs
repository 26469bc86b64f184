//! `FORBIDDEN_LOOP`: `agentscript` has the loops whose end is written in their head.

use enclave_contract::DiagnosticCode;
use oxc::{
    ast::{AstKind, AstType},
    span::Span,
};

use crate::validate::rule::{Context, Rule};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::ForbiddenLoop,
    docs: "In `agentscript` loops are `for` and `for...of`. `while`, `do`, `for...in` and `for await` are refused.",
    bad: &[
        "let page = 0\nwhile (page < 3) { page += 1 }",
        "let page = 0\ndo { page += 1 } while (page < 3)",
        "for (const key in context) { console.log(key) }",
        "for await (const user of [callTool('users:list', {})]) { console.log(user) }",
    ],
    good: &[
        "for (let page = 0; page < 3; page += 1) { console.log(page) }",
        "for (const key of Object.keys(context)) { console.log(key) }",
    ],
    nodes: &[AstType::WhileStatement, AstType::DoWhileStatement, AstType::ForInStatement, AstType::ForOfStatement],
    check,
    leave: None,
};

fn refused(context: &mut Context<'_, '_>, start: u32, what: &str, instead: &str) {
    let keyword = what.split(' ').next().unwrap_or(what);
    let length = u32::try_from(keyword.split("...").next().unwrap_or(keyword).len()).unwrap_or(1);
    context.report(
        RULE.code,
        Span::new(start, start + length),
        format!("`{what}` is not part of `agentscript`"),
        instead,
    );
}

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    match node {
        AstKind::WhileStatement(it) => {
            refused(
                context,
                it.span.start,
                "while",
                "write a `for` loop with an end: `for (let page = 0; page < 100; page += 1)`, and `break` out of it",
            );
        }
        AstKind::DoWhileStatement(it) => {
            refused(
                context,
                it.span.start,
                "do",
                "write a `for` loop with an end: `for (let page = 0; page < 100; page += 1)`, and `break` out of it",
            );
        }
        AstKind::ForInStatement(it) => {
            refused(context, it.span.start, "for...in", "write `for (const key of Object.keys(object))`");
        }
        AstKind::ForOfStatement(it) if it.r#await => {
            refused(
                context,
                it.span.start,
                "for await",
                "write `for (const item of items) { const value = await item }`",
            );
        }
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
