//! Small pieces of syntax that several rewrites put into the program.
//!
//! Each takes the span of the author's node that it stands for, so that an error inside it points there.

use oxc::{
    allocator::ArenaBox,
    ast::{
        ast::{
            Argument, AssignmentTarget, BindingPattern, Expression, FunctionBody, IdentifierReference,
            SimpleAssignmentTarget, Statement, VariableDeclaration, VariableDeclarationKind, VariableDeclarator,
        },
        builder::AstBuilder,
    },
    span::{SPAN, Span},
    syntax::{
        number::NumberBase,
        operator::{AssignmentOperator, BinaryOperator, UnaryOperator, UpdateOperator},
    },
};

use super::names;

/// A name read as a value.
pub(super) fn read<'a>(ast: &AstBuilder<'a>, span: Span, name: &'static str) -> Expression<'a> {
    Expression::new_identifier(span, name, ast)
}

/// `name(argument)`.
pub(super) fn call<'a>(
    ast: &AstBuilder<'a>,
    span: Span,
    name: &'static str,
    argument: Expression<'a>,
) -> Expression<'a> {
    Expression::new_call_expression(span, read(ast, span, name), None, [Argument::from(argument)], false, ast)
}

/// `name = value`.
pub(super) fn assign<'a>(
    ast: &AstBuilder<'a>,
    span: Span,
    name: &'static str,
    value: Expression<'a>,
) -> Expression<'a> {
    let target = AssignmentTarget::AssignmentTargetIdentifier(IdentifierReference::boxed(span, name, ast));
    Expression::new_assignment_expression(span, AssignmentOperator::Assign, target, value, ast)
}

/// `typeof value === "kind"`.
pub(super) fn is_type<'a>(
    ast: &AstBuilder<'a>,
    span: Span,
    value: Expression<'a>,
    kind: &'static str,
) -> Expression<'a> {
    let kind_of = Expression::new_unary_expression(span, UnaryOperator::Typeof, value, ast);
    let kind = Expression::new_string_literal(SPAN, kind, None, ast);
    Expression::new_binary_expression(span, kind_of, BinaryOperator::StrictEquality, kind, ast)
}

/// `if (--counter < 0) counter = refill();`.
pub(super) fn count_down<'a>(
    ast: &AstBuilder<'a>,
    span: Span,
    counter: &'static str,
    refill: &'static str,
) -> Statement<'a> {
    let target = SimpleAssignmentTarget::AssignmentTargetIdentifier(IdentifierReference::boxed(span, counter, ast));
    let less = Expression::new_update_expression(span, UpdateOperator::Decrement, true, target, ast);
    let spent = Expression::new_binary_expression(span, less, BinaryOperator::LessThan, number(ast, 0.0), ast);
    let grant = Expression::new_call_expression(span, read(ast, span, refill), None, [], false, ast);
    let refilled = Statement::new_expression_statement(span, assign(ast, span, counter, grant), ast);
    Statement::new_if_statement(span, spent, refilled, None, ast)
}

/// A number that no author wrote.
pub(super) fn number<'a>(ast: &AstBuilder<'a>, value: f64) -> Expression<'a> {
    Expression::new_numeric_literal(SPAN, value, None, NumberBase::Decimal, ast)
}

/// `const __ag_result = value;`, which gives an anonymous function no name of ours.
pub(super) fn keep_result<'a>(ast: &AstBuilder<'a>, span: Span, value: Expression<'a>) -> Statement<'a> {
    let is_function = matches!(
        value.without_parentheses(),
        Expression::ClassExpression(_) | Expression::FunctionExpression(_) | Expression::ArrowFunctionExpression(_)
    );
    let value =
        if is_function { Expression::new_sequence_expression(SPAN, [number(ast, 0.0), value], ast) } else { value };
    declare(ast, span, VariableDeclarationKind::Const, [(names::RESULT, Some(value))])
}

/// `return name;`.
pub(super) fn return_name<'a>(ast: &AstBuilder<'a>, span: Span, name: &'static str) -> Statement<'a> {
    Statement::new_return_statement(span, Some(read(ast, span, name)), ast)
}

/// A declaration of names with their initial values.
pub(super) fn declare<'a, const N: usize>(
    ast: &AstBuilder<'a>,
    span: Span,
    kind: VariableDeclarationKind,
    variables: [(&'static str, Option<Expression<'a>>); N],
) -> Statement<'a> {
    let declarators = variables.map(|(name, value)| {
        let pattern = BindingPattern::new_binding_identifier(span, name, ast);
        VariableDeclarator::new(span, pattern, None, value, false, ast)
    });
    Statement::VariableDeclaration(VariableDeclaration::boxed(span, kind, declarators, false, ast))
}

/// The body of a function, without directives.
pub(super) fn body<'a, const N: usize>(
    ast: &AstBuilder<'a>,
    span: Span,
    statements: [Statement<'a>; N],
) -> ArenaBox<'a, FunctionBody<'a>> {
    FunctionBody::boxed(span, [], statements, ast)
}
