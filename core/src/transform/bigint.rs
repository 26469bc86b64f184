//! Products, powers and shifts can build integers so large that native code works on them for seconds. Where an
//! operand may be a big integer the result is looked at: `a * b` becomes
//! `typeof (__ag_value = a * b) === "bigint" ? __ag_big(__ag_value) : __ag_value`.
//! A chain of operations is looked at once for each `CHAIN` of them, so that long chains do not nest deeply.

use oxc::{
    allocator::{ReplaceWith, TakeIn},
    ast::{
        ast::{AssignmentTarget, BinaryExpression, Expression},
        builder::AstBuilder,
    },
    span::GetSpan,
    syntax::operator::{AssignmentOperator, BinaryOperator, UnaryOperator},
};

use super::{bindings::Bindings, build, names};

/// How deep an expression is looked into; deeper ones count as not known.
const DEPTH: u32 = 32;

/// How many operations may follow each other unseen.
const CHAIN: usize = 8;

/// Looks at the result of an operation that can build a large integer. Its operands have been rewritten before.
pub(super) fn check<'a>(ast: &AstBuilder<'a>, bindings: &Bindings, expression: &mut Expression<'a>) {
    let grows = match &*expression {
        Expression::BinaryExpression(binary) => {
            is_growth(binary.operator)
                && !is_never_big(bindings, &binary.left, DEPTH)
                && !is_never_big(bindings, &binary.right, DEPTH)
        }
        Expression::AssignmentExpression(assignment) => {
            matches!(
                assignment.operator,
                AssignmentOperator::Multiplication | AssignmentOperator::Exponential | AssignmentOperator::ShiftLeft
            ) && !is_never_big(bindings, &assignment.right, DEPTH)
        }
        _ => false,
    };
    if !grows {
        return;
    }
    if let Expression::BinaryExpression(operation) = expression {
        merge(ast, chained(operation));
    }
    let span = expression.span();
    expression.replace_with(|operation| {
        let value = build::assign(ast, span, names::VALUE, operation);
        let is_big = build::is_type(ast, span, value, "bigint");
        let read = || build::read(ast, span, names::VALUE);
        let checked = build::call(ast, span, names::BIG, read());
        Expression::new_conditional_expression(span, is_big, checked, read(), ast)
    });
}

/// Takes the check off an operand, where the check of the whole chain will do.
fn merge<'a>(ast: &AstBuilder<'a>, operand: &mut Expression<'a>) {
    let Some(operation) = checked(operand) else { return };
    if (1..CHAIN).contains(&chain_length(operation)) {
        *operand = operation.take_in(ast);
    }
}

/// The operand by which operations of one kind form a chain.
fn chained<'e, 'a>(operation: &'e mut BinaryExpression<'a>) -> &'e mut Expression<'a> {
    if operation.operator == BinaryOperator::Exponential { &mut operation.right } else { &mut operation.left }
}

/// How many operations follow each other, up to `CHAIN`.
fn chain_length(mut expression: &mut Expression) -> usize {
    let mut count = 0;
    while count < CHAIN
        && let Expression::BinaryExpression(operation) = expression
        && is_growth(operation.operator)
    {
        count += 1;
        expression = chained(operation);
    }
    count
}

/// The operation inside a check that `check` made: no author can write the name that it assigns.
fn checked<'e, 'a>(check: &'e mut Expression<'a>) -> Option<&'e mut Expression<'a>> {
    let Expression::ConditionalExpression(choice) = check else { return None };
    let Expression::BinaryExpression(test) = &mut choice.test else { return None };
    let Expression::UnaryExpression(kind) = &mut test.left else { return None };
    let Expression::AssignmentExpression(value) = &mut kind.argument else { return None };
    match &value.left {
        AssignmentTarget::AssignmentTargetIdentifier(target) if target.name == names::VALUE => Some(&mut value.right),
        _ => None,
    }
}

fn is_growth(operator: BinaryOperator) -> bool {
    matches!(operator, BinaryOperator::Multiplication | BinaryOperator::Exponential | BinaryOperator::ShiftLeft)
}

/// Whether the expression gives a primitive value that is no big integer. Arithmetic that mixes it with a big
/// integer throws, so one such operand is enough. Members are never sure: `length` and `Math.max` can be the
/// author's own.
fn is_never_big(bindings: &Bindings, expression: &Expression, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    match expression {
        Expression::NumericLiteral(_)
        | Expression::StringLiteral(_)
        | Expression::BooleanLiteral(_)
        | Expression::NullLiteral(_)
        | Expression::TemplateLiteral(_)
        | Expression::PrivateInExpression(_) => true,
        Expression::Identifier(name) => bindings.is_number(name),
        Expression::ParenthesizedExpression(inner) => is_never_big(bindings, &inner.expression, depth),
        Expression::SequenceExpression(list) => {
            list.expressions.last().is_some_and(|last| is_never_big(bindings, last, depth))
        }
        Expression::UnaryExpression(unary) => match unary.operator {
            UnaryOperator::UnaryNegation | UnaryOperator::BitwiseNot => is_never_big(bindings, &unary.argument, depth),
            _ => true,
        },
        Expression::BinaryExpression(binary) => match binary.operator {
            // One that could be big has been replaced by its check.
            operator if is_growth(operator) => true,
            BinaryOperator::ShiftRightZeroFill => true,
            operator if operator.is_arithmetic() || operator.is_bitwise() => {
                is_never_big(bindings, &binary.right, depth) || is_never_big(bindings, &binary.left, depth)
            }
            _ => true,
        },
        Expression::ConditionalExpression(choice) => {
            is_never_big(bindings, &choice.consequent, depth) && is_never_big(bindings, &choice.alternate, depth)
        }
        Expression::LogicalExpression(choice) => {
            is_never_big(bindings, &choice.left, depth) && is_never_big(bindings, &choice.right, depth)
        }
        Expression::AssignmentExpression(assignment) => {
            assignment.operator == AssignmentOperator::Assign && is_never_big(bindings, &assignment.right, depth)
        }
        _ => false,
    }
}
