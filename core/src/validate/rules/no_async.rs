//! `NO_ASYNC`: a host that wants calls one after the other can refuse functions that run on their own.

use enclave_contract::DiagnosticCode;
use oxc::{
    ast::{AstKind, AstType},
    span::Span,
};

use crate::validate::rule::{Context, Rule};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::NoAsync,
    docs: "Off unless the host asks for it. Refuses async functions, async generators and `for await`, so that a script \
           is one sequence of calls. `await` at the top, and in `for` loops there, stays.",
    bad: &[
        "const load = async (id) => await callTool('echo', { id })\nreturn await load(1)",
        "async function load(id) { return await callTool('echo', { id }) }\nreturn await load(1)",
        "const api = { async load(id) { return await callTool('echo', { id }) } }\nreturn await api.load(1)",
        "for await (const answer of [callTool('echo', {})]) { console.log(answer) }",
    ],
    good: &["return await callTool('echo', {})", "for (const id of [1, 2]) { await callTool('echo', { id }) }"],
    nodes: &[AstType::Function, AstType::ArrowFunctionExpression, AstType::ForOfStatement],
    check,
    leave: None,
};

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    let mut refuse = |span: Span, what: &str, help: &str| {
        let head = Span::new(span.start, span.end.min(span.start + 5));
        context.report(RULE.code, head, format!("{what} are not allowed here"), help);
    };
    match node {
        AstKind::Function(it) if it.r#async => {
            refuse(
                it.span,
                "async functions",
                "call the tool with `await` at the top of the script, outside of functions",
            );
        }
        AstKind::ArrowFunctionExpression(it) if it.r#async => {
            refuse(
                it.span,
                "async functions",
                "call the tool with `await` at the top of the script, or in a `for` loop there",
            );
        }
        AstKind::ForOfStatement(it) if it.r#await => {
            refuse(it.span, "`for await` loops", "write `for (const item of items)` and `await` inside of it");
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::rules::testing::{examples_with, settings};

    #[test]
    fn examples() {
        let settings = settings(r#"{"rules":{"NO_ASYNC":"error"}}"#);
        insta::assert_snapshot!(examples_with(&super::RULE, &settings));
    }
}
