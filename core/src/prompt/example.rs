//! A short script that calls tools of the host's, for a model to see how that is done.

use std::fmt::Write as _;

use enclave_contract::{Settings, ToolSpec};
use serde_json::{Map, Value as Json};

use super::types::{key, quoted};
use crate::{
    pipeline, schema,
    tools::{ToolTable, path},
};

/// Tools that are tried; levels of nesting and parts of arguments that are made up.
const TRIED: usize = 20;
const MAX_DEPTH: usize = 4;
const MAX_PARTS: usize = 60;
/// Characters of an example's arguments.
const MAX_ARGUMENTS: usize = 300;

/// An example with the first tool whose arguments can be made up so that they fit; tools that read come first. Where
/// scripts must call certain tools, it calls those. What the static layers would refuse is no example.
pub(super) fn of(told: &[&ToolSpec], tools: &ToolTable, settings: &Settings) -> Option<String> {
    let passes = |script: &String| pipeline::approve(script, settings, tools).is_ok();
    let required = settings.required_calls();
    let script = if required.is_empty() {
        let mut candidates: Vec<&ToolSpec> = told.iter().copied().take(TRIED).collect();
        candidates.sort_by_key(|spec| (spec.annotations.destructive, !spec.annotations.read_only));
        candidates.into_iter().find_map(|spec| with(spec, tools).filter(passes))?
    } else {
        with_all(&required.iter().map(|name| tools.get(name)).collect::<Option<Vec<_>>>()?, tools).filter(passes)?
    };
    Some(format!("\nFor example:\n\n```javascript\n{script}```\n"))
}

fn with(spec: &ToolSpec, tools: &ToolTable) -> Option<String> {
    let call = call(spec, tools)?;
    let result = spec.output_schema.as_ref().filter(|_| !spec.by_reference);
    let is_list = result.is_some_and(|root| schema::resolved(root, root).get("type") == Some(&Json::from("array")));
    Some(if is_list {
        format!("const items = {call};\nreturn items.slice(0, 10);\n")
    } else {
        format!("const result = {call};\nreturn result;\n")
    })
}

fn with_all(specs: &[&ToolSpec], tools: &ToolTable) -> Option<String> {
    let mut text = String::new();
    let mut names = Vec::new();
    for (index, spec) in specs.iter().enumerate().take(TRIED) {
        names.push(format!("result{}", index + 1));
        let _ = writeln!(text, "const result{} = {};", index + 1, call(spec, tools)?);
    }
    Some(format!("{text}return [{}];\n", names.join(", ")))
}

/// A call of a tool with arguments that fit, where they are easily found.
fn call(spec: &ToolSpec, tools: &ToolTable) -> Option<String> {
    let args = match &spec.input_schema {
        Some(schema) => Maker { root: schema, parts: MAX_PARTS }.value(schema, MAX_DEPTH)?,
        None => Json::Object(Map::new()),
    };
    if !args.is_object() || !tools.misfits(&spec.name, &args).is_empty() {
        return None;
    }
    let written = written(&args);
    if written.chars().nth(MAX_ARGUMENTS).is_some() {
        return None;
    }
    Some(format!("await tools.{}({written})", path(&spec.name).join(".")))
}

/// Makes up values that fit schemas, as far as that is easily found.
struct Maker<'s> {
    root: &'s Json,
    /// Parts that may still be made.
    parts: usize,
}

impl Maker<'_> {
    fn value(&mut self, schema: &Json, depth: usize) -> Option<Json> {
        self.parts = self.parts.checked_sub(1)?;
        let schema = schema::resolved(self.root, schema);
        if let Some(value) = schema.get("const").or_else(|| schema.get("default").filter(|value| !value.is_null())) {
            return Some(value.clone());
        }
        if let Some(value) = ["examples", "enum"].iter().find_map(|key| schema.get(*key)?.as_array()?.first()) {
            return Some(value.clone());
        }
        let below = depth.checked_sub(1)?;
        if let Some(variants) = ["anyOf", "oneOf"].iter().find_map(|key| schema.get(*key)?.as_array()) {
            return variants.iter().take(self.parts).find_map(|variant| self.value(variant, below));
        }
        let kind = match schema.get("type") {
            Some(Json::String(kind)) => kind.as_str(),
            Some(Json::Array(kinds)) => kinds.iter().find_map(Json::as_str)?,
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
                    Some(items) => (0..least).map(|_| self.value(items, below)).collect::<Option<Vec<_>>>()?.into(),
                    None => Json::Array(Vec::new()),
                }
            }
            _ => {
                let required = schema.get("required").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
                let mut object = Map::new();
                for name in required.iter().filter_map(Json::as_str) {
                    let value = match schema::member(self.root, schema, name) {
                        Some(member) => self.value(member, below)?,
                        None => Json::from("text"),
                    };
                    object.insert(name.to_owned(), value);
                }
                Json::Object(object)
            }
        })
    }
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
            let member = |(name, value): (&String, &Json)| format!("{}: {}", key(name), written(value));
            format!("{{ {} }}", members.iter().map(member).collect::<Vec<_>>().join(", "))
        }
        Json::Array(items) => format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(", ")),
        Json::String(text) => quoted(text),
        plain => plain.to_string(),
    }
}
