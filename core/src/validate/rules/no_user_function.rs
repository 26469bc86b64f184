//! `NO_USER_FUNCTION`: `agentscript` has arrow functions only. They cannot be constructors, have no `this` of their own
//! and cannot run as a side effect of reading a property.

use enclave_contract::DiagnosticCode;
use oxc::{
    ast::{
        AstKind, AstType,
        ast::{Function, PropertyKind},
    },
    span::{GetSpan, Span},
};

use crate::validate::rule::{Context, Rule};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::NoUserFunction,
    docs: "In `agentscript` functions are written as arrow functions. Declarations, function expressions, methods, \
           accessors, generators and classes are refused.",
    bad: &[
        "function double(x) { return x * 2 }\nreturn double(2)",
        "const double = function (x) { return x * 2 }",
        "const o = { double(x) { return x * 2 } }",
        "const o = { get total() { return 1 } }",
        "class Counter { count = 0; add() { this.count += 1 } }",
        "async function load() { return await callTool('echo', {}) }",
        "function* numbers() { yield 1 }",
    ],
    good: &[
        "const double = (x) => x * 2\nreturn [1, 2].map((x) => double(x))",
        "const o = { double: (x) => x * 2 }\nreturn o.double(2)",
    ],
    nodes: &[AstType::Function, AstType::Class],
    check,
    leave: None,
};

fn refused(context: &mut Context<'_, '_>, span: Span, what: &str, instead: &str) {
    context.report(RULE.code, span, format!("{what} is not part of `agentscript`"), instead);
}

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    match node {
        AstKind::Class(it) => {
            let span = it
                .id
                .as_ref()
                .map_or(Span::new(it.span.start, it.body.span.start), |id| Span::new(it.span.start, id.span.end));
            refused(context, span, "a class", "use plain objects and arrow functions that take them");
        }
        AstKind::Function(it) => check_function(it, context),
        _ => {}
    }
}

fn check_function(it: &Function<'_>, context: &mut Context<'_, '_>) {
    // From its first word to its parameters, so that the snippet is one line.
    let head = Span::new(it.span.start, it.params.span.end.max(it.span.start));
    match context.parent() {
        // The class has been reported.
        Some(AstKind::MethodDefinition(_)) => {}
        Some(AstKind::ObjectProperty(property)) if property.kind != PropertyKind::Init => {
            refused(
                context,
                property.key.span(),
                "a getter or setter",
                "compute the value and store it: `{ name: value }`",
            );
        }
        Some(AstKind::ObjectProperty(property)) if property.method => {
            refused(context, property.key.span(), "a method", "write an arrow function: `{ name: (x) => … }`");
        }
        _ if it.generator => refused(context, head, "a generator", "collect the values in an array"),
        _ => {
            let keyword = if it.r#async { "async " } else { "" };
            let name = it.id.as_ref().map_or("name", |id| id.name.as_str());
            let what = if it.is_expression() { "a function expression" } else { "a function declaration" };
            refused(context, head, what, &format!("write an arrow function: `const {name} = {keyword}(…) => {{ … }}`"));
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
