//! `INVALID_TOOL_ARGUMENTS`: a call whose arguments cannot fit the tool's schema would fail in the middle of a run, after
//! other calls have had their effects. What is written out in the script is checked before anything runs; so are members
//! of results that the tool's output schema does not have.

use enclave_contract::{DiagnosticCode, ToolSpec};
use oxc::ast::{AstKind, AstType};

use crate::{
    nearest::{listed, nearest},
    prompt,
    schema::{self, Misfit},
    validate::{
        ast::{argument, member},
        results::{self, Missing, Result as ToolResult},
        rule::{Context, Rule},
        shape::{Kind, Shape},
        tool_use::called_tool,
    },
};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::InvalidToolArguments,
    docs: "Arguments that are written out in the script are checked against the tool's input schema: members that are \
           missing or that the tool does not take, values of the wrong type or out of range. What only the run can tell \
           is checked when the call is made. Members of a result that the tool's output schema does not have are found \
           too: an error where the schema says that there are no others (`additionalProperties: false`) and the script does not ask whether \
           the member is there (`user.nick ?? 'none'`), otherwise a warning.",
    bad: &[
        "return await callTool('users:get', {})",
        "return await tools.users.get({ id: 'seven' })",
        "return await tools.users.get({ id: 0 })",
        "return await tools.users.get({ userId: 7 })",
        "return await tools.users.get(7)",
        "return await tools.users.list({ role: 'boss', limit: 500 })",
        "const query = { role: 'bo' + 'ss' }\nreturn await callTool('users:list', query)",
        "return (await tools.users.get({ id: 7 })).fullName",
        "const users = await tools.users.list({ role: 'admin' })\nreturn users.map(user => user.mail)",
        "const result = await tools.users.list({})\nreturn result.users.length",
        "const { fullName } = await tools.users.get({ id: 7 })\nreturn fullName",
    ],
    good: &[
        "return await tools.users.get({ id: 7 })",
        "return await tools.users.get({ id: context.id })",
        "return await tools.users.get({ ...context })",
        "return await tools.users.list({ role: context.role, limit: 10 })",
        "return await tools.users.list()",
        "return (await tools.users.get({ id: 7 })).name.length",
        "const users = await tools.users.list({})\nreturn users.filter(user => user.id > 1).map(({ name }) => name)",
        "const user = await tools.users.get({ id: 7 })\nuser.seen = true\nreturn user.seen",
    ],
    nodes: &[
        AstType::CallExpression,
        AstType::StaticMemberExpression,
        AstType::ComputedMemberExpression,
        AstType::VariableDeclarator,
        AstType::AssignmentExpression,
        AstType::FormalParameter,
        AstType::Program,
    ],
    check,
    leave: Some(leave),
};

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    match node {
        AstKind::CallExpression(call) => {
            if let Some((tool, index)) = called_tool(call, context) {
                let schema = tool.input_schema.as_ref();
                let args = match argument(&call.arguments, index) {
                    Some(args) => Shape::of(args, context),
                    None if call.arguments.get(index).is_none() => Shape::empty(call.span),
                    None => return,
                };
                check_arguments(context, tool, schema, &args);
            }
            results::note_writes(call, context);
        }
        AstKind::VariableDeclarator(it) => results::check_pattern(&it.id, it.init.as_ref(), context),
        AstKind::FormalParameter(it) => results::check_parameter(it, context),
        AstKind::AssignmentExpression(it) => {
            if let Some(member) = it.left.as_simple_assignment_target().and_then(|target| target.as_member_expression())
                && let Some(name) = member.static_property_name()
            {
                context.results.written(name);
            }
        }
        _ => {
            if let Some(member) = member(node) {
                results::check_member(member, context);
            }
        }
    }
}

fn check_arguments(context: &mut Context<'_, '_>, tool: &ToolSpec, schema: Option<&serde_json::Value>, args: &Shape) {
    let Some(schema) = schema else { return };
    if matches!(args.kind, Kind::Value(_) | Kind::Like(_) | Kind::Array { .. }) {
        let help = format!("write {}", prompt::type_text(schema, schema));
        return context.report(
            RULE.code,
            args.span,
            format!("`{}` takes one object with its arguments", tool.name),
            help,
        );
    }
    let misfits = context.tools.misfits(&tool.name, &args.json());
    let certain = misfits.into_iter().filter(|misfit| certain(args.at(&misfit.path), misfit));
    let (missing, mut misfits): (Vec<Misfit>, Vec<Misfit>) = certain.partition(|misfit| misfit.missing.is_some());
    // A wrong name is one mistake, not a missing member and one too many.
    for misfit in missing {
        let renamed =
            misfits.iter_mut().find(|other| other.path == misfit.path && other.unexpected.len() > other.instead.len());
        match renamed {
            Some(other) => other.instead.extend(misfit.missing),
            None => misfits.push(misfit),
        }
    }
    for misfit in &misfits {
        report(context, tool, schema, args, misfit);
    }
}

/// Whether a misfit stands whatever the unknown parts turn out to be.
fn certain(part: &Shape, misfit: &Misfit) -> bool {
    match (misfit.keyword.as_str(), &part.kind) {
        ("type", kind) => !matches!(kind, Kind::Unknown),
        ("required", Kind::Object { open, .. }) => !open,
        ("additionalProperties", Kind::Object { .. }) => true,
        _ => part.is_whole(),
    }
}

fn report(context: &mut Context<'_, '_>, tool: &ToolSpec, root: &serde_json::Value, args: &Shape, misfit: &Misfit) {
    let part = args.at(&misfit.path);
    let place = misfit.place();
    let of = if place.is_empty() { format!("`{}`", tool.name) } else { format!("`{place}` of `{}`", tool.name) };
    let takes = |schema| prompt::type_text(schema, root);
    let here = schema::at(root, &misfit.path);
    if let Some(missing) = &misfit.missing {
        let help = match here.and_then(|here| schema::member(root, here, missing)) {
            Some(member) => format!("add {}", described(missing, member, root)),
            None => format!("add `{missing}`"),
        };
        return context.report(RULE.code, part.span, format!("{of} needs `{missing}`"), help);
    }
    if !misfit.unexpected.is_empty() {
        let known: Vec<&str> =
            here.map(|here| schema::members(root, here).map(|(name, _)| name).collect()).unwrap_or_default();
        for (index, name) in misfit.unexpected.iter().enumerate() {
            let near = nearest(name, known.iter().copied(), 3);
            let takes = here.map(takes).unwrap_or_default();
            let instead = misfit
                .instead
                .get(index)
                .and_then(|instead| Some(described(instead, schema::member(root, here?, instead)?, root)));
            let help = if let Some(instead) = instead {
                format!("write {instead}")
            } else if near.is_empty() {
                format!("it takes {takes}")
            } else {
                format!("did you mean {}? It takes {takes}", listed(&near))
            };
            context.report(RULE.code, part.key(name).unwrap_or(part.span), format!("{of} takes no `{name}`"), help);
        }
        return;
    }
    let help = match (misfit.path.last(), here) {
        (Some(name), Some(here)) => format!("write {}", described(name, here, root)),
        (None, Some(here)) => format!("it takes {}", takes(here)),
        _ => String::new(),
    };
    // What is not known has a stand-in, which the script never wrote.
    let message = match (misfit.message.split_once(" is not of type "), &part.kind) {
        (Some((_, kind)), Kind::Object { .. }) => format!("an object is not of type {kind}"),
        (Some((_, kind)), Kind::Array { .. }) => format!("a list is not of type {kind}"),
        (Some((_, kind)), Kind::Like(serde_json::Value::String(_))) => format!("a text is not of type {kind}"),
        (Some((_, kind)), Kind::Like(_)) => format!("a condition is not of type {kind}"),
        _ => misfit.message.clone(),
    };
    context.report(RULE.code, part.span, format!("{of}: {message}"), help);
}

/// A member as its schema describes it.
fn described(name: &str, schema: &serde_json::Value, root: &serde_json::Value) -> String {
    let mut text = format!("`{name}: {}`", prompt::type_text(schema, root));
    let bounds = schema::bounds(schema::resolved(root, schema));
    if !bounds.is_empty() {
        text.push_str(", ");
        text.push_str(&bounds);
    }
    if let Some(description) = schema::resolved(root, schema).get("description").and_then(|text| text.as_str()) {
        text.push_str(": ");
        text.push_str(description.trim());
    }
    text
}

/// Members that results do not have, once it is known which ones the script itself writes.
fn leave<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    if !matches!(node, AstKind::Program(_)) {
        return;
    }
    for Missing { span, name, result, asked } in context.results.take_unwritten() {
        let ToolResult { tool, root, schema } = result;
        let known: Vec<&str> = schema::members(root, schema).map(|(name, _)| name).collect();
        let near = nearest(&name, known.iter().copied(), 3);
        let has = prompt::type_text(schema, root);
        if schema.get("items").is_some() {
            let message = format!("what `{tool}` gives here is a list and has no `{name}`");
            context.report(RULE.code, span, message, format!("it is {has}"));
            continue;
        }
        let help = if near.is_empty() {
            format!("it has {has}")
        } else {
            format!("did you mean {}? It has {has}", listed(&near))
        };
        let message = format!("what `{tool}` gives has no `{name}`");
        if schema::is_closed(schema) && !asked {
            context.report(RULE.code, span, message, help);
        } else {
            context.warn(RULE.code, span, message, help);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::rules::testing::examples;

    #[test]
    fn examples_with_tools() {
        insta::assert_snapshot!(examples(&super::RULE));
    }
}
