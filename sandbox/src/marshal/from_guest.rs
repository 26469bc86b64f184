//! Guest to host: one walk over own data.

use std::fmt::Write as _;

use enclave_contract::{DANGEROUS_KEYS, Value};
use rquickjs::qjs;

use super::{MarshalError, PathPart, ValueBudget, exceeded, kinds, refused};
use crate::{
    errors, functions,
    handle::{Atom, Context, Handle, OwnProperty, Pending, take_exception},
    host::Primordials,
};

/// The engine ran out of memory or time while a value was read; the budget says which.
const STOPPED: &str = "a value that the run's limits cut off";

/// A walk from the guest.
pub(crate) struct FromGuest<'p> {
    ctx: Context,
    primordials: &'p Primordials,
    budget: ValueBudget,
    path: Vec<PathPart>,
    /// Addresses of the objects from the root to here, to find cycles.
    ancestors: Vec<usize>,
    /// Dangerous keys that were left out.
    pub(crate) dropped: u32,
}

impl<'p> FromGuest<'p> {
    pub(crate) fn new(ctx: Context, primordials: &'p Primordials, budget: ValueBudget) -> Self {
        Self { ctx, primordials, budget, path: Vec::new(), ancestors: Vec::new(), dropped: 0 }
    }

    /// Bytes that were read.
    pub(crate) fn bytes_spent(&self) -> u64 {
        self.budget.max_bytes - self.budget.bytes
    }

    /// Copies a value out.
    pub(crate) fn read(&mut self, value: &Handle) -> Result<Value, MarshalError> {
        self.spend_nodes(1)?;
        match value.tag() {
            qjs::JS_TAG_UNDEFINED | qjs::JS_TAG_UNINITIALIZED => Ok(Value::Undefined),
            qjs::JS_TAG_NULL => Ok(Value::Null),
            // SAFETY: the tag says that it is a boolean.
            qjs::JS_TAG_BOOL => Ok(Value::Bool(unsafe { qjs::JS_VALUE_GET_BOOL(value.raw()) })),
            qjs::JS_TAG_INT | qjs::JS_TAG_FLOAT64 => {
                self.spend_bytes(8)?;
                Ok(Value::Number(value.as_number().unwrap_or(f64::NAN)))
            }
            qjs::JS_TAG_STRING | qjs::JS_TAG_STRING_ROPE => self.text(value),
            _ if functions::is_too_large(value) => Err(refused(&self.path, "an integer of more than 131072 bits")),
            qjs::JS_TAG_BIG_INT | qjs::JS_TAG_SHORT_BIG_INT => {
                let digits = value.primitive_text().ok_or_else(|| refused(&self.path, STOPPED))?;
                self.spend_bytes(digits.len())?;
                Ok(Value::BigInt(digits))
            }
            qjs::JS_TAG_SYMBOL => Err(refused(&self.path, "a symbol")),
            _ => self.object(value),
        }
    }

    fn text(&mut self, value: &Handle) -> Result<Value, MarshalError> {
        self.text_of(value).and_then(|text| text.ok_or_else(|| refused(&self.path, STOPPED)))
    }

    /// `None` when the engine could not give the text.
    fn text_of(&mut self, value: &Handle) -> Result<Option<Value>, MarshalError> {
        let left = self.budget.bytes;
        // Too long a text is not copied first.
        let Some(well_formed) = value.with_utf8(|bytes| {
            if bytes.len() as u64 > left {
                return Err(bytes.len());
            }
            Ok(std::str::from_utf8(bytes).ok().map(str::to_owned))
        }) else {
            return Ok(None);
        };
        match well_formed {
            Err(length) => self.spend_bytes(length).map(|()| None),
            Ok(Some(text)) => {
                self.spend_bytes(text.len())?;
                Ok(Some(Value::String(text)))
            }
            Ok(None) => {
                let Some(units) = value.with_utf16(<[u16]>::to_vec) else { return Ok(None) };
                self.spend_bytes(units.len() * 2)?;
                Ok(Some(Value::from_utf16(&units)))
            }
        }
    }

    fn object(&mut self, value: &Handle) -> Result<Value, MarshalError> {
        if value.is_function() {
            return Err(refused(&self.path, "a function"));
        }
        let raw = value.raw();
        // SAFETY: these look at the object's class alone.
        let (date, array, map, set, promise, regexp) = unsafe {
            (
                qjs::JS_IsDate(raw),
                qjs::JS_IsArray(raw),
                qjs::JS_IsMap(raw),
                qjs::JS_IsSet(raw),
                qjs::JS_IsPromise(raw),
                qjs::JS_IsRegExp(raw),
            )
        };
        if date {
            self.spend_bytes(8)?;
            return Ok(Value::Date(self.primordials.time_of(value).unwrap_or(f64::NAN)));
        }
        if let Some(bytes) = self.bytes(value)? {
            return Ok(bytes);
        }
        if let Some(primitive) = self.primordials.kinds.unboxed(value) {
            return self.read(&primitive);
        }
        if promise {
            return Err(refused(&self.path, "a promise (write `await` in front of it)"));
        }
        if regexp {
            return Err(refused(&self.path, "a regular expression"));
        }
        let address = value.address();
        if self.ancestors.contains(&address) {
            return Err(refused(&self.path, "a cycle"));
        }
        self.budget.enter().map_err(|limit| exceeded(&self.path, limit))?;
        self.ancestors.push(address);
        let result = if array {
            self.array(value)
        } else if map {
            self.map(value)
        } else if set {
            self.set(value)
        } else {
            self.members(value)
        };
        self.ancestors.pop();
        self.budget.leave();
        result
    }

    /// Bytes of a `Uint8Array`, an `ArrayBuffer` or a `DataView`; numbers of the other typed arrays.
    fn bytes(&mut self, value: &Handle) -> Result<Option<Value>, MarshalError> {
        match self.primordials.kinds.view(value) {
            Some(Ok(view)) => return self.part(&view.buffer, view.start, view.length),
            Some(Err(Pending)) => {
                self.forget_exception();
                return Err(refused(&self.path, "a view of a buffer that is gone"));
            }
            None => {}
        }
        let mut length = 0;
        // SAFETY: the class is asked before the data is; the data is copied before the engine runs again.
        unsafe {
            let kind = qjs::JS_GetTypedArrayType(value.raw());
            let is_buffer = qjs::JS_IsArrayBuffer(value.raw());
            let byte_view = kind == qjs::JSTypedArrayEnum_JS_TYPED_ARRAY_UINT8.cast_signed()
                || kind == qjs::JSTypedArrayEnum_JS_TYPED_ARRAY_UINT8C.cast_signed();
            if !is_buffer && !byte_view {
                return if kind < 0 { Ok(None) } else { self.numbers(value).map(Some) };
            }
            if is_buffer {
                let data = qjs::JS_GetArrayBuffer(self.ctx, &raw mut length, value.raw());
                return self.copied(data, length as usize);
            }
            // The view's own length may be older than its buffer's.
            let (mut start, mut wanted, mut each) = (0, 0, 0);
            let buffer =
                qjs::JS_GetTypedArrayBuffer(self.ctx, value.raw(), &raw mut start, &raw mut wanted, &raw mut each);
            let buffer = Handle::own(self.ctx, buffer);
            self.part(&buffer, start as usize, wanted as usize)
        }
    }

    /// A part of a buffer, as far as the buffer goes.
    fn part(&mut self, buffer: &Handle, start: usize, wanted: usize) -> Result<Option<Value>, MarshalError> {
        let mut length = 0;
        // SAFETY: the data is copied before the engine runs again, and no more of it than there is.
        unsafe {
            let data = qjs::JS_GetArrayBuffer(self.ctx, &raw mut length, buffer.raw());
            let length = length as usize;
            if data.is_null() || start > length {
                return self.copied(std::ptr::null_mut(), 0);
            }
            self.copied(data.add(start), wanted.min(length - start))
        }
    }

    /// A copy of the engine's bytes, which are live and as many.
    fn copied(&mut self, data: *mut u8, length: usize) -> Result<Option<Value>, MarshalError> {
        // SAFETY: the caller has just got both from the engine, which has not run since.
        unsafe {
            self.spend_bytes(length)?;
            if data.is_null() || length == 0 {
                self.forget_exception();
                return Ok(Some(Value::Bytes(Vec::new())));
            }
            Ok(Some(Value::Bytes(std::slice::from_raw_parts(data, length).to_vec())))
        }
    }

    /// The items of a typed array of numbers, by index: its own items are data.
    fn numbers(&mut self, value: &Handle) -> Result<Value, MarshalError> {
        let mut items = Vec::new();
        for index in 0..u32::MAX {
            match value.own_property(&Atom::index(self.ctx, index)) {
                Ok(OwnProperty::Data(item)) => items.push(self.read(&item)?),
                _ => break,
            }
        }
        Ok(Value::Array(items))
    }

    fn array(&mut self, value: &Handle) -> Result<Value, MarshalError> {
        let length = value.own_data(&self.primordials.length).and_then(|length| length.as_number()).unwrap_or(0.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an array's length is a u32")]
        let length = length as u32;
        // A sparse array costs what its length says, before anything is copied.
        if u64::from(length) > self.budget.nodes {
            self.spend_nodes(u64::from(length))?;
        }
        let mut items = Vec::new();
        for index in 0..length {
            let item =
                match self.property(value, &Atom::index(self.ctx, index), || PathPart::Index(u64::from(index)))? {
                    Some(item) => item,
                    None => {
                        self.spend_nodes(1)?;
                        Value::Undefined
                    }
                };
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    /// One own property; `None` when absent.
    fn property(
        &mut self,
        object: &Handle,
        atom: &Atom,
        part: impl FnOnce() -> PathPart,
    ) -> Result<Option<Value>, MarshalError> {
        match object.own_property(atom) {
            Ok(OwnProperty::Data(item)) => {
                self.path.push(part());
                let read = self.read(&item)?;
                self.path.pop();
                Ok(Some(read))
            }
            Ok(OwnProperty::Absent) => Ok(None),
            Ok(OwnProperty::Accessor) => {
                self.path.push(part());
                Err(refused(&self.path, "an accessor"))
            }
            Err(Pending) => {
                self.forget_exception();
                Err(refused(&self.path, STOPPED))
            }
        }
    }

    fn members(&mut self, value: &Handle) -> Result<Value, MarshalError> {
        let mut entries = Vec::new();
        // SAFETY: looks at the object's class alone.
        let is_error = unsafe { qjs::JS_IsError(value.raw()) };
        if is_error {
            // What makes an error one is not enumerable; without it nothing would be left.
            let (name, message) = errors::name_and_message(value);
            self.spend_bytes(name.len() + message.len() + "namemessage".len())?;
            entries.push(("name".to_owned(), Value::String(name)));
            entries.push(("message".to_owned(), Value::String(message)));
        }
        let keys = self.own_keys(value)?;
        if keys.is_empty()
            && let Some(text) = self.primordials.kinds.url_text(value)
        {
            return self.text(&text);
        }
        for atom in keys {
            let Some(key) = atom.to_value().ok().and_then(|key| key.primitive_text()) else {
                self.forget_exception();
                return Err(refused(&self.path, STOPPED));
            };
            self.spend_bytes(key.len())?;
            if DANGEROUS_KEYS.contains(&key.as_str()) {
                self.dropped = self.dropped.saturating_add(1);
                continue;
            }
            match self.property(value, &atom, || PathPart::Key(key.clone()))? {
                // An absent member and one that is `undefined` are the same.
                Some(Value::Undefined) | None => {}
                Some(_) if is_error && (key == "name" || key == "message") => {}
                Some(item) => entries.push((key, item)),
            }
        }
        Ok(Value::Object(entries))
    }

    /// The enumerable own keys that are strings, within the budget.
    fn own_keys(&mut self, value: &Handle) -> Result<Vec<Atom>, MarshalError> {
        let keys = value.own_keys().map_err(|Pending| {
            self.forget_exception();
            refused(&self.path, STOPPED)
        })?;
        if keys.len() as u64 > self.budget.nodes {
            self.spend_nodes(keys.len() as u64)?;
        }
        Ok(keys)
    }

    /// A `Map` crosses as an object, its keys as text.
    fn map(&mut self, value: &Handle) -> Result<Value, MarshalError> {
        let mut entries: Vec<(String, Value)> = Vec::new();
        let mut places = std::collections::HashMap::new();
        let iterator = self.iterator(value, &self.primordials.map_entries)?;
        while let Some(entry) = self.next(&iterator, &self.primordials.map_next)? {
            let part = |index| entry.own_data(&Atom::index(self.ctx, index));
            let (Some(key), Some(item)) = (part(0), part(1)) else { return Err(refused(&self.path, STOPPED)) };
            let Some(key) = key.primitive_text() else {
                return Err(refused(&self.path, "a `Map` with a key that is not text"));
            };
            self.spend_bytes(key.len())?;
            if DANGEROUS_KEYS.contains(&key.as_str()) {
                self.dropped = self.dropped.saturating_add(1);
                continue;
            }
            self.path.push(PathPart::Key(key.clone()));
            let item = self.read(&item)?;
            self.path.pop();
            match places.insert(key.clone(), entries.len()) {
                Some(at) => {
                    entries[at].1 = item;
                    places.insert(key, at);
                }
                None => entries.push((key, item)),
            }
        }
        Ok(Value::Object(entries))
    }

    /// A `Set` crosses as an array.
    fn set(&mut self, value: &Handle) -> Result<Value, MarshalError> {
        let mut items = Vec::new();
        let iterator = self.iterator(value, &self.primordials.set_values)?;
        while let Some(item) = self.next(&iterator, &self.primordials.set_next)? {
            self.path.push(PathPart::Index(items.len() as u64));
            items.push(self.read(&item)?);
            self.path.pop();
        }
        Ok(Value::Array(items))
    }

    /// An iterator by the engine's own function, whatever the guest made of the prototype.
    fn iterator(&self, value: &Handle, method: &Handle) -> Result<Handle, MarshalError> {
        method.call(value, &[]).map_err(|Pending| {
            self.forget_exception();
            refused(&self.path, STOPPED)
        })
    }

    fn next(&self, iterator: &Handle, method: &Handle) -> Result<Option<Handle>, MarshalError> {
        let step = self.iterator(iterator, method)?;
        let done = step.own_data(&self.primordials.done);
        // SAFETY: the engine's own result object holds a boolean there.
        if done.is_none_or(|done| unsafe { qjs::JS_VALUE_GET_BOOL(done.raw()) }) {
            return Ok(None);
        }
        Ok(step.own_data(&self.primordials.value))
    }

    fn forget_exception(&self) {
        drop(take_exception(self.ctx));
    }

    fn spend_nodes(&mut self, count: u64) -> Result<(), MarshalError> {
        self.budget.nodes(count).map_err(|limit| exceeded(&self.path, limit))
    }

    fn spend_bytes(&mut self, count: usize) -> Result<(), MarshalError> {
        self.budget.bytes(count).map_err(|limit| exceeded(&self.path, limit))
    }
}

/// A value as the console shows it: like Node's, on one line, without running guest code.
pub(crate) fn inspect(value: &Handle, primordials: &Primordials, out: &mut String, limit: usize) {
    Inspector { primordials, out, limit, ancestors: Vec::new() }.show(value, true);
}

struct Inspector<'a> {
    primordials: &'a Primordials,
    out: &'a mut String,
    limit: usize,
    ancestors: Vec<usize>,
}

impl Inspector<'_> {
    /// Objects nested deeper than this are named, not shown.
    const DEPTH: usize = 6;
    /// Items of one array or keys of one object that are shown.
    const ITEMS: u32 = 100;

    fn full(&self) -> bool {
        self.out.len() > self.limit
    }

    fn show(&mut self, value: &Handle, top: bool) {
        if self.full() {
            return;
        }
        if value.is_string() {
            let room = self.limit - self.out.len() + 1;
            let text = value.with_utf8(|bytes| String::from_utf8_lossy(&bytes[..bytes.len().min(room)]).into_owned());
            let text = text.unwrap_or_default();
            if top {
                self.out.push_str(&text);
            } else {
                let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
                let escaped = text.replace('\\', "\\\\").replace('\n', "\\n").replace(quote, &format!("\\{quote}"));
                let _ = write!(self.out, "{quote}{escaped}{quote}");
            }
        } else if !value.is_object() {
            match value.tag() {
                _ if functions::is_too_large(value) => self.out.push_str("[BigInt]"),
                qjs::JS_TAG_SYMBOL => self.out.push_str(&errors::shorten(kinds::symbol_text(value))),
                qjs::JS_TAG_FLOAT64 if value.as_number() == Some(0.0) => {
                    let negative = value.as_number().is_some_and(f64::is_sign_negative);
                    self.out.push_str(if negative { "-0" } else { "0" });
                }
                tag => {
                    self.out.push_str(&value.primitive_text().unwrap_or_default());
                    if matches!(tag, qjs::JS_TAG_BIG_INT | qjs::JS_TAG_SHORT_BIG_INT) {
                        self.out.push('n');
                    }
                }
            }
        } else {
            self.object(value, top);
        }
    }

    fn object(&mut self, value: &Handle, top: bool) {
        let raw = value.raw();
        // SAFETY: these look at the object's class alone.
        let (date, array, map, set, promise, regexp, error) = unsafe {
            (
                qjs::JS_IsDate(raw),
                qjs::JS_IsArray(raw),
                qjs::JS_IsMap(raw),
                qjs::JS_IsSet(raw),
                qjs::JS_IsPromise(raw),
                qjs::JS_IsRegExp(raw),
                qjs::JS_IsError(raw),
            )
        };
        if value.is_function() {
            let name = errors::text_property(value, "name").unwrap_or_default();
            let _ = if name.is_empty() {
                write!(self.out, "[Function (anonymous)]")
            } else {
                write!(self.out, "[Function: {}]", errors::shorten(name))
            };
        } else if date {
            let time = self.primordials.time_of(value).unwrap_or(f64::NAN);
            self.out.push_str(&iso_date(time));
        } else if promise {
            self.out.push_str("Promise {}");
        } else if regexp {
            let text = self.primordials.kinds.regexp_text(value).unwrap_or_default();
            self.out.push_str(&errors::shorten(text));
        } else if let Some(primitive) = self.primordials.kinds.unboxed(value) {
            self.out.push_str("[Object: ");
            self.show(&primitive, false);
            self.out.push(']');
        } else if error {
            let (name, message) = errors::name_and_message(value);
            let text = if message.is_empty() { name } else { format!("{name}: {message}") };
            let _ = if top { write!(self.out, "{text}") } else { write!(self.out, "[{text}]") };
        } else if self.ancestors.contains(&value.address()) {
            self.out.push_str("[Circular]");
        } else if self.ancestors.len() >= Self::DEPTH {
            self.out.push_str(if array { "[Array]" } else { "[Object]" });
        } else {
            self.ancestors.push(value.address());
            if array {
                self.array(value);
            } else if map {
                self.collection(value, "Map", &self.primordials.map_entries, &self.primordials.map_next);
            } else if set {
                self.collection(value, "Set", &self.primordials.set_values, &self.primordials.set_next);
            } else {
                self.members(value);
            }
            self.ancestors.pop();
        }
    }

    fn array(&mut self, value: &Handle) {
        let length = value.own_data(&self.primordials.length).and_then(|length| length.as_number()).unwrap_or(0.0);
        if length == 0.0 {
            self.out.push_str("[]");
            return;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an array's length is a u32")]
        let length = length as u32;
        self.out.push_str("[ ");
        for index in 0..length.min(Self::ITEMS) {
            if index > 0 {
                self.out.push_str(", ");
            }
            match value.own_property(&Atom::index(value.ctx(), index)) {
                Ok(OwnProperty::Data(item)) => self.show(&item, false),
                Ok(OwnProperty::Accessor) => self.out.push_str("[Getter]"),
                _ => self.out.push_str("<empty>"),
            }
        }
        if length > Self::ITEMS {
            let _ = write!(self.out, ", ... {} more", length - Self::ITEMS);
        }
        self.out.push_str(" ]");
    }

    fn members(&mut self, value: &Handle) {
        let keys = value.own_keys_and_symbols().unwrap_or_default();
        if keys.is_empty() {
            match self.primordials.kinds.url_text(value) {
                Some(text) => self.show(&text, true),
                None => self.out.push_str("{}"),
            }
            return;
        }
        self.out.push_str("{ ");
        for (shown, atom) in keys.iter().enumerate() {
            if self.full() {
                break;
            }
            if shown > 0 {
                self.out.push_str(", ");
            }
            if shown as u64 == u64::from(Self::ITEMS) {
                let _ = write!(self.out, "... {} more", keys.len() - shown);
                break;
            }
            let key = errors::shorten(atom.text().unwrap_or_default());
            let is_symbol = atom.to_value().is_ok_and(|key| key.tag() == qjs::JS_TAG_SYMBOL);
            let _ = match is_symbol {
                true => write!(self.out, "[Symbol({key})]: "),
                false if super::is_plain(&key) => write!(self.out, "{key}: "),
                false => write!(self.out, "'{key}': "),
            };
            match value.own_property(atom) {
                Ok(OwnProperty::Data(item)) => self.show(&item, false),
                Ok(OwnProperty::Accessor) => self.out.push_str("[Getter]"),
                _ => self.out.push_str("undefined"),
            }
        }
        self.out.push_str(" }");
    }

    fn collection(&mut self, value: &Handle, name: &str, method: &Handle, next: &Handle) {
        let walk = FromGuest::new(value.ctx(), self.primordials, ValueBudget::of(8, 1 << 20, 1 << 20));
        let Ok(iterator) = walk.iterator(value, method) else { return };
        let mut items = Vec::new();
        while let Ok(Some(item)) = walk.next(&iterator, next) {
            items.push(item);
            if items.len() > Self::ITEMS as usize {
                break;
            }
        }
        let _ = write!(self.out, "{name} {{");
        for (shown, item) in items.iter().enumerate() {
            self.out.push_str(if shown > 0 { ", " } else { " " });
            if name == "Map" {
                let part = |index| item.own_data(&Atom::index(value.ctx(), index));
                if let (Some(key), Some(item)) = (part(0), part(1)) {
                    self.show(&key, false);
                    self.out.push_str(" => ");
                    self.show(&item, false);
                }
            } else {
                self.show(item, false);
            }
        }
        self.out.push_str(if items.is_empty() { "}" } else { " }" });
    }
}

/// A date as `2026-01-31T12:00:00.000Z`.
pub fn iso_date(time: f64) -> String {
    if !time.is_finite() {
        return "Invalid Date".to_owned();
    }
    #[expect(clippy::cast_possible_truncation, reason = "a date is within 8.64e15 milliseconds")]
    let time = time as i64;
    let (days, rest) = (time.div_euclid(86_400_000), time.rem_euclid(86_400_000));
    // Days to a date of the Gregorian calendar, by eras of 400 years that begin in March.
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hours, minutes, seconds) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60);
    let year = if (0..=9999).contains(&year) { format!("{year:04}") } else { format!("{year:+07}") };
    format!("{year}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}.{:03}Z", rest % 1000)
}

#[cfg(test)]
mod tests {
    use super::iso_date;

    #[test]
    fn dates_are_shown_in_utc() {
        assert_eq!(iso_date(0.0), "1970-01-01T00:00:00.000Z");
        assert_eq!(iso_date(1_709_210_096_789.0), "2024-02-29T12:34:56.789Z");
        assert_eq!(iso_date(-1.0), "1969-12-31T23:59:59.999Z");
        assert_eq!(iso_date(8.64e15), "+275760-09-13T00:00:00.000Z");
    }
}
