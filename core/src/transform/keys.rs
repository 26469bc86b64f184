//! A computed key is checked when it is known: `o[k]` becomes `o[__ag_key(k)]`.
//!
//! Numbers are never dangerous and by far the most frequent, so keys that are known as numbers stay as they are, and
//! numbers among the others pass without a call:
//! `o[typeof k === "number" ? k : __ag_key(k)]`.

use oxc::{
    allocator::ReplaceWith,
    ast::{
        ast::{Expression, PropertyKey},
        builder::AstBuilder,
    },
    span::GetSpan,
    syntax::operator::{AssignmentOperator, BinaryOperator, UnaryOperator},
};

use super::{bindings::Bindings, build, names};

/// How deep an expression is looked into; deeper ones count as not known.
const DEPTH: u32 = 32;

/// Whether nothing is known about the key. Asked before the key's own expressions are rewritten.
pub(super) fn needs_check(bindings: &Bindings, key: &Expression) -> bool {
    match key.without_parentheses() {
        // Layer 1 has seen the text.
        Expression::StringLiteral(_) => false,
        Expression::TemplateLiteral(template) => !template.expressions.is_empty(),
        key => !is_numeric(bindings, key, DEPTH),
    }
}

/// Checks the key of a member that is read, written or deleted.
pub(super) fn check_member<'a>(ast: &AstBuilder<'a>, bindings: &Bindings, key: &mut Expression<'a>) {
    let span = key.span();
    key.replace_with(|key| {
        let (again, first, checked) = match key {
            Expression::Identifier(identifier) if bindings.is_local(&identifier) => {
                let name = identifier.name;
                let read = || Expression::new_identifier(span, name, ast);
                (read(), read(), Expression::Identifier(identifier))
            }
            key => {
                let read = || build::read(ast, span, names::VALUE);
                (read(), build::assign(ast, span, names::VALUE, key), read())
            }
        };
        let is_number = build::is_type(ast, span, first, "number");
        let checked = build::call(ast, span, names::KEY, checked);
        Expression::new_conditional_expression(span, is_number, again, checked, ast)
    });
}

/// Checks a computed key in an object literal, a class or a pattern.
pub(super) fn check_definition<'a>(ast: &AstBuilder<'a>, key: &mut PropertyKey<'a>) {
    if let Some(key) = key.as_expression_mut() {
        let span = key.span();
        key.replace_with(|key| build::call(ast, span, names::KEY, key));
    }
}

/// Whether the expression can give nothing but a number or a big integer.
fn is_numeric(bindings: &Bindings, key: &Expression, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    match key {
        Expression::NumericLiteral(_) | Expression::BigIntLiteral(_) | Expression::UpdateExpression(_) => true,
        Expression::Identifier(name) => bindings.is_number(name),
        Expression::ParenthesizedExpression(inner) => is_numeric(bindings, &inner.expression, depth),
        Expression::SequenceExpression(list) => {
            list.expressions.last().is_some_and(|last| is_numeric(bindings, last, depth))
        }
        Expression::UnaryExpression(unary) => matches!(
            unary.operator,
            UnaryOperator::UnaryNegation | UnaryOperator::UnaryPlus | UnaryOperator::BitwiseNot
        ),
        Expression::BinaryExpression(binary) => match binary.operator {
            BinaryOperator::Addition => {
                is_numeric(bindings, &binary.left, depth) && is_numeric(bindings, &binary.right, depth)
            }
            operator => operator.is_arithmetic() || operator.is_bitwise(),
        },
        Expression::ConditionalExpression(choice) => {
            is_numeric(bindings, &choice.consequent, depth) && is_numeric(bindings, &choice.alternate, depth)
        }
        Expression::LogicalExpression(choice) => {
            is_numeric(bindings, &choice.left, depth) && is_numeric(bindings, &choice.right, depth)
        }
        Expression::AssignmentExpression(assignment) => match assignment.operator {
            AssignmentOperator::Assign => is_numeric(bindings, &assignment.right, depth),
            AssignmentOperator::Addition => false,
            operator => !operator.is_logical(),
        },
        _ => false,
    }
}
