//! Programs that are right and that the engine's compiler misreads.

use oxc::{
    allocator::{ReplaceWith, Vec},
    ast::{ast::Expression, builder::AstBuilder},
    span::GetSpan,
    syntax::operator::BinaryOperator,
};

/// How deep the end of an operand is looked for.
const DEPTH: u32 = 64;

/// Names behind which the engine takes `/` for the start of a regular expression, where it looks ahead over brackets
/// (patterns, parameters).
const KEYWORDS: &[&str] = &[
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "finally",
    "for",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "let",
    "new",
    "of",
    "return",
    "static",
    "switch",
    "throw",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// Puts the dividend into brackets where the engine would take what comes behind it for a regular expression.
pub(super) fn close_dividend<'a>(ast: &AstBuilder<'a>, expression: &mut Expression<'a>) {
    let Expression::BinaryExpression(binary) = expression else { return };
    if binary.operator == BinaryOperator::Division && misleads(&binary.left, DEPTH) {
        let span = binary.left.span();
        binary.left.replace_with(|left| Expression::new_sequence_expression(span, Vec::from_value_in(left, ast), ast));
    }
}

/// Whether an expression ends in a template or a name that the engine misreads.
fn misleads(expression: &Expression<'_>, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return true };
    match expression {
        Expression::TemplateLiteral(_) | Expression::TaggedTemplateExpression(_) => true,
        Expression::Identifier(it) => KEYWORDS.contains(&it.name.as_str()),
        Expression::StaticMemberExpression(it) => KEYWORDS.contains(&it.property.name.as_str()),
        Expression::BinaryExpression(it) => misleads(&it.right, depth),
        Expression::UnaryExpression(it) => misleads(&it.argument, depth),
        Expression::AwaitExpression(it) => misleads(&it.argument, depth),
        Expression::ChainExpression(_) => true,
        Expression::ParenthesizedExpression(it) => misleads(&it.expression, depth),
        _ => false,
    }
}
