//! Runs the examples of a rule through layer 1.

use std::fmt::Write as _;

use enclave_contract::{Config, Diagnostic, Settings, Severity, ToolSpec};
use oxc::allocator::Allocator;
use serde_json::json;

use crate::{
    finding::LineIndex,
    parse::parse_text,
    tools::ToolTable,
    validate::{presets, rule::Rule, validate},
};

/// The levels in the order in which a rule's examples look for one that has the rule.
pub(super) const STANDARD: &str = r#"{"level":"standard"}"#;
pub(super) const SECURE: &str = r#"{"level":"secure"}"#;
pub(super) const STRICT: &str = r#"{"level":"strict"}"#;

/// The tools of every example.
const TOOLS: [&str; 5] = ["users:list", "users:get", "mail:send", "web:search", "echo"];

pub(super) fn settings(json: &str) -> Settings {
    Settings::new(&Config::from_json(json).unwrap()).unwrap()
}

pub(super) fn tools() -> ToolTable {
    let mut specs: Vec<_> = TOOLS.map(ToolSpec::new).into();
    let user = json!({
        "type": "object",
        "properties": { "id": { "type": "integer" }, "name": { "type": "string" }, "email": { "type": "string" } },
        "additionalProperties": false,
    });
    specs[0].input_schema = Some(json!({
        "type": "object",
        "properties": {
            "role": { "enum": ["admin", "viewer"], "description": "One of the two roles." },
            "limit": { "type": "integer", "minimum": 1, "maximum": 100 },
        },
    }));
    specs[0].output_schema = Some(json!({ "type": "array", "items": user }));
    specs[1].input_schema = Some(json!({
        "type": "object",
        "properties": { "id": { "type": "integer", "minimum": 1, "description": "The number of the user." } },
        "required": ["id"],
        "additionalProperties": false,
    }));
    specs[1].output_schema = Some(user);
    ToolTable::new(specs, false).unwrap()
}

/// What layer 1 says about a script.
pub(super) fn diagnostics(script: &str, settings: &Settings, tools: &ToolTable) -> Vec<Diagnostic> {
    let allocator = Allocator::default();
    let findings = match parse_text(&allocator, script) {
        Ok(parsed) => validate(parsed, settings, tools).map_or_else(|errors| errors, |validated| validated.findings),
        Err(findings) => findings,
    };
    LineIndex::new(script).diagnostics(findings)
}

/// What a rule says about its own examples: `bad` gives this rule's findings alone, `good` gives nothing.
pub(super) fn examples(rule: &Rule) -> String {
    let level =
        [STANDARD, SECURE, STRICT].into_iter().find(|level| presets::severity(rule.code, &settings(level)).is_some());
    examples_with(rule, &settings(level.unwrap_or(STRICT)))
}

/// The same under other settings.
pub(super) fn examples_with(rule: &Rule, settings: &Settings) -> String {
    let mut text = String::new();
    for script in rule.bad {
        let found = diagnostics(script, settings, &tools());
        writeln!(text, "{script}\n").unwrap();
        for diagnostic in &found {
            writeln!(text, "{diagnostic}").unwrap();
        }
        let others: Vec<_> = found.iter().filter(|diagnostic| diagnostic.code != rule.code).collect();
        assert_eq!(others, Vec::<&Diagnostic>::new(), "{script}");
        assert!(!found.is_empty(), "nothing was found in: {script}");
        writeln!(text, "----").unwrap();
    }
    for script in rule.good {
        let found: Vec<_> = diagnostics(script, settings, &tools());
        let found: Vec<_> = found.iter().filter(|it| it.severity == Severity::Error || it.code == rule.code).collect();
        assert_eq!(found, Vec::<&Diagnostic>::new(), "{script}");
    }
    text
}
