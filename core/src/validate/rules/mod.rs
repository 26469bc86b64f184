//! The rules, by what they look at. Each file says what its codes stop and why.

mod calls;
mod functions;
mod keys;
mod loops;
mod modules;
mod names;

use oxc::{ast::AstKind, semantic::NodeId};

use super::Check;

/// Asks every rule about a node.
pub(super) fn check<'a>(check: &mut Check<'_, 'a>, kind: AstKind<'a>, node: NodeId) {
    names::check(check, kind, node);
    keys::check(check, kind, node);
    calls::check(check, kind, node);
    loops::check(check, kind);
    functions::check(check, kind, node);
    modules::check(check, kind);
}
