//! `NO_REGEX_METHOD`: `match`, `matchAll` and `search` make a regular expression of any text, so `agentscript` has
//! them no more than the literals.

use enclave_contract::DiagnosticCode;
use oxc::{
    ast::{AstKind, AstType},
    span::Span,
};

use crate::validate::{
    ast::as_member,
    rule::{Context, Rule},
};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::NoRegexMethod,
    docs: "In `agentscript` the methods `match`, `matchAll`, `search`, `test` and `exec` are refused. `split`, `replace` \
           and `replaceAll` are there and take text. Tools may have any of these names.",
    bad: &["return 'abc'.match('b')", "return context.text['sea' + 'rch']('b')", "return [...'abc'.matchAll('b')]"],
    good: &["return 'a,b'.split(',')", "return await tools.web.search({ query: 'a' })", "return context.match"],
    nodes: &[AstType::CallExpression],
    check,
    leave: None,
};

fn method(context: &mut Context<'_, '_>, span: Span, name: &str) {
    context.report(
        RULE.code,
        span,
        format!("`{name}` makes a regular expression, which `agentscript` does not have"),
        "use `includes`, `startsWith`, `endsWith`, `indexOf` or `split` with text",
    );
}

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    let AstKind::CallExpression(call) = node else { return };
    let Some(callee) = as_member(&call.callee) else { return };
    let Some(name) = context.key(callee.key) else { return };
    let makes_regex = matches!(&*name, "match" | "matchAll" | "search" | "test" | "exec");
    if makes_regex && context.root(callee.object) != Some("tools") {
        method(context, callee.key.span(), &name);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn examples() {
        insta::assert_snapshot!(super::super::testing::examples(&super::RULE));
    }
}
