//! `NO_EVAL`, `NO_GLOBAL_ACCESS`, `NO_META_PROGRAMMING`, `DISALLOWED_IDENTIFIER`, `UNKNOWN_GLOBAL`,
//! `RESERVED_PREFIX`, `NO_CALL_TARGET_ASSIGNMENT`: names that are not declared, and names that are reserved.
//!
//! A name that nothing declares would be a global of the engine. The engine has none of the dangerous ones; these
//! rules say so before anything runs, and what to write instead. Reserved prefixes are those of our own helpers.

use enclave_contract::DiagnosticCode;
use oxc::{
    ast::{AstKind, ast::{IdentifierReference, UnaryOperator}},
    semantic::NodeId,
    span::Span,
};

use super::super::{Check, globals};

const RESERVED: [&str; 2] = ["__ag_", "__safe_"];

pub(super) fn check<'a>(check: &mut Check<'_, 'a>, kind: AstKind<'a>, node: NodeId) {
    match kind {
        AstKind::IdentifierReference(identifier) => {
            if !reserved(check, &identifier.name, identifier.span) {
                reference(check, identifier, node);
            }
        }
        AstKind::BindingIdentifier(identifier) => {
            reserved(check, &identifier.name, identifier.span);
        }
        AstKind::IdentifierName(name) => {
            reserved(check, &name.name, name.span);
        }
        AstKind::LabelIdentifier(label) => {
            reserved(check, &label.name, label.span);
        }
        AstKind::PrivateIdentifier(name) => {
            reserved(check, &name.name, name.span);
        }
        AstKind::ThisExpression(this) if check.agentscript() => {
            let help = "pass what you need as a parameter, or use a variable";
            check.find(DiagnosticCode::DisallowedIdentifier, this.span, "`this` is not part of agentscript", help);
        }
        _ => {}
    }
}

fn reserved(check: &mut Check<'_, '_>, name: &str, span: Span) -> bool {
    let Some(prefix) = RESERVED.iter().find(|prefix| name.starts_with(*prefix)) else { return false };
    check.find(
        DiagnosticCode::ReservedPrefix,
        span,
        format!("names that begin with `{prefix}` are reserved"),
        "choose another name",
    );
    true
}

fn reference<'a>(check: &mut Check<'_, 'a>, identifier: &'a IdentifierReference<'a>, node: NodeId) {
    let Some(reference) = identifier.reference_id.get() else { return };
    let reference = check.semantic.scoping().get_reference(reference);
    if reference.symbol_id().is_some() || reference.flags().is_type_only() {
        return;
    }
    let name = identifier.name.as_str();
    let writes = reference.is_write();
    let (language, level) = (check.settings.language, check.settings.level);
    if globals::known(language, level).any(|known| known == name) {
        if writes && globals::CALL_TARGETS.contains(&name) {
            let help = "declare a variable of your own with another name";
            check.find(DiagnosticCode::NoCallTargetAssignment, identifier.span, format!("`{name}` cannot be assigned"), help);
        } else if writes {
            let help = "declare a variable with `const` or `let`";
            check.find(DiagnosticCode::DisallowedIdentifier, identifier.span, format!("the global `{name}` cannot be assigned"), help);
        }
        return;
    }
    // `typeof name` asks whether a name exists, which harms nothing.
    if let (AstKind::UnaryExpression(unary), _) = check.meaningful_parent(node)
        && unary.operator == UnaryOperator::Typeof
    {
        return;
    }
    if let Some((code, help)) = globals::refusal(name) {
        let message = match code {
            DiagnosticCode::NoEval => format!("`{name}` makes code from text"),
            DiagnosticCode::NoGlobalAccess => format!("`{name}` would be the global object"),
            _ if check.agentscript() => format!("`{name}` is not part of agentscript"),
            _ => format!("`{name}` does not exist here"),
        };
        check.find(code, identifier.span, message, help);
        return;
    }
    let near = {
        let mut names: Vec<&str> = globals::known(language, level).collect();
        names.extend(check.declared_names());
        globals::nearest(name, names.into_iter()).first().map(|near| (*near).to_owned())
    };
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if writes => "declare it with `let` or `const`".to_owned(),
        None => "declare it, or call a tool that gives it".to_owned(),
    };
    check.find(DiagnosticCode::UnknownGlobal, identifier.span, format!("`{name}` is not declared"), help);
}
