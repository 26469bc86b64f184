//! Views of the syntax tree that several rules need: members, keys and calls behind parentheses, types and `?.`.

use oxc::{
    ast::{
        AstKind,
        ast::{Argument, CallExpression, ChainElement, Expression, IdentifierReference, PropertyKey},
    },
    span::{GetSpan, Span},
};

/// The key of a member access, of a property or of a pattern.
#[derive(Clone, Copy)]
pub(crate) enum Key<'a> {
    /// Written as a name or a literal.
    Static(&'a str, Span),
    /// An expression in brackets.
    Computed(&'a Expression<'a>),
}

impl Key<'_> {
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Static(_, span) => *span,
            Self::Computed(expression) => expression.span(),
        }
    }
}

/// `object.key` or `object[key]`.
#[derive(Clone, Copy)]
pub(crate) struct Member<'a> {
    pub(crate) object: &'a Expression<'a>,
    pub(crate) key: Key<'a>,
    pub(crate) span: Span,
}

/// The member access that a node is. Private fields are none: they cannot be computed and reach no prototype.
pub(crate) fn member<'a>(kind: AstKind<'a>) -> Option<Member<'a>> {
    match kind {
        AstKind::StaticMemberExpression(member) => Some(Member {
            object: &member.object,
            key: Key::Static(member.property.name.as_str(), member.property.span),
            span: member.span,
        }),
        AstKind::ComputedMemberExpression(member) => {
            Some(Member { object: &member.object, key: Key::Computed(&member.expression), span: member.span })
        }
        _ => None,
    }
}

/// The member access that an expression is, behind parentheses, types and `?.`.
pub(crate) fn as_member<'a>(expression: &'a Expression<'a>) -> Option<Member<'a>> {
    match expression.get_inner_expression() {
        Expression::StaticMemberExpression(it) => member(AstKind::StaticMemberExpression(it)),
        Expression::ComputedMemberExpression(it) => member(AstKind::ComputedMemberExpression(it)),
        Expression::ChainExpression(chain) => match &chain.expression {
            ChainElement::StaticMemberExpression(it) => member(AstKind::StaticMemberExpression(it)),
            ChainElement::ComputedMemberExpression(it) => member(AstKind::ComputedMemberExpression(it)),
            ChainElement::TSNonNullExpression(it) => as_member(&it.expression),
            _ => None,
        },
        _ => None,
    }
}

/// The call that an expression is, behind parentheses, types and `?.`.
pub(crate) fn as_call<'a>(expression: &'a Expression<'a>) -> Option<&'a CallExpression<'a>> {
    match expression.get_inner_expression() {
        Expression::CallExpression(call) => Some(call),
        Expression::ChainExpression(chain) => match &chain.expression {
            ChainElement::CallExpression(call) => Some(call),
            ChainElement::TSNonNullExpression(it) => as_call(&it.expression),
            _ => None,
        },
        _ => None,
    }
}

/// The name that an expression is.
pub(crate) fn as_identifier<'a>(expression: &'a Expression<'a>) -> Option<&'a IdentifierReference<'a>> {
    match expression.get_inner_expression() {
        Expression::Identifier(identifier) => Some(identifier),
        _ => None,
    }
}

/// The key of a property or a pattern; `None` for private names.
pub(crate) fn property_key<'a>(key: &'a PropertyKey<'a>, computed: bool) -> Option<Key<'a>> {
    match key {
        PropertyKey::StaticIdentifier(name) => Some(Key::Static(name.name.as_str(), name.span)),
        PropertyKey::StringLiteral(literal) if !computed => Some(Key::Static(literal.value.as_str(), literal.span)),
        _ => key.as_expression().map(Key::Computed),
    }
}

/// An argument that is not spread.
pub(crate) fn argument<'a>(arguments: &'a [Argument<'a>], index: usize) -> Option<&'a Expression<'a>> {
    // A spread argument before it moves every later one.
    let before = arguments.get(..=index)?;
    if before.iter().any(Argument::is_spread) { None } else { before.last()?.as_expression() }
}

/// The callee and arguments of a call or a `new`.
pub(crate) fn call_parts<'a>(kind: AstKind<'a>) -> Option<(&'a Expression<'a>, &'a [Argument<'a>], Span)> {
    match kind {
        AstKind::CallExpression(call) => Some((&call.callee, &call.arguments, call.span)),
        AstKind::NewExpression(new) => Some((&new.callee, &new.arguments, new.span)),
        _ => None,
    }
}

/// Whether a node adds nothing to the value of the expression inside it.
pub(crate) fn is_wrapper(kind: AstKind<'_>) -> bool {
    matches!(
        kind,
        AstKind::ParenthesizedExpression(_)
            | AstKind::ChainExpression(_)
            | AstKind::TSAsExpression(_)
            | AstKind::TSSatisfiesExpression(_)
            | AstKind::TSTypeAssertion(_)
            | AstKind::TSNonNullExpression(_)
            | AstKind::TSInstantiationExpression(_)
    )
}

/// Whether a parent writes to the target at that span: assignment, update, `delete`, loops and patterns.
pub(crate) fn writes(parent: AstKind<'_>, target: Span) -> bool {
    match parent {
        AstKind::AssignmentExpression(it) => it.left.span() == target,
        AstKind::UpdateExpression(_)
        | AstKind::ArrayAssignmentTarget(_)
        | AstKind::AssignmentTargetRest(_)
        | AstKind::AssignmentTargetPropertyIdentifier(_) => true,
        AstKind::AssignmentTargetWithDefault(it) => it.binding.span() == target,
        AstKind::AssignmentTargetPropertyProperty(it) => it.binding.span() == target,
        AstKind::ForInStatement(it) => it.left.span() == target,
        AstKind::ForOfStatement(it) => it.left.span() == target,
        AstKind::UnaryExpression(it) => it.operator.is_delete(),
        _ => false,
    }
}
