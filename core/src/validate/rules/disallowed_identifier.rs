//! `DISALLOWED_IDENTIFIER`: names that models know from browsers and Node, or from the larger language, and that do
//! not exist here. Each has something to write instead.

use enclave_contract::DiagnosticCode;
use oxc::{
    ast::{AstKind, AstType},
    span::Span,
};

use crate::validate::{
    globals::{self, Class},
    rule::{Context, Rule},
};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::DisallowedIdentifier,
    docs: "Names of browsers, Node and libraries (`process`, `fetch`, `Buffer`, `document`…) do not exist, and in \
           `agentscript` neither do `this`, `arguments` and the names of the larger language. The option `names` adds more. A script may declare \
           these names itself, and may ask `typeof fetch`.",
    bad: &[
        "return process.env.HOME",
        "const response = await fetch('https://example.com')",
        "setImmediate(() => {})",
        "return Buffer.from('a').toString('base64')",
        "module.exports = 1",
        "return new WeakRef({})",
        "return new Intl.NumberFormat('en-US').format(1)",
    ],
    good: &[
        "const process = (value) => value + 1\nreturn process(1)",
        "return typeof fetch === 'function'",
        "return { fetch: 1, process: 2 }.fetch",
        "const fetch = async (url) => callTool('echo', { url })\nreturn await fetch('a')",
    ],
    nodes: &[AstType::IdentifierReference, AstType::ThisExpression],
    check,
    leave: None,
};

fn elsewhere(context: &mut Context<'_, '_>, span: Span, name: &str, instead: &str) {
    context.report(RULE.code, span, format!("`{name}` does not exist in scripts"), instead);
}

fn other_language(context: &mut Context<'_, '_>, span: Span, name: &str, instead: &str) {
    context.report(RULE.code, span, format!("`{name}` is not part of `agentscript`"), instead);
}

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    match node {
        // In a function of its own kind `this` is part of what NO_USER_FUNCTION reports.
        AstKind::ThisExpression(it) if context.is_agentscript() && context.functions == 0 && context.classes == 0 => {
            other_language(context, it.span, "this", "use a variable; arrow functions see those around them");
        }
        AstKind::IdentifierReference(it) if context.is_free(it) && !context.is_type_of(it.span) => {
            let name = it.name.as_str();
            if context.settings.disallowed_names().iter().any(|refused| refused == name) {
                let help = "compute the result without it; this host does not allow the name";
                return context.report(RULE.code, it.span, format!("`{name}` may not be used"), help);
            }
            match globals::class(name, context.settings) {
                Class::Refused(instead) => elsewhere(context, it.span, name, instead),
                Class::OtherLanguage(instead) => other_language(context, it.span, name, instead),
                Class::Unknown if name == "arguments" && context.is_agentscript() && context.functions == 0 => {
                    other_language(context, it.span, name, "name the parameters: `(first, ...rest) => …`");
                }
                _ => {}
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::rules::testing::{STRICT, diagnostics, examples, settings, tools};

    #[test]
    fn examples_at_standard() {
        insta::assert_snapshot!(examples(&super::RULE));
    }

    #[test]
    fn examples_in_agentscript() {
        let script = "const a = this\nconst b = () => arguments\nconst c = new Map()\nconst d = parseInt('1')\n\
                      const e = new Error('x')\nconst f = Promise.all([])\nconst g = new URL('a')\nconst h = setTimeout(b, 1)";
        let found = diagnostics(script, &settings(STRICT), &tools());
        insta::assert_snapshot!(found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    }
}
