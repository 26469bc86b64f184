//! `UNKNOWN_GLOBAL`: a name that nobody declares would be a `ReferenceError` in the middle of a run, after tools have
//! been called. It is found before, once for each name, with what may have been meant.

use enclave_contract::{DANGEROUS_KEYS, DiagnosticCode, ToolSpec};
use oxc::{
    ast::{AstKind, AstType, ast::IdentifierReference},
    semantic::SymbolFlags,
    span::Span,
};

use super::reserved_prefix::is_reserved;
use crate::{
    finding::MAX_FINDINGS,
    nearest::{listed, nearest},
    tools::{path, words},
    validate::{
        globals::{self, Class},
        rule::{Context, Rule},
    },
};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::UnknownGlobal,
    docs: "Every name is declared by the script or known to the language. A name used several times is reported \
           once, at its first place. `typeof name` is allowed for any name.",
    bad: &[
        "const results = []\nreslts.push(1)\nreturn reslts",
        "return Mpa.groupBy([], (x) => x)",
        "total = 1\nreturn 2",
        "const list = await users.list({ role: 'admin' })",
        "return list()",
        "if (context.a) { const inner = 1 }\nreturn inner",
        "return arguments.length",
        "return weather",
        "return None",
        "return await listUsers({})",
        "type Row = { id: number }\nreturn Row",
        "declare const secret: string\nreturn secret",
    ],
    good: &[
        "let total\ntotal = 1\nreturn total",
        "return typeof undeclared === 'undefined'",
        "function count() { return arguments.length }\nreturn count(1, 2)",
        "later()\nfunction later() { return late }\nconst late = 1",
        "declare const tools: any\nreturn await tools.users.list({})",
        "type Total = number\nconst total: Total = 1\nreturn total",
    ],
    nodes: &[AstType::IdentifierReference],
    check,
    leave: None,
};

fn unknown(context: &mut Context<'_, '_>, span: Span, name: &str, instead: String) {
    context.report(RULE.code, span, format!("`{name}` is not declared"), instead);
}

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    let AstKind::IdentifierReference(it) = node else { return };
    let name = it.name.as_str();
    // `constructor` and `__proto__` are keys of the global object; NO_CONSTRUCTOR_ACCESS has them.
    let elsewhere = DANGEROUS_KEYS.contains(&name) || is_reserved(name);
    if elsewhere || !context.is_free(it) || context.is_type_of(it.span) {
        return;
    }
    if globals::class(name, context.settings) != Class::Unknown || (name == "arguments" && is_left_out(context)) {
        return;
    }
    // Inside of `with`, which does not parse, any name may be a member.
    if context.ancestors().any(|ancestor| matches!(ancestor, AstKind::WithStatement(_))) {
        return;
    }
    // More would not be told, and each suggestion looks through every name of the script.
    if context.unknown.len() < MAX_FINDINGS && context.unknown.insert(name) {
        let instead = instead(it, context);
        unknown(context, it.span, name, instead);
    }
}

/// Whether `arguments` exists here, or is another rule's.
fn is_left_out(context: &Context<'_, '_>) -> bool {
    context.functions > 0 || context.is_agentscript()
}

fn instead(it: &IdentifierReference<'_>, context: &Context<'_, '_>) -> String {
    let name = it.name.as_str();
    if name == "arguments" {
        return "`arguments` exists inside functions; what the host passes to the script is in `context`".to_owned();
    }
    if let Some((_, write)) = OTHER_LANGUAGES.iter().find(|(known, _)| *known == name) {
        return format!("write {write}");
    }
    let scoping = context.scoping();
    let is_type = |symbol| {
        let flags = scoping.symbol_flags(symbol);
        scoping.symbol_name(symbol) == name && (flags.is_ambient() || !flags.intersects(SymbolFlags::Value))
    };
    if scoping.symbol_ids().any(is_type) {
        return format!(
            "`{name}` is only a type: nothing of it is there at run time; write its values, or pass them in `context`"
        );
    }
    if scoping.symbol_names().any(|declared| declared == name) {
        return format!("`{name}` is declared inside of another block or function; declare it outside of both");
    }
    let writes = it.reference_id.get().is_some_and(|id| scoping.get_reference(id).flags().is_write_only());
    if writes {
        return format!("declare it first: `let {name} = …`");
    }
    if let Some((path, _)) = context.tools.paths().find(|(path, _)| path.contains(&name)) {
        return format!("tools are called below `tools`: `await tools.{}({{ … }})`", path.join("."));
    }
    let wanted = words(name);
    let is_same = |tool: &&ToolSpec| {
        let known = words(&tool.name);
        wanted.len() > 1 && wanted.iter().all(|word| known.contains(word))
    };
    if let Some(tool) = context.tools.specs().iter().find(is_same) {
        return format!("did you mean `await tools.{}({{ … }})`?", path(&tool.name).join("."));
    }
    let known: Vec<&str> = globals::known(context.settings).collect();
    let near = nearest(name, known.into_iter().chain(scoping.symbol_names()), 3);
    if near.is_empty() {
        format!("declare it (`const {name} = …`), or let the host pass it in `context`")
    } else {
        format!("did you mean {}?", listed(&near))
    }
}

/// Words of other languages, and what JavaScript has for them.
const OTHER_LANGUAGES: &[(&str, &str)] = &[
    ("None", "`null`"),
    ("nil", "`null`"),
    ("True", "`true`"),
    ("False", "`false`"),
    ("print", "`console.log(…)`"),
    ("puts", "`console.log(…)`"),
    ("echo", "`console.log(…)`"),
    ("len", "`list.length`"),
    ("str", "`String(value)`"),
    ("int", "`Number.parseInt(text, 10)`"),
    ("float", "`Number(text)`"),
    ("dict", "`{ key: value }`"),
    ("range", "`for (let i = 0; i < count; i++) { … }`"),
    ("enumerate", "`list.entries()`"),
    ("isinstance", "`value instanceof Name` or `typeof value`"),
    ("def", "`const name = (parameters) => { … }`"),
    ("elif", "`else if`"),
    ("pass", "`{}`"),
    ("and", "`&&`"),
    ("or", "`||`"),
    ("not", "`!`"),
];

#[cfg(test)]
mod tests {
    #[test]
    fn examples() {
        insta::assert_snapshot!(super::super::testing::examples(&super::RULE));
    }
}
