//! `NO_EVAL`: text never becomes code. The engine has no evaluator either; the rule says so before the script runs.

use enclave_contract::DiagnosticCode;
use oxc::{
    ast::{AstKind, AstType, ast::Expression},
    span::{GetSpan, Span},
    syntax::operator::BinaryOperator,
};

use crate::validate::{
    ast::argument,
    fold::Constant,
    globals::{self, Class},
    rule::{Context, Rule},
};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::NoEval,
    docs: "`eval`, `Function`, the constructors of async and generator functions and timers that take text all turn \
           text into code that no layer has seen. There is no way to do that here.",
    bad: &[
        "return eval('1 + 1')",
        "return new Function('a', 'return a')(1)",
        "const run = eval\nreturn run('1')",
        "return (0, eval)('1')",
        "return Function.prototype.constructor('return 1')()",
        "setTimeout('run()', 10)",
        "const name = context.name\nsetInterval(`run(${name})`, 10)",
        "declare const Function: any\nreturn Function('return 1')()",
    ],
    good: &[
        "const evaluate = (a, b) => a + b\nreturn evaluate(1, 1)",
        "setTimeout(() => console.log('later'), 10)",
        "return { eval: 'a word', Function: 'another' }",
        "return typeof Function",
        "const isFunction = (value) => typeof value === 'function'\nreturn isFunction(1)",
    ],
    nodes: &[AstType::IdentifierReference, AstType::CallExpression],
    check,
    leave: None,
};

fn evaluator(context: &mut Context<'_, '_>, span: Span, name: &str) {
    context.report(
        RULE.code,
        span,
        format!("`{name}` turns text into code"),
        "write the code itself in place of the text that would become code",
    );
}

fn timer(context: &mut Context<'_, '_>, span: Span, name: &str) {
    context.report(
        RULE.code,
        span,
        format!("`{name}` is given text to run as code"),
        format!("pass a function: `{name}(() => …, ms)`"),
    );
}

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    match node {
        AstKind::IdentifierReference(it)
            if context.is_free(it)
                && globals::class(it.name.as_str(), context.settings) == Class::Evaluator
                && !context.is_type_of(it.span) =>
        {
            evaluator(context, it.span, it.name.as_str());
        }
        AstKind::CallExpression(call) => {
            let Some(name @ ("setTimeout" | "setInterval")) = context.global(&call.callee) else { return };
            let Some(first) = argument(&call.arguments, 0) else { return };
            if is_text(first, context) {
                timer(context, first.span(), name);
            }
        }
        _ => {}
    }
}

/// Whether an expression can only be text: a string, a template, or a sum with one of them.
fn is_text<'a>(expression: &'a Expression<'a>, context: &mut Context<'a, '_>) -> bool {
    if let Some(Constant::String(_)) = context.fold(expression) {
        return true;
    }
    let mut expression = expression.get_inner_expression();
    loop {
        match expression {
            Expression::TemplateLiteral(_) | Expression::StringLiteral(_) => return true,
            Expression::BinaryExpression(sum) if sum.operator == BinaryOperator::Addition => {
                let right = sum.right.get_inner_expression();
                if matches!(right, Expression::TemplateLiteral(_) | Expression::StringLiteral(_)) {
                    return true;
                }
                expression = sum.left.get_inner_expression();
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn examples() {
        insta::assert_snapshot!(super::super::testing::examples(&super::RULE));
    }
}
