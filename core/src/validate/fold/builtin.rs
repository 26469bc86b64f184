//! Folding of calls: the builtins that make text out of constants.

use oxc::ast::ast::{Argument, CallExpression, Expression};

use super::{Constant, Folder, MAX_LENGTH, constant::joined};
use crate::validate::ast::{as_identifier, as_member};

impl<'a> Folder<'a, '_> {
    pub(super) fn call(&mut self, call: &'a CallExpression<'a>) -> Option<Constant> {
        let arguments = |folder: &mut Self| folder.arguments(&call.arguments);
        if let Some(member) = as_member(&call.callee) {
            let method = self.member_key(member.key)?;
            for name in ["String", "Number"] {
                if self.is_global(member.object, name) {
                    return from_statics(name, &method, &arguments(self)?);
                }
            }
            let object = self.expression(member.object)?;
            let arguments = arguments(self)?;
            return match &object {
                Constant::Array(items) => array_method(items, &method, &arguments),
                Constant::String(text) => string_method(text, &method, &arguments),
                other => (method == "toString" && arguments.is_empty()).then(|| other.text().map(Constant::String))?,
            };
        }
        let name = self.global_name(&call.callee)?;
        let arguments = arguments(self)?;
        from_function(name, arguments.first()?)
    }

    fn arguments(&mut self, arguments: &'a [Argument<'a>]) -> Option<Vec<Constant>> {
        let mut constants = Vec::new();
        for argument in arguments {
            match argument {
                Argument::SpreadElement(spread) => constants.extend(self.expression(&spread.argument)?.items()?),
                other => constants.push(self.expression(other.as_expression()?)?),
            }
            if constants.len() > MAX_LENGTH {
                return None;
            }
        }
        Some(constants)
    }

    /// The name of a function that folding knows, when the script does not declare it.
    fn global_name(&self, callee: &'a Expression<'a>) -> Option<&'a str> {
        let name = as_identifier(callee)?.name.as_str();
        self.is_global(callee, name).then_some(name)
    }
}

fn from_function(name: &str, argument: &Constant) -> Option<Constant> {
    match name {
        "String" => argument.text().map(Constant::String),
        "Number" => argument.number().map(Constant::Number),
        "atob" => decoded(&argument.text()?).map(Constant::String),
        "decodeURIComponent" | "decodeURI" | "unescape" => percent_decoded(&argument.text()?).map(Constant::String),
        _ => None,
    }
}

fn from_statics(object: &str, method: &str, arguments: &[Constant]) -> Option<Constant> {
    if object != "String" || !matches!(method, "fromCharCode" | "fromCodePoint") {
        return None;
    }
    let mut text = String::new();
    for argument in arguments {
        let code = argument.number()?;
        if code.fract() != 0.0 || !(0.0..=f64::from(0x0010_ffff)).contains(&code) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number of that range")]
        text.push(char::from_u32(code as u32)?);
    }
    Some(Constant::String(text))
}

fn array_method(items: &[Constant], method: &str, arguments: &[Constant]) -> Option<Constant> {
    match (method, arguments) {
        ("join", []) | ("toString", []) => joined(items, ",").map(Constant::String),
        ("join", [separator]) => joined(items, &separator.text()?).map(Constant::String),
        ("reverse" | "toReversed", []) => Some(Constant::Array(items.iter().rev().cloned().collect())),
        ("at", [index]) => items.get(position(index, items.len())?).cloned(),
        ("slice", _) => {
            let (start, end) = range(arguments, items.len())?;
            Some(Constant::Array(items.get(start..end).unwrap_or_default().to_vec()))
        }
        ("concat", _) => {
            let mut all = items.to_vec();
            for argument in arguments {
                match argument {
                    Constant::Array(more) => all.extend_from_slice(more),
                    other => all.push(other.clone()),
                }
            }
            Some(Constant::Array(all))
        }
        _ => None,
    }
}

fn string_method(text: &str, method: &str, arguments: &[Constant]) -> Option<Constant> {
    let string = |text: String| Some(Constant::String(text));
    match (method, arguments) {
        ("toString" | "valueOf" | "normalize", []) => string(text.to_owned()),
        ("concat", _) => string(arguments.iter().try_fold(text.to_owned(), |all, next| Some(all + &next.text()?))?),
        ("toLowerCase" | "toLocaleLowerCase", []) => string(text.to_lowercase()),
        ("toUpperCase" | "toLocaleUpperCase", []) => string(text.to_uppercase()),
        ("trim", []) => string(text.trim().to_owned()),
        ("trimStart", []) => string(text.trim_start().to_owned()),
        ("trimEnd", []) => string(text.trim_end().to_owned()),
        ("repeat", [count]) => {
            let count = count_of(count)?;
            (text.len().saturating_mul(count) <= MAX_LENGTH).then(|| Constant::String(text.repeat(count)))
        }
        ("split", [separator]) => split(text, &separator.text()?),
        ("replace", [Constant::String(from), Constant::String(to)]) if !to.contains('$') => {
            string(text.replacen(from, to, 1))
        }
        ("replaceAll", [Constant::String(from), Constant::String(to)]) if !to.contains('$') && !from.is_empty() => {
            let count = text.matches(from.as_str()).count();
            (text.len() + count.saturating_mul(to.len()) <= 2 * MAX_LENGTH)
                .then(|| Constant::String(text.replace(from, to)))
        }
        // Positions are UTF-16 units in JavaScript; they are bytes only in ASCII.
        _ if text.is_ascii() => ascii_method(text, method, arguments),
        _ => None,
    }
}

fn ascii_method(text: &str, method: &str, arguments: &[Constant]) -> Option<Constant> {
    let string = |text: &str| Some(Constant::String(text.to_owned()));
    match (method, arguments) {
        ("charAt", []) => string(text.get(..1).unwrap_or("")),
        ("charAt", [index]) => {
            let index = count_of(index)?;
            string(text.get(index..index + 1).unwrap_or(""))
        }
        ("at", [index]) => {
            let index = position(index, text.len())?;
            string(text.get(index..=index)?)
        }
        ("charCodeAt" | "codePointAt", [index]) => {
            let byte = text.as_bytes().get(count_of(index)?)?;
            Some(Constant::Number(f64::from(*byte)))
        }
        ("slice", _) => {
            let (start, end) = range(arguments, text.len())?;
            string(text.get(start..end).unwrap_or(""))
        }
        ("substring", [start, rest @ ..]) => {
            let start = count_of(start)?.min(text.len());
            let end = rest.first().map_or(Some(text.len()), count_of)?.min(text.len());
            string(text.get(start.min(end)..start.max(end)).unwrap_or(""))
        }
        ("substr", [start, rest @ ..]) => {
            let (start, _) = range(std::slice::from_ref(start), text.len())?;
            let count = rest.first().map_or(Some(text.len()), count_of)?;
            string(text.get(start..start.saturating_add(count).min(text.len())).unwrap_or(""))
        }
        _ => None,
    }
}

fn split(text: &str, separator: &str) -> Option<Constant> {
    let parts = match separator {
        "" if text.is_ascii() => text.chars().map(|c| Constant::String(c.to_string())).collect(),
        "" => return None,
        _ => text.split(separator).map(|part| Constant::String(part.to_owned())).collect(),
    };
    Some(Constant::Array(parts))
}

/// A whole number from zero.
fn count_of(constant: &Constant) -> Option<usize> {
    let number = constant.number()?;
    if number.fract() != 0.0 || !(0.0..=1e9).contains(&number) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number of that range")]
    let count = number as usize;
    Some(count)
}

/// An index that counts from the end when it is negative.
fn position(constant: &Constant, length: usize) -> Option<usize> {
    match constant.number()? {
        number if number < 0.0 => length.checked_sub(count_of(&Constant::Number(-number))?),
        number => count_of(&Constant::Number(number)),
    }
}

/// The start and end that `slice` makes of its arguments.
fn range(arguments: &[Constant], length: usize) -> Option<(usize, usize)> {
    let bound = |constant: &Constant| match constant.number() {
        Some(number) if number < 0.0 => Some(length.saturating_sub(count_of(&Constant::Number(-number))?)),
        Some(number) => Some(count_of(&Constant::Number(number))?.min(length)),
        None => None,
    };
    let start = arguments.first().map_or(Some(0), bound)?;
    let end = arguments.get(1).map_or(Some(length), bound)?;
    Some((start, end.max(start)))
}

/// `atob` of text whose bytes are ASCII.
fn decoded(text: &str) -> Option<String> {
    let mut bits = 0_u32;
    let mut count = 0;
    let mut decoded = String::new();
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.push(char::from_u32(bits >> count & 0xff).filter(char::is_ascii)?);
        }
    }
    Some(decoded)
}

/// `decodeURIComponent` of text whose escapes are ASCII.
fn percent_decoded(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut decoded = parts.next()?.to_owned();
    for part in parts {
        let code = u8::from_str_radix(part.get(..2)?, 16).ok().filter(u8::is_ascii)?;
        decoded.push(char::from(code));
        decoded.push_str(part.get(2..)?);
    }
    Some(decoded)
}
