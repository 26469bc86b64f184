//! `REQUIRED_CALL_MISSING`: a host can ask that every script calls certain tools, such as one that writes a log.

use enclave_contract::DiagnosticCode;
use oxc::{
    ast::{AstKind, AstType},
    span::{GetSpan, Span},
};

use crate::{
    tools::{Lookup, path},
    validate::{
        ast::argument,
        rule::{Context, Rule},
        tool_use::{ToolUse, Usage},
    },
};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::RequiredCallMissing,
    docs: "The tools that the host names in the option `calls` must stand in every script. Whether a call is reached is \
           not looked at; a call whose tool is only known at run time counts for any. The examples are with \
           `{ calls: ['echo'] }`.",
    bad: &["return await tools.users.list({})", "return 'nothing is called'"],
    good: &[
        "const users = await tools.users.list({})\nawait tools.echo({ seen: users.length })\nreturn users",
        "await callTool('echo', {})",
        "const log = tools.echo\nawait log({})",
        "return await callTool(context.tool, {})",
    ],
    nodes: &[AstType::IdentifierReference, AstType::Program],
    check,
    leave: Some(leave),
};

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    let AstKind::IdentifierReference(it) = node else { return };
    if !matches!(it.name.as_str(), "callTool" | "tools") || !context.is_free(it) {
        return;
    }
    let named = if it.name == "tools" {
        let found = ToolUse::of(it.span, context);
        match context.tools.lookup(&found.segments) {
            Lookup::Tool(tool, _) => Some(tool.name.clone()),
            // Any tool below may be meant.
            Lookup::Namespace if found.usage == Usage::Value || found.dynamic.is_some() => None,
            _ => return,
        }
    } else {
        let (Some(AstKind::CallExpression(call)), span) = context.user(it.span) else { return context.calls.any() };
        if call.callee.span() != span {
            return context.calls.any();
        }
        argument(&call.arguments, 0).and_then(|name| context.fold(name)).and_then(|name| name.text())
    };
    match named {
        Some(name) => context.calls.named(name),
        None => context.calls.any(),
    }
}

fn leave<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    let AstKind::Program(program) = node else { return };
    let end = program.span.end;
    for name in context.settings.required_calls() {
        if context.calls.may_have(name) {
            continue;
        }
        let call = format!("tools.{}", path(name).join("."));
        let place = Span::new(end.saturating_sub(1).max(program.span.start), end);
        context.report(
            RULE.code,
            place,
            format!("the script never calls `{name}`"),
            format!("add `await {call}({{ … }})`"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::rules::testing::{examples_with, settings};

    #[test]
    fn examples() {
        let settings = settings(r#"{"rules":{"REQUIRED_CALL_MISSING":{"calls":["echo"]}}}"#);
        insta::assert_snapshot!(examples_with(&super::RULE, &settings));
    }
}
