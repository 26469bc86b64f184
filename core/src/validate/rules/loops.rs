//! `INFINITE_LOOP`, `FORBIDDEN_LOOP`: loops that nothing can end, and loops that `agentscript` does not have.

use enclave_contract::DiagnosticCode;
use oxc::{
    ast::{AstKind, ast::{self, Expression, Statement}},
    ast_visit::{Visit, walk},
    span::Span,
    syntax::scope::ScopeFlags,
};

use super::super::Check;

pub(super) fn check(check: &mut Check<'_, '_>, kind: AstKind<'_>) {
    let (span, endless, body, word) = match kind {
        AstKind::WhileStatement(it) => (it.span, is_true(&it.test), &it.body, "while"),
        AstKind::DoWhileStatement(it) => (it.span, is_true(&it.test), &it.body, "do"),
        AstKind::ForStatement(it) => (it.span, it.test.as_ref().is_none_or(is_true), &it.body, "for"),
        AstKind::ForInStatement(it) => return forbidden(check, it.span, "for...in", "use `for (const key of Object.keys(obj))`"),
        AstKind::ForOfStatement(it) if it.r#await => return forbidden(check, it.span, "for await", "use `for...of` with `await` in its body"),
        _ => return,
    };
    if word != "for" {
        forbidden(check, span, word, "use `for (const item of items)`, or a `for` loop with a counter");
    }
    if endless && !can_end(body) {
        let head = Span::new(span.start, span.start + u32::try_from(word.len()).unwrap_or(0));
        let help = "give the loop a condition, or `break` or `return` inside it";
        check.find(DiagnosticCode::InfiniteLoop, head, "nothing can end this loop", help);
    }
}

fn forbidden(check: &mut Check<'_, '_>, span: Span, word: &str, help: &str) {
    if check.agentscript() {
        let place = Span::new(span.start, span.start + 2);
        check.find(DiagnosticCode::ForbiddenLoop, place, format!("`{word}` is not part of agentscript"), help);
    }
}

fn is_true(test: &Expression<'_>) -> bool {
    match test.get_inner_expression() {
        Expression::BooleanLiteral(literal) => literal.value,
        Expression::NumericLiteral(literal) => literal.value != 0.0,
        Expression::StringLiteral(literal) => !literal.value.is_empty(),
        Expression::ArrayExpression(_) | Expression::ObjectExpression(_) => true,
        Expression::UnaryExpression(unary) if unary.operator.is_not() => is_false(&unary.argument),
        _ => false,
    }
}

fn is_false(test: &Expression<'_>) -> bool {
    match test.get_inner_expression() {
        Expression::BooleanLiteral(literal) => !literal.value,
        Expression::NumericLiteral(literal) => literal.value == 0.0,
        Expression::NullLiteral(_) => true,
        Expression::UnaryExpression(unary) if unary.operator.is_not() => is_true(&unary.argument),
        _ => false,
    }
}

/// Whether a `break` of the loop, a labeled `break` or `continue`, a `return`, a `throw` or a `yield` stands in it.
fn can_end(body: &Statement<'_>) -> bool {
    let mut exits = Exits { found: false, inner: 0 };
    exits.visit_statement(body);
    exits.found
}

struct Exits {
    found: bool,
    /// Loops and switches between here and the body: their `break` is not the loop's.
    inner: u32,
}

impl Exits {
    fn inside(&mut self, walk: impl FnOnce(&mut Self)) {
        self.inner += 1;
        walk(self);
        self.inner -= 1;
    }
}

impl<'a> Visit<'a> for Exits {
    fn visit_break_statement(&mut self, it: &ast::BreakStatement<'a>) {
        self.found |= it.label.is_some() || self.inner == 0;
    }
    fn visit_continue_statement(&mut self, it: &ast::ContinueStatement<'a>) {
        self.found |= it.label.is_some();
    }
    fn visit_return_statement(&mut self, _: &ast::ReturnStatement<'a>) {
        self.found = true;
    }
    fn visit_throw_statement(&mut self, _: &ast::ThrowStatement<'a>) {
        self.found = true;
    }
    fn visit_yield_expression(&mut self, _: &ast::YieldExpression<'a>) {
        self.found = true;
    }
    fn visit_function(&mut self, _: &ast::Function<'a>, _: ScopeFlags) {}
    fn visit_arrow_function_expression(&mut self, _: &ast::ArrowFunctionExpression<'a>) {}
    fn visit_while_statement(&mut self, it: &ast::WhileStatement<'a>) {
        self.inside(|exits| walk::walk_while_statement(exits, it));
    }
    fn visit_do_while_statement(&mut self, it: &ast::DoWhileStatement<'a>) {
        self.inside(|exits| walk::walk_do_while_statement(exits, it));
    }
    fn visit_for_statement(&mut self, it: &ast::ForStatement<'a>) {
        self.inside(|exits| walk::walk_for_statement(exits, it));
    }
    fn visit_for_in_statement(&mut self, it: &ast::ForInStatement<'a>) {
        self.inside(|exits| walk::walk_for_in_statement(exits, it));
    }
    fn visit_for_of_statement(&mut self, it: &ast::ForOfStatement<'a>) {
        self.inside(|exits| walk::walk_for_of_statement(exits, it));
    }
    fn visit_switch_statement(&mut self, it: &ast::SwitchStatement<'a>) {
        self.inside(|exits| walk::walk_switch_statement(exits, it));
    }
}
