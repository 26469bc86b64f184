//! `UNKNOWN_TOOL`: a call of a tool that does not exist would fail in the middle of a run. It is found before, with the
//! names that may have been meant.

use enclave_contract::{DiagnosticCode, shortened};
use oxc::{
    ast::{
        AstKind, AstType,
        ast::{BindingPattern, CallExpression, Expression},
    },
    span::{GetSpan, Span},
};

use crate::{
    nearest::listed,
    tools::{Lookup, ToolTable, path},
    validate::{
        ast::{is_wrapper, member, property_key},
        rule::{Context, Rule},
        tool_use::{ToolUse, Usage},
    },
};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::UnknownTool,
    docs: "The name that `callTool` is given, where it is constant, and the keys behind `tools` lead to a tool of the \
           host. `typeof tools.name` may ask for any.",
    bad: &[
        "return await callTool('users:lst', {})",
        "const name = 'weather'\nreturn await callTool(name, {})",
        "return await callTool()",
        "return await tools.users.lists({})",
        "return await tools.listUsers({})",
        "return await tools['users:list']({})",
        "return await tools.users({})",
        "return await tools.users?.delete?.({})",
        "return await callTool('users.list', {})",
        "return await callTool({ name: 'users:list' })",
        "return await tools.users.list.all({})",
        "const { list, remove } = tools.users\nreturn await list({})",
    ],
    good: &[
        "return await callTool('users:list', {})",
        "return await tools.users.list({})",
        "return await tools['users']['list']({})",
        "return typeof tools.weather === 'function'",
        "return await callTool(context.tool, {})",
        "return Object.keys(tools.users)",
        "const list = tools.users.list.bind(null)\nreturn await list({})",
    ],
    nodes: &[AstType::IdentifierReference],
    check,
    leave: None,
};

/// Tools that are listed when none is near.
const MAX_LISTED: usize = 8;

/// The part of a name that is shown, in characters.
const MAX_SHOWN: usize = 80;

fn unknown(context: &mut Context<'_, '_>, span: Span, what: &str, instead: String) {
    context.report(RULE.code, span, format!("there is no tool {what}"), instead);
}

fn nameless(context: &mut Context<'_, '_>, span: Span) {
    let instead = suggestion(context.tools, "", |name| name.to_owned());
    context.report(RULE.code, span, "`callTool` is called without the name of a tool", instead);
}

fn namespace(context: &mut Context<'_, '_>, span: Span, what: &str) {
    let inside: Vec<String> = context
        .tools
        .paths()
        .map(|(path, _)| format!("tools.{}", path.join(".")))
        .filter(|path| path.starts_with(&format!("{what}.")))
        .take(3)
        .collect();
    let names: Vec<&str> = inside.iter().map(String::as_str).collect();
    context.report(
        RULE.code,
        span,
        format!("`{what}` is a namespace of tools, not a tool"),
        format!("call a tool inside of it: {}", listed(&names)),
    );
}

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    let AstKind::IdentifierReference(it) = node else { return };
    if context.tools.any() || !matches!(it.name.as_str(), "callTool" | "tools") || !context.is_free(it) {
        return;
    }
    if it.name == "tools" {
        return check_chain(it.span, context);
    }
    if let (Some(AstKind::CallExpression(call)), span) = context.user(it.span)
        && call.callee.span() == span
    {
        check_call(call, context);
    }
}

fn check_call<'a>(call: &'a CallExpression<'a>, context: &mut Context<'a, '_>) {
    let Some(first) = call.arguments.first() else { return nameless(context, call.span) };
    let is_none = first.as_expression().map(Expression::get_inner_expression).is_some_and(|name| {
        matches!(
            name,
            Expression::ObjectExpression(_)
                | Expression::ArrayExpression(_)
                | Expression::ArrowFunctionExpression(_)
                | Expression::FunctionExpression(_)
        )
    });
    if is_none {
        let instead = suggestion(context.tools, "", |name| format!("`callTool('{name}', {{ … }})`").replace('`', ""));
        return context.report(
            RULE.code,
            first.span(),
            "the first argument of `callTool` is the name of a tool",
            instead,
        );
    }
    let name = first.as_expression().and_then(|name| context.fold(name)).and_then(|name| name.text());
    let Some(name) = name.filter(|name| !context.tools.knows(name)) else { return };
    let instead = suggestion(context.tools, &name, |name| name.to_owned());
    unknown(context, first.span(), &format!("`{}`", shortened(&name, MAX_SHOWN)), instead);
}

fn check_chain(span: Span, context: &mut Context<'_, '_>) {
    let found = ToolUse::of(span, context);
    if matches!(found.usage, Usage::Written | Usage::TypeOf) {
        return;
    }
    match context.tools.lookup(&found.segments) {
        Lookup::Tool(tool, length) => {
            let behind = found.segments.get(length).map(String::as_str);
            if behind.is_some_and(|key| !OF_FUNCTIONS.contains(&key)) && found.usage == Usage::Called {
                let known = found.segments.get(..=length).unwrap_or(&found.segments);
                let place = found.spans.get(length).copied().unwrap_or(found.span);
                let call = format!("use `await tools.{}({{ … }})`", path(&tool.name).join("."));
                unknown(context, place, &format!("`{}`", dotted(known)), call);
            }
        }
        Lookup::Namespace => {
            check_taken(&found, context);
            if found.usage == Usage::Called && found.dynamic.is_none() {
                namespace(context, found.span, &dotted(&found.segments));
            }
        }
        Lookup::Unknown(index) => {
            let known = found.segments.get(..=index).unwrap_or(&found.segments);
            let place = found.spans.get(index).copied().unwrap_or(found.span);
            // The keys that come after may belong to the name that was meant.
            let wanted = found.segments.iter().take(index + 2).map(String::as_str).collect::<Vec<_>>().join(".");
            let exact = known.last().filter(|name| context.tools.knows(name) && !context.tools.any());
            let instead = match exact {
                Some(name) => format!("write `tools.{}({{ … }})`", path(name).join(".")),
                None => suggestion(context.tools, &wanted, |name| format!("tools.{}", path(name).join("."))),
            };
            unknown(context, place, &format!("`{}`", dotted(known)), instead);
        }
    }
}

/// What a tool has as a function.
const OF_FUNCTIONS: &[&str] = &["call", "apply", "bind", "toString", "name", "length"];

/// `const { list, remove } = tools.users`
fn check_taken(found: &ToolUse, context: &mut Context<'_, '_>) {
    let user = context.ancestors().find(|ancestor| !is_wrapper(*ancestor) && member(*ancestor).is_none());
    let Some(AstKind::VariableDeclarator(declarator)) = user.filter(|_| found.dynamic.is_none()) else { return };
    let BindingPattern::ObjectPattern(pattern) = &declarator.id else { return };
    for property in &pattern.properties {
        let Some(key) = property_key(&property.key, property.computed) else { continue };
        let Some(name) = context.key(key) else { continue };
        let mut segments = found.segments.clone();
        segments.push(name.into_owned());
        if let Lookup::Unknown(_) = context.tools.lookup(&segments) {
            let instead =
                suggestion(context.tools, &segments.join("."), |name| format!("tools.{}", path(name).join(".")));
            unknown(context, key.span(), &format!("`{}`", dotted(&segments)), instead);
        }
    }
}

/// Names in place of one that does not exist, as `write` writes them.
fn suggestion(tools: &ToolTable, wanted: &str, write: impl Fn(&str) -> String) -> String {
    if tools.specs().is_empty() {
        return "the host gives no tools: compute the result from `context` and the script's own data".to_owned();
    }
    let near: Vec<String> = tools.nearest(wanted).into_iter().map(&write).collect();
    if !near.is_empty() {
        return format!("did you mean {}?", listed(&near.iter().map(String::as_str).collect::<Vec<_>>()));
    }
    let all: Vec<String> = tools.specs().iter().take(MAX_LISTED).map(|spec| write(&spec.name)).collect();
    let more = tools.specs().len().saturating_sub(all.len());
    let names = listed(&all.iter().map(String::as_str).collect::<Vec<_>>());
    if more == 0 { format!("use {names}") } else { format!("use {names}, or one of {more} others") }
}

fn dotted(segments: &[String]) -> String {
    let mut text = "tools".to_owned();
    for segment in segments {
        let is_name = segment.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$');
        text.push_str(&if is_name { format!(".{segment}") } else { format!("['{segment}']") });
    }
    shortened(&text, MAX_SHOWN)
}

#[cfg(test)]
mod tests {
    use crate::{
        tools::ToolTable,
        validate::rules::testing::{STANDARD, diagnostics, examples, settings},
    };

    #[test]
    fn examples_with_tools() {
        insta::assert_snapshot!(examples(&super::RULE));
    }

    #[test]
    fn a_host_without_tools_says_so_and_one_handler_takes_every_name() {
        let script = "return await callTool('a', await tools.b.c({}))";
        let none = diagnostics(script, &settings(STANDARD), &ToolTable::default());
        insta::assert_snapshot!(none.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
        let any = ToolTable::new(Vec::new(), true).unwrap();
        assert_eq!(diagnostics(script, &settings(STANDARD), &any), []);
    }
}
