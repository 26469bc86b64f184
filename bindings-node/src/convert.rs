//! `Value` to and from the two texts in which it crosses.
//!
//! From JavaScript comes a tape that `ts/encode.ts` writes: one character says what follows, texts carry their length
//! in UTF-16 units, so that nothing is escaped and lone surrogates pass. To JavaScript goes JSON, which V8 parses
//! faster than any other form; what JSON lacks is an array that begins with the text `"\0"` (see `ts/decode.ts`).

use std::fmt::Write as _;

use enclave_contract::Value;

/// Nesting that no value of ours reaches, since `max_value_depth` is below it.
const MAX_DEPTH: u32 = 256;

/// A tape that `ts/encode.ts` did not write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BadTape;

/// Reads one value from a tape.
pub(crate) fn read(tape: &[u16]) -> Result<Value, BadTape> {
    let mut reader = Reader { rest: tape };
    let value = reader.value(0)?;
    if reader.rest.is_empty() { Ok(value) } else { Err(BadTape) }
}

struct Reader<'a> {
    rest: &'a [u16],
}

impl<'a> Reader<'a> {
    fn value(&mut self, depth: u32) -> Result<Value, BadTape> {
        if depth > MAX_DEPTH {
            return Err(BadTape);
        }
        Ok(match self.mark()? {
            b'u' => Value::Undefined,
            b'n' => Value::Null,
            b't' => Value::Bool(true),
            b'f' => Value::Bool(false),
            b'#' => Value::Number(self.number()?),
            b'@' => Value::Date(self.number()?),
            b'&' => Value::BigInt(self.digits()?),
            b'"' => Value::from_utf16(self.text()?),
            b'%' => Value::Bytes(self.bytes()?),
            b'[' => self.items(depth)?,
            b'{' => self.members(depth)?,
            _ => return Err(BadTape),
        })
    }

    fn items(&mut self, depth: u32) -> Result<Value, BadTape> {
        let mut items = Vec::new();
        while !self.ends(b']') {
            items.push(self.value(depth + 1)?);
        }
        Ok(Value::Array(items))
    }

    fn members(&mut self, depth: u32) -> Result<Value, BadTape> {
        let mut members = Vec::new();
        while !self.ends(b'}') {
            let key = String::from_utf16_lossy(self.text()?);
            members.push((key, self.value(depth + 1)?));
        }
        Ok(Value::Object(members))
    }

    /// The next character, which is one of ours.
    fn mark(&mut self) -> Result<u8, BadTape> {
        let (first, rest) = self.rest.split_first().ok_or(BadTape)?;
        self.rest = rest;
        u8::try_from(*first).map_err(|_| BadTape)
    }

    /// Whether a list ends here; its end is consumed.
    fn ends(&mut self, mark: u8) -> bool {
        match self.rest.split_first() {
            Some((first, rest)) if *first == u16::from(mark) => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// ASCII up to a mark, which is consumed.
    fn until(&mut self, mark: u8) -> Result<String, BadTape> {
        let end = self.rest.iter().position(|unit| *unit == u16::from(mark)).ok_or(BadTape)?;
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest.get(1..).ok_or(BadTape)?;
        text.iter().map(|unit| u8::try_from(*unit).map(char::from).map_err(|_| BadTape)).collect()
    }

    fn number(&mut self) -> Result<f64, BadTape> {
        self.until(b';')?.parse().map_err(|_| BadTape)
    }

    fn digits(&mut self) -> Result<String, BadTape> {
        let digits = self.until(b';')?;
        let body = digits.strip_prefix('-').unwrap_or(&digits);
        let whole = !body.is_empty() && body.bytes().all(|byte| byte.is_ascii_digit());
        if whole { Ok(digits) } else { Err(BadTape) }
    }

    /// A length and as many units.
    fn text(&mut self) -> Result<&'a [u16], BadTape> {
        let length: usize = self.until(b':')?.parse().map_err(|_| BadTape)?;
        let (text, rest) = self.rest.split_at_checked(length).ok_or(BadTape)?;
        self.rest = rest;
        Ok(text)
    }

    /// A length and as many units, each of which is one byte.
    fn bytes(&mut self) -> Result<Vec<u8>, BadTape> {
        self.text()?.iter().map(|unit| u8::try_from(*unit).map_err(|_| BadTape)).collect()
    }
}

/// The first item of an array that stands for what JSON lacks.
const ESCAPE: &str = "\0";

/// JSON in the making, with a note of whether it holds anything that JSON lacks.
#[derive(Debug, Default)]
pub(crate) struct Json {
    pub(crate) text: String,
    /// Whether an escape was written, so that JavaScript must look for them.
    pub(crate) escaped: bool,
}

impl Json {
    /// One value.
    pub(crate) fn value(&mut self, value: &Value) {
        match value {
            Value::Undefined => self.escape('u', |_| {}),
            Value::Null => self.text.push_str("null"),
            Value::Bool(flag) => self.text.push_str(if *flag { "true" } else { "false" }),
            Value::Number(number) => self.number(*number),
            Value::BigInt(digits) => self.escape('n', |json| json.string(digits)),
            Value::Date(time) => self.escape('d', |json| json.number(*time)),
            Value::Bytes(bytes) => self.escape('b', |json| json.base64(bytes)),
            Value::String(text) => self.string(text),
            Value::Utf16(units) => self.units(units),
            // An array that looks like an escape is wrapped in one.
            Value::Array(items) if items.first().and_then(Value::as_str) == Some(ESCAPE) => {
                self.escape('a', |json| json.items(items));
            }
            Value::Array(items) => self.items(items),
            Value::Object(members) => self.members(members),
        }
    }

    /// A text in quotes.
    pub(crate) fn string(&mut self, text: &str) {
        self.text.push('"');
        let mut clean = 0;
        for (at, byte) in text.bytes().enumerate() {
            if byte >= 0x20 && byte != b'"' && byte != b'\\' {
                continue;
            }
            // Only ASCII is escaped, so both ends are ends of characters.
            self.text.push_str(text.get(clean..at).unwrap_or_default());
            match byte {
                b'"' => self.text.push_str("\\\""),
                b'\\' => self.text.push_str("\\\\"),
                b'\n' => self.text.push_str("\\n"),
                _ => self.unit(u16::from(byte)),
            }
            clean = at + 1;
        }
        self.text.push_str(text.get(clean..).unwrap_or_default());
        self.text.push('"');
    }

    /// A number; what JSON lacks is escaped.
    pub(crate) fn number(&mut self, number: f64) {
        // Writing to a string cannot fail, here and below.
        if number.is_finite() {
            let _ = write!(self.text, "{number}");
        } else {
            self.escaped = true;
            let name = if number.is_nan() {
                "NaN"
            } else if number > 0.0 {
                "Infinity"
            } else {
                "-Infinity"
            };
            let _ = write!(self.text, "[\"\\u0000\",\"f\",\"{name}\"]");
        }
    }

    fn escape(&mut self, kind: char, content: impl FnOnce(&mut Self)) {
        self.escaped = true;
        let _ = write!(self.text, "[\"\\u0000\",\"{kind}\",");
        let start = self.text.len();
        content(self);
        if self.text.len() == start {
            self.text.push('0');
        }
        self.text.push(']');
    }

    /// A list whose items `write` writes.
    pub(crate) fn list<T>(&mut self, items: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut Self, T)) {
        self.text.push('[');
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            write(self, item);
        }
        self.text.push(']');
    }

    fn items(&mut self, items: &[Value]) {
        self.list(items, Self::value);
    }

    fn members(&mut self, members: &[(String, Value)]) {
        self.text.push('{');
        for (index, (key, value)) in members.iter().enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            self.string(key);
            self.text.push(':');
            self.value(value);
        }
        self.text.push('}');
    }

    /// Text with lone surrogates, which JSON can only escape.
    fn units(&mut self, units: &[u16]) {
        self.text.push('"');
        for unit in units {
            self.unit(*unit);
        }
        self.text.push('"');
    }

    fn unit(&mut self, unit: u16) {
        let _ = write!(self.text, "\\u{unit:04x}");
    }

    fn base64(&mut self, bytes: &[u8]) {
        const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        self.text.reserve(bytes.len().div_ceil(3) * 4 + 2);
        self.text.push('"');
        for chunk in bytes.chunks(3) {
            let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
            let group = byte(0) << 16 | byte(1) << 8 | byte(2);
            for digit in 0..=chunk.len() {
                let index = (group >> (18 - 6 * digit)) & 63;
                self.text.push(char::from(ALPHABET[index as usize]));
            }
        }
        self.text.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    #[test]
    fn a_tape_gives_each_kind_of_value() {
        let tape = "{1:au1:bn1:c[tf]1:d#-0;1:e@0.5;1:f&-12;1:g\"2:é\"1:h%2:\u{ff}\u{0}}";
        let value = |key: &str, value| (key.to_owned(), value);
        assert_eq!(
            read(&units(tape)),
            Ok(Value::Object(vec![
                value("a", Value::Undefined),
                value("b", Value::Null),
                value("c", Value::Array(vec![Value::Bool(true), Value::Bool(false)])),
                value("d", Value::Number(-0.0)),
                value("e", Value::Date(0.5)),
                value("f", Value::BigInt("-12".into())),
                value("g", Value::String("é\"".into())),
                value("h", Value::Bytes(vec![255, 0])),
            ]))
        );
    }

    #[test]
    fn lone_surrogates_stay() {
        let mut tape = units("\"1:");
        tape.push(0xd800);
        assert_eq!(read(&tape), Ok(Value::Utf16(vec![0xd800])));
    }

    #[test]
    fn a_tape_that_is_cut_or_malformed_is_refused() {
        for tape in ["", "x", "#", "#x;", "&;", "&1e3;", "\"5:ab", "\"-1:", "[t", "{1:a", "tt", "%1:\u{100}"] {
            assert_eq!(read(&units(tape)), Err(BadTape), "{tape}");
        }
        assert_eq!(read(&units(&"[".repeat(100_000))), Err(BadTape));
    }

    #[test]
    fn json_says_what_json_can_and_escapes_the_rest() {
        let value = Value::Array(vec![
            Value::String("a\"\\\n\u{1}é".into()),
            Value::Number(1e21),
            Value::Number(f64::NAN),
            Value::Undefined,
            Value::BigInt("7".into()),
            Value::Date(1.0),
            Value::Bytes(b"abcd".to_vec()),
            Value::Utf16(vec![0xd800]),
            Value::Array(vec![Value::String("\0".into())]),
        ]);
        let mut json = Json::default();
        json.value(&value);
        assert!(json.escaped);
        assert_eq!(
            json.text,
            r#"["a\"\\\n\u0001é",1000000000000000000000,["\u0000","f","NaN"],["\u0000","u",0],["\u0000","n","7"],["\u0000","d",1],["\u0000","b","YWJjZA"],"\ud800",["\u0000","a",["\u0000"]]]"#
        );
    }
}
