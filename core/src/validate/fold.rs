//! Constants that an expression makes, with a budget.

use oxc::{
    ast::{AstKind, ast::{Argument, BinaryOperator, Expression, IdentifierReference}},
    semantic::Semantic,
};

/// Characters of the longest text that is folded.
const MAX_TEXT: usize = 4_096;
/// Steps of one fold.
const MAX_STEPS: u32 = 256;

/// The text that an expression makes, when it is constant.
pub(super) fn text(expression: &Expression<'_>, semantic: &Semantic<'_>) -> Option<String> {
    Fold { semantic, steps: MAX_STEPS }.text(expression)
}

struct Fold<'s, 'a> {
    semantic: &'s Semantic<'a>,
    steps: u32,
}

impl Fold<'_, '_> {
    fn text(&mut self, expression: &Expression<'_>) -> Option<String> {
        self.steps = self.steps.checked_sub(1)?;
        let text = match expression.get_inner_expression() {
            Expression::StringLiteral(literal) => literal.value.to_string(),
            Expression::NumericLiteral(literal) => literal.value.to_string(),
            Expression::TemplateLiteral(template) => {
                let mut text = String::new();
                for (index, quasi) in template.quasis.iter().enumerate() {
                    text += quasi.value.cooked.as_ref()?;
                    if let Some(hole) = template.expressions.get(index) {
                        text += &self.text(hole)?;
                    }
                }
                text
            }
            Expression::BinaryExpression(binary) if binary.operator == BinaryOperator::Addition => {
                self.text(&binary.left)? + &self.text(&binary.right)?
            }
            // An array as a key is its items joined.
            Expression::ArrayExpression(array) => {
                let items: Option<Vec<String>> =
                    array.elements.iter().map(|element| self.text(element.as_expression()?)).collect();
                items?.join(",")
            }
            Expression::Identifier(identifier) => self.constant(identifier)?,
            Expression::CallExpression(call) => {
                let callee = call.callee.get_inner_expression().as_member_expression()?;
                let arguments: Option<Vec<&Expression<'_>>> = call.arguments.iter().map(Argument::as_expression).collect();
                self.method(callee.static_property_name()?, callee.object(), &arguments?)?
            }
            _ => return None,
        };
        (text.len() <= MAX_TEXT).then_some(text)
    }

    fn method(&mut self, name: &str, object: &Expression<'_>, arguments: &[&Expression<'_>]) -> Option<String> {
        let object = object.get_inner_expression();
        Some(match (name, arguments) {
            ("join", _) => {
                let Expression::ArrayExpression(array) = object else { return self.list_method(object, arguments) };
                let separator = match arguments.first() {
                    Some(separator) => self.text(separator)?,
                    None => ",".to_owned(),
                };
                let items: Option<Vec<String>> =
                    array.elements.iter().map(|element| self.text(element.as_expression()?)).collect();
                items?.join(&separator)
            }
            ("fromCharCode" | "fromCodePoint", codes) if is_named(object, "String") => {
                let codes: Option<Vec<u32>> = codes.iter().map(|code| number(code)).collect();
                codes?.into_iter().map(char::from_u32).collect::<Option<String>>()?
            }
            ("concat", parts) => {
                let mut text = self.text(object)?;
                for part in parts {
                    text += &self.text(part)?;
                }
                text
            }
            ("toString" | "valueOf" | "trim" | "normalize", []) => self.text(object)?.trim().to_owned(),
            ("toLowerCase", []) => self.text(object)?.to_lowercase(),
            ("toUpperCase", []) => self.text(object)?.to_uppercase(),
            ("replace" | "replaceAll", [from, to]) => {
                let (text, from, to) = (self.text(object)?, self.text(from)?, self.text(to)?);
                if name == "replace" { text.replacen(&from, &to, 1) } else { text.replace(&from, &to) }
            }
            ("slice" | "substring", [from, rest @ ..]) => {
                let characters: Vec<char> = self.text(object)?.chars().collect();
                let from = number(from)? as usize;
                let to = match rest {
                    [] => characters.len(),
                    [to, ..] => number(to)? as usize,
                };
                characters.get(from.min(characters.len())..to.min(characters.len()))?.iter().collect()
            }
            _ => return None,
        })
    }

    /// `'rotcurtsnoc'.split('').reverse().join('')`
    fn list_method(&mut self, object: &Expression<'_>, arguments: &[&Expression<'_>]) -> Option<String> {
        let separator = match arguments.first() {
            Some(separator) => self.text(separator)?,
            None => ",".to_owned(),
        };
        Some(self.list(object)?.join(&separator))
    }

    fn list(&mut self, object: &Expression<'_>) -> Option<Vec<String>> {
        self.steps = self.steps.checked_sub(1)?;
        let Expression::CallExpression(call) = object.get_inner_expression() else { return None };
        let callee = call.callee.get_inner_expression().as_member_expression()?;
        match callee.static_property_name()? {
            "reverse" => {
                let mut items = self.list(callee.object())?;
                items.reverse();
                Some(items)
            }
            "split" => {
                let text = self.text(callee.object())?;
                let separator = self.text(call.arguments.first()?.as_expression()?)?;
                Some(if separator.is_empty() {
                    text.chars().map(String::from).collect()
                } else {
                    text.split(&separator).map(str::to_owned).collect()
                })
            }
            _ => None,
        }
    }

    /// The value of a `const` with a constant initializer.
    fn constant(&mut self, identifier: &IdentifierReference<'_>) -> Option<String> {
        let scoping = self.semantic.scoping();
        let symbol = scoping.get_reference(identifier.reference_id.get()?).symbol_id()?;
        let node = scoping.symbol_declaration(symbol);
        let AstKind::VariableDeclarator(declarator) = self.semantic.nodes().kind(node) else { return None };
        if scoping.symbol_is_mutated(symbol) || !declarator.id.is_binding_identifier() {
            return None;
        }
        self.text(declarator.init.as_ref()?)
    }
}

fn is_named(expression: &Expression<'_>, name: &str) -> bool {
    matches!(expression, Expression::Identifier(identifier) if identifier.name == name)
}

/// A whole number that a literal holds.
fn number(expression: &Expression<'_>) -> Option<u32> {
    match expression.get_inner_expression() {
        Expression::NumericLiteral(literal) if literal.value.fract() == 0.0 && (0.0..=4e9).contains(&literal.value) => {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range was checked")]
            Some(literal.value as u32)
        }
        _ => None,
    }
}
