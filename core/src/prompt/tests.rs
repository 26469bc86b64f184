use enclave_contract::{Config, Level, Value};
use oxc::{allocator::Allocator, parser::Parser, span::SourceType};
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::Enclave;

fn users() -> Vec<ToolSpec> {
    let list = ToolSpec {
        description: "List the users that have a role.".to_owned(),
        input_schema: Some(json!({
            "type": "object",
            "properties": {
                "role": { "enum": ["admin", "user"], "description": "Whose role */ alert()\u{202e}" },
                "limit": { "type": "integer", "minimum": 1, "maximum": 100, "default": 10 },
                "tags": { "type": "array", "items": { "anyOf": [{ "type": "string" }, { "type": "null" }] } },
                "filter": { "$ref": "#/$defs/Filter" },
                "point": { "type": "array", "prefixItems": [{ "type": "number" }, { "type": "number" }], "items": { "type": "string" } },
            },
            "required": ["role"],
            "$defs": {
                "Filter": {
                    "type": "object",
                    "properties": { "a-b": { "type": "boolean" }, "and": { "type": "array", "items": { "$ref": "#/$defs/Filter" } } },
                },
            },
        })),
        output_schema: Some(
            json!({ "type": "array", "items": { "type": "object", "additionalProperties": { "type": "number" } } }),
        ),
        ..ToolSpec::new("users:list")
    };
    let export = ToolSpec {
        description: "Export everything.\n\nTakes a while.".to_owned(),
        output_schema: Some(
            json!({ "allOf": [{ "$ref": "#/$defs/A" }, { "type": "object", "properties": { "b": {} } }],
            "$defs": { "A": { "type": "object", "properties": { "a": { "type": "string", "nullable": true } }, "required": ["a"] } } }),
        ),
        by_reference: true,
        ..ToolSpec::new("crm/export-all")
    };
    vec![list, export, ToolSpec::new("ping")]
}

fn prompt(level: Level, tools: Vec<ToolSpec>, options: &PromptOptions) -> String {
    let table = ToolTable::new(tools, false).unwrap();
    let settings = Settings::new(&Config { level, ..Config::default() }).unwrap();
    tool_prompt(&table, &settings, options)
}

fn parses(text: &str) -> Result<(), String> {
    for block in text.split("```typescript\n").skip(1) {
        let code = block.split("\n```").next().unwrap();
        let allocator = Allocator::default();
        let parsed = Parser::new(&allocator, code, SourceType::ts()).parse();
        if let Some(error) = parsed.diagnostics.first() {
            return Err(format!("{error:?} in\n{code}"));
        }
    }
    Ok(())
}

#[test]
fn tools_are_declared_with_their_types() {
    let text = prompt(Level::Strict, users(), &PromptOptions::default());
    parses(&text).unwrap();
    insta::assert_snapshot!(text);
}

#[test]
fn tools_are_listed() {
    let options = PromptOptions { style: PromptStyle::Compact, ..PromptOptions::default() };
    insta::assert_snapshot!(prompt(Level::Standard, users(), &options));
}

#[test]
fn tools_are_chosen_by_name() {
    let options = PromptOptions { tools: Some(vec!["users:*".into(), "pin?".into()]), ..PromptOptions::default() };
    let text = prompt(Level::Standard, users(), &options);
    assert!(text.contains("list(args") && text.contains("ping(args") && !text.contains("export"));
    assert!(text.contains("1 more tools are not described here: `await search_tools('words')`"));
}

#[test]
fn a_budget_is_kept_step_by_step() {
    let tools: Vec<ToolSpec> = (0..40)
        .flat_map(|n| users().into_iter().map(move |spec| ToolSpec { name: format!("{}{n}", spec.name), ..spec }))
        .collect();
    let whole = prompt(Level::Standard, tools.clone(), &PromptOptions::default());
    for style in [PromptStyle::Typescript, PromptStyle::Compact] {
        for budget in [0, 1, 100, 700, 900, 1_500, 3_000, 8_000, 12_000, 20_000, 30_000, 1_000_000] {
            let options = PromptOptions { style, budget_chars: Some(budget), tools: None };
            let text = prompt(Level::Standard, tools.clone(), &options);
            assert!(text.chars().count() as u64 <= budget, "{budget}");
            if budget >= 1_500 {
                parses(&text).unwrap();
            }
            if (1_500..=3_000).contains(&budget) {
                assert!(text.contains("more tools are not described here"), "{budget}: {text}");
            }
            if budget == 1_000_000 && style == PromptStyle::Typescript {
                assert_eq!(text, whole);
            }
        }
    }
}

#[test]
fn the_example_passes_the_layers_of_its_own_enclave() {
    for level in [Level::Strict, Level::Standard] {
        let config = Config {
            level,
            isolation: Some(enclave_contract::Isolation::InProcess),
            tools: users(),
            ..Config::default()
        };
        let enclave = Enclave::new(config, Value::Null).unwrap();
        let text = enclave.tool_prompt(&PromptOptions::default());
        let example = text.split("```javascript\n").nth(1).unwrap().split("```").next().unwrap();
        let report = enclave.check(example);
        assert!(report.ok, "{report}\n{example}");
    }
}

fn schemas() -> impl Strategy<Value = Json> {
    let name = prop_oneof![Just("$ref".to_owned()), "[a-zA-Z0-9_ \"'*/`\\\\-]{0,8}", ".{0,6}"];
    let leaf = prop_oneof![
        Just(json!({})),
        Just(json!(true)),
        Just(json!({ "$ref": "#" })),
        Just(json!({ "$ref": "#/$defs/A" })),
        Just(json!({ "$ref": "#/properties/a/items" })),
        ".{0,12}".prop_map(|text| json!({ "const": text, "description": "*/ x" })),
        (".{0,12}", any::<f64>()).prop_map(|(text, number)| json!({ "enum": [text, number, null, [1], {}] })),
        ".{0,40}".prop_map(|text| json!({ "type": "string", "description": text, "default": text, "pattern": text })),
        Just(json!({ "type": ["integer", "null", "strange"] })),
    ];
    leaf.prop_recursive(5, 40, 4, move |inner| {
        let named = prop::collection::vec((name.clone(), inner.clone()), 0..4)
            .prop_map(|members| members.into_iter().collect::<serde_json::Map<_, _>>());
        let many = prop::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            (named.clone(), prop::option::of(inner.clone())).prop_map(|(members, rest)| {
                json!({ "type": "object", "properties": members, "required": ["a"], "additionalProperties": rest, "$defs": { "A": members } })
            }),
            named.prop_map(|members| json!({ "patternProperties": members })),
            inner.clone().prop_map(|items| json!({ "type": "array", "items": items })),
            (many.clone(), inner).prop_map(|(first, rest)| json!({ "prefixItems": first, "items": rest, "minItems": 1 })),
            many.clone().prop_map(|variants| json!({ "anyOf": variants })),
            many.clone().prop_map(|variants| json!({ "oneOf": variants, "type": "string" })),
            many.prop_map(|parts| json!({ "allOf": parts, "nullable": true })),
        ]
    })
}

proptest! {
    #[test]
    fn any_schema_is_a_type(schema in schemas(), notes in any::<bool>()) {
        let mut types = Types::new(&schema, "Tool", notes);
        let text = types.write(&schema);
        let code = format!("```typescript\n{}\ndeclare const it: {text};\n```", types.declarations.join("\n"));
        prop_assert!(parses(&code).is_ok(), "{:?}", parses(&code));
        prop_assert!(text.chars().count() < 200_000);
    }

    #[test]
    fn any_description_is_a_comment(description in ".{0,200}", member in "\\PC{0,100}") {
        let schema = json!({ "type": "object", "properties": { "a": { "description": member } } });
        let spec = ToolSpec { description, input_schema: Some(schema), ..ToolSpec::new("it") };
        let text = prompt(Level::Standard, vec![spec], &PromptOptions::default());
        prop_assert!(parses(&text).is_ok(), "{:?}", parses(&text));
    }
}
