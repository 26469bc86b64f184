//! Results that stay with the host. A script has a handle of each, which it may pass on, return, or read parts of.

use std::{collections::BTreeMap, sync::Arc};

use enclave_contract::{DANGEROUS_KEYS, Value};
use enclave_sandbox::REFERENCE;
use sha2::{Digest, Sha256};

/// Keys that a handle names.
const MAX_KEYS: usize = 20;
/// Characters of a handle's preview.
const MAX_PREVIEW: usize = 200;
/// Items of a list, members of an object or characters of a text that are read unless the script says how many.
const READ: usize = 100;
const READ_CHARACTERS: usize = 10_000;

/// The references of one session, by the call whose result each is.
#[derive(Clone, Debug)]
pub(crate) struct References {
    /// What no other session's handles have.
    nonce: String,
    values: BTreeMap<u64, (Arc<Value>, u64)>,
    bytes: u64,
    max_bytes: u64,
}

impl References {
    /// No references yet, of a session with that seed: a replay makes the same handles.
    pub(crate) fn new(seed: u64, max_bytes: u64) -> Self {
        let digest = Sha256::new().chain_update(b"reference\0").chain_update(seed.to_le_bytes()).finalize();
        let nonce = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Self { nonce, values: BTreeMap::new(), bytes: 0, max_bytes }
    }

    /// Keeps the result of a call.
    ///
    /// # Errors
    /// When the session's references would take more than they may.
    pub(crate) fn keep(&mut self, call_id: u64, value: Arc<Value>) -> Result<(), String> {
        let bytes = value.json_bytes();
        if self.bytes.saturating_add(bytes) > self.max_bytes {
            return Err(format!(
                "the references of this session would take more than {} bytes (`max_reference_bytes`)",
                self.max_bytes
            ));
        }
        self.bytes += bytes;
        self.values.insert(call_id, (value, bytes));
        Ok(())
    }

    /// What a script gets in place of a result.
    pub(crate) fn handle(&self, call_id: u64, value: &Value) -> Value {
        let token = format!("ref_{}_{call_id}", self.nonce);
        object([
            (REFERENCE, Value::String(token)),
            ("kind", Value::String(kind(value).to_owned())),
            ("size", count(value.json_bytes())),
            ("shape", shape(value, true)),
            ("preview", Value::String(preview(value))),
        ])
    }

    /// The value behind a token.
    fn get(&self, token: &str) -> Option<&(Arc<Value>, u64)> {
        let (nonce, id) = token.strip_prefix("ref_")?.split_once('_')?;
        self.values.get(&id.parse().ok()?).filter(|_| nonce == self.nonce)
    }

    /// The value with every handle in it replaced by what it stands for; none when it has no handle.
    ///
    /// # Errors
    /// For a handle that is not this session's, and when the whole would take more than references may.
    pub(crate) fn resolved(&self, value: &Value) -> Result<Option<Value>, String> {
        if !mentions(value) {
            return Ok(None);
        }
        self.resolve(value, &mut self.max_bytes.clone(), true).map(Some)
    }

    /// The same of what a script returns, where what only looks like a handle is data.
    ///
    /// # Errors
    /// When the whole would take more than references may.
    pub(crate) fn returned(&self, value: &Value) -> Result<Option<Value>, String> {
        if self.values.is_empty() || !mentions(value) {
            return Ok(None);
        }
        self.resolve(value, &mut self.max_bytes.clone(), false).map(Some)
    }

    fn resolve(&self, value: &Value, left: &mut u64, strict: bool) -> Result<Value, String> {
        let token = value.get(REFERENCE);
        let found = token.and_then(Value::as_str).and_then(|token| self.get(token));
        if strict && token.is_some() && found.is_none() {
            return Err("a handle that stands for no reference of this session".to_owned());
        }
        if let Some((value, bytes)) = found {
            *left = left.checked_sub(*bytes).ok_or_else(|| {
                format!("references in one value take more than {} bytes (`max_reference_bytes`)", self.max_bytes)
            })?;
            return Ok(Value::clone(value));
        }
        Ok(match value {
            Value::Array(items) => {
                Value::Array(items.iter().map(|item| self.resolve(item, left, strict)).collect::<Result<_, _>>()?)
            }
            Value::Object(entries) => {
                let entry = |(key, value): &(String, Value)| Ok((key.clone(), self.resolve(value, left, strict)?));
                Value::Object(entries.iter().map(entry).collect::<Result<_, String>>()?)
            }
            plain => plain.clone(),
        })
    }

    /// What the handles in a value stand for together, in bytes as JSON.
    pub(crate) fn weight(&self, value: &Value) -> u64 {
        if self.values.is_empty() {
            return 0;
        }
        let token = value.get(REFERENCE).and_then(Value::as_str);
        match (token.and_then(|token| self.get(token)), value) {
            (Some((_, bytes)), _) => *bytes,
            (None, Value::Array(items)) => items.iter().map(|item| self.weight(item)).fold(0, u64::saturating_add),
            (None, Value::Object(entries)) => {
                entries.iter().map(|(_, value)| self.weight(value)).fold(0, u64::saturating_add)
            }
            (None, _) => 0,
        }
    }

    /// Whether calls with these weights may wait at once: each is given to the host with what its handles stand for.
    pub(crate) fn have_room(&self, weight: u64, open: impl Iterator<Item = u64>) -> bool {
        weight == 0 || open.fold(weight, u64::saturating_add) <= self.max_bytes
    }

    /// A part of a reference, as `ref.read({ path, offset, limit })` asks for it.
    ///
    /// # Errors
    /// When the handle is not this session's, or when there is no such part.
    pub(crate) fn read(&self, args: &Value) -> Result<Value, String> {
        let token = args.get(REFERENCE).and_then(Value::as_str);
        let (value, _) = token
            .and_then(|token| self.get(token))
            .ok_or("`read` belongs to a handle of this session: call it as `ref.read({ path, limit })`")?;
        let path = path_of(args.get("path"))?;
        let mut part: &Value = value;
        for (index, key) in path.iter().enumerate() {
            part = member(part, key).ok_or_else(|| {
                let before = crate::schema::place(path.get(..index).unwrap_or_default());
                let place = if before.is_empty() { "the value".to_owned() } else { format!("`{before}`") };
                format!("{place} has no `{key}`: it is {}", told(part))
            })?;
        }
        let offset = whole(args.get("offset"), "offset")?.unwrap_or(0);
        let limit = whole(args.get("limit"), "limit")?;
        Ok(cut(part, offset, limit))
    }
}

/// Whether a handle is anywhere in a value.
fn mentions(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(mentions),
        Value::Object(entries) => entries.iter().any(|(key, value)| key == REFERENCE || mentions(value)),
        _ => false,
    }
}

fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

#[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^53")]
fn count(count: u64) -> Value {
    Value::Number(count as f64)
}

const fn kind(value: &Value) -> &'static str {
    match value {
        Value::Undefined => "undefined",
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::BigInt(_) => "bigint",
        Value::Date(_) => "date",
        Value::Bytes(_) => "bytes",
        Value::String(_) | Value::Utf16(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// How a value is made, one level deep: the length of lists and texts, the keys of objects, those of a list's items.
fn shape(value: &Value, with_items: bool) -> Value {
    match value {
        Value::Array(items) => match items.first().filter(|_| with_items) {
            Some(first) => object([
                ("length", count(items.len() as u64)),
                ("items", Value::String(kind(first).to_owned())),
                ("keys", shape(first, false).get("keys").cloned().unwrap_or(Value::Array(Vec::new()))),
            ]),
            None => object([("length", count(items.len() as u64))]),
        },
        Value::Object(entries) => {
            let safe = entries.iter().filter(|(key, _)| !DANGEROUS_KEYS.contains(&key.as_str()));
            let keys = safe.take(MAX_KEYS).map(|(key, _)| Value::String(shortened(key, MAX_PREVIEW))).collect();
            object([("length", count(entries.len() as u64)), ("keys", Value::Array(keys))])
        }
        Value::String(text) => object([("length", count(text.encode_utf16().count() as u64))]),
        Value::Utf16(units) => object([("length", count(units.len() as u64))]),
        Value::Bytes(bytes) => object([("length", count(bytes.len() as u64))]),
        _ => object([]),
    }
}

fn shortened(text: &str, max: usize) -> String {
    match text.char_indices().nth(max) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The beginning of a value as JSON. Only so much of it is looked at.
fn preview(value: &Value) -> String {
    fn write(value: &Value, text: &mut String) {
        if text.len() > MAX_PREVIEW * 4 {
            return;
        }
        match value {
            Value::Array(items) => {
                text.push('[');
                for (index, item) in items.iter().take(MAX_PREVIEW).enumerate() {
                    text.push_str(if index == 0 { "" } else { ", " });
                    write(item, text);
                }
                text.push(']');
            }
            Value::Object(entries) => {
                text.push('{');
                for (index, (key, value)) in entries.iter().take(MAX_PREVIEW).enumerate() {
                    text.push_str(if index == 0 { "" } else { ", " });
                    text.push_str(&serde_json::Value::from(shortened(key, MAX_PREVIEW)).to_string());
                    text.push_str(": ");
                    write(value, text);
                }
                text.push('}');
            }
            Value::String(string) => {
                text.push_str(&serde_json::Value::from(shortened(string, MAX_PREVIEW)).to_string());
            }
            Value::Utf16(units) => {
                let start = String::from_utf16_lossy(units.get(..MAX_PREVIEW.min(units.len())).unwrap_or_default());
                text.push_str(&serde_json::Value::from(start).to_string());
            }
            Value::Bytes(bytes) => text.push_str(&format!("<{} bytes>", bytes.len())),
            Value::BigInt(digits) => text.push_str(&shortened(digits, MAX_PREVIEW)),
            Value::Date(time) => text.push_str(&enclave_sandbox::iso_date(*time)),
            plain => text.push_str(&plain.to_json().to_string()),
        }
    }
    let mut text = String::new();
    write(value, &mut text);
    shortened(&text, MAX_PREVIEW)
}

/// A path as a script writes it: `items[3].owner`, or the keys one by one.
fn path_of(path: Option<&Value>) -> Result<Vec<String>, String> {
    match path {
        None | Some(Value::Undefined | Value::Null) => Ok(Vec::new()),
        Some(Value::String(path)) => {
            let path = path.strip_prefix('$').unwrap_or(path);
            let keys = path.split(['.', '[']).map(|key| key.strip_suffix(']').unwrap_or(key));
            Ok(keys.map(|key| key.trim_matches(['"', '\''])).filter(|key| !key.is_empty()).map(str::to_owned).collect())
        }
        Some(Value::Array(keys)) => keys
            .iter()
            .map(|key| match key {
                Value::String(key) => Ok(key.clone()),
                Value::Number(index) => Ok(index.to_string()),
                _ => Err("`path` is a text such as `items[3].owner`, or a list of keys".to_owned()),
            })
            .collect(),
        Some(_) => Err("`path` is a text such as `items[3].owner`, or a list of keys".to_owned()),
    }
}

fn member<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    match value {
        Value::Array(items) => items.get(key.parse::<usize>().ok()?),
        value => value.get(key),
    }
}

/// A value in few words.
fn told(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("a list of {}", items.len()),
        Value::Object(entries) => {
            let keys: Vec<String> =
                entries.iter().take(MAX_KEYS).map(|(key, _)| format!("`{}`", shortened(key, 40))).collect();
            format!("an object with {}", if keys.is_empty() { "no members".to_owned() } else { keys.join(", ") })
        }
        value => format!("of the kind {}", kind(value)),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
fn whole(number: Option<&Value>, name: &str) -> Result<Option<usize>, String> {
    match number {
        None | Some(Value::Undefined | Value::Null) => Ok(None),
        Some(Value::Number(number)) if (0.0..=9_007_199_254_740_992.0).contains(number) => Ok(Some(*number as usize)),
        Some(_) => Err(format!("`{name}` is a number, at least 0")),
    }
}

/// So many items, members or characters of a value, from an offset.
fn cut(value: &Value, offset: usize, limit: Option<usize>) -> Value {
    let items = limit.unwrap_or(READ);
    let characters = limit.unwrap_or(READ_CHARACTERS);
    match value {
        Value::Array(all) => Value::Array(all.iter().skip(offset).take(items).cloned().collect()),
        Value::Object(all) => Value::Object(all.iter().skip(offset).take(items).cloned().collect()),
        Value::String(text) => Value::String(text.chars().skip(offset).take(characters).collect()),
        Value::Utf16(units) => {
            let units: Vec<u16> = units.iter().skip(offset).take(characters).copied().collect();
            Value::from_utf16(&units)
        }
        Value::Bytes(bytes) => Value::Bytes(bytes.iter().skip(offset).take(characters).copied().collect()),
        plain => plain.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(json: serde_json::Value) -> Value {
        Value::from_json(json)
    }

    fn with(json: serde_json::Value) -> (References, Value) {
        let mut references = References::new(7, 10_000);
        let kept = value(json);
        references.keep(3, Arc::new(kept.clone())).unwrap();
        let handle = references.handle(3, &kept);
        (references, handle)
    }

    #[test]
    fn a_handle_says_what_it_stands_for() {
        let (_, handle) = with(serde_json::json!([{ "id": 1, "name": "Ana" }, { "id": 2, "name": "Bo" }]));
        insta::assert_snapshot!(handle.to_json().to_string(), @r#"{"$reference":"ref_e828a699b5f3e103_3","kind":"array","size":61,"shape":{"length":2,"items":"object","keys":["id","name"]},"preview":"[{\"id\": 1, \"name\": \"Ana\"}, {\"id\": 2, \"name\": \"Bo\"}]"}"#);
    }

    #[test]
    fn handles_anywhere_are_replaced_and_forged_ones_refused() {
        let (references, handle) = with(serde_json::json!({ "big": true }));
        let args = Value::Object(vec![("docs".into(), Value::Array(vec![handle.clone(), Value::Null]))]);
        let resolved = references.resolved(&args).unwrap().unwrap();
        assert_eq!(resolved.to_json(), serde_json::json!({ "docs": [{ "big": true }, null] }));
        assert_eq!(references.resolved(&value(serde_json::json!({ "a": [1] }))), Ok(None));
        let nonce = references.nonce.clone();
        for token in ["", "ref_", "ref_0_3", &format!("ref_{nonce}_4"), &format!("ref_{nonce}_3x")] {
            assert!(references.resolved(&value(serde_json::json!({ "x": { REFERENCE: token } }))).is_err(), "{token}");
        }
        assert!(References::new(8, 100).resolved(&args).is_err());
    }

    #[test]
    fn a_value_of_many_handles_is_no_bomb() {
        let (references, handle) = with(serde_json::json!("x".repeat(4_000)));
        let pair = Value::Array(vec![handle.clone(), handle.clone()]);
        assert!(references.resolved(&pair).unwrap().is_some());
        assert!(references.resolved(&Value::Array(vec![pair, handle])).is_err());
    }

    #[test]
    fn parts_are_read_by_path() {
        let (references, handle) = with(serde_json::json!({ "items": [{ "a-b": [1, 2, 3] }, "text"] }));
        let token = handle.get(REFERENCE).cloned().unwrap();
        let read = |json: serde_json::Value| {
            let Value::Object(mut args) = value(json) else { unreachable!() };
            args.push((REFERENCE.into(), token.clone()));
            references.read(&Value::Object(args)).map(|value| value.to_json())
        };
        let json = |text: &str| Ok(serde_json::from_str::<serde_json::Value>(text).unwrap());
        assert_eq!(read(serde_json::json!({ "path": "items[0].a-b", "limit": 2 })), json("[1,2]"));
        assert_eq!(read(serde_json::json!({ "path": ["items", 0, "a-b"], "offset": 2 })), json("[3]"));
        assert_eq!(read(serde_json::json!({ "path": "items[1]", "limit": 2 })), json("\"te\""));
        assert_eq!(read(serde_json::json!({})), json(r#"{"items":[{"a-b":[1,2,3]},"text"]}"#));
        assert_eq!(
            read(serde_json::json!({ "path": "items[9]" })),
            Err("`items` has no `9`: it is a list of 2".into())
        );
        assert_eq!(
            read(serde_json::json!({ "path": "item" })),
            Err("the value has no `item`: it is an object with `items`".into())
        );
        assert!(read(serde_json::json!({ "limit": -1 })).is_err());
        assert!(references.read(&Value::Null).is_err());
    }
}
