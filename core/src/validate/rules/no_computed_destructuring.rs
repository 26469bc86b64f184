//! `NO_COMPUTED_DESTRUCTURING`: in `agentscript` a pattern names its keys, so that a reader sees what is taken.

use enclave_contract::{DANGEROUS_KEYS, DiagnosticCode};
use oxc::{
    ast::{AstKind, AstType},
    span::Span,
};

use crate::validate::{
    ast::property_key,
    rule::{Context, Rule},
};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::NoComputedDestructuring,
    docs: "In `agentscript` the keys of a destructuring pattern are written, not computed.",
    bad: &[
        "const key = context.key\nconst { [key]: value } = context",
        "let value\n;({ ['a' + 'b']: value } = context)",
    ],
    good: &[
        "const { key, other: renamed = 1 } = context\nreturn [key, renamed]",
        "const value = context[context.key]\nreturn value",
    ],
    nodes: &[AstType::BindingProperty, AstType::AssignmentTargetPropertyProperty],
    check,
    leave: None,
};

fn computed(context: &mut Context<'_, '_>, span: Span) {
    context.report(
        RULE.code,
        span,
        "a destructuring pattern has a computed key",
        "read the property instead: `const value = object[key]`",
    );
}

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    let key = match node {
        AstKind::BindingProperty(it) if it.computed => property_key(&it.key, true),
        AstKind::AssignmentTargetPropertyProperty(it) if it.computed => property_key(&it.name, true),
        _ => None,
    };
    let Some(key) = key else { return };
    // NO_DANGEROUS_DESTRUCTURING has those that are refused everywhere.
    if context.key(key).is_none_or(|name| !DANGEROUS_KEYS.contains(&&*name)) {
        computed(context, key.span());
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn examples() {
        insta::assert_snapshot!(super::super::testing::examples(&super::RULE));
    }
}
