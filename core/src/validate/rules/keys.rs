//! `NO_CONSTRUCTOR_ACCESS`, `NO_META_PROGRAMMING`, `NO_DANGEROUS_DESTRUCTURING`, `NO_COMPUTED_DESTRUCTURING`: keys that
//! lead from a value to its prototype or to a constructor of code, by whatever spelling.
//!
//! As data these words are words: `{ constructor: 1 }`, `'prototype'`, a class's `constructor() {}` pass. As keys of an
//! access they are refused, also where the key is computed from constants. At `standard` and `permissive` three static
//! idioms pass: `Array.prototype.slice.call(x)`, `value.constructor.name` and `value.constructor === Name`.

use enclave_contract::{DANGEROUS_KEYS, DiagnosticCode};
use oxc::{
    ast::{AstKind, ast::{BinaryOperator, Expression, MemberExpression, PropertyKey, PropertyKind}},
    semantic::NodeId,
    span::{GetSpan, Span},
};

use super::super::{Check, fold};

/// Methods that read or change what properties and prototypes are.
const META_MEMBERS: &[&str] = &["__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__"];
const META_STATICS: &[&str] = &[
    "defineProperty", "defineProperties", "getOwnPropertyDescriptor", "getOwnPropertyDescriptors", "setPrototypeOf",
    "getPrototypeOf",
];

pub(super) fn check<'a>(check: &mut Check<'_, 'a>, kind: AstKind<'a>, node: NodeId) {
    match kind {
        AstKind::StaticMemberExpression(member) => {
            access(check, &member.property.name, member.property.span, node);
            let on_object = matches!(member.object.get_inner_expression(), Expression::Identifier(object) if object.name == "Object");
            let name = member.property.name.as_str();
            if on_object && META_STATICS.contains(&name) {
                meta(check, &format!("Object.{name}"), member.property.span);
            }
        }
        AstKind::ComputedMemberExpression(member) => {
            if let Some(key) = fold::text(&member.expression, check.semantic) {
                access(check, &key, member.expression.span(), node);
                if META_STATICS.contains(&key.as_str()) {
                    meta(check, &key, member.expression.span());
                }
            }
        }
        AstKind::BindingProperty(property) => destructured(check, &property.key, property.computed),
        AstKind::AssignmentTargetPropertyIdentifier(property) => {
            dangerous_destructuring(check, &property.binding.name, property.binding.span);
        }
        AstKind::AssignmentTargetPropertyProperty(property) => destructured(check, &property.name, property.computed),
        AstKind::ObjectProperty(property) => {
            // `{ __proto__: x }` sets the prototype; a shorthand and a method are plain data.
            let sets = property.kind == PropertyKind::Init && !property.computed && !property.shorthand && !property.method;
            if sets && property.key.static_name().is_some_and(|name| name == "__proto__") {
                let help = "leave the prototype as it is; spread the other object with `{ ...other }`";
                check.find(DiagnosticCode::NoConstructorAccess, property.key.span(), "`__proto__` sets an object's prototype", help);
            }
        }
        _ => {}
    }
}

fn access(check: &mut Check<'_, '_>, key: &str, span: Span, node: NodeId) {
    if META_MEMBERS.contains(&key) {
        meta(check, key, span);
    }
    if !DANGEROUS_KEYS.contains(&key) || (check.allows_idioms() && is_idiom(check, key, node)) {
        return;
    }
    let help = match key {
        "constructor" => "use `typeof`, `Array.isArray` or `instanceof` to learn what a value is",
        "prototype" => "call the method on the value itself, or define it in a class",
        _ => "use the object's own properties; `Object.hasOwn(obj, key)` says whether it has one",
    };
    check.find(DiagnosticCode::NoConstructorAccess, span, format!("access to `{key}` is not allowed"), help);
}

fn meta(check: &mut Check<'_, '_>, name: &str, span: Span) {
    let help = match name {
        "Object.getPrototypeOf" | "Object.setPrototypeOf" => "use a class with `extends`, or `instanceof`",
        "Object.getOwnPropertyDescriptors" | "Object.getOwnPropertyDescriptor" => "use `Object.entries(obj)` or spread `{ ...obj }`",
        _ => "assign the property, use `Object.freeze`, or write `get name() {}` in the object or class",
    };
    check.find(DiagnosticCode::NoMetaProgramming, span, format!("`{name}` is not allowed"), help);
}

fn is_idiom(check: &Check<'_, '_>, key: &str, node: NodeId) -> bool {
    let (parent, parent_id) = check.meaningful_parent(node);
    match key {
        "constructor" => match parent {
            AstKind::StaticMemberExpression(outer) => {
                let (user, _) = check.meaningful_parent(parent_id);
                outer.property.name == "name" && !is_changed(user)
            }
            AstKind::BinaryExpression(binary) => {
                let name = |side: &Expression<'_>| matches!(side.get_inner_expression(), Expression::Identifier(_));
                let compares = matches!(
                    binary.operator,
                    BinaryOperator::StrictEquality
                        | BinaryOperator::StrictInequality
                        | BinaryOperator::Equality
                        | BinaryOperator::Inequality
                );
                compares && (name(&binary.left) || name(&binary.right))
            }
            _ => false,
        },
        "prototype" => is_borrowed_method(check, node),
        _ => false,
    }
}

/// `Object.prototype.hasOwnProperty.call(…)`, and `apply` and `bind`.
fn is_borrowed_method(check: &Check<'_, '_>, node: NodeId) -> bool {
    let AstKind::StaticMemberExpression(prototype) = check.semantic.nodes().kind(node) else { return false };
    let Expression::Identifier(builtin) = prototype.object.get_inner_expression() else { return false };
    let known = ["Object", "Array", "String", "Number", "Map", "Set", "Date", "RegExp", "Function", "Promise"];
    if !check.is_global(builtin) || !known.contains(&builtin.name.as_str()) {
        return false;
    }
    let (AstKind::StaticMemberExpression(method), method_id) = check.meaningful_parent(node) else { return false };
    if DANGEROUS_KEYS.contains(&method.property.name.as_str()) || META_MEMBERS.contains(&method.property.name.as_str()) {
        return false;
    }
    let (AstKind::StaticMemberExpression(borrow), borrow_id) = check.meaningful_parent(method_id) else { return false };
    let borrows = ["call", "apply", "bind"].contains(&borrow.property.name.as_str());
    let callee = matches!(
        check.meaningful_parent(borrow_id).0,
        AstKind::CallExpression(call) if call.callee.get_inner_expression().span() == check.span_of(borrow_id)
    );
    borrows && callee
}

/// Whether the parent of an access assigns to it or deletes it.
fn is_changed(parent: AstKind<'_>) -> bool {
    matches!(parent, AstKind::AssignmentExpression(_) | AstKind::UpdateExpression(_))
        || matches!(parent, AstKind::UnaryExpression(unary) if unary.operator.is_delete())
}

fn destructured(check: &mut Check<'_, '_>, key: &PropertyKey<'_>, computed: bool) {
    if computed && check.agentscript() {
        let help = "read the property with `const value = obj[key]`";
        check.find(DiagnosticCode::NoComputedDestructuring, key.span(), "a computed key in a destructuring pattern", help);
        return;
    }
    let name = match key.as_expression() {
        Some(expression) if computed => fold::text(expression, check.semantic),
        _ => key.static_name().map(|name| name.to_string()),
    };
    if let Some(name) = name {
        dangerous_destructuring(check, &name, key.span());
    }
}

fn dangerous_destructuring(check: &mut Check<'_, '_>, name: &str, span: Span) {
    if DANGEROUS_KEYS.contains(&name) {
        let message = format!("destructuring takes `{name}` out of a value");
        check.find(DiagnosticCode::NoDangerousDestructuring, span, message, "take only the properties that the value's data has");
    }
}

/// The key of a member expression, when it is constant.
pub(super) fn key_of(check: &Check<'_, '_>, member: &MemberExpression<'_>) -> Option<String> {
    match member {
        MemberExpression::StaticMemberExpression(member) => Some(member.property.name.to_string()),
        MemberExpression::ComputedMemberExpression(member) => fold::text(&member.expression, check.semantic),
        MemberExpression::PrivateFieldExpression(_) => None,
    }
}
