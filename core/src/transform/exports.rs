//! The default export is the script's result; if it is a function, what calling it gives.

use enclave_contract::DiagnosticCode;
use oxc::{
    allocator::{ArenaVec, TakeIn},
    ast::{
        ast::{ClassType, ExportDefaultDeclarationKind, Expression, FunctionType, Program, Statement},
        builder::AstBuilder,
    },
    span::{GetSpan, Span},
};

use super::{build, names};
use crate::finding::Finding;

/// Replaces the default export by a `return` at the end of the program. Gives whether there was one.
pub(super) fn to_result<'a>(ast: &AstBuilder<'a>, program: &mut Program<'a>) -> Result<bool, Vec<Finding>> {
    if !program.body.iter().any(Statement::is_module_declaration) {
        return Ok(false);
    }
    let statements = program.body.take_in(ast);
    let mut rest = Exports {
        ast,
        body: ArenaVec::with_capacity_in(statements.len() + 1, ast),
        result: None,
        findings: Vec::new(),
    };
    let last = statements.len().saturating_sub(1);
    for (index, statement) in statements.into_iter().enumerate() {
        rest.take(statement, index == last);
    }
    if !rest.findings.is_empty() {
        return Err(rest.findings);
    }
    program.body = rest.body;
    let Some((span, value)) = rest.result else { return Ok(false) };
    let value = build::call(ast, span, names::EXPORT, value);
    program.body.push(Statement::new_return_statement(span, Some(value), ast));
    Ok(true)
}

struct Exports<'a, 'b> {
    ast: &'b AstBuilder<'a>,
    body: ArenaVec<'a, Statement<'a>>,
    /// The default export's place and what gives its value at the end of the program.
    result: Option<(Span, Expression<'a>)>,
    findings: Vec<Finding>,
}

impl<'a> Exports<'a, '_> {
    fn take(&mut self, statement: Statement<'a>, last: bool) {
        let span = statement.span();
        match statement {
            Statement::ExportDefaultDeclaration(export) => {
                if self.result.is_some() {
                    self.refuse(span, "a second `export default`", "keep one `export default`");
                    return;
                }
                self.result = Some((span, self.value(span, export.unbox().declaration, last)));
            }
            // What is left of `export {}` and of exported types.
            Statement::ExportNamedDeclaration(export) if export.specifiers.is_empty() => {}
            Statement::ImportDeclaration(_) => {
                self.refuse(span, "`import` has nothing to import from", "use the tools and globals of the script");
            }
            statement if statement.is_module_declaration() => {
                self.refuse(span, "a script has no named exports", "remove the `export`, or use `export default`");
            }
            statement => self.body.push(statement),
        }
    }

    /// The expression for the export's value, which is evaluated at the end of the program.
    fn value(&mut self, span: Span, export: ExportDefaultDeclarationKind<'a>, last: bool) -> Expression<'a> {
        let ast = self.ast;
        let value = match export {
            ExportDefaultDeclarationKind::FunctionDeclaration(mut function) => {
                let Some(id) = &function.id else {
                    function.r#type = FunctionType::FunctionExpression;
                    return Expression::FunctionExpression(function);
                };
                let name = Expression::new_identifier(span, id.name, ast);
                self.body.push(Statement::FunctionDeclaration(function));
                return name;
            }
            ExportDefaultDeclarationKind::ClassDeclaration(mut class) => {
                if let Some(id) = &class.id {
                    let name = Expression::new_identifier(span, id.name, ast);
                    self.body.push(Statement::ClassDeclaration(class));
                    return name;
                }
                class.r#type = ClassType::ClassExpression;
                Expression::ClassExpression(class)
            }
            ExportDefaultDeclarationKind::TSInterfaceDeclaration(_) => return Expression::new_void_0(span, ast),
            expression => expression.into_expression(),
        };
        // A function is the same at the end of the program; any other value is the one of its place.
        let is_function = matches!(
            value.without_parentheses(),
            Expression::ArrowFunctionExpression(_) | Expression::FunctionExpression(_)
        );
        if last || is_function {
            return value;
        }
        self.body.push(build::keep_result(ast, span, value));
        build::read(ast, span, names::RESULT)
    }

    fn refuse(&mut self, span: Span, message: &str, help: &str) {
        self.findings.push(Finding::error(DiagnosticCode::NoImport, (span.start, span.end), message, help));
    }
}
