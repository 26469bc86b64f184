//! Constant folding: what an expression is, as far as that can be said before the script runs.
//!
//! Rules see the key that `'const' + 'ructor'` makes. What is not folded here is checked at run time, so giving up
//! is always safe: every fold has a budget of steps, depth and length.

mod builtin;
mod constant;

use std::{borrow::Cow, collections::BTreeMap};

use oxc::{
    ast::{
        AstKind,
        ast::{
            ArrayExpressionElement, BinaryExpression, BindingPattern, Expression, IdentifierReference,
            ObjectPropertyKind, PropertyKind, TemplateLiteral, UnaryExpression,
        },
    },
    semantic::{NodeId, Semantic, SymbolFlags, SymbolId},
    span::GetSpan,
    syntax::operator::{BinaryOperator, LogicalOperator, UnaryOperator},
};

pub(crate) use constant::Constant;

use super::ast::{Key, as_call, as_member, is_wrapper, member, property_key, writes};

/// Expressions looked at for one fold.
const MAX_STEPS: u32 = 2_000;

/// Nesting followed by one fold.
const MAX_DEPTH: u32 = 48;

/// Length of a folded string, in bytes, and of a folded array, in items.
const MAX_LENGTH: usize = 8 << 10;

/// Bytes and items that all folds of a script may make or look through together.
const MAX_WORK: usize = 4 << 20;

/// References of a variable that are looked at to see whether its value stays.
const MAX_REFERENCES: usize = 64;

/// Methods that change the list that they are called on.
const MUTATORS: &[&str] = &["push", "pop", "shift", "unshift", "splice", "sort", "reverse", "fill", "copyWithin"];

/// Folds expressions and remembers the names it has folded.
pub(crate) struct Folder<'a, 'c> {
    semantic: &'c Semantic<'a>,
    names: BTreeMap<usize, Option<Constant>>,
    /// The last key asked for, since several rules ask for the same one in turn.
    last_key: Option<(NodeId, Option<String>)>,
    steps: u32,
    depth: u32,
    work: usize,
    /// Whether a budget ended the fold: what was found then says nothing about a later one.
    gave_up: bool,
}

impl<'a, 'c> Folder<'a, 'c> {
    pub(crate) fn new(semantic: &'c Semantic<'a>) -> Self {
        Self { semantic, names: BTreeMap::new(), last_key: None, steps: 0, depth: 0, work: 0, gave_up: false }
    }

    /// The constant that an expression always is.
    pub(crate) fn fold(&mut self, expression: &'a Expression<'a>) -> Option<Constant> {
        self.steps = 0;
        self.depth = 0;
        self.gave_up = false;
        self.expression(expression)
    }

    /// The property key that an expression in brackets always makes.
    pub(crate) fn key(&mut self, key: Key<'a>) -> Option<Cow<'a, str>> {
        match key {
            Key::Static(name, _) => Some(Cow::Borrowed(name)),
            Key::Computed(expression) => {
                let node = AstKind::from_expression(expression).node_id();
                if self.last_key.as_ref().is_none_or(|(last, _)| *last != node) {
                    let name = self.fold(expression).and_then(|constant| constant.text());
                    self.last_key = Some((node, name));
                }
                self.last_key.as_ref().and_then(|(_, name)| name.clone()).map(Cow::Owned)
            }
        }
    }

    fn expression(&mut self, expression: &'a Expression<'a>) -> Option<Constant> {
        self.steps += 1;
        if self.steps > MAX_STEPS || self.depth >= MAX_DEPTH || self.work > MAX_WORK {
            self.gave_up = true;
            return None;
        }
        self.depth += 1;
        let constant = self.unbounded(expression);
        self.depth -= 1;
        let size = constant.as_ref().map_or(0, Constant::size);
        self.work += 1 + size;
        constant.filter(|_| size <= MAX_LENGTH)
    }

    fn unbounded(&mut self, expression: &'a Expression<'a>) -> Option<Constant> {
        match expression.get_inner_expression() {
            Expression::StringLiteral(literal) if literal.lone_surrogates => None,
            Expression::StringLiteral(literal) => Some(Constant::String(literal.value.to_string())),
            Expression::NumericLiteral(literal) => Some(Constant::Number(literal.value)),
            Expression::BigIntLiteral(literal) => Some(Constant::BigInt(literal.value.to_string())),
            Expression::BooleanLiteral(literal) => Some(Constant::Boolean(literal.value)),
            Expression::NullLiteral(_) => Some(Constant::Null),
            Expression::TemplateLiteral(template) => self.template(template),
            Expression::TaggedTemplateExpression(tagged) => self.tagged(&tagged.tag, &tagged.quasi),
            Expression::Identifier(identifier) => self.identifier(identifier),
            Expression::BinaryExpression(binary) => self.binary(binary),
            Expression::UnaryExpression(unary) => self.unary(unary),
            Expression::SequenceExpression(sequence) => self.expression(sequence.expressions.last()?),
            Expression::ConditionalExpression(it) => {
                let branch = if self.expression(&it.test)?.truthy() { &it.consequent } else { &it.alternate };
                self.expression(branch)
            }
            Expression::LogicalExpression(it) => {
                let left = self.expression(&it.left)?;
                let right_counts = match it.operator {
                    LogicalOperator::And => left.truthy(),
                    LogicalOperator::Or => !left.truthy(),
                    LogicalOperator::Coalesce => matches!(left, Constant::Null | Constant::Undefined),
                };
                if right_counts { self.expression(&it.right) } else { Some(left) }
            }
            Expression::ArrayExpression(array) => self.array(&array.elements),
            other => match as_member(other) {
                Some(member) => {
                    let key = self.member_key(member.key)?;
                    if let Some(part) = self.part(member.object, &key, 0) {
                        return self.expression(part);
                    }
                    self.expression(member.object)?.property(&key)
                }
                None => self.call(as_call(other)?),
            },
        }
    }

    /// The expression that stands in an object or a list under a key, so that the rest of it need not be constant.
    fn part(&mut self, object: &'a Expression<'a>, key: &str, depth: u32) -> Option<&'a Expression<'a>> {
        if depth > MAX_DEPTH || self.work > MAX_WORK {
            return None;
        }
        match object.get_inner_expression() {
            Expression::ObjectExpression(object) => {
                self.work += object.properties.len();
                let mut found = None;
                for property in &object.properties {
                    let ObjectPropertyKind::ObjectProperty(property) = property else { return None };
                    let name = self.member_key(property_key(&property.key, property.computed)?)?;
                    if name == key {
                        let plain = property.kind == PropertyKind::Init && !property.method;
                        found = plain.then_some(&property.value);
                    }
                }
                found
            }
            Expression::ArrayExpression(array) => {
                let index = key.parse::<usize>().ok()?;
                let before = array.elements.get(..=index)?;
                self.work += before.len();
                if before.iter().any(ArrayExpressionElement::is_spread) { None } else { before.last()?.as_expression() }
            }
            Expression::Identifier(name) => {
                let symbol = self.semantic.scoping().get_reference(name.reference_id.get()?).symbol_id()?;
                let value = self.initial_value(symbol).filter(|_| self.is_only_read(symbol))?;
                self.part(value, key, depth + 1)
            }
            other => {
                let member = as_member(other)?;
                let inner = self.member_key(member.key)?;
                let object = self.part(member.object, &inner, depth + 1)?;
                self.part(object, key, depth + 1)
            }
        }
    }

    /// Whether nothing in the script changes the object or the list that a variable holds, as far as its name shows.
    /// A change by another name is not seen; what was folded wrongly is still guarded at run time.
    fn is_only_read(&self, symbol: SymbolId) -> bool {
        let nodes = self.semantic.nodes();
        self.semantic.scoping().get_resolved_references(symbol).take(MAX_REFERENCES + 1).enumerate().all(
            |(index, reference)| {
                let mut node = reference.node_id();
                let mut last_key = None;
                let user = loop {
                    let parent = nodes.parent_id(node);
                    let (span, kind) = (nodes.kind(node).span(), nodes.kind(parent));
                    match member(kind) {
                        Some(member) if member.object.span() == span => last_key = Some(member.key),
                        _ if is_wrapper(kind) => {}
                        _ => break kind,
                    }
                    node = parent;
                };
                let span = nodes.kind(node).span();
                let changes = match user {
                    AstKind::CallExpression(call) if call.callee.span() == span => {
                        !matches!(last_key, Some(Key::Static(name, _)) if !MUTATORS.contains(&name))
                    }
                    AstKind::CallExpression(_) | AstKind::NewExpression(_) => last_key.is_none(),
                    user => writes(user, span),
                };
                index < MAX_REFERENCES && !changes
            },
        )
    }

    /// The key of a member inside of a fold, within its budget.
    fn member_key(&mut self, key: Key<'a>) -> Option<String> {
        match key {
            Key::Static(name, _) => Some(name.to_owned()),
            Key::Computed(expression) => self.expression(expression)?.text(),
        }
    }

    fn template(&mut self, template: &'a TemplateLiteral<'a>) -> Option<Constant> {
        let mut text = String::new();
        for (index, quasi) in template.quasis.iter().enumerate() {
            if quasi.lone_surrogates {
                return None;
            }
            text.push_str(quasi.value.cooked?.as_str());
            if let Some(hole) = template.expressions.get(index) {
                text.push_str(&self.expression(hole)?.text()?);
            }
            if text.len() > MAX_LENGTH {
                return None;
            }
        }
        Some(Constant::String(text))
    }

    /// `` String.raw`…` `` without holes.
    fn tagged(&mut self, tag: &'a Expression<'a>, quasi: &'a TemplateLiteral<'a>) -> Option<Constant> {
        let member = as_member(tag)?;
        let is_raw = self.is_global(member.object, "String") && self.member_key(member.key)? == "raw";
        match (is_raw, quasi.quasis.as_slice()) {
            (true, [only]) => Some(Constant::String(only.value.raw.to_string())),
            _ => None,
        }
    }

    /// Sums are long chains to the left, so their spine is walked and not recursed into.
    fn binary(&mut self, binary: &'a BinaryExpression<'a>) -> Option<Constant> {
        if binary.operator != BinaryOperator::Addition {
            let left = self.expression(&binary.left)?;
            let right = self.expression(&binary.right)?;
            return left.operate(binary.operator, &right);
        }
        let mut operands = vec![&binary.right];
        let mut first = &binary.left;
        while let Expression::BinaryExpression(inner) = first.get_inner_expression()
            && inner.operator == BinaryOperator::Addition
        {
            if operands.len() > MAX_LENGTH {
                return None;
            }
            operands.push(&inner.right);
            first = &inner.left;
        }
        let mut sum = self.expression(first)?;
        for operand in operands.into_iter().rev() {
            sum = sum.plus(self.expression(operand)?)?;
            if sum.size() > MAX_LENGTH {
                return None;
            }
        }
        Some(sum)
    }

    fn unary(&mut self, unary: &'a UnaryExpression<'a>) -> Option<Constant> {
        if unary.operator == UnaryOperator::Void {
            return Some(Constant::Undefined);
        }
        let argument = self.expression(&unary.argument)?;
        match unary.operator {
            UnaryOperator::LogicalNot => Some(Constant::Boolean(!argument.truthy())),
            UnaryOperator::UnaryPlus => Some(Constant::Number(argument.number()?)),
            UnaryOperator::UnaryNegation => match argument {
                Constant::BigInt(_) => None,
                other => Some(Constant::Number(-other.number()?)),
            },
            _ => None,
        }
    }

    fn array(&mut self, elements: &'a [ArrayExpressionElement<'a>]) -> Option<Constant> {
        let mut items = Vec::new();
        for element in elements {
            match element {
                ArrayExpressionElement::Elision(_) => items.push(Constant::Undefined),
                ArrayExpressionElement::SpreadElement(spread) => {
                    items.extend(self.expression(&spread.argument)?.items()?)
                }
                other => items.push(self.expression(other.as_expression()?)?),
            }
            if items.len() > MAX_LENGTH {
                return None;
            }
        }
        Some(Constant::Array(items))
    }

    fn identifier(&mut self, identifier: &'a IdentifierReference<'a>) -> Option<Constant> {
        let scoping = self.semantic.scoping();
        let Some(symbol) = scoping.get_reference(identifier.reference_id.get()?).symbol_id() else {
            return match identifier.name.as_str() {
                "undefined" => Some(Constant::Undefined),
                "NaN" => Some(Constant::Number(f64::NAN)),
                "Infinity" => Some(Constant::Number(f64::INFINITY)),
                _ => None,
            };
        };
        let index = symbol.index();
        if let Some(known) = self.names.get(&index) {
            return known.clone();
        }
        // The entry stands while the initial value is folded, so that names in a circle end.
        self.names.insert(index, None);
        let value = self.initial_value(symbol).and_then(|value| self.expression(value));
        // An array may be changed in place after its declaration.
        let value = value.filter(|value| !matches!(value, Constant::Array(_)) || self.is_only_read(symbol));
        if self.gave_up {
            self.names.remove(&index);
        } else {
            self.names.insert(index, value.clone());
        }
        value
    }

    /// The initial value of a variable that is never written again.
    pub(crate) fn written_once(&self, name: &IdentifierReference<'a>) -> Option<&'a Expression<'a>> {
        let reference = name.reference_id.get()?;
        self.initial_value(self.semantic.scoping().get_reference(reference).symbol_id()?)
    }

    /// The initial value of a variable that nothing but this reference sees, so that it is still what it was.
    pub(crate) fn only_value(&self, name: &IdentifierReference<'a>) -> Option<&'a Expression<'a>> {
        let scoping = self.semantic.scoping();
        let symbol = scoping.get_reference(name.reference_id.get()?).symbol_id()?;
        let is_only = scoping.get_resolved_reference_ids(symbol).len() == 1;
        if is_only { self.initial_value(symbol) } else { None }
    }

    /// The initial value of a variable that is never written again.
    fn initial_value(&self, symbol: SymbolId) -> Option<&'a Expression<'a>> {
        let scoping = self.semantic.scoping();
        let flags = scoping.symbol_flags(symbol);
        let written_once = !scoping.symbol_is_mutated(symbol) && scoping.symbol_redeclarations(symbol).is_empty();
        if !written_once || !flags.intersects(SymbolFlags::Variable) || flags.is_ambient() {
            return None;
        }
        let declaration = self.semantic.nodes().kind(scoping.symbol_declaration(symbol));
        match declaration {
            AstKind::VariableDeclarator(it) if matches!(it.id, BindingPattern::BindingIdentifier(_)) => {
                it.init.as_ref()
            }
            _ => None,
        }
    }

    /// Whether an expression is a global of that name which the script does not declare.
    fn is_global(&self, expression: &Expression<'_>, name: &str) -> bool {
        match expression.get_inner_expression() {
            Expression::Identifier(it) if it.name == name => it
                .reference_id
                .get()
                .is_some_and(|reference| self.semantic.scoping().get_reference(reference).symbol_id().is_none()),
            _ => false,
        }
    }
}
