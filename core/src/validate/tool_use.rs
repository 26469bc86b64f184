//! How a script uses `tools`: the keys behind it, and what is done with what they lead to.

use std::borrow::Cow;

use enclave_contract::ToolSpec;
use oxc::{
    ast::{AstKind, ast::CallExpression},
    span::{GetSpan, Span},
};

use super::{
    ast::{Member, argument, as_member, is_wrapper, member, writes},
    rule::Context,
};
use crate::tools::Lookup;

/// Keys that are read behind `tools`; a name of 128 characters has no more.
const MAX_SEGMENTS: usize = 64;

/// One use of `tools`.
pub(crate) struct ToolUse {
    /// The constant keys behind it.
    pub(crate) segments: Vec<String>,
    /// The place of each of them.
    pub(crate) spans: Vec<Span>,
    /// The first key that is no constant.
    pub(crate) dynamic: Option<Span>,
    /// What is done with it.
    pub(crate) usage: Usage,
    /// From `tools` to its last key.
    pub(crate) span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Usage {
    /// It is called.
    Called,
    /// It is assigned to, deleted or a target of a pattern.
    Written,
    /// Only its type is asked for.
    TypeOf,
    /// It is used as a value.
    Value,
}

impl ToolUse {
    /// The use that starts with the identifier at `start`, which is the current node.
    pub(crate) fn of(start: Span, context: &mut Context<'_, '_>) -> Self {
        let mut found =
            Self { segments: Vec::new(), spans: Vec::new(), dynamic: None, usage: Usage::Value, span: start };
        let ancestors: Vec<_> = context.ancestors().take(MAX_SEGMENTS * 2).collect();
        for ancestor in ancestors {
            if is_wrapper(ancestor) {
                found.span = ancestor.span();
                continue;
            }
            match member(ancestor) {
                Some(member) if member.object.span() == found.span => {
                    found.span = member.span;
                    if found.dynamic.is_some() {
                        continue;
                    }
                    match context.key(member.key) {
                        Some(key) => {
                            found.segments.push(key.into_owned());
                            found.spans.push(member.key.span());
                        }
                        None => found.dynamic = Some(member.key.span()),
                    }
                }
                _ => {
                    found.usage = usage(ancestor, found.span);
                    break;
                }
            }
        }
        found
    }
}

/// The tool that a call is of, and which of its arguments are the tool's.
pub(crate) fn called_tool<'a, 'c>(
    call: &'a CallExpression<'a>,
    context: &mut Context<'a, 'c>,
) -> Option<(&'c ToolSpec, usize)> {
    let tools = context.tools;
    if context.global(&call.callee) == Some("callTool") {
        let name = argument(&call.arguments, 0).and_then(|name| context.fold(name))?.text()?;
        return Some((tools.get(&name)?, 1));
    }
    let (segments, _) = below_tools(as_member(&call.callee)?, context)?;
    let segments = segments?;
    match tools.lookup(&segments) {
        Lookup::Tool(tool, length) if length == segments.len() => Some((tool, 0)),
        _ => None,
    }
}

/// What a call calls.
pub(crate) enum Target {
    Tool(String),
    /// A tool whose name is only known at run time.
    Dynamic,
}

/// The tool that a call is of, whether or not the host has it, and the place of the `callTool` or `tools` that it is
/// reached by.
pub(crate) fn target<'a>(call: &'a CallExpression<'a>, context: &mut Context<'a, '_>) -> Option<(Target, Span)> {
    if context.global(&call.callee) == Some("callTool") {
        let name = argument(&call.arguments, 0).and_then(|name| context.fold(name)).and_then(|name| name.text());
        return Some((name.map_or(Target::Dynamic, Target::Tool), call.callee.span()));
    }
    let (segments, root) = below_tools(as_member(&call.callee)?, context)?;
    let target = match segments {
        Some(segments) => Target::Tool(name_of(&segments, context)),
        None => Target::Dynamic,
    };
    Some((target, root))
}

/// The tool that a member leads to, and the place of the `tools` in front.
pub(crate) fn tool_at<'a>(member: Member<'a>, context: &mut Context<'a, '_>) -> Option<(String, Span)> {
    let (segments, root) = below_tools(member, context)?;
    let segments = segments?;
    let is_tool = context.tools.any()
        || matches!(context.tools.lookup(&segments), Lookup::Tool(_, length) if length == segments.len());
    is_tool.then(|| (name_of(&segments, context), root))
}

fn name_of(segments: &[String], context: &Context<'_, '_>) -> String {
    context.tools.resolve(segments).map_or_else(|| segments.join("."), |tool| tool.name.clone())
}

/// The keys behind `tools`, none when one of them is no constant, and the place of `tools`.
fn below_tools<'a>(member: Member<'a>, context: &mut Context<'a, '_>) -> Option<(Option<Vec<String>>, Span)> {
    let mut keys = vec![member.key];
    let mut object = member.object;
    while let Some(member) = as_member(object) {
        if keys.len() >= MAX_SEGMENTS {
            return None;
        }
        keys.push(member.key);
        object = member.object;
    }
    if context.global(object) != Some("tools") {
        return None;
    }
    let segments = keys.into_iter().rev().map(|key| context.key(key).map(Cow::into_owned)).collect();
    Some((segments, object.span()))
}

fn usage(user: AstKind<'_>, span: Span) -> Usage {
    match user {
        AstKind::CallExpression(call) if call.callee.span() == span => Usage::Called,
        AstKind::UnaryExpression(unary) if unary.operator.is_typeof() => Usage::TypeOf,
        _ if writes(user, span) => Usage::Written,
        _ => Usage::Value,
    }
}
