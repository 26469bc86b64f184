//! The one form in which data crosses between script and host.

use serde::{Deserialize, Serialize};

/// Keys that are dropped from every value, in both directions, since code that copies them can change a prototype.
pub const DANGEROUS_KEYS: [&str; 3] = ["__proto__", "constructor", "prototype"];

/// A value that crosses: JSON's types plus the few that both sides have.
///
/// Depth is bounded by whoever builds one (`max_value_depth`), so walking and dropping may recurse.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub enum Value {
    /// Absent: JavaScript's `undefined`.
    #[default]
    Undefined,
    /// `null`, Python's `None`.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number as JavaScript has it; `NaN`, the infinities and `-0` included.
    Number(f64),
    /// An integer of any size, as decimal digits with an optional `-`.
    BigInt(String),
    /// A moment, in milliseconds since 1970 UTC; `NaN` is an invalid date.
    Date(f64),
    /// Raw bytes: a `Uint8Array` in the script.
    Bytes(Vec<u8>),
    /// Well-formed text.
    String(String),
    /// Text that holds lone surrogates, as UTF-16 code units.
    Utf16(Vec<u16>),
    /// A list.
    Array(Vec<Value>),
    /// A map with text keys, in order, each key once.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// Whether two values are the same to a script: `NaN` is `NaN`, and `-0` is not `0`.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(left), Self::Number(right)) | (Self::Date(left), Self::Date(right)) => {
                left.to_bits() == right.to_bits() || (left.is_nan() && right.is_nan())
            }
            (Self::Array(left), Self::Array(right)) => {
                left.len() == right.len() && left.iter().zip(right).all(|(left, right)| left.same(right))
            }
            (Self::Object(left), Self::Object(right)) => {
                left.len() == right.len()
                    && left.iter().zip(right).all(|((key, left), (other, right))| key == other && left.same(right))
            }
            (left, right) => left == right,
        }
    }

    /// Text from UTF-16 code units: `String` when they are well formed, `Utf16` otherwise.
    pub fn from_utf16(units: &[u16]) -> Self {
        match String::from_utf16(units) {
            Ok(text) => Self::String(text),
            Err(_) => Self::Utf16(units.to_vec()),
        }
    }

    /// The value from JSON; integers that a double cannot hold become `BigInt`.
    pub fn from_json(json: serde_json::Value) -> Self {
        match json {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(flag) => Self::Bool(flag),
            serde_json::Value::Number(number) => match number.as_i64() {
                Some(integer) if integer.unsigned_abs() > 1 << 53 => Self::BigInt(integer.to_string()),
                _ if number.is_u64() && number.as_i64().is_none() => Self::BigInt(number.to_string()),
                _ => Self::Number(number.as_f64().unwrap_or(f64::NAN)),
            },
            serde_json::Value::String(text) => Self::String(text),
            serde_json::Value::Array(items) => Self::Array(items.into_iter().map(Self::from_json).collect()),
            serde_json::Value::Object(map) => {
                Self::Object(map.into_iter().map(|(key, value)| (key, Self::from_json(value))).collect())
            }
        }
    }

    /// The nearest JSON: dates as ISO-like milliseconds, big integers as text, bytes as a list, what JSON lacks as `null`.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match self {
            Self::Undefined | Self::Null => Json::Null,
            Self::Bool(flag) => Json::Bool(*flag),
            Self::Number(number) => json_number(*number),
            Self::Date(time) => json_number(*time),
            Self::BigInt(digits) => digits.parse::<i64>().map_or_else(|_| Json::String(digits.clone()), Json::from),
            Self::Bytes(bytes) => Json::from(bytes.clone()),
            Self::String(text) => Json::String(text.clone()),
            Self::Utf16(units) => Json::String(String::from_utf16_lossy(units)),
            Self::Array(items) => Json::Array(items.iter().map(Self::to_json).collect()),
            Self::Object(entries) => entries
                .iter()
                .filter(|(_, value)| !matches!(value, Self::Undefined))
                .map(|(key, value)| (key.clone(), value.to_json()))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }

    /// Bytes that the value takes in memory, for budgets.
    pub fn memory(&self) -> u64 {
        let inside = match self {
            Self::BigInt(text) | Self::String(text) => text.len() as u64,
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Utf16(units) => units.len() as u64 * 2,
            Self::Array(items) => items.iter().map(Self::memory).sum(),
            Self::Object(entries) => entries.iter().map(|(key, value)| 24 + key.len() as u64 + value.memory()).sum(),
            _ => 0,
        };
        size_of::<Self>() as u64 + inside
    }

    /// About how many bytes the value takes as JSON, without making it.
    pub fn json_bytes(&self) -> u64 {
        match self {
            Self::Undefined | Self::Null | Self::Bool(_) => 4,
            Self::Number(_) => 8,
            Self::Date(_) => 26,
            Self::BigInt(text) | Self::String(text) => text.len() as u64 + 2,
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Utf16(units) => units.len() as u64 * 2 + 2,
            Self::Array(items) => 2 + items.iter().map(|item| item.json_bytes() + 1).sum::<u64>(),
            Self::Object(entries) => {
                2 + entries.iter().map(|(key, value)| key.len() as u64 + 4 + value.json_bytes()).sum::<u64>()
            }
        }
    }

    /// The member of an object, or `None`.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text of a well-formed string, or `None`.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }
}

/// A JSON number; whole numbers stay whole (`1`, not `1.0`), and what JSON lacks is `null`.
fn json_number(number: f64) -> serde_json::Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= EXACT && !(number == 0.0 && number.is_sign_negative()) {
        #[expect(clippy::cast_possible_truncation, reason = "the range was checked on the line above")]
        return serde_json::Value::from(number as i64);
    }
    serde_json::Number::from_f64(number).map_or(serde_json::Value::Null, serde_json::Value::Number)
}
