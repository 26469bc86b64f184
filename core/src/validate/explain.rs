//! What a run-time error means, in the words of the author's source: which expression was undefined, and which tool's
//! result it came from.
//!
//! The script is read once more, when it has failed. What the engine says (`cannot read property 'city' of undefined`)
//! and where chooses the expression; the schemas of the tools say what could have been read instead.

use enclave_contract::{Config, Settings, shortened};
use once_cell::race::OnceBox;
use oxc::{
    allocator::Allocator,
    ast::{
        AstKind,
        ast::{BindingPattern, Expression},
    },
    semantic::{NodeId, SemanticBuilder},
    span::{GetSpan, Span},
};
use serde_json::Value as Json;

use super::{
    ast::{Key, Member, as_call, as_identifier, as_member, call_parts, member},
    results::{ITEM, LIST_METHODS, Result as ToolResult, result_of},
    rule::Context,
    tool_use::{Target, target},
};
use crate::{
    nearest::{listed, nearest},
    parse::parse_text,
    prompt, schema,
    tools::ToolTable,
};

/// Sources longer than this, in bytes, are not read again.
const MAX_SOURCE: usize = 256 << 10;
/// The part of an expression that is shown, in characters.
const MAX_SHOWN: usize = 60;

/// What is known about an error.
#[derive(Default)]
pub(crate) struct Explanation {
    /// Where the expression stands, in bytes, when the engine did not know.
    pub(crate) offset: Option<u32>,
    /// What it is and what to write instead.
    pub(crate) help: String,
}

/// Explains an error that a script threw. `offset` is the engine's place; `source` has its code fence blanked.
pub(crate) fn explain(source: &str, offset: Option<u32>, message: &str, tools: &ToolTable) -> Explanation {
    // No thread waits for another one that makes it: a fork has none of them.
    static SETTINGS: OnceBox<Option<Settings>> = OnceBox::new();
    let settings = SETTINGS.get_or_init(|| Box::new(Settings::new(&Config::default()).ok()));
    let allocator = Allocator::default();
    let (Some(settings), true) = (settings, source.len() <= MAX_SOURCE) else { return Explanation::default() };
    let Ok(parsed) = parse_text(&allocator, source) else { return Explanation::default() };
    let built = SemanticBuilder::new().with_build_nodes(true).build(&parsed.program);
    let context = Context::new(&built.semantic, settings, tools);
    Explainer { source, context, nodes: built.semantic.nodes().len() }.explain(offset, message).unwrap_or_default()
}

/// The places of the regular expressions of a script.
pub(crate) fn regex_literals(source: &str) -> Vec<(u32, u32)> {
    let allocator = Allocator::default();
    let Ok(parsed) = parse_text(&allocator, source) else { return Vec::new() };
    let built = SemanticBuilder::new().with_build_nodes(true).build(&parsed.program);
    let literals = built.semantic.nodes().iter().filter_map(|node| match node.kind() {
        AstKind::RegExpLiteral(it) => Some((it.span.start, it.span.end)),
        _ => None,
    });
    literals.collect()
}

struct Explainer<'a, 'c> {
    source: &'a str,
    context: Context<'a, 'c>,
    nodes: usize,
}

impl<'a> Explainer<'a, '_> {
    fn explain(&mut self, offset: Option<u32>, message: &str) -> Option<Explanation> {
        if let Some(key) =
            between(message, "read property '", "' of ").or_else(|| between(message, "set property '", "' of "))
        {
            let nothing = message.rsplit(' ').next().unwrap_or_default();
            return self.member(offset, key, nothing);
        }
        if message == "not a function" || message.ends_with(" is not a function") {
            return self.call(offset);
        }
        if message == "value is not iterable" || message == "Cannot convert undefined or null to object" {
            return self.taken_apart(offset, message.starts_with("value"));
        }
        if let Some(name) = message.strip_suffix(" is not initialized") {
            return self.too_early(name);
        }
        if let Some(name) = between(message, "'", "' is read-only") {
            let written = self.first_from(offset, |kind| match kind {
                AstKind::AssignmentExpression(it) => {
                    names_it(&it.left.span(), name, self.source).then_some(it.span.start)
                }
                AstKind::UpdateExpression(it) => {
                    names_it(&it.argument.span(), name, self.source).then_some(it.span.start)
                }
                _ => None,
            });
            let help = "declare it with `let`, or put the new value into another variable".to_owned();
            return Some(Explanation { offset: written, help });
        }
        if let Some(thrown) = offset.and_then(|place| self.thrown_class(place)) {
            return Some(Explanation { offset: Some(thrown), help: String::new() });
        }
        let help = COMMON.iter().find(|(part, _)| message.contains(part)).map_or("", |(_, help)| help).to_owned();
        // What is no `Error` has no stack; where the script throws in one place alone, it was there.
        let offset = if offset.is_none() { self.only_throw() } else { None };
        Some(Explanation { offset, help })
    }

    /// Where the error class around a place is thrown, when that is one place: what its constructor does is no news.
    fn thrown_class(&self, place: u32) -> Option<u32> {
        let classes = self.ids().filter_map(|id| match self.context.node(id) {
            AstKind::Class(it) if it.heritage.is_some() && (it.span.start..it.span.end).contains(&place) => Some(it),
            _ => None,
        });
        let class = classes.min_by_key(|class| class.span.size())?;
        let name = class.id.as_ref()?.name.as_str();
        let mut thrown = self.ids().filter_map(|id| match self.context.node(id) {
            AstKind::ThrowStatement(it) => match it.argument.get_inner_expression() {
                Expression::NewExpression(new) if as_identifier(&new.callee)?.name == name => Some(new.span.start),
                _ => None,
            },
            _ => None,
        });
        thrown.next().filter(|_| thrown.next().is_none())
    }

    /// Every node of the script.
    fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes).map(NodeId::from_usize)
    }

    fn only_throw(&self) -> Option<u32> {
        let mut throws = self.ids().filter_map(|id| match self.context.node(id) {
            AstKind::ThrowStatement(it) => Some(it.span.start),
            _ => None,
        });
        throws.next().filter(|_| throws.next().is_none())
    }

    /// `object.key` where the object is nothing.
    fn member(&mut self, offset: Option<u32>, key: &str, nothing: &str) -> Option<Explanation> {
        let matches = |kind, context: &mut Context<'a, '_>| {
            let member = member(kind)?;
            let name = context.key(member.key);
            (name.is_none() || name.is_some_and(|name| name == key)).then_some(member)
        };
        let mut found = self.nearest(offset, matches)?;
        let mut offset = offset;
        if offset.is_some_and(|place| !(found.span.start..found.span.end).contains(&place)) {
            // The engine keeps no place for some members (`this.a.b`): it names the last one before them.
            let named = |kind| member(kind).filter(|member| matches!(member.key, Key::Static(name, _) if name == key));
            found = self.first_from(offset, named).unwrap_or(found);
            offset = None;
        }
        let object = found.object;
        let mut help = format!("`{}` is {nothing} here", self.text(object.span()));
        self.add_origin(object, &mut help);
        Some(Explanation { offset: offset.is_none().then_some(object.span().start), help })
    }

    /// `callee(…)` where the callee is no function.
    fn call(&mut self, offset: Option<u32>) -> Option<Explanation> {
        let (callee, _, _) = self.nearest(offset, |kind, _| call_parts(kind))?;
        let mut help = format!("`{}` is not a function", self.text(callee.span()));
        if let Some(member) = as_member(callee) {
            if let Some(call) = self.promise(member.object) {
                help = self.not_awaited(&member, call, "(…)");
            } else if let (Some(result), Some(key)) =
                (result_of(member.object, &mut self.context, 0), self.context.key(member.key))
            {
                let near =
                    if is_list(result.schema) { nearest(&key, LIST_METHODS.iter().copied(), 2) } else { Vec::new() };
                if !near.is_empty() {
                    help = format!("{help}; did you mean {}?", listed(&near));
                } else {
                    help.push_str(&self.given(result, &self.text(member.object.span())));
                }
            }
        }
        Some(Explanation { offset: offset.is_none().then_some(callee.span().start), help })
    }

    /// `const { a } = value`, `const [a] = value`, `[...value]`, `for (const a of value)`.
    fn taken_apart(&mut self, offset: Option<u32>, list: bool) -> Option<Explanation> {
        let found = self.first_from(offset, |kind| match kind {
            AstKind::VariableDeclarator(it) => match (&it.id, list) {
                (BindingPattern::ArrayPattern(_), true) => it.init.as_ref().map(TakenApart::whole),
                (BindingPattern::ObjectPattern(pattern), false) => {
                    let is_pattern =
                        |value: &BindingPattern<'_>| !matches!(value, BindingPattern::BindingIdentifier(_));
                    let nested = pattern.properties.iter().any(|property| is_pattern(&property.value));
                    it.init.as_ref().map(|value| TakenApart { value, nested })
                }
                _ => None,
            },
            AstKind::SpreadElement(it) if list => Some(TakenApart::whole(&it.argument)),
            AstKind::ForOfStatement(it) if list => Some(TakenApart::whole(&it.right)),
            _ => None,
        })?;
        let what = match (list, found.nested) {
            (true, _) => "is not a list, and nothing else that can be iterated",
            (false, false) => "is undefined or null",
            (false, true) => "or a member of it that is taken apart is undefined or null",
        };
        let found = found.value;
        let mut help = format!("`{}` {what}", self.text(found.span()));
        let result = result_of(found, &mut self.context, 0);
        let lists = result.map(|result| list_members(result)).unwrap_or_default();
        match (self.promise(found), lists.as_slice()) {
            (Some(call), _) => {
                help = format!("`{}` is a promise: write `await {}`", self.text(found.span()), self.text(call))
            }
            (None, [only]) if list => {
                let _ = std::fmt::Write::write_fmt(&mut help, format_args!("; the list is its member `{only}`"));
            }
            _ => self.add_origin(found, &mut help),
        }
        Some(Explanation { offset: Some(found.span().start), help })
    }

    /// A variable that is used before its declaration.
    fn too_early(&mut self, name: &str) -> Option<Explanation> {
        let declared = self.ids().find_map(|id| match self.context.node(id) {
            AstKind::VariableDeclarator(it) if it.id.get_binding_identifier().is_some_and(|id| id.name == name) => {
                Some(it.span.start)
            }
            AstKind::Class(it) if it.id.as_ref().is_some_and(|id| id.name == name) => Some(it.span.start),
            _ => None,
        })?;
        let line = self.source.get(..declared as usize)?.matches('\n').count() + 1;
        Some(Explanation {
            offset: None,
            help: format!("`{name}` is used before its declaration in line {line}; declare it first"),
        })
    }

    /// Says where a value comes from that is not what the script takes it for.
    fn add_origin(&mut self, value: &'a Expression<'a>, help: &mut String) {
        let Some(member) = as_member(value) else {
            let text = if let Some(tool) = self.searched(value) {
                format!(": nothing was found in what `{tool}` gave; check for it first")
            } else if let Some(result) = result_of(value, &mut self.context, 0) {
                format!("; it is what `{}` gave", result.tool)
            } else {
                MAYBE_MISSING.to_owned()
            };
            return help.push_str(&text);
        };
        if let Some(call) = self.promise(member.object) {
            *help = self.not_awaited(&member, call, "");
        } else if let Some(result) = result_of(member.object, &mut self.context, 0) {
            let object = self.text(member.object.span());
            help.push_str(&self.given(result, &object));
        } else {
            help.push_str(MAYBE_MISSING);
        }
    }

    /// What to write where a member of a tool's promise is read, or called as `arguments` show.
    fn not_awaited(&self, member: &Member<'_>, call: Span, arguments: &str) -> String {
        format!(
            "`{}` is a promise: write `(await {}).{}{arguments}`, or `await` it where it is declared",
            self.text(member.object.span()),
            self.text(call),
            self.text(member.key.span()),
        )
    }

    /// `; `user` is what `users:get` gave: { id: number }`
    fn given(&self, result: ToolResult<'_>, object: &str) -> String {
        let kind = prompt::type_text(result.schema, result.root);
        if kind == "any" {
            format!("; `{object}` comes from what `{}` gave: write it to the console to see its members", result.tool)
        } else {
            format!("; `{object}` comes from what `{}` gave: {kind}", result.tool)
        }
    }

    /// The tool whose list a search went through, when the value is what the search found.
    fn searched(&mut self, value: &'a Expression<'a>) -> Option<String> {
        let value = match as_identifier(value) {
            Some(name) => self.context.folder.written_once(name)?,
            None => value,
        };
        let member = as_member(&as_call(value)?.callee)?;
        let key = self.context.key(member.key)?;
        let list = result_of(member.object, &mut self.context, 0)?;
        ITEM.contains(&&*key).then(|| list.tool.to_owned())
    }

    /// The call of a tool that an expression is the promise of.
    fn promise(&mut self, value: &'a Expression<'a>) -> Option<Span> {
        let value = match as_identifier(value) {
            Some(name) => self.context.folder.written_once(name)?,
            None => value,
        };
        let call = as_call(value)?;
        matches!(target(call, &mut self.context), Some((Target::Tool(_) | Target::Dynamic, _))).then_some(call.span)
    }

    /// The smallest node around the place that `of` takes, or else the nearest behind it.
    fn nearest<T>(
        &mut self,
        offset: Option<u32>,
        of: impl Fn(AstKind<'a>, &mut Context<'a, '_>) -> Option<T>,
    ) -> Option<T> {
        let place = offset.unwrap_or(0);
        let mut best: Option<(u32, u32, T)> = None;
        for id in self.ids() {
            let kind = self.context.node(id);
            let span = kind.span();
            let distance = if span.start <= place && place < span.end { 0 } else { 1 + span.start.abs_diff(place) };
            let better = best.as_ref().is_none_or(|(far, size, _)| (distance, span.size()) < (*far, *size));
            if better && let Some(found) = of(kind, &mut self.context) {
                best = Some((distance, span.size(), found));
            }
        }
        best.map(|(_, _, found)| found)
    }

    /// The first node at or behind the place, in the same function, that `of` takes. The engine keeps no places for
    /// patterns: it names the last one before them.
    fn first_from<T>(&self, offset: Option<u32>, of: impl Fn(AstKind<'a>) -> Option<T>) -> Option<T> {
        let place = offset.unwrap_or(0);
        let functions = self.ids().filter(|id| is_function(self.context.node(*id)));
        let around = functions
            .filter(|id| offset.is_some() && self.context.node(*id).span().contains_inclusive(Span::new(place, place)));
        let function = around.min_by_key(|id| self.context.node(*id).span().size());
        let mut best: Option<(u32, T)> = None;
        for id in self.ids() {
            let kind = self.context.node(id);
            let span = kind.span();
            if span.end <= place
                || best.as_ref().is_some_and(|(start, _)| *start <= span.start)
                || self.function_of(id) != function
            {
                continue;
            }
            if let Some(found) = of(kind) {
                best = Some((span.start, found));
            }
        }
        best.map(|(_, found)| found)
    }

    /// The function that a node stands in.
    fn function_of(&self, id: NodeId) -> Option<NodeId> {
        let mut id = id;
        loop {
            let parent = self.context.parent_of(id);
            if parent == id {
                return None;
            }
            if is_function(self.context.node(parent)) {
                return Some(parent);
            }
            id = parent;
        }
    }

    /// A part of the source, in one short line.
    fn text(&self, span: Span) -> String {
        let text = self.source.get(span.start as usize..span.end as usize).unwrap_or_default();
        shortened(&text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" .", "."), MAX_SHOWN)
    }
}

/// A value that a pattern, a spread or a loop takes apart.
struct TakenApart<'a> {
    value: &'a Expression<'a>,
    /// Whether the pattern takes its members apart too.
    nested: bool,
}

impl<'a> TakenApart<'a> {
    fn whole(value: &'a Expression<'a>) -> Self {
        Self { value, nested: false }
    }
}

const MAYBE_MISSING: &str = "; give it a value first, or read it with `?.` where it may be missing";

/// What to do about errors of the engine, by a part of their message.
const COMMON: &[(&str, &str)] = &[
    ("convert BigInt to number", "make both sides one kind: `BigInt(number)` or `Number(bigint)`"),
    ("convert symbol to", "`symbol.description` is its text"),
    ("in JSON at position", "the text is not JSON: write it to the console, or catch the error"),
    ("circular reference", "leave the member out that leads back, or list the members that are wanted"),
    ("invalid array length", "a length is a whole number from 0"),
    ("invalid repeat count", "a count is a number from 0"),
    ("toFixed() digits", "digits are a number from 0 to 100"),
    ("Invalid time value", "the date is invalid: check `Number.isNaN(date.getTime())` first"),
    ("is not allowed", "use a key that is none of `constructor`, `prototype` and `__proto__`, or a `Map`"),
    ("expecting hex digit", "only what `encodeURIComponent` gave can be decoded"),
    ("invalid 'in' operand", "`in` asks an object; for lists and texts write `.includes(value)`"),
    ("invalid 'instanceof' right operand", "`instanceof` asks a class"),
    ("reduce of empty array", "give `reduce` its initial value as second argument"),
    ("iterator does not have a throw method", "the value cannot be used with `yield*`"),
    ("private class field", "the object was not made by this class"),
    ("class constructors must be invoked with 'new'", "write `new` in front of the call"),
    ("not an object", "a list of `[key, value]` pairs, or an object, is needed here"),
];

/// The members of a result that are lists.
fn list_members(result: ToolResult<'_>) -> Vec<String> {
    let lists = schema::members(result.root, result.schema)
        .filter(|(_, schema)| is_list(schema::resolved(result.root, schema)));
    lists.map(|(name, _)| name.to_owned()).collect()
}

/// Whether a schema is a list's.
fn is_list(schema: &Json) -> bool {
    schema.get("items").is_some() || schema.get("type") == Some(&Json::from("array"))
}

/// Whether a target is that variable.
fn names_it(target: &Span, name: &str, source: &str) -> bool {
    source.get(target.start as usize..target.end as usize) == Some(name)
}

fn is_function(kind: AstKind<'_>) -> bool {
    matches!(kind, AstKind::Function(_) | AstKind::ArrowFunctionExpression(_))
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    let rest = text.split_once(before)?.1;
    Some(rest.rsplit_once(after)?.0)
}
