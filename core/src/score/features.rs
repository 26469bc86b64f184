//! What the gate reads of a program: its tool calls, where they stand, and which results reach which arguments.
//!
//! The flow of data is read without order and by name: a variable carries what any assignment to it carries. That
//! finds more flows than there are, never fewer within the constructs it knows; a score is a hint, not a proof.

use std::collections::{BTreeMap, BTreeSet};

use oxc::{
    ast::ast,
    ast_visit::{Visit, walk},
    span::{GetSpan, Span},
    syntax::scope::ScopeFlags,
};

use crate::{finding::LineIndex, validate::Validated};

/// Rounds of the fixpoint over variables.
const MAX_ROUNDS: usize = 16;

/// One call of a tool.
#[derive(Debug)]
pub(super) struct ToolUse {
    /// The tool; empty when its name is computed.
    pub(super) name: String,
    pub(super) line: u32,
    /// Loops and callbacks around the call.
    pub(super) loops: u32,
    /// Numbers given as a page size or limit.
    pub(super) largest_limit: f64,
    /// Tools whose results reach the arguments.
    pub(super) sources: BTreeSet<String>,
    uses: BTreeSet<String>,
    inner_calls: BTreeSet<String>,
}

/// What the gate reads of a program.
#[derive(Debug, Default)]
pub(crate) struct Features {
    pub(super) calls: Vec<ToolUse>,
    /// Names of fields that look sensitive, with the line where each first stands.
    pub(super) sensitive: BTreeMap<String, u32>,
}

impl Features {
    /// Reads the features of a program.
    pub(crate) fn of(validated: &Validated<'_>) -> Self {
        let lines = LineIndex::new(validated.program.source_text);
        let mut reader = Reader { lines, features: Self::default(), loops: 0, carries: BTreeMap::new() };
        reader.visit_program(&validated.program);
        let carried = settle(&reader.carries);
        let mut features = reader.features;
        for call in &mut features.calls {
            let from_names = call.uses.iter().filter_map(|name| carried.get(name)).flatten().cloned();
            call.sources = from_names.chain(call.inner_calls.iter().cloned()).collect();
        }
        features
    }
}

/// What a variable is made of: names of other variables, and tools.
#[derive(Clone, Debug, Default)]
struct Carries {
    names: BTreeSet<String>,
    tools: BTreeSet<String>,
}

/// The tools whose results each variable carries, through other variables.
fn settle(carries: &BTreeMap<String, Carries>) -> BTreeMap<String, BTreeSet<String>> {
    let mut settled: BTreeMap<String, BTreeSet<String>> =
        carries.iter().map(|(name, carries)| (name.clone(), carries.tools.clone())).collect();
    for _ in 0..MAX_ROUNDS {
        let mut changed = false;
        for (name, carries) in carries {
            let more: BTreeSet<String> =
                carries.names.iter().filter_map(|other| settled.get(other)).flatten().cloned().collect();
            let own = settled.entry(name.clone()).or_default();
            let before = own.len();
            own.extend(more);
            changed |= own.len() > before;
        }
        if !changed {
            break;
        }
    }
    settled
}

struct Reader<'s> {
    lines: LineIndex<'s>,
    features: Features,
    loops: u32,
    carries: BTreeMap<String, Carries>,
}

impl Reader<'_> {
    fn in_loop(&mut self, walk: impl FnOnce(&mut Self)) {
        self.loops += 1;
        walk(self);
        self.loops -= 1;
    }

    fn flow(&mut self, targets: &[String], from: &Uses) {
        for target in targets {
            let carries = self.carries.entry(target.clone()).or_default();
            carries.names.extend(from.names.iter().cloned());
            carries.tools.extend(from.tools.iter().cloned());
        }
    }

    fn field(&mut self, name: &str, span: Span) {
        if super::signals::is_sensitive(name) {
            let line = self.lines.position(span.start).line;
            self.features.sensitive.entry(name.to_owned()).or_insert(line);
        }
    }
}

impl<'a> Visit<'a> for Reader<'_> {
    fn visit_call_expression(&mut self, it: &ast::CallExpression<'a>) {
        if let Some(name) = tool_name(it) {
            let mut uses = Uses::default();
            let mut limit = Limits(0.0);
            for argument in &it.arguments {
                uses.visit_argument(argument);
                limit.visit_argument(argument);
            }
            let line = self.lines.position(it.span.start).line;
            self.features.calls.push(ToolUse {
                name,
                line,
                loops: self.loops,
                largest_limit: limit.0,
                sources: BTreeSet::new(),
                uses: uses.names,
                inner_calls: uses.tools,
            });
        }
        let callback =
            it.callee.get_inner_expression().as_member_expression().and_then(|member| member.static_property_name());
        match callback {
            Some("map" | "forEach" | "flatMap" | "filter" | "reduce" | "some" | "every") => {
                self.visit_expression(&it.callee);
                self.in_loop(|reader| it.arguments.iter().for_each(|argument| reader.visit_argument(argument)));
            }
            // What is pushed into an array is carried by it.
            Some("push" | "unshift" | "set" | "add") => {
                let mut uses = Uses::default();
                it.arguments.iter().for_each(|argument| uses.visit_argument(argument));
                let mut target = Uses::default();
                target.visit_expression(&it.callee);
                self.flow(&target.names.into_iter().collect::<Vec<_>>(), &uses);
                walk::walk_call_expression(self, it);
            }
            _ => walk::walk_call_expression(self, it),
        }
    }
    fn visit_variable_declarator(&mut self, it: &ast::VariableDeclarator<'a>) {
        if let Some(init) = &it.init {
            let mut uses = Uses::default();
            uses.visit_expression(init);
            let names: Vec<String> = it.id.get_binding_identifiers().iter().map(|id| id.name.to_string()).collect();
            self.flow(&names, &uses);
        }
        walk::walk_variable_declarator(self, it);
    }
    fn visit_assignment_expression(&mut self, it: &ast::AssignmentExpression<'a>) {
        let (mut target, mut uses) = (Uses::default(), Uses::default());
        target.visit_assignment_target(&it.left);
        uses.visit_expression(&it.right);
        self.flow(&target.names.into_iter().collect::<Vec<_>>(), &uses);
        walk::walk_assignment_expression(self, it);
    }
    fn visit_for_of_statement(&mut self, it: &ast::ForOfStatement<'a>) {
        let mut uses = Uses::default();
        uses.visit_expression(&it.right);
        if let ast::ForStatementLeft::VariableDeclaration(declaration) = &it.left {
            for declarator in &declaration.declarations {
                let names: Vec<String> =
                    declarator.id.get_binding_identifiers().iter().map(|id| id.name.to_string()).collect();
                self.flow(&names, &uses);
            }
        }
        self.in_loop(|reader| walk::walk_for_of_statement(reader, it));
    }
    fn visit_for_statement(&mut self, it: &ast::ForStatement<'a>) {
        self.in_loop(|reader| walk::walk_for_statement(reader, it));
    }
    fn visit_for_in_statement(&mut self, it: &ast::ForInStatement<'a>) {
        self.in_loop(|reader| walk::walk_for_in_statement(reader, it));
    }
    fn visit_while_statement(&mut self, it: &ast::WhileStatement<'a>) {
        self.in_loop(|reader| walk::walk_while_statement(reader, it));
    }
    fn visit_do_while_statement(&mut self, it: &ast::DoWhileStatement<'a>) {
        self.in_loop(|reader| walk::walk_do_while_statement(reader, it));
    }
    fn visit_identifier_name(&mut self, it: &ast::IdentifierName<'a>) {
        self.field(&it.name, it.span);
    }
    fn visit_binding_property(&mut self, it: &ast::BindingProperty<'a>) {
        if let Some(name) = it.key.static_name() {
            self.field(&name, it.key.span());
        }
        walk::walk_binding_property(self, it);
    }
    fn visit_string_literal(&mut self, it: &ast::StringLiteral<'a>) {
        self.field(&it.value, it.span);
    }
}

/// Names and tool calls in an expression; functions inside it included.
#[derive(Default)]
struct Uses {
    names: BTreeSet<String>,
    tools: BTreeSet<String>,
}

impl<'a> Visit<'a> for Uses {
    fn visit_identifier_reference(&mut self, it: &ast::IdentifierReference<'a>) {
        self.names.insert(it.name.to_string());
    }
    fn visit_call_expression(&mut self, it: &ast::CallExpression<'a>) {
        if let Some(name) = tool_name(it) {
            self.tools.insert(name);
        }
        walk::walk_call_expression(self, it);
    }
}

/// The largest number that is given as a limit.
struct Limits(f64);

impl<'a> Visit<'a> for Limits {
    fn visit_object_property(&mut self, it: &ast::ObjectProperty<'a>) {
        let is_limit = it.key.static_name().is_some_and(|name| super::signals::is_limit(&name));
        if let (true, ast::Expression::NumericLiteral(number)) = (is_limit, it.value.get_inner_expression()) {
            self.0 = self.0.max(number.value);
        }
        walk::walk_object_property(self, it);
    }
    fn visit_function(&mut self, _: &ast::Function<'a>, _: ScopeFlags) {}
}

/// The tool that a call is of; an empty name for one that is computed.
fn tool_name(call: &ast::CallExpression<'_>) -> Option<String> {
    match call.callee.get_inner_expression() {
        ast::Expression::Identifier(callee) if callee.name == "callTool" => {
            Some(match call.arguments.first().and_then(|name| name.as_expression()) {
                Some(ast::Expression::StringLiteral(name)) => name.value.to_string(),
                _ => String::new(),
            })
        }
        callee => {
            let mut parts = Vec::new();
            let mut at = callee;
            while let Some(member) = at.as_member_expression() {
                parts.push(member.static_property_name()?.to_owned());
                at = member.object().get_inner_expression();
            }
            let on_tools = matches!(at, ast::Expression::Identifier(root) if root.name == "tools");
            parts.reverse();
            (on_tools && !parts.is_empty()).then(|| parts.join("."))
        }
    }
}
