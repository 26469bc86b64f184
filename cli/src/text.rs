//! Values and texts of scripts as people read them. What a script wrote must not forge the terminal or page that shows
//! it, and is cut where it is long.

use std::fmt::Write as _;

pub(crate) use enclave_contract::shortened;
use enclave_contract::{ConsoleLevel, Value};
use jiff::Timestamp;
use serde_json::Value as Json;

/// Whether a character changes how others are shown: a control, or one that turns the direction of text.
fn is_active(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text with a replacement for what a terminal or a page would obey.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|c| if is_active(c) { '\u{fffd}' } else { c }).collect()
}

/// JSON with two spaces of indentation; characters that a terminal would obey are escaped.
pub(crate) fn json(value: &Json) -> String {
    escaped(&format!("{value:#}"))
}

/// The text, its active characters written as in a string of JavaScript.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_active(c) {
            let _ = write!(shown, "\\u{:04x}", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    shown
}

/// A line of the console as it is shown.
pub(crate) fn console_line(level: ConsoleLevel, text: &str) -> String {
    let text = printable(text);
    if level == ConsoleLevel::Log { text } else { format!("[{}] {text}", level.as_str()) }
}

/// A call in one line.
pub(crate) fn call(name: &str, args: &Value) -> String {
    format!("{}({})", shortened(&printable(name), 128), value(args, 120))
}

/// A moment, from milliseconds since 1970.
pub(crate) fn date(ms: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "what does not fit is no date, which is checked")]
    let moment = Timestamp::from_millisecond(ms.round() as i64);
    match moment {
        Ok(moment) if ms.is_finite() => moment.strftime("%Y-%m-%d %H:%M:%S.%3f UTC").to_string(),
        _ => "invalid date".to_owned(),
    }
}

/// A duration in the unit in which it is read best.
pub(crate) fn duration(ms: f64) -> String {
    match ms {
        ms if ms < 10.0 => format!("{ms:.1} ms"),
        ms if ms < 1e3 => format!("{ms:.0} ms"),
        ms if ms < 60e3 => format!("{:.2} s", ms / 1e3),
        ms if ms < 3_600e3 => format!("{:.1} min", ms / 60e3),
        ms if ms < 86_400e3 => format!("{:.1} h", ms / 3_600e3),
        ms => format!("{:.1} d", ms / 86_400e3),
    }
}

/// A value in one line, as it is written in JavaScript, cut after about so many characters.
pub(crate) fn value(value: &Value, characters: usize) -> String {
    let mut writer = Writer { text: String::new(), left: characters, indent: None };
    writer.value(value, 0);
    writer.text
}

/// A value in lines with indentation, cut after about so many characters.
pub(crate) fn lines(value: &Value, characters: usize) -> String {
    let mut writer = Writer { text: String::new(), left: characters, indent: Some("  ") };
    writer.value(value, 0);
    writer.text
}

/// Writes a value until its budget is spent, so that the largest value costs no more than what is shown of it. The
/// depth of values is bounded by the marshaller.
struct Writer {
    text: String,
    left: usize,
    indent: Option<&'static str>,
}

impl Writer {
    fn push(&mut self, text: &str) {
        if self.left == 0 {
            return;
        }
        let count = text.chars().take(self.left + 1).count();
        self.text += &shortened(text, self.left);
        if count > self.left {
            self.left = 0;
        } else {
            self.left -= count;
            if self.left == 0 {
                self.text.push('…');
            }
        }
    }

    fn value(&mut self, value: &Value, depth: usize) {
        match value {
            Value::Undefined => self.push("undefined"),
            Value::Null => self.push("null"),
            Value::Bool(flag) => self.push(if *flag { "true" } else { "false" }),
            Value::Number(number) => self.number(*number),
            Value::BigInt(digits) => {
                self.push(digits);
                self.push("n");
            }
            Value::Date(ms) => self.push(&date(*ms)),
            Value::Bytes(bytes) => self.push(&format!("Uint8Array({})", bytes.len())),
            Value::String(text) => self.string(text),
            Value::Utf16(units) => {
                let seen = units.get(..self.left.min(units.len())).unwrap_or_default();
                self.string(&String::from_utf16_lossy(seen));
            }
            Value::Array(items) => {
                self.list(['[', ']'], items, depth, |writer, item, depth| writer.value(item, depth));
            }
            Value::Object(entries) => self.list(['{', '}'], entries, depth, |writer, (key, item), depth| {
                writer.string(key);
                writer.push(": ");
                writer.value(item, depth);
            }),
        }
    }

    fn number(&mut self, number: f64) {
        match Value::Number(number).to_json() {
            Json::Null => self.push(&number.to_string().replace("inf", "Infinity")),
            json => self.push(&json.to_string()),
        }
    }

    fn string(&mut self, text: &str) {
        let cut = shortened(text, self.left);
        self.push(&escaped(&Json::from(cut).to_string()));
    }

    fn list<T>(
        &mut self,
        [open, close]: [char; 2],
        items: &[T],
        depth: usize,
        mut write: impl FnMut(&mut Self, &T, usize),
    ) {
        self.push(open.encode_utf8(&mut [0; 4]));
        for (index, item) in items.iter().enumerate() {
            if self.left == 0 {
                return;
            }
            if index > 0 {
                self.push(if self.indent.is_some() { "," } else { ", " });
            }
            self.line(depth + 1);
            write(self, item, depth + 1);
        }
        if !items.is_empty() {
            self.line(depth);
        }
        self.push(close.encode_utf8(&mut [0; 4]));
    }

    fn line(&mut self, depth: usize) {
        if let Some(indent) = self.indent {
            self.push(&format!("\n{}", indent.repeat(depth)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_in_javascript_and_cut() {
        let long = Value::Object(vec![
            ("a\u{1b}".into(), Value::Array(vec![Value::Number(1.0), Value::Number(-0.5), Value::Number(f64::NAN)])),
            ("b".into(), Value::BigInt("12".into())),
            ("c".into(), Value::Array(vec![Value::Undefined, Value::Bytes(vec![1, 2]), Value::Date(0.0)])),
            ("d".into(), Value::String("\u{9b}\u{202e}\"<".into())),
        ]);
        assert_eq!(
            value(&long, 1000),
            r#"{"a\u001b": [1, -0.5, NaN], "b": 12n, "c": [undefined, Uint8Array(2), 1970-01-01 00:00:00.000 UTC], "d": "\u009b\u202e\"<"}"#
        );
        assert_eq!(value(&long, 20), r#"{"a\u001b": [1, -0.5…"#);
        assert_eq!(lines(&Value::Array(vec![Value::Null, Value::Array(vec![])]), 99), "[\n  null,\n  []\n]");
        let large = Value::Array(vec![Value::String("x".repeat(1000)); 1000]);
        assert_eq!(value(&large, 10), "[\"xxxxxxxx…");
    }

    #[test]
    fn dates_that_are_none_have_a_text() {
        assert_eq!(date(1.7e12), "2023-11-14 22:13:20.000 UTC");
        for none in [f64::NAN, f64::INFINITY, 1e300, -1e300] {
            assert_eq!(date(none), "invalid date");
        }
    }

    #[test]
    fn what_a_terminal_obeys_is_not_shown() {
        assert_eq!(printable("a\u{1b}[2J\r\u{9b}\u{202e}b\n\tc"), "a\u{fffd}[2J\u{fffd}\u{fffd}\u{fffd}b\n\tc");
        assert_eq!(json(&Json::from("\u{7f}é")), "\"\\u007fé\"");
    }
}
