//! TypeScript declarations of the tools and the language's rules, for a system prompt.

use std::fmt::Write as _;

use enclave_contract::{Language, Settings};
use serde_json::{Map, Value as Json};

use crate::tools::ToolTable;

/// Levels of nesting that a type is written with.
const MAX_DEPTH: usize = 8;

/// The text for a system prompt.
pub(crate) fn tool_prompt(tools: &ToolTable, settings: &Settings) -> String {
    let mut text = String::from(
        "Write one JavaScript script. It runs as the body of an async function: `await` and `return` work at the top.\n",
    );
    text += "Without a `return`, the value of the last expression is the result.\n";
    let rules = match settings.language {
        Language::Agentscript => {
            "Use `const`, `let`, `if`, `switch`, `for`, `for...of`, `try`, arrow functions, templates and the methods of \
             arrays, strings, numbers, `Object`, `Math`, `JSON` and `Date`. There are no function declarations, classes, \
             `while`, `this`, regular expressions, `Promise`, `Map` or `Set`; use `parallel([() => …])` for several calls at once.\n"
        }
        Language::Javascript => {
            "Modern JavaScript or TypeScript works. There is no `import`, `require`, `fetch`, file system or timer beyond \
             `sleep(ms)` and `setTimeout`; everything outside comes through the tools.\n"
        }
    };
    text += rules;
    let limits = &settings.limits;
    let _ = writeln!(
        text,
        "Limits: {} s, {} tool calls ({} at once), {} loop turns. A failed call throws an `Error` with `message` and `code`.",
        limits.timeout_ms as f64 / 1e3,
        limits.max_tool_calls,
        limits.max_concurrent_calls,
        limits.max_iterations
    );
    text += "\n```typescript\n";
    if !tools.specs().is_empty() {
        text += "declare const tools: {\n";
        namespace(tools, &tools.paths().collect::<Vec<_>>(), 0, &mut text);
        text += "};\n";
    }
    let names: Vec<String> = tools.specs().iter().map(|spec| format!("{:?}", spec.name)).collect();
    let name = if tools.any() || names.is_empty() { "string".to_owned() } else { names.join(" | ") };
    let _ = writeln!(
        text,
        "/** Calls a tool by its name. */\ndeclare function callTool(name: {name}, args: object): Promise<any>;"
    );
    text += "/** Runs functions at once, at most `concurrency` at a time; their results in order. */\n";
    text += "declare function parallel<T>(thunks: (() => Promise<T>)[], options?: { concurrency?: number }): Promise<T[]>;\n";
    text += "/** Gives a part of the result before the end. */\ndeclare function emit(value: any): void;\ndeclare function sleep(ms: number): Promise<void>;\ndeclare const context: any;\n```\n";
    text
}

/// The tools and namespaces at one level; the paths are sorted.
fn namespace(tools: &ToolTable, paths: &[(Vec<&str>, &str)], depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth + 1);
    let mut rest = paths;
    while let Some(((path, name), _)) = rest.split_first() {
        let Some(key) = path.get(depth) else { return };
        let same = rest.iter().take_while(|(path, _)| path.get(depth) == Some(key)).count();
        let (group, after) = rest.split_at(same);
        rest = after;
        if path.len() > depth + 1 {
            let _ = writeln!(text, "{indent}{key}: {{");
            namespace(tools, group, depth + 1, text);
            let _ = writeln!(text, "{indent}}};");
            continue;
        }
        let Some(spec) = tools.resolve(path) else { continue };
        doc(&spec.description, &indent, text);
        let input = spec.input_schema.as_ref();
        let args = input.map_or_else(|| "object".to_owned(), |schema| type_text(schema, schema));
        let required = input
            .is_none_or(|schema| schema.get("required").and_then(Json::as_array).is_some_and(|list| !list.is_empty()));
        let mark = if required { "" } else { "?" };
        let result = spec.output_schema.as_ref().map_or_else(|| "any".to_owned(), |schema| type_text(schema, schema));
        let comment = if *name == path.join(".") { String::new() } else { format!("  // callTool({name:?}, args)") };
        let _ = writeln!(text, "{indent}{key}(args{mark}: {args}): Promise<{result}>;{comment}");
    }
}

fn doc(description: &str, indent: &str, text: &mut String) {
    let description = description.trim().replace("*/", "* /");
    if description.is_empty() {
        return;
    }
    let lines: Vec<&str> = description.lines().map(str::trim).collect();
    if let [line] = lines.as_slice() {
        let _ = writeln!(text, "{indent}/** {line} */");
        return;
    }
    let _ = writeln!(text, "{indent}/**");
    for line in lines {
        let _ = writeln!(text, "{indent} * {line}");
    }
    let _ = writeln!(text, "{indent} */");
}

/// A part of a JSON Schema as a TypeScript type.
pub(crate) fn type_text(schema: &Json, root: &Json) -> String {
    type_of(schema, root, 0)
}

/// A JSON Schema as a TypeScript type.
fn type_of(schema: &Json, root: &Json, depth: usize) -> String {
    let Some(object) = schema.as_object() else { return "any".to_owned() };
    if depth >= MAX_DEPTH {
        return "any".to_owned();
    }
    if let Some(target) =
        object.get("$ref").and_then(Json::as_str).and_then(|path| root.pointer(path.strip_prefix('#')?))
    {
        return type_of(target, root, depth + 1);
    }
    if let Some(value) = object.get("const") {
        return value.to_string();
    }
    if let Some(values) = object.get("enum").and_then(Json::as_array) {
        return union(values.iter().map(ToString::to_string));
    }
    if let Some(variants) = ["anyOf", "oneOf"].iter().find_map(|key| object.get(*key)?.as_array()) {
        return union(variants.iter().map(|variant| type_of(variant, root, depth + 1)));
    }
    match object.get("type") {
        Some(Json::Array(types)) => {
            union(types.iter().filter_map(Json::as_str).map(|name| named(name, object, root, depth)))
        }
        Some(Json::String(name)) => named(name, object, root, depth),
        _ if object.contains_key("properties") => named("object", object, root, depth),
        _ => "any".to_owned(),
    }
}

fn named(name: &str, schema: &Map<String, Json>, root: &Json, depth: usize) -> String {
    match name {
        "string" => "string".to_owned(),
        "number" | "integer" => "number".to_owned(),
        "boolean" => "boolean".to_owned(),
        "null" => "null".to_owned(),
        "array" => {
            let item = schema.get("items").map_or_else(|| "any".to_owned(), |items| type_of(items, root, depth + 1));
            if item.contains(['|', ' ']) && !item.starts_with('{') {
                format!("({item})[]")
            } else {
                format!("{item}[]")
            }
        }
        "object" => members(schema, root, depth),
        _ => "any".to_owned(),
    }
}

fn members(schema: &Map<String, Json>, root: &Json, depth: usize) -> String {
    let empty = Map::new();
    let properties = schema.get("properties").and_then(Json::as_object).unwrap_or(&empty);
    let required: Vec<&str> = schema
        .get("required")
        .and_then(Json::as_array)
        .map(|list| list.iter().filter_map(Json::as_str).collect())
        .unwrap_or_default();
    if properties.is_empty() {
        let item = schema.get("additionalProperties").filter(|item| item.is_object());
        return item
            .map_or_else(|| "object".to_owned(), |item| format!("Record<string, {}>", type_of(item, root, depth + 1)));
    }
    let members: Vec<String> = properties
        .iter()
        .map(|(key, member)| {
            let mark = if required.contains(&key.as_str()) { "" } else { "?" };
            let plain = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                && !key.starts_with(|c: char| c.is_ascii_digit());
            let key = if plain && !key.is_empty() { key.clone() } else { format!("{key:?}") };
            let note = member
                .get("description")
                .and_then(Json::as_str)
                .map(|text| text.lines().next().unwrap_or("").replace("*/", "* /"));
            let note = note.filter(|note| !note.is_empty()).map(|note| format!(" /* {note} */")).unwrap_or_default();
            format!("{key}{mark}: {}{note}", type_of(member, root, depth + 1))
        })
        .collect();
    format!("{{ {} }}", members.join("; "))
}

fn union(types: impl Iterator<Item = String>) -> String {
    let mut seen: Vec<String> = Vec::new();
    for name in types {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    if seen.is_empty() { "never".to_owned() } else { seen.join(" | ") }
}

#[cfg(test)]
mod tests {
    use enclave_contract::{Config, Level, ToolSpec};

    use super::*;

    #[test]
    fn tools_are_declared_with_their_types() {
        let list = ToolSpec {
            description: "List the users that have a role.".to_owned(),
            input_schema: Some(serde_json::json!({
                "type": "object",
                "properties": {
                    "role": { "enum": ["admin", "user"], "description": "Whose role" },
                    "limit": { "type": "integer" },
                    "tags": { "type": "array", "items": { "anyOf": [{ "type": "string" }, { "type": "null" }] } },
                    "filter": { "$ref": "#/$defs/Filter" },
                },
                "required": ["role"],
                "$defs": { "Filter": { "type": "object", "properties": { "a-b": { "type": "boolean" } } } },
            })),
            output_schema: Some(
                serde_json::json!({ "type": "array", "items": { "type": "object", "additionalProperties": { "type": "number" } } }),
            ),
            ..ToolSpec::new("users:list")
        };
        let tools = ToolTable::new(vec![list, ToolSpec::new("ping")], false).unwrap();
        let settings = Settings::new(&Config { level: Level::Strict, ..Config::default() }).unwrap();
        insta::assert_snapshot!(tool_prompt(&tools, &settings));
    }
}
