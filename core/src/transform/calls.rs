//! Calls keep their place at their callee, where their author looks for it.
//!
//! The engine places a call at the last token before it that it noted: usually a name inside the last argument, which
//! may stand many lines below. So a note of ours follows the arguments: `f(a, b.c)` becomes
//! `f(a, true ? b.c : __ag_value)`, where the name that is never read has the place of `f`. The engine's compiler drops
//! the test and the name and keeps the note. An argument that is a plain name needs none: it takes the place itself.

use oxc::{
    allocator::{ArenaVec, ReplaceWith},
    ast::{
        ast::{Argument, ArrayExpressionElement, CallExpression, Expression, NewExpression, ObjectPropertyKind},
        builder::AstBuilder,
    },
    span::{GetSpan, SPAN, Span},
};

use super::{build, names};

/// Longer arguments get no parentheses: the engine's parser reads ahead to where they close.
const MAX_LENGTH: u32 = 1_000;

/// How deep an argument is looked into; deeper ones count as noted.
const DEPTH: u32 = 32;

/// Keeps a call's place at its callee.
pub(super) fn place_call<'a>(ast: &AstBuilder<'a>, call: &mut CallExpression<'a>) {
    let span = match call.callee.without_parentheses() {
        Expression::StaticMemberExpression(member) => member.property.span,
        Expression::PrivateFieldExpression(member) => member.field.span,
        Expression::ComputedMemberExpression(member) => member.expression.span(),
        callee => callee.span(),
    };
    place(ast, &mut call.arguments, span);
}

/// Keeps the place of an object's construction at its `new`.
pub(super) fn place_new<'a>(ast: &AstBuilder<'a>, new: &mut NewExpression<'a>) {
    place(ast, &mut new.arguments, new.span);
    // Without a place of its own the name has that of what stands before it.
    if let Expression::Identifier(name) = &mut new.callee {
        name.span = SPAN;
    }
}

fn place<'a>(ast: &AstBuilder<'a>, arguments: &mut ArenaVec<'a, Argument<'a>>, span: Span) {
    for argument in arguments.iter_mut().rev() {
        let value = match argument {
            Argument::SpreadElement(spread) => &mut spread.argument,
            argument => argument.to_expression_mut(),
        };
        match last_note(value, DEPTH) {
            Note::None => {}
            Note::Name(place) => {
                *place = span;
                return;
            }
            Note::Deep => {
                let test = Expression::new_boolean_literal(SPAN, true, ast);
                let note = build::read(ast, span, names::VALUE);
                value.replace_with(|value| Expression::new_conditional_expression(SPAN, test, value, note, ast));
                return;
            }
        }
    }
    // Nothing was noted, so the first argument's first token is what counts if it is a word. In parentheses it is not.
    if let Some(first) = arguments.first_mut().and_then(Argument::as_expression_mut)
        && starts_with_word(first)
        && first.span().size() <= MAX_LENGTH
    {
        // A sequence of one is how the printer is told to print parentheses.
        first.replace_with(|first| Expression::new_sequence_expression(SPAN, [first], ast));
    }
}

/// The last place that the engine notes while it compiles an expression.
enum Note<'e> {
    /// It notes none.
    None,
    /// That of a name which is read, which cannot fail once the name has a value.
    Name(&'e mut Span),
    /// That of a part which can fail.
    Deep,
}

fn last_note<'e>(expression: &'e mut Expression, depth: u32) -> Note<'e> {
    let Some(depth) = depth.checked_sub(1) else { return Note::Deep };
    match expression {
        Expression::BooleanLiteral(_)
        | Expression::NullLiteral(_)
        | Expression::NumericLiteral(_)
        | Expression::BigIntLiteral(_)
        | Expression::StringLiteral(_)
        | Expression::RegExpLiteral(_)
        | Expression::ThisExpression(_)
        | Expression::FunctionExpression(_)
        | Expression::ArrowFunctionExpression(_) => Note::None,
        Expression::Identifier(name) => Note::Name(&mut name.span),
        Expression::ParenthesizedExpression(inner) => last_note(&mut inner.expression, depth),
        Expression::TemplateLiteral(template) => last_of(template.expressions.iter_mut().rev(), depth),
        Expression::ArrayExpression(array) => last_of(
            array.elements.iter_mut().rev().filter_map(|element| match element {
                ArrayExpressionElement::SpreadElement(spread) => Some(&mut spread.argument),
                element => element.as_expression_mut(),
            }),
            depth,
        ),
        Expression::ObjectExpression(object) => {
            if object.properties.iter().any(|property| property.as_property().is_some_and(|it| it.computed)) {
                return Note::Deep;
            }
            let values = object.properties.iter_mut().rev().map(|property| match property {
                ObjectPropertyKind::ObjectProperty(property) => &mut property.value,
                ObjectPropertyKind::SpreadProperty(spread) => &mut spread.argument,
            });
            last_of(values, depth)
        }
        _ => Note::Deep,
    }
}

/// The last note of expressions that are given from the last to the first.
fn last_of<'e, 'a: 'e>(expressions: impl Iterator<Item = &'e mut Expression<'a>>, depth: u32) -> Note<'e> {
    for expression in expressions {
        match last_note(expression, depth) {
            Note::None => {}
            note => return note,
        }
    }
    Note::None
}

/// Whether an expression without notes starts with a word.
fn starts_with_word(expression: &Expression) -> bool {
    match expression.without_parentheses() {
        Expression::ArrowFunctionExpression(arrow) => arrow.r#async,
        Expression::BooleanLiteral(_)
        | Expression::NullLiteral(_)
        | Expression::ThisExpression(_)
        | Expression::FunctionExpression(_) => true,
        _ => false,
    }
}
