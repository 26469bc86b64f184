//! `NO_CONSTRUCTOR_ACCESS`: `constructor`, `prototype` and `__proto__` lead from any value to the functions that make
//! its kind, and from there to the constructors of code. As data they are words like others.

use enclave_contract::{DANGEROUS_KEYS, DiagnosticCode};
use oxc::{
    ast::{
        AstKind, AstType,
        ast::{ObjectProperty, TSEnumMember},
    },
    span::{GetSpan, Span},
};

use crate::validate::{
    ast::{Key, Member, as_identifier, is_wrapper, member, property_key, writes},
    globals::{self, Class},
    rule::{Context, Rule},
};

pub(super) static RULE: Rule = Rule {
    code: DiagnosticCode::NoConstructorAccess,
    docs: "The keys `constructor`, `prototype` and `__proto__` are refused wherever a property is read, written or \
           named, by any spelling that can be seen before the run; the others are refused at run time. In \
           `javascript` at `standard` and `permissive` three idioms pass: `Object.prototype.hasOwnProperty.call(o, k)` \
           and its like, `value.constructor.name`, and `value.constructor === Name`.",
    bad: &[
        "return [].constructor.constructor('return 1')()",
        "return {}['const' + 'ructor']",
        "const key = '__proto__'\nconst o = {}\nreturn o[key]",
        "return ''[`__pro${'to'}__`]",
        "return {}[['__proto__']]",
        "return (() => {})[['con', 'structor'].join('')]",
        "return {}[String.fromCharCode(95, 95, 112, 114, 111, 116, 111, 95, 95)]",
        "return {}[atob('Y29uc3RydWN0b3I=')]",
        "const keys = { k: 'constructor', other: context.k }\nreturn [][keys.k]",
        "const parts = ['con', 'structor']\nreturn {}[parts[0] + parts[1]]",
        "const parts = ['con', 'structor']\nreturn {}[parts.join('')]",
        "return {}[{ a: { b: 'prototype' } }.a.b]",
        "return {}['\\x63onstructor']",
        "return {}.\\u0063onstructor",
        "return {}?.['rotcurtsnoc'.split('').reverse().join('')]",
        "Array.prototype.first = function () { return this[0] }",
        "const o = { __proto__: { admin: true } }",
        "const o = { ['__proto__']: 1 }",
        "const has = Object.prototype.hasOwnProperty",
        "const name = 'a'.constructor.name.constructor",
        "return constructor.constructor('return 1')()",
        "class A { m() { return super.constructor } }",
        "enum E { __proto__ = 1 }",
        "namespace A.constructor.constructor { export const a = 1 }\nreturn 1",
        "function f() {}\nnamespace f { export const prototype = 1 }\nreturn f",
    ],
    good: &[
        "const data = { constructor: 1, prototype: 2 }\nreturn Object.keys(data)",
        "return ['constructor', '__proto__'].includes('constructor')",
        "class A { constructor() { this.a = 1 } }\nreturn new A().a",
        "const o = { a: 1 }\nreturn Object.prototype.hasOwnProperty.call(o, 'a')",
        "return Array.prototype.slice.call([1, 2], 1)",
        "return [].slice.call([1, 2], 1)",
        "const value = []\nreturn value.constructor.name",
        "const value = []\nreturn value?.constructor === Array",
        "return 'constructor' in {}",
        "const parts = ['con', 'structor']\nparts.reverse()\nreturn { structorcon: 1 }[parts.join('')]",
    ],
    nodes: &[
        AstType::StaticMemberExpression,
        AstType::ComputedMemberExpression,
        AstType::ObjectProperty,
        AstType::MethodDefinition,
        AstType::PropertyDefinition,
        AstType::AccessorProperty,
        AstType::TSEnumMember,
        AstType::BindingIdentifier,
        AstType::IdentifierReference,
    ],
    check,
    leave: None,
};

fn access(context: &mut Context<'_, '_>, span: Span, key: &str, instead: &str) {
    context.report(RULE.code, span, format!("`{key}` leads out of the value to what made it"), instead);
}

fn naming(context: &mut Context<'_, '_>, span: Span, key: &str) {
    let help = match key {
        "__proto__" => "use a class with `extends`, or copy the properties: `{ ...base, ...own }`",
        _ => "choose another name for the property",
    };
    context.report(RULE.code, span, format!("a property cannot be named `{key}` here"), help);
}

fn instead_of(key: &str, object: Option<&str>) -> &'static str {
    match (key, object) {
        ("prototype", Some("Object")) => "use `Object.hasOwn(object, key)`, `String(value)` or `Array.isArray(value)`",
        ("prototype", _) => "put methods into the class, or write a function that takes the value",
        ("constructor", _) => "use `typeof value`, `Array.isArray(value)` or `value instanceof Name`",
        _ => "use a class with `extends`, or copy the properties: `{ ...base, ...own }`",
    }
}

fn check<'a>(node: AstKind<'a>, context: &mut Context<'a, '_>) {
    match node {
        AstKind::ObjectProperty(it) => check_property(it, context),
        AstKind::MethodDefinition(it) if it.computed => check_computed(property_key(&it.key, true), context),
        AstKind::PropertyDefinition(it) if it.computed => check_computed(property_key(&it.key, true), context),
        AstKind::AccessorProperty(it) if it.computed => check_computed(property_key(&it.key, true), context),
        AstKind::TSEnumMember(it) => check_enum_member(it, context),
        AstKind::BindingIdentifier(it) if DANGEROUS_KEYS.contains(&it.name.as_str()) => {
            let is_member = it.name == "__proto__" || is_in_namespace(context);
            if is_member && !is_in_pattern(context) {
                naming(context, it.span, it.name.as_str());
            }
        }
        AstKind::IdentifierReference(it) if DANGEROUS_KEYS.contains(&it.name.as_str()) && context.is_free(it) => {
            let in_pattern = matches!(context.parent(), Some(AstKind::AssignmentTargetPropertyIdentifier(_)));
            let in_chain = context.refused_member.is_some_and(|member| member.start == it.span.start);
            if !in_pattern && !in_chain && !context.is_type_of(it.span) {
                access(context, it.span, it.name.as_str(), instead_of(it.name.as_str(), None));
            }
        }
        _ => {
            if let Some(member) = member(node) {
                check_member(member, context);
            }
        }
    }
}

fn check_member<'a>(member: Member<'a>, context: &mut Context<'a, '_>) {
    let Some(key) = context.key(member.key).filter(|key| DANGEROUS_KEYS.contains(&&**key)) else { return };
    if is_idiom(member, context) {
        return;
    }
    let further_in = is_behind_refused(member.span, context);
    context.refused_member = Some(member.span);
    if !further_in && !has_refused_object(member, context) {
        let object = context.global(member.object);
        access(context, member.key.span(), &key, instead_of(&key, object));
    }
}

/// Whether an outer member of the same chain has been reported: the chain has one cause.
fn is_behind_refused(span: Span, context: &Context<'_, '_>) -> bool {
    let Some(refused) = context.refused_member else { return false };
    let mut inner = span;
    for outer in context.ancestors() {
        let continues = is_wrapper(outer)
            || member(outer).is_some_and(|member| member.object.span() == inner)
            || matches!(outer, AstKind::CallExpression(call) if call.callee.span() == inner);
        if !continues || outer.span().end > refused.end {
            return false;
        }
        inner = outer.span();
        if inner == refused {
            return true;
        }
    }
    false
}

/// Whether the object is a name that another rule refuses: `Function.prototype` is one finding.
fn has_refused_object<'a>(member: Member<'a>, context: &mut Context<'a, '_>) -> bool {
    let Some(name) = context.root(member.object) else { return false };
    let code = match globals::class(name, context.settings) {
        Class::Evaluator => DiagnosticCode::NoEval,
        Class::GlobalObject => DiagnosticCode::NoGlobalAccess,
        Class::Meta => DiagnosticCode::NoMetaProgramming,
        Class::Module => DiagnosticCode::NoImport,
        Class::Refused(_) | Class::OtherLanguage(_) => DiagnosticCode::DisallowedIdentifier,
        Class::Unknown | Class::Builtin | Class::Guest => return false,
    };
    context.stops(code)
}

fn is_idiom<'a>(member: Member<'a>, context: &Context<'a, '_>) -> bool {
    match member.key {
        Key::Static("constructor", _) if context.allows_idioms() => {
            names_the_kind(member, context) || compares_the_kind(member, context)
        }
        Key::Static("prototype", _) if context.allows_idioms() => borrows_a_method(member, context),
        _ => false,
    }
}

/// `value.constructor.name`, read.
fn names_the_kind(member: Member<'_>, context: &Context<'_, '_>) -> bool {
    match context.parent() {
        Some(AstKind::StaticMemberExpression(outer))
            if outer.property.name == "name" && outer.object.span() == member.span =>
        {
            let mut above = context.ancestors().skip(1).skip_while(|node| is_wrapper(*node));
            let user = above.next();
            let called = matches!(user, Some(AstKind::CallExpression(call)) if call.callee.span().contains_inclusive(outer.span));
            !called && !user.is_some_and(|user| writes(user, outer.span))
        }
        _ => false,
    }
}

/// `value.constructor === Name`, from either side.
fn compares_the_kind<'a>(member: Member<'a>, context: &Context<'a, '_>) -> bool {
    let (Some(AstKind::BinaryExpression(comparison)), span) = context.user(member.span) else { return false };
    let other = if comparison.left.span() == span { &comparison.right } else { &comparison.left };
    comparison.operator.is_equality() && as_identifier(other).is_some()
}

/// `Known.prototype.method.call(…)`, and the same with `apply` and `bind`.
fn borrows_a_method<'a>(member: Member<'a>, context: &Context<'a, '_>) -> bool {
    let known = context.global(member.object).is_some_and(|name| {
        globals::class(name, context.settings) == Class::Builtin && name.starts_with(|c: char| c.is_ascii_uppercase())
    });
    let mut above = context.ancestors();
    match (above.next(), above.next(), above.next()) {
        (
            Some(AstKind::StaticMemberExpression(method)),
            Some(AstKind::StaticMemberExpression(borrowed)),
            Some(AstKind::CallExpression(call)),
        ) => {
            known
                && !DANGEROUS_KEYS.contains(&method.property.name.as_str())
                && matches!(borrowed.property.name.as_str(), "call" | "apply" | "bind")
                && call.callee.span() == borrowed.span
        }
        _ => false,
    }
}

fn check_property<'a>(it: &'a ObjectProperty<'a>, context: &mut Context<'a, '_>) {
    if it.computed {
        check_computed(property_key(&it.key, true), context);
    } else if let Some(Key::Static("__proto__", span)) = property_key(&it.key, false) {
        naming(context, span, "__proto__");
    }
}

fn check_computed<'a>(key: Option<Key<'a>>, context: &mut Context<'a, '_>) {
    let Some(key) = key else { return };
    if let Some(name) = context.key(key).filter(|name| DANGEROUS_KEYS.contains(&&**name)) {
        naming(context, key.span(), &name);
    }
}

/// A member is written as a property of the enum's object.
fn check_enum_member(it: &TSEnumMember<'_>, context: &mut Context<'_, '_>) {
    if it.id.static_name() == "__proto__" {
        naming(context, it.id.span(), "__proto__");
    }
}

/// Whether the name may become a member of a namespace's object: its own name, a part of it, or what it exports.
fn is_in_namespace(context: &Context<'_, '_>) -> bool {
    context.ancestors().any(|ancestor| matches!(ancestor, AstKind::TSNamespaceDeclaration(_)))
}

/// Whether the name is bound by `{ __proto__ }`, which is NO_DANGEROUS_DESTRUCTURING.
fn is_in_pattern(context: &Context<'_, '_>) -> bool {
    let mut above = context.ancestors().filter(|node| !matches!(node, AstKind::AssignmentPattern(_)));
    matches!(above.next(), Some(AstKind::BindingProperty(property)) if property.shorthand)
}

#[cfg(test)]
mod tests {
    #[test]
    fn examples() {
        insta::assert_snapshot!(super::super::testing::examples(&super::RULE));
    }
}
