//! What is known of the author's variables: which names are local, and which can hold nothing but a number.
//!
//! A variable is known as a number when it is declared as one and every write to it keeps it one (`i++`, `i += 2`).
//! That covers the counters of loops, and takes the checks of keys and products out of the hottest code.

use oxc::{
    ast::ast::{
        AssignmentExpression, AssignmentTarget, BindingPattern, Expression, IdentifierReference, Program,
        SimpleAssignmentTarget, UpdateExpression, VariableDeclaration, VariableDeclarationKind,
    },
    ast_visit::{VisitJs, walk_js},
    semantic::Scoping,
    syntax::{
        operator::{AssignmentOperator, BinaryOperator, UnaryOperator},
        symbol::SymbolId,
    },
};

/// How deep an expression is looked into; deeper ones count as not known.
const DEPTH: u32 = 32;

/// The variables of a program.
pub(super) struct Bindings<'s> {
    scoping: &'s Scoping,
    variables: Vec<Variable>,
}

#[derive(Clone, Copy, Default)]
struct Variable {
    starts_as_number: bool,
    /// Writes that leave a number a number.
    numeric_writes: usize,
}

impl<'s> Bindings<'s> {
    /// Reads a program whose scopes are `scoping`.
    pub(super) fn of(scoping: &'s Scoping, program: &Program) -> Self {
        let variables = vec![Variable::default(); scoping.symbols_len()];
        let mut bindings = Self { scoping, variables };
        bindings.visit_statements(&program.body);
        bindings
    }

    /// Whether reading the name again gives the same value and does nothing else.
    pub(super) fn is_local(&self, name: &IdentifierReference) -> bool {
        self.symbol(name).is_some()
    }

    /// Whether the name can hold nothing but a number.
    pub(super) fn is_number(&self, name: &IdentifierReference) -> bool {
        let Some(symbol) = self.symbol(name) else { return false };
        let Some(variable) = self.variables.get(symbol.index()) else { return false };
        variable.starts_as_number
            && variable.numeric_writes
                == self.scoping.get_resolved_references(symbol).filter(|reference| reference.is_write()).count()
    }

    fn symbol(&self, name: &IdentifierReference) -> Option<SymbolId> {
        let reference = name.reference_id.get()?;
        (reference.index() < self.scoping.references_len())
            .then(|| self.scoping.get_reference(reference).symbol_id())
            .flatten()
    }

    fn variable(&mut self, name: &IdentifierReference) -> Option<&mut Variable> {
        let symbol = self.symbol(name)?;
        self.variables.get_mut(symbol.index())
    }
}

impl<'a> VisitJs<'a> for Bindings<'_> {
    fn visit_variable_declaration(&mut self, it: &VariableDeclaration<'a>) {
        // A `var` is undefined before its declaration runs; reading the others then throws.
        if matches!(it.kind, VariableDeclarationKind::Let | VariableDeclarationKind::Const) {
            for declarator in &it.declarations {
                if let BindingPattern::BindingIdentifier(name) = &declarator.id
                    && declarator.init.as_ref().is_some_and(|value| is_number(value, DEPTH))
                    && let Some(symbol) = name.symbol_id.get()
                    && let Some(variable) = self.variables.get_mut(symbol.index())
                {
                    variable.starts_as_number = true;
                }
            }
        }
        walk_js::walk_variable_declaration(self, it);
    }

    fn visit_update_expression(&mut self, it: &UpdateExpression<'a>) {
        if let SimpleAssignmentTarget::AssignmentTargetIdentifier(name) = &it.argument
            && let Some(variable) = self.variable(name)
        {
            variable.numeric_writes += 1;
        }
        walk_js::walk_update_expression(self, it);
    }

    fn visit_assignment_expression(&mut self, it: &AssignmentExpression<'a>) {
        let keeps_number = match it.operator {
            AssignmentOperator::Assign | AssignmentOperator::Addition => is_number(&it.right, DEPTH),
            // Arithmetic of a number and a big integer throws.
            operator => !operator.is_logical(),
        };
        if keeps_number
            && let AssignmentTarget::AssignmentTargetIdentifier(name) = &it.left
            && let Some(variable) = self.variable(name)
        {
            variable.numeric_writes += 1;
        }
        walk_js::walk_assignment_expression(self, it);
    }
}

/// Whether the expression, without knowledge of any variable, can give nothing but a number.
fn is_number(value: &Expression, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    match value {
        Expression::NumericLiteral(_) => true,
        Expression::ParenthesizedExpression(inner) => is_number(&inner.expression, depth),
        Expression::UnaryExpression(unary) => match unary.operator {
            UnaryOperator::UnaryPlus => true,
            UnaryOperator::UnaryNegation | UnaryOperator::BitwiseNot => is_number(&unary.argument, depth),
            _ => false,
        },
        Expression::BinaryExpression(binary) => match binary.operator {
            BinaryOperator::ShiftRightZeroFill => true,
            BinaryOperator::Addition => is_number(&binary.left, depth) && is_number(&binary.right, depth),
            operator => {
                (operator.is_arithmetic() || operator.is_bitwise())
                    && (is_number(&binary.left, depth) || is_number(&binary.right, depth))
            }
        },
        _ => false,
    }
}
