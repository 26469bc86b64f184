//! `NO_META_PROGRAMMING`: what reaches behind properties (proxies, reflection, descriptors, prototypes as values,
//! legacy accessors) can make an object look different each time it is read.

use enclave_contract::DiagnosticCode;
use oxc::{
    ast::{AstKind, AstType},
    span::Span,
};

use crate::validate::{
    ast::{Key, argument, as_member, member, property_key},
    globals::{self, Class},
    rule::{Context, Rule},
};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::NoMetaProgramming,
    docs: "`Proxy`, `Reflect`, property descriptors, functions that read or set prototypes and the legacy accessors \
           (`__defineGetter__`…) are refused. Plain properties, getters in literals and classes, `Object.keys`, \
           `Object.entries`, `Object.freeze` and `Object.create(null)` do what scripts need.",
    bad: &[
        "return new Proxy({}, {})",
        "return Reflect.ownKeys({})",
        "Object.defineProperty({}, 'a', { get: () => 1 })",
        "return Object['getOwn' + 'PropertyDescriptor']({}, 'a')",
        "const { setPrototypeOf } = Object\nreturn setPrototypeOf",
        "let get\n;({ getPrototypeOf: get } = Object)\nreturn get",
        "return Object.create({}, { a: { value: 1 } })",
        "const o = {}\nreturn o.__lookupGetter__('a')",
        "Error.prepareStackTrace = (error, frames) => frames",
    ],
    good: &[
        "const counts = Object.create(null)\ncounts.a = 1\nreturn counts",
        "return { get total() { return 1 } }.total",
        "return Object.freeze({ Proxy: 'a word', defineProperty: 'another' })",
    ],
    nodes: &[
        AstType::IdentifierReference,
        AstType::StaticMemberExpression,
        AstType::ComputedMemberExpression,
        AstType::BindingProperty,
        AstType::AssignmentTargetPropertyIdentifier,
        AstType::AssignmentTargetPropertyProperty,
        AstType::CallExpression,
    ],
    check,
    leave: None,
};

/// Keys that are refused on every object but `tools`, since another name for `Object` is as good as `Object`.
const KEYS: &[(&str, &str)] = &[
    ("__defineGetter__", "write a getter in the object literal or the class: `get name() { … }`"),
    ("__defineSetter__", "write a setter in the object literal or the class: `set name(value) { … }`"),
    ("__lookupGetter__", "read the property itself"),
    ("__lookupSetter__", "assign to the property itself"),
    ("defineProperties", "assign the properties: `Object.assign(object, { name: value })`"),
    ("defineProperty", "assign the property: `object.name = value`, or write a getter in the literal"),
    ("getOwnPropertyDescriptor", "read the property itself, or ask `Object.hasOwn(object, key)`"),
    ("getOwnPropertyDescriptors", "copy the properties: `{ ...object }`"),
    ("getPrototypeOf", "use `instanceof`, `Array.isArray(value)` or `typeof value`"),
    ("prepareStackTrace", "read `error.message`; the host sees where an error came from"),
    ("setPrototypeOf", "use a class with `extends`, or copy the properties: `{ ...base, ...own }`"),
];

fn key(context: &mut Context<'_, '_>, span: Span, name: &str, instead: &str) {
    context.report(RULE.code, span, format!("`{name}` reaches behind ordinary properties"), instead);
}

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    match node {
        AstKind::IdentifierReference(it)
            if context.is_free(it)
                && globals::class(it.name.as_str(), context.settings) == Class::Meta
                && !context.is_type_of(it.span) =>
        {
            let instead = if it.name == "Proxy" {
                "use a plain object, or a class with getters and methods"
            } else {
                "use the operator or method itself: `key in object`, `Object.keys(object)`, `fn(...args)`"
            };
            key(context, it.span, it.name.as_str(), instead);
        }
        AstKind::CallExpression(call) => {
            let Some(callee) = as_member(&call.callee) else { return };
            let creates =
                context.global(callee.object) == Some("Object") && context.key(callee.key).as_deref() == Some("create");
            if creates && argument(&call.arguments, 1).is_some() {
                key(
                    context,
                    call.span,
                    "Object.create",
                    "assign the properties after it: `Object.assign(Object.create(null), { … })`",
                );
            }
        }
        AstKind::BindingProperty(it) => check_key(property_key(&it.key, it.computed), context),
        AstKind::AssignmentTargetPropertyProperty(it) => check_key(property_key(&it.name, it.computed), context),
        AstKind::AssignmentTargetPropertyIdentifier(it) => {
            check_key(Some(Key::Static(it.binding.name.as_str(), it.binding.span)), context);
        }
        _ => {
            let Some(member) = member(node) else { return };
            let Some(name) = context.key(member.key).filter(|name| instead_of(name).is_some()) else { return };
            // `Reflect.getPrototypeOf` is reported as `Reflect`; a tool may have any name.
            let object = context.global_class(member.object);
            let elsewhere = matches!(object, Some(Class::Meta | Class::Evaluator | Class::GlobalObject));
            if !elsewhere && context.root(member.object) != Some("tools") {
                key(context, member.key.span(), &name, instead_of(&name).unwrap_or_default());
            }
        }
    }
}

fn check_key<'a>(found: Option<Key<'a>>, context: &mut Context<'a, '_>) {
    let Some(found) = found else { return };
    let Some(name) = context.key(found) else { return };
    if let Some(instead) = instead_of(&name) {
        key(context, found.span(), &name, instead);
    }
}

fn instead_of(name: &str) -> Option<&'static str> {
    KEYS.iter().find(|(refused, _)| *refused == name).map(|(_, instead)| *instead)
}

#[cfg(test)]
mod tests {
    #[test]
    fn examples() {
        insta::assert_snapshot!(super::super::testing::examples(&super::RULE));
    }
}
