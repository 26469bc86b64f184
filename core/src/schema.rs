//! JSON Schemas of tools: arguments are checked before the host sees a call.

use enclave_contract::Value;
use serde_json::Value as Json;

/// Findings of one check that are told.
const MAX_FINDINGS: usize = 5;

/// A schema that is ready to check values.
#[derive(Debug)]
pub(crate) struct Schema(jsonschema::Validator);

impl Schema {
    /// Prepares a schema. References outside of it are refused, since nothing may be fetched.
    pub(crate) fn new(schema: &Json) -> Result<Self, String> {
        jsonschema::draft202012::options().build(schema).map(Self).map_err(|error| error.to_string())
    }

    /// What does not fit, by path; nothing when the value fits.
    pub(crate) fn check(&self, value: &Value) -> Result<(), String> {
        let json = checkable(value);
        let findings: Vec<String> = self
            .0
            .iter_errors(&json)
            .take(MAX_FINDINGS)
            .map(|error| {
                let path = path(error.instance_path().as_str());
                if path.is_empty() { error.to_string() } else { format!("`{path}`: {error}") }
            })
            .collect();
        if findings.is_empty() { Ok(()) } else { Err(findings.join("; ")) }
    }
}

/// `/items/3/owner` as `items[3].owner`.
fn path(pointer: &str) -> String {
    let mut text = String::new();
    for part in pointer.split('/').skip(1) {
        if !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) {
            text.push('[');
            text.push_str(part);
            text.push(']');
        } else {
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(&part.replace("~1", "/").replace("~0", "~"));
        }
    }
    text
}

/// The value as the schema's author thinks of it: dates and bytes are texts, large integers are integers.
fn checkable(value: &Value) -> Json {
    match value {
        Value::Date(time) => Json::String(crate::sandbox::iso_date(*time)),
        Value::Bytes(bytes) => Json::String(String::from_utf8_lossy(bytes).into_owned()),
        Value::BigInt(digits) => match (digits.parse::<i64>(), digits.parse::<f64>()) {
            (Ok(integer), _) => Json::from(integer),
            (_, Ok(number)) => serde_json::Number::from_f64(number).map_or(Json::Null, Json::Number),
            _ => Json::Null,
        },
        Value::Array(items) => Json::Array(items.iter().map(checkable).collect()),
        Value::Object(entries) => entries
            .iter()
            .filter(|(_, value)| !matches!(value, Value::Undefined))
            .map(|(key, value)| (key.clone(), checkable(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        plain => plain.to_json(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_name_the_path_and_the_rule() {
        let schema = serde_json::json!({
            "type": "object",
            "properties": {
                "role": { "type": "string" },
                "limit": { "type": "integer", "maximum": 100 },
                "tags": { "type": "array", "items": { "type": "string" } },
                "since": { "type": "string", "format": "date-time" },
            },
            "required": ["role"],
            "additionalProperties": false,
        });
        let schema = Schema::new(&schema).unwrap();
        let object = |entries: &[(&str, Value)]| {
            Value::Object(entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
        };
        let text = |text: &str| Value::String(text.to_owned());
        assert_eq!(schema.check(&object(&[("role", text("a")), ("since", Value::Date(0.0))])), Ok(()));
        assert_eq!(schema.check(&object(&[])), Err("\"role\" is a required property".to_owned()));
        assert_eq!(
            schema.check(&object(&[
                ("role", text("a")),
                ("limit", Value::Number(500.0)),
                ("tags", Value::Array(vec![text("x"), Value::Number(1.0)])),
            ])),
            Err("`limit`: 500 is greater than the maximum of 100; `tags[1]`: 1 is not of type \"string\"".to_owned())
        );
        assert_eq!(
            schema.check(&object(&[("role", text("a")), ("rol", text("b"))])),
            Err("Additional properties are not allowed ('rol' was unexpected)".to_owned())
        );
    }

    #[test]
    fn a_schema_that_is_none_or_refers_outside_is_refused() {
        assert!(Schema::new(&serde_json::json!({ "type": "strange" })).is_err());
        assert!(Schema::new(&serde_json::json!({ "$ref": "https://example.com/schema.json" })).is_err());
    }
}
