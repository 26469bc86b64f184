//! JSON Schemas of tools: arguments are checked before the host sees a call, and before the script runs as far as they
//! are written out in it.

use enclave_contract::Value;
use jsonschema::{ValidationError, error::ValidationErrorKind};
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
            .misfits(&json)
            .into_iter()
            .map(|misfit| {
                let place = misfit.place();
                if place.is_empty() { misfit.message } else { format!("`{place}`: {}", misfit.message) }
            })
            .collect();
        if findings.is_empty() { Ok(()) } else { Err(findings.join("; ")) }
    }

    /// The first ways in which a value does not fit.
    pub(crate) fn misfits(&self, json: &Json) -> Vec<Misfit> {
        self.0.iter_errors(json).take(MAX_FINDINGS).map(|error| Misfit::new(&error)).collect()
    }
}

/// One way in which a value does not fit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Misfit {
    /// Where, as keys and indices.
    pub(crate) path: Vec<String>,
    /// The schema's word that it does not fit.
    pub(crate) keyword: String,
    /// What is wrong.
    pub(crate) message: String,
    /// The member that is missing.
    pub(crate) missing: Option<String>,
    /// The members that may not be there.
    pub(crate) unexpected: Vec<String>,
    /// Members that are missing where those are too many.
    pub(crate) instead: Vec<String>,
}

impl Misfit {
    fn new(error: &ValidationError<'_>) -> Self {
        let (mut missing, mut unexpected) = (None, Vec::new());
        match error.kind() {
            ValidationErrorKind::Required { property } => missing = property.as_str().map(str::to_owned),
            ValidationErrorKind::AdditionalProperties { unexpected: names } => unexpected.clone_from(names),
            _ => {}
        }
        let pointer = error.instance_path().as_str();
        let path = pointer.split('/').skip(1).map(|part| part.replace("~1", "/").replace("~0", "~")).collect();
        Self {
            path,
            keyword: error.kind().keyword().to_owned(),
            message: message(error),
            missing,
            unexpected,
            instead: Vec::new(),
        }
    }

    /// The path as a script writes it: `items[3].owner`.
    pub(crate) fn place(&self) -> String {
        place(&self.path)
    }
}

/// Characters of a message.
const MAX_MESSAGE: usize = 300;

/// What is wrong, without the value where that is long.
fn message(error: &ValidationError<'_>) -> String {
    let text = error.to_string();
    if text.len() <= MAX_MESSAGE {
        return text;
    }
    enclave_contract::shortened(&error.masked_with("the value").to_string(), MAX_MESSAGE)
}

/// References that are followed.
const MAX_REFERENCES: u32 = 16;

/// The schema behind references within its root, and without the `null` that it may be besides.
pub(crate) fn resolved<'s>(root: &'s Json, schema: &'s Json) -> &'s Json {
    let mut schema = schema;
    for _ in 0..MAX_REFERENCES {
        let target = schema.get("$ref").and_then(Json::as_str).and_then(|path| root.pointer(path.strip_prefix('#')?));
        let variants = ["anyOf", "oneOf"].iter().find_map(|key| schema.get(*key)?.as_array());
        let only = variants.and_then(|variants| {
            let mut others = variants.iter().filter(|variant| variant.get("type") != Some(&Json::from("null")));
            others.next().filter(|_| others.next().is_none())
        });
        match target.or(only) {
            Some(next) => schema = next,
            None => break,
        }
    }
    schema
}

/// The members that an object's schema names.
pub(crate) fn members<'s>(root: &'s Json, schema: &'s Json) -> impl Iterator<Item = (&'s str, &'s Json)> {
    let members = resolved(root, schema).get("properties").and_then(Json::as_object);
    members.into_iter().flatten().map(|(name, schema)| (name.as_str(), schema))
}

/// The schema of a member.
pub(crate) fn member<'s>(root: &'s Json, schema: &'s Json, name: &str) -> Option<&'s Json> {
    resolved(root, schema).get("properties")?.get(name)
}

/// The schema of the part at a path.
pub(crate) fn at<'s>(root: &'s Json, path: &[String]) -> Option<&'s Json> {
    path.iter()
        .try_fold(root, |schema, part| member(root, schema, part).or_else(|| resolved(root, schema).get("items")))
}

/// Whether an object may have no members but those that its schema names.
pub(crate) fn is_closed(schema: &Json) -> bool {
    schema.get("additionalProperties") == Some(&Json::Bool(false))
}

/// Whether an object's schema speaks of members that it does not name.
pub(crate) fn is_open(schema: &Json) -> bool {
    let speaks = |key| schema.get(key).is_some_and(|value| *value != Json::Bool(false));
    ["additionalProperties", "patternProperties", "unevaluatedProperties", "allOf", "anyOf", "oneOf", "$ref", "if"]
        .into_iter()
        .any(speaks)
}

/// The bounds that a schema sets, in words.
pub(crate) fn bounds(schema: &Json) -> String {
    const WORDS: [(&str, &str, &str); 9] = [
        ("minimum", "at least ", ""),
        ("exclusiveMinimum", "more than ", ""),
        ("maximum", "at most ", ""),
        ("exclusiveMaximum", "less than ", ""),
        ("multipleOf", "a multiple of ", ""),
        ("minLength", "at least ", " characters"),
        ("maxLength", "at most ", " characters"),
        ("minItems", "at least ", " items"),
        ("maxItems", "at most ", " items"),
    ];
    let whole = (schema.get("type") == Some(&Json::from("integer"))).then(|| "a whole number".to_owned());
    let bounds = WORDS.iter().filter_map(|(key, before, after)| Some(format!("{before}{}{after}", schema.get(*key)?)));
    let mut words: Vec<String> = whole.into_iter().chain(bounds).collect();
    for (key, before) in [("pattern", "matching "), ("format", "in the format ")] {
        words.extend(schema.get(key).and_then(Json::as_str).map(|text| format!("{before}{text}")));
    }
    words.join(", ")
}

/// `/items/3/owner` as `items[3].owner`.
pub(crate) fn place(path: &[String]) -> String {
    let mut text = String::new();
    for part in path {
        if !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) {
            text.push('[');
            text.push_str(part);
            text.push(']');
        } else {
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(part);
        }
    }
    text
}

/// The value as the schema's author thinks of it: dates and bytes are texts, large integers are integers.
fn checkable(value: &Value) -> Json {
    match value {
        Value::Date(time) => Json::String(enclave_sandbox::iso_date(*time)),
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
