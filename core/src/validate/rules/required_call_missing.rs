//! `REQUIRED_CALL_MISSING`: a host can ask that every script calls certain tools, such as one that writes a log.

use enclave_contract::DiagnosticCode;
use oxc::{
    ast::{AstKind, AstType},
    span::Span,
};

use crate::{
    tools::path,
    validate::rule::{Context, Rule},
};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::RequiredCallMissing,
    docs: "The tools that the host names in the option `calls` must stand in every script. Whether a call is reached is \
           not looked at; a call whose tool is only known at run time counts for any. The examples are with \
           `{ calls: ['echo'] }`.",
    bad: &["return await tools.users.list({})", "return 'nothing is called'"],
    good: &[
        "const users = await tools.users.list({})\nawait tools.echo({ seen: users.length })\nreturn users",
        "await callTool('echo', {})",
        "const log = tools.echo\nawait log({})",
        "return await callTool(context.tool, {})",
    ],
    nodes: &[AstType::Program],
    check: |_, _| {},
    leave: Some(leave),
};

fn leave<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    let AstKind::Program(program) = node else { return };
    let end = program.span.end;
    for name in context.settings.required_calls() {
        if context.facts.may_use(name) {
            continue;
        }
        let call = format!("tools.{}", path(name).join("."));
        let place = Span::new(end.saturating_sub(1).max(program.span.start), end);
        context.report(
            RULE.code,
            place,
            format!("the script never calls `{name}`"),
            format!("add `await {call}({{ … }})`"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::rules::testing::{examples_with, settings};

    #[test]
    fn examples() {
        let settings = settings(r#"{"rules":{"REQUIRED_CALL_MISSING":{"calls":["echo"]}}}"#);
        insta::assert_snapshot!(examples_with(&super::RULE, &settings));
    }
}
