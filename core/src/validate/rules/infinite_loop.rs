//! `INFINITE_LOOP`: a loop whose test is always true and that nothing inside leaves would only end at a limit of the
//! run, after its time and its tool calls are spent.

use enclave_contract::{DiagnosticCode, Language};
use oxc::{
    ast::{AstKind, AstType, ast::Expression},
    span::Span,
};

use crate::validate::rule::{Context, Rule};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::InfiniteLoop,
    docs: "A loop with a constant true test (or none) needs a `break`, `return`, `throw` or `yield` that leaves it. \
           A `break` of a loop or `switch` inside of it, and a `return` of a function inside of it, do not.",
    bad: &[
        "while (true) { await callTool('echo', {}) }",
        "for (;;) { for (const x of [1]) { break } }",
        "do { console.log(1) } while (1 + 1 === 2)",
        "const running = true\nwhile (running) { [1].map((x) => { return x }) }",
        "while (!0) { switch (1) { case 1: break } }",
        "outer: for (const a of [1]) { inner: while (1) { continue inner } }",
        "for (;;) { inner: { break inner } }",
    ],
    good: &[
        "let page = 0\nwhile (true) { page += 1; if (page > 3) break }\nreturn page",
        "outer: while (true) { while (true) { break outer } }",
        "outer: for (const a of [1]) { while (true) { continue outer } }",
        "a: b: for (;;) { switch (1) { default: break a } }",
        "function* ids() { let id = 0; while (true) { yield id++ } }\nreturn ids().next().value",
        "const wait = async () => { for (;;) { return 1 } }\nreturn await wait()",
        "let running = true\nwhile (running) { running = false }",
        "while (false) {}",
    ],
    nodes: &[AstType::WhileStatement, AstType::DoWhileStatement, AstType::ForStatement],
    check: |_, _| {},
    leave: Some(leave),
};

fn endless(context: &mut Context<'_, '_>, span: Span) {
    context.report(
        RULE.code,
        span,
        "nothing ends this loop",
        "give it a test that becomes false, or leave it with `break` or `return`",
    );
}

/// The loop is judged after its body, when every jump inside has been seen.
fn leave<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    let (start, test, keyword): (u32, Option<&'a Expression<'a>>, &str) = match node {
        AstKind::WhileStatement(it) => (it.span.start, Some(&it.test), "while"),
        AstKind::DoWhileStatement(it) => (it.span.start, Some(&it.test), "do"),
        AstKind::ForStatement(it) => (it.span.start, it.test.as_ref(), "for"),
        _ => return,
    };
    // Where `while` does not exist, one finding says so.
    let refused = context.settings.language == Language::Agentscript && keyword != "for";
    if context.flow.loop_ends() || (refused && context.stops(DiagnosticCode::ForbiddenLoop)) {
        return;
    }
    if test.is_none_or(|test| context.fold(test).is_some_and(|value| value.truthy())) {
        let length = u32::try_from(keyword.len()).unwrap_or(1);
        endless(context, Span::new(start, start + length));
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn examples() {
        insta::assert_snapshot!(super::super::testing::examples(&super::RULE));
    }
}
