//! Values made of bytes.

use enclave_contract::{DANGEROUS_KEYS, Value};

/// Nesting of one value: below what any level allows.
const MAX_DEPTH: u32 = 9;

/// The value that some bytes choose.
pub(super) fn value(bytes: &[u8]) -> Value {
    Maker { bytes }.value(0)
}

struct Maker<'b> {
    bytes: &'b [u8],
}

impl Maker<'_> {
    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        *first
    }

    fn number(&mut self) -> f64 {
        f64::from_le_bytes(std::array::from_fn(|_| self.byte()))
    }

    fn units(&mut self) -> Vec<u16> {
        (0..self.byte() % 12).map(|_| u16::from_le_bytes([self.byte(), self.byte()])).collect()
    }

    fn text(&mut self) -> String {
        String::from_utf16_lossy(&self.units())
    }

    fn key(&mut self) -> String {
        match self.byte() % 16 {
            index @ 0..3 => DANGEROUS_KEYS[usize::from(index) % DANGEROUS_KEYS.len()].to_owned(),
            3 => "toJSON".to_owned(),
            4 => "length".to_owned(),
            5 => self.byte().to_string(),
            _ => self.text(),
        }
    }

    fn value(&mut self, depth: u32) -> Value {
        match self.byte() % 14 {
            0 => Value::Undefined,
            1 => Value::Null,
            2 => Value::Bool(self.byte().is_multiple_of(2)),
            3 => Value::Number(self.number()),
            4 => Value::Number(f64::from(self.byte()) - 100.0),
            5 => Value::Date(f64::from(self.byte()) * 1e9 * f64::from(self.byte())),
            6 => {
                let digits: String = (0..=self.byte() % 60).map(|_| char::from(b'0' + self.byte() % 10)).collect();
                let digits = digits.trim_start_matches('0');
                let sign = if !digits.is_empty() && self.byte().is_multiple_of(2) { "-" } else { "" };
                Value::BigInt(format!("{sign}{}", if digits.is_empty() { "0" } else { digits }))
            }
            7 => Value::Bytes((0..self.byte() % 20).map(|_| self.byte()).collect()),
            8 => Value::from_utf16(&self.units()),
            9 => Value::String(self.text()),
            10 | 11 if depth < MAX_DEPTH => Value::Array((0..self.byte() % 6).map(|_| self.value(depth + 1)).collect()),
            12 | 13 if depth < MAX_DEPTH => {
                let mut members: Vec<(String, Value)> = Vec::new();
                for _ in 0..self.byte() % 6 {
                    let (key, value) = (self.key(), self.value(depth + 1));
                    if members.iter().all(|(known, _)| *known != key) {
                        members.push((key, value));
                    }
                }
                Value::Object(members)
            }
            _ => Value::Null,
        }
    }
}

/// What of a value comes back: dangerous keys are dropped.
pub(super) fn kept(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(kept).collect()),
        Value::Object(entries) => {
            let safe = entries.iter().filter(|(key, _)| !DANGEROUS_KEYS.contains(&key.as_str()));
            Value::Object(safe.map(|(key, value)| (key.clone(), kept(value))).collect())
        }
        other => other.clone(),
    }
}

/// Whether two values are the same; neither the order of members counts, since names that are numbers come first in
/// JavaScript, nor members that are undefined.
pub(super) fn same(left: &Value, right: &Value) -> bool {
    sorted(left).same(&sorted(right))
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(sorted).collect()),
        Value::Object(entries) => {
            let defined = entries.iter().filter(|(_, value)| *value != Value::Undefined);
            let mut entries: Vec<_> = defined.map(|(key, value)| (key.clone(), sorted(value))).collect();
            entries.sort_by(|(left, _), (right, _)| left.cmp(right));
            Value::Object(entries)
        }
        other => other.clone(),
    }
}
