//! `NO_GLOBAL_ACCESS`: the global object is not there. Through it any name could be reached by a computed key.

use enclave_contract::DiagnosticCode;
use oxc::ast::{AstKind, AstType};

use crate::validate::{
    globals::{self, Class},
    rule::{Context, Rule},
};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::NoGlobalAccess,
    docs: "`globalThis` and its other names (`window`, `self`, `global`, `frames`) do not exist. Names of the \
           language are used directly; state is kept in variables. Asking `typeof window` is allowed.",
    bad: &[
        "return globalThis.process.env",
        "window.total = 1",
        "const g = self\nreturn g",
        "return global['ev' + 'al']('1')",
    ],
    good: &[
        "return typeof window === 'undefined' ? 'script' : 'browser'",
        "const window = { start: 1, end: 2 }\nreturn window.end",
        "return context.window",
    ],
    nodes: &[AstType::IdentifierReference],
    check,
    leave: None,
};

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    let AstKind::IdentifierReference(it) = node else { return };
    if context.is_free(it)
        && globals::class(it.name.as_str(), context.settings) == Class::GlobalObject
        && !context.is_type_of(it.span)
    {
        context.report(
            RULE.code,
            it.span,
            format!("`{}` is the global object, which scripts do not have", it.name),
            "use the name directly (`Math.max`, `JSON.parse`), or keep the value in a variable of the script",
        );
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn examples() {
        insta::assert_snapshot!(super::super::testing::examples(&super::RULE));
    }
}
