//! `RESERVED_PREFIX`: names that begin with `__ag_` or `__safe_` are those of the code that later layers add. A script
//! that could use or shadow them could undo its own checks.

use enclave_contract::DiagnosticCode;
use oxc::{
    ast::{AstKind, AstType},
    span::Span,
};

use crate::validate::{
    ast::member,
    rule::{Context, Rule},
};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::ReservedPrefix,
    docs: "No variable, parameter, label or property that is read or written may begin with `__ag_` or `__safe_`.",
    bad: &[
        "let __ag_turns = 1e9",
        "return __safe_callTool",
        "return typeof __ag_key",
        "const f = (__ag_key) => 1",
        "__ag_loop: for (const a of []) { continue __ag_loop }",
        "return context.__ag_x",
        "return context['__safe' + '_x']",
        "let \\u005f_ag_turn = 1",
    ],
    good: &["const ag_turns = '__ag_turns'\nreturn ag_turns", "const __agent = 1\nreturn __agent"],
    nodes: &[
        AstType::IdentifierReference,
        AstType::BindingIdentifier,
        AstType::LabelIdentifier,
        AstType::StaticMemberExpression,
        AstType::ComputedMemberExpression,
    ],
    check,
    leave: None,
};

fn reserved(context: &mut Context<'_, '_>, span: Span, name: &str) {
    context.report(
        RULE.code,
        span,
        format!("`{name}` begins with a reserved prefix"),
        "choose a name that does not begin with `__ag_` or `__safe_`",
    );
}

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    let (name, span) = match node {
        AstKind::IdentifierReference(it) => (it.name.as_str(), it.span),
        AstKind::BindingIdentifier(it) => (it.name.as_str(), it.span),
        AstKind::LabelIdentifier(it) => (it.name.as_str(), it.span),
        _ => {
            let Some(key) = member(node).map(|member| member.key) else { return };
            if let Some(name) = context.key(key).filter(|name| is_reserved(name)) {
                reserved(context, key.span(), &name);
            }
            return;
        }
    };
    if is_reserved(name) {
        reserved(context, span, name);
    }
}

pub(super) fn is_reserved(name: &str) -> bool {
    name.starts_with("__ag_") || name.starts_with("__safe_")
}

#[cfg(test)]
mod tests {
    #[test]
    fn examples() {
        insta::assert_snapshot!(super::super::testing::examples(&super::RULE));
    }
}
