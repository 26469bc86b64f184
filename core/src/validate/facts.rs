//! What a script does with its tools, as far as that can be read before it runs: which calls stand where, and which
//! results reach which arguments. Rules and the scoring gate read it. Which names are constant, and what they hold, the
//! folder knows (`fold.rs`).
//!
//! The flow of data is read by variable and without order: a variable carries what any assignment to it carries, a
//! function what stands in it, a parameter what any call gives it. That finds more flows than there are, and never
//! fewer within the constructs it knows; a flow is a hint, not a proof.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

use oxc::{
    ast::{
        AstKind,
        ast::{AssignmentTarget, BindingPattern, CallExpression, Expression, ForStatementLeft, FormalParameters},
    },
    semantic::{ReferenceId, SymbolId},
    span::Span,
};

use super::{
    ast::{Key, as_identifier, as_member, member},
    rule::Context,
    tool_use::{Target, ToolUse, Usage, target, tool_at},
};

/// Calls that are kept.
const MAX_CALLS: usize = 1_000;
/// Flows into variables that are kept: each parameter of a function makes one for each call.
const MAX_EDGES: usize = 100_000;
/// Steps that the flow of data may take in all.
const MAX_STEPS: usize = 2_000_000;
/// Rounds of the fixpoint over variables.
const MAX_ROUNDS: usize = 16;
/// Words longer than this are data, not names.
const MAX_WORD: usize = 64;

/// What a script does with its tools.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// The calls of tools, in the order of the source.
    pub(crate) calls: Vec<ToolCall>,
    /// Tools that are used without being called where they stand.
    pub(crate) values: BTreeSet<String>,
    /// Whether a tool may be used whose name is only known at run time.
    pub(crate) dynamic: bool,
    /// Names of members, keys and short texts, each with its first place.
    pub(crate) words: BTreeMap<String, Span>,
}

/// One call of a tool.
#[derive(Debug)]
pub(crate) struct ToolCall {
    /// The tool; `None` when its name is only known at run time.
    pub(crate) tool: Option<String>,
    pub(crate) span: Span,
    /// Loops, and callbacks that run for each item, around the call.
    pub(crate) loops: u32,
    /// Numbers among its arguments, by the name of their member.
    pub(crate) numbers: Vec<(String, f64)>,
    /// Tools whose results may reach its arguments.
    pub(crate) sources: Arc<BTreeSet<Arc<str>>>,
    arguments: Range<usize>,
}

impl Facts {
    /// Whether the script may use a tool.
    pub(crate) fn may_use(&self, tool: &str) -> bool {
        self.dynamic || self.values.contains(tool) || self.calls.iter().any(|call| call.tool.as_deref() == Some(tool))
    }
}

/// What was seen, in the order of the source: the value of an expression is made of what was seen in it.
#[derive(Clone, Copy)]
enum Seen {
    Variable(SymbolId),
    /// A tool that gave a result, as an index.
    Tool(usize),
}

/// Reads the facts while the traversal passes the program.
#[derive(Default)]
pub(super) struct Reader {
    facts: Facts,
    seen: Vec<Seen>,
    /// The tools seen, with their index.
    tools: BTreeMap<Arc<str>, usize>,
    /// For each node that is open, what had been seen before it.
    starts: Vec<usize>,
    /// A variable carries what was seen in a range.
    edges: Vec<(SymbolId, Range<usize>)>,
    /// There was more than may be followed: what is not known counts as a flow, or a script could hide one behind it.
    exhausted: bool,
    /// The parameters of the functions that variables hold.
    parameters: BTreeMap<SymbolId, Vec<SymbolId>>,
    /// What was seen in the calls of functions that variables hold.
    given: Vec<(SymbolId, Range<usize>)>,
    loops: u32,
    /// The calls of tools that are open.
    open: Vec<usize>,
    /// Uses of `tools` and `callTool` that a call has explained.
    explained: BTreeSet<u32>,
}

impl Reader {
    /// Before a node's children; `context` stands at its parent.
    pub(super) fn enter<'a>(&mut self, node: AstKind<'a>, context: &mut Context<'a, '_>) {
        match node {
            AstKind::CallExpression(call) => self.call(call, context),
            AstKind::StaticMemberExpression(_) | AstKind::ComputedMemberExpression(_) => {
                self.member(node, context);
            }
            AstKind::IdentifierReference(it) => match symbol(it.reference_id.get(), context) {
                Some(symbol) => self.seen.push(Seen::Variable(symbol)),
                None if matches!(it.name.as_str(), "callTool" | "tools")
                    && !self.explained.contains(&it.span.start) =>
                {
                    self.facts.dynamic |= ToolUse::of(it.span, context).usage != Usage::TypeOf;
                }
                None => {}
            },
            AstKind::ArrowFunctionExpression(it) => self.function(&it.params, None, context),
            AstKind::Function(it) => {
                self.function(&it.params, it.id.as_ref().and_then(|id| id.symbol_id.get()), context)
            }
            AstKind::IdentifierName(it) => self.word(it.name.as_str(), it.span),
            AstKind::StringLiteral(it) => self.word(it.value.as_str(), it.span),
            AstKind::BindingProperty(it) if it.shorthand => {
                if let Some(name) = it.value.get_binding_identifier() {
                    self.word(name.name.as_str(), it.span);
                }
            }
            AstKind::ObjectProperty(it) => {
                let number = context.number(&it.value);
                let name = it.key.static_name();
                if let (Some(call), Some(number), Some(name)) = (self.open.last(), number, name)
                    && let Some(call) = self.facts.calls.get_mut(*call)
                {
                    call.numbers.push((name.into_owned(), number));
                }
            }
            _ => {}
        }
        self.loops += u32::from(repeats(node));
        self.starts.push(self.seen.len());
    }

    /// After a node's children; `context` stands at its parent.
    pub(super) fn leave<'a>(&mut self, node: AstKind<'a>, context: &Context<'a, '_>) {
        self.loops -= u32::from(repeats(node));
        let range = self.starts.pop().unwrap_or_default()..self.seen.len();
        match node {
            AstKind::VariableDeclarator(it) => self.bind(&it.id, &range),
            AstKind::AssignmentExpression(it) => self.assign(&it.left, &range, context),
            AstKind::ForOfStatement(it) => {
                if let ForStatementLeft::VariableDeclaration(declaration) = &it.left {
                    // The body is in the range too, which finds more flows, never fewer.
                    declaration.declarations.iter().for_each(|declarator| self.bind(&declarator.id, &range));
                }
            }
            AstKind::Function(it) => {
                self.carry(it.id.as_ref().and_then(|id| id.symbol_id.get()), &range);
            }
            AstKind::CallExpression(call) => {
                if self
                    .open
                    .last()
                    .and_then(|open| self.facts.calls.get(*open))
                    .is_some_and(|open| open.span == call.span)
                    && let Some(call) = self.open.pop().and_then(|open| self.facts.calls.get_mut(open))
                {
                    call.arguments = range;
                    let tool = call.tool.clone().unwrap_or_default();
                    self.give(&tool);
                } else {
                    self.other_call(call, range, context);
                }
            }
            _ => {}
        }
    }

    /// The facts, once the whole program was read.
    pub(super) fn finish(mut self) -> Facts {
        self.settle();
        self.facts
    }

    fn call<'a>(&mut self, call: &'a CallExpression<'a>, context: &mut Context<'a, '_>) {
        let Some((target, root)) = target(call, context) else { return };
        self.explained.insert(root.start);
        let tool = match target {
            Target::Tool(name) => Some(name),
            Target::Dynamic => None,
        };
        self.facts.dynamic |= tool.is_none() || self.facts.calls.len() >= MAX_CALLS;
        if self.facts.calls.len() < MAX_CALLS {
            self.open.push(self.facts.calls.len());
            self.facts.calls.push(ToolCall {
                tool,
                span: call.span,
                loops: self.loops,
                numbers: Vec::new(),
                sources: Arc::default(),
                arguments: 0..0,
            });
        }
    }

    /// `list.push(item)`, `function_of_the_script(value)`.
    fn other_call<'a>(&mut self, call: &'a CallExpression<'a>, range: Range<usize>, context: &Context<'a, '_>) {
        if let Some(name) = as_identifier(&call.callee) {
            self.given.extend(symbol(name.reference_id.get(), context).map(|symbol| (symbol, range)));
            return;
        }
        let Some(member) = as_member(&call.callee) else { return };
        if matches!(member.key, Key::Static("push" | "unshift" | "set" | "add" | "append" | "splice", _)) {
            self.carry(holder(member.object, context), &range);
        }
    }

    /// `tools.users.list` where it is not called.
    fn member<'a>(&mut self, node: AstKind<'a>, context: &mut Context<'a, '_>) {
        let Some(member) = member(node).filter(|member| !context.is_type_of(member.span)) else { return };
        if let Some((name, root)) = tool_at(member, context)
            && self.explained.insert(root.start)
        {
            self.give(&name);
            self.facts.values.insert(name);
        }
    }

    /// What a function's parameters are given, by the call around it and by calls of the variable that holds it.
    fn function(&mut self, parameters: &FormalParameters<'_>, own: Option<SymbolId>, context: &Context<'_, '_>) {
        let around = match context.parent() {
            Some(AstKind::CallExpression(_)) => self.starts.last().map(|start| *start..self.seen.len()),
            _ => None,
        };
        let held = match context.parent() {
            Some(AstKind::VariableDeclarator(it)) => it.id.get_binding_identifier().and_then(|id| id.symbol_id.get()),
            _ => None,
        };
        for parameter in &parameters.items {
            if let Some(range) = &around {
                self.bind(&parameter.pattern, range);
            }
            for name in parameter.pattern.get_binding_identifiers() {
                for holder in [own, held].into_iter().flatten() {
                    self.parameters.entry(holder).or_default().extend(name.symbol_id.get());
                }
            }
        }
    }

    fn bind(&mut self, pattern: &BindingPattern<'_>, range: &Range<usize>) {
        for name in pattern.get_binding_identifiers() {
            self.carry(name.symbol_id.get(), range);
        }
    }

    /// A variable carries what was seen in a range.
    fn carry(&mut self, symbol: Option<SymbolId>, range: &Range<usize>) {
        if self.edges.len() < MAX_EDGES {
            self.edges.extend(symbol.map(|symbol| (symbol, range.clone())));
        } else {
            self.exhausted = true;
        }
    }

    fn assign<'a>(&mut self, target: &'a AssignmentTarget<'a>, range: &Range<usize>, context: &Context<'a, '_>) {
        let object = match target {
            AssignmentTarget::AssignmentTargetIdentifier(it) => symbol(it.reference_id.get(), context),
            AssignmentTarget::StaticMemberExpression(it) => holder(&it.object, context),
            AssignmentTarget::ComputedMemberExpression(it) => holder(&it.object, context),
            // Every variable that stands in a pattern, and in what is assigned to it.
            AssignmentTarget::ArrayAssignmentTarget(_) | AssignmentTarget::ObjectAssignmentTarget(_) => {
                for index in range.clone() {
                    if let Some(Seen::Variable(symbol)) = self.seen.get(index) {
                        self.carry(Some(*symbol), range);
                    }
                }
                None
            }
            _ => None,
        };
        self.carry(object, range);
    }

    fn give(&mut self, name: &str) {
        let next = self.tools.len();
        self.seen.push(Seen::Tool(*self.tools.entry(name.into()).or_insert(next)));
    }

    fn word(&mut self, word: &str, span: Span) {
        if word.len() <= MAX_WORD && !self.facts.words.contains_key(word) {
            self.facts.words.insert(word.to_owned(), span);
        }
    }

    /// The tools whose results each variable carries, through other variables; then those that each call is given.
    fn settle(&mut self) {
        if self.tools.is_empty() {
            return;
        }
        let parameters = std::mem::take(&mut self.parameters);
        for (function, range) in std::mem::take(&mut self.given) {
            for parameter in parameters.get(&function).into_iter().flatten() {
                self.carry(Some(*parameter), &range);
            }
        }
        let variables = self.edges.iter().map(|(symbol, _)| symbol.index() + 1).max().unwrap_or(0);
        let mut carried: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); variables];
        let (mut steps, mut changed) = (0, true);
        for _ in 0..MAX_ROUNDS {
            changed = false;
            for (symbol, range) in &self.edges {
                let (tools, taken) = tools_in(self.seen.get(range.clone()).unwrap_or_default(), &carried);
                steps += taken;
                if let Some(own) = carried.get_mut(symbol.index()).filter(|_| !tools.is_empty()) {
                    let before = own.len();
                    own.extend(tools);
                    changed |= own.len() > before;
                }
                if steps > MAX_STEPS {
                    break;
                }
            }
            if !changed || steps > MAX_STEPS {
                break;
            }
        }
        let mut names: Vec<_> = std::mem::take(&mut self.tools).into_iter().collect();
        names.sort_by_key(|(_, index)| *index);
        let all = Arc::new(names.iter().map(|(name, _)| Arc::clone(name)).collect());
        self.exhausted |= changed || steps > MAX_STEPS;
        for call in &mut self.facts.calls {
            if self.exhausted {
                call.sources = Arc::clone(&all);
                continue;
            }
            let (tools, taken) = tools_in(self.seen.get(call.arguments.clone()).unwrap_or_default(), &carried);
            call.sources =
                Arc::new(tools.into_iter().filter_map(|tool| Some(Arc::clone(&names.get(tool)?.0))).collect());
            steps += taken;
            self.exhausted = steps > 2 * MAX_STEPS;
        }
    }
}

/// The tools that what was seen stands for, and the steps that it took to find them.
fn tools_in(seen: &[Seen], carried: &[BTreeSet<usize>]) -> (BTreeSet<usize>, usize) {
    let mut tools = BTreeSet::new();
    let mut steps = seen.len() + 1;
    for seen in seen {
        match seen {
            Seen::Tool(tool) => {
                tools.insert(*tool);
            }
            Seen::Variable(symbol) => {
                let inner = carried.get(symbol.index());
                steps += inner.map_or(0, BTreeSet::len);
                tools.extend(inner.into_iter().flatten());
            }
        }
    }
    (tools, steps)
}

/// Whether a node's children run again and again: a loop, or a callback for each item of a list.
fn repeats(node: AstKind<'_>) -> bool {
    match node {
        AstKind::ForStatement(_)
        | AstKind::ForInStatement(_)
        | AstKind::ForOfStatement(_)
        | AstKind::WhileStatement(_)
        | AstKind::DoWhileStatement(_) => true,
        AstKind::CallExpression(call) => matches!(
            call.callee.get_inner_expression().as_member_expression().and_then(|member| member.static_property_name()),
            Some("map" | "forEach" | "flatMap" | "filter" | "reduce" | "some" | "every" | "find" | "from")
        ),
        _ => false,
    }
}

fn symbol(reference: Option<ReferenceId>, context: &Context<'_, '_>) -> Option<SymbolId> {
    context.scoping().get_reference(reference?).symbol_id()
}

/// The variable that a chain of members starts with.
fn holder<'a>(expression: &'a Expression<'a>, context: &Context<'a, '_>) -> Option<SymbolId> {
    let mut expression = expression;
    while let Some(member) = as_member(expression) {
        expression = member.object;
    }
    symbol(as_identifier(expression)?.reference_id.get(), context)
}

#[cfg(test)]
mod tests {
    use enclave_contract::{Config, Settings};
    use oxc::allocator::Allocator;

    use super::*;
    use crate::{parse::parse_text, tools::ToolTable, validate::validate};

    /// Each call with its loops and the tools whose results reach it.
    fn calls(script: &str) -> String {
        let facts = facts(script);
        let call = |call: &ToolCall| {
            let sources: Vec<_> = call.sources.iter().map(AsRef::as_ref).collect();
            format!("{}@{}({})", call.tool.as_deref().unwrap_or("?"), call.loops, sources.join(" "))
        };
        facts.calls.iter().map(call).collect::<Vec<_>>().join(" ")
    }

    fn facts(script: &str) -> Facts {
        let allocator = Allocator::default();
        let parsed = parse_text(&allocator, script).unwrap();
        let settings = Settings::new(&Config::default()).unwrap();
        validate(parsed, &settings, &ToolTable::new(Vec::new(), true).unwrap()).unwrap().facts
    }

    #[test]
    fn results_are_followed_to_arguments() {
        for (script, expected) in [
            ("const a = await tools.get({}); await tools.put({ a })", "get@0() put@0(get)"),
            ("await tools.put(await tools.get({}))", "put@0(get) get@0()"),
            (
                "const { a: [b] } = await tools.get({}); const c = { d: b }; await tools.put({ e: c.d })",
                "get@0() put@0(get)",
            ),
            ("let a; a = await tools.get({}); const l = []; l.push(a.x); await tools.put(l[0])", "get@0() put@0(get)"),
            ("const o = {}; o.x = await tools.get({}); await tools.put(o)", "get@0() put@0(get)"),
            ("for (const a of await tools.get({})) await tools.put({ a })", "get@1() put@1(get put)"),
            ("(await tools.get({})).map((a) => tools.put({ a }))", "get@1() put@1(get)"),
            ("tools.get({}).then(({ a }) => tools.put({ a }))", "get@0() put@0(get)"),
            ("const f = (x) => x.id; const a = f(await tools.get({})); await tools.put({ a })", "get@0() put@0(get)"),
            (
                "async function load() { return await tools.get({}) } await tools.put(await load())",
                "get@0() put@0(get)",
            ),
            ("const send = (x) => tools.put({ x }); send(await tools.get({}))", "put@0(get put) get@0()"),
            ("const get = tools.get; await tools.put(await get({}))", "put@0(get)"),
            ("const a = await tools.get({}); { const a = 1; await tools.put({ a }) }", "get@0() put@0()"),
            (
                "const name = 'users:' + 'get'; await callTool(name, {}); await callTool(context.x, {})",
                "users:get@0() ?@0()",
            ),
            ("while (true) { for (;;) { await tools.a.b({}); break } break }", "a.b@2()"),
        ] {
            assert_eq!(calls(script), expected, "{script}");
        }
    }

    #[test]
    fn what_may_be_used_is_known() {
        let may_use = |script: &str| facts(script).may_use("a.b");
        assert!(may_use("await tools.a.b({})"));
        assert!(may_use("await callTool('a.b', {})"));
        assert!(may_use("const call = callTool"));
        assert!(may_use("tools[context.x].b({})"));
        assert!(!may_use("await tools.a.c({})"));
        assert!(!may_use("typeof callTool"));
        assert!(!may_use("if (typeof tools.a.b !== 'function') 1"));
    }

    /// Calls times parameters grow with the square of a script; what is behind them is not hidden.
    #[test]
    fn a_flow_that_is_too_wide_to_follow_counts_as_a_flow() {
        let parameters: Vec<_> = (0..1_000).map(|index| format!("a{index}")).collect();
        let wide = format!("const f = ({}) => 1;\n{}", parameters.join(",\n"), "f(1);\n".repeat(200));
        let script = format!("const x = await tools.get({{}});\n{wide}let y; y = x; await tools.put({{ y }})");
        assert_eq!(calls(&script), "get@0(get put) put@0(get put)");
    }

    #[test]
    fn words_are_listed() {
        let facts = facts("const a = 1; let b = 2; b = 3; return { key: a.member, other: 'text' }");
        assert_eq!(facts.words.keys().map(String::as_str).collect::<Vec<_>>(), ["key", "member", "other", "text"]);
    }
}
