//! The value of the last expression statement is the script's result, unless the script returns one itself.

use oxc::{
    allocator::{ArenaVec, GetAllocator, ReplaceWith},
    ast::{
        ast::{Class, Expression, Function, Program, ReturnStatement, Statement},
        builder::AstBuilder,
    },
    ast_visit::VisitJs,
    span::GetSpan,
    syntax::scope::ScopeFlags,
};

use super::{build, names};

/// Makes the program return the value of its last expression statement.
pub(super) fn return_last<'a>(ast: &AstBuilder<'a>, program: &mut Program<'a>) {
    let mut search = ReturnSearch { found: false };
    search.visit_statements(&program.body);
    if search.found {
        return;
    }
    let end = result_index(&program.body);
    if end.is_some() {
        return_from_list(ast, &mut program.body);
    } else if let Some(directive) = program.directives.pop()
        && directive.directive != "use strict"
    {
        // A script of one string is a directive to the parser; to its author it is a value.
        let span = directive.span;
        let text = Expression::StringLiteral(oxc::allocator::ArenaBox::new_in(directive.expression, &ast.allocator()));
        program.body.push(Statement::new_return_statement(span, Some(text), ast));
    }
}

/// The last statement that does something else than to declare functions, classes and types.
fn result_index(statements: &[Statement]) -> Option<usize> {
    statements.iter().rposition(|statement| {
        !matches!(
            statement,
            Statement::FunctionDeclaration(_) | Statement::ClassDeclaration(_) | Statement::EmptyStatement(_)
        )
    })
}

fn return_from_list<'a>(ast: &AstBuilder<'a>, statements: &mut ArenaVec<'a, Statement<'a>>) {
    let Some(index) = result_index(statements) else { return };
    // A class is evaluated where it stands, and what the last expression started may still need it.
    let classes_follow =
        statements.iter().skip(index).any(|statement| matches!(statement, Statement::ClassDeclaration(_)));
    let Some(statement) = statements.get_mut(index) else { return };
    let span = statement.span();
    if classes_follow && matches!(statement, Statement::ExpressionStatement(_)) {
        statement.replace_with(|statement| match statement {
            Statement::ExpressionStatement(it) => build::keep_result(ast, span, it.unbox().expression),
            other => other,
        });
        statements.push(build::return_name(ast, span, names::RESULT));
    } else {
        return_from(ast, statement);
    }
}

fn return_from<'a>(ast: &AstBuilder<'a>, statement: &mut Statement<'a>) {
    match statement {
        Statement::ExpressionStatement(_) => statement.replace_with(|statement| match statement {
            Statement::ExpressionStatement(it) => {
                let it = it.unbox();
                Statement::new_return_statement(it.span, Some(it.expression), ast)
            }
            other => other,
        }),
        Statement::BlockStatement(block) => return_from_list(ast, &mut block.body),
        Statement::IfStatement(branch) => {
            return_from(ast, &mut branch.consequent);
            if let Some(alternate) = &mut branch.alternate {
                return_from(ast, alternate);
            }
        }
        Statement::TryStatement(attempt) => {
            return_from_list(ast, &mut attempt.block.body);
            if let Some(handler) = &mut attempt.handler {
                return_from_list(ast, &mut handler.body.body);
            }
        }
        _ => {}
    }
}

/// Looks for a `return` of the script itself.
struct ReturnSearch {
    found: bool,
}

impl<'a> VisitJs<'a> for ReturnSearch {
    fn visit_return_statement(&mut self, _: &ReturnStatement<'a>) {
        self.found = true;
    }

    // What stands inside an expression, a function or a class returns from something else.
    fn visit_expression(&mut self, _: &Expression<'a>) {}

    fn visit_function(&mut self, _: &Function<'a>, _: ScopeFlags) {}

    fn visit_class(&mut self, _: &Class<'a>) {}
}
