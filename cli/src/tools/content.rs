//! What MCP says, as the core has it: tools, values and failures. What a server sends is hostile: all of it is bounded.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use enclave_contract::{Annotations, ErrorCode, ToolSpec, Value};
use enclave_core::ToolFailure;
use jiff::Timestamp;
use rmcp::model::{CallToolResult, ContentBlock, ResourceContents, Tool, ToolAnnotations};
use serde_json::{Map, Value as Json, json};

use crate::{
    drive::{Answer, Answered},
    text::{printable, shortened},
};

/// What is shown of a server's texts, in characters.
const MAX_TEXT: usize = 4_000;
/// Bounds of one schema: levels, and keys and items.
const MAX_SCHEMA_DEPTH: usize = 64;
const MAX_SCHEMA_NODES: usize = 10_000;
/// The key of `_meta` where a module that is served says more of a tool than MCP does, and of a failure.
const SPEC: &str = "enclave/spec";
const ERROR: &str = "enclave/error";
/// The key of `_meta` where a module that is served is told of the call.
pub(super) const CALL: &str = "enclave/call";
/// Where it says which secrets a tool gets, and that a result stays with the host.
const SECRETS: &str = "enclave/secrets";
const REFERENCE: &str = "enclave/reference";

/// A tool as its server describes it, under the name that scripts use; with a note on what is not used of it.
pub(super) fn spec(tool: &Tool, name: String, trusted: bool) -> Result<(ToolSpec, Option<String>), String> {
    let input = Json::Object(tool.input_schema.as_ref().clone());
    let output = tool.output_schema.as_ref().map(|schema| Json::Object(schema.as_ref().clone()));
    let about = tool.description.as_deref().or(tool.title.as_deref()).unwrap_or_default();
    let mut spec = ToolSpec {
        description: shortened(&printable(about), MAX_TEXT),
        annotations: tool.annotations.as_ref().map(annotations).unwrap_or_default(),
        ..ToolSpec::new(name)
    };
    if trusted {
        let mut written = serde_json::to_value(&spec).map_err(|error| error.to_string())?;
        if let (Some(spec), Some(Json::Object(more))) =
            (written.as_object_mut(), tool.meta.as_ref().and_then(|meta| meta.0.get(SPEC)))
        {
            spec.extend(more.clone());
        }
        spec = serde_json::from_value(written).map_err(|error| error.to_string())?;
        spec.input_schema = Some(input);
        spec.output_schema = output;
        return Ok((spec, None));
    }
    let called = shortened(&printable(&tool.name), 128);
    if !is_bounded(&input) || !output.as_ref().is_none_or(is_bounded) {
        spec.input_schema = Some(json!({ "type": "object" }));
        return Ok((spec, Some(format!("the schemas of `{called}` are too large and not used"))));
    }
    spec.input_schema = Some(input);
    spec.output_schema = output;
    Ok((spec, None))
}

/// The names of the secrets that a tool of a module gets.
pub(super) fn secrets(tool: &Tool) -> Vec<String> {
    let names = tool.meta.as_ref().and_then(|meta| meta.0.get(SECRETS)?.as_array());
    names.into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect()
}

/// The server's hints. They describe, and are no reason to trust the tool.
fn annotations(hints: &ToolAnnotations) -> Annotations {
    Annotations {
        read_only: hints.read_only_hint.unwrap_or_default(),
        destructive: hints.destructive_hint.unwrap_or_default(),
        idempotent: hints.idempotent_hint.unwrap_or_default(),
        open_world: hints.open_world_hint.unwrap_or_default(),
    }
}

/// Whether a schema is neither too deep nor too large to be walked and shown.
fn is_bounded(schema: &Json) -> bool {
    let mut left = MAX_SCHEMA_NODES;
    let mut level = vec![schema];
    for _ in 0..MAX_SCHEMA_DEPTH {
        let Some(rest) = left.checked_sub(level.len()) else { return false };
        left = rest;
        level = level
            .into_iter()
            .flat_map(|one| match one {
                Json::Object(members) => members.values().collect(),
                Json::Array(items) => items.iter().collect(),
                _ => Vec::new(),
            })
            .collect();
        if level.is_empty() {
            return true;
        }
    }
    false
}

/// What the script gets of a result: the structured content, or the text, or the list of what it is made of.
pub(super) fn answer(result: CallToolResult, trusted: bool, clean: impl Fn(&str) -> String) -> Answer {
    if result.is_error == Some(true) {
        let texts: Vec<&str> = result.content.iter().filter_map(text).collect();
        let message = clean(&texts.join("\n"));
        let message = if message.is_empty() { "the tool failed and does not say why".to_owned() } else { message };
        let error = result.meta.filter(|_| trusted).and_then(|mut meta| meta.0.remove(ERROR));
        let code = error.as_ref().and_then(|error| error.get("code")?.as_str());
        return Err(ToolFailure {
            code: code.unwrap_or(ErrorCode::ToolError.as_str()).to_owned(),
            message,
            data: error
                .as_ref()
                .and_then(|error| error.get("data"))
                .cloned()
                .map_or(Value::Undefined, Value::from_json),
        });
    }
    let by_reference = trusted && result.meta.as_ref().is_some_and(|meta| meta.0.contains_key(REFERENCE));
    Ok(Answered { value: value(result)?, by_reference })
}

fn value(result: CallToolResult) -> Result<Value, ToolFailure> {
    if let Some(value) = result.structured_content {
        return Ok(Value::from_json(value));
    }
    if result.content.is_empty() {
        return Ok(Value::Undefined);
    }
    if result.content.iter().all(|block| text(block).is_some()) {
        let texts: Vec<&str> = result.content.iter().filter_map(text).collect();
        return Ok(Value::String(texts.join("\n")));
    }
    result.content.into_iter().map(block).collect::<Result<_, _>>().map(Value::Array)
}

/// A failure with a code of ours.
pub(super) fn failure(code: ErrorCode, message: impl Into<String>) -> ToolFailure {
    ToolFailure { code: code.to_string(), message: message.into(), data: Value::Undefined }
}

fn text(block: &ContentBlock) -> Option<&str> {
    if let ContentBlock::Text(text) = block { Some(&text.text) } else { None }
}

fn block(block: ContentBlock) -> Result<Value, ToolFailure> {
    let text = |text: String| Value::String(text);
    let maybe = |value: Option<String>| value.map_or(Value::Null, Value::String);
    let members = match block {
        ContentBlock::Text(block) => vec![("type", text("text".into())), ("text", text(block.text))],
        ContentBlock::Image(image) => media("image", image.mime_type, &image.data)?,
        ContentBlock::Audio(audio) => media("audio", audio.mime_type, &audio.data)?,
        ContentBlock::Resource(resource) => match resource.resource {
            ResourceContents::TextResourceContents { uri, mime_type, text: content, .. } => vec![
                ("type", text("resource".into())),
                ("uri", text(uri)),
                ("mime_type", maybe(mime_type)),
                ("text", text(content)),
            ],
            ResourceContents::BlobResourceContents { uri, mime_type, blob, .. } => vec![
                ("type", text("resource".into())),
                ("uri", text(uri)),
                ("mime_type", maybe(mime_type)),
                ("data", bytes(&blob)?),
            ],
            _ => return Err(unknown()),
        },
        ContentBlock::ResourceLink(link) => vec![
            ("type", text("resource_link".into())),
            ("uri", text(link.uri)),
            ("name", text(link.name)),
            ("mime_type", maybe(link.mime_type)),
        ],
        _ => return Err(unknown()),
    };
    Ok(Value::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()))
}

fn media(kind: &str, mime_type: String, data: &str) -> Result<Vec<(&'static str, Value)>, ToolFailure> {
    Ok(vec![("type", Value::String(kind.into())), ("mime_type", Value::String(mime_type)), ("data", bytes(data)?)])
}

fn bytes(text: &str) -> Result<Value, ToolFailure> {
    let decoded = STANDARD.decode(text);
    decoded.map(Value::Bytes).map_err(|_| failure(ErrorCode::ToolError, "the result holds data that is no base64"))
}

fn unknown() -> ToolFailure {
    failure(ErrorCode::ToolError, "the result holds content of a kind that is not known")
}

/// A value as JSON for others than scripts: dates as ISO 8601, bytes as base64. Its depth is bounded by the marshaller.
pub(crate) fn json(value: &Value) -> Json {
    match value {
        Value::Date(ms) => {
            #[expect(clippy::cast_possible_truncation, reason = "what does not fit is no date, and is null")]
            let moment = Timestamp::from_millisecond(ms.round() as i64).ok().filter(|_| ms.is_finite());
            moment.map_or(Json::Null, |moment| moment.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string().into())
        }
        Value::Bytes(bytes) => STANDARD.encode(bytes).into(),
        Value::Array(items) => items.iter().map(json).collect(),
        Value::Object(members) => {
            let data = members.iter().filter(|(_, member)| !matches!(member, Value::Undefined));
            data.map(|(key, member)| (key.clone(), json(member))).collect::<Map<_, _>>().into()
        }
        plain => plain.to_json(),
    }
}

/// A server's text for an error: bounded, free of what a terminal obeys and of what the server was given in confidence.
pub(super) fn cleaned(text: &str, secrets: &[String]) -> String {
    // Bounded before as well, so that a long text costs no more.
    let mut text = shortened(text, 4 * MAX_TEXT);
    for secret in secrets {
        text = text.replace(secret.as_str(), "[redacted]");
    }
    shortened(&printable(&text), MAX_TEXT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemas_are_bounded() {
        let deep = (0..100).fold(json!({}), |inner, _| json!({ "properties": inner }));
        let wide: Vec<u32> = (0..20_000).collect();
        assert!(is_bounded(&json!({ "type": "object", "properties": { "a": { "type": "string" } } })));
        assert!(!is_bounded(&deep));
        assert!(!is_bounded(&json!({ "enum": wide })));
    }

    #[test]
    fn values_are_json_for_others() {
        let value = Value::Object(vec![
            ("at".into(), Value::Date(1.7e12)),
            ("never".into(), Value::Date(f64::NAN)),
            ("bytes".into(), Value::Array(vec![Value::Bytes(vec![1, 2, 3])])),
            ("absent".into(), Value::Undefined),
            ("big".into(), Value::BigInt("12".into())),
        ]);
        let expected = json!({ "at": "2023-11-14T22:13:20.000Z", "never": null, "bytes": ["AQID"], "big": 12 });
        assert_eq!(json(&value), expected);
    }

    #[test]
    fn what_a_server_says_of_an_error_is_cleaned() {
        let long = format!("\u{1b}[2J{}", "x".repeat(10_000));
        assert_eq!(cleaned(&long, &[]).chars().count(), MAX_TEXT + 1);
        assert_eq!(cleaned("no Bearer abcdef for abcdef", &["abcdef".into()]), "no Bearer [redacted] for [redacted]");
    }
}
