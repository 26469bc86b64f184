//! Which schema the values have that come out of tools: through `await`, variables, patterns, loops and the callbacks of
//! lists.

use std::collections::BTreeSet;

use oxc::{
    ast::{
        AstKind,
        ast::{
            BindingPattern, CallExpression, Expression, FormalParameter, IdentifierReference, ObjectPropertyKind,
            TSType,
        },
    },
    semantic::NodeId,
    span::{GetSpan, Span},
};
use serde_json::Value as Json;

use super::{
    ast::{Member, argument, as_call, as_identifier, as_member, property_key},
    rule::Context,
    tool_use::called_tool,
};
use crate::{finding::MAX_FINDINGS, schema};

/// Steps from a value back to the call that it comes from.
const MAX_STEPS: u32 = 24;

/// Names that are looked through, in all, for where a pattern binds them.
const MAX_WORK: usize = 1_000_000;

/// Methods of lists that give a list of the same items.
const SAME_LIST: &[&str] = &["filter", "slice", "sort", "reverse", "toSorted", "toReversed", "concat"];
/// Methods of lists that give an item.
pub(super) const ITEM: &[&str] = &["find", "findLast", "at", "pop", "shift"];
/// Methods of lists whose callback gets an item first.
const CALLBACK: &[&str] = &["map", "filter", "forEach", "find", "findLast", "findIndex", "some", "every", "flatMap"];

/// A value that a tool gave, or a part of it.
#[derive(Clone, Copy)]
pub(crate) struct Result<'c> {
    /// The tool.
    pub(crate) tool: &'c str,
    /// Its output schema.
    pub(crate) root: &'c Json,
    /// The part of that schema that the value has.
    pub(crate) schema: &'c Json,
}

impl<'c> Result<'c> {
    /// A part; one that the schema does not tell has no schema, but still comes from that tool.
    fn part(self, schema: Option<&'c Json>) -> Self {
        Self { schema: schema.map_or(&Json::Null, |schema| schema::resolved(self.root, schema)), ..self }
    }

    fn member(self, name: &str) -> Self {
        self.part(schema::member(self.root, self.schema, name))
    }

    fn item(self) -> Self {
        self.part(self.schema.get("items"))
    }
}

/// A member that was read and that the schema does not have.
pub(crate) struct Missing<'c> {
    pub(crate) span: Span,
    pub(crate) name: String,
    pub(crate) result: Result<'c>,
    /// Whether the script asks if it is there: `user.nick ?? 'none'`.
    pub(crate) asked: bool,
}

/// Members that were read and that no schema has, and members that the script writes itself.
#[derive(Default)]
pub(crate) struct Results<'c> {
    missing: Vec<Missing<'c>>,
    written: BTreeSet<String>,
    work: usize,
}

impl<'c> Results<'c> {
    pub(crate) fn written(&mut self, name: &str) {
        self.written.insert(name.to_owned());
    }

    /// The reads of members that neither a tool nor the script puts there.
    pub(crate) fn take_unwritten(&mut self) -> Vec<Missing<'c>> {
        let missing = std::mem::take(&mut self.missing);
        missing.into_iter().filter(|missing| !self.written.contains(&missing.name)).collect()
    }

    fn read(&mut self, span: Span, name: &str, result: Result<'c>, asked: bool) {
        if INHERITED.contains(&name) || self.missing.len() >= MAX_FINDINGS {
            return;
        }
        let is_missing = if result.schema.get("items").is_some() {
            let is_index = name.bytes().all(|byte| byte.is_ascii_digit());
            !is_index && name != "length" && !LIST_METHODS.contains(&name)
        } else {
            let has_members = schema::members(result.root, result.schema).next().is_some();
            let may_have = schema::member(result.root, result.schema, name).is_some() || schema::is_open(result.schema);
            has_members && !may_have
        };
        if is_missing {
            self.missing.push(Missing { span, name: name.to_owned(), result, asked });
        }
    }

    /// Spends some of the work that looking for names may take.
    fn look_through(&mut self, names: usize) -> Option<()> {
        self.work += names;
        (self.work <= MAX_WORK).then_some(())
    }
}

/// The methods that every list has.
pub(super) const LIST_METHODS: &[&str] = &[
    "at",
    "concat",
    "copyWithin",
    "entries",
    "every",
    "fill",
    "filter",
    "find",
    "findIndex",
    "findLast",
    "findLastIndex",
    "flat",
    "flatMap",
    "forEach",
    "includes",
    "indexOf",
    "join",
    "keys",
    "lastIndexOf",
    "map",
    "pop",
    "push",
    "reduce",
    "reduceRight",
    "reverse",
    "shift",
    "slice",
    "some",
    "sort",
    "splice",
    "toReversed",
    "toSorted",
    "toSpliced",
    "unshift",
    "values",
    "with",
];

/// What every object has.
const INHERITED: &[&str] = &[
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
    "__proto__",
];

/// `result.name`
pub(crate) fn check_member<'a>(member: Member<'a>, context: &mut Context<'a, '_>) {
    let Some(name) = context.key(member.key) else { return };
    if let Some(result) = result_of(member.object, context, 0) {
        let asked = is_asked(member.span, context);
        context.results.read(member.key.span(), &name, result, asked);
    }
}

/// Whether what reads a member only wants to know if it is there.
fn is_asked(member: Span, context: &Context<'_, '_>) -> bool {
    let (user, span) = context.user(member);
    match user {
        Some(AstKind::LogicalExpression(it)) => it.left.span() == span,
        Some(AstKind::IfStatement(it)) => it.test.span() == span,
        Some(AstKind::ConditionalExpression(it)) => it.test.span() == span,
        Some(AstKind::UnaryExpression(it)) => it.operator.is_not() || it.operator.is_typeof(),
        Some(AstKind::BinaryExpression(it)) => it.operator.is_equality(),
        _ => false,
    }
}

/// `const { name } = result`
pub(crate) fn check_pattern<'a>(
    pattern: &'a BindingPattern<'a>,
    init: Option<&'a Expression<'a>>,
    context: &mut Context<'a, '_>,
) {
    if matches!(pattern, BindingPattern::ObjectPattern(_) | BindingPattern::ArrayPattern(_))
        && let Some(result) = init.and_then(|init| result_of(init, context, 0))
    {
        read_pattern(pattern, result, context);
    }
}

/// `results.map(({ name }) => …)`
pub(crate) fn check_parameter<'a>(parameter: &'a FormalParameter<'a>, context: &mut Context<'a, '_>) {
    if let BindingPattern::ObjectPattern(_) = &parameter.pattern
        && let Some(result) = item_of_callback(parameter.node_id(), context, 0)
    {
        read_pattern(&parameter.pattern, result, context);
    }
}

fn read_pattern<'a, 'c>(pattern: &'a BindingPattern<'a>, result: Result<'c>, context: &mut Context<'a, 'c>) {
    match pattern {
        BindingPattern::ObjectPattern(object) => {
            for property in &object.properties {
                let Some(key) = property_key(&property.key, property.computed) else { continue };
                let Some(name) = context.key(key) else { continue };
                let asked = matches!(property.value, BindingPattern::AssignmentPattern(_));
                context.results.read(key.span(), &name, result, asked);
                read_pattern(&property.value, result.member(&name), context);
            }
        }
        BindingPattern::ArrayPattern(array) => {
            for element in array.elements.iter().flatten() {
                read_pattern(element, result.item(), context);
            }
        }
        BindingPattern::AssignmentPattern(default) => read_pattern(&default.left, result, context),
        BindingPattern::BindingIdentifier(_) => {}
    }
}

/// Members that `Object.assign` writes.
pub(crate) fn note_writes<'a>(call: &'a CallExpression<'a>, context: &mut Context<'a, '_>) {
    let assigns = as_member(&call.callee).is_some_and(|member| {
        context.global(member.object) == Some("Object") && context.key(member.key).is_some_and(|key| key == "assign")
    });
    if !assigns {
        return;
    }
    for index in 1..call.arguments.len() {
        let Some(Expression::ObjectExpression(object)) = argument(&call.arguments, index) else { continue };
        for property in &object.properties {
            if let ObjectPropertyKind::ObjectProperty(property) = property
                && let Some(name) = property_key(&property.key, property.computed).and_then(|key| context.key(key))
            {
                context.results.written(&name);
            }
        }
    }
}

/// The tool's result, or the part of one, that an expression gives.
pub(crate) fn result_of<'a, 'c>(
    expression: &'a Expression<'a>,
    context: &mut Context<'a, 'c>,
    steps: u32,
) -> Option<Result<'c>> {
    if steps > MAX_STEPS {
        return None;
    }
    // Who writes `as any` knows better than the schema.
    if let Expression::TSAsExpression(it) = expression.without_parentheses()
        && let TSType::TSAnyKeyword(_) = it.type_annotation
    {
        return None;
    }
    match expression.get_inner_expression() {
        Expression::AwaitExpression(it) => awaited(&it.argument, context, steps + 1),
        Expression::Identifier(name) => named(name, context, steps + 1),
        Expression::LogicalExpression(it) => result_of(&it.left, context, steps + 1),
        other => {
            if let Some(call) = as_call(other) {
                let member = as_member(&call.callee)?;
                let method = context.key(member.key)?;
                let list = result_of(member.object, context, steps + 1)?;
                return if SAME_LIST.contains(&&*method) {
                    Some(list)
                } else if ITEM.contains(&&*method) {
                    Some(list.item())
                } else {
                    None
                };
            }
            let member = as_member(other)?;
            let object = result_of(member.object, context, steps + 1)?;
            if object.schema.get("items").is_some() {
                let is_item = match member.key {
                    super::ast::Key::Static(name, _) => name.bytes().all(|byte| byte.is_ascii_digit()),
                    super::ast::Key::Computed(_) => true,
                };
                return is_item.then(|| object.item());
            }
            let name = context.key(member.key)?;
            Some(object.member(&name))
        }
    }
}

/// The result that a promise of a tool's gives.
fn awaited<'a, 'c>(promise: &'a Expression<'a>, context: &mut Context<'a, 'c>, steps: u32) -> Option<Result<'c>> {
    if let Some(name) = as_identifier(promise) {
        let init = context.folder.written_once(name)?;
        return if steps > MAX_STEPS { None } else { awaited(init, context, steps + 1) };
    }
    let (tool, _) = called_tool(as_call(promise)?, context)?;
    let root = context.tools.result_schema(tool).unwrap_or(&Json::Null);
    Some(Result { tool: &tool.name, root, schema: schema::resolved(root, root) })
}

/// The result that a variable holds.
fn named<'a, 'c>(name: &'a IdentifierReference<'a>, context: &mut Context<'a, 'c>, steps: u32) -> Option<Result<'c>> {
    let symbol = context.scoping().get_reference(name.reference_id.get()?).symbol_id()?;
    if context.scoping().symbol_is_mutated(symbol) {
        return None;
    }
    let span = context.scoping().symbol_span(symbol);
    let declaration = context.scoping().symbol_declaration(symbol);
    match context.node(declaration) {
        AstKind::VariableDeclarator(it) => {
            let result = match &it.init {
                Some(init) => result_of(init, context, steps + 1)?,
                None => item_of_loop(declaration, context, steps)?,
            };
            through(&it.id, span, result, context)
        }
        AstKind::FormalParameter(it) => {
            let item = item_of_callback(declaration, context, steps)?;
            through(&it.pattern, span, item, context)
        }
        _ => None,
    }
}

/// The part of a result that a pattern binds to the name at a place.
fn through<'a, 'c>(
    pattern: &'a BindingPattern<'a>,
    name: Span,
    result: Result<'c>,
    context: &mut Context<'a, 'c>,
) -> Option<Result<'c>> {
    match pattern {
        BindingPattern::BindingIdentifier(it) => (it.span == name).then_some(result),
        BindingPattern::ObjectPattern(object) => {
            context.results.look_through(object.properties.len())?;
            let property = object.properties.iter().find(|property| property.value.span().contains_inclusive(name))?;
            let key = context.key(property_key(&property.key, property.computed)?)?;
            through(&property.value, name, result.member(&key), context)
        }
        BindingPattern::ArrayPattern(array) => {
            context.results.look_through(array.elements.len())?;
            let element = array.elements.iter().flatten().find(|element| element.span().contains_inclusive(name))?;
            through(element, name, result.item(), context)
        }
        BindingPattern::AssignmentPattern(default) => through(&default.left, name, result, context),
    }
}

/// The item that the variable of `for (const item of results)` is.
fn item_of_loop<'c>(declarator: NodeId, context: &mut Context<'_, 'c>, steps: u32) -> Option<Result<'c>> {
    let declaration = context.parent_of(declarator);
    match context.node(context.parent_of(declaration)) {
        AstKind::ForOfStatement(it) if it.left.span() == context.node(declaration).span() => {
            Some(result_of(&it.right, context, steps + 1)?.item())
        }
        _ => None,
    }
}

/// The item that the first parameter of a list's callback is.
fn item_of_callback<'c>(parameter: NodeId, context: &mut Context<'_, 'c>, steps: u32) -> Option<Result<'c>> {
    let parameters = context.parent_of(parameter);
    let function = context.parent_of(parameters);
    let is_first = match context.node(parameters) {
        AstKind::FormalParameters(it) => it.items.first().is_some_and(|first| first.node_id() == parameter),
        _ => false,
    };
    let AstKind::CallExpression(call) = context.node(context.parent_of(function)) else { return None };
    let member = as_member(&call.callee)?;
    let is_callback = call.arguments.first().is_some_and(|first| first.span() == context.node(function).span());
    let method = context.key(member.key)?;
    if !is_first || !is_callback || !CALLBACK.contains(&&*method) {
        return None;
    }
    Some(result_of(member.object, context, steps + 1)?.item())
}
