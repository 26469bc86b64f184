//! `UNKNOWN_TOOL`, `DYNAMIC_CALL_TARGET`, `NO_EVAL` (timers with text), `JSON_CALLBACK_NOT_ALLOWED`,
//! `NO_REGEX_METHOD`: calls that go nowhere, or where they should not.
//!
//! A tool that does not exist is told before anything runs, with the names that are near. Where a level refuses
//! computed names, every call's target stands in the source for whoever reads it.

use enclave_contract::DiagnosticCode;
use oxc::{
    ast::{AstKind, ast::{Argument, CallExpression, Expression, IdentifierReference}},
    semantic::NodeId,
    span::{GetSpan, Span},
};

use super::{super::{Check, fold, nearest}, keys::key_of};

pub(super) fn check<'a>(check: &mut Check<'_, 'a>, kind: AstKind<'a>, node: NodeId) {
    match kind {
        AstKind::CallExpression(call) => {
            match call.callee.get_inner_expression() {
                Expression::Identifier(callee) if check.is_global(callee) => match callee.name.as_str() {
                    "callTool" => tool_call(check, call),
                    "setTimeout" | "setInterval" => timer(check, call, &callee.name),
                    _ => {}
                },
                callee if check.agentscript() => agentscript_method(check, call, callee),
                _ => {}
            }
        }
        AstKind::IdentifierReference(identifier) if identifier.name == "tools" && check.is_global(identifier) => {
            tools_path(check, identifier, node);
        }
        AstKind::IdentifierReference(identifier)
            if identifier.name == "callTool" && !check.settings.limits.dynamic_tool_names && check.is_global(identifier) =>
        {
            let called = matches!(
                check.meaningful_parent(node).0,
                AstKind::CallExpression(call) if call.callee.get_inner_expression().span() == identifier.span
            );
            if !called {
                let help = "call it where it stands: `await callTool('name', args)`";
                check.find(DiagnosticCode::DynamicCallTarget, identifier.span, "`callTool` is passed on as a value", help);
            }
        }
        _ => {}
    }
}

fn tool_call(check: &mut Check<'_, '_>, call: &CallExpression<'_>) {
    let Some(target) = call.arguments.first().and_then(Argument::as_expression) else { return };
    match fold::text(target, check.semantic) {
        Some(name) if !check.tools.knows(&name) => unknown(check, &name, target.span()),
        Some(_) => {}
        None => dynamic(check, target.span()),
    }
}

fn dynamic(check: &mut Check<'_, '_>, span: Span) {
    if !check.settings.limits.dynamic_tool_names {
        let help = "write the tool's name as a literal; use `if` or `switch` to choose between tools";
        check.find(DiagnosticCode::DynamicCallTarget, span, "the name of the tool is computed", help);
    }
}

fn unknown(check: &mut Check<'_, '_>, name: &str, span: Span) {
    let help = if check.tools.specs().is_empty() {
        "this script has no tools; compute the result from `context`".to_owned()
    } else {
        let near = nearest(name, check.tools.specs().iter().map(|spec| spec.name.as_str()));
        let list = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        if near.is_empty() {
            let all: Vec<&str> = check.tools.specs().iter().take(20).map(|spec| spec.name.as_str()).collect();
            format!("the tools are {}", list(&all))
        } else {
            format!("did you mean {}?", list(&near))
        }
    };
    check.find(DiagnosticCode::UnknownTool, span, format!("there is no tool `{name}`"), help);
}

/// `tools.users.list`: the longest chain of constant keys must be a tool or lead to one.
fn tools_path(check: &mut Check<'_, '_>, identifier: &IdentifierReference<'_>, node: NodeId) {
    if check.tools.any() {
        return;
    }
    let mut path: Vec<String> = Vec::new();
    let mut span = identifier.span;
    let mut at = node;
    loop {
        let (parent, parent_id) = check.meaningful_parent(at);
        let Some(member) = parent.as_member_expression_kind() else { break };
        if member.object().get_inner_expression().span() != check.span_of(at) && !path.is_empty() {
            break;
        }
        let key = match parent {
            AstKind::StaticMemberExpression(member) => Some(member.property.name.to_string()),
            AstKind::ComputedMemberExpression(member) => fold::text(&member.expression, check.semantic),
            _ => None,
        };
        let Some(key) = key else {
            dynamic(check, parent.span());
            return;
        };
        path.push(key);
        span = parent.span();
        if check.tools.resolve(&path).is_some() {
            return;
        }
        at = parent_id;
    }
    if !path.is_empty() && !check.tools.is_namespace(&path) {
        unknown(check, &path.join("."), Span::new(identifier.span.start, span.end));
    }
}

fn timer(check: &mut Check<'_, '_>, call: &CallExpression<'_>, name: &str) {
    let Some(first) = call.arguments.first().and_then(Argument::as_expression) else { return };
    if fold::text(first, check.semantic).is_some() || matches!(first.get_inner_expression(), Expression::TemplateLiteral(_)) {
        let help = format!("pass a function: `{name}(() => {{ … }}, ms)`");
        check.find(DiagnosticCode::NoEval, first.span(), format!("`{name}` with text would make code from it"), help);
    }
}

fn agentscript_method(check: &mut Check<'_, '_>, call: &CallExpression<'_>, callee: &Expression<'_>) {
    let Some(member) = callee.as_member_expression() else { return };
    let Some(name) = key_of(check, member) else { return };
    if ["match", "matchAll", "search"].contains(&name.as_str()) {
        let help = "use `includes`, `indexOf`, `startsWith` or `split`";
        check.find(DiagnosticCode::NoRegexMethod, member.span(), format!("`{name}` takes a regular expression, which agentscript does not have"), help);
    }
    let on_json = matches!(member.object().get_inner_expression(), Expression::Identifier(object) if object.name == "JSON");
    let callback = call.arguments.get(1).and_then(Argument::as_expression).map(Expression::get_inner_expression);
    let plain = callback.is_none_or(|callback| matches!(callback, Expression::NullLiteral(_) | Expression::ArrayExpression(_)) || is_undefined(callback));
    if on_json && ["parse", "stringify"].contains(&name.as_str()) && !plain {
        let help = "map the data before or after, and pass `null` in this place";
        check.find(DiagnosticCode::JsonCallbackNotAllowed, member.span(), format!("`JSON.{name}` with a callback is not part of agentscript"), help);
    }
}

fn is_undefined(expression: &Expression<'_>) -> bool {
    matches!(expression, Expression::Identifier(identifier) if identifier.name == "undefined")
}
