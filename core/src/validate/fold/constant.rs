//! A folded value and the operators on it, as JavaScript defines them.

use oxc::syntax::operator::BinaryOperator;

/// A value that an expression always has.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Constant {
    Undefined,
    Null,
    Boolean(bool),
    Number(f64),
    /// Decimal digits.
    BigInt(String),
    String(String),
    Array(Vec<Constant>),
}

impl Constant {
    /// Bytes of text or items, whichever a budget should count.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::String(text) | Self::BigInt(text) => text.len(),
            Self::Array(items) => items.iter().map(|item| 1 + item.size()).sum(),
            _ => 1,
        }
    }

    /// What a condition makes of it.
    pub(crate) fn truthy(&self) -> bool {
        match self {
            Self::Undefined | Self::Null => false,
            Self::Boolean(value) => *value,
            Self::Number(value) => *value != 0.0 && !value.is_nan(),
            Self::BigInt(digits) => digits.bytes().any(|digit| digit != b'0'),
            Self::String(text) => !text.is_empty(),
            Self::Array(_) => true,
        }
    }

    /// `String(value)`; `None` for numbers whose text is not plain digits.
    pub(crate) fn text(&self) -> Option<String> {
        Some(match self {
            Self::Undefined => "undefined".to_owned(),
            Self::Null => "null".to_owned(),
            Self::Boolean(value) => value.to_string(),
            Self::Number(value) => number_text(*value)?,
            Self::BigInt(digits) => digits.clone(),
            Self::String(text) => text.clone(),
            Self::Array(items) => joined(items, ",")?,
        })
    }

    /// `Number(value)`, where that is plain.
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Self::Undefined => Some(f64::NAN),
            Self::Null => Some(0.0),
            Self::Boolean(value) => Some(f64::from(u8::from(*value))),
            Self::Number(value) => Some(*value),
            Self::String(text) if text.trim().is_empty() => Some(0.0),
            Self::String(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
            _ => None,
        }
    }

    /// The items that a spread takes out of it.
    pub(super) fn items(self) -> Option<Vec<Self>> {
        match self {
            Self::Array(items) => Some(items),
            Self::String(text) => Some(text.chars().map(|c| Self::String(c.to_string())).collect()),
            _ => None,
        }
    }

    pub(super) fn plus(self, right: Self) -> Option<Self> {
        match (self, right) {
            (Self::Number(left), Self::Number(right)) => Some(Self::Number(left + right)),
            (Self::String(mut left), right) => {
                left.push_str(&right.text()?);
                Some(Self::String(left))
            }
            (left @ Self::Array(_), right) => Some(Self::String(left.text()? + &right.text()?)),
            (left, right @ (Self::String(_) | Self::Array(_))) => Some(Self::String(left.text()? + &right.text()?)),
            (Self::BigInt(_), _) | (_, Self::BigInt(_)) => None,
            (left, right) => Some(Self::Number(left.number()? + right.number()?)),
        }
    }

    /// Every operator but `+`.
    pub(super) fn operate(&self, operator: BinaryOperator, right: &Self) -> Option<Self> {
        use BinaryOperator as Op;
        if let Op::StrictEquality | Op::StrictInequality = operator {
            let comparable = !matches!((self, right), (Self::Array(_), _) | (_, Self::Array(_)));
            let equal = self == right;
            return comparable.then_some(Self::Boolean(equal == (operator == Op::StrictEquality)));
        }
        let (left, right) = match (self, right) {
            (Self::BigInt(_) | Self::Array(_), _) | (_, Self::BigInt(_) | Self::Array(_)) => return None,
            (Self::String(_), Self::String(_)) if operator.is_compare() || operator.is_equality() => return None,
            (left, right) => (left.number()?, right.number()?),
        };
        Some(match operator {
            Op::Subtraction => Self::Number(left - right),
            Op::Multiplication => Self::Number(left * right),
            Op::Division => Self::Number(left / right),
            Op::Remainder => Self::Number(left % right),
            Op::Exponential => Self::Number(left.powf(right)),
            Op::LessThan => Self::Boolean(left < right),
            Op::LessEqualThan => Self::Boolean(left <= right),
            Op::GreaterThan => Self::Boolean(left > right),
            Op::GreaterEqualThan => Self::Boolean(left >= right),
            Op::ShiftLeft => Self::Number(f64::from(int32(left)?.wrapping_shl(int32(right)?.cast_unsigned()))),
            Op::BitwiseOR => Self::Number(f64::from(int32(left)? | int32(right)?)),
            Op::BitwiseXOR => Self::Number(f64::from(int32(left)? ^ int32(right)?)),
            Op::BitwiseAnd => Self::Number(f64::from(int32(left)? & int32(right)?)),
            _ => return None,
        })
    }

    /// `value[key]` for an index or `length`.
    pub(super) fn property(&self, key: &str) -> Option<Self> {
        match (self, key) {
            (Self::Array(items), "length") => Some(Self::Number(f64::from(u32::try_from(items.len()).ok()?))),
            (Self::Array(items), index) => items.get(index.parse::<usize>().ok()?).cloned(),
            (Self::String(text), "length") if text.is_ascii() => {
                Some(Self::Number(f64::from(u32::try_from(text.len()).ok()?)))
            }
            (Self::String(text), index) if text.is_ascii() => {
                let index = index.parse::<usize>().ok()?;
                Some(Self::String(text.get(index..=index)?.to_owned()))
            }
            _ => None,
        }
    }
}

/// `items.join(separator)`.
pub(super) fn joined(items: &[Constant], separator: &str) -> Option<String> {
    let mut text = String::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            text.push_str(separator);
        }
        if !matches!(item, Constant::Undefined | Constant::Null) {
            text.push_str(&item.text()?);
        }
    }
    Some(text)
}

/// The text of a number that JavaScript writes without an exponent and that needs no rounding rule.
fn number_text(value: f64) -> Option<String> {
    if value == 0.0 {
        Some("0".to_owned())
    } else if value.is_nan() {
        Some("NaN".to_owned())
    } else if value.is_infinite() {
        Some(if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned())
    } else if value.abs() < 1e15 && value.abs() >= 1e-6 {
        Some(format!("{value}"))
    } else {
        None
    }
}

/// The number as bit operators see it; `None` where it would wrap.
fn int32(value: f64) -> Option<i32> {
    let whole = value.trunc();
    if whole.is_nan() || whole < f64::from(i32::MIN) || whole > f64::from(i32::MAX) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
    let value = whole as i32;
    Some(value)
}
