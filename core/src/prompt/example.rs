//! A short script that calls a tool of the host's, for a model to see how that is done.

use std::fmt::Write as _;

use enclave_contract::ToolSpec;
use serde_json::{Map, Value as Json};

use super::types::quoted;
use crate::{
    schema,
    tools::{ToolTable, path},
};

/// Tools that are tried, and levels of nesting of arguments that are made up.
const TRIED: usize = 20;
const MAX_DEPTH: usize = 4;
/// Characters of an example's arguments.
const MAX_ARGUMENTS: usize = 300;

/// An example with the first tool whose arguments can be made up so that they fit; tools that read come first.
pub(super) fn of(told: &[&ToolSpec], tools: &ToolTable) -> Option<String> {
    let mut candidates: Vec<&ToolSpec> = told.iter().copied().take(TRIED).collect();
    candidates.sort_by_key(|spec| (spec.annotations.destructive, !spec.annotations.read_only));
    candidates.into_iter().find_map(|spec| with(spec, tools))
}

fn with(spec: &ToolSpec, tools: &ToolTable) -> Option<String> {
    let args = match &spec.input_schema {
        Some(schema) => made_up(schema, schema, 0)?,
        None => Json::Object(Map::new()),
    };
    if !args.is_object() || !tools.misfits(&spec.name, &args).is_empty() {
        return None;
    }
    let written = written(&args);
    if written.chars().count() > MAX_ARGUMENTS {
        return None;
    }
    let call = format!("await tools.{}({written})", path(&spec.name).join("."));
    let mut text = String::new();
    let result = spec.output_schema.as_ref().filter(|_| !spec.by_reference);
    let is_list = result.is_some_and(|root| schema::resolved(root, root).get("type") == Some(&Json::from("array")));
    if is_list {
        let _ = write!(text, "const items = {call};\nreturn items.slice(0, 10);\n");
    } else {
        let _ = write!(text, "const result = {call};\nreturn result;\n");
    }
    Some(text)
}

/// A value that fits a schema, as far as that is easily found.
fn made_up(schema: &Json, root: &Json, depth: usize) -> Option<Json> {
    if depth > MAX_DEPTH {
        return None;
    }
    let schema = schema::resolved(root, schema);
    if let Some(value) = schema.get("const").or_else(|| schema.get("default").filter(|value| !value.is_null())) {
        return Some(value.clone());
    }
    if let Some(value) = ["examples", "enum"].iter().find_map(|key| schema.get(*key)?.as_array()?.first()) {
        return Some(value.clone());
    }
    if let Some(variants) = ["anyOf", "oneOf"].iter().find_map(|key| schema.get(*key)?.as_array()) {
        return variants.iter().find_map(|variant| made_up(variant, root, depth + 1));
    }
    let kind = match schema.get("type") {
        Some(Json::String(kind)) => kind.as_str(),
        Some(Json::Array(kinds)) => kinds.iter().find_map(Json::as_str)?,
        _ if schema.get("properties").is_some() => "object",
        _ => "object",
    };
    Some(match kind {
        "string" => text(schema)?,
        "integer" | "number" => number(schema),
        "boolean" => Json::Bool(true),
        "null" => Json::Null,
        "array" => {
            let least = schema.get("minItems").and_then(Json::as_u64).unwrap_or(0).min(3);
            match schema.get("items") {
                Some(items) if least > 0 => {
                    (0..least).map(|_| made_up(items, root, depth + 1)).collect::<Option<Vec<_>>>()?.into()
                }
                _ => Json::Array(Vec::new()),
            }
        }
        _ => {
            let required = schema.get("required").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
            let mut object = Map::new();
            for name in required.iter().filter_map(Json::as_str) {
                let member = schema::member(root, schema, name).cloned().unwrap_or(Json::Bool(true));
                object.insert(name.to_owned(), made_up(&member, root, depth + 1)?);
            }
            Json::Object(object)
        }
    })
}

fn text(schema: &Json) -> Option<Json> {
    let known = match schema.get("format").and_then(Json::as_str) {
        Some("date-time") => "2026-01-31T12:00:00Z",
        Some("date") => "2026-01-31",
        Some("time") => "12:00:00Z",
        Some("email") => "ana@example.com",
        Some("uri") => "https://example.com",
        Some("uuid") => "550e8400-e29b-41d4-a716-446655440000",
        _ => "text",
    };
    // What a pattern wants is not guessed.
    if schema.get("pattern").is_some() {
        return None;
    }
    let least = schema.get("minLength").and_then(Json::as_u64).unwrap_or(0);
    let most = schema.get("maxLength").and_then(Json::as_u64).unwrap_or(u64::MAX);
    let fitting: String = known.chars().take(usize::try_from(most).unwrap_or(usize::MAX)).collect();
    let missing = least.saturating_sub(fitting.chars().count() as u64);
    (missing <= 20).then(|| Json::from(fitting + &"x".repeat(usize::try_from(missing).unwrap_or(0))))
}

fn number(schema: &Json) -> Json {
    let bound = |key: &str| schema.get(key).and_then(Json::as_f64);
    let least = bound("minimum").or_else(|| bound("exclusiveMinimum").map(|bound| bound + 1.0));
    let most = bound("maximum").or_else(|| bound("exclusiveMaximum").map(|bound| bound - 1.0));
    let number = 1.0_f64.max(least.unwrap_or(1.0)).min(most.unwrap_or(f64::MAX));
    enclave_contract::Value::Number(number).to_json()
}

/// A value as a script writes it.
fn written(value: &Json) -> String {
    match value {
        Json::Object(members) if members.is_empty() => "{}".to_owned(),
        Json::Object(members) => {
            let member = |(key, value): (&String, &Json)| {
                let plain = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                    && key.starts_with(|c: char| !c.is_ascii_digit());
                format!("{}: {}", if plain { key.clone() } else { quoted(key) }, written(value))
            };
            format!("{{ {} }}", members.iter().map(member).collect::<Vec<_>>().join(", "))
        }
        Json::Array(items) => format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(", ")),
        Json::String(text) => quoted(text),
        plain => plain.to_string(),
    }
}
