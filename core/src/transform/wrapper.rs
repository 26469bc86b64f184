//! The author's program becomes the body of an async function inside a factory:
//!
//! ```js
//! (function (__ag_turn, __ag_step, __ag_key, __ag_big, __ag_export) {
//!   "use strict";
//!   let __ag_turns = 0, __ag_steps = 0, __ag_value;
//!   return async function () { /* the author's body */ };
//! });
//! ```
//!
//! The inner function is no arrow function, so that `this`, `arguments` and `new.target` at the author's top level
//! are its own and empty.

use oxc::{
    allocator::ArenaBox,
    ast::{
        ast::{
            BindingPattern, Directive, Expression, FormalParameter, FormalParameterKind, FormalParameters, Function,
            FunctionBody, FunctionType, Program, Statement, VariableDeclarationKind,
        },
        builder::AstBuilder,
    },
    span::{SPAN, SourceType},
};

use super::{build, names};

/// The program that evaluates to the factory. The author's comments and top-level directives are left out: all code
/// here is strict.
pub(super) fn wrap<'a>(ast: &AstBuilder<'a>, program: Program<'a>) -> Program<'a> {
    let author = function(ast, true, [], FunctionBody::boxed(SPAN, [], program.body, ast));
    let counters = build::declare(
        ast,
        SPAN,
        VariableDeclarationKind::Let,
        [
            (names::TURNS, Some(build::number(ast, 0.0))),
            (names::STEPS, Some(build::number(ast, 0.0))),
            (names::VALUE, None),
        ],
    );
    let result = Statement::new_return_statement(SPAN, Some(author), ast);
    let body = FunctionBody::boxed(SPAN, [Directive::new_use_strict(ast)], [counters, result], ast);
    let factory = Statement::new_expression_statement(SPAN, function(ast, false, names::PARAMETERS, body), ast);
    Program::new(SPAN, SourceType::script(), program.source_text, [], None, [], [factory], ast)
}

fn function<'a, const N: usize>(
    ast: &AstBuilder<'a>,
    is_async: bool,
    parameters: [&'static str; N],
    body: ArenaBox<'a, FunctionBody<'a>>,
) -> Expression<'a> {
    let parameters = parameters
        .map(|name| FormalParameter::new_plain(SPAN, BindingPattern::new_binding_identifier(SPAN, name, ast), ast));
    let parameters = FormalParameters::boxed(SPAN, FormalParameterKind::FormalParameter, parameters, None, ast);
    Expression::FunctionExpression(Function::boxed(
        SPAN,
        FunctionType::FunctionExpression,
        None,
        false,
        is_async,
        false,
        None,
        None,
        parameters,
        None,
        Some(body),
        ast,
    ))
}
