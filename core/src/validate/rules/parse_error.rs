//! `PARSE_ERROR`: the source is not JavaScript or TypeScript. The parser and the semantic checker find it; the file
//! is here so that its documentation stands with the others.

use enclave_contract::DiagnosticCode;

use crate::validate::rule::Rule;

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
    ],
    good: &[
        "const total: number = 1\nreturn total",
        "const user = await callTool('users:get', { id: 1 })\nreturn user",
    ],
    nodes: &[],
    check: |_, _| {},
    leave: None,
};

#[cfg(test)]
mod tests {
    #[test]
    fn examples() {
        insta::assert_snapshot!(super::super::testing::examples(&super::RULE));
    }
}
