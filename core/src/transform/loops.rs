//! Each turn of a loop is counted: `for (…) body` becomes `for (…) { if (--__ag_turns < 0) …; body }`.

use oxc::{
    allocator::ReplaceWith,
    ast::{ast::Statement, builder::AstBuilder},
    span::Span,
};

use super::{build, names};

/// Counts the turns of the loop with that body.
pub(super) fn count<'a>(ast: &AstBuilder<'a>, span: Span, body: &mut Statement<'a>) {
    let count = build::count_down(ast, span, names::TURNS, names::TURN);
    match body {
        Statement::BlockStatement(block) => block.body.insert(0, count),
        Statement::EmptyStatement(_) => *body = Statement::new_block_statement(span, [count], ast),
        _ => body.replace_with(|body| Statement::new_block_statement(span, [count, body], ast)),
    }
}
