//! `NO_DANGEROUS_DESTRUCTURING`: a pattern reads properties like a member does, so the keys that lead from a value to
//! what made it are refused there too.

use enclave_contract::{DANGEROUS_KEYS, DiagnosticCode};
use oxc::{
    ast::{AstKind, AstType},
    span::Span,
};

use crate::validate::{
    ast::{Key, property_key},
    rule::{Context, Rule},
};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::NoDangerousDestructuring,
    docs: "`constructor`, `prototype` and `__proto__` cannot be taken out of a value by destructuring, in \
           declarations, assignments and parameters, whether the key is written or computed.",
    bad: &[
        "const { constructor } = []",
        "const { constructor: { constructor: Make } } = []",
        "const f = ({ __proto__: p }) => p",
        "let p\n;({ ['__pro' + 'to__']: p } = {})",
        "for (const { prototype } of [Array]) { console.log(prototype) }",
        "let constructor\n;({ constructor } = [])",
    ],
    good: &[
        "const { name, ...rest } = { name: 'a', b: 1 }\nreturn [name, rest]",
        "const [constructor] = ['a word']\nreturn constructor",
    ],
    nodes: &[
        AstType::BindingProperty,
        AstType::AssignmentTargetPropertyIdentifier,
        AstType::AssignmentTargetPropertyProperty,
    ],
    check,
    leave: None,
};

fn taken(context: &mut Context<'_, '_>, span: Span, key: &str) {
    context.report(
        RULE.code,
        span,
        format!("destructuring takes `{key}`, which leads out of the value to what made it"),
        "take the properties that hold data; for the kind of a value use `typeof`, `Array.isArray` or `instanceof`",
    );
}

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    let key = match node {
        AstKind::BindingProperty(it) => property_key(&it.key, it.computed),
        AstKind::AssignmentTargetPropertyProperty(it) => property_key(&it.name, it.computed),
        AstKind::AssignmentTargetPropertyIdentifier(it) => Some(Key::Static(it.binding.name.as_str(), it.binding.span)),
        _ => None,
    };
    let Some(key) = key else { return };
    if let Some(name) = context.key(key).filter(|name| DANGEROUS_KEYS.contains(&&**name)) {
        taken(context, key.span(), &name);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn examples() {
        insta::assert_snapshot!(super::super::testing::examples(&super::RULE));
    }
}
