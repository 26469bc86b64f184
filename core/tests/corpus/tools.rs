//! The tools of the corpus, as `tests-shared/README.md` describes them.

use enclave_contract::{PolicyRule, ToolSpec, Value};
use serde_json::Value as Json;

use crate::ToolFailure;

const SHARED: &str = include_str!("../../../tests-shared/tools.json");

fn shared() -> Json {
    serde_json::from_str(SHARED).unwrap()
}

pub(super) fn specs() -> Vec<ToolSpec> {
    let shared = shared();
    let tools = shared["tools"].as_object().unwrap();
    let spec = |(name, facts): (&String, &Json)| {
        let mut spec = facts.get("options").cloned().unwrap_or_else(|| serde_json::json!({}));
        spec["name"] = name.as_str().into();
        spec["description"] = facts["description"].clone();
        spec["input_schema"] = facts.get("inputSchema").cloned().into();
        spec["output_schema"] = facts.get("outputSchema").cloned().into();
        serde_json::from_value(spec).unwrap()
    };
    tools.iter().map(spec).collect()
}

pub(super) fn policy() -> Vec<PolicyRule> {
    serde_json::from_value(shared()["policy"].clone()).unwrap()
}

/// What the tools of one run answer.
#[derive(Default)]
pub(super) struct Answers {
    flaky: u32,
    sent: u32,
}

impl Answers {
    pub(super) fn answer(&mut self, name: &str, args: &Value) -> Result<Value, ToolFailure> {
        let number = |key: &str, default: f64| match args.get(key) {
            Some(Value::Number(number)) => *number,
            _ => default,
        };
        match name {
            "add" => Ok(object([("sum", Value::Number(number("a", 0.0) + number("b", 0.0)))])),
            "page" => {
                let all = (0..25).map(|item| Value::Number(f64::from(item))).collect();
                Ok(part(all, number("cursor", 0.0), number("size", 0.0), "items", "next"))
            }
            "flaky" => {
                self.flaky += 1;
                if self.flaky <= 2 {
                    Err(failure("UNAVAILABLE", "busy"))
                } else {
                    Ok(object([("ok", Value::Bool(true))]))
                }
            }
            "fail" => {
                let message = args.get("message").and_then(Value::as_str).unwrap_or_default();
                Err(failure("NO_SUCH_USER", message))
            }
            "users:list" => Ok(Value::Array(rows("users", args, &[]))),
            "users:get" => {
                let id = number("id", f64::NAN);
                let user = rows("users", args, &[]).into_iter().next();
                user.ok_or_else(|| failure("NO_SUCH_USER", &format!("no user {id}")))
            }
            "orders:list" => {
                let found = rows("orders", args, &["cursor", "limit"]);
                Ok(part(found, number("cursor", 0.0), number("limit", 5.0), "orders", "nextCursor"))
            }
            "email:send" => {
                self.sent += 1;
                let id = Value::String(format!("msg-{}", self.sent));
                Ok(object([("sent", Value::Bool(true)), ("id", id)]))
            }
            "search:web" => {
                let query = args.get("query").and_then(Value::as_str).unwrap_or_default().to_lowercase();
                let mut pages = rows("pages", &Value::Null, &[]);
                pages.retain(|page| {
                    page.get("title").and_then(Value::as_str).is_some_and(|title| title.to_lowercase().contains(&query))
                });
                Ok(Value::Array(pages))
            }
            "docs:load" => {
                let count = number("count", 0.0) as u32;
                let row = |id: u32| {
                    object([("id", Value::Number(f64::from(id))), ("text", Value::String(format!("row {id}")))])
                };
                Ok(Value::Array((0..count).map(row).collect()))
            }
            "docs:count" => {
                let Some(Value::Array(rows)) = args.get("doc") else { unreachable!("the schema says so") };
                Ok(object([("count", Value::Number(rows.len() as f64))]))
            }
            "pay" => Ok(object([("paid", Value::Number(number("amount", 0.0)))])),
            _ => Ok(args.clone()),
        }
    }
}

fn failure(code: &str, message: &str) -> ToolFailure {
    ToolFailure { code: code.to_owned(), message: message.to_owned(), data: Value::Undefined }
}

fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// The rows of a table whose members equal the arguments, but for those that say which part is wanted.
fn rows(table: &str, args: &Value, paging: &[&str]) -> Vec<Value> {
    let shared = shared();
    let rows = shared[table].as_array().unwrap().iter().cloned().map(Value::from_json);
    let Value::Object(wanted) = args else { return rows.collect() };
    let wanted: Vec<_> = wanted.iter().filter(|(key, _)| !paging.contains(&key.as_str())).collect();
    rows.filter(|row| wanted.iter().all(|(key, value)| row.get(key) == Some(value))).collect()
}

/// A part of a list, and where the next part begins.
fn part(all: Vec<Value>, start: f64, size: f64, items: &str, next: &str) -> Value {
    let (start, size) = (start.max(0.0) as usize, size.max(0.0) as usize);
    let end = start.saturating_add(size);
    let more = if end < all.len() { Value::Number(end as f64) } else { Value::Null };
    let found = all.into_iter().skip(start).take(size).collect();
    object([(items, Value::Array(found)), (next, more)])
}
