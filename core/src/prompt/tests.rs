use enclave_contract::{Config, Level, Value};
use oxc::{allocator::Allocator, parser::Parser, semantic::SemanticBuilder, span::SourceType};
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
        let program = allocator.alloc(parsed.program);
        let checked = SemanticBuilder::new().with_check_syntax_error(true).build(program);
        if let Some(error) = parsed.diagnostics.first().or(checked.diagnostics.first()) {
            return Err(format!("{error:?} in\n{code}"));
        }
    }
    Ok(())
}

#[test]
fn each_style_has_each_language() {
    for (style, style_name) in [(PromptStyle::Typescript, "typescript"), (PromptStyle::Compact, "compact")] {
        for (level, language) in [(Level::Strict, "agentscript"), (Level::Standard, "javascript")] {
            let text = prompt(level, users(), &PromptOptions { style, ..PromptOptions::default() });
            parses(&text).unwrap();
            insta::assert_snapshot!(format!("{style_name}_{language}"), text);
        }
    }
}

#[test]
fn what_a_budget_leaves_is_said_in_steps() {
    for style in [PromptStyle::Typescript, PromptStyle::Compact] {
        let mut texts: Vec<String> = Vec::new();
        for budget in (0..4_000).rev() {
            if texts.last().is_some_and(|text| text.chars().count() as u64 <= budget) {
                continue;
            }
            let options = PromptOptions { style, budget_chars: Some(budget), tools: None };
            texts.push(prompt(Level::Strict, users(), &options));
        }
        let rules = prompt(Level::Strict, Vec::new(), &PromptOptions { style, ..PromptOptions::default() });
        let rules = rules.split("\n\n").next().unwrap().trim_end().to_owned();
        let steps: Vec<String> = texts.iter().map(|text| text.replace(&rules, "RULES")).collect();
        insta::assert_snapshot!(format!("steps_{style:?}"), steps.join("\n==========\n"));
    }
}

#[test]
fn tools_are_chosen_by_name() {
    let options = PromptOptions { tools: Some(vec!["users:*".into(), "pin?".into()]), ..PromptOptions::default() };
    let text = prompt(Level::Standard, users(), &options);
    assert!(text.contains("list(args") && text.contains("ping(args") && !text.contains("export"));
    assert!(text.contains("1 more tool is not described here: `await search_tools('words')`"));
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
        let mut declarations = Declarations::default();
        let text = Types::new(&schema, "Tool", notes, &mut declarations).write(&schema);
        let code = format!("```typescript\n{}\ndeclare const it: {text};\n```", declarations.texts.join("\n"));
        prop_assert!(parses(&code).is_ok(), "{:?}", parses(&code));
        prop_assert!(text.chars().count() < 20_000);
    }

    #[test]
    fn any_tools_fit_any_budget(
        input in schemas(), output in schemas(), budget in prop::option::of(0_u64..4_000), compact in any::<bool>(),
    ) {
        // What is no schema makes no tool.
        let named = |name: &str| ToolSpec { output_schema: Some(output.clone()), ..with_input(name, input.clone()) };
        if let Ok(table) = ToolTable::new(vec![named("a:b"), named("ab")], false) {
            let style = if compact { PromptStyle::Compact } else { PromptStyle::Typescript };
            let settings = Settings::new(&Config::default()).unwrap();
            let text = tool_prompt(&table, &settings, &PromptOptions { style, tools: None, budget_chars: budget });
            prop_assert!(parses(&text).is_ok(), "{:?}", parses(&text));
            prop_assert!(budget.is_none_or(|budget| text.chars().count() as u64 <= budget));
            if let Some(example) = text.split("```javascript\n").nth(1) {
                let example = example.split("```").next().unwrap();
                prop_assert!(crate::pipeline::approve(example, &settings, &table).is_ok(), "{example}");
            }
        }
    }

    #[test]
    fn any_description_is_a_comment(description in ".{0,200}", member in "\\PC{0,100}") {
        let schema = json!({ "type": "object", "properties": { "a": { "description": member } } });
        let spec = ToolSpec { description, input_schema: Some(schema), ..ToolSpec::new("it") };
        let text = prompt(Level::Standard, vec![spec], &PromptOptions::default());
        prop_assert!(parses(&text).is_ok(), "{:?}", parses(&text));
    }
}

fn with_input(name: &str, schema: Json) -> ToolSpec {
    ToolSpec { input_schema: Some(schema), ..ToolSpec::new(name) }
}

fn member_type(schema: Json) -> String {
    type_text(&schema, &schema)
}

#[test]
fn any_budget_gives_whole_blocks() {
    let tools: Vec<ToolSpec> = (0..8)
        .flat_map(|n| users().into_iter().map(move |spec| ToolSpec { name: format!("{}{n}", spec.name), ..spec }))
        .collect();
    for style in [PromptStyle::Typescript, PromptStyle::Compact] {
        for budget in (0..6_000).step_by(61) {
            let options = PromptOptions { style, budget_chars: Some(budget), tools: None };
            let text = prompt(Level::Standard, tools.clone(), &options);
            assert!(text.chars().count() as u64 <= budget, "{budget}");
            assert_eq!(text.matches("```").count() % 2, 0, "{budget}: {text}");
            assert!(text.is_empty() || text.ends_with(['.', '\n']), "{budget}: {text}");
            parses(&text).unwrap();
        }
    }
}

#[test]
fn what_comments_hold_does_not_group_types() {
    for hostile in ["say \"hi", "{ ( [ <", "} ) ]"] {
        let variants = json!([{ "type": "object", "properties": { "a": { "type": "string", "description": hostile } } }, { "type": "null" }]);
        let text = member_type(json!({ "type": "array", "items": { "anyOf": variants } }));
        assert!(text.starts_with("({ a?: string") && text.ends_with("} | null)[]"), "{text}");
    }
}

#[test]
fn names_of_types_are_their_own() {
    let recursive = || json!({ "type": "object", "properties": { "next": { "$ref": "#" } } });
    let names = ["promise", "record", "reference", "a_b:c", "ab:c", "_", "_1:x"];
    let mut tools: Vec<ToolSpec> = names.iter().map(|name| with_input(name, recursive())).collect();
    tools.iter_mut().for_each(|spec| spec.output_schema = Some(recursive()));
    tools.push(ToolSpec { by_reference: true, ..ToolSpec::new("big") });
    let text = prompt(Level::Standard, tools, &PromptOptions::default());
    parses(&text).unwrap();
    let mut declared: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("type ").or_else(|| line.strip_prefix("interface ")))
        .map(|line| line.split([' ', '<']).next().unwrap())
        .collect();
    let count = declared.len();
    declared.sort_unstable();
    declared.dedup();
    assert_eq!(declared.len(), count, "{text}");
    assert!(!declared.contains(&"Promise") && !declared.contains(&"Record"), "{declared:?}");
}

#[test]
fn an_example_is_not_made_up_for_ever() {
    let wide = json!({ "$defs": { "A": { "anyOf": vec![json!({ "$ref": "#/$defs/A" }); 200] } }, "type": "object",
        "properties": { "a": { "$ref": "#/$defs/A" } }, "required": ["a"] });
    let names: Vec<String> = (0..100).map(|n| format!("m{n}")).collect();
    let level = |next: &str| {
        let members: serde_json::Map<String, Json> =
            names.iter().map(|name| (name.clone(), json!({ "$ref": next }))).collect();
        json!({ "type": "object", "properties": members, "required": names })
    };
    let mut deep = level("#/$defs/B");
    deep["$defs"] = json!({ "B": level("#/$defs/C"), "C": level("#/$defs/D"), "D": { "type": "string" } });
    let begun = std::time::Instant::now();
    prompt(Level::Standard, vec![with_input("a", wide), with_input("b", deep)], &PromptOptions::default());
    assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
}

fn example_of(config: Config) -> Option<String> {
    let enclave = Enclave::new(config, Value::Null).unwrap();
    let text = enclave.tool_prompt(&PromptOptions::default());
    let example = text.split("```javascript\n").nth(1)?.split("```").next()?.to_owned();
    let report = enclave.check(&example);
    assert!(report.ok, "{report}\n{example}");
    Some(example)
}

#[test]
fn examples_of_odd_tools_pass_too() {
    let input =
        |name: &str| json!({ "type": "object", "required": [name], "properties": { name: { "type": "string" } } });
    for level in [Level::Strict, Level::Secure, Level::Standard, Level::Permissive] {
        let config = |tools: Vec<ToolSpec>| Config {
            level,
            isolation: Some(enclave_contract::Isolation::InProcess),
            tools,
            ..Config::default()
        };
        for name in ["constructor", "__proto__", "prototype", "__ag_x", "c\u{043e}nstructor", "a-b", "then"] {
            example_of(config(vec![with_input("odd", input(name))]));
        }
        let odd_word =
            json!({ "type": "object", "required": ["a"], "properties": { "a": { "const": "ev\u{0430}l(`${x}`)" } } });
        example_of(config(vec![with_input("odd", odd_word)]));
        let mut required = config(vec![ToolSpec::new("ping"), ToolSpec::new("must:call"), ToolSpec::new("also")]);
        let calls = vec!["must:call".to_owned(), "also".to_owned()];
        let rule = enclave_contract::RuleOptions { calls, ..Default::default() };
        required.rules.insert(enclave_contract::DiagnosticCode::RequiredCallMissing, rule);
        assert!(example_of(required).is_some());
    }
}

#[test]
fn arguments_may_be_left_out_only_where_none_fit() {
    let by_reference = json!({ "$ref": "#/$defs/Args",
        "$defs": { "Args": { "type": "object", "properties": { "a": { "type": "string" } }, "required": ["a"] } } });
    let text = prompt(Level::Standard, vec![with_input("it", by_reference)], &PromptOptions::default());
    assert!(text.contains("it(args: { a: string }): Promise<unknown>"), "{text}");
}

#[test]
fn schemas_of_any_size_are_types_of_some_size() {
    let many: Vec<Json> = (0..2_000).map(|n| json!({ "type": "object", "properties": { (format!("k{n}")): { "enum": (0..40).map(|m| format!("{m}{}", "x".repeat(100))).collect::<Vec<_>>() } } })).collect();
    let long = json!({ "type": "object", "properties": { ("k".repeat(100_000)): { "type": "string" } } });
    for schema in [
        json!({ "anyOf": many }),
        long,
        json!({ "type": "object", "properties": { "a": { "default": "y".repeat(1 << 20) } } }),
    ] {
        let text = member_type(schema);
        assert!(text.chars().count() < 30_000, "{}", text.chars().count());
    }
}

#[test]
fn nothing_hides_in_a_comment() {
    let hidden = "a\u{fe01}b\u{e0101}c\u{3164}d\u{34f}e\u{2028}f\u{85}g\u{e0041}*\u{200b}/h```";
    let spec = ToolSpec {
        description: hidden.to_owned(),
        ..with_input(
            "it",
            json!({ "type": "object", "properties": { "m": { "description": hidden, "enum": [hidden] } } }),
        )
    };
    let text = prompt(Level::Standard, vec![spec], &PromptOptions::default());
    parses(&text).unwrap();
    for c in text.chars().filter(|c| !c.is_ascii()) {
        assert_eq!(c, '…', "{c:?} in {text}");
    }
    assert_eq!(text.matches("```").count(), 4, "{text}");
}

#[test]
fn types_say_what_schemas_say() {
    for (schema, expected) in [
        (json!({ "$ref": "#" }), "unknown"),
        (json!(false), "never"),
        (json!({ "const": [1, "a", null] }), "[1, \"a\", null]"),
        (json!({ "const": { "a": true } }), "{ a: true }"),
        (json!({ "enum": ["a", 1, null, [], { "a": 1 }, "a"] }), "\"a\" | 1 | null | [] | { a: 1 }"),
        (json!({ "enum": ["x".repeat(200), 7] }), "string | 7"),
        (json!({ "type": "object", "required": ["a"] }), "{ a: unknown }"),
        (json!({ "type": "object", "anyOf": [{ "type": "object", "properties": { "a": {} } }] }), "{ a?: unknown }"),
        (
            json!({ "$ref": "#/$defs/A", "properties": { "b": {} }, "$defs": { "A": { "type": "object", "properties": { "a": {} } } } }),
            "{ a?: unknown } & { b?: unknown }",
        ),
        (json!({ "anyOf": [{ "$ref": "#" }, { "type": "string" }] }), "string"),
    ] {
        assert_eq!(member_type(schema.clone()), expected, "{schema}");
    }
}
