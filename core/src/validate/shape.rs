//! What a value in the script will be, as far as that can be said before it runs: JSON with the places of its parts.

use oxc::{
    ast::ast::{ArrayExpressionElement, Expression, ObjectExpression, ObjectPropertyKind, PropertyKind},
    span::{GetSpan, Span},
    syntax::operator::{BinaryOperator, UnaryOperator},
};
use serde_json::{Map, Value as Json};

use super::{ast::property_key, fold::Constant, rule::Context};

/// Nesting that is followed.
const MAX_DEPTH: u32 = 32;
/// Parts that are looked at in one value.
const MAX_PARTS: u32 = 2_000;

/// A part of the script that becomes a value.
pub(crate) struct Shape {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
}

pub(crate) enum Kind {
    /// Nothing is known.
    Unknown,
    /// It is always this.
    Value(Json),
    /// Its type is that of this value.
    Like(Json),
    /// An object; `open` when there may be more members.
    Object { members: Vec<Member>, open: bool },
    /// A list; `open` when there may be more items.
    Array { items: Vec<Shape>, open: bool },
}

pub(crate) struct Member {
    pub(crate) name: String,
    /// The place of its key.
    pub(crate) key: Span,
    pub(crate) value: Shape,
}

impl Shape {
    /// An object without members, for arguments that are left out.
    pub(crate) fn empty(span: Span) -> Self {
        Self { span, kind: Kind::Object { members: Vec::new(), open: false } }
    }

    /// The shape of an expression.
    pub(crate) fn of<'a>(expression: &'a Expression<'a>, context: &mut Context<'a, '_>) -> Self {
        let mut parts = MAX_PARTS;
        shape(expression, context, 0, &mut parts)
    }

    /// The value, with a stand-in for what is not known.
    pub(crate) fn json(&self) -> Json {
        match &self.kind {
            Kind::Unknown => Json::Null,
            Kind::Value(json) | Kind::Like(json) => json.clone(),
            Kind::Object { members, .. } => Json::Object(
                members.iter().map(|member| (member.name.clone(), member.value.json())).collect::<Map<_, _>>(),
            ),
            Kind::Array { items, .. } => Json::Array(items.iter().map(Self::json).collect()),
        }
    }

    /// Whether all of it is known.
    pub(crate) fn is_whole(&self) -> bool {
        match &self.kind {
            Kind::Unknown | Kind::Like(_) => false,
            Kind::Value(_) => true,
            Kind::Object { members, open } => !open && members.iter().all(|member| member.value.is_whole()),
            Kind::Array { items, open } => !open && items.iter().all(Self::is_whole),
        }
    }

    /// The part at a path; the nearest around it where the path goes into a constant.
    pub(crate) fn at(&self, path: &[String]) -> &Self {
        let Some((first, rest)) = path.split_first() else { return self };
        let inner = match &self.kind {
            Kind::Object { members, .. } => {
                members.iter().find(|member| member.name == *first).map(|member| &member.value)
            }
            Kind::Array { items, .. } => first.parse::<usize>().ok().and_then(|index| items.get(index)),
            _ => None,
        };
        inner.map_or(self, |inner| inner.at(rest))
    }

    /// The place of a member's key.
    pub(crate) fn key(&self, name: &str) -> Option<Span> {
        let Kind::Object { members, .. } = &self.kind else { return None };
        members.iter().find(|member| member.name == name).map(|member| member.key)
    }
}

fn shape<'a>(expression: &'a Expression<'a>, context: &mut Context<'a, '_>, depth: u32, parts: &mut u32) -> Shape {
    let span = expression.span();
    *parts = parts.saturating_sub(1);
    if depth >= MAX_DEPTH || *parts == 0 {
        return Shape { span, kind: Kind::Unknown };
    }
    let kind = match expression.get_inner_expression() {
        Expression::ObjectExpression(object) => self::object(object, context, depth, parts),
        Expression::ArrayExpression(array) => {
            let mut open = false;
            let mut items = Vec::new();
            for element in &array.elements {
                match element {
                    // What comes behind a spread has no place that is known.
                    ArrayExpressionElement::SpreadElement(_) => open = true,
                    _ if open => {}
                    ArrayExpressionElement::Elision(hole) => items.push(Shape { span: hole.span, kind: Kind::Unknown }),
                    other => items.extend(other.as_expression().map(|item| shape(item, context, depth + 1, parts))),
                }
            }
            Kind::Array { items, open }
        }
        // An object in a variable that nothing else touches is what it was declared as.
        Expression::Identifier(name) => match context.folder.only_value(name) {
            Some(value) => return Shape { span, ..shape(value, context, depth + 1, parts) },
            None => constant(expression, context),
        },
        _ => constant(expression, context),
    };
    Shape { span, kind }
}

fn object<'a>(object: &'a ObjectExpression<'a>, context: &mut Context<'a, '_>, depth: u32, parts: &mut u32) -> Kind {
    let mut open = false;
    let mut members: Vec<Member> = Vec::new();
    for property in &object.properties {
        let is_full = *parts == 0 || members.len() >= MAX_PARTS as usize;
        let property = match property {
            ObjectPropertyKind::ObjectProperty(property) if !is_full => property,
            // What is spread, and what is not looked at, may replace what stands before it.
            _ => {
                open = true;
                members.iter_mut().for_each(|member| member.value.kind = Kind::Unknown);
                if is_full {
                    break;
                }
                continue;
            }
        };
        let key = property_key(&property.key, property.computed);
        let Some((name, key)) = key.and_then(|key| Some((context.key(key)?.into_owned(), key.span()))) else {
            open = true;
            continue;
        };
        if name == "__proto__" && !property.computed && !property.shorthand {
            continue;
        }
        members.retain(|member| member.name != name);
        let value = if property.kind == PropertyKind::Init && !property.method {
            if matches!(context.fold(&property.value), Some(Constant::Undefined)) {
                continue;
            }
            shape(&property.value, context, depth + 1, parts)
        } else {
            Shape { span: property.span, kind: Kind::Unknown }
        };
        members.push(Member { name, key, value });
    }
    Kind::Object { members, open }
}

/// What an expression is that is neither an object nor a list.
fn constant<'a>(expression: &'a Expression<'a>, context: &mut Context<'a, '_>) -> Kind {
    if let Some(constant) = context.fold(expression) {
        return json(&constant).map_or(Kind::Unknown, Kind::Value);
    }
    let text = || Kind::Like(Json::from(""));
    match expression.get_inner_expression() {
        Expression::TemplateLiteral(_) => text(),
        Expression::UnaryExpression(unary) => match unary.operator {
            UnaryOperator::Typeof => text(),
            UnaryOperator::LogicalNot => Kind::Like(Json::Bool(true)),
            _ => Kind::Unknown,
        },
        Expression::BinaryExpression(binary) if binary.operator.is_compare() || binary.operator.is_equality() => {
            Kind::Like(Json::Bool(true))
        }
        Expression::BinaryExpression(binary) if binary.operator == BinaryOperator::Addition => {
            let is_text = |side: &Expression<'_>| {
                matches!(side.get_inner_expression(), Expression::StringLiteral(_) | Expression::TemplateLiteral(_))
            };
            if is_text(&binary.left) || is_text(&binary.right) { text() } else { Kind::Unknown }
        }
        _ => Kind::Unknown,
    }
}

/// The JSON that a constant is at the tool's door.
fn json(constant: &Constant) -> Option<Json> {
    match constant {
        Constant::Undefined => None,
        Constant::Null => Some(Json::Null),
        Constant::Boolean(value) => Some(Json::Bool(*value)),
        Constant::Number(value) => match enclave_contract::Value::Number(*value).to_json() {
            Json::Null => None,
            number => Some(number),
        },
        Constant::BigInt(digits) => digits.parse::<i64>().ok().map(Json::from),
        Constant::String(text) => Some(Json::from(text.as_str())),
        Constant::Array(items) => items.iter().map(json).collect::<Option<Vec<_>>>().map(Json::Array),
    }
}
