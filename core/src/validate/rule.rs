//! What a rule is, and what it sees while the traversal passes a node.

use std::{borrow::Cow, collections::BTreeSet};

use enclave_contract::{DiagnosticCode, Language, Level, Settings, Severity};
use oxc::{
    ast::{
        AstKind, AstType,
        ast::{Expression, Function, IdentifierReference},
    },
    semantic::{NodeId, Scoping, Semantic, SymbolFlags, SymbolId},
    span::{GetSpan, Span},
};

use super::{
    ast::{Key, as_identifier, as_member, is_wrapper},
    facts::Facts,
    flow::Flow,
    fold::{Constant, Folder},
    globals::{self, Class},
    presets,
    results::Results,
};
use crate::{
    finding::{Finding, MAX_FINDINGS},
    tools::ToolTable,
};

/// Links that are followed from a member to what its chain starts with.
const MAX_CHAIN: usize = 32;

/// One rule of layer 1.
pub(crate) struct Rule {
    /// The code of its findings.
    pub(crate) code: DiagnosticCode,
    /// What it stops and why, for the documentation.
    pub(crate) docs: &'static str,
    /// Scripts that it refuses.
    pub(crate) bad: &'static [&'static str],
    /// Scripts that look alike and pass.
    pub(crate) good: &'static [&'static str],
    /// The nodes that it looks at.
    pub(crate) nodes: &'static [AstType],
    /// Looks at one of those nodes, before its children.
    pub(crate) check: for<'a, 'c> fn(AstKind<'a>, &mut Context<'a, 'c>),
    /// Looks at one of those nodes, after its children.
    pub(crate) leave: Option<for<'a, 'c> fn(AstKind<'a>, &mut Context<'a, 'c>)>,
}

/// Where the traversal is and what it knows.
pub(crate) struct Context<'a, 'c> {
    pub(crate) settings: &'c Settings,
    pub(crate) tools: &'c ToolTable,
    pub(crate) folder: Folder<'a, 'c>,
    pub(crate) flow: Flow<'a>,
    pub(crate) results: Results<'c>,
    /// What the whole script does with its tools; complete when the program is left.
    pub(crate) facts: Facts,
    /// Names that have been reported as unknown: one finding for each is enough.
    pub(crate) unknown: BTreeSet<&'a str>,
    /// The last member access that was refused: those further in on the same chain have the same cause.
    pub(crate) refused_member: Option<Span>,
    /// Functions around the current node that have their own `this` and `arguments`.
    pub(crate) functions: u32,
    /// Classes around the current node.
    pub(crate) classes: u32,
    semantic: &'c Semantic<'a>,
    /// From the program down to the parent of the current node.
    ancestors: Vec<AstKind<'a>>,
    errors: Vec<Finding>,
    warnings: Vec<Finding>,
}

impl<'a, 'c> Context<'a, 'c> {
    pub(super) fn new(semantic: &'c Semantic<'a>, settings: &'c Settings, tools: &'c ToolTable) -> Self {
        Self {
            settings,
            tools,
            folder: Folder::new(semantic),
            flow: Flow::default(),
            results: Results::default(),
            facts: Facts::default(),
            unknown: BTreeSet::new(),
            refused_member: None,
            functions: 0,
            classes: 0,
            semantic,
            ancestors: Vec::new(),
            errors: Vec::new(),
            warnings: Vec::new(),
        }
    }

    pub(super) fn enter(&mut self, node: AstKind<'a>) {
        self.functions += u32::from(matches!(node, AstKind::Function(_)));
        self.classes += u32::from(matches!(node, AstKind::Class(_)));
        self.flow.enter(node);
        self.ancestors.push(node);
    }

    pub(super) fn leave(&mut self, node: AstKind<'a>) {
        self.functions -= u32::from(matches!(node, AstKind::Function(_)));
        self.classes -= u32::from(matches!(node, AstKind::Class(_)));
        self.ancestors.pop();
        self.flow.leave(node);
    }

    /// Errors, warnings and facts found.
    pub(super) fn finish(self) -> (Vec<Finding>, Vec<Finding>, Facts) {
        (self.errors, self.warnings, self.facts)
    }

    /// Adds a finding of a rule, as what the settings make of it.
    pub(crate) fn report(
        &mut self,
        code: DiagnosticCode,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(presets::severity(code, self.settings), code, span, message, help);
    }

    /// Adds a finding of a rule that never stops the script.
    pub(crate) fn warn(
        &mut self,
        code: DiagnosticCode,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let severity = presets::severity(code, self.settings).map(|_| Severity::Warning);
        self.add(severity, code, span, message, help);
    }

    fn add(
        &mut self,
        severity: Option<Severity>,
        code: DiagnosticCode,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let place = (span.start, span.end);
        // The lists are kept apart, so that no number of warnings hides an error.
        match severity {
            Some(Severity::Error) if self.errors.len() < MAX_FINDINGS => {
                self.errors.push(Finding::error(code, place, message, help));
            }
            Some(Severity::Warning) if self.warnings.len() < MAX_FINDINGS => {
                self.warnings.push(Finding::warning(code, place, message, help));
            }
            _ => {}
        }
    }

    /// Whether nothing that a rule may still find would be told: warnings only get the room that errors leave.
    pub(super) fn is_full(&self) -> bool {
        self.errors.len() >= MAX_FINDINGS
    }

    /// Whether findings of that code stop the script, so that another rule may leave a cause to it.
    pub(crate) fn stops(&self, code: DiagnosticCode) -> bool {
        presets::severity(code, self.settings) == Some(Severity::Error)
    }

    pub(crate) fn is_agentscript(&self) -> bool {
        self.settings.language == Language::Agentscript
    }

    /// Whether the idioms with `constructor` and `prototype` pass that models write.
    pub(crate) fn allows_idioms(&self) -> bool {
        self.settings.language == Language::Javascript && self.settings.level >= Level::Standard
    }

    /// Ancestors from the parent upwards.
    pub(crate) fn ancestors(&self) -> impl Iterator<Item = AstKind<'a>> + use<'a, '_> {
        self.ancestors.iter().rev().copied()
    }

    pub(crate) fn parent(&self) -> Option<AstKind<'a>> {
        self.ancestors.last().copied()
    }

    /// The nearest ancestor that is more than parentheses, a type or `?.`, and the span of its child on the way.
    pub(crate) fn user(&self, node: Span) -> (Option<AstKind<'a>>, Span) {
        let mut span = node;
        for ancestor in self.ancestors() {
            if !is_wrapper(ancestor) {
                return (Some(ancestor), span);
            }
            span = ancestor.span();
        }
        (None, span)
    }

    /// A node of the program.
    pub(crate) fn node(&self, id: NodeId) -> AstKind<'a> {
        self.semantic.nodes().kind(id)
    }

    pub(crate) fn parent_of(&self, id: NodeId) -> NodeId {
        self.semantic.nodes().parent_id(id)
    }

    pub(crate) fn scoping(&self) -> &'c Scoping {
        self.semantic.scoping()
    }

    pub(crate) fn fold(&mut self, expression: &'a Expression<'a>) -> Option<Constant> {
        self.folder.fold(expression)
    }

    /// The number that an expression always is.
    pub(crate) fn number(&mut self, expression: &'a Expression<'a>) -> Option<f64> {
        match self.fold(expression)? {
            Constant::Number(number) => Some(number),
            _ => None,
        }
    }

    pub(crate) fn key(&mut self, key: Key<'a>) -> Option<Cow<'a, str>> {
        self.folder.key(key)
    }

    /// Whether a name is one of the environment's: what the script declares only for the type checker counts as such,
    /// since nothing of it is left at run time.
    pub(crate) fn is_free(&self, identifier: &IdentifierReference<'_>) -> bool {
        let Some(reference) = identifier.reference_id.get() else { return true };
        match self.scoping().get_reference(reference).symbol_id() {
            Some(symbol) => !self.exists_at_run_time(symbol, identifier.name.as_str()),
            None => true,
        }
    }

    fn exists_at_run_time(&self, symbol: SymbolId, name: &str) -> bool {
        let flags = self.scoping().symbol_flags(symbol);
        if flags.is_ambient()
            || !flags.intersects(SymbolFlags::Value | SymbolFlags::Import | SymbolFlags::CatchVariable)
        {
            return false;
        }
        let only = |kind: SymbolFlags| !flags.intersects(SymbolFlags::Value - kind);
        if flags.is_function() && only(SymbolFlags::Function) {
            let nodes = self.semantic.nodes();
            return self.scoping().symbol_declarations(symbol).any(|declaration| match nodes.kind(declaration) {
                AstKind::Function(Function { body, .. }) => body.is_some(),
                _ => true,
            });
        }
        // A namespace may turn out to hold nothing but types; it must not hide a name that is refused.
        let hides = || matches!(globals::class(name, self.settings), Class::Unknown | Class::Builtin | Class::Guest);
        !(flags.is_value_module() && only(SymbolFlags::ValueModule)) || hides()
    }

    /// Whether the expression at that span is only asked for its type.
    pub(crate) fn is_type_of(&self, node: Span) -> bool {
        matches!(self.user(node).0, Some(AstKind::UnaryExpression(unary)) if unary.operator.is_typeof())
    }

    /// The name of the environment that a chain of members starts with.
    pub(crate) fn root(&self, expression: &'a Expression<'a>) -> Option<&'a str> {
        let mut expression = expression;
        for _ in 0..MAX_CHAIN {
            match as_member(expression) {
                Some(member) => expression = member.object,
                None => return self.global(expression),
            }
        }
        None
    }

    /// The name of the environment that an expression is.
    pub(crate) fn global(&self, expression: &'a Expression<'a>) -> Option<&'a str> {
        let identifier = as_identifier(expression)?;
        self.is_free(identifier).then(|| identifier.name.as_str())
    }

    /// The class of the environment's name that an expression is.
    pub(crate) fn global_class(&self, expression: &'a Expression<'a>) -> Option<Class> {
        self.global(expression).map(|name| globals::class(name, self.settings))
    }
}
