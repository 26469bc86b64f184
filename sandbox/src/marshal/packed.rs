//! Values as bytes, between a host and its workers.
//!
//! A tag and its content; counts and lengths are 32 bits, little endian. Reading keeps the same budgets as a walk out of
//! the guest, before memory is spent, and takes one form of each value alone: the bytes may be a hostile worker's.

use std::collections::HashSet;

use enclave_contract::{DANGEROUS_KEYS, Limits, Value, frame::Packed};

use super::{Exceeded, MAX_DIGITS, SHOWN_FACTOR, SHOWN_MARGIN, ValueBudget};

/// Objects up to this size are searched for a key twice by comparing; larger ones by hashing.
const FEW_KEYS: usize = 8;

/// Bytes that are no value, or one past the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAValue;

impl From<Exceeded> for NotAValue {
    fn from(_: Exceeded) -> Self {
        Self
    }
}

/// A value as bytes.
pub fn pack(value: &Value) -> Packed {
    let mut bytes = Vec::new();
    write(&mut bytes, value);
    Packed(bytes)
}

/// A value from its bytes, within the limits of one value.
///
/// # Errors
/// When the bytes are not what `pack` makes of a value within the limits.
pub fn unpack(packed: &Packed, limits: &Limits) -> Result<Value, NotAValue> {
    read_all(packed, ValueBudget::new(limits), MAX_DIGITS)
}

/// Values, one behind the other.
pub fn pack_all(values: &[Value]) -> Packed {
    let mut bytes = Vec::new();
    values.iter().for_each(|value| write(&mut bytes, value));
    Packed(bytes)
}

/// The arguments of a line of the console, one behind the other: within the limits of one value, and about as large as
/// the line's text, which is how they are made (`Host::shown`).
///
/// # Errors
/// When the bytes are not what `pack_all` makes of such values.
pub fn unpack_all(packed: &Packed, limits: &Limits, text: usize) -> Result<Vec<Value>, NotAValue> {
    // Blanks stand between them.
    let most = text as u64 + 1;
    let budget = ValueBudget::new(limits).within(most.saturating_mul(SHOWN_FACTOR + SHOWN_MARGIN));
    let mut reader = Reader { rest: &packed.0, budget, max_digits: MAX_DIGITS };
    let mut values = Vec::new();
    while !reader.rest.is_empty() {
        reader.budget.nodes(1)?;
        values.push(reader.value()?);
    }
    Ok(values)
}

/// A value that this host packed; only its depth is bounded, as its maker bounded it.
///
/// # Errors
/// When the bytes are no value.
pub fn unpack_trusted(packed: &Packed) -> Result<Value, NotAValue> {
    read_all(packed, ValueBudget::of(1_000, u64::MAX, u64::MAX), usize::MAX)
}

fn read_all(packed: &Packed, budget: ValueBudget, max_digits: usize) -> Result<Value, NotAValue> {
    let mut reader = Reader { rest: &packed.0, budget, max_digits };
    let value = reader.value()?;
    if reader.rest.is_empty() { Ok(value) } else { Err(NotAValue) }
}

fn write(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Undefined => out.push(0),
        Value::Null => out.push(1),
        Value::Bool(flag) => out.push(2 + u8::from(*flag)),
        Value::Number(number) => write_number(out, 4, *number),
        Value::Date(time) => write_number(out, 5, *time),
        Value::BigInt(digits) => write_bytes(out, 6, digits.as_bytes()),
        Value::String(text) => write_bytes(out, 7, text.as_bytes()),
        Value::Bytes(bytes) => write_bytes(out, 8, bytes),
        Value::Utf16(units) => {
            write_head(out, 9, units.len());
            out.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        }
        Value::Array(items) => {
            write_head(out, 10, items.len());
            items.iter().for_each(|item| write(out, item));
        }
        Value::Object(members) => {
            write_head(out, 11, members.len());
            for (key, value) in members {
                write_length(out, key.len());
                out.extend_from_slice(key.as_bytes());
                write(out, value);
            }
        }
    }
}

fn write_number(out: &mut Vec<u8>, tag: u8, number: f64) {
    out.push(tag);
    let number = if number.is_nan() { f64::NAN } else { number };
    out.extend_from_slice(&number.to_bits().to_le_bytes());
}

fn write_bytes(out: &mut Vec<u8>, tag: u8, bytes: &[u8]) {
    write_head(out, tag, bytes.len());
    out.extend_from_slice(bytes);
}

fn write_head(out: &mut Vec<u8>, tag: u8, length: usize) {
    out.push(tag);
    write_length(out, length);
}

fn write_length(out: &mut Vec<u8>, length: usize) {
    // A frame is shorter than this: what does not fit is refused there.
    out.extend_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes());
}

struct Reader<'a> {
    rest: &'a [u8],
    budget: ValueBudget,
    max_digits: usize,
}

impl<'a> Reader<'a> {
    fn value(&mut self) -> Result<Value, NotAValue> {
        Ok(match self.take(1)?[0] {
            0 => Value::Undefined,
            1 => Value::Null,
            2 => Value::Bool(false),
            3 => Value::Bool(true),
            4 => Value::Number(self.number()?),
            5 => Value::Date(self.number()?),
            6 => Value::BigInt(self.big_int()?),
            7 => Value::String(self.text()?),
            8 => Value::Bytes(self.counted()?.to_vec()),
            9 => self.utf16()?,
            10 => {
                let count = self.count(1)?;
                let mut items = Vec::with_capacity(count);
                for _ in 0..count {
                    items.push(self.value()?);
                }
                self.budget.leave();
                Value::Array(items)
            }
            11 => {
                let count = self.count(5)?;
                let mut members = Vec::with_capacity(count);
                for _ in 0..count {
                    members.push((self.text()?, self.value()?));
                }
                self.budget.leave();
                each_key_once(&members)?;
                Value::Object(members)
            }
            _ => return Err(NotAValue),
        })
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], NotAValue> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(NotAValue)?;
        self.rest = rest;
        Ok(taken)
    }

    fn length(&mut self) -> Result<usize, NotAValue> {
        let bytes = self.take(4)?.try_into().map_err(|_| NotAValue)?;
        usize::try_from(u32::from_le_bytes(bytes)).map_err(|_| NotAValue)
    }

    /// The count of items or members, one level down; each takes at least that many bytes, so that no memory is taken for
    /// what is not there.
    fn count(&mut self, each: usize) -> Result<usize, NotAValue> {
        let count = self.length()?;
        if count > self.rest.len() / each {
            return Err(NotAValue);
        }
        self.budget.enter()?;
        self.budget.nodes(count as u64)?;
        Ok(count)
    }

    fn number(&mut self) -> Result<f64, NotAValue> {
        self.budget.bytes(8)?;
        let bits = u64::from_le_bytes(self.take(8)?.try_into().map_err(|_| NotAValue)?);
        let number = f64::from_bits(bits);
        if number.is_nan() && bits != f64::NAN.to_bits() { Err(NotAValue) } else { Ok(number) }
    }

    fn counted(&mut self) -> Result<&'a [u8], NotAValue> {
        let length = self.length()?;
        self.budget.bytes(length)?;
        self.take(length)
    }

    fn text(&mut self) -> Result<String, NotAValue> {
        std::str::from_utf8(self.counted()?).map(str::to_owned).map_err(|_| NotAValue)
    }

    fn big_int(&mut self) -> Result<String, NotAValue> {
        let text = self.text()?;
        let digits = text.strip_prefix('-').unwrap_or(&text);
        if digits.len() > self.max_digits {
            return Err(NotAValue);
        }
        let written = digits == "0" && digits.len() == text.len() || !digits.starts_with('0') && !digits.is_empty();
        if written && digits.bytes().all(|byte| byte.is_ascii_digit()) { Ok(text) } else { Err(NotAValue) }
    }

    fn utf16(&mut self) -> Result<Value, NotAValue> {
        let length = self.length()?.checked_mul(2).ok_or(NotAValue)?;
        self.budget.bytes(length)?;
        let units: Vec<u16> =
            self.take(length)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        match Value::from_utf16(&units) {
            // Well-formed text has another tag.
            Value::String(_) => Err(NotAValue),
            value => Ok(value),
        }
    }
}

fn each_key_once(members: &[(String, Value)]) -> Result<(), NotAValue> {
    if members.iter().any(|(key, _)| DANGEROUS_KEYS.contains(&key.as_str())) {
        return Err(NotAValue);
    }
    let mut seen = HashSet::new();
    let twice = if members.len() <= FEW_KEYS {
        (1..members.len()).any(|at| members[..at].iter().any(|(key, _)| *key == members[at].0))
    } else {
        !members.iter().all(|(key, _)| seen.insert(key))
    };
    if twice { Err(NotAValue) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use enclave_contract::{Language, Level};

    use super::*;

    fn limits() -> Limits {
        Limits::of(Level::Standard, Language::Javascript)
    }

    #[test]
    fn every_kind_comes_back() {
        let text = |text: &str| Value::String(text.to_owned());
        let value = Value::Array(vec![
            Value::Undefined,
            Value::Null,
            Value::Bool(true),
            Value::Number(-0.0),
            Value::Number(f64::NAN),
            Value::Date(1e12),
            Value::BigInt("-123".into()),
            text("ü\0"),
            Value::Bytes(vec![0, 255]),
            Value::Utf16(vec![0xd800, 65]),
            Value::Object(vec![("a".into(), Value::Array(Vec::new())), (String::new(), Value::Null)]),
        ]);
        assert!(unpack(&pack(&value), &limits()).unwrap().same(&value));
    }

    proptest::proptest! {
        /// Bytes have one meaning or none, and take no more memory than the limits of a value allow.
        #[test]
        fn any_bytes_are_refused_or_are_what_pack_writes(bytes: Vec<u8>) {
            let mut limits = limits();
            limits.max_value_nodes = 50;
            let packed = Packed(bytes);
            if let Ok(value) = unpack(&packed, &limits) {
                proptest::prop_assert_eq!(&pack(&value), &packed);
                proptest::prop_assert!(value.memory() <= 100 * packed.0.len() as u64 + 100);
            }
        }

        /// The same for bytes that look like values.
        #[test]
        fn damaged_values_are_refused_or_are_what_pack_writes(
            tags in proptest::collection::vec(0..13_u8, 1..40),
            at: proptest::sample::Index,
            with: u8,
        ) {
            let items = tags.iter().map(|tag| match tag {
                0..=3 => Value::Bool(*tag > 1),
                4..=6 => Value::Number(f64::from(*tag)),
                7..=9 => Value::String(tag.to_string()),
                _ => Value::Object(vec![(tag.to_string(), Value::Array(vec![Value::Null]))]),
            });
            let mut packed = pack(&Value::Array(items.collect()));
            let at = at.index(packed.0.len());
            packed.0[at] = with;
            if let Ok(value) = unpack(&packed, &limits()) {
                proptest::prop_assert_eq!(pack(&value), packed);
            }
        }
    }

    #[test]
    fn what_a_marshaller_would_not_write_is_refused() {
        let object =
            |keys: &[&str]| pack(&Value::Object(keys.iter().map(|key| ((*key).to_owned(), Value::Null)).collect()));
        let many: Vec<String> = (0..20).map(|index| (index % 19).to_string()).collect();
        let deep = (0..50).fold(Value::Null, |inner, _| Value::Array(vec![inner]));
        for packed in [
            object(&["a", "b", "a"]),
            object(&many.iter().map(String::as_str).collect::<Vec<_>>()),
            object(&["__proto__"]),
            pack(&deep),
            pack(&Value::BigInt("1e5".into())),
            pack(&Value::BigInt("-0".into())),
            pack(&Value::BigInt(String::new())),
            pack(&Value::Utf16(vec![65])),
            Packed(vec![10, 255, 255, 255, 255]),
            Packed(vec![7, 1, 0, 0, 0, 0xff]),
            Packed(vec![1, 1]),
            Packed(vec![12]),
            Packed(Vec::new()),
        ] {
            assert_eq!(unpack(&packed, &limits()), Err(NotAValue), "{packed:?}");
        }
        assert_eq!(unpack(&object(&["a", "b"]), &limits()).map(drop), Ok(()));
    }
}
