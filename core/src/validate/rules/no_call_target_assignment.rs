//! `NO_CALL_TARGET_ASSIGNMENT`: `callTool`, `tools` and the other names of the guest are not for assignment. A script that
//! replaced them could hide from a reader, and from the gate, which tools it calls.

use enclave_contract::DiagnosticCode;
use oxc::{
    ast::{AstKind, AstType},
    span::Span,
};

use crate::validate::{
    ast::writes,
    globals::GUEST,
    rule::{Context, Rule},
    tool_use::{ToolUse, Usage},
};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::NoCallTargetAssignment,
    docs: "Nothing is assigned to `callTool`, `tools`, `parallel`, `sleep`, `console` and `context`, nor to what is \
           below `tools`, and `callTool` is not declared again. In `agentscript` the same holds for `tools` and \
           `parallel`.",
    bad: &[
        "callTool = async () => 1",
        "const callTool = async (name, args) => ({ name, args })\nreturn await callTool('echo', {})",
        "tools.users.list = async () => []",
        "delete tools.users",
        "[tools.echo] = [1]",
        "for (context of [1, 2]) {}",
        "const run = async ({ callTool }) => 1",
        "callTool.name = 'other'",
    ],
    good: &[
        "const tools = ['hammer', 'saw']\nreturn tools.length",
        "const { tenant } = context\nreturn tenant",
        "const call = (args) => callTool('echo', args)\nreturn await call({})",
    ],
    nodes: &[AstType::IdentifierReference, AstType::BindingIdentifier],
    check,
    leave: None,
};

fn assigned(context: &mut Context<'_, '_>, span: Span, name: &str) {
    context.report(
        RULE.code,
        span,
        format!("`{name}` is given by the host and cannot be replaced"),
        "keep the value in a variable with another name",
    );
}

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    match node {
        AstKind::BindingIdentifier(it) => {
            let name = it.name.as_str();
            let refused = if context.is_agentscript() { &["callTool", "tools", "parallel"][..] } else { &["callTool"] };
            if refused.contains(&name) {
                assigned(context, it.span, name);
            }
        }
        AstKind::IdentifierReference(it) if GUEST.contains(&it.name.as_str()) && context.is_free(it) => {
            let name = it.name.as_str();
            let (user, span) = context.user(it.span);
            let direct = user.is_some_and(|user| writes(user, span));
            let below = matches!(name, "tools" | "callTool") && !direct;
            if direct || (below && ToolUse::of(it.span, context).usage == Usage::Written) {
                assigned(context, it.span, name);
            }
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
