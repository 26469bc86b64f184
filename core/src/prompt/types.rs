//! JSON Schemas as TypeScript types. Schemas may come from anywhere: a type is bounded in depth and size.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use crate::schema;

/// Levels of nesting that a type is written with.
const MAX_DEPTH: usize = 12;
/// Parts that a type is made of.
const MAX_PARTS: usize = 400;
/// Values that an enumeration shows, and characters of one.
const MAX_VALUES: usize = 40;
const MAX_LITERAL: usize = 120;
/// Characters of a member's comment.
const MAX_NOTE: usize = 300;

/// Writes types, and the declarations that recursive ones need.
#[derive(Debug)]
pub(crate) struct Types<'s> {
    root: &'s Json,
    /// Whether members have comments.
    notes: bool,
    depth: usize,
    parts: usize,
    /// References that are being written, and whether they came up again inside.
    open: Vec<(String, bool)>,
    /// Names of the recursive ones.
    names: BTreeMap<String, String>,
    prefix: String,
    pub(crate) declarations: Vec<String>,
}

/// A part of a JSON Schema as a TypeScript type on one line.
pub(crate) fn type_text(schema: &Json, root: &Json) -> String {
    let mut types = Types::new(root, "T", true);
    types.write(schema)
}

impl<'s> Types<'s> {
    /// Types within a root. What needs a name gets one that begins with `prefix`.
    pub(crate) fn new(root: &'s Json, prefix: &str, notes: bool) -> Self {
        Self {
            root,
            notes,
            depth: MAX_DEPTH,
            parts: MAX_PARTS,
            open: Vec::new(),
            names: BTreeMap::new(),
            prefix: prefix.to_owned(),
            declarations: Vec::new(),
        }
    }

    /// The same with so many levels of nesting.
    pub(crate) fn shallow(self, depth: usize) -> Self {
        Self { depth, ..self }
    }

    /// A schema as a type.
    pub(crate) fn write(&mut self, schema: &Json) -> String {
        let Some(object) = schema.as_object() else { return "unknown".to_owned() };
        if self.depth == 0 || self.parts == 0 {
            return "unknown".to_owned();
        }
        self.depth -= 1;
        self.parts -= 1;
        let text = self.written(object);
        self.depth += 1;
        text
    }

    fn written(&mut self, schema: &Map<String, Json>) -> String {
        let mut all: Vec<String> = Vec::new();
        if let Some(path) = schema.get("$ref").and_then(Json::as_str) {
            all.push(self.referred(path));
        } else if let Some(value) = schema.get("const") {
            all.push(literal(value));
        } else if let Some(values) = schema.get("enum").and_then(Json::as_array) {
            let more = (values.len() > MAX_VALUES).then(|| "string".to_owned());
            all.push(union(values.iter().take(MAX_VALUES).map(literal).chain(more)));
        } else {
            all.extend(self.by_type(schema));
        }
        for key in ["anyOf", "oneOf"] {
            if let Some(variants) = schema.get(key).and_then(Json::as_array) {
                let variants: Vec<String> =
                    variants.iter().take(MAX_VALUES).map(|variant| self.write(variant)).collect();
                all.push(union(variants.into_iter()));
            }
        }
        if let Some(parts) = schema.get("allOf").and_then(Json::as_array) {
            all.extend(parts.iter().take(MAX_VALUES).map(|part| self.write(part)));
        }
        all.retain(|text| text != "unknown");
        all.dedup();
        let text = match all.as_slice() {
            [] => "unknown".to_owned(),
            [one] => one.clone(),
            several => several.iter().map(|text| grouped(text)).collect::<Vec<_>>().join(" & "),
        };
        if schema.get("nullable") == Some(&Json::Bool(true)) {
            union([text, "null".to_owned()].into_iter())
        } else {
            text
        }
    }

    fn by_type(&mut self, schema: &Map<String, Json>) -> Option<String> {
        match schema.get("type") {
            Some(Json::Array(types)) => {
                let texts: Vec<String> =
                    types.iter().filter_map(Json::as_str).map(|name| self.named(name, schema)).collect();
                Some(union(texts.into_iter()))
            }
            Some(Json::String(name)) => Some(self.named(name, schema)),
            _ if schema.contains_key("properties") || schema.contains_key("patternProperties") => {
                Some(self.named("object", schema))
            }
            _ if schema.contains_key("items") || schema.contains_key("prefixItems") => {
                Some(self.named("array", schema))
            }
            _ => None,
        }
    }

    fn named(&mut self, name: &str, schema: &Map<String, Json>) -> String {
        match name {
            "string" | "boolean" | "null" | "number" => name.to_owned(),
            "integer" => "number".to_owned(),
            "array" => self.list(schema),
            "object" => self.members(schema),
            _ => "unknown".to_owned(),
        }
    }

    fn list(&mut self, schema: &Map<String, Json>) -> String {
        let items = schema.get("items");
        let tuple = schema.get("prefixItems").or_else(|| items.filter(|items| items.is_array()));
        if let Some(first) = tuple.and_then(Json::as_array) {
            let least = schema.get("minItems").and_then(Json::as_u64).unwrap_or(first.len() as u64);
            let mut parts: Vec<String> = Vec::new();
            for (index, part) in first.iter().take(MAX_VALUES).enumerate() {
                let mark = if (index as u64) < least { "" } else { "?" };
                parts.push(format!("{}{mark}", grouped(&self.write(part))));
            }
            match items {
                Some(rest) if rest.is_object() => parts.push(format!("...{}[]", grouped(&self.write(rest)))),
                _ => {}
            }
            return format!("[{}]", parts.join(", "));
        }
        let item = items.map_or_else(|| "unknown".to_owned(), |items| self.write(items));
        format!("{}[]", grouped(&item))
    }

    fn members(&mut self, schema: &Map<String, Json>) -> String {
        let properties = schema.get("properties").and_then(Json::as_object);
        let required: Vec<&str> = schema
            .get("required")
            .and_then(Json::as_array)
            .map(|list| list.iter().filter_map(Json::as_str).collect())
            .unwrap_or_default();
        let mut members = Vec::new();
        let mut left_out = false;
        for (name, member) in properties.into_iter().flatten() {
            if self.parts == 0 {
                left_out = true;
                break;
            }
            let mark = if required.contains(&name.as_str()) { "" } else { "?" };
            let text = self.write(member);
            let note = if self.notes { note(member, self.root) } else { String::new() };
            members.push(format!("{}{mark}: {text}{note}", key(name)));
        }
        let rest: Vec<&Json> = schema
            .get("additionalProperties")
            .filter(|rest| rest.is_object())
            .into_iter()
            .chain(schema.get("patternProperties").and_then(Json::as_object).into_iter().flat_map(Map::values))
            .collect();
        let named = if members.is_empty() { None } else { Some(format!("{{ {} }}", members.join("; "))) };
        if rest.is_empty() && !left_out {
            let closed = schema.get("additionalProperties") == Some(&Json::Bool(false));
            return named.unwrap_or_else(|| if closed { "{}".to_owned() } else { "object".to_owned() });
        }
        let texts: Vec<String> = rest.iter().take(MAX_VALUES).map(|rest| self.write(rest)).collect();
        let record = if left_out { "unknown".to_owned() } else { union(texts.into_iter()) };
        let record = format!("Record<string, {record}>");
        named.map_or_else(|| record.clone(), |named| format!("{named} & {record}"))
    }

    /// What a reference stands for; one that comes up in itself gets a name.
    fn referred(&mut self, path: &str) -> String {
        if let Some(name) = self.names.get(path) {
            return name.clone();
        }
        if self.open.iter().any(|(open, _)| open == path) {
            let name = self.name_of(path);
            self.names.insert(path.to_owned(), name.clone());
            return name;
        }
        let target = path.strip_prefix('#').and_then(|pointer| self.root.pointer(pointer));
        let Some(target) = target else { return "unknown".to_owned() };
        self.open.push((path.to_owned(), false));
        let text = self.write(target);
        self.open.pop();
        match self.names.get(path) {
            Some(name) => {
                self.declarations.push(format!("type {name} = {text};"));
                name.clone()
            }
            None => text,
        }
    }

    fn name_of(&self, path: &str) -> String {
        let last = path.rsplit('/').next().unwrap_or_default();
        let last: String = last.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
        let name = format!("{}{}", self.prefix, capitalized(&last));
        if self.names.values().any(|other| *other == name) { format!("{name}{}", self.names.len()) } else { name }
    }
}

/// With its first letter large.
pub(crate) fn capitalized(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map(|first| first.to_ascii_uppercase().to_string() + characters.as_str()).unwrap_or_default()
}

/// A type that can stand in front of `[]` or beside `&`.
fn grouped(text: &str) -> String {
    let mut depth = 0_usize;
    let mut in_text = false;
    let mut escaped = false;
    let loose = text.chars().any(|c| {
        if in_text {
            in_text = escaped || c != '"';
            escaped = !escaped && c == '\\';
            return false;
        }
        match c {
            '"' => in_text = true,
            '{' | '[' | '(' | '<' => depth += 1,
            '}' | ']' | ')' | '>' => depth = depth.saturating_sub(1),
            '|' | '&' if depth == 0 => return true,
            _ => {}
        }
        false
    });
    if loose { format!("({text})") } else { text.to_owned() }
}

/// A value as a literal type. What is long, or no literal type, is its kind.
fn literal(value: &Json) -> String {
    match value {
        Json::String(text) if text.chars().count() > MAX_LITERAL => "string".to_owned(),
        Json::Array(_) => "unknown[]".to_owned(),
        Json::Object(_) => "object".to_owned(),
        Json::String(text) => quoted(text),
        value => value.to_string(),
    }
}

/// A text as a literal; characters that a reader does not see are escaped.
pub(crate) fn quoted(text: &str) -> String {
    let json = Json::from(text).to_string();
    json.chars().map(|c| if is_unseen(c) { c.escape_unicode_16() } else { c.to_string() }).collect()
}

trait Escaped {
    /// As JavaScript escapes it: `\u200b`.
    fn escape_unicode_16(self) -> String;
}

impl Escaped for char {
    fn escape_unicode_16(self) -> String {
        let mut units = [0; 2];
        self.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect()
    }
}

/// A name as a member's key.
fn key(name: &str) -> String {
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && name.starts_with(|c: char| !c.is_ascii_digit());
    if plain { name.to_owned() } else { quoted(name) }
}

/// What the schema says of a member besides its type.
fn note(member: &Json, root: &Json) -> String {
    let mut parts: Vec<String> = Vec::new();
    let description = member.get("description").and_then(Json::as_str).unwrap_or_default();
    parts.push(plain_line(description));
    parts.push(schema::bounds(schema::resolved(root, member)));
    if let Some(default) = member.get("default").filter(|default| !default.is_null()) {
        parts.push(format!("default {default}"));
    }
    parts.retain(|part| !part.is_empty());
    let text = enclave_contract::shortened(&plain_line(&parts.join("; ")), MAX_NOTE);
    if text.is_empty() { text } else { format!(" /* {text} */") }
}

/// A text on one line that cannot end a comment or hide anything in it.
pub(crate) fn plain_line(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    seen(&words)
}

/// A text without what a reader does not see, and without the end of a comment.
pub(crate) fn seen(text: &str) -> String {
    let text: String = text.chars().filter(|c| *c == '\n' || !is_unseen(*c)).collect();
    text.replace("*/", "* /").replace("```", "` ` `")
}

/// Control characters, and those that are invisible or turn the direction of a text.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn union(types: impl Iterator<Item = String>) -> String {
    let mut seen: Vec<String> = Vec::new();
    for name in types {
        if name == "unknown" {
            return name;
        }
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    if seen.is_empty() { "never".to_owned() } else { seen.join(" | ") }
}
