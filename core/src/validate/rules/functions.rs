//! `NO_USER_FUNCTION`: `agentscript` has arrow functions alone. They have no `this`, no `arguments`, no prototype and
//! no name before they are assigned, so what is called is what stands in the source.

use enclave_contract::DiagnosticCode;
use oxc::{
    ast::{AstKind, ast::FunctionType},
    semantic::NodeId,
    span::Span,
};

use super::super::Check;

pub(super) fn check<'a>(check: &mut Check<'_, 'a>, kind: AstKind<'a>, node: NodeId) {
    if !check.agentscript() {
        return;
    }
    let (span, what, length) = match kind {
        AstKind::Function(function) => match check.parent(node).0 {
            // The class is one finding.
            AstKind::MethodDefinition(_) => return,
            AstKind::ObjectProperty(_) => (function.span, "a method or accessor", 1),
            _ if function.r#type == FunctionType::FunctionDeclaration => (function.span, "a function declaration", 8),
            _ => (function.span, "a function expression", 8),
        },
        AstKind::Class(class) => (class.span, "a class", 5),
        _ => return,
    };
    let help = "write an arrow function: `const name = (a, b) => { … }`";
    let place = Span::new(span.start, span.start + length);
    check.find(DiagnosticCode::NoUserFunction, place, format!("{what} is not part of agentscript"), help);
}
