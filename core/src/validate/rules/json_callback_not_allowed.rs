//! `JSON_CALLBACK_NOT_ALLOWED`: a reviver or replacer is a function that runs for each key of data that the script did
//! not write; `agentscript` has none.

use enclave_contract::DiagnosticCode;
use oxc::{
    ast::{AstKind, AstType, ast::Expression},
    span::{GetSpan, Span},
};

use crate::validate::{
    ast::{argument, as_member},
    fold::Constant,
    rule::{Context, Rule},
};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::JsonCallbackNotAllowed,
    docs: "In `agentscript` `JSON.parse` takes text alone, and the second argument of `JSON.stringify` is `null` or a \
           list of keys.",
    bad: &["return JSON.parse('{}', (key, value) => value)", "return JSON.stringify({}, (key, value) => value, 2)"],
    good: &[
        "return JSON.stringify({ a: 1 }, null, 2)",
        "return JSON.stringify({ a: 1, b: 2 }, ['a'])",
        "return JSON.parse('{}')",
    ],
    nodes: &[AstType::CallExpression],
    check,
    leave: None,
};

fn callback(context: &mut Context<'_, '_>, span: Span, method: &str) {
    let instead = match method {
        "parse" => "parse first, then change the value: `const value = JSON.parse(text)`",
        _ => "change the value first, then write `JSON.stringify(value, null, 2)`",
    };
    context.report(RULE.code, span, format!("`JSON.{method}` is given a callback"), instead);
}

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    let AstKind::CallExpression(call) = node else { return };
    let Some(callee) = as_member(&call.callee) else { return };
    if context.global(callee.object) != Some("JSON") {
        return;
    }
    let Some(method) = context.key(callee.key).filter(|key| matches!(&**key, "parse" | "stringify")) else { return };
    let spread = call.arguments.iter().take(2).find(|argument| argument.is_spread());
    if let Some(spread) = spread {
        return callback(context, spread.span(), &method);
    }
    let Some(second) = argument(&call.arguments, 1) else { return };
    let is_nothing = matches!(context.fold(second), Some(Constant::Null | Constant::Undefined));
    let is_list = matches!(second.get_inner_expression(), Expression::ArrayExpression(_));
    let harmless = is_nothing || (is_list && method == "stringify");
    if !harmless {
        callback(context, second.span(), &method);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn examples() {
        insta::assert_snapshot!(super::super::testing::examples(&super::RULE));
    }
}
