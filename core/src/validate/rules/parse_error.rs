//! `PARSE_ERROR`: the source is not JavaScript or TypeScript. The parser and the semantic checker find it; the file
//! is here so that its documentation stands with the others.

use enclave_contract::DiagnosticCode;
use oxc::ast::{AstKind, AstType};

use crate::validate::rule::{Context, Rule};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::ParseError,
    docs: "A script has to be JavaScript or TypeScript as a module has it: strict, without JSX, without `with`. \
           `await` and `return` stand at the top level too.",
    bad: &[
        "const total = 1\nconst total = 2",
        "const f = () => { await callTool('echo', {}) }",
        "return <b>{total}</b>",
        "with (context) { return 1 }",
        "return [1, 2",
        "class A { #a = 1; get b() { return this.#c } }",
        "const a = 017",
        "await: for (const a of [1]) { break await }",
    ],
    good: &[
        "const total: number = 1\nreturn total",
        "const user = await callTool('users:get', { id: 1 })\nreturn user",
    ],
    nodes: &[AstType::LabelIdentifier, AstType::BindingIdentifier, AstType::IdentifierReference],
    check,
    leave: None,
};

/// The parser takes `await` for a name in some places; in an async function it cannot be one.
fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    let (name, span) = match node {
        AstKind::LabelIdentifier(it) => (it.name.as_str(), it.span),
        AstKind::BindingIdentifier(it) => (it.name.as_str(), it.span),
        AstKind::IdentifierReference(it) => (it.name.as_str(), it.span),
        _ => return,
    };
    if name == "await" {
        context.report(RULE.code, span, "`await` cannot be a name", "choose another name");
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn examples() {
        insta::assert_snapshot!(super::super::testing::examples(&super::RULE));
    }
}
