//! `NO_REGEX_LITERAL`: `agentscript` has no regular expressions: their cost cannot be read off the text they match.

use enclave_contract::DiagnosticCode;
use oxc::ast::{AstKind, AstType};

use crate::validate::rule::{Context, Rule};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::NoRegexLiteral,
    docs: "In `agentscript` text is searched with string methods, not with regular expressions.",
    bad: &["const digits = /[0-9]+/g", "return 'a-b'.replace(/-/g, '_')"],
    good: &["return 'a-b'.replaceAll('-', '_')", "return 4 / 2 / 1"],
    nodes: &[AstType::RegExpLiteral],
    check,
    leave: None,
};

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    let AstKind::RegExpLiteral(it) = node else { return };
    context.report(
        RULE.code,
        it.span,
        "regular expressions are not part of `agentscript`",
        "use `includes`, `startsWith`, `endsWith`, `indexOf`, `split` or `replaceAll` with text",
    );
}

#[cfg(test)]
mod tests {
    #[test]
    fn examples() {
        insta::assert_snapshot!(super::super::testing::examples(&super::RULE));
    }
}
