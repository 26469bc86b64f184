//! `RESOURCE_EXHAUSTION`: sizes that only an attack needs, where they are literals or fold to one. The limits of the run
//! stop the others.

use enclave_contract::DiagnosticCode;
use oxc::{
    ast::{
        AstKind, AstType,
        ast::{Argument, AssignmentExpression, Expression},
    },
    span::{GetSpan, Span},
    syntax::operator::{AssignmentOperator, BinaryOperator},
};

use crate::validate::{
    ast::{argument, as_call, as_member, call_parts, property_key},
    fold::Constant,
    rule::{Context, Rule},
};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::ResourceExhaustion,
    docs: "Refused are powers of BigInts with an exponent over 10 000, arrays and buffers of more than 1 000 000 items, \
           `fill` over more than 100 000 items, and `repeat`, `padStart` and `padEnd` over 100 000 characters.",
    bad: &[
        "return 2n ** 1000000n",
        "let x = 3n\nx **= 99999n",
        "return Array(1e9).fill(0)",
        "return new Array(2 ** 32 - 1)",
        "return Array.from({ length: 5_000_000 }, (_, i) => i)",
        "return new Uint8Array(1 << 30)",
        "const list = []\nlist.length = 4294967295",
        "const size = 200000\nreturn new Array(size).fill(null)",
        "return 'x'.repeat(2 ** 29)",
        "return 'x'.padStart(1e6, 'ab')",
    ],
    good: &[
        "return 2n ** 64n",
        "return Array.from({ length: 1000 }, (_, i) => i)",
        "return new Array(100000).fill(0)",
        "return '-'.repeat(80)",
        "const size = context.size\nreturn new Array(size)",
        "return 2 ** 1000000",
    ],
    nodes: &[AstType::CallExpression, AstType::NewExpression, AstType::BinaryExpression, AstType::AssignmentExpression],
    check,
    leave: None,
};

const MAX_EXPONENT: f64 = 10_000.0;
const MAX_ITEMS: f64 = 1_000_000.0;
const MAX_FILL: f64 = 100_000.0;
const MAX_TEXT: f64 = 100_000.0;

fn too_much(context: &mut Context<'_, '_>, span: Span, what: &str, limit: f64, instead: &str) {
    context.report(RULE.code, span, format!("{what} is more than {limit}"), instead);
}

fn too_many_items(context: &mut Context<'_, '_>, span: Span) {
    too_much(
        context,
        span,
        "the size of this array",
        MAX_ITEMS,
        "work in pages, or build the array from the data that is there",
    );
}

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    match node {
        AstKind::BinaryExpression(it) if it.operator == BinaryOperator::Exponential => {
            check_exponent(&it.right, context)
        }
        AstKind::AssignmentExpression(it) => check_assignment(it, context),
        AstKind::CallExpression(_) | AstKind::NewExpression(_) => {
            let Some((callee, arguments, _)) = call_parts(node) else { return };
            match as_member(callee) {
                Some(method) => {
                    let Some(name) = context.key(method.key) else { return };
                    check_method(method.object, &name, arguments, context);
                }
                None if array_size(callee, arguments, context).is_some_and(|size| size > MAX_ITEMS) => {
                    too_many_items(context, arguments.first().map_or(callee.span(), GetSpan::span));
                }
                None => {}
            }
        }
        _ => {}
    }
}

/// Numbers overflow to infinity at no cost; BigInts do not.
fn check_exponent<'a>(exponent: &'a Expression<'a>, context: &mut Context<'a, '_>) {
    if let Some(Constant::BigInt(digits)) = context.fold(exponent)
        && digits.parse::<f64>().is_ok_and(|value| value > MAX_EXPONENT)
    {
        too_much(
            context,
            exponent.span(),
            "this exponent of a BigInt",
            MAX_EXPONENT,
            "use smaller numbers, or ordinary ones: `2 ** 64`",
        );
    }
}

fn check_assignment<'a>(it: &'a AssignmentExpression<'a>, context: &mut Context<'a, '_>) {
    if it.operator == AssignmentOperator::Exponential {
        return check_exponent(&it.right, context);
    }
    let Some(target) = it.left.as_member_expression() else { return };
    let sets_length = target.static_property_name() == Some("length");
    if sets_length && context.number(&it.right).is_some_and(|length| length > MAX_ITEMS) {
        too_many_items(context, it.right.span());
    }
}

fn check_method<'a>(
    object: &'a Expression<'a>,
    name: &str,
    arguments: &'a [Argument<'a>],
    context: &mut Context<'a, '_>,
) {
    match name {
        "repeat" | "padStart" | "padEnd" => {
            let Some(count) = argument(arguments, 0) else { return };
            if context.number(count).is_some_and(|count| count > MAX_TEXT) {
                too_much(
                    context,
                    count.span(),
                    &format!("the length that `{name}` makes"),
                    MAX_TEXT,
                    "make the text as long as its reader needs",
                );
            }
        }
        "fill" => {
            let Some((callee, sizes, _)) = made_by(object) else { return };
            let size = match as_member(callee) {
                Some(_) => length_of_from(callee, sizes, context),
                None => array_size(callee, sizes, context),
            };
            // Larger ones are reported as arrays.
            if size.is_some_and(|size| size > MAX_FILL && size <= MAX_ITEMS) {
                let span = sizes.first().map_or(callee.span(), GetSpan::span);
                too_much(
                    context,
                    span,
                    "the number of items that `fill` writes",
                    MAX_FILL,
                    "work in pages, or use a `Map` for the items that are set",
                );
            }
        }
        "from" if context.global(object) == Some("Array") => {
            let Some(source) = argument(arguments, 0) else { return };
            if length_in(source, context).is_some_and(|length| length > MAX_ITEMS) {
                too_many_items(context, source.span());
            }
        }
        _ => {}
    }
}

/// The call or `new` that an expression is.
fn made_by<'a>(expression: &'a Expression<'a>) -> Option<(&'a Expression<'a>, &'a [Argument<'a>], Span)> {
    match expression.get_inner_expression() {
        Expression::NewExpression(new) => call_parts(AstKind::NewExpression(new)),
        other => call_parts(AstKind::CallExpression(as_call(other)?)),
    }
}

/// The size that `Array(n)` and the buffers are asked for.
fn array_size<'a>(
    callee: &'a Expression<'a>,
    arguments: &'a [Argument<'a>],
    context: &mut Context<'a, '_>,
) -> Option<f64> {
    let name = context.global(callee)?;
    let sized = name == "Array" || name == "ArrayBuffer" || name.ends_with("Array");
    if !sized || arguments.len() > 2 || (name == "Array" && arguments.len() > 1) {
        return None;
    }
    context.number(argument(arguments, 0)?)
}

/// The size of `Array.from({ length: n })`.
fn length_of_from<'a>(
    callee: &'a Expression<'a>,
    arguments: &'a [Argument<'a>],
    context: &mut Context<'a, '_>,
) -> Option<f64> {
    let from = as_member(callee)?;
    let is_from = context.global(from.object) == Some("Array") && context.key(from.key).as_deref() == Some("from");
    if is_from { length_in(argument(arguments, 0)?, context) } else { None }
}

fn length_in<'a>(source: &'a Expression<'a>, context: &mut Context<'a, '_>) -> Option<f64> {
    if let Expression::ObjectExpression(object) = source.get_inner_expression() {
        for property in object.properties.iter().filter_map(|property| property.as_property()).take(16) {
            let key = property_key(&property.key, property.computed)?;
            if context.key(key).as_deref() == Some("length") {
                return context.number(&property.value);
            }
        }
        return None;
    }
    let (callee, arguments, _) = made_by(source)?;
    array_size(callee, arguments, context)
}

#[cfg(test)]
mod tests {
    #[test]
    fn examples() {
        insta::assert_snapshot!(super::super::testing::examples(&super::RULE));
    }
}
