//! Each call of an author's function is counted at the top of its body. Names, parameters and directives stay.

use oxc::{
    allocator::ReplaceWith,
    ast::{
        ast::{ArrowFunctionBody, ArrowFunctionExpression, Function, Statement},
        builder::AstBuilder,
    },
    span::GetSpan,
};

use super::{build, names};

/// Counts the calls of a function, method, accessor or constructor.
pub(super) fn count<'a>(ast: &AstBuilder<'a>, function: &mut Function<'a>) {
    if let Some(body) = &mut function.body {
        body.statements.insert(0, build::count_down(ast, function.span, names::STEPS, names::STEP));
    }
}

/// Counts the calls of an arrow function; an expression as its body becomes a block that returns it.
pub(super) fn count_arrow<'a>(ast: &AstBuilder<'a>, arrow: &mut ArrowFunctionExpression<'a>) {
    let count = build::count_down(ast, arrow.span, names::STEPS, names::STEP);
    arrow.body.replace_with(|body| match body {
        ArrowFunctionBody::FunctionBody(mut block) => {
            block.statements.insert(0, count);
            ArrowFunctionBody::FunctionBody(block)
        }
        expression => {
            let value = expression.into_expression();
            let span = value.span();
            let result = Statement::new_return_statement(span, Some(value), ast);
            ArrowFunctionBody::FunctionBody(build::body(ast, span, [count, result]))
        }
    });
}
