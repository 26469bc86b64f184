//! `DYNAMIC_CALL_TARGET`: at levels that refuse dynamic names, a reader can tell from the script alone which tools it
//! may call.

use enclave_contract::DiagnosticCode;
use oxc::{
    ast::{AstKind, AstType, ast::CallExpression},
    span::{GetSpan, Span},
};

use crate::{
    tools::Lookup,
    validate::{
        rule::{Context, Rule},
        tool_use::{ToolUse, Usage},
    },
};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::DynamicCallTarget,
    docs: "Where `dynamic_tool_names` is off (by default at `strict` and `secure`), the name that `callTool` is given \
           and the keys behind `tools` are constants, and neither `callTool` nor `tools` is passed on as a value.",
    bad: &[
        "return await callTool(context.tool, {})",
        "return await callTool(...context.call)",
        "const call = callTool\nreturn await call('echo', {})",
        "return await tools[context.name]({})",
        "const users = tools.users\nreturn await users[context.name]({})",
        "return Object.keys(tools)",
    ],
    good: &[
        "return await callTool('users:list', {})",
        "const LIST = 'users:list'\nreturn await callTool(LIST, {})",
        "const kind = 'list'\nreturn await callTool(`users:${kind}`, {})",
        "return await tools.users.list({})",
        "return await parallel([{ id: 1 }].map((args) => () => tools.users.get(args)))",
        "const list = tools.users.list\nreturn await list({})",
        "return typeof callTool",
    ],
    nodes: &[AstType::IdentifierReference],
    check,
    leave: None,
};

fn computed(context: &mut Context<'_, '_>, span: Span) {
    context.report(
        RULE.code,
        span,
        "the name of the tool is computed",
        "write the name as a literal: `await callTool('name', args)`; for several tools use `if` or `switch`",
    );
}

fn passed_on(context: &mut Context<'_, '_>, span: Span, what: &str) {
    context.report(
        RULE.code,
        span,
        format!("`{what}` is used as a value, so its calls cannot be seen"),
        format!(
            "call it where it is needed: `(args) => {}`",
            if what == "callTool" { "callTool('name', args)" } else { "tools.namespace.name(args)" }
        ),
    );
}

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    let AstKind::IdentifierReference(it) = node else { return };
    match it.name.as_str() {
        "callTool" if context.is_free(it) => match context.user(it.span) {
            (Some(AstKind::CallExpression(call)), span) if call.callee.span() == span => check_name(call, context),
            (Some(AstKind::UnaryExpression(unary)), _) if unary.operator.is_typeof() => {}
            // NO_CALL_TARGET_ASSIGNMENT has those that are written to.
            _ if ToolUse::of(it.span, context).usage == Usage::Written => {}
            _ => passed_on(context, it.span, "callTool"),
        },
        "tools" if context.is_free(it) => check_tools(it.span, context),
        _ => {}
    }
}

fn check_name<'a>(call: &'a CallExpression<'a>, context: &mut Context<'a, '_>) {
    let Some(first) = call.arguments.first() else { return };
    let constant = first.as_expression().and_then(|name| context.fold(name)).and_then(|name| name.text());
    if constant.is_none() {
        computed(context, first.span());
    }
}

fn check_tools(span: Span, context: &mut Context<'_, '_>) {
    let found = ToolUse::of(span, context);
    if matches!(found.usage, Usage::Written | Usage::TypeOf) {
        return;
    }
    let leads_to_namespace = match context.tools.lookup(&found.segments) {
        Lookup::Tool(..) => return,
        // With one handler for all names there are no namespaces, only names.
        Lookup::Unknown(_) if context.tools.any() => false,
        Lookup::Unknown(_) => return,
        Lookup::Namespace => true,
    };
    match found.dynamic {
        Some(key) => computed(context, key),
        None if leads_to_namespace && found.usage == Usage::Value => {
            let what =
                std::iter::once("tools").chain(found.segments.iter().map(String::as_str)).collect::<Vec<_>>().join(".");
            passed_on(context, found.span, &what);
        }
        None => {}
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn examples() {
        insta::assert_snapshot!(super::super::testing::examples(&super::RULE));
    }
}
